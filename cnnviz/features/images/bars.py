"""A bar for each class: one number of each, side by side; the chosen classes stand out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.keys import WALK, KeyOwner

FOOT = 16  # pixels for the classes' names, where they fit
WIDEST = 40  # pixels from bar to bar


class CountBars(KeyOwner, QWidget):
    """Values (K,), none below 0, NaN for none; `pointed` tells the class under the mouse, -1 for none."""

    own_keys = WALK

    pointed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.values = np.zeros(0)
        self.names: Sequence[str] = ()
        self.chosen: Collection[int] = ()
        self.here = -1

    def show_values(self, values: np.ndarray, names: Sequence[str], chosen: Collection[int]) -> None:
        """Shows other values."""
        self.values, self.names, self.chosen = values, names, chosen
        if self.here >= len(values):
            self.here = -1
        self.update()

    def bar(self, label: int) -> QRectF:
        """Where a class's bar stands; as high as its value is to the largest."""
        pitch = self._pitch()
        room = self.height() - FOOT - 2
        top = float(np.nanmax(self.values, initial=0.0)) or 1.0
        value = float(np.nan_to_num(self.values[label]))
        high = max(1.0, round(room * value / top)) if value else 0.0
        gap = 4 if pitch >= 12 else 1 if pitch >= 3 else 0
        return QRectF(round(label * pitch), 2 + room - high, max(1, round(pitch) - gap), high)

    def point(self, label: int) -> None:
        """Points at a class; -1 at none."""
        if label != self.here:
            self.here = label
            self.pointed.emit(label)
            self.update()

    def _pitch(self) -> float:
        return min(WIDEST, self.width() / max(1, len(self.values)))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(256, 62)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self.values) - 1
        if key not in WALK or last < 0:
            super().keyPressEvent(event)
            return
        wanted = {
            Qt.Key.Key_Left: self.here - 1,
            Qt.Key.Key_Right: self.here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }[key]
        self.point(min(max(wanted, 0), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        label = int(event.position().x() // self._pitch())
        self.point(label if 0 <= label < len(self.values) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        small = theme.font(theme.FLOOR)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        pitch = self._pitch()
        named = all(metrics.horizontalAdvance(name) <= pitch - 2 for name in self.names)
        for label, name in enumerate(self.names):
            bar = self.bar(label)
            plain = not self.chosen or label in self.chosen
            role = "accent" if label == self.here else "dim" if plain else "edge"
            painter.fillRect(bar, theme.colour(role))
            if named:
                painter.setPen(theme.colour("text" if label in self.chosen else "faint"))
                below = QRectF(bar.left(), self.height() - FOOT + 1, bar.width(), FOOT - 1)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
