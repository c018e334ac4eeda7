"""Small curves in a strip: what is left of the plots while a batch is studied on a low screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
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


@dataclass
class Spark:
    """One small curve: its name, the plot it is taken from, which line, and the step of its number."""

    title: str
    curves: Curves
    line: str
    step: int = 0
    accent: bool = False


class SparkStrip(QWidget):
    """Titles, small smooth curves and the value at the step in question; a click asks for the plots."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sparks: list[Spark] = []
        self.setFixedHeight(HEIGHT)

    def set_sparks(self, sparks: list[Spark]) -> None:
        """Show these."""
        self.sparks = sparks
        self.update()

    def text(self) -> str:
        """All titles and numbers in a row, for those who can't see them."""
        return listed(f"{spark.title} {_number(spark)}" for spark in self.sparks)

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.sparks:
            # Texts take what they need; the curves share the rest evenly.
            texts = [_text_width(spark) for spark in self.sparks]
            room = (self.width() - sum(texts) - GAP * (len(self.sparks) - 1)) / len(self.sparks)
            left = 0.0
            for spark, text in zip(self.sparks, texts, strict=True):
                _paint(painter, spark, QRectF(left, 0, text + max(0.0, room), self.height()))
                left += text + max(0.0, room) + GAP
        painter.end()


def _number(spark: Spark) -> str:
    if not spark.curves.knows(spark.step):
        return "–"  # nothing was recorded there: weights from a file, or before the first step
    return spark.curves.text_of(spark.curves.value_at(spark.line, spark.step))


def _text_width(spark: Spark) -> float:
    title = text_width(spark.title, theme.font(theme.SECONDARY))
    return title + text_width(_number(spark), theme.font(theme.SECONDARY, mono=True)) + 2


def _paint(painter: QPainter, spark: Spark, cell: QRectF) -> None:
    align = Qt.AlignmentFlag.AlignVCenter
    colour = theme.colour("accent" if spark.accent else "text")
    title_font, number_font = theme.font(theme.SECONDARY), theme.font(theme.SECONDARY, mono=True)
    number = _number(spark)
    value_width = text_width(number, number_font) + 2
    title_width = text_width(spark.title, title_font)
    painter.setFont(title_font)
    painter.setPen(colour if spark.accent else theme.colour("dim"))
    painter.drawText(cell, align | Qt.AlignmentFlag.AlignLeft, spark.title)
    write(painter, cell, number, number_font, "text", align | Qt.AlignmentFlag.AlignRight)
    room = QRectF(cell)
    room.setLeft(cell.left() + title_width + 10)
    room.setRight(cell.right() - value_width - 8)
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
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, 1.2))
    draw_through(painter, area.x(steps), area.y(means))
    at = spark.step - spark.curves.offset
    if 1 <= at < 0.97 * last:
        x = float(area.x(at))
        painter.setPen(QPen(theme.colour("faint"), 1))
        painter.drawLine(QLineF(x, area.rect.top() - 2, x, area.rect.bottom() + 2))


def make_sparks(
    plots: Mapping[str, Curves], step: int, layer: str, selected: bool, norm: bool
) -> list[Spark]:
    """Small curves of the plots, with their numbers at `step`; those of a selected layer in the accent."""
    made = [
        Spark(translate("CurvesPanel", "loss"), plots["loss"], train_name(), step),
        Spark(translate("CurvesPanel", "accuracy"), plots["accuracy"], train_name(), step),
    ]
    if layer:
        words = translate("CurvesPanel", "{0} gradient norm")
        gradient = words if norm else translate("CurvesPanel", "{0} gradient RMS")
        made.append(Spark(gradient.format(layer), plots["gradient"], layer, step, selected))
        words = translate("CurvesPanel", "{0} update / weight")
        made.append(Spark(words.format(layer), plots["update"], layer, step, selected))
    return made
