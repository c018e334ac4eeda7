"""Draws what changes from frame to frame: the tiles, the numbers under the bars, placeholders, outlines."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from cnnviz import theme
from cnnviz.views import numbers
from cnnviz.views.backdrop import bar_rect, qrect, tr, vertical
from cnnviz.views.geometry import LINK, MAPS, OUTPUT, SPINE, STRIPS, VECTOR, Column, Rect, Tile
from cnnviz.views.layout import Layout
from cnnviz.views.scene import A, B, Scene
from cnnviz.views.shading import GREY, SIGNED, Shade


def tiles(painter: QPainter, column: Column, shade: Shade, down: int) -> None:
    """The tiles of a column, each enlarged by a whole factor from the column's atlas."""
    image = shade.image
    for j, tile in enumerate(column.tiles):
        r = tile.rect
        top = j * tile.rows
        full, rest = divmod(tile.count, tile.cols)
        if not rest:
            painter.drawImage(QRect(r.x, r.y + down, r.w, r.h), image, QRect(0, top, tile.cols, tile.rows))
            continue
        # A vector whose last row is short: nothing is drawn where there is no number.
        cell = r.w // tile.cols
        if full:
            painter.drawImage(QRect(r.x, r.y + down, r.w, full * cell), image, QRect(0, top, tile.cols, full))
        painter.drawImage(
            QRect(r.x, r.y + down + full * cell, rest * cell, cell), image, QRect(0, top + full, rest, 1)
        )


def cell_lines(column: Column) -> list[QLine]:
    """Lines between a vector's cells, so that each can be told from its neighbours."""
    lines = []
    for tile in column.tiles:
        r, cell = tile.rect, tile.rect.w // tile.cols
        if cell < 7:
            continue
        lines += [QLine(r.x + i * cell, r.y, r.x + i * cell, r.bottom - 1) for i in range(1, tile.cols)]
        lines += [QLine(r.x, r.y + i * cell, r.right - 1, r.y + i * cell) for i in range(1, tile.rows)]
    return lines


def bar_texts(shade: Shade, kind: str, grey: tuple[float, float], width: int) -> tuple[str, str]:
    """The numbers at the two ends of a colour bar; one in the middle, first "", where it is narrow."""
    smallest, largest = float(shade.limits.min()), float(shade.limits.max())
    if kind == GREY:
        return numbers.limit(grey[0]) if grey[0] else "0", numbers.limit(grey[1])
    if smallest != largest:
        sign = "±" if kind == SIGNED else ""
        return "", f"{sign}{numbers.limit(smallest)}…{numbers.limit(largest)}"
    end = numbers.limit(largest)
    if kind != SIGNED:
        return "0", f"+{end}"
    return ("", f"±{end}") if width < 76 else (f"-{end}", f"+{end}")


def bar(painter: QPainter, column: Column, shade: Shade, kind: str, scene: Scene, down: int) -> None:
    """The numbers under a colour bar; triangles at its ends if numbers lie beyond a frozen limit."""
    rect = bar_rect(column, down)
    low, high = bar_texts(shade, kind, scene.grey, rect.w)
    box = QRect(rect.x - 8, rect.bottom + 1, rect.w + 16, 12)
    painter.setFont(theme.font(theme.FLOOR))
    painter.setPen(theme.colour("dim"))
    if low:
        inner = box.adjusted(8, 0, -8, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, low)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, high)
    else:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, high)
    if shade.clipped:
        painter.setPen(theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRect(rect.right - 1, rect.y - 5, 12, 14), middle, "▸")
        if kind == SIGNED:
            painter.drawText(QRect(rect.x - 11, rect.y - 5, 12, 14), middle, "◂")


def placeholder(painter: QPainter, column: Column, down: int, text: str) -> None:
    """Crossed tiles for what hasn't been computed yet, with a word why."""
    if not column.tiles:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    boxes = [tile.rect for tile in column.tiles]
    if column.kind == STRIPS:
        boxes = [around(column.tiles)]
    for r in boxes:
        box = QRectF(r.x + 0.5, r.y + down + 0.5, r.w - 1, r.h - 1)
        painter.drawRect(box)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    whole = around(column.tiles).down(down)
    painter.setFont(theme.font(theme.FLOOR))
    width = max(whole.w + 10, 56)
    box = QRect(whole.x + (whole.w - width) // 2, whole.y, width, whole.h)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    needed = painter.boundingRect(box, flags, text).adjusted(-3, -2, 3, 2)
    painter.fillRect(needed, theme.colour("block" if column.kind in (MAPS, VECTOR) else "canvas"))
    painter.setPen(theme.colour("dim"))
    painter.drawText(box, flags, text)


def around(some: tuple[Tile, ...]) -> Rect:
    """The smallest rectangle around tiles."""
    left, top = min(t.rect.x for t in some), min(t.rect.y for t in some)
    return Rect(left, top, max(t.rect.right for t in some) - left, max(t.rect.bottom for t in some) - top)


def outline(painter: QPainter, rect: Rect, colour: QColor, width: float = 2, dashed: bool = False) -> None:
    """An outline just outside a rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    grow = width / 2
    painter.drawRoundedRect(QRectF(qrect(rect)).adjusted(-grow, -grow, grow, grow), 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def spine(painter: QPainter, layout: Layout, column: Column, scene: Scene) -> None:
    """The size of the gradient in a block that is folded away."""
    gradient = scene.array(B, column.key)
    text = (
        tr("not yet")
        if gradient is None
        else f"rms {numbers.significant(rms(gradient), signed=False, digits=2)}"
    )
    lane = layout.lane_b
    vertical(painter, Rect(column.rect.x, lane.y, column.rect.w, lane.h), text,
             theme.font(theme.FLOOR, theme.MEDIUM), theme.colour("dim"))  # fmt: skip


def rms(values: np.ndarray) -> float:
    """The root of the mean square."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.mean(np.square(values, dtype=float))))


def current(painter: QPainter, layout: Layout, scene: Scene) -> None:
    """Outlines in the accent what the current stop has just made."""
    for column in layout.columns:
        for lane in (A, B):
            if (lane, column.key) not in scene.current or column.kind == LINK:
                continue
            down = 0 if lane == A else layout.twin
            if column.kind == OUTPUT:
                box = Rect(column.rect.x + 1, layout.lane_a.y - 1, column.rect.w - 2, layout.lane_a.h + 2)
            elif column.kind == SPINE:
                box = Rect(column.rect.x, layout.lane_a.y, column.rect.w, layout.lane_a.h)
            else:
                r = around(column.tiles)
                box = Rect(r.x - 3, r.y - 3, r.w + 6, r.h + 6)
            outline(painter, box.down(down), theme.colour("accent"), 1.5)


def stale(painter: QPainter, width: int, height: int) -> None:
    """A dashed border: the network has moved on since this batch was recorded."""
    painter.setPen(QPen(theme.colour("wrong"), 2, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush())
    painter.drawRect(1, 1, width - 2, height - 2)
