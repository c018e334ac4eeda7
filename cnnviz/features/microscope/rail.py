"""The folded microscope: a strip at the window's edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import tell


class Rail(QWidget):
    """The folded microscope: a chevron and its name, upright; a click opens it."""

    opened = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("microscope_rail")
        self._tip = self.tr("Click to open the microscope (M)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._marked = False
        self.name(text)

    def mark(self, count: int, worst: str) -> None:
        """Show that there are hints in the column; 0 takes the mark away."""
        self._tip = self.tr("Click to open the microscope (M)")
        if count:
            self._tip = self.tr("Hint: {0}. Click to read it (M)").format(worst)
        self._marked = count > 0
        self.name(self._text)

    def name(self, text: str) -> None:
        """Say what the column shows once it is open."""
        self._text = text
        tell(self, text, self._tip)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "left", QRectF((self.width() - 14) / 2, 9, 14, 14), theme.colour("dim"))
        if self._marked:
            box = QRectF((self.width() - 15) / 2, 33, 15, 15)
            icons.paint(painter, "warning", box, theme.colour("wrong"))
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        painter.setPen(theme.colour("dim"))
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(-90)
        box = QRectF(-self.height() / 2, -self.width() / 2, self.height(), self.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
