"""What every kernel of a plan is, and how the arrays between kernels lie in memory.

A kernel is one layer's forward and backward for batches of one size, in buffers that are made once. Inside a
plan the batch is the *last* axis: neighbours in memory then belong to neighbouring images, so every copy and
every sum runs over long contiguous rows, and the result of a matrix product is already the next layer's
input.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from core.layers import Layer


@dataclass(frozen=True)
class Layout:
    """How `n` samples of one shape lie in memory.

    Batch last (the usual one): a sample (C, H, W) lies as (C, H, W, N), a row of features (F,) as (F, N).
    Planes: the four members of each 2x2 window apart, (4, C, H/2, W/2, N); plane 2*u + v holds the rows
    u, u + 2, u + 4, ... and the columns v, v + 2, v + 4, ... of the image.
    """

    sample: tuple[int, ...]
    n: int
    dtype: Any
    planes: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape, batch axis included."""
        if self.planes:
            C, H, W = self.sample
            return (4, C, H // 2, W // 2, self.n)
        return (*self.sample, self.n)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return prod(self.shape)

    def of(self, sample: tuple[int, ...], planes: bool = False) -> Layout:
        """The same batch with samples of another shape."""
        return replace(self, sample=tuple(sample), planes=planes)

    def empty(self) -> np.ndarray:
        """A new array of this shape, its values not yet set."""
        return np.empty(self.shape, self.dtype)

    def zeros(self) -> np.ndarray:
        """A new array of zeros of this shape."""
        return np.zeros(self.shape, self.dtype)


class Kernel:
    """One layer at work on arrays of the layout `takes`; its results have the layout `gives`.

    What a kernel returns is its own buffer, valid until it is called again. `forward` and `infer` leave their
    argument as it is; `backward` may write over the gradient it is given, since nobody reads that again.
    Parameters are read from the layer and gradients written into its `grad` arrays, so network and plan are
    one.

    `entry`, where a kernel has one, is the array it wants its input written to: handed that very array, it
    has nothing to copy. `output` is where a kernel that works element by element writes; a plan points it at
    the next kernel's entry.
    """

    elementwise = False  # every number on its own: any layout will do, and `output` may point anywhere
    takes_planes = False  # works on planes as well as batch last, and gives what it took

    layer: Any
    takes: Layout
    gives: Layout
    entry: np.ndarray | None = None
    output: np.ndarray
    needs_input_gradient = (
        True  # False for the first layer that learns: nobody asks for the gradient of pixels
    )

    def __init__(self, layer: Layer, takes: Layout) -> None:
        self.layer = layer
        self.takes = takes
        self.gives = takes.of(layer.output_shape(takes.sample), takes.planes)

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

    def receive(self, x: np.ndarray) -> None:
        """Bring the input into `entry`, unless it was written there already."""
        if x is not self.entry:
            assert self.entry is not None
            np.copyto(self.entry, x.reshape(self.entry.shape))
