"""Branches stand beneath the run that they went on from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from cnnviz.features.runs.table import EPOCHS, SETTINGS, RunTable, as_tree
from core.experiments import RunRecord
from core.training import TrainConfig


def test_branches_stand_beneath_their_run(tmp_path: Path) -> None:
    config = TrainConfig()
    parents = {"d": "b", "c": "a", "b": "a", "a": "", "z": "gone"}
    runs = [
        (tmp_path / name, RunRecord(name, config, branch_of=parent, branch_step=412))
        for name, parent in parents.items()
    ]
    assert [place.name for place, _ in as_tree(runs)] == ["a", "c", "b", "d", "z"]
    circle = [(tmp_path / "x", RunRecord("x", config, branch_of="y"))]
    circle.append((tmp_path / "y", RunRecord("y", config, branch_of="x")))
    assert len(as_tree(circle)) == 2
    table = RunTable()
    table.fill(as_tree(runs))
    names = [table.data(table.index(row, 0)) for row in range(4)]
    assert [name.partition("↳ ")[0] for name in names[1:]] == ["", "", "\u2003"]  # d went on from b
    assert "↳" not in names[0]
    assert "went on from step 412;" in table.data(table.index(1, SETTINGS))
    assert not table.data(table.index(4, 0)).startswith("↳")  # it would seem to be of the run above
    assert "went on from step 412 of a run that isn't here" in table.data(table.index(4, SETTINGS))
    (tmp_path / "kept").mkdir()
    runs[1][1].save(tmp_path / "kept")
    assert RunRecord.load(tmp_path / "kept").branch_of == "a"


def test_a_run_beyond_its_settings_is_not_a_part_of_them() -> None:
    table, config = RunTable(), TrainConfig(epochs=20)
    table.fill([(Path(f"{come}"), RunRecord("a", config, epoch=come)) for come in (7.5, 20.0, 462.0)])
    cells = [table.index(row, EPOCHS) for row in range(3)]
    assert [cell.data() for cell in cells] == ["7.5/20", "20/20", "462"]
    assert "the settings are for 20" in cells[2].data(Qt.ItemDataRole.ToolTipRole)
