"""Curves of many runs over one another: what is shown, in numbers, and the plot that shows it.

Runs are greys, the better the brighter, and are told apart by their marks and the names at their ends; the
accent is for the selected one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots import axes
from cnnviz.plots.area import Area, draw_through, mark_outside, mixed, text_width
from cnnviz.plots.axes import Tick
from cnnviz.plots.names import LineEnd, draw_name, paint_names
from cnnviz.plots.plot import Plot
from cnnviz.system.translation import translate
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.painting import CENTRE, LEFT, RIGHT, frame, write

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

GAP, NAME_HEIGHT, MOST_NAME = 16.0, 15.0, 0.3  # of the width
FEWEST = 10  # steps that an axis of steps holds
MARKED = 40  # points that a line may have to be marked one by one
MANY = 8  # lines; from here on they are as thin as Qt draws them fast
FAINTEST = 0.5  # of the text's colour in the worst run's line, and in all beside a selected one
LEAST_NAME = 0.65  # and in its name: text is read where a line is still seen
SHAPES = 5  # of marks: disc, square, triangle, diamond, ring


@dataclass(frozen=True)
class Series:
    """One run's line: epochs and values; `key` tells it from others, `depth` from 0 to 1 is its grey."""

    key: str
    name: str
    x: np.ndarray
    y: np.ndarray
    depth: float = 1.0

    def at(self, epoch: float) -> tuple[float, float]:
        """The point nearest to an epoch: its own epoch and exact value; NaN without any."""
        if not len(self.x):
            return math.nan, math.nan
        nearest = int(np.abs(self.x - epoch).argmin())
        return float(self.x[nearest]), float(self.y[nearest])


@dataclass
class Overlay:
    """What is shown: `percent` values or plain ones, on a `log` or a linear axis."""

    title: str = ""
    series: Sequence[Series] = field(default_factory=list)
    percent: bool = False
    log: bool = False
    note: str = ""  # what was done to the values, such as "mean of 100 steps"
    empty: str = ""
    selected: str = ""  # the key of the line in the accent
    head: str = ""  # of the values' column in a file
    steps: int = 0  # where `x` counts steps: the last one that the axis has to hold; 0: it counts epochs

    def text(self, value: float) -> str:
        """A value as it is written here, exactly enough to tell runs apart."""
        if self.percent and math.isfinite(value):
            return f"{value * 100:.2f} %"
        return axes.number_text(value)

    def longest(self) -> float:
        """The end of the axis of epochs or steps."""
        last = max((float(each.x[-1]) for each in self.series if len(each.x)), default=1.0)
        return (
            float(axes.steps_top(max(self.steps, round(last)), FEWEST))
            if self.steps
            else max(1.0, math.ceil(last - 1e-6))
        )

    def epochs(self) -> list[float]:
        """Every epoch that any line has a value at."""
        known = [each.x[np.isfinite(each.y)] for each in self.series]
        return [float(x) for x in np.unique(np.concatenate(known))] if known else []

    def ends(self) -> list[tuple[Series, float, float]]:
        """Each line's last point with a value."""
        known = [(each, np.flatnonzero(np.isfinite(each.y))) for each in self.series]
        return [
            (each, float(each.x[there[-1]]), float(each.y[there[-1]])) for each, there in known if len(there)
        ]

    def nearest(self, area: Area, place: QPointF) -> str:
        """The key of the line that passes closest to a place, "" if none is near."""
        epoch, best, found = area.step(place.x()), 24.0, ""
        for each in self.series:
            x, y = each.at(epoch)
            if math.isfinite(y):
                away = abs(float(area.held(y)) - place.y()) + abs(float(area.x(x)) - place.x()) / 4
                if away < best:
                    best, found = away, each.key
        return found

    def limits(self) -> tuple[float, float]:
        """The ends of the axis of values."""
        values = [each.y[np.isfinite(each.y)] for each in self.series]
        known = np.concatenate(values) if values else np.empty(0)
        if self.log:
            return axes.log_range(*axes.positive_extent([known]))
        if not len(known):
            return 0.0, 1.0
        if self.percent and known.max() > 0.5:  # accuracies: up to 100 %
            return axes.percent_range(known, np.empty(0))
        return axes.linear_range(known)


class OverlayPlot(Plot):
    """`chosen` tells the key of the line that was clicked, "" beside all of them."""

    chosen = Signal(str)
    narrowest = 0.5  # epochs

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(320, 160)
        self.overlay = Overlay()
        self._epochs: list[float] = []
        self._rows: list[tuple[float, Series, float]] = []  # what the cross-hair tells: value, line, epoch
        self._box, self._reach = QRectF(), QRectF()
        self._colours: tuple[object, dict[str, QColor]] = (None, {})
        self._version = 0
        self._shapes: dict[str, int] = {}  # each line's mark, its own for as long as it is shown

    def show_overlay(self, overlay: Overlay) -> None:
        """Show other curves; what is pointed at stays, if it is there."""
        epoch, self.overlay = self.epoch(), overlay
        self.title, self.note, self.empty = overlay.title, overlay.note, overlay.empty
        self._epochs = overlay.epochs()
        self._give_shapes([each.key for each in overlay.series])
        self._version += 1
        self.at = self._epochs.index(epoch) if epoch in self._epochs else -1
        if self.zoomed is not None and self.zoomed[1] > overlay.longest():
            self.zoomed = None
        self._measure()
        self.refresh()

    def _give_shapes(self, keys: Sequence[str]) -> None:
        """Leave each line its mark; new ones have those that the fewest lines have."""
        self._shapes = {key: self._shapes[key] for key in keys if key in self._shapes}
        for key in keys:
            if key not in self._shapes:
                taken = list(self._shapes.values())
                self._shapes[key] = min(range(SHAPES), key=taken.count)

    def epoch(self) -> float | None:
        """The epoch that is pointed at."""
        return self._epochs[self.at] if self.at >= 0 else None

    def colour_of(self, series: Series) -> QColor:
        """The accent for the selected line, else its grey; fainter while another one is selected."""
        key = (self._version, theme.current().name)
        if key != self._colours[0]:
            self._colours = key, {}
        made = self._colours[1].get(series.key)
        if made is None:
            made = mixed(theme.colour("panel"), theme.colour("text"), self._share(series, FAINTEST))
            made = theme.colour("accent") if series.key == self.overlay.selected else made
            self._colours[1][series.key] = made
        return made

    def name_colour(self, series: Series) -> QColor:
        """The colour of its name, which is never too faint to be read."""
        if series.key == self.overlay.selected:
            return self.colour_of(series)
        return mixed(theme.colour("panel"), theme.colour("text"), self._share(series, LEAST_NAME))

    def _share(self, series: Series, least: float) -> float:
        """How much of a line's colour is the text's: the better the run the more."""
        return least + (1 - least) * (0.0 if self.overlay.selected else series.depth)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._lines = PlotLayer(self.area, self._paint_lines)
        self._names = PlotLayer(self.area, self._paint_names, z=2, whole=True)
        self._cross = PlotLayer(self.area, self._paint_cross, z=3, moves=True)

    def lay_out(self) -> None:
        self._measure()
        super().lay_out()

    def _measure(self) -> None:
        """Leave room for the names."""
        font = theme.font(theme.SECONDARY)
        self._widths = {each.key: text_width(each.name, font) for each in self.overlay.series}
        widest = max(self._widths.values(), default=0.0)
        self._right = min(widest + GAP + 14, self.width() * MOST_NAME)
        self.margins = (54.0, 36.0, self._right, 40.0)

    def draw(self) -> None:
        assert self.area is not None
        self.area.place(QSizeF(self.size()), *self.margins)
        self.area.show_range(*self.span(), *self.overlay.limits(), self.overlay.log, self.whole())
        self._lines.refresh(self._version)
        ends = [x for _, x, _ in self.overlay.ends()]  # the dots that lead to the names begin there
        self._names.begin_at(float(self.area.shown().x(min(ends, default=0.0))) - 8)
        self._names.refresh(self._version)
        self._move_cross()

    def point(self, at: int) -> None:
        at = at if 0 <= at < self.count() else -1
        if at != self.at:
            self.at = at
            if self.area is not None and not self.is_empty():
                self._move_cross()
            self.pointed.emit(at)

    def _move_cross(self) -> None:
        """Find what the cross-hair tells, and paint again where it was and where it is."""
        assert self.area is not None
        area, epoch, before = self.area.shown(), self.epoch(), self._reach
        self._rows, self._reach = [], QRectF()
        if epoch is not None and area.x0 <= epoch <= area.x1:
            points = [(each, *each.at(epoch)) for each in self.overlay.series]
            self._rows = [(y, each, x) for each, x, y in points if math.isfinite(y) and abs(x - epoch) < 1.0]
            better_first = self.overlay.percent and any(row[0] > 0.5 for row in self._rows)
            self._rows.sort(key=lambda row: row[0], reverse=better_first)
            rows, x = self._rows[: self._room(area)], float(area.x(epoch))
            wide = max([self._widths[each.key] for _, each, _ in rows] + [60.0])
            height = 28 + 16 * (len(rows) + (len(rows) < len(self._rows)))
            self._box = QRectF(x + 10, area.rect.top() + 4, wide + 96, height)
            if self._box.right() >= area.rect.right():
                self._box.moveRight(x - 10)
            stripe = QRectF(x - 5, area.rect.top() - 5, 10, area.rect.height() + 10)
            self._reach = self._box.united(stripe)
        for rect in (before, self._reach):
            self._cross.update(rect.adjusted(-2, -2, 2, 2))

    def _room(self, area: Area) -> int:
        return max(1, int((area.rect.height() - 34) / 16))

    def is_empty(self) -> bool:
        return not self._epochs

    def whole(self) -> tuple[float, float]:
        return 0.0, self.overlay.longest()

    def count(self) -> int:
        return len(self._epochs)

    def first_stop(self) -> int:
        return self.count() - 1

    def nearest(self, area: Area, place: QPointF) -> int:
        away = np.abs(np.array(self._epochs) - area.step(place.x()))
        return int(away.argmin()) if len(away) else -1

    def click_at(self, place: QPointF) -> None:
        if self.area is not None:
            self.chosen.emit(self.overlay.nearest(self.area.shown(), place))

    def newest(self) -> str:
        values = [f"{each.name} {self.overlay.text(y)}" for each, _, y in self.overlay.ends()]
        return listed((listed((self.title, self.note)), listed(values)), COLON)

    def table(self) -> Mapping[str, np.ndarray]:
        shown = self.overlay.series
        names = [each.name for each in shown for _ in each.x]
        x = np.concatenate([each.x for each in shown]) if shown else np.empty(0)
        y = np.concatenate([each.y for each in shown]) if shown else np.empty(0)
        return {
            "run": np.array(names, object),
            "step" if self.overlay.steps else "epoch": x,
            self.overlay.head or self.overlay.title.lower(): y,
        }

    def x_ticks(self, area: Area) -> list[Tick]:
        return axes.step_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 70)))

    def y_ticks(self, area: Area) -> list[Tick]:
        room, percent = max(2, int(area.rect.height() / 44)), self.overlay.percent
        if not self.overlay.log:
            return axes.linear_ticks(area.y0, area.y1, room, percent)
        ticks = axes.log_ticks(area.y0, area.y1, room, few=4)
        return [Tick(tick.value, f"{tick.value * 100:.4g} %") for tick in ticks] if percent else ticks

    # painting

    def _paint_lines(self, painter: QPainter, area: Area) -> None:
        series, chosen = self.overlay.series, self.overlay.selected
        ends = np.cumsum([len(each.x) for each in series])[:-1]  # all lines at once: most are short
        x = np.split(area.x(np.concatenate([each.x for each in series])), ends)
        y = np.split(area.y(np.concatenate([each.y for each in series])), ends)
        thin, thick = (1.0, 1.75) if len(series) > MANY else (1.5, 2.25)
        order = sorted(range(len(series)), key=lambda i: (series[i].key == chosen, series[i].depth))
        painter.save()
        painter.setClipRect(area.rect.adjusted(0, -1, 1, 1))
        for i in order:
            painter.setPen(QPen(self.colour_of(series[i]), thick if series[i].key == chosen else thin))
            draw_through(painter, x[i], y[i])
        painter.restore()
        for i in order:
            colour = self.colour_of(series[i])
            if len(x[i]) <= MARKED:
                self._paint_marks(painter, area, x[i], y[i], self._shapes[series[i].key], colour)
            mark_outside(painter, area, x[i], y[i], colour)

    def _paint_marks(
        self, painter: QPainter, area: Area, x: np.ndarray, y: np.ndarray, shape: int, colour: QColor
    ) -> None:
        inside = (y >= area.rect.top() - 1) & (y <= area.rect.bottom() + 1)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(theme.colour("panel") if shape == SHAPES - 1 else colour)
        for place in zip(x[inside].tolist(), y[inside].tolist(), strict=True):
            _paint_mark(painter, QPointF(*place), shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def card_look(self) -> tuple[object, ...]:
        return (*super().card_look(), self._right)

    def paint_card(self, painter: QPainter) -> None:
        super().paint_card(painter)
        if not self.is_empty():
            left, _, right, _ = self.margins
            below = QRectF(left, self.height() - 22, self.width() - left - right, 16)
            write(painter, below, self.across(), theme.font(theme.FLOOR), "faint", CENTRE)

    def across(self) -> str:
        """What the horizontal axis counts."""
        return self.tr("step") if self.overlay.steps else self.tr("epoch")

    def _paint_names(self, painter: QPainter, area: Area) -> None:
        rect, ends, found = area.rect, [], self.overlay.ends()
        heights = area.held(np.array([y for _, _, y in found])).tolist()
        across = np.minimum(area.x(np.array([x for _, x, _ in found])), rect.right()).tolist()
        for (each, _, _), x, y in zip(found, across, heights, strict=True):
            chosen = each.key == self.overlay.selected
            rank = 2.0 if chosen else each.depth
            ends.append(LineEnd(each.name, self.name_colour(each).name(), x, y, rank, chosen))
        left, top = rect.right() + GAP, rect.top() - 6
        room = QRectF(left, top, max(20.0, self._right - GAP - 6), self.height() - 8 - top)
        paint_names(painter, ends, rect.right(), room, theme.SECONDARY, NAME_HEIGHT, not self.exporting)

    def _paint_cross(self, painter: QPainter, area: Area) -> None:
        """Paint a line at the epoch under the mouse, with every run's exact value beside it."""
        epoch = self.epoch()
        if epoch is None or self.exporting or not area.x0 <= epoch <= area.x1:
            return
        x = float(area.x(epoch))
        painter.setPen(QPen(theme.colour("dim"), 1))
        painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        painter.setPen(QPen(theme.colour("panel"), 1))
        across = area.x(np.array([row[2] for row in self._rows])).tolist()
        heights = area.y(np.array([row[0] for row in self._rows])).tolist()
        for (_, each, _), at, y in zip(self._rows, across, heights, strict=True):
            if area.rect.top() <= y <= area.rect.bottom():
                painter.setBrush(self.colour_of(each))
                painter.drawEllipse(QPointF(at, y), 3.5, 3.5)
        self._paint_values(painter, area, epoch)

    def _paint_values(self, painter: QPainter, area: Area, epoch: float) -> None:
        shown, box = self._rows[: self._room(area)], self._box
        left_out = len(self._rows) - len(shown)
        frame(painter, box, 6, "edge", "raised")
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour("dim"))
        row = QRectF(box.left() + 10, box.top() + 5, box.width() - 20, 16)
        here = translate("Overlay", "epoch {0}").format(f"{epoch:.4g}")
        if self.overlay.steps:
            here = translate("Overlay", "step {0}").format(f"{epoch:,.0f}")
        painter.drawText(row, LEFT, here)
        for value, each, _ in shown:
            row.translate(0, 16)
            chosen = each.key == self.overlay.selected
            draw_name(painter, row, each.name, theme.colour("accent" if chosen else "text").name())
            painter.setPen(theme.colour("accent" if chosen else "text"))
            painter.drawText(row, RIGHT, self.overlay.text(value))
        if left_out:
            row.translate(0, 16)
            painter.setPen(theme.colour("faint"))
            painter.drawText(row, LEFT, translate("Overlay", "and {0} more").format(left_out))


def _paint_mark(painter: QPainter, at: QPointF, shape: int) -> None:
    """Paint a mark of about 6 pixels: greys that cross are told apart by its shape."""
    if shape == 1:
        painter.drawRect(QRectF(at.x() - 2.2, at.y() - 2.2, 4.4, 4.4))
    elif shape in (2, 3):
        below = [QPointF(2.8, 2.2), QPointF(-2.8, 2.2)] if shape == 2 else []
        sides = [] if shape == 2 else [QPointF(3.2, 0), QPointF(0, 3.2), QPointF(-3.2, 0)]
        painter.drawPolygon([at + corner for corner in (QPointF(0, -3.2), *below, *sides)])
    else:
        painter.drawEllipse(at, 2.2, 2.2)
