"""Weights with other names are looked over before they are used; those with the same names are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.models import lenet5


@pytest.fixture
def state() -> dict[str, np.ndarray]:
    return lenet5(rng=np.random.default_rng(5)).state_dict()


def save_with_other_names(path: Path, state: dict[str, np.ndarray]) -> None:
    layers = list(dict.fromkeys(name.partition(".")[0] for name in state))
    theirs = {
        f"features.{layers.index(n.partition('.')[0])}.{n.partition('.')[2]}": a for n, a in state.items()
    }
    safetensors.numpy.save_file(theirs, path)


def test_arrows_go_from_cell_to_cell_and_record_nothing(
    window: Any, qtbot: Any, tmp_path: Path, state: dict[str, np.ndarray]
) -> None:
    save_with_other_names(tmp_path / "theirs.safetensors", state)
    window.load_weights(tmp_path / "theirs.safetensors")
    qtbot.waitUntil(lambda: window.stage.sheet is not None and window.stage.sheet.table.rowCount() > 0)
    table = window.stage.sheet.table
    at = table.visualItemRect(table.item(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert (table.currentRow(), table.currentColumn()) == (1, 2)
    assert not window.session.recorded.waiting


@pytest.mark.slow
def test_other_names_are_a_table_to_confirm(
    window: Any, qtbot: Any, tmp_path: Path, state: dict[str, np.ndarray]
) -> None:
    save_with_other_names(tmp_path / "theirs.safetensors", state)
    run = window.session.snapshot.run
    window.load_weights(tmp_path / "theirs.safetensors")
    qtbot.waitUntil(lambda: window.stage.sheet is not None)
    panel = window.stage.sheet
    assert panel.objectName() == "weights"
    rows = [[panel.table.item(row, column).text() for column in range(3)] for row in range(len(state))]
    assert rows[0] == ["features.0.weight", "conv1.weight", "x".join(map(str, state["conv1.weight"].shape))]
    assert window.session.engine.trainer.run == run
    panel.networks.activated.emit(panel.networks.findData("vgg"))
    qtbot.waitUntil(lambda: not panel.use_button.isEnabled())
    assert "theirs.safetensors" in panel.about.text()
    panel.networks.activated.emit(0)
    qtbot.waitUntil(panel.use_button.isEnabled)
    choice = panel.table.cellWidget(0, 3)
    assert choice.objectName() == "weights_kind_conv1"
    assert choice.currentText() == "ReLU"
    choice.activated.emit(choice.findData("none"))
    qtbot.waitUntil(lambda: window.session.files.foreign.found.kinds["conv1"] == "none")
    assert panel.table.cellWidget(0, 3).currentData() == "none"
    assert panel.table.cellWidget(0, 3).hasFocus()
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.snapshot.run != run)
    qtbot.waitUntil(lambda: window.stage.sheet is None)
    loaded = window.session.engine.trainer.network.state_dict()
    assert "relu1" not in window.session.engine.trainer.network.layers
    assert np.array_equal(loaded["conv1.weight"], state["conv1.weight"])
    assert window.session.files.foreign.path is None


def test_the_same_names_need_no_question(
    window: Any, qtbot: Any, tmp_path: Path, state: dict[str, np.ndarray]
) -> None:
    theirs = {f"module.{name}": array for name, array in state.items()}
    safetensors.numpy.save_file(theirs, tmp_path / "same.safetensors")
    run = window.session.snapshot.run
    window.load_weights(tmp_path / "same.safetensors")
    qtbot.waitUntil(lambda: window.session.snapshot.run != run)
    assert window.stage.sheet is None
