"""What stands in a table of layers: columns, rows, and cells with a number and a small bar or curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from cnnviz.widgets import icons, theme

GRAPH = 0.42  # of a column's width, at most, is a bar or a curve
WIDEST = "0.00123"  # of the texts beside a bar or a curve
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TableColumn:
    """A title, the share of the width that it takes, and what it tells."""

    title: str
    share: float
    tip: str
    graph: bool = False


@dataclass(frozen=True)
class TableCell:
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
class TableRow:
    """A layer's name, its cells, one for each further column, and a sentence that says them all."""

    name: str
    cells: tuple[TableCell, ...]
    sentence: str = ""
    amiss: bool = False


def paint_cell(painter: QPainter, cell: TableCell, column: TableColumn, box: QRectF) -> None:
    """A number at the right of its box, its bar or curve at the left."""
    role = "wrong" if cell.amiss else "faint" if cell.dim else "text"
    painter.setFont(theme.font(theme.SECONDARY, mono=True))
    width = QFontMetricsF(painter.font()).horizontalAdvance(cell.text)
    if cell.amiss:
        mark = QRectF(box.right() - width - 17, box.center().y() - 6, 12, 12)
        icons.paint(painter, "warning", mark, theme.colour("wrong"))
    painter.setPen(theme.colour(role))
    painter.drawText(box, RIGHT, cell.text)
    if not column.graph:
        return
    # As long in every row, whatever its number: bars are to be compared.
    widest = QFontMetricsF(painter.font()).horizontalAdvance(WIDEST)
    room = min(box.width() * GRAPH, box.width() - widest - 24)
    graph = QRectF(box.left(), box.top() + 5, max(0.0, room), box.height() - 10)
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
