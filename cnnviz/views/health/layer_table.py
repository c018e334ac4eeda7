"""A compact table: a row a layer, numbers with a small bar or curve behind them, what is amiss marked.

It is painted in one go, since its numbers change twice a second while training runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from cnnviz import theme
from cnnviz.views import icons
from cnnviz.views.controls import keeps

ROW, HEAD = 26, 30  # pixels
PAD = 10.0
GRAPH = 0.42  # of a column's width, at most, is a bar or a curve
WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """A title, the share of the width that it takes, and what it tells."""

    title: str
    share: float
    tip: str
    graph: bool = False


@dataclass(frozen=True)
class Cell:
    """A number as text; `part` (0 to 1) draws a bar, with a tick at `usual`, `trail` a small log curve;
    `amiss` marks it.
    """

    text: str
    part: float | None = None
    usual: float | None = None
    trail: np.ndarray | None = None
    amiss: bool = False
    dim: bool = False


@dataclass(frozen=True)
class Row:
    """A layer's name, its cells, one for each further column, and a sentence that says them all."""

    name: str
    cells: tuple[Cell, ...]
    sentence: str = ""
    amiss: bool = False


class LayerTable(QWidget):
    """`chosen` tells the name of the row clicked or walked to; `pointed` row and column, -1 for none."""

    chosen = Signal(str)
    pointed = Signal(int, int)

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()
        self.current = ""
        self._under = (-1, -1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows; the chosen one stays chosen if it is still there, else it is the first."""
        count, self.rows = len(self.rows), tuple(rows)
        names = [row.name for row in self.rows]
        if self.current not in names and names:
            self.choose(names[0])
        if count != len(self.rows):
            self.setFixedHeight(HEAD + ROW * max(1, len(self.rows)))
            self.updateGeometry()
        self._describe()
        self.update()

    def choose(self, name: str) -> None:
        """Chooses a row and tells of it."""
        if name != self.current:
            self.current = name
            self._describe()
            self.update()
            self.chosen.emit(name)

    def place_of(self, name: str) -> QRectF:
        """Where a row is painted."""
        number = [row.name for row in self.rows].index(name)
        return QRectF(0, HEAD + number * ROW, self.width(), ROW)

    def _describe(self) -> None:
        said = [row.sentence for row in self.rows if row.name == self.current]
        self.setAccessibleDescription(said[0] if said else "")

    # painting

    def _places(self) -> list[QRectF]:
        """Each column's place in the first row's height."""
        whole = sum(column.share for column in self.columns)
        unit, x, made = (self.width() - 2.0) / whole, 1.0, []
        for column in self.columns:
            made.append(QRectF(x, 0, column.share * unit, ROW))
            x += column.share * unit
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        places = self._places()
        painter.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
        painter.setPen(theme.colour("faint"))
        metrics = QFontMetricsF(painter.font())
        for number, (column, place) in enumerate(zip(self.columns, places, strict=True)):
            box = place.adjusted(PAD, 0, -PAD, HEAD - ROW)
            title = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, LEFT if number == 0 else RIGHT, title)
        for number, row in enumerate(self.rows):
            self._paint_row(painter, row, HEAD + number * ROW, places, number)
        painter.end()

    def _paint_row(self, painter: QPainter, row: Row, top: float, places: list[QRectF], number: int) -> None:
        whole = QRectF(1, top, self.width() - 2, ROW)
        chosen = row.name == self.current
        if chosen or number == self._under[0]:
            painter.fillRect(whole, theme.colour("raised", 1.0 if chosen else 0.5))
        if chosen:
            painter.fillRect(QRectF(1, top, 3, ROW), theme.colour("accent"))
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(1, top + 0.5), QPointF(self.width() - 1, top + 0.5))
        name = places[0].translated(0, top).adjusted(PAD + 2, 0, -4, 0)
        if row.amiss:
            icons.paint(painter, "warning", QRectF(name.left(), top + 6, 14, 14), theme.colour("wrong"))
            name.setLeft(name.left() + 20)
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        painter.setPen(theme.colour("text"))
        painter.drawText(name, LEFT, row.name)
        for cell, column, place in zip(row.cells, self.columns[1:], places[1:], strict=True):
            _paint_cell(painter, cell, column, place.translated(0, top).adjusted(PAD, 0, -PAD, 0))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(640, HEAD + ROW * max(1, len(self.rows)))

    def event(self, event: QEvent) -> bool:
        return keeps(event, WALKING) or super().event(event)

    def _at(self, position: QPointF) -> tuple[int, int]:
        number = int((position.y() - HEAD) // ROW)
        columns = [
            i for i, place in enumerate(self._places()) if place.left() <= position.x() < place.right()
        ]
        if not columns or number >= len(self.rows):
            return -1, -1
        return (number, columns[0]) if position.y() >= HEAD else (-1, columns[0])

    def _point(self, under: tuple[int, int]) -> None:
        if under != self._under:
            self._under = under
            self.pointed.emit(*under)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point((-1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number, _ = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.choose(self.rows[number].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = [row.name for row in self.rows]
        if event.key() not in WALKING or not names:
            super().keyPressEvent(event)
            return
        at = names.index(self.current) if self.current in names else 0
        turn = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0}
        self.choose(names[min(max(turn.get(Qt.Key(event.key()), len(names) - 1), 0), len(names) - 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _paint_cell(painter: QPainter, cell: Cell, column: Column, box: QRectF) -> None:
    role = "wrong" if cell.amiss else "faint" if cell.dim else "text"
    painter.setFont(theme.font(theme.SECONDARY, mono=True))
    text = QRectF(box)
    if cell.amiss:
        width = QFontMetricsF(painter.font()).horizontalAdvance(cell.text)
        mark = QRectF(box.right() - width - 17, box.center().y() - 6, 12, 12)
        icons.paint(painter, "warning", mark, theme.colour("wrong"))
    painter.setPen(theme.colour(role))
    painter.drawText(text, RIGHT, cell.text)
    if not column.graph:
        return
    graph = QRectF(box.left(), box.top() + 5, box.width() * GRAPH, box.height() - 10)
    if cell.part is not None:
        bar = QRectF(graph.left(), graph.center().y() - 3, graph.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(max(0.0, min(1.0, cell.part)) * bar.width())
        painter.setBrush(theme.colour("wrong" if cell.amiss else "dim"))
        if bar.width() >= 1:
            painter.drawRoundedRect(bar, 2, 2)
        if cell.usual is not None:
            x = round(graph.left() + cell.usual * graph.width())
            painter.fillRect(QRectF(x, graph.center().y() - 6, 1.5, 12), theme.colour("text"))
    elif cell.trail is not None and len(cell.trail) > 1:
        painter.setPen(QPen(theme.colour("wrong" if cell.amiss else "dim"), 1.2))
        painter.drawPolyline(_curve(cell.trail, graph))


def _curve(trail: np.ndarray, box: QRectF) -> QPolygonF:
    """The trail, thinned to the means of a pixel or two, on a log scale from its smallest to its largest."""
    points = int(min(len(trail), max(2, box.width() / 2)))
    edges = np.linspace(0, len(trail), points + 1).astype(int)
    means = np.add.reduceat(trail.astype(np.float64), edges[:-1]) / np.diff(edges)
    logs = np.log10(np.maximum(means, 1e-12))
    low, high = float(logs.min()), float(logs.max())
    middle, span = (low + high) / 2, max(high - low, 0.3)  # what hardly changes looks flat
    x = box.left() + np.linspace(0, box.width(), points)
    y = box.center().y() - (logs - middle) / span * box.height()
    return QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])
