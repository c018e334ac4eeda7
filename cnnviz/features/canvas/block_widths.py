"""How wide the columns are when the canvas is zoomed into one block, and how many sub-columns fit."""

from __future__ import annotations

from math import ceil

from cnnviz.features.canvas import columns as c
from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.fitting import EDGE, RAIL, SPACE, SPINE_WIDTH
from cnnviz.features.canvas.geometry import FOLDED, STRIPS, Rect
from cnnviz.features.canvas.heads import Measure
from cnnviz.features.canvas.layout import BAR, MARGIN, STEPPING, WATCHING, CanvasChoice

HEAD = 50
INNER = 12  # between the layers of the block
WIDEST_SUB, WIDEST_SOURCE = 4, 6
LARGEST = 6  # pixels a weight


class BlockWidths:
    """The widths of the columns of one block's zoom, and how many sub-columns fit."""

    def __init__(
        self,
        blocks: tuple[CanvasBlock, ...],
        width: int,
        height: int,
        choice: CanvasChoice,
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
        self.source = self.before.result
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

    def _subs(self) -> tuple[int, int]:
        """The most sub-columns, of the block first and then of its input, that fit into the width."""
        channels = self.layers[0].shape[0] if self.maps else 1
        most = min(WIDEST_SUB, ceil(channels / self.rows_fit)) if self.maps else 1
        most_before = 1
        if self.source.maps:
            rows = c.rows_of(c.map_size(self.source)[1], self.lane.h)
            most_before = min(WIDEST_SOURCE, ceil(self.source.shape[0] / rows))
        for sub in range(most, 0, -1):
            for before in range(most_before, 0, -1):
                if self.total(sub, before) <= self.width:
                    return sub, before
        return 1, 1

    def _enlarge_matrix(self) -> None:
        """Give a matrix all the width that is left."""
        weight = self.block.weight
        assert weight is not None
        kind = c.gutter_kind(self.block, self.before)
        if kind == FOLDED:
            return
        usual = self.gutter_width(self.sub)
        room = max(usual, self.width - self.total(self.sub, self.source_sub) + usual)
        high = LARGEST if kind == STRIPS else (self.lane.h - c.CAPTION) // weight[0]
        self.scale = max(1, min(LARGEST, high, room // weight[1]))
        self.wide = min(room, weight[1] * self.scale) // self.scale * self.scale

    def source_width(self, sub: int) -> int:
        """The width of the block's input."""
        least = self.measure(self.source.name, True) + 2 * c.PAD
        return max(72, least, c.block_width(self.before, self.source, self.lane.h, c.Room(sub=sub)))

    def gutter_width(self, sub: int) -> int:
        """The width of the weights in front of it."""
        if self.by_output:
            assert self.block.weight is not None
            return max(c.LEAST_GUTTER, c.grid_width(sub, c.kernel_size(self.block.weight)[0], c.APART))
        return self.wide or c.gutter_width(self.block, self.before, self.lane.h, c.Room())

    def layer_width(self, layer: LayerShape, sub: int) -> int:
        """The width of one of its layers."""
        least = self.measure(layer.name, True) + 8
        if layer.maps:
            return max(least, c.grid_width(sub, c.map_size(layer)[0]))
        cell, columns, _ = c.vector_grid(layer.size, self.lane.h, c.VECTOR_WIDTH)
        return max(least, cell * columns)

    def group_width(self, sub: int) -> int:
        """The width of the frame around its layers."""
        if not self.layers:
            return 0
        inner = sum(self.layer_width(layer, sub) for layer in self.layers) + INNER * (len(self.layers) - 1)
        numbers = c.numbers_width(self.layers[0].shape[0], sub) if self.maps else c.PAD
        return numbers + inner + c.PAD

    @property
    def by_output(self) -> bool:
        """True if kernels stand in the rows of their outputs."""
        return self.maps and self.block.weight is not None and len(self.block.weight) == 4

    @property
    def spines(self) -> list[int]:
        """The blocks that are folded away."""
        last = len(self.blocks) - 1
        return [i for i in range(last) if i not in (self.focus - 1, self.focus)]

    def total(self, sub: int, before: int) -> int:
        """The width of everything."""
        parts = [self.source_width(before), self.gutter_width(sub), c.OUTPUT_WIDTH]
        if self.layers:
            parts.append(self.group_width(sub))
        parts += [SPINE_WIDTH] * len(self.spines)
        return RAIL + sum(parts) + SPACE * (len(parts) - 1) + EDGE
