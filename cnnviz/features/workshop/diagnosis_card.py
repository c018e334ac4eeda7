"""The verdict on one quantity: right, wrong by a named mistake, wrong and where, or why it can't be said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel

ICONS = {"right": "check", "wrong": "warning", "": "info"}


@dataclass(frozen=True)
class DiagnosisText:
    """What the card says: state ("right", "wrong", ""), a line before, the lines that count, a line after."""

    state: str = ""
    before: str = ""
    lines: tuple[str, ...] = ()
    after: str = ""


class DiagnosisCard(QWidget):
    """Outlined in the colour of its state."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.text = DiagnosisText()
        self.faded = False
        self._before = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        self._lines = PlainLabel(self, size=theme.READOUT, weight=theme.SEMIBOLD, wrap=True)
        self._after = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        for label in (self._before, self._lines, self._after):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fill(vbox(self, 3, (44, 10, 14, 10)), self._before, self._lines, self._after)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def say(self, text: DiagnosisText, faded: bool = False) -> None:
        """Say something else; `faded` while a newer check is under way."""
        self.text, self.faded = text, faded
        long = sum(map(len, text.lines)) > 160
        self._lines.setFont(theme.font(theme.BODY if long else theme.READOUT, theme.SEMIBOLD))
        lines = "\n".join(text.lines)
        for label, words in ((self._before, text.before), (self._lines, lines), (self._after, text.after)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(" ".join(part for part in (text.before, lines, text.after) if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        painter.setOpacity(0.5 if self.faded else 1.0)
        state = self.text.state
        frame(painter, self.rect().adjusted(1, 1, -1, -1), 8, state or "edge", "panel", width=1.5)
        icons.paint(painter, ICONS[state], QRectF(15, 12, 17, 17), theme.colour(state or "dim"))
        painter.end()
