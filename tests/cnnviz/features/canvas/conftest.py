"""The canvas alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel
from cnnviz.session import Session
from cnnviz.widgets import theme


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Callable[[Session, int, int], CanvasPanel]]:
    """Shows the canvas of a session in a size."""
    windows = []

    def show(session: Session, width: int, height: int) -> CanvasPanel:
        theme.load_fonts()
        window = QWidget()  # without a layout: the offscreen screen knows no size hints
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(width, height)
        made = CanvasPanel(session, window)
        made.resize(window.size())
        with qtbot.waitExposed(window):
            window.show()
        return made

    yield show
    windows.clear()
