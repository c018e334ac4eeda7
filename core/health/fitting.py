"""The hint about learning by heart: training images are read ever better, test images ever worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.data.augment import Augmentation
from core.health.hint import Fact, Hint, HintFix
from core.training.config import TrainConfig
from core.training.history import History

LATEST = 5  # tests in a row that are all worse: a high rate makes one, even two, jump up and come back
WORSE = 1.1  # times the lowest test loss; from epoch to epoch it wavers by a few hundredths
WIDER = 0.02  # of all images: what the gap between training and test accuracy is at least
FALLEN = 0.7  # of the training loss then: the training images are still learnt
SLACK = 0.005  # of all images: a gap that is narrower by no more than this has not closed
DECAY = 5e-4  # the weight decay that the presets use


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
