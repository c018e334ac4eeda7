"""What a layer makes of a shape, by arithmetic alone: its output, its parameters, its multiply-adds.

The same answers as the layers' own `output_shape` and `multiply_adds`, without their arrays: a layer of a
thousand million weights is answered at once. What doesn't fit is a `MisfitError`, with a fix if there is one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, NoReturn

from core.blueprint.items import AUTOMATIC, ELEMENTWISE, defaults
from core.layers.base import Shape, flag, number, plain
from core.windows import Pair, Window, pair, same_pads, whole

Edit = tuple[Any, ...]  # ("set", index, argument, value) | ("insert", index, kind, arguments) | ("kind", ...)


@dataclass(frozen=True)
class MisfitFix:
    """One click that puts a trouble right: its words, and the edits it makes."""

    words: str
    edits: tuple[Edit, ...]


class MisfitError(ValueError):
    """Why a layer can't be: in plain words, the argument that is to blame ("" for none), and the fix."""

    def __init__(self, text: str, argument: str = "", fix: MisfitFix | None = None) -> None:
        super().__init__(text)
        self.text, self.argument, self.fix = text, argument, fix


LARGEST = 1_000_000_000  # of any one number that is typed
CHANNELS, FEATURES = "channels", "features"


@dataclass(frozen=True)
class Size:
    """What a layer makes of one sample; `arguments` are all that it is built with, as a spec has them."""

    output: Shape
    parameters: int
    multiply_adds: int
    columns: int
    arguments: Mapping[str, Any]
    window: Window | None = None


@dataclass(frozen=True)
class LayerPosition:
    """Where a layer stands: its number in the list, its name, what was set, and the shape it is given."""

    index: int
    name: str
    kind: str
    given: Mapping[str, Any]
    shape: Shape

    def value(self, argument: str) -> Any:
        """An argument as it was set, or else its default; MisfitError where there is neither."""
        if argument in self.given:
            return self.given[argument]
        default = defaults(self.kind)[argument]
        if default is inspect.Parameter.empty:
            raise MisfitError(f"{self.name} needs {argument}: type a whole number of at least 1", argument)
        return default

    def checked(self, argument: str, test: Callable[..., Any], **limits: Any) -> Any:
        """An argument that a layer's own test accepts; its words are the trouble's."""
        value = self.value(argument)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, int) and abs(part) > LARGEST:
                self.refuse(f"{argument} must be at most {LARGEST:,}", argument)
        try:
            return test(value, argument, **limits)
        except ValueError as error:
            words = str(error)
            self.refuse(words if len(words) < 160 else f"{words[:150]}...", argument)

    def refuse(self, why: str, argument: str = "", fix: MisfitFix | None = None) -> NoReturn:
        """Raise the MisfitError, with the layer's name in front."""
        raise MisfitError(f"{self.name}: {why}", argument, fix)

    def follow(self, wanted: int, what: str) -> int:
        """The automatic argument: as set, or what the layer before gives; MisfitError if they differ."""
        argument = AUTOMATIC[self.kind]
        if argument not in self.given:
            return wanted
        value: int = self.checked(argument, whole, least=1)
        if value != wanted:
            raise MisfitError(
                f"{self.name} expects {value:,} {what} but gets {wanted:,}: set {argument} to {wanted:,}",
                argument,
                MisfitFix(f"Set {argument} to {wanted:,}", (("set", self.index, argument, None),)),
            )
        return value

    def maps(self) -> tuple[int, int, int]:
        """The shape as maps, (C, H, W); MisfitError for a row of numbers."""
        if len(self.shape) != 3:
            raise MisfitError(
                f"{self.name} needs maps but gets {given(self.shape)}: move it in front of the layer that "
                "lays them out in a row"
            )
        return self.shape[0], self.shape[1], self.shape[2]


def measure(place: LayerPosition) -> Size:
    """What a layer makes of the shape it is given; MisfitError when it can't."""
    return SIZES[place.kind](place)


def given(shape: Shape) -> str:
    """A shape in words: "16 maps of 5×5", "120 numbers"."""
    if len(shape) == 3:
        one = "map" if shape[0] == 1 else "maps"
        return f"{shape[0]:,} {one} of {shape[1]:,}×{shape[2]:,}"
    if len(shape) == 1:
        return f"{shape[0]:,} number{'' if shape[0] == 1 else 's'}"
    return " × ".join(f"{n:,}" for n in shape)


def _conv(place: LayerPosition) -> Size:
    channels, height, width = place.maps()
    taken = place.follow(channels, CHANNELS)
    made = place.checked("out_channels", whole, least=1)
    kernel = place.checked("kernel_size", pair, least=1)
    stride = place.checked("stride", pair, least=1)
    padding, pads = _padding(place, kernel, stride)
    window = Window(kernel, stride, pads)
    bias = place.checked("bias", flag)
    oH, oW = _fitted(place, window, height, width)
    weights = made * taken * prod(kernel)
    arguments = {
        "in_channels": taken,
        "out_channels": made,
        "kernel_size": plain(kernel),
        "stride": plain(stride),
        "padding": plain(padding),
        "bias": bias,
    }
    columns = taken * prod(kernel) * oH * oW
    return Size((made, oH, oW), weights + made * bias, weights * oH * oW, columns, arguments, window)


def _padding(place: LayerPosition, kernel: Pair, stride: Pair) -> tuple[Pair | str, tuple[Pair, Pair]]:
    """The padding as kept and the border that it means, ((top, bottom), (left, right))."""
    value = place.value("padding")
    if isinstance(value, str):
        if value == "valid":
            return value, ((0, 0), (0, 0))
        if value != "same":
            place.refuse(f'padding must be "same", "valid" or a whole number, got {value[:40]!r}', "padding")
        if stride != (1, 1):
            place.refuse(
                'padding "same" keeps the size and needs stride 1: set stride to 1, or padding to a number',
                "padding",
                MisfitFix("Set stride to 1", (("set", place.index, "stride", 1),)),
            )
        return value, same_pads(kernel)
    both = place.checked("padding", pair)
    return both, ((both[0], both[0]), (both[1], both[1]))


def _fitted(place: LayerPosition, window: Window, height: int, width: int) -> Pair:
    """How many places the window visits; MisfitError when it doesn't fit."""
    least = window.smallest()
    if height >= least[0] and width >= least[1]:
        return window.output_size(height, width)
    (top, bottom), (left, right) = window.pads
    most = min(height + top + bottom, width + left + right)
    bordered = ", padding included" if any((top, bottom, left, right)) else ""
    place.refuse(
        f"a {window.kernel[0]:,}×{window.kernel[1]:,} window doesn't fit into a map of {height:,}×{width:,}"
        f"{bordered}: set kernel_size to {most:,} or less",
        "kernel_size",
        MisfitFix(f"Set kernel_size to {most:,}", (("set", place.index, "kernel_size", most),)),
    )


def _pool(place: LayerPosition) -> Size:
    channels, height, width = place.maps()
    kernel = place.checked("kernel_size", pair, least=1)
    stride = kernel if place.value("stride") is None else place.checked("stride", pair, least=1)
    padding = place.checked("padding", pair)
    if any(2 * p > k for p, k in zip(padding, kernel, strict=True)):
        most = min(kernel) // 2
        place.refuse(
            f"padding must be at most half of kernel_size, {most:,}",
            "padding",
            MisfitFix(f"Set padding to {most:,}", (("set", place.index, "padding", most),)),
        )
    window = Window(kernel, stride, ((padding[0], padding[0]), (padding[1], padding[1])))
    arguments = {
        "kernel_size": plain(kernel),
        "stride": None if stride == kernel else plain(stride),
        "padding": plain(padding),
    }
    if place.kind == "AvgPool2d":
        arguments["count_include_pad"] = place.checked("count_include_pad", flag)
    return Size((channels, *_fitted(place, window, height, width)), 0, 0, 0, arguments, window)


def _linear(place: LayerPosition) -> Size:
    if len(place.shape) != 1:
        raise MisfitError(
            f"{place.name} needs one row of numbers but gets {given(place.shape)}: put a Flatten before it",
            "",
            MisfitFix("Put a Flatten before it", (("insert", place.index, "Flatten", {}),)),
        )
    taken = place.follow(place.shape[0], "numbers")
    made = place.checked("out_features", whole, least=1)
    bias = place.checked("bias", flag)
    arguments = {"in_features": taken, "out_features": made, "bias": bias}
    return Size((made,), made * taken + made * bias, made * taken, 0, arguments)


def _flatten(place: LayerPosition) -> Size:
    return Size((prod(place.shape),), 0, 0, 0, {})


def _norm(place: LayerPosition, argument: str, value: Any, features: int) -> Size:
    """What the three forms of batch-norm share."""
    affine = place.checked("affine", flag)
    arguments = {
        argument: value,
        "eps": place.checked("eps", number, above=0.0),
        "momentum": place.checked("momentum", number, least=0.0, most=1.0),
        "affine": affine,
    }
    return Size(place.shape, 2 * features * affine, 0, 0, arguments)


def _norm2d(place: LayerPosition) -> Size:
    if len(place.shape) == 1:
        raise MisfitError(
            f"{place.name} is for maps but gets {given(place.shape)}: BatchNorm1d is for rows of numbers",
            "",
            MisfitFix("Make it a BatchNorm1d", (("kind", place.index, "BatchNorm1d"),)),
        )
    channels = place.follow(place.maps()[0], CHANNELS)
    return _norm(place, "num_features", channels, channels)


def _norm1d(place: LayerPosition) -> Size:
    if len(place.shape) == 3:
        raise MisfitError(
            f"{place.name} is for rows of numbers but gets {given(place.shape)}: BatchNorm2d is for maps",
            "",
            MisfitFix("Make it a BatchNorm2d", (("kind", place.index, "BatchNorm2d"),)),
        )
    features = place.follow(place.shape[0], FEATURES)
    return _norm(place, "num_features", features, features)


def _norm_pixel(place: LayerPosition) -> Size:
    place.maps()
    value = place.given.get("shape", place.shape)
    if value != place.shape:
        raise MisfitError(
            f"{place.name} gets {given(place.shape)}: its shape must be {', '.join(map(str, place.shape))}",
            "shape",
            MisfitFix("Let its shape follow", (("set", place.index, "shape", None),)),
        )
    return _norm(place, "shape", list(place.shape), prod(place.shape))


def _dropout(place: LayerPosition) -> Size:
    return Size(place.shape, 0, 0, 0, {"p": place.checked("p", number, least=0.0, most=1.0)})


def _activation(place: LayerPosition) -> Size:
    arguments = {argument: place.checked(argument, number) for argument in defaults(place.kind)}
    return Size(place.shape, 0, 0, 0, arguments)


def _softmax(place: LayerPosition) -> Size:
    dim = place.checked("dim", whole, least=1)
    if dim > len(place.shape):
        place.refuse(
            f"dim must be at most {len(place.shape)}: it gets {given(place.shape)}",
            "dim",
            MisfitFix("Set dim to 1", (("set", place.index, "dim", 1),)),
        )
    return Size(place.shape, 0, 0, 0, {"dim": dim})


SIZES: Mapping[str, Callable[[LayerPosition], Size]] = {
    "Conv2d": _conv,
    "MaxPool2d": _pool,
    "AvgPool2d": _pool,
    "BatchNorm2d": _norm2d,
    "BatchNorm1d": _norm1d,
    "BatchNormPixel": _norm_pixel,
    "Linear": _linear,
    "Flatten": _flatten,
    "Dropout": _dropout,
    **dict.fromkeys(ELEMENTWISE, _activation),
    "Softmax": _softmax,
    "LogSoftmax": _softmax,
}


def weight_shape(place: LayerPosition, size: Size) -> Shape:
    """The shape of a layer's weight; () for a layer without one."""
    if not size.parameters:
        return ()
    if place.kind == "Conv2d":
        return (size.output[0], place.shape[0], *pair(size.arguments["kernel_size"], "kernel_size"))
    if place.kind == "Linear":
        return (size.output[0], place.shape[0])
    return place.shape if place.kind == "BatchNormPixel" else place.shape[:1]
