"""The lab's run in the window: whoever keeps the run in files keeps the user's own while it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


def toggle_lab(window: Shell) -> None:
    """Open the card to break a layer, or close it; what it needs is read in when it is opened first."""
    from cnnviz.session.lab import Lab

    lab = window.session.part(Lab)
    if not lab.kept and window.autosave is not None:
        lab.held.connect(window.autosave.hold)
        lab.kept = True
    window.panels.microscope.toggle_lab()


def end_lab(window: Shell) -> None:
    """The window closes: the user's own run is back in its place before the training thread ends."""
    if window.panels.microscope.lab_open:
        from cnnviz.session.lab import Lab

        window.session.part(Lab).end_at_once()
