"""One evaluation's result, and the sentences about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cnnviz.system.translation import Count, translate
from cnnviz.system.wording import sentences
from cnnviz.widgets.numbers import at_step, significant
from core.data.dataset import Dataset
from core.evaluation.answers import Answers
from core.evaluation.calibration import Calibration
from core.evaluation.confusion import ClassFigures
from core.training import NetworkCopy, Version


@dataclass(frozen=True, eq=False)
class Result:
    """What one network at one step answered to the test images or to those that it is trained on."""

    copy: NetworkCopy
    which: str  # "test" | "train"
    answers: Answers
    classes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", self.dataset.classes)

    @property
    def dataset(self) -> Dataset:
        """The images, in the order of the answers."""
        return self.copy.test if self.which == "test" else self.copy.train

    @property
    def step(self) -> int:
        """After how many steps the network was asked."""
        return self.copy.step

    @property
    def version(self) -> Version:
        """Which network was asked."""
        return self.copy.version

    def name(self, index: int) -> str:
        """What an image is called: "test image 247", counted from 0 as in the file."""
        words = (
            translate("Evaluate", "test image {0}")
            if self.which == "test"
            else translate("Evaluate", "training image {0}")
        )
        return words.format(f"{index:,}")

    def when(self) -> str:
        """Which images, and which network: a line above whatever is shown of it."""
        words = translate("Evaluate", "test images, network at step {0}")
        if self.which == "train":
            words = translate("Evaluate", "training images, network at step {0}")
        return at_step(words, self.step, self.copy.touched)


CLOSE = 0.01  # an expected calibration error below this isn't worth a reproach
Pair = tuple[int, int]  # true, read; -1 stands for all


def percent(part: float, places: int | None = None) -> str:
    """A part as per cent, three digits or so many places; only all of it is 100 %, only nothing is 0."""
    if 0.9995 <= part < 1:
        return "> 99.9 %"
    if 0 < part < 0.0005:
        return "< 0.1 %"
    return f"{100 * part:.3g} %" if places is None else f"{100 * part:.{places}f} %"


def pair(result: Result, counts: np.ndarray, which: Pair) -> str:
    """A cell: "true 4, read as 9: 12 of 982 (1.22 %)."; a row's or a column's mistakes."""
    true, read = which
    names = result.classes
    if read < 0:
        count, right = int(counts[true].sum()), int(counts[true, true])
        words = translate(
            "Evaluate", "true {0}: {1} of {2} {1:is|are} read as something else. Click for these images."
        )
        return words.format(names[true], Count(count - right), f"{count:,}")
    if true < 0:
        count, right = int(counts[:, read].sum()), int(counts[read, read])
        words = translate("Evaluate", "read as {0}: {1} of {2} are something else. Click for these images.")
        return words.format(names[read], f"{count - right:,}", f"{count:,}")
    count, own = int(counts[true, read]), int(counts[true].sum())
    words = translate("Evaluate", "true {0}, read as {1}: {2} of {3} ({4}), {5}.")
    verdict = translate("Evaluate", "right") if true == read else translate("Evaluate", "wrong")
    part = percent(count / own) if own else "–"
    return words.format(names[true], names[read], f"{count:,}", f"{own:,}", part, verdict)


def pair_title(result: Result, which: Pair, count: int) -> str:
    """The line over the images of a cell."""
    true, read = which
    names = result.classes
    if read < 0:
        words = translate("Evaluate", "true {0}, read as something else: {1}")
        return words.format(names[true], f"{count:,}")
    if true < 0:
        return translate("Evaluate", "something else, read as {0}: {1}").format(names[read], f"{count:,}")
    order = (
        translate("Evaluate", "least sure first") if true == read else translate("Evaluate", "surest first")
    )
    words = (
        translate("Evaluate", "true {0}, read as {1}: {2}, {3}")
        if count > 1
        else translate("Evaluate", "true {0}, read as {1}: {2}")
    )
    return words.format(names[true], names[read], f"{count:,}", order)


def one_class(result: Result, figures: ClassFigures) -> str:
    """A class: how many of its images are read rightly, and how many of those read as it are it."""
    name = result.classes[figures.index]
    if figures.recall is None:
        return translate("Evaluate", "There is no {0} among these images.").format(name)
    words = translate("Evaluate", "Of {0} {0:image|images} of {1}, {2} {2:is|are} read rightly ({3}).")
    said = words.format(Count(figures.count), name, Count(figures.right), percent(figures.recall))
    if figures.precision is None:
        none = translate("Evaluate", "None at all is read as {0}.").format(name)
        return sentences((said, none))
    words = translate("Evaluate", "Of {0} read as {1}, {2} {2:is|are} right: precision {3}.")
    read = words.format(f"{figures.read:,}", name, Count(figures.right), percent(figures.precision))
    return sentences((said, read))


def verdict(result: Result, number: int) -> str:
    """One image: "true 2, read as 7, 98 % sure; it gave the 2 1.1 %."."""
    answers, names = result.answers, result.classes
    true, read = int(answers.labels[number]), int(answers.read[number])
    sure = percent(float(answers.confidence[number]))
    if true == read:
        return translate("Evaluate", "{0}, read rightly, {1} sure.").format(names[true], sure)
    own = percent(float(answers.probabilities[number, true]))
    words = translate("Evaluate", "true {0}, read as {1}, {2} sure; {0} got {3}.")
    return words.format(names[true], names[read], sure, own)


def image(result: Result, number: int) -> str:
    """One image, and what a click does."""
    return verdict(result, number) + " " + translate("Evaluate", "Click or Enter: to the canvas.")


def calibrated(found: Calibration, temperature: float) -> str:
    """One plain sentence: over all when little is amiss, else where most of it is, and which way."""
    if not found.total:
        return translate("Evaluate", "There are no images.")
    if found.ece < CLOSE:
        words = translate(
            "Evaluate", "On average it is {0} sure and {1} right: it is about as sure as it is right."
        )
        said = words.format(percent(found.mean_confidence, 1), percent(found.mean_accuracy, 1))
        return said if temperature == 1.0 else _at(temperature, said)
    place = int(np.argmax(np.nan_to_num(found.count * np.abs(found.gap))))
    sure, right = percent(float(found.confidence[place])), percent(float(found.accuracy[place]))
    words = translate("Evaluate", "When it is {0} sure it is right {1} of the time: {2}.")
    verdict = (
        translate("Evaluate", "it is too modest")
        if found.gap[place] > 0
        else translate("Evaluate", "it is too sure of itself")
    )
    said = words.format(sure, right, verdict)
    return said if temperature == 1.0 else _at(temperature, said)


def _at(temperature: float, said: str) -> str:
    return translate("Evaluate", "At T = {0}: {1}").format(f"{temperature:.2f}", said[:1].lower() + said[1:])


def one_bin(found: Calibration, place: int) -> str:
    """A bar of the reliability diagram, and what it adds to the error."""
    low, high = (f"{100 * float(found.edges[place + side]):.0f} %" for side in (0, 1))
    count = int(found.count[place])
    if not count:
        return translate("Evaluate", "No image is read with a confidence of {0} to {1}.").format(low, high)
    sure, right = percent(float(found.confidence[place])), percent(float(found.accuracy[place]))
    words = translate(
        "Evaluate", "{0} {0:image is|images are} read with a confidence of {1} to {2}, on average {3}."
    )
    said = words.format(Count(count), low, high, sure)
    said += " " + translate("Evaluate", "{0} of them rightly: {1}.").format(
        f"{int(found.right[place]):,}", right
    )
    adds = count / found.total * abs(float(found.gap[place]))
    more = translate("Evaluate", "Adds {0} to the error.").format(significant(adds, signed=False))
    return sentences((said, more))
