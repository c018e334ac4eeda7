"""The whole network in one widget and one paint: blocks with their gradients beneath, weights in between.

It takes a network's blocks and one scene after the other, and tells what is under the mouse and what was
chosen. It knows no session: whoever owns it says what the arrays are.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QLine, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz import theme
from cnnviz.views import class_rows, hits, scene_painter, track
from cnnviz.views.backdrop import Backdrop
from cnnviz.views.blocks import Block
from cnnviz.views.fitting import RAIL
from cnnviz.views.geometry import LINK, OUTPUT, SPINE, Column, Rect
from cnnviz.views.layout import Choice, Layout, overview
from cnnviz.views.scene import A, B, Scene
from cnnviz.views.shading import Shade, Shader, bar_kind


class NetworkView(QWidget):
    """The canvas itself: painted, not built of widgets, so that a frame costs one paint."""

    hovered = Signal(object)  # hits.Hit | None
    clicked = Signal(object)  # hits.Hit
    stop_chosen = Signal(int)
    step_asked = Signal(int)  # +1 forward, -1 back
    choice_changed = Signal()
    painted = Signal(float)  # seconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("network_view")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.choice = Choice()
        self.shader = Shader()
        self.blocks: tuple[Block, ...] = ()
        self.scene: Scene | None = None
        self.layout_: Layout | None = None
        self.rows: tuple[class_rows.ClassRow, ...] = ()
        self.shades: dict[tuple[str, str], Shade | None] = {}
        self.stale = False
        self.empty_text = ""
        self.offset = 0
        self.hit: hits.Hit | None = None
        self.forced: dict[int, str] = {}  # block -> layer that the current stop wants shown
        self._backdrop: Backdrop | None = None
        self._lines: list[tuple[Column, list[QLine]]] = []
        self._track: track.Track | None = None
        self._track_hover = -1
        self._dragging = False
        self._wheel = 0
        self._selected: tuple[int, int] | None = None  # block, channel

    # what is shown

    def set_network(self, blocks: tuple[Block, ...]) -> None:
        """Shows another network; nothing chosen in the old one survives."""
        self.blocks = blocks
        self.choice = Choice()
        self.forced = {}
        self.shader.limits.forget()
        self.scene = None
        self._selected = None
        self.offset = 0
        self.relayout()

    def set_scene(self, scene: Scene, forced: dict[int, str] | None = None) -> None:
        """Shows new numbers; `forced` has the layers that blocks must show at this stop of a recorded batch."""
        before = self.scene
        self.scene = scene
        forced = forced or {}
        if forced != self.forced or before is None or bool(scene.stops) != bool(before.stops):
            self.forced = forced
            self.relayout()
        else:
            if scene.stops != before.stops:
                self._make_track()
            if scene.changed != before.changed:
                self._make_backdrop()
        self._shade()
        self.update()

    def set_scale(self, mode: str) -> None:
        """Limits per map, per layer, or frozen as they are."""
        self.shader.set_mode(mode)
        self._shade()
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Whether the network has moved on since the batch was recorded."""
        if stale != self.stale:
            self.stale = stale
            self.update()

    def theme_changed(self) -> None:
        """Paints everything anew in the current theme."""
        self._make_backdrop()
        self._shade()
        self.update()

    @property
    def channel(self) -> tuple[int, int] | None:
        """The block and channel last selected, if any."""
        return self._selected

    def show_layer(self, block: int, layer: str) -> None:
        """Shows a layer in its block; the current stop's wish gives way to it."""
        self.choice.shown[block] = layer
        self.choice.focus = block
        self.forced.pop(block, None)
        self._changed()

    def select_channel(self, block: int, channel: int) -> None:
        """Focuses a block and a channel of it, whose kernels are then shown."""
        self._selected = (block, channel)
        self.choice.channels[block] = channel
        self.choice.focus = block
        self._changed()

    def turn(self, column: Column, pages: int) -> None:
        """Shows the next (or an earlier) page of a column's channels."""
        page = column.page
        name = f"{column.layer.name}.weight" if column.gutter else self.blocks[column.block].name
        first = page.first + pages * self._page_size(column)
        if 0 <= first < page.total:
            self.choice.pages[name] = first
            self._changed()

    def _page_size(self, column: Column) -> int:
        # A last page may be short; going back from it must go back a whole one.
        page = column.page
        if page.first + page.count < page.total or page.first == 0:
            return page.count
        return next(
            (
                n
                for n in range(page.count, page.first + 1)
                if page.first % n == 0 and page.first + n >= page.total
            ),
            page.count,
        )

    def _changed(self) -> None:
        self.relayout()
        self._shade()
        self.update()
        self.choice_changed.emit()

    # geometry

    def relayout(self) -> None:
        """Computes where everything stands, and repaints what stands still."""
        self.hit = None
        if not self.blocks:
            self.layout_ = None
            self.update()
            return
        normal, bold = (
            QFontMetrics(theme.font(theme.FLOOR)),
            QFontMetrics(theme.font(theme.SECONDARY, theme.SEMIBOLD)),
        )

        def measure(text: str, heavy: bool) -> int:
            return (bold if heavy else normal).horizontalAdvance(text)

        choice = Choice(
            {**self.choice.shown, **self.forced}, self.choice.pages, self.choice.channels, self.choice.focus
        )
        stepping = self.scene is not None and bool(self.scene.stops)
        self.layout_ = overview(self.blocks, self.width(), self.height(), choice, stepping, measure)
        self._lines = [
            (column, scene_painter.cell_lines(column))
            for column in self.layout_.columns
            if column.kind == "vector"
        ]
        self._scroll_to(self.offset)
        self._make_track()
        self._make_backdrop()

    def _make_track(self) -> None:
        stops = self.scene.stops if self.scene is not None else ()
        self._track = track.track(self.layout_, self.blocks, stops) if stops and self.layout_ else None

    def _make_backdrop(self) -> None:
        if self.layout_ is not None:
            self._backdrop = Backdrop(
                self.layout_,
                self.blocks,
                self.devicePixelRatioF(),
                self.scene is not None and self.scene.changed,
            )

    def _shade(self) -> None:
        self.shades = {}
        if self.scene is None or self.layout_ is None:
            return
        for column in self.layout_.columns:
            for lane in (A, B):
                self.shades[lane, column.key] = self.shader.shade(self.blocks, column, self.scene, lane)
            if column.kind == OUTPUT:
                self.rows = class_rows.class_rows(self.scene, column.page.first, column.page.count)

    def _scroll_to(self, offset: int) -> None:
        widest = self.layout_.width if self.layout_ is not None else 0
        self.offset = max(0, min(offset, widest - self.width()))

    def hit_at(self, x: float, y: float) -> hits.Hit | None:
        """What lies at a point of the widget."""
        if self.layout_ is None or x < RAIL:
            return None
        return hits.find(self.layout_, x + self.offset, y)

    def value_at(self, hit: hits.Hit) -> float | None:
        """The number under a hit; None if there is none, or none yet."""
        if self.scene is None:
            return None
        if hit.kind == hits.CELL:
            values = self.scene.array(hit.lane, hit.key)
            return None if values is None else float(values[hit.index])
        if hit.kind == hits.ROW:
            values = self.scene.logits if hit.lane == A else self.scene.logit_gradient
            return None if values is None else float(values[hit.index])
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        began = time.perf_counter()
        painter = QPainter(self)
        if self.layout_ is None or self._backdrop is None or self.scene is None:
            painter.fillRect(self.rect(), theme.colour("canvas"))
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
            painter.end()
            return
        if self._backdrop.pixmap.devicePixelRatio() != self.devicePixelRatioF():
            self._make_backdrop()
        painter.translate(-self.offset, 0)
        painter.drawPixmap(0, 0, self._backdrop.pixmap)
        self._paint_columns(painter, self.layout_, self.scene)
        if self._track is not None:
            track.paint(painter, self._track, self.scene.cursor, self._track_hover)
            scene_painter.current(painter, self.layout_, self.scene)
        self._paint_outlines(painter, self.layout_)
        painter.resetTransform()
        painter.drawPixmap(0, 0, self._backdrop.rail)
        self._paint_scroll(painter)
        if self.stale:
            scene_painter.stale(painter, self.width(), self.height())
        if self.hasFocus() and self._selected is None:
            painter.setPen(theme.colour("accent"))
            painter.drawLine(0, 0, self.width(), 0)
        painter.end()
        self.painted.emit(time.perf_counter() - began)

    def _paint_columns(self, painter: QPainter, layout: Layout, scene: Scene) -> None:
        for column in layout.columns:
            if column.kind == SPINE:
                scene_painter.spine(painter, layout, column, scene)
            if column.kind == OUTPUT:
                class_rows.paint(painter, layout, column, scene, self.rows)
                self._paint_loss(painter, column, scene)
            if column.kind in (SPINE, LINK, OUTPUT):
                continue
            for lane, down in ((A, 0), (B, layout.twin)):
                shade = self.shades.get((lane, column.key))
                if shade is None:
                    text = scene.waiting if column.gutter and lane == B else self.tr("not yet")
                    scene_painter.placeholder(painter, column, down, text)
                    continue
                scene_painter.tiles(painter, column, shade, down)
                kind = bar_kind(self.blocks, column, lane)
                scene_painter.bar(painter, column, shade, kind, scene, down)
        painter.setPen(theme.colour("block"))
        for column, lines in self._lines:
            for lane, down in ((A, 0), (B, layout.twin)):
                if lines and self.shades.get((lane, column.key)) is not None:
                    painter.translate(0, down)
                    painter.drawLines(lines)
                    painter.translate(0, -down)

    def _paint_loss(self, painter: QPainter, column: Column, scene: Scene) -> None:
        if scene.loss is None or column.head is None:
            return
        painter.setFont(theme.font(theme.SECONDARY, mono=True))
        painter.setPen(theme.colour("text"))
        head = column.head.rect
        text = self.tr("L {0}").format(f"{scene.loss:.3g}")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(head.x, head.y + 1, head.w - 8, 18), right, text)

    def _paint_outlines(self, painter: QPainter, layout: Layout) -> None:
        if self._selected is not None:
            block, channel = self._selected
            column = layout.of_block(block)
            for tile in column.tiles:
                if column.kind == "maps" and tile.at == (channel,):
                    self._outline_both(painter, layout, tile.rect, A, 2)
                elif column.kind == "vector" and 0 <= channel - tile.at[0] < tile.count:
                    cell = tile.cell_rect(*divmod(channel - tile.at[0], tile.cols))
                    self._outline_both(painter, layout, cell, A, 2)
        hit = self.hit
        if hit is not None and hit.cell is not None:
            if hit.tile is not None and hit.column.kind not in ("vector",):
                down = 0 if hit.lane == A else layout.twin
                scene_painter.outline(painter, hit.tile.rect.down(down), theme.colour("text"), 1)
                scene_painter.outline(
                    painter, hit.tile.rect.down(layout.twin - down), theme.colour("text"), 1, dashed=True
                )
            if hit.kind == hits.CELL:
                self._outline_both(painter, layout, hit.cell, hit.lane, 1.5)

    def _outline_both(self, painter: QPainter, layout: Layout, rect: Rect, lane: str, width: float) -> None:
        """A thing in the accent, and its twin dashed."""
        down = 0 if lane == A else layout.twin
        colour = theme.colour("accent")
        scene_painter.outline(painter, rect.down(down), colour, width)
        scene_painter.outline(painter, rect.down(layout.twin - down), colour, width, dashed=True)

    def _paint_scroll(self, painter: QPainter) -> None:
        """A thin bar along the bottom where there is more than fits."""
        if self.layout_ is None or self.layout_.width <= self.width():
            return
        width = self.width() - RAIL
        share = width / (self.layout_.width - RAIL)
        painter.fillRect(RAIL, self.height() - 3, width, 3, theme.colour("raised"))
        painter.fillRect(
            RAIL + round(self.offset * share),
            self.height() - 3,
            round(width * share),
            3,
            theme.colour("faint"),
        )

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()
        self._shade()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange):
            self._make_backdrop()
        super().changeEvent(event)

    def _on_track(self, point: QPoint) -> bool:
        if self._track is None or self.layout_ is None:
            return False
        middle = self.layout_.middle
        return middle.y - 2 <= point.y() <= middle.y + 28

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        before = (self.hit, self._track_hover)
        self._track_hover = -1
        if self._track is not None and (self._dragging or self._on_track(point)):
            stop = self._track.nearest(point.x() + self.offset, point.y())
            self._track_hover = stop
            self.hit = None
            if self._dragging:
                self.stop_chosen.emit(stop)
        else:
            self.hit = self.hit_at(point.x(), point.y())
        if (self.hit, self._track_hover) != before:
            pointed = self.hit is not None and self.hit.kind in (hits.CHIP, hits.BACK, hits.FORTH)
            hand = (
                pointed
                or self._track_hover >= 0
                or (self.hit is not None and self.hit.column.kind in (LINK, SPINE))
            )
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(self.hit)
            self.update()

    @property
    def hovered_stop(self) -> int:
        """The stop of the track under the mouse, or -1."""
        return self._track_hover

    def leaveEvent(self, event: QEvent) -> None:
        self.hit, self._track_hover = None, -1
        self.hovered.emit(None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        if self._track is not None and self._on_track(point):
            self._dragging = True
            self.stop_chosen.emit(self._track.nearest(point.x() + self.offset, point.y()))
            return
        hit = self.hit_at(point.x(), point.y())
        if hit is not None:
            self._press(hit)

    def _press(self, hit: hits.Hit) -> None:
        column = hit.column
        if hit.kind == hits.CHIP:
            self.show_layer(column.block, hit.layer)
        elif hit.kind in (hits.BACK, hits.FORTH):
            self.turn(column, 1 if hit.kind == hits.FORTH else -1)
        elif column.kind in (LINK, SPINE):
            self.choice.focus = column.block
            self._changed()
        elif hit.kind == hits.CELL and (column.gutter or column.layer.maps or len(column.layer.shape) < 4):
            channel = hit.index[0]
            if column.block and (self.blocks[column.block].weight or (0,))[0] > channel:
                self.select_channel(column.block, channel)
        self.clicked.emit(hit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self._scroll_to(self.offset - (delta.x() or delta.y()))
            self.update()
            event.accept()
            return
        # A touchpad sends many small turns: a page is a whole notch.
        self._wheel += delta.y()
        hit = self.hit_at(event.position().x(), event.position().y())
        notches = int(self._wheel / 120)
        if notches:
            self._wheel -= 120 * notches
            if hit is not None and not hit.column.page.whole:
                self.turn(hit.column, -1 if notches > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if key == Qt.Key.Key_Right else -1
            if self._track is not None:
                self.step_asked.emit(way)
            else:
                self._focus_block(self.choice.focus + way)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._next_layer(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn_focused(
                1 if key == Qt.Key.Key_PageDown else -1,
                bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
            )
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self._selected = None
            self._changed()
        else:
            super().keyPressEvent(event)

    def _focus_block(self, block: int) -> None:
        if self.blocks:
            self.choice.focus = max(0, min(block, len(self.blocks) - 1))
            channel = self.choice.channels.get(self.choice.focus, 0)
            self._selected = (self.choice.focus, channel)
            self._changed()

    def _next_layer(self, way: int) -> None:
        if not self.blocks:
            return
        focus = max(0, min(self.choice.focus, len(self.blocks) - 1))
        layers = [layer.name for layer in self.blocks[focus].shown]
        here = self.layout_.of_block(focus).layer.name if self.layout_ else layers[-1]
        at = layers.index(here) if here in layers else 0
        self.show_layer(focus, layers[max(0, min(at + way, len(layers) - 1))])

    def _turn_focused(self, way: int, weights: bool) -> None:
        if self.layout_ is None:
            return
        focus = max(0, min(self.choice.focus, len(self.blocks) - 1))
        column = self.layout_.gutter_of(focus) if weights else self.layout_.of_block(focus)
        if column is not None:
            self.turn(column, way)
