"""How much memory a network needs to train, to record a batch and to test, by arithmetic alone.

The figures follow the buffers of `core.plan` and of `core.trace.recording.record`, of which only the parts
that are written to take memory. Everything that makes a network from a file, a form or a command line asks
here before it makes one array, so one limit holds on every way in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from core.blueprint.items import ELEMENTWISE, defaults
from core.blueprint.sizes import LayerPosition, MisfitError, Size, measure
from core.layers.base import Shape
from core.network import check_layer_names
from core.plan.conv import PARTIAL_SUMS
from core.plan.layout import AT_ONCE
from core.plan.memory import PAGE
from core.plan.products import small_part
from core.windows import Window

MEMORY_LIMIT = 2 * 2**30  # bytes that a network may need while it trains, or while it records a batch
WORK_LIMIT = 200_000_000_000  # multiply-adds of one step forward: about half a minute for the whole step
MOST_LAYERS = 1000
TEST_BATCH = 512  # images that are made ready for a test at once
PARAMETER_COPIES = 8  # value, gradient, what is kept to go back, one array of the optimiser's
FLOAT = 4  # bytes: networks train in float32
STATE_ARRAYS = {"sgd": 1, "rmsprop": 2, "adagrad": 1, "adam": 2, "adamw": 2}  # at most, a parameter
HAS_ENTRY = ("Conv2d", "Linear", "Flatten")  # the layer before writes straight into their input
GRAD_ENTRY = ("Conv2d", "BatchNorm2d", "BatchNorm1d", "BatchNormPixel")


class MemoryLimitError(ValueError):
    """What was asked for needs more memory than the limit; the text says the figure and what to change."""


@dataclass(frozen=True)
class Needs:
    """Bytes that a network of `parameters` needs with batches of `batch` images, and the step's work.

    `training` is what a trainer takes that also tests, `recording` what it takes while it records a batch,
    `testing` what evaluation alone takes. `multiply_adds` are those of one step forward.
    """

    batch: int
    parameters: int
    training: int
    recording: int
    testing: int
    multiply_adds: int


class Estimate:
    """Adds up layers, in order; `needs` may be asked after each."""

    def __init__(self, input_shape: Shape) -> None:
        self.parameters = self.multiply_adds = 0
        self._input = prod(input_shape)
        self._steps: list[_Step] = []
        self._waiting: tuple[int, int] | None = None  # (index, numbers) of an output that may be an entry
        self._learns = False
        self._bytes = 0  # of every layer, an image
        self._last: tuple[str, int] | None = None

    def add(self, kind: str, shape: Shape, size: Size) -> None:
        """Add a layer that is given one sample of `shape`."""
        taken, made = prod(shape), prod(size.output)
        entry = kind in HAS_ENTRY
        if self._waiting is not None:
            index, numbers = self._waiting
            if entry:
                self._steps[index].idle.append(FLOAT * numbers)
            else:  # nobody offers a place for it, so it has one of its own
                self._steps[index].kept += FLOAT * numbers
            self._waiting = None
        step = _Step()
        if not self._steps and not entry:
            step.kept += FLOAT * taken
        first = size.parameters > 0 and not self._learns
        self._learns = self._learns or size.parameters > 0
        MEASURES.get(kind, _fallback)(step, shape, size, first)
        if kind in ELEMENTWISE:
            self._waiting = len(self._steps), made
        if kind in ("MaxPool2d", "AvgPool2d") and self._last is not None and self._last[0] in GRAD_ENTRY:
            step.unwrite_back()
        step.trace += FLOAT * (made + taken)
        self._steps.append(step)
        self._bytes += step.kept + step.back + FLOAT * made
        self._last = kind, made
        self.parameters += size.parameters
        self.multiply_adds += size.multiply_adds

    def near(self, batch: int) -> bool:
        """Whether a limit may be near, so that `needs`, which goes over all layers, is worth asking."""
        bytes_now = batch * self._bytes + 8 * FLOAT * self.parameters
        return bytes_now > MEMORY_LIMIT // 4 or self.multiply_adds * batch > WORK_LIMIT

    def needs(self, batch: int, last: int = 0, tests: int = 0, state: int = 2) -> Needs:
        """What it comes to with batches of `batch` images, the epoch's last one of `last` (0: the same), a
        test of `tests` images and `state` arrays of the optimiser for each parameter.
        """
        end = FLOAT * (self._last[1] if self._last is not None and self._waiting is not None else 0)
        weights = FLOAT * self.parameters * (2 + 3 + state + 2)  # data, grad; the meter's; the update's
        training = {n for n in (batch, last) if n > 0}
        asking = min(tests or AT_ONCE, AT_ONCE)
        rest = {asking, (tests % TEST_BATCH) % AT_ONCE} - training - {0}
        chains = sum(self._chain(n, end, whole=True) for n in training)
        tested = [self._chain(n, end, whole=False) for n in rest]
        passing = max((step.passing(batch) for step in self._steps), default=0)
        images = 2 * FLOAT * self._input * max(batch, min(tests, TEST_BATCH))
        trained = weights + chains + sum(tested) + passing + images
        traced = 3 * FLOAT * self._input * batch + batch * sum(s.trace + s.cached for s in self._steps)
        shared = FLOAT * self.parameters * (7 + 4 * state)  # each as it was and is, its gradients, the copy's
        moment = batch * max((step.recording for step in self._steps), default=0)
        infer = self._chain(asking, end, whole=False)
        return Needs(
            batch,
            self.parameters,
            trained,
            trained + traced + shared + moment,
            FLOAT * self.parameters * 3 + infer + images,
            self.multiply_adds * batch,
        )

    def _chain(self, n: int, end: int, whole: bool) -> int:
        """The buffers of a plan for batches of `n` images; not `whole`: as far as evaluating writes them."""
        return n * end + sum(step.buffers(n, whole) for step in self._steps)


class _Step:
    """One layer's bytes for each image: `kept` from the way forward, `back` on the way back as well; in a
    trace, `cached` by the clear layer, and only while that layer is `recording`. What is `idle` is set aside
    and never written: it takes the memory of the large pages that it shares with its neighbours.
    """

    def __init__(self) -> None:
        self.kept = self.back = self.trace = self.cached = self.recording = self.moment = 0
        self.idle: list[int] = []
        self.kernel: tuple[int, int, int] | None = None  # numbers of a kernel, (oH, oW) of its places

    def fixed(self, n: int, whole: bool) -> int:
        """Bytes that don't go by the image: a convolution's kernels and its partial sums."""
        if self.kernel is None:
            return 0
        weights, rows, columns = self.kernel
        one_row = columns * (n // small_part(weights, n)) * weights
        sums = min(rows * one_row, max(PARTIAL_SUMS, one_row)) if whole else 0
        return FLOAT * (2 * weights + sums)

    def written(self, size: int, first: bool) -> None:
        """The gradient of the input, which nobody asks the first layer that learns for."""
        if first:
            self.idle.append(size)
        else:
            self.back += size

    def unwrite_back(self) -> None:
        """The layer before has a place for the gradient, so this one's own is never written."""
        self.back, self.idle = 0, [*self.idle, self.back]

    def buffers(self, n: int, whole: bool) -> int:
        """Bytes of the plan's buffers for `n` images."""
        idle = self.idle if whole else [*self.idle, self.back]
        kept = n * (self.kept + (self.back if whole else 0))
        return self.fixed(n, whole) + kept + sum(min(n * each, PAGE) for each in idle)

    def passing(self, n: int) -> int:
        """Bytes that are given back before the next layer works."""
        return n * self.moment


def needs(
    spec: Mapping[str, Any],
    input_shape: Shape,
    batch: int,
    *,
    last: int = 0,
    tests: int = 0,
    state: int = 2,
) -> Needs:
    """What the network of a spec needs for images of `input_shape` (C, H, W), without making an array.

    Raises ValueError for what is no spec of a network that takes such images.
    """
    return estimate_of(spec, input_shape).needs(batch, last, tests, state)


def estimate_of(spec: Mapping[str, Any], input_shape: Shape) -> Estimate:
    """The estimate for all layers of a spec; ValueError as in `needs`."""
    estimate = Estimate(input_shape)
    for place, size in measured(spec, input_shape):
        estimate.add(place.kind, place.shape, size)
    return estimate


def refusal(
    estimate: Estimate, asked: Needs, last: int = 0, tests: int = 0, state: int = 2
) -> tuple[str, str]:
    """Why training is out of bounds: the setting that is at fault ("spec" or "batch_size") and a sentence
    with the figure, the limit and what to change; two empty texts when it is within.
    """
    if asked.training <= MEMORY_LIMIT and asked.multiply_adds <= WORK_LIMIT:
        return "", ""

    def fits(batch: int) -> bool:
        found = estimate.needs(batch, min(last, batch), tests, state)
        return found.training <= MEMORY_LIMIT and found.multiply_adds <= WORK_LIMIT

    if asked.training > MEMORY_LIMIT:
        figure = f"about {bytes_text(asked.training)} of memory"
        limit = bytes_text(MEMORY_LIMIT)
    else:
        figure = f"{asked.multiply_adds:,} multiply-adds for each step"
        limit = f"{WORK_LIMIT:,}"
    words = f"training in batches of {asked.batch:,} needs {figure}, and the limit is {limit}"
    most = largest(fits, asked.batch)
    if most:
        return "batch_size", f"{words}: take batches of at most {most:,}, or a smaller network"
    return "spec", f"{words}: take a smaller network"


def recording_refusal(estimate: Estimate, asked: Needs, state: int = 2) -> str:
    """Why a batch is too large to be recorded, in a sentence; "" when it is within the limit."""
    if asked.recording <= MEMORY_LIMIT:
        return ""
    words = (
        f"Recording a batch of {asked.batch:,} images needs about {bytes_text(asked.recording)} of memory, "
        f"and the limit is {bytes_text(MEMORY_LIMIT)}"
    )
    most = largest(lambda n: estimate.needs(n, state=state).recording <= MEMORY_LIMIT, asked.batch)
    if most:
        return f"{words}: set the batch size to at most {most:,} in the settings"
    return f"{words}: take a smaller network"


def check_parameters(shapes: Mapping[str, Shape]) -> None:
    """Raise MemoryLimitError when arrays of these shapes are too many to be trained, whatever the images."""
    count = sum(map(prod, shapes.values()))
    needed = FLOAT * count * PARAMETER_COPIES
    if needed > MEMORY_LIMIT:
        largest = max(shapes, key=lambda name: prod(shapes[name]))
        raise MemoryLimitError(
            f"its network of {count:,} parameters, most of them in {largest}, needs about "
            f"{bytes_text(needed)} of memory to train, and the limit is {bytes_text(MEMORY_LIMIT)}"
        )


def check_testing(spec: Mapping[str, Any], input_shape: Shape) -> None:
    """Raise MemoryLimitError when testing alone needs more memory than the limit; ValueError as `needs`."""
    found = needs(spec, input_shape, AT_ONCE)
    if found.testing > MEMORY_LIMIT:
        raise MemoryLimitError(
            f"testing needs about {bytes_text(found.testing)} of memory, and the limit is "
            f"{bytes_text(MEMORY_LIMIT)}"
        )


def largest(fits: Callable[[int], bool], below: int) -> int:
    """The largest number under `below` that fits, 0 if none does; what fits, fits smaller as well."""
    low, high = 0, below
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def measured(spec: Mapping[str, Any], input_shape: Shape) -> list[tuple[LayerPosition, Size]]:
    """Each layer of a spec with what it makes of what it gets; ValueError for what is no such spec."""
    places: list[tuple[LayerPosition, Size]] = []
    shape = tuple(input_shape)
    for index, (name, kind, arguments) in enumerate(layers_of(spec)):
        place = LayerPosition(index, name, kind, arguments, shape)
        try:
            size = measure(place)
        except MisfitError as error:
            raise ValueError(error.text) from error
        places.append((place, size))
        shape = size.output
    return places


def layers_of(spec: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """The name, type and arguments of each layer of a spec from a file; ValueError for what is none."""
    layers = spec.get("layers") if isinstance(spec, Mapping) else None
    if not isinstance(layers, list) or not 0 < len(layers) <= MOST_LAYERS:
        raise ValueError(f"a list of 1 to {MOST_LAYERS:,} layers is expected")
    found: list[tuple[str, str, dict[str, Any]]] = []
    names: set[str] = set()
    for number, layer in enumerate(layers, 1):
        if not isinstance(layer, Mapping):
            raise ValueError(f"layer {number} has no name and no type")
        name, kind = layer.get("name"), layer.get("type")
        check_layer_names([name])
        assert isinstance(name, str)
        if name in names:
            raise ValueError(f"layer {number}: another layer is called {name}")
        names.add(name)
        known = defaults(kind)  # type: ignore[arg-type]
        arguments = {key: value for key, value in layer.items() if key not in ("name", "type", "mistake")}
        if not isinstance(layer.get("mistake", ""), str) or len(layer.get("mistake", "")) > 100:
            raise ValueError(f"{name}: mistake is not the id of one")
        for key in arguments:
            if key not in known:
                raise ValueError(f"{name}: {kind} has no argument {key[:40]!r}")
            parts = arguments[key] if isinstance(arguments[key], list | tuple) else [arguments[key]]
            if len(parts) > 8 or not all(map(_is_plain, parts)):
                raise ValueError(f"{name}: {key} is neither a number, a word nor a few numbers")
        found.append(
            (name, str(kind), {k: tuple(v) if isinstance(v, list) else v for k, v in arguments.items()})
        )
    return found


def _is_plain(value: Any) -> bool:
    """Whether a value may be an argument of a layer: a finite number of a reasonable size, or a word."""
    if isinstance(value, str):
        return len(value) <= 40
    if isinstance(value, np.integer | np.floating):
        value = value.item()
    return value is None or (isinstance(value, int | float) and abs(value) <= 1e18)


def bytes_text(count: int) -> str:
    """A number of bytes as people say it: "24 GB"."""
    for name, unit in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= unit:
            return f"{count / unit:,.0f} {name}" if count >= 10 * unit else f"{count / unit:.1f} {name}"
    return f"{count} bytes"


def _conv(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    channels, height, width = shape
    made, oH, oW = size.output
    window = size.window
    assert window is not None
    kernel = window.kernel
    taken, outputs = prod(shape), prod(size.output)
    if kernel == (height, width) and window.pads == ((0, 0), (0, 0)):
        _product(step, taken, outputs, first)
    else:
        (top, bottom), (left, right) = window.pads
        bordered = channels * (top + height + bottom) * (left + width + right)
        strips = oH * (left + width + right) * kernel[0] * channels
        step.kept += FLOAT * (bordered + 2 * strips + outputs)  # the gradient of the strips begins as zeros
        step.written(FLOAT * bordered, first)
        step.kernel = made * channels * prod(kernel), oH, oW
    step.cached += FLOAT * size.columns
    step.recording += FLOAT * (size.columns + outputs + taken)


def _linear(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    _product(step, prod(shape), prod(size.output), first)
    step.cached += FLOAT * prod(shape)


def _product(step: _Step, taken: int, made: int, first: bool) -> None:
    step.kept += FLOAT * (taken + made)
    step.written(FLOAT * taken, first)


def _flatten(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    step.kept += FLOAT * prod(shape)


def _relu(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    step.back += prod(shape)  # which numbers pass, a byte each
    step.idle.append(FLOAT * prod(shape))
    _activation(step, shape)


def _smooth(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    step.back += FLOAT * prod(shape)
    step.moment = prod(shape)
    _activation(step, shape)


def _activation(step: _Step, shape: Shape) -> None:
    step.trace += FLOAT * prod(shape)  # the slope
    step.cached += 2 * FLOAT * prod(shape)
    step.recording += FLOAT * prod(shape)


def _norm(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    numbers = prod(shape)
    features = numbers if len(shape) == 1 or "shape" in size.arguments else shape[0]
    step.kept += 2 * FLOAT * numbers
    step.moment = 2 * FLOAT * features
    step.trace += FLOAT * numbers
    step.cached += FLOAT * numbers
    step.recording += 2 * FLOAT * numbers


# 2x2 windows side by side, which a plan has a kernel for
HALVES = Window((2, 2), (2, 2), ((0, 0), (0, 0)))


def _pool(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    taken, made = prod(shape), prod(size.output)
    largest = "count_include_pad" not in size.arguments
    if size.window == HALVES:
        step.kept += FLOAT * 3 * made + (3 * made if largest else 0)
        step.back += FLOAT * taken
    else:
        step.kept += FLOAT * made + (made if largest else 0)
        step.back += FLOAT * taken
        step.moment = 2 * FLOAT * (taken + made)
    step.trace += 8 * made if largest else 0  # the winners' places
    step.cached += made
    step.recording += FLOAT * (taken + 2 * made)


def _dropout(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    numbers = prod(shape)
    step.kept += FLOAT * numbers
    step.back += FLOAT * numbers
    step.moment = (FLOAT + 1) * numbers
    step.trace += numbers
    step.cached += numbers


def _softmax(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    step.kept += FLOAT * prod(shape)
    step.moment = 2 * FLOAT * prod(shape)
    step.cached += FLOAT * prod(shape)


def _fallback(step: _Step, shape: Shape, size: Size, first: bool) -> None:
    step.kept += FLOAT * (prod(shape) + prod(size.output))
    step.back += FLOAT * (prod(shape) + prod(size.output))


MEASURES: Mapping[str, Any] = {
    "Conv2d": _conv,
    "Linear": _linear,
    "Flatten": _flatten,
    **dict.fromkeys(ELEMENTWISE, _smooth),
    "ReLU": _relu,
    **dict.fromkeys(("BatchNorm2d", "BatchNorm1d", "BatchNormPixel"), _norm),
    **dict.fromkeys(("MaxPool2d", "AvgPool2d"), _pool),
    "Dropout": _dropout,
    "Softmax": _softmax,
    "LogSoftmax": _softmax,
}
