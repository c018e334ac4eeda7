"""The sheet of data: what was understood is shown, can be said otherwise, and takes one Enter to be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from cnnviz.features.data import DataSheet
from core.data.choices import DataChoices
from core.presets import preset
from core.training import ConfigError

LEFT = Qt.MouseButton.LeftButton


def colours(path: Path, size: int = 16) -> np.ndarray:
    """Seventy small images in colour, of five classes."""
    images = np.random.default_rng(0).integers(0, 255, (70, size, size, 3)).astype(np.uint8)
    np.savez(path, images=images, labels=np.arange(70) % 5)
    return images


@pytest.fixture
def dark(tmp_path: Path, digits: Any) -> Path:
    """Digits as dark ink on light paper, of four classes."""
    train = digits[0]
    chosen = np.flatnonzero(train.labels < 4)[:84]
    np.savez(tmp_path / "dark.npz", images=255 - train.images[chosen], labels=train.labels[chosen])
    return tmp_path / "dark.npz"


def look(window: Any, qtbot: Any, path: Path) -> DataSheet:
    """The sheet on a set, all of which has been read."""
    window.open_path(path)
    qtbot.waitUntil(lambda: window.stage.sheet is not None)
    panel = window.stage.sheet
    assert isinstance(panel, DataSheet)
    qtbot.waitUntil(lambda: panel._used is not None)
    return panel


def read(qtbot: Any, panel: DataSheet) -> None:
    qtbot.waitUntil(lambda: not panel.session.own_images.running)


def choose(panel: DataSheet, name: str, value: Any) -> None:
    control = panel.form.fields[name].control
    assert isinstance(control, QComboBox)
    row = control.findData(value)
    control.setCurrentIndex(row)
    control.activated.emit(row)


def fill(panel: DataSheet, name: str, text: str) -> None:
    control = panel.form.fields[name].control
    assert isinstance(control, QLineEdit)
    control.setFocus()
    control.selectAll()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Return)


def test_a_usual_set_takes_one_enter(window: Any, qtbot: Any, dark: Path) -> None:
    run = window.session.snapshot.run
    panel = look(window, qtbot, dark)
    assert window.session.snapshot.run == run
    assert "84 images of 28x28 pixels, grey" in panel.facts.text()
    assert "Dark on light, inverted" in panel.facts.text().replace("dark", "Dark")
    assert panel.examples.classes == ["0", "1", "2", "3"]
    assert panel.examples.pictures_of("1").mean() < 100
    assert panel.use_button.hasFocus()
    QTest.keyClick(panel.use_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.snapshot.run != run)
    qtbot.waitUntil(lambda: window.stage.sheet is None)
    trainer = window.session.engine.trainer
    assert trainer.train.classes == ("0", "1", "2", "3")
    assert (len(trainer.train), len(trainer.test)) == (72, 12)
    assert not window.session.own_images.looking


@pytest.mark.slow
def test_what_was_understood_is_told_of_the_images_in_use_too(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "drawn"
    for name in ("bar", "cross"):
        (folder / name).mkdir(parents=True)
        for i in range(14):
            picture = QImage(28, 28, QImage.Format.Format_Grayscale8)
            picture.fill(200)
            picture.setPixel(i, 5, 12)
            assert picture.save(str(folder / name / f"{i}.png"))
    (folder / "bar" / "broken.png").write_bytes(b"no picture")
    window.session.own_images.look([folder], leave_out=True)
    window.action("data").trigger()
    panel = window.stage.sheet
    read(qtbot, panel)
    told = panel.facts.text(), panel.notes.text()
    assert "every seventh image" in told[0]
    assert "broken.png" in told[1]
    seen = []
    window.session.config_changed.connect(lambda: seen.append(panel._used))
    panel.use()
    qtbot.waitUntil(lambda: window.stage.sheet is None and window.session.data_path == folder)
    assert seen == [None]  # what was in use before isn't told of the new run
    window.action("data").trigger()
    panel = window.stage.sheet
    qtbot.waitUntil(lambda: (panel.facts.text(), panel.notes.text()) == told)  # once it is asked for
    assert panel.effect.text() == "The run is on these images."


def test_what_is_said_otherwise_is_seen_and_used(window: Any, qtbot: Any, dark: Path) -> None:
    panel = look(window, qtbot, dark)
    before = panel.examples.pictures_of("2").copy()
    choose(panel, "invert", False)
    qtbot.waitUntil(lambda: panel.examples.pictures_of("2").mean() > 128)
    assert np.array_equal(panel.examples.pictures_of("2"), 255 - before)
    choose(panel, "turn", "180")
    read(qtbot, panel)
    assert np.array_equal(panel.examples.pictures_of("2"), 255 - before[:, ::-1, ::-1])
    fill(panel, "test", "50")
    read(qtbot, panel)
    assert "42 to train on, 42 to test" in panel.facts.text()
    QTest.mouseClick(panel.examples, LEFT, pos=QPoint(20, panel.examples.row_height() * 3 + 20))
    read(qtbot, panel)
    assert panel.examples.tip(3) == "Class 3: left out. A click takes it in again."
    panel.use()
    qtbot.waitUntil(lambda: window.session.data_path == dark)
    train = window.session.engine.trainer.train
    assert train.classes == ("0", "1", "2")
    assert dict(train.choices) == {
        "invert": False, "turn": "180", "test": 0.5, "classes": ["0", "1", "2"]
    }  # fmt: skip


@pytest.mark.slow
def test_what_makes_no_sense_is_refused_under_its_field(window: Any, qtbot: Any, dark: Path) -> None:
    panel = look(window, qtbot, dark)
    fill(panel, "size", "400x400")
    assert "8 to 64" in panel.form.fields["size"].error
    assert not panel.use_button.isEnabled()  # what stands there isn't what would be used
    fill(panel, "size", "20")
    read(qtbot, panel)
    assert panel.form.fields["size"].error == ""
    qtbot.waitUntil(panel.use_button.isEnabled)
    assert panel.examples.pictures_of("0").shape[1:] == (20, 20)
    assert window.stage.sheet is panel  # Enter in a field settles the field
    panel.guess_button.click()
    read(qtbot, panel)
    assert panel.session.own_images.choices == DataChoices()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert window.stage.sheet is None
    assert not window.session.own_images.looking
    assert window.session.data_path is None


@pytest.mark.slow
def test_a_set_of_another_shape_begins_a_fitting_network_or_is_brought_to_this_ones(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    images = colours(tmp_path / "colours.npz")
    panel = look(window, qtbot, tmp_path / "colours.npz")
    assert "with 3x16x16 inputs and 5 outputs" in panel.effect.text()
    assert panel.fit_button.text() == "Bring them to 28x28, grey"
    assert np.array_equal(panel.examples.pictures_of("1")[0], images[1].transpose(2, 0, 1))
    panel.fit_button.click()
    read(qtbot, panel)
    assert panel.examples.pictures_of("1").shape[1:] == (28, 28)
    panel.guess_button.click()
    read(qtbot, panel)
    panel.use()
    qtbot.waitUntil(lambda: window.session.snapshot.watched.images.shape[1:] == (3, 16, 16))


@pytest.mark.slow
def test_several_sets_are_asked_for(window: Any, qtbot: Any, tmp_path: Path) -> None:
    for name in ("first.npz", "second.npz"):
        colours(tmp_path / name)
    window.open_path(tmp_path)
    qtbot.waitUntil(lambda: window.stage.sheet is not None)
    panel = window.stage.sheet
    assert "it holds several sets of images: first.npz, second.npz" in panel.facts.text()
    assert not panel.use_button.isEnabled()
    choose(panel, "pair", "second.npz")
    read(qtbot, panel)
    assert "70 images of 16x16 pixels, colour" in panel.facts.text()
    assert panel.use_button.isEnabled()


@pytest.mark.slow
def test_mnist_and_what_was_used_lately_are_there_to_go_back_to(
    window: Any, qtbot: Any, digits: Any, dark: Path
) -> None:
    window.session.open_data(dark)
    qtbot.waitUntil(lambda: window.session.data_path == dark)
    window.action("data").trigger()
    panel = window.stage.sheet
    qtbot.waitUntil(lambda: panel._used is not None)
    qtbot.waitUntil(
        lambda: [button.text() for _, button in panel.set_list._rows] == ["dark, in use", "MNIST"]
    )
    assert panel.effect.text() == "The run is on these images."
    panel.set_list._rows[1][1].click()
    read(qtbot, panel)
    assert panel.examples.classes == list("0123456789")
    panel.use()
    qtbot.waitUntil(lambda: window.session.data_path is None)
    assert window.session.engine.trainer.images == digits
    assert window.session.run_before.kept is None  # nothing had been made of the run before


@pytest.mark.slow
def test_a_network_of_ones_own_is_made_anew_for_other_classes_and_that_is_said_before(
    window: Any, qtbot: Any, dark: Path
) -> None:
    session = window.session
    session.reset(replace(session.config, spec=preset("lenet5-1998").spec()))
    qtbot.waitUntil(lambda: session.config.spec is not None)
    panel = look(window, qtbot, dark)
    assert panel.effect.text() == (
        "The network has 10 outputs now: for these images it is made anew, of the same layers, with 4 "
        "outputs, one a class. The run so far is kept."
    )
    panel.use_button.click()
    qtbot.waitUntil(lambda: session.data_path == dark)
    assert session.snapshot.spec["layers"][-1]["out_features"] == 4
    assert window.stage.message.startswith("A new run began on the images of dark.npz")


def test_what_becomes_of_a_network_is_said_before_images_are_used(
    window: Any, qtbot: Any, dark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    window.save_weights(tmp_path / "ten.safetensors")
    qtbot.waitUntil(lambda: (tmp_path / "ten.safetensors").exists())
    window.load_weights(tmp_path / "ten.safetensors")
    qtbot.waitUntil(lambda: "Loaded" in window.stage.message)
    panel = look(window, qtbot, dark)
    qtbot.waitUntil(lambda: "The network of ten.safetensors stays" in panel.effect.text())
    colours(tmp_path / "small.npz", 8)
    session.own_images.look([tmp_path / "small.npz"])
    read(qtbot, panel)
    assert "made anew, of the same layers, with 3x8x8 inputs and 5 outputs" in panel.effect.text()
    assert panel.effect.text().endswith("They get a border of zeros in conv2, conv3.")

    def refuse(*_: Any) -> Any:
        raise ConfigError("spec", "nothing can be made of it")

    with monkeypatch.context() as patch:  # no preset is refused by images that can be opened
        patch.setattr("cnnviz.features.data.data_sheet.spec_for", refuse)
        panel._refresh()
        assert panel.effect.text() == "Nothing can be made of it"
    session.own_images.look([dark])
    read(qtbot, panel)
    before = session.snapshot.parameters["fc5.weight"]
    panel.use()
    qtbot.waitUntil(lambda: session.data_path == dark)
    assert np.array_equal(session.snapshot.parameters["fc5.weight"], before)


def test_after_a_file_that_cant_be_used_the_images_in_use_are_in_sight(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    window.action("data").trigger()
    panel, images = window.stage.sheet, window.session.own_images
    qtbot.waitUntil(lambda: panel._used is not None)
    images.look_at_shipped()  # a set that isn't in use
    qtbot.waitUntil(lambda: images.opened is not None)
    bad = tmp_path / "bad.csv"
    bad.write_text("1,0,0\n2,0\n", encoding="utf-8")
    images.look([bad])
    qtbot.waitUntil(lambda: not images.running and window.stage.message != "")
    assert "bad.csv" in window.stage.message
    assert (panel.stop_button.isVisible(), panel.use_button.isEnabled()) == (False, False)
    assert panel.effect.text() == "The run is on these images."
