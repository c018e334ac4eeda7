"""The whole network in one widget and one paint: blocks with their gradients beneath, weights in between.

It takes a network's blocks and one scene after the other, and knows what lies at each of its pixels. What is
done with mouse and keys is the business of the view that is made of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from cnnviz.features.canvas import class_rows, focus, outlines, scene_painter, track
from cnnviz.features.canvas.atlases import Key
from cnnviz.features.canvas.geometry import MAPS, MATRIX, OUTPUT, SPINE, VECTOR, CanvasColumn
from cnnviz.features.canvas.labels import Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.network_state import BLOCK, LAYER, OVERVIEW, NetworkState
from cnnviz.features.canvas.scene import B, Scene
from cnnviz.features.canvas.shading import Shade
from cnnviz.widgets import theme
from cnnviz.widgets.painting import draw_sharp, hairline, on_pixels
from cnnviz.widgets.tiles import draw_parts

__all__ = ["BLOCK", "LAYER", "OVERVIEW", "NetworkPicture"]


class NetworkPicture(NetworkState):
    """The canvas itself: painted, not built of widgets, so that a frame costs one paint."""

    _frames: list[QRectF] = []
    _parts: list[tuple[QRectF, QImage, QRectF]] = []  # where a tile is, and of which image it is which part
    _lines: list[QRectF] = []
    _placed_for: object = None

    def paintEvent(self, event: QPaintEvent) -> None:
        began, layout = time.perf_counter(), self.layout_
        if self._painted is not None and self._painted.ratio != self.sharpness:
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
            self._pieces,
            self.kinds,
            layout,
            self.scene,
            self.shades,
            self.rows,
            self.rows_now,
        )
        backdrop.name_lanes(self.scene)
        self._seen = QSize(self.width(), self.height() - round(layout.middle.h * self.magnified))
        painter.scale(self.magnified, self.magnified)
        # The pixmap may end within the last pixel.
        (width, height), ground = self.room, theme.colour("canvas")
        right, bottom = layout.width - self.offset - 1, layout.height - 1
        painter.fillRect(right, 0, width - right, height, ground)
        painter.fillRect(0, bottom, width, height - bottom, ground)
        painter.translate(-self.offset, 0)
        draw_sharp(painter, backdrop.pixmap, backdrop.ratio)
        backdrop.labels.paint(painter)
        in_focus = self._focused_now()
        if in_focus is not None:
            focus.edges(painter, in_focus)
        self._paint_columns(painter, layout, self.scene)
        if in_focus is not None:
            focus.fade(painter, in_focus)
            self.flow.paint(painter, in_focus)
        if self.made is not None and self.cell is not None and layout.alone:
            outlines.not_made(painter, layout, *self.cell, self.made)
        self._paint_words(painter, self.scene)
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
        draw_sharp(painter, backdrop.rail, backdrop.ratio)
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

    def _paint_words(self, painter: QPainter, scene: Scene) -> None:
        """What stands on the columns that have no numbers yet."""
        for column, lane, down in self._waiting():
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

    def _waiting(self) -> Iterator[tuple[CanvasColumn, str, int]]:
        shades = self.shades
        for name, piece in self._pieces.items():
            if shades.get(name) is None:
                yield piece.column, name[0], piece.down

    def waiting_words(self) -> list[QRect]:
        """Where the canvas says that something isn't there yet."""
        k, found = self.magnified, []
        for column, _, down in self._waiting() if self.layout_ is not None else ():
            box = scene_painter.placeholder_box(column, down).translated(-self.offset, 0)
            found.append(QRectF(box.x() * k, box.y() * k, box.width() * k, box.height() * k).toRect())
        return found

    def _place_pieces(self, painter: QPainter, images: Mapping[Key, QImage]) -> None:
        """Put the tiles on whole pixels of the screen; as long as nothing moves they stay there."""
        key = painter.deviceTransform(), self._pieces, [*map(id, images.values())]
        if self._placed_for == key:
            return
        self._placed_for, thin = key, hairline(painter)
        half = thin * painter.deviceTransform().m11() / 2
        self._frames, self._parts, self._lines = [], [], []
        for name, image in images.items():
            piece = self._pieces[name]
            placed = [(on_pixels(painter, box), image, QRectF(source)) for box, source in piece.tiles]
            self._parts += placed
            if piece.column.kind in (MAPS, MATRIX):
                self._frames += [box.adjusted(-thin, -thin, thin, thin) for box, _, _ in placed]
            self._lines += [thickened(painter, line, half) for line in piece.lines]

    def _paint_columns(self, painter: QPainter, layout: CanvasLayout, scene: Scene) -> None:
        for column in layout.columns:
            if column.kind == SPINE:
                scene_painter.spine(painter, layout, column, scene)
            elif column.kind == OUTPUT:
                class_rows.paint(painter, layout, self.rows, self.rows_now)
        shades = self.shades
        shown = {name: shade for name in self._pieces if (shade := shades.get(name)) is not None}
        self._place_pieces(painter, {name: shade.image for name, shade in shown.items()})
        fill(painter, self._frames, "edge")
        draw_parts(painter, self._parts)
        fill(painter, self._lines, "block")
        for name, piece in self._pieces.items():
            if name not in shown:
                scene_painter.placeholder(painter, piece.column, piece.down)
            elif shown[name].clipped:
                scene_painter.clip_marks(painter, piece.column, self.kinds[name], piece.down)


def fill(painter: QPainter, boxes: list[QRectF], role: str) -> None:
    """Fill boxes with a colour of the theme."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawRects(boxes)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def thickened(painter: QPainter, line: QRectF, half: float) -> QRectF:
    """A line without any width with `half` on each side of it, in whole pixels, and none at its ends."""
    made, ends = on_pixels(painter, line, half), on_pixels(painter, line)
    if line.width():
        return QRectF(ends.x(), made.y(), ends.width(), made.height())
    return QRectF(made.x(), ends.y(), made.width(), ends.height())


def write(
    labels: Labels,
    pieces: Mapping[Key, scene_painter.Pieces],
    kinds: Mapping[Key, str],
    layout: CanvasLayout,
    scene: Scene,
    shades: Mapping[Key, Shade | None],
    rows: tuple[class_rows.CanvasClassRow, ...],
    now: tuple[class_rows.CanvasClassRow, ...] = (),
) -> None:
    """Bring the numbers on the backdrop up to date."""
    for column in layout.columns:
        if column.kind == OUTPUT:
            class_rows.write(labels, layout, scene, rows, now)
            class_rows.write_loss(labels, column, scene.loss_text)
    for name, piece in pieces.items():
        shade, kind = shades.get(name), kinds[name]
        if labels.news(name, (None if shade is None else shade.ends, scene.grey)):
            texts = ("", "")
            if shade is not None:
                texts = scene_painter.bar_texts(*shade.ends, kind, scene.grey, piece.column.bar.w)
            scene_painter.bar_labels(labels, piece.column, name[0], texts, piece.down)
