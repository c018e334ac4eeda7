"""Where everything stands on the canvas, in numbers: lanes, columns, tiles, heads, rows, colour bars.

The Overview has one column a block and the weights between; `overview` computes it from the network, the
size of the canvas and what the user has chosen to see. It knows no Qt: text is measured by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cnnviz.features.canvas import columns as c
from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.fitting import EDGE, RAIL, SPACE, Fitting
from cnnviz.features.canvas.geometry import (
    FOLDED,
    KERNELS,
    LINK,
    MAPS,
    SPINE,
    STRIPS,
    VECTOR,
    CanvasColumn,
    Rect,
    ShownRange,
    Tile,
)
from cnnviz.features.canvas.heads import Measure, block_head, gutter_head, least_width

HEAD = 36
BAR = 20
WATCHING, STEPPING = 8, 42  # the middle strip
TRACK = 28  # the part of it that the track takes
MARGIN = 4


@dataclass
class CanvasChoice:
    """What the user has chosen to see; numbers that don't fit the network are put right by the layout."""

    shown: dict[int, str] = field(default_factory=dict)  # block -> layer
    pages: dict[str, int] = field(default_factory=dict)  # column -> first channel that must be visible
    channels: dict[int, int] = field(default_factory=dict)  # block -> focused output channel
    focus: int = 1  # block
    operation: str = ""  # the layer that is looked at alone; "" is the first one of the focused block
    pair: tuple[int, int] = (0, 0)  # its input and its output channel that are looked at
    label: int = 0  # the class whose row is in sight where not all are, until another page is turned to

    def classes(self, blocks: tuple[CanvasBlock, ...]) -> int:
        """The class whose page the output column shows."""
        return self.pages.get(blocks[-1].name, self.label)

    def layer(self, blocks: tuple[CanvasBlock, ...], i: int) -> LayerShape:
        """The layer that block i shows: the chosen one, else its last."""
        block = blocks[i]
        chosen = block.layer(self.shown.get(i, ""))
        return chosen if chosen is not None else block.shown[-1]

    def channel(self, block: CanvasBlock, i: int) -> int:
        """The focused output channel of block i."""
        outputs = block.weight[0] if block.weight else 1
        return max(0, min(self.channels.get(i, 0), outputs - 1))


@dataclass(frozen=True)
class CanvasLayout:
    """The Overview at one size; `twin` is how far a gradient lies beneath its activation."""

    width: int  # of the content, which scrolls if it is wider than the canvas
    height: int
    lane_a: Rect
    lane_b: Rect
    middle: Rect
    twin: int
    columns: tuple[CanvasColumn, ...]
    rows: tuple[Rect, ...]  # of the output column, lane A
    stepping: bool
    group: CanvasColumn | None = None  # the frame around the layers of the block that is zoomed into
    alone: bool = False  # one layer is looked at, and the others have no place here

    def column_at(self, x: float, lane: str = "") -> CanvasColumn | None:
        """The column under a content x, of those that stand in a lane."""
        found = (col for col in self.columns if col.rect.x <= x < col.rect.right and lane in col.lanes)
        return next(found, None)

    def of_block(self, i: int) -> CanvasColumn:
        """The column of block i; the last one where that block has none."""
        own = (col for col in self.columns if col.block == i and not col.gutter)
        return next(own, self.columns[-1])

    def gutter_of(self, i: int) -> CanvasColumn | None:
        """The weights in front of block i."""
        return next((col for col in self.columns if col.block == i and col.gutter), None)


def overview(
    blocks: tuple[CanvasBlock, ...],
    width: int,
    height: int,
    choice: CanvasChoice,
    stepping: bool = False,
    measure: Measure = lambda text, bold: round(6.3 * len(text)),
) -> CanvasLayout:
    """The Overview of a network on a canvas of `width` x `height`."""
    middle = STEPPING if stepping else WATCHING
    lane = max(60, (height - HEAD - 2 * BAR - middle - MARGIN) // 2)
    twin = lane + BAR + middle
    shown = [choice.layer(blocks, i) for i in range(len(blocks))]
    least: Callable[[int], int] = lambda i: least_width(blocks[i], shown[i], measure)  # noqa: E731
    # A column is as wide as its widest layer needs, so that nothing moves as another one of it is shown.
    widest = [c.widest(block, lane) for block in blocks]
    fit = Fitting(blocks, widest, lane, width, max(0, min(choice.focus, len(blocks) - 1)), least)

    count = len(blocks) + sum(block.weight is not None for block in blocks)
    spare = max(0, width - fit.total())
    space = SPACE + min(spare // max(1, count - 1), 12)
    spare -= (space - SPACE) * (count - 1)
    x = RAIL + spare // 2
    placer = _Placer(blocks, shown, choice, fit, Rect(0, HEAD, width, lane), twin + lane + BAR, measure)
    made: list[CanvasColumn] = []
    for i, block in enumerate(blocks):
        if block.weight is not None:
            made.append(placer.gutter(i, x))
            x += fit.gutter(i) + space
        made.append(placer.block(i, x))
        x += fit.column(i) + space
    total = max(width, x - space + EDGE)
    return CanvasLayout(
        width=total,
        height=height,
        lane_a=Rect(RAIL, HEAD, total - RAIL, lane),
        lane_b=Rect(RAIL, HEAD + twin, total - RAIL, lane),
        middle=Rect(RAIL, HEAD + lane + BAR, total - RAIL, middle),
        twin=twin,
        columns=tuple(made),
        rows=placer.rows[0],
        stepping=stepping,
    )


class _Placer:
    """Puts the tiles of one column after the other where they belong."""

    def __init__(
        self,
        blocks: tuple[CanvasBlock, ...],
        shown: list[LayerShape],
        choice: CanvasChoice,
        fit: Fitting,
        lane: Rect,
        height: int,
        measure: Measure,
    ) -> None:
        self.blocks, self.shown, self.choice, self.fit, self.lane = blocks, shown, choice, fit, lane
        self.height, self.measure = height, measure
        self.rows = self._rows(0, 100)

    def _rows(self, left: int, width: int) -> tuple[tuple[Rect, ...], ShownRange]:
        last = len(self.blocks) - 1
        classes = self.shown[last].size
        return c.row_rects(classes, self.lane, left, width, self.choice.classes(self.blocks))

    def _column_rect(self, x: int, width: int) -> Rect:
        return Rect(x, 2, width, HEAD + self.height)

    def block(self, i: int, x: int) -> CanvasColumn:
        block, shown, room = self.blocks[i], self.shown[i], self.fit.rooms[i]
        width = self.fit.column(i)
        rect = self._column_rect(x, width)
        bar = Rect(x + c.PAD, self.lane.bottom, width - 2 * c.PAD, BAR)
        if room.spine:
            return CanvasColumn(SPINE, i, shown, rect, bar=bar)
        kind = c.kind_of(block, shown)
        first = self.choice.pages.get(block.name, 0)
        tiles: tuple[Tile, ...] = ()
        if kind == MAPS:
            own = c.block_width(block, shown, self.lane.h, room)
            left = x + (width - own) // 2
            tiles, here = c.map_tiles(block, shown, self.lane, left, room, first)
            left, right = min(tile.rect.x for tile in tiles), max(tile.rect.right for tile in tiles)
            bar = Rect(left, self.lane.bottom, right - left, BAR)
        elif kind == VECTOR:
            tiles, here = c.vector_tiles(shown, self.lane, x, width, room, first)
        else:
            self.rows = self._rows(x + c.PAD, width - 2 * c.PAD)
            here = self.rows[1]
        head = block_head(block, shown, Rect(x, 2, width, HEAD - 2), here, self.measure)
        return CanvasColumn(kind, i, shown, rect, tiles, here, head, bar=bar)

    def gutter(self, i: int, x: int) -> CanvasColumn:
        block, room = self.blocks[i], self.fit.rooms[i]
        width = self.fit.gutter(i)
        rect = self._column_rect(x, width)
        if room.spine or not room.gutter:
            return CanvasColumn(LINK, i, block.layers[0], rect)
        head_rect = Rect(x, 2, width, HEAD - 2)
        made = gutter_column(
            self.blocks, i, self.choice, self.lane, x, width, rect, head_rect, self.measure,
            self._rows(0, 1), room.gutter_sub
        )  # fmt: skip
        beside = self.fit.beside(i) and self.shown[i].maps
        return self._beside(i, x, made) if beside else made

    def _beside(self, i: int, x: int, gutter: CanvasColumn) -> CanvasColumn:
        """The kernels of a block of one input, in the rows of the maps that they make."""
        block, room = self.blocks[i], self.fit.rooms[i]
        maps = self.block(i, x)
        tiles = c.kernels_beside(block, maps.tiles, x, gutter.rect.w, room)
        assert gutter.head is not None
        head = gutter_head(f"W[{maps.page.span}, 0]", gutter.head.rect, maps.page, self.measure)
        return replace(gutter, tiles=tiles, page=maps.page, head=head, fixed=0, by_output=True)


def gutter_column(
    blocks: tuple[CanvasBlock, ...],
    i: int,
    choice: CanvasChoice,
    lane: Rect,
    x: int,
    width: int,
    rect: Rect,
    head_rect: Rect,
    measure: Measure,
    rows: tuple[tuple[Rect, ...], ShownRange],
    sub: int = 1,
    scale: int = 0,
) -> CanvasColumn:
    """The weights in front of block i, as kernels, a matrix, strips beside the output's `rows`, or folded.

    `scale` is pixels a weight of a matrix or a strip, 0 for the usual.
    """
    block, before = blocks[i], blocks[i - 1]
    assert block.weight is not None
    kind = c.gutter_kind(block, before)
    first = choice.pages.get(f"{block.name}.weight", 0)
    fixed = choice.channel(block, i)
    room = c.Room(gutter_sub=sub)
    if kind == KERNELS:
        left = x + (width - c.grid_width(sub, c.kernel_size(block.weight, lane.h)[0], c.APART)) // 2
        tiles, here = c.kernel_tiles(block, lane, left, room, first, fixed)
        title = f"W[{here.span}, 0]" if block.weight[1] == 1 else f"W[{fixed}, {here.span}]"
    elif kind == FOLDED:
        tiles, here = c.folded_tiles(block, before, lane, x, room, first)
        title = f"W[{here.span}]"
    elif kind == STRIPS:
        tiles, here = c.strip_tiles(block.weight, *rows, x, width, first, scale)
        title = f"W {block.weight[0]}×{block.weight[1]}" if here.whole else f"W[:, {here.span}]"
    else:
        tiles, here, begin = c.matrix_tiles(block, lane, x, width, first, scale)
        title = f"W {block.weight[0]}×{block.weight[1]}"
        if not here.whole:
            tile = tiles[0]
            title = f"W[{tile.at[0]}–{tile.at[0] + tile.rows - 1}, {begin}–{begin + tile.cols - 1}]"
    head = gutter_head(title, head_rect, here, measure)
    bar = Rect(x, lane.bottom, width, BAR)
    return CanvasColumn(kind, i, block.layers[0], rect, tiles, here, head, fixed, bar)
