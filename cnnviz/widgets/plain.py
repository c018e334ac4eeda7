"""Words on the screen are plain text: a name is never read as markup, or as a key to press.

Qt guesses: a label or a tooltip whose text looks like HTML is laid out as HTML, with the pictures of files
that it names, and a button's "&" underlines a letter. Names come from files, so nothing is guessed: every
label is a PlainLabel, tooltips go through `set_tip` or `show_tip`, names on buttons through `caption`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QFont, QHelpEvent, QPaintEvent
from PySide6.QtGui import Qt as QtText  # the same namespace, with the functions for text
from PySide6.QtWidgets import QLabel, QSizePolicy, QStylePainter, QToolTip, QWidget

from cnnviz.system.terms import english_terms
from cnnviz.widgets import glossary, theme
from cnnviz.widgets.fitted import draw_fitted, fits

LONGEST_TIP = 1000  # letters; what is longer is cut
LONGEST_CAPTION = 80
NO_BREAK = "\u00a0"  # a space
SHORT = 3  # letters of a class's name that is shown as large as a digit


class PlainLabel(QLabel):
    """A label that shows its text letter for letter; the text may be left out, the parent then stands first.

    `size`, `weight` and `mono` choose its font, `role` its colour in the style sheet. An `elastic` one takes
    the width that there is, and asks for none.
    """

    def __init__(
        self,
        text: str | QWidget | None = None,
        parent: QWidget | None = None,
        size: float = 0,
        role: str = "",
        weight: QFont.Weight = theme.REGULAR,
        mono: bool = False,
        wrap: bool = False,
        name: str = "",
        elastic: bool = False,
    ) -> None:
        super().__init__(text if isinstance(text, QWidget) else parent)
        self.cut = Qt.TextElideMode.ElideRight  # where it is too long
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if isinstance(text, str):
            self.setText(text)
        if size:
            self.setFont(theme.font(size, weight, mono))
        if role:
            self.setProperty("role", role)
        if name:
            self.setObjectName(name)
        if elastic:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show a text; a line never breaks between a number and its %."""
        super().setText(text.replace(" %", f"{NO_BREAK}%"))

    def text(self) -> str:
        return super().text().replace(f"{NO_BREAK}%", " %")

    def _long(self) -> bool:
        """Whether it is one line that is longer than its place."""
        return not (self.wordWrap() or "\n" in self.text()) and (
            self.fontMetrics().horizontalAdvance(self.text()) > self._line().width()
        )

    def _cut(self) -> bool:
        """Whether a part of its line isn't shown, however small."""
        return self._long() and not fits(self.font(), self._line(), self.text())

    def _line(self) -> QRect:
        return self.contentsRect().adjusted(self.margin(), 0, -self.margin(), 0)

    def event(self, event: QEvent) -> bool:
        """Without a tooltip of its own it tells a line that is cut, and explains its words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            said = (self.text() if self._cut() else "", glossary.explained([self.text()]))
            if any(said):
                show_tip(event.globalPos(), "\n".join(filter(None, said)), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line that is too long is smaller; one still cut ends in dots, and is whole when pointed at."""
        if not self._long():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_fitted(painter, self._line(), self.alignment(), self.text(), self.cut)
        painter.end()


def show_class(label: PlainLabel, name: str, size: float) -> None:
    """Show what is read: a digit at `size`, a longer name at that of a readout, so that it has room; one
    that is longer still loses its middle.
    """
    label.cut = Qt.TextElideMode.ElideMiddle
    label.setFont(theme.font(size if len(name) <= SHORT else theme.READOUT, theme.BOLD))
    label.setText(name)


def tip_text(text: str) -> str:
    """What a tooltip is given so that it shows `text` letter for letter; in another language the English of
    its terms stands beneath.
    """
    text = "\n".join(filter(None, (shortened(text, LONGEST_TIP), english_terms(text))))
    if not QtText.mightBeRichText(text):
        return text
    return QtText.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)


def set_tip(widget: QWidget | QAction, text: str) -> None:
    """Give a widget or an action its tooltip."""
    tip = tip_text(text)
    if widget.toolTip() != tip:
        widget.setToolTip(tip)


def sentence_of(widget: QWidget) -> str:
    """What a widget's tooltip says, without the English of its terms."""
    return widget.toolTip().partition("\n")[0]


def show_tip(position: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip at a place on the screen."""
    QToolTip.showText(position, tip_text(text), widget)


def hide_tip(text: str) -> None:
    """Take the tooltip away that says this, if it is still there."""
    if QToolTip.text() == tip_text(text):
        QToolTip.hideText()


def caption(text: str) -> str:
    """A name as a button or a menu shows it letter for letter, on one line."""
    return shortened(" ".join(text.split()), LONGEST_CAPTION).replace("&", "&&")


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters; dots stand for the rest."""
    return text if len(text) <= most else text[: most - 1] + "…"
