"""The names of other runs behind a plot's curves: each as near the end of its line as it hides no curve."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cnnviz.plots.area import Area, text_width
from cnnviz.plots.curve_model import Curves, OtherRun
from cnnviz.widgets import theme
from cnnviz.widgets.painting import CENTRE, write

HEIGHT = 14.0  # pixels of a name
LINE, MARK = 2.0, 4.0  # pixels from the middle of a line, or of a mark, to its edge and some air
# How many pixels further away a name had better be than over one pixel of this run's, another's, or of noise.
COVERED, OTHERS, NOISY = 1000.0, 200.0, 20.0
APART = 3.0  # pixels between two heights that are tried
CELL = 4.0  # pixels over which noise is looked at together

Band = tuple[np.ndarray, np.ndarray, float]  # highest and lowest pixel by column, and what one covered costs


def line_of(area: Area, other: OtherRun, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Another run's smooth line in pixels, from where it left this one."""
    first, last = max(0, int(area.x0) - other.offset - 1), int(np.ceil(area.x1)) - other.offset
    at, means = other.columns.means(first, last, window)
    at = at + other.offset
    kept = at >= other.start
    return area.x(at[kept]), area.y(means[0][kept])


class BranchNames:
    """`boxes` are where the names of `curves.others` stand; those with a role stand in the title's row."""

    def __init__(self, curves: Curves) -> None:
        self._curves = curves
        self.boxes: list[tuple[QRectF, OtherRun]] = []
        self._kept: dict[object, tuple[QRectF, float]] = {}  # where each stands, and what that covers
        self._area: Area | None = None

    def at(self, place: QPointF) -> int | None:
        """The key of the run whose name stands at a place."""
        return next((o.key for box, o in self.boxes if o.key >= 0 and box.contains(place)), None)

    def place(self, area: Area, marks: tuple[np.ndarray, np.ndarray] | None) -> None:
        """Put them anew; each stays where it is until more of the curves has come to lie there."""
        others = [other for other in self._curves.others if not other.role]
        if area != self._area:
            self._area, self._kept = area, {}
        kept, self._kept, self.boxes = self._kept, {}, []
        if not others:
            return
        lines = {other.key: line_of(area, other, self._curves.window) for other in others}
        bands = self._bands(area, marks) + [
            (*_band(area, *line, LINE)[:2], OTHERS) for line in lines.values()
        ]
        for other in others:
            x, y = lines[other.key]
            there = np.flatnonzero(np.isfinite(y))
            if not len(there):
                continue
            wide = min(text_width(other.name, theme.font(theme.FLOOR)) + 4, area.rect.width())
            key, end = (other.key, other.name), (float(x[there[-1]]), float(y[there[-1]]))
            box, covered = kept.get(key, (QRectF(), 0.0))
            if box.isNull() or _covered(area, bands, box.left(), wide, np.array([box.top()]))[0] > covered:
                box, covered = _best(area, bands, wide, end)
            self._kept[key] = box, covered
            self.boxes.append((box, other))
            bands.append(_band(area, np.array([box.left(), box.right()]), np.full(2, box.center().y()), 8.0))

    def paint(self, painter: QPainter, area: Area) -> None:
        """Paint them, on a ground that leaves them readable where there was no room beside the curves."""
        for box, other in self.boxes:
            painter.fillRect(box, theme.colour("panel", 0.8))
            write(painter, box, other.name, theme.font(theme.FLOOR), "dim", CENTRE)

    def _bands(self, area: Area, marks: tuple[np.ndarray, np.ndarray] | None) -> list[Band]:
        """What this run's curves take of the plot."""
        curves = self._curves
        x = area.x(curves.at)
        found = [_band(area, x, area.held(curves.means[i]), LINE) for i in curves.drawn]
        if marks is not None:
            found.append(_band(area, *marks, MARK))
        columns, offset = curves.columns, curves.offset
        first = max(0, int(area.x0) - offset - 1)
        last = min(len(columns), int(np.ceil(area.x1)) - offset + 1)
        width = max(1.0, (area.x1 - area.x0) / max(1.0, area.rect.width()) * CELL)
        for i, line in enumerate(curves.lines):
            if line.noisy and last > first:
                edges = columns.edges(first, last, width)
                x = area.x((edges[:-1] + edges[1:] + 1) / 2 + offset)
                ends = [_band(area, x, area.held(each), 0.0) for each in columns.extremes(edges, i)]
                high = np.fmin(ends[0][0], ends[1][0])
                found.append((high, np.fmax(ends[0][1], ends[1][1]), NOISY))
        return found


def _band(area: Area, x: np.ndarray, y: np.ndarray, around: float) -> Band:
    """What a line takes of each column of pixels, so far around it."""
    count = max(1, int(area.rect.width()))
    columns = area.rect.left() + np.arange(count)
    here = np.isfinite(y)
    high = np.full(count, np.nan)
    if not here.any():
        return high, high, COVERED
    x, y = x[here], y[here]
    through = np.interp(columns, x, y, left=np.nan, right=np.nan)
    high, low = through.copy(), through.copy()
    at = np.rint(x - area.rect.left()).astype(np.int64)
    inside = (at >= 0) & (at < count)
    np.fmin.at(high, at[inside], y[inside])
    np.fmax.at(low, at[inside], y[inside])
    for one, other in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
        high[one], low[one] = np.fmin(high[one], through[other]), np.fmax(low[one], through[other])
    return high - around, low + around, COVERED


def _covered(area: Area, bands: list[Band], left: float, wide: float, tops: np.ndarray) -> np.ndarray:
    """What a name that begins at a pixel covers at each of some heights, by what that costs."""
    first = int(left - area.rect.left())
    part = slice(max(0, first), first + int(np.ceil(wide)))
    top = tops[:, None]
    cost = np.zeros(len(tops))
    for high, low, each in bands:
        cost += each * ((high[part] < top + HEIGHT) & (low[part] > top)).sum(axis=1)
    return cost


def _best(area: Area, bands: list[Band], wide: float, end: tuple[float, float]) -> tuple[QRectF, float]:
    """The place that covers least and is nearest to a line's end, best just above it; what it covers."""
    rect = area.rect
    last, lowest = rect.right() - wide, rect.bottom() - HEIGHT
    wished = min(max(min(end[0], rect.right()) - wide, rect.left()), last), end[1] - HEIGHT - 2
    lefts = np.array([wished[0], end[0] + 4, *np.arange(rect.left(), last, max(8.0, wide / 2)), last])
    tops = np.array([wished[1], end[1] + 2, *np.arange(rect.top(), lowest, APART), lowest])
    tops = np.clip(tops, min(rect.top(), lowest), lowest)
    best, found = np.inf, (QRectF(), 0.0)
    for left in np.unique(np.clip(lefts, rect.left(), max(last, rect.left()))).tolist():
        covered = _covered(area, bands, left, wide, tops)
        costs = covered + abs(left - wished[0]) + np.abs(tops - wished[1])
        i = int(costs.argmin())
        if costs[i] < best:
            best, found = float(costs[i]), (QRectF(left, float(tops[i]), wide, HEIGHT), float(covered[i]))
    return found
