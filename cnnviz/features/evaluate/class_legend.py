"""The legend of classes: which colour is which, how many there are of each, and which of them are shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.plots.palette import colour_of
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import ENTER, PRESS
from cnnviz.widgets.painting import RIGHT, frame, smooth, write

HEIGHT = 22.0  # pixels of a row
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, *PRESS, Qt.Key.Key_A)


@dataclass(frozen=True)
class LegendRow:
    """A class, how many images of it there are, and how many of them were read wrongly."""

    name: str
    count: int
    wrong: int


class ClassLegend(CellWidget):
    """`pointed` tells the class under the mouse or the arrows; `switched` that others are hidden now.

    A click shows or hides a class, a double click shows it alone, or all again.
    """

    own_keys = KEYS
    lets_go = True

    switched = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.rows: tuple[LegendRow, ...] = ()
        self.hidden: frozenset[int] = frozenset()

    def show_rows(self, rows: tuple[LegendRow, ...]) -> None:
        """Show other classes; which are hidden stays, unless the classes are others."""
        if [row.name for row in rows] != [row.name for row in self.rows]:
            self.hidden, self.under = frozenset(), -1
        self.rows = rows
        self.updateGeometry()
        self.update()

    def pick(self, number: int) -> None:
        self.switch(number)

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

    def count(self) -> int:
        return len(self.rows)

    def place(self, number: int) -> QRectF:
        return QRectF(0, number * HEIGHT, self.width(), HEIGHT)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(190, round(HEIGHT * max(1, len(self.rows))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for index, row in enumerate(self.rows):
            box = self.place(index)
            shown = index not in self.hidden
            if index == self.under:
                edge = "accent" if self.hasFocus() else ""
                frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 5, edge, "raised")
            mark = QPointF(box.left() + 14, box.center().y())
            painter.setPen(QPen(colour_of(index), 1.6))
            painter.setBrush(colour_of(index) if shown else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(mark, 4.5, 4.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            font, role = theme.font(theme.SECONDARY), "dim" if shown else "faint"
            bold = theme.font(theme.BODY, theme.SEMIBOLD if shown else theme.REGULAR)
            bold.setStrikeOut(not shown)
            write(painter, box.adjusted(28, 0, -112, 0), row.name, bold, "text" if shown else "faint")
            write(painter, box.adjusted(0, 0, -64, 0), f"{row.count:,}", font, role, RIGHT)
            role = "wrong" if row.wrong and shown else role
            write(painter, box.adjusted(0, 0, -8, 0), f"{row.wrong:,} ✗", font, role, RIGHT)
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.hidden = self.hidden ^ {row}  # as it was before the first click of the two
            self.alone(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A:
            self.show_all()
        elif event.key() in ENTER and self.under >= 0:
            self.alone(self.under)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self.under < 0 and self.rows and by_key:
            self.point(0)
