"""The legend of classes: which colour is which, how many there are of each, and which of them are shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.evaluate.dots import colour_of
from cnnviz.widgets import theme
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.painting import smooth

HEIGHT = 22.0  # pixels of a row
KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_A,
)
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class LegendRow:
    """A class, how many images of it there are, and how many of them were read wrongly."""

    name: str
    count: int
    wrong: int


class ClassLegend(KeyOwner, QWidget):
    """`looked_at` tells the class under the mouse, -1 for none; `switched` that others are hidden now.

    A click shows or hides a class, a double click shows it alone, or all again.
    """

    own_keys = KEYS

    looked_at = Signal(int)
    switched = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.rows: tuple[LegendRow, ...] = ()
        self.hidden: frozenset[int] = frozenset()
        self.at = -1

    def show_rows(self, rows: tuple[LegendRow, ...]) -> None:
        """Show other classes; which are hidden stays, unless the classes are others."""
        if [row.name for row in rows] != [row.name for row in self.rows]:
            self.hidden, self.at = frozenset(), -1
        self.rows = rows
        self.updateGeometry()
        self.update()

    def switch(self, index: int) -> None:
        """Show a hidden class, hide a shown one."""
        self.hidden = self.hidden ^ {index}
        self.switched.emit()
        self.update()

    def alone(self, index: int) -> None:
        """Show one class only; if it is the only one, all of them."""
        others = frozenset(range(len(self.rows))) - {index}
        self.hidden = frozenset() if self.hidden == others else others
        self.switched.emit()
        self.update()

    def show_all(self) -> None:
        """Hide no class."""
        if self.hidden:
            self.hidden = frozenset()
            self.switched.emit()
            self.update()

    def look_at(self, index: int) -> None:
        """Look at a class, -1 at none."""
        if index != self.at:
            self.at = index
            self.looked_at.emit(index)
            self.update()

    def row_at(self, place: QPointF) -> int:
        """The row at a place, -1 beside all of them."""
        row = int(place.y() // HEIGHT)
        return row if 0 <= row < len(self.rows) else -1

    def row_box(self, index: int) -> QRectF:
        """Where a row stands."""
        return QRectF(0, index * HEIGHT, self.width(), HEIGHT)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(190, round(HEIGHT * max(1, len(self.rows))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for index, row in enumerate(self.rows):
            box = self.row_box(index)
            shown = index not in self.hidden
            if index == self.at:
                painter.setPen(QPen(theme.colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            mark = QPointF(box.left() + 14, box.center().y())
            painter.setPen(QPen(colour_of(index), 1.6))
            painter.setBrush(colour_of(index) if shown else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(mark, 4.5, 4.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setFont(theme.font(theme.BODY, theme.SEMIBOLD if shown else theme.REGULAR))
            painter.setPen(theme.colour("text" if shown else "faint"))
            font = painter.font()
            font.setStrikeOut(not shown)
            painter.setFont(font)
            painter.drawText(box.adjusted(28, 0, -112, 0), LEFT_MIDDLE, row.name)
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim" if shown else "faint"))
            painter.drawText(box.adjusted(0, 0, -64, 0), RIGHT_MIDDLE, f"{row.count:,}")
            if row.wrong and shown:
                painter.setPen(theme.colour("wrong"))
            text = f"{row.wrong:,} ✗" if row.wrong else "0 ✗"
            painter.drawText(box.adjusted(0, 0, -8, 0), RIGHT_MIDDLE, text)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.look_at(self.row_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.switch(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.hidden = self.hidden ^ {row}  # as it was before the first click of the two
            self.alone(row)

    def leaveEvent(self, event: QEvent) -> None:
        self.look_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            self.look_at(min(max(self.at + step, 0), len(self.rows) - 1))
        elif key == Qt.Key.Key_A:
            self.show_all()
        elif key in KEYS and self.at >= 0:
            self.switch(self.at) if key == Qt.Key.Key_Space else self.alone(self.at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if (
            self.at < 0
            and self.rows
            and event.reason()
            in (
                Qt.FocusReason.TabFocusReason,
                Qt.FocusReason.BacktabFocusReason,
            )
        ):
            self.look_at(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.look_at(-1)
