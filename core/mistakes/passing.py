"""One forward and backward pass of somebody's layer, in their layout, its results in ours."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import numpy as np

from core.mistakes.belongings import INPUT_GRADIENTS, Belongings
from core.mistakes.case import Case, Results
from core.mistakes.catalogue import RIGHT, results
from core.mistakes.declared import Declared
from core.mistakes.handed import GradientKeeper
from core.mistakes.inside import before, goes_through
from core.mistakes.kinds import Kind
from core.mistakes.layouts import MAPS, ONE_IMAGE, LearnerLayout, back_in, laid_out, sent
from core.mistakes.match import ArgumentWrite, Run
from core.mistakes.naming import CantBuildError, bare, float64
from core.mistakes.search import put, reach
from core.mistakes.using import (
    CallStoppedError,
    GivenLabelsError,
    MissingMethodError,
    Using,
    calling,
    made,
)

CLEAR = re.compile(r"(zero|clear|reset|flush|init|set_?zero)_?(all_?)?(the_?)?(grads?|gradients?|deltas?)?$")
OUTPUTS = ("output", "outputs", "out", "y", "result", "activations", "activation", "a", "z")
MODES = ("training", "istrain", "trainflg", "istraining", "trainmode", "train")
USES = ("istest", "test", "testing", "testmode", "iseval", "eval", "evalmode", "inference")


class OwnPass:
    """A fresh object of theirs with a case's weights in it; `case` grows by what is seen on the way.

    Raises CallStoppedError where their code does, CantBuildError where it has no setting for the case.
    """

    def __init__(
        self, said: Declared, found: Belongings, kind: Kind, case: Case, layout: LearnerLayout
    ) -> None:
        self.said, self.found, self.kind, self.case, self.layout = said, found, kind, case, layout
        self.wrote: list[tuple[str, str]] = []  # what was written to, and in which pass
        self.locked = ("", "")  # what mustn't be written to, so that it is seen where it is
        self.theirs = laid_out(case, layout)
        with calling("make", said):
            obj = made(said.make, kind, self.theirs)
        case.read = self.theirs.read
        self.using = Using(obj, self.theirs)
        said.set_eps(obj if self.using.functions is None else None, self.theirs, self.using.functions or ())
        if self.using.functions is None:
            self._switch_mode()
            found.put_parameters(self.using, kind, self.theirs)
            found.put_state(self.using, kind, self.theirs)

    def again(self, x: np.ndarray | None) -> None:
        """Make ready for a second pass over what the first one left, on another batch if one is given."""
        held = {path: reach(self.using.obj, path).copy() for path in self.using.parameters.values()}
        for name in dir(self.using.obj):  # what people call before it, if they have it
            if CLEAR.match(name.lower().lstrip("_")) and callable(method := getattr(self.using.obj, name)):
                with suppress(TypeError):
                    method()
        for path, array in held.items():  # some begin anew altogether
            put(self.using.obj, path, array)
        for value in vars(self.using.obj).values() if hasattr(self.using.obj, "__dict__") else ():
            if isinstance(value, GradientKeeper):
                value.grads.clear()
        if x is not None:
            self.theirs = laid_out(Case(self.case, x=x), self.layout)

    def forward(self) -> np.ndarray:
        """Their output, in our layout."""
        said = self.said
        self._x = self.theirs["x"].copy()
        if said.back_only:  # what comes before it is ours
            if self.layout.batch in MAPS:
                raise CantBuildError("a backward pass of single maps is tried with its forward pass only")
            whole = Case(self.case, x=self.case["x"][None]) if self.layout.batch in ONE_IMAGE else self.case
            y = results(self.kind, RIGHT, whole)["y"]
            y = y[0] if self.layout.batch in ONE_IMAGE else y
            self._y = laid_out(Case(x=y), self.layout)["x"]
            return y
        self._lock("forward", self.theirs["x"])
        with calling("forward", said):
            given = self.using.forward(said.forward, self.kind, self.theirs, said.forward_extra)
            if given is None:  # it is kept, not given back
                given = self.using.kept(OUTPUTS, None)
            self.using.output = given
            self._y = float64(given)
        self._note_write("input", "forward", self.theirs["x"], self._x)
        y = back_in(self._y.copy(), self.layout, self.case["x"].ndim)
        if self.kind.name == "Dropout":
            self.case["mask"] = y != 0
        has_modes = self.kind.name == "Dropout" or self.kind.name.startswith("BatchNorm")
        switched = self.using.mode_set or self.using.mode_passed
        if has_modes and not self.case.get("training", True) and not switched:
            raise CantBuildError("no way to switch it to use was found")
        return y

    def backward(self, g: np.ndarray) -> Results:
        """dX and the parameters' gradients, and which of their arguments they wrote to."""
        said, using = self.said, self.using
        theirs = sent(g, self.layout, self._y)
        kept, seen, before = theirs.copy(), self.theirs["x"].copy(), using.snapshot()
        self._lock("backward", self.theirs["x"], theirs)
        try:
            with calling("backward", said):
                back = using.backward(said.backward, self.kind, self.theirs, theirs, said.backward_extra)
                if back is None:
                    back = using.kept(INPUT_GRADIENTS, self._x.shape)
        except MissingMethodError as error:
            raise CallStoppedError("backward", NotImplementedError(str(error)), said.home) from error
        except GivenLabelsError:
            said.given_labels = True
            return {"arguments": self.written()}
        results = self.found.gradients(using, self.kind, self.case, back, before, self.layout)
        self._note_write("input", "backward", self.theirs["x"], seen)
        self._note_write("gradient", "backward", theirs, kept)
        return {**results, "arguments": self.written()}

    def written(self) -> np.ndarray:
        """Which arguments were written to so far, as a telling says it."""
        written = [argument for argument, _ in self.wrote]
        return np.array([float(argument in written) for argument in ("input", "gradient")])

    def _lock(self, stage: str, x: np.ndarray, g: np.ndarray | None = None) -> None:
        argument, where = self.locked
        locked = x if argument == "input" else g
        if where == stage and locked is not None:
            locked.setflags(write=False)

    def _note_write(self, argument: str, stage: str, now: np.ndarray, before: np.ndarray) -> None:
        if not _same(now, before):
            self.wrote.append((argument, stage))

    def seen(self, results: Results) -> Results:
        """What the pass shows besides its results: masks, running statistics."""
        return self.found.seen_after(self.using, self.kind, self.case, results)

    def _switch_mode(self) -> None:
        """Put the object into the trial's mode, in one of the usual ways."""
        using, training = self.using, self.case.get("training", True)
        method = getattr(using.obj, "train" if training else "eval", None)
        if callable(method):
            with suppress(TypeError):
                method()
        own: dict[str, Any] = vars(using.obj) if hasattr(using.obj, "__dict__") else {}
        for name in [name for name, value in own.items() if isinstance(value, bool)]:
            if bare(name) in (*MODES, *USES):
                setattr(using.obj, name, training == (bare(name) in MODES))
                using.mode_set = True
        using.mode_set = using.mode_set or callable(method)


def run_layer(said: Declared, found: Belongings, kind: Kind, run: Run, layout: LearnerLayout) -> None:
    """Fill in a run's results: a pass, or two where the trial asks for them."""
    case = run.case
    if said.one_image or layout.batch in ONE_IMAGE:
        _one_by_one(said, found, kind, run, layout)
        return
    one = OwnPass(said, found, kind, case, layout)
    slope: np.ndarray | float = 1.0
    for number in range(2 if case.get("again") else 1):
        x = case.get("x2", case["x"]) if number else case["x"]
        if number:
            one.again(case.get("x2"))
        y = one.forward()
        if said.inside:
            y, slope = before(said.inside, kind, Case(case, x=x), y)
        if not said.back_only:
            run.results |= {"y": y, "arguments": one.written()} if one.wrote else {"y": y}
        if said.ahead:
            continue
        g = _gradient_of(case, y)
        run.results.update(one.backward(g))
        if said.inside and said.through is None and "dX" in run.results:
            said.through = goes_through(kind, case, g, slope, run.results["dX"])
        if said.inside and said.through is not False:
            case |= {"sent": g, "g": g * slope}
    run.results.update(one.seen(run.results))
    for argument, stage in dict.fromkeys(one.wrote):
        run.wrote.append(_found_write(said, found, kind, case, layout, argument, stage))


def _gradient_of(case: Case, y: np.ndarray) -> np.ndarray:
    """What is sent back, before it goes through an activation inside."""
    return case["sent"] if "sent" in case else case.gradient(y.shape)


def _found_write(
    said: Declared,
    found: Belongings,
    kind: Kind,
    case: Case,
    layout: LearnerLayout,
    argument: str,
    stage: str,
) -> ArgumentWrite:
    """Where a pass writes to an argument: with that one locked it stops there."""
    try:
        one = OwnPass(said, found.copy(), kind, Case(case), layout)
        one.locked = argument, stage
        one.backward(case.gradient(one.forward().shape))
    except CallStoppedError as stopped:
        if "read-only" in str(stopped):
            return ArgumentWrite(argument, stopped.function, stopped.line)
    except CantBuildError:
        pass
    return ArgumentWrite(argument, stage)


def _one_by_one(said: Declared, found: Belongings, kind: Kind, run: Run, layout: LearnerLayout) -> None:
    """A batch through code that takes one image (C, H, W): outputs stacked, weights' gradients added."""
    images, ndim = run.case["x"], run.case["x"].ndim
    parts: list[Results] = []
    sent: np.ndarray | None = None
    for n in range(len(images)):
        one = OwnPass(said, found, kind, Case(run.case, x=images[n]), layout)
        y = one.forward()
        whole = sent = run.case.gradient((len(images), *y.shape)) if sent is None else sent
        parts.append({"y": y} if said.ahead else {**one.backward(whole[n]), "y": y})
        if said.back_only:
            del parts[-1]["y"]
    for name in parts[0]:
        stack = np.stack([part[name] for part in parts])
        if name in ("y", "dX"):
            run.results[name] = stack.reshape(len(parts), *parts[0][name].shape[-(ndim - 1) :])
        elif name != "arguments":
            run.results[name] = stack.sum(axis=0)
    if said.inside and sent is not None:
        run.results["y"], slope = before(said.inside, kind, run.case, run.results["y"])
        if np.shape(slope) == sent.shape:
            run.case["g"] = sent * slope


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and bool(np.array_equal(a, b, equal_nan=True))
