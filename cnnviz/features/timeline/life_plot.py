"""A weight's value over the steps of a run, with a line at the step in sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.plots import axes
from cnnviz.plots.area import Area, draw_through
from cnnviz.widgets import theme
from cnnviz.widgets.painting import frame, smooth

HEIGHT = 150
PADDING = 0.08  # of the values' range, above and below
LEFT, TOP, RIGHT, BOTTOM = 46.0, 10.0, 10.0, 22.0  # pixels beside the curve


class LifePlot(QWidget):
    """The exact values, no means; dragging over it takes the step under the mouse into sight."""

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("life_plot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._steps, self._values = np.empty(0, np.int64), np.empty(0, np.float32)
        self._then = 0
        self._newest = 1
        self._whole = False

    def show_life(self, steps: np.ndarray, values: np.ndarray, newest: int, whole: bool) -> None:
        """Show a value after each of some steps; `whole`, if these are all there are."""
        self._steps, self._values, self._newest, self._whole = steps, values, newest, whole
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
        self.dragged.emit(min(max(step, 0), self._newest))

    def _area(self) -> Area:
        rect = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        known = self._values[np.isfinite(self._values)]
        low, high = min(0.0, known.min(initial=0.0)), max(0.0, known.max(initial=0.0))
        if low == high:
            low, high = -1.0, 1.0
        room = PADDING * (high - low)
        return Area(rect, 0.0, float(max(1, self._newest)), low - room * (low < 0), high + room * (high > 0))

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
