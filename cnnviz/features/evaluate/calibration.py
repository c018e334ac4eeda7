"""The page Calibration: how often it is right when it is so sure, and a temperature that mends it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QBrush, QFont, QHideEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from cnnviz.features.evaluate.evaluation import EvaluatePage, EvaluationJob
from cnnviz.features.evaluate.result import Result, calibrated, one_bin, percent
from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot import Plot
from cnnviz.plots.view import LETTERS, PlotView
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system.translation import Count
from cnnviz.system.wording import listed
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import CENTRE, write
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.answers import Answers
from core.evaluation.calibration import Calibration, best_temperature, calibration

LEFT, TOP, RIGHT = 58.0, LETTERS + 9.0, 26.0  # with room for half a line above the view
GAP = 40.0  # between the two pictures: the axis of the upper one
FOOT = 22.0
COUNTS = 0.2  # of the height is the lower picture's
TICKS = [Tick(part, f"{100 * part:.0f} %") for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
ROOM = 1.25  # of the largest count: the numbers stand above the bars
INSET = 0.08  # of a bin's width, at either side of its bar
WRONG, RIGHT_ROLE = ("wrong", Qt.BrushStyle.BDiagPattern), ("right", Qt.BrushStyle.FDiagPattern)


@dataclass(frozen=True, eq=False)
class Bins:
    """Of each bin: where it begins and ends, how many images it has, how sure and how right (NaN: none).

    Shape: edges (M + 1,), the others (M,)
    """

    edges: np.ndarray = field(default_factory=lambda: np.arange(2.0))
    count: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int64))
    confidence: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))
    accuracy: np.ndarray = field(default_factory=lambda: np.full(1, np.nan))


class ReliabilityDiagram(Plot):
    """`pointed` tells the bin under the mouse or the arrows, -1 for none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(320, 320)
        self.bins = Bins()

    def show_bins(self, bins: Bins) -> None:
        """Show other bins."""
        self.bins = bins
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._lower = view.add_area(lambda area: [], lambda area: [Tick(0.0, "")])
        for area in view.areas:
            area.box.setMouseEnabled(x=False, y=False)
        self._bands = [area.add_bars(-2.0) for area in view.areas]
        self._bars, self._counts = self.area.add_bars(), self._lower.add_bars()
        self._over = PlotLayer(self.area, self._paint_over, z=2, whole=True)
        self._numbers = PlotLayer(self._lower, self._paint_numbers, z=2, whole=True)

    def lay_out(self) -> None:
        if self.area is not None:
            size, lower = QSizeF(self.size()), round(COUNTS * self.height())
            self.area.place(size, LEFT, TOP, RIGHT, GAP + lower + FOOT)
            self._lower.place(size, LEFT, self.height() - FOOT - lower, RIGHT, FOOT)
            self.refresh()

    def draw(self) -> None:
        assert self.area is not None
        bins, most = self.bins, ROOM * max(1, int(self.bins.count.max(initial=0)))
        self.area.show_range(0.0, 1.0, 0.0, 1.0)
        self._lower.show_range(0.0, 1.0, 0.0, most)
        there = bins.count > 0
        inset = INSET * np.diff(bins.edges)
        x0, x1 = (bins.edges[:-1] + inset)[there], (bins.edges[1:] - inset)[there]
        right, none = bins.accuracy[there], np.zeros(int(there.sum()))
        grey, raised, nothing = theme.colour("faint", 0.55), theme.colour("raised"), QPen(Qt.PenStyle.NoPen)
        self._bars.setOpts(x0=x0, x1=x1, y0=none, y1=right, brush=grey, pen=nothing)
        self._counts.setOpts(x0=x0, x1=x1, y0=none, y1=bins.count[there], brush=grey, pen=nothing)
        here = [self.at] if self.at >= 0 else []
        for band, top in zip(self._bands, (1.0, most), strict=True):
            x0, x1, y0, y1 = bins.edges[here], bins.edges[[at + 1 for at in here]], [0.0], [top]
            band.setOpts(x0=x0, x1=x1, y0=y0[: len(here)], y1=y1[: len(here)], brush=raised, pen=nothing)
        self._over.refresh(bins)
        self._numbers.refresh(bins)

    def is_empty(self) -> bool:
        return False

    def count(self) -> int:
        return len(self.bins.count)

    def point_at(self, place: QPointF | None) -> None:
        area = self.area.shown() if self.area is not None else None
        part = -1.0 if area is None or place is None else float(area.step(place.x()))
        self.point(int(np.searchsorted(self.bins.edges, part, side="right")) - 1 if 0 <= part < 1 else -1)

    def newest(self) -> str:
        bins = self.bins
        return listed(
            self.tr("{0} to {1} sure: {2} right, {3} {3:image|images}").format(
                f"{bins.edges[at]:.0%}",
                f"{bins.edges[at + 1]:.0%}",
                f"{bins.accuracy[at]:.1%}",
                Count(bins.count[at]),
            )
            for at in np.flatnonzero(bins.count).tolist()
        )

    def table(self) -> Mapping[str, np.ndarray]:
        bins = self.bins
        named = {"from": bins.edges[:-1], "to": bins.edges[1:], "images": bins.count}
        return {**named, "confidence": bins.confidence, "accuracy": bins.accuracy}

    def x_ticks(self, area: Area) -> list[Tick]:
        return TICKS

    def y_ticks(self, area: Area) -> list[Tick]:
        return TICKS

    # painting

    def _paint_over(self, painter: QPainter, area: Area) -> None:
        """Paint how right each bin is, the diagonal, and what the axes and the hatching mean."""
        bins, rect, font = self.bins, area.rect, theme.font(theme.FLOOR)
        for at in np.flatnonzero(bins.count).tolist():
            left, right = (float(area.x(float(edge))) for edge in bins.edges[at : at + 2])
            sure, y = float(area.y(float(bins.confidence[at]))), float(area.y(float(bins.accuracy[at])))
            role, slant = WRONG if sure < y else RIGHT_ROLE
            inset = INSET * (right - left)
            painter.setPen(QPen(theme.colour(role), 0))
            painter.setBrush(QBrush(theme.colour(role), slant))  # in pixels: an SVG has it to scale
            painter.drawRect(QRectF(left + inset, min(sure, y), right - left - 2 * inset, abs(sure - y)))
            painter.fillRect(QRectF(left + 2, y - 1, right - left - 4, 2), theme.colour("text"))
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(rect.bottomLeft(), rect.topRight())
        line = QRectF(rect.left(), rect.bottom() + 18, rect.width(), 16)
        write(painter, line, self.tr("how sure it is (confidence)"), font, "dim", CENTRE)
        painter.save()
        painter.translate(4, rect.center().y())
        painter.rotate(-90)
        side = QRectF(-rect.height() / 2, 0, rect.height(), 14)
        write(painter, side, self.tr("how often it is right (accuracy)"), font, "dim", CENTRE)
        painter.restore()
        self._paint_key(painter, rect)

    def _paint_key(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what the hatching means, in the corner where bars are low."""
        y = rect.top() + 10
        for (role, slant), text in ((WRONG, self.tr("× too sure")), (RIGHT_ROLE, self.tr("too modest"))):
            box = QRectF(rect.left() + 12, y, 14, 12)
            painter.setPen(QPen(theme.colour(role), 1))
            painter.setBrush(QBrush(theme.colour(role), slant))
            painter.drawRect(box)
            painter.setPen(theme.colour("dim"))
            painter.drawText(QPointF(box.right() + 7, box.bottom() - 2), text)
            y += 18
        painter.setPen(QPen(theme.colour("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left() + 12, y + 6), QPointF(rect.left() + 26, y + 6))
        painter.setPen(theme.colour("dim"))
        painter.drawText(QPointF(rect.left() + 33, y + 10), self.tr("as sure as it is right"))

    def _paint_numbers(self, painter: QPainter, area: Area) -> None:
        font = theme.font(theme.FLOOR)
        for at, count in enumerate(self.bins.count.tolist()):
            left, right = (float(area.x(float(edge))) for edge in self.bins.edges[at : at + 2])
            above = QRectF(left - 10, float(area.y(count)) - 15, right - left + 20, 14)
            write(painter, above, f"{count:,}", font, "text" if count else "faint", CENTRE)
        foot = QRectF(area.rect.left(), area.rect.bottom() + 3, area.rect.width(), 16)
        write(painter, foot, self.tr("how many images"), font, "dim", CENTRE)


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
        fill(hbox(self, 24), (self.diagram, 1), self._side())

    # what others call

    def show_result(self, result: Result) -> None:
        """Show another result, at the temperature chosen."""
        self.result = result
        self._look()

    def end_work(self) -> None:
        """The window closes."""
        self.background.end()

    # building

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(SIDE)
        self.sentence = paragraph(side, theme.READOUT, theme.SEMIBOLD)
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        self.ece = _figure(grid, side, 0, "evaluate_ece", self.tr("expected calibration error"))
        self.accuracy = _figure(grid, side, 1, "evaluate_accuracy", self.tr("right"))
        self.confidence = _figure(grid, side, 2, "evaluate_confidence", self.tr("sure, on average"))
        self.loss = _figure(grid, side, 3, "evaluate_loss", self.tr("mean loss"))
        grid.setColumnStretch(1, 1)
        words = self.tr(
            "The sum over all bins of {0}: how far the bars end from the diagonal,"
            " weighted by their images (Guo et al. 2017)."
        ).format(self.tr("n / N × |right − sure|").replace(" ", "\u00a0"))
        formula = paragraph(side, theme.SECONDARY, role="dim", words=words)
        head = paragraph(side, theme.SECONDARY, theme.SEMIBOLD, words=self.tr("Try a temperature"))
        words = self.tr(
            "Divide every logit by T before the softmax. No answer changes, only how sure it is:"
            " above 1 it is more modest, below 1 surer. The network itself stays as it is."
        )
        why = paragraph(side, theme.SECONDARY, role="dim", words=words)
        self.slider = Slider("evaluate_temperature", side)
        self.slider.setRange(-STEPS, STEPS)
        tell(self.slider, self.tr("Temperature"), self.tr("What the logits are divided by, 0.25 to 4."))
        self.slider.valueChanged.connect(self._look)
        self.reading = PlainLabel(side, size=theme.BODY, mono=True)
        self.reading.setMinimumWidth(72)
        self.back = Button("evaluate_temperature_back", "flat", "", side, self.tr("back to 1"))
        tell(self.back, self.tr("Temperature 1"), self.tr("The network's own probabilities."))
        self.back.clicked.connect(lambda: self.slider.setValue(0))
        self.best = Button("evaluate_temperature_best", "raised", "", side, self.tr("Find the best"))
        tip = self.tr("The temperature with the least mean loss on these very images.")
        tell(self.best, self.tr("Find the best temperature"), tip)
        self.best.clicked.connect(self._find)
        line = fill(hbox(spacing=8), self.reading, (self.slider, 1), self.back)
        column = fill(vbox(side, 10, (0, 8, 0, 8)), self.sentence, 6, grid, formula, 14, head, why, line)
        fill(column, (self.best, 0, Qt.AlignmentFlag.AlignLeft), STRETCH)
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
        self.ece.setText(significant(found.ece, signed=False))
        self.accuracy.setText(percent(found.mean_accuracy, 2))
        self.confidence.setText(percent(found.mean_confidence, 2))
        self.loss.setText(significant(loss, signed=False))
        self.sentence.setText(calibrated(found, at))

    @Slot(int)
    def _point(self, place: int) -> None:
        if place >= 0:
            self.session.explain_by(lambda: self._about_bin(place))

    def _about_bin(self, place: int) -> tuple[str, str]:
        if self.found is None:
            return "", ""
        return self.tr("Reliability"), one_bin(self.found, place)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._of != (self.result, temperature(self.slider.value())):
            self._look()  # it was put out of sight before it was done

    def hideEvent(self, event: QHideEvent) -> None:
        self.background.cancel()
        super().hideEvent(event)


def paragraph(
    parent: QWidget, size: float, weight: QFont.Weight = theme.REGULAR, role: str = "", words: str = ""
) -> PlainLabel:
    """A text of several lines at the side, as high as it needs to be."""
    made = PlainLabel(words, parent, size=size, weight=weight, role=role, wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def _figure(grid: QGridLayout, parent: QWidget, row: int, name: str, words: str) -> QLabel:
    """A number and what it is."""
    number = PlainLabel(parent, name=name)
    number.setAccessibleName(words)
    number.setFont(theme.font(theme.VALUE if row == 0 else theme.READOUT, mono=True))
    text = PlainLabel(words, parent, size=theme.SECONDARY, role="dim")
    grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignVCenter)
    return number
