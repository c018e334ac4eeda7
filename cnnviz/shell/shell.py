"""What the start page, the tour and the dialogs know of the window that they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from cnnviz.features.runs.library import Library
from cnnviz.session import Session
from cnnviz.session.autosave import Autosave
from cnnviz.shell.panels import Panels
from cnnviz.shell.stage import Stage
from cnnviz.system.screens import Keeper
from cnnviz.system.settings import Settings
from cnnviz.widgets.sheet import Sheet
from core.training.checkpoint import is_checkpoint


class Shell(QMainWindow):
    """A window around one session: its parts, and what those who know no more of it may ask for.

    `autosave` keeps the session's run, None in a window that keeps none; `remembered` is what is written to
    the settings.
    """

    chosen = Signal()  # something else is remembered

    session: Session
    remembered: Settings
    panels: Panels
    stage: Stage
    library: Library
    autosave: Autosave | None
    actions_by_id: dict[str, QAction]
    screens: Keeper

    def action(self, name: str) -> QAction:
        """The action of that id in the table of commands."""
        return self.actions_by_id[name]

    def remember(self, **choices: Any) -> None:
        """Take over fields of the settings."""
        before, self.remembered = self.remembered, replace(self.remembered, **choices)
        if self.remembered != before:
            self.chosen.emit()

    def load_weights(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Go on with the network of a file, or with the whole run of a checkpoint; a file that doesn't fit
        changes nothing.
        """
        if is_checkpoint(path):
            self.session.continue_run(path, then=then)
        else:
            self.session.load_weights(path, then=then)

    @Slot()
    def show_title(self) -> None:
        """Name what is in sight in the window's title; Qt puts the program's name behind it."""
        self.setWindowTitle(self.session.heading())

    # What the window's parts may ask for and only the window itself can do, knowing them all. Said by type
    # alone: Qt's metaclass knows no abstract methods, and the type checker wants every one of them there.
    sheet: Callable[[str], Sheet]  # of SHEETS or ASKING by name; made when it is first asked for
    open_path: Callable[[str | Path], None]  # whatever it names: weights, a run, a trace, a picture, images
    save_weights: Callable[[str | Path], None]
    close_start: Callable[[], bool]  # the start page; True if it was open
    recent_files: Callable[[], list[Path]]  # opened or saved lately and still there, the newest first
    make_panels: Callable[[], None]  # with the actions, in the language that is spoken now
    drop_panels: Callable[[], None]
