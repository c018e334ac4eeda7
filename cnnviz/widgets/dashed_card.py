"""A dashed place for what isn't there yet: what to do, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import STRETCH, fill
from cnnviz.widgets.painting import smooth
from cnnviz.widgets.plain import PlainLabel

WIDTH = 460  # pixels


class DashedCard(QWidget):
    """Stands in the middle of its place; `say` sets its words, `button` is its owner's to connect."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.words = PlainLabel(self, size=theme.BODY, role="dim")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(WIDTH - 64)
        self.button = Button(f"{name}_button", "raised", icon, self)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (self.words, self.button):
            row = QHBoxLayout()
            fill(row, STRETCH, widget, STRETCH)
            fill(column, row, 12)
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Say what is missing, or what is being done."""
        self.words.setText(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        high = self.words.height() + self.button.height() + 92
        box = QRectF(0, 0, WIDTH, high)
        box.moveCenter(QRectF(self.rect()).center())
        painter = smooth(self)
        painter.setPen(QPen(theme.colour("faint"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 8, 8)
        painter.end()
