"""Another language for a window that is open: all in sight is made anew while the session goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from cnnviz.shell.panels import SHEETS
from cnnviz.shell.start import close_page, open_page
from cnnviz.shell.tour import end_tour, leave_tour
from cnnviz.system import language

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

# In English, which can be read where this is so.
NO_FONT = "No font here has the characters of this language: install one that has, Noto Sans CJK for example."


def speak(window: Shell, code: str) -> None:
    """Have a window speak a language; open sheets and drawers are open again, with all that was found in
    them; those that are closed are made when they are opened.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if code != language.current():
        window.session.live.stand_still()
        leave_tour(window)
        end_tour(window)
        start, drawer, before = close_page(window), window.stage.drawer_open, window.stage
        by_sheet = {window.panels.get(kind): name for name, (_, kind) in SHEETS.items()}
        opened = by_sheet[window.stage.sheet] if window.stage.sheet is not None else ""
        window.drop_panels()
        language.use(code, app)
        window.make_panels()
        window.session.refresh()
        window.stage.follow(before)
        window.show_title()
        if opened:
            window.action(opened).trigger()
        if drawer:
            window.stage.toggle_drawer()
        if start:
            open_page(window)
    window.stage.show_choices(window.remembered)
    mention_font(window)


def mention_font(window: Shell) -> None:
    """Say so where no font has the characters of the language that is spoken."""
    if language.lacks_font(language.current()):
        window.session.message.emit(NO_FONT, "error")
