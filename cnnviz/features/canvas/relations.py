"""What belongs to the weight under the mouse: the input it is multiplied with, the output it adds to.

Found by index alone, so it holds for kernels, matrices, a class's strip and rows folded into images alike.
"""

from __future__ import annotations

from cnnviz.features.canvas.geometry import KERNELS, MAPS, OUTPUT, STRIPS, VECTOR, CanvasColumn, Rect
from cnnviz.features.canvas.hits import CELL, ROW, Hit
from cnnviz.features.canvas.layout import CanvasLayout


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
