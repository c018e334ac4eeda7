"""How far some work is, with a way to call it off; afterwards what is missing, with a way to go on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel

BAR = 72  # pixels


class Working(QWidget):
    """Nothing at all while there is nothing to say; its owner connects `cancel` and `again`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._fraction: float | None = None
        self.words = PlainLabel(self, size=theme.SECONDARY, role="dim")
        tip = translate("Evaluate", "Stop here. What is found stays.")
        self.cancel = Button(f"{name}_cancel", "raised", "", self, translate("Evaluate", "Cancel"), tip)
        tip = translate("Evaluate", "Begin this work anew.")
        self.again = Button(f"{name}_again", "raised", "", self, translate("Evaluate", "Go on"), tip)
        fill(hbox(self, 8), BAR + 4, self.words, self.cancel, self.again)
        self.stop("")

    def begin(self, words: str) -> None:
        """Work has begun."""
        self._words, self._fraction = words, 0.0
        self.cancel.show()
        self.again.hide()
        self.show()
        self.go(0.0)

    def go(self, fraction: float) -> None:
        """So much of the work is done."""
        if self._fraction is not None:
            self._fraction = min(1.0, max(0.0, fraction))
            self.words.setText(f"{self._words} {round(100 * self._fraction)} %")
            self.update()

    def stop(self, words: str, offer: bool = False) -> None:
        """The work is over; `words` say what is missing, and `again` is offered."""
        self._words, self._fraction = words, None
        self.words.setText(words)
        self.cancel.hide()
        self.again.setVisible(offer)
        self.setVisible(bool(words))

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fraction is None:
            return
        painter = smooth(self)
        y = self.height() / 2 - 2
        frame(painter, QRectF(0, y, BAR, 4), 2, fill="line")
        frame(painter, QRectF(0, y, BAR * self._fraction, 4), 2, fill="accent")
        painter.end()
