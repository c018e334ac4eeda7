"""A line of text in several colours that may change twenty times a second.

A QLabel asks the whole layout for a new size with every new text; this one keeps its width and only repaints.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme

SEPARATORS = ("›",)


class Span(NamedTuple):
    """A piece of the line: its text, its theme colour, and whether it is bold."""

    text: str
    role: str = "dim"
    bold: bool = False


class LiveText(QWidget):
    """Spans one after the other; the width is that of the text `widest`, "" to take what is left.

    `make_room` asks for that of a wider one, where there is room for it.
    """

    def __init__(
        self,
        name: str,
        widest: str = "",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._spans: tuple[Span, ...] = ()
        self._side = side
        self._widest = self._wanted = widest
        self._fonts: tuple[tuple[QFont, QFont], tuple[QFontMetricsF, QFontMetricsF]] | None = None
        # It fills itself: what lies behind it needn't be painted with every new text.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        policy = QSizePolicy.Policy.Maximum if widest else QSizePolicy.Policy.Ignored
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(span.text for span in self._spans)

    def set_spans(self, *spans: Span) -> None:
        """Show these, if they aren't what is shown already."""
        if spans != self._spans:
            self._spans = spans
            self.setAccessibleName(self.text)
            self.update()

    def make_room(self, text: str) -> None:
        """Take the width of a text if there is room, that of `widest` at least."""
        if text != self._wanted:
            self._wanted = text
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(_width(self._wanted), _width(self._widest)), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(_width(self._widest) if self._widest else 40, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        if self._fonts is None:
            plain, heavy = (theme.font(theme.SECONDARY, w) for w in (theme.MEDIUM, theme.SEMIBOLD))
            self._fonts = (plain, heavy), (QFontMetricsF(plain), QFontMetricsF(heavy))
        fonts, metrics = self._fonts  # the plain one, then the bold one
        widths = [metrics[span.bold].horizontalAdvance(span.text) for span in self._spans]
        spans = list(self._spans)
        if self._widest and spans and sum(widths) > self.width():
            # A name that is longer than anybody thought: what is said of it must stay.
            room = max(0.0, self.width() - sum(widths[1:]))
            name = metrics[spans[0].bold].elidedText(spans[0].text, Qt.TextElideMode.ElideRight, room)
            spans[0] = spans[0]._replace(text=name)
            widths[0] = metrics[spans[0].bold].horizontalAdvance(name)
        while len(spans) > 1 and (sum(widths) > self.width() or spans[0].text.strip() in SEPARATORS):
            # The end of a path says more than its beginning, and begins with a word.
            del spans[0], widths[0]
        spare = max(0.0, self.width() - sum(widths))
        x = {Qt.AlignmentFlag.AlignRight: spare, Qt.AlignmentFlag.AlignHCenter: spare / 2}.get(
            self._side, 0.0
        )
        baseline = (self.height() + metrics[False].ascent() - metrics[False].descent()) / 2
        for span, width in zip(spans, widths, strict=True):
            painter.setFont(fonts[span.bold])
            painter.setPen(theme.colour(span.role))
            text = span.text
            if width > self.width():
                text = metrics[span.bold].elidedText(text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QPointF(x, baseline), text)
            x += width
        painter.end()


def _width(text: str) -> int:
    metrics = QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD))
    return round(metrics.horizontalAdvance(text)) + 4
