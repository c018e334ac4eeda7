"""A weight's life: its value after every step of the run, in a curve and in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import lt

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from cnnviz.plots import axes
from cnnviz.plots.area import Area, draw_through
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system.wording import sentences
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ProgressBar, tell
from cnnviz.widgets.layouts import STRETCH, fill, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel
from core.training import Version

HEIGHT = 150
PADDING = 0.08  # of the values' range, above and below
LEFT, TOP, RIGHT, BOTTOM = 46.0, 10.0, 10.0, 22.0  # pixels beside the curve


class LifePlot(QWidget):
    """A weight's exact values over the steps; dragging over it takes the step under the mouse into sight."""

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("life_plot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._steps, self._values = np.empty(0, np.int64), np.empty(0, np.float32)
        self._then = 0
        self._ends = 0, 1  # the first and the newest step
        self._whole = False

    def show_life(self, steps: np.ndarray, values: np.ndarray, ends: tuple[int, int], whole: bool) -> None:
        """Show a value after each of some steps between two `ends`; `whole`, if these are all there are."""
        self._steps, self._values, self._ends, self._whole = steps, values, ends, whole
        self.update()

    def show_then(self, step: int) -> None:
        """Put the line on a step."""
        if step != self._then:
            self._then = step
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(296, HEIGHT)

    # Qt's own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.dropped.emit()

    def _drag(self, event: QMouseEvent) -> None:
        step = round(self._area().step(event.position().x()))
        self.dragged.emit(min(max(step, self._ends[0]), self._ends[1]))

    def _area(self) -> Area:
        rect = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        known = self._values[np.isfinite(self._values)]
        low, high = min(0.0, known.min(initial=0.0)), max(0.0, known.max(initial=0.0))
        if low == high:
            low, high = -1.0, 1.0
        room = PADDING * (high - low)
        first, last = self._ends
        ends = float(first), float(max(first + 1, last))
        return Area(rect, *ends, low - room * (low < 0), high + room * (high > 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = smooth(self), self._area()
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, "edge", "block")
        painter.setFont(theme.font(theme.FLOOR))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in axes.linear_ticks(area.y0, area.y1, 4):
            y = float(area.y(tick.value))
            painter.setPen(QPen(theme.colour("edge" if tick.value else "line"), 1))
            painter.drawLine(QLineF(area.rect.left(), y, area.rect.right(), y))
            painter.setPen(theme.colour("dim"))
            painter.drawText(QRectF(0, y - 8, LEFT - 5, 16), right, tick.text)
        for tick in axes.step_ticks(area.x0, area.x1, 4):
            x = float(area.x(tick.value))
            painter.drawText(
                QRectF(x - 30, area.rect.bottom() + 4, 60, 14), Qt.AlignmentFlag.AlignCenter, tick.text
            )
        across, heights = area.x(self._steps), area.y(self._values)
        painter.setPen(QPen(theme.colour("text"), 1.2))
        draw_through(painter, across, heights)
        if not self._whole and len(across) <= 120:
            painter.setBrush(theme.colour("text"))
            there = np.isfinite(heights)
            for place in zip(across[there].tolist(), heights[there].tolist(), strict=True):
                painter.drawEllipse(QPointF(*place), 1.5, 1.5)
        at = float(area.x(self._then))
        painter.fillRect(
            QRectF(at, area.rect.top(), max(0.0, area.rect.right() - at), area.rect.height()),
            theme.colour("block", 0.5),
        )
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QLineF(at, area.rect.top(), at, area.rect.bottom()))
        near = np.flatnonzero((self._steps == self._then) & np.isfinite(heights))
        if len(near):
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QPointF(at, float(heights[near[0]])), 3.5, 3.5)
        painter.end()


WAIT = 300  # milliseconds that the mouse rests on a weight before its life is looked up
MOST = 4096  # numbers of a parameter whose lives are all made at once: those of its neighbours come for free

Life = tuple[np.ndarray, np.ndarray]  # steps, values after them
Wanted = tuple[
    tuple[Version, range], str, tuple[int, ...] | None
]  # of which run, a parameter, a number or all


class LifeSection(QWidget):
    """The weight under the mouse, or the one before: first from the keyframes, then every step of it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("life")
        self.which = QLineEdit(self)
        self.which.setObjectName("life_which")
        self.which.setFont(theme.font(theme.SECONDARY, mono=True))
        self.which.setPlaceholderText("conv1.weight[0, 0, 2, 2]")
        tip = self.tr("Point at a weight, click it, or type its layer, name and place. Empty: the mouse's.")
        tell(self.which, self.tr("Which weight"), tip)
        self._names = QCompleter(self)
        self._names_known: list[str] = []
        self._names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._names.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.which.setCompleter(self._names)
        self.which.editingFinished.connect(self._typed)
        self.trouble = PlainLabel(self, size=theme.FLOOR, role="wrong", wrap=True, name="life_trouble")
        self.trouble.hide()
        title = PlainLabel(self.tr("Its life"), self, size=theme.BODY, weight=theme.BOLD)
        self.value = PlainLabel(self, size=theme.READOUT, mono=True, name="life_value")
        self.plot = LifePlot(self)
        self.plot.setAccessibleName(self.tr("The weight's value over the steps"))
        self.sentence = PlainLabel(self, size=theme.SECONDARY, wrap=True, name="life_sentence")
        self.note = PlainLabel(self, size=theme.FLOOR, role="dim", wrap=True, name="life_note")
        self._bar = ProgressBar("life_progress", self)
        self._bar.hide()
        row = fill(QHBoxLayout(), title, STRETCH, self.value)
        column = fill(vbox(self, 4), self.which, self.trouble, row, self.plot)
        fill(column, self._bar, self.sentence, self.note)
        self._background = Background(session, self)
        self._background.progressed.connect(self._show_progress)
        self._waiting = QTimer(self, singleShot=True, interval=WAIT)
        self._waiting.timeout.connect(self._look_up)
        self._known: Wanted | None = None  # what `_lives` are of
        self._lives: Life | None = None
        self._whole = False
        self.plot.dragged.connect(session.time.drag)
        self.plot.dropped.connect(session.time.drop)
        session.time.weight_changed.connect(self._waiting.start)
        session.time.changed.connect(self.refresh)
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Put the line on the step in sight; of another run, or of one that has gone on, look it up anew."""
        time, shot = self.session.time, self.session.snapshot
        if time.step is None:
            if self._background.running:
                self._known = None  # so that it is begun again
            self._background.cancel()
            self._bar.hide()
            return
        if not self.isVisible() or shot is None:
            return
        if list(shot.parameters) != self._names_known:
            self._names_known = list(shot.parameters)
            self._names.setModel(QStringListModel(self._names_known, self._names))
        self.plot.show_then(time.step)
        self._look_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _typed(self) -> None:
        """Look the typed weight up, or say what is wrong with it."""
        time, text = self.session.time, self.which.text().strip()
        if time.shown is None or not self.which.isModified():
            return
        self.which.setModified(False)
        try:
            time.choose_weight(self.weight_named(text, time.shown.parameters) if text else None)
        except ValueError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.trouble.hide()
        self._show()

    def weight_named(self, text: str, parameters: Mapping[str, np.ndarray]) -> tuple[str, tuple[int, ...]]:
        """The parameter and place that a text such as "conv1.weight[0, 0, 2, 2]" means; ValueError says what
        is wrong with it.
        """
        name, _, places = text.replace("[", " ").replace("]", " ").replace(",", " ").partition(" ")
        if name not in parameters:
            known = ", ".join(list(parameters)[:4])
            raise ValueError(self.tr("There is no {0}; there are {1}, …").format(name, known))
        shape = parameters[name].shape
        try:
            index = tuple(map(int, places.split()))
        except ValueError:
            index = ()
        if len(index) != len(shape) or not all(0 <= at < size for at, size in zip(index, shape, strict=True)):
            ends = ", ".join(f"0-{size - 1}" for size in shape)
            raise ValueError(self.tr("A place in {0} is [{1}]").format(name, ends))
        return name, index

    # looking it up

    def _wanted(self) -> Wanted | None:
        """What is to be known: a number of the run in sight; None where its network has no such number."""
        time, shot = self.session.time, self.session.snapshot
        if time.weight is None or shot is None:
            return None
        name, index = time.weight
        array = shot.parameters.get(name)
        if array is None or len(index) != array.ndim or not all(map(lt, index, array.shape)):
            return None
        return (shot.version, time.steps), name, None if array.size <= MOST else index

    @Slot()
    def _look_up(self) -> None:
        """From the keyframes, at once."""
        timeline, wanted = self.session.time.timeline, self._wanted()
        if timeline is None or self.session.time.step is None or not self.isVisible():
            return
        if wanted == self._known:
            self._show()
            return
        self._background.cancel()
        self._known, self._lives, self._whole = wanted, None, False
        self._show()
        if wanted is None:
            return
        _, name, which = wanted
        self._background.start(
            lambda report: timeline.life(name, which, poll=lambda _: report(0.0)),
            then=partial(self._take, wanted),
        )

    def _take(self, wanted: Wanted, lives: Life) -> None:
        timeline = self.session.time.timeline
        if wanted != self._known or timeline is None:
            return
        self._lives = lives
        self._show()
        (_, steps), name, which = wanted

        def work(report: Report) -> Life:
            span = max(1, len(steps))
            return timeline.life(name, which, steps, poll=lambda at: report((at - steps.start) / span))

        self._background.start(work, then=partial(self._take_whole, wanted))

    def _take_whole(self, wanted: Wanted, lives: Life) -> None:
        if wanted == self._known:
            self._lives, self._whole = lives, True
            self._show()

    @Slot(float)
    def _show_progress(self, part: float) -> None:
        self._bar.setVisible(part > 0)
        self._bar.show_part(part)

    # showing it

    def _show(self) -> None:
        time, wanted = self.session.time, self._wanted()
        for widget in (self.plot, self.value):
            widget.setVisible(wanted is not None)
        self._bar.setVisible(not self._bar.isHidden() and self._background.running)
        named = self.which.hasFocus() and (self.which.isModified() or not self.trouble.isHidden())
        if wanted is None or time.weight is None:
            if not named:
                self.which.clear()
            words = self.tr("Point at a weight, or type which, to see its value over all steps.")
            self.sentence.setText(words)
            self.note.setText("")
            return
        name, index = time.weight
        if not named:
            self.which.setText(f"{name}[{', '.join(map(str, index))}]")
            self.trouble.hide()
        if time.shown is not None:
            array = time.shown.parameters.get(name)
            if array is not None and len(index) == array.ndim:
                self.value.setText(significant(float(array[index])))
        ends = time.steps.start, time.steps.stop - 1
        life = self.life()
        if life is None:
            self.sentence.setText("")
            self.note.setText(self.tr("Looking it up."))
            self.plot.show_life(np.empty(0, np.int64), np.empty(0, np.float32), ends, False)
            return
        steps, values = life
        self.plot.show_life(steps, values, ends, self._whole)
        self.sentence.setText(self.words(steps, values))
        self.plot.setAccessibleDescription(self.sentence.text())
        self.note.setText(
            self.tr("Every step, exactly.")
            if self._whole
            else self.tr("Each point is a keyframe; the steps between are being made again.")
        )

    def life(self) -> Life | None:
        """The steps and values that are known of the weight in question, in the run in sight."""
        weight, known = self.session.time.weight, self._known
        if self._lives is None or known is None or weight is None or known != self._wanted():
            return None
        steps, values = self._lives
        if known[2] is None:
            values = values.reshape(len(values), -1)[:, np.ravel_multi_index(weight[1], values.shape[1:])]
        return steps, values

    def words(self, steps: np.ndarray, values: np.ndarray) -> str:
        """What it was first and last of the steps that are kept, its ends, how often it changed its sign."""
        if not len(steps):
            return ""
        signs = np.sign(values[values != 0])
        changes = int((signs[1:] != signs[:-1]).sum())
        text = self.tr("{0} at step {1}, {2} at step {3}. Lowest at step {4}, highest at step {5}.").format(
            significant(float(values[0])),
            f"{steps[0]:,}",
            significant(float(values[-1])),
            f"{steps[-1]:,}",
            f"{steps[values.argmin()]:,}",
            f"{steps[values.argmax()]:,}",
        )
        if not self._whole:
            return text
        words = {0: self.tr("It never changed its sign."), 1: self.tr("It changed its sign once.")}
        many = self.tr("It changed its sign {0} times.")
        return sentences((text, words.get(changes, many).format(f"{changes:,}")))
