"""Sequential: layers in a row, each with a name. Also the network as data: its spec, shapes and state.

Everything else (training, recording, saving, drawing) goes through the names given here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any, NamedTuple, Self

import numpy as np

from core.layers import LAYERS, Layer, Parameter
from core.layers.base import Shape, arguments_of, shape_text

RESERVED = ("input", "loss")  # a trace has quantities of these names
LONGEST_NAME = 64  # letters of a layer's name
NOT_IN_NAMES = frozenset("./\\<>&\"'`")  # paths of parameters, keys of files and markup use them


class LayerNameError(ValueError):
    """A layer's name that no file, spec or builder takes; `advice` says what to do."""

    advice = "Rename the layer where the network is made, and save it again"


def check_layer_names(names: Iterable[object]) -> None:
    """Raise LayerNameError for the first name that may not stand in a file (see `layer_name_error`)."""
    for name in names:
        if wrong := layer_name_error(name):
            raise LayerNameError(wrong)


def layer_name_error(name: object) -> str:
    """What is wrong with a layer's name, as a sentence; "" if it may stand in a file, a spec or a builder.

    `Sequential` itself is less strict: it takes all text without dots that isn't reserved.
    """
    if not isinstance(name, str) or not name.strip():
        return "a layer needs a name"
    shown = repr(name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "...")
    if name in RESERVED:
        return f"{name}: this name is taken by the network itself"
    if len(name) > LONGEST_NAME:
        return f"{shown}: a layer's name has at most {LONGEST_NAME} letters"
    found = next((letter for letter in name if letter in NOT_IN_NAMES or not letter.isprintable()), "")
    if found:
        return f"{shown}: a layer's name can't have {found!r} in it"
    return ""


class IncompatibleKeys(NamedTuple):
    """The names that a state lacked, and those that it had beyond the network's."""

    missing_keys: list[str]
    unexpected_keys: list[str]


class Sequential:
    """A network: each layer's output is the next one's input.

    network = Sequential([("conv1", Conv2d(1, 6, 5)), ("relu1", ReLU()), ...]); `layers` is a dict in order.
    Raises ValueError for names that are empty, repeated, dotted or reserved ("input", "loss").
    """

    def __init__(self, layers: Iterable[tuple[str, Layer]] | Mapping[str, Layer]) -> None:
        self.layers: dict[str, Layer] = {}
        for name, layer in layers.items() if isinstance(layers, Mapping) else layers:
            self._check(name, layer)
            layer.name = name
            self.layers[name] = layer

    def _check(self, name: str, layer: Layer) -> None:
        if not isinstance(name, str) or not name or "." in name or name in RESERVED:
            raise ValueError(f"a layer's name must be text without dots and not {RESERVED}, got {name!r}")
        if name in self.layers:
            raise ValueError(f"{name}: two layers have this name")
        if not isinstance(layer, Layer):
            raise ValueError(f"{name}: expected a layer, got {layer!r}")
        if any(layer is other for other in self.layers.values()):
            raise ValueError(f"{name}: this layer is in the network already")

    # -- running -----------------------------------------------------------------------------------------

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Pass a batch (N, ...) through all layers."""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """`forward(x)`, as PyTorch's modules are called."""
        return self.forward(x)

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """Pass a gradient back through all layers; sets every param.grad, returns the input's gradient."""
        for layer in reversed(self.layers.values()):
            grad_output = layer.backward(grad_output)
        return grad_output

    def train(self) -> Self:
        """Put every layer in training mode."""
        for layer in self.layers.values():
            layer.train()
        return self

    def eval(self) -> Self:
        """Put every layer in the mode for use."""
        for layer in self.layers.values():
            layer.eval()
        return self

    def astype(self, dtype: Any) -> Self:
        """Convert parameters and buffers in place: float32 to train, float64 to check gradients."""
        for layer in self.layers.values():
            layer.astype(dtype)
        return self

    # -- state -------------------------------------------------------------------------------------------

    def named_parameters(self) -> dict[str, Parameter]:
        """Every parameter by "layer.parameter", in order."""
        return {
            f"{name}.{key}": parameter
            for name, layer in self.layers.items()
            for key, parameter in layer.parameters().items()
        }

    def named_buffers(self) -> dict[str, np.ndarray]:
        """Every buffer (running statistics) by "layer.buffer", in order."""
        return {
            f"{name}.{key}": buffer
            for name, layer in self.layers.items()
            for key, buffer in layer.buffers().items()
        }

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copies of all parameters and buffers, under PyTorch's names and in its order."""
        return {
            f"{name}.{key}": array.copy()
            for name, layer in self.layers.items()
            for key, array in ({k: p.data for k, p in layer.parameters().items()} | layer.buffers()).items()
        }

    def load_state_dict(self, state: Mapping[str, Any], strict: bool = True) -> IncompatibleKeys:
        """Take copies of parameters and buffers from `state`, in the precision that this network has.

        With strict=False names that are missing keep what they have, and unknown ones are left out; both are
        in the result, `missing_keys` and `unexpected_keys`, as torch's are. PyTorch's "num_batches_tracked"
        is ignored. ValueError, with nothing changed, if a shape differs or an array holds no floats, and if
        strict for any missing or unknown name.
        """
        arrays = {k: np.asarray(a) for k, a in state.items() if not k.endswith(".num_batches_tracked")}
        own = self.state_dict()
        missing = [key for key in own if key not in arrays]
        unexpected = [key for key in arrays if key not in own]
        if strict:
            for problem, names in (("missing", missing), ("unknown", unexpected)):
                if names:
                    raise ValueError(f"state: {problem} {', '.join(sorted(names))}")
        arrays = {key: arrays.get(key, mine) for key, mine in own.items()}
        for key, array in arrays.items():
            if array.shape != own[key].shape:
                raise ValueError(f"{key}: expected {own[key].shape}, got {array.shape}")
            if not np.issubdtype(array.dtype, np.floating):
                raise ValueError(f"{key}: expected floating-point numbers, got {array.dtype}")
        for name, layer in self.layers.items():
            for key, parameter in layer.parameters().items():
                parameter.data = arrays[f"{name}.{key}"].astype(parameter.data.dtype)
            for key, buffer in layer.buffers().items():
                setattr(layer, key, arrays[f"{name}.{key}"].astype(buffer.dtype))
        return IncompatibleKeys(missing, unexpected)

    # -- the network as data -----------------------------------------------------------------------------

    def spec(self) -> dict[str, Any]:
        """The network's structure, ready for JSON: each layer's name, type and constructor arguments."""
        return {
            "layers": [
                {"name": name, "type": type(layer).__name__, **layer.config()}
                for name, layer in self.layers.items()
            ]
        }

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any], rng: np.random.Generator | None = None) -> Self:
        """Build the network that `spec` describes, weights drawn from `rng`; ValueError if it can't."""
        if not isinstance(spec, Mapping) or not isinstance(spec.get("layers"), list):
            raise ValueError('spec: expected {"layers": [...]}')
        rng = np.random.default_rng() if rng is None else rng
        return cls([_build(item, rng) for item in spec["layers"]])

    def shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Each layer's output shape for one sample of `input_shape`; ValueError names a layer that can't."""
        shapes = {}
        shape = tuple(input_shape)
        for name, layer in self.layers.items():
            shape = layer.output_shape(shape)
            shapes[name] = shape
        return shapes

    def summary(self, input_shape: Shape = (1, 28, 28)) -> str:
        """A table: layer, output shape, parameters, multiply-adds for one sample, and their totals."""
        rows = [("layer", "", "output", "parameters", "multiply-adds")]
        shape, parameters, work = tuple(input_shape), 0, 0
        for name, layer in self.layers.items():
            count = sum(prod(p.shape) for p in layer.parameters().values())
            steps = layer.multiply_adds(shape)
            shape = layer.output_shape(shape)
            parameters, work = parameters + count, work + steps
            rows.append((name, repr(layer), shape_text(shape), f"{count:,}", f"{steps:,}"))
        rows.append(("total", "", "", f"{parameters:,}", f"{work:,}"))
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        lines = [
            f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:<{widths[2]}}  "
            f"{row[3]:>{widths[3]}}  {row[4]:>{widths[4]}}"
            for row in rows
        ]
        rule = "-" * len(lines[0])
        return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])

    def __repr__(self) -> str:
        inner = "".join(f"    ({name!r}, {layer!r}),\n" for name, layer in self.layers.items())
        return f"Sequential([\n{inner}])"


def _mistaken(name: str, kind: type[Layer], mistake: Any) -> type[Layer]:
    """A layer's class with a mistake of the catalogue in it; ValueError where it isn't one of this layer."""
    from core.mistakes.broken import trainable  # the catalogue is read only where a network has a mistake

    try:
        return trainable(kind, mistake)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error


def _build(item: Any, rng: np.random.Generator) -> tuple[str, Layer]:
    """One named layer from its item in a spec."""
    if not isinstance(item, Mapping) or not {"name", "type"} <= item.keys():
        raise ValueError(f'spec: each layer needs a "name" and a "type", got {item!r}')
    arguments = {key: value for key, value in item.items() if key not in ("name", "type")}
    name = item["name"]
    kinds = {kind.__name__: kind for kind in LAYERS}
    if not isinstance(item["type"], str) or item["type"] not in kinds:
        raise ValueError(f"{name}: unknown layer type {item['type']!r}; known are {', '.join(kinds)}")
    kind = kinds[item["type"]]
    mistake = arguments.pop("mistake", None)
    if mistake is not None:
        kind = _mistaken(name, kind, mistake)
    if "rng" in arguments_of(kind):
        arguments["rng"] = rng
    try:
        return name, kind(**arguments)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error
