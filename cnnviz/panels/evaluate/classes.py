"""The page Classes: how well each class is read, which is taken for which, and the images of any cell."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.panels.evaluate.evaluation import Evaluation, Result
from cnnviz.session import Session
from cnnviz.views.evaluate.class_bars import ClassBar, ClassBars
from core.evaluation.confusion import class_figures, confusion_matrix


class ClassesPage(QWidget):
    """Shows a result class by class."""

    def __init__(self, session: Session, evaluation: Evaluation, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_classes")
        self.session, self.evaluation = session, evaluation
        self.bars = ClassBars("evaluate_bars", self)
        self.bars.setAccessibleName(self.tr("Accuracy of each class"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bars)
        column.addStretch(1)

    def show_result(self, result: Result) -> None:
        """Counts a result anew."""
        answers = result.answers
        matrix = confusion_matrix(answers.labels, answers.read, answers.classes)
        self.bars.show_bars(
            [
                ClassBar(each.index, result.classes[each.index], each.right, each.count, each.read)
                for each in class_figures(matrix)
            ]
        )

    def theme_changed(self) -> None:
        """Paints in the new colours."""
        self.bars.update()
