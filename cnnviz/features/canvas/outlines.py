"""Outlines over the canvas: what the current stop made, what is selected or under the mouse, and its twin."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.backdrop import qrect
from cnnviz.features.canvas.geometry import (
    FOLDED,
    KERNELS,
    LINK,
    MAPS,
    OUTPUT,
    SPINE,
    STRIPS,
    VECTOR,
    CanvasColumn,
    Rect,
)
from cnnviz.features.canvas.hits import CELL, ROW, Hit
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.features.canvas.scene_painter import around
from cnnviz.widgets import theme
from cnnviz.widgets.painting import on_pixels


def related(layout: CanvasLayout, hit: Hit) -> list[Rect]:
    """The rectangles, in lane A, of what a weight connects; of a class's row, its strip of weights."""
    if hit.kind == ROW:
        gutter = layout.gutter_of(hit.column.block)
        if gutter is None or gutter.kind != STRIPS:
            return []
        return [tile.rect for tile in gutter.tiles if tile.at[0] == hit.index[0]]
    if hit.kind != CELL or not hit.column.gutter:
        return []
    block, (to, source) = hit.column.block, hit.index[:2]
    found: list[Rect | None] = []
    for column in layout.columns:
        if column.gutter:
            continue
        if column.block == block:
            found.append(_channel(layout, column, to))
        elif column.block == block - 1:
            kernel = hit.column.kind == KERNELS
            found.append(_channel(layout, column, source) if kernel else _number(column, source))
    return [rect for rect in found if rect is not None]


def _channel(layout: CanvasLayout, column: CanvasColumn, number: int) -> Rect | None:
    """A channel of a column: its map, its cell, or its class's row."""
    if column.kind == OUTPUT:
        at = number - column.page.first
        return layout.rows[at] if 0 <= at < len(layout.rows) else None
    if column.kind == VECTOR:
        return _number(column, number)
    return next((tile.rect for tile in column.tiles if tile.at == (number,)), None)


def _number(column: CanvasColumn, flat: int) -> Rect | None:
    """The cell of the number that is the `flat`th of its layer when flattened."""
    if flat >= column.layer.size:
        return None
    for tile in column.tiles:
        if column.kind == VECTOR:
            at = flat - tile.at[0]
        elif column.kind == MAPS:
            at = flat - tile.at[0] * tile.rows * tile.cols
        else:
            return None
        if 0 <= at < tile.count:
            return tile.cell_rect(*divmod(at, tile.cols))
    return None


HALO = 1.5  # pixels, half of them on each side of the line

# lane, array, channel, first row and column, last row and column
Windows = tuple[tuple[str, str, int, int, int, int, int], ...]


def outline(
    painter: QPainter,
    rect: Rect,
    colour: QColor,
    width: float = 2,
    dashed: bool = False,
    on_picture: bool = True,
) -> None:
    """An outline just outside a rectangle; on a picture it has a halo, to be seen on dark and light."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    grow = width / 2
    box = on_pixels(painter, qrect(rect)).adjusted(-grow, -grow, grow, grow)
    if on_picture:
        painter.setPen(QPen(theme.colour("block"), width + HALO))
        painter.drawRoundedRect(box, 2, 2)
    painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.drawRoundedRect(box, 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def current(painter: QPainter, layout: CanvasLayout, scene: Scene) -> None:
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
                box = Rect(r.x - 2, r.y - 2, r.w + 4, r.h + 4)
            outline(painter, box.down(down), theme.colour("accent"), 1.5, on_picture=False)


def broken(painter: QPainter, layout: CanvasLayout, block: int) -> None:
    """A dashed frame around the columns of the block with a mistake that was put in."""
    own = [column for column in layout.columns if column.block == block and not column.gutter]
    if own:
        left = min(column.rect.x for column in own)
        right = max(column.rect.x + column.rect.w for column in own)
        box = Rect(left + 1, own[0].rect.y + 1, right - left - 2, own[0].rect.h - 2)
        outline(painter, box, theme.colour("wrong"), 1.5, dashed=True, on_picture=False)


def past(painter: QPainter, width: int, height: int) -> None:
    """A frame around a past step."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(1, 1, width - 2, height - 2)


def stale(painter: QPainter, width: int, height: int) -> None:
    """A dashed border: the network has moved on since this batch was recorded."""
    painter.setPen(QPen(theme.colour("dim"), 2, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush())
    painter.drawRect(1, 1, width - 2, height - 2)


def both(
    painter: QPainter, layout: CanvasLayout, rect: Rect, lane: str, width: float, dashed: bool = False
) -> None:
    """A thing in the accent, itself `dashed` or not, and its twin in the other lane dashed."""
    down = 0 if lane == A else layout.twin
    colour = theme.colour("accent")
    outline(painter, rect.down(down), colour, width, dashed)
    outline(painter, rect.down(layout.twin - down), colour, width, dashed=True)


def selection(painter: QPainter, layout: CanvasLayout, block: int, channel: int) -> None:
    """The selected channel of a block, and its own kernel where each output has one."""
    for column in layout.columns:
        if column.block != block:
            continue
        for tile in column.tiles:
            alone = (
                column.kind == FOLDED
                or column.by_output
                or (column.kind == KERNELS and (column.layer.weight or (0, 0))[1] == 1)
            )
            if (column.kind == MAPS or alone) and tile.at[0] == channel:
                both(painter, layout, tile.rect, A, 2)
            elif column.kind == VECTOR and 0 <= channel - tile.at[0] < tile.count:
                both(painter, layout, tile.cell_rect(*divmod(channel - tile.at[0], tile.cols)), A, 2)


def cell(
    painter: QPainter,
    layout: CanvasLayout,
    lane: str,
    key: str,
    index: tuple[int, ...],
    dashed: bool = False,
) -> None:
    """The selected number, and the one above or beneath it; `dashed` where another number stands."""
    for column in layout.columns:
        if column.key != key:
            continue
        if column.kind == OUTPUT:
            at = index[0] - column.page.first
            rect = layout.rows[at] if 0 <= at < len(layout.rows) else None
        else:
            rect = column.locate(index)
        if rect is None:
            continue
        for tile in column.tiles if column.kind in (MAPS, KERNELS, FOLDED) else ():
            if tile.rect.overlaps(rect):
                both(painter, layout, tile.rect, lane, 1.5, dashed)
        both(painter, layout, rect, lane, 2, dashed)


def part(painter: QPainter, layout: CanvasLayout, lane: str, key: str, index: tuple[int, ...]) -> None:
    """Where one layer is looked at: the number in the map of what its pair adds to the selected one."""
    own = {A: "out", B: "in"}[lane]
    if not any(column.part == own and column.key == key for column in layout.columns):
        return
    for column in layout.columns:
        if column.part == {A: "part", B: "share"}[lane] and len(index) == 3:
            rect = column.locate((0, *index[1:]))
            if rect is not None:
                outline(painter, rect.down(0 if lane == A else layout.twin), theme.colour("accent"), 1.5)


def not_made(
    painter: QPainter, layout: CanvasLayout, lane: str, key: str, index: tuple[int, ...], made: int
) -> None:
    """Covers the cells of a number's map that the sliding window hasn't come to yet."""
    down = 0 if lane == A else layout.twin
    for column in layout.columns:
        for tile in column.tiles if column.key == key and lane in column.lanes else ():
            if column.kind == MAPS and tile.at[0] != index[0]:
                continue
            first = made if column.kind == MAPS else max(0, made - tile.at[0])
            row, col = divmod(min(first, tile.count), tile.cols)
            for r in range(row, tile.rows):
                left = tile.cell_rect(r, col if r == row else 0)
                right = tile.cell_rect(r, tile.cols - 1)
                if r > row or col < tile.cols:
                    box = QRect(left.x, left.y + down, right.right - left.x, left.h)
                    painter.fillRect(box, theme.colour("block"))


def sources(painter: QPainter, layout: CanvasLayout, windows: Windows) -> None:
    """What the selected number was made of: a window in each of the maps in sight."""
    for lane, key, channel, top, left, bottom, right in windows:
        for column in layout.columns:
            first, last = (
                column.locate((channel, row, col)) if column.key == key and column.kind == MAPS else None
                for row, col in ((top, left), (bottom, right))
            )
            if first is not None and last is not None:
                box = Rect(first.x, first.y, last.right - first.x, last.bottom - first.y)
                down = 0 if lane == A else layout.twin
                outline(painter, box.down(down), theme.colour("text"), 1.5)
                if layout.alone:  # the same place is looked at on the way there and on the way back
                    outline(painter, box.down(layout.twin - down), theme.colour("text"), 1, dashed=True)


def hover(painter: QPainter, layout: CanvasLayout, hit: hits.Hit) -> None:
    """The cell under the mouse with the tile that it lies in, and both their twins."""
    if hit.cell is None:
        return
    if hit.tile is not None and hit.column.kind != VECTOR:
        down = 0 if hit.lane == A else layout.twin
        outline(painter, hit.tile.rect.down(down), theme.colour("text"), 1)
        outline(painter, hit.tile.rect.down(layout.twin - down), theme.colour("text"), 1, dashed=True)
    both(painter, layout, hit.cell, hit.lane, 1.5)
    down = 0 if hit.lane == A else layout.twin
    for rect in related(layout, hit):
        outline(painter, rect.down(down), theme.colour("text"), 1.5)
