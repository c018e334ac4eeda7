"""A compact table: a row a layer, numbers with a small bar or curve behind them, what is amiss marked.

Its rows are painted in one go, since their numbers change with every picture while training runs. Where there
is no room for all of them they scroll under the head.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cnnviz.plots.axes import number_text
from cnnviz.system.translation import translate
from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import COLUMN
from cnnviz.widgets.layouts import fill, reveal, scrolled, vbox
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
    output = translate("Health", "The usual size of what the layer puts out for the images looked at.")
    dead = translate("Health", "Units after this layer whose ReLU is 0 for every image looked at.")
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


def column_places(columns: Sequence[TableColumn], width: float, height: float) -> list[QRectF]:
    """Each column's place, from the top left corner."""
    unit, x, made = (width - 2.0) / sum(column.share for column in columns), 1.0, []
    for column in columns:
        made.append(QRectF(x, 0, column.share * unit, height))
        x += column.share * unit
    return made


class LayerRows(CellWidget):
    """`chosen` tells the name of the row clicked or walked to; cells are counted row by row."""

    own_keys = COLUMN

    chosen = Signal(str)

    def __init__(self, name: str, heads: Sequence[TableColumn], parent: QWidget) -> None:
        super().__init__(name, parent)
        self.heads = tuple(heads)
        self.rows: tuple[TableRow, ...] = ()
        self.current = ""

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows; the chosen one stays chosen if it is still there, else it is the first."""
        self.rows = tuple(rows)
        self.setMinimumHeight(ROW * len(self.rows))
        names = [row.name for row in self.rows]
        if self.current not in names and names:
            self.choose(names[0])
        self._describe()
        self.update()

    def choose(self, name: str) -> None:
        """Choose a row and tell of it."""
        if name != self.current:
            self.current = name
            self._describe()
            reveal(self, self.place(self.here()), ROW // 2)  # and a part of the one beyond it
            self.update()
            self.chosen.emit(name)

    def _describe(self) -> None:
        said = [row.sentence for row in self.rows if row.name == self.current]
        self.setAccessibleDescription(said[0] if said else "")

    # as a widget of cells

    def count(self) -> int:
        return len(self.rows) * len(self.heads)

    def columns(self) -> int:
        return len(self.heads)

    def place(self, number: int) -> QRectF:
        row, column = divmod(number, len(self.heads))
        return column_places(self.heads, self.width(), ROW)[column].translated(0, row * ROW)

    def here(self) -> int:
        names = [row.name for row in self.rows]
        return names.index(self.current) * len(self.heads) if self.current in names else 0

    def go(self, number: int) -> None:
        self.choose(self.rows[number // len(self.heads)].name)

    def pick(self, number: int) -> None:
        self.go(number)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        places = column_places(self.heads, self.width(), ROW)
        for number, row in enumerate(self.rows):
            if event.rect().intersects(QRect(0, number * ROW, self.width(), ROW)):
                self._paint_row(painter, row, number, places)
        painter.end()

    def _paint_row(self, painter: QPainter, row: TableRow, number: int, places: list[QRectF]) -> None:
        top = number * ROW
        whole = QRectF(1, top, self.width() - 2, ROW)
        chosen = row.name == self.current
        if chosen or (self.under >= 0 and number == self.under // len(self.heads)):
            painter.fillRect(whole, theme.colour("raised", 1.0 if chosen else 0.5))
        if chosen:
            painter.fillRect(QRectF(1, top, 3, ROW), theme.colour("accent"))
            if self.hasFocus():
                frame(painter, whole.adjusted(0.5, 0.5, -0.5, -0.5), 0, "accent")
        painter.fillRect(QRectF(1, top, self.width() - 2, 1), theme.colour("line"))
        name = places[0].translated(0, top).adjusted(PAD + 2, 0, -4, 0)
        if row.amiss:
            icons.paint(painter, "warning", QRectF(name.left(), top + 6, 14, 14), theme.colour("wrong"))
            name.setLeft(name.left() + 20)
        write(painter, name, row.name, theme.font(theme.SECONDARY, theme.SEMIBOLD), "text", LEFT)
        for cell, column, place in zip(row.cells, self.heads[1:], places[1:], strict=True):
            paint_cell(painter, cell, column, place.translated(0, top).adjusted(PAD, 0, -PAD, 0))


class TableHead(CellWidget):
    """The titles over the columns of rows."""

    def __init__(self, rows: LayerRows, parent: QWidget) -> None:
        super().__init__(f"{rows.objectName()}_head", parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEAD)
        self._rows = rows

    def count(self) -> int:
        return len(self._rows.heads)

    def place(self, number: int) -> QRectF:
        return column_places(self._rows.heads, self._rows.width(), HEAD)[number]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        font = theme.font(theme.FLOOR, theme.MEDIUM)
        for number, column in enumerate(self._rows.heads):
            side = (RIGHT if number else LEFT) | Qt.TextFlag.TextWordWrap
            write(painter, self.place(number).adjusted(PAD, 0, -PAD, 0), column.title, font, "faint", side)
        painter.end()


class LayerTable(QWidget):
    """Head and rows in one frame."""

    def __init__(self, name: str, heads: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LayerRows(name, heads, self)
        self.head = TableHead(self.rows, self)
        area = scrolled(self.rows, self, "", clear=True)
        area.verticalScrollBar().rangeChanged.connect(self.head.update)
        fill(vbox(self, 0, (0, 0, 0, 1)), self.head, (area, 1))

    @property
    def whole(self) -> int:
        """The height that shows every row, in pixels."""
        return HEAD + ROW * max(1, len(self.rows.rows)) + 1

    def sizeHint(self) -> QSize:
        return QSize(640, self.whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, "line", "panel")
        painter.end()
