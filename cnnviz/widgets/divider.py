"""A line between two panels that is dragged, or moved by the arrow keys, to give one of them more room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import MOVE, KeyOwner, tell

THICK = 6  # pixels that can be taken hold of
STEP = 16  # pixels an arrow key


class Divider(KeyOwner, QWidget):
    """`moved` tells by how many pixels, `reset` that the usual place is wanted: by double click or Home."""

    moved = Signal(int)
    reset = Signal()

    own_keys = MOVE

    def __init__(self, name: str, upright: bool, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._upright = upright
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.SplitHCursor if upright else Qt.CursorShape.SplitVCursor)
        sentence = self.tr("Drag it, or use the arrow keys; a double click puts it where it was at first.")
        tell(self, words, sentence)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            way = event.globalPosition() - self._held
            by = round(way.x() if self._upright else way.y())
            if by:
                self._held = event.globalPosition()
                self.moved.emit(by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        less, more = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if self._upright else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        )
        if event.key() in (less, more):
            self.moved.emit(-STEP if event.key() == less else STEP)
        elif event.key() == Qt.Key.Key_Home:
            self.reset.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.hasFocus() or self.underMouse() or self._held is not None):
            return
        painter = QPainter(self)
        line = self.rect().adjusted(2, 0, -2, 0) if self._upright else self.rect().adjusted(0, 2, 0, -2)
        painter.fillRect(line, theme.colour("accent"))
        painter.end()
