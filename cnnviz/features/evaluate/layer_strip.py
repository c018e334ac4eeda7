"""A row of small maps, one a layer, in the network's order: at a glance, where the classes come apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.evaluate.scatter import ScatterPoints
from cnnviz.features.evaluate.viewpoint import Viewpoint
from cnnviz.plots.palette import colour_of
from cnnviz.widgets import icons, theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import WALK
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, ring, smooth, write
from cnnviz.widgets.tiles import image_of

HEIGHT = 92
MOST = 2_000  # points of a small map: more would only hide one another
NAME = 18.0  # pixels under a map
GAP = 6.0
WIDEST, NARROWEST = 108.0, 58.0
ARROW = 20.0
DOT = 3  # pixels of a dot's side in a map that is painted twice as large as it is shown


def small_map(points: ScatterPoints, size: QSizeF, dot: int) -> QImage:
    """The points as dots of so many pixels, each in its class's colour."""
    width, height = round(size.width()), round(size.height())
    every = slice(None, None, max(1, len(points.labels) // MOST))
    view = Viewpoint(0, 0, width - dot, height - dot).fitted(points.places)
    there = view.inside(points.places[every])
    x, y = (each[there].astype(np.intp) for each in view.pixels(points.places[every]))
    colours = np.array([colour_of(label).rgb() for label in range(max(1, len(points.classes)))], np.uint32)
    pixels = np.full((max(1, height), max(1, width)), theme.colour("panel").rgb(), np.uint32)
    for down, right in np.ndindex(dot, dot):
        pixels[y + down, x + right] = colours[points.labels[every][there]]
    return image_of(pixels)


class LayerStrip(CellWidget):
    """`chosen` tells the layer clicked or gone to, `pointed` the number of the one under the mouse."""

    own_keys = WALK

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.names: tuple[str, ...] = ()
        self.current = ""
        self._maps: dict[str, ScatterPoints] = {}
        self._notes: dict[str, str] = {}
        self._pictures: dict[str, QPixmap] = {}

    def show_layers(self, names: tuple[str, ...]) -> None:
        """Begin anew with these layers, whose maps are yet to come."""
        self.names, self.under = names, -1
        self._maps.clear()
        self._notes.clear()
        self._pictures.clear()
        self.update()

    def show_map(self, name: str, points: ScatterPoints, note: str = "") -> None:
        """The map of one layer is there, with a short note that stands beside its name if there is room."""
        self._maps[name], self._notes[name] = points, note
        self._pictures.pop(name, None)
        self.update()

    def has(self, name: str) -> bool:
        """Whether the map of a layer is there."""
        return name in self._maps

    def choose(self, name: str) -> None:
        """Mark a layer as the one that is shown large."""
        self.current = name
        self.update()

    def boxes(self) -> dict[str, QRectF]:
        """Where each layer's map stands; as many as fit, around the current one."""
        first, last = self.span()
        left = ARROW if last - first < len(self.names) else 0.0
        wide = NARROWEST if left else min(WIDEST, (self.width() + GAP) / max(1, last - first) - GAP)
        return {
            name: QRectF(left + place * (wide + GAP), 0, wide, HEIGHT - NAME)
            for place, name in enumerate(self.names[first:last])
        }

    def span(self) -> tuple[int, int]:
        """The first layer in sight, and the one after the last."""
        total = len(self.names)
        if total * (NARROWEST + GAP) - GAP <= self.width():
            return 0, total
        count = max(1, int((self.width() - 2 * ARROW + GAP) / (NARROWEST + GAP)))
        first = min(max(0, self.here() - count // 2), total - count)
        return first, first + count

    def arrows(self) -> list[tuple[str, QRectF, str]]:
        """Where there is more: an icon, its place, and the layer that it leads to."""
        first, last = self.span()
        found = []
        if first > 0:
            found.append(("left", QRectF(0, 0, ARROW, HEIGHT - NAME), self.names[first - 1]))
        if last < len(self.names):
            box = QRectF(self.width() - ARROW, 0, ARROW, HEIGHT - NAME)
            found.append(("right", box, self.names[last]))
        return found

    def count(self) -> int:
        return len(self.names)

    def place(self, number: int) -> QRectF:
        return self.boxes().get(self.names[number], QRectF())

    def here(self) -> int:
        return self.names.index(self.current) if self.current in self.names else 0

    def go(self, number: int) -> None:
        self.pick(number)

    def cell_at(self, place: QPointF) -> int:
        boxes = [(name, box) for _, box, name in self.arrows()]
        boxes += [(name, box.adjusted(0, 0, 0, NAME)) for name, box in self.boxes().items()]
        return next((self.names.index(name) for name, box in boxes if box.contains(place)), -1)

    def pick(self, number: int) -> None:
        self.chosen.emit(self.names[number])

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for name, box in self.boxes().items():
            chosen = name == self.current
            edge, width = ("accent", 2.0) if chosen else ("line", 1.0)
            half = width / 2
            frame(painter, box.adjusted(half, half, -half, -half), 6, edge, "panel", width)
            if name in self._maps:
                inside = box.adjusted(4, 4, -4, -4)
                painter.drawPixmap(inside.topLeft(), self._picture(name, inside.size()))
            if not chosen and self.under >= 0 and name == self.names[self.under]:
                frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 6, "faint")
            if chosen and self.hasFocus():
                ring(painter, box.adjusted(4, 4, -4, -4), 3)
            font = theme.font(theme.FLOOR, theme.SEMIBOLD if chosen else theme.REGULAR)
            role = "text" if chosen else "dim"
            row = QRectF(box.left() + 2, box.bottom(), box.width() - 4, NAME)
            metrics, note = QFontMetricsF(font), self._notes.get(name, "")
            if note and metrics.horizontalAdvance(f"{name}  {note}") <= row.width():
                write(painter, row, name, font, role)
                write(painter, row, note, font, "text" if chosen else "faint", RIGHT)
                continue
            if note:  # in the map's own corner, so that none is without
                corner = QRectF(box.right() - metrics.horizontalAdvance(note) - 8, box.bottom() - NAME, 0, 0)
                corner.setBottomRight(box.bottomRight() - QPointF(2, 2))
                painter.fillRect(corner, theme.colour("panel", 0.85))
                write(painter, corner, note, font, role, CENTRE)
            write(painter, row, name, font, role, CENTRE)
        for icon, box, _ in self.arrows():
            place = QRectF(box.center().x() - 7, box.center().y() - 7, 14, 14)
            icons.paint(painter, icon, place, theme.colour("dim"))
        painter.end()

    def _picture(self, name: str, size: QSizeF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        kept = self._pictures.get(name)
        if kept is None or kept.devicePixelRatio() != ratio:
            large = small_map(self._maps[name], size * 2 * ratio, round(DOT * ratio))
            image = large.scaled((size * ratio).toSize(), mode=Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
            kept = self._pictures[name] = QPixmap.fromImage(image)
        return kept

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pictures.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the colours
            self._pictures.clear()
