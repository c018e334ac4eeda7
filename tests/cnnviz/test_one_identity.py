"""A run is one and the same for the training thread, its row, curves, undo, branches and after a restart."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.features.runs import library
from cnnviz.shell.main_window import MainWindow
from cnnviz.shell.tour import GUIDE
from core.experiments import RunRecord, read_runs
from core.training import read_about
from core.training.identity import RunIdentity

from .test_run_before import CONFIG, Open, back, begun, steps


def run(window: MainWindow) -> str:
    """The id of the run under way, which all agree on."""
    session = window.session
    assert session.engine.trainer is not None
    assert session.snapshot is not None
    which = session.engine.trainer.identity
    assert which == session.history.identity == session.snapshot.identity
    assert [branch.id for branch in session.time.branches if branch.present] == [which.id]
    assert session.run_before.about["id"] == which.id
    return which.id


def rows() -> dict[str, Path]:
    """The folders of the kept runs, by the ids in their files."""
    files = library.folder().glob(f"*/{library.CHECKPOINT}")
    return {read_about(path)["id"]: path for path in files}


def branch(qtbot: QtBot, window: MainWindow, step: int) -> str:
    begun(qtbot, window, lambda: window.session.time.branch(step))
    qtbot.waitUntil(lambda: len(window.session.history) == step)
    return run(window)


def test_undo_over_two_runs_leads_to_each_as_itself(qtbot: QtBot, open_window: Open) -> None:
    window, runs, names = open_window(), list[str](), list[str]()
    for count in (3, 2, 1):
        steps(qtbot, window, count)
        runs.append(run(window))
        names.append(window.session.run_before.name)
        if count > 1:
            begun(qtbot, window, window.session.reset)
    assert len(set(runs)) == len(set(names)) == 3
    for way, which, step in ((-1, 1, 2), (-1, 0, 3), (1, 1, 2), (1, 2, 1), (-1, 1, 2)):
        back(qtbot, window, lambda way=way: window.session.turn_run(way), step)  # type: ignore[misc]
        assert (run(window), window.session.run_before.name) == (runs[which], names[which])
    steps(qtbot, window, 1)
    begun(qtbot, window, window.session.reset)
    qtbot.waitUntil(lambda: set(rows()) == set(runs))
    qtbot.waitUntil(lambda: sorted(record.step for _, record in read_runs(library.folder())) == [1, 3, 3])


@pytest.mark.slow
def test_twins_are_each_brought_back_as_itself_after_a_restart(
    qtbot: QtBot,
    open_window: Open,
) -> None:
    window = open_window()
    steps(qtbot, window, 5)
    one = run(window)
    two = branch(qtbot, window, 3)
    steps(qtbot, window, 1)
    three = branch(qtbot, window, 4)
    steps(qtbot, window, 1)
    four = branch(qtbot, window, 5)  # with the same settings: three of them stand in one state
    begun(qtbot, window, window.session.reset)
    qtbot.waitUntil(lambda: set(rows()) == {one, two, three, four})
    window.close()
    window = open_window()
    for which, step, tree in (
        (one, 5, [one]),
        (three, 5, [three]),
        (four, 5, [three, four]),  # which share every step that is known here
        (two, 4, [two]),
        (three, 5, [three, four]),
    ):
        path = rows()[which]
        back(qtbot, window, lambda path=path: window.session.continue_run(path), step)  # type: ignore[misc]
        assert run(window) == which
        assert window.session.run_before.about["row"] == path.parent.name
        assert [each.id for each in window.session.time.branches] == tree


def test_a_run_that_is_opened_from_its_row_goes_on_as_itself(
    qtbot: QtBot,
    open_window: Open,
    tmp_path: Path,
) -> None:
    window = open_window()
    steps(qtbot, window, 3)
    one = run(window)
    two = branch(qtbot, window, 1)
    steps(qtbot, window, 1)
    qtbot.waitUntil(lambda: one in rows())
    early = tmp_path / "early.safetensors"
    early.write_bytes(rows()[one].read_bytes())
    back(qtbot, window, lambda: window.session.continue_run(rows()[one]), 3)
    assert run(window) == one
    assert [each.id for each in window.session.time.branches] == [one, two]
    steps(qtbot, window, 2)
    assert run(window) == one
    back(qtbot, window, lambda: window.session.continue_run(early), 3)  # of which there is more by now
    three, session = run(window), window.session
    assert three not in (one, two)
    assert session.run_before.about["branch_of"] == rows()[one].parent.name
    steps(qtbot, window, 1)
    begun(qtbot, window, session.reset)
    qtbot.waitUntil(lambda: set(rows()) == {one, two, three})
    found = {path.name: record.step for path, record in read_runs(library.folder())}
    assert [found[rows()[which].parent.name] for which in (one, two, three)] == [5, 2, 4]


def test_a_folder_that_is_another_runs_by_now_is_left_to_that(
    qtbot: QtBot,
    open_window: Open,
    tmp_path: Path,
) -> None:
    window = open_window()
    kept, session = attrgetter("library")(window), window.session
    about = {"id": "a", "begun": 1_700_000_000, "step": 0, "window": session.run_before.window}
    place = kept._place(about, CONFIG)
    RunRecord(place.name, CONFIG, id="a").save(place)
    row = {"row": place.name}
    assert kept._place(about | row, CONFIG) == place
    assert kept._place(about | row | {"id": "b"}, CONFIG) != place  # begun in the same second
    steps(qtbot, window, 1)
    made = session.engine.post(session.engine.checkpoint).result(timeout=20)
    whole = session.run_before.whole(made, session.history, True)
    path = tmp_path / "run"
    replace(whole, about=whole.about | row).save(path)
    replace(whole, identity=RunIdentity("a")).save(place / library.CHECKPOINT)
    assert kept.checkpoint(place) == place / library.CHECKPOINT
    kept.shelve(path)
    assert rows()["a"].parent == place
    assert rows()[run(window)].parent != place
    RunRecord(place.name, CONFIG).save(place)  # as earlier programs did
    assert kept._place(about | row, CONFIG) == place


@pytest.mark.slow
def test_the_own_run_that_gave_way_to_the_tours_comes_back_as_itself(
    qtbot: QtBot,
    open_window: Open,
) -> None:
    window = open_window()
    session = window.session
    steps(qtbot, window, 3)
    one = run(window)
    two = branch(qtbot, window, 1)
    steps(qtbot, window, 1)
    window.action("tour").trigger()
    qtbot.waitUntil(lambda: session.run_before.resting)
    qtbot.waitUntil(lambda: session.history.run == session.snapshot.run and not len(session.history))
    steps(qtbot, window, 1)
    other = run(window)
    window.panels[GUIDE].keep()
    qtbot.waitUntil(lambda: not session.run_before.resting)
    assert run(window) == other
    steps(qtbot, window, 1)
    back(qtbot, window, session.bring_back, 2)
    assert run(window) == two
    assert [each.id for each in session.time.branches] == [one, two]
    assert list(session.time.steps) == [0, 1, 2]
