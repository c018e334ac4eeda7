"""While training goes on, all that is live in the window is of one step, in every turn of the window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cnnviz.plots.axes import number_text
from cnnviz.shell.main_window import MainWindow
from core.training import History, Timeline, Trainer
from core.training.history import Evaluation
from core.training.run_file import KEYFRAMES

pytestmark = pytest.mark.slow

# What tells of the newest step; results tell of the step that they are of
LIVE = re.compile(r"(?:network is at step|weights of step|now, step|probe at step) ([\d,]+)")
SHEETS = {
    "health": lambda sheet: bool(sheet.checkup.units),
    "evaluate": lambda sheet: sheet.evaluation.result is not None,
    "excite": lambda sheet: sheet.found is not None,
    "images": lambda sheet: sheet.isVisible(),
    "runs": lambda sheet: sheet.isVisible(),
}


def shown_steps(window: MainWindow) -> dict[str, int]:
    """Each place that tells of the newest step, and which it says."""
    found: dict[str, int] = {}
    readouts = window.panels.transport.readouts
    found["toolbar"] = int(readouts._items[0].text.replace(",", ""))
    for label in window.findChildren(QLabel):
        for text in (label.text(), label.toolTip()) if label.isVisible() else ():
            for step in LIVE.findall(text):
                found[f"{label.objectName()}: {text}"] = int(step.replace(",", ""))
    curves = window.panels.curves
    if curves.isVisible():
        for name, plot in curves.plots.items():
            found[name] = plot.curves.steps
    found["time bar"] = int(window.panels.time_bar.number.text().split(" of ")[1].replace(",", ""))
    if window.panels.canvas.isVisible() and window.panels.canvas._picture is not None:
        found["canvas"] = window.panels.canvas._picture.step
    health = window.panels.get("HealthSheet")
    if health is not None and health.isVisible():
        bars = health.spreads.weights.bars
        assert bars is not None
        found["bars"] = int(bars.step.rpartition(" ")[2].replace(",", ""))
    return found


@pytest.fixture
def turns(qtbot: QtBot, window: MainWindow) -> Iterator[Callable[..., None]]:
    """Trains, and looks at the window after each of some pictures, which come when they are asked for."""
    session, live = window.session, window.session.live
    window.resize(1600, 1000)
    window.panels.time_bar.pin(True)
    live.timer.stop()  # no clock: pictures come one by one
    session.train()
    qtbot.waitUntil(lambda: session.engine.trainer.step_number > 20)  # type: ignore[union-attr]

    def look(pictures: int = 12) -> None:
        for _ in range(pictures):
            before = session.snapshot.step
            later = session.engine.trainer.step_number + 3  # type: ignore[union-attr]
            qtbot.waitUntil(lambda at=later: session.engine.trainer.step_number > at)  # type: ignore[misc]
            live.take()
            found = shown_steps(window)
            assert found["toolbar"] == session.snapshot.step > before
            assert set(found.values()) == {session.snapshot.step}, found

    yield look
    session.pause()
    live.timer.start()


def test_the_network_and_its_curves_are_of_one_step(turns: Callable[..., None]) -> None:
    turns()


@pytest.mark.parametrize(
    "name", ["health", *(pytest.param(name, marks=pytest.mark.slow) for name in SHEETS if name != "health")]
)
def test_a_sheet_and_what_is_beside_it_are_of_one_step(
    qtbot: QtBot, window: MainWindow, turns: Callable[..., None], name: str
) -> None:
    window.action(name).trigger()
    sheet: Any = window.stage.sheet
    if name == "excite":
        sheet.look_again()
    qtbot.waitUntil(lambda: SHEETS[name](sheet))
    turns()


def test_what_is_said_of_the_bar_under_the_mouse_is_of_that_step(
    qtbot: QtBot, window: MainWindow, turns: Callable[..., None]
) -> None:
    window.move(3000, 2000)  # from under the mouse of the tests before
    window.action("health").trigger()
    sheet: Any = window.stage.sheet
    qtbot.waitUntil(lambda: SHEETS["health"](sheet))
    plot, followed = sheet.spreads.weights, 0
    while followed < 5:  # a bin is let go where the next picture has other bins
        plot.point(plot.first_stop())
        turns(1)
        if plot.at >= 0:
            followed += 1
            assert f"at step {window.session.snapshot.step:,}" in window.panels.explainer.text()


def test_the_readouts_tip_tells_whose_numbers_they_are(qtbot: QtBot, window: MainWindow) -> None:
    readouts, time = window.panels.transport.readouts, window.session.time
    for step in (1, 2):
        window.session.step_batch()
        qtbot.waitUntil(lambda at=step: window.session.snapshot.step == at)  # type: ignore[misc]
    assert readouts.toolTip().startswith("The newest step's numbers")
    time.go(1)
    qtbot.waitUntil(lambda: time.exact)
    assert readouts._items[0].text == "1"
    assert readouts.toolTip().startswith("The past step's numbers")
    time.live()
    assert readouts.toolTip().startswith("The newest step's numbers")


def test_the_newest_test_before_the_step_in_sight_stands_with_its_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    readouts, time = window.panels.transport.readouts, session.time

    def shown(step: int, test: str, found: Evaluation | None = None) -> None:
        qtbot.waitUntil(lambda: session.in_sight.step == step)
        figure = "–" if found is None else f"{100 * found.accuracy:.1f} %"
        wanted = test, figure
        qtbot.waitUntil(lambda: (readouts._items[4].name, readouts._items[4].text) == wanted, timeout=5000)

    for step in range(1, 6):
        session.step_batch()
        qtbot.waitUntil(lambda at=step: session.snapshot.step == at)  # type: ignore[misc]
        if step in (2, 4):
            session.ask(session.engine.evaluate)
            qtbot.waitUntil(lambda at=step: session.snapshot.test_step == at)  # type: ignore[misc]
    first, second = session.history.evaluations[-2:]
    shown(5, "test acc @4", second)
    for step, test, found in ((3, "test acc @2", first), (2, "test acc @2", first), (1, "test acc", None)):
        time.go(step)
        qtbot.waitUntil(lambda: time.exact)
        shown(step, test, found)
    time.go(3)
    qtbot.waitUntil(lambda: time.exact)
    run = session.snapshot.run
    time.branch(3)
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    shown(3, "test acc @2", first)


def test_the_loss_of_the_step_that_a_kept_run_begins_at_is_read_off_its_history(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, time = window.session, window.session.time
    first = Trainer(session.live.config, *session.engine.trainer.images)  # type: ignore[union-attr]
    history = History(first.layers, first.run)
    history.append_all([first.step() for _ in range(3)])
    history.evaluations.append(first.evaluate())
    trainer = Trainer.of(first.origin)
    trainer.resume(first.checkpoint())  # its keyframes begin at step 3
    timeline = Timeline(trainer)
    records = [trainer.step() for _ in range(2)]
    history = history.continued(trainer.run, 3)
    history.append_all(records)
    timeline.save(tmp_path / KEYFRAMES)
    replace(trainer.checkpoint(), history=history).save(tmp_path / "run.safetensors")
    session.continue_run(tmp_path / "run.safetensors")
    qtbot.waitUntil(lambda: session.snapshot.step == 5)
    for step in (4, 3):
        time.go(step)
        qtbot.waitUntil(lambda: bool(time.verdict))
        row = history.at(step)
        assert row is not None
        shown = {item.name: item.text for item in window.panels.transport.readouts._items}
        assert shown["loss"] == number_text(row.loss)
        assert shown["train acc"] == f"{100 * row.accuracy:.1f} %"
        assert "test acc @3" in shown


def test_no_step_is_lost_that_the_curves_are_yet_to_show(
    qtbot: QtBot, window: MainWindow, turns: Callable[..., None]
) -> None:
    turns()
    session = window.session
    session.pause()
    session.live.timer.start()
    qtbot.waitUntil(lambda: session.state == "paused")
    made = session.engine.trainer.step_number  # type: ignore[union-attr]
    assert len(session.history) == session.live.told == made
    plots = window.panels.curves.plots.values()
    assert {plot.curves.steps for plot in plots} == {made}
    assert all(plot.toolTip().startswith("Drag: back in time") for plot in plots)
