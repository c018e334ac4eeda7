"""How often each grey occurs, as bars of whole pixels; black has none, for it would drown all the others."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

FIRST, LAST = 1, 255  # the greys that have a bar
TICKS = 1, 64, 128, 192, 255
FOOT = 16  # pixels for the numbers under the bars
HEAD = 14  # and for the count of the highest, over them
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class GreyHistogram(QWidget):
    """Counts (256,) as bars, on a linear or logarithmic scale; `pointed` tells the grey, -1 for none."""

    pointed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.counts = np.zeros(256, np.int64)
        self.log = True
        self.here = -1

    def show_counts(self, counts: np.ndarray) -> None:
        """Shows other counts."""
        self.counts = counts
        if self.here >= 0:
            self.pointed.emit(self.here)
        self.update()

    def use_log(self, log: bool) -> None:
        """Makes the scale logarithmic, or linear."""
        self.log = log
        self.update()

    def heights(self) -> np.ndarray:
        """The height of each bar, 0 to 1; a logarithmic scale begins at `foot`.

        Shape: (255,)
        """
        counts = self.counts[FIRST:].astype(float)
        top, foot = counts.max(initial=0), self.foot()
        if top == 0:
            return np.zeros(LAST)
        if not self.log:
            return counts / top
        return np.log(np.maximum(counts, foot) / foot) / np.log(top / foot)

    def foot(self) -> float:
        """The count at the foot of the bars: 0; on a logarithmic scale the power of ten under the least."""
        there = self.counts[FIRST:][self.counts[FIRST:] > 0]
        if not self.log or not len(there):
            return 0.0
        low = 10.0 ** np.floor(np.log10(there.min()))
        return float(low if low < there.max() else low / 10)

    def bar(self, grey: int) -> QRectF:
        """Where the bar of a grey may reach, from foot to head."""
        wide = self._bar_width()
        return QRectF((grey - FIRST) * wide, HEAD, wide, self.height() - HEAD - FOOT)

    def grey_at(self, x: float) -> int:
        """The grey whose bar is at `x`, the nearest."""
        left = self.bar(FIRST).left()
        return min(max(FIRST + int((x - left) // self._bar_width()), FIRST), LAST)

    def point(self, grey: int) -> None:
        """Points at a grey; -1 at none."""
        if grey != self.here:
            self.here = grey
            self.pointed.emit(grey)
            self.update()

    def _limits(self, top: int) -> str:
        if self.log:
            return self.tr("from {0:,.0f} to {1:,}, logarithmic").format(self.foot(), top)
        return self.tr("up to {0:,}").format(top)

    def _bar_width(self) -> int:
        return max(1, self.width() // LAST)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(LAST + 12, 92)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in KEYS:
            super().keyPressEvent(event)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -255, Qt.Key.Key_End: 255}[key]
        here = self.here if self.here >= 0 else 128
        self.point(min(max(here + step, FIRST), LAST))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self.grey_at(event.position().x()))

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
        first, last = self.bar(FIRST), self.bar(LAST)
        foot = first.bottom()
        for grey, height in enumerate(self.heights(), FIRST):
            if self.counts[grey]:
                bar = self.bar(grey)
                bar.setTop(foot - max(1.0, round(height * bar.height())))
                painter.fillRect(bar, theme.colour("accent" if grey == self.here else "dim"))
        painter.fillRect(QRectF(first.left(), foot, last.right() - first.left(), 1), theme.colour("line"))
        small = theme.font(theme.FLOOR)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(theme.colour("faint"))
        for grey in TICKS:
            text = str(grey)
            wide = metrics.horizontalAdvance(text)
            x = min(max(self.bar(grey).center().x() - wide / 2, first.left()), last.right() - wide)
            painter.drawText(QRectF(x, foot + 2, wide + 2, FOOT - 2), Qt.AlignmentFlag.AlignLeft, text)
        top = int(self.counts[FIRST:].max(initial=0))
        if top:
            room = QRectF(first.left(), 0, last.right() - first.left(), HEAD)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self._limits(top))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
