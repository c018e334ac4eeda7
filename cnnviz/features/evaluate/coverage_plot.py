"""Accuracy against coverage: how often the answers are right when only the surest images are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots.area import Area, draw_through
from cnnviz.plots.axes import Tick, linear_ticks
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme
from cnnviz.widgets.painting import CENTRE, write
from core.evaluation.calibration import Coverage

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FLOORS = (0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0.0)
MOST_POINTS = 600


class CoveragePlot(Plot):
    """`chosen` tells the threshold of the place that was dragged or walked to."""

    chosen = Signal(float)
    margins = (64.0, 36.0, 24.0, 44.0)
    narrowest = 0.01
    drags = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(360, 220)
        self.found: Coverage | None = None
        self.threshold = 0.0
        self.title = self.tr("Right, of those it answers")
        self.empty = self.tr("No image has an answer yet.")

    def show_coverage(self, found: Coverage | None, threshold: float) -> None:
        """Show another curve, and the point of a threshold on it."""
        self.found, self.threshold = found, threshold
        self.refresh()

    def floor(self) -> float:
        """Where the axis of accuracies begins."""
        if self.found is None or self.is_empty():
            return 0.0
        least = float(self.found.accuracy[self.found.coverage >= 0.02].min(initial=1.0))
        return next(floor for floor in FLOORS if floor <= max(0.0, least - 0.0005))

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._curve = PlotLayer(self.area, self._paint_curve, whole=True)
        self._mark = PlotLayer(self.area, self._paint_mark, z=3, moves=True)

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(*self.span(), self.floor(), 1.0, whole=self.whole())
        self._curve.refresh(id(self.found))
        self._mark.update()

    def count(self) -> int:
        return 0 if self.found is None else len(self.found.thresholds)

    def nearest(self, area: Area, place: QPointF) -> int:
        assert self.found is not None
        coverage = min(max(area.step(place.x()), 0.0), 1.0)
        return min(int(np.searchsorted(self.found.coverage, coverage)), self.count() - 1)

    def drag_to(self, place: QPointF) -> None:
        if self.found is not None and self.area is not None and not self.is_empty():
            self.chosen.emit(float(self.found.thresholds[self.nearest(self.area.shown(), place)]))

    def walk(self, key: Qt.Key, far: bool) -> None:
        if self.found is None or self.is_empty():
            return
        here, pace = self._here()[0], 0.1 if far else 0.01
        stops = {Qt.Key.Key_Left: here - pace, Qt.Key.Key_Right: here + pace, Qt.Key.Key_Home: 0.0}
        place = int(np.searchsorted(self.found.coverage, min(max(stops.get(key, 1.0), 0.0), 1.0)))
        self.chosen.emit(float(self.found.thresholds[min(place, self.count() - 1)]))

    def reading(self) -> str:
        assert self.found is not None
        found, at = self.found, self.at
        return self._words(found.thresholds[at], found.coverage[at], found.accuracy[at])

    def newest(self) -> str:
        return self._words(self.threshold, *self._here())

    def table(self) -> Mapping[str, np.ndarray]:
        found = self.found
        if found is None:
            return {}
        made = {"threshold": found.thresholds, "answered": found.answered, "right": found.right}
        return {**made, "coverage": found.coverage, "accuracy": found.accuracy}

    def x_ticks(self, area: Area) -> list[Tick]:
        return linear_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 110)), percent=True)

    def y_ticks(self, area: Area) -> list[Tick]:
        parts = (0.0, 0.25, 0.5, 0.75, 1.0)
        return [Tick(y, f"{100 * y:.5g} %") for y in (area.y0 + (area.y1 - area.y0) * p for p in parts)]

    def _here(self) -> tuple[float, float]:
        """What part is answered at the threshold, and what part of those rightly."""
        assert self.found is not None
        answered, right = self.found.at(self.threshold)
        return answered / max(self.found.total, 1), right / max(answered, 1)

    def _words(self, threshold: float, part: float, right: float) -> str:
        words = self.tr("at least {0} sure: {1} answered, {2} of those right")
        return words.format(*(f"{100 * value:.2f} %" for value in (threshold, part, right)))

    # painting

    def _paint_curve(self, painter: QPainter, area: Area) -> None:
        foot = QRectF(area.rect.left(), area.rect.bottom() + 21, area.rect.width(), 16)
        write(painter, foot, self.tr("of all images are answered"), theme.font(theme.FLOOR), "dim", CENTRE)
        if self.found is None:
            return
        x, y = self.found.coverage, self.found.accuracy
        near = slice(max(0, int(np.searchsorted(x, area.x0)) - 1), int(np.searchsorted(x, area.x1)) + 1)
        every = max(1, (near.stop - near.start) // MOST_POINTS)
        painter.setClipRect(area.rect.adjusted(0, -2, 1, 1))
        painter.setPen(QPen(theme.colour("text"), 2.2))
        draw_through(painter, area.x(x[near][::-1][::every]), area.y(y[near][::-1][::every]))

    def _paint_mark(self, painter: QPainter, area: Area) -> None:
        part, right = self._here()
        if not area.x0 <= part <= area.x1 or not part:
            return
        x, accent = float(area.x(part)), theme.colour("accent")
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, float(area.held(right))), 6, 6)
