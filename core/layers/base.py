"""What every layer is: forward, backward, and how its arguments, parameters and shapes are told.

A layer's own file then holds its formula only. Layers work on batches, (N, ...); a batch of one is (1, ...).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, ClassVar, Self

import numpy as np

Shape = tuple[int, ...]


_arguments: dict[type, Mapping[str, inspect.Parameter]] = {}  # by type: looking them up is slow


def arguments_of(kind: type) -> Mapping[str, inspect.Parameter]:
    """The arguments of a layer's constructor, in order."""
    if kind not in _arguments:
        _arguments[kind] = inspect.signature(kind).parameters
    return _arguments[kind]


class Parameter:
    """A learned array and its gradient.

    `data` may be replaced by an array of the same shape, whose dtype it then takes; `grad` is None before the
    first backward pass. `replaced` is another number whenever that has happened to any parameter.
    """

    replaced: ClassVar[int] = 0
    _numbers: ClassVar[Iterator[int]] = count(1)

    def __init__(self, data: np.ndarray) -> None:
        self._data = data
        self.grad: np.ndarray | None = None

    @property
    def data(self) -> np.ndarray:
        return self._data

    @data.setter
    def data(self, array: np.ndarray) -> None:
        array = np.asarray(array)
        if array.shape != self._data.shape:
            raise ValueError(f"parameter: expected {self._data.shape}, got {array.shape}")
        self._data = array
        Parameter.replaced = next(Parameter._numbers)

    @property
    def shape(self) -> Shape:
        return self._data.shape

    def __repr__(self) -> str:
        return f"Parameter({'x'.join(map(str, self.shape))}, {self._data.dtype})"


class Layer:
    """One operation: `forward` makes its output, `backward` the gradient of its input and of its parameters.

    Neither writes to its argument. `backward` follows the latest `forward`, may be called again, and sets
    `grad` of each parameter (it does not add to it).
    """

    name: str = ""  # given by Sequential; errors begin with it
    training: bool = True
    parameter_names: tuple[str, ...] = ()
    buffer_names: tuple[str, ...] = ()
    _output_shape: Shape | None = None  # of the latest forward, batch axis included

    def forward(self, x: np.ndarray) -> np.ndarray:
        raise TypeError(f"{type(self).__name__} has no forward")

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        raise TypeError(f"{type(self).__name__} has no backward")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """`forward(x)`, as PyTorch's modules are called."""
        return self.forward(x)

    def input_gradient(self, grad_output: np.ndarray) -> np.ndarray:
        """What `backward` returns, for somebody who asks for no parameter's gradient."""
        return self.backward(grad_output)

    # -- shapes ------------------------------------------------------------------------------------------

    def expected(self) -> tuple[int | str, ...]:
        """Shape of one sample that this layer takes: numbers are fixed, letters free, ("...",) is any."""
        return ("...",)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Shape of one sample's output; ValueError when this layer can't take `input_shape`."""
        self.check_shape(tuple(input_shape))
        return tuple(input_shape)

    def multiply_adds(self, input_shape: Shape) -> int:
        """Multiply-adds for one sample; only convolutions and linear layers count, as is usual."""
        self.check_shape(tuple(input_shape))
        return 0

    def check_shape(self, shape: Shape, batch: tuple[int | str, ...] = ()) -> None:
        """Raise ValueError unless one sample of `shape` fits; `batch` is the batch axis, for the message."""
        want = self.expected()
        if want == ("...",):
            return
        if len(shape) != len(want) or any(
            isinstance(w, int) and w != s for w, s in zip(want, shape, strict=True)
        ):
            self.refuse(want, shape, batch)

    def refuse(
        self, want: tuple[int | str, ...], shape: Shape, batch: tuple[int | str, ...], why: str = ""
    ) -> None:
        """Raise the ValueError for a sample of `shape` where `want` was needed."""
        leading = ("N",) if batch else ()
        raise ValueError(
            f"{self.label}: expected {shape_text(leading + want)}, got {shape_text(batch + shape)}{why}"
        )

    def check_input(self, x: np.ndarray) -> np.ndarray:
        """Return x as an array after checking that it is a batch of floats of the shape this layer takes."""
        x = np.asarray(x)
        if x.dtype.kind != "f":
            raise ValueError(f"{self.label}: expected floating-point numbers, got {x.dtype}")
        if x.ndim < 1:
            raise ValueError(f"{self.label}: expected {shape_text(('N', *self.expected()))}, got ()")
        self.check_shape(x.shape[1:], batch=x.shape[:1])
        self._dtype = x.dtype
        return x

    def check_gradient(self, grad_output: np.ndarray) -> np.ndarray:
        """Return grad_output in the input's dtype, after checking that it has the latest output's shape."""
        if self._output_shape is None:
            raise ValueError(f"{self.label}: backward needs a forward pass first")
        grad_output = np.asarray(grad_output)
        if grad_output.shape != self._output_shape:
            raise ValueError(
                f"{self.label}: expected grad_output {shape_text(self._output_shape)}, "
                f"got {shape_text(grad_output.shape)}"
            )
        return grad_output.astype(self._dtype, copy=False)

    # -- what it holds -----------------------------------------------------------------------------------

    def parameters(self) -> dict[str, Parameter]:
        """The learned arrays by name, in order; those that are switched off (bias=False) are absent."""
        found = {name: getattr(self, name) for name in self.parameter_names}
        return {name: parameter for name, parameter in found.items() if parameter is not None}

    def buffers(self) -> dict[str, np.ndarray]:
        """Arrays that are saved with the parameters but not learned, by name (running statistics)."""
        return {name: getattr(self, name) for name in self.buffer_names}

    def intermediates(self) -> dict[str, np.ndarray]:
        """What the latest forward pass kept for the backward pass and is worth seeing, by name."""
        return {}

    def astype(self, dtype: Any) -> Self:
        """Convert parameters, gradients and buffers in place."""
        for parameter in self.parameters().values():
            parameter.data = parameter.data.astype(dtype)
            if parameter.grad is not None:
                parameter.grad = parameter.grad.astype(dtype)
        for name, buffer in self.buffers().items():
            setattr(self, name, buffer.astype(dtype))
        return self

    def train(self) -> Self:
        """Behave as in training: dropout drops, batch-norm uses the batch's own statistics."""
        self.training = True
        return self

    def eval(self) -> Self:
        """Behave as in use: dropout passes on, batch-norm uses its running statistics."""
        self.training = False
        return self

    def __getstate__(self) -> dict[str, Any]:
        """What a copy takes along: not the arrays that the latest forward pass kept, which can be large."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    # -- how it is told ----------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """What errors call this layer: its name in the network, else its class."""
        return self.name or type(self).__name__

    def config(self) -> dict[str, Any]:
        """The constructor's arguments, ready for JSON: a pair of equal numbers becomes one number."""
        arguments = arguments_of(type(self))
        return {name: plain(getattr(self, name)) for name in arguments if name != "rng"}

    def __repr__(self) -> str:
        arguments = arguments_of(type(self))
        told = []
        for name, value in self.config().items():
            value = tuple(value) if isinstance(value, list) else value
            default = arguments[name].default if name in arguments else None
            if default is inspect.Parameter.empty:
                told.append(repr(value))
            elif value != default:
                told.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(told)})"


def shape_text(shape: tuple[int | str, ...]) -> str:
    """A shape as people write it: (N, 6, H, W)."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def plain(value: Any) -> Any:
    """A constructor argument as JSON knows it."""
    if isinstance(value, tuple):
        return value[0] if len(value) == 2 and value[0] == value[1] else list(value)
    return value


def number(
    value: Any, argument: str, least: float = -np.inf, most: float = np.inf, above: float | None = None
) -> float:
    """Return `value` as a finite float within its limits; ValueError names the argument."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise ValueError(f"{argument} must be a number, got {value!r}")
    if not (np.isfinite(value) and least <= value <= most) or (above is not None and value <= above):
        limits = [f"at least {least:g}"] if np.isfinite(least) else []
        limits += [f"at most {most:g}"] if np.isfinite(most) else []
        limits += [f"above {above:g}"] if above is not None else []
        raise ValueError(f"{argument} must be {' and '.join(limits) or 'finite'}, got {value!r}")
    return value if isinstance(value, int) else float(value)


def flag(value: Any, argument: str) -> bool:
    """Return `value` as True or False; ValueError names the argument."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{argument} must be True or False, got {value!r}")
    return bool(value)
