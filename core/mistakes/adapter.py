"""Runs somebody's code, as they have it, on our trials.

How a layer is made and what its parts are called is found out: methods by their usual names, weights and
gradients by their shapes, the order of axes by their lengths. Whatever isn't found can be declared.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

import numpy as np

from core.mistakes.allowing import allow
from core.mistakes.belongings import Belongings
from core.mistakes.case import Case
from core.mistakes.catalogue import RIGHT, equal, mistakes_of, results
from core.mistakes.declared import Declared
from core.mistakes.inside import activation_in
from core.mistakes.kinds import Kind, Trial
from core.mistakes.layouts import BATCHES, FORMS, MAPS, ONE_IMAGE, SEQUENCES, WEIGHTS, LearnerLayout
from core.mistakes.match import NOT_TRIED, Run
from core.mistakes.naming import CantBuildError, bare, called, is_settings
from core.mistakes.passing import OwnPass, run_layer
from core.mistakes.stepping import run_optimizer
from core.mistakes.users import run_function, run_loss
from core.mistakes.using import FORWARD, CallStoppedError, begins_with_shape, takes_case

USUAL_MOMENTA = (0.1, 0.01, 0.2, 0.05, 0.001, 0.3, 0.5)
USUAL_EPS = (1e-5, 1e-8, 1e-6, 1e-7, 1e-3, 1e-4, 1e-2, 1e-10, 1e-12, 0.0)
COLUMNS_TOO = 'if your images are columns, y is right: say samples="columns"'
ONE_TOO = "if your code is meant for one image at a time, y is right: say one_image=True"
POOLS = ("MaxPool2d", "AvgPool2d")
MORE_AXES = re.compile(r"ValueError:\snot\senough\svalues\sto\sunpack\s\(expected\s([3-5]),\sgot\s2\).*")
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
            if kind.name == "Dropout" and not self.keeps and _keeps_share(self.make, runs):
                self.keeps = True
                self.notes.append("the number that it is told is taken for the share that is kept")
                return self.run_all(kind, trials)
            runs = self._as_sequences(kind, runs)
            _refuse_other_forms(runs)
            if self.own_eps:
                self._find_eps(kind, runs)
            if kind.name in ("LeakyReLU", "ELU"):
                self._find_slope(kind, runs)
            if kind.name.startswith("BatchNorm"):
                self._find_momentum(kind, runs)
            if kind.parameters:
                moved = any("is read from how far it moved" in note for note in self.notes)
                self.notes.extend(allow(kind, runs, moved))
            if self.given_labels:
                self.notes.append(
                    "its backward pass is given labels: it goes through the loss as well, and wasn't checked"
                )
            if kind.name in ("Softmax", "LogSoftmax"):
                self._note_other_rows(kind, runs)
            if any(run.results and not run.error for run in runs):
                for run in runs:  # sizes that it doesn't take, and says so
                    if run.meant and "steps" in run.case and run.stage in ("make", "forward"):
                        run.stage, run.results = NOT_TRIED, {}
            if self.probabilities:
                self.notes.append("it takes probabilities: a softmax was put before it")
            if self.own_rate:
                self.notes.append("the rate can't be set once it is made; it was tried with one rate")
            if self.step_sign:
                self.notes.append(
                    "it gives back a step and doesn't see the weight: the step was added to it"
                    if self.step_sign > 0
                    else "it gives back a step and doesn't see the weight: the step was taken from it"
                )
            if self.given_back:
                self.notes.append(self.given_back)
            return runs

    def run(self, kind: Kind, trial: Trial) -> Run:
        """What the code gives on one trial; an exception of theirs is part of the run.

        Where it stops with images that aren't square, it is run on square ones too; where it gives
        nothing, on single maps without channels; where it always keeps their size, with that border.
        """
        known, maps = self._layout, self._layout is not None and self._layout.batch in MAPS
        self.call = "", "", trial.name
        run = self._run(kind, trial, (Case(trial.case).cut("map") if maps else None) or Case(trial.case))
        run.cut = "map" if maps else ""
        odd = "" if run.error else self._misshapen(kind, run)
        for how in ("square", "map") if (run.error or odd) and not maps else ():
            case = Case(trial.case).cut(how)
            tried = run.stage != NOT_TRIED if how == "square" else not run.results and known is None
            if case is None or not tried:
                continue
            again = self._run(kind, trial, case, how == "map")
            if not again.results or (again.error and run.results):
                continue
            if odd and self._misshapen(kind, again):
                continue
            if how == "map":
                return replace(again, cut=how)
            if known is None and self._layout is not None:  # why it stopped as it is really laid out
                run = self._run(kind, trial, Case(trial.case))
            if again.error and run.error:
                run.error += f"; with square images {again.stage} stops: {again.error}"
            run.case, run.results, run.cut = again.case, again.results, how
            at = "backward" if self.back_only else "forward"
            run.error, run.stage = (odd, at) if odd else (run.error, run.stage)
            break
        if kind.name == "Conv2d" and self._keeps_size(run) and (case := Case(trial.case).cut("same")):
            same = self._run(kind, trial, case)
            y = same.results.get("y")
            if y is not None and y.shape == results(kind, RIGHT, case)["y"].shape:
                note = "it always keeps the size of an image; it was checked with the border for that"
                self.notes.extend([note] if note not in self.notes else [])
                return replace(same, cut="same")
        if run.stage == NOT_TRIED:
            run.results = {}
        return run

    def _misshapen(self, kind: Kind, run: Run) -> str:
        """What is to be said of an output of another shape than the right one; "" where it has that."""
        if self.back_only and "dX" in run.results:
            dx = results(kind, RIGHT, run.case)["dX"]
            return "" if equal(run.results["dX"], dx, 1e-4) else "it is right for square images only"
        y = run.results.get("y")
        right = results(kind, RIGHT, run.case).get("y") if kind.name in ("Conv2d", *POOLS) else None
        if y is None or right is None or y.shape == right.shape:
            return ""
        return "the output has another shape where images aren't square"

    def _keeps_size(self, run: Run) -> bool:
        """Whether an output is as large as its image where the trial asks for none or another border."""
        y, x = run.results.get("y"), run.case["x"]
        return y is not None and y.shape[2:] == x.shape[2:] and not any(map(any, run.case["pads"]))

    def _run(self, kind: Kind, trial: Trial, case: Case, maps: bool = False) -> Run:
        run = Run(trial, case, cut="map" if maps else "")
        case |= {"keeps": self.keeps} if kind.name == "Dropout" else {}
        try:
            if kind.style == "layer":
                self._layer(kind, run)
            else:
                users = {"loss": run_loss, "optimizer": run_optimizer}
                users.get(kind.style, run_function)(self, kind, run)
        except (CallStoppedError, CantBuildError) as stopped:
            _note_error(run, stopped)
        return run

    def _layer(self, kind: Kind, run: Run) -> None:
        """Try the layouts that there are until the output has the right shape, and the right numbers if it
        can.
        """
        seen = "dX" if self.back_only else "y"
        right = results(kind, RIGHT, run.case)[seen] if kind.name != "Dropout" else run.case["x"]
        best: tuple[float, Run, LearnerLayout, Belongings] | None = None
        first_error: Exception | None = None
        said_by = ""
        for layout in self._layouts(kind, run.case, run.cut == "map"):
            if best is not None and best[0] >= 1 and layout.batch in ONE_IMAGE and not best[1].error:
                break
            if best is not None and self._layout is not None and not best[1].error:
                break  # it ran as it is laid out, right or wrong
            found, attempt = self._found.copy(), Run(run.trial, Case(run.case))
            stopped: CallStoppedError | CantBuildError | None = None
            try:
                run_layer(self, found, kind, attempt, layout)
            except (CallStoppedError, CantBuildError) as error:
                stopped = error
                if first_error is None or (layout.batch == said_by and _further(error, first_error)):
                    first_error, said_by = error, layout.batch
                if best is None and isinstance(error.__cause__, NameError):
                    break  # in every layout
            y = attempt.results.get(seen)
            if y is None or not (y.size or layout.batch in ("", "NCHW", "rows")):
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
            y = attempt.results.get("y", right)
            if not self.inside and (inside := activation_in(kind, attempt.case, y)):
                self.inside = inside
                self.notes.append(f"it has a {inside} inside, which was allowed for")
                self._layer(kind, run)
                return
        run.case, run.results = attempt.case, attempt.results
        run.wrote = attempt.wrote
        run.error, run.stage, run.line, run.meant = attempt.error, attempt.stage, attempt.line, attempt.meant

    def _layouts(self, kind: Kind, case: Case, maps: bool) -> Iterator[LearnerLayout]:
        """The layouts to try: the one that was found, or all that make a difference."""
        if self._layout is not None:
            yield self._layout
            others = FORMS if isinstance(self.make, type) and self._layout.form in FORMS[:6] else ()
            yield from (replace(self._layout, form=form) for form in others[:6] if form != self._layout.form)
            return
        ndim = case["x"].ndim
        batches = list(BATCHES.get(ndim, {"": ()}))
        declared = self.batch if ndim == 4 else self.samples
        if declared:
            batches = [declared]
        rows_only = not declared and not self.columns_too and kind.name in ("Softmax", "LogSoftmax")
        if self.one_image or rows_only:
            batches = batches[:1]
        given = kind.parameters and kind.name != "LeNet5" and self._takes_arrays(kind, case)
        weights = list(WEIGHTS.get(case["w"].ndim, {"": ()})) if given and "w" in case else [""]
        biases = [(-1,), (-1, 1), (1, -1), (-1, 1, 1), (1, 1, 1, -1), (1, -1, 1, 1)] if given else [(-1,)]
        forms: tuple[str, ...] = ("",)
        if isinstance(self.make, type):
            names = inspect.signature(self.make).parameters
            shaped = begins_with_shape(self.make) or any(called(name, "shape") for name in names)
            forms = FORMS if "w" in case or "kernel_size" in case else ("", "batch") if shaped else forms
        elif isinstance(self.make, tuple):
            asked = [name for part in self.make if part for name in inspect.signature(part).parameters]
            forms = ("", "pairs") if any(called(name, "kernel") for name in asked) else forms
        if kind.name == "Flatten" and not declared:
            batches.append("columns")
        if ndim == 4 and not declared and kind.name != "ReLU":
            batches += ["CHW", "HWC"]
        if maps:
            batches = list(MAPS)
        if ndim == 2 and not declared and kind.name in ("Linear", "Softmax"):
            batches += ["column", "vector"]
        if kind.name == "Linear" and not declared:
            batches.append(SEQUENCES)
        for batch, weight, bias, form in product(batches, weights, biases, forms):
            yield LearnerLayout(batch, weight, bias, form)

    def _takes_arrays(self, kind: Kind, case: Case) -> bool:
        """Whether the weights are handed over as arguments (functions, or constructors that take arrays)."""
        if isinstance(self.make, tuple):
            return True
        if not isinstance(self.make, type):
            return takes_case(self.make)
        names = {bare(name) for name in inspect.signature(self.make).parameters}
        return bool(names & {"w", "weight", "weights", "gamma", "kernels"})

    def _note_layout(self, layout: LearnerLayout) -> None:
        if layout.batch in MAPS:
            self.notes.append("I took it for code that takes single maps, without channels")
        elif layout.batch in ONE_IMAGE:
            self.notes.append(f"I took it for code that takes one image at a time, {layout.batch}")
        elif layout.batch == SEQUENCES:
            self.notes.append("I took it for code that takes sequences: it was given some of one step each")
        elif layout.batch not in ("", "NCHW", "rows"):
            self.notes.append(f"I took your batches for {layout.batch}")
        if layout.weights not in ("", "OIHW", "(out, in)"):
            self.notes.append(f"I took your weights for {layout.weights}")

    def _as_sequences(self, kind: Kind, runs: list[Run]) -> list[Run]:
        """The runs on rows; or on sequences, where only with those there is a db for each output: of rows a
        sum over images and steps leaves one number.
        """
        rows = self._layout is not None and self._layout.batch == "rows" and not self.samples
        if kind.name != "Linear" or not rows or not _one_number(runs):
            return runs
        known = self._layout, self._found
        self._layout, self._found, self.samples = None, Belongings(self), SEQUENCES
        again = [self.run(kind, run.trial) for run in runs]
        if _one_number(again) or any(
            now.error and not run.error for now, run in zip(again, runs, strict=True)
        ):
            (self._layout, self._found), self.samples = known, ""
            return runs
        return again

    def _find_eps(self, kind: Kind, runs: list[Run]) -> None:
        """Where eps can't be set, theirs is the one of the usual ones that their numbers show."""
        run = next((run for run in runs if run.results and not run.error), None)
        if run is None:
            return
        quantity = "y" if "y" in run.results else "w"
        got = run.results.get(quantity)
        given = [each for each in runs if quantity in each.results]
        if all(equal(each.results[quantity], results(kind, RIGHT, each.case)[quantity]) for each in given):
            return  # it was told where it is called
        sets = [RIGHT, *(frozenset([mistake.id]) for mistake in mistakes_of(kind))]
        if kind.style == "optimizer":
            sets += [one | other for one, other in combinations(sets[1:], 2)]
        for on, eps in product(sets, USUAL_EPS):
            made_with = results(kind, on, Case(run.case, eps=eps)).get(quantity)
            if got is not None and made_with is not None and equal(got, made_with, 1e-10):
                self.notes.append(f"eps can't be set; yours is {eps:g}")
                for each in runs:
                    each.case["eps"] = eps
                return

    def _find_momentum(self, kind: Kind, runs: list[Run]) -> None:
        """Where the momentum of running statistics can't be set, theirs is what their numbers show."""
        makers = self.make if isinstance(self.make, tuple) else (self.make,)
        makers = (*makers, *(getattr(self.make, way, None) for way in FORWARD[:2]))
        asked = [n for maker in makers if callable(maker) for n in inspect.signature(maker).parameters]
        given = [run for run in runs if "running_mean" in run.results and run.case.training]
        if takes_case(self.make) or any(called(n, "momentum") or is_settings(n) for n in asked) or not given:
            return
        sets = [RIGHT, *(frozenset([mistake.id]) for mistake in mistakes_of(kind))]
        for momentum, on in product((given[0].case["momentum"], *USUAL_MOMENTA), sets):
            made = (results(kind, on, Case(run.case, momentum=momentum))["running_mean"] for run in given)
            if all(equal(run.results["running_mean"], mean) for run, mean in zip(given, made, strict=True)):
                if momentum != given[0].case["momentum"]:
                    self.notes.append(f"the momentum can't be set; yours is {momentum:g}")
                    for run in runs:
                        run.case["momentum"] = momentum
                return

    def _note_other_rows(self, kind: Kind, runs: list[Run]) -> None:
        """Say so where a wrong output would be right for other code: images as columns, or one at a time."""
        trial, y = runs[0].trial, runs[0].results.get("y")
        right = results(kind, RIGHT, Case(trial.case))["y"]
        if y is None or equal(y, right, 1e-6):
            return
        x = trial.case["x"]
        for layout, words, parts in (
            ("columns", COLUMNS_TOO, [x]),
            ("rows", ONE_TOO, [x[n] for n in range(len(x))]),
            ("rows", ONE_TOO, [x[n : n + 1] for n in range(len(x))]),
        ):
            with suppress(CallStoppedError, CantBuildError, ValueError):
                cases = [Case(trial.case, x=part) for part in parts]
                passes = [OwnPass(self, self._found, kind, one, LearnerLayout(layout)) for one in cases]
                if equal(np.stack([one.forward() for one in passes]).reshape(right.shape), right, 1e-6):
                    self.notes.append(words)
                    return

    def _find_slope(self, kind: Kind, runs: list[Run]) -> None:
        """Where the slope below zero can't be set, theirs is what their numbers show."""
        name = "slope" if kind.name == "LeakyReLU" else "alpha"
        if _sets_slope(self.make, runs) or not all("y" in run.results for run in runs):
            return
        x, y = runs[0].case["x"], runs[0].results["y"]
        below = x < 0
        under = x[below] if name == "slope" else np.expm1(x[below])
        if y.shape != x.shape or not below.any():
            return
        slope = float(y[below][0] / under[0])
        made_with = (results(kind, RIGHT, Case(run.case, **{name: slope})) for run in runs)
        if all(equal(run.results["y"], made["y"]) for run, made in zip(runs, made_with, strict=True)):
            self.notes.append(f"the {name} can't be set; yours is {slope:.6g}")
            for run in runs:
                run.case[name] = slope


def _one_number(runs: Sequence[Run]) -> bool:
    """Whether all outputs have one db in every run, or there is none."""
    found = [run.results["db"] for run in runs if np.size(run.results.get("db", ())) > 1]
    return all(np.allclose(db, db.flat[0], rtol=1e-4) for db in found)


def _refuse_other_forms(runs: Sequence[Run]) -> None:
    """Take code that unpacks more axes than there are, or other shapes than it is made with, for code of
    another form, where every trial stops over it.
    """
    tried = [run for run in runs if run.stage != NOT_TRIED]
    if any(run.results for run in tried):
        return
    if all(MORE_AXES.match(run.error) for run in tried):
        for run in tried:
            axes = MORE_AXES.sub(r"\1", run.error)
            run.error = f"it takes arrays of {axes} axes, and it isn't known what those are"
            run.stage = NOT_TRIED
    elif all(run.stage == "make" and re.search(r"values\sto\sunpack", run.error) for run in tried):
        for run in tried:
            run.error, run.stage = f"how it is made isn't known: {run.error}", NOT_TRIED


def _keeps_share(make: Any, runs: Sequence[Run]) -> bool:
    """Whether a dropout keeps the share that it is told, and tells so by what it does when it isn't told."""
    make = make[0] if isinstance(make, tuple) else make
    defaults = [p.default for p in inspect.signature(make).parameters.values() if called(p.name, "drop")]
    if not any(isinstance(default, float) and 0.5 < default < 1 for default in defaults):
        return False
    trained = [run for run in runs if "kept" in run.results and run.case.training]
    told = [(float(run.results["kept"]), run.case["p"]) for run in trained]
    return bool(told) and all(abs(kept - p) < 0.1 for kept, p in told)


def _sets_slope(make: Any, runs: Sequence[Run]) -> bool:
    """Whether the slope of a trial was handed over: as an argument, or by what was read of the case."""
    if isinstance(make, type):
        return len(inspect.signature(make).parameters) > 0
    if isinstance(make, tuple):
        return any(called(name, "slope") for name in inspect.signature(make[0]).parameters)
    return not takes_case(make) or any({"slope", "alpha"} & run.case.read for run in runs)


def _further(error: Exception, other: Exception) -> bool:
    """Whether an attempt came further than another one: to a later stage, or past a wrong type."""
    stages = ("make", "", "forward", "backward")  # between the first two: made, and without what is needed
    at, there = (stages.index(getattr(e, "stage", "")) for e in (error, other))
    return at > there or (
        at == there and str(other).startswith("TypeError") > str(error).startswith("TypeError")
    )


def _note_error(run: Run, stopped: CallStoppedError | CantBuildError) -> None:
    """Why a run stopped: an exception of theirs with its place, or a trial that can't be made."""
    run.error, run.stage = str(stopped), NOT_TRIED
    if isinstance(stopped, CallStoppedError):
        run.stage, run.line, run.meant = stopped.stage, stopped.line, stopped.meant


def layer(make: Any, **options: Any) -> Adapter:
    """Declare how a layer is made and what its parts are called; see Adapter for the options."""
    return make if isinstance(make, Adapter) else Adapter(make, **options)


def functions(forward: Callable[..., Any], backward: Callable[..., Any], **options: Any) -> Adapter:
    """Declare a pair of functions: forward(x, ...) -> (out, cache), backward(dout, cache) -> dX or (dX, dW,
    db).
    """
    return Adapter((forward, backward), **options)
