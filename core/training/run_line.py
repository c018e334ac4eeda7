"""The runs of a timeline: the steps of each, what was done to it in between, and where it branched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from core.training.position import Position, RunOrigin
from core.training.visits import Visits


class LoggedAct(NamedTuple):
    """Something done to a run by hand, or that befell it, after `step` and before the next step.

    `kind` is "lr", "momentum" or "threads" with its new `value`; "edit" for weights changed by hand;
    "diverged" or "failed" for what else wrote to them; "began", or "branch" from an earlier step.
    """

    step: int
    kind: str
    value: float = 0.0


class Branch(NamedTuple):
    """A run that another one went on from, or that went on from another: `name` counts from 1 in the order
    in which they began and stays, `number` is the run's. `parent` is the name of the one that it went on
    from, after step `start`; 0 for the first. `end` is its newest step, `batch_size` the images of each.
    """

    name: int
    number: int
    parent: int
    start: int
    end: int
    present: bool
    batch_size: int


@dataclass(eq=False)
class RunLine:
    """The steps of one run, from the one that it began or went on from.

    `frames` are the states right after a step, `pinned` those that the next step was made from, where they
    are others; both by step, as numbers in the store.
    """

    number: int
    start: int
    origin: RunOrigin
    batch_size: int
    end: int
    parent: RunLine | None = None
    beside: RunLine | None = None  # what it left, whose steps are counted otherwise
    left_at: int = 0  # and after which step of that
    name: int = 0  # what it is called, from 1
    frames: dict[int, int] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)
    visits: Visits = field(default_factory=Visits)  # which images each of its steps read right
    tip: int | None = None  # its last state, kept when another run takes its place
    settings: dict[int, Position] = field(default_factory=dict)
    acts: list[LoggedAct] = field(default_factory=list)
    # The numbers that it had before steps of it were taken back, and up to which step it is what they were
    earlier: dict[int, int] = field(default_factory=dict)
    generation: int = 0  # grows when they are

    def ancestors(self) -> Iterator[RunLine]:
        """The line itself, the one that it went on from, and so on."""
        line: RunLine | None = self
        while line is not None:
            yield line
            line = line.parent

    @property
    def fork(self) -> tuple[RunLine | None, int]:
        """The line that it went on from, and after which step of that."""
        return (self.beside, self.left_at) if self.parent is None else (self.parent, self.start)

    @property
    def root(self) -> RunLine:
        """The line that all of its tree went on from."""
        line = self
        while (before := line.fork[0]) is not None:
            line = before
        return line
