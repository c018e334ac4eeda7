"""Two histograms over one another: now filled, the start outlined; the bin under the mouse is told exactly.

The bars' colour is the sign of their numbers, as everywhere: warm above zero, cool below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots.area import Area, text_width
from cnnviz.plots.axes import Tick, linear_ticks, number_text, pace_above
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme
from cnnviz.widgets.painting import RIGHT, frame

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FILL = 0.6  # of the way to the limit: the colour that bars take from the signed map


@dataclass(frozen=True)
class HistogramBins:
    """What the plot shows: counts in bins, and the words for now and the start, with their steps.

    Shape: edges (B + 1,), now and start (B,)
    """

    edges: np.ndarray
    now: np.ndarray
    start: np.ndarray | None
    now_text: str
    start_text: str
    beyond: str = ""  # what no bin holds, "" when all is in sight


class HistogramPlot(Plot):
    """`pointed` tells the number of the bin under the mouse or the keys, -1 for none."""

    margins = (48.0, 34.0, 12.0, 22.0)
    can_log = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.bars: HistogramBins | None = None
        self.setMinimumSize(300, 110)

    def show_bars(self, title: str, bars: HistogramBins | None, empty: str = "") -> None:
        """Show other counts; the bin that is pointed at is let go where there are other bins."""
        kept = bars is not None and self.bars is not None and np.array_equal(bars.edges, self.bars.edges)
        if not kept:
            self.point(-1)
            self.zoomed = None
        self.title, self.bars, self.empty = title, bars, empty
        self.refresh()

    def heights(self, counts: np.ndarray | float) -> np.ndarray:
        """Where counts stand: on a logarithmic scale a handful beside thousands is seen."""
        counts = np.asarray(counts, float)
        return np.log1p(counts) if self.log else counts

    def bin_text(self, number: int) -> str:
        """ "0.02 to 0.03: 412 now, 390 at step 0"."""
        assert self.bars is not None
        bars = self.bars
        low, high = (number_text(float(edge)) for edge in bars.edges[number : number + 2])
        said = self.tr("{0} to {1}: {2} now").format(low, high, f"{int(bars.now[number]):,}")
        if bars.start is None:
            return said
        return self.tr("{0}, {1} {2}").format(said, f"{int(bars.start[number]):,}", bars.start_text)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._band, self._cool, self._warm = (self.area.add_bars(z) for z in (-1.0, 0.0, 0.0))
        self._outline = PlotLayer(self.area, self._paint_outline)

    def draw(self) -> None:
        assert self.area is not None
        assert self.bars is not None
        bars, top = self.bars, float(self.heights(self._top()))
        self.narrowest = 4 * float(bars.edges[1] - bars.edges[0])
        self.area.show_range(*self.span(), 0.0, top, whole=self.whole())
        heights = self.heights(bars.now)
        least = top / max(1.0, self.area.shown().rect.height())
        heights = np.where(bars.now > 0, np.maximum(heights, least), 0.0)  # one number is still to be seen
        warm = (bars.edges[:-1] + bars.edges[1:]) / 2 > 0
        colours = theme.current()
        for item, there, stops in ((self._warm, warm, colours.warm), (self._cool, ~warm, colours.cool)):
            item.setOpts(
                x0=bars.edges[:-1][there],
                x1=bars.edges[1:][there],
                y0=np.zeros(int(there.sum())),
                y1=heights[there],
                brush=QColor(dict(stops)[FILL]),
                pen=QPen(theme.colour("panel"), 0),
            )
        here = [self.at] if self.at >= 0 else []
        x0, x1 = bars.edges[here], bars.edges[[at + 1 for at in here]]
        self._band.setOpts(
            x0=x0, x1=x1, y0=[0] * len(here), y1=[top] * len(here), brush=theme.colour("raised")
        )
        self._outline.refresh(id(bars), self.log)

    def is_empty(self) -> bool:
        return self.bars is None

    def count(self) -> int:
        return 0 if self.bars is None else len(self.bars.now)

    def first_stop(self) -> int:
        return 0 if self.bars is None else int(self.bars.now.argmax())

    def whole(self) -> tuple[float, float]:
        return (0.0, 1.0) if self.bars is None else (float(self.bars.edges[0]), float(self.bars.edges[-1]))

    def nearest(self, area: Area, place: QPointF) -> int:
        assert self.bars is not None
        at = int(np.searchsorted(self.bars.edges, area.step(place.x()), side="right")) - 1
        return min(max(at, 0), self.count() - 1)

    def reading(self) -> str:
        return self.bin_text(self.at) if self.bars is not None else ""

    def newest(self) -> str:
        assert self.bars is not None
        most = int(self.bars.now.argmax())
        said = self.tr("most often {0}").format(self.bin_text(most))
        return f"{self.title}: {self.bars.now_text}, {self.bars.start_text} {said}"

    def table(self) -> Mapping[str, np.ndarray]:
        assert self.bars is not None
        made = {"from": self.bars.edges[:-1], "to": self.bars.edges[1:], "now": self.bars.now}
        return made if self.bars.start is None else {**made, "start": self.bars.start}

    def y_ticks(self, area: Area) -> list[Tick]:
        top, room = self._top(), max(2, int(area.rect.height() / 56))
        pace = max(1, round(pace_above(top / room)))
        counts = [10**k for k in range(9) if 10**k <= top] if self.log else list(range(pace, top + 1, pace))
        return [Tick(float(self.heights(count)), f"{count:,}") for count in counts]

    def x_ticks(self, area: Area) -> list[Tick]:
        return linear_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 90)))

    def _top(self) -> int:
        assert self.bars is not None
        start = 0 if self.bars.start is None else int(self.bars.start.max(initial=0))
        return max(1, int(self.bars.now.max(initial=0)), start)

    # painting

    def _paint_outline(self, painter: QPainter, area: Area) -> None:
        """Paint where zero is, and the outline of the start."""
        assert self.bars is not None
        bars = self.bars
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setClipRect(area.rect.adjusted(-1, -1, 1, 1))
        if area.x0 <= 0 <= area.x1:
            painter.setPen(theme.colour("faint"))
            x = round(float(area.x(0.0)))
            painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        if bars.start is not None:
            x, tops = np.rint(area.x(bars.edges)), area.y(self.heights(bars.start))
            foot = [area.rect.bottom()]
            across, down = np.repeat(x, 2), np.concatenate((foot, np.repeat(tops, 2), foot))
            corners = zip(across.tolist(), down.tolist(), strict=True)
            painter.setPen(QPen(theme.colour("text"), 1.2))
            painter.drawPolyline([QPointF(*corner) for corner in corners])

    def paint_note(self, painter: QPainter, row: QRectF) -> None:
        """Paint what the two are."""
        assert self.bars is not None
        bars, colours, right = self.bars, theme.current(), row.right()
        for text, filled in ((bars.start_text, False), (bars.now_text, True)):
            if not text:
                continue
            width = text_width(text, painter.font())
            painter.setPen(theme.colour("dim"))
            painter.drawText(QRectF(right - width, row.top(), width, row.height()), RIGHT, text)
            mark = QRectF(right - width - 20, row.center().y() - 4, 14, 8)
            if filled:
                half = QRectF(mark.left(), mark.top(), 7, 8)
                painter.fillRect(half, QColor(dict(colours.cool)[FILL]))
                painter.fillRect(half.translated(7, 0), QColor(dict(colours.warm)[FILL]))
            else:
                frame(painter, mark, 0, "text", width=1.2)
            right = mark.left() - 16
        if bars.beyond and text_width(bars.beyond, painter.font()) < right - row.left():
            painter.setPen(theme.colour("faint"))
            box = QRectF(row.left(), row.top(), right - row.left(), row.height())
            painter.drawText(box, RIGHT, bars.beyond)
