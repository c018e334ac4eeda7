"""The classes as chips: each with its name, its exact count and a bar of it; any of them may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner
from cnnviz.widgets.painting import RIGHT, frame, ring, write
from cnnviz.widgets.plain import show_tip

HIGH, GAP = 28, 4  # pixels of a chip, and between two
NARROWEST, WIDEST = 56, 150
PAD = 8
MOST_ROWS = 4  # in sight; the rest is scrolled to
ALL = -1


class ClassChips(KeyOwner, QAbstractScrollArea):
    """A chip for all, then one a class; `changed` tells that others are chosen, `pointed` which is meant.

    Both name classes by their label; ALL for the first chip, None in `pointed` for none.
    """

    own_keys = PRESS + MOVE

    changed = Signal()
    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.chosen: frozenset[int] = frozenset()
        self.names: Sequence[str] = ()
        self.counts: np.ndarray = np.zeros(0, np.int64)
        self._under: int | None = None
        self._key = 0  # the chip that the keyboard is on
        self._columns, self._width, self._height = 1, NARROWEST, HIGH

    def show_classes(self, names: Sequence[str], counts: np.ndarray) -> None:
        """Show other classes; those that were chosen stay so if they are still there."""
        self.names, self.counts = names, counts
        self.chosen = frozenset(label for label in self.chosen if label < len(names))
        self._key = min(self._key, len(names))
        self._measure()
        self.viewport().update()

    def choose(self, labels: Iterable[int]) -> None:
        """Choose classes, none for all of them; tell nobody."""
        self.chosen = frozenset(labels)
        self.viewport().update()

    def toggle(self, label: int) -> None:
        """Choose a class or let it go; ALL lets every one go."""
        self.chosen = frozenset() if label == ALL else self.chosen ^ {label}
        self.viewport().update()
        self.changed.emit()

    def text(self, label: int) -> tuple[str, str]:
        """What a chip says: name and count."""
        if label == ALL:
            return self.tr("all"), f"{int(self.counts.sum()):,}"
        return self.names[label], f"{int(self.counts[label]):,}"

    def chip(self, label: int) -> QRectF:
        """Where a class's chip lies in the viewport."""
        row, column = divmod(label + 1, self._columns)
        top = row * (HIGH + GAP) - self.verticalScrollBar().value()
        return QRectF(column * (self._width + GAP), top, self._width, HIGH)

    def label_at(self, point: QPointF) -> int | None:
        """The class whose chip is there."""
        every = range(ALL, len(self.names))
        return next((label for label in every if self.chip(label).contains(point)), None)

    def _measure(self) -> None:
        """As many chips in a row as fit, all of one width, that of the longest."""
        room, count = self.viewport().width(), len(self.names) + 1
        bold, plain = theme.font(theme.SECONDARY, theme.SEMIBOLD), theme.font(theme.FLOOR)
        wide = 0.0
        for label in range(ALL, len(self.names)):
            name, number = self.text(label)
            needed = QFontMetricsF(bold).horizontalAdvance(name)
            wide = max(wide, needed + QFontMetricsF(plain).horizontalAdvance(number) + 3 * PAD)
        least = min(WIDEST, max(NARROWEST, round(wide)))
        self._columns = min(count, max(1, (room + GAP) // (least + GAP)))
        rows = -(-count // self._columns)
        if rows > 1:  # as even as can be
            self._columns = -(-count // rows)
        self._width = min(WIDEST, (room + GAP) // self._columns - GAP)
        shown = min(rows, MOST_ROWS)
        self._height = shown * (HIGH + GAP) - GAP
        self.updateGeometry()  # the layout's business: a resize within a resize would be lost
        self.verticalScrollBar().setPageStep(shown * (HIGH + GAP))
        self.verticalScrollBar().setSingleStep(HIGH + GAP)
        self.verticalScrollBar().setRange(0, (rows - shown) * (HIGH + GAP))

    def _point(self, label: int | None) -> None:
        if label != self._under:
            self._under = label
            self.pointed.emit(label)
            self.viewport().update()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(4 * NARROWEST, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self.names)
        if key in PRESS:
            self.toggle(self._key - 1)
            return
        moves = {
            Qt.Key.Key_Left: self._key - 1,
            Qt.Key.Key_Right: self._key + 1,
            Qt.Key.Key_Up: self._key - self._columns,
            Qt.Key.Key_Down: self._key + self._columns,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key not in moves:
            super().keyPressEvent(event)
            return
        if 0 <= moves[key] <= last:
            self._key = moves[key]
            chip, bar = self.chip(self._key - 1), self.verticalScrollBar()
            if chip.top() < 0 or chip.bottom() > self.viewport().height():
                bar.setValue(self._key // self._columns * (HIGH + GAP))
            self.pointed.emit(self._key - 1)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        label = self.label_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and label is not None:
            self._key = label + 1
            self.toggle(label)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.label_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = self.label_at(QPointF(event.pos()))
            if label is not None:
                show_tip(event.globalPos(), " ".join(self.text(label)), self.viewport())
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(None)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(1, int(self.counts.max(initial=0)))
        for label in range(ALL, len(self.names)):
            chip = self.chip(label)
            if chip.bottom() >= 0 and chip.top() <= self.viewport().height():
                share = 1.0 if label == ALL else float(self.counts[label]) / most
                self._paint(painter, label, chip, share)
        painter.end()

    def _paint(self, painter: QPainter, label: int, chip: QRectF, share: float) -> None:
        chosen = label in self.chosen or (label == ALL and not self.chosen)
        box = chip.adjusted(0.75, 0.75, -0.75, -0.75)
        role = "accent" if chosen else "faint" if label == self._under else "edge"
        frame(painter, box, 6, role, "panel", width=1.5 if chosen else 1.0)
        name, number = self.text(label)
        inside = chip.adjusted(PAD, 0, -PAD, -3)
        small, bold = theme.font(theme.FLOOR), theme.font(theme.SECONDARY, theme.SEMIBOLD)
        right = QFontMetricsF(small).horizontalAdvance(number)
        room = inside.width() - right - 4
        short = QFontMetricsF(bold).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        write(painter, inside, short, bold, "text" if chosen or not self.chosen else "dim")
        write(painter, inside, number, small, "dim", RIGHT)
        track = QRectF(chip.left() + PAD, chip.bottom() - 5.5, chip.width() - 2 * PAD, 2)
        painter.fillRect(track, theme.colour("raised"))
        track.setWidth(track.width() * share)
        painter.fillRect(track, theme.colour("accent" if chosen else "faint"))
        if self.hasFocus() and self._key == label + 1:
            ring(painter, box.adjusted(2, 2, -2, -2), 4)
