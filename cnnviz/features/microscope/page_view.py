"""A page: blocks stacked into one widget that paints them, and lets every number be pointed at or reached.

One widget a page, not one a number: a page of a thousand numbers opens in the time of one painting.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from cnnviz.features.microscope.blocks.block import PageBlock, PagePainter, Spot
from cnnviz.features.microscope.page_content import PageContent
from cnnviz.widgets import theme
from cnnviz.widgets.keys import ENTER, MOVE, PRESS, KeyOwner
from cnnviz.widgets.plain import show_tip
from cnnviz.widgets.taking import copy_text

EDGE = 12  # pixels free at the left and right
ASIDE = 22  # how far a number may stand above or below to be found by the left and right keys
COPY, SELECT_ALL = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll


class PageView(KeyOwner, QWidget):
    """Shows blocks; `chosen` tells the target of what was clicked, `pointed` the words under the mouse."""

    own_keys = MOVE + ENTER

    chosen = Signal(object)
    pointed = Signal(str)
    reached = Signal(QRectF)  # the keyboard stands here: bring it into sight
    menu_asked = Signal(object, QPoint)  # the Spot under the mouse | None, where on the screen
    turned = Signal(int)  # the mouse's back (-1) and forward (+1) buttons

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.TabFocus, mouseTracking=True)
        self.setObjectName("inspector_page")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.blocks: tuple[PageBlock, ...] = ()
        self._tops: list[float] = []
        self._content: PageContent | None = None
        self._current = -1  # the spot that the keyboard stands on, of those that it can reach
        self._under: Spot | None = None
        self._mouse: QPoint | None = None  # where on the screen it is; None outside
        self._by_key = False  # whether the keyboard moved last, not the mouse
        self._pressed: QPointF | None = None  # where the mouse went down, to open what is there or to select
        self.magnified = 1.0  # how much larger than usual all of it is painted

    def owns(self, event: QKeyEvent) -> bool:
        """The keys of every page, and those that copy and select."""
        return super().owns(event) or event.matches(COPY) or event.matches(SELECT_ALL)

    def magnify(self, by: float) -> None:
        """Paint everything larger or smaller."""
        self.magnified = by
        self._arrange()

    def show_blocks(self, blocks: Sequence[PageBlock], stay: bool = False) -> None:
        """Replace the page; with `stay` by the same page, on which the keyboard keeps its place."""
        self.blocks = tuple(blocks)
        self._current, self._under = self._current if stay else -1, None
        self._arrange()

    @property
    def content(self) -> PageContent:
        """The texts of the page as they are painted, what is selected of them, and what can be chosen."""
        if self._content is None:
            self._content = PageContent(self.blocks, self._tops, EDGE, self._room)
        return self._content

    def selected(self) -> str:
        """The text that is selected."""
        return self._content.text() if self._content is not None else ""

    def text(self) -> str:
        """The whole page as text."""
        return "\n\n".join(text for block in self.blocks if (text := block.text()))

    def opening(self) -> list[Spot]:
        """Everything that can be chosen, from top to bottom."""
        return [spot for spot in self.content.spots if spot.opens and not spot.word]

    @property
    def _room(self) -> float:
        return float(max(self.width() / self.magnified - 2 * EDGE, 100))

    def _arrange(self) -> None:
        y, self._tops, self._content = 10.0, [], None
        for block in self.blocks:
            y += block.space if self._tops else 0.0
            self._tops.append(round(y))
            y = round(y) + block.height(self._room)
        self.setFixedHeight(round((y + 16) * self.magnified))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(316, self.minimumHeight())

    # finding

    def _spot_at(self, point: QPoint | QPointF) -> Spot | None:
        return self.content.at(QPointF(point) * (1 / self.magnified))

    def _choose(self, spot: Spot) -> None:
        """Open what a spot opens."""
        if spot.word:
            under = spot.box.bottomLeft() * self.magnified
            show_tip(self.mapToGlobal(under.toPoint()), spot.hint, self)
        elif spot.act is not None:
            spot.act()
            self._arrange()
        elif spot.target is not None:
            self.chosen.emit(spot.target)

    # the keyboard

    def reachable(self) -> list[Spot]:
        """What the keyboard can stand on."""
        return [spot for spot in self.content.spots if (spot.opens or spot.hint) and not spot.aside]

    def _here(self) -> Spot | None:
        places = self.reachable() if self._current >= 0 else []
        return places[self._current] if 0 <= self._current < len(places) else None

    def step(self, key: Qt.Key) -> None:
        """Move the keyboard's mark to the next number in a direction."""
        places, here = self.reachable(), self._here()
        if not places:
            return
        if here is None or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            here = places[-1 if key == Qt.Key.Key_End else 0]
        else:
            here = nearest(here, places, key) or here
        self._current, self._by_key = places.index(here), True
        self.pointed.emit(here.hint)
        self.setAccessibleDescription(here.hint)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.reached.emit(here.box)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._spot_at(event.pos())
            if found is not None and found.hint:
                show_tip(event.globalPos(), found.hint, self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(SELECT_ALL):
            self.content.select()
            self.update()
        elif event.matches(COPY):
            if text := self.selected():
                copy_text(text)
        elif key in PRESS[1:]:
            if (here := self._here()) is not None:
                self._choose(here)
        elif key in MOVE and key not in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        if self._current < 0 and by_key:
            self.step(Qt.Key.Key_Home)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self.turned.emit(-1 if event.button() == Qt.MouseButton.BackButton else 1)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            if self._content is not None:
                self._content.selected = None
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        found = self._spot_at(event.position())
        if found is not None and not self.selected():
            self._choose(found)

    def _select_to(self, end: QPointF) -> None:
        """Select from where the mouse went down, and have the page scroll to where it is now."""
        assert self._pressed is not None
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # for the key that copies
        by = 1 / self.magnified
        self.content.select(self._pressed * by, end * by)
        if not self.visibleRegion().contains(end.toPoint()):
            self.reached.emit(QRectF(end * by, QSizeF(1, 1)))
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self._spot_at(event.pos()), event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            way = (event.position() - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance() or self.selected():
                self._select_to(event.position())
            return
        self._mouse, self._by_key = event.globalPosition().toPoint(), False
        self._point(self._spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse, self._by_key = None, False
        self._point(None)

    def said(self) -> str:
        """The words for what is pointed at by now, by key or by the mouse: the page may be another."""
        if self._by_key:
            here = self._here()
            return here.hint if here is not None else ""
        place = None if self._mouse is None else self.mapFromGlobal(self._mouse)
        seen = place is not None and self.visibleRegion().contains(place)
        self._point(self._spot_at(place) if seen and place is not None else None)
        return self._under.hint if self._under is not None else ""

    def _point(self, spot: Spot | None) -> None:
        """The mouse is over a spot, or over none."""
        if spot != self._under:
            self._under = spot
            opens = spot is not None and spot.opens
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(spot.hint if spot is not None else "")
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        point, turn = event.position() * (1 / self.magnified), event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        for top, block in zip(self._tops, self.blocks, strict=True):
            inside = top <= point.y() < top + block.height(self._room)
            if inside and sideways and block.wheel(sideways / 120, 0):
                self._arrange()
                event.accept()
                return
        event.ignore()

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = PagePainter(self)
        painter.scale(self.magnified, self.magnified)
        shown = painter.transform().inverted()[0].mapRect(event.rect().toRectF())
        for top, block in zip(self._tops, self.blocks, strict=True):
            if top <= shown.bottom() and top + block.height(self._room) >= shown.top():
                painter.save()
                painter.translate(EDGE, top)
                block.paint(painter, self._room)
                painter.restore()
        for box in self._content.boxes() if self._content is not None else ():
            painter.fillRect(box, theme.colour("accent", 0.35))
        if self._under is not None and self._under.opens:
            painter.outline(self._under.box.adjusted(-0.5, -0.5, 0.5, 0.5), "faint", 1.0)
        if self.hasFocus() and (here := self._here()) is not None:
            painter.outline(here.box.adjusted(-1, -1, 1, 1), "accent", 2.0)
        painter.end()


def nearest(here: Spot, places: list[Spot], key: Qt.Key) -> Spot | None:
    """The next place in a direction: straight on before slanted, near before far.

    At the end of a row Right goes on with the next place in reading order, Left with the one before: a word
    between two others may be straight above or below nothing.
    """
    sideways, way = key in (Qt.Key.Key_Left, Qt.Key.Key_Right), 1
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        way = -1
    best, cost = None, float("inf")
    for place in places:
        off = place.box.center() - here.box.center()
        along, across = (way * off.x(), abs(off.y())) if sideways else (way * off.y(), abs(off.x()) / 4)
        if along > 1 and not (sideways and across > ASIDE) and along + 2 * across < cost:
            best, cost = place, along + 2 * across
    if best is None and sideways:
        at = places.index(here) + way
        best = places[at] if 0 <= at < len(places) else None
    return best
