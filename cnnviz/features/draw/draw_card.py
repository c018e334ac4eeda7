"""The card in the microscope's column to draw on: pad, tools, what the network sees and reads, the target."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.features.draw.answer import AnswerBars, Seen
from cnnviz.features.draw.pad import Pad
from cnnviz.features.draw.sheet import PEN, THICKEST, THIN, digit
from cnnviz.session import Session
from cnnviz.session.ascent import BOUNDED, REACHED, STUCK, AscentRunner
from cnnviz.session.background import Background
from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import hundredths
from cnnviz.widgets.painting import underline
from cnnviz.widgets.plain import PlainLabel, set_tip, show_class
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.undo import KeptChanges
from core.evaluation.pixels import AscentStep, PixelAim, PixelAscent
from core.training import NetworkCopy

RADIUS = 6.0  # the most that is added, as the length of the change


class TurnedDrawing(QObject):
    """`changed` tells each newer drawing, uint8 (28, 28); `ended` a sentence about how it went, or ""."""

    changed = Signal(object)
    ended = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self._copying = Background(session, self)
        self._target = 0
        self._newest: AscentStep | None = None
        self.runner = AscentRunner(session, self)
        self.runner.radius = RADIUS
        self.runner.stepped.connect(self._stepped)
        self.runner.ended.connect(self._ended)

    @property
    def running(self) -> bool:
        """Whether the drawing is being changed."""
        return self._copying.running or self.runner.running

    def start(self, image: np.ndarray, target: int) -> None:
        """Change a drawing, uint8 (28, 28), until it is read as a class."""
        self.stop()
        self._target = target
        self._copying.ask(self.session.network_copy, partial(self._copied, image, target))

    def stop(self) -> None:
        """Leave it as it is by now."""
        self._copying.cancel()
        self.runner.stop()

    def _copied(self, image: np.ndarray, target: int, copy: NetworkCopy) -> None:
        try:
            aim = PixelAim(label=target)
            ascent = PixelAscent(copy.network(), copy.preprocessing, image, aim, radius=RADIUS)
        except ValueError as error:
            self.ended.emit(worded(str(error)))
            return
        self._newest = None
        self.runner.ascent = ascent
        self.runner.start()

    @Slot(object)
    def _stepped(self, step: AscentStep) -> None:
        self._newest = step
        if step.number:
            self.changed.emit(np.rint(255 * step.image[0]).astype(np.uint8))

    @Slot(str)
    def _ended(self, why: str) -> None:
        step, target = self._newest, self._target
        sentence = ""
        if why == REACHED and step is not None and step.number:
            words = self.tr(
                "Read as {0} after {1} {1:step|steps}: what was added has the length {2}, the drawing {3}."
            )
            size, whole = f"{step.size:.1f}", f"{float(np.linalg.norm(step.image - step.added)):.1f}"
            sentence = words.format(target, Count(step.number), size, whole)
        elif why == REACHED:
            sentence = self.tr("It is read as {0} already.").format(target)
        elif why == BOUNDED:
            sentence = self.tr("Not read as {0} within a change of {1}.").format(target, f"{RADIUS:.1f}")
        elif why == STUCK:
            sentence = self.tr("No gradient reaches the pixels: the drawing can't be changed from here.")
        self.ended.emit(sentence)


SIDE = 196  # pixels of the pad
READ = theme.VALUE + 12  # the size of the digit that is read


class DrawCard(QWidget):
    """Everything for drawing, in a column of 296 or 316 px."""

    def __init__(self, session: Session, actions: Mapping[str, QAction], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session = session
        self._actions = actions
        self._amending = False  # whether the pad is being changed by the ascent
        self.setObjectName("draw_card")
        self.setAccessibleName(self.tr("Draw a digit"))
        self.changes = KeptChanges(self, self._undo, self._redo)
        self.pad = Pad(SIDE, self)
        tip = self.tr(
            "Draw with the mouse or a finger; the right button erases. By keyboard: arrows move the pen,"
            " Space puts it down and lifts it."
        )
        tell(self.pad, self.tr("Pad"), tip)
        self.seen = Seen(self)
        tip = self.tr(
            "28 x 28 pixels, treated as MNIST's were: scaled to 20 pixels, put in the middle by its mass."
        )
        tell(self.seen, self.tr("What the network sees"), tip)
        self.bars = AnswerBars(self)
        self.bars.setAccessibleName(self.tr("The network's answer"))
        self.bars.setAccessibleDescription(
            self.tr("Left and Right, or a digit, choose the class that the gradient is for; Home goes back")
        )
        title = self._title()
        middle = fill(hbox(spacing=8), self.pad, (self._answer(), 1))
        tools = self._tools()
        self._goal = PlainLabel(
            self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, name="draw_target", wrap=True
        )
        record = Button("record_drawing_button", "raised", "record", self)
        self.record = record.follow(actions["record_drawing"])
        self.turn = Button("draw_turn", "raised", "play", self, clicked=self._toggle_turn)
        self.turning = TurnedDrawing(session, self)
        self.turning.changed.connect(self._amend)
        self.turning.ended.connect(self._turn_ended)
        column = vbox(self, 8, (0, 0, 0, 14))
        fill(column, title, middle, tools, self._goal, self.bars, self.record, self.turn)
        self.pad.changed.connect(self._drawn)
        self.bars.target_chosen.connect(self._target_chosen)
        session.explain_pointed(self.bars.pointed, self._about_class)
        session.snapshot_changed.connect(self._show_answer)
        session.trace_changed.connect(self._trace_changed)
        session.drawing.picture_read.connect(self._put)
        self._show_tools()
        self._show_answer()

    # what the actions do

    def _undo(self) -> None:
        self.pad.sheet.undo()
        self.pad.refresh()

    def _redo(self) -> None:
        self.pad.sheet.redo()
        self.pad.refresh()

    def clear(self) -> None:
        """Take a new sheet, and the brush."""
        self._take(0)
        self.pad.sheet.clear()
        self.pad.refresh()

    def swap(self) -> None:
        """Take the eraser for the brush, or the brush for the eraser."""
        self._take(int(not self.pad.erasing))

    # building

    def _title(self) -> QHBoxLayout:
        words = self.tr("Draw a digit")
        title = PlainLabel(words, self, size=theme.BODY, weight=theme.BOLD, name="draw_title")
        self._step = PlainLabel(self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, name="draw_step")
        close = Button("draw_close", "flat", "close", self, clicked=self.session.drawing.stop)
        close.setAccessibleName(self.tr("Leave the pad"))
        set_tip(close, self.tr("The network is shown the batch's image again; the drawing stays here (D)"))
        return fill(QHBoxLayout(), title, STRETCH, self._step, close)

    def _answer(self) -> QVBoxLayout:
        small = partial(PlainLabel, parent=self, size=theme.FLOOR, role="dim", weight=theme.MEDIUM, wrap=True)
        caption = small(self.tr("as it is seen"), name="seen_caption")
        self._read = PlainLabel(self, size=READ, weight=theme.BOLD, name="draw_read")
        self._read.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sure = PlainLabel(
            self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, wrap=True, name="draw_sure"
        )
        reads = small(self.tr("reads"), name="draw_reads")
        return fill(vbox(spacing=2), caption, self.seen, STRETCH, reads, self._read, self._sure)

    def _tools(self) -> QHBoxLayout:
        tools = (
            ("brush", self.tr("Brush"), self.tr("Put ink onto the sheet (X changes to the eraser).")),
            ("eraser", self.tr("Eraser"), self.tr("Take ink away; so does the right button (X).")),
        )
        self._tool = Segments("draw_tool", tools, self, picked=self._take)
        self.thickness = Slider("draw_width", self)
        self.thickness.setRange(round(THIN), round(THICKEST))
        self.thickness.setValue(round(PEN))
        self.thickness.setMinimumWidth(48)
        tip = self.tr("The next strokes are thinner or thicker, and so is what the network sees of them.")
        tell(self.thickness, self.tr("Width of the brush"), tip)
        self.thickness.valueChanged.connect(self._use_pen)
        row = fill(hbox(spacing=4), self._tool, (self.thickness, 1))
        clear = Button("clear_drawing_button", "flat", "", self)
        clear.follow(self._actions["clear_drawing"], text=False)
        return fill(row, *self.changes.buttons("draw", self), clear)

    # what is drawn, and what comes of it

    @Slot(int)
    def _take(self, tool: int) -> None:
        self.pad.erase(bool(tool))
        self._tool.choose(tool)

    @Slot(int)
    def _use_pen(self, width: int) -> None:
        self.pad.sheet.end()
        self.pad.sheet.pen = float(width)
        self.pad.update()

    @Slot(object)
    def _put(self, picture: object) -> None:
        self.pad.sheet.put(picture)  # type: ignore[arg-type]
        self.pad.refresh()

    @Slot()
    def _toggle_turn(self) -> None:
        """Start changing the drawing until it is read as the chosen class, or stop."""
        image = self.session.drawing.image
        if self.turning.running:
            self.turning.stop()
        elif image is not None and self.bars.target >= 0:
            self.pad.sheet.put(image)  # one change, which undo takes back
            self.turning.start(image, self.bars.target)
        self._show_answer()

    @Slot(object)
    def _amend(self, image: np.ndarray) -> None:
        """Show the next step of the change, on the pad itself."""
        self._amending = True
        self.pad.sheet.amend(image)
        self.pad.refresh()
        self._amending = False

    @Slot(str)
    def _turn_ended(self, sentence: str) -> None:
        if sentence:
            self.session.message.emit(sentence, "info")
        self._show_answer()

    def _show_turn(self, drawn: bool) -> None:
        """What the button does now."""
        target, running = self.bars.target, self.turning.running
        self.turn.setVisible(drawn and target >= 0)
        self.turn.show_icon("pause" if running else "play")
        words = self.tr("Change it until it is read as {0}").format(self.session.class_name(target))
        words = self.tr("Stop") if running else words
        self.turn.say(words)
        tip = self.tr("The pixels follow their gradient, thirty steps a second; undo takes all of them back.")
        tell(self.turn, words, tip)

    @Slot()
    def _drawn(self) -> None:
        if self.turning.running and not self._amending:
            self.turning.stop()  # the pen has the last word
        image = digit(self.pad.sheet.state)
        self.session.drawing.show(image, self._target())
        self.seen.show_image(self.session.drawing.image)
        self._show_tools()
        if image is None:
            self._show_answer()

    @Slot(int)
    def _target_chosen(self, _: int) -> None:
        self.session.drawing.show(self.session.drawing.image, self._target())
        self._show_answer()

    def _target(self) -> int | None:
        return None if self.bars.target < 0 else self.bars.target

    @Slot()
    def _show_tools(self) -> None:
        sheet = self.pad.sheet
        open_ = self.session.drawing.open
        change = [self.tr("drawing")]
        self.changes.follow(change * sheet.done, change * sheet.undone, sheet.changes)
        self._actions["clear_drawing"].setEnabled(open_ and not sheet.state.blank)
        self._actions["eraser"].setEnabled(open_)
        self._actions["record_drawing"].setEnabled(open_)

    def show_open(self) -> None:
        """Follow the pad's being opened or closed."""
        self._show_tools()
        self.setVisible(self.session.drawing.open)
        if not self.session.drawing.open:
            self.turning.stop()
        if self.session.drawing.open:
            self.seen.show_image(self.session.drawing.image)
            self._show_answer()
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _trace_changed(self) -> None:
        if self.session.drawing.recorded:
            self.pad.clearFocus()  # the arrows step through it now
        self._show_answer()

    @Slot()
    def _show_answer(self) -> None:
        shot = self.session.in_sight
        if not self.session.drawing.open or shot is None:
            return
        drawn = shot.probe.drawn and self.session.drawing.image is not None
        if self.session.drawing.target is None and self.bars.target >= 0:
            self.bars.choose(-1)  # another run may have other classes
        self._show_turn(drawn)
        self.bars.classes = shot.classes
        if not drawn:
            self.bars.show_answer(None)
            show_class(self._read, "–", READ)
            self._sure.setText("")
            self._step.setText("")
            self._goal.setText(self.tr("Nothing is drawn yet: draw, drop or paste a digit"))
            return
        probe = shot.probe
        self.bars.show_answer(probe.probabilities)
        share = hundredths(float(probe.probabilities[probe.prediction]))
        sure = self.tr("{0} % sure").format(share)
        reads = self.session.class_name(probe.prediction)
        show_class(self._read, reads, READ)
        self._sure.setText(sure)
        self._step.setText(self.tr("step {0:,}").format(shot.step))
        self.bars.setAccessibleName(self.tr("The network reads {0}, {1}").format(reads, sure))
        if self.bars.target < 0:
            self._goal.setText(self.tr("Gradient for the class it reads; click another"))
        else:
            words = self.tr("Gradient for class {0}; click it again to undo")
            self._goal.setText(words.format(self.session.class_name(probe.label)))
        self.session.explain_again()

    def _about_class(self, number: int) -> tuple[str, str]:
        words = self.tr("Click: the lower lane shows what would make the network read it as this class.")
        return self.bars.describe(number), words

    def paintEvent(self, event: QPaintEvent) -> None:
        underline(self)
