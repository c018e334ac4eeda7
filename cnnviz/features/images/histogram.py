"""How often each grey occurs, as bars; black has none, for it would drown all the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme
from cnnviz.widgets.painting import write

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FIRST, LAST = 1, 255  # the greys that have a bar
TICKS = 1, 64, 128, 192, 255


class GreyHistogram(Plot):
    """Counts (256,) as bars, on a linear or logarithmic scale; `pointed` tells the grey, -1 for none."""

    margins = (6.0, 14.0, 6.0, 18.0)
    can_log = True
    narrowest = 16.0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.counts = np.zeros(256, np.int64)
        self.log = True

    def show_counts(self, counts: np.ndarray) -> None:
        """Show other counts."""
        self.counts = counts
        if self.at >= 0:
            self.pointed.emit(self.at)
        self.refresh()

    def heights(self) -> np.ndarray:
        """The height of each bar, 0 to 1; a logarithmic scale begins at `foot`.

        Shape: (255,)
        """
        counts = self.counts[FIRST:].astype(float)
        top, foot = counts.max(initial=0), self.foot()
        if top == 0:
            return np.zeros(LAST)
        if not self.log:
            return np.asarray(counts / top)
        return np.asarray(np.log(np.maximum(counts, foot) / foot) / np.log(top / foot))

    def foot(self) -> float:
        """The count at the foot of the bars: 0; on a logarithmic scale the power of ten under the least."""
        there = self.counts[FIRST:][self.counts[FIRST:] > 0]
        if not self.log or not len(there):
            return 0.0
        low = 10.0 ** np.floor(np.log10(there.min()))
        return float(low if low < there.max() else low / 10)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        super().build(view)
        assert self.area is not None
        self._bars, self._chosen = self.area.add_bars(), self.area.add_bars(1.0)

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(*self.span(), 0.0, 1.0, whole=self.whole())
        greys = np.flatnonzero(self.counts[FIRST:]) + FIRST
        least = 1 / max(1.0, self.area.shown().rect.height())
        heights = np.maximum(self.heights()[greys - FIRST], least)
        for item, there, role in (
            (self._bars, greys != self.at, "dim"),
            (self._chosen, greys == self.at, "accent"),
        ):
            x = greys[there] - 0.5
            item.setOpts(x0=x, x1=x + 1, y0=np.zeros(len(x)), y1=heights[there], brush=theme.colour(role))

    def point(self, at: int) -> None:
        super().point(max(at, FIRST) if at >= 0 else -1)

    def count(self) -> int:
        return LAST + 1

    def is_empty(self) -> bool:
        return False  # also without images there are greys to walk along

    def first_stop(self) -> int:
        return 128

    def whole(self) -> tuple[float, float]:
        return FIRST - 0.5, LAST + 0.5

    def nearest(self, area: Area, place: QPointF) -> int:
        return min(max(round(area.step(place.x())), FIRST), LAST)

    def newest(self) -> str:
        most = int(self.counts[FIRST:].argmax()) + FIRST
        return self.tr("most often {0}, {1} times").format(most, f"{int(self.counts[most]):,}")

    def table(self) -> Mapping[str, np.ndarray]:
        return {"grey": np.arange(256), "count": self.counts}

    def x_ticks(self, area: Area) -> list[Tick]:
        return [Tick(grey, str(grey)) for grey in TICKS if area.x0 <= grey <= area.x1]

    def y_ticks(self, area: Area) -> list[Tick]:
        return [Tick(0.0, "")]

    def title_look(self) -> tuple[object, ...]:
        return (*super().title_look(), self.log, self._limits())

    def paint_title(self, painter: QPainter, row: QRectF) -> None:
        """Paint what the bars reach from and to."""
        if self.counts[FIRST:].any():
            row = QRectF(0, 0, self.width(), 14)
            write(painter, row, self._limits(), theme.font(theme.FLOOR), "faint")

    def _limits(self) -> str:
        top = int(self.counts[FIRST:].max(initial=0))
        if self.log:
            return self.tr("from {0:,.0f} to {1:,}, logarithmic").format(self.foot(), top)
        return self.tr("up to {0:,}").format(top)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(LAST + 12, 92)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
