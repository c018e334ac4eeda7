"""Four lines that say how to read the picture, each with a little sign of what it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.plain import PlainLabel


class Legend(QWidget):
    """A heading, then signs with sentences; a sign is "twins", "zero", "weights" or "watched"."""

    def __init__(self, lines: Sequence[tuple[str, str]], heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName(heading)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        title = PlainLabel(heading, self)
        title.setFont(theme.font(theme.SECONDARY, theme.BOLD))
        grid.addWidget(title, 0, 0, 1, 2)
        for row, (sign, sentence) in enumerate(lines, 1):
            text = PlainLabel(sentence, self)
            text.setFont(theme.font(theme.SECONDARY))
            text.setProperty("role", "dim")
            text.setWordWrap(True)
            grid.addWidget(_Sign(sign, self), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        grid.setColumnStretch(1, 1)


class _Sign(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(18, 18)
        self._name = name

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shot = theme.current()
        warm, cool = QColor(shot.warm[4][1]), QColor(shot.cool[4][1])
        if self._name == "twins":
            painter.fillRect(QRectF(1, 1, 14, 7), warm)
            painter.fillRect(QRectF(1, 10, 14, 7), cool)
        elif self._name == "zero":
            for x, colour in ((1, QColor(shot.cool[5][1])), (6, QColor(shot.cool[0][1])), (11, warm)):
                painter.fillRect(QRectF(x, 4, 5, 10), colour)
            painter.setPen(QPen(theme.colour("edge")))
            painter.drawRect(QRectF(0.5, 3.5, 15, 11))
        elif self._name == "weights":
            for row, colour in ((2, cool), (10, warm)):
                for x in (1, 6, 11):
                    for y in (row, row + 4):
                        painter.fillRect(QRectF(x, y, 3, 3), colour)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(2, 2, 13, 13), 3, 3)
        painter.end()
