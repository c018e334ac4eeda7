"""A wall of tens of thousands of images that is scrolled through: only what is in sight is ever painted.

The images in sight are put together into one picture, a pixel a number, which is painted enlarged by a whole
factor; it is made anew when other rows come into sight, not when the mouse moves.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cnnviz.features.images.pixels import mosaic
from cnnviz.features.images.rows import GAP, MARGIN, WallRows
from cnnviz.widgets import theme
from cnnviz.widgets.controls import MOVE, keeps
from cnnviz.widgets.tiles import image_of

SIZES = 28, 56, 84  # pixels that an image is to have at least
KEYS = (*MOVE, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal)


class ImageWall(QAbstractScrollArea):
    """Images by number; `chosen` and `pointed` tell one (-1: none), `entered` that it is wanted.

    `scrolled` tells that other images came into sight, `sized` that the size of a tile has been changed here.
    """

    chosen = Signal(int)
    entered = Signal(int)
    pointed = Signal(int)
    scrolled = Signal()
    sized = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Its room stays, lest the columns change with it; without anything to scroll to it isn't seen.
        self.verticalScrollBar().setStyleSheet("QScrollBar::handle:vertical:disabled { background: none; }")
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 120)
        self.empty = ""  # what is said where there is nothing to show
        self.size_number = 0
        self.selected = -1
        self._images = np.empty((0, 28, 28), np.uint8)
        self._numbers = np.empty(0, np.intp)
        self._rows = WallRows()
        self._under = -1
        self._picture: QImage | None = None
        self._pictured: object = None

    # what is shown

    def show_images(self, images: np.ndarray, numbers: np.ndarray) -> None:
        """Shows the images of these numbers (rising), uint8 (N, H, W) or (N, C, H, W); selection stays if
        its image does.
        """
        same = images is self._images
        self._images, self._numbers = images, numbers
        self._picture = None
        self._under = -1
        if not same or self.place(self.selected) is None:
            self.selected = int(numbers[0]) if len(numbers) else -1
            self.verticalScrollBar().setValue(0)
        self._measure()
        if self.selected >= 0:
            self._reveal(self.selected)
        self.viewport().update()
        self.scrolled.emit()

    def select(self, number: int) -> bool:
        """Selects an image and brings it into sight; False if it isn't among those that are shown."""
        if self.place(number) is None:
            return False
        self._reveal(number)
        if number != self.selected:
            self.selected = number
            self.viewport().update()
            self.chosen.emit(number)
        return True

    def point(self, number: int) -> None:
        """Points at an image; -1 at none."""
        if number != self._under:
            self._under = number
            self.pointed.emit(number)
            self.viewport().update()

    def use_size(self, number: int) -> None:
        """Shows the images in one of three sizes; the selected one stays in sight."""
        number = min(max(number, 0), len(SIZES) - 1)
        if number == self.size_number:
            return
        self.size_number = number
        self._picture = None
        self._measure()
        if self.selected >= 0:
            self._reveal(self.selected, centred=True)
        self.viewport().update()
        self.scrolled.emit()
        self.sized.emit(number)

    def refresh(self) -> None:
        """Paints everything anew, in the colours of now."""
        self._picture = None
        self.viewport().update()

    # where things are

    @property
    def scale(self) -> int:
        """How many pixels a number of an image is wide and high: the least that reaches the size."""
        return max(1, -(-SIZES[self.size_number] // max(self._images.shape[-2:], default=28)))

    @property
    def columns(self) -> int:
        """Images in a row."""
        return self._rows.columns

    def place(self, number: int) -> int | None:
        """Which of the shown images has that number."""
        at = int(np.searchsorted(self._numbers, number))
        return at if at < len(self._numbers) and self._numbers[at] == number else None

    def tile(self, number: int) -> QRect:
        """Where an image lies in the viewport; nowhere if it isn't shown."""
        at = self.place(number)
        return QRect() if at is None else self._rows.tile(at).translated(-self._scrolled())

    def number_at(self, point: QPointF) -> int:
        """The number of the image under a point of the viewport, -1 if there is none."""
        there = point + QPointF(self._scrolled())
        at = self._rows.at(there.x(), there.y())
        return -1 if at is None else int(self._numbers[at])

    def in_sight(self) -> tuple[int, int]:
        """The first of the shown images that can be seen, and one after the last; by place."""
        top = self.verticalScrollBar().value()
        return self._rows.between(top, top + self.viewport().height() - 1)

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _measure(self) -> None:
        high, wide = self._images.shape[-2:]
        room = self.viewport().size()
        self._rows = WallRows(len(self._numbers), wide, high, self.scale, room.width())
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(room.height())
        bar.setSingleStep(max(1, self._rows.pitch[1] // 2))
        bar.setRange(0, max(0, self._rows.height - room.height()))
        bar.setEnabled(bar.maximum() > 0)
        across.setPageStep(room.width())
        across.setRange(0, max(0, wide * self.scale + 2 * MARGIN - room.width()))

    def _reveal(self, number: int, centred: bool = False) -> None:
        tile, bar, room = self.tile(number), self.verticalScrollBar(), self.viewport().height()
        if centred:
            bar.setValue(bar.value() + tile.center().y() - room // 2)
        elif tile.top() < MARGIN:
            bar.setValue(bar.value() + tile.top() - MARGIN)
        elif tile.bottom() > room - MARGIN:
            bar.setValue(bar.value() + tile.bottom() - room + MARGIN)

    # Qt

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self.place(self.selected)
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.use_size(self.size_number + (-1 if key == Qt.Key.Key_Minus else 1))
            return
        if here is None or key not in KEYS:
            super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.selected)
            return
        last, columns = len(self._numbers) - 1, self.columns
        page = columns * max(1, self.viewport().height() // self._rows.pitch[1])
        wanted = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Up: here - columns if here >= columns else here,
            Qt.Key.Key_Down: here + columns if here // columns < last // columns else here,
            Qt.Key.Key_PageUp: here - page if here >= page else here % columns,
            Qt.Key.Key_PageDown: here + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }[key]
        self.select(int(self._numbers[min(max(wanted, 0), last)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.select(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.select(number)
            self.entered.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self.number_at(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y()
            self.use_size(self.size_number + (turn > 0) - (turn < 0))
            event.accept()
            return
        super().wheelEvent(event)
        self.point(self.number_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.point(-1)
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None
        self._measure()
        if self.selected >= 0 and event.oldSize().width() != event.size().width():
            self._reveal(self.selected)
        self.scrolled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("background"))
        first, last = self.in_sight()
        if first < last:
            picture = self._in_sight(first, last)
            place = QRectF(0, 0, picture.width() * self.scale, picture.height() * self.scale)
            place.moveTopLeft(QPointF(self.tile(int(self._numbers[first])).topLeft()))
            painter.drawImage(place, picture, QRectF(picture.rect()))
            if self._under >= 0 and self._under != self.selected:
                self._outline(painter, self._under, "faint", 1.5, 2.0)
            if first <= (self.place(self.selected) or 0) < last and self.selected >= 0:
                self._outline(painter, self.selected, "accent", 2.0, 2.0)
                if self.hasFocus():
                    self._outline(painter, self.selected, "text", 1.0, 4.0)
        elif self.empty:
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(24, 0, -24, 0), flags, self.empty)
        painter.end()

    def _in_sight(self, first: int, last: int) -> QImage:
        """The picture of the images in sight, made when they are others than before."""
        wanted = first, last, self.columns, theme.current().name
        if self._picture is None or self._pictured != wanted:
            images = self._images[self._numbers[first:last]]
            self._picture = image_of(mosaic(images, self.columns, GAP, theme.colour("background").rgb()))
            self._pictured = wanted
        return self._picture

    def _outline(self, painter: QPainter, number: int, role: str, width: float, out: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.tile(number)).adjusted(-out, -out, out, out), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
