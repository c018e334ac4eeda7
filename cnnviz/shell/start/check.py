"""A check box with a drawn mark that keeps Space and Enter while it has the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.keys import PRESS, KeyOwner


class Check(KeyOwner, QCheckBox):
    """As QCheckBox; the mark is a check, not a colour alone."""

    own_keys = PRESS

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFont(theme.font(theme.SECONDARY))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESS[1:]:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            part = QStyle.SubElement.SE_CheckBoxIndicator
            box = QRectF(self.style().subElementRect(part, option, self))
            painter = QPainter(self)
            icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), theme.colour("on_accent"))
            painter.end()
