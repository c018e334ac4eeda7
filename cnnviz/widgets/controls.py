"""Buttons, sliders and choices that follow the theme and keep the keys that a focused control needs.

The window's single-key shortcuts (Space, arrows) would otherwise be taken from the control with the focus.
Clicking doesn't give focus to a button, Tab does: so Space trains after a click, as a learner expects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QProgressBar,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from cnnviz.widgets import icons, theme
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner, handled, is_plain
from cnnviz.widgets.painting import ring
from cnnviz.widgets.plain import set_tip


def tell(widget: QWidget, name: str, sentence: str) -> None:
    """Give a control its name, its tooltip, and what the explainer strip says of it."""
    widget.setAccessibleName(name)
    set_tip(widget, sentence)
    widget.setStatusTip(sentence if name == sentence else f"{name}\n{sentence}")


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet goes by."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Button(KeyOwner, QPushButton):
    """A push button with a drawn icon; `kind` is "primary", "raised" or "flat"."""

    own_keys = PRESS

    def __init__(
        self,
        name: str,
        kind: str = "raised",
        icon: str = "",
        parent: QWidget | None = None,
        text: str = "",
        tip: str = "",
        clicked: Callable[..., object] | SignalInstance | None = None,
        size: float = theme.BODY,
    ) -> None:
        """Make a button with its icon and text; `tip` says what `clicked` does."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setFont(theme.font(size, theme.SEMIBOLD))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.icon_name = icon
        self._tint()
        if text:
            self.say(text)
        if tip:
            tell(self, text, tip)
        if clicked is not None:
            self.clicked.connect(clicked)

    def follow(self, action: QAction, text: bool = True, words: str = "") -> Button:
        """Take text (unless it has words of its own), tip and availability from an action; trigger it."""
        self._action, self._with_text, self._words = action, text, words
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()
        return self

    def _follow(self) -> None:
        action = self._action
        name = action.property("icon_name") or ""
        if name != self.icon_name:
            self.show_icon(name)
        self.setEnabled(action.isEnabled())
        self.say(self._words or action.iconText() if self._with_text else "")
        self.setToolTip(action.toolTip())  # plain as it is
        self.setAccessibleName(action.text())
        self.setAccessibleDescription(action.statusTip())
        self.setStatusTip(f"{action.text()}\n{action.statusTip()}")

    def say(self, text: str) -> None:
        """Show a text, a little way from the icon."""
        self.setText(f" {text}" if text and self.icon_name else text)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self.icon_name = name
        self._tint()

    def show_kind(self, kind: str) -> None:
        """Become "primary", "raised" or "flat"."""
        if kind != self.property("kind"):
            restyle(self, "kind", kind)
            self._tint()

    def _tint(self) -> None:
        if self.icon_name:
            primary = self.property("kind") == "primary"
            self.setIcon(icons.icon(self.icon_name, "on_accent" if primary else "text"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handled(self, event):
            super().keyPressEvent(event)


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
        if not handled(self, event):
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
        if self.hasFocus():
            painter = QPainter(self)
            ring(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4)
            painter.end()


class Slider(KeyOwner, QSlider):
    """A horizontal slider that keeps the arrow keys while it has the focus, and leaves the wheel alone."""

    own_keys = MOVE

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event):
            super().keyPressEvent(event)
        else:
            event.ignore()  # Alt and an arrow is somebody else's

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change a setting


class ProgressBar(QProgressBar):
    """How much of a work is done, as a line of so many pixels."""

    def __init__(self, name: str, parent: QWidget, high: int = 4) -> None:
        super().__init__(parent, textVisible=False)
        self.setObjectName(name)
        self.setRange(0, 1000)
        self.setFixedHeight(high)

    def show_part(self, part: float) -> None:
        """Show a part of one."""
        self.setValue(round(1000 * min(1.0, max(0.0, part))))


class ComboBox(KeyOwner, QComboBox):
    """A combo box with a drawn arrow that keeps Space and the arrows, and leaves the wheel alone."""

    own_keys = PRESS + MOVE

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        items: Iterable[tuple[str, Any]] = (),
        text: str = "",
        tip: str = "",
        picked: Callable[..., object] | SignalInstance | None = None,
        size: float = theme.BODY,
    ) -> None:
        """Offer items, what each is called and its data; `text` names the choice, `picked` is told one."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(theme.font(size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for words, data in items:
            self.addItem(words, data)
        self.setAccessibleName(text)
        if text and tip:
            tell(self, text, tip)
        else:
            set_tip(self, tip)
        if picked is not None:
            self.activated.connect(picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.owns(event) or not event.text().isprintable():
            super().keyPressEvent(event)
        else:
            event.ignore()  # a letter is a key of the page, not the beginning of an item

    def choose(self, number: int) -> None:
        """Show another item as chosen, without telling that it was picked."""
        self.setCurrentIndex(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change a setting

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Have a choice that is longer than its place lose its middle."""
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        middle = Qt.TextElideMode.ElideMiddle
        option.currentText = self.fontMetrics().elidedText(option.currentText, middle, room.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = self.rect().toRectF()
        box.setLeft(box.right() - 22)
        box.setSize(QSize(12, 12).toSizeF())
        box.moveTop((self.height() - 12) / 2)
        icons.paint(painter, "down", box, theme.colour("dim" if self.isEnabled() else "faint"))
        painter.end()
