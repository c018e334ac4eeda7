"""Two windows that go on with one run: what each has made of it is kept, whichever closes first."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.features.runs import library
from cnnviz.session.autosave import Autosave
from cnnviz.shell.main_window import MainWindow
from core.experiments import RunRecord, read_runs
from core.experiments.run import HISTORY
from core.training import read_about

from .test_run_before import Open, back, begun, steps


def windows(qtbot: QtBot, open_window: Open, folder: Path) -> tuple[MainWindow, MainWindow, Path]:
    """Two windows at step 3 of the run in this folder; the first keeps it by itself."""
    first = open_window()
    steps(qtbot, first, 3)
    autosave(first).save()
    qtbot.waitUntil(lambda: (folder / "run.safetensors").exists())
    qtbot.waitUntil(lambda: int(read_about(folder / "run.safetensors")["step"]) == 3)
    place = library.folder() / first.session.run_before.about["row"]
    second = open_window()
    path = attrgetter("library")(second).checkpoint(place)
    assert path is not None
    back(qtbot, second, lambda: second.session.continue_run(path), 3)
    return first, second, place


def autosave(window: MainWindow) -> Autosave:
    found = window.session.findChild(Autosave)
    assert isinstance(found, Autosave)
    return found


def in_runs() -> dict[str, tuple[int, str, int]]:
    """Of each kept run the step of its record and curve, and which run it went on from, after which step."""
    found = {}
    for place, record in read_runs(library.folder()):
        last = int((place / HISTORY).read_text().splitlines()[-1].split(",")[0])
        assert last == record.step
        found[place.name] = (record.step, record.branch_of, record.branch_step)
    return found


def to_go_on(window: MainWindow, place: Path) -> int:
    path = attrgetter("library")(window).checkpoint(place)
    assert path is not None
    return int(read_about(path)["step"])


def test_a_run_that_another_window_has_taken_further_stays_so(
    qtbot: QtBot, open_window: Open, folder: Path
) -> None:
    first, second, place = windows(qtbot, open_window, folder)
    steps(qtbot, second, 2)
    second.close()
    first.close()
    assert in_runs() == {place.name: (5, "", 0)}
    third = open_window()
    assert to_go_on(third, place) == 5


@pytest.mark.slow
@pytest.mark.parametrize("first_closes", [True, False])
def test_of_two_windows_that_went_on_otherwise_both_runs_are_kept(
    qtbot: QtBot, open_window: Open, folder: Path, first_closes: bool
) -> None:
    first, second, place = windows(qtbot, open_window, folder)
    steps(qtbot, second, 2)
    steps(qtbot, first, 1)
    for window in (first, second) if first_closes else (second, first):
        window.close()
    found = in_runs()
    kept, other = (4, 5) if first_closes else (5, 4)
    assert found.pop(place.name) == (kept, "", 0)
    ((name, beside),) = found.items()
    assert beside == (other, place.name, 3)
    third = open_window()
    assert [to_go_on(third, each) for each in (place, place.with_name(name))] == [kept, other]


@pytest.mark.slow
def test_a_window_that_goes_on_after_another_has_says_so_and_is_kept_beside(
    qtbot: QtBot, open_window: Open, folder: Path
) -> None:
    first, second, place = windows(qtbot, open_window, folder)
    steps(qtbot, second, 2)
    second.close()
    heard: list[str] = []
    first.session.message.connect(lambda text, kind: heard.append(text))
    steps(qtbot, first, 1)
    first.session.set_lr(0.01)  # is written down at once
    qtbot.waitUntil(lambda: first.session.run_before.about["row"] != place.name)
    assert heard == ["Another window has taken this run further: this one is kept beside it in Runs."]
    assert RunRecord.load(place).step == 5


@pytest.mark.slow
def test_a_run_that_comes_back_from_memory_replaces_none_that_was_taken_further(
    qtbot: QtBot, open_window: Open, folder: Path
) -> None:
    first, second, place = windows(qtbot, open_window, folder)
    begun(qtbot, first, first.session.reset)
    steps(qtbot, first, 1)
    steps(qtbot, second, 2)
    second.close()
    back(qtbot, first, lambda: first.session.turn_run(-1), 3)
    steps(qtbot, first, 1)
    begun(qtbot, first, first.session.reset)
    qtbot.waitUntil(lambda: len(in_runs()) == 3)
    first.close()
    found = in_runs()
    assert found.pop(place.name) == (5, "", 0)
    assert (4, place.name, 3) in found.values()
