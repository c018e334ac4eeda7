"""What the start page, the tour and the dialogs know of the window that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from cnnviz.features.runs.library import Library
from cnnviz.session import Session
from cnnviz.session.autosave import Autosave
from cnnviz.shell.panels import Panels
from cnnviz.shell.stage import Stage
from cnnviz.system.settings import Settings
from cnnviz.widgets.sheet import Sheet


class Shell(QMainWindow):
    """A window around one session: its parts, and what those who know no more of it may ask for.

    `autosave` keeps the session's run, None in a window that keeps none; `remembered` is what is written to
    the settings on the way out.
    """

    session: Session
    remembered: Settings
    panels: Panels
    stage: Stage
    library: Library
    autosave: Autosave | None
    actions_by_id: dict[str, QAction]

    def action(self, name: str) -> QAction:
        """The action of that id in the table of commands."""
        return self.actions_by_id[name]

    def sheet(self, name: str) -> Sheet:
        """A sheet of SHEETS or ASKING; made when it is first asked for."""
        raise NotImplementedError

    def look_over(self, paths: Sequence[str | Path]) -> None:
        """Read a set of images and show what was understood, before it is used."""
        raise NotImplementedError

    def open_path(self, path: str | Path) -> None:
        """Open whatever a path names: weights, a trace, or else images."""
        raise NotImplementedError

    def close_start(self) -> bool:
        """Close the start page; True if it was open."""
        raise NotImplementedError

    def recent_files(self) -> list[Path]:
        """Files opened or saved lately that are still there, the newest first."""
        raise NotImplementedError

    def save_weights(self, path: str | Path) -> None:
        """Save the network's weights; how it went is said in place."""
        raise NotImplementedError

    def load_weights(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Go on with the network of a file, or with the whole run of a checkpoint."""
        raise NotImplementedError

    def open_trace(self, path: str | Path) -> None:
        """Show a batch kept in a file; the running network stays as it is."""
        raise NotImplementedError

    def make_panels(self) -> None:
        """Make the actions and all that is in sight, in the language that is spoken now."""
        raise NotImplementedError

    def drop_panels(self) -> None:
        """Take away all that is in sight."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Name the network in the window's title."""
        raise NotImplementedError
