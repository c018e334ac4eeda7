"""The list of exercises: number, title, and whether it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget

ROW, NUMBER, MARK = 32.0, 34.0, 30.0


@dataclass(frozen=True)
class ExerciseEntry:
    """One row: its number as text, title, state ("right", "wrong", "" not written), and what is said."""

    number: str
    title: str
    state: str = ""
    tip: str = ""


class ExerciseList(CellWidget):
    """`chosen` tells the row that was clicked or moved to."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.entries: tuple[ExerciseEntry, ...] = ()
        self.current = 0

    def show_entries(self, entries: Sequence[ExerciseEntry], current: int) -> None:
        """Show these rows, one of them chosen."""
        self.entries, self.current = tuple(entries), current
        self.setFixedHeight(round(ROW * len(self.entries)) + 2)
        if self.entries:
            entry = self.entries[current]
            self.setAccessibleDescription(f"{entry.title}: {entry.tip}")
        self.update()

    def place(self, number: int) -> QRectF:
        """Where a row lies."""
        return QRectF(1, number * ROW + 1, self.width() - 2, ROW - 2)

    # as a widget of cells

    def cell_at(self, place: QPointF) -> int:
        number = int(place.y() // ROW)
        return number if 0 <= number < len(self.entries) else -1

    def tip(self, number: int) -> str:
        return self.entries[number].tip

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(222, round(ROW * max(1, len(self.entries))) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(min(max(self.current + by, 0), len(self.entries) - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, entry in enumerate(self.entries):
            box, chosen = self.place(i), i == self.current
            if chosen:
                painter.setPen(QPen(theme.colour("accent"), 1.5))
                painter.setBrush(theme.colour("panel"))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            elif i == self.under:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(box, 6, 6)
            painter.setFont(theme.font(theme.FLOOR, mono=True))
            painter.setPen(theme.colour("faint"))
            painter.drawText(
                QRectF(box.left(), box.top(), NUMBER - 8, ROW - 2),
                Qt.AlignmentFlag.AlignRight | middle,
                entry.number,
            )
            painter.setFont(theme.font(theme.BODY, theme.SEMIBOLD if chosen else theme.MEDIUM))
            painter.setPen(theme.colour("text" if chosen or entry.state else "dim"))
            room = box.width() - NUMBER - MARK
            words = QFontMetricsF(painter.font()).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(box.left() + NUMBER, box.top(), room, ROW - 2), middle, words)
            if entry.state in ("right", "wrong"):
                mark = QRectF(box.right() - 24, box.center().y() - 6, 12, 12)
                icon = "check" if entry.state == "right" else "close"
                icons.paint(painter, icon, mark, theme.colour(entry.state))
        if self.hasFocus() and self.entries:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.place(self.current).adjusted(3, 3, -3, -3), 4, 4)
        painter.end()
