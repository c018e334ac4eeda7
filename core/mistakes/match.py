"""Which mistake does a wrong result equal?

A result is compared, in all trials, with what comes out of the telling for no mistake, for one, for two,
and for these times a known factor. Only equality in every number of every trial gives a name; otherwise it
is said where the result is wrong. The fewest mistakes win, and those that other quantities show too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results
from core.mistakes.catalogue import BY_ID, RIGHT, affects, complete, equal, results
from core.mistakes.factors import FACTORS, conventions, factor_words
from core.mistakes.kinds import Kind, Trial
from core.mistakes.loss import TINY
from core.mistakes.report import DiagnosisReport, DiagnosisResult
from core.mistakes.where import axis_names, place_of, where

EXACT = 1e-7  # of the largest number: equal, but for rounding in float64
SINGLE = 3e-4  # of the largest number: equal, but for rounding in float32
COUNTED = {"kept": (0.1, 0.0), "spread": (0.0, 0.05)}  # drawn by chance: equal within (absolute, relative)
CONSTANTS = {"ce.y-eps"}  # mistakes with a small number of their own
MOVES = {"conv.dx-moved", "linear.dx-moved"}  # mistakes with a learning rate of their own
NOT_TRIED = "not tried"  # the stage of a run that somebody's code has no setting for
SMALLEST_LAW = 8  # numbers that a bare factor has to hold for, over all trials


@dataclass
class Run:
    """What somebody's code gave on one trial.

    `case` holds the trial's arrays and what was seen on the way (weights after the pass, masks). `error` is
    why it stopped, and `stage` where: "make", "forward" or "backward". `square` is whether the results are
    those of the trial's images cut to squares, with which it didn't stop; `meant` whether they stopped it.
    """

    trial: Trial
    case: Case
    results: Results = field(default_factory=dict)
    error: str = ""
    stage: str = ""
    line: int | None = None
    square: bool = False
    meant: bool = False


@dataclass(frozen=True)
class MistakeMatch:
    """A set of mistakes, and a factor, that give a result in all trials."""

    on: On
    factor: str = ""
    tiny: float | None = None

    @property
    def parts(self) -> int:
        return len(self.on) + bool(self.factor)


def diagnosed(kind: Kind, runs: Sequence[Run], notes: Sequence[str] = ()) -> DiagnosisReport:
    """The report on one object: what each quantity is in all its runs, and which mistake that is."""
    return Matcher(kind, runs).report(notes)


class Matcher:
    """Compares what somebody's code gave with what the telling gives for sets of mistakes."""

    def __init__(self, kind: Kind, runs: Sequence[Run]) -> None:
        self.kind = kind
        self.runs = [run for run in runs if run.results]
        self.failed = [r for r in runs if r.error and not r.trial.optional and r.stage != NOT_TRIED]
        self.not_tried = [run for run in runs if run.stage == NOT_TRIED]
        self.cases = [complete(kind, run.case) for run in self.runs]
        self.affects = affects(kind)
        self.usual_only = False
        self.shaped_only = False  # whether runs whose result has a wrong shape are left out
        self.finite_only = False  # whether runs whose result isn't finite are
        self._told: dict[tuple[On, int, float | None], Results] = {}

    # -- the report --------------------------------------------------------------------------------------

    def report(self, notes: Sequence[str] = ()) -> DiagnosisReport:
        found: dict[str, list[MistakeMatch]] = {}
        quantities = [q for q in self.kind.quantities if q != "arguments"]
        right = {q for q in quantities if self._uses(q) and self._is_right(q, EXACT)}
        for quantity in quantities:
            if quantity not in right and self._uses(quantity):
                found[quantity] = self._explanations(quantity, found, right)
        for quantity in [q for q, explanations in found.items() if not explanations]:
            found[quantity] = self._explanations(quantity, found, right)  # with what is known by now
        chosen = self._choose(found)
        told: list[DiagnosisResult] = []
        shown: dict[str, int] = {}
        for quantity in quantities:
            if not self._uses(quantity):
                continue
            explanation = chosen.get(quantity)
            if quantity in right or (explanation is None and self._is_right(quantity, SINGLE)):
                shown[quantity] = self._uses(quantity)[0]
                told.append(self._say_right(quantity))
                continue
            shown[quantity] = self._first_wrong(quantity)
            told.append(self._say_wrong(quantity, explanation, shown[quantity]))
        told += self._say_arguments()
        told += self._say_failures({result.quantity for result in told if result.verdict == "right"})
        if not told and self.not_tried:
            told.append(DiagnosisResult("", "missing", words=self.not_tried[0].error))
        notes = [*notes, *conventions(told)]
        arrays = {q: (self.runs[i].results[q], self._right(i, q)) for q, i in shown.items()}
        cases = {q: self.cases[i] for q, i in shown.items()}
        return DiagnosisReport(self.kind.name, tuple(told), tuple(dict.fromkeys(notes)), arrays, cases)

    def _choose(self, found: dict[str, list[MistakeMatch]]) -> dict[str, MistakeMatch | None]:
        """Of explanations of one size, those that explain most of the other quantities too."""

        def support(explanation: MistakeMatch) -> tuple[float, ...]:
            fits = sum(
                self._fits(other, explanation.on, "", explanation.tiny, EXACT)
                for other in found
                if self._uses(other)
            )
            broken = sum(
                other not in found and bool(self._uses(other))
                for key in explanation.on
                for other in self.affects[key]
                if other in self.kind.quantities and other != "arguments"
            )
            return fits, -broken

        return {
            quantity: max(explanations, key=support, default=None) for quantity, explanations in found.items()
        }

    # -- comparing ---------------------------------------------------------------------------------------

    def _uses(self, quantity: str) -> list[int]:
        """The runs that gave a quantity."""
        return [
            i
            for i, run in enumerate(self.runs)
            if quantity in run.results
            and not (self.usual_only and run.trial.optional)
            and not (self.shaped_only and run.results[quantity].shape != self._right(i, quantity).shape)
            and not (self.finite_only and not np.isfinite(run.results[quantity]).all())
        ]

    def tell(self, on: On, i: int, tiny: float | None = None) -> Results:
        """What the telling gives for run i with these mistakes."""
        key = (on, i, tiny)
        if key not in self._told:
            case = self.cases[i] if tiny is None else Case(self.cases[i], tiny=tiny, rate=tiny)
            try:
                self._told[key] = results(self.kind, on, case)
            except (ValueError, IndexError):  # sizes that these mistakes together can't have
                self._told[key] = {}
        return self._told[key]

    def _is_right(self, quantity: str, tolerance: float) -> bool:
        return self._fits(quantity, RIGHT, "", None, tolerance)

    def _near(self, quantity: str, i: int, made: np.ndarray, tolerance: float) -> bool:
        got, right = self.runs[i].results[quantity], self.tell(RIGHT, i).get(quantity)
        scale = 0.0
        if right is not None and right.size and np.isfinite(right).all():
            scale = float(np.abs(right).max())
        if quantity in COUNTED:
            absolute, relative = COUNTED[quantity]
            return bool((np.abs(got - made) <= absolute + relative * np.abs(made)).all())
        return equal(got, made, tolerance, scale)

    def _fits(
        self, quantity: str, on: On, factor: str, tiny: float | None, tolerance: float, first: int = -1
    ) -> bool:
        """Whether these mistakes, times the factor, give the quantity in all runs."""
        uses = self._uses(quantity)
        if first in uses:
            uses = [first, *(i for i in uses if i != first)]
        for i in uses:
            made = self.tell(on, i, tiny).get(quantity)
            if made is None:
                return False
            if factor:
                by = FACTORS[factor](self.cases[i], quantity)
                if by is None:
                    return False
                made = made * by
            if not self._near(quantity, i, made, tolerance):
                return False
        return True

    # -- looking for an explanation ----------------------------------------------------------------------

    def _explanations(
        self, quantity: str, found: dict[str, list[MistakeMatch]], right: set[str]
    ) -> list[MistakeMatch]:
        """All explanations of the smallest size; none where nothing is equal."""
        tolerances = [EXACT]
        if not self._is_right(quantity, SINGLE) and self._is_single(quantity):
            tolerances.append(SINGLE)
        for tolerance in tolerances:
            if explanations := self._search(quantity, found, right, tolerance):
                return explanations
        if self.usual_only or self.shaped_only or self.finite_only:
            return []
        uses = self._uses(quantity)
        finite = [i for i in uses if np.isfinite(self.runs[i].results[quantity]).all()]
        if 1 < len(finite) < len(uses):  # what overflows in one trial is another matter
            self.finite_only = True
            try:
                if not self._is_right(quantity, EXACT) and (
                    found_there := self._explanations(quantity, found, set())
                ):
                    return found_there
            finally:
                self.finite_only = False
        fits = [i for i in uses if self.runs[i].results[quantity].shape == self._right(i, quantity).shape]
        if len(fits) < len(uses) and len(fits) > 2:  # what stops the shape in one trial is another matter
            self.shaped_only = True
            try:
                right_there = {q for q in self.kind.quantities if self._uses(q) and self._is_right(q, EXACT)}
                if quantity not in right_there and (
                    found_there := self._explanations(quantity, found, right_there)
                ):
                    return found_there
            finally:
                self.shaped_only = False
        if all(not self.runs[i].trial.optional for i in uses):
            return []
        # what is wrong in its own way in a trial that asks for more must not hide what is wrong in all
        self.usual_only = True
        try:
            usual_right = {q for q in self.kind.quantities if self._uses(q) and self._is_right(q, EXACT)}
            return [] if quantity in usual_right else self._explanations(quantity, found, usual_right)
        finally:
            self.usual_only = False

    def _search(
        self, quantity: str, found: dict[str, list[MistakeMatch]], right: set[str], tolerance: float
    ) -> list[MistakeMatch]:
        uses = self._uses(quantity)
        wrong = [i for i in uses if not self._near(quantity, i, self._right(i, quantity), tolerance)]
        if not wrong:
            return []
        first = min(wrong, key=lambda i: self.runs[i].results[quantity].size)
        # a mistake that would show in a quantity that is right can't have been made
        keys = [
            key
            for key, quantities in self.affects.items()
            if quantity in quantities and not (quantities & right and self._shows_in(key, right))
        ]
        known = [e.on for explanations in found.values() for e in explanations[:3] if e.on]
        bases = [RIGHT, *dict.fromkeys(known)]
        if self.usual_only:
            bases = [base for base in bases if self._each_matters(quantity, base, RIGHT, None)]
        for base in bases[1:]:
            if self._fits(quantity, base, "", None, tolerance, first):
                return [MistakeMatch(base)]
        got = self.runs[first].results[quantity]
        for size in (1, 2, 3):
            explanations: list[MistakeMatch] = []
            for base in bases:
                extra = size if base == RIGHT else size - len(base) + 1
                if extra < 0:
                    continue
                explanations += self._of_size(quantity, keys, base, size, got, first, tolerance)
            if explanations:
                return explanations
        return []

    def _of_size(
        self,
        quantity: str,
        keys: list[str],
        base: On,
        size: int,
        got: np.ndarray,
        first: int,
        tolerance: float,
    ) -> list[MistakeMatch]:
        """Explanations with `size` parts more than `base`: that many mistakes, or one less and a factor."""
        found = []
        for count, factors in ((size, False), (size - 1, True)):
            if count > 2 or (base and count > 1):
                continue
            for more in combinations(keys, count):
                if base & set(more):
                    continue
                on = base | frozenset(more)
                for tiny in self._constants(on, quantity, first):
                    made = self.tell(on, first, tiny).get(quantity)
                    if made is None or (size > 1 and not made.any()):
                        continue  # several mistakes can leave nothing but zeros; that tells of none of them
                    if not factors:
                        if (
                            on != base
                            and self._near(quantity, first, made, tolerance)
                            and self._fits(quantity, on, "", tiny, tolerance, first)
                            and self._each_matters(quantity, on, base, tiny)
                        ):
                            found.append(MistakeMatch(on, "", tiny))
                    elif made.shape == got.shape and quantity not in COUNTED:
                        found += [
                            MistakeMatch(on, name, tiny)
                            for name in self._factors(quantity, made, got, first)
                            if self._fits(quantity, on, name, tiny, tolerance, first)
                            and self._is_law(quantity, on)
                        ]
            if found:
                return found
        return found

    def _constants(self, on: On, quantity: str, i: int) -> tuple[float | None, ...]:
        """The numbers that a mistake may have been made with: what is added in a logarithm, how far weights
        moved that nobody saw move.
        """
        if on & CONSTANTS:
            return TINY
        if on & MOVES and "w_after" not in self.cases[i]:
            return self._rate(on, quantity, i)
        return (None,)

    def _rate(self, on: On, quantity: str, i: int) -> tuple[float | None, ...]:
        """The rate with which weights moved, from how far the gradient of their input is off."""
        still, moved = self.tell(on, i, 0.0).get(quantity), self.tell(on, i, 1.0).get(quantity)
        if still is None or moved is None:
            return (None,)
        got, way = self.runs[i].results[quantity], moved - still
        power = float((way * way).sum())
        if got.shape != way.shape or not power or not np.isfinite(got).all():
            return (None,)
        return (float(((got - still) * way).sum()) / power,)

    def _factors(self, quantity: str, made: np.ndarray, got: np.ndarray, i: int) -> Iterator[str]:
        """The known factors between two arrays, by what their largest numbers say."""
        if not made.size or not np.isfinite(made).all() or not np.isfinite(got).all():
            return
        at = int(np.abs(made).argmax())
        if not made.flat[at]:
            return
        ratio = float(got.flat[at] / made.flat[at])
        for name, factor in FACTORS.items():
            by = factor(self.cases[i], quantity)
            if by is not None and abs(ratio - by) <= 1e-3 * abs(by) and abs(by - 1) > 1e-3:
                yield name

    def _is_law(self, quantity: str, on: On) -> bool:
        """Whether there are numbers enough for a factor between them to be no accident."""
        return sum(self.runs[i].results[quantity].size for i in self._uses(quantity)) >= SMALLEST_LAW or (
            len(self._uses(quantity)) > 1
        )

    def _each_matters(self, quantity: str, on: On, base: On, tiny: float | None) -> bool:
        """Whether every mistake of the set changes the quantity, given the others."""
        uses = self._uses(quantity)
        for key in on - base:
            without = [self.tell(on - {key}, i, tiny).get(quantity) for i in uses]
            with_it = [self.tell(on, i, tiny)[quantity] for i in uses]
            if all(a is not None and equal(a, b) for a, b in zip(without, with_it, strict=True)):
                return False
        return True

    def _shows_in(self, key: str, right: set[str]) -> bool:
        """Whether a mistake alone would make one of the right quantities wrong in the runs there are."""
        on = frozenset([key])
        return any(
            quantity in right and not self._fits(quantity, on, "", None, EXACT)
            for quantity in self.affects[key]
        )

    def _right(self, i: int, quantity: str) -> np.ndarray:
        return self.tell(RIGHT, i)[quantity]

    def _is_single(self, quantity: str) -> bool:
        """Whether the numbers look as if they had been float32."""
        for i in self._uses(quantity):
            array = self.runs[i].results[quantity]
            with np.errstate(all="ignore"):
                if not np.array_equal(array.astype(np.float32).astype(float), array, equal_nan=True):
                    return False
        return True

    # -- in words ----------------------------------------------------------------------------------------

    def _say_right(self, quantity: str) -> DiagnosisResult:
        uses = self._uses(quantity)
        count = sum(self.runs[i].results[quantity].size for i in uses)
        trials = "1 trial" if len(uses) == 1 else f"{len(uses)} trials"
        numbers = "1 number" if count == 1 else f"{count:,} numbers"
        return DiagnosisResult(quantity, "right", words=f"right: {numbers} in {trials}")

    def _first_wrong(self, quantity: str) -> int:
        """The first run in which a quantity is wrong."""
        uses = self._uses(quantity)
        wrong = [i for i in uses if not self._near(quantity, i, self._right(i, quantity), SINGLE)]
        shaped = [i for i in wrong if self.runs[i].results[quantity].shape == self._right(i, quantity).shape]
        return [*shaped, *wrong, *uses][0]

    def _say_wrong(self, quantity: str, explanation: MistakeMatch | None, i: int) -> DiagnosisResult:
        uses = self._uses(quantity)
        got, right = self.runs[i].results[quantity], self._right(i, quantity)
        at = place_of(got, right, EXACT if explanation else SINGLE)
        shown: dict[str, Any] = {"trial": self.runs[i].trial.name, "at": at}
        if at is not None:
            shown |= {"yours": float(got[at]), "right": float(right[at])}
        if explanation is None:
            shapes = [(self.runs[j].results[quantity], self._right(j, quantity)) for j in uses]
            names = axis_names(self.kind.name, quantity, right.ndim)
            trials = [self.runs[j].trial.name for j in uses]
            words = where(shapes, trials, names, SINGLE)
            return DiagnosisResult(quantity, "wrong", words=words, **shown)
        keys = self._matter(quantity, explanation)
        says = [BY_ID[key].says for key in keys]
        says += [factor_words(explanation.factor)] if explanation.factor else []
        words = f"your {quantity} is what comes out if {' AND '.join(says)}"
        odd = [
            self.runs[j].trial.name
            for j in uses
            if self.runs[j].results[quantity].shape != self._right(j, quantity).shape
        ]
        if self._fits(quantity, explanation.on, explanation.factor, explanation.tiny, SINGLE):
            pass
        elif broken := [j for j in uses if not np.isfinite(self.runs[j].results[quantity]).all()]:
            words += f' (and in "{self.runs[broken[0]].trial.name}" it isn\'t finite)'
        elif odd and not self.runs[i].trial.optional:
            words += f' (and in "{odd[0]}" its shape is wrong)'
        else:
            words += " (but for the trials that ask for more, where it is wrong in another way)"
        return DiagnosisResult(quantity, "wrong", keys, words, explanation.factor, **shown)

    def _matter(self, quantity: str, explanation: MistakeMatch) -> tuple[str, ...]:
        """The mistakes of an explanation that this quantity shows, in the catalogue's order."""
        keys = [
            key
            for key in BY_ID
            if key in explanation.on
            and self._each_matters(quantity, explanation.on, explanation.on - {key}, explanation.tiny)
        ]
        if not keys and not explanation.factor:  # of two that hide one another, either
            keys = [key for key in BY_ID if key in explanation.on]
        return tuple(keys)

    def _say_arguments(self) -> list[DiagnosisResult]:
        uses = self._uses("arguments")
        if not uses:
            return []
        wrote = np.max([self.runs[i].results["arguments"] for i in uses], axis=0)
        if not wrote.any():
            return [DiagnosisResult("arguments", "right", words="left unchanged")]
        names = [name for name, flag in zip(("writes-input", "writes-gradient"), wrote, strict=True) if flag]
        keys = [key for key in self.affects if key.partition(".")[2] in names]
        says = [BY_ID[key].says for key in keys] or ["it writes to what it is given"]
        return [DiagnosisResult("arguments", "wrote", tuple(keys), " AND ".join(says))]

    def _say_failures(self, right: set[str]) -> list[DiagnosisResult]:
        """One line for all that stopped at one stage, and the mistake that is known to stop just there."""
        told = []
        for stage in dict.fromkeys(run.stage for run in self.failed):
            runs = [run for run in self.failed if run.stage == stage]
            keys: tuple[str, ...] = ()
            if stage == "backward" and len(runs) == len(self.failed) and {"y", "dX"} <= right:
                keys = tuple(key for key in self.affects if self._stops_like(key, runs))
            trials = ", ".join(f'"{run.trial.name}"' for run in runs[:3])
            more = f" and {len(runs) - 3} more" if len(runs) > 3 else ""
            words = f"{stage} stops in {trials}{more}: {runs[0].error}"
            if any(run.square for run in runs) and "square" not in words:
                words += "; with square images it runs, and is judged by those"
            if keys:
                words += f"; {BY_ID[keys[0]].says}"
            quantity = {"forward": "y", "backward": "dX"}.get(stage, "")
            told.append(
                DiagnosisResult(quantity, "raises", keys, words, trial=runs[0].trial.name, line=runs[0].line)
            )
        return told

    def _stops_like(self, key: str, failed: Sequence[Run]) -> bool:
        """Whether a mistake stops the backward pass in exactly these runs."""
        on, names = frozenset([key]), {run.trial.name for run in failed}
        asked = [i for i, run in enumerate(self.runs) if not run.trial.optional]
        stops = {self.runs[i].trial.name for i in asked if "dX" not in self.tell(on, i)}
        return bool(names) and stops == names
