"""The past step that curves are looked at from: a line that can be dragged, a veil over what came after it,
and the lines of other branches behind, whose names can be clicked.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from cnnviz.plots.area import Area, draw_through, mixed
from cnnviz.plots.branch_names import line_of
from cnnviz.plots.curve_model import Curves, OtherRun
from cnnviz.widgets import theme

GRIP = 6.0  # pixels beside the line that still mean it
MOVED = 4.0  # pixels from which a press is a drag
VEIL = 0.58  # of what comes after the step is taken away
BEHIND = 0.45  # of the text's colour in another branch's line


class Playhead(QObject):
    """The mouse of one plot: `dragged` tells the step, `dropped` its end, `moved` the place meanwhile, and
    `chosen` the run clicked.
    """

    dragged = Signal(int)
    dropped = Signal()
    chosen = Signal(int)
    moved = Signal(QPointF)

    def __init__(
        self,
        curves: Curves,
        area: Callable[[], Area | None],
        branch_at: Callable[[QPointF], int | None],
        parent: QObject,
    ) -> None:
        """`area` gives where the curves lie, None without any; `branch_at` the run whose name is there."""
        super().__init__(parent)
        self._curves, self._area, self._branch_at = curves, area, branch_at
        self.wanted = False  # whether anybody takes a step that is dragged to
        self._pressed: QPointF | None = None
        self._dragging = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not self.wanted:
            return False
        kind, place = event.type(), event.position()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = place if self._takes(place) else None
            return self._pressed is not None
        if self._pressed is None:
            return False
        if kind == QEvent.Type.MouseMove:
            if self._dragging or (place - self._pressed).manhattanLength() >= MOVED:
                self._dragging = True
                self.moved.emit(place)
                self.dragged.emit(self._step(place))
            return True
        if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            pressed, dragged = self._pressed, self._dragging
            self._pressed, self._dragging = None, False
            if dragged:
                self.dropped.emit()
            elif (key := self._branch_at(pressed)) is not None:
                self.chosen.emit(key)
            return True
        return False

    def _takes(self, place: QPointF) -> bool:
        area, then = self._area(), self._curves.then
        if area is None or not area.rect.left() <= place.x() <= area.rect.right():
            return False
        on_line = then is not None and abs(float(area.x(then)) - place.x()) <= GRIP
        return on_line or self._curves.zoomed is None

    def _step(self, place: QPointF) -> int:
        area, curves = self._area(), self._curves
        assert area is not None
        return round(min(max(area.step(place.x()), curves.offset), curves.steps))


def paint(painter: QPainter, area: Area, then: int) -> None:
    """Paint the line at a step, and the veil over what lies right of it."""
    if not area.x0 <= then <= area.x1:
        return
    x = round(float(area.x(then)))
    rest = QRectF(x, area.rect.top() - 2, area.rect.right() - x + 4, area.rect.height() + 4)
    painter.fillRect(rest, theme.colour("panel", VEIL))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawLine(QLineF(x, area.rect.top() - 2, x, area.rect.bottom() + 1))


def paint_branch(painter: QPainter, area: Area, other: OtherRun, window: int) -> None:
    """Paint another branch's smooth line, from where it left this one."""
    x, y = line_of(area, other, window)
    grey = mixed(theme.colour("panel"), theme.colour("text"), BEHIND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(theme.colour(other.role) if other.role else grey, 2.0 if other.role else 1.5))
    draw_through(painter, x, y)
