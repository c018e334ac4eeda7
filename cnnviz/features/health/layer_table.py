"""A compact table: a row a layer, numbers with a small bar or curve behind them, what is amiss marked.

It is painted in one go, since its numbers change twice a second while training runs. Where there is no room
for all rows the wheel and the arrows scroll them under the head.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.plots.axes import number_text
from cnnviz.system.translation import translate
from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets import icons, theme
from cnnviz.widgets.fitted import draw_fitted
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.painting import LEFT, RIGHT, frame, smooth, write
from core.health import LayerFigures

GRAPH = 0.42  # of a column's width, at most, is a bar or a curve
WIDEST = "0.00123"  # of the texts beside a bar or a curve


@dataclass(frozen=True)
class TableColumn:
    """A title, the share of the width that it takes, and what it tells."""

    title: str
    share: float
    tip: str
    graph: bool = False


@dataclass(frozen=True)
class TableCell:
    """A number as text; `part` draws a bar, with a tick at `usual`, `trail` a curve; `amiss` marks it."""

    text: str
    part: float | None = None
    usual: float | None = None
    trail: np.ndarray | None = None
    amiss: bool = False
    dim: bool = False


@dataclass(frozen=True)
class TableRow:
    """A layer's name, its cells, one for each further column, and a sentence that says them all."""

    name: str
    cells: tuple[TableCell, ...]
    sentence: str = ""
    amiss: bool = False


def paint_cell(painter: QPainter, cell: TableCell, column: TableColumn, box: QRectF) -> None:
    """A number at the right of its box, its bar or curve at the left."""
    role = "wrong" if cell.amiss else "faint" if cell.dim else "text"
    font = theme.font(theme.SECONDARY, mono=True)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(cell.text)
    if cell.amiss:
        mark = QRectF(box.right() - width - 17, box.center().y() - 6, 12, 12)
        icons.paint(painter, "warning", mark, theme.colour("wrong"))
    write(painter, box, cell.text, font, role, RIGHT)
    if not column.graph:
        return
    # As long in every row, whatever its number: bars are to be compared.
    room = min(box.width() * GRAPH, box.width() - metrics.horizontalAdvance(WIDEST) - 24)
    graph = QRectF(box.left(), box.top() + 5, max(0.0, room), box.height() - 10)
    if cell.part is not None:
        bar = QRectF(graph.left(), graph.center().y() - 3, graph.width(), 6)
        frame(painter, bar, 2, fill="line")
        bar.setWidth(max(0.0, min(1.0, cell.part)) * bar.width())
        if bar.width() >= 1:
            frame(painter, bar, 2, fill="wrong" if cell.amiss else "dim")
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


LOWEST, HIGHEST = 1e-6, 1e-1  # update / weight: the ends of its bar, on a log scale
USUAL = 1e-3
NONE = TableCell("–", dim=True)


def layer_columns() -> tuple[TableColumn, ...]:
    """The columns, with a sentence each."""
    layer = translate("Health", "The layers that learn, from the image to the loss.")
    numbers = translate("Health", "How many numbers the layer learns: its weight and its bias.")
    weight = translate("Health", "Root mean square of these numbers now: their usual size.")
    start = translate("Health", "The same before the first step, or when first seen.")
    gradient = translate("Health", "The usual size of the layer's gradient: median of 50 steps.")
    update = translate(
        "Health", "How far a step moves the weights, by their size; about 0.001 is usual: the tick."
    )
    output = translate("Health", "The usual size of what the layer puts out for 512 test images.")
    dead = translate("Health", "Units after this layer whose ReLU is 0 for every one of the images.")
    saturated = translate(
        "Health", "Outputs of the sigmoid or tanh after this layer beyond 95 % of its range."
    )
    return (
        TableColumn(translate("Health", "layer"), 1.15, layer),
        TableColumn(translate("Health", "numbers"), 0.85, numbers),
        TableColumn(translate("Health", "weight RMS"), 0.95, weight),
        TableColumn(translate("Health", "at the start"), 0.95, start),
        TableColumn(translate("Health", "gradient RMS"), 1.75, gradient, True),
        TableColumn(translate("Health", "update / weight"), 1.75, update, True),
        TableColumn(translate("Health", "output RMS"), 0.95, output),
        TableColumn(translate("Health", "dead"), 1.1, dead, True),
        TableColumn(translate("Health", "saturated"), 1.2, saturated, True),
    )


def layer_row(figures: LayerFigures) -> TableRow:
    """A layer's figures as text, bars and curves."""
    concerns = figures.concerns
    cells = (
        TableCell(f"{figures.parameters:,}", dim=True),
        TableCell(_text(figures.weight_rms)),
        TableCell(_text(figures.start_rms), dim=True),
        TableCell(_text(figures.grad_rms), trail=figures.grad_trail, amiss="gradient" in concerns),
        TableCell(
            _text(figures.ratio),
            part=_ratio_part(figures.ratio),
            usual=_ratio_part(USUAL),
            amiss="ratio" in concerns,
        ),
        TableCell(_text(figures.output_rms)),
        _share(figures.dead, "dead" in concerns),
        _share(figures.saturated, "saturated" in concerns),
    )
    return TableRow(figures.layer, cells, sentence(figures), bool(concerns))


def sentence(figures: LayerFigures) -> str:
    """All that a row says, in words."""
    said = [
        translate("Health", "weight RMS {0}, {1} at the start").format(
            _text(figures.weight_rms), _text(figures.start_rms)
        ),
        translate("Health", "gradient RMS {0}").format(_text(figures.grad_rms)),
        translate("Health", "update / weight {0}").format(_text(figures.ratio)),
    ]
    if figures.dead is not None:
        said.append(
            translate("Health", "{0} of the units of {1} dead").format(
                _percent(figures.dead), figures.activation
            )
        )
    if figures.saturated is not None and figures.stuck is not None:
        words = translate("Health", "{0} of the outputs of {1} saturated, {2} of its units stuck at one end")
        said.append(words.format(_percent(figures.saturated), figures.activation, _percent(figures.stuck)))
    return listed(said, SEMICOLON)


def _share(share: float | None, amiss: bool) -> TableCell:
    return NONE if share is None else TableCell(_percent(share), part=share, amiss=amiss)


def _ratio_part(ratio: float) -> float | None:
    if not math.isfinite(ratio) or ratio <= 0:
        return 0.0
    low, high = np.log10((LOWEST, HIGHEST))
    return float((math.log10(ratio) - low) / (high - low))


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _text(value: float) -> str:
    return number_text(value) if math.isfinite(value) else "–"


ROW, HEAD = 26, 30  # pixels
PAD = 10.0
WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class LayerTable(KeyOwner, QWidget):
    """`chosen` tells the name of the row clicked or walked to; `pointed` row and column, -1 for none."""

    own_keys = WALKING

    chosen = Signal(str)
    pointed = Signal(int, int)

    def __init__(self, name: str, columns: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.columns = tuple(columns)
        self.rows: tuple[TableRow, ...] = ()
        self.current = ""
        self._under = (-1, -1)
        self._scrolled = 0  # pixels that the rows are moved up by
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows; the chosen one stays chosen if it is still there, else it is the first."""
        self.rows = tuple(rows)
        names = [row.name for row in self.rows]
        if self.current not in names and names:
            self.choose(names[0])
        self._describe()
        self._scroll_to(self._scrolled)
        self.update()

    def choose(self, name: str) -> None:
        """Choose a row and tell of it."""
        if name != self.current:
            self.current = name
            self._describe()
            self._reveal()
            self.update()
            self.chosen.emit(name)

    @property
    def whole(self) -> int:
        """The height that shows every row, in pixels."""
        return HEAD + ROW * max(1, len(self.rows)) + 1

    def place_of(self, name: str) -> QRectF:
        """Where a row is painted."""
        number = [row.name for row in self.rows].index(name)
        return QRectF(0, HEAD + number * ROW - self._scrolled, self.width(), ROW)

    def _scroll_to(self, scrolled: int) -> None:
        scrolled = min(max(0, scrolled), max(0, self.whole - self.height()))
        if scrolled != self._scrolled:
            self._scrolled = scrolled
            self.update()

    def _reveal(self) -> None:
        """Scroll so far that the chosen row, and a part of the one beyond it, is in sight."""
        if self.current not in [row.name for row in self.rows]:
            return
        place, margin = self.place_of(self.current), ROW // 2
        if place.top() < HEAD + margin:
            self._scroll_to(self._scrolled - round(HEAD + margin - place.top()))
        elif place.bottom() > self.height() - margin:
            self._scroll_to(self._scrolled + round(place.bottom() - self.height() + margin))

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
        painter = smooth(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, "line", "panel")
        places = self._places()
        painter.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
        painter.setPen(theme.colour("faint"))
        for number, (column, place) in enumerate(zip(self.columns, places, strict=True)):
            box = place.adjusted(PAD, 0, -PAD, HEAD - ROW)
            draw_fitted(
                painter, box, (LEFT if number == 0 else RIGHT) | Qt.TextFlag.TextWordWrap, column.title
            )
        painter.setClipRect(1, HEAD, self.width() - 2, self.height() - HEAD - 1)
        for number, row in enumerate(self.rows):
            top = HEAD + number * ROW - self._scrolled
            if HEAD - ROW < top < self.height():
                self._paint_row(painter, row, top, places, number)
        self._paint_thumb(painter)
        painter.end()

    def _paint_thumb(self, painter: QPainter) -> None:
        """How much of the rows is in sight, at the right edge."""
        room, rows = self.height() - HEAD, self.whole - HEAD
        if rows <= room:
            return
        thumb = QRectF(self.width() - 7, HEAD + self._scrolled / rows * room, 4, room / rows * room)
        frame(painter, thumb, 2, fill="edge")

    def _paint_row(
        self, painter: QPainter, row: TableRow, top: float, places: list[QRectF], number: int
    ) -> None:
        whole = QRectF(1, top, self.width() - 2, ROW)
        chosen = row.name == self.current
        if chosen or number == self._under[0]:
            painter.fillRect(whole, theme.colour("raised", 1.0 if chosen else 0.5))
        if chosen:
            painter.fillRect(QRectF(1, top, 3, ROW), theme.colour("accent"))
            if self.hasFocus():
                frame(painter, whole.adjusted(0.5, 0.5, -0.5, -0.5), 0, "accent")
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(1, top + 0.5), QPointF(self.width() - 1, top + 0.5))
        name = places[0].translated(0, top).adjusted(PAD + 2, 0, -4, 0)
        if row.amiss:
            icons.paint(painter, "warning", QRectF(name.left(), top + 6, 14, 14), theme.colour("wrong"))
            name.setLeft(name.left() + 20)
        write(painter, name, row.name, theme.font(theme.SECONDARY, theme.SEMIBOLD), "text", LEFT)
        for cell, column, place in zip(row.cells, self.columns[1:], places[1:], strict=True):
            paint_cell(painter, cell, column, place.translated(0, top).adjusted(PAD, 0, -PAD, 0))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(640, self.whole)

    def _at(self, position: QPointF) -> tuple[int, int]:
        number = int((position.y() - HEAD + self._scrolled) // ROW)
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll_to(self._scrolled - round(event.angleDelta().y() / 120 * ROW))
        self._point(self._at(event.position()))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll_to(self._scrolled)
        self._reveal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = [row.name for row in self.rows]
        if event.key() not in WALKING or not names:
            super().keyPressEvent(event)
            return
        at = names.index(self.current) if self.current in names else 0
        turn = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0}
        self.choose(names[min(max(turn.get(Qt.Key(event.key()), len(names) - 1), 0), len(names) - 1)])
