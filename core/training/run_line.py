"""The runs of a timeline: the steps of each, what was done to it in between, and where it branched off.

Of each step it is also known which images were read right before the network learnt from them, which costs
nothing. An image is learnt when it is read right after it was read wrongly, or for the first time; a
forgetting event is the opposite (Toneva et al., 2019: "An empirical study of example forgetting during deep
neural network learning").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from core.data.dataset import order
from core.training.identity import RunIdentity
from core.training.metrics import StepRecord
from core.training.version import Position, RunOrigin

MOST_BRANCHES = 8  # runs beside the present one whose steps are kept
UNDONE = 1  # steps at a run's end that are no branch of their own when it goes on from before them
AT_ONCE = 64  # steps that wait to be taken in
NEVER = -1  # an image that was not read right yet, or not visited


class Visits:
    """Whether each image of a step's batch was read right: a byte an image, which takes no time to keep.

    Steps count from 0 at the beginning of their run; `first` is the first one that is known.
    """

    def __init__(self) -> None:
        self._new: list[np.ndarray] = []  # of the newest steps: taking them in at once takes less time
        self._seen = bytearray()
        self._width = 0  # images a step
        self.first = -1

    def add(self, right: np.ndarray, step: int) -> None:
        """Add one step; the array is the visits' own from now on. Shape: (images of the batch,) bool"""
        if self.first < 0:
            self.first = step
        self._new.append(right)
        if len(self._new) >= AT_ONCE:
            self._take_in()

    def _take_in(self) -> None:
        for right in self._new:
            self._append(right)
        self._new.clear()

    def _append(self, right: np.ndarray) -> None:
        self._width = self._width or len(right)
        if len(right) > self._width:  # it began with the smaller last batch of an epoch
            rows = np.frombuffer(bytes(self._seen), bool).reshape(-1, self._width)
            self._width = len(right)
            wider = np.zeros((len(rows), self._width), bool)
            wider[:, : rows.shape[1]] = rows
            self._seen = bytearray(wider.tobytes())
        self._seen += right.tobytes()
        if len(right) < self._width:
            self._seen += bytes(self._width - len(right))

    def keep(self, steps: int) -> None:
        """Forget all but the first so many steps."""
        self._take_in()
        del self._seen[max(0, steps - self.first) * self._width :]
        if not self._seen:
            self.first, self._width = -1, 0

    def rows(self, until: int) -> np.ndarray:
        """Of the steps from `first` up to another one, whether each image of the batch was read right.

        Shape: (steps, images of a whole batch) bool; beyond a smaller batch's end False
        """
        self._take_in()
        known = len(self._seen) // self._width if self._width else 0
        steps = max(0, min(until - self.first, known))
        seen = np.frombuffer(bytes(self._seen[: steps * self._width]), bool)
        return seen.reshape(steps, max(1, self._width))


class ForgettingEvents:
    """Of each training image: its `visits` after step `since`, whether it was `right` at the last, at which
    step it was `learnt` for the first time (NEVER), and how often it was `forgotten` again.
    """

    def __init__(self, count: int) -> None:
        self.since = 0
        self.visits = np.zeros(count, np.int32)
        self.forgotten = np.zeros(count, np.int32)
        self.learnt = np.full(count, NEVER, np.int64)
        self.right = np.zeros(count, bool)
        self._order: tuple[int, int, np.ndarray] = (0, -1, np.empty(0, np.int64))

    def see(self, images: np.ndarray, right: np.ndarray, step: int) -> None:
        """Add one step's visits."""
        before = self.right[images]
        self.forgotten[images] += before & ~right
        first = images[right & (self.learnt[images] == NEVER)]
        self.learnt[first] = step
        self.right[images] = right
        self.visits[images] += 1

    def order(self, seed: int, epoch: int) -> np.ndarray:
        """The order in which an epoch visits the images."""
        if self._order[:2] != (seed, epoch):
            self._order = seed, epoch, order(len(self.visits), seed, epoch)
        return self._order[2]


def count_forgotten(right: np.ndarray) -> np.ndarray:
    """How often each image was read wrongly after it was read right, from one look to the next.

    Shape: (looks, images) bool -> (images,)
    """
    return (right[:-1] & ~right[1:]).sum(axis=0) if len(right) else np.zeros(right.shape[1:], np.int64)


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
    in which they began and stays, `number` and `id` are the run's. `parent` is the name of the one that it
    went on from, after step `start`; 0 for the first. `end` is its newest step, `batch_size` the images of
    each.
    """

    name: int
    number: int
    parent: int
    start: int
    end: int
    present: bool
    batch_size: int
    id: str


@dataclass(eq=False)
class RunLine:
    """The steps of one run, from the one that it began or went on from.

    `frames` are the states right after a step, `pinned` those that the next step was made from, where they
    are others; both by step, as numbers in the store.
    """

    number: int
    identity: RunIdentity
    start: int
    origin: RunOrigin
    batch_size: int
    end: int
    parent: RunLine | None = None
    beside: RunLine | None = None  # what it left, whose steps are counted otherwise
    left_at: int = 0  # and after which step of that
    name: int = 0  # what it is called, from 1
    named: int = 0  # how many of its tree have a name, known to the root
    frames: dict[int, int] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)
    visits: Visits = field(default_factory=Visits)  # which images each of its steps read right
    tip: int | None = None  # its last state, kept when another run takes its place
    settings: dict[int, Position] = field(default_factory=dict)
    acts: list[LoggedAct] = field(default_factory=list)
    last: StepRecord | None = None  # the numbers of the step that it begins after, where they are known
    gradients: dict[str, np.ndarray] = field(default_factory=dict)  # and that step's gradients
    generation: int = 0  # grows when they are

    def take_name(self) -> None:
        """Be called as no other of the tree is, or was."""
        self.root.named += 1
        self.name = self.root.named

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
