"""Small curves in a strip: what is left of the plots while a batch is studied on a low screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.features.curves.feeding import train_name
from cnnviz.plots import axes
from cnnviz.plots.area import Area, draw_through, text_width
from cnnviz.plots.curve_model import Curves
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed
from cnnviz.widgets import theme
from cnnviz.widgets.painting import write

HEIGHT = 28
GAP = 20.0
USUAL = "0.00e-0"  # as wide as most numbers
VCENTRE = Qt.AlignmentFlag.AlignVCenter


@dataclass
class Spark:
    """One small curve: its name, the plot it is taken from, and which line."""

    title: str
    curves: Curves
    line: str
    accent: bool = False


class SparkStrip(QWidget):
    """The step in question, then titles, small smooth curves and values there; a click asks for the plots."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sparks: list[Spark] = []
        self.step, self.apart = 0, False
        self._curves = QPixmap()
        self._curves_for: object = None  # painting them takes longer than the numbers
        self.setFixedHeight(HEIGHT)

    def set_sparks(self, sparks: list[Spark], step: int, apart: bool = False) -> None:
        """Show these, with their numbers at a step; `apart` if the picture in sight isn't of the run."""
        self.sparks, self._curves_for = sparks, None
        self.step, self.apart = step, apart
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """All titles and numbers in a row, for those who can't see them."""
        told = (f"{spark.title} {_number(spark, self.step)}" for spark in self.sparks)
        return listed([self._place(self.step), *told])

    def _place(self, step: int) -> str:
        """Of which step the numbers are."""
        words = self.tr("the run's step {0}") if self.apart else self.tr("step {0}")
        return words.format(f"{step:,}")

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.sparks:
            font = theme.font(theme.SECONDARY)
            left = max(text_width(self._place(step), font) for step in (self.step, 10_000)) + GAP
            write(painter, QRectF(0, 0, left, self.height()), self._place(self.step), font, "dim", VCENTRE)
            cells = self._cells(left)
            painter.drawPixmap(0, 0, self._painted_curves(cells))
            for spark, cell in zip(self.sparks, cells, strict=True):
                _write(painter, spark, self.step, cell)
        painter.end()

    def _cells(self, left: float) -> list[QRectF]:
        """Where each stands: texts take what they need, the curves share the rest evenly."""
        texts = [_title_width(spark) + _number_width(spark, self.step) for spark in self.sparks]
        room = (self.width() - left - sum(texts) - GAP * (len(self.sparks) - 1)) / len(self.sparks)
        cells = []
        for text in texts:
            cells.append(QRectF(left, 0, text + max(0.0, room), self.height()))
            left += cells[-1].width() + GAP
        return cells

    def _painted_curves(self, cells: list[QRectF]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        look = (cells, self.size(), ratio, theme.current().name)
        if look != self._curves_for:
            self._curves = QPixmap(self.size() * ratio)
            self._curves.setDevicePixelRatio(ratio)
            self._curves.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._curves)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for spark, cell in zip(self.sparks, cells, strict=True):
                room = QRectF(cell)
                room.setLeft(cell.left() + _title_width(spark) + 10)
                room.setRight(cell.right() - _number_width(spark, self.step) - 8)
                _draw(painter, spark, self.step, room)
            painter.end()
            self._curves_for = look
        return self._curves


def _number(spark: Spark, step: int) -> str:
    if not spark.curves.knows(step, spark.line):
        return "–"  # nothing was recorded there: weights from a file, or before the first step
    return spark.curves.text_of(spark.curves.value_at(spark.line, step))


def _title_width(spark: Spark) -> float:
    return text_width(spark.title, theme.font(theme.SECONDARY))


def _number_width(spark: Spark, step: int) -> float:
    """The room for a number; most have the same, so that the curves stay where they are."""
    font = theme.font(theme.SECONDARY, mono=True)
    return max(text_width(text, font) for text in (_number(spark, step), USUAL)) + 2


def _write(painter: QPainter, spark: Spark, step: int, cell: QRectF) -> None:
    font, role = theme.font(theme.SECONDARY), "accent" if spark.accent else "dim"
    write(painter, cell, spark.title, font, role, VCENTRE | Qt.AlignmentFlag.AlignLeft)
    font = theme.font(theme.SECONDARY, mono=True)
    write(painter, cell, _number(spark, step), font, "text", VCENTRE | Qt.AlignmentFlag.AlignRight)


def _draw(painter: QPainter, spark: Spark, step: int, room: QRectF) -> None:
    """The curve, and a line at the step where that is a past one."""
    line, columns = spark.curves.place(spark.line), spark.curves.columns
    if line < 0 or room.width() < 16 or not len(columns):
        return
    steps, every = columns.means(0, len(columns), spark.curves.window)
    means = every[line]
    if spark.curves.log:
        low, high = axes.positive_extent([means])
    else:
        finite = means[np.isfinite(means)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    if not low < high:
        low, high = (low * 0.9, low * 1.1) if low > 0 else (0.1, 1.0)
    last = float(max(2, len(columns)))
    area = Area(room.adjusted(0, 5, 0, -5), 1.0, last, low, high, spark.curves.log)
    painter.setPen(QPen(theme.colour("accent" if spark.accent else "text"), 1.2))
    draw_through(painter, area.x(steps), area.y(means))
    at = step - spark.curves.offset
    if 1 <= at < 0.97 * last:
        x = float(area.x(at))
        painter.setPen(QPen(theme.colour("faint"), 1))
        painter.drawLine(QLineF(x, area.rect.top() - 2, x, area.rect.bottom() + 2))


def make_sparks(plots: Mapping[str, Curves], layer: str, selected: bool, norm: bool) -> list[Spark]:
    """Small curves of the plots, those of a selected layer in the accent."""
    made = [
        Spark(translate("CurvesPanel", "loss"), plots["loss"], train_name()),
        Spark(translate("CurvesPanel", "accuracy"), plots["accuracy"], train_name()),
    ]
    if layer:
        words = translate("CurvesPanel", "{0} gradient norm")
        gradient = words if norm else translate("CurvesPanel", "{0} gradient RMS")
        made.append(Spark(gradient.format(layer), plots["gradient"], layer, selected))
        words = translate("CurvesPanel", "{0} update / weight")
        made.append(Spark(words.format(layer), plots["update"], layer, selected))
    return made
