"""The page Classes: the confusion matrix, a bar a class, and the images of the chosen cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.features.evaluate.confusion_matrix import NOWHERE, ConfusionMatrix, Pair
from cnnviz.features.evaluate.evaluation import EvaluationJob, GalleryPage
from cnnviz.features.evaluate.result import Result, one_class, pair, pair_title, percent
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import ComboBox
from cnnviz.widgets.image_grid import Caption, ImageGrid
from cnnviz.widgets.keys import COLUMN, ENTER
from cnnviz.widgets.layouts import fill, hbox, scrolled, vbox
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, smooth, write
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.confusion import class_figures, confusion_matrix, images_of, mistakes, worst_pair

ROW = 20  # pixels
HEAD = 20
FOOT = 18
BAR = 10
PERCENT = 58  # width of "100.0 %" and some room
BEGINNINGS = (99.0, 98.0, 95.0, 90.0, 80.0, 50.0, 0.0)  # per cent, where the axis may begin


@dataclass(frozen=True)
class ClassBar:
    """One class: its name, how many of its images are read rightly, and how many images are read as it."""

    index: int
    name: str
    right: int
    count: int
    read: int

    @property
    def accuracy(self) -> float:
        """Per cent of its own images; 0 when there are none."""
        return 100 * self.right / self.count if self.count else 0.0

    @property
    def precision(self) -> float | None:
        """Per cent of the images read as it, None when there are none."""
        return 100 * self.right / self.read if self.read else None


def beginning(bars: Sequence[ClassBar]) -> float:
    """Where the axis begins, per cent: a step below the lowest bar, so that none vanishes."""
    lowest = min((bar.accuracy for bar in bars if bar.count), default=0.0)
    return next(start for start in BEGINNINGS if start == 0.0 or lowest > start + (100 - start) / 20)


class AccuracyBars(CellWidget):
    """`pointed` tells the row that the mouse or the arrows are on (-1: none), `chosen` the class clicked."""

    own_keys = (*COLUMN, *ENTER)
    lets_go = True

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.bars: tuple[ClassBar, ...] = ()
        self.selected = -1  # a class

    def show_bars(self, bars: Sequence[ClassBar]) -> None:
        """Show other classes, or the same in another order."""
        grown = len(bars) != len(self.bars)
        self.bars = tuple(bars)
        self.under = min(self.under, len(self.bars) - 1)
        if grown:
            self.updateGeometry()
        self.update()

    def select(self, index: int) -> None:
        """Mark a class, -1 none."""
        if index != self.selected:
            self.selected = index
            self.update()

    def count(self) -> int:
        return len(self.bars)

    def place(self, number: int) -> QRectF:
        return QRectF(0, HEAD + number * ROW, self.width(), ROW)

    def pick(self, number: int) -> None:
        self.chosen.emit(self.bars[number].index)

    def sizeHint(self) -> QSize:
        return QSize(360, HEAD + len(self.bars) * ROW + FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, HEAD + len(self.bars) * ROW + FOOT)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter = smooth(self)
        small, body = theme.font(theme.FLOOR), theme.font(theme.SECONDARY)
        metrics = QFontMetricsF(body)
        named = (self.tr("class"), *(bar.name for bar in self.bars))
        widest = max(metrics.horizontalAdvance(text) for text in named)
        names = min(widest + 12, self.width() * 0.28)
        count = max(QFontMetricsF(small).horizontalAdvance(self._count(bar)) for bar in self.bars) + 10
        bars = QRectF(names, HEAD, max(20.0, self.width() - names - 2 * PERCENT - count), 0)
        start = beginning(self.bars)
        self._axis(painter, bars, start)
        for row, bar in enumerate(self.bars):
            line = self.place(row)
            top = line.top()
            if row == self.under or bar.index == self.selected:
                frame(painter, line, 4, fill="raised")
            role = "accent" if bar.index == self.selected else "text"
            box = QRectF(4, top, names - 10, ROW)
            write(painter, box, bar.name, body, role, cut=Qt.TextElideMode.ElideMiddle)
            self._bar(painter, bar, bars, top, start)
            right = QRectF(bars.right(), top, PERCENT, ROW)
            write(painter, right, f"{bar.accuracy:.1f} %" if bar.count else "–", body, "text", RIGHT)
            box = right.translated(count, 0).adjusted(PERCENT - count, 0, 0, 0)
            write(painter, box, self._count(bar), small, "dim", RIGHT)
            precise = "–" if bar.precision is None else f"{bar.precision:.1f} %"
            write(painter, right.translated(PERCENT + count - 4, 0), precise, small, "dim", RIGHT)
        if self.hasFocus():
            frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, "accent")
        painter.end()

    def _count(self, bar: ClassBar) -> str:
        return self.tr("{0} of {1}").format(f"{bar.right:,}", f"{bar.count:,}")

    def _bar(self, painter: QPainter, bar: ClassBar, area: QRectF, top: float, start: float) -> None:
        track = QRectF(area.left(), top + (ROW - BAR) / 2, area.width(), BAR)
        frame(painter, track, 0, fill="line")
        part = max(0.0, (bar.accuracy - start) / (100 - start)) if bar.count else 0.0
        painter.setBrush(theme.colour("right"))
        painter.drawRect(QRectF(track.left(), track.top(), track.width() * part, BAR))
        if start > 0:  # the foot is cut off: what is below isn't drawn
            painter.setPen(QPen(theme.colour("background"), 2))
            for x in (track.left() + 5, track.left() + 9):
                painter.drawLine(int(x), int(track.bottom()), int(x + 3), int(track.top()))

    def _axis(self, painter: QPainter, area: QRectF, start: float) -> None:
        font, head = theme.font(theme.FLOOR), QRectF(0, 0, self.width(), HEAD)
        write(painter, head.adjusted(4, 0, 0, 0), self.tr("class"), font, "faint")
        write(
            painter, head.adjusted(area.left(), 0, 0, 0), self.tr("of its own images, right"), font, "faint"
        )
        write(painter, QRectF(head.right() - 90, 0, 86, HEAD), self.tr("precision"), font, "faint", RIGHT)
        foot = HEAD + len(self.bars) * ROW
        for part in (0.0, 0.5, 1.0):
            x = area.left() + part * area.width()
            text = f"{start + part * (100 - start):g} %"
            write(painter, QRectF(x - 30, foot, 60, FOOT), text, font, "faint", CENTRE)


SHARE = 0.56  # of the width is the matrix's at most
LEGEND = 412  # pixels that the legend of its colours has room in
BY_CLASS, BY_ACCURACY = "class", "accuracy"


class ClassesPage(GalleryPage):
    """Bars and matrix of a result; a click on either lists the images behind it."""

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_classes")
        self.session, self.evaluation = session, evaluation
        self.matrix = ConfusionMatrix("evaluate_confusion", self)
        self.matrix.setAccessibleName(self.tr("Confusion matrix: true class by class read"))
        self.matrix.pointed.connect(self._point)
        self.matrix.chosen.connect(self.choose)
        self.bars = AccuracyBars("evaluate_bars", self)
        self.bars.setAccessibleName(self.tr("Accuracy of each class"))
        self.bars.pointed.connect(self._point_class)
        self.bars.chosen.connect(lambda index: self.choose(index, -1))
        orders = ((self.tr("in the classes' order"), BY_CLASS), (self.tr("worst first"), BY_ACCURACY))
        tip = self.tr("Which class's bar comes first.")
        self.order = ComboBox("evaluate_order", self, orders, self.tr("Order"), tip)
        self.order.currentIndexChanged.connect(self._show_bars)
        self.heading = PlainLabel(self, size=theme.SECONDARY, weight=theme.SEMIBOLD, elastic=True)
        self.heading.cut = Qt.TextElideMode.ElideMiddle  # how many there are stands at its end
        gallery = ImageGrid("evaluate_cell_images", self, (56,), 80, 1)
        self.add_gallery(gallery, self.tr("Images of the chosen cell"))
        self.gallery.entered.connect(evaluation.show_image)
        fill(hbox(self, 20), self.matrix, (self._side(), 1))

    def _side(self) -> QVBoxLayout:
        scroll = scrolled(self.bars, self, "", clear=True)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.frame = scroll
        words = self.tr("Right, class by class")
        title = PlainLabel(words, self, size=theme.SECONDARY, weight=theme.SEMIBOLD, elastic=True)
        head = fill(QHBoxLayout(), (title, 1), self.order)
        return fill(vbox(spacing=6), head, (scroll, 3), self.heading, (self.gallery, 2))

    # what others call

    def show_result(self, result: Result) -> None:
        """Count a result anew; the chosen cell stays, at first it is the pair mistaken most often."""
        self.result = result
        answers = result.answers
        self.counts = confusion_matrix(answers.labels, answers.read, answers.classes)
        self.matrix.show_counts(self.counts, result.classes)
        self._show_bars()
        chosen = self.matrix.selected
        if chosen == NOWHERE or max(chosen) >= len(self.counts):
            chosen = worst_pair(self.counts) or (0, 0)
        self.choose(*chosen)

    @Slot(int, int)
    def choose(self, true: int, read: int) -> None:
        """List the images of a cell; of a row (read -1) or a column (true -1) the mistakes in it."""
        result = self.result
        if result is None:
            return
        self.matrix.select(true, read)
        self.bars.select(true if read < 0 or true == read else -1)
        numbers = self._numbers(result, (true, read))
        self.heading.setText(pair_title(result, (true, read), len(numbers)))
        self.gallery.empty = self.tr("There are no such images.")
        self.gallery.show_images(result.dataset.images, numbers, self._caption)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The matrix is about square, but never narrower than what its colours mean is told in; what it can't
        # use is the side's.
        self.matrix.setFixedWidth(min(max(self.height() + 24, LEGEND), round(self.width() * SHARE)))
        super().resizeEvent(event)

    # the parts

    def _numbers(self, result: Result, pair: Pair) -> np.ndarray:
        true, read = pair
        if min(pair) < 0:
            return mistakes(result.answers, true if true >= 0 else None, read if read >= 0 else None)
        found = images_of(result.answers, true, read)
        return found[::-1] if true == read else found  # of what went right the least sure are of interest

    def _caption(self, number: int) -> Caption:
        assert self.result is not None
        answers = self.result.answers
        sure = percent(float(answers.confidence[number]), 1)
        right = bool(answers.right[number])
        if min(self.matrix.selected) >= 0:
            return Caption((sure,), right)
        name = self.result.classes
        pair = f"{name[int(answers.labels[number])]} → {name[int(answers.read[number])]}"
        return Caption((pair,), right)

    @Slot()
    def _show_bars(self) -> None:
        if self.result is None:
            return
        names = self.result.classes
        bars = [
            ClassBar(each.index, names[each.index], each.right, each.count, each.read)
            for each in class_figures(self.counts)
        ]
        if self.order.currentData() == BY_ACCURACY:
            bars.sort(key=lambda bar: (bar.accuracy, bar.index))
        self.bars.show_bars(bars)
        self.frame.setMaximumHeight(self.bars.sizeHint().height() + 2)

    @Slot(int, int)
    def _point(self, true: int, read: int) -> None:
        if (true, read) != NOWHERE:
            self.session.explain_by(lambda: self._about_pair(true, read))
            self.matrix.setAccessibleDescription(self._about_pair(true, read)[1])

    def _about_pair(self, true: int, read: int) -> tuple[str, str]:
        if self.result is None:
            return "", ""
        return self.tr("Confusion matrix"), pair(self.result, self.counts, (true, read))

    @Slot(int)
    def _point_class(self, row: int) -> None:
        if row >= 0:
            self.session.explain_by(lambda: self._about_class(row))
            self.bars.setAccessibleDescription(self._about_class(row)[1])

    def _about_class(self, row: int) -> tuple[str, str]:
        if self.result is None:
            return "", ""
        index = self.bars.bars[row].index
        sentence = one_class(self.result, class_figures(self.counts)[index])
        return self.tr("Class {0}").format(self.result.classes[index]), sentence
