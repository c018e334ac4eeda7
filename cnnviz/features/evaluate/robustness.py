"""The page Robustness: how right the network stays as its images get worse: noise, turning and others."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.image_caption import percent
from cnnviz.features.evaluate.result import Result
from cnnviz.features.evaluate.robustness_plot import RobustnessCurve, RobustnessPlot
from cnnviz.features.evaluate.sample_page import SamplePage, SampleWork
from cnnviz.session import Session
from cnnviz.session.background import Report
from cnnviz.system.translation import QT_TRANSLATE_NOOP, one, translate
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import at_step
from cnnviz.widgets.plain import PlainLabel
from core.evaluation.robustness import DISTURBANCES, Point, bearable, disturb, measure, sample


@dataclass(eq=False)
class RobustnessWork(SampleWork):
    """What was measured of one network so far: every amount of every kind."""

    points: list[Point] = field(default_factory=list)

    def work(self, report: Report) -> None:
        copy = self.result.copy
        found = measure(
            copy.network(), copy.preprocessing, self.result.dataset, self.indices, progress=report
        )
        for point in found:
            self.points.append(point)

    @property
    def complete(self) -> bool:
        return len(self.points) == sum(map(len, DISTURBANCES.values()))

    @property
    def chance(self) -> float:
        """The accuracy of guessing."""
        return 1 / max(1, len(self.result.classes))

    def of(self, kind: str) -> list[Point]:
        """The points of one disturbance, by amount."""
        return [point for point in list(self.points) if point.kind == kind]

    def weakest(self) -> np.ndarray:
        """Places in the sample of images that are read rightly as they are: those that fail most, first."""
        points = list(self.points)
        if not points:
            return np.empty(0, np.intp)
        rights = np.stack([point.right for point in points]).sum(axis=0)
        able = np.flatnonzero(points[0].right)
        return able[np.argsort(rights[able], kind="stable")]


KEPT = 0.9  # of what the accuracy has above guessing
HARDLY = 0.1  # of what is possible above guessing: nothing to lose


@dataclass(frozen=True)
class DisturbanceWords:
    """How a disturbance is spoken of: title, axis, an amount, how far it may go, an image, its own name."""

    title: str
    axis: str
    units: str
    bears: str
    image: str
    name: str


WORDS = {
    "noise": DisturbanceWords(
        QT_TRANSLATE_NOOP("Evaluate", "Noise"),
        QT_TRANSLATE_NOOP("Evaluate", "standard deviation (black is 0, white is 1)"),
        QT_TRANSLATE_NOOP("Evaluate", "noise {0}"),
        QT_TRANSLATE_NOOP("Evaluate", "noise of {0}"),
        QT_TRANSLATE_NOOP("Evaluate", "{0}, noise {1}"),
        QT_TRANSLATE_NOOP("Evaluate", "Noise"),
    ),
    "shift": DisturbanceWords(
        QT_TRANSLATE_NOOP("Evaluate", "Shift"),
        QT_TRANSLATE_NOOP("Evaluate", "pixels, in any direction"),
        QT_TRANSLATE_NOOP("Evaluate", "{0} px"),
        QT_TRANSLATE_NOOP("Evaluate", "a shift of {0} px"),
        QT_TRANSLATE_NOOP("Evaluate", "{0}, shifted {1} px"),
        QT_TRANSLATE_NOOP("Evaluate", "A shift"),
    ),
    "rotation": DisturbanceWords(
        QT_TRANSLATE_NOOP("Evaluate", "Rotation"),
        QT_TRANSLATE_NOOP("Evaluate", "degrees, to either side"),
        QT_TRANSLATE_NOOP("Evaluate", "{0} degrees"),
        QT_TRANSLATE_NOOP("Evaluate", "a rotation of {0} degrees"),
        QT_TRANSLATE_NOOP("Evaluate", "{0}, rotated {1} degrees"),
        QT_TRANSLATE_NOOP("Evaluate", "A rotation"),
    ),
}


def sentence(measuring: RobustnessWork) -> str:
    """What falls first, in plain words."""
    if not measuring.complete:
        return translate(
            "Evaluate", "The same images, disturbed more and more: the curves grow as they are measured."
        )
    undisturbed, chance = measuring.points[0].accuracy, measuring.chance
    if undisturbed - chance < HARDLY * (1 - chance):
        return translate(
            "Evaluate", "It reads hardly better than guessing as it is: there is nothing to lose yet."
        )
    parts, shares = [], {}
    for kind, amounts in DISTURBANCES.items():
        most = bearable(amounts, [point.accuracy for point in measuring.of(kind)], chance, KEPT)
        far = amounts[-1] if most is None else most
        parts.append(translate("Evaluate", WORDS[kind].bears).format(f"{far:.2g}"))
        if most is not None:
            shares[kind] = most / amounts[-1]
    if not shares:
        return translate(
            "Evaluate", "Nothing drawn here costs it a tenth of what it reads better than guessing."
        )
    first = min(shares, key=lambda kind: shares[kind])
    words = translate(
        "Evaluate",
        "Its {0} are {6} points above guessing; it keeps nine tenths of these up to {1}, {2} or {3}. "
        "{4} is the first to hurt, after {5} of what is drawn here.",
    )
    share = f"{100 * shares[first]:.0f} %"
    name = translate("Evaluate", WORDS[first].name)
    return words.format(percent(undisturbed), *parts, name, share, f"{100 * (undisturbed - chance):.3g}")


def image_name(measuring: RobustnessWork, kind: str, at: int, position: int) -> str:
    """What an image of the sample is called at an amount: "test image 12, rotated 30 degrees"."""
    name = measuring.result.name(int(measuring.indices[position]))
    amount = DISTURBANCES[kind][at]
    return translate("Evaluate", WORDS[kind].image).format(name, f"{amount:g}") if amount else name


def sentence_at(measuring: RobustnessWork, kind: str, at: int, position: int) -> str:
    """What is known at an amount: of all images, and of one."""
    points, name = measuring.of(kind), image_name(measuring, kind, at, position)
    if at >= len(points):
        return translate("Evaluate", "{0}: not measured yet.").format(name)
    point, classes = points[at], measuring.result.classes
    words = translate(
        "Evaluate", "{0} of {1} images are read rightly. {2} is read as {3} {4}, {5} sure. Click shows it."
    )
    return words.format(
        f"{int(point.right.sum()):,}",
        f"{len(point.right):,}",
        name[:1].upper() + name[1:],
        classes[int(point.read[position])],
        "✓" if point.right[position] else "✗",
        percent(float(point.sure[position])),
    )


class RobustnessPage(SamplePage):
    """Three curves that grow as they are measured, of one example and of all images."""

    inherited = "measuring", "before", "position"
    name = "robustness"
    tip = QT_TRANSLATE_NOOP(
        "Evaluate", "How many images are measured, drawn from all of them. More take longer, and err less."
    )
    missing = QT_TRANSLATE_NOOP("Evaluate", "Not all is measured.")
    counts = (1_000, 2_000)

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(session, evaluation, parent)
        self.measuring: RobustnessWork | None = None
        self.before: RobustnessWork | None = None  # an earlier network over the same images
        self.position = 0  # the example's place in the sample
        self._weak = -1  # the example that was last found for being weak
        self._keys: dict[str, tuple[object, int, int]] = {}  # what each plot shows
        self._drawn = 0  # how many points the curves have
        self._examples: dict[str, tuple[np.ndarray, ...]] = {}
        self._build()

    # as a page about a sample

    def current(self) -> RobustnessWork | None:
        return self.measuring

    def forget(self) -> None:
        self.measuring = self.before = None
        self._draw()

    def show_found(self) -> None:
        if self.measuring is not None and len(self.measuring.points) != self._drawn:
            self._draw()

    def take_over(self, found: dict[str, Any]) -> None:
        """Show the curves that there were."""
        super().take_over(found)
        if self.measuring is not None:
            self.offer_counts(len(self.measuring.result.dataset), len(self.measuring.indices))
            self.show_example(self.position)

    # building

    def _build(self) -> None:
        self.back = Button("robustness_back", "raised", "left", self, clicked=lambda: self._step(-1))
        tell(self.back, self.tr("Previous example"), self.tr("The image before this one"))
        self.next = Button("robustness_next", "raised", "right", self, clicked=lambda: self._step(1))
        tell(self.next, self.tr("Next example"), self.tr("The image after this one"))
        text = self.tr("Misread soonest")
        tip = self.tr("The next of the images that bear the least, the weakest first.")
        self.weak = Button("robustness_weak", "raised", "", self, text, tip, self._next_weak)
        self.example = PlainLabel(self, size=theme.BODY)
        self.example.setMinimumWidth(140)
        self.example.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = hbox(spacing=8)
        for control in (self.count, self.back, self.example, self.next, self.weak):
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        fill(row, STRETCH, self.working)
        self.sentence = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD, wrap=True)
        self.plots: dict[str, RobustnessPlot] = {}
        plots = hbox(spacing=8)
        for kind in DISTURBANCES:
            most = max(map(len, DISTURBANCES.values()))
            self.plots[kind] = plot = RobustnessPlot(f"robustness_{kind}", most, self)
            title = translate("Evaluate", WORDS[kind].title)
            plot.setAccessibleName(title)
            words = self.tr("Accuracy against the amount. Click a point to put its image on the canvas.")
            plot.setStatusTip(f"{title}\n{words}")
            plot.pointed.connect(lambda at, kind=kind: self._pointed(kind, at))
            plot.chosen.connect(lambda at, kind=kind: self._open(kind, at))
            plot.said.connect(self.session.message)
            plots.addWidget(plot, 1)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", elastic=True)
        fill(vbox(self, 8), row, self.sentence, (plots, 1), self.note)

    # measuring

    def start(self, result: Result) -> None:
        self.offer_counts(len(result.dataset))
        indices = sample(len(result.dataset), self.count.currentData())
        before = self.measuring
        if before is not None and before.complete and before.result is not result:
            self.before = before
        self.measuring = measuring = RobustnessWork(result, indices)
        if self.before is not None and not self.before.same_images(measuring):
            self.before = None
        same = before is not None and before.result.dataset is result.dataset
        if before is None or not same or len(before.indices) != len(indices):
            self.show_example(0)
        self.do(measuring, self.tr("Measuring"))
        self._draw()

    # showing

    def show_example(self, position: int) -> None:
        """Show another image of the sample, round and round."""
        measuring = self.measuring
        if measuring is None or not len(measuring.indices):
            return
        self.position = position % len(measuring.indices)
        index = int(measuring.indices[self.position])
        image, places = measuring.result.dataset.images[index : index + 1], np.array([index])
        self._examples = {
            kind: tuple(disturb(image, places, kind, amount)[0] for amount in amounts)
            for kind, amounts in DISTURBANCES.items()
        }
        label = measuring.result.classes[int(measuring.result.dataset.labels[index])]
        self.example.setText(listed((measuring.result.name(index), one(label)), COLON))
        self._draw()

    def _step(self, by: int) -> None:
        self.show_example(self.position + by)

    @Slot()
    def _next_weak(self) -> None:
        if self.measuring is None:
            return
        weakest = self.measuring.weakest().tolist()
        if weakest:
            going_on = self.position == self._weak and self.position in weakest
            at = weakest.index(self.position) + 1 if going_on else 0
            self._weak = weakest[at % len(weakest)]
            self.show_example(self._weak)

    def _draw(self) -> None:
        measuring = self.measuring
        able = measuring is not None and len(measuring.indices) > 0
        for control in (self.back, self.next, self.weak):
            control.setEnabled(able)
        if measuring is None or not able:
            self._keys.clear()
            for plot in self.plots.values():
                plot.show_curve(RobustnessCurve())
            self.sentence.setText("")
            self.note.setText("")
            return
        self._drawn = len(measuring.points)
        for kind, plot in self.plots.items():
            key = measuring, len(measuring.of(kind)), self.position
            if self._keys.get(kind) != key:
                self._keys[kind] = key
                plot.show_curve(self._curve(measuring, kind))
        self.sentence.setText(sentence(measuring))
        self.network_moved()

    def network_moved(self) -> None:
        """Say of which network the curves are."""
        measuring = self.measuring
        if measuring is None or not len(measuring.indices):
            return
        words = self.tr("{0} of {1}, {2} · band: one standard error, √(p (1 − p) / n)")
        result = measuring.result
        images = (
            self.tr("{0} test images") if result.which == "test" else self.tr("{0} training images")
        ).format(f"{len(result.dataset):,}")
        at = at_step(self.tr("network at step {0}"), result.step, result.copy.touched)
        at = self.session.dated(at, result.version, result.step)
        note = words.format(f"{len(measuring.indices):,}", images, at)
        if self.before is not None:
            earlier = self.before.result
            at = at_step(self.tr("dashed: at step {0}"), earlier.step, earlier.copy.touched)
            note = f"{note} · {self.session.dated(at, earlier.version, earlier.step)}"
        self.note.setText(note)

    def _curve(self, measuring: RobustnessWork, kind: str) -> RobustnessCurve:
        words, amounts, points = WORDS[kind], DISTURBANCES[kind], measuring.of(kind)
        unknown = [math.nan] * (len(amounts) - len(points))
        classes = measuring.result.classes
        return RobustnessCurve(
            translate("Evaluate", words.title),
            translate("Evaluate", words.axis),
            translate("Evaluate", words.units),
            amounts,
            np.array([point.accuracy for point in points] + unknown),
            np.array([point.error for point in points] + unknown),
            measuring.chance,
            self._examples.get(kind, ()),
            tuple(classes[int(point.read[self.position])] for point in points),
            tuple(bool(point.right[self.position]) for point in points),
            tuple(float(point.sure[self.position]) for point in points),
            classes[int(measuring.result.dataset.labels[measuring.indices[self.position]])],
            np.array([point.accuracy for point in self.before.of(kind)] if self.before else []),
            tuple(classes),
            words.axis,
        )

    def _pointed(self, kind: str, at: int) -> None:
        if at >= 0:
            self.session.explain_by(lambda: self._about_point(kind, at))

    def _about_point(self, kind: str, at: int) -> tuple[str, str]:
        if self.measuring is None:
            return "", ""
        title = translate("Evaluate", WORDS[kind].title)
        return title, sentence_at(self.measuring, kind, at, self.position)

    def _open(self, kind: str, at: int) -> None:
        measuring = self.measuring
        if measuring is None or kind not in self._examples:
            return
        image = self._examples[kind][at]
        label = int(measuring.result.dataset.labels[measuring.indices[self.position]])
        name = image_name(measuring, kind, at, self.position)
        if self.session.exhibit.show(image, label, name):
            self.evaluation.shown.emit()
