"""The reader's own run while the tour has one of its own: put aside whole, and back in its place afterwards.

What was on the screen comes back too: the recorded batch and the place in it, the selected number, the
watched image, the pad and the drawing on it, and which parts of the window were open.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from cnnviz.features.canvas.shading import Shader
from cnnviz.features.draw.sheet import DrawingSheet
from cnnviz.session.recorded import Walk
from cnnviz.system.translation import translate
from core.training.run import SuspendedRun

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Kept:
    """A window's run and sight at the moment it is made; `begin` puts the run aside, `end` brings it back."""

    def __init__(self, window: Shell) -> None:
        session, drawing = window.session, window.session.drawing
        self._window = window
        self.aside: SuspendedRun | None = None
        self._coming: Future[SuspendedRun] | None = None  # it was asked for
        self._ended = self._refused = False
        self._then: Callable[[], None] = lambda: None
        self.step = session.snapshot.step if session.snapshot is not None else 0
        self.trace, self._lesson = session.trace, session.lesson
        self._current = session.state == "recorded"
        self._cursor, self._selection, self._ledger = session.cursor, session.selection, session.ledger
        self._walk, session.recorded.walk = session.walk, Walk()
        self._watched, self._speed = session.watched, session.speed
        self._shown, self._recorded = session.guests.shown, session.recorded.guest
        self._drawn, self._pad_open = drawing.guest, drawing.open
        self._exhibited = session.exhibit.guest
        self._sheet: DrawingSheet | None = None
        self._data_path = session.data_path
        view = window.panels.canvas.view
        self._level, self._channel, self._choice = view.level, view.selected, deepcopy(view.choice)
        self._shader = window.panels.canvas.colour_with(Shader())
        self._folded = window.panels.microscope.folded
        self._curves_hidden = window.panels.curves.isHidden()

    def begin(self, then: Callable[[], None], failed: Callable[[BaseException], None]) -> None:
        """Put the run aside, and begin one of the tour's own on MNIST; `then` once it is there."""
        session = self._window.session
        session.leave()

        def begun(made: SuspendedRun) -> None:
            self.aside, self.step = made, made.step
            if self._ended:  # left before it had begun
                self.end(self._then)
                return
            kept = self._window.autosave
            if kept is not None:
                kept.hold(made.copy)
            then()

        def refused(error: BaseException) -> None:
            self._refused = True
            failed(error)
            if self._ended:
                self.end(self._then)

        data = None if self._data_path is None else _mnist
        self._coming = session.ask(session.set_aside, None, data, then=begun, failed=refused)
        session.set_speed(None)

    def lend_sheet(self) -> None:
        """Give the pad an empty sheet, once; the reader's own comes back in the end."""
        if self._sheet is None:
            pad = self._window.panels.microscope.draw_card.pad
            self._sheet, pad.sheet = pad.sheet, DrawingSheet()

    def end(self, then: Callable[[], None]) -> None:
        """Put everything back; `then` once it is there."""
        session = self._window.session
        self._ended = True
        self._clear()
        if self.aside is None and not self._refused:  # it is about to be put aside
            self._then = then
            return
        session.set_speed(self._speed)
        if self.aside is None:
            self._look_back()
            then()
            return
        aside = self.aside

        def back(_: object) -> None:
            self._hold_no_more()
            self._look_back()
            session.ask(session.engine.go_on, aside)
            then()

        session.ask(session.engine.take_back, aside, then=back)

    def abandon(self) -> None:
        """Let the run go: the tour's own takes its place."""
        self._window.session.drawing.stop()
        self._give_sheet_back()
        session = self._window.session
        session.set_speed(self._speed)
        before = session.run_before
        self._hold_no_more()
        if self.aside is not None:
            session.let_go(self.aside)
            if before.is_news:
                before.say(translate("Tour", "Your own run gave way to the tour's network, and was kept."))
        self._furniture()

    def end_at_once(self) -> None:
        """The window closes: the run is back in its place before the training thread ends."""
        self._ended = True
        self._window.session.put_back_at_once(self.aside, self._coming)

    def _hold_no_more(self) -> None:
        kept = self._window.autosave
        if kept is not None:
            kept.hold(None)

    def _clear(self) -> None:
        """Take away what the tour has opened."""
        session = self._window.session
        session.leave()
        session.drawing.stop()
        session.exhibit.leave()
        self._give_sheet_back()

    def _give_sheet_back(self) -> None:
        if self._sheet is not None:
            pad = self._window.panels.microscope.draw_card.pad
            pad.sheet, self._sheet = self._sheet, None
            pad.refresh()

    def _look_back(self) -> None:
        session = self._window.session
        self._window.panels.canvas.colour_with(self._shader)
        session.watch(self._watched)
        # The very ones: a recorded drawing, or a recorded image on show, is known by them.
        session.drawing.guest = self._drawn
        session.exhibit.guest = self._exhibited
        if self._pad_open:
            session.drawing.start()
        elif self._shown is not None:
            session.guests.show(self._shown)
        if self.trace is not None:
            session.show_trace(self.trace, self._lesson, self._recorded, self._current)
            session.set_cursor(self._cursor)
            session.recorded.walk = self._walk
            if self._ledger:
                session.open_ledger()
            else:
                session.select(self._selection)
        self._furniture()

    def _furniture(self) -> None:
        window = self._window
        view = window.panels.canvas.view
        view.choice, view.selected = self._choice, self._channel
        view._set_level(self._level)
        window.panels.curves.setHidden(self._curves_hidden)
        if self.trace is None or self._selection is None:
            window.panels.microscope.fold(self._folded)


def _mnist() -> Any:
    from core.data.mnist import mnist

    return mnist()
