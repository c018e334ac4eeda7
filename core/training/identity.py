"""Which run it is, and which steps are its: what a run gets when it begins, and its checkpoints carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

StepMarks = tuple[tuple[str, int], ...]  # each with the last step that has it


@dataclass(frozen=True)
class RunIdentity:
    """A run's `id`, which it has for good, and the marks of its steps.

    A run that begins, or goes on from where it was put or brought back to, draws a `mark` for the steps that
    it makes from there; `before` are those of the steps before. So steps are one and the same where their
    marks are, whatever their states, and also after a restart or in another window. `parent` is the id of the
    run that it went on from as another one, "" if it began anew or that isn't known.
    """

    id: str = field(default_factory=lambda: uuid4().hex)
    before: StepMarks = ()
    parent: str = ""
    mark: str = field(default_factory=lambda: uuid4().hex)

    def marks(self, step: int) -> StepMarks:
        """The marks of its steps up to one of them: equal ones are of the same steps."""
        found: list[tuple[str, int]] = []
        for mark, last in (*self.before, (self.mark, step)):
            if not found or min(last, step) > found[-1][1]:
                found.append((mark, min(last, step)))
        return tuple(found)

    def shared(self, other: RunIdentity, step: int) -> int:
        """The last step up to `step` that both runs have; -1 if they didn't begin as one."""
        ends = [last for run in (self, other) for _, last in run.marks(step)]
        return max((last for last in ends if self.marks(last) == other.marks(last)), default=-1)

    def gone_on(self, step: int) -> RunIdentity:
        """The same run, which stands after `step` again."""
        return replace(self, before=self.marks(step), mark=uuid4().hex)

    def branch(self, step: int) -> RunIdentity:
        """Another run that goes on from after `step` of this one."""
        return RunIdentity(before=self.marks(step), parent=self.id)

    @classmethod
    def within(cls, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether all of a run is in another one, by what their files say: the other goes on from it, or
        stands where it does.
        """
        step = one["step"]
        marks = [cls.of(about, about["step"]).marks(step) for about in (one, other)]
        further = step <= other["step"] and marks[0] == marks[1]
        return further and (not one.get("touched") or bool(other.get("touched")))

    @classmethod
    def last_shared(cls, one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
        """The last step that two runs share, by what their files say of them; 0 if there is none."""
        runs = [cls.of(about, about["step"]) for about in (one, other)]
        return max(0, runs[0].shared(runs[1], min(one["step"], other["step"])))

    @classmethod
    def of(cls, about: Mapping[str, Any], step: int) -> RunIdentity:
        """That of a run that a file says this of; earlier files have no marks, or not even an id."""
        known = about.get("id")
        if known is None:
            return cls()
        return cls(known, tuple((mark, last) for mark, last in about.get("marks", [(known, step)])))
