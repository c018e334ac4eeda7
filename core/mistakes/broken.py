"""Layers with a mistake in them, which train, save, load and replay like any other.

`mistaken(Conv2d, "conv.dx-unturned")` is a subclass of Conv2d: constructor, shapes, parameters and buffers
are its own, the arithmetic is the telling's with that mistake on. In a network's spec an item says so:
{"name": "conv2", "type": "Conv2d", ..., "mistake": "conv.dx-unturned"}.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.layers import BatchNorm, Dropout, Layer
from core.layers.base import Shape
from core.layers.windowed import Windowed
from core.mistakes.case import BackwardFailsError, Case
from core.mistakes.catalogue import mistake, mistakes_of
from core.mistakes.kinds import KINDS, Kind, Passes

RATE = 0.1  # how far weights that move too early have moved: this times their gradient


class Mistaken(Layer):
    """What layers with a mistake share; `mistaken` combines it with a layer's class."""

    mistake: str
    told_by: Kind

    @property
    def _passes(self) -> Passes:
        assert self.told_by.passes is not None
        return self.told_by.passes

    @property
    def on(self) -> frozenset[str]:
        return frozenset([self.mistake])

    def forward(self, x: np.ndarray) -> np.ndarray:
        before = {name: buffer.copy() for name, buffer in self.buffers().items()}
        super().forward(x)  # what it keeps is what a trace shows: masks, winners, statistics
        self._told_case = self._case(np.asarray(x), before)
        y, self._told_kept = self._passes[0](self.on, self._told_case)
        for name in before:
            if name in self._told_kept:
                setattr(self, name, self._told_kept[name].astype(before[name].dtype))
        if self.mistake.endswith(".writes-input") and isinstance(x, np.ndarray) and x.flags.writeable:
            x[...] = y.reshape(x.shape).astype(x.dtype) if y.shape == x.shape else 0
        y = np.ascontiguousarray(y.astype(self._told_case["x"].dtype))
        self._output_shape = y.shape
        return y

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        g = self.check_gradient(grad_output)
        before = {name: parameter.grad for name, parameter in self.parameters().items()}
        case = self._told_case
        if all(gradient is not None for gradient in before.values()) and before:
            names = quantities_of(self)
            case = Case(case, before={names[name]: gradient for name, gradient in before.items()})
        try:
            found = self._passes[1](self.on, case, self._told_kept, g)
        except BackwardFailsError:
            raise ValueError(f"{self.label}: {mistake(self.mistake).says}") from None
        for name, parameter in self.parameters().items():
            parameter.grad = np.array(found[quantities_of(self)[name]], parameter.data.dtype)
        if self.mistake.endswith(".writes-gradient") and isinstance(grad_output, np.ndarray):
            _overwrite(grad_output)
        return np.ascontiguousarray(found["dX"].astype(g.dtype))

    def input_gradient(self, grad_output: np.ndarray) -> np.ndarray:
        """What `backward` returns; gradients of parameters are left as they are."""
        kept = {name: parameter.grad for name, parameter in self.parameters().items()}
        dx = self.backward(grad_output)
        for name, parameter in self.parameters().items():
            parameter.grad = kept[name]
        return dx

    def output_shape(self, input_shape: Shape) -> Shape:
        shape = super().output_shape(input_shape)
        if not mistake(self.mistake).resizes:
            return shape
        size = (1, *input_shape)
        case = self._case(np.zeros(size), dict(self.buffers()))
        return tuple(self._passes[0](self.on, case)[0].shape[1:])

    def config(self) -> dict[str, Any]:
        return {**super().config(), "mistake": self.mistake}

    def _case(self, x: np.ndarray, buffers: dict[str, np.ndarray]) -> Case:
        """The telling's case, with what a dropout with this mistake draws."""
        case = case_of(self, x, buffers) | {"rate": RATE}
        if isinstance(self, Dropout):
            mask = np.ones(x.shape, bool) if self._mask is None else self._mask
            if self.mistake == "drop.p-keeps" and self.training:
                mask = self.rng.random(x.shape, dtype=np.float32) >= 1 - self.p
            if self.mistake == "drop.normal" and self.training:
                mask = self.rng.standard_normal(x.shape, dtype=np.float32) < 1 - self.p
            if self.mistake == "drop.one-mask":
                mask = np.broadcast_to(mask[:1], mask.shape)
            if self.mistake == "drop.eval-drops" and not self.training:
                mask = self.rng.random(x.shape, dtype=np.float32) >= self.p
            new = self.rng.random(x.shape) >= self.p if self.mistake == "drop.dx-new-mask" else mask
            case |= {"mask": mask, "back_mask": new}
        return case


def case_of(layer: Layer, x: np.ndarray, buffers: dict[str, np.ndarray]) -> Case:
    """The telling's case for a layer's own settings and weights, and an input."""
    case = Case(x=x, training=layer.training)
    if isinstance(layer, Windowed):
        window = layer.window
        case |= {"kernel_size": window.kernel, "steps": window.stride, "pads": window.pads}
        case |= {"count_include_pad": getattr(layer, "count_include_pad", True)}
    if isinstance(layer, BatchNorm):
        shape = layer.running_mean.shape
        case |= {"gamma": np.ones(shape, x.dtype), "beta": np.zeros(shape, x.dtype)}
        case |= {"eps": layer.eps, "momentum": layer.momentum}
        case |= {"per": "pixel" if len(shape) == 3 else "channel", **buffers}
        case["fresh"] = not buffers["running_mean"].any()
    if isinstance(layer, Dropout):
        case["p"] = layer.p
    for name in ("negative_slope", "alpha"):
        if hasattr(layer, name):
            case |= {"slope": getattr(layer, name), "alpha": getattr(layer, name)}
    for name, parameter in layer.parameters().items():
        case[_PARAMETERS[isinstance(layer, BatchNorm)][name]] = parameter.data.astype(x.dtype, copy=False)
    if "w" in case and "b" not in case:
        case["b"] = np.zeros(len(case["w"]), x.dtype)
    return case


_MADE: dict[tuple[Any, str], type[Layer]] = {}  # one class for each pair, so that copies are of one type
_PARAMETERS = {False: {"weight": "w", "bias": "b"}, True: {"weight": "gamma", "bias": "beta"}}


def mistaken(kind: type[Layer], key: str) -> type[Layer]:
    """A subclass of a layer's class that makes one mistake of the catalogue.

    Raises ValueError for a mistake that isn't in the catalogue, or isn't one of this layer.
    """
    if (kind, key) not in _MADE:
        found = mistake(key)
        told_by = next((known for known in KINDS if known.name == kind.__name__ and known.passes), None)
        if told_by is None or found not in mistakes_of(told_by):
            raise ValueError(f"{key!r} is a mistake of {found.layer}, not of {kind.__name__}")
        about = {"mistake": key, "told_by": told_by, "__module__": kind.__module__, "__doc__": found.says}
        _MADE[kind, key] = type(kind.__name__, (Mistaken, kind), about)
    return _MADE[kind, key]


def trainable(kind: type[Layer], key: str) -> type[Layer]:
    """`mistaken`, for a layer of a network; ValueError also where the mistake stops it from training."""
    if not mistake(key).trains:
        raise ValueError(f"{key!r} gives a wrong shape, and a network with it can't train")
    return mistaken(kind, key)


def mistakes_in(spec: Any) -> dict[str, str]:
    """The mistakes in a network's spec: {layer's name: the mistake's id}."""
    return {item["name"]: item["mistake"] for item in spec["layers"] if "mistake" in item}


def quantities_of(layer: Layer) -> dict[str, str]:
    """What the gradient of each parameter is called in a telling."""
    norm = isinstance(layer, BatchNorm)
    return {"weight": "dgamma" if norm else "dW", "bias": "dbeta" if norm else "db"}


def _overwrite(array: np.ndarray) -> None:
    if array.flags.writeable:
        array[...] = 0
