"""The page "I don't know": a threshold on the answer's probability, and what it does to noise and to letters.

Below the threshold the network gives no answer. The curve shows what that buys among images of its own kind;
the two rows beneath show that it needn't help with images of no kind at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFont, QHideEvent, QImage, QPainter, QPainterPath, QPen, QShowEvent, QTransform
from PySide6.QtWidgets import QLabel, QWidget

from cnnviz.features.evaluate.calibration import paragraph
from cnnviz.features.evaluate.evaluation import EvaluatePage, EvaluationJob, Result
from cnnviz.features.evaluate.image_caption import percent
from cnnviz.plots.area import Area, draw_through
from cnnviz.plots.axes import Tick, linear_ticks
from cnnviz.plots.plot import Plot
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import Count
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.painting import CENTRE, write
from cnnviz.widgets.picture import draw_within, picture
from cnnviz.widgets.picture_grid import PictureGrid
from cnnviz.widgets.plain import PlainLabel
from core.data.dataset import Dataset
from core.evaluation.answers import Answers, answer
from core.evaluation.calibration import Coverage, coverage, noise
from core.training import NetworkCopy

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FLOORS = (0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0.0)
MOST_POINTS = 600


class CoveragePlot(Plot):
    """How often the answers are right when only the surest images are answered; `chosen` tells the threshold
    of the place that was dragged or walked to.
    """

    chosen = Signal(float)
    margins = (64.0, 36.0, 24.0, 44.0)
    narrowest = 0.01
    drags = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(360, 220)
        self.found: Coverage | None = None
        self.threshold = 0.0
        self.title = self.tr("Right, of those it answers")
        self.empty = self.tr("No image has an answer yet.")

    def show_coverage(self, found: Coverage | None, threshold: float) -> None:
        """Show another curve, and the point of a threshold on it."""
        self.found, self.threshold = found, threshold
        self.refresh()

    def floor(self) -> float:
        """Where the axis of accuracies begins."""
        if self.found is None or self.is_empty():
            return 0.0
        least = float(self.found.accuracy[self.found.coverage >= 0.02].min(initial=1.0))
        return next(floor for floor in FLOORS if floor <= max(0.0, least - 0.0005))

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self._curve = PlotLayer(self.area, self._paint_curve, whole=True)
        self._mark = PlotLayer(self.area, self._paint_mark, z=3, moves=True)

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(*self.span(), self.floor(), 1.0, whole=self.whole())
        self._curve.refresh(self.found)
        self._mark.update()

    def count(self) -> int:
        return 0 if self.found is None else len(self.found.thresholds)

    def nearest(self, area: Area, place: QPointF) -> int:
        assert self.found is not None
        coverage = min(max(area.step(place.x()), 0.0), 1.0)
        return min(int(np.searchsorted(self.found.coverage, coverage)), self.count() - 1)

    def drag_to(self, place: QPointF) -> None:
        if self.found is not None and self.area is not None and not self.is_empty():
            self.chosen.emit(float(self.found.thresholds[self.nearest(self.area.shown(), place)]))

    def walk(self, key: Qt.Key, far: bool) -> None:
        if self.found is None or self.is_empty():
            return
        here, pace = self._here()[0], 0.1 if far else 0.01
        stops = {Qt.Key.Key_Left: here - pace, Qt.Key.Key_Right: here + pace, Qt.Key.Key_Home: 0.0}
        place = int(np.searchsorted(self.found.coverage, min(max(stops.get(key, 1.0), 0.0), 1.0)))
        self.chosen.emit(float(self.found.thresholds[min(place, self.count() - 1)]))

    def reading(self) -> str:
        assert self.found is not None
        found, at = self.found, self.at
        return self._words(found.thresholds[at], found.coverage[at], found.accuracy[at])

    def newest(self) -> str:
        return self._words(self.threshold, *self._here())

    def table(self) -> Mapping[str, np.ndarray]:
        found = self.found
        if found is None:
            return {}
        made = {"threshold": found.thresholds, "answered": found.answered, "right": found.right}
        return {**made, "coverage": found.coverage, "accuracy": found.accuracy}

    def x_ticks(self, area: Area) -> list[Tick]:
        return linear_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 110)), percent=True)

    def y_ticks(self, area: Area) -> list[Tick]:
        parts = (0.0, 0.25, 0.5, 0.75, 1.0)
        return [Tick(y, f"{100 * y:.5g} %") for y in (area.y0 + (area.y1 - area.y0) * p for p in parts)]

    def _here(self) -> tuple[float, float]:
        """What part is answered at the threshold, and what part of those rightly."""
        assert self.found is not None
        answered, right = self.found.at(self.threshold)
        return answered / max(self.found.total, 1), right / max(answered, 1)

    def _words(self, threshold: float, part: float, right: float) -> str:
        words = self.tr("at least {0} sure: {1} answered, {2} of those right")
        return words.format(*(f"{100 * value:.2f} %" for value in (threshold, part, right)))

    # painting

    def _paint_curve(self, painter: QPainter, area: Area) -> None:
        foot = QRectF(area.rect.left(), area.rect.bottom() + 21, area.rect.width(), 16)
        write(painter, foot, self.tr("of all images are answered"), theme.font(theme.FLOOR), "dim", CENTRE)
        if self.found is None:
            return
        x, y = self.found.coverage, self.found.accuracy
        near = slice(max(0, int(np.searchsorted(x, area.x0)) - 1), int(np.searchsorted(x, area.x1)) + 1)
        every = max(1, (near.stop - near.start) // MOST_POINTS)
        painter.setClipRect(area.rect.adjusted(0, -2, 1, 1))
        painter.setPen(QPen(theme.colour("text"), 2.2))
        draw_through(painter, area.x(x[near][::-1][::every]), area.y(y[near][::-1][::every]))

    def _paint_mark(self, painter: QPainter, area: Area) -> None:
        part, right = self._here()
        if not area.x0 <= part <= area.x1 or not part:
            return
        x, accent = float(area.x(part)), theme.colour("accent")
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, area.rect.top(), x, area.rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, float(area.held(right))), 6, 6)


LETTERS = "ACDEFHJKLMNPQRTUVWXY"  # without those that are digits as well: B, G, I, O, S, Z
INK = 20 / 28  # of the picture's side that the longer side of a letter takes


def letters(shape: tuple[int, int, int]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Each letter in four fonts, white on black, its ink in the middle, and which letter each picture is.

    Shape: shape (C, H, W) -> uint8 (n, H, W), or (n, C, H, W) for more than one channel
    """
    fonts = [theme.font(64, weight, mono) for mono in (False, True) for weight in (theme.REGULAR, theme.BOLD)]
    pictures = [_picture(letter, font, shape[1:]) for font in fonts for letter in LETTERS]
    made = np.stack(pictures)
    if shape[0] > 1:
        made = np.repeat(made[:, None], shape[0], axis=1)
    return made, tuple(LETTERS) * len(fonts)


def _picture(letter: str, font: QFont, size: tuple[int, ...]) -> np.ndarray:
    height, width = size
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, letter)
    box = path.boundingRect()
    scale = INK * min(height, width) / max(box.width(), box.height())
    turn = QTransform.fromScale(scale, scale)
    turn = QTransform.fromTranslate(-box.center().x(), -box.center().y()) * turn
    turn *= QTransform.fromTranslate(width / 2, height / 2)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(turn.map(path), Qt.GlobalColor.white)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width].copy()


NARROW, SIDE = 300, 396  # pixels of the column beside the plot, at least and at most
STEPS = 1000  # of the slider, from 0 to 1
NOISE = 100  # pictures of noise
TILE, PITCH, LINE = 56.0, 72.0, 15.0


@dataclass(frozen=True, eq=False)
class Strangers:
    """Pictures of no class that the network knows, and what it makes of them, the surest first."""

    images: np.ndarray
    names: tuple[str, ...]
    answers: Answers
    order: np.ndarray


def asked(copy: NetworkCopy, images: np.ndarray, names: tuple[str, ...], report: Report) -> Strangers:
    """Have the network answer pictures that are none of its classes."""
    nobody = Dataset(images, np.zeros(len(images), np.uint8), "strangers", copy.test.classes)
    found = answer(copy.network(), copy.preprocessing, nobody, report)
    order = np.argsort(-np.nan_to_num(found.confidence, nan=-1.0), kind="stable")
    return Strangers(images, names, found, order)


class StrangeImages(PictureGrid):
    """A row of pictures with what each is read as, and how surely; those below the threshold are faint."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.found: Strangers | None = None
        self.classes: tuple[str, ...] = ()
        self.threshold = 0.0
        self.setFixedHeight(round(TILE + 2 * LINE + 6))

    def show_strangers(self, found: Strangers | None, classes: tuple[str, ...], threshold: float) -> None:
        """Show other pictures, or another threshold."""
        self.found, self.classes, self.threshold = found, classes, threshold
        self.update()

    def count(self) -> int:
        return 0 if self.found is None else min(len(self.found.order), self.columns())

    def columns(self) -> int:
        return max(1, int((self.width() + PITCH - TILE) // PITCH))

    def place(self, number: int) -> QRectF:
        return QRectF(4 + number * PITCH, 4, TILE, TILE + 2 * LINE)

    def outline(self, number: int) -> QRectF:
        return QRectF(self.place(number).left(), 4, TILE, TILE)

    def shown(self, number: int) -> int:
        """Which picture stands at a place: they are spread from the surest to the least sure."""
        assert self.found is not None
        last = max(1, self.count() - 1)
        return int(self.found.order[number * (len(self.found.order) - 1) // last])

    def tip(self, number: int) -> str:
        if self.found is None:
            return ""
        at = self.shown(number)
        words = self.tr("{0}: read as {1}, {2} sure")
        read = self.classes[int(self.found.answers.read[at])]
        return words.format(self.found.names[at], read, percent(float(self.found.answers.confidence[at])))

    def image(self, number: int) -> np.ndarray | None:
        return None if self.found is None else self.found.images[self.shown(number)]

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        found = self.found
        if found is None:
            return
        at = self.shown(number)
        sure = float(found.answers.confidence[at])
        answered = sure >= self.threshold
        painter.setOpacity(1.0 if answered else 0.35)
        draw_within(painter, QRectF(place.left(), place.top(), TILE, TILE), picture(found.images[at]))
        painter.setOpacity(1.0)
        row = QRectF(place.left() - 7, place.top() + TILE + 2, TILE + 14, LINE)
        font = theme.font(theme.FLOOR, theme.SEMIBOLD if answered else theme.REGULAR)
        words = self.classes[int(found.answers.read[at])] if answered else self.tr("unsure")
        write(painter, row, words, font, "wrong" if answered else "dim", CENTRE)
        row.translate(0, LINE - 1)
        write(painter, row, percent(sure), theme.font(theme.FLOOR, mono=True), "dim", CENTRE)


class UnsurePage(EvaluatePage):
    """A threshold, what is answered from there on, and how often rightly."""

    inherited = ("threshold",)

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate_page_unsure")
        self.session = session
        self.result: Result | None = None
        self.found: Coverage | None = None
        self.threshold = 0.9
        self.strange: dict[str, Strangers] = {}
        self._of: Result | None = None  # whose strangers these are
        self.background = Background(session, self)
        self._build()

    # what the sheet calls

    def show_result(self, result: Result) -> None:
        """Show another result, at the threshold chosen."""
        self.result = result
        self.found = coverage(result.answers.confidence, result.answers.right)
        self._look()
        self._ask()

    def take_over(self, found: dict[str, Any]) -> None:
        """Go on with the threshold that was chosen."""
        self.choose(found["threshold"])

    def end_work(self) -> None:
        """The window closes."""
        self.background.end()

    # building

    def _build(self) -> None:
        self.plot = CoveragePlot("evaluate_coverage", self)
        self.plot.setAccessibleName(self.tr("Accuracy against coverage"))
        words = self.tr(
            "The higher the threshold, the fewer images it answers, and the more of them rightly."
        )
        self.plot.setStatusTip(self.tr("Coverage") + "\n" + words)
        self.plot.chosen.connect(self.choose)
        top = fill(hbox(spacing=24), (self.plot, 1), (self._side(), 1))
        column = vbox(self, 4)
        column.addLayout(top, 1)
        self.heads: dict[str, QLabel] = {}
        self.rows: dict[str, StrangeImages] = {}
        for name, title in (("noise", self.tr("Noise")), ("letters", self.tr("Letters"))):
            self.heads[name] = head = paragraph(self, theme.SECONDARY, theme.SEMIBOLD)
            self.rows[name] = row = StrangeImages(f"evaluate_{name}", self)
            row.save = self.session.part(FileSaving).save
            row.setAccessibleName(title)
            self.session.explain_pointed(row.pointed, partial(self._about, name, title))
            fill(column, head, row)

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setMinimumWidth(NARROW)
        side.setMaximumWidth(SIDE)
        self.sentence = paragraph(side, theme.READOUT, theme.SEMIBOLD)
        self.answered = paragraph(side, theme.BODY)
        self.held_back = paragraph(side, theme.BODY)
        words = self.tr("Answer only from this probability on")
        head = paragraph(side, theme.SECONDARY, theme.SEMIBOLD, words=words)
        self.slider = Slider("evaluate_threshold", side)
        self.slider.setRange(0, STEPS)
        tell(self.slider, self.tr("Threshold"), self.tr("Less sure answers become: I don't know."))
        self.slider.setValue(round(self.threshold * STEPS))
        self.slider.valueChanged.connect(lambda value: self.choose(value / STEPS))
        self.reading = PlainLabel(side, size=theme.BODY, mono=True)
        self.reading.setMinimumWidth(64)
        tip = self.tr("The lowest threshold from which 99.9 % of the answers on these images are right.")
        text = self.tr("Right 99.9 % of the time")
        self.best = Button("evaluate_threshold_find", "raised", "", side, text, tip, self._find)
        line = fill(hbox(spacing=8), self.reading, (self.slider, 1))
        words = self.tr(
            "A probability compares the classes with one another; it doesn't say whether the image is any"
            " of them. A threshold chosen on these very images flatters a little."
        )
        why = paragraph(side, theme.SECONDARY, role="dim", words=words)
        column = fill(vbox(side, 4), self.sentence, self.answered, self.held_back)
        fill(column, 2, head, line, (self.best, 0, Qt.AlignmentFlag.AlignLeft), 2, why, STRETCH)
        return side

    # the strangers

    def _ask(self) -> None:
        """Have the result's network read noise and letters, once a result."""
        result = self.result
        if result is None or self._of is result or not self.isVisible():
            return
        self.strange = {}
        shape = result.copy.test.shape
        plain = shape if shape[0] > 1 else shape[1:]
        drawn = noise(NOISE, plain), tuple(self.tr("noise {0}").format(n) for n in range(NOISE))
        written, which = letters(shape)
        named = tuple(self.tr("the letter {0}").format(letter) for letter in which)

        def work(report: Report) -> dict[str, Strangers]:
            return {
                "noise": asked(result.copy, *drawn, report),
                "letters": asked(result.copy, written, named, report),
            }

        self.background.start(work, partial(self._took, result))

    def _took(self, result: Result, found: dict[str, Strangers]) -> None:
        self._of, self.strange = result, found
        self._look()

    # what is shown

    @Slot(float)
    def choose(self, threshold: float) -> None:
        """Answer only from another probability on."""
        if threshold != self.threshold:
            self.threshold = threshold
            with QSignalBlocker(self.slider):
                self.slider.setValue(round(threshold * STEPS))
            self._look()

    @Slot()
    def _find(self) -> None:
        if self.found is None:
            return
        at = self.found.threshold_for(0.999)
        if math.isnan(at):
            self.sentence.setText(self.tr("No threshold makes 99.9 % of the answers right."))
        else:
            self.choose(at)

    def _look(self) -> None:
        found, result = self.found, self.result
        self.reading.setText(f"{100 * self.threshold:.4g} %")
        if found is None or result is None:
            return
        answered, right = found.at(self.threshold)
        silent = found.total - answered
        wrong_silent = (found.total - int(result.answers.right.sum())) - (answered - right)
        self.plot.show_coverage(found, self.threshold)
        part, wrong = percent(answered / max(found.total, 1)), Count(answered - right)
        words = self.tr("It answers {0} of {1} images, {2}; {3} of these answers {3:is|are} wrong.")
        self.answered.setText(words.format(f"{answered:,}", f"{found.total:,}", part, wrong))
        words = self.tr("To {0} it says: I don't know; {1} of them it would have read wrongly.")
        self.held_back.setText(words.format(f"{silent:,}", f"{wrong_silent:,}"))
        share = f"{100 * right / answered:.4g}" if answered else "–"
        whole = f"{100 * result.answers.accuracy:.4g}"
        words = self.tr("{0} % right when it must answer, {1} % when it need not.")
        if not answered:
            words = self.tr("{0} % right when it must answer; now it answers none.")
        self.sentence.setText(words.format(whole, share))
        self._show_strange(result)

    def _show_strange(self, result: Result) -> None:
        asks = {
            "noise": self.tr("Noise: {0} of {1} pictures of nothing get an answer"),
            "letters": self.tr("Letters: {0} of {1} pictures get an answer, though none is a digit"),
        }
        if result.classes != tuple("0123456789"):
            asks["letters"] = self.tr("Letters: {0} of {1} pictures get an answer, though none is of a class")
        for name, row in self.rows.items():
            found = self.strange.get(name)
            row.show_strangers(found, result.classes, self.threshold)
            if found is None:
                self.heads[name].setText(self.tr("Being read..."))
                continue
            count = int((found.answers.confidence >= self.threshold).sum())
            self.heads[name].setText(asks[name].format(count, len(found.order)))

    def _about(self, name: str, title: str, number: int) -> tuple[str, str]:
        return title, self.rows[name].tip(number)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        self.background.cancel()
        super().hideEvent(event)
