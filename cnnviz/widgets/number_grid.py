"""A small map of numbers as a grid: coloured, with its border, a place that the keyboard moves, and outlines.

The border is hatched, as everywhere in the window; what no window reads is crossed out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import colormap, theme, tiles
from cnnviz.widgets.cell_text import cell_text, ink
from cnnviz.widgets.grid_widget import NOWHERE, Pair, PlaceGrid
from cnnviz.widgets.numbers import limit as limit_text
from cnnviz.widgets.painting import CENTRE, draw_lines, frame, ring, write

Box = tuple[int, int, int, int]  # row, column, height, width, counted with the border
READABLE = 29  # pixels of a cell from which its number is written
BIGGEST = 56
BAR = 34  # pixels under the map, for its colour bar


class NumberGrid(PlaceGrid):
    """The map's own cells are pointed at; those of the border are none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.values: np.ndarray = np.zeros((1, 1))
        self.pads = ((0, 0), (0, 0))
        self.pad_text = "0"
        self.limit, self.signed = 1.0, False
        self.unread: np.ndarray | None = None
        self.cell = 20
        self.marked: tuple[Box, ...] = ()  # outlined in the accent
        self.seen: tuple[Box, ...] = ()  # outlined in the text colour

    def show_values(
        self,
        values: np.ndarray,
        limit: float,
        signed: bool,
        pads: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0)),
        unread: np.ndarray | None = None,
    ) -> None:
        """Show another map. Shape: values and unread (H, W)."""
        self.values, self.limit, self.signed, self.pads = values, limit, signed, pads
        self.unread = unread if unread is not None and unread.any() else None
        self.keep_place()
        self.update()

    def outline(self, marked: Sequence[Box] = (), seen: Sequence[Box] = ()) -> None:
        """Outline cells: `marked` as the selected ones, `seen` as those that they are made from."""
        self.marked, self.seen = tuple(marked), tuple(seen)
        self.update()

    # places

    def shape(self) -> Pair:
        return self.values.shape[0], self.values.shape[1]

    def pair_at(self, point: QPointF) -> Pair:
        corner = self.origin()
        row = int((point.y() - corner.y()) // self.cell) - self.pads[0][0]
        column = int((point.x() - corner.x()) // self.cell) - self.pads[1][0]
        inside = 0 <= row < self.values.shape[0] and 0 <= column < self.values.shape[1]
        return (row, column) if inside else NOWHERE

    @property
    def rows(self) -> tuple[int, int]:
        """Rows and columns with the border."""
        (top, bottom), (left, right) = self.pads
        return self.values.shape[0] + top + bottom, self.values.shape[1] + left + right

    def fitting(self) -> int:
        """The largest cell with which all of it can be seen."""
        rows, columns = self.rows
        return max(3, min(BIGGEST, (self.width() - 4) // columns, (self.height() - BAR) // rows))

    def use_cell(self, size: int) -> None:
        """Take so many pixels a cell."""
        if size != self.cell:
            self.cell = size
            self.update()

    def origin(self) -> QPointF:
        """The top left corner of the border."""
        return QPointF((self.width() - self.rows[1] * self.cell) // 2, 3)

    def box(self, where: Box) -> QRectF:
        """The rectangle of some cells, counted with the border."""
        corner, size = self.origin(), self.cell
        row, column, height, width = where
        return QRectF(corner.x() + column * size, corner.y() + row * size, width * size, height * size)

    def inner(self, row: int, column: int) -> Box:
        """A cell of the map itself, counted with the border."""
        return row + self.pads[0][0], column + self.pads[1][0], 1, 1

    def bar(self) -> QRectF:
        """Where the colour bar lies, under the map."""
        rows, columns = self.rows
        whole = self.box((0, 0, rows, columns))
        texts = QFontMetricsF(theme.font(theme.FLOOR)).horizontalAdvance(" ".join(self.bar_texts()))
        width = max(60.0, texts, min(160.0, whole.width()))
        return QRectF(whole.center().x() - width / 2, whole.bottom() + 7, width, 7)

    def bar_texts(self) -> tuple[str, str]:
        """The numbers at the ends of the colour bar."""
        most = limit_text(self.limit)
        return (f"-{most}", f"+{most}") if self.signed else ("0", most)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.faded:
            painter.setOpacity(0.3)
        self._paint_border(painter)
        self._paint_cells(painter)
        self._paint_unread(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for boxes, role, width in ((self.seen, "text", 2.0), (self.marked, "accent", 2.5)):
            # Many small ones: a line must not hide them.
            thin = len(boxes) > 1 and self.cell < 2 * READABLE / 3
            width = 1.0 if thin else width
            for where in boxes:
                if not thin:
                    frame(painter, self.box(where), 2, "background", width=width + 2)
                frame(painter, self.box(where), 2, role, width=width)
        self._paint_bar(painter)
        if self.hasFocus():
            ring(painter, self.box((0, 0, *self.rows)).adjusted(-2, -2, 2, 2), 3)
        painter.end()

    def _paint_border(self, painter: QPainter) -> None:
        rows, columns = self.rows
        if (rows, columns) == self.values.shape:
            return
        whole = self.box((0, 0, rows, columns))
        painter.fillRect(whole, QBrush(theme.colour("faint", 0.55), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.colour("edge"), 1))
        draw_lines(painter, whole, rows, columns)
        if self.cell < READABLE:
            return
        font = theme.font(theme.FLOOR, mono=True)
        height, width = self.values.shape
        for row in range(rows):
            for column in range(columns):
                r, c = row - self.pads[0][0], column - self.pads[1][0]
                if not (0 <= r < height and 0 <= c < width):
                    box = self.box((row, column, 1, 1))
                    plate = QRectF(0, 0, 18, 15)
                    plate.moveCenter(box.center())
                    painter.fillRect(plate, theme.colour("background"))
                    write(painter, box, self.pad_text, font, "dim", CENTRE)

    def _paint_cells(self, painter: QPainter) -> None:
        shown = theme.current()
        table = colormap.signed_table(shown) if self.signed else colormap.grey_table(shown)
        pixels = table.take(tiles.indices(self.values, self.limit))
        image = tiles.image_of(np.ascontiguousarray(pixels, np.uint32))
        height, width = self.values.shape
        where = self.box((*self.inner(0, 0)[:2], height, width))
        painter.drawImage(where, image)
        if self.cell >= 8:
            painter.setPen(QPen(theme.colour("background"), 1))
            draw_lines(painter, where, height, width)
        else:
            frame(painter, where, 0, "edge")
        if self.cell < READABLE:
            return
        painter.setFont(theme.font(theme.FLOOR, mono=True))
        digits = 3 if self.cell >= 42 else 2
        for row in range(height):
            for column in range(width):
                painter.setPen(ink(QColor(int(pixels[row, column]) & 0xFFFFFF)))
                text = cell_text(float(self.values[row, column]), digits)
                painter.drawText(self.box(self.inner(row, column)), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_unread(self, painter: QPainter) -> None:
        if self.unread is None:
            return
        for row, column in np.argwhere(self.unread):
            box = self.box(self.inner(int(row), int(column)))
            painter.fillRect(box.adjusted(1, 1, 0, 0), theme.colour("background", 0.7))
            if self.cell >= READABLE:  # its number stays to be read: the cross goes into the corner
                painter.setPen(theme.colour("dim"))
                text = cell_text(float(self.values[row, column]))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                box = QRectF(box.right() - 11, box.top() + 4, 6, 6)
            painter.setPen(QPen(theme.colour("faint"), 1))
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())

    def _paint_bar(self, painter: QPainter) -> None:
        shown = theme.current()
        table = colormap.signed_table(shown) if self.signed else colormap.grey_table(shown)
        first = 0 if self.signed else colormap.ZERO
        colours = np.ascontiguousarray(table[first : 2 * colormap.LEVELS + 1][None, :])  # (n,) -> (1, n)
        bar = self.bar()
        painter.drawImage(bar, tiles.image_of(colours))
        frame(painter, bar, 0, "edge")
        font, words = theme.font(theme.FLOOR), QRectF(bar.left(), bar.bottom() + 2, bar.width(), 15)
        for text, side in zip(
            self.bar_texts(), (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=True
        ):
            write(painter, words, text, font, "dim", side)

    # mouse and keys

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.point(*self.place)
