"""All hints of a run as it stands: each rule asked, what only follows from another one left out.

Everything is computed from the history and the unit figures: no network is asked, nothing is copied but the
last steps' numbers.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.data.augment import Augmentation
from core.health.course import BLOCK, RECENT, Course
from core.health.hint import Fact, Hint, HintFix, round_rate
from core.health.units import UnitFigures
from core.training.config import TrainConfig
from core.training.history import History
from core.training.recipe import RISE
from core.training.run import USUAL

# The size of the steps: a learning rate that is too high or too low, gradients that explode.
#
# The ratio |update| / |weights| says how large a step is whatever the network's scale: about a thousandth is
# usual (A. Karpathy, CS231n, "Ratio of weights:updates"). Healthy runs of the presets here reach 0.015, and
# 0.04 while weights that began small grow. So a high ratio alone is no fault: the loss has to suffer as well.

NOW = BLOCK * RECENT
HIGH = 2e-2  # update / weight: above what healthy runs of any preset keep up
GOOD = 5e-3  # update / weight that a lowered rate is to give: in the range of healthy runs
RISEN = 1.5  # times its lowest: a block's mean wavers by a quarter while the loss falls
RUINED = 2.0  # times the untrained loss: worse than an untrained network, whatever the ratio
MATTERS = 0.15  # of the untrained loss: below, a loss that wavers is nearly nothing wavering
NOTHING = 0.9  # of the untrained loss or more is nothing learnt
LOW = 1e-4  # update / weight, the middle layer's: a tenth of what is usual
CRAWL = 0.08  # of the loss in a hundred steps: at that pace it takes 800 steps to halve
STILL_HIGH = 0.3  # of the untrained loss: below, a slow fall is what the end of a training looks like
WANTED = 2e-3  # update / weight that a raised rate is to give
SOONEST_LOW = 150  # steps: the first ones of a one-cycle schedule are slow on purpose
EXPLODED = 10.0  # times the gradient's norm over the first steps; healthy ones shrink
STOPPED = 1e-3  # first layer's gradient over the last's: less, and no rate brings this run back


def too_high(course: Course, config: TrainConfig) -> Hint | None:
    """The steps are large and the loss has risen, or never fell.

    Steps that a schedule has made smaller since are no reason any more, unless all that was learnt is lost.
    """
    if course.start is None or len(course.step) - course.since < 2 * NOW:
        return None
    losses, ratios = course.blocks(course.loss), course.blocks(np.median(course.ratio, axis=1))
    loss, count = course.mean(course.loss, NOW), len(losses)
    best = int(np.argmin(losses[:-RECENT]))
    low = Fact(float(losses[best]), *course.block_steps(best, count))
    high = best + int(np.argmax(ratios[best:]))
    ratio = Fact(float(ratios[high]), *course.block_steps(high, count))
    smaller = float(course.lr[-1]) < float(course.blocks(course.lr)[high]) / 2
    suffers = (NOTHING if smaller else MATTERS) * course.untrained
    risen = loss.value >= max(RISEN * low.value, suffers) and ratio.value >= HIGH
    stuck = loss.value >= NOTHING * course.untrained and float(ratios[-RECENT:].mean()) >= HIGH / 2
    ruined = loss.value >= RUINED * course.untrained
    if not (risen or stuck or ruined):
        return None
    facts, case = {"loss": loss, "low": low, "ratio": ratio}, ""
    if ruined or (stuck and not risen):
        worst = np.median(course.ratio[-NOW:], axis=0).max()
        facts["ratio"] = Fact(float(worst), loss.first, loss.last) if ruined else facts["ratio"]
        facts["low"], case = course.start, "start"
    fix = _lower(course, config, facts["ratio"], at_once=not smaller)
    return Hint("rate-too-high", course.now, facts, fix, case=case)


def exploding(course: Course, config: TrainConfig) -> Hint | None:
    """The gradient has grown to many times its size, and the loss with it."""
    if course.start is None or course.start_grad is None or len(course.step) - course.since < 2 * NOW:
        return None
    losses = course.blocks(course.loss)
    best = int(np.argmin(losses[:-RECENT]))
    low = Fact(float(losses[best]), *course.block_steps(best, len(losses)))
    loss, grad = course.mean(course.loss, NOW), course.over(course.total, NOW)
    risen = loss.value >= max(RISEN * low.value, MATTERS * course.untrained)
    if not risen or grad.value < EXPLODED * course.start_grad.value:
        return None
    ratio = course.over(np.median(course.ratio, axis=1), NOW)
    facts = {"loss": loss, "low": low, "grad": grad, "first_grad": course.start_grad, "ratio": ratio}
    return Hint("exploding", course.now, facts, _lower(course, config, ratio))


def too_low(course: Course, config: TrainConfig, peak: float | None = None) -> Hint | None:
    """The loss falls at a crawl, far from the end, with tiny steps; `peak` is the rate yet to come."""
    rows = 2 * NOW
    if course.start is None or course.now < SOONEST_LOW or len(course.step) - course.since < rows + NOW:
        return None
    loss = course.mean(course.loss, NOW)
    before = course.mean(course.loss[:-rows], NOW).value
    begin = int(course.step[-rows - NOW])
    earlier = Fact(before, begin, int(course.step[-rows - 1]))
    ratio = course.over(np.median(course.ratio, axis=1), NOW)
    rate = float(course.lr[-1])
    coming = ratio.value * max(1.0, (peak or 0.0) / rate) if rate > 0 else 0.0
    # The second half of the pace is that of a hundred steps: `rows` is a hundred.
    crawls = -CRAWL / 2 <= 1 - loss.value / max(before, 1e-30) < CRAWL
    if not crawls or coming >= LOW or loss.value < STILL_HIGH * course.untrained:
        return None
    usual = USUAL[config.optimizer]
    wanted = rate * WANTED / max(ratio.value, 1e-12) if rate > 0 else usual
    after = round_rate(min(wanted, usual))
    if after < 2 * rate:
        return None
    facts = {"loss": loss, "earlier": earlier, "ratio": ratio}
    return Hint("rate-too-low", course.now, facts, HintFix("lr", rate, after, live=True))


def _lower(course: Course, config: TrainConfig, ratio: Fact, at_once: bool = True) -> HintFix:
    """A rate that makes steps of a usual size: at once while the run can still learn, else in a new run."""
    grad = np.median(course.grad[-NOW:], axis=0)
    part = min(0.5, GOOD / max(ratio.value, GOOD))
    first, last = float(grad[0]), float(grad[-1])
    if at_once and last > 0 and first >= STOPPED * last:
        at = int(np.searchsorted(course.step, ratio.last))
        rate, now = float(course.lr[min(at, len(course.lr) - 1)]), float(course.lr[-1])
        after = round_rate(min(now / 2, rate * part))
        return HintFix("lr", now, after, live=True)
    after = round_rate(config.lr * part)
    return HintFix("lr", config.lr, after, live=False, config=replace(config, lr=after))


# What comes through the network: dead units, units stuck at an end, gradients that vanish.

DEAD = 0.4  # of a layer's units; healthy runs of the presets stay below 0.26, a narrow deep one below 0.38
STUCK = 0.4  # of a layer's units; healthy runs have none, whatever share of their outputs is saturated
FLAT = 0.9  # of all outputs of a layer in the flat ends; healthy ones reach 0.74 in a last hidden tanh
VANISHED = 1e-2  # first layer's gradient over the last's; healthy: 0.02 in a sigmoid MLP, above 0.1 elsewhere
STEPS = 200  # over which it has to hold: gradients of single batches differ a lot


def dead(
    figures: Mapping[str, UnitFigures],
    step: int,
    course: Course,
    config: TrainConfig,
    spec: Mapping[str, Any],
    first: Mapping[str, UnitFigures] | None = None,
) -> Hint | None:
    """A large part of a ReLU layer is 0 for every image, so it gets no gradient and can't learn again.

    `first` are the units at the start of the run, if they are known: dead from the start is the weights'.
    """
    sick = [f for f in figures.values() if f.judged and (f.dead_share or 0.0) >= DEAD]
    sick = [f for f in sick if not _mistaken(f, spec) and not _learns(f, course)]
    if not sick:
        return None
    worst = max(sick, key=lambda f: f.dead_share or 0.0)
    share = worst.dead_share or 0.0
    facts = {"share": Fact(share, step, step, share=True)}
    words = {"dead": f"{worst.dead:,}", "units": f"{worst.units:,}", "source": worst.source or worst.layer}
    words["images"] = f"{worst.images:,}"
    born = first is not None and worst.layer in first and (first[worst.layer].dead_share or 0.0) >= DEAD
    ratio = _largest(np.median(course.ratio, axis=1))
    if born:
        started = _with_spec(config, spec)
        fix = HintFix("initialisation", "these weights", "He's", live=False, config=started, key="start")
    elif ratio >= HIGH:
        fix = _lower_from_start(config, ratio)
    else:
        leaky = _with_spec(config, spec, {"ReLU": "LeakyReLU"})
        fix = HintFix("activation", "ReLU", "leaky ReLU", live=False, config=leaky, key="leaky")
    return Hint("dead-units", step, facts, fix, worst.layer, words=words)


def saturated(
    figures: Mapping[str, UnitFigures],
    step: int,
    course: Course,
    config: TrainConfig,
    spec: Mapping[str, Any],
) -> Hint | None:
    """A large part of a sigmoid or tanh layer is at an end of its range, where the slope is nearly 0."""
    found = [f for f in figures.values() if f.judged and f.stuck is not None]
    sick = [f for f in found if (f.stuck or 0) / f.units >= STUCK or (f.saturated or 0.0) >= FLAT]
    sick = [f for f in sick if not _mistaken(f, spec)]
    if not sick:
        return None
    worst = max(sick, key=lambda f: (f.stuck or 0) / f.units + (f.saturated or 0.0))
    facts = {
        "stuck": Fact((worst.stuck or 0) / worst.units, step, step, share=True),
        "share": Fact(worst.saturated or 0.0, step, step, share=True),
    }
    ratio = _largest(course.ratio.max(axis=1))  # one layer's large steps are enough to push the next one over
    if ratio >= HIGH:
        fix = _lower_from_start(config, ratio)
    else:
        config = _with_spec(config, spec, {"Sigmoid": "ReLU", "Tanh": "ReLU"})
        fix = HintFix("activation", worst.kind, "ReLU", live=False, config=config, key="relu")
    words = {"activation": worst.kind.lower(), "images": f"{worst.images:,}"}
    return Hint("saturated", step, facts, fix, worst.layer, words=words)


def _mistaken(figures: UnitFigures, spec: Mapping[str, Any]) -> bool:
    """Whether a mistake is in these units: then their outputs tell nothing of what gradient they get."""
    mistaken = False
    for item in spec["layers"]:
        mistaken = "mistake" in item or (mistaken and item["name"] != figures.source)
        if item["name"] == figures.layer:
            return mistaken
    return False


def _learns(figures: UnitFigures, course: Course) -> bool:
    """Whether the layer of these units gets a gradient though each of them is 0 for every image."""
    if figures.dead != figures.units or figures.source not in course.layers:
        return False
    return bool(course.grad[-1, course.layers.index(figures.source)] > 0)


def vanishing(course: Course, config: TrainConfig, spec: Mapping[str, Any]) -> Hint | None:
    """The first layer's gradient has been a hundredth of the last's, or less, for hundreds of steps."""
    if len(course.step) < STEPS or len(course.layers) < 2:
        return None
    first, last = course.over(course.grad[:, 0], STEPS), course.over(course.grad[:, -1], STEPS)
    if last.value <= 0 or first.value >= VANISHED * last.value:
        return None
    facts = {"first": first, "last": last}
    words = {"last_layer": course.layers[-1]}
    kinds = {item["type"] for item in spec["layers"]}
    bounded = sorted(kinds & {"Sigmoid", "Tanh"})
    if bounded:
        changed = _with_spec(config, spec, {"Sigmoid": "ReLU", "Tanh": "ReLU"})
        fix = HintFix(
            "activation", " and ".join(bounded).lower(), "ReLU", live=False, config=changed, key="relu"
        )
    else:
        changed = _with_spec(config, spec)
        fix = HintFix("initialisation", "these weights", "He's", live=False, config=changed, key="start")
    return Hint("vanishing", course.now, facts, fix, course.layers[0], words=words)


def _lower_from_start(config: TrainConfig, ratio: float) -> HintFix:
    """A new run with a rate that makes steps of a usual size."""
    after = round_rate(config.lr * min(0.5, GOOD / ratio))
    return HintFix("lr", config.lr, after, live=False, config=replace(config, lr=after), key="rate")


def _largest(ratio: np.ndarray) -> float:
    """The largest mean over a block of steps. Shape: (n,)"""
    count = len(ratio) // BLOCK
    return float(ratio[len(ratio) - count * BLOCK :].reshape(count, BLOCK).mean(axis=1).max(initial=0.0))


def _with_spec(
    config: TrainConfig, spec: Mapping[str, Any], kinds: Mapping[str, str] | None = None
) -> TrainConfig:
    """The config with this network as its own, some kinds of layers replaced; it begins with He's weights."""
    made = copy.deepcopy(dict(spec))
    for item in made["layers"]:
        item.pop("mistake", None)  # it stays in the lab
        if kinds and item["type"] in kinds:
            item["type"] = kinds[item["type"]]
    return replace(config, spec=made)


# The result, and all of the hints together.

LATEST = 5  # tests in a row that are all worse: a high rate makes one, even two, jump up and come back
WORSE = 1.1  # times the lowest test loss; from epoch to epoch it wavers by a few hundredths
WIDER = 0.02  # of all images: what the gap between training and test accuracy is at least
FALLEN = 0.7  # of the training loss then: the training images are still learnt
SLACK = 0.005  # of all images: a gap that is narrower by no more than this has not closed
DECAY = 5e-4  # the weight decay that the presets use
# The most severe first: what destroys a run, what stops it, what slows it, what spoils its result.
HINT_KINDS = (
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


@np.errstate(all="ignore")  # numbers that have run away are judged as they are
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
    return [by_kind[kind] for kind in HINT_KINDS if kind in by_kind]


def _coming(history: History, config: TrainConfig) -> float:
    """The highest rate that a one-cycle schedule is still to reach; 0 when it doesn't rise any more."""
    if config.schedule != "onecycle" or not len(history):
        return 0.0
    done = float(history.column("epoch")[-1]) / config.epochs
    lr = history.column("lr")
    rising = len(lr) < 2 or lr[-1] >= lr[-2]
    return config.lr if rising and done < RISE else 0.0
