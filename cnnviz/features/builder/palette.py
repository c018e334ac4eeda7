"""The types of layers there are, in groups, a button each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.plain import PlainLabel

WIDTH = 132


class Palette(QWidget):
    """A column of buttons; `wanted` tells the type of layer that is to be added."""

    wanted = Signal(str)

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        """`groups` are (heading, ((type, sentence), ...))."""
        super().__init__(parent)
        self.setObjectName("layer_palette")
        self.setAccessibleName(self.tr("Types of layers"))
        self.setFixedWidth(WIDTH)
        self.setStyleSheet(
            "#layer_palette QPushButton { text-align: left; min-height: 20px; padding: 0 6px; }"
            "#layer_palette QPushButton:focus { min-height: 18px; padding: 0 5px; }"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self.buttons: dict[str, Button] = {}
        for number, (heading, kinds) in enumerate(groups):
            if number:
                column.addSpacing(5)
            label = PlainLabel(heading, self)
            label.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
            label.setProperty("role", "faint")
            label.setContentsMargins(6, 0, 0, 0)
            column.addWidget(label)
            for kind, sentence in kinds:
                button = Button(f"add_{kind}", "flat", "", self)
                button.setFont(theme.font(theme.SECONDARY, theme.MEDIUM))
                button.setText(kind)
                tell(button, self.tr("Add {0}").format(kind), sentence)
                button.clicked.connect(lambda _=False, which=kind: self.wanted.emit(which))
                column.addWidget(button)
                self.buttons[kind] = button
        column.addStretch(1)
