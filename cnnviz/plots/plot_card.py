"""The card of a plot: its title row and its ground, and what its view and its exports go by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.plots.area import text_width
from cnnviz.widgets import theme
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.painting import LEFT, RIGHT, write

RADIUS = 6.0
MARGIN = 10.0


class PlotCard(KeyOwner, QWidget):
    """A widget with a title, a note, and what it says while it is empty."""

    narrowest: float | None = None  # how much of the axis the mouse zooms in to
    drags = False  # the mouse drags something of the plot's along, and not the axis

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.setObjectName(name)
        self.title = self.note = self.empty = ""
        self.at = -1  # the value that is pointed at
        self.exporting = False
        self.enlarged: QWidget | None = None
        self._ring = False  # the focus came by key, and its ring is shown

    def is_empty(self) -> bool:
        """Whether there is nothing to show but the text that says why."""
        return not self.count()

    def count(self) -> int:
        """How many values the keys walk along."""
        return 0

    def reading(self) -> str:
        """What the title row says of the value that is pointed at."""
        return ""

    def newest(self) -> str:
        """What the plot shows, in words and numbers, for those who can't see it."""
        return self.note

    def table(self) -> Mapping[str, np.ndarray]:
        """What is shown, as columns of equal length."""
        return {}

    def click_at(self, place: QPointF) -> None:
        """Do what a click on a place does."""

    def drag_to(self, place: QPointF) -> None:
        """Take what `drags` along to a place."""

    def lay_out(self) -> None:
        """Place the areas in the view."""

    def point_at(self, place: QPointF | None) -> None:
        """Point at what lies under a place of the plot, as the mouse does."""

    def range_moved(self, *_: object) -> None:
        """Follow the mouse, which has moved or zoomed the view."""

    @Slot()
    def enlarge(self) -> None:
        """Show this plot over the whole window, or put it back."""

    def paint_all(self, painter: QPainter) -> None:
        """Paint everything anew, for a picture of another scale, or of lines and texts."""

    # the card

    def card_look(self) -> tuple[object, ...]:
        """What the card looks like depends on this."""
        empty = self.empty if self.is_empty() else ""
        return (empty, self.width(), self.height(), self._ring and self.hasFocus(), theme.current().name)

    def title_look(self) -> tuple[object, ...]:
        """And the title row on this."""
        said = self.reading() if self.at >= 0 else ""
        return (
            self.title,
            self.note,
            said,
            self.is_empty(),
            self.width(),
            self.height(),
            theme.current().name,
        )

    def paint_card(self, painter: QPainter) -> None:
        """Paint the card, and what an empty plot says."""
        rect = QRectF(self.rect())
        painter.fillRect(rect, theme.colour("background"))
        ring = self._ring and self.hasFocus() and not self.exporting
        painter.setPen(QPen(theme.colour("accent"), 1) if ring else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if ring else rect, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_empty():
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            inside = rect.adjusted(MARGIN, min(28.0, rect.height() / 4), -MARGIN, -MARGIN)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)

    def paint_head(self, painter: QPainter) -> None:
        """Paint the title row."""
        self.paint_title(painter, QRectF(MARGIN, 6, self.width() - 2 * MARGIN, 18))

    def paint_title(self, painter: QPainter, row: QRectF) -> None:
        """Paint the title, and after it a note, or the value that is pointed at."""
        font = theme.font(theme.SECONDARY, theme.SEMIBOLD)
        write(painter, row, self.title, font, "text", LEFT)
        row.setLeft(row.left() + text_width(self.title, font) + 14)
        painter.setFont(theme.font(theme.SECONDARY))
        said = self.reading() if self.at >= 0 else ""
        if said:
            painter.drawText(row, RIGHT, said)
        elif not self.is_empty():
            self.paint_note(painter, row)

    def paint_note(self, painter: QPainter, row: QRectF) -> None:
        """Paint what stands after the title while nothing is pointed at."""
        painter.setPen(theme.colour("faint"))
        painter.drawText(row, LEFT, self.note)
