"""One block at full length: each of its layers a column, with its input, its kernels and the output.

All other blocks are folded to spines. The layers share rows and page, so a channel can be followed straight
across; the kernels in front are those of one input channel, each in the row of the output it belongs to.
"""

from __future__ import annotations

from math import ceil

from cnnviz.views import columns as c
from cnnviz.views.blocks import Block, LayerShape
from cnnviz.views.fitting import EDGE, RAIL, SPACE, SPINE_WIDTH
from cnnviz.views.geometry import (
    EMPTY,
    FOLDED,
    GROUP,
    KERNELS,
    MAPS,
    SPINE,
    STRIPS,
    VECTOR,
    Column,
    Head,
    Page,
    Rect,
    Tile,
    page,
)
from cnnviz.views.heads import Measure, block_head, group_head, gutter_head
from cnnviz.views.layout import BAR, MARGIN, STEPPING, WATCHING, Choice, Layout, gutter_column

HEAD = 50
INNER = 12  # between the layers of the block
WIDEST_SUB = 4
LARGEST = 6  # pixels a weight
LINE = 16  # the group's own line in the head


def block_view(
    blocks: tuple[Block, ...], width: int, height: int, choice: Choice, stepping: bool, measure: Measure
) -> Layout:
    """The layout of the focused block on a canvas of `width` x `height`; the input has no zoom of its own."""
    return _BlockView(blocks, width, height, choice, stepping, measure).layout()


class _BlockView:
    def __init__(
        self,
        blocks: tuple[Block, ...],
        width: int,
        height: int,
        choice: Choice,
        stepping: bool,
        measure: Measure,
    ) -> None:
        self.blocks, self.width, self.height, self.choice, self.measure = (
            blocks,
            width,
            height,
            choice,
            measure,
        )
        self.stepping = stepping
        self.focus = max(1, min(choice.focus, len(blocks) - 1))
        self.block, self.before = blocks[self.focus], blocks[self.focus - 1]
        self.source = choice.layer(blocks, self.focus - 1)
        self.layers = () if self.block.last else self.block.shown
        middle = STEPPING if stepping else WATCHING
        lane = max(60, (height - HEAD - 2 * BAR - middle - MARGIN) // 2)
        self.lane = Rect(0, HEAD, width, lane)
        self.middle, self.twin = middle, lane + BAR + middle
        self.maps = bool(self.layers) and self.layers[0].maps
        self.slot = max((c.map_size(layer)[1] for layer in self.layers if layer.maps), default=0)
        self.rows_fit = c.rows_of(self.slot, lane) if self.slot else 1
        self.scale, self.wide = 0, 0  # of a matrix: pixels a weight, and its width
        self.sub, self.source_sub = self._subs()
        if len(self.block.weight or ()) == 2:
            self._enlarge_matrix()

    # widths

    def _subs(self) -> tuple[int, int]:
        """The most sub-columns, of the block first and then of its input, that fit into the width."""
        channels = self.layers[0].shape[0] if self.maps else 1
        most = min(WIDEST_SUB, ceil(channels / self.rows_fit)) if self.maps else 1
        most_before = 1
        if self.source.maps:
            rows = c.rows_of(c.map_size(self.source)[1], self.lane.h)
            most_before = min(2, ceil(self.source.shape[0] / rows))
        for sub in range(most, 0, -1):
            for before in range(most_before, 0, -1):
                if self._total(sub, before) <= self.width:
                    return sub, before
        return 1, 1

    def _enlarge_matrix(self) -> None:
        """Gives a matrix all the width that is left."""
        weight = self.block.weight
        assert weight is not None
        kind = c.gutter_kind(self.block, self.before)
        if kind == FOLDED:
            return
        usual = self._gutter_width(self.sub)
        room = max(usual, self.width - self._total(self.sub, self.source_sub) + usual)
        high = LARGEST if kind == STRIPS else (self.lane.h - c.CAPTION) // weight[0]
        self.scale = max(1, min(LARGEST, high, room // weight[1]))
        self.wide = min(room, weight[1] * self.scale) // self.scale * self.scale

    def _source_width(self, sub: int) -> int:
        least = self.measure(self.source.name, True) + 2 * c.PAD
        return max(72, least, c.block_width(self.before, self.source, self.lane.h, c.Room(sub=sub)))

    def _gutter_width(self, sub: int) -> int:
        if self._by_output:
            assert self.block.weight is not None
            return c.grid_width(sub, c.kernel_size(self.block.weight)[0])
        return self.wide or c.gutter_width(self.block, self.before, self.lane.h, c.Room())

    def _layer_width(self, layer: LayerShape, sub: int) -> int:
        least = self.measure(layer.name, True) + 8
        if layer.maps:
            return max(least, c.grid_width(sub, c.map_size(layer)[0]))
        cell, columns, _ = c.vector_grid(layer.size, self.lane.h, c.VECTOR_WIDTH)
        return max(least, cell * columns)

    def _group_width(self, sub: int) -> int:
        if not self.layers:
            return 0
        inner = sum(self._layer_width(layer, sub) for layer in self.layers) + INNER * (len(self.layers) - 1)
        return (c.NUMBERS if self.maps else c.PAD) + inner + c.PAD

    @property
    def _by_output(self) -> bool:
        """True if kernels stand in the rows of their outputs."""
        return self.maps and self.block.weight is not None and len(self.block.weight) == 4

    @property
    def _spines(self) -> list[int]:
        last = len(self.blocks) - 1
        return [i for i in range(last) if i not in (self.focus - 1, self.focus)]

    def _total(self, sub: int, before: int) -> int:
        parts = [self._source_width(before), self._gutter_width(sub), c.OUTPUT_WIDTH]
        if self.layers:
            parts.append(self._group_width(sub))
        parts += [SPINE_WIDTH] * len(self._spines)
        return RAIL + sum(parts) + SPACE * (len(parts) - 1) + EDGE

    # places

    def layout(self) -> Layout:
        """Everything in its place."""
        count = len(self._spines) + 3 + bool(self.layers)
        spare = max(0, self.width - self._total(self.sub, self.source_sub))
        space = SPACE + min(spare // max(1, count - 1), 14)
        x = RAIL + max(0, spare - (space - SPACE) * (count - 1)) // 2
        made: list[Column] = []
        for i in (i for i in self._spines if i < self.focus):
            made.append(self._spine(i, x))
            x += SPINE_WIDTH + space
        made.append(self._source_column(x))
        x = made[-1].rect.right + space
        gutter_x = x
        x += self._gutter_width(self.sub) + space
        group: Column | None = None
        inside: list[Column] = []
        if self.layers:
            group, inside = self._group(x)
            x = group.rect.right + space
        made.append(self._gutter(gutter_x))
        made += inside
        for i in (i for i in self._spines if i > self.focus):
            made.append(self._spine(i, x))
            x += SPINE_WIDTH + space
        made.append(self._output(x))
        total = max(self.width, made[-1].rect.right + EDGE)
        lane_a = Rect(RAIL, HEAD, total - RAIL, self.lane.h)
        return Layout(
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

    def _spine(self, i: int, x: int) -> Column:
        return Column(SPINE, i, self.choice.layer(self.blocks, i), self._rect(x, SPINE_WIDTH))

    def _source_column(self, x: int) -> Column:
        width = self._source_width(self.source_sub)
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
        alone = Block((self.source,))
        head = block_head(alone, self.source, Rect(x, 2, width, HEAD - 2), here, self.measure)
        kind = MAPS if self.source.maps else VECTOR
        return Column(kind, self.focus - 1, self.source, self._rect(x, width), tiles, here, head, bar=bar)

    def _gutter(self, x: int) -> Column:
        width, block = self._gutter_width(self.sub), self.block
        head_rect = Rect(x, 2 + LINE - 2, width, HEAD - 2 - LINE)
        if not self._by_output:
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
        tiles = self._stack(size, block.weight[2:], x, [(n, fixed) for n in numbers])
        head = gutter_head(f"W[o, {fixed}]", head_rect, here, self.measure)
        head = Head(**{**vars(head), "back": EMPTY, "forth": EMPTY})  # the block's own arrows turn the page
        layer = block.layers[0]
        bar = self._bar(x, width)
        return Column(
            KERNELS, self.focus, layer, self._rect(x, width), tiles, here, head, fixed, bar, by_output=True
        )

    def _group(self, x: int) -> tuple[Column, list[Column]]:
        block, width = self.block, self._group_width(self.sub)
        first = self.layers[0]
        here = self._page(first.shape[0]) if self.maps else Page(0, first.size, first.size)
        title = f"{block.name} → {self.layers[-1].name}" if len(self.layers) > 1 else ""
        head = group_head(title, Rect(x, 2, width, LINE), here if self.maps else Page(0, 1, 1), self.measure)
        group = Column(GROUP, self.focus, first, self._rect(x, width), page=here, head=head)
        columns = []
        left = x + (c.NUMBERS if self.maps else c.PAD)
        for layer in self.layers:
            inner = self._layer_width(layer, self.sub)
            head_rect = Rect(left - 7, 2 + LINE, inner + 14, HEAD - 2 - LINE)
            layer_head = block_head(Block((layer,)), layer, head_rect, Page(0, 1, 1), self.measure)
            rect = self._rect(left - 4, inner + 8, 2 + LINE)
            if layer.maps:
                size = c.map_size(layer)
                shift = (inner - c.grid_width(self.sub, size[0])) // 2
                numbers = range(here.first, here.first + here.shown)
                tiles = self._stack(size, layer.shape[1:], left + shift, [(n,) for n in numbers])
                columns.append(
                    Column(
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
                    Column(
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

    def _page(self, channels: int) -> Page:
        return page(self.choice.pages.get(self.block.name, 0), self.rows_fit * self.sub, channels)

    def _stack(
        self, size: tuple[int, int], cells: tuple[int, ...], left: int, places: list[tuple[int, ...]]
    ) -> tuple[Tile, ...]:
        """Tiles in the block's rows: each in the middle of its row, whatever its own height."""
        width, height = size
        channels = self.layers[0].shape[0]
        used = min(self.rows_fit, ceil(channels / self.sub))
        gap = max(c.GAP, min(c.WIDEST_GAP, (self.lane.h - used * self.slot) // used))
        if used * self.slot + (used - 1) * gap > self.lane.h:
            gap = c.GAP
        top = self.lane.y + (self.lane.h - used * self.slot - (used - 1) * gap) // 2
        return tuple(
            Tile(
                Rect(
                    left + j % self.sub * (width + c.GAP),
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

    def _rows(self, x: int) -> tuple[tuple[Rect, ...], Page]:
        last = self.blocks[-1]
        first = self.choice.pages.get(last.name, 0)
        classes = self.choice.layer(self.blocks, len(self.blocks) - 1).size
        return c.row_rects(classes, self.lane, x + c.PAD, c.OUTPUT_WIDTH - 2 * c.PAD, first)

    def _output(self, x: int) -> Column:
        last = len(self.blocks) - 1
        layer = self.choice.layer(self.blocks, last)
        _, here = self._rows(x)
        rect = self._rect(x, c.OUTPUT_WIDTH)
        head = block_head(self.blocks[last], layer, Rect(x, 2, c.OUTPUT_WIDTH, HEAD - 2), here, self.measure)
        return Column("output", last, layer, rect, (), here, head)


def _under(tiles: tuple[Tile, ...], lane: Rect) -> Rect:
    """The colour bar's row under tiles."""
    left, right = min(tile.rect.x for tile in tiles), max(tile.rect.right for tile in tiles)
    return Rect(left, lane.bottom, right - left, BAR)
