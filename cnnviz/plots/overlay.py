"""Curves of many runs over one another: what is shown, in numbers, and how it becomes pixels.

Knows no widget: the window, the pictures in files and the tests all paint the same Overlay. Runs are greys,
the better the brighter, and are told apart by the names at their ends; the accent is for the selected one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cnnviz.plots import axes, curve_painting, end_labels
from cnnviz.plots.axes import Tick
from cnnviz.plots.curve_lines import Area, grey, mixed
from cnnviz.widgets import theme

LEFT, TOP, BOTTOM = 54.0, 36.0, 40.0
GAP, NAME_HEIGHT, MOST_NAME = 16.0, 15.0, 0.3  # of the width
MARKED = 40  # points that a line may have to be marked one by one
FAINTEST = 0.42  # of the text's colour in the worst run's line
SHAPES = 5  # of marks: disc, square, triangle, diamond, ring
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("Overlay", text)


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
    cross: float | None = None  # the epoch under the cross-hair

    def text(self, value: float) -> str:
        """A value as it is written here, exactly enough to tell runs apart."""
        if self.percent and math.isfinite(value):
            return f"{value * 100:.2f} %"
        return axes.number_text(value)

    def measure(self, size: QSizeF) -> Area:
        """The limits that hold every line, and where they lie."""
        names = [each.name for each in self.series]
        metrics = QFontMetricsF(theme.font(theme.SECONDARY))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        right = min(widest + GAP + 14, size.width() * MOST_NAME)
        rect = QRectF(LEFT, TOP, size.width() - LEFT - right, size.height() - TOP - BOTTOM)
        longest = max((float(each.x[-1]) for each in self.series if len(each.x)), default=1.0)
        return Area(rect, 0.0, max(1.0, math.ceil(longest - 1e-6)), *self._limits(), self.log)

    def nearest(self, area: Area, place: QPointF) -> str:
        """The key of the line that passes closest to a place, "" if none is near."""
        epoch, best, found = area.step(place.x()), 24.0, ""
        for each in self.series:
            x, y = each.at(epoch)
            if math.isfinite(y):
                away = abs(float(area.y(y)) - place.y()) + abs(float(area.x(x)) - place.x()) / 4
                if away < best:
                    best, found = away, each.key
        return found

    def snap(self, epoch: float) -> float | None:
        """The nearest epoch that any line has a value at."""
        points = [each.at(epoch)[0] for each in self.series]
        points = [x for x in points if math.isfinite(x)]
        return min(points, key=lambda x: abs(x - epoch)) if points else None

    def _limits(self) -> tuple[float, float]:
        values = [each.y[np.isfinite(each.y)] for each in self.series]
        known = np.concatenate(values) if values else np.empty(0)
        if self.log:
            return axes.log_range(*axes.positive_extent([known]))
        if not len(known):
            return 0.0, 1.0
        if self.percent and known.max() > 0.5:  # accuracies: up to 100 %
            return axes.percent_range(known, np.empty(0))
        return 0.0, _above(float(np.quantile(known, 0.98)))


# painting


def paint(painter: QPainter, overlay: Overlay, size: QSizeF) -> Area:
    """Everything but the cross-hair; returns where it lies."""
    area = overlay.measure(size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.fillRect(QRectF(QPointF(), size), theme.colour("panel"))
    _paint_title(painter, overlay, size)
    if not overlay.series:
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(theme.colour("dim"))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(QPointF(), size).adjusted(40, 40, -40, -40), wrapped, overlay.empty)
        return area
    _paint_axes(painter, overlay, area)
    shapes = {each.key: place % SHAPES for place, each in enumerate(overlay.series)}
    ordered = sorted(overlay.series, key=lambda each: (each.key == overlay.selected, each.depth))
    for each in ordered:
        _paint_line(painter, overlay, area, each, shapes[each.key])
    _paint_names(painter, overlay, area, size)
    return area


def paint_cross(painter: QPainter, overlay: Overlay, area: Area, size: QSizeF) -> None:
    """A line at the epoch under the mouse, with every run's exact value beside it."""
    if overlay.cross is None or not overlay.series:
        return
    x = float(area.x(overlay.cross))
    painter.setPen(QPen(theme.colour("dim"), 1))
    painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
    rows = []
    for each in overlay.series:
        at, value = each.at(overlay.cross)
        if math.isfinite(value) and abs(at - overlay.cross) < 1.0:
            rows.append((value, each))
            painter.setBrush(colour_of(overlay, each))
            painter.setPen(QPen(theme.colour("panel"), 1))
            painter.drawEllipse(QPointF(float(area.x(at)), float(area.y(value))), 3.5, 3.5)
    better_first = overlay.percent and any(value > 0.5 for value, _ in rows)
    rows.sort(key=lambda row: row[0], reverse=better_first)
    _paint_card(painter, overlay, area, x, rows)


def colour_of(overlay: Overlay, series: Series) -> QColor:
    """The accent for the selected line, else its grey; fainter while another one is selected."""
    if series.key == overlay.selected:
        return theme.colour("accent")
    colour = mixed(theme.colour("panel"), theme.colour("text"), FAINTEST + (1 - FAINTEST) * series.depth)
    return mixed(theme.colour("panel"), colour, 0.6) if overlay.selected else colour


def _paint_title(painter: QPainter, overlay: Overlay, size: QSizeF) -> None:
    row = QRectF(14, 8, size.width() - 28, 18)
    font = theme.font(theme.BODY, theme.SEMIBOLD)
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    painter.drawText(row, LEFT_MIDDLE, overlay.title)
    row.setLeft(row.left() + QFontMetricsF(font).horizontalAdvance(overlay.title) + 12)
    painter.setFont(theme.font(theme.SECONDARY))
    painter.setPen(theme.colour("faint"))
    painter.drawText(row, LEFT_MIDDLE, overlay.note)


def _paint_axes(painter: QPainter, overlay: Overlay, area: Area) -> None:
    ticks = _ticks(overlay, area)
    epochs = axes.step_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 70)))
    curve_painting.paint_grid(painter, area, ticks, epochs)
    painter.setPen(theme.colour("faint"))
    painter.setFont(theme.font(theme.FLOOR))
    below = QRectF(area.rect.left(), area.rect.bottom() + 18, area.rect.width(), 16)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, tr("epoch"))


def _ticks(overlay: Overlay, area: Area) -> list[Tick]:
    room = max(2, int(area.rect.height() / 44))
    if overlay.log:
        ticks = axes.log_ticks(area.y0, area.y1, room)
        values = [tick.value for tick in ticks]
        if len(values) <= 3:  # few decades: 2 and 5 between them
            low, high = math.floor(math.log10(area.y0)), math.ceil(math.log10(area.y1))
            values = [m * 10.0**k for k in range(low, high + 1) for m in (1, 2, 5)]
            values = [value for value in values if area.y0 * 0.999 <= value <= area.y1 * 1.001]
    else:
        pace = (area.y1 - area.y0) / room
        power = 10.0 ** math.floor(math.log10(pace))
        pace = next(m * power for m in (1, 2, 5, 10) if m * power >= pace * (1 - 1e-9))
        first, last = math.ceil(area.y0 / pace - 1e-9), math.floor(area.y1 / pace + 1e-9)
        values = [k * pace for k in range(first, last + 1)]
    return [Tick(value, f"{value * 100:.4g} %" if overlay.percent else f"{value:.4g}") for value in values]


def _paint_line(painter: QPainter, overlay: Overlay, area: Area, series: Series, shape: int) -> None:
    x, y = area.x(series.x), area.y(series.y)
    colour = colour_of(overlay, series)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, 2.25 if series.key == overlay.selected else 1.5))
    curve_painting.paint_segments(painter, x, y)
    if len(x) <= MARKED:
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(theme.colour("panel") if shape == SHAPES - 1 else colour)
        for place in zip(x.tolist(), y.tolist(), strict=True):
            if math.isfinite(place[1]):
                _paint_mark(painter, QPointF(*place), shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_mark(painter: QPainter, at: QPointF, shape: int) -> None:
    """A mark of about 6 pixels: greys that cross are told apart by its shape."""
    if shape == 1:
        painter.drawRect(QRectF(at.x() - 2.2, at.y() - 2.2, 4.4, 4.4))
    elif shape in (2, 3):
        below = [QPointF(2.8, 2.2), QPointF(-2.8, 2.2)] if shape == 2 else []
        sides = [] if shape == 2 else [QPointF(3.2, 0), QPointF(0, 3.2), QPointF(-3.2, 0)]
        painter.drawPolygon([at + corner for corner in (QPointF(0, -3.2), *below, *sides)])
    else:
        painter.drawEllipse(at, 2.2, 2.2)


def _paint_names(painter: QPainter, overlay: Overlay, area: Area, size: QSizeF) -> None:
    ends = []
    for each in overlay.series:
        finite = np.flatnonzero(np.isfinite(each.y))
        if len(finite):
            last = finite[-1]
            ends.append((each, float(area.x(each.x[last])), float(area.y(each.y[last]))))
    if not ends:
        return
    top, bottom = area.rect.top() - 6, size.height() - 8
    ranks = [2.0 if each.key == overlay.selected else each.depth for each, _, _ in ends]
    shown = [ends[index] for index in end_labels.fitting(ranks, NAME_HEIGHT, bottom - top)]
    heights = end_labels.spread([y for _, _, y in shown], NAME_HEIGHT, top, bottom)
    left = area.rect.right() + GAP
    metrics = QFontMetricsF(theme.font(theme.SECONDARY))
    for (each, x, y), height in zip(shown, heights, strict=True):
        colour, chosen = colour_of(overlay, each), each.key == overlay.selected
        edge = area.rect.right()
        painter.setPen(QPen(mixed(theme.colour("panel"), colour, 0.5), 1))
        if x < edge - 3:  # a shorter run: its name is a long way off
            painter.setPen(QPen(mixed(theme.colour("panel"), colour, 0.35), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(x + 3, y, edge, y))
        painter.drawLine(QLineF(max(x + 3, edge), y, left - 3, height))
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD if chosen else theme.REGULAR))
        painter.setPen(colour if chosen else grey(each.depth))
        name = metrics.elidedText(each.name, Qt.TextElideMode.ElideRight, size.width() - left - 8)
        painter.drawText(QRectF(left, height - 9, size.width() - left - 4, 18), LEFT_MIDDLE, name)


def _paint_card(
    painter: QPainter, overlay: Overlay, area: Area, x: float, rows: list[tuple[float, Series]]
) -> None:
    font = theme.font(theme.SECONDARY)
    metrics = QFontMetricsF(font)
    most = max(1, int((area.rect.height() - 34) / 16))
    shown = rows[:most]
    left_out = len(rows) - len(shown)
    assert overlay.cross is not None
    head = tr("epoch {0}").format(f"{overlay.cross:.4g}")
    wide = max([metrics.horizontalAdvance(each.name) for _, each in shown] + [60.0])
    box = QRectF(0, area.rect.top() + 4, wide + 96, 28 + 16 * (len(shown) + bool(left_out)))
    box.moveLeft(x + 10 if x + 10 + box.width() < area.rect.right() else x - 10 - box.width())
    painter.setPen(QPen(theme.colour("edge"), 1))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(theme.colour("dim"))
    row = QRectF(box.left() + 10, box.top() + 5, box.width() - 20, 16)
    painter.drawText(row, LEFT_MIDDLE, head)
    for value, each in shown:
        row.translate(0, 16)
        painter.setPen(theme.colour("accent" if each.key == overlay.selected else "text"))
        painter.drawText(row, LEFT_MIDDLE, each.name)
        painter.drawText(row, RIGHT_MIDDLE, overlay.text(value))
    if left_out:
        row.translate(0, 16)
        painter.setPen(theme.colour("faint"))
        painter.drawText(row, LEFT_MIDDLE, tr("and {0} more").format(left_out))


def _above(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7 x 10^k: where a linear axis ends."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(m * power for m in (1, 1.5, 2, 3, 5, 7, 10) if m * power >= value * 1.02 or m == 10)
