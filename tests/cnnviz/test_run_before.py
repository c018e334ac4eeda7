"""No run is lost by beginning another one: it is kept whole, and comes back bit for bit."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import core
from cnnviz.features.runs import library
from cnnviz.features.runs.runs_sheet import RunsSheet
from cnnviz.features.runs.table import NOTE
from cnnviz.shell import app
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.start.deeds import to_go_on_with
from cnnviz.system import paths
from core.data.dataset import Dataset
from core.experiments import RunRecord, read_runs
from core.training import TrainConfig, Trainer, load_checkpoint, read_about

Open = Callable[..., MainWindow]
CONFIG = TrainConfig(batch_size=32, epochs=2, lr=0.02)


def steps(qtbot: QtBot, window: MainWindow, count: int) -> None:
    wanted = window.session.snapshot.step + count
    for _ in range(count):
        window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step == wanted == len(window.session.history))


def begun(qtbot: QtBot, window: MainWindow, do: Callable[[], object]) -> None:
    """Does something that begins another run, and waits until it is there and has been told of."""
    run, answers = window.session.snapshot.run, list[int]()
    do()
    qtbot.waitUntil(lambda: window.session.snapshot.run > run)
    qtbot.waitUntil(lambda: window.session.history.run == window.session.snapshot.run)
    window.session.ask(int, then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))


def back(qtbot: QtBot, window: MainWindow, do: Callable[[], object], step: int) -> None:
    begun(qtbot, window, do)
    qtbot.waitUntil(lambda: len(window.session.history) == step)
    qtbot.waitUntil(lambda: window.session.run_before.going is None)
    assert window.session.snapshot.step == step


def straight(digits: tuple[Dataset, Dataset], count: int, config: TrainConfig = CONFIG) -> Trainer:
    trainer = Trainer(config, *digits)
    for _ in range(count):
        trainer.step()
    return trainer


def same(window: MainWindow, trainer: Trainer) -> None:
    """The window's run is bit for bit the trainer's: weights, statistics, optimiser."""
    here = window.session.engine.trainer
    assert here is not None
    ours, theirs = here.network.state_dict(), trainer.network.state_dict()
    assert {name: array.tobytes() for name, array in ours.items()} == {
        name: array.tobytes() for name, array in theirs.items()
    }
    for name, arrays in trainer.optimizer.state.items():
        for kind, array in arrays.items():
            assert np.array_equal(here.optimizer.state[name][kind], array)


def button(window: MainWindow) -> QPushButton:
    found = window.findChild(QPushButton, "message_action")
    assert isinstance(found, QPushButton)
    return found


WAYS: dict[str, Callable[[MainWindow, Path], object]] = {
    "reset": lambda window, path: window.action("reset").trigger(),
    "preset": lambda window, path: window.session.reset(TrainConfig.from_preset("lenet5")),
    "settings": lambda window, path: window.session.reset(replace(CONFIG, lr=0.5)),
    "trained": lambda window, path: window.action("open_trained").trigger(),
    "weights": lambda window, path: window.load_weights(paths.trained_network()),
    "images": lambda window, path: window.open_data(path),
    "mnist": lambda window, path: window.action("use_mnist").trigger(),
}


@pytest.mark.every(99)
@pytest.mark.parametrize("way", WAYS)
def test_the_run_before_comes_back_bit_for_bit(
    qtbot: QtBot, open_window: Open, digits: tuple[Dataset, Dataset], others: Path, folder: Path, way: str
) -> None:
    window = open_window()
    steps(qtbot, window, 5)
    losses, name = window.session.history.column("loss").copy(), window.session.run_before.name
    begun(qtbot, window, lambda: WAYS[way](window, others))
    qtbot.waitUntil(lambda: button(window).isVisible())
    assert button(window).text().strip() == f"Go back to {name} (step 5)"
    window.session.ask(window.session.engine.evaluate)
    qtbot.waitUntil(lambda: window.session.snapshot.test_step == 0 and window.session.state == "paused")
    assert button(window).isVisible()  # the test of a network takes no way back away
    steps(qtbot, window, 1)
    qtbot.waitUntil(lambda: (folder / "run-before.safetensors").exists())
    kept = load_checkpoint(folder / "run-before.safetensors")
    assert (kept.step, kept.config) == (5, CONFIG)
    back(qtbot, window, lambda: window.action("bring_back").trigger(), 5)
    assert window.session.data_path is None
    assert np.array_equal(window.session.history.column("loss"), losses)
    assert window.session.config == CONFIG
    steps(qtbot, window, 2)
    same(window, straight(digits, 7))


@pytest.mark.slow
def test_undo_goes_to_and_fro_and_the_button_does_the_same(
    qtbot: QtBot, open_window: Open, digits: tuple[Dataset, Dataset]
) -> None:
    window = open_window()
    steps(qtbot, window, 3)
    other = replace(CONFIG, seed=7)
    begun(qtbot, window, lambda: window.session.reset(other))
    steps(qtbot, window, 2)
    control = Qt.KeyboardModifier.ControlModifier
    back(qtbot, window, lambda: QTest.keyClick(window.stage, Qt.Key.Key_Z, control), 3)
    same(window, straight(digits, 3))
    qtbot.waitUntil(lambda: button(window).isVisible())
    back(qtbot, window, button(window).click, 2)
    same(window, straight(digits, 2, other))


@pytest.mark.slow
def test_the_way_forth_to_a_later_run_is_not_called_a_way_back(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    command, before = window.action("bring_back"), window.session.run_before
    steps(qtbot, window, 2)
    begun(qtbot, window, window.session.reset)
    steps(qtbot, window, 1)
    for way, words, run, step in (
        (-1, "Go forth again to {}", "the later run", 1),
        (1, "Go back to {}", "the run before", 2),
    ):
        begun(qtbot, window, lambda way=way: window.session.turn_run(way))
        qtbot.waitUntil(lambda step=step: before.kept.step == step and before.going is None)
        assert before.later == (way < 0)
        assert command.text() == words.format(run)
        named = words.format(before.called(before.kept.about))
        offered = f"{named} (step {step})"
        qtbot.waitUntil(lambda offered=offered: button(window).text().strip() == offered)
        assert f"{named}, at step {step}" in [text for _, text, _, _ in to_go_on_with(window)]


@pytest.mark.slow
def test_ctrl_z_is_for_what_was_done_last_and_the_pad_stays_open(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    assert not window.action("bring_back").isEnabled()
    steps(qtbot, window, 1)
    begun(qtbot, window, window.session.reset)
    assert window.action("bring_back").isEnabled()
    assert window.action("undo").text() == "Undo: a new run"
    window.action("draw").trigger()
    pad = window.panels.microscope.draw_card.pad
    assert pad.hasFocus()
    assert window.action("undo").text() == "Undo: a new run"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(pad, key)
    assert window.action("undo").text() == "Undo: drawing"
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(pad, Qt.Key.Key_Z, control)
    assert pad.sheet.state.blank
    back(qtbot, window, lambda: QTest.keyClick(pad, Qt.Key.Key_Z, control), 1)
    assert window.session.drawing.open
    qtbot.waitUntil(lambda: not window.action("undo").isEnabled())
    assert window.action("redo").text() == "Redo: a new run"
    shift = control | Qt.KeyboardModifier.ShiftModifier
    back(qtbot, window, lambda: QTest.keyClick(pad, Qt.Key.Key_Z, shift), 0)
    QTest.keyClick(pad, Qt.Key.Key_Z, shift)
    assert not pad.sheet.state.blank


@pytest.mark.slow
def test_steps_that_the_window_has_not_seen_yet_are_kept_too(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    session = window.session
    session.live.timer.stop()  # a window that is busy: nothing is taken from the feed
    for _ in range(6):
        session.step_batch()
    begun(qtbot, window, window.session.reset)
    kept = session.run_before.kept
    assert kept is not None
    assert kept.checkpoint is not None
    assert kept.checkpoint.history is not None
    assert kept.checkpoint.history.steps.tolist() == [1, 2, 3, 4, 5, 6]
    assert not len(session.history)


def test_a_reset_of_a_network_from_a_file_says_how_to_go_back_to_it(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    steps(qtbot, window, 2)
    begun(qtbot, window, window.session.open_trained)
    assert window.stage.message.startswith("Opened a trained network")
    begun(qtbot, window, window.session.reset)
    assert window.stage.message == (
        "A new run began; Ctrl+Z goes back to the network of lenet5-mnist.safetensors."
    )
    begun(qtbot, window, window.action("undo").trigger)
    assert window.session.engine.trainer.source == "lenet5-mnist.safetensors"
    assert window.stage.message.endswith("was brought back at step 0, paused.")


def test_a_reset_says_which_rate_it_takes_from_the_run_before(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    steps(qtbot, window, 2)
    begun(qtbot, window, window.session.reset)
    assert window.stage.message == "A new run began; the one before was kept."
    steps(qtbot, window, 2)
    window.session.set_base_lr(0.05)
    qtbot.waitUntil(lambda: window.session.snapshot.base_lr == 0.05)
    begun(qtbot, window, window.session.reset)
    assert window.stage.message.endswith("Its rate is 0.05, as it was set last.")
    assert window.session.config.lr == 0.05


@pytest.mark.slow
def test_a_run_replaced_at_the_very_end_is_kept(qtbot: QtBot, open_window: Open, folder: Path) -> None:
    window = open_window()
    steps(qtbot, window, 4)
    window.session.reset()
    window.close()
    assert read_about(folder / "run.safetensors")["step"] == 4
    rows = read_runs(library.folder())
    assert [record.step for _, record in rows] == [4]


@pytest.mark.slow
def test_the_next_start_offers_both_runs(
    qtbot: QtBot, open_window: Open, digits: tuple[Dataset, Dataset]
) -> None:
    first = open_window()
    steps(qtbot, first, 6)
    begun(qtbot, first, lambda: first.session.reset(replace(CONFIG, seed=3)))
    steps(qtbot, first, 2)
    name = first.session.run_before.name
    first.close()
    second = open_window()
    assert second.stage.message == f"The last run, {name}, is kept at step 2. Continue it?"
    back(qtbot, second, lambda: second.action("bring_back").trigger(), 2)
    back(qtbot, second, lambda: second.action("bring_back").trigger(), 6)
    steps(qtbot, second, 1)
    same(second, straight(digits, 7))
    name = second.session.run_before.name
    second.close()
    third = open_window()
    assert third.stage.message == f"The last run, {name}, is kept at step 7. Continue it?"
    assert sorted(record.step for _, record in read_runs(library.folder())) == [2, 7]


@pytest.mark.every(2)
@pytest.mark.parametrize("start_page", [True, False])
def test_undo_leads_first_to_the_run_that_the_next_start_offers(
    qtbot: QtBot, open_window: Open, start_page: bool
) -> None:
    first = open_window()
    steps(qtbot, first, 3)
    before = first.session.run_before.name
    begun(qtbot, first, lambda: first.session.reset(replace(CONFIG, seed=3)))
    steps(qtbot, first, 2)
    last = first.session.run_before.name
    first.close()
    window = open_window()
    if start_page:
        window.action("start").trigger()
    assert [row[1] for row in to_go_on_with(window)] == [
        f"Continue {last}, at step 2",
        f"Go back to {before}, at step 3",
    ]
    back(qtbot, window, window.action("undo").trigger, 2)
    assert window.session.run_before.name == last
    assert "Continue it?" not in window.stage.message
    assert [row[1] for row in to_go_on_with(window)] == [f"Go back to {before}, at step 3"]
    back(qtbot, window, window.action("undo").trigger, 3)
    back(qtbot, window, window.action("redo").trigger, 2)


@pytest.mark.slow
def test_the_run_before_is_brought_back_past_the_last_one(qtbot: QtBot, open_window: Open) -> None:
    first = open_window()
    steps(qtbot, first, 3)
    begun(qtbot, first, lambda: first.session.reset(replace(CONFIG, seed=3)))
    steps(qtbot, first, 2)
    first.close()
    window = open_window()
    back(qtbot, window, to_go_on_with(window)[1][3], 3)
    back(qtbot, window, window.action("redo").trigger, 2)
    back(qtbot, window, window.action("undo").trigger, 3)


@pytest.mark.slow
@pytest.mark.parametrize("kept", [True, False])
def test_undo_never_comes_round_though_the_file_of_a_run_holds_another_by_now(
    qtbot: QtBot, open_window: Open, folder: Path, kept: bool
) -> None:
    first = open_window()
    for step in (6, 2):
        steps(qtbot, first, step)
        begun(qtbot, first, first.session.reset)
    steps(qtbot, first, 1)
    first.close()
    if not kept:
        rmtree(library.folder())
    window = open_window()
    session, before = window.session, window.session.run_before
    qtbot.waitUntil(lambda: before.kept is not None)
    assert [run.step for run in before.past] == [2, 1]
    runs = [2, 1] if kept else [1]
    for step in (3, 4):
        steps(qtbot, window, step)
        begun(qtbot, window, session.reset)
        runs.append(step)
    qtbot.waitUntil(lambda: read_about(folder / "run-before.safetensors")["step"] == 3)
    here = [session.snapshot.step]
    for way, count in ((-1, 8), (1, 8)):
        for _ in range(count):
            window.action("undo" if way < 0 else "redo").trigger()
            qtbot.waitUntil(lambda: before.going is None and not window.undoing._waiting)
            session.live.take()
            if session.snapshot.step != here[-1]:
                here.append(session.snapshot.step)
    assert here == [0, *runs[::-1], *runs[1:], 0]


@pytest.mark.slow
def test_what_was_never_trained_makes_no_row(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begun(qtbot, window, window.session.open_trained)
    qtbot.waitUntil(lambda: bool(window.session.history.evaluations))
    begun(qtbot, window, window.session.reset)
    begun(qtbot, window, window.session.open_trained)
    window.close()
    assert read_runs(library.folder()) == []


# the sheet of runs


@pytest.fixture
def two(qtbot: QtBot, open_window: Open) -> tuple[MainWindow, RunsSheet]:
    """A window whose first run, of 4 steps, was replaced by another one; the sheet of runs is open."""
    window = open_window()
    steps(qtbot, window, 4)
    begun(qtbot, window, lambda: window.session.reset(replace(CONFIG, seed=9)))
    window.action("runs").trigger()
    panel = window.panels["RunsSheet"]
    qtbot.waitUntil(lambda: panel.table.rowCount() == 1)
    qtbot.waitUntil(lambda: panel.library.checkpoint(panel.table.runs[0][0]) is not None)
    panel.view.selectRow(0)
    return window, panel


@pytest.mark.every(3)
@pytest.mark.parametrize("how", ["enter", "button", "double click"])
def test_a_run_goes_on_from_the_sheet(
    qtbot: QtBot, two: tuple[MainWindow, RunsSheet], digits: tuple[Dataset, Dataset], how: str
) -> None:
    window, panel = two
    deeds: dict[str, Callable[[], object]] = {
        "button": panel.go_on_button.click,
        "enter": lambda: QTest.keyClick(panel.view, Qt.Key.Key_Return),
        "double click": lambda: panel.view.doubleClicked.emit(panel.table.index(0, 1)),
    }
    steps(qtbot, window, 1)
    qtbot.waitUntil(lambda: panel.table.rowCount() == 2)
    panel.view.setFocus()
    back(qtbot, window, deeds[how], 4)
    assert window.stage.sheet is None
    steps(qtbot, window, 1)
    same(window, straight(digits, 5))
    begun(qtbot, window, window.session.reset)
    qtbot.waitUntil(lambda: sorted(r.step for _, r in read_runs(library.folder())) == [1, 5])


@pytest.mark.slow
def test_a_run_is_renamed_noted_pinned_deleted_and_brought_back(
    qtbot: QtBot, two: tuple[MainWindow, RunsSheet]
) -> None:
    window, panel = two
    place = panel.table.runs[0][0]
    panel.table.setData(panel.table.index(0, 0), "  The first\none ", Qt.ItemDataRole.EditRole)
    panel.table.setData(panel.table.index(0, NOTE), "too slow", Qt.ItemDataRole.EditRole)
    panel.pin()
    record = RunRecord.load(place)
    assert (record.title, record.remark, record.pinned) == ("The first one", "too slow", True)
    assert panel.table.index(0, 0).data() == "The first one (pinned)"
    assert panel.table.index(0, NOTE).data() == "too slow"
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert panel.table.rowCount() == 0
    assert window.stage.message == "Deleted The first one."
    button(window).click()
    assert panel.table.rowCount() == 1
    assert RunRecord.load(place) == record
    # What was said of it stays when the run goes on and is kept again.
    panel.view.selectRow(0)
    back(qtbot, window, panel.go_on, 4)
    steps(qtbot, window, 1)
    begun(qtbot, window, window.session.reset)
    qtbot.waitUntil(lambda: RunRecord.load(place).step == 5)
    assert RunRecord.load(place).title == "The first one"
    window.action("runs").trigger()
    panel.view.selectRow([row for row, _ in panel.table.runs].index(place))
    panel.delete()
    window.close()
    assert place.name not in [path.name for path in library.folder().rglob("*")]


@pytest.mark.slow
def test_f2_edits_the_name_in_place_and_keys_are_letters_there(
    qtbot: QtBot, two: tuple[MainWindow, RunsSheet]
) -> None:
    window, panel = two
    here = window.session.snapshot.step
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.table.index(0, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "bbb")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: RunRecord.load(panel.table.runs[0][0]).title == "bbb")
    assert window.session.snapshot.step == here


@pytest.mark.slow
def test_a_run_on_other_images_brings_them_with_it(
    qtbot: QtBot, two: tuple[MainWindow, RunsSheet], others: Path, digits: tuple[Dataset, Dataset]
) -> None:
    window, panel = two
    window.action("runs").trigger()
    begun(qtbot, window, lambda: window.open_data(others))
    steps(qtbot, window, 2)
    window.action("runs").trigger()
    row = next(row for row, (_, record) in enumerate(panel.table.runs) if record.step == 4)
    panel.view.selectRow(row)
    back(qtbot, window, panel.go_on, 4)
    assert window.session.data_path is None
    same(window, straight(digits, 4))
    # And back to the other one, from its row.
    window.action("runs").trigger()
    row = next(row for row, (_, record) in enumerate(panel.table.runs) if record.data == others.name)
    panel.view.selectRow(row)
    back(qtbot, window, panel.go_on, 2)
    assert window.session.data_path == others


@pytest.mark.slow
def test_images_that_were_moved_are_asked_for_and_their_new_place_is_kept(
    qtbot: QtBot, open_window: Open, others: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_window()
    begun(qtbot, first, lambda: first.open_data(others))
    steps(qtbot, first, 3)
    first.close()
    moved = others.with_name("elsewhere.npz")
    others.rename(moved)
    second = open_window()
    button(second).click()
    qtbot.waitUntil(lambda: "nothing any more" in second.stage.message)
    assert str(others) in second.stage.message
    assert button(second).text().strip() == "Find the images..."
    asked: list[str] = []

    def answer(found: Callable[[str], None], place: str) -> None:
        asked.append(place)
        found(str(moved))

    second.session.files.images_wanted.disconnect(second.dialogs.find_images)
    second.session.files.images_wanted.connect(answer)
    back(qtbot, second, button(second).click, 3)
    assert asked == [str(others)]
    assert second.session.data_path == moved
    steps(qtbot, second, 1)
    second.close()
    assert load_checkpoint(folder / "run.safetensors").about["data"] == str(moved)


@pytest.mark.slow
def test_the_place_of_the_images_in_use_is_the_one_that_is_kept(
    qtbot: QtBot, open_window: Open, others: Path, folder: Path
) -> None:
    first = open_window()
    begun(qtbot, first, lambda: first.open_data(others))
    steps(qtbot, first, 2)
    first.close()
    moved = others.with_name("elsewhere.npz")
    others.rename(moved)
    second = open_window()
    begun(qtbot, second, lambda: second.open_data(moved))
    back(qtbot, second, lambda: second.load_weights(folder / "run.safetensors"), 2)
    assert second.session.data_path == moved
    second.close()
    assert load_checkpoint(folder / "run.safetensors").about["data"] == str(moved)


@pytest.mark.slow
def test_a_run_on_coloured_images_goes_on_with_what_was_said_of_them(
    qtbot: QtBot, open_window: Open, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "colours.npz"
    rng = np.random.default_rng(0)
    np.savez(path, images=rng.integers(0, 255, (90, 16, 16, 3)).astype(np.uint8), labels=np.arange(90) % 3)
    first = open_window()
    images = first.session.own_images
    images.look([path])
    qtbot.waitUntil(lambda: images.opened is not None)
    images.choose(turn="90", classes=("2", "0"))
    qtbot.waitUntil(lambda: images.opened is not None)
    begun(qtbot, first, images.use)
    steps(qtbot, first, 2)
    trainer = first.session.engine.trainer
    assert trainer is not None
    train = trainer.train
    assert train.shape == (3, 16, 16)
    first.close()
    kept = load_checkpoint(folder / "run.safetensors").about
    assert kept["data_choices"] == {"turn": "90", "classes": ["2", "0"]}
    second = open_window()
    back(qtbot, second, lambda: second.load_weights(folder / "run.safetensors"), 2)
    again = second.session.engine.trainer
    assert again is not None
    assert np.array_equal(again.train.images, train.images)
    assert again.train.classes == ("2", "0")


def test_the_oldest_that_is_not_pinned_makes_room(tmp_path: Path) -> None:
    for number in range(5):
        place = tmp_path / f"run {number}"
        place.mkdir()
        RunRecord(place.name, CONFIG, "done", pinned=number == 0).save(place)
        (place / library.CHECKPOINT).write_bytes(bytes(1000))
        os.utime(place / library.CHECKPOINT, (number, number))
    assert library.prune(tmp_path, 3000, tmp_path / "run 4") == 2
    assert [n for n in range(5) if (tmp_path / f"run {n}" / library.CHECKPOINT).exists()] == [0, 3, 4]
    assert len(read_runs(tmp_path)) == 5
    assert library.prune(tmp_path, 3000, tmp_path / "run 4") == 0


@pytest.mark.slow
def test_going_over_the_budget_is_said_and_the_curves_stay(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.library.budget = 1
    heard: list[str] = []
    window.session.message.connect(lambda text, kind: heard.append(text))
    for seed in (1, 2):
        steps(qtbot, window, 2)
        begun(qtbot, window, lambda seed=seed: window.session.reset(replace(CONFIG, seed=seed)))
    qtbot.waitUntil(lambda: any("1 of the oldest" in text for text in heard))
    window.action("runs").trigger()
    panel = window.panels["RunsSheet"]
    assert len(panel.table.runs) == 2
    gone = next(place for place, _ in panel.table.runs if not (place / library.CHECKPOINT).exists())
    assert (gone / "history.csv").exists()


@pytest.mark.slow
def test_weights_and_images_go_together_in_either_order(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    test = core.mnist()[1]
    path = tmp_path / "threes and sevens.npz"
    chosen = np.flatnonzero(np.isin(test.labels, (3, 7)))[:140]
    np.savez(path, images=test.images[chosen], labels=test.labels[chosen])
    found = []
    for order in ([paths.trained_network(), path], [path, paths.trained_network()]):
        window = open_window()
        window.open_paths(order)
        qtbot.waitUntil(lambda window=window: window.session.data_path == path)
        qtbot.waitUntil(lambda window=window: bool(window.session.history.weights_of))
        trainer = window.session.engine.trainer
        assert trainer is not None
        qtbot.waitUntil(lambda trainer=trainer: trainer.source == paths.trained_network().name)
        session = window.session
        qtbot.waitUntil(lambda session=session, trainer=trainer: session.snapshot.run == trainer.run)
        window.session.ask(window.session.engine.evaluate)
        qtbot.waitUntil(lambda window=window: bool(window.session.history.evaluations))
        found.append(window.session.history.evaluations[-1].accuracy)
        window.close()
    assert found[0] == found[1] > 0.9
    # In a window that is open already, images after weights keep the network too.
    window = open_window()
    begun(qtbot, window, lambda: window.load_weights(paths.trained_network()))
    begun(qtbot, window, lambda: window.open_data(path))
    qtbot.waitUntil(lambda: bool(window.session.history.evaluations))
    assert window.session.history.evaluations[-1].accuracy == found[0]
    assert "The network was kept" in window.stage.message


@pytest.mark.slow
def test_after_ones_own_images_mnist_and_the_trained_network_are_one_command_away(
    qtbot: QtBot, open_window: Open, tmp_path: Path, digits: tuple[Dataset, Dataset]
) -> None:
    path = tmp_path / "two.npz"
    rng = np.random.default_rng(0)
    np.savez(
        path,
        images=rng.integers(0, 255, (60, 28, 28)).astype(np.uint8),
        labels=np.arange(60) % 12,
    )
    window = open_window()
    begun(qtbot, window, lambda: window.open_data(path))
    trainer = window.session.engine.trainer
    assert trainer is not None
    assert len(trainer.train.classes) == 12
    begun(qtbot, window, lambda: window.action("use_mnist").trigger())
    assert trainer.images == digits
    assert window.session.data_path is None
    begun(qtbot, window, lambda: window.open_data(path))
    begun(qtbot, window, lambda: window.action("open_trained").trigger())
    assert trainer.images[0] is digits[0]
    assert trainer.source
    assert window.session.title() == "LeNet-5 with batch-norm"


@pytest.mark.slow
def test_train_now_begins_a_network_that_knows_nothing(
    qtbot: QtBot, open_window: Open, digits: tuple[Dataset, Dataset]
) -> None:
    from cnnviz.shell.start import deeds

    window = open_window()
    begun(qtbot, window, window.session.open_trained)
    begun(qtbot, window, lambda: deeds.train(window))
    qtbot.waitUntil(lambda: window.session.snapshot.step > 1)
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.state == "paused")
    qtbot.waitUntil(lambda: len(window.session.history) == window.session.snapshot.step)
    same(window, straight(digits, window.session.snapshot.step, window.session.config))


@pytest.mark.slow
def test_a_trace_among_weights_is_told_what_it_is(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    window = open_window()
    window.action("record").trigger()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    path = tmp_path / "lesson.safetensors"
    window.session.save_trace(path)
    qtbot.waitUntil(path.exists)
    window.load_weights(path)
    qtbot.waitUntil(lambda: "it is a recorded batch (a trace), not weights" in window.stage.message)


@pytest.mark.fault(9)
@pytest.mark.every(3)
@pytest.mark.parametrize("kind", ["a file", "read-only", "too long"])
def test_fault_9_a_folder_that_can_not_be_used_is_said_at_the_start(
    open_window: Open, own_home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    state = paths.state_folder()
    if kind == "a file":
        state.mkdir(parents=True)
        (state / "runs").write_text("")
    elif kind == "read-only":
        real = app.Autosave.__init__.__globals__["write_atomically"]

        def refuse(path: Path, content: object) -> None:
            if Path(path).name == ".cnnviz-trial":
                raise core.files.atomic.SaveError(
                    path, "this folder can't be written to", "Choose another one"
                )
            real(path, content)

        monkeypatch.setitem(app.Autosave.__init__.__globals__, "write_atomically", refuse)
    else:
        monkeypatch.setenv("XDG_STATE_HOME", str(own_home / ("x" * 300)))
    window = open_window()
    assert window.stage.message.startswith("The run can't be kept by itself: ")
    assert "runs" in window.stage.message
    assert window.stage.message.endswith("Save the weights by hand.")


@pytest.mark.slow
def test_the_trained_network_goes_on_by_its_own_recipe(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.set_base_lr(300)
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 300)
    begun(qtbot, window, session.open_trained)
    assert session.snapshot.base_lr == session.config.lr == TrainConfig.from_preset("lenet5-bn").lr
