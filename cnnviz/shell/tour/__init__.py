"""The guided tour: a dozen steps over the real window, with a network of its own; the reader's run waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow
    from cnnviz.shell.tour.guide import Guide

GUIDE = "Tour"  # among the window's panels, once it has been made


def begin(window: MainWindow) -> Guide:
    """Begins the tour, unless it is under way; made when it is first asked for."""
    if GUIDE not in window.panels:
        from cnnviz.shell.tour.guide import Guide

        window.panels[GUIDE] = Guide(window)
    guide: Guide = window.panels[GUIDE]
    guide.begin()
    return guide


def toggle_tour(window: MainWindow) -> None:
    """Begins the tour, or leaves it."""
    if not leave_tour(window):
        begin(window)


def leave_tour(window: MainWindow) -> bool:
    """Leaves the tour; True if it was under way."""
    guide = window.panels.get(GUIDE)
    return guide is not None and bool(guide.leave())
