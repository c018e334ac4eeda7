"""The network canvas under mouse, wheel and keys: pages, layers, channels, and the track as a scrubber.

It tells what is under the mouse and what was chosen; whoever owns it says what it means.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.blocks import COLOUR, INPUT
from cnnviz.features.canvas.geometry import (
    FOLDED,
    LINK,
    MAPS,
    OUTPUT,
    SPINE,
    VECTOR,
)
from cnnviz.features.canvas.layout import TRACK
from cnnviz.features.canvas.network_choices import NetworkChoices
from cnnviz.features.canvas.network_picture import BLOCK, LAYER, OVERVIEW
from cnnviz.features.canvas.scene import A, B
from cnnviz.widgets.keys import MOVE, STEPS

NOTCH = 120  # of a mouse wheel; a touchpad sends many small turns
SCROLL = 60  # pixels a notch
CONTROL = Qt.KeyboardModifier.ControlModifier


class NetworkView(NetworkChoices):
    """The painted network, to be pointed at."""

    hovered = Signal(object)  # hits.Hit | None
    clicked = Signal(object)  # hits.Hit
    stop_chosen = Signal(int)
    step_asked = Signal(int)  # +1 forward, -1 back
    menu_asked = Signal(object, QPoint)  # hits.Hit | None, where on the screen
    cell_chosen = Signal(object)  # hits.Hit of a number

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dragging = False
        self._pressed = True  # since the mouse came here
        self._wheel = 0
        self.mouse: QPoint | None = None  # where it is, in the canvas's own pixels; None outside

    def press(self, hit: hits.Hit) -> None:
        """Do what a click on something does."""
        column = hit.column
        if hit.kind == hits.CHIP:
            self.show_layer(column.block, hit.layer)
        elif hit.kind in (hits.BACK, hits.FORTH):
            self.turn(column, 1 if hit.kind == hits.FORTH else -1)
        elif column.kind in (LINK, SPINE):
            self.choice.focus = max(1, column.block) if self.zoomed else column.block
            self.changed()
        elif hit.kind in (hits.CELL, hits.ROW):
            self._choose_cell(hit)
        elif hit.kind == hits.LOSS:
            self.cell_chosen.emit(hit)
        elif self.selected is not None:
            self.clear_selection()
        self.clicked.emit(hit)

    def _choose_cell(self, hit: hits.Hit) -> None:
        column = hit.column
        if hit.kind == hits.CELL:
            outputs = (self.blocks[column.block].weight or (0,))[0]
            # A channel of the block, or the output that a weight belongs to.
            if hit.index[0] < outputs and (column.gutter or column.layer.shape[0] == outputs):
                self.select_channel(column.block, hit.index[0])
        self.cell_chosen.emit(hit)

    def of_channel(self, hit: hits.Hit) -> hits.Hit:
        """A number of the image in colour, or of its gradients' sum, as that of the channel with the most of
        it; the channels are shown then. Any other number as it is.
        """
        scene = self.scene
        values = None if scene is None else scene.array(hit.lane, INPUT)
        if hit.key != COLOUR or values is None:
            return hit
        _, row, col = hit.index
        self.show_layer(0, INPUT)
        index = (int(np.nan_to_num(np.abs(values[:, row, col])).argmax()), row, col)
        return self._cell_hit(hit.lane, INPUT, index) or hit

    def _cell_hit(self, lane: str, key: str, index: tuple[int, ...]) -> hits.Hit | None:
        """The hit of a number that is on the canvas now."""
        for column in self.layout_.columns if self.layout_ is not None else ():
            if column.key == key and column.kind == OUTPUT:
                return hits.Hit(hits.ROW, column, lane, index=index)
            if column.key == key and (rect := column.locate(index)) is not None:
                return hits.Hit(hits.CELL, column, lane, index=index, cell=rect)
        return None

    def selected_hit(self) -> hits.Hit | None:
        """What lies where the selected number stands; None if none is selected, or it isn't in sight."""
        found = None if self.cell is None else self._cell_hit(*self.cell)
        if found is None or found.cell is None or self.layout_ is None:
            return found
        down = self.layout_.twin if found.lane == B else 0
        return hits.find(self.layout_, found.cell.x, found.cell.y + down)

    def _move_cell(self, right: int, down: int) -> None:
        """Choose the number beside the chosen one."""
        if self.cell is None or self.scene is None:
            return
        lane, key, index = self.cell
        values = self.scene.array(lane, key)
        here = self._cell_hit(lane, key, index)
        if values is None or here is None:
            return
        if here.kind == hits.ROW:
            moved: tuple[int, ...] = (index[0] + down,)
        elif here.column.kind == VECTOR:
            moved = (index[0] + right + down * here.column.tiles[0].cols, *index[1:])
        elif here.column.kind == FOLDED:
            moved = (index[0], index[1] + right + down * here.column.tiles[0].cols)
        else:
            moved = (*index[:-2], index[-2] + down, index[-1] + right)
        if all(0 <= i < n for i, n in zip(moved, values.shape, strict=True)):
            self.cell_chosen.emit(replace(here, index=moved))

    def _twin_cell(self) -> None:
        """Choose the number above or beneath the chosen one."""
        if self.cell is not None:
            lane, key, index = self.cell
            hit = self._cell_hit(B if lane == A else A, key, index)
            if hit is not None:
                self.cell_chosen.emit(hit)

    def _choose_middle(self) -> None:
        """Choose the number in the middle of the selected channel."""
        if self.selected is None or self.layout_ is None:
            return
        block, channel = self.selected
        column = self.layout_.of_block(block)
        index = (channel, *(n // 2 for n in column.layer.shape[1:]))
        if (hit := self._cell_hit(A, column.key, index)) is not None:
            self.cell_chosen.emit(hit)

    def places(self) -> list[tuple[int, int]]:
        """The maps in sight as (block, channel), from left to right; a vector is one place."""
        found: list[tuple[int, int]] = []
        for column in self.layout_.columns if self.layout_ is not None else ():
            if column.kind == MAPS:
                found += [(column.block, tile.at[0]) for tile in column.tiles]
            elif column.kind == VECTOR:
                first, last = column.page.first, column.page.first + column.page.shown - 1
                found.append((column.block, max(first, min(self.choice.channels.get(column.block, 0), last))))
        return list(dict.fromkeys(found))  # zoomed into a block, each of its layers shows the same channels

    # events

    def _point(self, event: QMouseEvent | QWheelEvent) -> QPoint:
        """Where the mouse is, in the canvas's own pixels."""
        return (event.position() * (1 / self.magnified)).toPoint()

    def _on_chip(self, point: QPoint) -> bool:
        return self.more is not None and self.more.rect.contains(point.x() + self.offset, point.y())

    def _stop_under(self, point: QPoint) -> int:
        if self.track_ is None or self.layout_ is None:
            return -1
        top = self.layout_.middle.y
        if self._dragging or top - 2 <= point.y() <= top + TRACK:
            return self.track_.nearest(point.x() + self.offset, point.y())
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse = point = self._point(event)
        if not self.point_again():
            return
        if self._dragging:
            self.stop_chosen.emit(self.hovered_stop)
        pressable = self._pressable() or self._on_chip(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(self.hit)

    def point_again(self) -> bool:
        """Find out what is under the mouse by now; True if it is another."""
        if self.mouse is None:
            return False
        before = (self.hit, self.hovered_stop)
        self.hovered_stop = self._stop_under(self.mouse)
        self.hit = self.hit_at(self.mouse.x(), self.mouse.y()) if self.hovered_stop < 0 else None
        if (self.hit, self.hovered_stop) == before:
            return False
        self.update()
        return True

    def _pressable(self) -> bool:
        if self.hit is None:
            return self.hovered_stop >= 0
        kinds = (hits.CHIP, hits.BACK, hits.FORTH, hits.LOSS)
        return self.hit.kind in kinds or self.hit.column.kind in (LINK, SPINE)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pressed = False

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse, self.hit, self.hovered_stop = None, None, -1
        self.hovered.emit(None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = True
        self.mouse = point = self._point(event)
        stop = self._stop_under(point)
        if stop >= 0:
            self._dragging = True
            self.stop_chosen.emit(stop)
            return
        if self._on_chip(point):
            self.show_more()
        elif (hit := self.hit_at(point.x(), point.y())) is not None:
            self.press(hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._pressed:
            return  # its first click was for what lay over the network, and closed it
        point = self._point(event)
        hit = self.hit_at(point.x(), point.y())
        if hit is None or hit.kind in (hits.CHIP, hits.BACK, hits.FORTH):
            self.mousePressEvent(event)
        elif self.level == BLOCK and hit.column.block and hit.column.kind not in (LINK, SPINE):
            self.zoom_layer(hit.column.layer.name)
        elif hit.column.block and self.level == OVERVIEW:
            self.zoom(hit.column.block)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is under the mouse; by key, of the selected number."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = (QPointF(event.pos()) * (1 / self.magnified)).toPoint()
            hit = self.hit_at(point.x(), point.y())
        else:
            hit = self.selected_hit()
        self.menu_asked.emit(hit, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self.scroll_to(self.offset - round((delta.x() or delta.y()) * SCROLL / NOTCH))
            self.update()
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.flow.move(1 if delta.y() < 0 else -1)
            return
        self._wheel += delta.y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - NOTCH * int(self._wheel / NOTCH)
        point = self._point(event)
        hit = self.hit_at(point.x(), point.y())
        if notches and hit is not None and not hit.column.page.whole:
            self.turn(hit.column, -1 if notches > 0 else 1)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key that nothing with the focus has taken means something here; Enter is for buttons."""
        return event.key() in (*MOVE, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_G)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in STEPS:
            down, right = STEPS[Qt.Key(key)]
            self._move_cell(right, down)
        elif key == Qt.Key.Key_G:
            self._twin_cell()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.show_more()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_middle()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_asked.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._next_layer(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn_focused(1 if key == Qt.Key.Key_PageDown else -1, shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() & CONTROL:
            self.scroll_to(0 if key == Qt.Key.Key_Home else 10**6)
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from map to map, and beyond the last one on to the next control."""
        places = self.places()
        here = self.selected
        if here is None and self.cell is not None:
            here = (self.choice.focus, self.choice.channels.get(self.choice.focus, 0))
        at = places.index(here) if here in places else -1 if forward else len(places)
        at += 1 if forward else -1
        if not 0 <= at < len(places):
            return super().focusNextPrevChild(forward)
        self.select_channel(*places[at])
        return True

    def _next_layer(self, way: int) -> None:
        if self.layout_ is not None and self.level == LAYER and self.layout_.group is not None:
            self.turn(self.layout_.group, way)
        if self.layout_ is None or self.zoomed:
            return
        block = self.focused_at
        layers = [layer.name for layer in self.blocks[block].shown]
        here = self.layout_.of_block(block).layer.name
        at = layers.index(here) if here in layers else 0
        self.show_layer(block, layers[max(0, min(at + way, len(layers) - 1))])

    def _turn_focused(self, way: int, weights: bool) -> None:
        if self.layout_ is None:
            return
        block = self.focused_at
        column = self.layout_.gutter_of(block) if weights else self.layout_.of_block(block)
        if column is not None:
            self.turn(column, way)
