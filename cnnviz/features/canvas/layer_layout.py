"""One layer at full size: all its inputs with their kernels, and one pair of an input and an output, large.

Forward it reads from left to right: input map, kernel, their products at the selected number, the part that
this input adds to the output, the output. Beneath stand the gradients, and what the output gives back.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from cnnviz.features.canvas import columns as c
from cnnviz.features.canvas.block_widths import HEAD
from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.fitting import EDGE, RAIL
from cnnviz.features.canvas.geometry import (
    EMPTY,
    GROUP,
    KERNELS,
    MAPS,
    OUTPUT,
    VECTOR,
    CanvasColumn,
    ColumnHead,
    Rect,
    ShownRange,
    Tile,
)
from cnnviz.features.canvas.heads import Measure, block_head, group_head, gutter_head
from cnnviz.features.canvas.layout import BAR, MARGIN, STEPPING, CanvasChoice, CanvasLayout
from cnnviz.features.canvas.scene import A, B
from cnnviz.system.translation import translate

LINE = 16  # the frame's own line in the head
SPACE = 18  # between the parts
PAD = 8
CAPTIONED = 20  # the middle strip while nothing is recorded: only this view names what lies beneath then
LEAST_SIDE = 64
KERNEL_SHARE = 0.55  # of a map's side
PART, SHARE, PRODUCTS, ROW = "/part", "/share", "/products", "/row"  # arrays that only this view has


@dataclass(frozen=True)
class Operation:
    """A layer as an operation: what it takes, what it makes, which pair of channels is looked at."""

    layer: LayerShape
    before: LayerShape
    block: int  # of the layer
    block_before: int
    taken: int  # input channel
    made: int  # output channel
    number: int  # of the layer in the network, from 1
    of: int

    @property
    def weighted(self) -> bool:
        """True for a convolution or a fully connected layer: every input meets every output."""
        return self.layer.weight is not None

    @property
    def kernels(self) -> bool:
        """True for a convolution."""
        return self.layer.weight is not None and len(self.layer.weight) == 4


def operation(blocks: tuple[CanvasBlock, ...], choice: CanvasChoice) -> Operation:
    """The operation that is chosen, with a pair of channels that it has."""
    layers = [(i, layer) for i, block in enumerate(blocks) for layer in block.layers]
    names = [layer.name for _, layer in layers]
    usual = next(layer.name for layer in blocks[max(1, min(choice.focus, len(blocks) - 1))].layers)
    name = choice.operation if choice.operation in names[1:] else usual
    at = names.index(name)
    (block_before, before), (block, layer) = layers[at - 1], layers[at]
    made = max(0, min(choice.pair[1], layer.shape[0] - 1))
    taken = choice.pair[0] if layer.weight is not None else made
    return Operation(
        layer, before, block, block_before, max(0, min(taken, before.shape[0] - 1)), made, at, len(layers) - 1
    )


def layer_view(
    blocks: tuple[CanvasBlock, ...],
    width: int,
    height: int,
    choice: CanvasChoice,
    stepping: bool,
    measure: Measure,
) -> CanvasLayout:
    """The layout of the chosen operation on a canvas of `width` x `height`."""
    return _LayerView(blocks, width, height, choice, stepping, measure).layout()


class _LayerView:
    """Puts the parts side by side, as large as they fit."""

    def __init__(
        self,
        blocks: tuple[CanvasBlock, ...],
        width: int,
        height: int,
        choice: CanvasChoice,
        stepping: bool,
        measure: Measure,
    ) -> None:
        self.blocks, self.width, self.height, self.choice = blocks, width, height, choice
        self.stepping, self.measure = stepping, measure
        self.op = operation(blocks, choice)
        self.middle = STEPPING if stepping else CAPTIONED
        lane = max(60, (height - HEAD - 2 * BAR - self.middle - MARGIN) // 2)
        self.lane = Rect(0, HEAD, width, lane)
        self.twin = lane + BAR + self.middle
        self.columns: list[CanvasColumn] = []
        self.rows: tuple[Rect, ...] = ()

    def layout(self) -> CanvasLayout:
        """The largest side whose parts fit into the width."""
        for side in (*range(self.lane.h - 4, LEAST_SIDE, -4), LEAST_SIDE):
            right = self._place(RAIL + 10, side) + PAD
            if right + EDGE <= self.width:
                break
        spare = max(0, self.width - EDGE - right) // 2
        if spare > 2:
            right = self._place(RAIL + 10 + spare, side) + PAD
        total = max(self.width, right + EDGE)
        lane_a = Rect(RAIL, HEAD, total - RAIL, self.lane.h)
        left = self.columns[0].rect.x - 8
        frame = Rect(left, 2, right - left, HEAD - 2 + self.twin + self.lane.h + BAR + 2)
        title = f"{self.op.layer.name}   {self.op.before.title} → {self.op.layer.title}"
        here = ShownRange(self.op.number - 1, 1, self.op.of)
        head = group_head(title, Rect(left, 2, frame.w, LINE), here, self.measure)
        text = translate("CanvasPanel", "{0} of {1}").format(
            self.op.number, self.op.of
        )  # layers are counted from one
        head = ColumnHead(**{**vars(head), "page_text": text})
        group = CanvasColumn(GROUP, self.op.block, self.op.layer, frame, page=here, head=head, part="frame")
        return CanvasLayout(
            width=total,
            height=self.height,
            lane_a=lane_a,
            lane_b=lane_a.down(self.twin),
            middle=Rect(RAIL, self.lane.bottom + BAR, total - RAIL, self.middle),
            twin=self.twin,
            columns=tuple(self.columns),
            rows=self.rows,
            stepping=self.stepping,
            group=group,
            alone=True,
        )

    def _place(self, x: int, side: int) -> int:
        """Make all columns from `x` on with maps of about `side` px; returns where they end."""
        self.columns, self.rows = [], ()
        op = self.op
        if op.kernels:
            x = self._lists(x)
        if op.before.maps:
            x = self._map(x, side, op.before, op.block_before, op.taken, "in")
        else:
            x = self._vector(x, side, op.before, op.block_before, "in")
        if op.kernels:
            x = self._kernel(x, round(side * KERNEL_SHARE))
            shape = LayerShape(op.layer.name + PRODUCTS, "products", (1, *op.layer.weight[2:]))  # type: ignore[index]
            x = self._made(x, round(side * KERNEL_SHARE), shape)
            x = self._parts(x, side)
        elif op.weighted:
            name = op.layer.name
            x = self._vector(x, side, LayerShape(name + ROW, "weights", op.before.shape), op.block, "row")
            x = self._vector(
                x, side, LayerShape(name + PRODUCTS, "products", op.before.shape), op.block, "products"
            )
        last = op.block == len(self.blocks) - 1 and op.number == op.of
        if last and not op.layer.maps:
            return self._output(x)
        if op.layer.maps:
            return self._map(x, side, op.layer, op.block, op.made, "out") - SPACE
        return self._vector(x, side, op.layer, op.block, "out") - SPACE

    def _rect(self, x: int, width: int) -> Rect:
        return Rect(x, 2 + LINE, width, HEAD - 2 - LINE + self.twin + self.lane.h + BAR + 2)

    def _head(self, x: int, width: int, name: str, detail: str, page: ShownRange | None = None) -> ColumnHead:
        rect = Rect(x - 7, 2 + LINE, width + 14, HEAD - 2 - LINE)
        if page is not None:
            shape = LayerShape(name, name, (page.total,))
            made = block_head(CanvasBlock((shape,)), shape, rect, page, self.measure)
            text = detail if self.measure(detail, False) < rect.w - 14 else ""
            return ColumnHead(
                **{**vars(made), "detail": text, "detail_rect": Rect(x, rect.y + 17, width, 16)}
            )
        fits = detail if self.measure(detail, False) < width + 12 else ""
        detail_rect = Rect(x, rect.y + 17, width + 14, 16)
        return ColumnHead(rect, name, fits, detail_rect, "", EMPTY, EMPTY, EMPTY, ())

    def _bar(self, x: int, width: int) -> Rect:
        return Rect(x, self.lane.bottom, width, BAR)

    def _centred(self, x: int, cells: tuple[int, int], k: int, at: tuple[int, ...]) -> Tile:
        """One tile in the middle of the lane; cells as (rows, columns)."""
        rows, cols = cells
        rect = Rect(x, self.lane.y + (self.lane.h - rows * k) // 2, cols * k, rows * k)
        return Tile(rect, rows, cols, at, rows * cols)

    def _lists(self, x: int) -> int:
        """All inputs one above the other, each with its kernel to the output that is looked at."""
        op, lane = self.op, self.lane
        weight = op.layer.weight
        assert weight is not None
        kernel = c.kernel_size(weight)
        size = c.map_size(op.before) if op.before.maps else (0, 0)
        slot = max(kernel[1], size[1])
        first = self.choice.pages.get(op.layer.name + "/inputs", op.taken)
        here = c.page(first, c.rows_of(slot, lane.h), weight[1])
        places = [here.first + j for j in range(here.shown)]
        gap = c.row_gap(lane.h, len(places), slot)
        top = lane.y + (lane.h - len(places) * (slot + gap) + gap) // 2

        def stack(
            left: int, width: int, height: int, cells: tuple[int, ...], of: list[tuple[int, ...]]
        ) -> tuple[Tile, ...]:
            return tuple(
                Tile(
                    Rect(left, top + j * (slot + gap) + (slot - height) // 2, width, height),
                    cells[0],
                    cells[1],
                    at,
                    cells[0] * cells[1],
                )
                for j, at in enumerate(of)
            )

        if op.before.maps:
            left = x + c.NUMBER
            tiles = stack(left, *size, op.before.shape[1:], [(n,) for n in places])
            head = self._head(left, size[0], op.before.name, op.before.title)
            self.columns.append(
                CanvasColumn(
                    MAPS,
                    op.block_before,
                    op.before,
                    self._rect(x, size[0] + c.NUMBER),
                    tiles,
                    here,
                    head,
                    bar=self._bar(left, size[0]),
                    inside=True,
                    part="inputs",
                )
            )
            x = left + size[0] + 10
        tiles = stack(x, *kernel, weight[2:], [(op.made, n) for n in places])
        head = gutter_head(
            f"W[{op.made}, {here.span}]", Rect(x, 2 + LINE, kernel[0], HEAD - 2 - LINE), here, self.measure
        )
        self.columns.append(
            CanvasColumn(KERNELS, op.block, op.layer, self._rect(x, kernel[0]), tiles, here, head, op.made,
                   self._bar(x, kernel[0]), inside=True, part="kernels")
        )  # fmt: skip
        return x + kernel[0] + SPACE + 8

    def _map(self, x: int, side: int, layer: LayerShape, block: int, channel: int, part: str) -> int:
        rows, cols = layer.shape[1:]
        k = max(1, side // max(rows, cols))
        here = ShownRange(channel, 1, layer.shape[0])
        tile = self._centred(x, (rows, cols), k, (channel,))
        width = cols * k
        head = self._head(x, width, layer.name, "", here)
        self.columns.append(
            CanvasColumn(
                MAPS,
                block,
                layer,
                self._rect(x, width),
                (tile,),
                here,
                head,
                bar=self._bar(x, width),
                inside=True,
                numbered=False,
                part=part,
            )
        )
        return x + width + SPACE

    def _kernel(self, x: int, side: int) -> int:
        op = self.op
        assert op.layer.weight is not None
        rows, cols = op.layer.weight[2:]
        k = max(1, side // max(rows, cols))
        tile = self._centred(x, (rows, cols), k, (op.made, op.taken))
        head = self._head(x, cols * k, f"W[{op.made}, {op.taken}]", "")
        here = ShownRange(op.taken, 1, op.layer.weight[1])
        self.columns.append(
            CanvasColumn(KERNELS, op.block, op.layer, self._rect(x, cols * k), (tile,), here, head, op.made,
                   self._bar(x, cols * k), inside=True, part="kernel")
        )  # fmt: skip
        return x + cols * k + SPACE

    def _made(self, x: int, side: int, shape: LayerShape, lanes: str = A + B, head_text: str = "") -> int:
        """A map that only this view has."""
        rows, cols = shape.shape[1:]
        k = max(1, side // max(rows, cols))
        tile = self._centred(x, (rows, cols), k, (0,))
        width = cols * k
        words = head_text or translate("NetworkView", shape.kind)
        head = self._head(x, width, words, "") if A in lanes else None
        self.columns.append(
            CanvasColumn(MAPS, self.op.block, shape, self._rect(x, width), (tile,), ShownRange(0, 1, 1), head,
                   self.op.made, self._bar(x, width), inside=True, numbered=False, lanes=lanes,
                   part=shape.kind, taken=self.op.taken)
        )  # fmt: skip
        return x + width + SPACE

    def _parts(self, x: int, side: int) -> int:
        """Above, what this input adds to the output; beneath, what this output gives back to the input."""
        op = self.op
        part = LayerShape(op.layer.name + PART, "part", (1, *op.layer.shape[1:]))
        head = translate("NetworkView", "from {0}").format(f"{op.before.name}[{op.taken}]")
        right = self._made(x, side, part, A, head)
        if not op.before.maps:
            return right
        share = LayerShape(op.layer.name + SHARE, "share", (1, *op.before.shape[1:]))
        return max(right, self._made(x, side, share, B))

    def _vector(self, x: int, side: int, layer: LayerShape, block: int, part: str) -> int:
        size = layer.size
        cols = min(size, ceil(sqrt(size)))
        square = self.op.before.size == size and self.blocks[0].layers[0].size == size
        cols = self.blocks[0].layers[0].shape[-1] if square else cols  # a row of pixels is a row of the image
        rows = ceil(size / cols)
        k = max(1, min(c.CELL * 2, side // max(rows, cols)))
        tile = self._centred(x, (rows, cols), k, (0,))
        tile = Tile(tile.rect, rows, cols, (0,), size)
        width = cols * k
        titles = {"row": f"W[{self.op.made}]", "products": translate("NetworkView", "products")}
        head = self._head(x, max(width, 40), titles.get(part, layer.name), "")
        self.columns.append(
            CanvasColumn(VECTOR, block, layer, self._rect(x, width), (tile,), ShownRange(0, size, size), head,
                   self.op.made, self._bar(x, width), inside=True, part=part)
        )  # fmt: skip
        return x + width + SPACE

    def _output(self, x: int) -> int:
        layer = self.op.layer
        self.rows, here = c.row_rects(layer.size, self.lane, x + c.PAD, c.OUTPUT_WIDTH - 2 * c.PAD, 0)
        head = block_head(
            self.blocks[-1], layer, Rect(x, 2 + LINE, c.OUTPUT_WIDTH, HEAD - 2 - LINE), here, self.measure
        )
        rect = self._rect(x, c.OUTPUT_WIDTH)
        self.columns.append(
            CanvasColumn(OUTPUT, self.op.block, layer, rect, (), here, head, inside=True, part="out")
        )
        return x + c.OUTPUT_WIDTH
