"""What is said of each quantity of somebody's code: right in every trial, or wrong, and by which mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.mistakes.catalogue import BY_ID, equal
from core.mistakes.factors import conventions, factor_words
from core.mistakes.kinds import Kind
from core.mistakes.match import EXACT, SINGLE, Matcher, MistakeMatch, Run
from core.mistakes.report import DiagnosisReport, DiagnosisResult
from core.mistakes.where import axis_names, not_made_for, place_of, plainly, quoted, where

LEFT = {  # what a gradient that is a sum leaves over
    ("Conv2d", "db"): "dY.sum(axis=(0, 2, 3)) leaves one number an output channel",
    ("Linear", "db"): "dY.sum(axis=0) leaves one number an output",
    ("BatchNorm2d", "dgamma"): "(dY * x_hat).sum(axis=(0, 2, 3)) leaves one number a channel",
    ("BatchNorm2d", "dbeta"): "dY.sum(axis=(0, 2, 3)) leaves one number a channel",
}
RIGHT_ANYWAY = MistakeMatch(frozenset())
USUAL_LOSS = 100.0  # above it a trial is one of extremes
WRITES = {"input": "it writes to its input", "gradient": "it writes to the gradient that it is given"}


def diagnosed(kind: Kind, runs: Sequence[Run], notes: Sequence[str] = ()) -> DiagnosisReport:
    """The report on one object: what each quantity is in all its runs, and which mistake that is."""
    return Verdicts(Matcher(kind, runs)).report(notes)


class Verdicts:
    """Has a matcher look for mistakes, and puts what it finds into words."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.kind, self.runs = matcher.kind, matcher.runs

    def report(self, notes: Sequence[str] = ()) -> DiagnosisReport:
        matcher = self.matcher
        found: dict[str, list[MistakeMatch]] = {}
        quantities = [q for q in self.kind.quantities if q != "arguments"]
        right = {q for q in quantities if matcher.uses(q) and matcher.is_right(q, EXACT)}
        for quantity in quantities:
            if quantity not in right and matcher.uses(quantity):
                found[quantity] = matcher.explanations(quantity, found, right)
        for quantity in [q for q, explanations in found.items() if not explanations]:
            found[quantity] = matcher.explanations(quantity, found, right)  # with what is known by now
        chosen = matcher.choose(found)
        if self.kind.name == "Dropout" and chosen.get("y", RIGHT_ANYWAY) is None:
            chosen["kept"] = None  # what isn't 0 doesn't tell what was kept
        unmeant = [q for q in found if chosen[q] is None and self._only_in_use(q)]
        if unmeant:
            notes = [*notes, f"{' and '.join(unmeant)} in use wasn't judged: nobody goes back there"]
            right |= set(unmeant)
        told: list[DiagnosisResult] = []
        shown: dict[str, int] = {}
        for quantity in quantities:
            if not matcher.uses(quantity):
                continue
            explanation = chosen.get(quantity)
            if quantity in right or (explanation is None and matcher.is_right(quantity, SINGLE)):
                shown[quantity] = matcher.uses(quantity)[0]
                told.append(self._say_right(quantity))
                continue
            shown[quantity] = self._first_wrong(quantity)
            told.append(self._say_wrong(quantity, explanation, shown[quantity]))
        told += self._say_arguments()
        failures = self._say_failures({r.quantity for r in told if r.verdict in ("right", "unseen")})
        stopped = {result.quantity for result in failures}  # what stops there says so itself
        told = [r for r in told if r.verdict != "unseen" or r.quantity not in stopped] + failures
        if not told and matcher.not_tried:
            told.append(DiagnosisResult("", "missing", words=matcher.not_tried[0].error))
        notes = [*notes, *conventions(told)]
        if self.kind.style == "loss" and self._only_scaled():
            notes.append("dX is the gradient of this y: only the scale of both is another")
        arrays = {q: (self.runs[i].results[q], matcher.wanted(i, q)) for q, i in shown.items()}
        cases = {q: matcher.cases[i] for q, i in shown.items()}
        return DiagnosisReport(self.kind.name, tuple(told), tuple(dict.fromkeys(notes)), (), arrays, cases)

    def _only_in_use(self, quantity: str) -> bool:
        """Leave out a gradient where it is wrong only after training; whether it is."""
        matcher = self.matcher
        off = [
            i
            for i in matcher.uses(quantity)
            if not matcher.near(quantity, i, matcher.wanted(i, quantity), SINGLE)
        ]
        if quantity == "y" or not off or any(self.runs[i].case.training for i in off):
            return False
        for i in off:
            del self.runs[i].results[quantity]
        return bool(matcher.uses(quantity))

    def _only_scaled(self) -> bool:
        """Whether a loss and its gradient are right but for one factor (not 1) in each usual trial."""
        scales = []
        for i, run in enumerate(self.runs):
            y, dx = run.results.get("y"), run.results.get("dX")
            wanted, way = self.matcher.wanted(i, "y"), self.matcher.wanted(i, "dX")
            if y is None or dx is None or dx.shape != way.shape or y.shape != wanted.shape:
                return False
            if run.trial.optional or not np.isfinite(y).all() or np.abs(wanted).max() > USUAL_LOSS:
                continue
            scale = float(y / wanted)
            if not equal(dx, scale * way, 1e-6):
                return False
            scales.append(scale)
        return bool(scales) and not np.allclose(scales, 1.0)

    def _say_right(self, quantity: str) -> DiagnosisResult:
        uses = self.matcher.uses(quantity)
        count = sum(self.runs[i].results[quantity].size for i in uses)
        trials = "1 trial" if len(uses) == 1 else f"{len(uses)} trials"
        numbers = "1 number" if count == 1 else f"{count:,} numbers"
        if lacking := self.matcher.lacking(quantity):
            words = f"right in {trials}, {self._not_seen(lacking)}"
            return DiagnosisResult(quantity, "unseen", words=words, unseen=_names(lacking))
        return DiagnosisResult(quantity, "right", words=f"right: {numbers} in {trials}")

    def _not_seen(self, lacking: Sequence[Run]) -> str:
        """That some trials didn't give a quantity, and why."""
        trials, stages = quoted(_names(lacking)), {run.stage for run in lacking if run.error}
        if not stages:
            return f"not seen in {trials}: nothing came there"
        if len(stages) > 1:
            return f"not seen in {trials}: it stopped there"
        return f"not seen in {trials}: {stages.pop()} stopped there"

    def _first_wrong(self, quantity: str) -> int:
        """The first run in which a quantity is wrong."""
        matcher, uses = self.matcher, self.matcher.uses(quantity)
        wrong = [i for i in uses if not matcher.near(quantity, i, matcher.wanted(i, quantity), SINGLE)]
        shaped = [i for i in wrong if self._has_shape(quantity, i)]
        shaped = shaped if 3 * len(shaped) >= len(wrong) else []  # lengths that are equal by chance
        return [*shaped, *wrong, *uses][0]

    def _has_shape(self, quantity: str, i: int) -> bool:
        return self.runs[i].results[quantity].shape == self.matcher.wanted(i, quantity).shape

    def _say_wrong(self, quantity: str, explanation: MistakeMatch | None, i: int) -> DiagnosisResult:
        matcher, uses = self.matcher, self.matcher.uses(quantity)
        got, right = self.runs[i].results[quantity], matcher.wanted(i, quantity)
        at = place_of(got, right, EXACT if explanation else SINGLE)
        lacking = matcher.lacking(quantity)
        shown: dict[str, Any] = {"trial": self.runs[i].trial.name, "at": at, "unseen": _names(lacking)}
        if at is not None:
            shown |= {"yours": float(got[at]), "right": float(right[at])}
        if explanation is None:
            pairs = [(self.runs[j].results[quantity], matcher.wanted(j, quantity)) for j in uses]
            names = axis_names(self.kind.name, quantity, right.ndim)
            trials = [self.runs[j].trial.name for j in uses]
            unseen = self._not_seen(lacking) if lacking else ""
            words = where(pairs, trials, names, SINGLE, unseen)
            off = [not matcher.near(quantity, j, matcher.wanted(j, quantity), SINGLE) for j in uses]
            if why := not_made_for([matcher.cases[j] for j in uses], off):
                words += f"; {why}"
            if at is None and (left := LEFT.get((self.kind.name, quantity))):
                words = f"{words}; {left}"
            return DiagnosisResult(quantity, "wrong", words=words, **shown)
        keys = self._matter(quantity, explanation)
        says = [BY_ID[key].says for key in keys]
        says += [factor_words(explanation.factor)] if explanation.factor else []
        words = f"your {quantity} is what comes out if {' AND '.join(says)}"
        odd = [self.runs[j].trial.name for j in uses if not self._has_shape(quantity, j)]
        if matcher.fits(quantity, explanation.on, explanation.factor, explanation.tiny, SINGLE):
            pass
        elif broken := [j for j in uses if not np.isfinite(self.runs[j].results[quantity]).all()]:
            words += f' (and in "{self.runs[broken[0]].trial.name}" it isn\'t finite)'
        elif odd and not self.runs[i].trial.optional:
            words += f' (and in "{odd[0]}" its shape is wrong)'
        else:
            words += " (but for the trials that ask for more, where it is wrong in another way)"
        words += f"; its shape is {got.shape}, right is {right.shape}" if got.shape != right.shape else ""
        words += f"; {self._not_seen(lacking)}" if lacking else ""
        return DiagnosisResult(quantity, "wrong", keys, words, explanation.factor, **shown)

    def _matter(self, quantity: str, explanation: MistakeMatch) -> tuple[str, ...]:
        """The mistakes of an explanation that this quantity shows, in the catalogue's order."""
        matters, on = self.matcher.each_matters, explanation.on
        keys = [key for key in BY_ID if key in on and matters(quantity, on, on - {key}, explanation.tiny)]
        if not keys and not explanation.factor:  # of two that hide one another, either
            keys = [key for key in BY_ID if key in on]
        return tuple(keys)

    def _say_arguments(self) -> list[DiagnosisResult]:
        uses = self.matcher.uses("arguments")
        if not uses:
            return []
        wrote = np.max([self.runs[i].results["arguments"] for i in uses], axis=0)
        if not wrote.any() and (lacking := self.matcher.lacking("arguments")):
            words = f"left unchanged where it was seen, {self._not_seen(lacking)}"
            return [DiagnosisResult("arguments", "unseen", words=words, unseen=_names(lacking))]
        if not wrote.any():
            return [DiagnosisResult("arguments", "right", words="left unchanged")]
        known = {key.partition(".")[2]: key for key in self.matcher.affects}
        keys, says, places = [], [], []
        for argument in [a for a, flag in zip(WRITES, wrote, strict=True) if flag]:
            key = known.get(f"writes-{argument}", "")
            keys += [key] if key else []
            where = [w for i in uses for w in self.runs[i].wrote if w.argument == argument]
            where.sort(key=lambda write: write.line is None)
            said = BY_ID[key].says if key else WRITES[argument]
            says += [f"{said}, in {where[0].function}" if where else said]
            places += where[:1]
        line = next((place.line for place in places), None)
        return [DiagnosisResult("arguments", "wrote", tuple(keys), " AND ".join(says), line=line)]

    def _say_failures(self, right: set[str]) -> list[DiagnosisResult]:
        """One line for all that stopped at one stage, and the mistake that is known to stop just there."""
        told, failed = [], self.matcher.failed
        for stage in dict.fromkeys(run.stage for run in failed):
            runs = [run for run in failed if run.stage == stage]
            keys: tuple[str, ...] = ()
            if stage == "backward" and len(runs) == len(failed) and {"y", "dX"} <= right:
                keys = tuple(key for key in self.matcher.affects if self._stops_like(key, runs))
            words = f"{stage} stops in {quoted(_names(runs))}: {runs[0].error}"
            if any(run.cut == "square" for run in runs) and "; with" not in words:
                words += "; with square images it runs, and is judged by those"
            asked = [run for run in self.matcher.every if run in runs or not run.error]
            why = not_made_for([run.trial.case for run in asked], [run in runs for run in asked])
            words += "".join(f"; {each}" for each in (why, plainly(runs[0].error)) if each)
            if keys:
                words += f"; {BY_ID[keys[0]].says}"
            quantity = {"forward": "y", "backward": "dX"}.get(stage, "")
            told.append(
                DiagnosisResult(quantity, "raises", keys, words, trial=runs[0].trial.name, line=runs[0].line)
            )
        return told

    def _stops_like(self, key: str, failed: Sequence[Run]) -> bool:
        """Whether a mistake stops the backward pass in exactly these runs."""
        on, names = frozenset([key]), set(_names(failed))
        asked = [i for i, run in enumerate(self.runs) if not run.optional]
        stops = {self.runs[i].trial.name for i in asked if "dX" not in self.matcher.tell(on, i)}
        return bool(names) and stops == names


def _names(runs: Sequence[Run]) -> tuple[str, ...]:
    return tuple(run.trial.name for run in runs)
