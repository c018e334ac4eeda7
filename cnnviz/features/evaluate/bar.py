"""The line above every page of an evaluation: which network read which images, how well, how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.result import Result
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.plain import PlainLabel

HEIGHT = 28  # pixels
PROGRESS = 3


class EvaluationBar(QWidget):
    """Says what the result is of, in numbers; while an evaluation runs, how far it is, with Cancel."""

    def __init__(self, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_bar")
        self.evaluation = evaluation
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, PROGRESS)
        row.setSpacing(8)
        self.found = PlainLabel(self)
        self.found.setFont(theme.font(theme.BODY, theme.SEMIBOLD))
        self.note = PlainLabel(self)
        self.note.setFont(theme.font(theme.SECONDARY))
        self.note.setProperty("role", "dim")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cancel = Button("evaluate_cancel", "flat", "", self)
        self.cancel.setText(self.tr("Cancel"))
        tell(self.cancel, self.tr("Cancel"), self.tr("Stop evaluating. The result of before stays."))
        self.cancel.clicked.connect(evaluation.cancel)
        row.addWidget(self.found)
        row.addWidget(self.note, 1)
        row.addWidget(self.cancel)
        self._fraction = 0.0
        evaluation.progressed.connect(self._progress)

    def look(self) -> None:
        """Says what is so now."""
        evaluation, result = self.evaluation, self.evaluation.result
        if not evaluation.running:
            self._fraction = 0.0
        self.cancel.setVisible(evaluation.running)
        self.found.setText(self._found(result) if result is not None else "")
        self.found.setVisible(bool(self.found.text()))
        role = "wrong" if evaluation.trouble else "dim"
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.note.style().polish(self.note)
        self.note.setText(self._note())
        self.setAccessibleName(f"{self.found.text()} {self.note.text()}".strip())
        self.update()

    def _found(self, result: Result) -> str:
        count = len(result.answers)
        if not count:
            return ""
        right = int(result.answers.right.sum())
        words = self.tr("{0} % right: {1} of {2}")
        return words.format(f"{100 * right / count:.2f}", f"{right:,}", f"{count:,}")

    def _note(self) -> str:
        evaluation, result = self.evaluation, self.evaluation.result
        if evaluation.trouble:
            return f"× {evaluation.trouble}"
        if result is None:
            return self.tr("Reading the images...") if evaluation.running else ""
        if not len(result.answers):
            return result.when()
        when = evaluation.session.dated(result.when(), result.version, result.step)
        return self.tr("mean loss {0} · {1}").format(f"{result.answers.loss:.3g}", when)

    def _progress(self, fraction: float) -> None:
        self._fraction = fraction
        self.update()

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.rect()
        place.setTop(place.bottom() - PROGRESS + 1)
        if self.evaluation.running:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(place, theme.colour("line"))
            place.setWidth(round(place.width() * self._fraction))
            painter.fillRect(place, theme.colour("accent"))
        painter.end()
