"""The network as a column of feature maps, each drawn to one scale: what every layer makes of the image.

Layers that keep the shape stand at the same maps. After a trouble nothing is known, and a dashed box says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.system.wording import COLON, SEMICOLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import vbox
from cnnviz.widgets.painting import LEFT, RIGHT, smooth, write
from cnnviz.widgets.plain import PlainLabel

LABEL = 96  # pixels at the left, for the layers' names
SHAPE = 84  # and at the right, for the shape
LEAST = 12  # a stage is never lower than this
BIGGEST = 4.0  # pixels a number
SHEETS = 48  # maps drawn of a stage at most
GAP = 13
TWO_LINES = 32  # pixels of names that are broken once
FAN = 11.0  # pixels from one map of a stage to the next, where there is room


@dataclass(frozen=True)
class ShapeStage:
    """Layers that make one shape, (C, H, W), (F,) or None for unknown: their names and keys, it in words."""

    names: str
    keys: tuple[int, ...]
    words: str
    shape: tuple[int, ...] | None
    window: tuple[int, int] | None = None  # that slides over it next


class NetworkBlocks(CellWidget):
    """The picture; `chosen` tells the key of a stage's first layer when it is clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("network_blocks", parent)
        self.setAccessibleName(self.tr("Picture of the network"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.stages: tuple[ShapeStage, ...] = ()
        self.current = 0

    def show_stages(self, stages: Sequence[ShapeStage]) -> None:
        """Draw these stages, from the image down."""
        self.stages = tuple(stages)
        said = (listed((stage.names, stage.words), COLON) for stage in stages)
        self.setAccessibleDescription(listed(said, SEMICOLON))
        self.update()

    def show_current(self, key: int) -> None:
        """Mark the stage of a layer."""
        if key != self.current:
            self.current = key
            self.update()

    # places

    def scale(self) -> float:
        """Pixels a number, the same for every stage."""
        heights = [stage.shape[1] for stage in self.stages if stage.shape and len(stage.shape) == 3]
        wide = [stage.shape[2] for stage in self.stages if stage.shape and len(stage.shape) == 3]
        if not heights:
            return BIGGEST
        room = self.height() - 12 - GAP * len(self.stages)
        low, high = 0.0, min(BIGGEST, max(self._across() - 30, 10) / max(wide))
        for _ in range(24):  # how high the column gets isn't linear in it: stages have a least height
            middle = (low + high) / 2
            fits = sum(self._height(stage, middle) for stage in self.stages) <= room
            low, high = (middle, high) if fits else (low, middle)
        return low

    def places(self) -> list[QRectF]:
        """Where each stage is drawn, labels left out."""
        scale = self.scale()
        heights = [self._height(stage, scale) for stage in self.stages]
        total = sum(heights) + GAP * (len(heights) - 1)
        y = max(6.0, (self.height() - total) / 2) if total < self.height() else 6.0
        made = []
        for height in heights:
            made.append(QRectF(LABEL, y, self._across(), height))
            y += height + GAP
        return made

    def _across(self) -> float:
        return max(20.0, self.width() - LABEL - SHAPE)

    def _height(self, stage: ShapeStage, scale: float) -> float:
        if stage.shape is None or len(stage.shape) != 3:
            return LEAST
        return max(LEAST, stage.shape[1] * scale)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        scale = self.scale()
        places = self.places()
        middle = LABEL + self._across() / 2
        for above, below in pairwise(places):
            painter.setPen(QPen(theme.colour("faint"), 1))
            tip = QPointF(middle, below.top() - 2)
            painter.drawLine(QPointF(middle, above.bottom() + 2), tip)
            painter.drawLine(tip, tip + QPointF(-3, -3))
            painter.drawLine(tip, tip + QPointF(3, -3))
        for number, (stage, place) in enumerate(zip(self.stages, places, strict=True)):
            self._paint_stage(painter, stage, place, scale, number == self.under)
        painter.end()

    def _paint_stage(
        self, painter: QPainter, stage: ShapeStage, place: QRectF, scale: float, under: bool
    ) -> None:
        marked = self.current in stage.keys
        edge = theme.colour("accent" if marked else "text" if under else "faint")
        painter.setPen(QPen(edge, 1.5 if marked else 1))
        painter.setBrush(theme.colour("raised"))
        if stage.shape is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("wrong" if stage.names else "edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(place.center().x() - 40, place.y(), 80, place.height()), 3, 3)
        elif len(stage.shape) == 3:
            self._paint_maps(painter, stage, stage.shape, place, scale)
        else:
            self._paint_vector(painter, stage.shape[0], place, edge.name())
        self._paint_labels(painter, stage, place, marked)

    def _paint_maps(
        self, painter: QPainter, stage: ShapeStage, shape: tuple[int, ...], place: QRectF, scale: float
    ) -> None:
        channels = shape[0]
        height, width = max(1.0, shape[1] * scale), max(1.0, shape[2] * scale)
        drawn = min(channels, SHEETS)
        spare = place.width() - width
        # A fan: the one in front hides the next in part.
        step = min(width + 3, FAN, spare / (drawn - 1)) if drawn > 1 else 0.0
        left = place.center().x() - (width + step * (drawn - 1)) / 2
        top = place.center().y() - height / 2
        for number in range(drawn):
            painter.drawRect(QRectF(left + step * number, top, width, height))
        if stage.window is not None:
            tall = max(2.0, min(stage.window[0] * scale, height))
            wide = max(2.0, min(stage.window[1] * scale, width))
            painter.setPen(QPen(theme.colour("text"), 1))
            painter.setBrush(theme.colour("text", 0.25))
            painter.drawRect(QRectF(left + step * (drawn - 1), top, wide, tall))

    def _paint_vector(self, painter: QPainter, count: int, place: QRectF, edge: str) -> None:
        step = min(8.0, place.width() / max(count, 1))
        width = step * count
        box = QRectF(place.center().x() - width / 2, place.center().y() - 4, width, 8)
        painter.drawRect(box)
        if step >= 2:
            painter.setPen(QPen(theme.colour("edge"), 1))
            for number in range(1, count):
                x = box.left() + step * number
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_labels(self, painter: QPainter, stage: ShapeStage, place: QRectF, marked: bool) -> None:
        middle = place.center().y()
        font = theme.font(theme.SECONDARY, theme.SEMIBOLD if marked else theme.MEDIUM)
        painter.setFont(font)
        wrapped = LEFT | Qt.TextFlag.TextWordWrap
        box = QRectF(0, middle - TWO_LINES / 2, LABEL - 6, TWO_LINES)
        high = painter.boundingRect(box, wrapped, stage.names).height()
        fits = high <= TWO_LINES <= place.height() + GAP
        write(painter, box, stage.names, font, "text", wrapped if fits else LEFT)
        box = QRectF(self.width() - SHAPE, middle - 9, SHAPE, 18)
        write(painter, box, stage.words, theme.font(theme.SECONDARY, mono=True), "dim", RIGHT)

    # mouse

    def cell_at(self, place: QPointF) -> int:
        for number, box in enumerate(self.places()):
            if box.top() - GAP / 2 <= place.y() < box.bottom() + GAP / 2:
                return number
        return -1

    def pick(self, number: int) -> None:
        if self.stages[number].keys:
            self.chosen.emit(self.stages[number].keys[0])


WIDTH = 132


class Palette(QWidget):
    """A column of buttons; `wanted` tells the type of layer that is to be added."""

    wanted = Signal(str)

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        """`groups` are (heading, ((type, sentence), ...))."""
        super().__init__(parent)
        self.setObjectName("layer_palette")
        self.setAccessibleName(self.tr("Types of layers"))
        self.setFixedWidth(WIDTH)
        self.setStyleSheet(
            "#layer_palette QPushButton { text-align: left; min-height: 20px; padding: 0 6px; }"
            "#layer_palette QPushButton:focus { min-height: 18px; padding: 0 5px; }"
        )
        column = vbox(self, 1)
        self.buttons: dict[str, Button] = {}
        for number, (heading, kinds) in enumerate(groups):
            if number:
                column.addSpacing(5)
            label = PlainLabel(heading, self, size=theme.FLOOR, role="faint", weight=theme.MEDIUM)
            label.setContentsMargins(6, 0, 0, 0)
            column.addWidget(label)
            for kind, sentence in kinds:
                button = Button(f"add_{kind}", "flat", "", self, kind)
                button.setFont(theme.font(theme.SECONDARY, theme.MEDIUM))
                tell(button, self.tr("Add {0}").format(kind), sentence)
                button.clicked.connect(lambda _=False, which=kind: self.wanted.emit(which))
                column.addWidget(button)
                self.buttons[kind] = button
        column.addStretch(1)
