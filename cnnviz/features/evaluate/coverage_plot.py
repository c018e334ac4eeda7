"""Accuracy against coverage: how often the answers are right when only the surest images are answered."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.keys import WALK, KeyOwner
from core.evaluation.coverage import Coverage

LEFT, TOP, RIGHT, BOTTOM = 64.0, 36.0, 24.0, 44.0
FLOORS = (0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0.0)
MOST_POINTS = 600
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CoveragePlot(KeyOwner, QWidget):
    """`chosen` tells the threshold of the place that was clicked or walked to."""

    own_keys = WALK

    chosen = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(360, 220)
        self.found: Coverage | None = None
        self.threshold = 0.0

    def show_coverage(self, found: Coverage | None, threshold: float) -> None:
        """Shows another curve, and the point of a threshold on it."""
        self.found, self.threshold = found, threshold
        self.update()

    def area(self) -> QRectF:
        """Where the curve lies."""
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)

    def floor(self) -> float:
        """Where the axis of accuracies begins."""
        found = self.found
        if found is None or not len(found.accuracy):
            return 0.0
        least = float(found.accuracy[found.coverage >= 0.02].min(initial=1.0))
        return next(floor for floor in FLOORS if floor <= max(0.0, least - 0.0005))

    def point(self, coverage: float, accuracy: float) -> QPointF:
        """A place of the plot."""
        area, floor = self.area(), self.floor()
        y = area.bottom() - (accuracy - floor) / (1 - floor) * area.height()
        return QPointF(area.left() + coverage * area.width(), min(max(y, area.top()), area.bottom()))

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self.found
        if event.key() not in WALK or found is None or not len(found.thresholds):
            super().keyPressEvent(event)
            return
        here = found.at(self.threshold)[0] / max(found.total, 1)
        wanted = {
            Qt.Key.Key_Left: here - 0.01,
            Qt.Key.Key_Right: here + 0.01,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }[Qt.Key(event.key())]
        self._choose(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose((event.position().x() - self.area().left()) / self.area().width())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose((event.position().x() - self.area().left()) / self.area().width())

    def _choose(self, coverage: float) -> None:
        found = self.found
        if found is None or not len(found.thresholds):
            return
        place = int(np.searchsorted(found.coverage, min(max(coverage, 0.0), 1.0)))
        self.chosen.emit(float(found.thresholds[min(place, len(found.thresholds) - 1)]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("block"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        self._write(
            painter,
            QRectF(14, 8, 460, 18),
            translate("Evaluate", "Right, of those it answers"),
            LEFT_MIDDLE,
            "text",
            bold=True,
        )
        self._grid(painter)
        if self.found is not None and len(self.found.thresholds):
            self._curve(painter, self.found)
            self._mark(painter, self.found)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def _grid(self, painter: QPainter) -> None:
        area, floor = self.area(), self.floor()
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            value = floor + (1 - floor) * part
            y = round(self.point(0, value).y()) + 0.5
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            self._write(
                painter, QRectF(0, y - 8, area.left() - 8, 16), f"{100 * value:.5g} %", RIGHT_MIDDLE, "faint"
            )
            x = area.left() + part * area.width()
            box = QRectF(x - 30, area.bottom() + 5, 60, 15)
            self._write(painter, box, f"{100 * part:.0f} %", CENTRE, "faint")
        box = QRectF(area.left(), area.bottom() + 21, area.width(), 16)
        self._write(painter, box, translate("Evaluate", "of all images are answered"), CENTRE, "dim")

    def _curve(self, painter: QPainter, found: Coverage) -> None:
        every = max(1, len(found.thresholds) // MOST_POINTS)
        coverage, accuracy = found.coverage[::-1][::every], found.accuracy[::-1][::every]
        line = [self.point(float(x), float(y)) for x, y in zip(coverage, accuracy, strict=True)]
        painter.setPen(QPen(theme.colour("text"), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))

    def _mark(self, painter: QPainter, found: Coverage) -> None:
        answered, right = found.at(self.threshold)
        if not answered:
            return
        at = self.point(answered / max(found.total, 1), right / answered)
        accent, area = theme.colour("accent"), self.area()
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(at.x(), area.top(), at.x(), area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(at, 6, 6)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        flags: Qt.AlignmentFlag,
        role: str,
        bold: bool = False,
    ) -> None:
        size = theme.BODY if bold else theme.FLOOR
        painter.setFont(theme.font(size, theme.SEMIBOLD if bold else theme.REGULAR))
        painter.setPen(theme.colour(role))
        painter.drawText(box, flags, words)
