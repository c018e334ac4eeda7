"""What every kernel of a plan is, and how the arrays between kernels lie in memory.

A kernel is one layer's forward and backward for batches of one size, in buffers that are made once. Inside a
plan the batch is the *last* axis and the channels come before it: what one place of the image holds for the
whole batch is one block of memory. Copies and sums then run over long contiguous rows, and what a convolution
sees at one place is a matrix that already lies there (strips.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

import numpy as np

from core.layers import Layer
from core.plan.memory import Memory


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


def places_first(x: np.ndarray) -> np.ndarray:
    """A batch as the layers know it, seen as the kernels do: (N, C, H, W) -> (H, W, C, N), a view."""
    return x.transpose(*range(2, x.ndim), 1, 0)


def batch_first(x: np.ndarray) -> np.ndarray:
    """The reverse of `places_first`: (H, W, C, N) -> (N, C, H, W), a view."""
    return x.transpose(x.ndim - 1, x.ndim - 2, *range(x.ndim - 2))


class Kernel:
    """One layer at work on arrays of the layout `takes`; its results have the layout `gives`.

    What a kernel returns is its own buffer, valid until it is called again. `forward` and `infer` leave their
    argument as it is; `backward` may write over the gradient it is given, since nobody reads that again.
    Parameters are read from the layer and gradients written into its `grad` arrays, so network and plan are
    one.

    `entry`, where a kernel has one, is the array it wants its input written to: handed that very array, it
    has nothing to copy. `grad_entry` is the same for the gradient of its output. `connect` points the
    kernels before and after at them, where these can write anywhere.
    """

    writes_anywhere = False  # its `output` may be any array of the right shape

    layer: Any
    takes: Layout
    gives: Layout
    entry: np.ndarray | None = None
    output: np.ndarray
    grad_input: np.ndarray
    needs_input_gradient = True  # False for the first layer that learns: nobody asks for that of pixels

    def __init__(self, layer: Layer, takes: Layout) -> None:
        self.layer = layer
        self.takes = takes
        self.gives = takes.of(layer.output_shape(takes.sample))

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        """Whether this kernel can do the work of `layer` on such arrays."""
        return True

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The layer's output in training."""
        raise TypeError(f"{type(self).__name__} has no forward")

    def infer(self, x: np.ndarray) -> np.ndarray:
        """The layer's output in use (evaluation mode); the same as in training for most layers."""
        return self.forward(x)

    def backward(self, grad: np.ndarray) -> np.ndarray | None:
        """The gradient of the input, from that of the output; sets those of the layer's parameters."""
        raise TypeError(f"{type(self).__name__} has no backward")

    @property
    def grad_entry(self) -> np.ndarray | None:
        """Where the gradient of the output is best written: `output` itself, if it is not needed again."""
        return None

    def receive(self, x: np.ndarray) -> None:
        """Bring the input into `entry`, unless it was written there already."""
        if x is not self.entry:
            assert self.entry is not None
            np.copyto(self.entry, x)
