"""Arrays as pictures in a row, and a pooling window as it flows from the map to what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    Number,
    PageBlock,
    PagePainter,
    advance,
    mono,
    sans,
)
from cnnviz.features.microscope.blocks.tables import tight
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant

LARGE, SMALL = 70.0, 48.0
TURN, ARROW = "↻", "›"  # the first is drawn


@dataclass(frozen=True)
class ArrayPicture:
    """An array as a picture; `opens(row, column)` names what a pixel is, `window` is outlined on it."""

    values: np.ndarray
    caption: str
    limit: float
    opens: Callable[[int, int], tuple[Any, str]] | None = None
    window: QRect | None = None  # may reach beyond the picture: into the padding
    mark: tuple[int, int] | None = None
    holes: np.ndarray | None = None
    grey: tuple[float, float] | None = None
    large: bool = False
    before: str = ""  # the sign before it

    def size(self) -> tuple[float, float]:
        """Width and height where there is room for them."""
        rows, columns = self.values.shape
        if columns > 3 * rows:  # a row of numbers
            return min(150.0, 4.0 * columns), max(8.0, 4.0 * rows)
        step = (LARGE if self.large else SMALL) / max(rows, columns)
        step = min(step, 2 * SMALL / (max(rows, columns) + 2 * self.reach()))  # the others need room, too
        step = float(int(step)) if step >= 2 else step
        return step * columns, step * rows

    def reach(self) -> int:
        """How many pixels the window reaches into the padding, on the side where it does so most."""
        window, (rows, columns) = self.window, self.values.shape
        if window is None:
            return 0
        return max(0, -window.x(), -window.y(), window.right() + 1 - columns, window.bottom() + 1 - rows)

    def around(self, width: float) -> float:
        """What it needs around it at a width, for a window that reaches into the padding."""
        reach = self.reach()
        return reach * width / self.values.shape[1] + 4 if reach else 0.0

    def told(self, row: int, column: int) -> tuple[Any, str]:
        """What a pixel opens, and what it says."""
        if self.holes is not None and self.holes[row, column]:
            return None, self.caption
        target, words = self.opens(row, column) if self.opens else (None, self.caption)
        return target, f"{words}: {significant(float(self.values[row, column]))}"

    def paint(self, painter: PagePainter, box: QRectF) -> None:
        """Paint it with what is outlined on it."""
        if around := self.around(box.width()):
            painter.hatch(box.adjusted(-around, -around, around, around))
        painter.picture(box, self.values, self.limit, self.grey, self.holes)
        painter.pixels(box, self.values.shape, self.told)
        step = box.width() / self.values.shape[1]
        if self.window is not None:
            x, y, wide, high = (step * part for part in self.window.getRect())  # type: ignore[attr-defined]
            for role, line in (("panel", 3), ("text", 1.5)):
                painter.stroke(role, line)
                painter.drawRect(QRectF(box.x() + x, box.y() + y, wide, high))
        if self.mark is not None:
            row, column = self.mark
            painter.stroke("accent", 2)
            painter.drawRect(
                QRectF(box.x() + column * step - 1, box.y() + row * step - 1, step + 2, step + 2)
            )


@dataclass(frozen=True)
class PictureRow(PageBlock):
    """A row of pictures, each a whole factor larger than its array where there is room for that."""

    items: tuple[ArrayPicture, ...]
    space = 8.0

    def _places(self, width: float) -> list[QRectF]:
        """Where each picture stands; the rest of the width is shared out between them."""
        sizes = [item.size() for item in self.items]
        signs = [18.0 if item.before else 0.0 for item in self.items]
        around = [item.around(w) for item, (w, _) in zip(self.items, sizes, strict=True)]
        taken, between = sum(w for w, _ in sizes) + 2 * sum(around), sum(signs)
        shrink = min(1.0, (width - 4 - between) / taken)
        gap = min(max(0.0, (width - between - taken * shrink) / max(len(sizes), 1)), 10.0)
        tall = max(h + 2 * pad for (_, h), pad in zip(sizes, around, strict=True)) * shrink
        places, x = [], 1.0
        for (w, h), sign, pad in zip(sizes, signs, around, strict=True):
            x += sign + pad * shrink
            places.append(QRectF(round(x), round(1 + (tall - h * shrink) / 2), w * shrink, h * shrink))
            x += (w + pad) * shrink + gap
        return places

    def _bottom(self, places: list[QRectF]) -> float:
        """Where the lowest of them ends, with what is around it."""
        ends = zip(self.items, places, strict=True)
        return max(box.bottom() + item.around(box.width()) for item, box in ends)

    def height(self, width: float) -> float:
        return self._bottom(self._places(width)) + 17

    def paint(self, painter: PagePainter, width: float) -> None:
        places, font = self._places(width), sans(theme.FLOOR)
        bottom = self._bottom(places)
        pitch = min((b.left() - a.left() for a, b in pairwise(places)), default=width)
        for item, box in zip(self.items, places, strict=True):
            item.paint(painter, box)
            if item.before:
                _sign(painter, item.before, QPointF(box.x() - 10, places[0].center().y()))
            wide = min(advance(item.caption, font) + 2, max(box.width(), pitch - 4))
            left = max(0.0, min(box.center().x() - wide / 2, width - wide))
            painter.write(QRectF(left, bottom + 1, wide, 15), item.caption, font, "dim", MIDDLE)

    def text(self) -> str:
        return "  ".join(f"{item.before} {item.caption}".strip() for item in self.items)


def _sign(painter: PagePainter, sign: str, where: QPointF) -> None:
    """A sign between two pictures, around a point."""
    if sign != TURN:
        box = QRectF(where.x() - 9, where.y() - 9, 18, 18)
        painter.write(box, sign, mono(theme.READOUT), "dim", MIDDLE)
        return
    with painter.smooth():
        painter.stroke("dim", 1.4)
        box = QRectF(where.x() - 6, where.y() - 6, 12, 12)
        painter.drawArc(box, 150 * 16, -290 * 16)
        tip = QPointF(box.left() + 0.9, box.center().y() - 3)
        painter.drawPolyline([tip + QPointF(-2.5, -3), tip, tip + QPointF(4, -1)])


CELL = 26.0


@dataclass(frozen=True)
class Flow(PageBlock):
    """Left to right on the way forward, right to left on the way back; None in `cells` is padding."""

    picture: ArrayPicture
    cells: tuple[Number | None, ...]
    shape: tuple[int, int]
    chosen: int
    result: Number
    limit: float
    captions: tuple[str, str]
    word: str
    back: bool
    space = 8.0

    def height(self, width: float) -> float:
        return max(LARGE, self.shape[0] * (CELL + 2)) + 20

    @property
    def _narrow(self) -> bool:
        """Whether the window is so wide that the map must be smaller and the numbers shorter."""
        return self.shape[1] > 2

    def _cell(self, k: int, width: float) -> QRectF:
        row, column = divmod(k, self.shape[1])
        side, gap = (SMALL, 14) if self._narrow else (LARGE, 18)
        each = min(56.0, (width - side - 16 - 34 - 60) / self.shape[1] - 2 * self._narrow)
        top = (self.height(width) - 20 - self.shape[0] * (CELL + 2)) / 2
        return QRectF(side + gap + column * (each + 2), top + row * (CELL + 2), each, CELL)

    def paint(self, painter: PagePainter, width: float) -> None:
        PictureRow((replace(self.picture, large=not self._narrow),)).paint(painter, width)
        small, words, bottom = mono(theme.FLOOR), sans(theme.FLOOR), self.height(width)
        for k, number in enumerate(self.cells):
            box = self._cell(k, width)
            if number is None:
                painter.hatch(box)
                continue
            painter.number(box, number)
            if self.back and k != self.chosen and number.value == 0:
                painter.hatch(box)
                painter.write(box, "0", small, "dim", MIDDLE)
            else:
                painter.cell(box.adjusted(-0.5, 0, 0.5, 0), "", number.value, self.limit, MIDDLE)
                painter.setFont(small)
                painter.cell(box, self._figure(number, box), number.value, self.limit, MIDDLE)
        if 0 <= self.chosen < len(self.cells):
            painter.outline(self._cell(self.chosen, width).adjusted(-1.5, -0.5, 1.5, 0.5))
        end = QRectF(width - 58, (bottom - 20 - CELL) / 2, 58, CELL)
        painter.setFont(small)
        painter.cell(end, str(self.result), self.result.value, self.limit, MIDDLE)
        painter.number(end, self.result)
        self._arrow(painter, self._cell(self.shape[1] - 1, width).right() + 5, end.x() - 5, end.center().y())
        first, last = self._cell(0, width), self._cell(len(self.cells) - 1, width)
        under = QRectF(first.x() - 20, bottom - 16, last.right() - first.x() + 40, 15)
        painter.write(under, self.captions[0], words, "dim", MIDDLE)
        painter.write(QRectF(end.x() - 10, bottom - 16, 68, 15), self.captions[1], words, "dim", MIDDLE)

    def _figure(self, number: Number, box: QRectF) -> str:
        """The number as it fits its cell; in a very narrow one the colour alone has to do."""
        text = str(number) if not self._narrow else tight(number.value, True)
        return text if advance(text, mono(theme.FLOOR)) <= box.width() + 4 else ""

    def _arrow(self, painter: PagePainter, start: float, end: float, y: float) -> None:
        with painter.smooth():
            painter.stroke("text", 1.2)
            painter.drawLine(QPointF(start, y), QPointF(end, y))
            tip, way = (start, 1) if self.back else (end, -1)
            painter.drawPolyline([QPointF(tip + way * x, y + up) for x, up in ((5, -3.5), (0, 0), (5, 3.5))])
        if self.word:
            box = QRectF(start - 8, y - 16, end - start + 16, 14)
            painter.write(box, self.word, mono(theme.FLOOR), "dim", MIDDLE)

    def text(self) -> str:
        lines = [f"  {n.name} = {n}" for n in self.cells if n is not None]
        return "\n".join([*lines, f"  {self.word} {self.result.name} = {self.result}"])
