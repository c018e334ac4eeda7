"""Two answers to one image side by side: for each class the probability before, and the one now."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.session.picture import named
from cnnviz.widgets import theme

HEIGHT = 62
BARS = 44  # of it, for the bars


class TwinBars(QWidget):
    """A pair of bars a class: hollow is before, solid is now; the class that the image is is underlined."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("twin_bars")
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.before: np.ndarray = np.zeros(10)
        self.now: np.ndarray = np.zeros(10)
        self.label = -1
        self.classes: tuple[str, ...] = ()  # their names, where they are known
        self._under = -1

    def show_answers(self, before: np.ndarray, now: np.ndarray, label: int) -> None:
        """Shows the classes' probabilities before and now; `label` is what the image is, -1 if unknown."""
        self.before, self.now, self.label = before, now, label
        self.update()

    def cell(self, number: int) -> QRectF:
        """The place of a class."""
        width = self.width() / len(self.now)
        return QRectF(number * width, 0, width, HEIGHT)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().x() // (self.width() / len(self.now)))
        self._point(number if 0 <= number < len(self.now) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def _point(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.pointed.emit(number)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        best = int(self.now.argmax()) if np.isfinite(self.now).all() and self.now.any() else -1
        for number in range(len(self.now)):
            box = self.cell(number)
            wide = min(9.0, (box.width() - 5) / 2)
            if number == self._under:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 4, 4)
            left = QRectF(box.center().x() - wide - 1, 2, wide, BARS - 4)
            self._bar(painter, left, float(self.before[number]), hollow=True)
            self._bar(painter, left.translated(wide + 2, 0), float(self.now[number]), hollow=False)
            painter.setFont(theme.font(theme.SECONDARY, theme.BOLD if number == best else theme.MEDIUM))
            painter.setPen(theme.colour("text" if number == best else "dim"))
            under = QRectF(box.left(), BARS, box.width(), HEIGHT - BARS - 2)
            name = painter.fontMetrics().elidedText(
                named(self.classes, number), Qt.TextElideMode.ElideRight, round(under.width())
            )
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, name)
            if number == self.label:
                painter.setPen(QPen(theme.colour("right"), 2))
                painter.drawLine(
                    under.bottomLeft() + (under.bottomRight() - under.bottomLeft()) * 0.3,
                    under.bottomLeft() + (under.bottomRight() - under.bottomLeft()) * 0.7,
                )
        painter.end()

    def _bar(self, painter: QPainter, box: QRectF, share: float, hollow: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 2, 2)
        if not np.isfinite(share):
            painter.setPen(QPen(theme.colour("wrong"), 1.5))
            middle = QRectF(box.left(), box.center().y() - box.width() / 2, box.width(), box.width())
            painter.drawLine(middle.topLeft(), middle.bottomRight())
            painter.drawLine(middle.topRight(), middle.bottomLeft())
            return
        tall = box.height() * share
        if tall < 0.5:
            return
        filled = QRectF(box.left(), box.bottom() - tall, box.width(), tall)
        if hollow:
            painter.setPen(QPen(theme.colour("faint"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(filled.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
        else:
            painter.setBrush(theme.colour("text"))
            painter.drawRoundedRect(filled, 2, 2)
