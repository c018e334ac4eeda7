"""Images with what they were read as under each, to scroll through: only what is in sight is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import MOVE, keeps
from cnnviz.widgets.picture import picture

LINE = 15  # pixels of a line of text
MARGIN = 6
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NEXT = Qt.Key.Key_N
KEYS = (*MOVE, *ENTER, NEXT)


@dataclass(frozen=True)
class Caption:
    """What stands under an image; a mark stands before one of the lines: right or wrong."""

    lines: tuple[str, ...]
    right: bool
    marked: int = 0


class Gallery(QAbstractScrollArea):
    """`pointed` tells the image under the mouse or the arrows (-1: none), `entered` the one that is wanted.

    Images are told by their numbers; N, the arrows, Home and End go from one to the next.
    """

    pointed = Signal(int)
    entered = Signal(int)

    def __init__(self, name: str, tile: int, pitch: int, lines: int, parent: QWidget | None = None) -> None:
        """Images at least `tile` pixels large, `pitch` pixels from one to the next, with so many lines."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(pitch + 2 * MARGIN, tile + lines * LINE + 3 * MARGIN)
        self.empty = ""  # what is said where there is nothing to show
        self.selected = -1  # an image's number
        self.numbers = np.empty(0, np.intp)
        self._images = np.empty((0, 28, 28), np.uint8)
        self._caption: Callable[[int], Caption] = lambda _: Caption((), True)
        self._tile, self._pitch, self._lines = tile, pitch, lines
        self._under = -1

    def use_lines(self, lines: int) -> None:
        """Leaves room for so many lines under each image."""
        self._lines = lines

    def show_images(self, images: np.ndarray, numbers: np.ndarray, caption: Callable[[int], Caption]) -> None:
        """Shows the images of these numbers in this order, uint8 (N, H, W) or (N, C, H, W).

        `caption` is asked for those in sight only.
        """
        self._images, self.numbers, self._caption = images, numbers, caption
        self._under = -1
        if self._place(self.selected) < 0:
            self.selected = int(numbers[0]) if len(numbers) else -1
            self.verticalScrollBar().setValue(0)
        self._measure()
        self.refresh()

    def select(self, number: int) -> None:
        """Selects an image and brings it into sight; nothing changes if it isn't shown."""
        place = self._place(number)
        if place >= 0:
            self.selected = number
            self._reveal(place)
            self.viewport().update()

    def after(self, number: int, by: int = 1) -> int:
        """The image so many places further, round all of them; -1 if there is none."""
        if not len(self.numbers):
            return -1
        return int(self.numbers[(self._place(number) + by) % len(self.numbers)])

    def refresh(self) -> None:
        """Paints anew, in the colours of now."""
        self.viewport().update()

    # where things are

    @property
    def columns(self) -> int:
        """Images in a row."""
        return max(1, (self.viewport().width() - MARGIN) // self._pitch)

    @property
    def picture_size(self) -> tuple[int, int]:
        """How wide and high an image is drawn: enlarged by the least whole factor that reaches the tile."""
        high, wide = self._images.shape[-2:]
        scale = max(1, -(-self._tile // max(high, wide, 1)))
        if max(high, wide) * scale <= self._pitch - 8:
            return wide * scale, high * scale
        shrink = (self._pitch - 8) / max(high, wide)  # larger than its place: a user's own pictures
        return max(1, round(wide * shrink)), max(1, round(high * shrink))

    def cell(self, place: int) -> QRect:
        """Where the image at a place, and its caption, lie in the viewport."""
        row, column = divmod(place, self.columns)
        top = MARGIN + row * self._row() - self.verticalScrollBar().value()
        spread = (self.viewport().width() - MARGIN) // self.columns
        return QRect(MARGIN // 2 + column * spread, top, spread, self._row())

    def number_at(self, point: QPointF) -> int:
        """The image under a point of the viewport, -1 if there is none."""
        spread = (self.viewport().width() - MARGIN) // self.columns
        column = int((point.x() - MARGIN // 2) // spread)
        row = int((point.y() + self.verticalScrollBar().value() - MARGIN) // self._row())
        place = row * self.columns + column
        inside = 0 <= column < self.columns and row >= 0 and place < len(self.numbers)
        return int(self.numbers[place]) if inside else -1

    def in_sight(self) -> range:
        """The places of the images that can be seen."""
        top = self.verticalScrollBar().value() - MARGIN
        first = max(0, top // self._row()) * self.columns
        last = (max(0, top + self.viewport().height()) // self._row() + 1) * self.columns
        return range(first, min(last, len(self.numbers)))

    def _row(self) -> int:
        return self.picture_size[1] + self._lines * LINE + 2 * MARGIN

    def _place(self, number: int) -> int:
        found = np.flatnonzero(self.numbers == number)
        return int(found[0]) if len(found) else -1

    def _measure(self) -> None:
        rows = -(-len(self.numbers) // self.columns)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(max(1, self._row() // 2))
        bar.setRange(0, max(0, rows * self._row() + 2 * MARGIN - room))

    def _reveal(self, place: int) -> None:
        cell, bar = self.cell(place), self.verticalScrollBar()
        if cell.top() < 0:
            bar.setValue(bar.value() + cell.top() - MARGIN)
        elif cell.bottom() > self.viewport().height():
            bar.setValue(bar.value() + cell.bottom() - self.viewport().height() + MARGIN)

    # Qt

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, place, last = Qt.Key(event.key()), self._place(self.selected), len(self.numbers) - 1
        if place < 0 or key not in KEYS:
            super().keyPressEvent(event)
            return
        if key in ENTER:
            self.entered.emit(self.selected)
            return
        page = self.columns * max(1, self.viewport().height() // self._row())
        wanted = {
            NEXT: place + 1 if place < last else 0,
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Up: place - self.columns if place >= self.columns else place,
            Qt.Key.Key_Down: place + self.columns,
            Qt.Key.Key_PageUp: place - page,
            Qt.Key.Key_PageDown: place + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }[key]
        self.select(int(self.numbers[min(max(wanted, 0), last)]))
        self.pointed.emit(self.selected)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.select(number)
            self.entered.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.number_at(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._point(self.number_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(-1)
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _point(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.pointed.emit(number)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("background"))
        if not len(self.numbers):
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(16, 0, -16, 0), flags, self.empty)
        for place in self.in_sight():
            self._paint(painter, place)
        painter.end()

    def _paint(self, painter: QPainter, place: int) -> None:
        number, cell = int(self.numbers[place]), self.cell(place)
        wide, high = self.picture_size
        tile = QRectF(cell.left() + (cell.width() - wide) // 2, cell.top() + 2, wide, high)
        painter.drawImage(tile, picture(self._images[number]))
        caption = self._caption(number)
        painter.setFont(theme.font(theme.FLOOR))
        metrics = QFontMetricsF(painter.font())
        for row, text in enumerate(caption.lines):
            words, room = text, cell.width() - 6
            if row == caption.marked:
                words = f"{'✓' if caption.right else '×'} {text}"
                painter.setPen(theme.colour("right" if caption.right else "wrong"))
            else:
                painter.setPen(theme.colour("dim"))
            line = QRectF(cell.left() + 3, tile.bottom() + 3 + row * LINE, room, LINE)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if number == self.selected:
            self._outline(painter, tile, "accent", 2.0, 2.0)
            if self.hasFocus():
                self._outline(painter, tile, "text", 1.0, 4.0)
        elif number == self._under:
            self._outline(painter, tile, "faint", 1.5, 2.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _outline(self, painter: QPainter, tile: QRectF, role: str, width: float, out: float) -> None:
        painter.setPen(QPen(theme.colour(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(-out, -out, out, out), 3, 3)
