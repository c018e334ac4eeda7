"""The track of the time bar: a line of all steps, with what was done to the run between them.

Dragging shows the network near the step under the mouse; letting go, or resting, shows that very step.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.plain import show_tip
from core.training import LoggedAct

REST = 80  # milliseconds at rest after which the step under the mouse is made exactly
EDGE = 10  # pixels beside the line, for the thumb
CLOSEST_TICKS = 3  # pixels between two keyframes that are still marked


class TimeTrack(QWidget):
    """Paints steps from left to right; `near` and `chosen` tell the step under the mouse."""

    near = Signal(int)
    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("time_track")
        self.setAccessibleName(self.tr("Steps of this run"))
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._under: int | None = None  # the step under the mouse while it is pressed
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._rested)

    @property
    def dragging(self) -> bool:
        """Whether the mouse is pressed on it."""
        return self._under is not None

    def place(self, step: float) -> float:
        """Where a step stands, in pixels from the left."""
        steps = self.session.time.steps
        span = max(1, steps.stop - 1 - steps.start) if len(steps) else 1
        return EDGE + (step - steps.start) / span * (self.width() - 2 * EDGE)

    def step_at(self, x: float) -> int:
        """The step at a place, the nearest one beyond an end."""
        steps = self.session.time.steps
        span = max(0, steps.stop - 1 - steps.start)
        part = (x - EDGE) / max(1, self.width() - 2 * EDGE)
        return steps.start + round(min(1.0, max(0.0, part)) * span)

    # Qt's own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_near(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._under is not None:
            self._go_near(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._under is not None and event.button() == Qt.MouseButton.LeftButton:
            self._rest.stop()
            step, self._under = self._under, None
            self.chosen.emit(step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.session.time.turn(1 if event.angleDelta().y() < 0 else -1, keyframes=True)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self._words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        time = self.session.time
        steps = time.steps
        if len(steps) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, newest = self.height() / 2, steps.stop - 1
        now = self._under if self._under is not None else time.step
        at = self.place(newest if now is None else now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(EDGE, middle - 2, self.width() - 2 * EDGE, 4), 2, 2)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(EDGE, middle - 2, at - EDGE, 4), 2, 2)
        self._paint_marks(painter, middle)
        painter.setPen(QPen(theme.colour("panel"), 2))
        painter.setBrush(theme.colour("accent" if now is not None else "dim"))
        painter.drawEllipse(QPointF(at, middle), 8 if now is not None else 5, 8 if now is not None else 5)
        painter.end()

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        """Keyframes as ticks above the line, ends of epochs through it, acts as diamonds on it."""
        time, shot = self.session.time, self.session.snapshot
        timeline = time.timeline
        if timeline is None or shot is None:
            return
        painter.setPen(QPen(theme.colour("faint"), 1))
        places = [self.place(step) for step in timeline.keyframes]
        if len(places) > 1 and (places[-1] - places[0]) / (len(places) - 1) >= CLOSEST_TICKS:
            for x in places:
                painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle - 6))
        if shot.epoch > 0 and shot.step > 0:
            length = shot.step / shot.epoch
            for epoch in range(1, int(shot.epoch) + 1):
                x = self.place(round(epoch * length))
                if self.place(length) - self.place(0) >= CLOSEST_TICKS * 4:
                    painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle + 8))
        painter.setPen(QPen(theme.colour("text"), 1.2))
        for act in timeline.acts:
            if act.kind in ("began", "threads"):
                continue
            x = self.place(act.step)
            painter.setBrush(theme.colour("text" if act.kind == "edit" else "panel"))
            shape = [QPointF(x, middle - 5), QPointF(x + 5, middle), QPointF(x, middle + 5)]
            painter.drawPolygon(QPolygonF([*shape, QPointF(x - 5, middle)]))

    # the parts

    def _go_near(self, x: float) -> None:
        step = self.step_at(x)
        if step != self._under:
            self._under = step
            self.near.emit(step)
        self._rest.start()
        self.update()

    def _rested(self) -> None:
        if self._under is not None:
            self.chosen.emit(self._under)

    def _words_at(self, x: float) -> str:
        timeline = self.session.time.timeline
        acts = [] if timeline is None else [a for a in timeline.acts if abs(self.place(a.step) - x) <= 6]
        said = [self._words(act) for act in acts if act.kind != "began"]
        return "\n".join(said) or self.tr("step {0}").format(f"{self.step_at(x):,}")

    def _words(self, act: LoggedAct) -> str:
        """What was done, in a sentence."""
        sentences = {
            "lr": self.tr("step {0}: learning rate {1}, by hand"),
            "momentum": self.tr("step {0}: momentum {1}, by hand"),
            "threads": self.tr("step {0}: {1} BLAS threads"),
            "edit": self.tr("step {0}: weights changed by hand"),
            "diverged": self.tr("step {0}: the numbers ran away; back to the last good weights"),
            "failed": self.tr("step {0}: a step failed and was taken back"),
            "branch": self.tr("step {0}: went on from here"),
        }
        return sentences[act.kind].format(f"{act.step:,}", f"{act.value:g}")
