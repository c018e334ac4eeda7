"""How the arrays of a plan lie in memory.

Inside a plan the batch is the *last* axis and the channels come before it: what one place of the image holds
for the whole batch is one block of memory. Copies and sums then run over long contiguous rows, and what a
convolution sees at one place is a matrix that already lies there (Strips, in conv.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

import numpy as np

from core.plan.memory import Memory

AT_ONCE = 64  # images evaluated together: more fall out of the cache


@dataclass(frozen=True)
class Layout:
    """How `n` samples of one shape lie in memory: places first, then channels, the batch last.

    A sample (C, H, W) lies as (H, W, C, N), a row of features (F,) as (F, N). Buffers are cut from `memory`,
    which layouts made `of` one another share.
    """

    sample: tuple[int, ...]
    n: int
    dtype: Any
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape, batch axis included."""
        channels, *places = self.sample
        return (*places, channels, self.n)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return prod(self.shape)

    def of(self, sample: tuple[int, ...]) -> Layout:
        """The same batch with samples of another shape."""
        return replace(self, sample=tuple(sample))

    def empty(self, shape: tuple[int, ...] | None = None, dtype: Any = None) -> np.ndarray:
        """A new array, of this layout unless told otherwise; its values are not yet set."""
        return self.memory.empty(self.shape if shape is None else shape, dtype or self.dtype)

    def zeros(self, shape: tuple[int, ...] | None = None) -> np.ndarray:
        """A new array of zeros, of this layout unless told otherwise."""
        return self.memory.zeros(self.shape if shape is None else shape, self.dtype)

    def full(self, length: int, value: float = 1.0) -> np.ndarray:
        """A vector of equal numbers, never written: a product with it is BLAS's fastest sum."""
        return np.full(length, value, self.dtype)


def places_first(x: np.ndarray) -> np.ndarray:
    """A batch as the layers know it, seen as the kernels do: (N, C, H, W) -> (H, W, C, N), a view."""
    return x.transpose(*range(2, x.ndim), 1, 0)


def batch_first(x: np.ndarray) -> np.ndarray:
    """The reverse of `places_first`: (H, W, C, N) -> (N, C, H, W), a view."""
    return x.transpose(x.ndim - 1, x.ndim - 2, *range(x.ndim - 2))


def channels_last(x: np.ndarray) -> np.ndarray:
    """(C, H, W, N) -> (H, W, C, N), a view."""
    return x.transpose(*range(1, x.ndim - 1), 0, x.ndim - 1)


def view(x: np.ndarray, *shape: int) -> np.ndarray:
    """`x` in another shape, never a copy: calls on fixed arrays would read that when it is out of date."""
    seen = x.reshape(shape)
    assert x.size == 0 or np.may_share_memory(x, seen), f"{x.shape} can't be seen as {shape}"
    return seen
