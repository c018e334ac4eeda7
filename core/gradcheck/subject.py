"""The object that a gradient check looks at: how its parameters and their gradients are found, and it is run.

Somebody's layer may keep them in many ways. Found by itself: `parameters()` or `named_parameters()` of
objects with `data` and `grad`; dicts or lists of values with one of gradients beside it (params and grads,
parameters and gradients, weights and gradients); attributes in pairs, such as W and dW, w and grad_w,
weight and weight_grad, kernel and d_kernel.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

Names = Mapping[str, tuple[str, str]]
Get = Callable[[Any], Any]
# The names of a dict or list of values, and of the one of gradients
VALUES = ("params", "parameters", "weights", "_params", "_parameters", "_weights")
GRADIENTS = (
    "grads",
    "gradients",
    "gradient",
    "grad",
    "dparams",
    "d_params",
    "_grads",
    "_gradients",
    "dweights",
)
PREFIXES = ("d", "d_", "grad_", "gradient_", "delta_", "dL_d", "dLd", "g_", "grad", "_d", "_grad_")
SUFFIXES = ("_grad", "_gradient", ".grad", "grad", "_g", "Grad")
NUMBERED = tuple(f"{letter}{number}" for letter in "WwbBK" for number in range(10))
NAMED = (
    *("W", "w", "weight", "weights", "kernel", "kernels", "K", "filters"),
    *("b", "B", "bias", "biases", "gamma", "beta", "theta"),
    *NUMBERED,
)
ROLES = {"weight": ("W", "w", "weights", "kernel", "K"), "bias": ("b", "B", "biases")}


class FoundParameter:
    """One parameter: how to get its array and its gradient from an object that keeps them."""

    def __init__(self, value: Get, gradient: Get, place: Callable[[Any, np.ndarray], None]) -> None:
        self.value, self.gradient, self.place = value, gradient, place


class CheckedObject:
    """The object under test: a copy that is never run itself, so every run begins from one state.

    It works in float64, unless it turns what it is given into float32: `single` says so.
    """

    def __init__(self, obj: Any, names: Names | None, x: np.ndarray | None = None) -> None:
        self.original = duplicate(obj)
        if hasattr(self.original, "astype"):
            self.original.astype(np.float64)
        self.found = dict(self._find(names, x))
        for each in self.found.values():
            each.place(self.original, np.array(each.value(self.original), np.float64))
        self.single = False

    def value(self, name: str) -> np.ndarray:
        """A parameter's array; writing to it changes what the next runs see."""
        return np.asarray(self.found[name].value(self.original))

    def forward(self, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """The output for x, and the copy that made it."""
        run = duplicate(self.original)
        with np.errstate(all="ignore"):
            y = np.asarray(run.forward(x.copy()))
        self.single = self.single or y.dtype in (np.float32, np.float16)
        return np.array(y, dtype=np.float64), run

    def notice_single(self, x: np.ndarray, y: np.ndarray) -> None:
        """Find out whether it works in float32 inside: it doesn't see a change that float64 would show."""
        for array in (x, *(self.value(name) for name in self.found)):
            kept = array.copy()
            seen = []
            for size in (1e-13, 1e-3):  # of each number: 500 steps of float64, none of float32
                array[...] = kept * (1 + size)
                seen.append(not np.array_equal(self.forward(x)[0], y, equal_nan=True))
                array[...] = kept
            self.single = self.single or seen == [False, True]

    def backward(self, run: Any, g: np.ndarray) -> dict[str, np.ndarray]:
        """Every gradient by name; "input" is what backward() returned, absent if that is None."""
        with np.errstate(all="ignore"):
            returned = run.backward(g.copy())
        if isinstance(returned, tuple) and returned:
            returned = returned[0]  # (dx, dw, db): the rest is not told by name
        grads: dict[str, Any] = {} if returned is None else {"input": returned}
        for name, each in self.found.items():
            gradient = each.gradient(run)
            if gradient is not None:
                grads[name] = gradient
        return {name: np.array(a, dtype=np.float64) for name, a in grads.items()}

    # -- finding -----------------------------------------------------------------------------------------

    def _find(self, names: Names | None, x: np.ndarray | None) -> Iterator[tuple[str, FoundParameter]]:
        """Each parameter by name, the way that was told or the first one that finds any."""
        if names is not None:
            for name, (value, gradient) in names.items():
                yield name, _attribute(value, gradient)
            return
        found = list(_parameters(self.original))
        if not found and x is not None:
            found = list(_discovered(self.original, self._tried(x)))
        yield from found

    def _tried(self, x: np.ndarray) -> Any:
        """The object after a forward and a backward pass: gradients may only then be there."""
        run = duplicate(self.original)
        try:
            with np.errstate(all="ignore"):
                run.backward(np.ones(np.asarray(run.forward(x.copy())).shape))
        except Exception:  # it will be raised where the check itself runs it
            return run
        return run


def _discovered(obj: Any, tried: Any) -> Iterator[tuple[str, FoundParameter]]:
    """The parameters of an object and of the layers that it is made of."""
    yield from (list(_parameters(obj)) or list(_collections(obj, tried)) or list(_pairs(obj, tried)))
    for label, get in _parts(obj):
        try:
            inner = list(_discovered(get(obj), get(tried)))
        except (AttributeError, KeyError, IndexError):
            continue
        for name, found in inner:
            yield f"{label}.{name}", _within(get, found)


def _parts(obj: Any) -> Iterator[tuple[str, Get]]:
    """The layers that an object keeps in attributes, in lists and in dicts, each with the way to it."""
    for name, value in _attributes(obj).items():
        if callable(getattr(value, "forward", None)):
            yield name, partial(_part, name, None)
        elif isinstance(value, list | tuple | dict):
            for key in value if isinstance(value, dict) else range(len(value)):
                if callable(getattr(value[key], "forward", None)):
                    yield f"{name}[{key}]", partial(_part, name, key)


def _part(name: str, key: Any, obj: Any) -> Any:
    value = getattr(obj, name)
    return value if key is None else value[key]


def _within(get: Get, found: FoundParameter) -> FoundParameter:
    return FoundParameter(
        lambda obj: found.value(get(obj)),
        lambda obj: found.gradient(get(obj)),
        lambda obj, array: found.place(get(obj), array),
    )


def _attributes(obj: Any) -> dict[str, Any]:
    return vars(obj) if hasattr(obj, "__dict__") else {}


def duplicate(obj: Any) -> Any:
    """A copy that shares no array; what can't be copied (a lock, an open file) is shared."""
    try:
        return copy.deepcopy(obj)
    except TypeError:
        made = copy.copy(obj)
        for name, value in vars(obj).items():
            try:
                setattr(made, name, copy.deepcopy(value))
            except TypeError:
                setattr(made, name, value)
        return made


def usable(obj: Any) -> str:
    """Why an object can't be checked, in a sentence; "" if it can."""
    kind = type(obj).__name__
    if inspect.isfunction(obj) or inspect.isbuiltin(obj):
        return "gradcheck takes an object with forward(x) and backward(grad_output), not a function"
    for method in ("forward", "backward"):
        if not callable(getattr(obj, method, None)):
            return f"{kind} has no {method}(): gradcheck calls forward(x) and backward(grad_output)"
    try:
        parameters = inspect.signature(obj.backward).parameters.values()
    except (TypeError, ValueError):
        return ""
    needed = [
        p.name
        for p in parameters
        if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
    ]
    if len(needed) > 1:
        others = ", ".join(needed[1:])
        return (
            f"{kind}.backward() asks for {others} beside the gradient: a backward pass that also moves the "
            "weights can't be checked; let it only keep the gradients, or give the others defaults"
        )
    return ""


def _parameters(obj: Any) -> Iterator[tuple[str, FoundParameter]]:
    """Objects with `data` and `grad`, as ours are, behind a method by the name that ours has."""
    for method in ("named_parameters", "parameters"):
        known = getattr(obj, method, None)
        made = known() if callable(known) else None
        if not isinstance(made, Mapping | list | tuple) or not made:
            continue
        keys: Sequence[Any] = list(made) if isinstance(made, Mapping) else range(len(made))
        if all(hasattr(made[key], "grad") and hasattr(made[key], "data") for key in keys):
            for key in keys:
                yield key if isinstance(key, str) else f"parameters[{key}]", _parameter(method, key)
            return


def _parameter(method: str, key: Any) -> FoundParameter:
    def place(obj: Any, array: np.ndarray) -> None:
        getattr(obj, method)()[key].data = array

    return FoundParameter(
        lambda obj: getattr(obj, method)()[key].data, lambda obj: getattr(obj, method)()[key].grad, place
    )


def _collections(obj: Any, tried: Any) -> Iterator[tuple[str, FoundParameter]]:
    """A dict or list of values with a dict or list of gradients of the same shapes beside it."""
    for values in VALUES:
        kept = getattr(obj, values, None)
        if not isinstance(kept, Mapping | list | tuple) or not len(kept):
            continue
        keys: Sequence[Any] = list(kept) if isinstance(kept, Mapping) else range(len(kept))
        if not all(is_numbers(kept[key]) for key in keys):
            continue
        for gradients in GRADIENTS:
            theirs = getattr(tried, gradients, None)
            pairs = [(key, beside) for key in keys if (beside := _beside(theirs, key)) is not None]
            for key, beside in pairs:
                yield (
                    key if isinstance(key, str) else f"{values}[{key}]",
                    _item(values, gradients, key, beside),
                )
            if pairs:
                return


def _beside(gradients: Any, key: Any) -> Any:
    """Under which key a dict or list holds the gradient of the value at `key`; None if it doesn't."""
    if isinstance(gradients, list | tuple):
        return key if isinstance(key, int) and key < len(gradients) else None
    if isinstance(gradients, Mapping):
        names = (key, *(f"{p}{key}" for p in PREFIXES), *(f"{key}{s}" for s in SUFFIXES))
        return next((name for name in names if name in gradients), None)
    return None


def _item(values: str, gradients: str, key: Any, beside: Any) -> FoundParameter:
    def place(obj: Any, array: np.ndarray) -> None:
        kept = getattr(obj, values)
        if isinstance(kept, tuple):
            setattr(obj, values, (*kept[:key], array, *kept[key + 1 :]))
            return
        before = kept[key]
        kept[key] = array
        for name, value in _attributes(obj).items():  # W, b = params: the same array by another name
            if value is before:
                setattr(obj, name, array)

    def gradient(obj: Any) -> Any:
        try:
            return getattr(obj, gradients)[beside]
        except (KeyError, IndexError):
            return None

    return FoundParameter(lambda obj: getattr(obj, values)[key], gradient, place)


def _pairs(obj: Any, tried: Any) -> Iterator[tuple[str, FoundParameter]]:
    """Attributes that come with a gradient under a name made of theirs."""
    had, has = _attributes(obj), _attributes(tried)
    for name, value in had.items():
        if not is_numbers(value):
            continue
        bare = name.lstrip("_")
        names = [f"{p}{each}" for each in dict.fromkeys((name, bare, bare.lower())) for p in PREFIXES]
        names += [f"{each}{s}" for each in dict.fromkeys((name, bare)) for s in SUFFIXES]
        if bare in ROLES["weight"] or bare == "weight":
            names += ["grad", "gradient", "dweight", "grad_weight", "dW", "dw", "weight_grad"]
        if bare in ROLES["bias"]:
            names += ["dbias", "grad_bias", "db"]
        for gradient in names:
            if gradient != name and gradient in has and is_numbers(has[gradient]):
                yield name, _attribute(name, gradient)
                break


def _attribute(value: str, gradient: str) -> FoundParameter:
    return FoundParameter(
        lambda obj: getattr(obj, value),
        lambda obj: getattr(obj, gradient, None),
        lambda obj, array: setattr(obj, value, array),
    )


def is_numbers(value: Any) -> bool:
    """Whether a value is an array of floating-point numbers."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size > 0


def without_gradient(subject: CheckedObject, checked: Mapping[str, Any]) -> tuple[str, ...]:
    """What goes by a parameter's name and has no gradient that was found."""
    names = [name for name in subject.found if name not in checked]
    if any(True for _ in _parameters(subject.original)):
        return tuple(names)
    known = {id(subject.value(name)) for name in subject.found}
    owners = [
        ("", subject.original),
        *((f"{label}.", get(subject.original)) for label, get in _parts(subject.original)),
    ]
    for label, owner in owners:
        for name, value in _attributes(owner).items():
            if is_numbers(value) and name.lstrip("_") in NAMED and id(value) not in known:
                names.append(f"{label}{name}")
            elif name in VALUES and isinstance(value, Mapping | list | tuple) and value:
                held = value.values() if isinstance(value, Mapping) else value
                if any(is_numbers(each) and id(each) not in known for each in held):
                    names.append(f"{label}{name}")
    return tuple(dict.fromkeys(names))
