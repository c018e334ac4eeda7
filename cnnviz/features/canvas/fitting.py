"""Who gets how much width: saves in a fixed order where it is short, and spends what is spare.

Short: one sub-column instead of two, then no matrices, then gutters away from the focus become links, then
the farthest blocks become spines, then the focus's own gutter a link; what is still too wide scrolls. Spare:
hidden channels, then larger tiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.columns import (
    APART,
    GAP,
    OUTPUT_WIDTH,
    VECTOR_WIDTH,
    WIDEST_OUTPUT,
    Room,
    block_rows,
    block_width,
    fold,
    gutter_kind,
    gutter_width,
    kernel_size,
    kind_of,
    map_size,
    rows_of,
    vector_grid,
)
from cnnviz.features.canvas.geometry import FOLDED, KERNELS, MAPS, MATRIX, OUTPUT, STRIPS, VECTOR

RAIL = 28  # left of everything: the names of the lanes
SPACE = 7  # between columns
LINK_WIDTH, SPINE_WIDTH = 14, 26
EDGE = 4  # right of everything
WIDEST_MAP = 132
WIDEST_SUB = 4  # sub-columns of a gutter


class Fitting:
    """The rooms of all blocks at one size of the window."""

    def __init__(
        self,
        blocks: tuple[CanvasBlock, ...],
        shown: list[LayerShape],
        lane: int,
        width: int,
        focus: int,
        least: Callable[[int], int],
    ) -> None:
        self.blocks, self.shown, self.lane, self.width, self.focus = blocks, shown, lane, width, focus
        self.least = [least(i) for i in range(len(blocks))]  # of a column: what stands above it
        self.rooms = [Room(sub=self._usual(i)) for i in range(len(blocks))]
        self._save()
        self._spend()

    def kind(self, i: int) -> str:
        """What the column of block i shows."""
        return kind_of(self.blocks[i], self.shown[i])

    def column(self, i: int) -> int:
        """The width of the column of block i."""
        room = self.rooms[i]
        if room.spine:
            return SPINE_WIDTH
        return max(self.least[i], block_width(self.blocks[i], self.shown[i], self.lane, room))

    def gutter(self, i: int) -> int:
        """The width of the weights in front of block i; 0 for the input."""
        if self.blocks[i].weight is None:
            return 0
        room = self.rooms[i]
        if room.spine or not room.gutter:
            return LINK_WIDTH
        return gutter_width(self.blocks[i], self.blocks[i - 1], self.lane, room)

    def beside(self, i: int) -> bool:
        """Whether each kernel in front of block i stands beside the map that it makes."""
        weight = self.blocks[i].weight
        return weight is not None and len(weight) == 4 and weight[1] == 1 and self.kind(i) == MAPS

    def total(self) -> int:
        """The width of everything."""
        parts = [self.column(i) for i in range(len(self.blocks))]
        parts += [self.gutter(i) for i in range(len(self.blocks)) if self.blocks[i].weight is not None]
        return RAIL + sum(parts) + SPACE * (len(parts) - 1) + EDGE

    def _usual(self, i: int) -> int:
        """Two sub-columns where one doesn't show every channel."""
        if self.kind(i) != MAPS:
            return 1
        return min(2, ceil(self.shown[i].shape[0] / self._rows(i, 1, 0)))

    def _rows(self, i: int, sub: int, grow: int) -> int:
        return block_rows(self.blocks[i], self.shown[i], self.lane, sub, grow)

    def _far_first(self) -> list[int]:
        return sorted(range(len(self.blocks)), key=lambda i: -abs(i - self.focus))

    def _save(self) -> None:
        for _ in self._savings():
            if self.total() <= self.width:
                return

    def _savings(self) -> Iterator[None]:
        yield
        for i in self._far_first():
            if self.rooms[i].sub > 1:
                self.rooms[i].sub = 1
                yield
        for kinds in ((MATRIX,), (FOLDED, KERNELS, MATRIX), (STRIPS,)):
            for i in self._far_first():
                block = self.blocks[i]
                if block.weight is None or (i == self.focus and kinds != (MATRIX,)):
                    continue
                if gutter_kind(block, self.blocks[i - 1]) in kinds:
                    self.rooms[i].gutter = False
                    yield
        for i in sorted(self._far_first(), key=lambda i: i == 0):  # the image that all is about stays longest
            if i != self.focus and not self.blocks[i].last:
                self.rooms[i].spine = True
                yield
        if self.blocks[self.focus].weight is not None:
            self.rooms[self.focus].gutter = False
            yield

    def _spend(self) -> None:
        for step in (self._more_channels, self._more_kernels, self._larger_maps, self._larger_rest):
            while step():
                pass

    def _try(self, room: Room, field: str, by: int = 1) -> bool:
        before = getattr(room, field)
        setattr(room, field, before + by)
        if self.total() <= self.width:
            return True
        setattr(room, field, before)
        return False

    def _more_channels(self) -> bool:
        hidden = []
        for i, room in enumerate(self.rooms):
            if self.kind(i) == MAPS and not room.spine:
                page = room.sub * self._rows(i, room.sub, room.grow)
                hidden.append((self.shown[i].shape[0] - page, i))
        return any(self._try(self.rooms[i], "sub") for count, i in sorted(hidden, reverse=True) if count > 0)

    def _more_kernels(self) -> bool:
        for i, (block, room) in enumerate(zip(self.blocks, self.rooms, strict=True)):
            if block.weight is None or not room.gutter or room.spine or room.gutter_sub >= WIDEST_SUB:
                continue
            if self.beside(i):  # in the rows of the maps, and side by side as they are
                if room.gutter_sub < room.sub and self._try(room, "gutter_sub", room.sub - room.gutter_sub):
                    return True
                continue
            kind = gutter_kind(block, self.blocks[i - 1])
            if kind == KERNELS:
                height = kernel_size(block.weight, self.lane)[1]
                total = block.weight[0] if block.weight[1] == 1 else block.weight[1]
            elif kind == FOLDED:
                rows, _, k = fold(self.blocks[i - 1])
                height, total = rows * k, block.weight[0]
            else:
                continue
            if rows_of(height, self.lane, APART) * room.gutter_sub < total and self._try(room, "gutter_sub"):
                return True
        return False

    def _larger_maps(self) -> bool:
        """Enlarge the emptiest column of maps, if its rows still stand in the lane."""
        found = []
        for i, room in enumerate(self.rooms):
            if self.kind(i) != MAPS or room.spine:
                continue
            shown = self.shown[i]
            rows = min(self._rows(i, room.sub, room.grow), ceil(shown.shape[0] / room.sub))
            width, height = map_size(shown, room.grow + 1)
            fits = rows * height + (rows - 1) * GAP <= self.lane and rows_of(height, self.lane) >= rows
            if fits and max(width, height) <= WIDEST_MAP:
                found.append((i == 0, rows * height / self.lane, i))  # the input needs it least
        return any(self._try(self.rooms[i], "grow") for _, _, i in sorted(found))

    def _larger_rest(self) -> bool:
        for i, room in enumerate(self.rooms):
            kind = self.kind(i)
            if room.spine:
                continue
            if kind == OUTPUT and OUTPUT_WIDTH + room.grow < WIDEST_OUTPUT and self._try(room, "grow", 8):
                return True
            if kind == VECTOR and room.grow < 6:
                size = self.shown[i].size
                now = vector_grid(size, self.lane, VECTOR_WIDTH + 8 * room.grow)
                if vector_grid(size, self.lane, VECTOR_WIDTH + 8 * (room.grow + 1)) == now:
                    room.grow += 1
                    return True
                if self._try(room, "grow"):
                    return True
            block = self.blocks[i]
            if block.weight is not None and room.gutter and len(block.weight) == 2:
                wide = gutter_kind(block, self.blocks[i - 1]) in (MATRIX, STRIPS)
                room_for_more = block.weight[1] > 120 + 8 * room.gutter_grow
                if wide and room_for_more and self._try(room, "gutter_grow"):
                    return True
        return False
