"""How wide each kind of column wants to be, and where its tiles stand in a lane.

Maps are enlarged by a whole factor to 64 px at least and never shrunk; kernels to about 50. Channels fill
rows of `sub` tiles; the rows of a block stay where they are whichever of its layers is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, prod

from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.geometry import (
    FOLDED,
    KERNELS,
    MAPS,
    MATRIX,
    OUTPUT,
    STRIPS,
    VECTOR,
    Rect,
    ShownRange,
    Tile,
    page,
)

PAD = 8
NUMBER, NUMBERS = 18, 26  # the gutter that a channel's number stands in, or those of a row: "0–1"
GAP, WIDEST_GAP = 2, 14  # between maps, each with a line around it, so that no two look like one
MAP = 64
KERNEL, SMALLER = 45, 7  # pixels a kernel, and the fewest a weight
APART = 6  # between pictures without a line around them, which would else look like one ribbon
CELL, SMALLEST_CELL = 14, 5
VECTOR_WIDTH = 72
MATRIX_WIDTH = 120
LEAST_GUTTER = 48  # what its name needs
OUTPUT_WIDTH, WIDEST_OUTPUT = 176, 248
ROW, SMALLEST_ROW = 28, 16
CAPTION = 16  # above a matrix and under the output rows


@dataclass
class Room:
    """What a block is given: sub-columns, extra enlargement, and the same for the gutter in front of it."""

    sub: int = 1
    grow: int = 0
    gutter: bool = True
    gutter_sub: int = 1
    gutter_grow: int = 0
    spine: bool = False


def map_scale(layer: LayerShape) -> int:
    """The whole factor that a map is enlarged by: 28 -> 3, 14 -> 5, 10 -> 7, 5 -> 13."""
    return ceil(MAP / max(layer.shape[-2:]))


def map_size(layer: LayerShape, grow: int = 0) -> tuple[int, int]:
    """Width and height of a map on the canvas."""
    k = map_scale(layer) + grow
    return layer.shape[2] * k, layer.shape[1] * k


def rows_of(height: int, lane: int, gap: int = GAP) -> int:
    """How many maps of that height stand in a lane, `gap` px apart."""
    return max(1, (lane + gap) // (height + gap))


def block_rows(block: CanvasBlock, shown: LayerShape, lane: int, sub: int, grow: int) -> int:
    """The rows of a block: those of its largest maps, but for a layer that shows all its maps in its own."""
    own = rows_of(map_size(shown, grow)[1], lane)
    largest = max((map_size(layer)[1] for layer in block.shown if layer.maps), default=0)
    steady = min(own, rows_of(largest, lane))
    return own if steady * sub < shown.shape[0] <= own * sub else steady


def kind_of(block: CanvasBlock, shown: LayerShape) -> str:
    """What a block's column shows."""
    if block.last:
        return OUTPUT
    return MAPS if shown.maps else VECTOR


def gutter_kind(block: CanvasBlock, before: CanvasBlock) -> str:
    """What the weights in front of a block look like."""
    weight = block.weight
    assert weight is not None
    if len(weight) == 4:
        return KERNELS
    image = before.layers[0].shape
    if before.weight is None and len(image) == 3 and prod(image) == weight[1]:
        return FOLDED
    return STRIPS if block.last else MATRIX


def numbers_width(channels: int, sub: int) -> int:
    """What the channel numbers in front of rows of `sub` maps need."""
    return PAD if channels < 2 else NUMBER if sub < 2 else NUMBERS


def row_gap(lane: int, rows: int, height: int, least: int = GAP) -> int:
    """How far apart the rows of tiles stand: spread a little where there is room for it, else `least`."""
    spread = min(WIDEST_GAP, (lane - rows * height) // rows)
    return spread if spread >= APART else least


def grid_width(columns: int, width: int, gap: int = GAP) -> int:
    """The width of so many tiles side by side."""
    return columns * width + (columns - 1) * gap


def vector_grid(size: int, lane: int, width: int) -> tuple[int, int, int]:
    """Cell size, columns and rows of a vector: the largest cells that fit; more than fit are paged."""
    best = (0, 1, 1)
    for columns in range(1, max(1, width // SMALLEST_CELL) + 1):
        rows = ceil(size / columns)
        cell = min(CELL, lane // rows, width // columns)
        if cell > best[0]:
            best = (cell, columns, rows)
    if best[0] >= SMALLEST_CELL:
        return best
    return SMALLEST_CELL, max(1, width // SMALLEST_CELL), max(1, lane // SMALLEST_CELL)


def block_width(block: CanvasBlock, shown: LayerShape, lane: int, room: Room) -> int:
    """The width of a block's column with its padding."""
    kind = kind_of(block, shown)
    if kind == OUTPUT:
        return OUTPUT_WIDTH + room.grow
    if kind == VECTOR:
        cell, columns, _ = vector_grid(shown.size, lane, VECTOR_WIDTH + 8 * room.grow)
        return 2 * PAD + cell * columns
    return numbers_width(shown.shape[0], room.sub) + grid_width(room.sub, map_size(shown, room.grow)[0]) + PAD


def widest(block: CanvasBlock, lane: int) -> LayerShape:
    """The layer of a block that needs the widest column."""

    def width(layer: LayerShape) -> int:
        return block_width(block, layer, lane, Room())

    return max(block.shown, key=width)


def kernel_size(weight: tuple[int, ...], lane: int = 0) -> tuple[int, int]:
    """Width and height of a kernel on the canvas, a little smaller where all stand in a lane so; a 1x1 kernel
    is a single cell and needs less.
    """
    outputs, inputs, height, width = weight
    k = max(2, min(KERNEL // max(height, width), 24))
    total = outputs if inputs == 1 else inputs
    room = (lane + APART) // total - APART
    if SMALLER * height <= room < k * height:
        k = room // height
    return width * k, height * k


def fold(before: CanvasBlock) -> tuple[int, int, int]:
    """Rows, columns and enlargement of a row of weights folded into the image that it looks at."""
    channels, height, width = before.layers[0].shape
    return channels * height, width, max(1, ceil(KERNEL / max(height, width)))


def strip_scale(inputs: int) -> int:
    """Pixels a weight in a class's strip: 1, or more where there are few inputs."""
    return max(1, 84 // inputs)


def gutter_width(block: CanvasBlock, before: CanvasBlock, lane: int, room: Room) -> int:
    """The width of the weights in front of a block."""
    weight = block.weight
    assert weight is not None
    kind = gutter_kind(block, before)
    if kind == KERNELS:
        return max(LEAST_GUTTER, grid_width(room.gutter_sub, kernel_size(weight, lane)[0], APART))
    if kind == FOLDED:
        _, columns, k = fold(before)
        return grid_width(room.gutter_sub, columns * k, APART)
    if kind == STRIPS:
        return min(weight[1], MATRIX_WIDTH + 8 * room.gutter_grow) * strip_scale(weight[1])
    return min(weight[1], MATRIX_WIDTH + 8 * room.gutter_grow) * matrix_scale(weight)


def matrix_scale(weight: tuple[int, ...]) -> int:
    """Pixels a weight: 1, or more for a matrix that is small anyway."""
    return max(1, min(14, 64 // max(weight)))


def grid(tile_size: tuple[int, int], cells: tuple[int, int], lane: Rect, left: int, rows: int, sub: int,
         places: list[tuple[int, ...]], apart: int = GAP) -> tuple[Tile, ...]:  # fmt: skip
    """Tiles in rows of `sub`, row by row, the rows spread a little and the group centred in the lane."""
    width, height = tile_size
    height = min(height, lane.h)
    used = max(1, min(rows, ceil(len(places) / sub)))
    gap = row_gap(lane.h, used, height, apart)
    top = lane.y + (lane.h - used * height - (used - 1) * gap) // 2
    if top < lane.y:
        gap, top = apart, lane.y + max(0, (lane.h - used * height - (used - 1) * apart) // 2)
    return tuple(
        Tile(
            Rect(left + j % sub * (width + apart), top + j // sub * (height + gap), width, height),
            cells[0],
            cells[1],
            place,
            cells[0] * cells[1],
        )
        for j, place in enumerate(places)
    )


def map_tiles(
    block: CanvasBlock, shown: LayerShape, lane: Rect, left: int, room: Room, first: int
) -> tuple[tuple[Tile, ...], ShownRange]:
    """The maps of a block that its page shows."""
    channels, height, width = shown.shape
    rows = block_rows(block, shown, lane.h, room.sub, room.grow)
    here = page(first, rows * room.sub, channels)
    left += numbers_width(channels, room.sub)
    places: list[tuple[int, ...]] = [(here.first + j,) for j in range(here.shown)]
    size = map_size(shown, room.grow)
    return grid(size, (height, width), lane, left, rows, room.sub, places), here


def vector_tiles(
    shown: LayerShape, lane: Rect, left: int, width: int, room: Room, first: int
) -> tuple[tuple[Tile, ...], ShownRange]:
    """A vector as a grid of cells, row by row."""
    cell, columns, rows = vector_grid(shown.size, lane.h, VECTOR_WIDTH + 8 * room.grow)
    here = page(first, columns * rows, shown.size)
    rows = ceil(here.shown / columns)
    rect = Rect(
        left + (width - cell * columns) // 2,
        lane.y + (lane.h - rows * cell) // 2,
        cell * columns,
        rows * cell,
    )
    return (Tile(rect, rows, columns, (here.first,), here.shown),), here


def kernel_tiles(
    block: CanvasBlock, lane: Rect, left: int, room: Room, first: int, fixed: int
) -> tuple[tuple[Tile, ...], ShownRange]:
    """Kernels by output channel where there is one input, else those of output channel `fixed`."""
    weight = block.weight
    assert weight is not None
    outputs, inputs, height, width = weight
    size = kernel_size(weight, lane.h)
    total = outputs if inputs == 1 else inputs
    rows = rows_of(size[1], lane.h, APART)
    here = page(first, rows * room.gutter_sub, total)
    numbers = range(here.first, here.first + here.shown)
    places: list[tuple[int, ...]] = [(n, 0) if inputs == 1 else (fixed, n) for n in numbers]
    return grid(size, (height, width), lane, left, rows, room.gutter_sub, places, APART), here


def kernels_beside(
    block: CanvasBlock, maps: tuple[Tile, ...], x: int, width: int, room: Room
) -> tuple[Tile, ...]:
    """Kernels of one input beside the maps that they make: those of a row of maps side by side where there is
    room for it, else one above the other.
    """
    weight = block.weight
    assert weight is not None
    high, wide = weight[2:]
    least = min(map_size(layer, room.grow)[1] for layer in block.shown if layer.maps)
    across = room.sub if room.gutter_sub >= room.sub else 1
    down = room.sub // across
    k = min((least - (down - 1) * APART) // down, (width - (across - 1) * APART) // across, KERNEL)
    k = max(2, k // max(high, wide))
    left = x + (width - grid_width(across, wide * k, APART)) // 2
    step, pitch = wide * k + APART, high * k + APART
    made = []
    for j, tile in enumerate(maps):
        row, column = (0, j % across) if across > 1 else (j % down, 0)
        top = tile.rect.y + (tile.rect.h - down * pitch + APART) // 2 + row * pitch
        rect = Rect(left + column * step, top, wide * k, high * k)
        made.append(Tile(rect, high, wide, (tile.at[0], 0), high * wide))
    return tuple(made)


def folded_tiles(
    block: CanvasBlock, before: CanvasBlock, lane: Rect, left: int, room: Room, first: int
) -> tuple[tuple[Tile, ...], ShownRange]:
    """A fully connected layer's rows, each folded into the image that it looks at."""
    assert block.weight is not None
    height, width, k = fold(before)
    rows = rows_of(height * k, lane.h, APART)
    here = page(first, rows * room.gutter_sub, block.weight[0])
    places: list[tuple[int, ...]] = [(here.first + j,) for j in range(here.shown)]
    size = width * k, height * k
    return grid(size, (height, width), lane, left, rows, room.gutter_sub, places, APART), here


def matrix_tiles(
    block: CanvasBlock, lane: Rect, left: int, width: int, first: int, scale: int = 0
) -> tuple[tuple[Tile, ...], ShownRange, int]:
    """A page of a fully connected layer's matrix, outputs down and inputs across; also its first input."""
    assert block.weight is not None
    outputs, inputs = block.weight
    k = scale or matrix_scale(block.weight)
    across = min(inputs, max(1, width // k))
    down = min(outputs, max(1, (lane.h - CAPTION) // k))
    per_row = ceil(inputs / across)
    number = page(first, 1, per_row * ceil(outputs / down)).first
    top, begin = number // per_row * down, number % per_row * across
    rows, columns = min(down, outputs - top), min(across, inputs - begin)
    rect = Rect(left + (width - columns * k) // 2, lane.y + (lane.h - rows * k) // 2, columns * k, rows * k)
    return (
        (Tile(rect, rows, columns, (top, begin), rows * columns),),
        ShownRange(number, 1, per_row * ceil(outputs / down)),
        begin,
    )


def class_rows(classes: int, lane: int) -> tuple[int, int]:
    """Height of a class's row and how many rows fit: as high as 28 px, at least 16."""
    height = max(SMALLEST_ROW, min(ROW, (lane - CAPTION) // max(1, classes)))
    return height, max(1, min(classes, (lane - CAPTION) // height))


def row_rects(
    classes: int, lane: Rect, left: int, width: int, first: int
) -> tuple[tuple[Rect, ...], ShownRange]:
    """The rows of the output column, centred in the lane; more classes than fit are paged."""
    height, fit = class_rows(classes, lane.h)
    here = page(first, fit, classes)
    top = lane.y + (lane.h - CAPTION - fit * height) // 2
    return tuple(Rect(left, top + j * height, width, height) for j in range(here.shown)), here


def strip_tiles(
    weight: tuple[int, ...],
    rows: tuple[Rect, ...],
    classes: ShownRange,
    left: int,
    width: int,
    first: int,
    scale: int = 0,
) -> tuple[tuple[Tile, ...], ShownRange]:
    """Each class's weights as a strip beside its row."""
    k = scale or strip_scale(weight[1])
    here = page(first, max(1, width // k), weight[1])
    return tuple(
        Tile(Rect(left, row.y + 2, here.shown * k, row.h - 4), 1, here.shown, (classes.first + j, here.first),
             here.shown)
        for j, row in enumerate(rows)
    ), here  # fmt: skip
