"""The guided tour: a dozen steps over the real window, with a network of its own; the reader's run waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell
    from cnnviz.shell.tour.guide import Guide

GUIDE = "Tour"  # among the window's panels, once it has been made


def begin(window: Shell) -> Guide:
    """Begin the tour, unless it is under way; made when it is first asked for. The lab closes before."""
    if GUIDE not in window.panels:
        from cnnviz.shell.tour.guide import Guide

        window.panels[GUIDE] = Guide(window)
    guide: Guide = window.panels[GUIDE]
    if window.panels.microscope.lab_open:
        from cnnviz.session.lab import Lab

        lab = window.session.part(Lab)
        lab.stop()
        lab.when_answered(guide.begin)  # else the lab's run would be put aside, not the reader's
    else:
        guide.begin()
    return guide


def toggle_tour(window: Shell) -> None:
    """Begin the tour, or leave it."""
    if not leave_tour(window):
        begin(window)


def end_tour(window: Shell) -> None:
    """The window closes: the reader's run is back in its place before its thread ends."""
    guide = window.panels.get(GUIDE)
    if guide is not None:
        guide.end_work()


def leave_tour(window: Shell) -> bool:
    """Leave the tour; True if it was under way."""
    guide = window.panels.get(GUIDE)
    return guide is not None and bool(guide.leave())
