"""Runs somebody's code, as they have it, on our trials.

How a layer is made and what its parts are called is found out: methods by their usual names, weights and
gradients by their shapes, the order of axes by their lengths. Whatever isn't found can be declared.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from core.mistakes.belongings import Belongings
from core.mistakes.calling import CallStoppedError, takes_case
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, mistakes_of, results
from core.mistakes.declared import Declared
from core.mistakes.kinds import Kind, Trial
from core.mistakes.layouts import BATCHES, FORMS, ONE_IMAGE, WEIGHTS, LearnerLayout
from core.mistakes.match import NOT_TRIED, Run
from core.mistakes.naming import CantBuildError, bare
from core.mistakes.passing import OwnPass, run_layer
from core.mistakes.users import run_function, run_loss, run_optimizer

USUAL_EPS = (1e-5, 1e-8, 1e-6, 1e-7, 1e-3, 1e-4, 1e-2, 1e-10, 1e-12, 0.0)
ENOUGH = 3.75  # of the score of a layout: the right shape, the right numbers, and nothing that stops


@dataclass
class Adapter(Declared):
    """How somebody's code is made and used.

    make: a class, an object, a pair of functions (forward, backward), or a function of a trial's case that
    makes an object. Names are optional: `weight="weight.data"`, `dweight="W_grad"`, `batch="NHWC"`,
    `samples="columns"`, `one_image=True` for code that takes a single image.
    """

    def __post_init__(self) -> None:
        self._layout: LearnerLayout | None = None
        self._found = Belongings(self)

    @property
    def notes(self) -> list[str]:
        """What was taken for what."""
        return self._found.notes

    def begin(self, kind: Kind, case: Case) -> OwnPass:
        """A pass over any case, in the layout that the trials have shown."""
        return OwnPass(self, self._found, kind, case, self._layout or LearnerLayout())

    def run_all(self, kind: Kind, trials: Sequence[Trial] | None = None) -> list[Run]:
        """What the code gives on each trial."""
        with np.errstate(all="ignore"):
            runs = [self.run(kind, trial) for trial in trials or kind.trials]
            if self.own_eps:
                self._find_eps(kind, runs)
            if self.probabilities:
                self.notes.append("it takes probabilities: a softmax was put before it")
            return runs

    def run(self, kind: Kind, trial: Trial) -> Run:
        """What the code gives on one trial; an exception of theirs is part of the run."""
        run = Run(trial, Case(trial.case))
        try:
            if kind.style == "layer":
                self._layer(kind, run)
            else:
                users = {"loss": run_loss, "optimizer": run_optimizer}
                users.get(kind.style, run_function)(self, kind, run)
        except (CallStoppedError, CantBuildError) as stopped:
            _note_error(run, stopped)
        if run.stage == NOT_TRIED:
            run.results = {}
        return run

    def _layer(self, kind: Kind, run: Run) -> None:
        """Try the layouts that there are until the output has the right shape, and the right numbers if it
        can.
        """
        right = results(kind, RIGHT, run.case)["y"] if kind.name != "Dropout" else run.case["x"]
        best: tuple[float, Run, LearnerLayout, Belongings] | None = None
        first_error: Exception | None = None
        for layout in self._layouts(kind, run.case):
            if best is not None and best[0] >= 1 and layout.batch in ONE_IMAGE:
                break
            found, attempt = self._found.copy(), Run(run.trial, Case(run.case))
            stopped: CallStoppedError | CantBuildError | None = None
            try:
                run_layer(self, found, kind, attempt, layout)
            except (CallStoppedError, CantBuildError) as error:
                stopped, first_error = error, first_error or error
            y = attempt.results.get("y")
            if y is None:
                continue
            score = (y.shape == right.shape) + 2 * equal(y, right, 1e-4) + 0.5 * (stopped is None)
            score += 0.25 * (y.ndim == right.ndim)
            if best is None or score > best[0]:
                if stopped is not None:
                    _note_error(attempt, stopped)
                best = score, attempt, layout, found
            if score >= ENOUGH:
                break
        if best is None:
            assert first_error is not None
            raise first_error
        score, attempt, layout, self._found = best
        if score >= 1 and self._layout is None:
            self._layout = layout
            self._note_layout(layout)
        run.case, run.results = attempt.case, attempt.results
        run.error, run.stage, run.line = attempt.error, attempt.stage, attempt.line

    def _layouts(self, kind: Kind, case: Case) -> Iterator[LearnerLayout]:
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
        forms = FORMS if isinstance(self.make, type) and ("w" in case or "kernel_size" in case) else ("",)
        if ndim == 4 and not declared and kind.name not in ("ReLU", "Flatten"):
            batches += list(ONE_IMAGE)
        for batch, weight, bias, form in product(batches, weights, biases, forms):
            yield LearnerLayout(batch, weight, bias, form)

    def _takes_arrays(self, kind: Kind, case: Case) -> bool:
        """Whether the weights are handed over as arguments (functions, or constructors that take arrays)."""
        if isinstance(self.make, tuple):
            return True
        if not isinstance(self.make, type):
            return takes_case(self.make)
        names = {bare(name) for name in inspect.signature(self.make).parameters}
        return bool(names & {"w", "weight", "weights", "gamma", "kernels", "filters"})

    def _note_layout(self, layout: LearnerLayout) -> None:
        if layout.batch in ONE_IMAGE:
            self.notes.append(f"I took it for code that takes one image at a time, {layout.batch}")
        elif layout.batch not in ("", "NCHW", "rows"):
            self.notes.append(f"I took your batches for {layout.batch}")
        if layout.weights not in ("", "OIHW", "(out, in)"):
            self.notes.append(f"I took your weights for {layout.weights}")

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


def _note_error(run: Run, stopped: CallStoppedError | CantBuildError) -> None:
    """Why a run stopped: an exception of theirs with its place, or a trial that can't be made."""
    run.error, run.stage = str(stopped), NOT_TRIED
    if isinstance(stopped, CallStoppedError):
        run.stage, run.line = stopped.stage, stopped.line


def layer(make: Any, **options: Any) -> Adapter:
    """Declare how a layer is made and what its parts are called; see Adapter for the options."""
    return make if isinstance(make, Adapter) else Adapter(make, **options)


def functions(forward: Callable[..., Any], backward: Callable[..., Any], **options: Any) -> Adapter:
    """Declare a pair of functions: forward(x, ...) -> (out, cache), backward(dout, cache) -> dX or (dX, dW,
    db).
    """
    return Adapter((forward, backward), **options)
