"""A reliability diagram: how often a network is right, over how sure it is; underneath, of how many images.

A network that is as sure as it is right has all its bars end on the diagonal; what is missing, or too much,
is hatched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

LEFT, TOP, RIGHT = 58.0, 14.0, 26.0
GAP = 40.0  # between the two pictures: the axis of the upper one
FOOT = 22.0
COUNTS = 0.2  # of the height is the lower picture's
TICKS = [Tick(part, f"{100 * part:.0f} %") for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
ROOM = 1.25  # of the largest count: the numbers stand above the bars
INSET = 0.08  # of a bin's width, at either side of its bar
WRONG, RIGHT_ROLE = ("wrong", Qt.BrushStyle.BDiagPattern), ("right", Qt.BrushStyle.FDiagPattern)


@dataclass(frozen=True, eq=False)
class Bins:
    """Of each bin: where it begins and ends, how many images it has, how sure and how right (NaN: none).

    Shape: edges (M + 1,), the others (M,)
    """

    edges: np.ndarray = field(default_factory=lambda: np.arange(2.0))
    count: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int64))
    confidence: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))
    accuracy: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))


class ReliabilityDiagram(Plot):
    """`pointed` tells the bin under the mouse or the arrows, -1 for none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(320, 320)
        self.bins = Bins()

    def show_bins(self, bins: Bins) -> None:
        """Show other bins."""
        self.bins = bins
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._lower = view.add_area(lambda area: [], lambda area: [Tick(0.0, "")])
        for area in view.areas:
            area.box.setMouseEnabled(x=False, y=False)
        self._bands = [area.add_bars(-2.0) for area in view.areas]
        self._bars, self._counts = self.area.add_bars(), self._lower.add_bars()
        self._hatched = {role: self.area.add_bars(1.0) for role in (WRONG, RIGHT_ROLE)}
        self._over = PlotLayer(self.area, self._paint_over, z=2, whole=True)
        self._numbers = PlotLayer(self._lower, self._paint_numbers, z=2, whole=True)

    def lay_out(self) -> None:
        if self.area is not None:
            size, lower = QSizeF(self.size()), round(COUNTS * self.height())
            self.area.place(size, LEFT, TOP, RIGHT, GAP + lower + FOOT)
            self._lower.place(size, LEFT, self.height() - FOOT - lower, RIGHT, FOOT)
            self.refresh()

    def draw(self) -> None:
        assert self.area is not None
        bins, most = self.bins, ROOM * max(1, int(self.bins.count.max(initial=0)))
        self.area.show_range(0.0, 1.0, 0.0, 1.0)
        self._lower.show_range(0.0, 1.0, 0.0, most)
        there = bins.count > 0
        inset = INSET * np.diff(bins.edges)
        x0, x1 = (bins.edges[:-1] + inset)[there], (bins.edges[1:] - inset)[there]
        sure, right, none = bins.confidence[there], bins.accuracy[there], np.zeros(int(there.sum()))
        grey, nothing = theme.colour("faint", 0.55), QPen(Qt.PenStyle.NoPen)
        self._bars.setOpts(x0=x0, x1=x1, y0=none, y1=right, brush=grey, pen=nothing)
        self._counts.setOpts(x0=x0, x1=x1, y0=none, y1=bins.count[there], brush=grey, pen=nothing)
        for (role, slant), which in ((WRONG, sure > right), (RIGHT_ROLE, sure <= right)):
            low, high = np.minimum(sure, right)[which], np.maximum(sure, right)[which]
            brush = QBrush(theme.colour(role), slant)
            pen = QPen(theme.colour(role), 0)
            self._hatched[role, slant].setOpts(
                x0=x0[which], x1=x1[which], y0=low, y1=high, brush=brush, pen=pen
            )
        here = [self.at] if self.at >= 0 else []
        for band, top in zip(self._bands, (1.0, most), strict=True):
            x0, x1 = bins.edges[here], bins.edges[[at + 1 for at in here]]
            band.setOpts(
                x0=x0,
                x1=x1,
                y0=[0] * len(here),
                y1=[top] * len(here),
                brush=theme.colour("raised"),
                pen=nothing,
            )
        self._over.refresh(id(bins))
        self._numbers.refresh(id(bins))

    def is_empty(self) -> bool:
        return False

    def count(self) -> int:
        return len(self.bins.count)

    def point_at(self, place: QPointF | None) -> None:
        area = self.area.shown() if self.area is not None else None
        part = -1.0 if area is None or place is None else float(area.step(place.x()))
        self.point(int(np.searchsorted(self.bins.edges, part, side="right")) - 1 if 0 <= part < 1 else -1)

    def newest(self) -> str:
        bins = self.bins
        return ", ".join(
            self.tr("{0} to {1} sure: {2} right, {3} images").format(
                f"{bins.edges[at]:.0%}",
                f"{bins.edges[at + 1]:.0%}",
                f"{bins.accuracy[at]:.1%}",
                f"{bins.count[at]:,}",
            )
            for at in np.flatnonzero(bins.count).tolist()
        )

    def table(self) -> Mapping[str, np.ndarray]:
        bins = self.bins
        named = {"from": bins.edges[:-1], "to": bins.edges[1:], "images": bins.count}
        return {**named, "confidence": bins.confidence, "accuracy": bins.accuracy}

    def x_ticks(self, area: Area) -> list[Tick]:
        return TICKS

    def y_ticks(self, area: Area) -> list[Tick]:
        return TICKS

    # painting

    def _paint_over(self, painter: QPainter, area: Area) -> None:
        """Paint how right each bin is, the diagonal, and what the axes and the hatching mean."""
        bins, rect, middle = self.bins, area.rect, Qt.AlignmentFlag.AlignCenter
        for at in np.flatnonzero(bins.count).tolist():
            left, right = (float(area.x(float(edge))) for edge in bins.edges[at : at + 2])
            y = float(area.y(float(bins.accuracy[at])))
            painter.fillRect(QRectF(left + 2, y - 1, right - left - 4, 2), theme.colour("text"))
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(rect.bottomLeft(), rect.topRight())
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("dim"))
        line = QRectF(rect.left(), rect.bottom() + 18, rect.width(), 16)
        painter.drawText(line, middle, self.tr("how sure it is (confidence)"))
        painter.save()
        painter.translate(4, rect.center().y())
        painter.rotate(-90)
        side = QRectF(-rect.height() / 2, 0, rect.height(), 14)
        painter.drawText(side, middle, self.tr("how often it is right (accuracy)"))
        painter.restore()
        self._paint_key(painter, rect)

    def _paint_key(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what the hatching means, in the corner where bars are low."""
        y = rect.top() + 10
        for (role, slant), text in ((WRONG, self.tr("× too sure")), (RIGHT_ROLE, self.tr("too modest"))):
            box = QRectF(rect.left() + 12, y, 14, 12)
            painter.setPen(QPen(theme.colour(role), 1))
            painter.setBrush(QBrush(theme.colour(role), slant))
            painter.drawRect(box)
            painter.setPen(theme.colour("dim"))
            painter.drawText(QPointF(box.right() + 7, box.bottom() - 2), text)
            y += 18
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left() + 12, y + 6), QPointF(rect.left() + 26, y + 6))
        painter.setPen(theme.colour("dim"))
        painter.drawText(QPointF(rect.left() + 33, y + 10), self.tr("as sure as it is right"))

    def _paint_numbers(self, painter: QPainter, area: Area) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        middle = Qt.AlignmentFlag.AlignCenter
        for at, count in enumerate(self.bins.count.tolist()):
            left, right = (float(area.x(float(edge))) for edge in self.bins.edges[at : at + 2])
            painter.setPen(theme.colour("text" if count else "faint"))
            above = QRectF(left - 10, float(area.y(count)) - 15, right - left + 20, 14)
            painter.drawText(above, middle, f"{count:,}")
        painter.setPen(theme.colour("dim"))
        foot = QRectF(area.rect.left(), area.rect.bottom() + 3, area.rect.width(), 16)
        painter.drawText(foot, middle, self.tr("how many images"))
