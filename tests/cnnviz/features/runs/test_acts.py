"""What is done to a kept run is undone by the window's undo, in its turn and wherever the keyboard is."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cnnviz.features.runs import library
from cnnviz.features.runs.acts import DELETED
from cnnviz.features.runs.runs_sheet import RunsSheet
from cnnviz.features.runs.table import NOTE
from core.experiments import RunRecord
from core.training import TrainConfig


@pytest.fixture
def places(kept_window: Any, runs: RunsSheet) -> list[Path]:
    """Two kept runs, in the order of the table."""
    made = [library.folder() / name for name in ("b", "a")]
    for place in made:
        place.mkdir(parents=True)
        RunRecord(place.name, TrainConfig(), "done", 5, 5, title=f"run {place.name}").save(place)
    runs.look()
    assert [place for place, _ in runs.table.runs] == made
    return made


def press_undo(window: Any) -> None:
    window.action("undo").trigger()


def delete(runs: RunsSheet, row: int) -> None:
    runs.view.setFocus()
    runs.view.selectRow(row)
    QTest.keyClick(runs.view, Qt.Key.Key_Delete)


def test_undo_brings_a_deleted_run_back_and_redo_deletes_it(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    record = RunRecord.load(places[0])
    delete(runs, 0)
    assert [place for place, _ in runs.table.runs] == places[1:]
    assert kept_window.action("undo").text() == "Undo: deleting run b"
    press_undo(kept_window)
    assert [place for place, _ in runs.table.runs] == places
    assert RunRecord.load(places[0]) == record
    assert kept_window.stage.message == "run b is back in Runs."
    kept_window.action("redo").trigger()
    assert [place for place, _ in runs.table.runs] == places[1:]


def test_a_run_that_is_back_is_ticked_as_it_was(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    runs.table.tick(places[0], True)
    runs.table.tick(places[1], False)
    delete(runs, 0)
    assert runs.table.chosen() == []
    press_undo(kept_window)
    assert [place for place, _ in runs.table.chosen()] == places[:1]


def test_the_sheet_may_be_closed_by_then(kept_window: Any, runs: RunsSheet, places: list[Path]) -> None:
    delete(runs, 0)
    kept_window.action("escape").trigger()  # the message
    kept_window.action("escape").trigger()
    press_undo(kept_window)
    assert places[0].is_dir()


def test_names_notes_and_pins_are_undone_one_after_the_other(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    record = RunRecord.load(places[0])
    runs.view.selectRow(0)
    runs.table.setData(runs.table.index(0, 0), "another name", Qt.ItemDataRole.EditRole)
    runs.table.setData(runs.table.index(0, NOTE), "too slow", Qt.ItemDataRole.EditRole)
    runs.pin()
    for words in ("pinning another name", "the note on another name", "renaming run b"):
        assert kept_window.action("undo").text() == f"Undo: {words}"
        press_undo(kept_window)
    assert RunRecord.load(places[0]) == record
    assert not kept_window.library.acts.canUndo()


def test_the_same_text_again_is_nothing_to_undo(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    runs.table.setData(runs.table.index(0, 0), "run b", Qt.ItemDataRole.EditRole)
    assert not kept_window.library.acts.canUndo()


def test_the_button_brings_back_what_it_was_offered_for(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    delete(runs, 0)
    first = kept_window.library.acts._done[0]
    delete(runs, 0)
    kept_window.library.acts.take_back(first)
    assert [place for place, _ in runs.table.runs] == places[:1]
    kept_window.library.acts.take_back(first)  # once is enough
    press_undo(kept_window)
    assert [place for place, _ in runs.table.runs] == places


def test_a_run_that_is_being_written_is_deleted_whole(
    runs: RunsSheet, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    kept = runs.table.own.__self__  # type: ignore[attr-defined]
    join = kept._writer.join

    def write() -> None:
        gate.wait(5)
        (places[0] / library.CHECKPOINT).write_bytes(b"whole")

    def wait(patience: float) -> None:
        gate.set()
        join(patience)

    monkeypatch.setattr(kept._writer, "join", wait)
    kept._writer.put(write)
    act = kept.delete(places[0], "run b")
    assert (kept.own / DELETED / places[0].name / library.CHECKPOINT).exists()
    kept.acts.take_back(act)
    assert (places[0] / library.CHECKPOINT).read_bytes() == b"whole"


def test_a_run_can_be_deleted_again_where_one_of_its_name_lies_already(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    delete(runs, 0)
    shutil.copytree(places[1], places[0])  # it has begun anew
    runs.look()
    delete(runs, 0)
    assert len(list((library.folder() / DELETED).iterdir())) == 2
    press_undo(kept_window)
    assert RunRecord.load(places[0]).title == "run a"


def test_a_deleted_run_that_goes_on_is_back_under_its_name(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    delete(runs, 0)
    assert kept_window.library._place({"row": places[0].name}, TrainConfig()) == places[0]
    assert RunRecord.load(places[0]).title == "run b"


def test_what_the_disk_refuses_is_told_and_can_not_be_undone_again(
    kept_window: Any, runs: RunsSheet, places: list[Path]
) -> None:
    delete(runs, 0)
    shutil.rmtree(library.folder() / DELETED)
    heard: list[str] = []
    kept_window.session.message.connect(lambda _, kind: heard.append(kind))
    press_undo(kept_window)
    assert heard == ["error"]
    assert not kept_window.library.acts.canUndo()
