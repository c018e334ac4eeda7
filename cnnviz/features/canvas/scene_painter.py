"""Draws what changes from frame to frame: the tiles, the numbers under the bars, placeholders, outlines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from cnnviz.features.canvas.backdrop import bar_rect, vertical
from cnnviz.features.canvas.fitting import RAIL
from cnnviz.features.canvas.geometry import STRIPS, VECTOR, CanvasColumn, Rect, Tile
from cnnviz.features.canvas.labels import CENTRE, LEFT, RIGHT, SMALL, Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import B, Scene
from cnnviz.features.canvas.shading import GREY, SIGNED
from cnnviz.system.translation import translate
from cnnviz.widgets import numbers, theme
from cnnviz.widgets.painting import hairline_frame


class Pieces(NamedTuple):
    """The tiles of a column in one lane: where each is drawn, and which part of the atlas it is.

    `lines` lie between a vector's cells, so that each can be told from its neighbours.
    """

    column: CanvasColumn
    down: int
    tiles: list[tuple[QRect, QRect]]
    lines: list[QRectF]


def pieces(column: CanvasColumn, down: int) -> Pieces:
    """The tiles of a column, `down` pixels beneath lane A."""
    made = []
    for j, tile in enumerate(column.tiles):
        r, top = tile.rect, j * tile.rows
        full, rest = divmod(tile.count, tile.cols)
        if not rest:
            made.append((QRect(r.x, r.y + down, r.w, r.h), QRect(0, top, tile.cols, tile.rows)))
            continue
        # A vector whose last row is short: nothing is drawn where there is no number.
        cell = r.w // tile.cols
        if full:
            made.append((QRect(r.x, r.y + down, r.w, full * cell), QRect(0, top, tile.cols, full)))
        made.append((QRect(r.x, r.y + down + full * cell, rest * cell, cell), QRect(0, top + full, rest, 1)))
    return Pieces(column, down, made, cell_lines(column, down) if column.kind == VECTOR else [])


def cell_lines(column: CanvasColumn, down: int) -> list[QRectF]:
    """Lines between a vector's cells, as boxes without any width."""
    lines = []
    for tile in column.tiles:
        r, cell = tile.rect.down(down), tile.rect.w // tile.cols
        if cell < 7:
            continue
        lines += [QRectF(r.x + i * cell, r.y, 0, r.h) for i in range(1, tile.cols)]
        lines += [QRectF(r.x, r.y + i * cell, r.w, 0) for i in range(1, tile.rows)]
    return lines


DIGIT = 6.5  # pixels, about, of a figure under a colour bar


def bar_texts(
    smallest: float, largest: float, kind: str, grey: tuple[float, float], width: int
) -> tuple[str, str]:
    """The numbers at the two ends of a colour bar; one in the middle, first "", where it is narrow.

    `smallest` and `largest` are the limits of the tiles above it, the same unless each has its own.
    """
    if kind == GREY:
        low, high = (numbers.limit(value) if value else "0" for value in grey)
        if DIGIT * (len(low) + len(high) + 1) > width:
            low, high = (numbers.significant(value, signed=False, digits=2) for value in grey)
        return low, high
    if smallest != largest:
        sign = "±" if kind == SIGNED else ""
        both = f"{sign}{numbers.limit(smallest)}…{numbers.limit(largest)}"
        return "", both if DIGIT * len(both) < width + 10 else f"≤{sign}{numbers.limit(largest)}"
    end = numbers.limit(largest)
    if kind != SIGNED:
        return ("0", f"+{end}") if DIGIT * (len(end) + 3) <= width else ("", f"≤{end}")
    narrow = width < DIGIT * (2 * len(end) + 4)
    return ("", f"±{end}") if narrow else (f"-{end}", f"+{end}")


def bar_labels(labels: Labels, column: CanvasColumn, lane: str, texts: tuple[str, str], down: int) -> None:
    """The numbers under a colour bar."""
    rect = bar_rect(column, down)
    low, high = texts
    top = rect.bottom + 3
    if low:
        box = QRect(rect.x, top, rect.w, 10)
        labels.put((column.ident, lane, 0), box, low, SMALL, "dim", LEFT)
        labels.put((column.ident, lane, 1), box, high, SMALL, "dim", RIGHT)
    else:
        box = QRect(rect.x - 6, top, rect.w + 12, 10)
        labels.put((column.ident, lane, 0), box, high, SMALL, "dim", CENTRE)
        labels.put((column.ident, lane, 1), box, "", SMALL, "dim", RIGHT)


def clip_marks(painter: QPainter, column: CanvasColumn, kind: str, down: int) -> None:
    """Triangles at the ends of a bar where numbers lie beyond a frozen limit."""
    rect = bar_rect(column, down)
    painter.setFont(theme.font(theme.FLOOR))
    painter.setPen(theme.colour("text"))
    painter.drawText(QRect(rect.right - 1, rect.y - 5, 12, 14), Qt.AlignmentFlag.AlignCenter, "▸")
    if kind == SIGNED:
        painter.drawText(QRect(rect.x - 11, rect.y - 5, 12, 14), Qt.AlignmentFlag.AlignCenter, "◂")


def placeholder(painter: QPainter, column: CanvasColumn, down: int) -> None:
    """Crossed tiles for what hasn't been computed yet."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    boxes = [tile.rect for tile in column.tiles]
    if column.kind == STRIPS:
        boxes = [around(column.tiles)]
    for r in boxes:
        edge = QRectF(r.x - 1, r.y - 1 + down, r.w + 2, r.h + 2)
        hairline_frame(painter, edge)
        inside = edge.adjusted(1, 1, -1, -1)
        painter.drawLine(inside.topLeft(), inside.bottomRight())
        painter.drawLine(inside.topRight(), inside.bottomLeft())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def placeholder_box(column: CanvasColumn, down: int, marked: Rect | None = None) -> QRect:
    """Where a column says why there is nothing yet: in the middle tile, but not where a number is marked."""
    r = around(column.tiles) if column.kind == STRIPS else column.tiles[len(column.tiles) // 2].rect
    if marked is not None and marked.overlaps(r):
        upper = marked.y + marked.h // 2 >= r.y + r.h // 2
        r = Rect(r.x, r.y if upper else r.bottom - r.h // 2, r.w, r.h // 2)
    return QRect(r.x, r.y + down, r.w, r.h)


def placeholder_words(painter: QPainter, box: QRect, texts: tuple[str, ...], ground: str) -> None:
    """The first words that a box holds, if any: above what fades the rest, so that they can be read."""
    painter.setFont(theme.font(theme.FLOOR))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
    for text in texts:
        needed = painter.boundingRect(box, flags, text).adjusted(-1, 0, 1, 0)
        if box.contains(needed):
            painter.fillRect(needed, theme.colour(ground))
            painter.setPen(theme.colour("dim"))
            painter.drawText(box, flags, text)
            return


def around(some: tuple[Tile, ...]) -> Rect:
    """The smallest rectangle around tiles."""
    left, top = min(t.rect.x for t in some), min(t.rect.y for t in some)
    return Rect(left, top, max(t.rect.right for t in some) - left, max(t.rect.bottom for t in some) - top)


def spine(painter: QPainter, layout: CanvasLayout, column: CanvasColumn, scene: Scene) -> None:
    """The size of the gradient in a block that is folded away."""
    gradient = scene.array(B, column.key)
    text = (
        translate("NetworkView", "not yet")
        if gradient is None
        else translate("NetworkView", "RMS {0}").format(
            numbers.significant(rms(gradient), signed=False, digits=2)
        )
    )
    lane = layout.lane_b
    vertical(painter, Rect(column.rect.x, lane.y, column.rect.w, lane.h), text,
             theme.font(theme.FLOOR, theme.MEDIUM), theme.colour("dim"))  # fmt: skip


def rms(values: np.ndarray) -> float:
    """The root of the mean square."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.mean(np.square(values, dtype=float))))


def scroll_bar(painter: QPainter, canvas: QRect, content: int, offset: int) -> None:
    """A thin bar along the bottom where the content is wider than the canvas."""
    if content <= canvas.width():
        return
    width = canvas.width() - RAIL
    share = width / (content - RAIL)
    painter.fillRect(RAIL, canvas.height() - 3, width, 3, theme.colour("raised"))
    thumb = QRect(RAIL + round(offset * share), canvas.height() - 3, round(width * share), 3)
    painter.fillRect(thumb, theme.colour("faint"))
