"""Where somebody's object keeps its weights, gradients and statistics: found by shapes and by names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.mistakes.case import Case, Results
from core.mistakes.catalogue import RIGHT, equal, results
from core.mistakes.declared import Declared
from core.mistakes.inside import ACTIVATIONS
from core.mistakes.kinds import Kind
from core.mistakes.layouts import LearnerLayout, back_in, spread_axis, spread_over, summed_places
from core.mistakes.naming import CantBuildError, bare, float64
from core.mistakes.packing import Packing, packings
from core.mistakes.search import Path as Way
from core.mistakes.search import arrays, last_name, lay, one_of, orders, path_of, put, reach, text_of, unlay
from core.mistakes.using import Using

SPREAD = "it has a bias for each place; its gradient is summed over them"
INPUT_GRADIENTS = ("dinputs", "dinput", "dx", "gradinput", "inputgrad", "gradx", "inputgradient", "deltain")
RUNNING = ("run", "mov", "avg", "ema", "global", "test", "population", "r_mean", "r_var")
WORDS = {
    "w": ("weight", "w", "kernel", "filter"),
    "b": ("bias", "b"),
    "gamma": ("gamma", "weight", "scale", "w", "g"),
    "beta": ("beta", "bias", "shift", "intercept", "b"),
}


@dataclass
class Belongings:
    """What was found so far: paths and orders of axes by the name of a parameter ("w") or gradient ("dw").

    `notes` say what was taken for what.
    """

    said: Declared
    paths: dict[str, Way] = field(default_factory=dict)
    orders: dict[str, tuple[int, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    spread: set[str] = field(default_factory=set)  # gradients in another shape, of which a note tells
    packing: Packing | None = None  # how the weight is kept in one matrix, if it is
    came: tuple[int, ...] = ()  # the shape in which the gradient that was looked at last came

    def copy(self) -> Belongings:
        """A copy that can be let go again, for an attempt."""
        found = replace(self, paths=dict(self.paths), orders=dict(self.orders), notes=list(self.notes))
        found.spread = set(self.spread)
        return found

    def put_parameters(self, using: Using, kind: Kind, case: Case) -> None:
        obj = using.obj
        if kind.parameters and any(self._path(obj, key, case[key], kind) is None for key in kind.parameters):
            using.try_forward(
                self.said.forward, kind, case, self.said.forward_extra
            )  # some make their weights when first used
            using.tried = True
        taken: set[Way] = set()
        for key in kind.parameters:
            path = self._path(obj, key, case[key], kind, taken)
            if path is None:
                continue
            there = np.asarray(reach(obj, path))
            taken.add(path)
            self.paths[key] = path
            using.parameters[key] = path
            if key == "b" and (axis := spread_axis(there.shape, case[key].size)) is not None:
                self._note(SPREAD)
                put(obj, path, spread_over(case[key], axis, there.shape))
                continue
            order = self._order(key, there.shape, case[key].shape, case.get("order_" + key))
            put(obj, path, lay(case[key], order, there.shape).astype(np.float64))
        if kind.name in ("Linear", "Conv2d") and "w" not in using.parameters:
            self._put_packed(using, kind, case)
        for key in kind.parameters:  # a bias may be missing, a weight may not
            if key.startswith(("w", "gamma")) and key not in using.parameters:
                shape = case[key].shape
                raise CantBuildError(f"no array of the shape {shape} was found in it to put {key} into")

    def _put_packed(self, using: Using, kind: Kind, case: Case) -> bool:
        """Put a weight into a matrix that has the bias in it, or the kernels laid out flat, if there is one;
        in which way shows in the output.
        """
        w, b = (case.ours or case)["w"], (case.ours or case)["b"]
        right: list[np.ndarray] = []
        for path, there in [(p, a) for p, a in arrays(using.obj) if a.ndim == 2 and a.dtype.kind == "f"]:
            if _is_gradient_name(path) or _is_state_name(path):
                continue
            for packing in packings(there.shape, w):
                if self.packing not in (None, packing):
                    continue
                put(using.obj, path, packing.pack(w, b))
                right = right or [np.sort(y.ravel()) for y in _outputs(kind, case)]
                y = None if self.packing else using.try_forward(self.said.forward, kind, case, ())
                if self.packing is None and not any(
                    y is not None and y.size == each.size and equal(np.sort(y.ravel()), each, 1e-6)
                    for each in right
                ):
                    continue
                self.packing, self.paths["w"], using.parameters["w"] = packing, path, path
                self._note(f"`{text_of(path)}` {packing.words()}")
                return True
            put(using.obj, path, there)
        return False

    def _packed_gradients(
        self, using: Using, kind: Kind, case: Case, parts: list[Any], before: dict[Way, Any]
    ) -> Results:
        """dW, and db where the bias is in there, of a gradient in the form of such a matrix."""
        assert self.packing is not None
        own = self.packing.pack(case["w"], case["b"])
        value = self._returned(parts, "w", own.shape)
        if value is None:
            value = self._kept(using, kind, "w", own.shape, before)
        if value is None and case.get("rate"):
            value = (own - float64(reach(using.obj, using.parameters["w"]))) / case["rate"]
            value = value if value.any() else None
        return (
            {} if value is None or value.shape != own.shape else self.packing.unpack(value, case["w"].shape)
        )

    def _path(
        self,
        obj: Any,
        key: str,
        array: np.ndarray,
        kind: Kind,
        taken: set[Way] = frozenset(),  # type: ignore[assignment]
    ) -> Way | None:
        """Where a parameter lies: where it was said to, where it was found before, or by shape and name."""
        declared = self._declared(key)
        if declared:
            return path_of(declared)
        known = self.paths.get(key)
        if known is not None:
            there = dict(arrays(obj)).get(known)
            return known if there is not None and self._fits(key, there.shape, array.shape) else None
        fitting = [
            path
            for path, there in arrays(obj)
            if orders(there.shape, array.shape) and path not in taken and there.dtype.kind == "f"
        ]
        words = WORDS.get(key, (key,))
        if not fitting and key == "b" and kind.name == "Conv2d":
            held = arrays(obj)
            fitting = [p for p, a in held if _likeness(p, words) and self._fits(key, a.shape, array.shape)]
        fitting = [p for p in fitting if not _is_gradient_name(p) and not _is_state_name(p)]
        if key == "w":  # one kernel of a list isn't all of them
            counts = (array.shape[0], array.shape[0] * array.shape[1])
            fitting = [p for p in fitting if one_of(obj, p) not in counts]
        if not fitting:
            return None
        return max(fitting, key=lambda path: (_likeness(path, words), -len(path)))

    def _fits(self, key: str, there: tuple[int, ...], want: tuple[int, ...]) -> bool:
        """Whether an array can be a parameter: its axes in some order, or a bias of each place's own."""
        spread = key == "b" and len(want) == 1 and spread_axis(there, want[0]) is not None
        return spread or bool(orders(there, want))

    def _declared(self, key: str) -> str:
        """The name that was said for a parameter, or for its gradient ("dw")."""
        said = self.said
        names = {"w": said.weight, "b": said.bias, "gamma": said.weight, "beta": said.bias}
        names |= {"dw": said.dweight, "db": said.dbias, "dgamma": said.dweight, "dbeta": said.dbias}
        return names.get(key, "")

    def _order(
        self, key: str, there: tuple[int, ...], want: tuple[int, ...], given: tuple[int, ...] | None
    ) -> tuple[int, ...]:
        """In which order a parameter's axes lie; where lengths are equal, as the trial with distinct ones
        showed.
        """
        if given is not None:  # the case is laid out as theirs
            self.orders[key] = given
            return tuple(range(len(want)))
        possible = orders(there, want)
        if not possible:
            raise CantBuildError(f"an array of the shape {want} was expected, and {there} was found")
        known = self.orders.get(key)
        order = known if known is not None and known in possible else possible[0]
        if key not in self.orders or len(possible) == 1:
            self.orders[key] = order
        return order

    def put_state(self, using: Using, kind: Kind, case: Case) -> None:
        """The running statistics that a trial begins with; in training, their own are left and noted."""
        if not kind.name.startswith("BatchNorm"):
            return
        for name in ("running_mean", "running_var"):
            path = _state_path(using.obj, name, case[name].size)
            if path is None:
                continue
            using.state[name] = path
            there = np.asarray(reach(using.obj, path))
            if there.size == case[name].size and (using.tried or not case.get("fresh", True)):
                put(using.obj, path, case[name].reshape(there.shape).astype(np.float64))
        if not case.get("training", True) and len(using.state) < 2 and using.functions is None:
            raise CantBuildError("no running statistics were found to use")

    def seen_after(self, using: Using, kind: Kind, case: Case, results: Results) -> Results:
        """What a pass shows besides its results: masks, running statistics."""
        found: Results = {}
        if kind.name == "Dropout":
            mask = case["mask"]
            case["back_mask"] = results["dX"] != 0 if "dX" in results else mask
            same = mask.ndim > 1 and bool((mask == mask[:1]).all()) and not mask.all()
            found["kept"] = np.array(_share(mask[:1] if same else mask, 1 - case["p"]))
            found["masks"] = np.array(float(not same))
        if kind.name.startswith("BatchNorm") and using.obj is not None:
            for name in ("running_mean", "running_var"):  # some make them at the first forward pass
                path = _state_path(using.obj, name, case[name].size)
                if name not in using.state and path is not None:
                    using.state[name] = path
        for name, path in using.state.items():
            value = reach(using.obj, path)
            if isinstance(value, np.ndarray):
                same = value.size == case[name].size
                found[name] = float64(value).reshape(case[name].shape) if same else float64(value)
        for name, value in using.state_given.items():
            if isinstance(value, np.ndarray) and value.size == case[name].size:
                found[name] = float64(value).reshape(case[name].shape)
        return found

    def gradients(
        self, using: Using, kind: Kind, case: Case, back: Any, before: dict[Way, Any], layout: LearnerLayout
    ) -> Results:
        """dX and the parameters' gradients, from what came back and from what changed in the object."""
        found: Results = {}
        if "order_w" in using.case:
            self.orders["w"] = using.case["order_w"]
        whole = isinstance(back, list) and len({np.shape(part) for part in back}) == 1
        whole = whole and np.shape(back) == using.case["x"].shape
        back = np.asarray(back) if whole else back
        parts = list(back) if isinstance(back, tuple | list) else [back]
        if isinstance(back, dict):
            parts = list(back.values())
        parts = [part for one in parts for part in (one if isinstance(one, tuple | list) else [one])]
        parts = [part for part in parts if part is not None and not np.isscalar(part)]
        wanted = sorted(_sizes(case["x"].shape))
        at = next((i for i, part in enumerate(parts) if sorted(_sizes(np.shape(part))) == wanted), 0)
        if parts:
            dx = float64(parts.pop(at))
            found["dX"] = back_in(dx, layout, case["x"].ndim)
        for key, quantity in kind.parameters.items():
            want = case[key].shape
            if key == "w" and self.packing is not None:
                found |= self._packed_gradients(using, kind, case, parts, before)
                continue
            if key == "b" and self.packing is not None and self.packing.bias:
                continue
            self.came = ()
            value = self._returned(parts, key, want)
            if value is None:
                value = self._kept(using, kind, key, want, before)
            self._note_shape(using, key, quantity)
            if value is None and key in using.parameters and case.get("rate"):
                value = self._moved(using, key, case)
            if value is not None:
                found[quantity] = value
        self._see_moved(using, case)
        return found

    def _note_shape(self, using: Using, key: str, quantity: str) -> None:
        """Note once that a gradient has its parameter's numbers in another shape: minus would spread it."""
        path = using.parameters.get(key)
        own = np.shape(reach(using.obj, path)) if path is not None else np.shape(using.case[key])
        if len(own) != 1 or len(self.came) < 2 or _sizes(self.came) != _sizes(own):
            return
        after = np.broadcast_shapes(own, self.came)
        if after != own and quantity not in self.spread:
            self.spread.add(quantity)
            self.notes.append(
                f"{quantity} has the shape {self.came} and its parameter {own}: "
                f"what comes of parameter - lr * {quantity} has the shape {after}"
            )

    def _returned(self, parts: list[Any], key: str, want: tuple[int, ...]) -> np.ndarray | None:
        """A gradient among the things that backward gave back."""
        for i, part in enumerate(parts):
            array = self._summed(key, float64(part), want)
            order = orders(array.shape, want)
            if order:
                parts.pop(i)
                self.came = array.shape
                return unlay(array, self._gradient_order(key, order), want)
        if len(parts) == 1 and parts[0] is not None and key in ("b", "beta"):
            array = float64(parts.pop())
            return array.reshape(-1) if array.size != int(np.prod(want)) else array.reshape(want)
        return None

    def _gradient_order(self, key: str, possible: list[tuple[int, ...]]) -> tuple[int, ...]:
        known = self.orders.get("d" + key, self.orders.get(key))
        order = known if known in possible else possible[0]
        if len(possible) == 1 or known not in possible:
            self.orders["d" + key] = order
        return order

    def _kept(
        self, using: Using, kind: Kind, key: str, want: tuple[int, ...], before: dict[Way, Any]
    ) -> np.ndarray | None:
        """A gradient that lies in the object: of the parameter's shape, and new or changed since forward."""
        if using.functions is not None:
            return None
        declared = self._declared("d" + key)
        path = path_of(declared) if declared else None
        if path is None:
            path = self._gradient_path(using, key, want, before)
        if path is None:
            return None
        array = self._summed(key, float64(reach(using.obj, path)), want)
        self.came = array.shape
        if self.paths.get("d" + key) != path:
            self.paths["d" + key] = path
            if not declared and not _is_gradient_name(path):
                option = "dweight" if key in ("w", "gamma") else "dbias"
                name = "dW" if key == "w" else f"d{key}"
                self.notes.append(f'I took `{text_of(path)}` as {name}; say otherwise with {option}="..."')
        possible = orders(array.shape, want)
        if not possible:
            return array
        order = self._gradient_order(key, possible)
        laid = self.orders.get(key)
        if laid is not None and len(possible) == 1 and len(want) > 1 and order != laid:
            self.notes.append(f"`{text_of(path)}` is laid out in another order than its weight")
        return unlay(array, order, want)

    def _gradient_path(
        self, using: Using, key: str, want: tuple[int, ...], before: dict[Way, Any]
    ) -> Way | None:
        own = set(using.parameters.values())
        own |= {path for other, path in self.paths.items() if other.startswith("d") and other != "d" + key}
        changed = {}
        for path, array in arrays(using.obj):
            if path in own or path in using.state.values() or array.dtype.kind != "f":
                continue
            if bare(str(path[-1])) in INPUT_GRADIENTS:
                continue
            old = before.get(path)
            if old is None or old.shape != array.shape or not np.array_equal(old, array):
                changed[path] = array
        known = self.paths.get("d" + key)
        if known is not None and any(path == known for path, _ in arrays(using.obj)):
            return known
        fitting = [path for path, array in changed.items() if orders(array.shape, want)]
        fitting = fitting or [p for p, a in changed.items() if self._summed(key, a, want).shape == want]
        fitting = [p for p in fitting if not _is_other(p, key, using.parameters)]
        if not fitting and key in ("b", "gamma", "beta"):  # summed over the wrong axes it has another shape
            words = ("b",) if key == "b" else WORDS[key][:1]
            fitting = [p for p in changed if _is_gradient_name(p) and _likeness(p, words)]
        if not fitting:
            return None
        words = WORDS.get(key, (f"d{key}", key))
        near = using.parameters.get(key, ())[:-1]
        return max(
            fitting,
            key=lambda p: (bool(near) and p[:-1] == near, _is_gradient_name(p), _likeness(p, words), -len(p)),
        )

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _summed(self, key: str, array: np.ndarray, want: tuple[int, ...]) -> np.ndarray:
        """A gradient of a bias of each place's own, summed over the places; others as they are."""
        if key != "b" or SPREAD not in self.notes:
            return array
        axis = spread_axis(array.shape[-3:], want[0])
        return array if axis is None else summed_places(array.reshape(-1, *array.shape[-3:]).sum(0), axis)

    def _moved(self, using: Using, key: str, case: Case) -> np.ndarray | None:
        """A gradient that shows only in how the weights moved: (before - after) / rate."""
        path = using.parameters[key]
        after = float64(reach(using.obj, path))
        if (axis := spread_axis(after.shape, case[key].size)) is not None and key == "b":
            after = summed_places(after, axis) * case[key].size / after.size
            places = reach(using.obj, path).size / case[key].size
            return np.asarray((case[key] - after) * places / case["rate"])  # their mean moved by a mean
        if possible := orders(after.shape, case[key].shape):
            known = self.orders.get(key)
            now = unlay(after, known if known in possible else possible[0], case[key].shape)
        else:  # the gradient was of another shape, and spread the weight
            now = after
            if case[key].ndim > 1 or after.shape[-1] != case[key].size:
                return None
        if np.array_equal(now, case[key]):
            return None
        self.notes.append(f"the gradient of `{text_of(path)}` is read from how far it moved")
        return np.asarray((case[key] - now) / case["rate"])

    def _see_moved(self, using: Using, case: Case) -> None:
        """Weights that moved during the backward pass are part of the case: dX may be made of them."""
        path = using.parameters.get("w")
        if path is not None and "w" in case and "w" in self.orders:
            after = float64(reach(using.obj, path))
            if not orders(after.shape, case["w"].shape):
                return
            now = unlay(after, self.orders["w"], case["w"].shape)
            if not np.array_equal(now, case["w"]):
                case["w_after"] = now


def _outputs(kind: Kind, case: Case) -> list[np.ndarray]:
    """The right output of a case laid out as theirs, without its bias, and with an activation on it."""
    ours = case.ours or case
    if ours["x"].ndim == 1 or (kind.name == "Conv2d" and ours["x"].ndim == 3):
        ours = Case(ours, x=ours["x"][None])
    whole = [results(kind, RIGHT, Case(ours, b=b))["y"] for b in (ours["b"], 0 * ours["b"])]
    return whole + [made(whole[0]) for made, _ in ACTIVATIONS.values()]


def _share(mask: np.ndarray, meant: float) -> float:
    """The share that a mask keeps; what is meant, where chance alone may make the difference."""
    share = float(mask.mean())
    chance = 5 * np.sqrt(meant * (1 - meant) / mask.size)
    return meant if 0 < share < 1 and abs(share - meant) <= chance else share


def _sizes(shape: tuple[int, ...]) -> list[int]:
    return [n for n in shape if n != 1]


def _is_gradient_name(path: Way) -> bool:
    last = bare(str(path[-1][1] if isinstance(path[-1], tuple) else path[-1]))
    if "grad" in last_name(path) or last.startswith(("nabla", "delta")) or last.endswith("inc"):
        return True
    return last.startswith("d") and last[1:].lstrip("l").startswith(_OF_PARAMETERS)


_OF_PARAMETERS = (
    "w",
    "b",
    "gamma",
    "kernel",
    "filt",
    "k",
    "f",
    "scale",
    "shift",
    "bias",
    "theta",
    "param",
    "m",
)


def _is_state_name(path: Way) -> bool:
    name = last_name(path)
    seen = re.search(r"((^|\.|_)(mean|mu|var|variance|std|sigma)|_(m|v|mom|momentum|vel|prev|old))\d?$", name)
    return bool(seen) or any(
        word in name for word in (*RUNNING, "velocity", "cache", "mask", "_m_", "moment")
    )


def _is_other(path: Way, key: str, parameters: dict[str, Way]) -> bool:
    """Whether an array lies beside another parameter (whose gradient it then is) or keeps an optimiser's
    state.
    """
    name = last_name(path)
    if any(word in name for word in ("velocity", "momentum", "rmsprop", "running", "moving")):
        return True
    if _MEMORY.match(bare(str(path[-1][1] if isinstance(path[-1], tuple) else path[-1]))):
        return True
    return any(
        other != key and len(p) > 1 and p[:-1] == path[:-1] and parameters.get(key, ())[:-1] != p[:-1]
        for other, p in parameters.items()
    )


_MEMORY = re.compile(
    r"(m|v|s|mt|vt|vel|mom|prev|old|last)d?(w|b|weights?|bias(es)?|gamma|beta|kernels?|filters?)\d?$"
)


def _likeness(path: Way, words: Sequence[str]) -> int:
    """How much a path sounds like one of these words, best first."""
    steps = [bare(str(step[1] if isinstance(step, tuple) else step)).lstrip("d") for step in path]
    steps = [re.sub(r"grad(ient)?s?", "", step) for step in steps]
    for score, word in enumerate(words):
        if any(step.startswith(word) or step.endswith((word, f"{word}s", f"{word}es")) for step in steps):
            return len(words) - score
    return 0


def _state_path(obj: Any, name: str, size: int) -> Way | None:
    """Where an object keeps its running mean or variance: of this size, or taken over other axes."""
    word = "mean" if name.endswith("mean") else "var"
    other = ("mu",) if word == "mean" else ("std", "sigma")
    named = [
        (path, array.size)
        for path, array in arrays(obj)
        if any(r in last_name(path) for r in RUNNING)
        and (word in last_name(path) or any(o in last_name(path) for o in other))
    ]
    return next((path for path, there in named if there == size), named[0][0] if named else None)
