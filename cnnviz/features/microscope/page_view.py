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
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from cnnviz.features.microscope.blocks.block import PageBlock, Spot, outline
from cnnviz.features.microscope.selecting import PageText
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
        self._total = 0.0
        self._written: PageText | None = None
        self._current: tuple[int, int] | None = None  # block and spot that the keyboard stands on
        self._under: Spot | None = None
        self._pressed: QPointF | None = None  # where the mouse went down, to open what is there or to select
        self.magnified = 1.0  # how much larger than usual all of it is painted

    def owns(self, event: QKeyEvent) -> bool:
        """The keys of every page, and those that copy and select."""
        return super().owns(event) or event.matches(COPY) or event.matches(SELECT_ALL)

    def magnify(self, by: float) -> None:
        """Paint everything larger or smaller."""
        self.magnified = by
        self._arrange()
        self.update()

    def show_blocks(self, blocks: Sequence[PageBlock], stay: bool = False) -> None:
        """Replace the page; with `stay` by the same page, on which the keyboard keeps its place."""
        self.blocks = tuple(blocks)
        self._current, self._under = self._current if stay else None, None
        self._arrange()
        self.update()

    def text(self) -> str:
        """The whole page as text."""
        return "\n\n".join(text for block in self.blocks if (text := block.text()))

    @property
    def written(self) -> PageText:
        """The texts of the page as they are painted, and what is selected of them."""
        if self._written is None:
            self._written = PageText(self.blocks, self._tops, EDGE, self._room)
        return self._written

    def selected(self) -> str:
        """The text that is selected."""
        return self._written.text() if self._written is not None else ""

    def opening(self) -> list[tuple[QRectF, Spot]]:
        """Everything that can be chosen, with its place on the page, from top to bottom."""
        return [
            (spot.box.translated(EDGE, self._tops[i]), spot)
            for i, block in enumerate(self.blocks)
            for spot in block.spots(self._room)
            if spot.opens and not spot.word
        ]

    @property
    def _room(self) -> float:
        return float(max(self.width() / self.magnified - 2 * EDGE, 100))

    def _arrange(self) -> None:
        y, self._tops, self._written = 10.0, [], None
        for block in self.blocks:
            y += block.space if self._tops else 0.0
            self._tops.append(round(y))
            y = round(y) + block.height(self._room)
        self._total = y + 16
        self.setFixedHeight(round(self._total * self.magnified))

    def sizeHint(self) -> QSize:
        return QSize(316, round(self._total * self.magnified))

    # finding

    def _spot_at(self, point: QPointF) -> tuple[Spot, QPointF] | None:
        for i, block in enumerate(self.blocks):
            origin = QPointF(EDGE, self._tops[i])
            here = point - origin
            if not -2 <= here.y() <= block.height(self._room) + 2:
                continue
            for spot in block.spots(self._room):
                if spot.box.contains(here):
                    return spot, origin
            found = block.at(here, self._room)
            if found is not None:
                return found, origin
        return None

    def _choose(self, spot: Spot, box: QRectF) -> None:
        """Open what a spot opens; `box` is its place on the page."""
        if spot.word:
            under = box.bottomLeft() * self.magnified
            show_tip(self.mapToGlobal(under.toPoint()), spot.hint, self)
        elif spot.act is not None:
            spot.act()
            self._arrange()
            self.update()
        elif spot.target is not None:
            self.chosen.emit(spot.target)

    # the keyboard

    def _all(self) -> list[tuple[int, int, QRectF, Spot]]:
        return [
            (i, j, spot.box.translated(EDGE, self._tops[i]), spot)
            for i, block in enumerate(self.blocks)
            for j, spot in enumerate(block.spots(self._room))
            if spot.opens or spot.hint
        ]

    def step(self, key: Qt.Key) -> None:
        """Move the keyboard's mark to the next number in a direction."""
        places = self._all()
        if not places:
            return
        here = next((p for p in places if (p[0], p[1]) == self._current), None)
        if here is None or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            found = places[-1 if key == Qt.Key.Key_End else 0]
        else:
            found = _nearest(here, places, key) or here
        self._current = found[0], found[1]
        self.pointed.emit(found[3].hint)
        self.setAccessibleDescription(found[3].hint)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.reached.emit(found[2])
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._spot_at(QPointF(event.pos()) * (1 / self.magnified))
            if found is not None and found[0].hint:
                show_tip(event.globalPos(), found[0].hint, self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(SELECT_ALL):
            self.written.select()
            self.update()
        elif event.matches(COPY):
            if text := self.selected():
                copy_text(text)
        elif key in PRESS[1:]:
            here = next((p for p in self._all() if (p[0], p[1]) == self._current), None)
            if here is not None:
                self._choose(here[3], here[2])
        elif key in MOVE and key not in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        ):
            self.step(Qt.Key.Key_Home)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self.turned.emit(-1 if event.button() == Qt.MouseButton.BackButton else 1)
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            if self._written is not None:
                self._written.selected = None
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        found = self._spot_at(event.position() * (1 / self.magnified))
        if found is not None and not self.selected():
            self._choose(found[0], found[0].box.translated(found[1]))

    def _select_to(self, end: QPointF) -> None:
        """Select from where the mouse went down, and have the page scroll to where it is now."""
        assert self._pressed is not None
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # for the key that copies
        by = 1 / self.magnified
        self.written.select(self._pressed * by, end * by)
        if not self.visibleRegion().contains(end.toPoint()):
            self.reached.emit(QRectF(end * by, QSizeF(1, 1)))
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        found = self._spot_at(QPointF(event.pos()) * (1 / self.magnified))
        self.menu_asked.emit(found[0] if found is not None else None, event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            way = (event.position() - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance() or self.selected():
                self._select_to(event.position())
            return
        found = self._spot_at(event.position() * (1 / self.magnified))
        spot = None
        if found is not None:
            spot = Spot(
                found[0].box.translated(found[1]), found[0].target, found[0].hint, found[0].act, found[0].word
            )
        if spot != self._under:
            self._under = spot
            opens = spot is not None and spot.opens
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(spot.hint if spot is not None else "")
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        if self._under is not None:
            self._under = None
            self.pointed.emit("")
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        point, turn = event.position() * (1 / self.magnified), event.angleDelta()
        sideways = turn.x() or (turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        for i, block in enumerate(self.blocks):
            inside = self._tops[i] <= point.y() < self._tops[i] + block.height(self._room)
            if inside and sideways and block.wheel(sideways / 120, 0):
                self.update()
                event.accept()
                return
        event.ignore()

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(self.magnified, self.magnified)
        shown = painter.transform().inverted()[0].mapRect(event.rect().toRectF())
        for i, block in enumerate(self.blocks):
            top, high = self._tops[i], block.height(self._room)
            if top > shown.bottom() or top + high < shown.top():
                continue
            painter.save()
            painter.translate(EDGE, top)
            block.paint(painter, self._room)
            painter.restore()
        for box in self._written.boxes() if self._written is not None else ():
            painter.fillRect(box, theme.colour("accent", 0.35))
        if self._under is not None and self._under.opens:
            outline(painter, self._under.box.adjusted(-0.5, -0.5, 0.5, 0.5), "faint", 1.0)
        if self.hasFocus() and self._current is not None:
            here = next((p for p in self._all() if (p[0], p[1]) == self._current), None)
            if here is not None:
                outline(painter, here[2].adjusted(-1, -1, 1, 1), "accent", 2.0)
        painter.end()


def _nearest(
    here: tuple[int, int, QRectF, Spot], places: list[tuple[int, int, QRectF, Spot]], key: Qt.Key
) -> tuple[int, int, QRectF, Spot] | None:
    """The next place in a direction: straight on before slanted, near before far.

    At the end of a row Right goes on with the next place in reading order, Left with the one before: a word
    between two others may be straight above or below nothing.
    """
    start = here[2].center()
    best, cost = None, float("inf")
    for place in places:
        end = place[2].center()
        dx, dy = end.x() - start.x(), end.y() - start.y()
        if key == Qt.Key.Key_Left:
            along, across = -dx, abs(dy)
        elif key == Qt.Key.Key_Right:
            along, across = dx, abs(dy)
        elif key == Qt.Key.Key_Up:
            along, across = -dy, abs(dx) / 4
        else:
            along, across = dy, abs(dx) / 4
        if along <= 1:
            continue
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and across > ASIDE:
            continue
        if along + 2 * across < cost:
            best, cost = place, along + 2 * across
    if best is None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        at = places.index(here) + (1 if key == Qt.Key.Key_Right else -1)
        best = places[at] if 0 <= at < len(places) else None
    return best
