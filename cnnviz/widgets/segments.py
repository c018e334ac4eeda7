"""A switch of a few words of which one is chosen, in one frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox
from cnnviz.widgets.fitted import SMALLER
from cnnviz.widgets.keys import PRESS, STEPS, KeyOwner, handled, is_plain
from cnnviz.widgets.layouts import hbox
from cnnviz.widgets.painting import CENTRE, frame, ring, smooth, write
from cnnviz.widgets.plain import set_tip

HEIGHT = 24
PAD, TIGHT = 10, 3  # pixels beside a word, and where there is little room, which makes it smaller as well


class Segment(KeyOwner, QAbstractButton):
    """One word of the switch."""

    own_keys = PRESS

    def __init__(self, name: str, text: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        set_tip(self, tip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = event.key() in STEPS and is_plain(event)  # to the next word
        if arrow or not handled(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(round(self._wide()) + 2 * PAD, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(SMALLER[-1] * self._wide()) + 2 * TIGHT, HEIGHT)

    def _wide(self) -> float:
        return QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD)).horizontalAdvance(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        chosen = self.isChecked()
        frame(painter, box, 6, "accent" if chosen else "", "panel" if chosen else "raised", 1.5)
        if self.hasFocus():
            ring(painter, box.adjusted(3, 3, -3, -3), 3)
        font = theme.font(theme.SECONDARY, theme.SEMIBOLD if chosen else theme.MEDIUM)
        inside = self.rect().adjusted(TIGHT, 0, -TIGHT, 0)
        write(painter, inside, self.text(), font, "text" if chosen else "dim", CENTRE)
        painter.end()


class Segments(QWidget):
    """The switch; `chosen` tells the number of the word when the user changes it."""

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        words: tuple[tuple[str, str, str], ...],
        parent: QWidget | None = None,
        text: str = "",
        picked: Callable[..., object] | None = None,
    ) -> None:
        """`words` are (object name, text, tooltip); `text` names the choice, `picked` is told another one."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFixedHeight(HEIGHT)
        row = hbox(self, 0)
        self.group = QButtonGroup(self)
        for number, word in enumerate(words):
            segment = Segment(*word, self)
            self.group.addButton(segment, number)
            row.addWidget(segment)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self.chosen)
        if picked is not None:
            self.chosen.connect(picked)

    def choose(self, number: int) -> None:
        """Show another word as chosen, without telling anybody."""
        self.group.button(number).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, self.rect(), 6, fill="raised")
        painter.end()


def choice(
    name: str,
    words: Sequence[str],
    most: int,
    parent: QWidget,
    text: str,
    picked: Callable[..., object],
) -> Segments | ComboBox:
    """A choice of words: side by side if they are no more than `most`, else in a list."""
    if len(words) <= most:
        rows = tuple((f"{name}_{number}", word, word) for number, word in enumerate(words))
        return Segments(name, rows, parent, text, picked)
    return ComboBox(name, parent, [(word, word) for word in words], text, picked=picked)
