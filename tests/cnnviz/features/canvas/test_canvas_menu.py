"""What the right button takes away from the canvas and from a page: numbers, maps, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cnnviz.shell import pictures
from cnnviz.widgets import file_dialogs, taking
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
    actions = [*menu.actions(), *(a for sub in menu.findChildren(QMenu) for a in sub.actions())]
    (action,) = (action for action in actions if action.text().startswith(beginning))
    action.trigger()
    menu.close()


@pytest.mark.slow
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
        "Save the picture of the network",
    ]


@pytest.mark.slow
def test_pictures_of_every_kind_are_copied_as_fine_as_asked(qtbot: QtBot, recorded: Any) -> None:
    hit = recorded.panels.canvas.view.selected_hit()
    recorded.toggle_sheet("images")
    sheet, wall = recorded.stage.sheet, recorded.stage.sheet.wall
    batch, page = recorded.panels.microscope.batch.grid, recorded.panels.microscope.inspector
    plots = recorded.panels.curves.plots
    kinds = {
        "network": (lambda: recorded.panels.canvas.menu.made(None), recorded.panels.canvas.view.width()),
        "layer": (lambda: recorded.panels.canvas.menu.made(hit), hit.column.rect.w),
        "page": (lambda: page.menu(None), page.view.width()),
        "plot": (lambda: plots["loss"].menu(), plots["loss"].width()),
        "sheet": (lambda: pictures.menu(recorded), sheet.width()),
        "image": (lambda: taking.image_menu(wall, batch.image(0), lambda: None, None, ""), 28 * taking.PIXEL),
    }
    for name, (menu, width) in kinds.items():
        for fine in taking.SIZES:
            made = menu()
            copy = made.findChildren(QMenu, "copy_picture")[0]
            copy.actions()[fine - 1].trigger()
            assert QGuiApplication.clipboard().image().width() == fine * width, name
            made.close()


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_pictures_are_saved_and_read_back(
    qtbot: QtBot, recorded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"picture{ending}"
    monkeypatch.setattr(file_dialogs, "to_save", lambda *_: path)
    view = recorded.panels.canvas.view
    for menu, widget in (
        (recorded.panels.canvas.menu.made(None), view),
        (recorded.panels.microscope.inspector.menu(None), recorded.panels.microscope.inspector.view),
    ):
        with qtbot.waitSignal(recorded.session.message):
            files = menu.findChildren(QMenu, "save_picture")[-1]
            files.actions()[1 if ending == ".png" else -1].trigger()
            menu.close()
        if ending == ".png":
            assert QImage(str(path)).width() == taking.FINE * widget.width()
        else:
            assert path.read_text(encoding="utf-8").lstrip().startswith("<?xml")
        path.unlink()
    assert view.fineness == 1.0
