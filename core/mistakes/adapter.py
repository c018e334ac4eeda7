"""Runs somebody's code, as they have it, on our trials.

How a layer is made and what its parts are called is found out: methods by their usual names, weights and
gradients by their shapes, the order of axes by their lengths. Whatever isn't found can be declared.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from core.mistakes.calling import (
    BACKWARD,
    FORWARD,
    CallStoppedError,
    built_for,
    made,
    method_of,
    takes_case,
)
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, mistakes_of, results
from core.mistakes.kinds import Kind, Trial
from core.mistakes.match import NOT_TRIED, Run
from core.mistakes.naming import NAMES, CantBuildError, TellingSettings, arguments, bare, float64
from core.mistakes.search import Path as Way
from core.mistakes.search import arrays, last_name, lay, orders, path_of, put, reach, text_of, unlay
from core.mistakes.users import run_function, run_loss, run_optimizer

USUAL_EPS = (1e-5, 1e-8, 1e-6, 1e-7, 1e-3, 1e-4, 1e-2, 1e-10, 1e-12, 0.0)
CLEAR = ("flush_gradients", "zero_grad", "zero_grads", "reset_grads", "zero_gradients")
RUNNING = ("run", "mov", "avg", "ema", "global", "test", "population")

BATCHES: dict[int, dict[str, tuple[int, ...]]] = {
    4: {"NCHW": (0, 1, 2, 3), "NHWC": (0, 2, 3, 1), "CHWN": (1, 2, 3, 0)},
    2: {"rows": (0, 1), "columns": (1, 0)},
}
WEIGHTS: dict[int, dict[str, tuple[int, ...]]] = {
    4: {"OIHW": (0, 1, 2, 3), "HWIO": (2, 3, 1, 0), "IOHW": (1, 0, 2, 3)},
    2: {"(out, in)": (0, 1), "(in, out)": (1, 0)},
}


WORDS = {
    "w": ("weight", "w", "kernel", "filter"),
    "b": ("bias", "b"),
    "gamma": ("gamma", "weight", "scale"),
    "beta": ("beta", "bias", "shift", "intercept"),
}


@dataclass(frozen=True)
class Layout:
    """In which order somebody's axes lie: of a batch, of the weights given to them, and the bias's shape."""

    batch: str = ""
    weights: str = ""
    bias: tuple[int, ...] = (-1,)


@dataclass
class Adapter:
    """How somebody's code is made and used.

    make: a class, an object, a pair of functions (forward, backward), or a function of a trial's case that
    makes an object. Names are optional: `weight="weight.data"`, `dweight="W_grad"`, `batch="NHWC"`,
    `samples="columns"`, `one_image=True` for code that takes a single image.
    """

    make: Any
    forward: str = ""
    backward: str = ""
    forward_extra: Sequence[Any] = ()
    backward_extra: Sequence[Any] = ()
    weight: str = ""
    bias: str = ""
    dweight: str = ""
    dbias: str = ""
    batch: str = ""
    samples: str = ""
    one_image: bool = False
    home: Path | None = None
    notes: list[str] = field(default_factory=list)
    _layout: Layout | None = None
    _paths: dict[str, Way] = field(default_factory=dict)
    _orders: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _one_hot: bool = False
    _own_eps: bool = False

    def run_all(self, kind: Kind, trials: Sequence[Trial] | None = None) -> list[Run]:
        """What the code gives on each trial."""
        with np.errstate(all="ignore"):
            runs = [self.run(kind, trial) for trial in trials or kind.trials]
            if self._own_eps:
                self._find_eps(kind, runs)
            return runs

    def run(self, kind: Kind, trial: Trial) -> Run:
        """What the code gives on one trial; an exception of theirs is part of the run."""
        by_style = {"layer": self._layer, "loss": self._loss, "optimizer": self._optimizer}
        run = Run(trial, Case(trial.case))
        try:
            by_style.get(kind.style, self._function)(kind, run)
        except CallStoppedError as stopped:
            run.error, run.stage, run.line = str(stopped), stopped.stage, stopped.line
        except CantBuildError as cant:
            run.error, run.stage = str(cant), NOT_TRIED
        if run.stage == NOT_TRIED:
            run.results = {}
        return run

    # -- layers ------------------------------------------------------------------------------------------

    def _layer(self, kind: Kind, run: Run) -> None:
        """Try the layouts that there are until the output has the right shape, and the right numbers if it
        can.
        """
        right = results(kind, RIGHT, run.case)["y"] if kind.name != "Dropout" else run.case["x"]
        best: tuple[float, Run, Layout] | None = None
        first_error: Exception | None = None
        kept = dict(self._paths), dict(self._orders), list(self.notes)
        for layout in self._layouts(kind, run.case):
            self._paths, self._orders, self.notes = dict(kept[0]), dict(kept[1]), list(kept[2])
            attempt = Run(run.trial, Case(run.case))
            stopped: Exception | None = None
            try:
                self._pass(kind, attempt, layout)
            except (CallStoppedError, CantBuildError) as error:
                stopped, first_error = error, first_error or error
            y = attempt.results.get("y")
            if y is None:
                continue
            score = (y.shape == right.shape) + 2 * equal(y, right, 1e-4) + (0.5 if stopped is None else 0)
            if best is None or score > best[0]:
                if isinstance(stopped, CallStoppedError):
                    attempt.error, attempt.stage, attempt.line = str(stopped), stopped.stage, stopped.line
                elif stopped is not None:
                    attempt.error, attempt.stage = str(stopped), NOT_TRIED
                state = dict(self._paths), dict(self._orders), list(self.notes)
                best, best_state = (score, attempt, layout), state
            if score >= 3.5:
                break
        if best is None:
            self._paths, self._orders, self.notes = kept
            assert first_error is not None
            raise first_error
        score, attempt, layout = best
        self._paths, self._orders, self.notes = best_state
        if score >= 1 and self._layout is None:
            self._layout = layout
            self._note_layout(layout)
        run.case, run.results = attempt.case, attempt.results
        run.error, run.stage, run.line = attempt.error, attempt.stage, attempt.line

    def _layouts(self, kind: Kind, case: Case) -> Iterator[Layout]:
        """The layouts to try: the one that was found, or all that make a difference."""
        if self._layout is not None:
            yield self._layout
            return
        ndim = case["x"].ndim
        batches = list(BATCHES.get(ndim, {"": ()}))
        declared = self.batch if ndim == 4 else self.samples
        if declared:
            batches = [declared]
        if self.one_image or (not declared and kind.name in ("Softmax", "LogSoftmax")):
            batches = batches[:1]
        given = kind.parameters and kind.name != "LeNet5" and self._takes_arrays(kind, case)
        weights = list(WEIGHTS.get(case["w"].ndim, {"": ()})) if given and "w" in case else [""]
        biases = [(-1,), (-1, 1), (1, -1), (-1, 1, 1), (1, 1, 1, -1), (1, -1, 1, 1)] if given else [(-1,)]
        for batch, weight, bias in product(batches, weights, biases):
            yield Layout(batch, weight, bias)

    def _takes_arrays(self, kind: Kind, case: Case) -> bool:
        """Whether the weights are handed over as arguments (functions, or constructors that take arrays)."""
        if isinstance(self.make, tuple):
            return True
        if not isinstance(self.make, type):
            return takes_case(self.make)
        names = {bare(name) for name in inspect.signature(self.make).parameters}
        return bool(names & {"w", "weight", "weights", "gamma", "kernels", "filters"})

    def _note_layout(self, layout: Layout) -> None:
        if layout.batch not in ("", "NCHW", "rows"):
            self.notes.append(f"I took your batches for {layout.batch}")
        if layout.weights not in ("", "OIHW", "(out, in)"):
            self.notes.append(f"I took your weights for {layout.weights}")

    def _pass(self, kind: Kind, run: Run, layout: Layout) -> None:
        """Forward and backward, once or twice, of a fresh object; fills in the run's results."""
        case = run.case
        theirs = _laid_out(case, layout)
        if self.one_image:
            self._pass_one_by_one(kind, run, theirs)
            return
        using = self._object(kind, theirs, run)
        passes = 2 if case.get("again") else 1
        for number in range(passes):
            self._clear(using, number)
            if number and "x2" in case:
                theirs = _laid_out(Case(case, x=case["x2"]), layout)
            x = theirs["x"]
            kept_x = x.copy()
            y = self._forward(using, kind, theirs)
            run.results["y"] = _back_in(y.copy(), layout, case["x"].ndim)
            g = _sent(case.gradient(run.results["y"].shape), layout, y)
            kept_g = g.copy()
            before = using.snapshot()
            self._seen_before(using, kind, run, number)
            back = self._backward(using, kind, theirs, g, kept_x)
            found = self._gradients(using, kind, run, back, before, layout)
            run.results.update(found)
            wrote = [not _same(x, kept_x), not _same(g, kept_g)]
            run.results["arguments"] = np.array(wrote, dtype=float)
        self._seen_after(using, kind, run)

    def _pass_one_by_one(self, kind: Kind, run: Run, theirs: Case) -> None:
        """A batch through code that takes one image (C, H, W): outputs stacked, weights' gradients added."""
        parts: list[dict[str, np.ndarray]] = []
        for n in range(len(theirs["x"])):
            one = Run(run.trial, Case(run.case, x=run.case["x"][n : n + 1]))
            single = Adapter(**{name: getattr(self, name) for name in _DECLARED} | {"one_image": False})
            single.home, single._paths, single._orders = self.home, self._paths, self._orders
            case = Case(theirs, x=theirs["x"][n])
            using = single._object(kind, case, one)
            y = single._forward(using, kind, case)
            if n == 0:
                whole = run.case.gradient((len(theirs["x"]), *y.shape))
            before = using.snapshot()
            g = whole[n].copy()
            back = single._backward(using, kind, case, g, case["x"].copy())
            found = single._gradients(using, kind, one, back, before, Layout())
            parts.append({**found, "y": y.copy()})
            self.notes = list(dict.fromkeys(self.notes + single.notes))
        for name in parts[0]:
            stack = np.stack([part[name] for part in parts])
            if name in ("y", "dX"):
                run.results[name] = stack.reshape(
                    len(parts), *parts[0][name].shape[-(run.case["x"].ndim - 1) :]
                )
            else:
                run.results[name] = stack.sum(axis=0)

    def _object(self, kind: Kind, case: Case, run: Run) -> Using:
        """Somebody's object or functions, with the trial's weights in them."""
        try:
            obj = made(self.make, kind, case)
        except CantBuildError:
            raise
        except Exception as error:
            raise CallStoppedError("make", error, self.home) from error
        using = Using(obj, case)
        self.set_eps(using.obj, case, using.functions or ())
        if using.functions is None:
            self._switch_mode(using, kind, case)
            self._put_parameters(using, kind, case)
            self._put_state(using, kind, case)
        return using

    def _forward(self, using: Using, kind: Kind, case: Case) -> np.ndarray:
        try:
            given = using.forward(self.forward, kind, case, self.forward_extra)
            return float64(given)
        except CantBuildError:
            raise
        except Exception as error:
            raise CallStoppedError("forward", error, self.home) from error

    def _backward(self, using: Using, kind: Kind, case: Case, g: np.ndarray, x: np.ndarray) -> Any:
        try:
            return using.backward(self.backward, kind, case, g, self.backward_extra)
        except CantBuildError:
            raise
        except Exception as error:
            raise CallStoppedError("backward", error, self.home) from error

    # -- what lies in the object ---------------------------------------------------------------------------

    def _switch_mode(self, using: Using, kind: Kind, case: Case) -> None:
        """Put the object into the trial's mode, in one of the usual ways."""
        training = case.get("training", True)
        method = getattr(using.obj, "train" if training else "eval", None)
        if callable(method):
            with suppress(TypeError):
                method()
        for name in ("training", "is_train", "train_flg", "is_training", "train_mode", "train"):
            if isinstance(vars(using.obj).get(name) if hasattr(using.obj, "__dict__") else None, bool):
                setattr(using.obj, name, training)
                using.mode_set = True
        using.mode_set = using.mode_set or callable(method)

    def set_eps(self, obj: Any, case: Case, functions: Sequence[Any] = ()) -> None:
        """Give an object the trial's eps, if it has an attribute for it or was built with it."""
        if "eps" not in case:
            return
        held = vars(obj) if hasattr(obj, "__dict__") and not inspect.isfunction(obj) else {}
        names = [name for name in held if bare(name) in NAMES["eps"]]
        for name in names:
            setattr(obj, name, case["eps"])
        asks = inspect.isfunction(obj) or any(
            name.endswith("param")
            for function in functions
            for name in inspect.signature(function).parameters
        )
        self._own_eps = not (names or asks or "eps" in case.read)

    def _find_eps(self, kind: Kind, runs: list[Run]) -> None:
        """Where eps can't be set, theirs is the one of the usual ones that their numbers show."""
        run = next((run for run in runs if run.results and not run.error), None)
        if run is None:
            return
        quantity = "y" if "y" in run.results else "w"
        got = run.results.get(quantity)
        sets = [RIGHT, *(frozenset([mistake.id]) for mistake in mistakes_of(kind))]
        for on, eps in product(sets, USUAL_EPS):
            made_with = results(kind, on, Case(run.case, eps=eps)).get(quantity)
            if got is not None and made_with is not None and equal(got, made_with, 1e-10):
                self.notes.append(f"eps can't be set; yours is {eps:g}")
                for each in runs:
                    each.case["eps"] = eps
                return

    def _put_parameters(self, using: Using, kind: Kind, case: Case) -> None:
        obj = using.obj
        if kind.parameters and any(self._path(obj, key, case[key], kind) is None for key in kind.parameters):
            using.try_forward(
                self.forward, kind, case, self.forward_extra
            )  # some make their weights when first used
            using.tried = True
        taken: set[Way] = set()
        for key in kind.parameters:
            path = self._path(obj, key, case[key], kind, taken)
            if path is None:
                continue
            there = np.asarray(reach(obj, path))
            order = self._order(key, there.shape, case[key].shape, case.get("order_" + key))
            taken.add(path)
            self._paths[key] = path
            using.parameters[key] = path
            put(obj, path, lay(case[key], order, there.shape).astype(np.float64))

    def _path(
        self,
        obj: Any,
        key: str,
        array: np.ndarray,
        kind: Kind,
        taken: set[Way] = frozenset(),  # type: ignore[assignment]
    ) -> Way | None:
        """Where a parameter lies: where it was said to, where it was found before, or by shape and name."""
        declared = {"w": self.weight, "b": self.bias, "gamma": self.weight, "beta": self.bias}.get(key, "")
        if declared:
            return path_of(declared)
        known = self._paths.get(key)
        if known is not None:
            there = dict(arrays(obj)).get(known)
            return known if there is not None and orders(there.shape, array.shape) else None
        fitting = [
            path
            for path, there in arrays(obj)
            if orders(there.shape, array.shape) and path not in taken and there.dtype.kind == "f"
        ]
        fitting = [p for p in fitting if not _is_gradient_name(p) and not _is_state_name(p)]
        if not fitting:
            return None
        words = WORDS.get(key, (key,))
        return max(fitting, key=lambda path: (_likeness(path, words), -len(path)))

    def _order(
        self, key: str, there: tuple[int, ...], want: tuple[int, ...], given: tuple[int, ...] | None
    ) -> tuple[int, ...]:
        """In which order a parameter's axes lie; where lengths are equal, as the trial with distinct ones
        showed.
        """
        possible = orders(there, want)
        if not possible:
            raise CantBuildError(f"an array of the shape {want} was expected, and {there} was found")
        known = self._orders.get(key, given)
        order = known if known is not None and known in possible else possible[0]
        if key not in self._orders or len(possible) == 1:
            self._orders[key] = order
        return order

    def _put_state(self, using: Using, kind: Kind, case: Case) -> None:
        """The running statistics that a trial begins with; in training, their own are left and noted."""
        if not kind.name.startswith("BatchNorm"):
            return
        for name in ("running_mean", "running_var"):
            path = _state_path(using.obj, name, case[name].size)
            if path is None:
                continue
            using.state[name] = path
            if using.tried or not case.get("fresh", True):
                there = np.asarray(reach(using.obj, path))
                put(using.obj, path, case[name].reshape(there.shape).astype(np.float64))
        if not case.get("training", True) and len(using.state) < 2 and using.functions is None:
            raise CantBuildError("no running statistics were found to use")

    def _clear(self, using: Using, number: int) -> None:
        """What people call before a second backward pass, if they have it."""
        if number:
            for name in CLEAR:
                method = getattr(using.obj, name, None)
                if callable(method):
                    method()

    def _seen_before(self, using: Using, kind: Kind, run: Run, number: int) -> None:
        if kind.name == "Dropout":
            run.case["mask"] = run.results["y"] != 0
        has_modes = kind.name == "Dropout" or kind.name.startswith("BatchNorm")
        switched = using.mode_set or using.mode_passed
        if has_modes and not run.case.get("training", True) and not switched:
            raise CantBuildError("no way to switch it to use was found")

    def _seen_after(self, using: Using, kind: Kind, run: Run) -> None:
        """What a pass shows besides its results: masks, moved weights, running statistics."""
        case, found = run.case, run.results
        if kind.name == "Dropout":
            mask = case["mask"]
            case["back_mask"] = found["dX"] != 0 if "dX" in found else mask
            found["kept"] = np.array(float(mask.mean()))
            same = mask.ndim > 1 and bool((mask == mask[:1]).all()) and not mask.all()
            found["masks"] = np.array(float(not same))
        if kind.name.startswith("BatchNorm") and using.obj is not None:
            for name in ("running_mean", "running_var"):  # some make them at the first forward pass
                path = _state_path(using.obj, name, case[name].size)
                if name not in using.state and path is not None:
                    using.state[name] = path
        for name, path in using.state.items():
            value = reach(using.obj, path)
            if isinstance(value, np.ndarray) and value.size == case[name].size:
                found[name] = float64(value).reshape(case[name].shape)
        for name, value in using.state_given.items():
            if isinstance(value, np.ndarray) and value.size == case[name].size:
                found[name] = float64(value).reshape(case[name].shape)

    def _gradients(
        self, using: Using, kind: Kind, run: Run, back: Any, before: dict[Way, Any], layout: Layout
    ) -> dict[str, np.ndarray]:
        """dX and the parameters' gradients, from what came back and from what changed in the object."""
        case = run.case
        found: dict[str, np.ndarray] = {}
        parts = list(back) if isinstance(back, tuple | list) else [back]
        if isinstance(back, dict):
            parts = list(back.values())
        parts = [part for part in parts if part is not None and not np.isscalar(part)]
        wanted = sorted(_sizes(case["x"].shape))
        at = next((i for i, part in enumerate(parts) if sorted(_sizes(np.shape(part))) == wanted), 0)
        if parts:
            dx = float64(parts.pop(at))
            found["dX"] = _back_in(dx, layout, case["x"].ndim)
        for key, quantity in kind.parameters.items():
            want = case[key].shape
            value = self._returned(parts, key, want)
            if value is None:
                value = self._kept(using, kind, key, want, before)
            if value is None and key in using.parameters and case.get("rate"):
                value = self._moved(using, key, case)
            if value is not None:
                found[quantity] = value
        self._see_moved(using, case)
        return found

    def _returned(self, parts: list[Any], key: str, want: tuple[int, ...]) -> np.ndarray | None:
        """A gradient among the things that backward gave back."""
        for i, part in enumerate(parts):
            array = float64(part)
            order = orders(array.shape, want)
            if order:
                parts.pop(i)
                return unlay(array, self._gradient_order(key, order), want)
        if len(parts) == 1 and parts[0] is not None and key in ("b", "beta"):
            array = float64(parts.pop())
            return array.reshape(-1) if array.size != int(np.prod(want)) else array.reshape(want)
        return None

    def _gradient_order(self, key: str, possible: list[tuple[int, ...]]) -> tuple[int, ...]:
        known = self._orders.get("d" + key, self._orders.get(key))
        order = known if known in possible else possible[0]
        if len(possible) == 1:
            self._orders["d" + key] = order
        return order

    def _kept(
        self, using: Using, kind: Kind, key: str, want: tuple[int, ...], before: dict[Way, Any]
    ) -> np.ndarray | None:
        """A gradient that lies in the object: of the parameter's shape, and new or changed since forward."""
        if using.functions is not None:
            return None
        declared = {"w": self.dweight, "b": self.dbias, "gamma": self.dweight, "beta": self.dbias}.get(
            key, ""
        )
        path = path_of(declared) if declared else None
        if path is None:
            path = self._gradient_path(using, key, want, before)
        if path is None:
            return None
        array = float64(reach(using.obj, path))
        if self._paths.get("d" + key) != path:
            self._paths["d" + key] = path
            if not declared and not _is_gradient_name(path):
                option = "dweight" if key in ("w", "gamma") else "dbias"
                name = "dW" if key == "w" else f"d{key}"
                self.notes.append(f'I took `{text_of(path)}` as {name}; say otherwise with {option}="..."')
        possible = orders(array.shape, want)
        if not possible:
            return array
        order = self._gradient_order(key, possible)
        laid = self._orders.get(key)
        if laid is not None and len(possible) == 1 and len(want) > 1 and order != laid:
            self.notes.append(f"`{text_of(path)}` is laid out in another order than its weight")
        return unlay(array, order, want)

    def _gradient_path(
        self, using: Using, key: str, want: tuple[int, ...], before: dict[Way, Any]
    ) -> Way | None:
        own = set(using.parameters.values())
        own |= {path for other, path in self._paths.items() if other.startswith("d") and other != "d" + key}
        changed = {}
        for path, array in arrays(using.obj):
            if path in own or path in using.state.values() or array.dtype.kind != "f":
                continue
            old = before.get(path)
            if old is None or old.shape != array.shape or not np.array_equal(old, array):
                changed[path] = array
        known = self._paths.get("d" + key)
        if known is not None and any(path == known for path, _ in arrays(using.obj)):
            return known
        fitting = [path for path, array in changed.items() if orders(array.shape, want)]
        fitting = [p for p in fitting if not _is_other(p, key, using.parameters)]
        if not fitting and key in ("b", "beta"):  # summed over the wrong axes it has another shape
            fitting = [
                p for p, a in changed.items() if a.ndim <= 2 and _is_gradient_name(p) and _likeness(p, ("b",))
            ]
        if not fitting:
            return None
        words = WORDS.get(key, (f"d{key}", key))
        near = using.parameters.get(key, ())[:-1]
        return max(
            fitting,
            key=lambda p: (bool(near) and p[:-1] == near, _is_gradient_name(p), _likeness(p, words), -len(p)),
        )

    def _moved(self, using: Using, key: str, case: Case) -> np.ndarray | None:
        """A gradient that shows only in how the weights moved: (before - after) / rate."""
        path = using.parameters[key]
        after = np.asarray(reach(using.obj, path))
        now = unlay(float64(after), self._orders[key], case[key].shape)
        if np.array_equal(now, case[key]):
            return None
        self.notes.append(f"the gradient of `{text_of(path)}` is read from how far it moved")
        return np.asarray((case[key] - now) / case["rate"])

    def _see_moved(self, using: Using, case: Case) -> None:
        """Weights that moved during the backward pass are part of the case: dX may be made of them."""
        path = using.parameters.get("w")
        if path is not None and "w" in case and "w" in self._orders:
            now = unlay(float64(reach(using.obj, path)), self._orders["w"], case["w"].shape)
            if not np.array_equal(now, case["w"]):
                case["w_after"] = now

    # -- losses, optimisers, functions ---------------------------------------------------------------------

    def _loss(self, kind: Kind, run: Run) -> None:
        run_loss(self, kind, run)

    def _optimizer(self, kind: Kind, run: Run) -> None:
        run_optimizer(self, kind, run)

    def _function(self, kind: Kind, run: Run) -> None:
        run_function(self, kind, run)


_DECLARED = (
    "make",
    "forward",
    "backward",
    "forward_extra",
    "backward_extra",
    "weight",
    "bias",
    "dweight",
    "dbias",
)


def layer(make: Any, **options: Any) -> Adapter:
    """Declare how a layer is made and what its parts are called; see Adapter for the options."""
    return make if isinstance(make, Adapter) else Adapter(make, **options)


def functions(forward: Callable[..., Any], backward: Callable[..., Any], **options: Any) -> Adapter:
    """Declare a pair of functions: forward(x, ...) -> (out, cache), backward(dout, cache) -> dX or (dX, dW,
    db).
    """
    return Adapter((forward, backward), **options)


class Using:
    """Somebody's object, or their two functions, while it is used on one trial."""

    def __init__(self, obj: Any, case: Case) -> None:
        self.functions = obj if isinstance(obj, tuple) else None
        self.obj = None if isinstance(obj, tuple) else obj
        self.case = case
        self.cache: Any = None
        self.output: Any = None
        self.parameters: dict[str, Way] = {}
        self.state: dict[str, Way] = {}
        self.state_given: dict[str, Any] = {}
        self.mode_set = self.mode_passed = False
        self.tried = False  # whether a forward pass was made only to see what it makes

    def forward(self, name: str, kind: Kind, case: Case, extra: Sequence[Any]) -> Any:
        if self.functions is not None:
            return self._forward_function(kind, case, extra)
        method = method_of(self.obj, name, FORWARD)
        if extra:
            return method(case["x"], *extra)
        more = self._named(method, kind, case)
        self.output = method(case["x"], **more)
        if isinstance(self.output, tuple) and len(self.output) > 1:
            self.output, self.cache = self.output[0], self.output[1:]
        return self.output

    def _named(self, method: Callable[..., Any], kind: Kind, case: Case) -> dict[str, Any]:
        """Arguments after the first, by their names; booleans that keep a cache are switched on."""
        try:
            more = arguments(method, kind.name, case, skip=1)
            parameters = list(inspect.signature(method).parameters.values())[1:]
        except (TypeError, ValueError):
            return {}
        for parameter in parameters:
            if isinstance(parameter.default, bool) and (
                "save" in parameter.name or "cache" in parameter.name
            ):
                more[parameter.name] = True
        self.mode_passed = any(bare(name) in _MODES for name in more)
        return more

    def _forward_function(self, kind: Kind, case: Case, extra: Sequence[Any]) -> Any:
        assert self.functions is not None
        forward = self.functions[0]
        if _second_is_case(forward):
            given = built_for(partial(forward, case["x"]), case)
        elif extra:
            given = forward(case["x"], *extra)
        else:
            more = arguments(forward, kind.name, case, skip=1)
            if kind.name.startswith("BatchNorm"):
                settings = [value for value in more.values() if isinstance(value, dict)]
                self._keep_settings(settings)
            self.mode_passed = any(isinstance(v, dict) or bare(k) in _MODES for k, v in more.items())
            given = forward(case["x"], **more)
            bordered = any(map(any, case.get("pads", ())))
            for settings in more.values():
                if bordered and isinstance(settings, TellingSettings) and "pad" not in settings.read:
                    raise CantBuildError(f"{forward.__name__} has no padding")
            for dictionary in (value for value in more.values() if isinstance(value, dict)):
                self.state_given |= {
                    k: dictionary[k] for k in ("running_mean", "running_var") if k in dictionary
                }
        if isinstance(given, tuple):
            self.cache = given[1] if len(given) == 2 else given[1:]
            given = given[0]
        self.output = given
        return given

    def _keep_settings(self, settings: list[dict[str, Any]]) -> None:
        """A second batch goes on with the settings that the first one left."""
        for dictionary in settings:
            dictionary.update({k: v for k, v in self.state_given.items() if k in dictionary})

    def backward(self, name: str, kind: Kind, case: Case, g: np.ndarray, extra: Sequence[Any]) -> Any:
        if self.functions is not None:
            return self._backward_function(kind, case, g, extra)
        method = method_of(self.obj, name, BACKWARD)
        if extra:
            return method(g, *(case["rate"] if value == "rate" else value for value in extra))
        given = {}
        if self.cache is not None:
            given = {"cache": self.cache[0] if len(self.cache) == 1 else self.cache}
        return method(g, **arguments(method, kind.name, case, skip=1, given=given))

    def _backward_function(self, kind: Kind, case: Case, g: np.ndarray, extra: Sequence[Any]) -> Any:
        assert self.functions is not None
        backward = self.functions[1]
        if _second_is_case(backward):
            return backward(g, case)
        if extra:
            return backward(g, *extra)
        names = list(inspect.signature(backward).parameters)
        cache = {
            n: self.cache for n in names[1:] if "cache" in bare(n) or bare(n) in ("memory", "context", "ctx")
        }
        if self.cache is None or not cache:
            inputs = {n: case["x"] for n in names[1:] if bare(n) in ("x", "input", "inputs", "z", "a", "xin")}
            return backward(g, **arguments(backward, kind.name, case, skip=1, given=inputs | cache))
        return backward(g, **arguments(backward, kind.name, case, skip=1, given=cache))

    def try_forward(self, name: str, kind: Kind, case: Case, extra: Sequence[Any]) -> None:
        """Let an object make what it makes at its first forward pass."""
        try:
            self.forward(name, kind, case.owned(), extra)
        except Exception:
            return

    def snapshot(self) -> dict[Way, np.ndarray]:
        """Copies of all the object's arrays."""
        return {} if self.obj is None else {path: array.copy() for path, array in arrays(self.obj)}


_MODES = {"istrain", "train", "training", "trainflg", "mode", "istraining", "trainmode"}


def _second_is_case(function: Callable[..., Any]) -> bool:
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return False
    return len(names) == 2 and names[1] in ("c", "case")


def _laid_out(case: Case, layout: Layout) -> Case:
    """The trial's case with arrays of their own, in somebody's layout."""
    theirs = case.owned()
    ndim = case["x"].ndim
    order = BATCHES.get(ndim, {}).get(layout.batch)
    if order:
        theirs["x"] = case["x"].transpose(order).copy()
    if layout.weights and "w" in case:
        axes = WEIGHTS[case["w"].ndim][layout.weights]
        theirs = TheirCase(theirs, w=case["w"].transpose(axes).copy())
        theirs.ours = case
        theirs["order_w"] = axes
    for key in ("b", "beta", "gamma"):
        if key in case and layout.bias != (-1,) and case[key].ndim == 1:
            theirs[key] = case[key].reshape(layout.bias).copy()
    if not isinstance(theirs, TheirCase):
        kept = theirs
        theirs = TheirCase(kept)
        theirs.ours = case
    return theirs


class TheirCase(Case):
    """A case in somebody's layout whose sizes are still ours."""

    ours: Case

    @property
    def out(self) -> int:
        return self.ours.out

    @property
    def into(self) -> int:
        return self.ours.into

    @property
    def k(self) -> int:
        return self.ours.k

    @property
    def kernel(self) -> Any:
        return self.ours.kernel

    @property
    def channels(self) -> int:
        return self.ours.channels

    features = channels

    @property
    def n(self) -> int:
        return self.ours.n


def _back_in(array: np.ndarray, layout: Layout, ndim: int) -> np.ndarray:
    """Somebody's output or dX in our order of axes."""
    order = BATCHES.get(ndim, {}).get(layout.batch)
    if order and array.ndim == ndim:
        return np.ascontiguousarray(array.transpose(np.argsort(order)))
    if layout.batch == "columns" and array.ndim == 2:
        return array.T.copy()
    return array


def _sent(g: np.ndarray, layout: Layout, y: np.ndarray) -> np.ndarray:
    """The gradient in somebody's layout and of their output's shape."""
    order = BATCHES.get(y.ndim, {}).get(layout.batch)
    if order:
        return g.transpose(order).copy().reshape(y.shape)
    return g.copy().reshape(y.shape)


def _sizes(shape: tuple[int, ...]) -> list[int]:
    return [n for n in shape if n != 1]


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and bool(np.array_equal(a, b, equal_nan=True))


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
    return any(word in name for word in (*RUNNING, "velocity", "cache", "mask", "_m_", "moment"))


def _is_other(path: Way, key: str, parameters: dict[str, Way]) -> bool:
    """Whether an array lies beside another parameter (whose gradient it then is) or keeps an optimiser's
    state.
    """
    name = last_name(path)
    if any(word in name for word in ("velocity", "momentum", "rmsprop", "running", "moving")):
        return True
    return any(
        other != key and len(p) > 1 and p[:-1] == path[:-1] and parameters.get(key, ())[:-1] != p[:-1]
        for other, p in parameters.items()
    )


def _likeness(path: Way, words: Sequence[str]) -> int:
    """How much a path sounds like one of these words, best first."""
    steps = [bare(str(step[1] if isinstance(step, tuple) else step)).lstrip("d") for step in path]
    steps = [step.replace("grad", "") for step in steps]
    for score, word in enumerate(words):
        if any(step == word or step.startswith(word) or step.endswith(word) for step in steps):
            return len(words) - score
    return 0


def _state_path(obj: Any, name: str, size: int) -> Way | None:
    """Where an object keeps its running mean or variance."""
    word = "mean" if name.endswith("mean") else "var"
    other = ("mu",) if word == "mean" else ("std", "sigma")
    for path, array in arrays(obj):
        last = last_name(path)
        if (
            array.size == size
            and any(r in last for r in RUNNING)
            and (word in last or any(o in last for o in other))
        ):
            return path
    return None
