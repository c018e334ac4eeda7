"""Where the images of a wall lie: plain arithmetic on whole pixels, from the top of the first row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

GAP = 2  # pixels of an image's own between two of them; enlarged as they are
MARGIN = 6  # pixels around them all, for the outline of the first


@dataclass(frozen=True)
class WallRows:
    """`count` images of `wide` x `high` pixels, each enlarged `scale` times, in a room of some width."""

    count: int = 0
    wide: int = 28
    high: int = 28
    scale: int = 1
    room: int = 200

    @property
    def pitch(self) -> tuple[int, int]:
        """From one image to the next: to the right, and down."""
        return (self.wide + GAP) * self.scale, (self.high + GAP) * self.scale

    @property
    def columns(self) -> int:
        """Images in a row; at least one."""
        return max(1, (self.room - 2 * MARGIN + GAP * self.scale) // self.pitch[0])

    @property
    def left(self) -> int:
        """The left of the first column: all of them stand in the middle."""
        spare = self.room - self.columns * self.pitch[0] + GAP * self.scale
        return max(MARGIN, spare // 2)

    @property
    def height(self) -> int:
        """Of all rows, with the margins."""
        return -(-self.count // self.columns) * self.pitch[1] - GAP * self.scale + 2 * MARGIN

    def tile(self, at: int) -> QRect:
        """Where the image at a place lies."""
        row, column = divmod(at, self.columns)
        x, y = self.left + column * self.pitch[0], MARGIN + row * self.pitch[1]
        return QRect(x, y, self.wide * self.scale, self.high * self.scale)

    def at(self, x: float, y: float) -> int | None:
        """The place of the image under a point, None where there is none; a gap belongs to the one before."""
        column, row = int((x - self.left) // self.pitch[0]), int((y - MARGIN) // self.pitch[1])
        at = row * self.columns + column
        return at if 0 <= column < self.columns and row >= 0 and at < self.count else None

    def between(self, top: int, bottom: int) -> tuple[int, int]:
        """The first place in the rows that touch these heights, and one after the last."""
        first = max(0, (top - MARGIN) // self.pitch[1]) * self.columns
        last = max(0, (bottom - MARGIN) // self.pitch[1] + 1) * self.columns
        return min(self.count, first), min(self.count, last)
