from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QDateTime, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cnnviz.features.runs.runs_sheet import RunsSheet
from cnnviz.features.runs.table import (
    ACCURACY,
    BEGUN,
    EPOCHS,
    SETTINGS,
    changes_text,
    names_of,
    settings_text,
)
from cnnviz.plots import export
from cnnviz.widgets.numbers import epochs_so_far
from core.experiments import RunRecord, make, prepare, read_runs
from core.training import Adjustment, TrainConfig, load_checkpoint

Another = Callable[[TrainConfig], None]
CONFIG = TrainConfig(batch_size=64, epochs=2, lr=0.02)


@pytest.fixture(scope="session")
def kept(digits: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three finished runs that differ in the seed or the rate."""
    folder = tmp_path_factory.mktemp("kept")
    for name, config in {
        "a": CONFIG,
        "b": replace(CONFIG, seed=1),
        "c": replace(CONFIG, lr=0.001, epochs=3),
    }.items():
        prepare(folder / name, name, config)
        make(folder / name, *digits)
    return folder


def test_the_sheet_lies_over_the_network_until_escape(window: Any, runs: RunsSheet) -> None:
    assert runs.isVisible()
    assert window.stage.sheet is runs
    assert "No run is kept yet" in runs.plot.overlay.empty
    window.action("escape").trigger()
    assert not runs.isVisible()
    window.action("runs").trigger()
    assert window.panels["RunsSheet"] is runs
    window.action("runs").trigger()
    assert window.stage.sheet is None


@pytest.mark.slow
def test_a_folder_of_runs_is_laid_over_one_another(runs: RunsSheet, kept: Path) -> None:
    assert runs.open_folder(kept)
    shown = runs.plot.overlay
    assert [each.name for each in shown.series] == ["a", "b", "c"]
    record = RunRecord.load(kept / "a")
    assert shown.series[0].y.tolist() == [1 - test.accuracy for test in record.evaluations]
    assert runs.table.rowCount() == 3
    assert "rate 0.001" in runs.table.index(2, SETTINGS).data()
    assert runs.table.index(2, EPOCHS).data() == "3/3"
    begun = QDateTime.fromSecsSinceEpoch(int(record.begun))
    assert runs.table.index(0, BEGUN).data() == begun.toString("yyyy-MM-dd HH:mm")


@pytest.mark.slow
def test_a_run_of_which_only_the_curves_are_kept_says_why_it_cannot_go_on(
    runs: RunsSheet, kept: Path
) -> None:
    assert runs.open_folder(kept)
    runs.view.selectRow(0)
    assert not runs.go_on_button.isEnabled()
    assert "its weights are not" in runs.go_on_button.toolTip()


@pytest.mark.slow
def test_a_folder_without_runs_says_so_and_changes_nothing(
    window: Any, runs: RunsSheet, tmp_path: Path
) -> None:
    heard: list[str] = []
    window.session.message.connect(lambda text, kind: heard.append(kind))
    assert not runs.open_folder(tmp_path)
    assert heard == ["error"]
    assert runs.table.rowCount() == 0


@pytest.mark.slow
def test_runs_are_called_by_what_tells_them_apart(kept: Path) -> None:
    runs = read_runs(kept)
    assert list(names_of(runs[:1]).values()) == ["lenet5-bn"]
    assert list(names_of(runs[:2]).values()) == ["lenet5-bn, seed 0", "lenet5-bn, seed 1"]
    called = list(names_of(runs).values())
    assert called[2] == "c"
    assert len(set(called)) == 3


@pytest.mark.slow
def test_a_tick_takes_a_run_away_and_brings_it_back(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    box = runs.table.index(1, 0)
    runs.table.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert len(runs.plot.overlay.series) == 2
    runs.table.setData(box, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert len(runs.plot.overlay.series) == 3


@pytest.mark.slow
def test_space_ticks_the_chosen_run_and_does_not_train(window: Any, runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    runs.view.selectRow(1)
    runs.view.setFocus()
    QTest.keyClick(runs.view, Qt.Key.Key_Space)
    assert runs.table.shown == {kept / "a", kept / "c"}
    assert window.session.state == "paused"


@pytest.mark.slow
def test_the_curve_of_the_loss_says_how_it_was_smoothed(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    runs.quantity.setCurrentIndex(runs.quantity.findData("loss"))
    assert runs.plot.overlay.note == "each step"
    assert len(runs.plot.overlay.series[0].x) == 16
    runs.scale.setCurrentIndex(1)
    assert not runs.plot.overlay.log
    runs.quantity.setCurrentIndex(runs.quantity.findData("accuracy"))
    assert not runs.scale.isEnabled()


@pytest.mark.slow
def test_again_fills_the_settings_from_the_chosen_run(window: Any, runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    assert not runs.again_button.isEnabled()
    runs.view.selectRow(2)
    assert runs.plot.overlay.selected == str(kept / "c")
    runs.again_button.click()
    assert window.stage.sheet is None
    assert window.stage.drawer_open
    assert window.panels["SettingsDrawer"].wanted() == RunRecord.load(kept / "c").config


@pytest.mark.slow
def test_again_says_that_a_run_on_images_of_ones_own_is_made_on_others(
    window: Any, runs: RunsSheet, kept: Path, tmp_path: Path
) -> None:
    record = replace(RunRecord.load(kept / "c"), data="digits.csv")
    (tmp_path / "mine").mkdir()
    record.save(tmp_path / "mine")
    runs.open_folder(tmp_path)
    runs.view.selectRow(0)
    runs.again_button.click()
    assert window.stage.message == "That run was on other images; a reset begins on those of MNIST."


@pytest.mark.slow
def test_pointing_reads_exact_values_and_a_click_chooses_the_run(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    area, series = runs.plot.area.shown(), runs.plot.overlay.series[2]
    place = QPointF(float(area.x(1.8)), 100)
    runs.plot.point_at(place)
    assert runs.plot.epoch() == 2
    assert series.at(2) == (2.0, series.y[1])
    place = QPointF(float(area.x(3)) - 1, float(area.held(series.y[2])))
    QTest.mouseClick(runs.plot.built().viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert runs.view.currentIndex().row() == 2
    runs.plot.chosen.emit("")
    assert not runs.view.currentIndex().isValid()


@pytest.mark.slow
@pytest.mark.parametrize("kind", export.FORMATS)
def test_the_curves_are_saved_as_what_the_name_says(
    qtbot: Any, runs: RunsSheet, kept: Path, tmp_path: Path, kind: str
) -> None:
    runs.open_folder(kept)
    path = tmp_path / f"curves.{kind}"
    with qtbot.waitSignal(runs.session.message):
        runs.plot.save(path)
    if kind == "png":
        assert QImage(str(path)).width() == 2 * runs.plot.width()
    elif kind == "svg":
        assert "<svg" in path.read_text()
        assert ">c</text>" in path.read_text()
    else:
        rows = path.read_text().splitlines()
        assert rows[0] == "run,epoch,test error"
        assert len(rows) == 1 + 2 + 2 + 3


@pytest.mark.slow
def test_copying_gives_a_picture_and_numbers(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    runs._export("copy")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text().startswith("run\tepoch\ttest error\n")


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_said_in_place(
    qtbot: Any, window: Any, runs: RunsSheet, kept: Path
) -> None:
    with qtbot.waitSignal(window.session.message) as heard:
        runs.plot.save(kept / "nowhere" / "curves.csv")
    assert "no such file or folder" in heard.args[0]


@pytest.mark.slow
def test_every_run_of_the_window_is_kept_with_its_settings(qtbot: Any, window: Any) -> None:
    window.library.keep = True
    own = window.library.own
    window.action("step_epoch").trigger()
    qtbot.waitUntil(lambda: [len(record.evaluations) for _, record in read_runs(own)] == [1])
    other = replace(window.session.config, seed=5)
    window.session.reset(other)
    qtbot.waitUntil(lambda: (read_runs(own)[0][0] / "history.csv").exists())
    window.action("step_epoch").trigger()
    qtbot.waitUntil(lambda: [len(record.evaluations) for _, record in read_runs(own)] == [1, 1])
    window.close()
    records = {record.config.seed: record for _, record in read_runs(own)}
    assert set(records) == {0, 5}
    assert records[5].config == other
    assert {record.state for record in records.values()} == {"done"}
    assert records[0].evaluations[-1].accuracy > 0
    steps = np.loadtxt(read_runs(own)[1][0] / "history.csv", delimiter=",", skiprows=1, usecols=0)
    assert len(steps) == 16


@pytest.mark.slow
def test_a_group_is_made_beside_the_window_and_can_be_stopped(
    qtbot: Any, runs: RunsSheet, window: Any
) -> None:
    runs.start_group("pooling", "--limit", "640", "--epochs", "1")
    assert runs.group_button.text() == "Stop pooling"
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)
    assert len(runs.plot.overlay.series) == 2
    prepare(runs.group.out / "another", "another", CONFIG)
    runs.look()
    row = next(i for i, (place, _) in enumerate(runs.table.runs) if place.name == "another")
    assert runs.table.index(row, ACCURACY).data() == "waiting"
    runs.group_button.click()
    assert not runs.group_button.isEnabled()
    qtbot.waitUntil(lambda: not runs.group.running)
    assert runs.group_button.isEnabled()
    assert runs.group_button.text() == "Run a group..."
    assert runs.table.index(row, ACCURACY).data() == "not made"


@pytest.mark.slow
@pytest.mark.alone
def test_twenty_runs_are_drawn_well_inside_a_frame(qtbot: Any) -> None:
    import time

    from cnnviz.plots.overlay import Overlay, OverlayPlot, Series

    x = np.arange(1, 201) / 10.0
    rng = np.random.default_rng(0)
    series = [
        Series(str(n), f"run {n}", x, np.exp(-x / 5 + rng.normal(0, 0.1, 200)), n / 19) for n in range(20)
    ]
    plot = OverlayPlot("plot")
    qtbot.addWidget(plot)
    plot.resize(1252, 520)
    plot.show()
    taken = []
    for _ in range(5):
        plot.show_overlay(Overlay("Training loss", series, log=True))
        start = time.thread_time()
        plot.grab()
        taken.append(time.thread_time() - start)
    assert max(taken) < 0.05


def ask(qtbot: Any, window: Any, call: Any, *args: Any) -> None:
    """Has the engine do something; the window has heard of it when this returns."""
    heard: list[object] = []
    window.session.ask(call, *args, then=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))


def epoch(qtbot: Any, window: Any, *, count: int = 1) -> None:
    """Trains to the end of the epoch, and waits for its test."""
    window.session.step_epoch()
    qtbot.waitUntil(lambda: len(window.session.history.evaluations) == count)
    qtbot.waitUntil(lambda: window.session.state == "paused")


def settings_of(runs: RunsSheet) -> list[str]:
    return [runs.table.index(row, SETTINGS).data() for row in range(runs.table.rowCount())]


@pytest.mark.slow
@pytest.mark.fault(43)
def test_weights_that_were_only_opened_and_tested_are_no_run(
    qtbot: Any, kept_window: Any, runs: RunsSheet, tmp_path: Path
) -> None:
    session = kept_window.session
    ask(qtbot, kept_window, session.engine.evaluate)
    ask(qtbot, kept_window, session.engine.save, tmp_path / "mine.safetensors")
    ask(qtbot, kept_window, session.engine.load, tmp_path / "mine.safetensors")
    ask(qtbot, kept_window, session.engine.evaluate)
    qtbot.waitUntil(lambda: len(session.history.evaluations) == 1)
    assert runs.table.rowCount() == 0
    epoch(qtbot, kept_window, count=2)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    assert "began with the weights of mine.safetensors" in settings_of(runs)[0]


def test_a_run_is_listed_from_its_first_step_on_and_its_loss_is_drawn(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    ask(qtbot, kept_window, session.engine.step)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    assert [record.step for _, record in read_runs(runs.library.own)] == [1]
    assert runs.note.text() == "Runs: 1, shown: 0, ticked without a test yet: 1"
    assert runs.plot.is_empty()
    assert "No ticked run was tested yet" in runs.plot.overlay.empty
    runs.quantity.setCurrentIndex(runs.quantity.findData("loss"))
    assert runs.note.text() == "Runs: 1, shown: 1"
    assert not runs.plot.is_empty()
    another(session.config)
    ask(qtbot, kept_window, session.engine.step)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)


def test_a_branch_is_listed_from_its_own_first_step_on(qtbot: Any, kept_window: Any, runs: RunsSheet) -> None:
    session = kept_window.session
    for _ in range(3):
        ask(qtbot, kept_window, session.engine.step)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    ask(qtbot, kept_window, session.engine.branch, 2)
    qtbot.waitUntil(lambda: session.history.run == session.snapshot.run and len(session.history) == 2)
    assert "row" not in session.run_before.about
    ask(qtbot, kept_window, session.engine.step)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)


@pytest.mark.slow
@pytest.mark.fault(43)
def test_what_was_changed_by_hand_stands_in_the_row(qtbot: Any, kept_window: Any, runs: RunsSheet) -> None:
    from core.training.acts import Scale

    engine = kept_window.session.engine
    for _ in range(3):
        ask(qtbot, kept_window, engine.step)
    ask(qtbot, kept_window, engine.set_lr, 0.0013454321)
    ask(qtbot, kept_window, engine.set_base_lr, 0.002)
    epoch(qtbot, kept_window)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    assert "rate changed to 0.00135 at step 3" in settings_of(runs)[0]
    assert "schedule's rate changed to 0.002 at step 3" in settings_of(runs)[0]
    assert "edited" not in settings_of(runs)[0]
    ask(qtbot, kept_window, engine.touch, Scale("fc4", 1.1))
    epoch(qtbot, kept_window, count=2)
    qtbot.waitUntil(lambda: "weights edited by hand" in settings_of(runs)[0])
    record = RunRecord.load(runs.table.runs[0][0])
    assert record.edited
    assert [tuple(change) for change in record.adjustments] == [
        (3, "lr", 0.0013454321),
        (3, "base_lr", 0.002),
    ]


@pytest.mark.slow
@pytest.mark.fault(43)
def test_a_step_taken_back_stays_in_its_row_and_a_run_gone_back_has_its_own(
    qtbot: Any, kept_window: Any, runs: RunsSheet
) -> None:
    session = kept_window.session
    epoch(qtbot, kept_window)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.undo_step()
    qtbot.waitUntil(lambda: session.trace is None)
    epoch(qtbot, kept_window, count=2)
    assert runs.table.rowCount() == 1
    step, place = session.snapshot.step, runs.table.runs[0][0]
    ask(qtbot, kept_window, session.engine.go_back, 0.001)
    qtbot.waitUntil(lambda: session.snapshot.run == session.history.run)
    assert session.snapshot.step < step
    epoch(qtbot, kept_window, count=len(session.history.evaluations) + 1)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)
    qtbot.waitUntil(lambda: runs.library.checkpoint(place) is not None)
    kept = load_checkpoint(runs.library.checkpoint(place))
    assert kept.step == step
    assert kept.history.steps.tolist() == list(range(1, step + 1))
    assert len(kept.history.evaluations) == 2


@pytest.mark.slow
@pytest.mark.fault(43)
def test_the_loss_of_the_run_under_way_is_drawn(qtbot: Any, kept_window: Any, runs: RunsSheet) -> None:
    epoch(qtbot, kept_window)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    runs.quantity.setCurrentIndex(runs.quantity.findData("loss"))
    assert len(runs.plot.overlay.series) == 1
    drawn, losses = runs.plot.overlay.series[0].y, kept_window.session.history.column("loss")
    assert np.allclose(drawn, losses)


@pytest.mark.fault(43)
@pytest.mark.slow
def test_a_pause_is_no_time_of_a_run(qtbot: Any, kept_window: Any, runs: RunsSheet) -> None:
    engine = kept_window.session.engine
    ask(qtbot, kept_window, engine.step)
    engine.post(lambda: setattr(engine.trainer.clock, "_paused_at", engine.trainer.clock._paused_at - 3600))
    epoch(qtbot, kept_window)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    assert runs.table.runs[0][1].wall < 600


@pytest.mark.slow
def test_a_tested_network_whose_recorded_step_was_undone_is_no_run(
    qtbot: Any, kept_window: Any, runs: RunsSheet
) -> None:
    from core.training.acts import SwitchOff

    session = kept_window.session
    ask(qtbot, kept_window, session.engine.evaluate)
    qtbot.waitUntil(lambda: len(session.history.evaluations) == 1)
    ask(qtbot, kept_window, session.engine.touch, SwitchOff("conv1", 0))
    session.record()
    qtbot.waitUntil(lambda: len(session.history) == 1)
    session.undo_step()
    qtbot.waitUntil(lambda: session.snapshot.step == 0 == len(session.history))
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    assert not list(kept_window.library.own.glob("*"))
    assert runs.table.rowCount() == 0


@pytest.mark.slow
def test_a_row_tells_when_its_run_began(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    session.run_before.about["begun"] -= 90  # a minute and a half before anything is written down
    begun = session.run_before.about["begun"]
    ask(qtbot, kept_window, session.engine.step)
    another(session.config)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    told = QDateTime.fromSecsSinceEpoch(begun).toString("yyyy-MM-dd HH:mm")
    assert runs.table.index(0, BEGUN).data() == told
    assert session.run_before.about["begun"] >= begun  # the new run's own
    place = runs.table.runs[0][0]
    assert RunRecord.load(place).begun == begun
    assert place.name.startswith(QDateTime.fromSecsSinceEpoch(begun).toString("yyyy-MM-dd HHmmss "))


def test_the_row_of_the_run_under_way_grows_with_it(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    session.step_batch()
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    qtbot.waitUntil(lambda: runs.library.checkpoint(runs.table.runs[0][0]) is not None)
    runs.view.selectRow(0)
    session.continue_run(runs.library.checkpoint(runs.table.runs[0][0]))
    session.record()
    session.step_batch()
    qtbot.waitUntil(lambda: runs.table.runs[0][1].step == 3)
    come = epochs_so_far(float(session.history.column("epoch")[-1]))
    assert runs.table.index(0, EPOCHS).data() == f"{come:g}/{session.config.epochs}"
    runs.look()
    assert runs.table.runs[0][1].step == 3


def test_a_row_whose_steps_were_all_undone_says_so(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    place = runs.table.runs[0][0]
    session.bring_back()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 == len(session.history))
    session.undo_step()
    qtbot.waitUntil(lambda: runs.table.runs[0][1].step == 0)
    session.reset(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: load_checkpoint(runs.library.checkpoint(place)).step == 0)
    qtbot.waitUntil(lambda: (place / "history.csv").read_text().count("\n") == 1)
    assert RunRecord.load(place).step == 0


def test_the_row_of_a_run_that_waits_tells_where_it_stands(
    qtbot: Any, kept_window: Any, runs: RunsSheet, digits: Any, another: Another
) -> None:
    session = kept_window.session
    own = tuple(replace(part, place="/my/images") for part in digits)
    ask(qtbot, kept_window, session.engine.use_data, lambda: own)
    session.step_batch()
    another(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    session.bring_back()
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 2)
    aside: list[Any] = []
    session.ask(session.engine.suspend, then=aside.append)
    session.ask(session.engine.start_other, session.config, lambda: digits)
    qtbot.waitUntil(lambda: session.run_before.resting)
    place = runs.table.runs[0][0]
    record = RunRecord.load(place)
    assert len(runs.library.live()[place][1]) == 2
    assert (record.step, record.data) == (2, "images")
    ask(qtbot, kept_window, session.engine.take_back, *aside)


def test_a_run_that_goes_on_from_a_step_that_is_kept_stands_beneath_that(
    qtbot: Any, kept_window: Any, runs: RunsSheet
) -> None:
    from core.training.acts import Scale

    session = kept_window.session
    session.step_batch()
    ask(qtbot, kept_window, session.engine.touch, Scale("fc4", 1.1))
    session.step_batch()
    ask(qtbot, kept_window, session.engine.put_back)
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    session.step_batch()
    session.reset(replace(session.config, seed=1))
    qtbot.waitUntil(lambda: runs.table.rowCount() == 2)
    (_, edited), (_, branch) = runs.table.runs
    assert (edited.edited, edited.step, edited.branch_of) == (True, 2, "")
    assert (branch.edited, branch.step, branch.branch_of) == (False, 2, edited.name)
    assert branch.branch_step == 1
    assert "went on from step 1" in settings_of(runs)[1]


def test_of_several_rates_before_one_step_the_last_counts() -> None:
    changes = (Adjustment(3, "lr", 0.3), Adjustment(3, "momentum", 0.5), Adjustment(3, "lr", 0.0101234))
    words = changes_text(RunRecord("a", CONFIG, adjustments=changes))
    assert words == ["rate changed to 0.0101 at step 3", "momentum changed to 0.5 at step 3"]
    later = (*changes, Adjustment(1200, "lr", 0.01))
    words = changes_text(RunRecord("a", CONFIG, adjustments=later))
    assert words == [  # in the order of the steps
        "momentum changed to 0.5 at step 3",
        "rate changed 2 times, the last time to 0.01 at step 1,200",
    ]


def test_what_was_taken_back_before_a_step_is_no_change() -> None:
    changes = [Adjustment(3, "momentum", 0.5), Adjustment(3, "base_lr", 0.2), Adjustment(3, "momentum", 0.9)]
    changes.append(Adjustment(3, "base_lr", CONFIG.lr))
    assert CONFIG.momentum == 0.9
    assert changes_text(RunRecord("a", CONFIG, adjustments=tuple(changes))) == []
    changes += [
        Adjustment(5, "momentum", 0.5),
        Adjustment(8, "momentum", 0.9),
        Adjustment(9, "momentum", 0.9),
    ]
    words = changes_text(RunRecord("a", CONFIG, adjustments=tuple(changes)))
    assert words == ["momentum changed 2 times, the last time to 0.9 at step 8"]


def test_every_row_tells_the_same_of_its_recipe_after_what_is_its_own() -> None:
    usual = TrainConfig.from_preset("lenet5-bn")
    other = replace(usual, lr=0.05, batch_size=32, optimizer="adam", schedule="constant", seed=3)
    assert settings_text(usual) == "seed 0; SGD, rate 0.1, momentum 0.9, one cycle"
    assert settings_text(replace(usual, lr=0.05)) == "seed 0; SGD, rate 0.05, momentum 0.9, one cycle"
    assert settings_text(other) == "batch size 32; seed 3; Adam, rate 0.05, constant"


def test_runs_that_are_ticked_and_not_drawn_are_counted(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    runs.table.show_only([place for place, _ in runs.table.runs])
    place, record = runs.table.runs[0]
    assert "ticked without" not in runs.note.text()
    runs.table.renew(place, replace(record, evaluations=()))
    runs._draw()
    assert runs.note.text().endswith(", ticked without a test yet: 1")


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a screen would do
def test_a_menu_lies_over_no_button_that_opens_it(runs: RunsSheet, kept: Path) -> None:
    runs.open_folder(kept)
    runs.view.selectRow(0)
    for button in (runs.more_button, runs.group_button, runs.export_button):
        button.click()
        menu = QApplication.activePopupWidget()
        assert menu is not None
        own = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
        assert not menu.geometry().intersects(own)
        menu.close()


def test_a_network_of_ones_own_is_not_called_after_a_preset(
    qtbot: Any, kept_window: Any, runs: RunsSheet, another: Another
) -> None:
    session = kept_window.session
    spec = {"input_shape": [1, 28, 28], "layers": [{"name": "flatten", "type": "Flatten"}]}
    spec["layers"].append({"name": "fc1", "type": "Linear", "in_features": 784, "out_features": 10})
    session.reset(replace(session.config, spec=spec))
    session.step_batch()
    another(TrainConfig())
    qtbot.waitUntil(lambda: runs.table.rowCount() == 1)
    place, record = runs.table.runs[0]
    assert place.name.endswith(" own-network-seed0")
    assert record.config.preset not in runs.table.names[place]


def test_a_row_tells_how_far_its_run_came_and_when_it_was_tested(
    qtbot: Any, kept_window: Any, runs: RunsSheet
) -> None:
    session = kept_window.session
    ask(qtbot, kept_window, session.engine.evaluate)
    for _ in range(3):
        ask(qtbot, kept_window, session.engine.step)
    qtbot.waitUntil(lambda: len(session.history) == 3)
    come, run = session.snapshot.epoch, session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run > run and runs.table.rowCount() == 1)
    told = f"{epochs_so_far(come):g}/{session.config.epochs}"
    qtbot.waitUntil(lambda: runs.table.index(0, EPOCHS).data() == told)
    assert come > 0
    tip = runs.table.index(0, ACCURACY).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("tested at step 0")
