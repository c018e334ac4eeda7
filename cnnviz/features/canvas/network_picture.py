"""The whole network in one widget and one paint: blocks with their gradients beneath, weights in between.

It takes a network's blocks and one scene after the other, and knows what lies at each of its pixels. What is
done with mouse and keys is the business of the view that is made of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTransform

from cnnviz.features.canvas import class_rows, focus, outlines, scene_painter, track
from cnnviz.features.canvas.geometry import LINK, MAPS, MATRIX, OUTPUT, SPINE, VECTOR, CanvasColumn
from cnnviz.features.canvas.labels import Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.network_state import BLOCK, LAYER, OVERVIEW, NetworkState
from cnnviz.features.canvas.scene import A, B, Scene
from cnnviz.features.canvas.shading import Shade
from cnnviz.widgets import numbers, theme
from cnnviz.widgets.painting import hairline, on_pixels
from cnnviz.widgets.tiles import draw_part

__all__ = ["BLOCK", "LAYER", "OVERVIEW", "NetworkPicture"]


class NetworkPicture(NetworkState):
    """The canvas itself: painted, not built of widgets, so that a frame costs one paint."""

    _placed: Mapping[tuple[str, str], list[tuple[QRectF, QRect]]] = {}
    _placed_for: tuple[QTransform | None, object] = (None, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        began, layout = time.perf_counter(), self.layout_
        if self._painted is not None and self._painted.pixmap.devicePixelRatio() != self.sharpness:
            self._painted = None
        backdrop, painter = self._backdrop, QPainter(self)
        if layout is None or backdrop is None or self.scene is None:
            painter.fillRect(self.rect(), theme.colour("canvas"))
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
            painter.end()
            return
        write(
            backdrop.labels,
            self.kinds,
            layout,
            self.scene,
            self.shades,
            self.rows,
            self.rows_now,
        )
        backdrop.name_lanes(self.scene)
        self._seen = QSize(self.width(), self.height() - round(layout.middle.h * self.magnified))
        if self.sharpness % 1 or layout.height < self.room[1]:  # the pixmap may end within the last pixel
            painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.scale(self.magnified, self.magnified)
        painter.translate(-self.offset, 0)
        painter.drawPixmap(0, 0, backdrop.pixmap)
        in_focus = self._focused_now()
        if in_focus is not None:
            focus.edges(painter, in_focus)
        self._paint_columns(painter, layout, self.scene)
        if in_focus is not None:
            focus.fade(painter, in_focus)
            self.flow.paint(painter, in_focus)
        if self.made is not None and self.cell is not None and layout.alone:
            outlines.not_made(painter, layout, *self.cell, self.made)
        self._paint_words(painter, layout, self.scene)
        if self.track_ is not None:
            track.paint(painter, self.track_, self.scene.cursor, self.hovered_stop)
            if self.cell is None and self.place is None:
                outlines.current(painter, layout, self.scene)
        for number, block in enumerate(self.blocks if self.broken else ()):
            if any(layer.name == self.broken for layer in block.layers):
                outlines.broken(painter, layout, number)
        if self.selected is not None:
            outlines.selection(painter, layout, *self.selected)
        if self.cell is not None:
            outlines.sources(painter, layout, self.windows)
            outlines.cell(painter, layout, *self.cell)
            if layout.alone:
                outlines.part(painter, layout, *self.cell)
            if in_focus is not None and in_focus.more is not None:
                focus.chip(painter, in_focus.more)
        if self.place is not None:
            outlines.cell(painter, layout, *self.place, dashed=True)
        if self.hit is not None:
            outlines.hover(painter, layout, self.hit)
        painter.translate(self.offset, 0)
        painter.drawPixmap(0, 0, backdrop.rail)
        scene_painter.scroll_bar(painter, QRect(0, 0, *self.room), layout.width, self.offset)
        if self.stale:
            outlines.stale(painter, *self.room)
        if self.scene.past is not None:
            outlines.past(painter, *self.room)
        if self.hasFocus() and self.ring and self.selected is None:
            painter.setPen(theme.colour("accent"))
            painter.drawLine(0, 0, 0, self.room[1])
        painter.end()
        self.painted.emit(time.perf_counter() - began)

    def _paint_words(self, painter: QPainter, layout: CanvasLayout, scene: Scene) -> None:
        """What stands on the columns that have no numbers yet."""
        for column, lane, down in self._waiting(layout):
            texts: tuple[str, ...] = (self.tr("not yet"),)
            if column.layer.kind == "products":
                texts = (self.tr("click a number"),)
            elif column.gutter and lane == B:
                texts = (scene.waiting, *texts)
            marked = None
            if self.cell is not None and self.cell[1] == column.key:
                marked = column.locate(self.cell[2])
            box = scene_painter.placeholder_box(column, down, marked)
            ground = "block" if column.kind in (MAPS, VECTOR) else "canvas"
            scene_painter.placeholder_words(painter, box, texts, ground)

    def _waiting(self, layout: CanvasLayout) -> Iterator[tuple[CanvasColumn, str, int]]:
        for column in layout.columns:
            if column.kind in (SPINE, OUTPUT, LINK) or not column.tiles:
                continue
            for lane, down in ((A, 0), (B, layout.twin)):
                if lane in column.lanes and self.shades.get((lane, column.ident)) is None:
                    yield column, lane, down

    def waiting_words(self) -> list[QRect]:
        """Where the canvas says that something isn't there yet."""
        k, found = self.magnified, []
        for column, _, down in self._waiting(self.layout_) if self.layout_ is not None else ():
            box = scene_painter.placeholder_box(column, down).translated(-self.offset, 0)
            found.append(QRectF(box.x() * k, box.y() * k, box.width() * k, box.height() * k).toRect())
        return found

    def _place_pieces(self, painter: QPainter) -> None:
        """Put the tiles on whole pixels of the screen; as long as nothing moves they stay there."""
        key = painter.deviceTransform(), self._pieces
        if self._placed_for[0] != key[0] or self._placed_for[1] is not key[1]:
            self._placed_for = key
            self._placed = {
                name: [(on_pixels(painter, box), source) for box, source in some]
                for name, some in self._pieces.items()
            }

    def _paint_columns(self, painter: QPainter, layout: CanvasLayout, scene: Scene) -> None:
        self._place_pieces(painter)
        thin, edge = hairline(painter), theme.colour("edge")
        for column in layout.columns:
            if column.kind == SPINE:
                scene_painter.spine(painter, layout, column, scene)
            elif column.kind == OUTPUT:
                class_rows.paint(painter, layout, self.rows, self.rows_now)
            elif column.kind != LINK:
                for lane, down in ((A, 0), (B, layout.twin)):
                    if lane not in column.lanes:
                        continue
                    shade = self.shades.get((lane, column.ident))
                    if shade is None:
                        if column.tiles:
                            scene_painter.placeholder(painter, column, down)
                        continue
                    placed = self._placed[lane, column.ident]
                    if column.kind in (MAPS, MATRIX):
                        for box, _ in placed:
                            painter.fillRect(box.adjusted(-thin, -thin, thin, thin), edge)
                    for box, source in placed:
                        draw_part(painter, box, shade.image, source)
                    if shade.clipped:
                        scene_painter.clip_marks(painter, column, self.kinds[lane, column.ident], down)
        painter.setPen(QPen(theme.colour("block"), thin))
        for column, lines in self._lines:
            for lane, down in ((A, 0), (B, layout.twin)):
                if lines and self.shades.get((lane, column.ident)) is not None:
                    painter.translate(0, down)
                    painter.drawLines(lines)
                    painter.translate(0, -down)


def write(
    labels: Labels,
    kinds: Mapping[tuple[str, str], str],
    layout: CanvasLayout,
    scene: Scene,
    shades: Mapping[tuple[str, str], Shade | None],
    rows: tuple[class_rows.CanvasClassRow, ...],
    now: tuple[class_rows.CanvasClassRow, ...] = (),
) -> None:
    """Bring the numbers on the backdrop up to date."""
    for column in layout.columns:
        if column.kind == OUTPUT:
            class_rows.write(labels, layout, scene, rows, now)
            loss = "" if scene.loss is None else numbers.significant(scene.loss, signed=False)
            class_rows.write_loss(labels, column, loss)
        elif column.kind not in (SPINE, LINK):
            for lane, down in ((A, 0), (B, layout.twin)):
                if lane not in column.lanes:
                    continue
                shade, kind = shades.get((lane, column.ident)), kinds[lane, column.ident]
                source = (None if shade is None else shade.ends, kind, scene.grey)
                if labels.news((column.ident, lane), source):
                    texts = ("", "")
                    if shade is not None:
                        texts = scene_painter.bar_texts(*shade.ends, kind, scene.grey, column.bar.w)
                    scene_painter.bar_labels(labels, column, lane, texts, down)
    labels.commit()
