"""Accuracy against the amount of one disturbance, with one example at every amount right under its point.

The curve may still be growing: what isn't measured yet is left out, and its example says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import image_caption
from cnnviz.features.evaluate.image_caption import ImageCaption
from cnnviz.plots.area import Area, draw_through
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot import Plot
from cnnviz.plots.view import PlotView
from cnnviz.system.translation import translate
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.painting import CENTRE, frame, write
from cnnviz.widgets.picture import picture


@dataclass(frozen=True, eq=False)
class RobustnessCurve:
    """One disturbance: amounts at even steps, and accuracies with their standard errors, NaN where unknown.

    examples: the image at each amount, uint8; truth: what it is; read, right, sure: what it was read as,
    whether rightly, with which probability, as far as is known.
    names: those of all classes, so that the longest has its room.
    before: accuracies of an earlier network, to compare with; none if it is empty.
    units: what an amount is written with, such as "{0} px". chance: the accuracy of guessing.
    """

    title: str = ""
    axis: str = ""
    units: str = "{0}"
    amounts: tuple[float, ...] = ()
    accuracies: np.ndarray = field(default_factory=lambda: np.zeros(0))
    errors: np.ndarray = field(default_factory=lambda: np.zeros(0))
    chance: float = 0.0
    examples: tuple[np.ndarray, ...] = ()
    read: tuple[str, ...] = ()
    right: tuple[bool, ...] = ()
    sure: tuple[float, ...] = ()
    truth: str = ""
    before: np.ndarray = field(default_factory=lambda: np.zeros(0))
    names: tuple[str, ...] = ()
    head: str = ""  # of the amounts' column in a file

    def amount(self, at: int) -> str:
        """An amount as it is written: "30 degrees"."""
        return self.units.format(f"{self.amounts[at]:g}")

    def value(self, at: int) -> str:
        """An accuracy with one standard error: "85.2 % ± 1.1"."""
        if not math.isfinite(self.accuracies[at]):
            return ""
        return f"{100 * self.accuracies[at]:.1f} % ± {100 * self.errors[at]:.1f}"

    def card(self, at: int) -> ImageCaption:
        """What is known of the example at an amount."""
        known = at < len(self.read)
        read, sure = (self.read[at], self.sure[at]) if known else ("", 0.0)
        return ImageCaption(self.examples[at], self.amount(at), self.truth, read, sure)


LEFT, TOP, RIGHT = 46.0, 34.0, 8.0
TICKS, READING, LABEL, PAD = 20.0, 20.0, 18.0, 6.0  # heights under the curve
LARGEST = 56.0  # pixels of an example


class RobustnessPlot(Plot):
    """`pointed` tells the number of the amount under the mouse, -1 for none; `chosen` the one clicked."""

    chosen = Signal(int)

    def __init__(self, name: str, most: int = 1, parent: QWidget | None = None) -> None:
        """`most` is the largest number of amounts of the plots beside this one: all are laid out alike."""
        super().__init__(name, parent)
        self._most = most
        self.setMinimumSize(240, 220)
        self.curve = RobustnessCurve()
        self._pictures: list[QImage] = []
        self._examples: tuple[np.ndarray, ...] = ()

    def show_curve(self, curve: RobustnessCurve) -> None:
        """Show another curve, or the same one grown."""
        self.curve, self.title = curve, curve.title
        if curve.examples is not self._examples:
            self._examples = curve.examples
            self._pictures = [picture(each) for each in curve.examples]
        self.lay_out()
        self.refresh()

    def side(self) -> float:
        """The pixels of an example's side: as large as stand beside one another."""
        count = max(1, self._most, len(self.curve.amounts))
        return max(8.0, min(LARGEST, math.floor((self.width() - LEFT - RIGHT) / count) - 2.0))

    @property
    def _lines(self) -> int:
        """In how many lines the readings stand, by turns: in two where one is too narrow."""
        metrics = QFontMetricsF(theme.font(theme.FLOOR, theme.SEMIBOLD))
        wide = max((metrics.horizontalAdvance(f"{name} ✗") for name in self.curve.names), default=0.0)
        pace = (self.width() - LEFT - RIGHT - self.side()) / max(1, self._most - 1)
        return 1 if wide <= pace - 4 else 2

    def tile(self, at: int) -> QRectF:
        """Where the example at an amount stands: its middle under its point."""
        area, side = self._shown(), self.side()
        middle = float(area.x(self.curve.amounts[at]))
        return QRectF(round(middle - side / 2), round(area.rect.bottom() + TICKS), side, side)

    def amount_at(self, place: QPointF) -> int:
        """The number of the amount whose column a place is in, -1 beside them."""
        if (
            not self.curve.amounts
            or not TOP - 8 <= place.y() <= self.tile(0).bottom() + self._lines * READING
        ):
            return -1
        away = [abs(self.tile(at).center().x() - place.x()) for at in range(len(self.curve.amounts))]
        best = int(np.argmin(away))
        pace = self._shown().rect.width() / max(1, len(away) - 1)
        return best if away[best] <= pace / 2 + 1 else -1

    def _shown(self) -> Area:
        left, top, right, bottom = self.margins
        rect = QRectF(
            left, top, max(10.0, self.width() - left - right), max(10.0, self.height() - top - bottom)
        )
        return Area(rect, *self.whole(), 0.0, 1.0)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self.area.box.setMouseEnabled(x=False, y=False)  # the examples stand under their points
        self._line = PlotLayer(self.area, self._paint_curve)
        self._under = PlotLayer(self.area, self._paint_examples, whole=True)
        self._over = PlotLayer(self.area, self._paint_pointed, z=3, whole=True, moves=True)

    def lay_out(self) -> None:
        side = self.side()
        under = TICKS + side + self._lines * READING + LABEL + PAD
        self.margins = (LEFT + side / 2, TOP, RIGHT + side / 2, under)
        super().lay_out()

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(*self.whole(), 0.0, 1.0)
        self._line.refresh(self.curve, self.at)
        self._under.refresh(self.curve, self.at)
        self._over.update()

    def is_empty(self) -> bool:
        return not self.curve.amounts

    def count(self) -> int:
        return len(self.curve.amounts)

    def whole(self) -> tuple[float, float]:
        return 0.0, float(self.curve.amounts[-1]) if self.curve.amounts else 1.0

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Stay: the examples stand under their points."""

    def x_ticks(self, area: Area) -> list[Tick]:
        return []  # the amounts stand over their examples

    def y_ticks(self, area: Area) -> list[Tick]:
        parts = (0.0, 0.25, 0.5, 0.75, 1.0) if area.rect.height() > 120 else (0.0, 0.5, 1.0)
        return [Tick(part, f"{part * 100:g} %") for part in parts]

    def point_at(self, place: QPointF | None) -> None:
        self.point(-1 if place is None else self.amount_at(place))

    def click_at(self, place: QPointF) -> None:
        at = self.amount_at(place)
        if at >= 0:
            self.point(at)
            self.chosen.emit(at)

    def enter(self) -> None:
        if self.at >= 0:
            self.chosen.emit(self.at)

    def reading(self) -> str:
        value = self.curve.value(self.at) or translate("Evaluate", "not measured yet")
        return listed((self.curve.amount(self.at), value), COLON)

    def newest(self) -> str:
        curve = self.curve
        known = [at for at in range(self.count()) if curve.value(at)]
        return listed(listed((curve.amount(at), curve.value(at)), COLON) for at in known)

    def table(self) -> Mapping[str, np.ndarray]:
        curve = self.curve
        made = {curve.head: np.array(curve.amounts), "accuracy": curve.accuracies, "error": curve.errors}
        return {**made, "before": curve.before} if len(curve.before) == len(curve.amounts) else made

    # painting

    def _paint_curve(self, painter: QPainter, area: Area) -> None:
        curve = self.curve
        self._paint_chance(painter, area)
        x, y = area.x(np.array(curve.amounts)), area.y(curve.accuracies)
        if self.at >= 0:
            painter.setPen(QPen(theme.colour("faint", 0.6), 1))
            across = float(x[self.at])
            painter.drawLine(QLineF(across, area.rect.top(), across, area.rect.bottom()))
        if len(curve.before) == len(x):
            painter.setPen(QPen(theme.colour("faint"), 1.2, Qt.PenStyle.DashLine))
            painter.drawPolyline([QPointF(*place) for place in zip(x, area.y(curve.before), strict=True)])
        self._paint_band(painter, area, x)
        painter.setPen(QPen(theme.colour("text"), 2))
        draw_through(painter, x, y)
        painter.setPen(QPen(theme.colour("panel"), 1.5))
        for at in np.flatnonzero(np.isfinite(y)).tolist():
            painter.setBrush(theme.colour("accent" if at == self.at else "text"))
            radius = 5.5 if at == self.at else 3.5
            painter.drawEllipse(QPointF(float(x[at]), float(y[at])), radius, radius)

    def _paint_chance(self, painter: QPainter, area: Area) -> None:
        y = round(float(area.y(self.curve.chance)))
        painter.setPen(QPen(theme.colour("faint"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(area.rect.left(), y, area.rect.right(), y))
        text = translate("Evaluate", "guessing: {0}").format(f"{100 * self.curve.chance:.3g} %")
        write(painter, QRectF(area.rect.left() + 4, y - 16, 200, 15), text, theme.font(theme.FLOOR), "faint")

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

    def _paint_examples(self, painter: QPainter, area: Area) -> None:
        for at in range(self.count()):
            self._paint_example(painter, at)

    def _paint_example(self, painter: QPainter, at: int) -> None:
        curve, tile, chosen, lines = self.curve, self.tile(at), at == self.at, self._lines
        font = theme.font(theme.FLOOR, theme.SEMIBOLD if chosen else theme.REGULAR)
        wide = QRectF(tile.center().x() - 30, tile.top() - TICKS, 60, TICKS)
        write(painter, wide, f"{curve.amounts[at]:g}", font, "text" if chosen else "faint", CENTRE)
        if at < len(self._pictures):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, tile.width() < 28)
            painter.drawImage(tile, self._pictures[at])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        edge, width, out = ("accent", 2, 1) if chosen else ("edge", 1, 0)
        frame(painter, tile.adjusted(-out, -out, out, out), 0, edge, width=width)
        if at < len(curve.read):
            right = curve.right[at]
            painter.setPen(theme.colour("right" if right else "wrong"))
            mark = " ✓" if right else " ✗"
            between = lines * (self.tile(1).left() - self.tile(0).left()) if self.count() > 1 else 60.0
            down = tile.bottom() + 2 + at % lines * READING
            below = QRectF(tile.center().x() - between / 2, down, between, READING - 2)
            below.setRight(min(below.right(), self.width()))
            for size in (theme.SECONDARY, theme.FLOOR):  # a long name is written smaller before it is cut
                painter.setFont(theme.font(size, theme.SEMIBOLD))
                metrics = QFontMetricsF(painter.font())
                room = max(10.0, below.width() - 4 - metrics.horizontalAdvance(mark))
                if metrics.horizontalAdvance(curve.read[at]) <= room:
                    break
            short = metrics.elidedText(curve.read[at], Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(below, CENTRE, f"{short}{mark}")
        if at == 0:
            row = QRectF(LEFT, tile.bottom() + lines * READING, self.width() - LEFT - RIGHT, LABEL)
            write(painter, row, curve.axis, theme.font(theme.FLOOR), "dim", CENTRE)

    def _paint_pointed(self, painter: QPainter, area: Area) -> None:
        if not 0 <= self.at < len(self.curve.examples) or self.exporting:
            return
        accuracy = float(self.curve.accuracies[self.at])
        down = float(area.y(accuracy)) if math.isfinite(accuracy) else area.rect.center().y()
        within = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, area.rect.height())
        place = QPointF(float(area.x(self.curve.amounts[self.at])), down)
        image_caption.paint(painter, self.curve.card(self.at), place, within)
