"""Which mistake does a wrong result equal?

A result is compared, in all trials, with what comes out of the telling for no mistake, for one, for two,
and for these times a known factor. Only equality in every number of every trial gives a name; otherwise it
is said where the result is wrong. The fewest mistakes win, and those that other quantities show too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

import numpy as np

from core.mistakes.case import Case, On, Results
from core.mistakes.catalogue import RIGHT, affects, complete, equal, results
from core.mistakes.factors import FACTORS
from core.mistakes.kinds import Kind, Trial
from core.mistakes.loss import TINY

EXACT = 1e-7  # of the largest number: equal, but for rounding in float64
SINGLE = 3e-4  # of the largest number: equal, but for rounding in float32
COUNTED = {"kept": (0.1, 0.0), "spread": (0.0, 0.05)}  # drawn by chance: equal within (absolute, relative)
CONSTANTS = {"ce.y-eps", "ce.dx-guarded"}  # mistakes with a small number of their own
MOVES = {"conv.dx-moved", "linear.dx-moved"}  # mistakes with a learning rate of their own
# what may not be written yet, all at once: of these three together are tried as well
OMITTED = {"conv.y-nobias", "conv.pad-none", "conv.pad-unused", "conv.stride-ignored", "conv.stride-unused"}
NOT_TRIED = "not tried"  # the stage of a run that somebody's code has no setting for
SMALLEST_LAW = 8  # numbers that a bare factor has to hold for, over all trials


class ArgumentWrite(NamedTuple):
    """A write to what somebody's code is given: "input" or "gradient", in which function and line of theirs
    ("", None where that isn't known).
    """

    argument: str
    function: str = ""
    line: int | None = None


@dataclass
class Run:
    """What somebody's code gave on one trial.

    `case` holds the trial's arrays and what was seen on the way (weights after the pass, masks). `error` is
    why it stopped, and `stage` where: "make", "forward" or "backward". `cut` is how the trial's images were
    cut ("square", "map") for the results, where it stopped with whole ones; `meant` whether they stopped it.
    `wrote` says where arguments were written to.
    """

    trial: Trial
    case: Case
    results: Results = field(default_factory=dict)
    error: str = ""
    stage: str = ""
    line: int | None = None
    cut: str = ""
    meant: bool = False
    wrote: list[ArgumentWrite] = field(default_factory=list)

    @property
    def optional(self) -> bool:
        """Whether its trial asks for more than is expected of everybody. A pool's border isn't expected, but
        one that there is a setting for, and that stops the code, is.
        """
        case, bordered = self.case, any(map(any, self.case.get("pads", ())))
        plain = "kernel_size" in case and case["kernel_size"][0] == case["kernel_size"][1]
        plain = plain and case["steps"][0] == case["steps"][1] and case.get("count_include_pad", True)
        stopped = bool(self.error) and self.stage in ("forward", "backward")
        return self.trial.optional and not (plain and bordered and stopped and not self.meant)


@dataclass(frozen=True)
class MistakeMatch:
    """A set of mistakes, and a factor, that give a result in all trials."""

    on: On
    factor: str = ""
    tiny: float | None = None

    @property
    def parts(self) -> int:
        return len(self.on) + bool(self.factor)


class Matcher:
    """Compares what somebody's code gave with what the telling gives for sets of mistakes."""

    def __init__(self, kind: Kind, runs: Sequence[Run]) -> None:
        self.kind = kind
        self.runs, self.every = [run for run in runs if run.results], list(runs)
        self.asked = [r for r in runs if not r.optional and r.stage != NOT_TRIED]
        self.failed = [run for run in self.asked if run.error]
        self.not_tried = [run for run in runs if run.stage == NOT_TRIED]
        self.cases = [complete(kind, run.case) for run in self.runs]
        self.affects = affects(kind)
        self.usual_only = False
        self.shaped_only = False  # whether runs whose result has a wrong shape are left out
        self.finite_only = False  # whether runs whose result isn't finite are
        self._told: dict[tuple[On, int, float | None], Results] = {}

    def choose(self, found: dict[str, list[MistakeMatch]]) -> dict[str, MistakeMatch | None]:
        """Of explanations of one size, those that explain most of the other quantities too."""

        def support(explanation: MistakeMatch) -> tuple[float, ...]:
            fits = sum(
                self.fits(other, explanation.on, "", explanation.tiny, EXACT)
                for other in found
                if self.uses(other)
            )
            broken = sum(
                not any(key in each.on for each in found.get(other, ())) and bool(self.uses(other))
                for key in explanation.on
                for other in self.affects[key]
                if other in self.kind.quantities and other != "arguments"
            )
            return fits, -broken

        return {
            quantity: max(explanations, key=support, default=None) for quantity, explanations in found.items()
        }

    # -- comparing ---------------------------------------------------------------------------------------

    def uses(self, quantity: str) -> list[int]:
        """The runs that gave a quantity."""
        return [
            i
            for i, run in enumerate(self.runs)
            if quantity in run.results
            and not (self.usual_only and run.trial.optional)
            and not (self.shaped_only and run.results[quantity].shape != self.wanted(i, quantity).shape)
            and not (self.finite_only and not np.isfinite(run.results[quantity]).all())
        ]

    def lacking(self, quantity: str) -> list[Run]:
        """The runs that had to give a quantity and didn't: they stopped, or nothing came back.

        Some gradients show only in how far the weights move, so those needn't come in every trial.
        """
        comes = quantity in ("y", "dX")
        return [run for run in self.asked if quantity not in run.results and (run.error or comes)]

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

    def is_right(self, quantity: str, tolerance: float) -> bool:
        return self.fits(quantity, RIGHT, "", None, tolerance)

    def near(self, quantity: str, i: int, made: np.ndarray, tolerance: float) -> bool:
        got, right = self.runs[i].results[quantity], self.tell(RIGHT, i).get(quantity)
        scale = 0.0
        if right is not None and right.size and np.isfinite(right).all():
            scale = float(np.abs(right).max())
        if quantity in COUNTED:
            absolute, relative = COUNTED[quantity]
            return bool((np.abs(got - made) <= absolute + relative * np.abs(made)).all())
        return equal(got, made, tolerance, scale)

    def fits(
        self, quantity: str, on: On, factor: str, tiny: float | None, tolerance: float, first: int = -1
    ) -> bool:
        """Whether these mistakes, times the factor, give the quantity in all runs."""
        uses = self.uses(quantity)
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
            if not self.near(quantity, i, made, tolerance):
                return False
        return True

    # -- looking for an explanation ----------------------------------------------------------------------

    def explanations(
        self, quantity: str, found: dict[str, list[MistakeMatch]], right: set[str]
    ) -> list[MistakeMatch]:
        """All explanations of the smallest size; none where nothing is equal."""
        tolerances = [EXACT]
        if not self.is_right(quantity, SINGLE) and self._is_single(quantity):
            tolerances.append(SINGLE)
        for tolerance in tolerances:
            if explanations := self._search(quantity, found, right, tolerance):
                return explanations
        if self.usual_only or self.shaped_only or self.finite_only:
            return []
        uses = self.uses(quantity)
        finite = [i for i in uses if np.isfinite(self.runs[i].results[quantity]).all()]
        if 1 < len(finite) < len(uses):  # what overflows in one trial is another matter
            self.finite_only = True
            try:
                if not self.is_right(quantity, EXACT) and (
                    found_there := self.explanations(quantity, found, set())
                ):
                    return found_there
            finally:
                self.finite_only = False
        fits = [i for i in uses if self.runs[i].results[quantity].shape == self.wanted(i, quantity).shape]
        if len(fits) < len(uses) and len(fits) > 2:  # what stops the shape in one trial is another matter
            self.shaped_only = True
            try:
                right_there = {q for q in self.kind.quantities if self.uses(q) and self.is_right(q, EXACT)}
                if quantity not in right_there and (
                    found_there := self.explanations(quantity, found, right_there)
                ):
                    return found_there
            finally:
                self.shaped_only = False
        if all(not self.runs[i].trial.optional for i in uses):
            return []
        # what is wrong in its own way in a trial that asks for more must not hide what is wrong in all
        self.usual_only = True
        try:
            usual_right = {q for q in self.kind.quantities if self.uses(q) and self.is_right(q, EXACT)}
            return [] if quantity in usual_right else self.explanations(quantity, found, usual_right)
        finally:
            self.usual_only = False

    def _search(
        self, quantity: str, found: dict[str, list[MistakeMatch]], right: set[str], tolerance: float
    ) -> list[MistakeMatch]:
        uses = self.uses(quantity)
        wrong = [i for i in uses if not self.near(quantity, i, self.wanted(i, quantity), tolerance)]
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
            bases = [base for base in bases if self.each_matters(quantity, base, RIGHT, None)]
        for base in bases[1:]:
            if self.fits(quantity, base, "", None, tolerance, first):
                return [MistakeMatch(base)]
        got = self.runs[first].results[quantity]
        once = len(uses) == 1 and _is_multiple(got, self.wanted(first, quantity))
        for size in (1,) if once else (1, 2, 3):  # of one trial's scale, two factors may make anything
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
            if base and count > 1:
                continue
            for more in combinations(keys if count < 3 else [key for key in keys if key in OMITTED], count):
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
                            and self.near(quantity, first, made, tolerance)
                            and self.fits(quantity, on, "", tiny, tolerance, first)
                            and self.each_matters(quantity, on, base, tiny)
                        ):
                            found.append(MistakeMatch(on, "", tiny))
                    elif made.shape == got.shape and quantity not in COUNTED:
                        found += [
                            MistakeMatch(on, name, tiny)
                            for name in self._factors(quantity, made, got, first)
                            if self.fits(quantity, on, name, tiny, tolerance, first)
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
        return sum(self.runs[i].results[quantity].size for i in self.uses(quantity)) >= SMALLEST_LAW or (
            len(self.uses(quantity)) > 1
        )

    def each_matters(self, quantity: str, on: On, base: On, tiny: float | None) -> bool:
        """Whether every mistake of the set changes the quantity, given the others."""
        uses = self.uses(quantity)
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
            quantity in right and not self.fits(quantity, on, "", None, EXACT)
            for quantity in self.affects[key]
        )

    def wanted(self, i: int, quantity: str) -> np.ndarray:
        return self.tell(RIGHT, i)[quantity]

    def _is_single(self, quantity: str) -> bool:
        """Whether the numbers look as if they had been float32."""
        for i in self.uses(quantity):
            array = self.runs[i].results[quantity]
            with np.errstate(all="ignore"):
                if not np.array_equal(array.astype(np.float32).astype(float), array, equal_nan=True):
                    return False
        return True


def _is_multiple(got: np.ndarray, right: np.ndarray) -> bool:
    """Whether an array is another one times a number."""
    power = float((right * right).sum())
    if got.shape != right.shape or not power or not np.isfinite(got).all():
        return False
    return equal(got, right * (float((got * right).sum()) / power), SINGLE)
