"""Small pictures side by side with the signs of the arithmetic between them: window x kernel = products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import MIDDLE, PageBlock, Spot, advance, mono, sans, write
from cnnviz.features.microscope.blocks.tint import hatch, picture
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant

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
        taken = sum(w for w, _ in sizes) + sum(signs)
        shrink = min(1.0, (width - 4) / taken)
        gap = max(0.0, (width - taken * shrink) / max(len(sizes), 1))
        gap = min(gap, 10.0)
        tall = max(h for _, h in sizes) * shrink
        pad = self._pad()
        places, x = [], pad
        for (w, h), sign in zip(sizes, signs, strict=True):
            x += sign * shrink
            places.append(QRectF(round(x), round(pad + (tall - h * shrink) / 2), w * shrink, h * shrink))
            x += w * shrink + gap
        return places

    def _pad(self) -> float:
        """Room around for a window that reaches beyond its picture."""
        return 9.0 if any(item.window is not None and _beyond(item) for item in self.items) else 1.0

    def height(self, width: float) -> float:
        return max(box.bottom() for box in self._places(width)) + self._pad() + 16

    def paint(self, painter: QPainter, width: float) -> None:
        places = self._places(width)
        bottom = max(box.bottom() for box in places) + self._pad()
        for item, box in zip(self.items, places, strict=True):
            if item.window is not None and _beyond(item):
                hatch(painter, box.adjusted(-8, -8, 8, 8))
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
            wide = advance(item.caption, sans(theme.FLOOR)) + 2
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


def _beyond(item: ArrayPicture) -> bool:
    window, (rows, columns) = item.window, item.values.shape
    if window is None:
        return False
    return window.x() < 0 or window.y() < 0 or window.right() >= columns or window.bottom() >= rows
