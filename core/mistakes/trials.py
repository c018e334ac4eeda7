"""The trials of each kind: inputs on which every two mistakes differ.

All sizes of a trial are distinct where they can be, so that axes are known by their lengths.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.mistakes.case import Case


@dataclass(frozen=True)
class Trial:
    """One case and its name. What an `optional` one asks for isn't expected of everybody's code."""

    name: str
    case: Case
    optional: bool = False


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng([1848, seed])


def _zero_pads(border: int = 0) -> Any:
    return ((border, border), (border, border))


def _convolution(
    seed: int, sizes: str, kernel: Any = 3, steps: Any = (1, 1), pads: Any = 0, **more: Any
) -> Case:
    """A convolution's case; sizes are "N C O H W"."""
    N, C, O, H, W = map(int, sizes.split())  # noqa: E741
    n = _rng(seed).standard_normal
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    pads = _zero_pads(pads) if isinstance(pads, int) else pads
    return Case(x=n((N, C, H, W)), w=n((O, C, *kernel)), b=n(O), steps=steps, pads=pads, rate=0.0, **more)


def convolution_trials() -> list[Trial]:
    even = ((1, 2), (1, 2))
    return [
        Trial("no border", _convolution(1, "3 2 4 7 9")),
        Trial("a border of 1", _convolution(2, "3 2 4 7 9", pads=1)),
        Trial("stride 2", _convolution(3, "3 2 4 9 11", steps=(2, 2), pads=1)),
        Trial("as many channels out as in", _convolution(4, "2 3 3 6 8", pads=1)),
        Trial("one image", _convolution(5, "1 2 4 5 7")),
        Trial("backward twice", _convolution(6, "2 3 4 5 6", again=True)),
        Trial("a learning rate of 0.1", _convolution(7, "3 2 4 6 7") | {"rate": 0.1}),
        Trial("stride 2, sizes that don't divide", _convolution(8, "3 2 4 8 10", steps=(2, 2))),
        Trial("a 5x5 kernel, border of 2", _convolution(9, "3 2 4 8 9", kernel=5, pads=2)),
        Trial("a 3x2 kernel", _convolution(10, "3 2 4 7 8", kernel=(3, 2)), optional=True),
        Trial("strides 2 and 1", _convolution(11, "3 2 4 7 9", steps=(2, 1), pads=1), optional=True),
        Trial("an even kernel, size kept", _convolution(12, "2 3 4 6 7", 4, pads=even), optional=True),
    ]


def linear_trials() -> list[Trial]:
    def case(seed: int, N: int, I: int, O: int, **more: Any) -> Case:  # noqa: E741
        n = _rng(seed).standard_normal
        return Case(x=n((N, I)), w=n((O, I)), b=n(O), **{"rate": 0.0, **more})

    return [
        Trial("3 images", case(1, 3, 5, 4)),
        Trial("as many outputs as inputs", case(2, 3, 4, 4)),
        Trial("one image", case(3, 1, 6, 4)),
        Trial("backward twice", case(4, 2, 6, 5, again=True)),
        Trial("a learning rate of 0.1", case(5, 3, 7, 5, rate=0.1)),
    ]


def elementwise_trials(extremes: bool, **settings: Any) -> list[Trial]:
    n = _rng(1).standard_normal
    zeros = n((3, 2, 4, 5))
    zeros.flat[::7] = 0
    cases = [
        Trial("usual numbers", Case(x=n((3, 7)), **settings)),
        Trial("images", Case(x=2 * n((2, 3, 4, 5)), **settings)),
        Trial("exact zeros", Case(x=zeros, **settings)),
    ]
    if extremes:
        large = n((4, 5)) * 3
        large.flat[::3] = 1000.0
        large.flat[1::3] = -1000.0
        cases.append(Trial("numbers of ±1000", Case(x=large, **settings)))
    return cases


def row_trials() -> list[Trial]:
    n = _rng(2).standard_normal
    high = n((3, 5)) * 2
    high[0] += 1e4
    high[1] -= 1e4
    return [
        Trial("usual numbers", Case(x=2 * n((4, 7)))),
        Trial("two classes", Case(x=n((5, 2)))),
        Trial("numbers of ±10,000", Case(x=high)),
    ]


def log_row_trials() -> list[Trial]:
    far = _rng(3).standard_normal((3, 5)) * 2
    far[0, 2] += 2000
    return [*row_trials(), Trial("one far ahead", Case(x=far))]


def _pool_case(
    seed: int, shape: Any, kernel: Any = 2, steps: Any = None, border: int = 0, **more: Any
) -> Case:
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    x = _rng(seed).permutation(int(np.prod(shape))).reshape(shape) / 10 - 3.05
    return Case(x=x, kernel_size=kernel, steps=steps or kernel, pads=_zero_pads(border), **more)


def pool_trials() -> list[Trial]:
    ties = _pool_case(2, (3, 2, 6, 8))
    ties["x"][:, :, :2, :2] = 1.5
    ties["x"][0, 0, 2:4, 2:4] = 0
    ties["x"][1, :, 4:, 4:] = -2.5
    negative = _pool_case(6, (2, 3, 6, 7), 3, (2, 2), 1)
    negative["x"] = negative["x"] - 100
    return [
        Trial("2x2", _pool_case(1, (3, 2, 6, 8))),
        Trial("equal values", ties),
        Trial("sizes that don't divide", _pool_case(3, (3, 2, 7, 9))),
        Trial("overlapping windows", _pool_case(4, (2, 3, 7, 9), 3, (2, 2))),
        Trial("stride 1", _pool_case(5, (2, 3, 5, 6), 2, (1, 1))),
        Trial("a border, negative numbers", negative, optional=True),
        Trial("strides 2 and 1", _pool_case(7, (2, 3, 6, 5), 2, (2, 1)), optional=True),
        Trial("a 2x3 window", _pool_case(8, (2, 3, 6, 9), (2, 3)), optional=True),
    ]


def mean_pool_trials() -> list[Trial]:
    bare = _pool_case(9, (2, 3, 6, 7), 3, (2, 2), 1, count_include_pad=False)
    return [*pool_trials(), Trial("a border that doesn't count", bare, optional=True)]


def _norm_case(seed: int, shape: Any, per: str = "channel", scale: float = 2.0, **more: Any) -> Case:
    r = _rng(seed)
    n, features = r.standard_normal, shape[1:] if per == "pixel" else shape[1:2]
    mean, var = np.zeros(features), np.ones(features)
    if not more.get("fresh", True):
        mean, var = n(features), 0.5 + r.random(features)
    settings = {"eps": 0.01, "momentum": 0.1, "training": True, "fresh": True} | more
    return Case(
        x=1 + scale * n(shape),
        gamma=1 + 0.4 * n(features),
        beta=n(features),
        per=per,
        running_mean=mean,
        running_var=var,
        **settings,
    )


def _norm_trials(shape: tuple[int, ...], per: str) -> list[Trial]:
    def case(seed: int, n: int, **more: Any) -> Case:
        return _norm_case(seed, (n, *shape), per, **more)

    return [
        Trial("12 images", case(1, 12, rate=0.1)),
        Trial("3 images", case(2, 3)),
        Trial("small numbers, eps 0.1", case(3, 10, scale=0.3, eps=0.1, momentum=0.3, rate=0.1)),
        Trial("two batches", case(4, 9, again=True) | {"x2": case(7, 9)["x"] + 2}),
        Trial("in use", case(5, 11, training=False, fresh=False), optional=True),
        Trial("in use, 3 images", case(6, 3, training=False, fresh=False), optional=True),
    ]


def channel_norm_trials() -> list[Trial]:
    return _norm_trials((2, 4, 5), "channel")


def pixel_norm_trials() -> list[Trial]:
    return _norm_trials((2, 4, 5), "pixel")


def feature_norm_trials() -> list[Trial]:
    return _norm_trials((5,), "channel")


def dropout_trials() -> list[Trial]:
    def x(seed: int, *shape: int) -> np.ndarray:
        r = _rng(seed)
        return np.asarray(r.choice([-1, 1], shape) * (0.5 + r.random(shape)))

    return [
        Trial("p = 0.3", Case(x=x(1, 20, 30), p=0.3)),
        Trial("p = 0.6", Case(x=x(2, 25, 24), p=0.6)),
        Trial("in use", Case(x=x(3, 6, 9), p=0.3, training=False), optional=True),
    ]


def flatten_trials() -> list[Trial]:
    n = _rng(1).standard_normal
    return [Trial("maps", Case(x=n((3, 2, 4, 5)))), Trial("square maps", Case(x=n((2, 3, 4, 4))))]


def cross_entropy_trials() -> list[Trial]:
    r = _rng(1)
    n = r.standard_normal
    huge = 2 * n((3, 5))
    huge[0, 1] += 1e4
    huge[1, 2] -= 1e4
    return [
        Trial("4 images, 7 classes", Case(x=2 * n((4, 7)), labels=np.array([2, 0, 6, 2]))),
        Trial("6 images, 3 classes", Case(x=2 * n((6, 3)), labels=np.array([0, 2, 1, 1, 0, 2]))),
        Trial("logits of ±10,000", Case(x=huge, labels=np.array([3, 2, 1]))),
        Trial(
            "label smoothing",
            Case(x=2 * n((5, 6)), labels=np.array([1, 3, 5, 0, 3]), smoothing=0.2),
            optional=True,
        ),
    ]


def nll_trials() -> list[Trial]:
    def case(seed: int, shape: tuple[int, int]) -> Case:
        r = _rng(seed)
        z = 2 * r.standard_normal(shape)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return Case(x=log_p, labels=r.permutation(np.arange(shape[0]) % shape[1]))

    return [Trial("4 images, 7 classes", case(1, (4, 7))), Trial("6 images, 3 classes", case(2, (6, 3)))]


def squared_error_trials() -> list[Trial]:
    n = _rng(1).standard_normal
    return [
        Trial("4 images, 3 outputs", Case(x=n((4, 3)), target=n((4, 3)))),
        Trial("one output", Case(x=n((5, 1)), target=n((5, 1)))),
        Trial("6 images, 5 outputs", Case(x=n((6, 5)), target=n((6, 5)))),
    ]


def _steps_case(seed: int, **settings: Any) -> Case:
    n = _rng(seed).standard_normal
    return Case(w=n((3, 4)), grads=n((4, 3, 4)), rates=np.array([0.1, 0.1, 0.03, 0.05]), **settings)


def sgd_trials() -> list[Trial]:
    still = {"momentum": 0.0, "decay": 0.0}
    return [
        Trial("no momentum", _steps_case(1, **still)),
        Trial("momentum 0.9", _steps_case(2, **(still | {"momentum": 0.9}))),
        Trial("momentum and weight decay", _steps_case(3, momentum=0.8, decay=0.1), optional=True),
        Trial("Nesterov", _steps_case(4, momentum=0.8, decay=0.0, nesterov=True), optional=True),
    ]


def adam_trials(decoupled: bool) -> list[Trial]:
    settings = {"betas": (0.9, 0.99), "eps": 0.01, "decoupled": decoupled}
    decays = Trial("weight decay", _steps_case(2, decay=0.2, **settings), optional=not decoupled)
    return [Trial("no weight decay", _steps_case(1, decay=0.0, **settings)), decays]


def rmsprop_trials() -> list[Trial]:
    return [Trial("four steps", _steps_case(1, alpha=0.8, eps=0.01))]


def adagrad_trials() -> list[Trial]:
    return [Trial("four steps", _steps_case(1, eps=0.01))]


def lenet_trials() -> list[Trial]:
    r = _rng(1)
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 16, 5, 5), "4": (84, 120), "5": (10, 84)}
    arrays: dict[str, np.ndarray] = {}
    for number, shape in shapes.items():
        spread = np.sqrt(2 / np.prod(shape[1:]))
        arrays |= {f"w{number}": spread * r.standard_normal(shape), f"b{number}": r.normal(0, 0.3, shape[0])}
    return [Trial("2 images", Case(x=r.random((2, 1, 28, 28)) - 0.2, **arrays))]


def path_trials() -> list[Trial]:
    def case(seed: int, shape: tuple[int, ...], **more: Any) -> Case:
        return _norm_case(seed, shape, **more) | {"dY": _rng(seed + 50).standard_normal(shape)}

    return [
        Trial("6 images", case(21, (6, 2, 4, 5))),
        Trial("small numbers, eps 0.1", case(22, (4, 3, 3, 2), scale=0.3, eps=0.1)),
        Trial("one channel", case(23, (5, 1, 2, 3))),
    ]


def turned_trials() -> list[Trial]:
    def case(seed: int, dy: tuple[int, ...], w: tuple[int, ...]) -> Case:
        n = _rng(seed).standard_normal
        return Case(w=n(w), dY=n(dy))

    return [
        Trial("a 3x3 kernel", case(24, (3, 4, 5, 7), (4, 2, 3, 3))),
        Trial("as many channels out as in", case(25, (2, 3, 4, 6), (3, 3, 3, 3))),
        Trial("a 2x2 kernel", case(26, (1, 2, 3, 4), (2, 5, 2, 2))),
    ]


def softmax_trials() -> list[Trial]:
    r = _rng(27)
    far = 2 * r.standard_normal((3, 5))
    far[np.arange(3), [1, 4, 0]] += 1000
    return [
        Trial("4 images, 7 classes", Case(x=2 * r.standard_normal((4, 7)), labels=np.array([2, 0, 6, 2]))),
        Trial("6 images, 3 classes", Case(x=r.standard_normal((6, 3)), labels=np.array([0, 2, 1, 1, 0, 2]))),
        Trial("logits of 1,000", Case(x=far, labels=np.array([1, 4, 0]))),
    ]


def function_trials(*cases: Case) -> Callable[[], list[Trial]]:
    return lambda: [Trial(f"case {number}", case) for number, case in enumerate(cases, 1)]


def pixel_trials() -> list[Trial]:
    r = _rng(1)
    cases = [
        Case(images=r.integers(low, high, (n, 5, 6), dtype=np.uint8), mean=mean, std=std)
        for n, low, high, mean, std in ((4, 0, 256, 0.1, 0.3), (3, 90, 200, 0.5, 0.5), (2, 0, 256, 0.0, 1.0))
    ]
    return [Trial(f"{len(case['images'])} images", case) for case in cases]


def image_trials() -> list[Trial]:
    r = _rng(1)
    return [Trial("3 images", Case(images=r.integers(0, 256, (3, 4, 6), dtype=np.uint8)))]


shapes = function_trials(
    Case(shape=(64, 20, 3, 4)), Case(shape=(120, 150)), Case(shape=(40, 30, 5, 5)), Case(shape=(50, 10, 1, 7))
)
rates = function_trials(Case(steps=10, lr=0.1, least=0.0), Case(steps=7, lr=0.3, least=0.02))
