"""Everything on the canvas that stands still: frames, names, chips, channel numbers, colour bars, the rail.

It is painted into one pixmap, again only when the layout or the theme changes, so a frame of live training
costs no more than its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import ceil

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from cnnviz.features.canvas.columns import NUMBERS
from cnnviz.features.canvas.fitting import RAIL
from cnnviz.features.canvas.geometry import (
    GROUP,
    LINK,
    MAPS,
    OUTPUT,
    SPINE,
    VECTOR,
    CanvasColumn,
    ColumnHead,
    Rect,
)
from cnnviz.features.canvas.labels import Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import CHANGE, A, B, Scene, Twin
from cnnviz.features.canvas.shading import GREY, SIGNED, WARM
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import LEVELS, ZERO, grey_table, signed_table
from cnnviz.widgets.painting import CENTRE, LEFT, hairline, hairline_frame, write
from cnnviz.widgets.tiles import image_of

BAR_HEIGHT = 5
SIGNS = {  # between the parts of one layer
    ("in", "kernel"): "×",
    ("in", "row"): "×",
    ("in", "out"): "›",
    ("kernel", "products"): "=",
    ("row", "products"): "=",
    ("products", "part"): "Σ",
    ("products", "out"): "Σ",
    ("part", "out"): "+",
}
RADIUS = 6


def qrect(rect: Rect) -> QRect:
    """A Rect as Qt's own."""
    return QRect(rect.x, rect.y, rect.w, rect.h)


class Backdrop:
    """The still part of one layout, as a pixmap; `kinds` are those of its colour bars."""

    def __init__(
        self,
        layout: CanvasLayout,
        kinds: Mapping[tuple[str, str], str],
        ratio: float,
        changed: bool = False,
        earlier: bool = False,
        turned: str = "",
    ) -> None:
        self.layout, self.kinds, self.changed, self.turned = layout, kinds, changed, turned
        self.earlier = earlier
        self.pixmap = QPixmap(ceil(layout.width * ratio), ceil(layout.height * ratio))
        self.pixmap.setDevicePixelRatio(ratio)
        self.pixmap.fill(theme.colour("canvas"))
        painter = QPainter(self.pixmap)
        self._frames(painter)
        self._arrows(painter)
        for column in layout.columns:
            self._column(painter, column)
        if layout.group is not None and layout.group.head is not None:
            self._head(painter, layout.group.head, layout.group)
        painter.end()
        self.pixmap.setDevicePixelRatio(1)
        self.ratio = ratio
        self._lanes = _lanes(None)
        self.rail = self._rail()
        self.labels = Labels()

    def _frames(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = [column for column in self.layout.columns if not column.inside]
        if self.layout.group is not None:
            framed.append(self.layout.group)
        for column in framed:
            if column.kind in (MAPS, VECTOR, OUTPUT, SPINE, GROUP):
                hairline_frame(painter, qrect(column.rect), RADIUS, fill="block")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        middle = self.layout.middle
        if not (self.layout.stepping or self.layout.alone):
            painter.setPen(QPen(theme.colour("line"), hairline(painter), Qt.PenStyle.DashLine))
            painter.drawLine(RAIL, middle.y + middle.h // 2, self.layout.width, middle.y + middle.h // 2)

    def _arrows(self, painter: QPainter) -> None:
        """Chevrons between the columns: values flow to the right, gradients to the left."""
        if self.layout.alone:
            self._signs(painter)
            return
        above = self.layout.lane_a.y + self.layout.lane_a.h // 2
        below = above + self.layout.twin
        columns = self.layout.columns
        for left, right in pairwise(columns):
            if right.kind == LINK or (left.inside and right.inside):
                continue  # one arrow is enough for so narrow a gap
            x = (left.rect.right + right.rect.x) / 2
            for y, way in ((above, 1), (below, -1)):
                chevron(painter, x, y, way, theme.colour("faint"), 1.3)

    def _signs(self, painter: QPainter) -> None:
        """What is done with the parts of the one layer in sight: input times kernel, added up."""
        font = theme.font(theme.BODY, theme.SEMIBOLD)
        lane = self.layout.lane_a
        shown = [column for column in self.layout.columns if A in column.lanes]
        for left, right in pairwise(shown):
            sign = SIGNS.get((left.part, right.part), "")
            box = QRect(left.rect.right, lane.y, right.rect.x - left.rect.right, lane.h)
            write(painter, box, sign, font, "dim", CENTRE)

    def _column(self, painter: QPainter, column: CanvasColumn) -> None:
        if column.kind == SPINE:
            self._spine(painter, column)
            return
        if column.kind == LINK:
            self._link(painter, column)
            return
        if column.head is not None:
            self._head(painter, column.head, column)
        for lane in column.lanes:
            down = 0 if lane == A else self.layout.twin
            if column.kind == MAPS and column.numbered and column.layer.shape[0] > 1:
                self._channel_numbers(painter, column, down)
            if column.kind != OUTPUT:
                self._bar(painter, column, lane, down)
        if (self.layout.stepping or self.layout.alone) and B in column.lanes:
            self._caption(painter, column)

    def _head(self, painter: QPainter, head: ColumnHead, column: CanvasColumn) -> None:
        x, y, wide, font = head.rect.x + 7, head.rect.y, head.rect.w - 12, theme.font(theme.FLOOR)
        if head.name:
            named = theme.font(theme.SECONDARY, theme.SEMIBOLD)
            write(painter, QRect(x, y + 1, wide, 18), head.name, named)
        if self.changed and (column.gutter or column.part == "row"):
            self._version(painter, head, column)
        elif head.detail:
            write(painter, qrect(head.detail_rect), head.detail, font, "dim")
        if head.page_text:
            write(painter, qrect(head.page_rect), head.page_text, font, "dim", CENTRE)
        for rect, way in ((head.back, -1), (head.forth, 1)):
            if rect.w:
                chevron(painter, rect.x + rect.w / 2, rect.y + rect.h / 2, way, theme.colour("text"))
        for chip in head.chips:
            chosen = chip.layer == column.layer.name or len(head.chips) == 1
            role, weight = ("text", theme.SEMIBOLD) if chosen else ("dim", theme.REGULAR)
            if chosen:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                hairline_frame(painter, qrect(chip.rect), 4, "dim", "raised")
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            write(painter, qrect(chip.rect), chip.text, theme.font(theme.FLOOR, weight), role, CENTRE)
        if column.kind == OUTPUT:
            words = translate("NetworkView", "logit → softmax → loss")
            write(painter, QRect(x, y + 17, wide, 16), words, theme.font(theme.FLOOR), "dim")

    def _version(self, painter: QPainter, head: ColumnHead, column: CanvasColumn) -> None:
        """After the update, of which side of it the weights above are: the first words that have the room."""
        words = translate("NetworkView", "after the step"), translate("NetworkView", "after")
        if self.earlier:
            words = translate("NetworkView", "before the step"), translate("NetworkView", "before")
        texts = words if head.name else (*(f"{head.detail} {word}" for word in words), f"W {words[1]}")
        font, room = theme.font(theme.FLOOR), column.rect.w + 8
        advance = QFontMetricsF(font).horizontalAdvance
        text = next((text for text in texts if advance(text) <= room), texts[-1])
        box = QRect(column.rect.x - (0 if head.name else 4), head.detail_rect.y, room, head.detail_rect.h)
        write(painter, box, text, font, "dim", LEFT if head.name else CENTRE)

    def _channel_numbers(self, painter: QPainter, column: CanvasColumn, down: int) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        painter.setPen(theme.colour("dim"))
        advance = painter.fontMetrics().horizontalAdvance
        rows: dict[int, list[int]] = {}
        for tile in column.tiles:
            rows.setdefault(tile.rect.y, []).append(tile.at[0])
        right = min(tile.rect.x for tile in column.tiles) - 4
        height = column.tiles[0].rect.h
        for y, numbers in rows.items():
            text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
            if advance(text) > NUMBERS - 5:
                # In a block's view they stand before the column, in a gutter of their own.
                room = right - column.rect.x - 2 if column.rect.x < right else NUMBERS - 5
                dash = "–" if advance(f"{numbers[0]}–") <= room else ""
                text = f"{numbers[0]}{dash}\n{numbers[-1]}"
            painter.drawText(
                QRect(right - NUMBERS, y + down, NUMBERS, height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text,
            )  # fmt: skip

    def _bar(self, painter: QPainter, column: CanvasColumn, lane: str, down: int) -> None:
        """The colour bar: the map itself, with ticks at zero and at a tenth of the limit."""
        rect = bar_rect(column, down)
        kind = self.kinds[lane, column.ident]
        table = grey_table(theme.current()) if kind == GREY else signed_table(theme.current())
        begin = 0 if kind == SIGNED else ZERO
        pixels = np.ascontiguousarray(table[np.linspace(begin, 2 * LEVELS, rect.w).astype(int)][None])
        painter.drawImage(qrect(rect), image_of(pixels))
        painter.setPen(QPen(theme.colour("text"), hairline(painter)))
        if kind == SIGNED:
            middle = rect.x + rect.w // 2
            painter.drawLine(middle, rect.y - 2, middle, rect.bottom + 1)
            tenths = [middle - rect.w // 20, middle + rect.w // 20]
        else:
            tenths = [rect.x + rect.w // 10] if kind == WARM else []
        painter.setPen(QPen(theme.colour("faint"), hairline(painter)))
        for x in tenths:
            painter.drawLine(x, rect.bottom, x, rect.bottom + 1)

    def _caption(self, painter: QPainter, column: CanvasColumn) -> None:
        """What lies beneath, named at the top of lane B."""
        if column.kind == OUTPUT:
            return
        if column.gutter:
            text = "ΔW" if self.changed else "dL/dW"
            if self.turned == column.layer.name:
                text = translate("NetworkView", "W turned 180°")
                text = text if column.rect.w > 80 else translate("NetworkView", "W turned")
        else:
            text = f"dL/d {column.layer.name}"
        if column.layer.kind in ("products", "share", "weights"):
            text = {
                "products": translate("NetworkView", "products"),
                "share": translate("NetworkView", "given back by dY"),
                "weights": "ΔW" if self.changed else "dL/dW",
            }[column.layer.kind]
        box = QRect(column.rect.x - 6, self.layout.middle.bottom - 16, column.rect.w + 12, 13)
        font = theme.font(theme.FLOOR, theme.MEDIUM)
        if text.startswith("dL/d ") and QFontMetricsF(font).horizontalAdvance(text) > box.width():
            text = "dL/d"  # of what is named at the top of the column
        write(painter, box, text, font, "dim", CENTRE)

    def _spine(self, painter: QPainter, column: CanvasColumn) -> None:
        rect = Rect(column.rect.x, 0, column.rect.w, self.layout.middle.y)
        text = f"{column.layer.name}   {column.layer.title}"
        vertical(painter, rect, text, theme.font(theme.FLOOR, theme.MEDIUM), theme.colour("dim"))

    def _link(self, painter: QPainter, column: CanvasColumn) -> None:
        painter.setPen(QPen(theme.colour("edge"), hairline(painter), Qt.PenStyle.DotLine))
        for lane in (self.layout.lane_a, self.layout.lane_b):
            x = column.rect.x + column.rect.w // 2
            painter.drawLine(x, lane.y + 4, x, lane.y + lane.h // 2 - 8)
            painter.drawLine(x, lane.y + lane.h // 2 + 8, x, lane.bottom - 4)

    def name_lanes(self, scene: Scene) -> None:
        """Name the lanes beside them, as the scene has them."""
        lanes = _lanes(scene.twin)
        if lanes != self._lanes:
            self._lanes = lanes
            self.rail = self._rail()

    def _rail(self) -> QPixmap:
        ratio = self.ratio
        made = QPixmap(ceil(RAIL * ratio), ceil(self.layout.height * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(theme.colour("canvas"))
        painter = QPainter(made)
        font = theme.font(theme.FLOOR, theme.SEMIBOLD)
        for lane, (texts, role) in zip((self.layout.lane_a, self.layout.lane_b), self._lanes, strict=True):
            text = fitting(texts, font, lane.h)
            vertical(painter, Rect(0, lane.y, RAIL, lane.h), text, font, theme.colour(role))
        painter.end()
        made.setDevicePixelRatio(1)
        return made


def fitting(texts: tuple[str, ...], font: QFont, room: float) -> str:
    """The first of some texts that has room, else the last one."""
    measure = QFontMetricsF(font).horizontalAdvance
    return next((text for text in texts if measure(text) <= room), texts[-1])


LaneName = tuple[tuple[str, ...], str]  # long and short, and the role of its colour


def _lanes(twin: Twin | None) -> tuple[LaneName, LaneName]:
    """The names of the two lanes."""
    if twin is None:
        gradients = (
            translate("NetworkView", "GRADIENTS  dL / d(above)"),
            translate("NetworkView", "GRADIENTS"),
        )
        return ((translate("NetworkView", "ACTIVATIONS"),), "dim"), (gradients, "dim")
    then = (translate("NetworkView", "THEN step {0}").format(f"{twin.then:,}"),)
    if twin.kind == CHANGE:
        return (then, "accent"), ((translate("NetworkView", "CHANGE now − then"),), "text")
    now = (translate("NetworkView", "NOW step {0}").format(f"{twin.now:,}"),)
    return (then, "accent"), (now, "text")


def bar_rect(column: CanvasColumn, down: int = 0) -> Rect:
    """The coloured part of a column's bar."""
    return Rect(column.bar.x, column.bar.y + down + 2, column.bar.w, BAR_HEIGHT)


def chevron(painter: QPainter, x: float, y: float, way: int, colour: QColor, width: float = 1.4) -> None:
    """A small arrow head that points left (-1) or right (1)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    back, tip, y = round(x - 2 * way), round(x + 2 * way), round(y)
    painter.drawPolyline([QPoint(back, y - 4), QPoint(tip, y), QPoint(back, y + 4)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def vertical(painter: QPainter, rect: Rect, text: str, font: QFont, colour: QColor) -> None:
    """Text that reads upwards, centred in a rectangle."""
    painter.save()
    painter.translate(rect.x, rect.bottom)
    painter.rotate(-90)
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.h)
    painter.drawText(QRect(0, 0, rect.h, rect.w), Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
