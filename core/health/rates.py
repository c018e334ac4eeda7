"""Hints about the size of the steps: a learning rate that is too high or too low, gradients that explode.

The ratio |update| / |weights| says how large a step is whatever the network's scale: about a thousandth is
usual (A. Karpathy, CS231n, "Ratio of weights:updates"). Healthy runs of the presets here reach 0.015, and
0.04 while weights that began small grow. So a high ratio alone is no fault: the loss has to suffer as well.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.health.course import BLOCK, RECENT, Course
from core.health.hint import Fact, Hint, HintFix, round_rate
from core.training.config import TrainConfig
from core.training.run import USUAL

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
    """The steps are large and the loss has risen, or never fell."""
    if course.start is None or len(course.step) - course.since < 2 * NOW:
        return None
    losses, ratios = course.blocks(course.loss), course.blocks(np.median(course.ratio, axis=1))
    loss, count = course.mean(course.loss, NOW), len(losses)
    best = int(np.argmin(losses[:-RECENT]))
    low = Fact(float(losses[best]), *course.block_steps(best, count))
    high = best + int(np.argmax(ratios[best:]))
    ratio = Fact(float(ratios[high]), *course.block_steps(high, count))
    risen = loss.value >= max(RISEN * low.value, MATTERS * course.untrained) and ratio.value >= HIGH
    stuck = loss.value >= NOTHING * course.untrained and float(ratios[-RECENT:].mean()) >= HIGH / 2
    ruined = loss.value >= RUINED * course.untrained
    if not (risen or stuck or ruined):
        return None
    facts, case = {"loss": loss, "low": low, "ratio": ratio}, ""
    if ruined or (stuck and not risen):
        worst = np.median(course.ratio[-NOW:], axis=0).max()
        facts["ratio"] = Fact(float(worst), loss.first, loss.last) if ruined else facts["ratio"]
        facts["low"], case = course.start, "start"
    return Hint("rate-too-high", course.now, facts, _lower(course, config, facts["ratio"]), case=case)


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


def _lower(course: Course, config: TrainConfig, ratio: Fact) -> HintFix:
    """A rate that makes steps of a usual size: at once while the run can still learn, else in a new run."""
    grad = np.median(course.grad[-NOW:], axis=0)
    part = min(0.5, GOOD / max(ratio.value, GOOD))
    first, last = float(grad[0]), float(grad[-1])
    if last > 0 and first >= STOPPED * last:
        at = int(np.searchsorted(course.step, ratio.last))
        rate, now = float(course.lr[min(at, len(course.lr) - 1)]), float(course.lr[-1])
        after = round_rate(min(now / 2, rate * part))
        return HintFix("lr", now, after, live=True)
    after = round_rate(config.lr * part)
    return HintFix("lr", config.lr, after, live=False, config=replace(config, lr=after))
