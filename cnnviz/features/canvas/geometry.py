"""The parts that a layout is made of: rectangles, tiles, columns. Plain numbers, no painting.

Everything is given in lane A, the activations; its twin in lane B is the same rectangle moved down by one
distance, so a thing can't help standing directly above its own gradient.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cnnviz.features.canvas.blocks import LayerShape


class Rect(NamedTuple):
    """A rectangle in whole pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    def contains(self, x: float, y: float) -> bool:
        """True if the point lies inside; the right and bottom edges belong to the neighbour."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h

    def overlaps(self, other: Rect) -> bool:
        """True if the two share any area."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def down(self, distance: int) -> Rect:
        """The same rectangle, moved down."""
        return Rect(self.x, self.y + distance, self.w, self.h)


EMPTY = Rect(0, 0, 0, 0)


class ShownRange(NamedTuple):
    """Which of `total` things are shown: `count` of them from `first` on."""

    first: int
    shown: int
    total: int

    @property
    def whole(self) -> bool:
        """True if nothing is hidden."""
        return self.shown >= self.total

    @property
    def span(self) -> str:
        """The numbers shown: "0–7"."""
        return f"{self.first}–{self.first + self.shown - 1}" if self.shown > 1 else f"{self.first}"


NOTHING = ShownRange(0, 0, 0)


def page(first: int, size: int, total: int) -> ShownRange:
    """The page of `size` things that holds number `first`; the last page is a full one, as every other."""
    size = max(1, min(size, total))
    first = max(0, min(first, total - 1)) // size * size
    return ShownRange(max(0, min(first, total - size)), min(size, total), total)


@dataclass(frozen=True)
class Tile:
    """A grid of cells with one number each: a map, a kernel, a matrix, a vector in rows.

    `at` is where it lies in its layer's array, see `CanvasColumn.index`; a vector's last row may be short:
    `count`.
    """

    rect: Rect
    rows: int
    cols: int
    at: tuple[int, ...]
    count: int

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column under a point of lane A."""
        if not self.rect.contains(x, y):
            return None
        row = int((y - self.rect.y) * self.rows / self.rect.h)
        col = int((x - self.rect.x) * self.cols / self.rect.w)
        return (row, col) if row * self.cols + col < self.count else None

    def cell_rect(self, row: int, col: int) -> Rect:
        """Where a cell lies, in lane A."""
        r = self.rect
        left, right = r.x + col * r.w // self.cols, r.x + (col + 1) * r.w // self.cols
        top, bottom = r.y + row * r.h // self.rows, r.y + (row + 1) * r.h // self.rows
        return Rect(left, top, max(1, right - left), max(1, bottom - top))


@dataclass(frozen=True)
class Chip:
    """A word that chooses the layer shown in a block; `text` may be shortened."""

    layer: str
    text: str
    rect: Rect


@dataclass(frozen=True)
class ColumnHead:
    """What stands above a column. Pages have two arrows; all rectangles are empty where there is nothing."""

    rect: Rect
    name: str
    detail: str  # the shape, where it fits
    detail_rect: Rect
    page_text: str
    page_rect: Rect
    back: Rect
    forth: Rect
    chips: tuple[Chip, ...]


# What a column shows. WEIGHTS are the gutters between blocks, STRIPS are a matrix in rows, one a class.
MAPS, VECTOR, OUTPUT = "maps", "vector", "output"
KERNELS, MATRIX, STRIPS, FOLDED = "kernels", "matrix", "strips", "folded"
LINK, SPINE, GROUP = "link", "spine", "group"  # a group is the frame around the layers of one block
WEIGHTS = (KERNELS, MATRIX, STRIPS, FOLDED)


@dataclass(frozen=True)
class CanvasColumn:
    """One column of the canvas: a block's shown layer, or the weights in front of it (`gutter`)."""

    kind: str
    block: int
    layer: LayerShape
    rect: Rect  # from the head to the lower colour bar
    tiles: tuple[Tile, ...] = ()
    page: ShownRange = NOTHING
    head: ColumnHead | None = None
    fixed: int = 0  # the output channel that a gutter's kernels, or an array of a pair, belong to
    bar: Rect = EMPTY  # the colour bar's row under lane A
    by_output: bool = False  # kernels of one input, each in the row of its output
    inside: bool = False  # in the frame of a group
    numbered: bool = True  # channel numbers stand in front
    lanes: str = "ab"  # those that it stands in
    part: str = ""  # tells columns of the same array apart
    taken: int = 0  # the input channel of a pair

    @property
    def gutter(self) -> bool:
        """True for weights, False for a block."""
        return self.kind in WEIGHTS or self.kind == LINK

    @cached_property
    def key(self) -> str:
        """Name the array shown: "relu1", or "conv1.weight"."""
        return f"{self.layer.name}.weight" if self.gutter else self.layer.name

    @cached_property
    def ident(self) -> str:
        """Name the column itself: one array may stand in two."""
        return f"{self.key} {self.part}" if self.part else self.key

    def locate(self, index: tuple[int, ...]) -> Rect | None:
        """Where in lane A the number with that index stands; None if it isn't on this page."""
        for tile in self.tiles:
            if self.kind in (MAPS, KERNELS):
                row, col = index[-2:] if tile.at == index[:-2] else (-1, -1)
            elif self.kind in (MATRIX, STRIPS):
                row, col = index[0] - tile.at[0], index[1] - tile.at[1]
            elif self.kind == FOLDED:
                row, col = divmod(index[1], tile.cols) if tile.at[0] == index[0] else (-1, -1)
            else:
                row, col = divmod(index[0] - tile.at[0], tile.cols)
            if 0 <= row < tile.rows and 0 <= col < tile.cols and row * tile.cols + col < tile.count:
                return tile.cell_rect(row, col)
        return None

    def index(self, tile: Tile, row: int, col: int) -> tuple[int, ...]:
        """The index in the layer's own array of a cell of one of the tiles."""
        if self.kind in (MAPS, KERNELS):
            return (*tile.at, row, col)
        if self.kind in (MATRIX, STRIPS):
            return (tile.at[0] + row, tile.at[1] + col)
        if self.kind == FOLDED:
            return (tile.at[0], row * tile.cols + col)
        flat = tile.at[0] + row * tile.cols + col
        return (flat, 0, 0) if len(self.layer.shape) == 3 else (flat,)
