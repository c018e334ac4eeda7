"""The lab's run in the window: whoever keeps the run in files keeps the user's own while it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.shell.tour import leave_tour

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


def toggle_lab(window: Shell) -> None:
    """Open the card to break a layer, or close it; what it needs is read in when it is opened first.

    A tour ends before: each has a run in the place of the user's own, and only one can bring that back.
    """
    from cnnviz.session.lab import Lab

    leave_tour(window)
    lab = window.session.part(Lab)
    if not lab.kept and window.autosave is not None:
        lab.held.connect(window.autosave.hold)
        lab.kept = True
    window.panels.microscope.toggle_lab()


def reset(window: Shell) -> None:
    """Begin again from the seed: in the lab the experiment with its twin, else the run, with the choices
    that wait for that in the settings; one of them that makes no sense is shown instead.
    """
    if window.panels.microscope.lab_open:
        from cnnviz.session.lab import Lab

        lab = window.session.part(Lab)
        if lab.running or lab.busy:
            lab.begin_again()
            return
    if "SettingsDrawer" not in window.panels or not window.panels.settings.waiting:
        window.session.reset()
    elif not window.panels.settings.apply() and not window.stage.drawer_open:
        window.action("settings").trigger()
        window.panels.settings.apply()  # goes to what is refused


def end_lab(window: Shell) -> None:
    """The window closes: the user's own run is back in its place before the training thread ends."""
    from cnnviz.session.lab import Lab

    window.session.part(Lab).end_at_once()
