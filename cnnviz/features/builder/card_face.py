"""What a layer's card looks like: its texts, its figures, its trouble, and where they stand on it.

The fields that lie on it, and what mouse and keys do, are the business of the card that is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder.fields import Flag, SmallField
from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import Button

TALL, SHORT, TROUBLE = 46, 32, 26  # pixels: with fields, without, and what a trouble adds
NAME, FIELDS = 18, 116  # left edges of the name and of the fields
REMOVE = 26
COLUMNS = (92, 74, 90)  # output, parameters, multiply-adds, from right to left of the remove button
WIDTHS = {"padding": 56, "eps": 58, "shape": 84, "negative_slope": 56}
USUAL = 44
GAP = 5
ARGUMENTS = 288  # the widest row of fields
NARROWEST, ROOMY = 534, 684  # the width with one column of figures, and with all three


def columns(width: int) -> tuple[int, ...]:
    """The widths of the columns of figures that a card of this width has room for: the last give way."""
    room = width - FIELDS - ARGUMENTS - REMOVE
    shown = len(COLUMNS)
    while shown > 1 and sum(COLUMNS[:shown]) > room:
        shown -= 1
    return COLUMNS[:shown]


@dataclass(frozen=True)
class FieldText:
    """One argument: its caption, the text that was typed, and what it is without ("" if there is nothing)."""

    argument: str
    caption: str
    text: str
    follows: str = ""
    tip: str = ""
    on: bool | None = None  # of a box; None for a field


@dataclass(frozen=True)
class CardText:
    """Everything that a card says. `figures` are output shape, parameters, multiply-adds."""

    key: int
    name: str
    kind: str
    fields: tuple[FieldText, ...] = ()
    figures: tuple[str, str, str] = ("", "", "")
    error: str = ""
    wrong: str = ""  # the argument that the error is about
    fix: str = ""
    note: str = ""
    grey: bool = False
    tip: str = field(default="", compare=False)


class CardFace(QWidget):
    """The painted card; `text` is all that it says."""

    text: CardText
    current = False  # whether edits go to it
    fix: Button | None = None
    _dragging = _on_remove = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, SmallField | Flag] = {}

    # places

    def _body(self) -> int:
        return TALL if self.text.fields else SHORT

    def _remove(self) -> QRectF:
        return QRectF(self.width() - REMOVE, (self._body() - 20) / 2, 20, 20)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        inside = self.hasFocus() or self.current
        edge = "wrong" if self.text.error else "accent" if inside else "edge"
        painter.setPen(QPen(theme.colour(edge), 1.5 if self.current or self.text.error else 1))
        painter.setBrush(theme.colour("panel" if self.current or self._dragging else "block"))
        painter.drawRoundedRect(box, 6, 6)
        body = self._body()
        self._paint_grip(painter, body)
        self._paint_words(painter, body)
        self._paint_figures(painter, body)
        icons.paint(
            painter,
            "close",
            self._remove().adjusted(4, 4, -4, -4),
            theme.colour("text" if self._on_remove else "faint"),
        )
        if self.text.error or self.text.note:
            self._paint_trouble(painter, body)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
        painter.end()

    def _paint_grip(self, painter: QPainter, body: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faint", 0.7))
        for row in range(3):
            for column in range(2):
                painter.drawEllipse(QPointF(7 + 5 * column, body / 2 - 5 + 5 * row), 1.2, 1.2)

    def _paint_words(self, painter: QPainter, body: int) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("faint"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self.text.fields:
            painter.drawText(QRectF(NAME + 5, 25, FIELDS - NAME - 8, 16), left, self.text.kind)
        else:
            painter.drawText(QRectF(FIELDS, 0, 120, body), left, self.text.kind)
        painter.setPen(theme.colour("faint" if self.text.grey else "dim"))
        for each in self.text.fields:
            place = self.fields[each.argument].geometry()
            x = place.x() - (6 if each.on is not None else 0)
            painter.drawText(QRectF(x + 1, 4, 90, 14), left, each.caption)

    def _paint_figures(self, painter: QPainter, body: int) -> None:
        painter.setFont(theme.font(theme.SECONDARY, mono=True))
        right = self.width() - REMOVE - 6
        roles = ("text", "dim", "dim")
        for wide, text, role in reversed(
            list(zip(columns(self.width()), self.text.figures, roles, strict=False))
        ):
            painter.setPen(theme.colour("faint" if self.text.grey else role))
            box = QRectF(right - wide, 0, wide, body)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            right -= wide

    def _paint_trouble(self, painter: QPainter, body: int) -> None:
        role = "wrong" if self.text.error else "dim"
        mark = "warning" if self.text.error else "info"
        icons.paint(painter, mark, QRectF(NAME + 2, body + 3, 13, 13), theme.colour(role))
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour(role))
        taken = self.fix.width() + 12 if self.fix is not None and self.text.fix else 0
        box = QRectF(NAME + 22, body - 2, self.width() - NAME - 30 - taken, 24)
        words = painter.fontMetrics().elidedText(
            self.text.error or self.text.note, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
