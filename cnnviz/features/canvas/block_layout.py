"""One block at full length: each of its layers a column, with its input, its kernels and the output.

All other blocks are folded to spines. The layers share rows and page, so a channel can be followed straight
across; the kernels in front are those of one input channel, each in the row of the output it belongs to.
"""

from __future__ import annotations

from math import ceil

from cnnviz.features.canvas import columns as c
from cnnviz.features.canvas.block_widths import HEAD, INNER, BlockWidths
from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.fitting import EDGE, RAIL, SPACE, SPINE_WIDTH
from cnnviz.features.canvas.geometry import (
    EMPTY,
    GROUP,
    KERNELS,
    MAPS,
    OUTPUT,
    SPINE,
    VECTOR,
    CanvasColumn,
    ColumnHead,
    Rect,
    ShownRange,
    Tile,
    page,
)
from cnnviz.features.canvas.heads import Measure, block_head, group_head, gutter_head
from cnnviz.features.canvas.layout import BAR, CanvasChoice, CanvasLayout, gutter_column

LINE = 16  # the group's own line in the head


def block_view(
    blocks: tuple[CanvasBlock, ...],
    width: int,
    height: int,
    choice: CanvasChoice,
    stepping: bool,
    measure: Measure,
) -> CanvasLayout:
    """The layout of the focused block on a canvas of `width` x `height`; the input has no zoom of its own."""
    return _BlockView(blocks, width, height, choice, stepping, measure).layout()


class _BlockView(BlockWidths):
    """Puts everything in its place, from left to right."""

    def layout(self) -> CanvasLayout:
        """Everything in its place."""
        count = len(self.spines) + 3 + bool(self.layers)
        spare = max(0, self.width - self.total(self.sub, self.source_sub))
        space = SPACE + min(spare // max(1, count - 1), 14)
        x = RAIL + max(0, spare - (space - SPACE) * (count - 1)) // 2
        made: list[CanvasColumn] = []
        for i in (i for i in self.spines if i < self.focus):
            made.append(self._spine(i, x))
            x += SPINE_WIDTH + space
        made.append(self._source_column(x))
        x = made[-1].rect.right + space
        gutter_x = x
        x += self.gutter_width(self.sub) + space
        group: CanvasColumn | None = None
        inside: list[CanvasColumn] = []
        if self.layers:
            group, inside = self._group(x)
            x = group.rect.right + space
        made.append(self._gutter(gutter_x))
        made += inside
        for i in (i for i in self.spines if i > self.focus):
            made.append(self._spine(i, x))
            x += SPINE_WIDTH + space
        made.append(self._output(x))
        total = max(self.width, made[-1].rect.right + EDGE)
        lane_a = Rect(RAIL, HEAD, total - RAIL, self.lane.h)
        return CanvasLayout(
            width=total,
            height=self.height,
            lane_a=lane_a,
            lane_b=lane_a.down(self.twin),
            middle=Rect(RAIL, self.lane.bottom + BAR, total - RAIL, self.middle),
            twin=self.twin,
            columns=tuple(made),
            rows=self._rows(x)[0],
            stepping=self.stepping,
            group=group,
        )

    def _rect(self, x: int, width: int, top: int = 2) -> Rect:
        return Rect(x, top, width, HEAD - top + self.twin + self.lane.h + BAR + 2)

    def _bar(self, x: int, width: int) -> Rect:
        return Rect(x, self.lane.bottom, width, BAR)

    def _spine(self, i: int, x: int) -> CanvasColumn:
        return CanvasColumn(SPINE, i, self.choice.layer(self.blocks, i), self._rect(x, SPINE_WIDTH))

    def _source_column(self, x: int) -> CanvasColumn:
        width = self.source_width(self.source_sub)
        room = c.Room(sub=self.source_sub)
        first = self.choice.pages.get(self.before.name, 0)
        if self.source.maps:
            own = c.block_width(self.before, self.source, self.lane.h, room)
            left = x + (width - own) // 2
            tiles, here = c.map_tiles(self.before, self.source, self.lane, left, room, first)
            bar = _under(tiles, self.lane)
        else:
            tiles, here = c.vector_tiles(self.source, self.lane, x, width, room, first)
            bar = self._bar(x + c.PAD, width - 2 * c.PAD)
        alone = CanvasBlock((self.source,))
        head = block_head(alone, self.source, Rect(x, 2, width, HEAD - 2), here, self.measure)
        kind = MAPS if self.source.maps else VECTOR
        return CanvasColumn(
            kind, self.focus - 1, self.source, self._rect(x, width), tiles, here, head, bar=bar
        )

    def _gutter(self, x: int) -> CanvasColumn:
        width, block = self.gutter_width(self.sub), self.block
        head_rect = Rect(x, 2 + LINE - 2, width, HEAD - 2 - LINE)
        if not self.by_output:
            return gutter_column(
                self.blocks,
                self.focus,
                self.choice,
                self.lane,
                x,
                width,
                self._rect(x, width),
                head_rect,
                self.measure,
                self._rows(0),
                scale=self.scale,
            )
        assert block.weight is not None
        fixed = min(self.choice.channels.get(self.focus - 1, 0), block.weight[1] - 1)
        size = c.kernel_size(block.weight)
        here = self._page(block.weight[0])
        numbers = range(here.first, here.first + here.shown)
        left = x + (width - c.grid_width(self.sub, size[0], c.APART)) // 2
        tiles = self._stack(size, block.weight[2:], left, [(n, fixed) for n in numbers], c.APART)
        head = gutter_head(f"W[{here.span}, {fixed}]", head_rect, here, self.measure)
        head = ColumnHead(
            **{**vars(head), "back": EMPTY, "forth": EMPTY}
        )  # the block's own arrows turn the page
        layer = block.layers[0]
        bar = self._bar(x, width)
        return CanvasColumn(
            KERNELS, self.focus, layer, self._rect(x, width), tiles, here, head, fixed, bar, by_output=True
        )

    def _group(self, x: int) -> tuple[CanvasColumn, list[CanvasColumn]]:
        block, width = self.block, self.group_width(self.sub)
        first = self.layers[0]
        here = self._page(first.shape[0]) if self.maps else ShownRange(0, first.size, first.size)
        title = f"{block.name} → {self.layers[-1].name}" if len(self.layers) > 1 else ""
        head = group_head(
            title, Rect(x, 2, width, LINE), here if self.maps else ShownRange(0, 1, 1), self.measure
        )
        group = CanvasColumn(GROUP, self.focus, first, self._rect(x, width), page=here, head=head)
        columns = []
        left = x + (c.numbers_width(first.shape[0], self.sub) if self.maps else c.PAD)
        for layer in self.layers:
            inner = self.layer_width(layer, self.sub)
            head_rect = Rect(left - 7, 2 + LINE, inner + 14, HEAD - 2 - LINE)
            layer_head = block_head(
                CanvasBlock((layer,)), layer, head_rect, ShownRange(0, 1, 1), self.measure
            )
            rect = self._rect(left - 4, inner + 8, 2 + LINE)
            if layer.maps:
                size = c.map_size(layer)
                shift = (inner - c.grid_width(self.sub, size[0])) // 2
                numbers = range(here.first, here.first + here.shown)
                tiles = self._stack(size, layer.shape[1:], left + shift, [(n,) for n in numbers])
                columns.append(
                    CanvasColumn(
                        MAPS,
                        self.focus,
                        layer,
                        rect,
                        tiles,
                        here,
                        layer_head,
                        bar=_under(tiles, self.lane),
                        inside=True,
                        numbered=layer is first,
                    )
                )
            else:
                tiles, shown = c.vector_tiles(
                    layer, self.lane, left, inner, c.Room(), self.choice.pages.get(block.name, 0)
                )
                columns.append(
                    CanvasColumn(
                        VECTOR,
                        self.focus,
                        layer,
                        rect,
                        tiles,
                        shown,
                        layer_head,
                        bar=self._bar(left, inner),
                        inside=True,
                    )
                )
            left += inner + INNER
        return group, columns

    def _page(self, channels: int) -> ShownRange:
        return page(self.choice.pages.get(self.block.name, 0), self.rows_fit * self.sub, channels)

    def _stack(
        self,
        size: tuple[int, int],
        cells: tuple[int, ...],
        left: int,
        places: list[tuple[int, ...]],
        apart: int = c.GAP,
    ) -> tuple[Tile, ...]:
        """Tiles in the block's rows: each in the middle of its row, whatever its own height."""
        width, height = size
        channels = self.layers[0].shape[0]
        used = min(self.rows_fit, ceil(channels / self.sub))
        gap = c.row_gap(self.lane.h, used, self.slot)
        top = self.lane.y + (self.lane.h - used * self.slot - (used - 1) * gap) // 2
        return tuple(
            Tile(
                Rect(
                    left + j % self.sub * (width + apart),
                    top + j // self.sub * (self.slot + gap) + (self.slot - height) // 2,
                    width,
                    height,
                ),
                cells[0],
                cells[1],
                place,
                cells[0] * cells[1],
            )
            for j, place in enumerate(places)
        )

    def _rows(self, x: int) -> tuple[tuple[Rect, ...], ShownRange]:
        first = self.choice.classes(self.blocks)
        classes = self.choice.layer(self.blocks, len(self.blocks) - 1).size
        return c.row_rects(classes, self.lane, x + c.PAD, c.OUTPUT_WIDTH - 2 * c.PAD, first)

    def _output(self, x: int) -> CanvasColumn:
        last = len(self.blocks) - 1
        layer = self.choice.layer(self.blocks, last)
        _, here = self._rows(x)
        rect = self._rect(x, c.OUTPUT_WIDTH)
        head = block_head(self.blocks[last], layer, Rect(x, 2, c.OUTPUT_WIDTH, HEAD - 2), here, self.measure)
        return CanvasColumn(OUTPUT, last, layer, rect, (), here, head)


def _under(tiles: tuple[Tile, ...], lane: Rect) -> Rect:
    """The colour bar's row under tiles."""
    left, right = min(tile.rect.x for tile in tiles), max(tile.rect.right for tile in tiles)
    return Rect(left, lane.bottom, right - left, BAR)
