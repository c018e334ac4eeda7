"""The card around a plot: title, legend or read-out, the curves, and their names at the ends with leader
lines.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from cnnviz.plots import axes, curve_painting, end_labels
from cnnviz.plots.curve_lines import Area, Line, grey, mixed
from cnnviz.plots.curve_model import LOW, NAME_HEIGHT, NAMES, Curves
from cnnviz.widgets import theme

RADIUS = 6.0
MARGIN = 10.0
LEADER = 14.0  # pixels between the end of the step axis and the names

VCENTER = Qt.AlignmentFlag.AlignVCenter
AT_LEFT = VCENTER | Qt.AlignmentFlag.AlignLeft
AT_RIGHT = VCENTER | Qt.AlignmentFlag.AlignRight


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("CurvePlot", text)


def colour_of(curves: Curves, line: Line) -> QColor:
    """The accent for the selected line, else its grey."""
    return theme.colour("accent") if line.name == curves.selected else grey(line.depth)


def paint_axes(painter: QPainter, curves: Curves, area: Area, size: QSizeF) -> None:
    """The card and its axes, which stay while only the curves grow."""
    painter.fillRect(QRectF(QPointF(), size), theme.colour("background"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(QRectF(QPointF(), size), RADIUS, RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not curves.steps:
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour("dim"))
        where = QRectF(MARGIN, area.rect.top(), size.width() - 2 * MARGIN, area.rect.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, curves.empty_text)
        return
    if curves.log:
        ticks = axes.log_ticks(area.y0, area.y1, int(area.rect.height() / 15))
    else:
        ticks = axes.percent_ticks(area.y0, area.y1)
    curve_painting.paint_grid(painter, area, ticks, axes.step_ticks(area.x0, area.x1, 4))


def paint_curves(painter: QPainter, curves: Curves, area: Area, size: QSizeF, left: float = 0.0) -> None:
    """The curves, the marked step, and the names at the ends; `left` of that pixel nothing has changed."""
    if not curves.steps:
        return
    _paint_marked(painter, curves, area)
    _paint_lines(painter, curves, area, area.step(left - MARGIN))
    if curves.names:
        _paint_names(painter, curves, area, size)


def paint_title(painter: QPainter, curves: Curves, width: float, height: float) -> None:
    """Title, then what the lines mean; while the cross-hair is there, its numbers instead."""
    row = QRectF(MARGIN, 3.0 if height < LOW else 6.0, width - 2 * MARGIN - curves.reserved, 16.0)
    font = theme.font(theme.SECONDARY, theme.MEDIUM)
    title = curves.title.partition(",")[0] if curves.cross else curves.title
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    shown = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, row.width())
    painter.drawText(row, AT_LEFT, shown)
    row.setLeft(row.left() + curve_painting.text_width(title, font) + 10)
    painter.setFont(theme.font(theme.FLOOR))
    if curves.cross:
        _paint_readout(painter, curves, row)
    elif curves.steps:
        _paint_legend(painter, curves, row)


def paint_cross(painter: QPainter, curves: Curves, area: Area) -> None:
    """A line at the step under the mouse and a dot on each curve."""
    if not area.x0 <= curves.cross <= area.x1:
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
        if np.isfinite(value):
            radius = 3.5 if line.name == curves.chosen or line.noisy else 2.5
            painter.setBrush(colour_of(curves, line))
            painter.drawEllipse(QPointF(x + 0.5, float(area.y(value))), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def smoothing_text(window: int) -> str:
    """What the smooth line is: "mean of 64 steps", or "each step" where nothing is smoothed."""
    return tr("mean of {0} steps").format(f"{window:,}") if window > 1 else tr("each step")


def _paint_marked(painter: QPainter, curves: Curves, area: Area) -> None:
    if curves.marked and area.x0 <= curves.marked <= area.x1:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
        x = round(float(area.x(curves.marked)))
        painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))


def _paint_lines(painter: QPainter, curves: Curves, area: Area, first: float) -> None:
    # The more steps share a pixel, the more of it is filled, and the fainter it has to be.
    crowd = math.log2(max(1.0, (area.x1 - area.x0) / area.rect.width()))
    noise = mixed(theme.colour("panel"), theme.colour("faint"), max(0.4, 0.8 - 0.07 * crowd))
    for line in curves.lines:
        if line.noisy:
            curve_painting.paint_stems(painter, area, line.pyramid, curves.offset, noise, first)
    marks = None
    if curves.points is not None:
        inside = (curves.points.steps >= area.x0) & (curves.points.steps <= area.x1)
        marks = area.x(curves.points.steps[inside]), area.y(np.asarray(curves.points.values)[inside])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(theme.colour("dim"), 1))
        curve_painting.paint_segments(painter, *marks)
    new = max(0, int(np.searchsorted(curves.at, first)) - 1)
    x, values = area.x(curves.at[new:]), curves.means[:, new:]
    heights, zero = area.y(values), values <= 0
    some_zero = area.log and bool(zero.any())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    # The selected line last: it lies above the others.
    for i in sorted(curves.drawn, key=lambda i: curves.lines[i].name == curves.selected):
        line = curves.lines[i]
        colour = colour_of(curves, line)
        painter.setPen(QPen(colour, 2.0 if line.noisy or line.name == curves.selected else 1.5))
        curve_painting.paint_segments(painter, x, heights[i])
        if some_zero:
            curve_painting.paint_floor(painter, area, x[zero[i]], colour)
    if marks is not None:
        curve_painting.paint_squares(painter, *marks, theme.colour("panel"), theme.colour("text"))


def _paint_names(painter: QPainter, curves: Curves, area: Area, size: QSizeF) -> None:
    if not len(curves.at):
        return
    x, lasts = float(area.x(curves.at[-1])), area.y(curves.means[:, -1]).tolist()
    ends = [(curves.lines[i], lasts[i]) for i in curves.drawn if math.isfinite(lasts[i])]
    ranks = [line.rank + 2.0 * (line.name == curves.selected) for line, _ in ends]
    top, bottom = area.rect.top() - 3.0, size.height() - 4.0
    shown = [ends[index] for index in end_labels.fitting(ranks, NAME_HEIGHT, bottom - top)]
    heights = end_labels.spread([y for _, y in shown], NAME_HEIGHT, top, bottom)
    left = area.rect.right() + LEADER
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    bend = max(x, area.rect.right() - 2)
    ratio = painter.device().devicePixelRatio()
    panel = theme.colour("panel")
    for (line, y), height in zip(shown, heights, strict=True):
        colour = colour_of(curves, line)
        painter.setPen(QPen(mixed(panel, colour, 0.6), 1))
        painter.drawLines([QLineF(x, y, bend, y), QLineF(bend, y, left - 3, height)])
        name = _name_picture(line.name, colour.name(), line.name == curves.selected, ratio)
        painter.drawImage(QPointF(round(left), round(height) - 8), name)


@lru_cache(maxsize=512)
def _name_picture(name: str, colour: str, heavy: bool, ratio: float) -> QImage:
    """A name as a picture: drawing text anew costs ten times as much as drawing a picture of it."""
    font = theme.font(theme.FLOOR, theme.SEMIBOLD if heavy else theme.REGULAR)
    width = NAMES - LEADER
    name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, width)
    made = QImage(round(width * ratio), round(16 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRectF(0, 0, width, 16), AT_LEFT, name)
    painter.end()
    return made


def _paint_readout(painter: QPainter, curves: Curves, row: QRectF) -> None:
    name = curves.chosen or curves.selected
    if not curves.names and curves.lines:
        name = curves.lines[0].name
    texts = [tr("step {0}").format(f"{curves.cross:,}")]
    if name:
        value, mean = curves.value_at(name, curves.cross), curves.mean_at(name, curves.cross)
        texts.append(f"{name if curves.names else ''} {curves.text_of(value)}".strip())
        texts.append(tr("mean {0}").format(curves.text_of(mean)))
    # Too narrow for all: the mean goes first, then the step, never the value.
    while len(texts) > 1 and curve_painting.text_width("   ".join(texts), painter.font()) > row.width():
        texts.pop(2 if len(texts) == 3 else 0)
    painter.setPen(theme.colour("text"))
    painter.drawText(row, AT_RIGHT, "   ".join(texts))


def _paint_legend(painter: QPainter, curves: Curves, row: QRectF) -> None:
    font, smooth = painter.font(), smoothing_text(curves.window)
    if curves.names:
        if curve_painting.text_width(smooth, font) <= row.width():
            painter.setPen(theme.colour("faint"))
            painter.drawText(row, AT_LEFT, smooth)
        return
    if curves.points is not None:
        painter.setPen(theme.colour("dim"))
        painter.drawText(row, AT_RIGHT, curves.points.name)
        row.setRight(row.right() - curve_painting.text_width(curves.points.name, font) - 11)
        mark = np.array([row.right() + 4]), np.array([row.center().y()])
        curve_painting.paint_squares(painter, *mark, theme.colour("panel"), theme.colour("text"))
        row.setRight(row.right() - 10)
    for line in reversed(curves.lines):
        text = f"{line.name}, {smooth}"
        if curve_painting.text_width(text, font) + 18 > row.width():
            text = line.name
        painter.setPen(theme.colour("dim"))
        painter.drawText(row, AT_RIGHT, text)
        right = row.right() - curve_painting.text_width(text, font) - 6
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(colour_of(curves, line), 2))
        painter.drawLine(QLineF(right - 11, row.center().y(), right, row.center().y()))
        row.setRight(right - 21)
