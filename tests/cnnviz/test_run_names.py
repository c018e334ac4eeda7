"""A run has one name, wherever it is named, and no two have the same."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnnviz.session.run_names import run_name, told_apart
from cnnviz.shell.main_window import MainWindow

from .test_run_before import Open, begun, button, steps


def test_names_that_are_alike_are_told_apart() -> None:
    by_seed, by_folder = [0, 1, 0, 0], ["p", "q", "r", "s"]
    more = (lambda at: f"x, seed {by_seed[at]}", lambda at: by_folder[at])
    assert told_apart(["x", "x", "y"], *more) == ["x, seed 0", "x, seed 1", "y"]
    assert told_apart(["x", "x", "x", "y"], *more) == ["p", "q", "r", "y"]  # two have the same seed
    assert told_apart(["x", "y", "x"]) == ["x (1)", "y", "x (2)"]
    assert told_apart([]) == []


def test_a_run_is_called_by_its_network_and_when_it_began() -> None:
    assert run_name("lenet5", 0) == "lenet5"
    assert run_name("", 0) == "own network"
    assert run_name(None, 0) == "a run"
    one, other = run_name("lenet5", 1_700_000_000), run_name("lenet5", 1_700_000_001)
    assert one.startswith("lenet5 ")
    assert one != other


def named_in_runs(window: MainWindow) -> list[str]:
    panel: Any = window.sheet("runs")
    if not panel.isVisible():
        window.action("runs").trigger()
    panel.look()
    panel._show_all()
    shown = [panel.table.index(row, 0).data() for row in range(panel.table.rowCount())]
    names = [name.removeprefix("↳ ").removesuffix(" (open)") for name in shown]
    assert sorted(series.name for series in panel.plot.overlay.series) == sorted(names)
    return names


def test_runs_curves_messages_and_menus_call_a_run_the_same(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    session, curves = window.session, window.panels.curves
    steps(qtbot, window, 5)
    first = session.run_before.name
    session.time.branch(3, lr=0.01)
    qtbot.waitUntil(lambda: len(session.live.branches) == 1)
    second = session.run_before.name
    steps(qtbot, window, 1)
    begun(qtbot, window, window.session.reset)
    assert button(window).text().strip() == f"Go back to {second} (step 4)"
    assert len({first, second, session.run_before.name}) == 3
    qtbot.waitUntil(lambda: sorted(named_in_runs(window)) == sorted((first, second)))
    session.turn_run(-1)
    qtbot.waitUntil(lambda: session.run_before.name == second and len(session.live.branches) == 1)
    qtbot.waitUntil(lambda: window.stage.message.startswith(f"{second} was brought back at step 4,"))
    window.action("escape").trigger()
    (other,) = curves.plots["loss"].curves.others
    assert other.name == first
    panel: Any = window.sheet("runs")
    window.action("runs").trigger()
    row = named_in_runs(window).index(first)
    panel.table.setData(panel.table.index(row, 0), "The best one", Qt.ItemDataRole.EditRole)
    assert named_in_runs(window)[row] == "The best one"
    (other,) = curves.plots["loss"].curves.others
    assert other.name == "The best one"
    panel.view.selectRow(row)
    panel.delete()
    assert window.stage.message == "Deleted The best one."


def test_a_file_that_says_nonsense_has_a_name_all_the_same(window: MainWindow) -> None:
    for about in ({}, {"network": 3, "begun": "now", "row": 7}, {"begun": 1 << 70}):
        assert window.session.run_before.called(about) == "a run"
