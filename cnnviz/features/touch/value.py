"""The value of the picked weight: a field to type it into, buttons for a step, and what was wrong with it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, restyle, tell
from cnnviz.widgets.form import NumberField
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel


class ValueField(KeyOwner, QWidget):
    """`typed` tells a number that was entered, `stepped` by how many steps it is to change, `left` Esc."""

    typed = Signal(float)
    stepped = Signal(float, bool)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = NumberField("touch_value", parent=self)
        tip = self.tr("Type a number and press Enter; the network answers with it at once.")
        tell(self.field, self.tr("Value of the picked weight"), tip)
        less = self._button("weight_less", "−", self.tr("Less by a step (-)"))
        more = self._button("weight_more", "+", self.tr("More by a step (+)"))
        zero = self._button("weight_zero", "0", self.tr("Make it zero"))
        row = fill(hbox(spacing=4), (less, 1), (more, 1), (zero, 1))
        self._by = PlainLabel(self, size=theme.FLOOR, role="dim", weight=theme.MEDIUM, name="weight_step")
        self.error = PlainLabel(self, size=theme.FLOOR, role="wrong", wrap=True, name="touch_error")
        self.error.hide()
        fill(vbox(self, 6), self.field, row, self._by, self.error)
        self.field.returnPressed.connect(self._typed)
        less.clicked.connect(lambda: self.stepped.emit(-1.0, True))
        more.clicked.connect(lambda: self.stepped.emit(1.0, True))
        zero.clicked.connect(lambda: self.typed.emit(0.0))

    def show_value(self, value: float | None, step: float) -> None:
        """Show a number, unless another one is being typed."""
        if not self.field.hasFocus() or not self.field.isModified():
            # as short as it is exact among 32-bit numbers: 0.15, not 0.15000000596
            self.field.show_value(None if value is None else float(str(np.float32(value))))
        self._by.setText(self.tr("+ and − by {0}").format(f"{step:g}"))

    def forget(self) -> None:
        """Let go what was typed, and what was wrong with it."""
        self.field.setModified(False)
        self.say("")

    def edit(self) -> None:
        """Give the keyboard to the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def say(self, text: str) -> None:
        """Say beneath the field what is wrong; "" takes it away."""
        if text == self.error.text():
            return
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        restyle(self.field, "wrong", bool(text))

    def _button(self, name: str, text: str, tip: str) -> Button:
        button = Button(name, "raised", "", self, text)
        button.setMinimumWidth(30)
        tell(button, tip.partition(" (")[0], tip)
        return button

    @Slot()
    def _typed(self) -> None:
        try:
            value = self.field.value()
        except ValueError as error:
            self.say(worded(str(error)))
            return
        if value is None:
            self.say(self.tr("Type a number, such as 0.25"))
            return
        self.forget()
        self.typed.emit(float(value))

    own_keys = (Qt.Key.Key_Escape,)

    def owns(self, event: QKeyEvent) -> bool:
        return self.field.isModified() and super().owns(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the field puts its number back, before it closes anything."""
        if self.owns(event):
            self.forget()
            self.left.emit()
        else:
            super().keyPressEvent(event)
