"""A run with a mistake in one layer beside its twin without: same seed, same batches, and what it misleads.

For the lab: which layers' gradients still point the right way, and what can be said of how both learn.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from core.layers import Dropout, Layer
from core.losses import CrossEntropyLoss
from core.mistakes import CATALOGUE, Mistake
from core.network import Sequential
from core.trace.recording import Cell, LayerRecord, Trace
from core.training.config import TrainConfig
from core.training.diverged import DivergenceError
from core.training.history import Adjustment
from core.training.network_copy import NetworkCopy
from core.training.trainer import Trainer

AS_RIGHT = 0.999  # a cosine from which a gradient points the right way
SEEN = 50  # steps whose losses are averaged
SPREADS = 2.0  # between two averages that are told apart
PART = 0.1  # of the twin's loss, at least, to be told apart
LEAST = 0.01  # of a loss: below, both have learnt it
TESTED = 500  # images that both read
FEW = 16  # images, at most, that show whether a mistake changes anything
BATCH = 64  # images that gradients are compared on
CHANGED = 1e-4  # of the largest right number, by which a number differs that rounding hasn't changed
AWAY = 3.0  # times the loss of guessing: it runs away

Spec = Mapping[str, Any]


def with_mistake(spec: Spec, layer: str, key: str) -> dict[str, Any]:
    """The spec with one layer's mistake; all others are right. ValueError for a layer that there isn't."""
    made = without_mistakes(spec)
    item = next((item for item in made["layers"] if item["name"] == layer), None)
    if item is None:
        raise ValueError(f"there is no layer {layer!r}")
    item["mistake"] = key
    return made


def without_mistakes(spec: Spec) -> dict[str, Any]:
    """The spec with every layer right."""
    made = copy.deepcopy(dict(spec))
    for item in made["layers"]:
        item.pop("mistake", None)
    return made


def offered(spec: Spec) -> dict[str, tuple[Mistake, ...]]:
    """The mistakes that each layer of a network can be given so that it still trains, less those that its
    settings leave without an effect.
    """
    found = {}
    for item in spec["layers"]:
        fitting = tuple(
            m
            for m in CATALOGUE
            if m.layer == item["type"]
            and m.trains
            and not m.resizes
            and all(_has(item, need) for need in m.needs.split(", "))
        )
        if fitting:
            found[item["name"]] = fitting
    return found


def _has(item: Mapping[str, Any], needs: str) -> bool:
    """Whether a layer has what a mistake needs to change anything."""
    if needs in ("bias", "affine"):
        return bool(item[needs])
    if needs == "channels":
        return bool(item["in_channels"] > 1)
    if needs == "square":
        return bool(item["in_features"] == item["out_features"])
    if needs == "stride":
        return bool(np.any(np.not_equal(item["stride"], 1)))
    if needs == "padding":
        padding = item["padding"]
        if isinstance(padding, str):
            return padding == "same" and bool(np.any(np.greater(item["kernel_size"], 1)))
        return bool(np.any(np.greater(padding, 0)))
    return True


def hide_one(spec: Spec, shape: Sequence[int], seed: int, batch: int = FEW) -> tuple[str, str]:
    """A layer and a mistake that can be found there, drawn by a seed: it changes numbers of this network
    when that is trained on batches of so many images.

    Shape: images are (C, H, W)
    """
    rng = np.random.default_rng([seed, 18])
    offers = {
        name: [mistake.id for mistake in mistakes if mistake.findable]
        for name, mistakes in sorted(offered(spec).items())
    }
    images = (min(batch, FEW), *shape)
    right = _numbers(without_mistakes(spec), images)
    for name in rng.permutation(list(offers)):
        for key in rng.permutation(offers[name]):
            wrong = _numbers(with_mistake(spec, name, key), images)
            if not all(map(partial(np.allclose, rtol=1e-3, atol=1e-6), wrong, right)):
                return str(name), str(key)
    raise ValueError("no layer of this network has a mistake that can be found")


def _numbers(spec: Spec, shape: Sequence[int]) -> list[np.ndarray]:
    """What a network makes of two batches of noise: outputs and gradients, then the outputs in use.

    Shape: a batch is (N, C, H, W)
    """
    made = Sequential.from_spec(spec, rng=np.random.default_rng(0))  # its dropout draws of this one
    rng, loss, found = np.random.default_rng(1), CrossEntropyLoss(), list[np.ndarray]()
    parameters = made.named_parameters().values()
    for parameter in parameters:
        parameter.data = parameter.data + rng.normal(0.0, 0.1, parameter.shape).astype(
            parameter.data.dtype
        )  # no bias is 0, as after some steps
    with np.errstate(all="ignore"):
        for _ in range(2):
            x = rng.normal(size=shape).astype(np.float32)
            found.append(made.train().forward(x).copy())
            loss.forward(found[-1], np.arange(len(x)) % found[-1].shape[1])
            found.append(made.backward(loss.backward()).copy())
            found += [np.copy(parameter.grad) for parameter in parameters if parameter.grad is not None]
        found.append(made.eval().forward(x))
    return found


class RightTwin:
    """The same run without the mistake, made step by step to wherever the other one stands."""

    def __init__(self, config: TrainConfig, spec: Spec, images: tuple[Any, Any]) -> None:
        self.trainer = Trainer(replace(config, spec=without_mistakes(spec)), *images)
        self.losses: list[float] = []
        self.accuracies: list[float] = []
        self.ran_away = False  # it stays at the last good step then

    def advance(
        self, step: int, report: Callable[[float], None], adjustments: Sequence[Adjustment] = ()
    ) -> None:
        """Make its steps up to a number, with the settings that were changed by hand on the other's way;
        `report` may raise to end it between two of them.
        """
        changes = {
            "lr": self.trainer.set_lr,
            "base_lr": self.trainer.set_base_lr,
            "momentum": self.trainer.set_momentum,
        }
        while self.trainer.step_number < step and not self.ran_away:
            report(0.0)
            for at, setting, value in adjustments:
                if at == self.trainer.step_number:
                    changes[setting](value)
            try:
                made = self.trainer.step()
            except DivergenceError:
                self.ran_away = True
                return
            self.losses.append(float(made.loss))
            self.accuracies.append(float(made.accuracy))


def read_right(network: NetworkCopy, count: int = TESTED) -> float:
    """The share of the first test images that a network reads right; NaN where it finds no numbers."""
    made, labels = network.network(), network.test.labels[:count]
    right = 0
    with np.errstate(all="ignore"):
        for start in range(0, len(labels), 100):
            logits = made.forward(
                network.preprocessing(network.test.images[start : start + 100][: count - start])
            )
            if not np.isfinite(logits).all():
                return float("nan")
            right += int((logits.argmax(axis=1) == labels[start : start + 100]).sum())
    return right / max(1, len(labels))


def alignments(network: NetworkCopy) -> dict[str, float]:
    """How far each layer's gradient points the right way: the cosine with the right one, 1 is all of it.

    Both networks have the same weights and see the same batch, in training. NaN where a gradient has no
    direction.
    """
    x = network.preprocessing(network.train.images[:BATCH])
    labels = network.train.labels[:BATCH]
    wrong, right = (
        _gradients(spec, network, x, labels) for spec in (network.spec, without_mistakes(network.spec))
    )
    found = {}
    for name, ours in right.items():
        layer, _, parameter = name.rpartition(".")
        if parameter != "weight":
            continue
        theirs = wrong[name]
        with np.errstate(all="ignore"):
            size = float(np.linalg.norm(ours) * np.linalg.norm(theirs))
            found[layer] = float((ours * theirs).sum() / size) if size else float("nan")
    return found


def _gradients(spec: Spec, network: NetworkCopy, x: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    made = Sequential.from_spec(spec, rng=np.random.default_rng(0))
    made.load_state_dict(network.state)
    for name, parameter in made.named_parameters().items():
        parameter.grad = network.gradients.get(name)  # a mistake may add to it
    made.train()
    loss = CrossEntropyLoss()
    with np.errstate(all="ignore"):
        loss.forward(made.forward(x), labels)
        made.backward(loss.backward())
    return {
        name: np.asarray(p.grad, np.float64)
        for name, p in made.named_parameters().items()
        if p.grad is not None
    }


def changed_cell(trace: Trace, layer: str) -> Cell | None:
    """A number of a recorded batch that differs from what a right layer makes of the same numbers: the
    layer's own, or else another one's that the mistake reaches; None if there is none.
    """
    network = Sequential.from_spec(without_mistakes(trace.network), rng=np.random.default_rng(0))
    for name in dict.fromkeys((layer, *trace.names)):
        record = trace[name]
        for quantity, right in _right_numbers(network.layers[name], record).items():
            apart = np.abs(record[quantity] - right)
            if not apart.max() <= CHANGED * np.abs(right).max():
                place = np.unravel_index(int(apart.argmax()), apart.shape)
                return Cell(name, quantity, tuple(int(i) for i in place))
    return None


def _right_numbers(layer: Layer, record: LayerRecord) -> dict[str, np.ndarray]:
    """What a layer that is right makes of what another one was given."""
    if isinstance(layer, Dropout) and "mask" in record.intermediates:
        kept = record["mask"] * layer.scale
        return {"output": record.input * kept, "grad_input": record.grad_output * kept}
    for name, parameter in layer.parameters().items():
        parameter.data = record.params[name].copy()
    for name, buffer in record.buffers.items():
        setattr(layer, name, buffer.copy())
    layer.training = record.training
    with np.errstate(all="ignore"):
        found = {"output": layer.forward(record.input), "grad_input": layer.backward(record.grad_output)}
    found |= {f"{name}.grad": p.grad for name, p in layer.parameters().items() if p.grad is not None}
    after = {f"{name}.after": layer.buffers()[name] for name in record.buffers_after}
    return found | after


@dataclass(frozen=True)
class TwinVerdict:
    """What a pair of runs shows: misled layers, and how the broken one learns.

    `learning` is "same" (not a number differs), "as well", "worse", "better", "unclear" (the losses
    scatter more than they differ), "away" (it runs away) or "early" (too few steps to say). `broken` and
    `twin` are the mean losses of the newest `steps` steps.
    """

    misled: tuple[str, ...]
    learning: str
    broken: float
    twin: float
    steps: int = 0


def verdict(
    broken: Sequence[float] | np.ndarray,
    twin: Sequence[float],
    cosines: Mapping[str, float],
    classes: int = 10,
) -> TwinVerdict:
    """Judge the losses of both runs, step by step, and the gradients."""
    misled = tuple(name for name, cosine in cosines.items() if cosine < AS_RIGHT)
    count = min(len(broken), len(twin))
    mine, ours = np.asarray(broken[:count], float), np.asarray(twin[:count], float)
    last = slice(max(0, count - SEEN), count)
    means = (float(np.mean(mine[last])), float(np.mean(ours[last]))) if count else (float("nan"),) * 2
    seen = *means, min(count, SEEN)
    if count and (not np.isfinite(mine).all() or means[0] > AWAY * np.log(classes)):
        return TwinVerdict(misled, "away", *seen)
    if count < SEEN:
        return TwinVerdict(misled, "early", *seen)
    if np.allclose(mine, ours, rtol=1e-4, atol=1e-6):
        return TwinVerdict(misled, "same", *seen)
    spread = max(float(np.std(mine[last])), float(np.std(ours[last]))) / np.sqrt(SEEN / 5)
    apart, told_apart = means[0] - means[1], max(PART * means[1], LEAST)
    if abs(apart) <= told_apart:
        return TwinVerdict(misled, "as well", *seen)
    if abs(apart) <= SPREADS * spread:
        return TwinVerdict(misled, "unclear", *seen)
    return TwinVerdict(misled, "worse" if apart > 0 else "better", *seen)
