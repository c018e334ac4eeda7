"""What every kernel of a plan is: one layer's work, told as calls on a tape.

A kernel has its buffers made once, for batches of one size, and adds to a tape the calls of its forward and,
later, of its backward.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.layers import Layer
from core.plan.layout import Layout
from core.plan.tape import Tape


class Kernel:
    """One layer at work on arrays of the layout `takes`; its results have the layout `gives`.

    Parameters are read from the layer's `data` and gradients written into its `grad`, so network and plan
    are one. The calls read the input where `forward` was told it lies, leave it as it is, and write to
    `output`; those of `backward` may write over the gradient they are given, since nobody reads that again.

    `entry`, where a kernel has one, is the array it wants its input written to: handed that very array, it
    has nothing to copy.
    """

    writes_anywhere = False  # its `output` may be any array of the right shape
    output_is_free = False  # its backward doesn't read its output: a gradient may take that place
    settings: tuple[str, ...] = ()  # the layer's attributes whose values are part of the calls

    layer: Any
    takes: Layout
    gives: Layout
    entry: np.ndarray | None = None
    output: np.ndarray
    place_for_grad: np.ndarray | None = None  # an array that its input's gradient may be written to
    learns = True  # its parameters' gradients are wanted
    needs_input_gradient = True  # False for the first layer that learns: nobody asks for that of pixels
    bias_moves = False  # the pooling that follows adds the bias, to fewer numbers
    bias_vanishes = False  # what follows forgets constants, so the bias makes no difference in training

    def __init__(self, layer: Layer, takes: Layout) -> None:
        self.layer = layer
        self.takes = takes
        self.gives = takes.of(layer.output_shape(takes.sample))

    @classmethod
    def fits(cls, layer: Any, takes: Layout) -> bool:
        """Whether this kernel can do the work of `layer` on such arrays."""
        return True

    def forward(self, tape: Tape, x: np.ndarray, training: bool) -> np.ndarray:
        """Add the calls that make the layer's output from `x`; returns where it will lie."""
        raise TypeError(f"{type(self).__name__} has no forward")

    def infer(self, tape: Tape, x: np.ndarray) -> np.ndarray:
        """`forward` in use (evaluation mode), for whom no backward follows."""
        return self.forward(tape, x, training=False)

    def backward(self, tape: Tape, grad: np.ndarray, training: bool) -> np.ndarray | None:
        """Add the calls that make the gradient of the input from that of the output, and those of the
        parameters if it `learns`.
        """
        raise TypeError(f"{type(self).__name__} has no backward")

    def receive(self, tape: Tape, x: np.ndarray) -> None:
        """Bring the input into `entry`, unless it is written there already."""
        if x is not self.entry:
            assert self.entry is not None
            tape.do(np.copyto, self.entry, x)

    def contiguous(self, tape: Tape, grad: np.ndarray) -> np.ndarray:
        """The gradient of the output in one contiguous block, copied if it isn't."""
        if grad.flags.c_contiguous:
            return grad
        block = self.gives.empty()
        tape.do(np.copyto, block, grad)
        return block
