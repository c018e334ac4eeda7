"""Tens of thousands of images to scroll through: only what is in sight is painted, by the data's own pixels.

The images in sight are put together into one picture, a pixel a number, of which each is painted enlarged by
a whole factor; it is made anew when other rows come into sight, not when the mouse moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
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

from cnnviz.system.translation import translate
from cnnviz.widgets import taking, theme
from cnnviz.widgets.fitted import draw_fitted
from cnnviz.widgets.keys import ENTER, MOVE, KeyOwner, is_plain
from cnnviz.widgets.picture import packed
from cnnviz.widgets.tiles import draw_part, image_of

GAP = 2  # pixels of an image's own between two without captions; enlarged as they are
MARGIN = 6  # pixels around them all, for the outline of the first
LINE = 15  # pixels of a line of a caption
RESIZE = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
NEXT = Qt.Key.Key_N


@dataclass(frozen=True)
class Caption:
    """The lines under an image; a mark stands before one of them: right or wrong."""

    lines: tuple[str, ...]
    right: bool
    marked: int = 0


class ImageGrid(KeyOwner, QAbstractScrollArea):
    """Images by number. `chosen` and `pointed` tell one (-1: none), `entered` that it is opened.

    `walked` tells the one that a key went to, `scrolled` that others came into sight, `sized` that the size
    was changed here. With captions a click opens an image, else a double click; N goes round all of them.
    """

    chosen = Signal(int)
    entered = Signal(int)
    pointed = Signal(int)
    own_keys = MOVE + ENTER
    walked = Signal(int)
    scrolled = Signal()
    sized = Signal(int)

    _apart = 0  # pixels from one captioned image to the next, at least

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        sizes: tuple[int, ...] = (28, 56, 84),
        pitch: int = 0,
        lines: int = 0,
    ) -> None:
        """Make a grid of images at least as large as one of `sizes`, in pixels.

        Images with captions of so many lines are spread over the width, at least `pitch` pixels apart.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if pitch:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setMinimumSize(pitch + 2 * MARGIN, sizes[0] + lines * LINE + 3 * MARGIN)
        else:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            # Its room stays, lest the columns change with it; without anything to scroll to it isn't seen.
            self.verticalScrollBar().setStyleSheet(
                "QScrollBar::handle:vertical:disabled { background: none; }"
            )
            self.setMinimumSize(200, 100)
        self.empty = ""  # what is said where there is nothing to show
        self.save: taking.Save | None = None  # writes a picture to a file
        self.size_number = 0
        self.selected = -1
        self.numbers = np.empty(0, np.intp)
        self._sizes, self._apart, self._lines = sizes, pitch, lines
        self._images = np.empty((0, 28, 28), np.uint8)
        self._caption: Callable[[int], Caption] | None = None
        self._under = -1
        self._atlas: QImage | None = None  # of the images in sight, one above the other
        self._pictured = (0, 0)
        self.columns = 1
        self._left, self._pitch, self._size = MARGIN, (30, 30), (28, 28)

    # what is shown

    def show_images(
        self, images: np.ndarray, numbers: np.ndarray, caption: Callable[[int], Caption] | None = None
    ) -> None:
        """Show the images of these numbers, uint8 (N, H, W) or (N, C, H, W); the selection stays if it can.

        `caption` is asked for those in sight only.
        """
        same = images is self._images
        self._images, self.numbers, self._caption = images, numbers, caption
        self._under = -1
        if not (same or caption) or self.place(self.selected) is None:
            self.selected = int(numbers[0]) if len(numbers) else -1
            self.verticalScrollBar().setValue(0)
        self._measure()
        if self.selected >= 0 and not caption:
            self._reveal(self.selected)
        self.refresh()
        self.scrolled.emit()

    def use_lines(self, lines: int) -> None:
        """Leave room for so many lines under each image, from the next images shown."""
        self._lines = lines

    def select(self, number: int) -> bool:
        """Select an image and bring it into sight; False if it isn't among those that are shown."""
        if self.place(number) is None:
            return False
        self._reveal(number)
        if number != self.selected:
            self.selected = number
            self.viewport().update()
            self.chosen.emit(number)
        return True

    def after(self, number: int, by: int = 1) -> int:
        """The image so many places further, round all of them; -1 if there is none."""
        if not len(self.numbers):
            return -1
        here = self.place(number)
        return int(self.numbers[(by - 1 if here is None else here + by) % len(self.numbers)])

    def point(self, number: int) -> None:
        """Point at an image; -1 at none."""
        if number != self._under:
            self._under = number
            self.pointed.emit(number)
            self.viewport().update()

    def use_size(self, number: int) -> None:
        """Show the images in another of the sizes; the selected one stays in sight."""
        number = min(max(number, 0), len(self._sizes) - 1)
        if number == self.size_number:
            return
        self.size_number = number
        self._measure()
        if self.selected >= 0:
            self._reveal(self.selected, centred=True)
        self.viewport().update()
        self.scrolled.emit()
        self.sized.emit(number)

    def refresh(self) -> None:
        """Paint everything anew, in the colours of now."""
        self._atlas = None
        self.viewport().update()

    # where things are

    @property
    def scale(self) -> int:
        """How many pixels a number of an image is wide and high: the least that reaches the size."""
        return max(1, -(-self._sizes[self.size_number] // max(*self._images.shape[-2:], 1)))

    def place(self, number: int) -> int | None:
        """Which of the shown images has that number."""
        found = np.flatnonzero(self.numbers == number)
        return int(found[0]) if len(found) else None

    def cell(self, place: int) -> QRect:
        """Where the image at a place, with what belongs to it, lies in the viewport."""
        row, column = divmod(place, self.columns)
        x = self._left + column * self._pitch[0] - self.horizontalScrollBar().value()
        y = MARGIN + row * self._pitch[1] - self.verticalScrollBar().value()
        return QRect(x, y, *self._pitch)

    def tile(self, number: int) -> QRect:
        """Where an image lies in the viewport; nowhere if it isn't shown."""
        place = self.place(number)
        return QRect() if place is None else self._tile(place)

    def _tile(self, place: int) -> QRect:
        corner = self.cell(place).topLeft()
        if self._apart:
            corner.setX(corner.x() + (self._pitch[0] - self._size[0]) // 2)
            corner.setY(corner.y() + 2)
        return QRect(corner.x(), corner.y(), *self._size)

    def number_at(self, point: QPointF) -> int:
        """The number of the image under a point of the viewport, -1 if there is none."""
        x = point.x() + self.horizontalScrollBar().value() - self._left
        y = point.y() + self.verticalScrollBar().value() - MARGIN
        column, row = int(x // self._pitch[0]), int(y // self._pitch[1])
        place = row * self.columns + column
        inside = 0 <= column < self.columns and row >= 0 and place < len(self.numbers)
        return int(self.numbers[place]) if inside else -1

    def in_sight(self) -> tuple[int, int]:
        """The first of the shown images that can be seen, and one after the last; by place."""
        top = self.verticalScrollBar().value() - MARGIN
        first = max(0, top // self._pitch[1]) * self.columns
        last = max(0, (top + self.viewport().height() - 1) // self._pitch[1] + 1) * self.columns
        return min(len(self.numbers), first), min(len(self.numbers), last)

    def _measure(self) -> None:
        (high, wide), room = self._images.shape[-2:], self.viewport().size()
        factor, gap = float(self.scale), GAP * self.scale
        if self._apart:
            if max(high, wide) * factor > self._apart - 8:  # larger than its place: a user's own pictures
                factor = (self._apart - 8) / max(high, wide)
            self.columns = max(1, (room.width() - MARGIN) // self._apart)
            self._left, gap = MARGIN // 2, 0
        self._size = max(1, round(wide * factor)), max(1, round(high * factor))
        if self._apart:
            across = (room.width() - MARGIN) // self.columns
            self._pitch = across, self._size[1] + self._lines * LINE + 2 * MARGIN
        else:
            self._pitch = self._size[0] + gap, self._size[1] + gap
            self.columns = max(1, (room.width() - 2 * MARGIN + gap) // self._pitch[0])
            self._left = max(MARGIN, (room.width() - self.columns * self._pitch[0] + gap) // 2)
        bar, across_bar = self.verticalScrollBar(), self.horizontalScrollBar()
        rows = -(-len(self.numbers) // self.columns)
        bar.setPageStep(room.height())
        bar.setSingleStep(max(1, self._pitch[1] // 2))
        bar.setRange(0, max(0, rows * self._pitch[1] - gap + 2 * MARGIN - room.height()))
        bar.setEnabled(bar.maximum() > 0)
        across_bar.setPageStep(room.width())
        across_bar.setRange(0, 0 if self._apart else max(0, self._size[0] + 2 * MARGIN - room.width()))

    def _reveal(self, number: int, centred: bool = False) -> None:
        place = self.place(number)
        assert place is not None
        box = self.cell(place) if self._apart else self._tile(place)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if centred:
            bar.setValue(bar.value() + box.center().y() - room // 2)
        elif box.top() < MARGIN:
            bar.setValue(bar.value() + box.top() - MARGIN)
        elif box.bottom() > room - MARGIN:
            bar.setValue(bar.value() + box.bottom() - room + MARGIN)

    # Qt's own

    def owns(self, event: QKeyEvent) -> bool:
        also = event.key() == NEXT if self._apart else event.key() in RESIZE
        return (also and is_plain(event)) or super().owns(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self.place(self.selected)
        last, columns = len(self.numbers) - 1, self.columns
        if key in RESIZE:
            self.use_size(self.size_number + RESIZE[key])
            return
        if here is None or key not in (*MOVE, *ENTER, NEXT) or (key == NEXT and not self._apart):
            super().keyPressEvent(event)
            return
        if key in ENTER:
            self.entered.emit(self.selected)
            return
        page = columns * max(1, self.viewport().height() // self._pitch[1])
        wanted = {
            NEXT: here + 1 if here < last else 0,
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Up: here - columns if here >= columns else here,
            Qt.Key.Key_Down: here + columns if here // columns < last // columns else here,
            Qt.Key.Key_PageUp: here - page if here >= page else here % columns,
            Qt.Key.Key_PageDown: here + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }[key]
        self.select(int(self.numbers[min(max(wanted, 0), last)]))
        self.walked.emit(self.selected)

    def _click(self, event: QMouseEvent, enters: bool) -> None:
        number = self.number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.select(number)
            if enters:
                self.entered.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._click(event, enters=self._apart > 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._click(event, enters=True)

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the image under the mouse; by key, of the selected one."""
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        number = self.number_at(QPointF(event.pos())) if mouse else self.selected
        if number < 0:
            event.ignore()
            return

        def go() -> None:
            self.select(number)
            self.entered.emit(number)

        name = translate("taking", "image {0}").format(number)
        taking.image_menu(self, self._images[number], go, self.save, name).popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.point(-1)
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        if not self._apart and self.selected >= 0 and event.oldSize().width() != event.size().width():
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
            atlas, (high, wide) = self._in_sight(first, last), self._images.shape[-2:]
            for place in range(first, last):
                tile = QRectF(self._tile(place))
                draw_part(painter, tile, atlas, QRect(0, (place - first) * high, wide, high))
                if self._caption is not None:
                    self._paint_caption(painter, self.cell(place), tile, int(self.numbers[place]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._under >= 0 and self._under != self.selected:
                self._outline(painter, self._under, "faint", 1.5, 2.0)
            if self.selected >= 0:
                self._outline(painter, self.selected, "accent", 2.0, 2.0)
                if self.hasFocus():
                    self._outline(painter, self.selected, "text", 1.0, 4.0)
        elif self.empty:
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(16, 0, -16, 0), flags, self.empty)
        painter.end()

    def _in_sight(self, first: int, last: int) -> QImage:
        """The images in sight, put together when they are others than before."""
        if self._atlas is None or self._pictured != (first, last):
            pixels = packed(self._images[self.numbers[first:last]])  # (n, H, W)
            self._atlas = image_of(pixels.reshape(-1, pixels.shape[-1]))
            self._pictured = first, last
        return self._atlas

    def _paint_caption(self, painter: QPainter, cell: QRect, tile: QRectF, number: int) -> None:
        assert self._caption is not None
        caption, room = self._caption(number), cell.width() - 6
        painter.setFont(theme.font(theme.FLOOR))
        for row, words in enumerate(caption.lines):
            role = "dim"
            if row == caption.marked:
                words = f"{'✓' if caption.right else '×'} {words}"
                role = "right" if caption.right else "wrong"
            painter.setPen(theme.colour(role))
            line = QRectF(cell.left() + 3, tile.bottom() + 3 + row * LINE, room, LINE)
            middle = Qt.TextElideMode.ElideMiddle  # of a name
            draw_fitted(painter, line, Qt.AlignmentFlag.AlignCenter, words, middle)

    def _outline(self, painter: QPainter, number: int, role: str, width: float, out: float) -> None:
        painter.setPen(QPen(theme.colour(role), width))
        painter.drawRoundedRect(QRectF(self.tile(number)).adjusted(-out, -out, out, out), 3, 3)
