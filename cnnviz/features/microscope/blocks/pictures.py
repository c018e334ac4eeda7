"""Arrays as pictures in a row, and a pooling window as it flows from the map to what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    Number,
    PageBlock,
    Spot,
    advance,
    cell,
    hatch,
    mono,
    outline,
    picture,
    sans,
)
from cnnviz.features.microscope.blocks.tables import tight
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import write

LARGE, SMALL = 70.0, 48.0
TURN, ARROW = "turn", "arrow"  # signs that are drawn


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


@dataclass(frozen=True)
class PictureRow(PageBlock):
    """A row of pictures, each a whole factor larger than its array where there is room for that."""

    items: tuple[ArrayPicture, ...]
    space = 8.0

    def _places(self, width: float) -> list[QRectF]:
        """Where each picture stands; the rest of the width is shared out between them."""
        sizes = []
        for item in self.items:
            rows, columns = item.values.shape
            side = LARGE if item.large else SMALL
            if columns > 3 * rows:  # a row of numbers
                sizes.append((min(150.0, 4.0 * columns), max(8.0, 4.0 * rows)))
                continue
            step = side / max(rows, columns)
            step = float(int(step)) if step >= 2 else step
            sizes.append((step * columns, step * rows))
        signs = [18.0 if item.before else 0.0 for item in self.items]
        around = [_around(item, w) for item, (w, _) in zip(self.items, sizes, strict=True)]
        taken, between = sum(w for w, _ in sizes) + 2 * sum(around), sum(signs)
        shrink = min(1.0, (width - 4 - between) / taken)
        gap = max(0.0, (width - between - taken * shrink) / max(len(sizes), 1))
        gap = min(gap, 10.0)
        tall = max(h + 2 * pad for (_, h), pad in zip(sizes, around, strict=True)) * shrink
        places, x = [], 1.0
        for (w, h), sign, pad in zip(sizes, signs, around, strict=True):
            x += sign + pad * shrink
            places.append(QRectF(round(x), round(1 + (tall - h * shrink) / 2), w * shrink, h * shrink))
            x += (w + pad) * shrink + gap
        return places

    def _bottom(self, places: list[QRectF]) -> float:
        """Where the lowest of them ends, with what is around it."""
        return max(
            box.bottom() + _around(item, box.width()) for item, box in zip(self.items, places, strict=True)
        )

    def height(self, width: float) -> float:
        return self._bottom(self._places(width)) + 17

    def paint(self, painter: QPainter, width: float) -> None:
        places = self._places(width)
        bottom = self._bottom(places)
        for item, box in zip(self.items, places, strict=True):
            if around := _around(item, box.width()):
                hatch(painter, box.adjusted(-around, -around, around, around))
            picture(painter, box, item.values, item.limit, item.grey, item.holes)
            step = box.width() / item.values.shape[1]
            if item.window is not None:
                r = item.window
                frame = QRectF(
                    box.x() + r.x() * step, box.y() + r.y() * step, r.width() * step, r.height() * step
                )
                painter.setPen(QPen(theme.colour("panel"), 3))
                painter.drawRect(frame)
                painter.setPen(QPen(theme.colour("text"), 1.5))
                painter.drawRect(frame)
            if item.mark is not None:
                row, column = item.mark
                frame = QRectF(box.x() + column * step, box.y() + row * step, step, step)
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(frame.adjusted(-1, -1, 1, 1))
            if item.before:
                self._sign(painter, item.before, QPointF(box.x() - 10, places[0].center().y()))
            pitch = min((b.left() - a.left() for a, b in pairwise(places)), default=width)
            room = max(box.width(), pitch - 4)
            wide = min(advance(item.caption, sans(theme.FLOOR)) + 2, room)
            caption = QRectF(box.center().x() - wide / 2, bottom + 1, wide, 15)
            caption.moveLeft(max(0.0, min(caption.left(), width - wide)))
            write(painter, caption, item.caption, sans(theme.FLOOR), "dim", MIDDLE)

    def _sign(self, painter: QPainter, sign: str, where: QPointF) -> None:
        if sign == TURN:
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("dim"), 1.4))
            box = QRectF(where.x() - 6, where.y() - 6, 12, 12)
            painter.drawArc(box, 150 * 16, -290 * 16)
            tip = QPointF(box.left() + 0.9, box.center().y() - 3)
            painter.drawPolyline([tip + QPointF(-2.5, -3), tip, tip + QPointF(4, -1)])
            painter.setRenderHint(painter.RenderHint.Antialiasing, False)
            return
        text = "›" if sign == ARROW else sign
        write(painter, QRectF(where.x() - 9, where.y() - 9, 18, 18), text, mono(theme.READOUT), "dim", MIDDLE)

    def at(self, point: QPointF, width: float) -> Spot | None:
        for item, box in zip(self.items, self._places(width), strict=True):
            if box.contains(point):
                step = box.width() / item.values.shape[1]
                row = min(int((point.y() - box.y()) / step), item.values.shape[0] - 1)
                column = min(int((point.x() - box.x()) / step), item.values.shape[1] - 1)
                place = QRectF(box.x() + column * step, box.y() + row * step, step, step)
                if item.holes is not None and item.holes[row, column]:
                    return Spot(place, hint=item.caption)
                target, words = item.opens(row, column) if item.opens else (None, item.caption)
                return Spot(place, target, f"{words}: {significant(float(item.values[row, column]))}")
        return None

    def text(self) -> str:
        return "  ".join(f"{item.before} {item.caption}".strip() for item in self.items)


def _around(item: ArrayPicture, width: float) -> float:
    """What a picture `width` wide needs around it for a window that reaches into the padding."""
    window, (rows, columns) = item.window, item.values.shape
    if window is None:
        return 0.0
    sides = -window.x(), -window.y(), window.right() + 1 - columns, window.bottom() + 1 - rows
    return max(sides) * width / columns + 4 if max(sides) > 0 else 0.0


CELL = 26.0
CENTRE = MIDDLE


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

    @property
    def _side(self) -> float:
        return SMALL if self._narrow else LARGE

    @property
    def _map(self) -> PictureRow:
        return PictureRow((replace(self.picture, large=not self._narrow),))

    def _cell(self, k: int, width: float) -> QRectF:
        row, column = divmod(k, self.shape[1])
        each = min(56.0, (width - self._side - 16 - 34 - 60) / self.shape[1] - 2 * self._narrow)
        top = (self.height(width) - 20 - self.shape[0] * (CELL + 2)) / 2
        left = self._side + (14 if self._narrow else 18)
        return QRectF(left + column * (each + 2), top + row * (CELL + 2), each, CELL)

    def _result(self, width: float) -> QRectF:
        return QRectF(width - 58, (self.height(width) - 20 - CELL) / 2, 58, CELL)

    def paint(self, painter: QPainter, width: float) -> None:
        self._map.paint(painter, width)
        painter.setFont(mono(theme.FLOOR))
        for k, number in enumerate(self.cells):
            box = self._cell(k, width)
            if number is None:
                hatch(painter, box)
            elif self.back and k != self.chosen and number.value == 0:
                hatch(painter, box)
                write(painter, box, "0", mono(theme.FLOOR), "dim", MIDDLE)
            else:
                cell(painter, box.adjusted(-0.5, 0, 0.5, 0), "", number.value, self.limit, CENTRE)
                painter.setFont(mono(theme.FLOOR))
                cell(painter, box, self._figure(number, box), number.value, self.limit, CENTRE)
        if 0 <= self.chosen < len(self.cells):
            outline(painter, self._cell(self.chosen, width).adjusted(-1.5, -0.5, 1.5, 0.5))
        painter.setFont(mono(theme.FLOOR))
        cell(painter, self._result(width), str(self.result), self.result.value, self.limit, CENTRE)
        self._arrow(painter, width)
        y = self.height(width) - 16
        first, last = self._cell(0, width), self._cell(len(self.cells) - 1, width)
        under = QRectF(first.x() - 20, y, last.right() - first.x() + 40, 15)
        write(painter, under, self.captions[0], sans(theme.FLOOR), "dim", MIDDLE)
        end = self._result(width)
        write(painter, QRectF(end.x() - 10, y, 68, 15), self.captions[1], sans(theme.FLOOR), "dim", MIDDLE)

    def _figure(self, number: Number, box: QRectF) -> str:
        """The number as it fits its cell; in a very narrow one the colour alone has to do."""
        text = str(number) if not self._narrow else tight(number.value, True)
        return text if advance(text, mono(theme.FLOOR)) <= box.width() + 4 else ""

    def _arrow(self, painter: QPainter, width: float) -> None:
        box = self._result(width)
        start = self._cell(self.shape[1] - 1, width).right() + 5
        end, y = box.x() - 5, box.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("text"), 1.2))
        painter.drawLine(QPointF(start, y), QPointF(end, y))
        tip, way = (start, 1) if self.back else (end, -1)
        painter.drawPolyline(
            [QPointF(tip + way * 5, y - 3.5), QPointF(tip, y), QPointF(tip + way * 5, y + 3.5)]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.word:
            box = QRectF(start - 8, y - 16, end - start + 16, 14)
            write(painter, box, self.word, mono(theme.FLOOR), "dim", MIDDLE)

    def spots(self, width: float) -> list[Spot]:
        found = [
            Spot(self._cell(k, width), number.target, number.hint)
            for k, number in enumerate(self.cells)
            if number is not None
        ]
        return [*found, Spot(self._result(width), self.result.target, self.result.hint)]

    def at(self, point: QPointF, width: float) -> Spot | None:
        return self._map.at(point, width)

    def text(self) -> str:
        lines = [f"  {n.name} = {n}" for n in self.cells if n is not None]
        return "\n".join([*lines, f"  {self.word} {self.result.name} = {self.result}"])

    def numbers(self) -> Iterator[Number]:
        yield from (number for number in self.cells if number is not None)
        yield self.result
