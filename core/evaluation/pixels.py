"""Which pixels mattered for an answer, and how few changes turn it: the same network, asked about one image.

Three questions with three meanings. Occlusion covers a window and reads again. Gradient times input is the
first-order share of each pixel in a logit. An ascent follows the gradient of the pixels, step by step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.data.dataset import Preprocessing
from core.evaluation.answers import own_copy
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.plan import compile

AT_ONCE = 64  # images that are read together
SURE = 0.9  # the probability at which an aimed-at class counts as reached


@dataclass(frozen=True, eq=False)
class Occlusion:
    """How an answer changes as a window covers one part of the image after another.

    drops: (rows, columns), p(label) - p(label | window covered), float64; above 0 the covered part spoke for
    the label. map: (H, W), for each pixel the mean over the windows that cover it. probability: of the label,
    nothing covered. tops and lefts are the windows' places.
    """

    label: int
    probability: float
    drops: np.ndarray
    map: np.ndarray
    tops: np.ndarray
    lefts: np.ndarray
    size: int


def occlusion(
    network: Sequential,
    x: np.ndarray,
    label: int | None = None,
    size: int = 4,
    stride: int = 2,
    value: float = 0.0,
    report: Callable[[float], None] | None = None,
) -> Occlusion:
    """Cover a square window of the image, place after place, and read the rest (Zeiler and Fergus, 2014).

    `label` is the class whose probability is watched, the one that is read unless given; `value` what the
    window is filled with, in the network's input (black is 0 for the "unit" preprocessing). The network is
    read as in use and left as it was.

    Shape: x (C, H, W) or (1, C, H, W). Raises ValueError for a window that doesn't fit and a label that is no
    class.
    """
    x = _one_image(x)
    _, height, width = x.shape
    if not 1 <= size <= min(height, width):
        raise ValueError(f"size must be from 1 to {min(height, width)}, got {size}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    plan = compile(own_copy(network), AT_ONCE, CrossEntropyLoss())
    logits = plan.forward(x[None])
    label = _label(label, logits)
    whole = float(softmax(logits)[0, label])
    tops, lefts = (_places(length, size, stride) for length in (height, width))
    found = np.empty(len(tops) * len(lefts), np.float64)
    for start in range(0, len(found), AT_ONCE):
        if report is not None:
            report(start / len(found))
        numbers = np.arange(start, min(start + AT_ONCE, len(found)))
        covered = np.repeat(x[None], len(numbers), axis=0)
        for image, number in zip(covered, numbers, strict=True):
            top, left = tops[number // len(lefts)], lefts[number % len(lefts)]
            image[:, top : top + size, left : left + size] = value
        found[numbers] = whole - softmax(plan.forward(covered))[:, label]
    drops = found.reshape(len(tops), len(lefts))
    total, count = np.zeros((height, width)), np.zeros((height, width))
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            total[top : top + size, left : left + size] += drops[row, column]
            count[top : top + size, left : left + size] += 1
    return Occlusion(label, whole, drops, total / np.maximum(count, 1), tops, lefts, size)


def gradient_times_input(
    network: Sequential, x: np.ndarray, label: int | None = None, baseline: float = 0.0
) -> np.ndarray:
    """Each pixel's first-order share in a class's logit, (x - baseline) * d(logit)/dx.

    `baseline` is the input that stands for nothing (black). In a network without biases and with ReLUs alone
    the shares add up to the logit. The network is read as in use and left as it was.

    Shape: x (C, H, W) or (1, C, H, W) -> (C, H, W)
    """
    x = _one_image(x)
    made = own_copy(network)
    logits = made.forward(x[None])
    aimed = np.zeros_like(logits)
    aimed[0, _label(label, logits)] = 1
    for layer in reversed(made.layers.values()):
        aimed = layer.input_gradient(aimed)
    return np.asarray((x - x.dtype.type(baseline)) * aimed[0])


@dataclass(frozen=True)
class PixelAim:
    """What an image is changed for: to be read as `label`, or else until `channel` of `layer` has `goal`."""

    label: int | None = None
    layer: str = ""
    channel: int = 0
    goal: float = float("inf")


@dataclass(frozen=True, eq=False)
class AscentStep:
    """Where an ascent stands after `number` steps.

    image: (C, H, W) float64 from 0 (black) to 1 (white). added: what was added to the first image. size: the
    Euclidean length of that. probabilities: (K,). value: the label's probability, or the channel's highest
    value. `reached` tells that the aim is met, `bounded` that the bound holds the change, `stuck` that no
    gradient reaches the pixels.
    """

    number: int
    image: np.ndarray
    added: np.ndarray
    size: float
    probabilities: np.ndarray
    value: float
    reached: bool
    bounded: bool
    stuck: bool


class PixelAscent:
    """Change an image, step by step along the gradient of its pixels, until the network answers as aimed.

        u <- clip(u + rate * g / |g|, 0, 1), then back into the ball |u - u0| <= radius

    u are the pixels from 0 to 1 whatever the preprocessing, g the gradient of log p(label), or of a channel's
    highest value. A channel that ReLU keeps at zero has no gradient there: then that of the layer before it
    is followed. Weights stay as they are; the network is copied.

    `radius` can be set at any time, and holds at once. Shape: image uint8 (H, W) or (C, H, W). Raises
    ValueError for a class, layer or channel that isn't there.
    """

    def __init__(
        self,
        network: Sequential,
        preprocessing: Preprocessing,
        image: np.ndarray,
        aim: PixelAim,
        rate: float = 0.15,
        radius: float = 3.0,
    ) -> None:
        self.network = own_copy(network)
        self.aim, self.rate = aim, rate
        start = image.astype(np.float64) / 255
        self._start = start[None] if start.ndim == 2 else start
        self._image = self._start.copy()
        self._scale, self._shift = 255 * preprocessing.scale, preprocessing.shift
        self._radius = radius
        self._number = 0
        self._names = list(self.network.layers)
        if aim.label is None and aim.layer not in self._names:
            raise ValueError(f"no layer {aim.layer!r}; there are {', '.join(self._names)}")
        shapes = self.network.shapes(self._start.shape)
        found = (shapes[self._names[-1]] if aim.label is not None else shapes[aim.layer])[0]
        wanted = aim.channel if aim.label is None else aim.label
        if not 0 <= wanted < found:
            raise ValueError(f"expected a number from 0 to {found - 1}, got {wanted}")

    @property
    def start(self) -> np.ndarray:
        """The image as it was, (C, H, W) from 0 to 1."""
        return self._start

    @property
    def radius(self) -> float:
        """The most that the change may be, its Euclidean length in pixels from 0 to 1."""
        return self._radius

    @radius.setter
    def radius(self, radius: float) -> None:
        self._radius = radius
        self._image = self._bounded(self._image)

    def look(self) -> AscentStep:
        """Where it stands, nothing changed."""
        return self._told(self._read()[0])

    def step(self) -> AscentStep:
        """One step further, and what the network makes of it; none once the aim is met."""
        outputs, gradient = self._read()
        length = float(np.linalg.norm(gradient))
        before = self._told(outputs, stuck=not (np.isfinite(length) and length > 0))
        if before.reached or before.stuck:
            return before
        moved = np.clip(self._image + self.rate * gradient / length, 0.0, 1.0)
        self._image = self._bounded(moved)
        self._number += 1
        return self.look()

    def _bounded(self, image: np.ndarray) -> np.ndarray:
        """Inside the ball around the first image; on the way there pixels stay within their range."""
        added = image - self._start
        size = float(np.linalg.norm(added))
        if size <= self._radius:
            return image
        return self._start + added * (self._radius / size)

    def _read(self) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """All outputs, and the gradient of what is aimed at with respect to the pixels."""
        dtype = next((p.data.dtype for p in self.network.named_parameters().values()), np.dtype(np.float32))
        x = (self._image * self._scale + self._shift).astype(dtype)[None]
        outputs = {}
        with np.errstate(all="ignore"):
            for name, layer in self.network.layers.items():
                x = outputs[name] = layer.forward(x)
            if self.aim.label is not None:
                gradient = softmax(x)
                gradient = -gradient
                gradient[0, self.aim.label] += 1  # of log p(label)
                return outputs, self._back(len(self._names) - 1, gradient.astype(dtype))
            at = self._names.index(self.aim.layer)
            while True:
                output = outputs[self._names[at]]
                back = self._back(at, self._at_highest(output))
                earlier = at > 0 and outputs[self._names[at - 1]].shape == output.shape
                if back.any() or not earlier:
                    return outputs, back
                at -= 1

    def _at_highest(self, output: np.ndarray) -> np.ndarray:
        """1 at the aimed-at channel's highest place, 0 elsewhere."""
        chosen = np.zeros_like(output)
        flat = chosen[0, self.aim.channel].reshape(-1)
        flat[int(np.argmax(output[0, self.aim.channel]))] = 1
        chosen[0, self.aim.channel] = flat.reshape(output[0, self.aim.channel].shape)
        return chosen

    def _back(self, at: int, gradient: np.ndarray) -> np.ndarray:
        for name in reversed(self._names[: at + 1]):
            gradient = self.network.layers[name].input_gradient(gradient)
        return gradient[0].astype(np.float64) * self._scale

    def _told(self, outputs: dict[str, np.ndarray], stuck: bool = False) -> AscentStep:
        added = self._image - self._start
        size = float(np.linalg.norm(added))
        p = softmax(outputs[self._names[-1]])[0]
        if self.aim.label is not None:
            value = float(p[self.aim.label])
            reached = value >= SURE and int(p.argmax()) == self.aim.label
        else:
            value = float(outputs[self.aim.layer][0, self.aim.channel].max())
            reached = value >= self.aim.goal
        bounded = size >= self._radius * (1 - 1e-9)
        return AscentStep(self._number, self._image.copy(), added, size, p, value, reached, bounded, stuck)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities in float64. Shape: (N, K) -> (N, K)"""
    z = logits.astype(np.float64)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _one_image(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x)
    if x.ndim == 4 and len(x) == 1:
        x = x[0]
    if x.ndim != 3 or x.dtype.kind != "f":
        raise ValueError(f"x: expected floats (C, H, W), got {x.dtype} {x.shape}")
    return x


def _label(label: int | None, logits: np.ndarray) -> int:
    if label is None:
        return int(logits[0].argmax())
    if not 0 <= label < logits.shape[1]:
        raise ValueError(f"label: expected a class from 0 to {logits.shape[1] - 1}, got {label}")
    return int(label)


def _places(length: int, size: int, stride: int) -> np.ndarray:
    """Where windows begin along one axis: every `stride`, and one that ends at the border."""
    places = list(range(0, length - size + 1, stride))
    if places[-1] != length - size:
        places.append(length - size)
    return np.array(places)
