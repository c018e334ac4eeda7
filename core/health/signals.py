"""Hints about what comes through the network: dead units, units stuck at an end, gradients that vanish."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.health.course import BLOCK, Course
from core.health.hint import Fact, Hint, HintFix, round_rate
from core.health.rates import GOOD, HIGH
from core.health.units import UnitFigures
from core.training.config import TrainConfig

DEAD = 0.4  # of a layer's units; healthy runs of the presets stay below 0.26, a narrow deep one below 0.38
STUCK = 0.4  # of a layer's units; healthy runs have none, whatever share of their outputs is saturated
FLAT = 0.9  # of all outputs of a layer in the flat ends; healthy ones reach 0.74 in a last hidden tanh
FEWEST = 4  # units: of fewer, one or two are no share worth naming
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
    sick = [f for f in figures.values() if (f.dead_share or 0.0) >= DEAD and f.units >= FEWEST]
    if not sick:
        return None
    worst = max(sick, key=lambda f: f.dead_share or 0.0)
    share = worst.dead_share or 0.0
    facts = {"share": Fact(share, step, step, share=True)}
    words = {"dead": f"{worst.dead:,}", "units": f"{worst.units:,}", "source": worst.source or worst.layer}
    born = first is not None and worst.layer in first and (first[worst.layer].dead_share or 0.0) >= DEAD
    ratio = _largest(np.median(course.ratio, axis=1))
    if born:
        started = _with_spec(config, spec)
        fix = HintFix("initialisation", "these weights", "He's", live=False, config=started, key="start")
    elif ratio >= HIGH:
        after = round_rate(config.lr * min(0.5, GOOD / ratio))
        fix = HintFix("lr", config.lr, after, live=False, config=replace(config, lr=after), key="rate")
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
    found = [f for f in figures.values() if f.stuck is not None and f.units >= FEWEST]
    sick = [f for f in found if (f.stuck or 0) / f.units >= STUCK or (f.saturated or 0.0) >= FLAT]
    if not sick:
        return None
    worst = max(sick, key=lambda f: (f.stuck or 0) / f.units + (f.saturated or 0.0))
    facts = {
        "stuck": Fact((worst.stuck or 0) / worst.units, step, step, share=True),
        "share": Fact(worst.saturated or 0.0, step, step, share=True),
    }
    ratio = _largest(course.ratio.max(axis=1))  # one layer's large steps are enough to push the next one over
    if ratio >= HIGH:
        after = round_rate(config.lr * min(0.5, GOOD / ratio))
        fix = HintFix("lr", config.lr, after, live=False, config=replace(config, lr=after), key="rate")
    else:
        config = _with_spec(config, spec, {"Sigmoid": "ReLU", "Tanh": "ReLU"})
        fix = HintFix("activation", worst.kind, "ReLU", live=False, config=config, key="relu")
    return Hint("saturated", step, facts, fix, worst.layer, words={"activation": worst.kind.lower()})


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
        if kinds and item["type"] in kinds:
            item["type"] = kinds[item["type"]]
    return replace(config, spec=made)
