"""One large choice of the start page: a small true picture, its name, one line of what happens, its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import tell
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner

HEIGHT = 108
PICTURE = 84  # pixels a side, three a pixel of a digit
MARGIN = 12

Painting = Callable[[QPainter, QRectF], None]

STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -2,
    Qt.Key.Key_Down: 2,
    Qt.Key.Key_Home: -4,
    Qt.Key.Key_End: 4,
}


class StartButton(KeyOwner, QAbstractButton):
    """A button of 108 pixels; arrows ask for its neighbours in the grid of two columns."""

    own_keys = PRESS + MOVE

    moved = Signal(int)  # by so many places

    def __init__(self, name: str, number: int, words: tuple[str, str], paint: Painting, parent: QWidget):
        super().__init__(parent)
        self.setObjectName(f"start_{name}")
        self.setText(words[0])
        tell(self, words[0], words[1])
        self.setAccessibleDescription(words[1])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(270)
        self._sentence, self._number, self._paint = words[1], number, paint

    def sizeHint(self) -> QSize:
        return QSize(340, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in PRESS[1:]:
            self.click()
        elif key in STEPS:
            self.moved.emit(STEPS[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        near, here = self.underMouse() or self.isDown(), self.hasFocus()
        painter.setBrush(theme.colour("raised" if near else "block"))
        edge = "accent" if here else "faint" if near else "edge"
        painter.setPen(QPen(theme.colour(edge), 2 if here else 1))
        painter.drawRoundedRect(box, 8, 8)
        picture = QRectF(MARGIN, (self.height() - PICTURE) / 2, PICTURE, PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint(painter, picture)
        painter.restore()
        self._paint_words(painter, picture.right() + 14)
        painter.end()

    def _paint_words(self, painter: QPainter, left: float) -> None:
        bold, plain = theme.font(theme.READOUT, theme.BOLD), theme.font(theme.SECONDARY)
        room = QRectF(left, 0, self.width() - left - MARGIN, 1000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        words = QFontMetricsF(plain).boundingRect(room, wrap, self._sentence)
        line = QFontMetricsF(bold).height()
        top = (self.height() - line - 4 - words.height()) / 2
        painter.setFont(theme.font(theme.SECONDARY, mono=True))
        painter.setPen(theme.colour("dim"))
        key = QRectF(self.width() - MARGIN - 18, top + (line - 18) / 2, 18, 18)
        painter.drawRoundedRect(key, 4, 4)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(
            QRectF(left, top, key.left() - left - 6, line), Qt.AlignmentFlag.AlignLeft, self.text()
        )
        painter.setFont(plain)
        painter.setPen(theme.colour("dim"))
        painter.drawText(QRectF(left, top + line + 4, room.width(), words.height() + 2), wrap, self._sentence)
