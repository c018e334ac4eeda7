"""One plot of curves over the steps of a run: Curves as a widget that zooms, points and walks along them.

Noisy lines are stems of a pixel's width between each column's extremes, smooth ones segments: a thick
antialiased polyline through noise would take a hundred times as long.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots import axes, palette, playhead
from cnnviz.plots.area import (
    SQUARE,
    Area,
    draw_lines,
    draw_squares,
    draw_through,
    mark_outside,
    mixed,
    text_width,
)
from cnnviz.plots.branch_names import BranchNames
from cnnviz.plots.columns import POINTS
from cnnviz.plots.curve_model import LOW, NAME_HEIGHT, NAMES, Curves, Line
from cnnviz.plots.names import LEADER, LineEnd, paint_names
from cnnviz.plots.playhead import Playhead
from cnnviz.plots.plot import Plot
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.painting import LEFT, RIGHT

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

SAID = 250  # ms
NEAR = 2.0  # pixels that a name may be away from its line
AHEAD = 16.0  # pixels that a line grows by before its name is painted again


class CurvePlot(Plot):
    """Shows Curves. `pointed` tells the step that is pointed at, 0 for none; `at` is one less.

    `passed` tells, as the mouse moves over the data, how far below the plot's top it is.
    """

    passed = Signal(float)

    own_keys = (*Plot.own_keys, Qt.Key.Key_Up, Qt.Key.Key_Down)
    narrowest = 20.0  # steps

    def __init__(self, name: str, curves: Curves, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.curves = curves
        self.can_log = not curves.percent
        self.log = curves.log
        self.branch_names = BranchNames(curves)
        self.playhead = Playhead(curves, self._area_in_sight, self.branch_names.at, self)
        self.playhead.moved.connect(self.point_at)
        self._steps = 0  # that the picture shows
        self._look: object = None
        self._colours: list[QColor] = []
        self._ends: list[LineEnd] = []  # where the names stand, and of which numbers
        self._named: tuple[float, np.ndarray, QRectF, tuple[int, ...]] = (0.0, np.empty(0), QRectF(), ())
        # While it runs, the newest values in words are new enough.
        self._said = QTimer(self, singleShot=True, interval=SAID)
        self._said.timeout.connect(self._say)

    # what is shown

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import CrossLayer, GrowingLayer, PlotLayer

        super().build(view)
        assert self.area is not None
        self._strokes = GrowingLayer(self.area, self._paint_lines)
        self._names = PlotLayer(self.area, self._paint_names, z=2, whole=True)
        self._others = PlotLayer(self.area, self.branch_names.paint, z=1)
        self._cross = CrossLayer(self.area, self._paint_cross)
        self._then = PlotLayer(self.area, self._paint_then, z=2.5, moves=True)
        view.viewport().installEventFilter(self.playhead)

    def lay_out(self) -> None:
        self.margins = self.curves.margins(self.height())
        super().lay_out()

    def is_empty(self) -> bool:
        return not self.curves.steps

    def count(self) -> int:
        return self.curves.steps

    def whole(self) -> tuple[float, float]:
        return 0.0, self.curves.whole

    def set_span(self, first: float, last: float) -> None:
        super().set_span(first, last)
        self.curves.zoomed = self.zoomed

    def use_log(self, log: bool) -> None:
        if log != self.curves.log and self.can_log:
            self.curves.log, self.curves.limits = log, None
            super().use_log(log)

    def refresh(self) -> None:
        self.empty, self.title = self.curves.empty_text, self.curves.title
        self.curves.zoomed = self.zoomed
        super().refresh()

    def draw(self) -> None:
        """Take what is new: the curves have grown, or something about them has changed."""
        assert self.area is not None
        curves = self.curves
        self.margins = curves.margins(self.height())
        self.area.place(QSizeF(self.size()), *self.margins)
        area = curves.measure(self.width(), self.height())
        self.area.show_range(area.x0, area.x1, area.y0, area.y1, area.log, self.whole())
        tests = 0 if curves.points is None else len(curves.points.steps)
        names = tuple(line.name for line in curves.lines)
        look = (
            curves.columns,
            curves.selected,
            curves.marked,
            curves.window,
            curves.offset,
            tests,
            names,
            theme.current().name,
            curves.others,
        )
        before, self._steps = self._steps, curves.steps
        # Only grown: everything up to the last whole point of the smooth lines stays as it is.
        grown = 0 < before <= curves.steps
        if look != self._look:
            self._look, self._ends = look, []
            self._colours = [self.colour_of(line) for line in curves.lines]
        left = float(area.x(before - curves.window / POINTS - 1)) if grown else -math.inf
        self._strokes.grow(look, left, float(area.x(curves.steps)))
        if curves.names and len(curves.at):
            self._place_names(area)
        self.branch_names.place(area, self._marks(area, area.x0))
        self._others.refresh([(box.getRect(), other.name) for box, other in self.branch_names.boxes])
        self._move_cross()

    def _place_names(self, area: Area) -> None:
        """Put the names beside the ends of their lines; they stay while they are near enough."""
        curves = self.curves
        x, heights = float(area.x(curves.at[-1])), area.held(curves.means[:, -1])
        here = (x, heights, area.rect, tuple(curves.drawn))
        if self._ends:
            before = self._named
            away = np.abs(heights - before[1])
            known = np.isfinite(heights) == np.isfinite(before[1])
            if here[2:] == before[2:] and x <= self._ends[0].x and known.all() and not (away > NEAR).any():
                return
        self._named = here
        ahead = math.ceil((x + 5) / AHEAD) * AHEAD  # where the dots that lead to the names begin
        self._ends = []
        for i in curves.drawn:
            line, chosen = curves.lines[i], curves.lines[i].name == curves.selected
            if math.isfinite(heights[i]):
                rank = line.rank + 2.0 * chosen
                y = round(float(heights[i]))
                colour = palette.layer_colour(line.index).name()  # a name is to be read beside any other
                self._ends.append(LineEnd(line.name, colour, ahead, y, rank, chosen))
        self._names.begin_at(ahead - 4)
        self._names.refresh(tuple(self._ends))

    def colour_of(self, line: Line) -> QColor:
        """A layer's own colour, paler beside the selected one; the colour of text for training batches."""
        selected = self.curves.selected
        if not self.curves.names:
            return theme.colour("text")
        return palette.layer_colour(line.index, bool(selected) and line.name != selected)

    def y_ticks(self, area: Area) -> list[axes.Tick]:
        return self.curves.ticks(area)

    def x_ticks(self, area: Area) -> list[axes.Tick]:
        return axes.step_ticks(area.x0, area.x1, max(4, int(area.rect.width() / 110)))

    def newest(self) -> str:
        return self.curves.newest()

    def _describe(self) -> None:
        """Say the newest values; of a run that grows in every frame, a few times a second."""
        if not self._said.isActive():
            self._say()
            if not self.is_empty():
                self._said.start()

    @Slot()
    def _say(self) -> None:
        super()._describe()

    def table(self) -> Mapping[str, np.ndarray]:
        return self.curves.table()

    # the past, and other branches

    def show_then(self, step: int | None) -> None:
        """Mark the past step in sight; None for none."""
        if step != self.curves.then:
            self.curves.then = step
            if self.view is not None:
                self._then.update()

    def _area_in_sight(self) -> Area | None:
        return self.area.shown() if self.area is not None and self.curves.steps else None

    def _paint_then(self, painter: QPainter, area: Area) -> None:
        if self.curves.then is not None:
            playhead.paint(painter, area, self.curves.then)

    # pointing and walking

    def set_cross(self, step: int, chosen: str = "") -> None:
        """Put the cross-hair on a step; 0 takes it away."""
        step = max(0, min(step, self.curves.steps))
        if (step, chosen) != (self.curves.cross, self.curves.chosen):
            self.curves.cross, self.curves.chosen = step, chosen
            self.at = step - 1
            if self.view is not None:
                self._move_cross()
                self.view.refresh_title()

    def _move_cross(self) -> None:
        assert self.area is not None
        self._cross.move(float(self.area.shown().x(self.curves.cross)) if self.curves.cross else None)

    def point_to(self, name: str, step: int) -> None:
        """Point at a line's value at a step; step 0 at nothing."""
        before = (self.curves.cross, self.curves.chosen)
        self.set_cross(step, name)
        if (self.curves.cross, self.curves.chosen) != before:
            self.pointed.emit(self.curves.cross)

    def point(self, at: int) -> None:
        self.point_to(self.curves.chosen if at >= 0 else "", at + 1)

    def point_at(self, place: QPointF | None) -> None:
        area, curves = self.area.shown() if self.area is not None else None, self.curves
        inside = area is not None and place is not None and area.rect.adjusted(-6, -8, 6, 12).contains(place)
        if area is None or place is None or not inside or not curves.steps:
            self.point_to("", 0)
            return
        self.passed.emit(place.y())
        step = round(min(max(area.step(place.x()), curves.offset + 1), curves.steps))
        self.point_to(curves.nearest_line(area, step, place.y()) if curves.names else "", step)

    def walk(self, key: Qt.Key, far: bool) -> None:
        curves = self.curves
        if not curves.steps:
            return
        x0, x1 = curves.span
        pace = max(1, round((x1 - x0) / max(1.0, self.width()) * (10 if far else 1)))
        first, last = max(curves.offset + 1, math.ceil(x0)), min(curves.steps, int(x1))
        here = curves.cross or last
        stops = {
            Qt.Key.Key_Left: here - pace if curves.cross else here,
            Qt.Key.Key_Right: here + pace,
            Qt.Key.Key_Home: first,
            Qt.Key.Key_End: last,
        }
        step = min(max(stops.get(key, here), first), last)
        names = [curves.lines[i].name for i in curves.drawn] if curves.names else [""]
        turn = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        place = names.index(curves.chosen) + turn if curves.chosen in names else 0
        self.point_to(names[place % len(names)], step)

    def zoom_by_key(self, factor: float) -> None:
        self.zoom(factor, float(self.curves.cross) if self.curves.cross else None)

    # painting

    def title_look(self) -> tuple[object, ...]:
        curves = self.curves
        read = (
            curves.cross,
            curves.chosen,
            curves.steps if curves.cross else 0,
            curves.reserved,
            curves.selected,
        )
        others = tuple((other.name, other.role) for other in curves.others if other.role)
        return (*super().title_look(), *read, curves.window, curves.points is None, others)

    def paint_title(self, painter: QPainter, row: QRectF) -> None:
        """Paint the title, then what the lines mean; while the cross-hair is there, its numbers instead."""
        curves = self.curves
        row = QRectF(row.left(), 3.0 if self.height() < LOW else 6.0, row.width() - curves.reserved, 16.0)
        font = theme.font(theme.SECONDARY, theme.MEDIUM)
        title = curves.title.partition(",")[0] if curves.cross else curves.title
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(row.width()))
        painter.drawText(row, LEFT, shown)
        row.setLeft(row.left() + text_width(title, font) + 10)
        painter.setFont(theme.font(theme.FLOOR))
        if curves.cross:
            self._paint_readout(painter, row)
        elif curves.steps:
            self.paint_note(painter, row)

    def paint_note(self, painter: QPainter, row: QRectF) -> None:
        """Paint what the lines are."""
        curves, font, smooth = self.curves, painter.font(), smoothing_text(self.curves.window)
        if curves.names:
            if text_width(smooth, font) <= row.width():
                painter.setPen(theme.colour("faint"))
                painter.drawText(row, LEFT, smooth)
            return
        painter.setPen(theme.colour("dim"))
        others = [other for other in curves.others if other.role]
        points = "" if curves.points is None else curves.points.name
        keys = [each.name for each in others] + [line.name for line in curves.lines]
        taken = sum(text_width(name, font) + 27 for name in keys)
        # Too narrow for all: squares are known without their name first.
        if points and taken + text_width(points, font) + 11 <= row.width():
            painter.drawText(row, RIGHT, points)
            row.setRight(row.right() - text_width(points, font) - 11)
            mark = np.array([row.right() + 4]), np.array([row.center().y()])
            draw_squares(painter, *mark, theme.colour("panel"), theme.colour("text"))
            row.setRight(row.right() - 10)
        for other in others:
            self._paint_key(painter, row, other.name, theme.colour(other.role))
        for line in reversed(curves.lines):
            both = translate("CurvePlot", "{0}, {1}").format(line.name, smooth)
            text = both if line.noisy else line.name
            if text_width(text, font) + 18 > row.width():
                text = line.name
            self._paint_key(painter, row, text, self.colour_of(line))

    def _paint_key(self, painter: QPainter, row: QRectF, text: str, colour: QColor) -> None:
        """Paint a line's name with a piece of it at the row's right end, which it takes, if there is room."""
        if text_width(text, painter.font()) + 17 > row.width():
            return
        painter.setPen(theme.colour("dim"))
        painter.drawText(row, RIGHT, text)
        right = row.right() - text_width(text, painter.font()) - 6
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QLineF(right - 11, row.center().y(), right, row.center().y()))
        row.setRight(right - 21)

    def _paint_readout(self, painter: QPainter, row: QRectF) -> None:
        curves = self.curves
        name = (
            (curves.chosen or curves.selected) if curves.names or not curves.lines else curves.lines[0].name
        )
        texts = [translate("CurvePlot", "step {0}").format(f"{curves.cross:,}")]
        if name:
            value, mean = curves.value_at(name, curves.cross), curves.mean_at(name, curves.cross)
            texts.append(f"{name if curves.names else ''} {curves.text_of(value)}".strip())
            texts.append(translate("CurvePlot", "mean {0}").format(curves.text_of(mean)))
        # Too narrow for all: the mean goes first, then the step, never the value.
        while len(texts) > 1 and text_width("   ".join(texts), painter.font()) > row.width():
            texts.pop(2 if len(texts) == 3 else 0)
        painter.setPen(theme.colour("text"))
        painter.drawText(row, RIGHT, "   ".join(texts))

    def _paint_lines(self, painter: QPainter, area: Area, left: float) -> None:
        """Paint all lines from pixel `left` on."""
        curves = self.curves
        first = max(area.x0, area.step(left)) if left > area.rect.left() else area.x0
        if curves.marked and area.x0 <= curves.marked <= area.x1:
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
            at = round(float(area.x(curves.marked)))
            painter.drawLine(QLineF(at, area.rect.top(), at, area.rect.bottom()))
        # The more steps share a pixel, the more of it is filled, and the fainter it has to be.
        crowd = math.log2(max(1.0, (area.x1 - area.x0) / area.rect.width()))
        noise = mixed(theme.colour("panel"), theme.colour("faint"), max(0.4, 0.8 - 0.07 * crowd))
        for other in curves.others:
            playhead.paint_branch(painter, area, other, curves.window)
        for place, line in enumerate(curves.lines):
            if line.noisy:
                self._paint_stems(painter, area, place, noise, first)
        marks = self._marks(area, first)
        if marks is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(theme.colour("dim"), 1))
            draw_through(painter, *marks)
        new = max(0, int(np.searchsorted(curves.at, first)) - 1)
        x, heights = area.x(curves.at[new:]), area.y(curves.means[:, new:])
        with np.errstate(invalid="ignore"):
            outside = (heights > area.rect.bottom() + 0.5) | (heights < area.rect.top() - 0.5)
        some_outside = bool(outside.any())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        # The selected line last: it lies above the others.
        for i in sorted(curves.drawn, key=lambda i: curves.lines[i].name == curves.selected):
            line = curves.lines[i]
            chosen, colour = line.name == curves.selected, self._colours[i]
            painter.setPen(QPen(colour, 2.5 if chosen else 2.0 if line.noisy else 1.5))
            draw_through(painter, x, heights[i])
            if (
                curves.names
                and len(x)
                and x[-1] < area.rect.right() - 8
                and heights[i, -1] < area.rect.bottom()
            ):
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(x[-1], heights[i, -1]), 1.2, 1.2)
                painter.setBrush(Qt.BrushStyle.NoBrush)
            if some_outside and outside[i].any():
                mark_outside(painter, area, x, heights[i], colour)
        if marks is not None:
            self._paint_points(painter, area, *marks)

    def _paint_points(self, painter: QPainter, area: Area, x: np.ndarray, y: np.ndarray) -> None:
        clip = painter.clipBoundingRect()  # a point on an axis is whole
        painter.setClipRect(clip.adjusted(-SQUARE, -SQUARE, SQUARE, SQUARE))
        inside = np.where((y >= area.rect.top() - 1) & (y <= area.rect.bottom() + 1), y, np.nan)
        draw_squares(painter, x, inside, theme.colour("panel"), theme.colour("text"))
        mark_outside(painter, area, x, y, theme.colour("dim"))

    def _marks(self, area: Area, first: float) -> tuple[np.ndarray, np.ndarray] | None:
        points = self.curves.points
        if points is None or not len(points.steps) or points.steps[-1] < first:
            return None
        near = slice(
            max(0, int(np.searchsorted(points.steps, first)) - 1),
            int(np.searchsorted(points.steps, area.x1, "right")),
        )
        return area.x(points.steps[near]), area.y(np.asarray(points.values)[near])

    def _paint_stems(self, painter: QPainter, area: Area, place: int, colour: QColor, first: float) -> None:
        """Paint each pixel column's lowest to highest value, or a thin line where each value has room."""
        columns, offset = self.curves.columns, self.curves.offset
        start = max(0, math.floor(area.x0) - offset - 2, int(first) - offset - 1)
        stop = min(len(columns), math.ceil(area.x1) - offset + 1)
        if stop <= start:
            return
        per_pixel = (area.x1 - area.x0) / max(1.0, area.rect.width())
        painter.setPen(QPen(colour, 1))
        if per_pixel <= 1.0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            values = columns.values[start:stop, place].astype(float)
            values[~np.isfinite(values)] = np.nan
            x, y = area.x(np.arange(start, stop) + offset + 1), area.y(values)
            draw_through(painter, x, y)
            mark_outside(painter, area, x, y, colour)
            return
        edges = columns.edges(start, stop, per_pixel)
        low, high = (np.rint(area.y(each)) for each in columns.extremes(edges, place))
        x = np.floor(area.x((edges[:-1] + edges[1:] + 1) / 2 + offset))
        with np.errstate(invalid="ignore"):
            if (low > area.rect.bottom() + 0.5).any() or (high < area.rect.top() - 0.5).any():
                mark_outside(painter, area, x, np.where(high < area.rect.top(), high, low), colour)
                painter.setPen(QPen(colour, 1))
        there = np.isfinite(low)
        # Reach to the neighbour, so that a steep fall is one stroke and not loose stems: pixels grow
        # downwards.
        above, below = np.fmin(high[1:], low[:-1]), np.fmax(low[1:], high[:-1])
        high[1:], low[1:] = above, below
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        # (n,) four times -> (n, 4): x1, y1, x2, y2
        draw_lines(painter, np.column_stack((x, high, x, low))[there])

    def _paint_names(self, painter: QPainter, area: Area) -> None:
        if self._ends:
            left = area.rect.right() + LEADER
            top, hidden = area.rect.top() - 1, len(self.curves.lines) - len(self.curves.drawn)
            room = QRectF(left, top, NAMES - LEADER, self.height() - 1 - top)
            where, pictures = (area.rect.right(), room), not self.exporting
            paint_names(painter, self._ends, *where, theme.FLOOR, NAME_HEIGHT, pictures, hidden)

    def _paint_cross(self, painter: QPainter, area: Area) -> None:
        """Paint a line at the step under the mouse and a dot on each curve."""
        curves = self.curves
        if not curves.cross or not area.x0 <= curves.cross <= area.x1 or self.exporting:
            return
        x = round(float(area.x(curves.cross)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("dim"), 1))
        painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(theme.colour("panel"), 1))
        for line in (curves.lines[i] for i in curves.drawn):
            # On the exact value where that is drawn, on the mean where only the mean is.
            value = (curves.value_at if line.noisy else curves.mean_at)(line.name, curves.cross)
            y = float(area.y(value))
            if area.rect.top() - 1 <= y <= area.rect.bottom() + 1:
                radius = 3.5 if line.name == curves.chosen or line.noisy else 2.5
                painter.setBrush(self.colour_of(line))
                painter.drawEllipse(QPointF(x + 0.5, y), radius, radius)


def smoothing_text(window: int) -> str:
    """What the smooth line is: "mean of 64 steps", or "each step" where nothing is smoothed."""
    words = translate("CurvePlot", "mean of {0} steps")
    return words.format(f"{window:,}") if window > 1 else translate("CurvePlot", "each step")
