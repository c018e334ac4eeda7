"""The page Calibration: whether the network is as sure as it is right, and what a temperature changes."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.features.evaluate import sentences
from cnnviz.features.evaluate.evaluate_page import EvaluatePage
from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.reliability import Bins, ReliabilityDiagram
from cnnviz.features.evaluate.result import Result
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.answers import Answers
from core.evaluation.calibration import Calibration, best_temperature, calibration

SIDE = 340  # pixels of the column beside the diagram
STEPS = 100  # of the slider on either side of 1
WIDEST = 4.0  # the highest temperature, and one over the lowest

Found = tuple[Calibration, float]  # and the mean loss


def temperature(place: int) -> float:
    """What a place of the slider stands for: from 1/4 over 1 to 4, each step the same factor."""
    return float(WIDEST ** (place / STEPS))


def tempered(answers: Answers, at: float, report: Report) -> Found:
    """The calibration and the loss of answers whose logits are divided by a temperature."""
    report(0.0)
    other = answers if at == 1.0 else answers.at_temperature(at)
    return calibration(other.confidence, answers.right), other.loss


def best_place(answers: Answers, report: Report) -> int:
    """The place of the slider nearest to the best temperature."""
    found = best_temperature(answers, 1 / WIDEST, WIDEST, report)
    return round(STEPS * math.log(found, WIDEST))


class CalibrationPage(EvaluatePage):
    """The reliability diagram of a result, its expected calibration error, and a temperature to try."""

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_calibration")
        self.session = session
        self.result: Result | None = None
        self.found: Calibration | None = None
        self._of: tuple[object, float] = (None, 1.0)  # the result and the temperature that is shown
        self.background = Background(session, self)
        self.background.progressed.connect(self._searched)
        self.background.ended.connect(self._ended)
        self.diagram = ReliabilityDiagram("evaluate_reliability", self)
        self.diagram.setAccessibleName(self.tr("Reliability diagram: how often right over how sure"))
        self.diagram.pointed.connect(self._point)
        self.diagram.said.connect(session.message)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.diagram, 1)
        row.addWidget(self._side())

    # what others call

    def show_result(self, result: Result) -> None:
        """Shows another result, at the temperature chosen."""
        self.result = result
        self._look()

    def theme_changed(self) -> None:
        """Paints in the new colours."""
        self.diagram.refresh()

    def end_work(self) -> None:
        """The window closes."""
        self.background.end()

    # building

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(SIDE)
        self.sentence = _label(side, theme.READOUT, theme.SEMIBOLD)
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        self.ece = _figure(grid, side, 0, "evaluate_ece", self.tr("expected calibration error"))
        self.accuracy = _figure(grid, side, 1, "evaluate_accuracy", self.tr("right"))
        self.confidence = _figure(grid, side, 2, "evaluate_confidence", self.tr("sure, on average"))
        self.loss = _figure(grid, side, 3, "evaluate_loss", self.tr("mean loss"))
        grid.setColumnStretch(1, 1)
        formula = _label(side, theme.SECONDARY, theme.REGULAR, "dim")
        formula.setText(
            self.tr(
                "The sum over all bins of {0}: how far the bars end from the diagonal,"
                " weighted by their images (Guo et al. 2017)."
            ).format("n\u00a0/\u00a0N\u00a0×\u00a0|right\u00a0−\u00a0sure|")
        )
        head = _label(side, theme.SECONDARY, theme.SEMIBOLD)
        head.setText(self.tr("Try a temperature"))
        why = _label(side, theme.SECONDARY, theme.REGULAR, "dim")
        why.setText(
            self.tr(
                "Divide every logit by T before the softmax. No answer changes, only how sure it is:"
                " above 1 it is more modest, below 1 surer. The network itself stays as it is."
            )
        )
        self.slider = Slider("evaluate_temperature", side)
        self.slider.setRange(-STEPS, STEPS)
        tell(self.slider, self.tr("Temperature"), self.tr("What the logits are divided by, 0.25 to 4."))
        self.slider.valueChanged.connect(self._look)
        self.reading = PlainLabel(side)
        self.reading.setFont(theme.font(theme.BODY, mono=True))
        self.reading.setMinimumWidth(72)
        self.back = Button("evaluate_temperature_back", "flat", "", side)
        self.back.setText(self.tr("back to 1"))
        tell(self.back, self.tr("Temperature 1"), self.tr("The network's own probabilities."))
        self.back.clicked.connect(lambda: self.slider.setValue(0))
        self.best = Button("evaluate_temperature_best", "raised", "", side)
        self.best.setText(self.tr("Find the best"))
        tip = self.tr("The temperature with the least mean loss on these very images.")
        tell(self.best, self.tr("Find the best temperature"), tip)
        self.best.clicked.connect(self._find)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.reading, self.slider, self.back):
            line.addWidget(widget, int(widget is self.slider))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(10)
        column.addWidget(self.sentence)
        column.addSpacing(6)
        column.addLayout(grid)
        column.addWidget(formula)
        column.addSpacing(14)
        column.addWidget(head)
        column.addWidget(why)
        column.addLayout(line)
        column.addWidget(self.best, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return side

    # what is shown

    @Slot()
    def _look(self) -> None:
        at = temperature(self.slider.value())
        self.reading.setText(f"T = {at:.2f}")
        self.back.setEnabled(at != 1.0)
        if self.result is not None:
            work = partial(tempered, self.result.answers, at)
            self.background.start(work, partial(self._show, self.result, at))

    @Slot()
    def _find(self) -> None:
        if self.result is not None:
            work = partial(best_place, self.result.answers)
            self.background.start(work, self._found)
            self.best.setEnabled(False)

    def _found(self, place: int) -> None:
        self.slider.setValue(place)
        self._look()  # also where it stands there already

    @Slot(float)
    def _searched(self, fraction: float) -> None:
        if not self.best.isEnabled():
            self.best.setText(self.tr("Finding it: {0} %").format(f"{100 * fraction:.0f}"))

    @Slot()
    def _ended(self) -> None:
        self.best.setText(self.tr("Find the best"))
        self.best.setEnabled(True)

    def _show(self, result: Result, at: float, made: Found) -> None:
        self._of = result, at
        self.found, loss = made
        found = self.found
        self.diagram.show_bins(Bins(found.edges, found.count, found.confidence, found.accuracy))
        self.ece.setText(f"{found.ece:.3g}")
        self.accuracy.setText(sentences.percent(found.mean_accuracy, 2))
        self.confidence.setText(sentences.percent(found.mean_confidence, 2))
        self.loss.setText(f"{loss:.3g}")
        self.sentence.setText(sentences.calibrated(found, at))

    @Slot(int)
    def _point(self, place: int) -> None:
        if self.found is not None and place >= 0:
            sentence = sentences.one_bin(self.found, place)
            self.session.explain(self.tr("Reliability"), sentence)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._of != (self.result, temperature(self.slider.value())):
            self._look()  # it was put out of sight before it was done

    def hideEvent(self, event: QHideEvent) -> None:
        self.background.cancel()
        super().hideEvent(event)


def _label(parent: QWidget, size: int, weight: object, role: str = "") -> QLabel:
    made = PlainLabel(parent)
    made.setFont(theme.font(size, weight))  # type: ignore[arg-type]
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if role:
        made.setProperty("role", role)
    return made


def _figure(grid: QGridLayout, parent: QWidget, row: int, name: str, words: str) -> QLabel:
    """A number and what it is."""
    number = PlainLabel(parent)
    number.setObjectName(name)
    number.setAccessibleName(words)
    number.setFont(theme.font(theme.VALUE if row == 0 else theme.READOUT, mono=True))
    text = PlainLabel(words, parent)
    text.setFont(theme.font(theme.SECONDARY))
    text.setProperty("role", "dim")
    grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignVCenter)
    return number
