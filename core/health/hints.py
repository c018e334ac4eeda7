"""All hints of a run as it stands: each rule asked, what only follows from another one left out.

Everything is computed from the history and the unit figures: no network is asked, nothing is copied but the
last steps' numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.data.augment import Augmentation
from core.health.course import Course
from core.health.hint import Fact, Hint, HintFix
from core.health.rates import exploding, too_high, too_low
from core.health.signals import dead, saturated, vanishing
from core.health.units import UnitFigures
from core.training.config import TrainConfig
from core.training.history import History
from core.training.recipe import RISE

LATEST = 5  # tests in a row that are all worse: a high rate makes one, even two, jump up and come back
WORSE = 1.1  # times the lowest test loss; from epoch to epoch it wavers by a few hundredths
WIDER = 0.02  # of all images: what the gap between training and test accuracy is at least
FALLEN = 0.7  # of the training loss then: the training images are still learnt
SLACK = 0.005  # of all images: a gap that is narrower by no more than this has not closed
DECAY = 5e-4  # the weight decay that the presets use
# The most severe first: what destroys a run, what stops it, what slows it, what spoils its result.
KINDS = (
    "rate-too-high",
    "exploding",
    "dead-units",
    "saturated",
    "vanishing",
    "rate-too-low",
    "overfitting",
)
# Left out while one of these is there, for it has the same cause and wants the same remedy first.
FOLLOWS = {
    "exploding": ("rate-too-high",),
    "vanishing": ("dead-units", "saturated"),
    "overfitting": ("rate-too-high", "exploding", "dead-units", "saturated", "vanishing"),
    "rate-too-low": ("dead-units", "saturated", "vanishing", "rate-too-high", "exploding"),
}


def overfitting(history: History, config: TrainConfig) -> Hint | None:
    """Training accuracy less test accuracy grows over epochs while the test loss rises."""
    tests = history.evaluations
    if len(tests) <= LATEST or not len(history):
        return None
    losses = np.array([test.loss for test in tests])
    best = int(losses.argmin())
    latest = losses[-LATEST:]
    if best >= len(tests) - LATEST or latest.min() < WORSE * losses[best] or latest[-1] < latest.mean():
        return None
    starts = [0, *(test.step for test in tests)]
    now, then = _train(history, starts[-2], starts[-1]), _train(history, starts[best], starts[best + 1])
    if now is None or then is None:
        return None
    gap, gap_then = now[0].value - tests[-1].accuracy, then[0].value - tests[best].accuracy
    if gap < WIDER or gap < gap_then - SLACK or now[1] > FALLEN * then[1]:
        return None
    step = tests[-1].step
    facts = {
        "train": now[0],
        "test": Fact(tests[-1].accuracy, step, step, share=True),
        "gap": Fact(gap, step, step, share=True),
        "gap_then": Fact(gap_then, tests[best].step, tests[best].step, share=True),
        "loss": Fact(float(losses[-1]), step, step),
        "low": Fact(float(losses[best]), tests[best].step, tests[best].step),
    }
    return Hint("overfitting", int(history.steps[-1]), facts, _fix(config, tests[best].epoch))


def _train(history: History, after: int, until: int) -> tuple[Fact, float] | None:
    """Mean accuracy and loss on the batches of the steps after one and until another; None if unknown."""
    first, last = np.searchsorted(history.steps, [after, until], side="right")
    if last <= first:
        return None
    accuracy, loss = (
        history.column(name)[first:last].mean(dtype=np.float64) for name in ("accuracy", "loss")
    )
    return Fact(float(accuracy), after + 1, until, share=True), float(loss)


def _fix(config: TrainConfig, epoch: float) -> HintFix:
    """More images, else smaller weights, else an earlier end: whatever isn't done yet."""
    if config.augmentation is None:
        made = Augmentation(shift=2, shear=0.2).as_dict()
        config = replace(config, augmentation=made)
        return HintFix(
            "augmentation", "none", "shift and shear", live=False, config=config, key="augmentation"
        )
    if config.weight_decay < DECAY:
        before = config.weight_decay
        config = replace(config, weight_decay=DECAY)
        return HintFix("weight_decay", before, DECAY, live=False, config=config, key="decay")
    epochs = max(1, round(epoch))
    shorter = replace(config, epochs=epochs)
    return HintFix("epochs", config.epochs, epochs, live=False, config=shorter, key="epochs")


def hints(
    history: History,
    config: TrainConfig,
    spec: Mapping[str, Any],
    units: Mapping[str, UnitFigures] | None = None,
    units_step: int = 0,
    first_units: Mapping[str, UnitFigures] | None = None,
) -> list[Hint]:
    """What is amiss with a run, the most severe first; nothing for one that does well.

    `units` are the figures of its units at `units_step`, `first_units` those at the start of the run.
    """
    if not len(history):
        return []
    course = Course.of(history, spec)
    found = [
        too_high(course, config),
        exploding(course, config),
        vanishing(course, config, spec),
        too_low(course, config, _coming(history, config)),
        overfitting(history, config),
    ]
    if units:
        found.append(dead(units, units_step, course, config, spec, first_units))
        found.append(saturated(units, units_step, course, config, spec))
    by_kind = {hint.kind: hint for hint in found if hint is not None}
    for kind, causes in FOLLOWS.items():
        if any(cause in by_kind for cause in causes):
            by_kind.pop(kind, None)
    return [by_kind[kind] for kind in KINDS if kind in by_kind]


def _coming(history: History, config: TrainConfig) -> float:
    """The highest rate that a one-cycle schedule is still to reach; 0 when it doesn't rise any more."""
    if config.schedule != "onecycle" or not len(history):
        return 0.0
    done = float(history.column("epoch")[-1]) / config.epochs
    lr = history.column("lr")
    rising = len(lr) < 2 or lr[-1] >= lr[-2]
    return config.lr if rising and done < RISE else 0.0
