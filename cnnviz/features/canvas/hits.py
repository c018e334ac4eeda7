"""From a pixel of the canvas to what lies there: a cell of an array, a class's row, a chip, an arrow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnviz.features.canvas.geometry import LINK, OUTPUT, SPINE, CanvasColumn, Rect, Tile
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import A, B

CELL, ROW, CHIP, BACK, FORTH = "cell", "row", "chip", "back", "forth"
LOSS = "loss"  # the loss of the image, in the head of the output column
LOGIT_END = 60  # pixels from the left of a row to the end of its logit, where classes are digits
HEADING, BARS, AREA = "head", "bar", "area"


@dataclass(frozen=True)
class Hit:
    """What lies under a point. `index` is the cell's in its layer's own array; for a row, the class."""

    kind: str
    column: CanvasColumn
    lane: str = A
    tile: Tile | None = None
    index: tuple[int, ...] = ()
    cell: Rect | None = None  # in lane A
    layer: str = ""  # of a chip
    probability: bool = False  # of a row: its right half, not its logit

    @property
    def key(self) -> str:
        """The name of the array."""
        return self.column.key


def find(layout: CanvasLayout, x: float, y: float, logit_end: int = LOGIT_END) -> Hit | None:
    """What lies at a point of the content, or None for the background."""
    if layout.group is not None and layout.group.head is not None:
        for rect, kind in ((layout.group.head.back, BACK), (layout.group.head.forth, FORTH)):
            if rect.contains(x, y):
                return Hit(kind, layout.group)
    lane = A if y < layout.middle.y + layout.middle.h / 2 else B
    column = layout.column_at(x, lane)
    if column is None:
        return None
    head = column.head
    if head is not None:
        for chip in head.chips:
            if chip.rect.contains(x, y):
                return Hit(CHIP, column, layer=chip.layer)
        if head.back.contains(x, y):
            return Hit(BACK, column)
        if head.forth.contains(x, y):
            return Hit(FORTH, column)
        if column.kind == OUTPUT and x >= head.rect.right - 92 and head.rect.y <= y < head.rect.y + 18:
            return Hit(LOSS, column)
        if head.rect.contains(x, y):
            return Hit(HEADING, column)
    above = y if lane == A else y - layout.twin
    if column.kind in (LINK, SPINE):
        return Hit(AREA, column, lane)
    if column.bar.contains(x, above):
        return Hit(BARS, column, lane)
    if column.kind == OUTPUT:
        for j, row in enumerate(layout.rows):
            if row.contains(x, above):
                right = lane == A and x > row.x + logit_end
                return Hit(ROW, column, lane, index=(column.page.first + j,), cell=row, probability=right)
        return Hit(AREA, column, lane)
    for tile in column.tiles:
        found = tile.cell(x, above)
        if found is not None:
            return Hit(CELL, column, lane, tile, column.index(tile, *found), tile.cell_rect(*found))
    return Hit(AREA, column, lane)


def twin(hit: Hit, lane: str) -> Hit:
    """The same place in the other lane."""
    return replace(hit, lane=lane)
