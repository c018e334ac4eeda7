"""A line of text in several colours that may change twenty times a second.

A QLabel asks the whole layout for a new size with every new text; this one keeps its width and only repaints.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.plain import show_tip

SEPARATORS, DOTS = ("›",), "…"
HEIGHT = 24
LEAST = 24.0  # pixels of a name that is cut


class Span(NamedTuple):
    """A piece of the line: its text, its theme colour, and whether it is bold.

    A `name` in the text loses its middle where the line is too long.
    """

    text: str
    role: str = "dim"
    bold: bool = False
    name: str = ""


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
        self._shown = ""
        self._side, self._size = side, theme.SECONDARY
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

    def magnify(self, by: float) -> None:
        """Write larger or smaller."""
        size = round(theme.SECONDARY * by)
        if size != self._size:
            self._size, self._fonts = size, None
            self.updateGeometry()
            self.update()

    def make_room(self, text: str) -> None:
        """Take the width of a text if there is room, that of `widest` at least."""
        if text != self._wanted:
            self._wanted = text
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(self._width(self._wanted), self._width(self._widest)), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._widest) if self._widest else 40, self._height)

    @property
    def _height(self) -> int:
        return round(HEIGHT * self._size / theme.SECONDARY)

    def _width(self, text: str) -> int:
        metrics = QFontMetricsF(theme.font(self._size, theme.SEMIBOLD))
        return round(metrics.horizontalAdvance(text)) + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        if self._fonts is None:
            plain, heavy = (theme.font(self._size, w) for w in (theme.MEDIUM, theme.SEMIBOLD))
            self._fonts = (plain, heavy), (QFontMetricsF(plain), QFontMetricsF(heavy))
        fonts, metrics = self._fonts  # the plain one, then the bold one
        spans = _shortened(self._spans, metrics, self.width())
        widths = [metrics[span.bold].horizontalAdvance(span.text) for span in spans]
        while len(spans) > 1 and (sum(widths) > self.width() or spans[0].text.strip() in (*SEPARATORS, DOTS)):
            # The end of a path says more than its beginning, and begins with a word: that of three stays.
            if len(spans) == 5 and spans[1].text.strip() in SEPARATORS and spans[2].text != DOTS:
                spans[2] = spans[2]._replace(text=DOTS)
                widths[2] = metrics[spans[2].bold].horizontalAdvance(DOTS)
                continue
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
        self._shown = "".join(span.text for span in spans)

    def event(self, event: QEvent) -> bool:
        """Without a tooltip of its own it tells a line that is cut."""
        asked = event.type() == QEvent.Type.ToolTip and not self.toolTip()
        if asked and isinstance(event, QHelpEvent) and self._shown != self.text:
            show_tip(event.globalPos(), self.text, self)
            return True
        return super().event(event)


def _shortened(
    spans: tuple[Span, ...], metrics: tuple[QFontMetricsF, QFontMetricsF], room: float
) -> list[Span]:
    """The spans with the longest names so short that the line fits."""
    named = [metrics[span.bold].horizontalAdvance(span.name) for span in spans if span.name]
    if not named:
        return list(spans)
    whole = sum(metrics[span.bold].horizontalAdvance(span.text) for span in spans)
    room, limit = room - (whole - sum(named)), 0.0  # that the names have, and each of them
    for left, width in zip(range(len(named), 0, -1), sorted(named), strict=True):
        limit = max(LEAST, room / left)
        if width > limit:
            break
        room, limit = room - width, width
    made = []
    for span in spans:
        name = metrics[span.bold].elidedText(span.name, Qt.TextElideMode.ElideMiddle, limit)
        made.append(span._replace(text=span.text.replace(span.name, name)) if span.name else span)
    return made
