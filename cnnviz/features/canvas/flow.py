"""Values on their way along the edges, from what a number was made of to the number itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.focus import Edge, Focus
from cnnviz.widgets import numbers, theme

LASTS = 280  # milliseconds
STRIDE = 0.1  # of the way, at a key or a notch of the wheel
TOLD = 4  # of the largest values: beside them stands how much they are
BEAD = 3.0  # pixels


class EdgeFlow(QVariantAnimation):
    """How far the values are on their way, 0 to 1; with `still` they only move by hand."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.still = False
        self.at = 1.0
        self._view = view
        self._cell: object = None  # that they set out to last
        self.setDuration(LASTS)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.valueChanged.connect(self._go)

    def follow(self, cell: object) -> None:
        """Let them set out to a number, unless they did so already; None is none."""
        if cell == self._cell:
            return
        self._cell = cell
        self.stop()
        if cell is None:
            return
        self._go(1.0 if self.still else 0.0)
        if not self.still:
            self.start()

    def move(self, steps: int) -> None:
        """Move them on by hand, or back; at the end they set out anew."""
        self.stop()
        back_at_start = steps > 0 and self.at >= 1.0
        self._go(0.0 if back_at_start else min(1.0, max(0.0, self.at + steps * STRIDE)))

    @Slot(object)
    def _go(self, at: float) -> None:
        self.at = float(at)
        self._view.update()

    def paint(self, painter: QPainter, made: Focus) -> None:
        """Draw a bead for each edge where its value is now, and the largest values themselves."""
        if self.at >= 1.0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.FLOOR, theme.SEMIBOLD, mono=True))
        for number, edge in reversed(list(enumerate(made.edges))):
            place = edge.path.pointAtPercent(self.at)
            painter.setPen(QPen(theme.colour("canvas"), 1))
            painter.setBrush(_colour(edge))
            radius = BEAD + edge.width / 2
            painter.drawEllipse(place, radius, radius)
            if number < TOLD:
                _tell(painter, edge, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _colour(edge: Edge) -> QColor:
    ends = theme.current().warm if edge.source.subtotal > 0 else theme.current().cool
    return QColor(ends[4][1])


def _tell(painter: QPainter, edge: Edge, place: QPointF) -> None:
    text = numbers.significant(edge.source.subtotal)
    metrics = QFontMetricsF(painter.font())
    box = QRectF(place.x() + 7, place.y() - metrics.height() / 2, metrics.horizontalAdvance(text) + 8, 0)
    box.setHeight(metrics.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
