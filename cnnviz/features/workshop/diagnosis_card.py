"""The verdict on one quantity: right, wrong by a named mistake, wrong and where, or why it can't be said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import icons, theme
from cnnviz.widgets.layouts import vbox
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
        column = vbox(self, 3, (44, 10, 14, 10))
        self._before, self._lines, self._after = PlainLabel(self), PlainLabel(self), PlainLabel(self)
        for label, size, weight, role in (
            (self._before, theme.SECONDARY, theme.REGULAR, "dim"),
            (self._lines, theme.READOUT, theme.SEMIBOLD, ""),
            (self._after, theme.SECONDARY, theme.REGULAR, "dim"),
        ):
            label.setFont(theme.font(size, weight))
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.5 if self.faded else 1.0)
        state = self.text.state
        colour = theme.colour(state or "edge")
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        icons.paint(painter, ICONS[state], QRectF(15, 12, 17, 17), theme.colour(state or "dim"))
        painter.end()
