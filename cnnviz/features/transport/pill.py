"""The state in a pill: an icon and a word, never a colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import icons, theme

HEIGHT = 22


class Pill(QWidget):
    """A rounded outline with an icon and a word; dashed for what is out of date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state_pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word, self._icon, self._role, self._dashed = "", "live", "text", False

    def show_state(self, word: str, icon: str, role: str = "text", dashed: bool = False) -> None:
        """Shows a state."""
        self._word, self._icon, self._role, self._dashed = word, icon, role, dashed
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        """The word in the pill."""
        return self._word

    def sizeHint(self) -> QSize:
        text = QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD)).horizontalAdvance(self._word)
        return QSize(round(text) + 36, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour(self._role), 1.3, style))
        painter.setBrush(theme.colour("panel"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        icons.paint(painter, self._icon, QRectF(8, (HEIGHT - 12) / 2, 12, 12), theme.colour(self._role))
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        painter.setPen(theme.colour(self._role))
        text = QRectF(25, 0, self.width() - 25, HEIGHT)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)
        painter.end()
