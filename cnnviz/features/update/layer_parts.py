"""Each layer's part alone: by how much the batch's loss changes if only that layer makes the step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.update.findings import BatchMoment
from cnnviz.features.update.tint import tint
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.picture_grid import PictureGrid

ROW, NAME, NUMBER, GAP = 24.0, 60.0, 84.0, 24.0
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LayerParts(PictureGrid):
    """Rows of name, bar and number, in two columns; cool bars fell, warm ones rose.

    `entered` tells the number of a layer that is clicked: its own part of the line is wanted, or no longer.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.moment: BatchMoment | None = None
        self.chosen = ""
        self.names: tuple[str, ...] = ()

    def show_moment(self, moment: BatchMoment | None, chosen: str) -> None:
        """Shows other numbers; `chosen` is the layer whose own line is drawn."""
        if (moment, chosen) == (self.moment, self.chosen):
            return
        self.moment, self.chosen = moment, chosen
        self.names = tuple(moment.layers) if moment is not None else self.names
        self._measure()
        self.update()

    # as a grid

    def count(self) -> int:
        return len(self.names)

    def columns(self) -> int:
        return 1

    def rows(self) -> int:
        """Rows of the longer column, the sum's included."""
        return max(1, -(-(len(self.names) + 2) // 2))

    def place(self, number: int) -> QRectF:
        column, row = divmod(number, self.rows())
        wide = (self.width() - GAP) / 2
        return QRectF(column * (wide + GAP), row * ROW, wide, ROW)

    def outline(self, number: int) -> QRectF:
        return self.place(number).adjusted(2, 4, -2, -4)

    def tip(self, number: int) -> str:
        if self.moment is None:
            return ""
        name = self.names[number]
        words = translate(
            "Update",
            "If only {0} made this step, the loss of this batch would change by {1}. Click: its own line.",
        )
        return words.format(name, significant(self.moment.layers[name]))

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        if self.moment is None:
            return
        name = self.names[number]
        value = self.moment.layers[name]
        bold = name == self.chosen
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR))
        painter.setPen(theme.colour("accent" if bold else "text"))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAME - 6)
        painter.drawText(QRectF(place.left(), place.top(), NAME, ROW), LEFT_MIDDLE, words)
        bar = QRectF(place.left() + NAME, place.top() + 6, place.width() - NAME - NUMBER, ROW - 12)
        painter.fillRect(bar, theme.colour("raised"))
        most = round_up(peak(np.array(list(self.moment.layers.values()), float)))
        part = min(1.0, abs(value) / most) if value == value else 0.0
        filled = QRectF(bar)
        filled.setLeft(bar.right() - part * bar.width())
        if value:
            painter.fillRect(filled, tint(value < 0))
        self._number(painter, place, value, False)

    def paint_over(self, painter: QPainter) -> None:
        """The sum of all, one by one, and what they bought together."""
        if self.moment is None:
            return
        total = sum(self.moment.layers.values())
        one, both = self.place(len(self.names)), self.place(len(self.names) + 1)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(both.topLeft(), both.topRight())
        for place, words, value, bold in (
            (one, translate("Update", "all {0}, one by one").format(len(self.names)), total, False),
            (both, translate("Update", "together"), self.moment.together, True),
        ):
            painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR))
            painter.setPen(theme.colour("text" if bold else "dim"))
            painter.drawText(place, LEFT_MIDDLE, words)
            self._number(painter, place, value, bold)

    def sentence(self) -> str:
        """How the layers' parts go together."""
        if self.moment is None or not self.names:
            return ""
        total, together = sum(self.moment.layers.values()), self.moment.together
        if abs(total - together) <= 0.01 * max(abs(total), abs(together)):
            return translate("Update", "Together they buy about as much as one by one.")
        if together > total:
            return translate("Update", "Together they buy less than the sum: they overlap.")
        return translate("Update", "Together they buy more than the sum: they help one another.")

    def _number(self, painter: QPainter, place: QRectF, value: float, bold: bool) -> None:
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR, mono=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(place, RIGHT_MIDDLE, significant(value))

    def _measure(self) -> None:
        self.setFixedHeight(round(self.rows() * ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()
