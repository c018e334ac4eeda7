"""The page Classes: how well each class is read, which is taken for which, and the images of any cell."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.features.evaluate import sentences
from cnnviz.features.evaluate.class_bars import AccuracyBars, ClassBar
from cnnviz.features.evaluate.confusion_matrix import NOWHERE, ConfusionMatrix, Pair
from cnnviz.features.evaluate.evaluate_page import EvaluatePage
from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.result import Result
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox, tell
from cnnviz.widgets.image_grid import Caption, ImageGrid
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.confusion import class_figures, confusion_matrix, worst_pair
from core.evaluation.mistakes import images_of, mistakes

SHARE = 0.56  # of the width is the matrix's at most
BY_CLASS, BY_ACCURACY = "class", "accuracy"


class ClassesPage(EvaluatePage):
    """Bars and matrix of a result; a click on either lists the images behind it."""

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_classes")
        self.session, self.evaluation = session, evaluation
        self.result: Result | None = None
        self.matrix = ConfusionMatrix("evaluate_confusion", self)
        self.matrix.setAccessibleName(self.tr("Confusion matrix: true class by class read"))
        self.matrix.pointed.connect(self._point)
        self.matrix.chosen.connect(self.choose)
        self.bars = AccuracyBars("evaluate_bars", self)
        self.bars.setAccessibleName(self.tr("Accuracy of each class"))
        self.bars.pointed.connect(self._point_class)
        self.bars.chosen.connect(lambda index: self.choose(index, -1))
        self.order = ComboBox("evaluate_order", self)
        self.order.addItem(self.tr("in the classes' order"), BY_CLASS)
        self.order.addItem(self.tr("worst first"), BY_ACCURACY)
        tell(self.order, self.tr("Order"), self.tr("Which class's bar comes first."))
        self.order.currentIndexChanged.connect(self._show_bars)
        self.heading = _heading(self)
        self.gallery = ImageGrid("evaluate_cell_images", self, (56,), 80, 1)
        self.gallery.setAccessibleName(self.tr("Images of the chosen cell"))
        self.gallery.entered.connect(evaluation.show_image)
        self.gallery.pointed.connect(self._point_image)
        self.gallery.walked.connect(self._point_image)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.matrix)
        row.addLayout(self._side(), 1)

    def _side(self) -> QVBoxLayout:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self.bars)
        self.bars.setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.frame = scroll
        head = QHBoxLayout()
        title = _heading(self)
        title.setText(self.tr("Right, class by class"))
        head.addWidget(title, 1)
        head.addWidget(self.order)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(scroll, 3)
        column.addWidget(self.heading)
        column.addWidget(self.gallery, 2)
        return column

    # what others call

    def show_result(self, result: Result) -> None:
        """Counts a result anew; the chosen cell stays, at first it is the pair mistaken most often."""
        self.result = result
        answers = result.answers
        self.counts = confusion_matrix(answers.labels, answers.read, answers.classes)
        self.matrix.show_counts(self.counts, result.classes)
        self._show_bars()
        chosen = self.matrix.selected
        if chosen == NOWHERE or max(chosen) >= len(self.counts):
            chosen = worst_pair(self.counts) or (0, 0)
        self.choose(*chosen)

    def theme_changed(self) -> None:
        """Paints in the new colours."""
        self.matrix.refresh()
        self.bars.update()
        self.gallery.refresh()

    @Slot(int, int)
    def choose(self, true: int, read: int) -> None:
        """Lists the images of a cell; of a row (read -1) or a column (true -1) the mistakes in it."""
        result = self.result
        if result is None:
            return
        self.matrix.select(true, read)
        self.bars.select(true if read < 0 or true == read else -1)
        numbers = self._numbers(result, (true, read))
        what = sentences.pair_title(result, (true, read), len(numbers))
        self.heading.setText(what)
        self.gallery.empty = self.tr("There are no such images.")
        self.gallery.show_images(result.dataset.images, numbers, self._caption)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The matrix is about square; what it can't use is the side's.
        self.matrix.setFixedWidth(min(self.height() + 24, round(self.width() * SHARE)))
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
        sure = sentences.percent(float(answers.confidence[number]), 1)
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
        if self.result is not None and (true, read) != NOWHERE:
            sentence = sentences.pair(self.result, self.counts, (true, read))
            self.matrix.setAccessibleDescription(sentence)
            self.session.explain(self.tr("Confusion matrix"), sentence)

    @Slot(int)
    def _point_class(self, index: int) -> None:
        if self.result is not None and index >= 0:
            sentence = sentences.one_class(self.result, class_figures(self.counts)[index])
            self.bars.setAccessibleDescription(sentence)
            self.session.explain(self.tr("Class {0}").format(self.result.classes[index]), sentence)

    @Slot(int)
    def _point_image(self, number: int) -> None:
        if self.result is not None and number >= 0:
            sentence = sentences.image(self.result, number)
            self.gallery.setAccessibleDescription(sentence)
            self.session.explain(self.result.name(number), sentence)


def _heading(parent: QWidget) -> QLabel:
    made = PlainLabel(parent)
    made.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
