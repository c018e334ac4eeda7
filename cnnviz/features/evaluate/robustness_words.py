"""How disturbances are spoken of, and the one sentence that says which of them hurts first."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.features.evaluate.card import percent
from cnnviz.features.evaluate.measuring import Measuring
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from core.evaluation.disturbance import KINDS
from core.evaluation.robustness import bearable

KEPT = 0.9  # of the accuracy


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


def sentence(measuring: Measuring) -> str:
    """What falls first, in plain words."""
    if not measuring.complete:
        return translate(
            "Evaluate", "The same images, disturbed more and more: the curves grow as they are measured."
        )
    undisturbed = measuring.points[0].accuracy
    if undisturbed < 2 / max(1, len(measuring.result.classes)):
        return translate(
            "Evaluate", "It reads hardly better than guessing as it is: there is nothing to lose yet."
        )
    parts, shares = [], {}
    for kind, amounts in KINDS.items():
        most = bearable(amounts, [point.accuracy for point in measuring.of(kind)], KEPT)
        far = amounts[-1] if most is None else most
        parts.append(translate("Evaluate", WORDS[kind].bears).format(f"{far:.2g}"))
        if most is not None:
            shares[kind] = most / amounts[-1]
    if not shares:
        return translate("Evaluate", "Nothing drawn here costs it a tenth of its accuracy.")
    first = min(shares, key=lambda kind: shares[kind])
    words = translate(
        "Evaluate",
        "It keeps nine tenths of its {0} up to {1}, {2} or {3}. "
        "{4} is the first to hurt, after {5} of what is drawn here.",
    )
    share = f"{100 * shares[first]:.0f} %"
    return words.format(percent(undisturbed), *parts, translate("Evaluate", WORDS[first].name), share)


def image_name(measuring: Measuring, kind: str, at: int, position: int) -> str:
    """What an image of the sample is called at an amount: "test image 12, rotated 30 degrees"."""
    name = measuring.result.name(int(measuring.indices[position]))
    amount = KINDS[kind][at]
    return translate("Evaluate", WORDS[kind].image).format(name, f"{amount:g}") if amount else name


def told(measuring: Measuring, kind: str, at: int, position: int) -> str:
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
