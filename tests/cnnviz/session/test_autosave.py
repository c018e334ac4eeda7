"""Nothing of a run is lost: it is put aside in training, at a pause and at the end, and offered again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.session import autosave
from cnnviz.shell.dialogs import Dialogs
from cnnviz.shell.main_window import MainWindow
from cnnviz.system import paths, settings
from core.data.dataset import Dataset
from core.experiments import RunRecord
from core.training import TrainConfig, Trainer, load_checkpoint, read_about

Open = Callable[..., MainWindow]
CONFIG = TrainConfig(batch_size=32, epochs=2, lr=0.02)


def trained(qtbot: QtBot, window: MainWindow, to: int) -> None:
    """Train to a step at least, then pause."""
    window.session.train()
    qtbot.waitUntil(lambda: window.session.snapshot.step >= to)
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.state == "paused")


def owner(window: MainWindow) -> bool:
    found = window.session.findChild(autosave.Autosave)
    assert isinstance(found, autosave.Autosave)
    return found._lock.isLocked()


def button(window: MainWindow) -> QPushButton:
    found = window.findChild(QPushButton, "message_action")
    assert isinstance(found, QPushButton)
    return found


def wait_for_rows(qtbot: QtBot, window: MainWindow, count: int) -> list[Path]:
    """The folders of the kept runs, once there are so many."""
    own = window.library.own
    qtbot.waitUntil(lambda: len(list(own.glob("*/run.safetensors"))) == count)
    return sorted(path.parent for path in own.glob("*/run.safetensors"))


def step_of(path: Path) -> int:
    return int(read_about(path)["step"]) if path.exists() else 0


@pytest.mark.slow
@pytest.mark.fault(19)
def test_fault_19_a_crash_costs_no_run_the_next_start_offers_it(
    qtbot: QtBot, folder: Path, open_window: Open, digits: tuple[Dataset, Dataset]
) -> None:
    first = open_window()
    trained(qtbot, first, 10)
    here, name = first.session.snapshot.step, first.session.run_before.name
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == here)
    shutil.copy(folder / "run.safetensors", folder.parent / "as after a crash")
    first.close()
    shutil.copy(folder.parent / "as after a crash", folder / "run.safetensors")

    second = open_window()
    words = f"The last run, {name}, ended at step {here} without saying goodbye. Continue it?"
    assert second.stage.message == words
    assert button(second).isVisible()
    assert button(second).text().strip() == "Continue"
    button(second).setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button(second), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: second.session.snapshot.step == here)
    qtbot.waitUntil(lambda: len(second.session.history) == here)
    qtbot.waitUntil(lambda: second.session.state == "paused")  # it may be tested first
    second.session.step_batch()
    qtbot.waitUntil(lambda: second.session.snapshot.step == here + 1)  # its numbers may come before
    assert second.session.history.steps.tolist() == list(range(1, here + 2))
    straight = Trainer(CONFIG, *digits)
    for _ in range(here + 1):
        straight.step()
    for name, parameter in straight.network.named_parameters().items():
        assert np.array_equal(parameter.data, second.session.snapshot.parameters[name])


@pytest.mark.slow
def test_closing_keeps_the_run_and_the_next_start_says_so(
    qtbot: QtBot, folder: Path, open_window: Open
) -> None:
    first = open_window()
    first.session.train()
    qtbot.waitUntil(lambda: first.session.snapshot.step >= 5)
    first.close()
    kept = load_checkpoint(folder / "run.safetensors")
    assert kept.step >= 5
    assert kept.about["clean"] is True
    assert kept.history is not None
    assert kept.history.steps.tolist() == list(range(1, kept.step + 1))
    second = open_window()
    name = first.session.run_before.name
    assert second.stage.message == f"The last run, {name}, is kept at step {kept.step}. Continue it?"
    # Training something else instead takes the offer back, and the run before is kept aside.
    trained(qtbot, second, 3)
    assert not second.stage.message
    second.close()
    assert step_of(folder / "run-before.safetensors") == kept.step


@pytest.mark.slow
@pytest.mark.fault(19)
def test_training_is_put_aside_every_minute_by_another_thread(
    qtbot: QtBot, folder: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert autosave.EVERY == 60.0
    monkeypatch.setattr(autosave, "EVERY", 0.1)
    threads: list[str] = []
    real = autosave.Checkpoint.save

    def save(self: Any, path: Path) -> None:
        threads.append(threading.current_thread().name)
        real(self, path)

    monkeypatch.setattr(autosave.Checkpoint, "save", save)
    window = open_window()
    window.session.train()
    qtbot.waitUntil(lambda: len(threads) >= 3)
    assert window.session.training
    assert set(threads) == {"autosave"}
    assert 0 < step_of(folder / "run.safetensors") <= window.session.snapshot.step + 1000


@pytest.mark.slow
def test_a_checkpoint_opens_like_weights_and_a_record_of_the_crash_is_mentioned(
    qtbot: QtBot, folder: Path, open_window: Open
) -> None:
    first = open_window()
    trained(qtbot, first, 4)
    first.close()
    (folder / "run.safetensors").rename(folder / "mine.safetensors")
    here = step_of(folder / "mine.safetensors")
    second = open_window()
    assert not second.stage.message
    second.open_path(folder / "mine.safetensors")
    qtbot.waitUntil(lambda: second.session.snapshot.step == here and len(second.session.history) == here)
    second.close()
    (folder.parent / "crash-20300101-000000-1.txt").write_text("Segmentation fault")
    third = open_window()
    assert "what is known of it stands in" in third.stage.message
    assert third.stage.message.endswith("Continue it?")


@pytest.mark.slow
def test_single_steps_are_kept_too(qtbot: QtBot, folder: Path, open_window: Open) -> None:
    window = open_window()
    for _ in range(2):
        window.session.step_batch()
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == 2)


@pytest.mark.slow
def test_a_run_whose_only_step_was_undone_is_not_kept(qtbot: QtBot, folder: Path, open_window: Open) -> None:
    session = open_window().session
    session.record()
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == 1)
    session.undo_step()
    qtbot.waitUntil(lambda: not (folder / "run.safetensors").exists())
    session.reset(replace(CONFIG, seed=1))
    session.step_batch()
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == 1)
    rows = [path.name for path in (paths.data_folder() / "runs").glob("*")]
    assert [name.endswith("seed1") for name in rows] == [True]


@pytest.mark.slow
def test_a_run_that_went_on_from_its_row_goes_on_from_where_it_stood_last(
    qtbot: QtBot, folder: Path, open_window: Open
) -> None:
    first = open_window()
    first.session.step_batch()
    first.session.reset(replace(CONFIG, seed=1))
    (place,) = wait_for_rows(qtbot, first, 1)
    first.session.continue_run(place / "run.safetensors")
    for _ in range(2):
        first.session.step_batch()
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == 3)
    shutil.copy(folder / "run.safetensors", folder.parent / "as after a crash")
    (place / "run.json").write_text((place / "run.json").read_text().replace('"step": 3', '"step": 1'))
    first.close()
    shutil.copy(folder.parent / "as after a crash", folder / "run.safetensors")
    second = open_window()
    assert step_of(second.library.checkpoint(place)) == 3
    qtbot.waitUntil(lambda: step_of(place / "run.safetensors") == 3)
    assert RunRecord.load(place).step == 3


@pytest.mark.slow
def test_a_rate_that_was_set_is_kept_before_the_next_step(
    qtbot: QtBot, folder: Path, open_window: Open
) -> None:
    session = open_window().session
    session.step_batch()
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") == 1)
    session.set_lr(0.001)
    qtbot.waitUntil(lambda: load_checkpoint(folder / "run.safetensors").position.by_hand == (1, 0.001))


@pytest.mark.slow
def test_what_was_not_trained_is_not_kept(folder: Path, open_window: Open) -> None:
    open_window().close()
    assert not list(folder.glob("*.safetensors"))
    assert not open_window().stage.message


@pytest.mark.fault(19)
def test_a_run_that_can_not_be_read_is_told_of_and_kept_aside(folder: Path, open_window: Open) -> None:
    folder.mkdir(parents=True)
    (folder / "run.safetensors").write_bytes(b"garbage")
    window = open_window()
    assert "run.safetensors" in window.stage.message
    assert (folder / "run.safetensors.bad").read_bytes() == b"garbage"


@pytest.mark.slow
@pytest.mark.fault(32)
def test_fault_32_of_two_windows_one_keeps_its_run_and_both_work(
    qtbot: QtBot, folder: Path, open_window: Open
) -> None:
    first, second = open_window(), open_window()
    assert (owner(first), owner(second)) == (True, False)
    trained(qtbot, first, 4)
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") > 0)
    before = (folder / "run.safetensors").read_bytes()
    trained(qtbot, second, 30)
    assert (folder / "run.safetensors").read_bytes() == before
    first.close()
    here = step_of(folder / "run.safetensors")
    second.session.step_batch()  # the first has gone: the second keeps its own from now on
    trained(qtbot, second, 40)
    qtbot.waitUntil(lambda: step_of(folder / "run-before.safetensors") == here)
    qtbot.waitUntil(lambda: step_of(folder / "run.safetensors") >= 40)


@pytest.mark.slow
@pytest.mark.fault(32)
def test_fault_32_the_run_of_the_second_window_is_told_of_and_put_into_runs(
    qtbot: QtBot, own_home: Path, open_window: Open
) -> None:
    open_window()
    second = open_window()
    heard: list[str] = []
    second.session.message.connect(lambda text, kind: heard.append(text))
    for _ in range(3):
        second.session.step_batch()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["Another window keeps its run by itself; this one's is put into Runs when it closes."]
    second.close()
    assert [step_of(path) for path in own_home.rglob("run*.safetensors")] == [3]
    kept = next(own_home.rglob("run*.safetensors"))
    assert kept.parent.parent == paths.data_folder() / "runs"
    resumed = Trainer(CONFIG, *second.session.engine.trainer.images)
    resumed.resume(load_checkpoint(kept))
    assert resumed.step_number == 3


@pytest.mark.slow
@pytest.mark.fault(32)
def test_fault_32_the_lock_and_the_leftovers_of_a_killed_process_are_nobodys(
    folder: Path, open_window: Open
) -> None:
    folder.mkdir(parents=True)
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QLockFile\n"
        "lock = QLockFile(str(Path(sys.argv[1]) / 'running.lock'))\n"
        "assert lock.tryLock(0)\n"
        "Path(sys.argv[1], f'.cnnviz-{os.getpid()}-abc.tmp').write_bytes(b'half a run')\n"
        "print('mine', flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"mine\n"
        window = open_window()
        assert not owner(window)
        window.close()
        other.kill()
    assert (folder / "running.lock").read_text().startswith(f"{other.pid}\n")
    window = open_window()
    assert owner(window)
    assert not list(folder.glob(".cnnviz-*"))


@pytest.mark.slow
@pytest.mark.fault(32)
def test_fault_32_an_empty_lock_of_a_power_cut_keeps_no_run_from_being_kept(
    folder: Path, open_window: Open
) -> None:
    folder.mkdir(parents=True)
    lock = folder / "running.lock"
    lock.touch()
    assert not owner(open_window())  # another window may be writing it now
    os.utime(lock, (0, 0))
    window = open_window()
    assert owner(window)
    window.close()
    lock.touch()
    os.utime(lock, (2**33, 2**33))  # the clock has been put back since
    assert owner(open_window())


@pytest.mark.fault(9)
def test_fault_9_a_folder_that_refuses_is_told_once_and_training_goes_on(
    qtbot: QtBot, folder: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, path: Path) -> None:
        raise autosave.CheckpointError(path, "the disk is full", "Free some space")

    monkeypatch.setattr(autosave.Checkpoint, "save", refuse)
    window = open_window()
    heard: list[str] = []
    window.session.message.connect(lambda text, kind: heard.append(text))
    for to in (3, 8):
        trained(qtbot, window, to)
    qtbot.waitUntil(lambda: len(heard) > 0)
    assert len(heard) == 1
    assert "The run can't be kept by itself" in heard[0]
    assert "the disk is full" in heard[0]


@pytest.mark.fault(9)
def test_what_is_said_of_a_folder_that_refuses_goes_once_it_refuses_no_more(
    qtbot: QtBot, folder: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, full = autosave.Checkpoint.save, [True]

    def refuse(self: Any, path: Path) -> None:
        if full[0]:
            raise autosave.CheckpointError(path, "the disk is full", "Free some space")
        save(self, path)

    monkeypatch.setattr(autosave.Checkpoint, "save", refuse)
    window = open_window()
    keeper = window.session.findChild(autosave.Autosave)
    assert isinstance(keeper, autosave.Autosave)
    for times in (1, 2):  # said anew when it is full again
        full[0] = True
        window.session.step_batch()
        qtbot.waitUntil(lambda: "can't be kept by itself" in window.stage.message)
        assert keeper._timer.isActive()  # tried again though nothing goes on
        full[0] = False
        keeper.save()
        qtbot.waitUntil(lambda: not window.stage.message)
        assert step_of(folder / "run.safetensors") == times
        assert not keeper._timer.isActive()


@pytest.mark.fault(9)
def test_closing_says_once_what_a_full_disk_would_lose(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    trained(qtbot, window, 3)
    keeper = window.session.findChild(autosave.Autosave)
    assert isinstance(keeper, autosave.Autosave)
    qtbot.waitUntil(lambda: keeper._saved is not None)
    monkeypatch.setattr(autosave, "_refusal", lambda folder: "The disk is full.")
    assert keeper.may_go()  # this very moment is kept
    window.session.train()
    step = window.session.snapshot.step
    qtbot.waitUntil(lambda: window.session.training and window.session.snapshot.step > step)
    assert not window.close()
    assert window.isVisible()
    assert window.stage.message.startswith("This run can't be kept: The disk is full.")
    qtbot.waitUntil(lambda: window.session.state == "paused")
    assert window.close()


def test_a_kept_run_is_offered_though_nothing_can_be_kept(
    qtbot: QtBot, folder: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    trained(qtbot, window, 3)
    step = window.session.snapshot.step
    window.close()
    monkeypatch.setattr(autosave, "_refusal", lambda folder: "The disk is full.")
    keeper = open_window().session.findChild(autosave.Autosave)
    assert isinstance(keeper, autosave.Autosave)
    assert keeper.found is not None
    assert f"step {step}" in keeper.found.text


@pytest.mark.fault(9)
def test_what_is_said_of_runs_that_cannot_be_kept_goes_once_they_can(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    own, full = window.library.own, [True]

    def refuse(self: Any, path: Path) -> None:
        if full[0] and path.is_relative_to(own):
            raise autosave.CheckpointError(path, "the disk is full", "Free some space")

    monkeypatch.setattr(autosave.Checkpoint, "save", refuse)
    heard: list[str] = []  # what is said of the new run may come after it
    window.session.message.connect(lambda text, kind: heard.append(text))
    window.session.step_batch()
    window.session.reset()
    qtbot.waitUntil(lambda: any("can't be kept in Runs" in text for text in heard))
    full[0] = False
    window.session.step_batch()
    window.session.reset()
    qtbot.waitUntil(lambda: not window.library._told)
    assert "can't be kept in Runs" not in window.stage.message


@pytest.mark.fault(9)
def test_fault_9_a_save_that_fails_offers_another_place(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Dialogs, "save_weights", lambda self: asked.append(True))
    before = window.session.snapshot.parameters["conv1.weight"].tobytes()
    window.save_weights(tmp_path / "gone" / "weights.safetensors")
    qtbot.waitUntil(lambda: button(window).isVisible())
    assert "weights.safetensors" in window.stage.message
    qtbot.mouseClick(button(window), Qt.MouseButton.LeftButton)
    assert asked == [True]
    assert window.session.snapshot.parameters["conv1.weight"].tobytes() == before


@pytest.mark.slow
@pytest.mark.fault(12)
def test_fault_12_the_window_names_the_layer_and_goes_back_with_a_smaller_rate(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    trained(qtbot, window, 60)
    session.set_lr(1e6)
    session.train()
    qtbot.waitUntil(lambda: session.state == "diverged")
    qtbot.waitUntil(lambda: button(window).isVisible())
    assert "was the first layer with numbers out of bounds" in window.stage.message
    words = button(window).text().strip()
    assert words.startswith("Go back to step ")
    good, rate = int(words.split()[4]), float(words.split()[-1])
    assert rate < 0.02  # the highest of the schedule, which goes on as it did before a rate was typed
    assert 50 <= good <= session.snapshot.step
    button(window).setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button(window), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "paused" and session.snapshot.step == good)
    qtbot.waitUntil(lambda: len(session.history) == good)
    assert session.snapshot.lr == pytest.approx(rate, rel=0.01)
    said = f"Back at step {good}, with a learning rate of {rate:g}."
    qtbot.waitUntil(lambda: window.stage.message.startswith(said))
    trained(qtbot, window, good + 5)
    assert session.history.steps.tolist() == list(range(1, len(session.history) + 1))


@pytest.mark.slow
@pytest.mark.parametrize("wide", [True, False])
def test_a_message_with_a_button_fits(qtbot: QtBot, window: MainWindow, wide: bool) -> None:
    window.resize(1600 if wide else 800, 700)
    QApplication.processEvents()
    window.session.message.emit(
        "The last run ended at step 1,234 without saying goodbye. Continue it?", "info"
    )
    window.session.offered.emit("Go back to step 12,345 with a learning rate of 0.05", lambda: None)
    QApplication.processEvents()
    banner = button(window).parentWidget()
    assert banner is not None
    assert banner.rect().contains(button(window).geometry())
    assert window.centralWidget().rect().contains(banner.geometry())
    line = window.panels.explainer
    assert banner.geometry().bottom() == line.geometry().bottom()
    if wide:  # else it takes several lines
        assert banner.y() == line.y()
    assert settings.load() == settings.Settings()
