"""A network cut into the blocks that the canvas shows as columns: a layer with weights and what follows it.

Pure data: names, kinds and shapes, from which the layout is computed. The first block is the input.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

WEIGHTED = ("conv", "fc")  # the kinds of layer that a block begins with
INPUT = "input"
COLOUR = "input/colour"  # the image of three channels in one, and the sum of their gradients


@dataclass(frozen=True)
class LayerShape:
    """One layer: `kind` is its word on the chips, `shape` its output's without the batch.

    `doubtful`: there is a mistake in the network, so its numbers may be others than its kind's.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    weight: tuple[int, ...] | None = None
    doubtful: bool = False

    @property
    def maps(self) -> bool:
        """True if the output is feature maps; (C, 1, 1) is as good as a vector."""
        return len(self.shape) == 3 and self.shape[1] * self.shape[2] > 1

    @property
    def size(self) -> int:
        """How many numbers the output has."""
        return prod(self.shape)

    @property
    def title(self) -> str:
        """The shape in words: "16×5×5"."""
        shape = (3, *self.shape[1:]) if self.name == COLOUR else self.shape
        return "×".join(str(n) for n in shape)


@dataclass(frozen=True)
class CanvasBlock:
    """One column of the Overview: the layers that it may show; `weight` is the shape of its first layer's."""

    layers: tuple[LayerShape, ...]
    last: bool = False

    @property
    def name(self) -> str:
        """The name of the layer that it begins with."""
        return self.layers[0].name

    @property
    def weight(self) -> tuple[int, ...] | None:
        """The shape of the weights in front of it; None for the input."""
        return self.layers[0].weight

    @property
    def shown(self) -> tuple[LayerShape, ...]:
        """The layers worth a picture of their own: a flattened array holds the very same numbers. An image of
        three channels can be shown in colour besides.
        """
        own = tuple(layer for layer in self.layers if layer.kind != "flatten") or self.layers
        first = self.layers[0]
        if first.name != INPUT or not first.maps or first.shape[0] != 3:
            return own
        return (own[0], LayerShape(COLOUR, "colour", (1, *first.shape[1:])), *own[1:])

    @property
    def result(self) -> LayerShape:
        """What the next block reads; of an image in colour each channel, which has kernels of its own."""
        return next(layer for layer in reversed(self.shown) if layer.name != COLOUR)

    def layer(self, name: str) -> LayerShape | None:
        """The layer of that name, if it is one of this block's."""
        return next((layer for layer in (*self.layers, *self.shown) if layer.name == name), None)


def blocks(shape: tuple[int, ...], layers: Iterable[LayerShape]) -> tuple[CanvasBlock, ...]:
    """Cut a network into blocks: the input of `shape` first, a new one at each layer with weights."""
    word = "channels" if len(shape) == 3 and shape[0] == 3 else INPUT
    cut: list[list[LayerShape]] = [[LayerShape(INPUT, word, shape)]]
    for layer in layers:
        if layer.kind in WEIGHTED:
            cut.append([layer])
        else:
            cut[-1].append(layer)
    return tuple(CanvasBlock(tuple(part), last=0 < i == len(cut) - 1) for i, part in enumerate(cut))
