"""The network canvas under mouse, wheel and keys: pages, layers, channels, and the track as a scrubber.

It tells what is under the mouse and what was chosen; whoever owns it says what it means.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas import hits
from cnnviz.features.canvas.blocks import COLOUR, INPUT, CanvasBlock
from cnnviz.features.canvas.columns import gutter_kind
from cnnviz.features.canvas.focus import TermSource
from cnnviz.features.canvas.geometry import (
    FOLDED,
    GROUP,
    LINK,
    MAPS,
    OUTPUT,
    SPINE,
    STRIPS,
    VECTOR,
    CanvasColumn,
)
from cnnviz.features.canvas.layer_layout import Operation, operation
from cnnviz.features.canvas.layout import TRACK
from cnnviz.features.canvas.network_picture import BLOCK, LAYER, OVERVIEW, NetworkPicture
from cnnviz.features.canvas.scene import A, B
from cnnviz.widgets.keys import STEPS

NOTCH = 120  # of a mouse wheel; a touchpad sends many small turns
SCROLL = 60  # pixels a notch


class NetworkView(NetworkPicture):
    """The painted network, to be pointed at, and every way to change what it shows."""

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
        self._wheel = 0

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
        point = self._point(event)
        before = (self.hit, self.hovered_stop)
        self.hovered_stop = self._stop_under(point)
        self.hit = self.hit_at(point.x(), point.y()) if self.hovered_stop < 0 else None
        if (self.hit, self.hovered_stop) == before:
            return
        if self._dragging:
            self.stop_chosen.emit(self.hovered_stop)
        pressable = self._pressable() or self._on_chip(point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(self.hit)
        self.update()

    def _pressable(self) -> bool:
        if self.hit is None:
            return self.hovered_stop >= 0
        kinds = (hits.CHIP, hits.BACK, hits.FORTH, hits.LOSS)
        return self.hit.kind in kinds or self.hit.column.kind in (LINK, SPINE)

    def leaveEvent(self, event: QEvent) -> None:
        self.hit, self.hovered_stop = None, -1
        self.hovered.emit(None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._point(event)
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
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
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

    # what is shown

    def zoom(self, block: int | None) -> None:
        """Show one block at full length, or with None the whole network."""
        if block is not None:
            self.choice.focus = max(1, min(block, len(self.blocks) - 1))
        self._set_level(OVERVIEW if block is None else BLOCK)

    def zoom_layer(self, name: str = "") -> None:
        """Show one layer alone; "" is the one of the selected number, or else of the block in focus."""
        layers = [layer.name for block in self.blocks for layer in block.layers][1:]
        if name in layers:
            self.choice.operation = name
        elif layers and self.cell is None and operation(self.blocks, self.choice).block != self.choice.focus:
            self.choice.operation = ""  # looked at long ago, in another block
        if layers:
            self.choice.operation = operation(self.blocks, self.choice).layer.name
        self._set_level(LAYER)

    def show_pair(self, taken: int | None, made: int | None) -> None:
        """Look at another input channel, or another output channel, of the layer that is shown alone."""
        old = self.choice.pair
        self.choice.pair = (old[0] if taken is None else taken, old[1] if made is None else made)

    def zoom_out(self) -> None:
        """Up one level: from a layer to its block, from a block to the whole network."""
        if self.level == LAYER and self.blocks:
            self.zoom(operation(self.blocks, self.choice).block)
        else:
            self.zoom(None)

    def up(self) -> bool:
        """Up one level, or let the selected channel go; False if there was nothing to leave."""
        if self.zoomed:
            self.zoom_out()
        elif self.selected is not None:
            self.clear_selection()
        else:
            return False
        return True

    def _set_level(self, level: int) -> None:
        if self.level != level:
            self.level = level
            self.zoom_changed.emit(level)
        self.changed()

    @property
    def operation(self) -> Operation | None:
        """The layer that is shown alone, if one is."""
        return operation(self.blocks, self.choice) if self.level == LAYER and self.blocks else None

    @property
    def focused(self) -> CanvasBlock:
        """The block in focus."""
        return self.blocks[self.focused_at]

    @property
    def focused_at(self) -> int:
        """Which of the blocks that is."""
        return max(0, min(self.choice.focus, len(self.blocks) - 1))

    def show_layer(self, block: int, layer: str) -> None:
        """Show a layer in its block; the current stop's wish gives way to it."""
        self.choice.shown[block] = layer
        self.choice.focus = block
        self.forced.pop(block, None)
        self.changed()

    def select_channel(self, block: int, channel: int) -> None:
        """Focus a block and a channel of it, whose kernels are then shown."""
        self.selected = (block, channel)
        self.choice.channels[block] = channel
        name = self.blocks[block].name
        if (self.blocks[block].weight or (0, 0))[1] == 1:
            self.choice.pages[f"{name}.weight"] = channel  # its kernel comes into sight with it
        if not self.zoomed:
            self.choice.focus = block
        self.changed()

    def show_cell(
        self, cell: tuple[str, str, tuple[int, ...]] | None, sources: tuple[TermSource, ...] = ()
    ) -> None:
        """Outline a number (lane, array, index), having brought it into sight; with None, none.

        `sources` are the maps or numbers that it was made of.
        """
        if cell == self.cell and sources == self.sources:
            return
        self.sources = sources
        self.cell = cell
        if cell is not None:
            self.selected = None  # the number's own map is outlined with it
            self._bring_into_sight(cell[1], cell[2])
            self._bring_sources(cell[1], sources)
        self.changed()
        if cell is None or self.focus_ is not None:
            self.flow.follow(cell)

    def _bring_sources(self, key: str, sources: tuple[TermSource, ...]) -> None:
        """Show the layers that the number was made from; zoomed in, the block that made it is shown."""
        names = {source.key for source in sources} - {key}
        where = {name: i for name in names for i, block in enumerate(self.blocks) if block.layer(name)}
        for name, i in where.items():
            if not self.blocks[i].last and self.blocks[i].layer(key) is None:
                self.choice.shown[i] = name
                self.forced.pop(i, None)
        own = [i for i, block in enumerate(self.blocks) if block.layer(key.removesuffix(".weight"))]
        if self.zoomed and where and own:
            self.choice.focus = max(1, *where.values(), *own)

    def show_more(self) -> None:
        """Turns to the next page that has sources of the selected number."""
        if (more := self.more) is None:
            return
        later = [c for c in more.channels if c >= more.column.page.first + more.column.page.shown]
        self.choice.pages[self.blocks[more.column.block].name] = (later or list(more.channels))[0]
        self.changed()

    def _bring_into_sight(self, key: str, index: tuple[int, ...]) -> None:
        name = key.removesuffix(".weight")
        for i, block in enumerate(self.blocks):
            if block.layer(name) is None:
                continue
            if key != name:
                weight = block.weight or ()
                single = len(weight) == 4 and weight[1] == 1
                self.choice.channels[i] = index[0]
                if len(weight) == 4:
                    self.choice.pages[key] = index[0] if single else index[1]
                    self.choice.channels[i - 1] = index[1]
                    if self.zoomed:
                        self.choice.pages[block.name] = index[0]
                elif i and (kind := gutter_kind(block, self.blocks[i - 1])) in (FOLDED, STRIPS):
                    self.choice.pages[key] = index[0] if kind == FOLDED else index[1]
            elif not block.last:
                self.choice.shown[i] = name
                self.forced.pop(i, None)
                self.choice.pages[block.name] = self.choice.channels[i] = index[0]
            in_sight = self.zoomed and i in (self.choice.focus - 1, self.choice.focus)
            there = self.layout_ is not None and any(
                column.key == key and column.locate(index) is not None for column in self.layout_.columns
            )
            if not in_sight and not (there and not self.zoomed):  # what is in sight stays where it is
                self.choice.focus = i
            return

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selected = None
        self.changed()

    def turn(self, column: CanvasColumn, pages: int) -> None:
        """Show the next (or an earlier) page of a column's channels."""
        page = column.page
        if self.level == LAYER:
            self._turn_alone(column, pages)
            return
        own = column.gutter and not column.by_output
        name = f"{column.layer.name}.weight" if own else self.blocks[column.block].name
        first = page.first - 1 if pages < 0 else page.first + page.shown  # the page that holds this one
        if 0 <= first < page.total:
            self.choice.pages[name] = first
            self.changed()

    def _turn_alone(self, column: CanvasColumn, pages: int) -> None:
        """Another layer, or another channel of the pair that is looked at."""
        op = self.operation
        first = column.page.first + pages * column.page.shown
        if op is None or not 0 <= first < column.page.total:
            return
        if column.kind == GROUP:
            layers = [layer.name for block in self.blocks for layer in block.layers]
            self.choice.operation = layers[op.number + pages]
        elif column.part == "out":
            self.show_pair(None, first)
        elif column.part in ("in", "kernel"):
            self.show_pair(first, None) if op.weighted else self.show_pair(None, first)
        else:
            self.choice.pages[op.layer.name + "/inputs"] = first
        self.changed()

    def changed(self) -> None:
        """Show what has been chosen."""
        self.relayout()
        self.shade()
        self.update()
        self.choice_changed.emit()
