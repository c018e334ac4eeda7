"""The cards of a network in a column: dragged into another order, walked with the arrows.

It keeps a card for as long as its layer is there, so that typing into one is never interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder.layer_card import FIELDS, NAME, NARROWEST, REMOVE, CardText, LayerCard, columns
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import reveal
from cnnviz.widgets.painting import CENTRE, write

SPACE = 4


class CardList(QWidget):
    """The column; its signals carry layers' keys, and the text that was typed."""

    typed = Signal(int, str, str)
    flagged = Signal(int, str, bool)
    settled = Signal(int)
    remove_wanted = Signal(int)
    fix_wanted = Signal(int)
    moved = Signal(int, int)  # key, to which place
    chosen = Signal(int)
    pointed = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layer_list")
        self.setAccessibleName(self.tr("Layers"))
        self.cards: list[LayerCard] = []
        self.current = 0  # the key of the card that was touched last; 0 for none
        self.empty_text = ""
        self._dragged = 0

    def card(self, key: int) -> LayerCard | None:
        """The card of a layer, None if it isn't there."""
        return next((card for card in self.cards if card.text.key == key), None)

    def show_cards(self, texts: Sequence[CardText]) -> None:
        """Show these layers in this order."""
        kept = {card.text.key: card for card in self.cards}
        wanted = {text.key for text in texts}
        made: list[LayerCard] = []
        for text in texts:
            old = kept.pop(text.key, None)
            if old is not None and old.text.kind != text.kind:
                self._drop(old)
                old = None
            if old is None:  # a card of a layer that has gone serves for a new one of its type
                gone = next(
                    (k for k, c in kept.items() if k not in wanted and c.text.kind == text.kind), None
                )
                old = kept.pop(gone) if gone is not None else None
            card = old if old is not None else self._made(text)
            card.show_text(text)
            made.append(card)
        for left in kept.values():
            self._drop(left)
        self.cards = made
        before: QWidget | None = None
        for card in made:
            for widget in (card, card.name, *card.fields.values()):
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        if self.card(self.current) is None:
            self.current = 0
        self._arrange()

    def choose(self, key: int, focus: bool = False) -> None:
        """Outline a card, bring it into sight, and give it the keyboard if asked to."""
        self.current = key
        for each in self.cards:
            each.make_current(each.text.key == key)
        card = self.card(key)
        if card is None:
            return
        if focus:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self, QRectF(card.geometry()), 8)

    def _made(self, text: CardText) -> LayerCard:
        card = LayerCard(text, self)
        for name in ("typed", "flagged", "settled", "remove_wanted", "fix_wanted", "pointed"):
            getattr(card, name).connect(getattr(self, name))
        card.chosen.connect(self._chosen)
        card.walked.connect(self._walk)
        card.dragged.connect(self._drag)
        card.dropped.connect(self._drop_here)
        card.show()
        return card

    def _drop(self, card: LayerCard) -> None:
        card.blockSignals(True)
        card.hide()
        card.setParent(None)
        card.deleteLater()

    def _arrange(self) -> None:
        y = 0
        for card in self.cards:
            if card.text.key != self._dragged:
                card.setGeometry(0, y, self.width(), card.wanted)
            y += card.wanted + SPACE
        self.setMinimumHeight(max(y, 60))
        self.update()

    @Slot(int)
    def _chosen(self, key: int) -> None:
        self.choose(key)
        self.chosen.emit(key)

    @Slot(int, int, bool)
    def _walk(self, key: int, by: int, moving: bool) -> None:
        keys = [card.text.key for card in self.cards]
        to = max(0, min(keys.index(key) + by, len(keys) - 1))
        if not moving:
            self.choose(keys[to], focus=True)
            self.chosen.emit(keys[to])
        elif keys[to] != key:
            self.moved.emit(key, to)

    @Slot(int, QPointF)
    def _drag(self, key: int, by: QPointF) -> None:
        card = self.card(key)
        if card is None:
            return
        self._dragged = key
        y = card.y() + round(by.y())
        card.move(0, max(-card.height() // 2, min(y, self.height() - card.height() // 2)))
        others = [other for other in self.cards if other is not card]
        middle = card.y() + card.height() / 2
        top, place = 0, len(others)
        for i, other in enumerate(others):
            if middle < top + (other.wanted + SPACE) / 2 + (card.wanted / 2):
                place = i
                break
            top += other.wanted + SPACE
        self.cards = [*others[:place], card, *others[place:]]
        self._arrange()
        reveal(self, QRectF(card.geometry()), 8)

    @Slot(int)
    def _drop_here(self, key: int) -> None:
        self._dragged = 0
        place = next(i for i, card in enumerate(self.cards) if card.text.key == key)
        self._arrange()
        self.moved.emit(key, place)

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.cards:
            painter = QPainter(self)
            write(painter, self.rect(), self.empty_text, theme.font(theme.BODY), "dim", CENTRE)
            painter.end()


HIGH = 28  # of the heads: two lines
WRAP = Qt.TextFlag.TextWordWrap


class Heads(QWidget):
    """The words over the cards' columns."""

    def __init__(self, cards: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self.setFixedHeight(HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font, low = theme.font(theme.FLOOR, theme.MEDIUM), Qt.AlignmentFlag.AlignBottom
        right, high = Qt.AlignmentFlag.AlignRight | low, HIGH - 2
        write(painter, QRectF(NAME + 5, 0, 90, high), self.tr("layer"), font, "faint", low)
        write(painter, QRectF(FIELDS + 1, 0, 200, high), self.tr("arguments"), font, "faint", low)
        x = float(self._cards.width() - REMOVE - 6)
        words = (self.tr("output"), self.tr("parameters"), self.tr("multiply-adds"))
        for wide, word in reversed(list(zip(columns(self._cards.width()), words, strict=False))):
            flags = right | WRAP if {" ", "-"} & set(word) else right
            write(painter, QRectF(x - wide, 0, wide, high), word, font, "faint", flags)
            x -= wide
        painter.end()
