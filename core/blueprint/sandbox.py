"""One window sliding over one small map, with everything there is to say about each place of it.

The numbers are those of Conv2d, MaxPool2d and AvgPool2d themselves, in float64; what a window sees, and which
outputs read an input, follow from the layer's own links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.blueprint.sizes import LayerPosition, MisfitError, measure
from core.layers import AvgPool2d, Conv2d, MaxPool2d
from core.windows import Pair, Window

CONV, MAX, AVG = "Conv2d", "MaxPool2d", "AvgPool2d"
LARGEST_MAP, LARGEST_KERNEL, LARGEST_BORDER = 32, 7, 6  # as large as cells can still be seen


@dataclass(frozen=True)
class OutputTerms:
    """What one output is made of. Shape: every array (k, k).

    `values` are what the window sees, 0 where it sees the border (`inside` is False there); `products` add up
    to `total`. A max-pool has no weights: `winner` is the place of the largest.
    """

    values: np.ndarray
    inside: np.ndarray
    weights: np.ndarray | None
    products: np.ndarray | None
    winner: Pair | None
    total: float


@dataclass(frozen=True)
class Reader:
    """One output that reads an input: its place, and through which place of the window."""

    output: Pair
    place: Pair


@dataclass(frozen=True)
class Slide:
    """A map (H, W), the window on it, and the layer's own output (oH, oW)."""

    kind: str
    image: np.ndarray
    kernel: np.ndarray | None
    window: Window
    output: np.ndarray
    links: np.ndarray  # (oH*oW, k*k), flat places in the map, -1 for the border
    argmax: np.ndarray | None
    gradient: np.ndarray  # (H, W), what the layer's backward makes of a gradient of 1 at every output

    @property
    def shape(self) -> Pair:
        """Rows and columns of the output."""
        return self.output.shape[0], self.output.shape[1]

    @property
    def padded(self) -> Pair:
        """Rows and columns of the map with its border."""
        (top, bottom), (left, right) = self.window.pads
        return self.image.shape[0] + top + bottom, self.image.shape[1] + left + right

    def corner(self, place: Pair) -> Pair:
        """Where the window of an output begins, counted with the border."""
        return place[0] * self.window.stride[0], place[1] * self.window.stride[1]

    def terms(self, place: Pair) -> OutputTerms:
        """The arithmetic of one output."""
        k = self.window.kernel
        row = self.links[place[0] * self.shape[1] + place[1]].reshape(k)  # (k*k,) -> (k, k)
        inside = row >= 0
        values = np.where(inside, self.image.reshape(-1)[row], 0.0)
        if self.kind == MAX:
            assert self.argmax is not None
            flat = int(self.argmax[place])
            winner = (flat // k[1], flat % k[1])
            return OutputTerms(values, inside, None, None, winner, float(values[winner]))
        weights = self.kernel if self.kernel is not None else np.full(k, 1 / (k[0] * k[1]))
        products = values * weights
        return OutputTerms(values, inside, weights, products, None, float(products.sum()))

    def agrees(self, place: Pair) -> bool:
        """Whether the terms add up to the layer's own number: within 1e-12 of the sum of their sizes."""
        terms = self.terms(place)
        size = 0.0 if terms.products is None else float(np.abs(terms.products).sum())
        return abs(terms.total - float(self.output[place])) <= 1e-12 * size

    @cached_property
    def unread(self) -> np.ndarray:
        """Which cells of the map no window ever sees. Shape: bool (H, W)."""
        seen = np.zeros(self.image.size, bool)
        seen[self.links[self.links >= 0]] = True
        return ~seen.reshape(self.image.shape)

    def readers(self, cell: Pair) -> list[Reader]:
        """The outputs that read an input, in order: where its gradient comes from."""
        flat = cell[0] * self.image.shape[1] + cell[1]
        found = []
        for output, place in zip(*np.nonzero(self.links == flat), strict=True):
            at = divmod(int(output), self.shape[1])
            found.append(Reader(at, divmod(int(place), self.window.kernel[1])))
        return found

    def backward(self, cell: Pair) -> float:
        """The gradient of an input when that of every output is 1: the sum of what it was multiplied by."""
        total = 0.0
        for reader in self.readers(cell):
            terms = self.terms(reader.output)
            total += float(
                terms.winner == reader.place if terms.weights is None else terms.weights[reader.place]
            )
        return total

    def agrees_backward(self, cell: Pair) -> bool:
        """Whether that sum is the layer's own number, within rounding."""
        size = 1.0 if self.kernel is None else float(np.abs(self.kernel).sum())
        return abs(self.backward(cell) - float(self.gradient[cell])) <= 1e-12 * size

    def rest(self, axis: int) -> int:
        """Rows (0) or columns (1) at the end that fill no whole stride."""
        return (self.padded[axis] - self.window.kernel[axis]) % self.window.stride[axis]

    def formula(self, axis: int = 0) -> str:
        """The output's size with its numbers put in: "floor((8 + 2·1 - 3) / 2) + 1 = 4"."""
        before, after = self.window.pads[axis]
        kernel, stride = self.window.kernel[axis], self.window.stride[axis]
        border = f"2·{before}" if before == after else f"{before} + {after}"
        return f"floor(({self.image.shape[axis]} + {border} - {kernel}) / {stride}) + 1 = {self.shape[axis]}"


def slide(
    kind: str,
    image: np.ndarray,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = 0,
    kernel: np.ndarray | None = None,
) -> Slide:
    """Slide a window of `kernel_size` over a map, as the layer `kind` does; `kernel` are the convolution's
    weights.

    Raises MisfitError, in plain words, with the argument that is to blame.
    Shape: image (H, W), kernel (kernel_size, kernel_size)
    """
    image = np.asarray(image, np.float64)
    if max(image.shape) > LARGEST_MAP:
        raise MisfitError(f"the input can have at most {LARGEST_MAP}×{LARGEST_MAP} cells here", "size")
    given = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
    if kind == CONV:
        given = {"out_channels": 1, **given}
    elif padding == "valid":
        given["padding"] = 0
    elif padding == "same":
        raise MisfitError('padding "same" is for convolutions: type a number', "padding")
    border = padding if isinstance(padding, tuple) else (padding,)
    if any(isinstance(part, int) and LARGEST_BORDER < part < 10**9 for part in border):
        raise MisfitError(f"the border can be at most {LARGEST_BORDER} cells wide here", "padding")
    arguments = measure(LayerPosition(0, kind, kind, given, (1, *image.shape))).arguments
    layer = _layer(kind, arguments)
    if max(layer.window.kernel) > LARGEST_KERNEL:
        most = f"{LARGEST_KERNEL}×{LARGEST_KERNEL}"
        raise MisfitError(f"the kernel can have at most {most} cells here", "kernel_size")
    if isinstance(layer, Conv2d):
        kernel = np.zeros(layer.window.kernel) if kernel is None else np.asarray(kernel, np.float64)
        if kernel.shape != layer.window.kernel:
            have, want = (f"{shape[0]}×{shape[-1]}" for shape in (kernel.shape, layer.window.kernel))
            raise MisfitError(f"the kernel has {have} weights, and the window {want} places", "kernel_size")
        layer.weight.data = kernel.reshape(1, 1, *layer.window.kernel)  # (k, k) -> (1, 1, k, k)
    else:
        kernel = None
    output = layer.forward(image[None, None])  # (H, W) -> (1, 1, H, W) -> (1, 1, oH, oW)
    argmax = layer.intermediates()["argmax"][0, 0] if kind == MAX else None
    gradient = layer.backward(np.ones_like(output))[0, 0]  # (1, 1, oH, oW) -> (1, 1, H, W) -> (H, W)
    links = layer.links((1, *image.shape))
    return Slide(kind, image, kernel, layer.window, output[0, 0], links, argmax, gradient)


def _layer(kind: str, arguments: Mapping[str, Any]) -> Conv2d | MaxPool2d | AvgPool2d:
    if kind == CONV:
        return Conv2d(**{**arguments, "bias": False}, rng=np.random.default_rng(0))
    return MaxPool2d(**arguments) if kind == MAX else AvgPool2d(**arguments)


# -- kernels to begin with -------------------------------------------------------------------------------


def _nothing(k: int) -> np.ndarray:
    made = np.zeros((k, k))
    made[(k - 1) // 2, (k - 1) // 2] = 1
    return made


def _blur(k: int) -> np.ndarray:
    return np.full((k, k), 1 / k**2)


def _edges(k: int) -> np.ndarray:
    return k**2 * _nothing(k) - 1


def _sharpen(k: int) -> np.ndarray:
    return 2 * _nothing(k) - _blur(k)


def _upright(k: int) -> np.ndarray:
    across = np.sign(np.arange(k) - (k - 1) / 2)
    down = 1.0 + np.minimum(np.arange(k), np.arange(k)[::-1])
    return np.outer(down, across)


KERNELS: Mapping[str, Callable[[int], np.ndarray]] = {
    "nothing": _nothing,
    "blur": _blur,
    "edges": _edges,
    "sharpen": _sharpen,
    "upright edges": _upright,
    "level edges": lambda k: _upright(k).T,
}
