"""A pooling window as it flows: the map, the window's numbers with the winner marked, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    Number,
    PageBlock,
    Spot,
    advance,
    mono,
    outline,
    sans,
    write,
)
from cnnviz.features.microscope.blocks.class_table import tight
from cnnviz.features.microscope.blocks.pictures import LARGE, SMALL, ArrayPicture, PictureRow
from cnnviz.features.microscope.blocks.tint import cell, hatch
from cnnviz.widgets import theme

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
