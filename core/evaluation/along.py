"""What one update bought: the loss along the straight line through it, and each layer's part in that.

A step moves all weights by d = w1 - w0. Along w(t) = w0 + t d the loss is computed, not drawn: at t = 0 and
t = 1 the weights are the recorded ones to the last bit.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from core.evaluation.answers import Answers
from core.layers import Dropout
from core.losses import CrossEntropyLoss, Loss
from core.network import Sequential
from core.plan import compile
from core.trace.recording import Trace

ENDS = (4.0, 16.0, 64.0)  # how far beyond the step a plot may reach, in steps
POINTS = 41  # of a curve on the batch
FIXED = 512  # test images that every step is compared on
NOISE = 1e-4  # of the mean loss: an image whose loss changes by less is as before


def along(
    network: Sequential,
    before: Mapping[str, np.ndarray],
    after: Mapping[str, np.ndarray],
    images: np.ndarray,
    labels: np.ndarray,
    times: Sequence[float] | np.ndarray,
    loss: Loss | None = None,
) -> np.ndarray:
    """The loss at points of the straight line from one state of a network to another.

        L(t) = loss(network with weights before + t * (after - before), images, labels)

    `before` and `after` are state dicts; their weights are taken as they are at t = 0 and t = 1. Only weights
    move: running statistics are those of `after` (of the network where it has none). The network stays in
    the mode it is in, and dropout makes the same draws at every point. It is copied, and left as it was.

    Shape: images (N, C, H, W) floats, labels (N,), times (T,) -> (T,) float64. `loss` is CrossEntropyLoss()
    unless given. Raises ValueError when a state lacks a weight, or one has another shape.
    """
    made = Sequential.from_spec(network.spec(), rng=np.random.default_rng(0))
    judge = CrossEntropyLoss() if loss is None else copy.deepcopy(loss)
    parameters = made.named_parameters()
    for name, own in network.named_parameters().items():
        for state in (before, after):
            if name not in state:
                raise ValueError(f"{name}: missing in one of the two states")
            if np.shape(state[name]) != own.shape:
                raise ValueError(f"{name}: expected {own.shape}, got {np.shape(state[name])}")
    draws = {}
    for (name, layer), source in zip(made.layers.items(), network.layers.values(), strict=True):
        layer.training = source.training
        for key, buffer in source.buffers().items():
            setattr(layer, key, np.array(after.get(f"{name}.{key}", buffer)))
        if isinstance(source, Dropout):
            draws[name] = source.rng
    buffers = {name: layer.buffers() for name, layer in made.layers.items()}
    found = np.empty(len(times), np.float64)
    for place, t in enumerate(times):
        for name, parameter in parameters.items():
            parameter.data = between(np.asarray(before[name]), np.asarray(after[name]), float(t))
        for name, layer in made.layers.items():
            for key, array in buffers[name].items():
                setattr(layer, key, array)
            if isinstance(layer, Dropout):
                layer.rng = copy.deepcopy(draws[name])
        found[place] = judge.forward(made.forward(images), labels)
    return found


def between(before: np.ndarray, after: np.ndarray, t: float) -> np.ndarray:
    """before + t * (after - before), computed in float64; the arrays' own numbers at 0 and at 1."""
    if t in (0.0, 1.0):
        return np.array(after if t else before)
    start = before.astype(np.float64)
    return np.asarray(start + t * (after.astype(np.float64) - start), before.dtype)


class UpdateLine:
    """The straight line through a recorded update, in a network of its own.

    `lr` is the rate that the step was made with, so that t stands for the rate t * lr (every optimiser here
    is linear in it). `slope` is the sum of gradient * d over all weights: what the gradient promised for one
    whole step, the derivative of the batch's loss at t = 0. `slopes` is its part of each layer.

    The batch is read as when it was recorded: batch-norm with the batch's own statistics, dropout with the
    draws that the trace holds. Raises ValueError for a trace without an update, or of another loss than
    cross-entropy.
    """

    def __init__(self, trace: Trace) -> None:
        if trace.optimizer is None or not all(
            r.after.keys() == r.params.keys() for r in trace.records.values()
        ):
            raise ValueError("This recording made no update: record a batch of a training first")
        if trace.loss_record.kind != CrossEntropyLoss.__name__:
            raise ValueError(f"Expected a trace of CrossEntropyLoss, got {trace.loss_record.kind}")
        self.trace = trace
        self.lr = float(trace.optimizer.get("lr", math.nan))
        self.images, self.labels = trace.images, trace.labels
        self.network = Sequential.from_spec(trace.network, rng=np.random.default_rng(0))
        self.network.astype(self.images.dtype)
        self.plan = compile(
            self.network, max(1, len(self.images)), CrossEntropyLoss(**trace.loss_record.config)
        )
        self._training = any(record.training for record in trace.records.values())
        self._vector = self.plan.vectors[0]
        self._before, self._after = self._vector.copy(), self._vector.copy()
        gradient = np.zeros(len(self._vector), np.float64)
        self._parts: dict[str, list[slice]] = {}
        start = 0
        for name, parameter in self.network.named_parameters().items():
            layer, _, key = name.rpartition(".")
            part = slice(start, start + parameter.data.size)
            record = trace.records[layer]
            self._before[part] = record.params[key].reshape(-1)
            self._after[part] = record.after[key].reshape(-1)
            grads = {**record.grads, **record.applied}
            if key in grads:
                gradient[part] = grads[key].reshape(-1)
            self._parts.setdefault(layer, []).append(part)
            start = part.stop
        self._change = self._after.astype(np.float64) - self._before
        self.slopes = {
            name: float(sum(gradient[part] @ self._change[part] for part in parts))
            for name, parts in self._parts.items()
        }
        self.slope = sum(self.slopes.values())
        self.to(0.0)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that the update moved, in order."""
        return tuple(self._parts)

    @property
    def change(self) -> float:
        """The length of d, the Euclidean norm over all weights."""
        return float(np.linalg.norm(self._change))

    def to(self, t: float, layer: str | None = None) -> None:
        """Put the weights at t; with a layer, move only its weights, the others stay as before the step."""
        vector = self._vector
        if layer is None:
            np.copyto(vector, between(self._before, self._after, t))
            return
        np.copyto(vector, self._before)
        for part in self._parts[layer]:
            vector[part] = between(self._before[part], self._after[part], t)

    def batch_loss(self, t: float, layer: str | None = None) -> float:
        """The loss of the step's own batch at t, as the step computes it."""
        self.to(t, layer)
        self._statistics(after=False)
        self._draw()
        with np.errstate(all="ignore"):
            if self._training:
                return float(self.plan.training_loss(self.images, self.labels))
            logits = self.plan.forward(self.images)
            self.plan.logits = logits
            return CrossEntropyLoss(**self.trace.loss_record.config).forward(logits, self.labels)

    def image_losses(self, t: float) -> tuple[np.ndarray, np.ndarray]:
        """Each image's own loss at t, in float64, and what it is read as. Shape: (N,), (N,)."""
        self.batch_loss(t)
        assert self.plan.logits is not None
        return losses(self.plan.logits, self.labels), self.plan.logits.argmax(axis=1)

    def alone(self, layer: str) -> float:
        """What the batch's loss changes by if only this layer makes the step."""
        return self.batch_loss(1.0, layer) - self.batch_loss(0.0)

    def test_logits(self, t: float, x: np.ndarray, after: bool = True) -> np.ndarray:
        """The outputs in use at t, with the running statistics after the step, or of before it.

        Shape: x (N, C, H, W) -> (N, classes)
        """
        self.to(t)
        self._statistics(after)
        with np.errstate(all="ignore"):
            return self.plan.forward(x)

    def test_loss(self, t: float, x: np.ndarray, labels: np.ndarray, after: bool = True) -> float:
        """The mean loss of other images at t; with the same statistics at every t only the weights move."""
        return float(losses(self.test_logits(t, x, after), labels).mean()) if len(labels) else math.nan

    def _statistics(self, after: bool) -> None:
        for name, layer in self.network.layers.items():
            record = self.trace.records[name]
            kept = record.buffers_after if after and record.buffers_after else record.buffers
            for key, array in layer.buffers().items():
                np.copyto(array, kept[key])

    def _draw(self) -> None:
        for name, layer in self.network.layers.items():
            mask = self.trace.records[name].intermediates.get("mask")
            if isinstance(layer, Dropout) and mask is not None:
                layer.rng = _Draws(mask)  # type: ignore[assignment]


class _Draws:
    """Draws that give a recorded dropout mask again, whatever p is."""

    def __init__(self, mask: np.ndarray) -> None:
        self._values = np.where(mask, np.float32(1.0), np.float32(-1.0))

    def random(self, shape: tuple[int, ...], dtype: Any = np.float32) -> np.ndarray:
        return self._values.reshape(shape)


def losses(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Each image's cross-entropy, `log(sum(exp(z))) - z[label]`, in float64. Shape: (N, K), (N,) -> (N,)."""
    with np.errstate(all="ignore"):
        return Answers(logits, labels).losses


def fixed_images(count: int, most: int = FIXED) -> np.ndarray:
    """The places of the images that every step is compared on, always the same; all if there are few."""
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, most, replace=False))


def reach(loss: Callable[[float], float], ends: Sequence[float] = ENDS) -> float:
    """How far to look: the first end at which the loss has risen again, by a tenth of what could be bought.

    That is loss(end) > least + 0.1 * (loss(0) - least), over a few points up to there; else the last end. A
    loss that is no number counts as risen.
    """
    start = loss(0.0)
    least, done = start, 0.0
    for end in ends:
        inner = [done + (end - done) * part for part in (0.25, 0.5, 0.75)]
        values = [loss(t) for t in (*inner, end)]
        least = min([least, *(value for value in values if math.isfinite(value))])
        done = end
        if not values[-1] <= least + 0.1 * (start - least) or values[-1] > start:
            return end
    return float(ends[-1])


def sampled(
    loss: Callable[[float], float], low: float, high: float, points: int = POINTS
) -> Iterator[tuple[float, float]]:
    """Points (t, loss(t)) of a curve: 0, 1, the ends, then halving where it bends most, up to `points`.

    The last sixth of them goes to where the loss is least.
    """
    known: dict[float, float] = {}
    for t in dict.fromkeys((0.0, 1.0, low, high)):
        if low <= t <= high:
            known[t] = loss(t)
            yield t, known[t]
    while len(known) < points:
        late = len(known) >= points - points // 6
        middle = _least(known) if late else _next(known, (high - low) / (4 * points))
        if middle is None or middle in known:
            return
        known[middle] = loss(middle)
        yield middle, known[middle]


def _least(known: Mapping[float, float]) -> float | None:
    """The middle of the wider interval beside the least value."""
    finite = [t for t in known if math.isfinite(known[t])]
    if not finite:
        return None
    t = sorted(known)
    at = t.index(min(finite, key=known.__getitem__))
    beside = [(t[k + 1] - t[k], t[k]) for k in (at - 1, at) if 0 <= k < len(t) - 1]
    width, left = max(beside)
    return left + width / 2


def _next(known: Mapping[float, float], finest: float) -> float | None:
    """The middle of the interval whose ends bend most, weighed by its width."""
    t = np.array(sorted(known))
    y = np.array([known[each] for each in t])
    width = np.diff(t)
    with np.errstate(all="ignore"):
        slope = np.diff(y) / width
        bend = np.abs(np.diff(slope))
    bend = np.where(np.isfinite(bend), bend, 0.0)
    at_ends = np.zeros(len(width))
    at_ends[:-1] += bend
    at_ends[1:] += bend
    spread = np.ptp(y[np.isfinite(y)]) if np.isfinite(y).any() else 1.0
    score = at_ends * width + 0.02 * spread * width / (t[-1] - t[0] or 1.0)  # and leave no wide gap
    edge = np.isfinite(y[1:]) != np.isfinite(y[:-1])
    score = np.where(edge, np.inf, np.where(np.isfinite(y[1:]) | np.isfinite(y[:-1]), score, -1.0))
    score = np.where(width > finest, score, -1.0)
    best = int(np.argmax(score))
    return float((t[best] + t[best + 1]) / 2) if score[best] >= 0 else None
