"""The guide: goes from step to step, brings about what each needs, and puts the reader's run back at the end.

It waits for the session's signals, never for a time. Whatever is done in the window meanwhile is allowed: if
what a step speaks of goes out of sight, its card says so and offers to bring it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cnnviz.features.draw.pad import Pad
from cnnviz.features.draw.sheet import Point
from cnnviz.session import Session
from cnnviz.shell.tour import needs
from cnnviz.shell.tour.kept import Kept
from cnnviz.shell.tour.needs import NEEDS
from cnnviz.shell.tour.steps import STEPS, Step
from cnnviz.shell.tour.strokes import STROKES
from cnnviz.shell.tour.tour_card import Spotlight, TourCard
from cnnviz.system.translation import translate
from core.trace.recording import Cell

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

PAUSE = 170  # milliseconds a stop
BEAT = 28  # milliseconds between two points


def application() -> QApplication:
    """The application."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


class Sight:
    """One tour's light and card over a window."""

    def __init__(self, window: Shell) -> None:
        self._window = window
        self.light, self.card = Spotlight(window), TourCard(window)

    def show(self) -> None:
        """Lay both over the window."""
        self.light.setGeometry(self._window.rect())
        self.light.show()
        self.card.show()

    def end(self) -> None:
        """Take them away for good."""
        self.light.end()
        for part in (self.card, self.light):
            part.hide()
            part.deleteLater()

    def say(self, step: Step, index: int, kept: int, batches: int) -> None:
        """Show a step's words; `kept` is the step that the reader's own run stands at, `batches` how many
        the half-trained network has learnt from.
        """
        count, labels = len(STEPS), self._window.session.batch()[1]
        place = translate("tour", "step {0} of {1}").format(index + 1, count)
        self.card.show_step(
            translate("tour", step.title),
            translate("tour", step.text).format(images=len(labels), batches=batches),
            place,
            first=index == 0,
            walks=bool(step.begins),
        )
        question = step.question
        self.card.ask(
            translate("tour", question.text) if question else "",
            [translate("tour", answer) for answer in question.answers] if question else (),
            question.right if question else 0,
            translate("tour", question.why) if question else "",
        )
        if index == count - 1:
            done = translate("tour", "Back to my run") if kept else translate("tour", "Finish")
            tip = translate("tour", "Your own run, at step {0}, is let go, as by Reset.").format(f"{kept:,}")
            left = translate("tour", "The network that the tour has trained is let go.")
            self.card.end_with(done, translate("tour", "Keep this network"), tip if kept else "", left)

    def note(self, index: int, kept: int) -> str:
        """What is said beneath the words once the step is ready."""
        if index or not kept:
            return ""
        words = translate("tour", "Your own run waits at step {0}; it comes back when you leave.")
        return words.format(f"{kept:,}")

    def place(self, targets: Sequence[QRect] | None, still: bool) -> None:
        """Move the light to what is spoken of, and the card beside it; None: that isn't there yet."""
        window, stage = self._window, self._window.stage
        self.light.setGeometry(window.rect())
        self.light.show_on(targets or (), still)
        view = window.panels.canvas.view
        words = [QRect(view.mapTo(window, box.topLeft()), box.size()) for box in view.waiting_words()]
        if targets is not None:
            self.card.place(targets, QRect(stage.mapTo(window, stage.rect().topLeft()), stage.size()), words)
        self.light.raise_()
        self.card.raise_()


class Walking(QObject):
    """Forward to the loss and backward to the update; with motion reduced, at the loss at once."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._at = 0
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)

    def start(self, at_once: bool) -> None:
        """Begin where the recording begins."""
        trace = self._session.trace
        if trace is None:
            return
        if at_once:
            phases = [stop.phase for stop in trace.stops]
            self._session.set_cursor(phases.index("loss") if "loss" in phases else 0)
            return
        self._session.set_cursor(0)
        self._at = 0
        self._timer.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()

    def _step(self) -> None:
        trace = self._session.trace
        if trace is None or self._session.cursor != self._at or self._at + 1 >= len(trace.stops):
            self._timer.stop()
            return
        self._at += 1
        self._session.set_cursor(self._at)


class Hand(QObject):
    """Draws the strokes onto a pad; all at once where motion is reduced."""

    done = Signal()

    def __init__(self, pad: Pad, parent: QObject) -> None:
        super().__init__(parent)
        self._pad = pad
        self._points: list[tuple[Point, bool]] = []  # each with whether the pen comes down there
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self._move)

    def draw(self, at_once: bool) -> None:
        """Begin on an empty sheet."""
        self.stop()
        self._pad.sheet.clear()
        self._points = [(point, i == 0) for stroke in STROKES for i, point in enumerate(stroke)]
        if at_once:
            while self._points:
                self._place()
            self._finish()
        else:
            self._timer.start()

    def stop(self) -> None:
        """Lift the pen where it is."""
        if self._timer.isActive():
            self._timer.stop()
            self._points = []
            self._pad.sheet.end()
            self._pad.refresh()

    def _place(self) -> None:
        point, down = self._points.pop(0)
        if down:
            self._pad.sheet.begin(point)
        else:
            self._pad.sheet.extend(point)

    def _move(self) -> None:
        if self._points:
            self._place()
            self._pad.refresh()
        else:
            self._finish()

    def _finish(self) -> None:
        self._timer.stop()
        self._pad.sheet.end()
        self._pad.refresh()
        self.done.emit()


class Guide(needs.Guided):
    """One window's guide; `index` is the step in sight, -1 while there is no tour."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self.view = window.panels.canvas.view
        self.microscope = window.panels.microscope
        self.index = -1
        self.left_at = 0  # the step that it was left at, 0 if it was seen to its end
        self.ready = False  # whether the step's needs have been there
        self.returning = self._wanted = False  # while the reader's run is on its way back
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._connected: list[Any] = []

    @property
    def step(self) -> Step:
        """The step in sight."""
        return STEPS[self.index]

    @property
    def still(self) -> bool:
        """Whether motion is reduced."""
        return self.window.remembered.reduced_motion

    def begin(self) -> None:
        """Begin at the first step; what is there is put aside."""
        if self.index >= 0:
            return
        if self.returning:
            self._wanted = True
            return
        if self.window.session.snapshot is None:
            once = Qt.ConnectionType.SingleShotConnection
            self.window.session.config_changed.connect(self.begin, once)
            return
        self.window.close_start()
        for close in (self.window.stage.close_message, self.window.stage.close_drawer):
            close()
        self.window.stage.close_sheet()
        self.index, self.begun, self.has_drawn = 0, False, False
        self.trained_run = self.half_run = self.fresh_run = -1
        self._cells: tuple[Any, ...] = ()
        self.kept = Kept(self.window)
        self.sight = Sight(self.window)
        self.light, self.card = self.sight.light, self.sight.card
        self._hand: Hand | None = None
        self.walking = Walking(self.window.session, self)
        self._connect()
        self.sight.show()
        self.go(0)
        self.kept.begin(self._begun, self.failed)

    def go(self, index: int) -> None:
        """Show a step."""
        self._lift()
        self.walking.stop()
        self.index, self.ready = index, False
        self._asked: set[str] = set()
        if "drawn" in self.step.needs:
            self.has_drawn = False
        self._say()
        self.card.wait("")
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def leave(self) -> bool:
        """End the tour, and put everything back as it was; True if there was one."""
        if self.index < 0:
            return False
        kept = self.kept
        self.left_at = self.index if self.index + 1 < len(STEPS) else 0
        self._end()
        self.returning = True
        kept.end(self._returned)
        return True

    def _returned(self) -> None:
        """The reader's run is back in its place; a tour that was asked for meanwhile begins."""
        wanted, self._wanted, self.returning = self._wanted, False, False
        if wanted:
            self.begin()

    def keep(self) -> None:
        """End the tour and go on with its network."""
        self._end()
        self.kept.abandon()

    @Slot()
    def forth(self) -> None:
        """The next step; from the last one, the end."""
        if self.index + 1 < len(STEPS):
            self.go(self.index + 1)
        else:
            self.leave()

    @Slot()
    def back(self) -> None:
        """The step before."""
        self.go(max(0, self.index - 1))

    @Slot()
    def resume(self) -> None:
        """Go on with the step that the tour was left at."""
        self.go(self.left_at)

    @Slot()
    def again(self) -> None:
        """Bring what the step shows into sight again."""
        self.go(self.index)

    def end_work(self) -> None:
        """The window closes in the middle of the tour."""
        if self.index >= 0:
            kept = self.kept
            self._end()
            kept.end_at_once()

    # what the needs ask of it

    def failed(self, _: object) -> None:
        """Something couldn't be brought about, and a message has said why: the way on stays open."""
        if self.index >= 0:
            self.card.lose(translate("tour", "That didn't work; the message above says why."))

    def number(self) -> Cell | None:
        """The number whose page is shown."""
        return self._chosen()[1]

    def leaf(self) -> Cell | None:
        """The pixel that the way from it leads to."""
        return self._chosen()[2]

    def follow(self) -> None:
        """Go the way from the number to the pixel."""
        self.window.session.select(self.number())
        self.window.session.select(self.leaf())

    def draw(self) -> None:
        """Open the pad with an empty sheet, and draw on it as if by hand."""
        self.kept.lend_sheet()
        if not self.window.session.drawing.start():
            return
        if self._hand is None:
            self._hand = Hand(self.microscope.draw_card.pad, self)
            self._hand.done.connect(self._have_drawn)
        self._hand.draw(at_once=self.still)
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)  # the pad takes it when it opens

    def _chosen(self) -> tuple[Any, ...]:
        """The trace, a number of it, and a leaf of that: looked for once a trace."""
        trace = self.window.session.trace
        if not self._cells or self._cells[0] is not trace:
            self._cells = (trace, needs.number(self), needs.leaf(self))
        return self._cells

    # looking

    @Slot()
    @Slot(int)
    @Slot(str)
    @Slot(bool)
    def look(self, _: object = None) -> None:
        """Something has changed: looks again soon, once for all that changes together."""
        if self.index >= 0:
            self._soon.start()

    @Slot()
    def _look(self) -> None:
        if self.index < 0:
            return
        needed = [name for name in self.step.needs if NEEDS[name].lasting or not self.ready]
        missing = next((name for name in needed if not NEEDS[name].holds(self)), "")
        if missing and (self.ready or (missing in self._asked and NEEDS[missing].gone(self))):
            self.card.lose(translate("tour", "What this step speaks of is not in sight any more."))
        elif missing:
            self.card.wait(translate("tour", NEEDS[missing].waiting) if NEEDS[missing].waiting else "")
            if missing not in self._asked:
                # What comes after it may be undone by it, and is asked for anew.
                self._asked &= set(self.step.needs[: self.step.needs.index(missing)])
                self._asked.add(missing)
                NEEDS[missing].bring(self)
                self.look()
        elif not self.ready:
            self._be_ready()
        else:
            self.card.ready(self.sight.note(self.index, self.kept.step))
        self._place()

    def _be_ready(self) -> None:
        self.ready = True
        self._say()
        self.card.ready(self.sight.note(self.index, self.kept.step))
        if self.step.begins:
            self.walking.start(self.still)
        if not self.card.isAncestorOf(self.window.focusWidget() or self.window):
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        shot = self.window.session.snapshot
        half = shot is not None and shot.run == self.half_run  # a batch may have been recorded since
        batches = shot.step if shot is not None and half else needs.HALF
        self.sight.say(self.step, self.index, self.kept.step, batches)
        offered = self.index == 0 and self.left_at
        words = translate("tour", "Go on at step {0}, where you left it").format(self.left_at + 1)
        self.card.offer(words if offered else "")

    def _place(self) -> None:
        self.sight.place(self.step.target(self.window) if self.ready else None, self.still)

    # beginning and end

    def _begun(self) -> None:
        self.begun = True
        self.look()

    def _connect(self) -> None:
        session = self.window.session
        card = self.card
        card.forth.connect(self.forth)
        card.back.connect(self.back)
        card.left.connect(self.leave)
        card.again.connect(self.again)
        card.resumed.connect(self.resume)
        card.kept.connect(self.keep)
        self._connected = [
            session.snapshot_changed,
            session.trace_changed,
            session.cursor_changed,
            session.selection_changed,
            session.state_changed,
            session.config_changed,
            session.drawing.changed,
            self.view.choice_changed,
            self.view.zoom_changed,
            self.microscope.folded_changed,
        ]
        for signal in self._connected:
            signal.connect(self.look)
        self.window.installEventFilter(self)
        self.window.stage.installEventFilter(self)
        application().focusChanged.connect(self._moved)

    def _end(self) -> None:
        """Nothing of the tour is left in the window."""
        self.index = -1
        self._soon.stop()
        self._lift()
        self.walking.stop()
        for signal in self._connected:
            signal.disconnect(self.look)
        self._connected = []
        application().focusChanged.disconnect(self._moved)
        self.window.removeEventFilter(self)
        self.window.stage.removeEventFilter(self)
        if self.card.isAncestorOf(self.window.focusWidget() or self.window):
            self.window.stage.setFocus()
        self.sight.end()
        self.walking.deleteLater()
        if self._hand is not None:
            self._hand.deleteLater()

    def _lift(self) -> None:
        if self._hand is not None:
            self._hand.stop()

    @Slot()
    def _have_drawn(self) -> None:
        self.has_drawn = True
        self.look()

    @Slot(QWidget, QWidget)
    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """After a click beside the card the keys are still its own, which go on as it says; but a field is
        typed in, a sheet has keys too, and Tab leads to everything.
        """
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or now.window() is not self.window or not clicked:
            return
        ours = now is self.card or self.card.isAncestorOf(now)
        if not ours and not isinstance(now, QLineEdit) and self.window.stage.sheet is None:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.LayoutRequest):
            self.look()
        return False
