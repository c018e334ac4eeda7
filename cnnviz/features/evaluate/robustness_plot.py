"""Accuracy against the amount of one disturbance, with one example at every amount right under its point.

The curve may still be growing: what isn't measured yet is left out, and its example says nothing.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import card
from cnnviz.features.evaluate.picture import picture
from cnnviz.features.evaluate.robustness_curve import RobustnessCurve
from cnnviz.plots import curve_painting
from cnnviz.plots.axes import Tick
from cnnviz.plots.curve_lines import Area
from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

LEFT, TOP, RIGHT = 46.0, 34.0, 8.0
TICKS, READING, LABEL, PAD = 20.0, 20.0, 18.0, 6.0  # heights under the curve
LARGEST = 56.0  # pixels of an example
KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("Evaluate", text)


class RobustnessPlot(QWidget):
    """`pointed` tells the number of the amount under the mouse, -1 for none; `chosen` the one clicked."""

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str, most: int = 1, parent: QWidget | None = None) -> None:
        """`most` is the largest number of amounts of the plots beside this one: all are laid out alike."""
        super().__init__(parent)
        self.setObjectName(name)
        self._most = most
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(260, 220)
        self.curve = RobustnessCurve()
        self.at = -1
        self._pictures: list[QImage] = []
        self._examples: tuple[np.ndarray, ...] = ()

    def show_curve(self, curve: RobustnessCurve) -> None:
        """Shows another curve, or the same one grown."""
        self.curve = curve
        if curve.examples is not self._examples:
            self._examples = curve.examples
            self._pictures = [picture(each) for each in curve.examples]
        self.update()

    def point(self, at: int) -> None:
        """Points at an amount, -1 at none."""
        at = at if 0 <= at < len(self.curve.amounts) else -1
        if at != self.at:
            self.at = at
            self.pointed.emit(at)
            self.update()

    def area(self) -> Area:
        """Where the curve lies: its first and last point stand over the middles of their examples."""
        side = self.side()
        height = self.height() - TOP - TICKS - side - READING - LABEL - PAD
        width = self.width() - LEFT - RIGHT - side
        last = self.curve.amounts[-1] if self.curve.amounts else 1.0
        return Area(QRectF(LEFT + side / 2, TOP, width, height), 0.0, last, 0.0, 1.0, False)

    def side(self) -> float:
        """The pixels of an example's side: as large as stand beside one another."""
        count = max(1, self._most, len(self.curve.amounts))
        return max(8.0, min(LARGEST, math.floor((self.width() - LEFT - RIGHT) / count) - 2.0))

    def tile(self, at: int) -> QRectF:
        """Where the example at an amount stands."""
        area, side = self.area(), self.side()
        middle = float(area.x(self.curve.amounts[at]))
        return QRectF(round(middle - side / 2), round(area.rect.bottom() + TICKS), side, side)

    def amount_at(self, place: QPointF) -> int:
        """The number of the amount whose column a place is in, -1 beside them."""
        if not self.curve.amounts or not TOP - 8 <= place.y() <= self.tile(0).bottom() + READING:
            return -1
        away = [abs(self.tile(at).center().x() - place.x()) for at in range(len(self.curve.amounts))]
        best = int(np.argmin(away))
        pace = self.area().rect.width() / max(1, len(away) - 1)
        return best if away[best] <= pace / 2 + 1 else -1

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.curve.amounts:
            self._paint_title(painter)
            self._paint_curve(painter)
            for at in range(len(self.curve.amounts)):
                self._paint_example(painter, at)
            if 0 <= self.at < len(self.curve.examples):
                area, accuracy = self.area(), float(self.curve.accuracies[self.at])
                down = float(area.y(accuracy)) if math.isfinite(accuracy) else area.rect.center().y()
                across = float(area.x(self.curve.amounts[self.at]))
                within = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, area.rect.height())
                card.paint(painter, self.curve.card(self.at), QPointF(across, down), within)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_title(self, painter: QPainter) -> None:
        row = QRectF(12, 8, self.width() - 24, 18)
        painter.setFont(theme.font(theme.BODY, theme.SEMIBOLD))
        painter.setPen(theme.colour("text"))
        painter.drawText(row, LEFT_MIDDLE, self.curve.title)
        if self.at >= 0:
            value = self.curve.value(self.at) or tr("not measured yet")
            painter.setFont(theme.font(theme.BODY, theme.SEMIBOLD))
            painter.drawText(row, RIGHT_MIDDLE, value)
            room = QFontMetricsF(painter.font()).horizontalAdvance(value) + 8
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            painter.drawText(row.adjusted(0, 0, -room, 0), RIGHT_MIDDLE, self.curve.amount(self.at))

    def _paint_curve(self, painter: QPainter) -> None:
        curve, area = self.curve, self.area()
        parts = (0.0, 0.25, 0.5, 0.75, 1.0) if area.rect.height() > 120 else (0.0, 0.5, 1.0)
        ticks = [Tick(part, f"{part * 100:g} %") for part in parts]
        grid = Area(QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, area.rect.height()), 0, 1, 0, 1, False)
        curve_painting.paint_grid(painter, grid, ticks, [])
        self._paint_chance(painter, area)
        x, y = area.x(np.array(curve.amounts)), area.y(curve.accuracies)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self.at >= 0:
            painter.setPen(QPen(theme.colour("faint", 0.6), 1))
            across = float(x[self.at])
            painter.drawLine(QLineF(across, area.rect.top(), across, area.rect.bottom() + TICKS))
        if len(curve.before) == len(x):
            painter.setPen(QPen(theme.colour("faint"), 1.2, Qt.PenStyle.DashLine))
            painter.drawPolyline([QPointF(*place) for place in zip(x, area.y(curve.before), strict=True)])
        self._paint_band(painter, area, x)
        painter.setPen(QPen(theme.colour("text"), 2))
        curve_painting.paint_segments(painter, x, y)
        for at in range(len(x)):
            if math.isfinite(y[at]):
                chosen = at == self.at
                painter.setPen(QPen(theme.colour("panel"), 1.5))
                painter.setBrush(theme.colour("accent" if chosen else "text"))
                painter.drawEllipse(
                    QPointF(float(x[at]), float(y[at])), *([5.5] * 2 if chosen else [3.5] * 2)
                )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_chance(self, painter: QPainter, area: Area) -> None:
        y = round(float(area.y(self.curve.chance)))
        painter.setPen(QPen(theme.colour("faint"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(LEFT, y, self.width() - RIGHT, y))
        painter.setFont(theme.font(theme.FLOOR))
        text = tr("guessing: {0}").format(f"{100 * self.curve.chance:.3g} %")
        painter.setPen(theme.colour("faint"))
        painter.drawText(QRectF(LEFT + 4, y - 16, 200, 15), LEFT_MIDDLE, text)

    def _paint_band(self, painter: QPainter, area: Area, x: np.ndarray) -> None:
        """One standard error to either side."""
        curve = self.curve
        known = np.isfinite(curve.accuracies)
        if known.sum() < 2:
            return
        above = area.y((curve.accuracies + curve.errors)[known]).tolist()
        below = area.y((curve.accuracies - curve.errors)[known]).tolist()
        across = x[known].tolist()
        corners = [QPointF(*place) for place in zip(across, above, strict=True)]
        corners += [QPointF(*place) for place in reversed(list(zip(across, below, strict=True)))]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text", 0.18))
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_example(self, painter: QPainter, at: int) -> None:
        curve, tile, chosen = self.curve, self.tile(at), at == self.at
        painter.setFont(theme.font(theme.FLOOR, theme.SEMIBOLD if chosen else theme.REGULAR))
        painter.setPen(theme.colour("text" if chosen else "faint"))
        wide = QRectF(tile.center().x() - 30, tile.top() - TICKS, 60, TICKS)
        painter.drawText(wide, CENTRE, f"{curve.amounts[at]:g}")
        if at < len(self._pictures):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, tile.width() < 28)
            painter.drawImage(tile, self._pictures[at])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2) if chosen else QPen(theme.colour("edge"), 1))
        painter.drawRect(tile.adjusted(-1, -1, 1, 1) if chosen else tile)
        below = QRectF(tile.center().x() - 30, tile.bottom() + 2, 60, READING - 2)
        if at < len(curve.read):
            right = curve.right[at]
            painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
            painter.setPen(theme.colour("right" if right else "wrong"))
            mark = "✓" if right else "✗"
            short = QFontMetricsF(painter.font()).elidedText(
                curve.read[at], Qt.TextElideMode.ElideRight, max(10.0, tile.width() - 14)
            )
            painter.drawText(below, CENTRE, f"{short} {mark}")
        if at == 0:
            painter.setFont(theme.font(theme.FLOOR))
            painter.setPen(theme.colour("dim"))
            row = QRectF(LEFT, tile.bottom() + READING, self.width() - LEFT - RIGHT, LABEL)
            painter.drawText(row, CENTRE, curve.axis)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self.amount_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.amount_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.point(at)
            self.chosen.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self.curve.amounts) - 1
        if key not in KEYS or last < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.at >= 0:
                self.chosen.emit(self.at)
        else:
            way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
            at = 0 if key == Qt.Key.Key_Home or self.at < 0 else self.at + way
            self.point(last if key == Qt.Key.Key_End else min(max(at, 0), last))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1)
        self.update()
