"""What the right button takes away from the canvas and from a page: numbers, maps, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cnnviz.widgets import taking
from core.trace.recording import Cell

CELL = Cell("conv2", "output", (0, 1, 3, 4))


@pytest.fixture
def recorded(qtbot: QtBot, window: Any) -> Any:
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    window.session.select(CELL)
    return window


def do(menu: QMenu, beginning: str) -> None:
    """Trigger the one action that begins so, and close the menu."""
    (action,) = (action for action in menu.actions() if action.text().startswith(beginning))
    action.trigger()
    menu.close()


def test_a_number_and_its_map_go_into_the_clipboard(recorded: Any) -> None:
    view, trace = recorded.panels.canvas.view, recorded.session.trace
    hit = view.selected_hit()
    made = recorded.panels.canvas.menu.made
    do(made(hit), "Copy the number")
    clipboard = QGuiApplication.clipboard()
    assert float(clipboard.text()) == pytest.approx(trace.at(CELL), rel=1e-8)
    do(made(hit), "Copy its map as text")
    rows = [[float(v) for v in line.split("\t")] for line in clipboard.text().splitlines()]
    np.testing.assert_allclose(rows, trace["conv2"].output[0, 1], rtol=1e-8)
    do(made(hit), "Copy the picture of its map")
    assert clipboard.image().width() == taking.FINE * hit.tile.rect.w
    recorded.session.select(None)
    do(made(hit), "Open its page")
    assert recorded.session.selection == CELL
    assert [action.text() for action in made(None).actions()] == [
        "Copy the picture of the network",
        "Save the picture of the network...",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_pictures_are_saved_and_read_back(
    qtbot: QtBot, recorded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"picture{ending}"
    monkeypatch.setattr(taking, "where_to", lambda *_: path)
    view = recorded.panels.canvas.view
    for menu, widget in (
        (recorded.panels.canvas.menu.made(None), view),
        (recorded.panels.microscope.inspector.menu(None), recorded.panels.microscope.inspector.view),
    ):
        with qtbot.waitSignal(recorded.session.message):
            do(menu, "Save the picture")
        if ending == ".png":
            assert QImage(str(path)).width() == taking.FINE * widget.width()
        else:
            assert path.read_text(encoding="utf-8").lstrip().startswith("<?xml")
        path.unlink()
    assert view.fineness == 1.0
