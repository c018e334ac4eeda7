"""A user's own images are read beside the training, with a way to stop; bad ones change nothing."""

from __future__ import annotations

import struct
import threading
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest

from cnnviz.session import images as pictures
from cnnviz.session import own_images
from core.presets import preset


class Told(list[tuple[str, str]]):
    """What the window has said: messages and their kind."""

    @property
    def last(self) -> str:
        return self[-1][0]


@pytest.fixture
def told(window: Any) -> Told:
    heard = Told()
    window.session.message.connect(lambda text, kind: heard.append((text, kind)))
    return heard


def stroke(path: Path, shift: int = 0) -> None:
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    for y in range(5, 35):
        for x in range(15 + shift % 5, 20 + shift % 5):
            image.setPixel(x, y, 0)
    image.save(str(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "animals"
    for name in ("cat", "dog"):
        (root / name).mkdir(parents=True)
        for number in range(10):
            stroke(root / name / f"{number}.png", number)
    return root


def giant(path: Path) -> None:
    """A PNG of 30,000 x 30,000 black pixels in a hundred kilobytes, its header and checksums in order."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(3751 * 1000)) for _ in range(30)) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def refused(window: Any, told: Told, qtbot: Any, path: Path) -> str:
    """What is said of a path that can't be used; the run is as it was."""
    session, told[:] = window.session, []
    trainer, before = session.engine.trainer, session.snapshot.run
    data = trainer.images
    window.open_path(path)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1][1] == "error"
    assert trainer.images == data
    assert (trainer.run, session.snapshot.run) == (before, before)
    return told.last


def test_a_folder_of_classes_begins_a_new_run(window: Any, told: Told, qtbot: Any, folder: Path) -> None:
    window.open_data(folder)
    qtbot.waitUntil(lambda: len(told) > 0 and "Reading" not in told.last)  # which a busy machine says first
    assert told.last.startswith("A new run began on the images of animals: 18 to learn from, 2 to test.")
    assert window.session.engine.trainer.train.classes == ("cat", "dog")
    assert window.session.data_path == folder


@pytest.mark.slow
def test_a_dropped_folder_is_looked_over_and_used(window: Any, told: Told, qtbot: Any, folder: Path) -> None:
    window.action("images").trigger()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, nothing = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, Qt.MouseButton.LeftButton, nothing))
    qtbot.waitUntil(lambda: window.stage.sheet is not window.panels["ImagesSheet"])
    assert window.session.data_path is None
    QTest.keyClick(window.stage.sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.data_path == folder)
    qtbot.waitUntil(lambda: bool(told) and "A new run began on the images of animals" in told.last)


@pytest.mark.slow
@pytest.mark.fault(28)
def test_a_folder_that_cannot_be_used_is_answered_at_once(
    window: Any, told: Told, qtbot: Any, folder: Path
) -> None:
    assert "its 10 pictures are not sorted into classes" in refused(window, told, qtbot, folder / "cat")
    giant(folder / "cat" / "giant.png")
    assert (folder / "cat" / "giant.png").stat().st_size < 200_000
    assert "giant.png: it has 30000 x 30000 pixels" in refused(window, told, qtbot, folder)
    assert "giant.png: it has 30000" in refused(window, told, qtbot, folder / "cat" / "giant.png")
    (folder / "dog").rename(folder.parent / "dog")
    assert "it holds one class only, cat" in refused(window, told, qtbot, folder)
    assert window.stage.message == told.last


@pytest.mark.fault(27)
def test_files_that_cannot_be_used_are_answered_at_once(
    window: Any, told: Told, qtbot: Any, tmp_path: Path
) -> None:
    ten = np.arange(70) % 10
    labels = tmp_path / "train-labels-idx1-ubyte"
    labels.write_bytes(struct.pack(">HBBI", 0, 8, 1, 70) + ten.astype(np.uint8).tobytes())
    for path in (labels, tmp_path):
        assert "Put it there, train-images-idx3-ubyte" in refused(window, told, qtbot, path)
    file = tmp_path / "mine.npz"
    for arrays, reason in (
        ({"images": np.array([{}], object), "labels": ten}, "pickled objects"),
        ({"pictures": ten, "y": ten}, "it holds pictures, y, where images and labels are expected"),
        ({"images": np.zeros((2, 28, 28)), "labels": ten[:2]}, "it holds 2 images only"),
    ):
        np.savez(file, **arrays)  # type: ignore[arg-type]
        assert reason in refused(window, told, qtbot, file)


@pytest.mark.slow
def test_a_picture_that_cannot_be_read_can_be_left_out_by_a_button(
    window: Any, told: Told, qtbot: Any, folder: Path
) -> None:
    (folder / "dog" / "7.png").write_bytes(b"junk")
    offers: list[tuple[str, Any]] = []
    window.session.offered.connect(lambda words, do: offers.append((words, do)))
    assert "7.png: it is not a picture" in refused(window, told, qtbot, folder)
    words, leave_it_out = offers[-1]
    assert words == "Leave it out"
    leave_it_out()
    qtbot.waitUntil(lambda: window.stage.sheet is not None)
    window.stage.sheet.use()
    qtbot.waitUntil(lambda: told[-1][1] == "info")
    assert told.last.startswith("A new run began on the images of animals: 17 to learn from, 2 to test.")
    assert "1 picture that can't be read (dog/7.png)" in told.last


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Pictures are read only as far as the semaphore lets them."""
    gate, plain = threading.Semaphore(0), pictures.decode

    def decode(path: Any) -> Any:
        gate.acquire(timeout=60)
        return plain(path)

    monkeypatch.setattr(pictures, "decode", decode)
    monkeypatch.setattr(own_images, "PATIENCE", 0.0)
    monkeypatch.setattr(own_images, "OFTEN", 0.0)
    return gate


@pytest.mark.slow
def test_training_goes_on_while_pictures_are_read_and_the_way_is_told(
    window: Any, told: Told, qtbot: Any, folder: Path, slowly: threading.Semaphore
) -> None:
    window.session.train()
    window.open_data(folder)
    slowly.release(10)
    qtbot.waitUntil(lambda: bool(told) and "%" in told.last)
    assert told.last.startswith("Reading animals: ")
    step = window.session.snapshot.step
    qtbot.waitUntil(lambda: window.session.snapshot.step > step + 3)
    slowly.release(10)
    qtbot.waitUntil(lambda: bool(told) and "A new run" in told.last)
    assert window.session.snapshot.run == window.session.engine.trainer.run


@pytest.mark.slow
def test_reading_is_stopped_by_the_button_and_the_run_goes_on(
    window: Any, told: Told, qtbot: Any, folder: Path, slowly: threading.Semaphore
) -> None:
    offers: list[tuple[str, Any]] = []
    window.session.offered.connect(lambda words, do: offers.append((words, do)))
    run = window.session.snapshot.run
    window.open_data(folder)
    slowly.release(3)
    qtbot.waitUntil(lambda: bool(offers))
    words, stop = offers[-1]
    assert words == "Stop reading"
    stop()
    slowly.release(20)
    assert told.last == "Nothing was opened. The run was not touched."
    assert not window.session.own_images.running
    assert window.session.engine.trainer.run == run


@pytest.mark.slow
def test_only_the_newest_of_two_is_opened(
    window: Any, told: Told, qtbot: Any, folder: Path, slowly: threading.Semaphore, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (70, 28, 28)).astype(np.uint8)
    np.savez(tmp_path / "mine.npz", images=images, labels=np.arange(70) % 10)
    window.open_data(folder)
    window.open_data(tmp_path / "mine.npz")
    slowly.release(20)
    qtbot.waitUntil(lambda: bool(told) and "A new run" in told.last)
    assert "mine.npz" in told.last
    assert [text for text, _ in told if "animals:" in text and "new run" in text] == []


def test_closing_the_window_ends_the_reading(
    window: Any, folder: Path, slowly: threading.Semaphore, watched: Any, qtbot: Any
) -> None:
    plots = [plot for plot in window.panels["CurvesPanel"].plots.values() if plot.isVisible()]
    qtbot.waitUntil(lambda: all(plot.view is not None for plot in plots))  # they have widgets of their own
    with watched():
        window.open_data(folder)
        slowly.release(30)
        window.close()
    assert not window.session.own_images.running


@pytest.mark.slow
def test_a_set_that_was_used_without_a_picture_is_opened_without_it_again(
    window: Any, told: Told, qtbot: Any, folder: Path
) -> None:
    (folder / "dog" / "7.png").write_bytes(b"junk")
    images = window.session.own_images
    images.look([folder])
    qtbot.waitUntil(lambda: bool(told) and told[-1][1] == "error")
    images.look([folder], leave_out=True)
    qtbot.waitUntil(lambda: images.opened is not None)
    images.use()
    qtbot.waitUntil(lambda: window.session.data_path == folder)
    assert window.recent.sets() == [folder]
    told.clear()
    images.look([folder])
    qtbot.waitUntil(lambda: images.opened is not None)
    assert [text for text, kind in told if kind == "error"] == []
    images.choose(leave_out=False)
    qtbot.waitUntil(lambda: images.error is not None)
    assert "7.png" in str(images.error)


def test_a_network_of_ones_own_goes_to_images_and_back_as_itself(
    window: Any, qtbot: Any, folder: Path
) -> None:
    session = window.session
    layers = [item["name"] for item in preset("published-conv").spec()["layers"]]
    session.reset(replace(session.config, spec=preset("published-conv").spec()))
    qtbot.waitUntil(lambda: session.config.spec is not None)
    window.open_data(folder)
    qtbot.waitUntil(lambda: session.data_path == folder)
    session.use_mnist()
    qtbot.waitUntil(lambda: session.data_path is None)
    assert [item["name"] for item in session.snapshot.spec["layers"]] == layers
    assert session.snapshot.spec["layers"][-1]["out_features"] == 10


@pytest.mark.slow
def test_the_run_before_other_images_comes_back_with_all_its_steps(
    window: Any, told: Told, qtbot: Any, folder: Path
) -> None:
    session = window.session
    for step in range(3):
        session.step_batch()
        qtbot.waitUntil(lambda step=step: len(session.history) == step + 1)
    window.open_data(folder)
    qtbot.waitUntil(lambda: session.data_path == folder)
    session.turn_run(-1)
    qtbot.waitUntil(lambda: session.data_path is None and session.snapshot.step == 3)
    assert session.time.steps == range(4)
    session.time.go(1)
    qtbot.waitUntil(lambda: session.time.exact)
    assert not any("were not kept" in text for text, _ in told)


def test_weights_of_digits_are_loaded_with_mnist_where_the_images_are_others(
    window: Any, told: Told, qtbot: Any, folder: Path, tmp_path: Path
) -> None:
    session, file = window.session, tmp_path / "ten.safetensors"
    offers: list[tuple[str, Any]] = []
    session.offered.connect(lambda words, do: offers.append((words, do)))
    window.save_weights(file)
    qtbot.waitUntil(lambda: bool(told) and "Saved" in told.last)
    saved = session.snapshot.parameters["fc5.weight"]
    window.open_data(folder)
    qtbot.waitUntil(lambda: session.data_path == folder)
    window.load_weights(file)
    qtbot.waitUntil(lambda: told[-1][1] == "error")
    assert "10 outputs and the images of animals have 2 classes" in told.last
    words, load = offers[-1]
    assert words == "Load it with the images of MNIST"
    load()
    qtbot.waitUntil(lambda: "Loaded the weights of ten.safetensors" in told.last)
    assert session.data_path is None
    assert np.array_equal(session.snapshot.parameters["fc5.weight"], saved)
