"""One trial of a layer: its inputs, its settings, and the gradient that is sent back through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

On = frozenset[str]
Results = dict[str, np.ndarray]
Pads = tuple[tuple[int, int], tuple[int, int]]


class Case(dict[str, Any]):
    """The arguments of a telling, readable as attributes: `case.x` is `case["x"]`.

    For whoever builds a layer from a case there are also `out`, `into`, `k`, `channels`, `n` and, where both
    directions agree, `stride`, `padding` and `kernel` as one number.
    """

    read: frozenset[str] = frozenset()  # what a function that was given this case has read of it
    ours: Case | None = None  # what it was before it was laid out as theirs: its sizes stay those

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"this trial has no {name!r}; it has {', '.join(self)}") from None

    @property
    def out(self) -> int:
        """Output channels or features."""
        return int(self._sizes["w"].shape[0])

    @property
    def into(self) -> int:
        """Input channels or features."""
        return int(self._sizes["w"].shape[1])

    @property
    def k(self) -> int:
        """The kernel's size, one number; ValueError for a kernel that isn't square."""
        kernel = self._kernel
        if kernel[0] != kernel[1]:
            raise ValueError(f"the kernel is {kernel[0]}x{kernel[1]}")
        return int(kernel[0])

    @property
    def kernel(self) -> int | tuple[int, int]:
        return _plain(self._kernel)

    @property
    def stride(self) -> int | tuple[int, int]:
        return _plain(self["steps"])

    @property
    def padding(self) -> int | str:
        """The border: a number, or "same" for an even kernel's uneven one."""
        (top, bottom), (left, right) = self["pads"]
        return top if top == bottom == left == right else "same"

    @property
    def channels(self) -> int:
        return int(self._sizes["x"].shape[1])

    features = channels

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape that is given, else the input's, without the batch unless the form of sizes has it."""
        if "shape" in self:
            return tuple(self["shape"])
        return tuple(self["x"].shape[not self.get("form", "").startswith("batch") :])

    @property
    def bordered(self) -> bool:
        """Whether a border is asked for, and not there by itself."""
        return any(map(any, self.get("pads", ()))) and not self.get("fixed")

    @property
    def training(self) -> bool:
        """Whether the trial is in training; where nothing is said, it is."""
        return bool(self.get("training", True))

    @property
    def n(self) -> int:
        """Images in the batch."""
        return int(self["n"]) if "n" in self else len(self._sizes["x"])

    @property
    def _sizes(self) -> Case:
        return self if self.ours is None else self.ours

    @property
    def _kernel(self) -> tuple[int, ...]:
        case = self._sizes
        return tuple(case["w"].shape[2:] if "w" in case else case["kernel_size"])

    def __or__(self, other: Mapping[str, Any]) -> Case:  # type: ignore[override]
        return Case({**self, **other})

    def gradient(self, shape: tuple[int, ...]) -> np.ndarray:
        """The gradient sent back for an output of `shape`: the same for everybody whose output has it."""
        g = self.get("g")
        if g is None or g.shape != tuple(shape):
            g = _gradient(tuple(shape))
        return g

    def cut(self, how: str) -> Case | None:
        """The same with its images cut to squares ("square") or to one map ("map"), or with a border that
        keeps their size ("same"); None where they are so, or where that is another trial.
        """
        x = self.get("x")
        if x is None or x.ndim != 4 or not ("w" in self or "kernel_size" in self):
            return None
        if how == "same":
            pads = tuple(((k - 1) // 2, k // 2) for k in self["w"].shape[2:])
            return Case(self, pads=pads, fixed=True) if any(map(any, pads)) else None
        if how == "map":
            one = {"w": self["w"][:, :1].copy()} if "w" in self else {}
            return Case(self, x=x[:, :1].copy(), **one)
        side = min(x.shape[2:])
        return None if x.shape[2] == x.shape[3] else Case(self, x=x[:, :, :side, :side].copy())

    def owned(self) -> Case:
        """A copy whose arrays may be written to."""
        return Case({k: v.copy() if isinstance(v, np.ndarray) else v for k, v in self.items()})


def bare(name: object) -> str:
    """A name's letters and digits, in lower case."""
    return "".join(c for c in str(name).lower() if c.isalnum())


def left_over(sizes: Sequence[int], kernel: Sequence[int], steps: Sequence[int], pads: Pads) -> list[int]:
    """How many rows and columns are left that fill no window."""
    each = zip(sizes, kernel, steps, pads, strict=True)
    return [(size + sum(pad) - k) % step for size, k, step, pad in each]


def _plain(pair: tuple[int, ...]) -> Any:
    """One number for a pair of equal ones."""
    return int(pair[0]) if pair[0] == pair[1] else (int(pair[0]), int(pair[1]))


@cache
def _gradient(shape: tuple[int, ...]) -> np.ndarray:
    g = np.random.default_rng([1848, *shape]).standard_normal(shape)
    g.setflags(write=False)
    return g


Forward = Callable[[On, Case], tuple[np.ndarray, dict[str, Any]]]
Backward = Callable[[On, Case, dict[str, Any], np.ndarray], Results]


class BackwardFailsError(Exception):
    """Where the mistake is that the backward pass can't be made at all."""


def told(forward: Forward, backward: Backward, on: On, given: Mapping[str, Any]) -> Results:
    """Run a telling forward and backward on one case; with `again`, a second time over the first's
    gradients.
    """
    case = Case(given)
    y, kept = forward(on, case)
    g = case.gradient(y.shape)
    try:
        found = backward(on, case, kept, g)
    except BackwardFailsError:
        return {"y": y}
    if case.get("again"):
        moved = {name: kept[name] for name in ("running_mean", "running_var") if name in kept}
        case = Case(case, **moved, before=found, fresh=False, x=case.get("x2", case["x"]))
        y, kept = forward(on, case)
        found = backward(on, case, kept, g)
    state: Results = {
        name: kept[name] for name in ("running_mean", "running_var", "kept", "masks") if name in kept
    }
    return {"y": y, **found, **state}


def piled(on: On, case: Case, names: Mapping[str, str], found: Results) -> Results:
    """Add the gradients of the pass before, where one of these mistakes is on: {id: quantity}."""
    before = case.get("before")
    if before is None:
        return found
    return found | {q: found[q] + before[q] for key, q in names.items() if key in on and q in before}


def flags(on: On, prefix: str) -> np.ndarray:
    """Which arguments are overwritten: [the input, the gradient], 1 for yes."""
    return np.array([float(f"{prefix}.writes-input" in on), float(f"{prefix}.writes-gradient" in on)])
