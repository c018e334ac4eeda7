"""The track of the time bar: a line of all steps, with what was done to the run between them.

Dragging shows the network near the step under the mouse; letting go, or resting, shows that very step. Under
the line stand the two ends of the film.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import hide_tip, show_tip
from core.training import Branch, LoggedAct

EDGE = 10  # pixels beside the line, for the thumb
CLOSEST_TICKS = 3  # pixels between two keyframes that are still marked
THUMB = 8  # its radius while a past step is in sight
GRIP = 6  # pixels beside an end of the film that still mean it
EPOCH_ROOM = 64  # pixels between the ends of epochs that have their names beneath


class TimeTrack(QWidget):
    """Paints steps from left to right; dragging takes the step under the mouse into sight."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("time_track")
        self.setAccessibleName(self.tr("Steps of this run"))
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._under: int | None = None  # the step under the mouse while it is pressed
        self._cut: tuple[int, int, int] | None = None  # the film's ends and its run; None: the whole run
        self._end: int | None = None  # which end of the film is dragged
        self._progress = (0, 0)
        self._told: tuple[int, str] | None = None  # where a tooltip was shown last, and what it says

    @property
    def film(self) -> tuple[int, int]:
        """The first and the last step of the film."""
        steps = self.session.time.steps
        if not len(steps):
            return 0, 0
        first, last = self._film or (steps.start, steps.stop - 1)
        return max(first, steps.start), min(last, steps.stop - 1)

    @property
    def _film(self) -> tuple[int, int] | None:
        """The ends that were chosen in the run in sight."""
        shot, cut = self.session.snapshot, self._cut
        return cut[:2] if cut is not None and shot is not None and shot.run == cut[2] else None

    def cut(self, first: int, last: int) -> None:
        """Let the film be from one step to another."""
        shot = self.session.snapshot
        self._cut = (first, last, shot.run) if last > first and shot is not None else None
        self.update()

    def refresh(self) -> None:
        """Paint what is so now; a tooltip goes with what it told of."""
        self.update()
        if self._told is not None and self._words_at(self._told[0]) != self._told[1]:
            hide_tip(self._told[1])
            self._told = None

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the step in sight is made again."""
        if (done, of) != self._progress:
            self._progress = done, of
            self.update()

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
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._end = self._end_at(event.position())
        if self._end is None:
            self._go_near(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._end is not None:
            ends = list(self.film)
            ends[self._end] = self.step_at(event.position().x())
            if ends[0] < ends[1]:
                self.cut(*ends)
        elif self._under is not None:
            self._go_near(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._end = None
        if self._under is not None:
            self._under = None
            self.session.time.drop()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._end_at(event.position()) is not None:
            self.cut(0, 0)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.session.time.turn(1 if event.angleDelta().y() < 0 else -1, keyframes=True)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().x()
            self._told = at, self._words_at(at)
            show_tip(event.globalPos(), self._told[1], self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        time = self.session.time
        steps = time.steps
        if len(steps) < 2:
            return
        painter = smooth(self)
        middle, newest = self.height() / 2, steps.stop - 1
        now = self._under if self._under is not None else time.step
        at = self.place(newest if now is None else now)
        frame(painter, QRectF(EDGE, middle - 2, self.width() - 2 * EDGE, 4), 2, fill="line")
        if steps.start:  # what came before was not kept
            painter.setBrush(QBrush(theme.colour("dim"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(QRectF(0, middle - 4, EDGE, 8))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(EDGE, middle - 2, at - EDGE, 4), 2, 2)
        self._paint_marks(painter, middle)
        self._paint_film(painter, middle)
        painter.setPen(QPen(theme.colour("panel"), 2))
        painter.setBrush(theme.colour("accent" if now is not None else "dim"))
        radius = THUMB if now is not None else 5
        painter.drawEllipse(QPointF(at, middle), radius, radius)
        done, of = self._progress
        if of and time.busy and not time.exact:  # a ring that closes
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            circle = QRectF(at - radius, middle - radius, 2 * radius, 2 * radius)
            painter.drawArc(circle, 90 * 16, -round(360 * 16 * min(1.0, done / of)))
        painter.end()

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        """Keyframes as ticks above the line, ends of epochs through it, acts as diamonds on it, tests as
        squares, and forks where other branches left.
        """
        time, shot = self.session.time, self.session.snapshot
        timeline = time.timeline
        if timeline is None or shot is None:
            return
        painter.setPen(QPen(theme.colour("faint"), 1))
        places = [self.place(step) for step in timeline.keyframes]
        if len(places) > 1 and (places[-1] - places[0]) / (len(places) - 1) >= CLOSEST_TICKS:
            painter.drawLines([QLineF(x, middle - 8, x, middle - 6) for x in places])
        if shot.epoch > 0 and shot.step > 0:
            length = shot.step / shot.epoch
            room = self.place(length) - self.place(0)
            painter.setFont(theme.font(theme.FLOOR))
            foot = self.height() - painter.fontMetrics().descent()
            for epoch in range(max(1, ceil(time.steps.start / length)), int(shot.epoch) + 1):
                x = self.place(round(epoch * length))
                if room >= CLOSEST_TICKS * 4:
                    painter.setPen(QPen(theme.colour("faint"), 1))
                    painter.drawLine(QLineF(x, middle - 8, x, middle + 8))
                if room >= EPOCH_ROOM and x + EPOCH_ROOM <= self.width():
                    painter.setPen(theme.colour("dim"))
                    painter.drawText(QPointF(x + 4, foot), self.tr("epoch {0}").format(epoch))
        painter.setPen(QPen(theme.colour("dim"), 1))
        painter.setBrush(theme.colour("panel"))
        for test in self.session.history.evaluations:
            painter.drawRect(QRectF(self.place(test.step) - 2, middle - 10, 4, 4))
        painter.setPen(QPen(theme.colour("text"), 1.2))
        for act in timeline.acts:
            if act.kind in ("began", "threads"):
                continue
            x = self.place(act.step)
            painter.setBrush(theme.colour("text" if act.kind == "edit" else "panel"))
            shape = [QPointF(x, middle - 5), QPointF(x + 5, middle), QPointF(x, middle + 5)]
            painter.drawPolygon(QPolygonF([*shape, QPointF(x - 5, middle)]))
        painter.setPen(QPen(theme.colour("text"), 1.4))
        for branch in self._forks():
            x = self.place(branch.start)
            painter.drawLine(QLineF(x, middle, x + 5, middle - 7))
            painter.drawLine(QLineF(x + 5, middle - 7, x + 11, middle - 7))

    def _paint_film(self, painter: QPainter, middle: float) -> None:
        """The two ends of the film under the line."""
        painter.setPen(QPen(theme.colour("text" if self._film else "faint"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for step, way in zip(self.film, (1, -1), strict=True):
            x = self.place(step)
            corners = [
                (x + 4 * way, middle + 4),
                (x, middle + 4),
                (x, middle + 10),
                (x + 4 * way, middle + 10),
            ]
            painter.drawPolyline([QPointF(*corner) for corner in corners])

    # the parts

    def _forks(self) -> list[Branch]:
        """The branches that left this run, by where they did."""
        branches = self.session.time.branches
        mine, name = set[int](), next((b.name for b in branches if b.present), 0)
        by_name = {branch.name: branch for branch in branches}
        while name in by_name:
            mine.add(name)
            name = by_name[name].parent
        steps = self.session.time.steps
        return [b for b in branches if b.name not in mine and b.parent in mine and b.start in steps]

    def _end_at(self, place: QPointF) -> int | None:
        """Which end of the film is under the mouse."""
        if place.y() < self.height() / 2 + 4:
            return None
        away = [abs(self.place(step) - place.x()) for step in self.film]
        return away.index(min(away)) if min(away) <= GRIP else None

    def _go_near(self, x: float) -> None:
        step = self.step_at(x)
        if step != self._under:
            self._under = step
            self.session.time.drag(step)
        self.update()

    def _words_at(self, x: float) -> str:
        time = self.session.time
        if x < EDGE and time.steps.start:
            return self.tr("Not kept: this run was resumed at step {0}.").format(f"{time.steps.start:,}")
        timeline = time.timeline
        acts = [] if timeline is None else [a for a in timeline.acts if abs(self.place(a.step) - x) <= GRIP]
        said = [self._words(act) for act in acts if act.kind != "began"]
        fork, before = self.tr("step {0}: {1} went on from here"), self.session.run_before
        said += [
            fork.format(f"{branch.start:,}", before.name_of(branch.id) or self.tr("another run"))
            for branch in self._forks()
            if abs(self.place(branch.start) - x) <= GRIP
        ]
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
            "replaced": self.tr("step {0}: other arrays were put in the weights' place"),
        }
        return sentences.get(act.kind, self.tr("step {0}")).format(f"{act.step:,}", f"{act.value:g}")
