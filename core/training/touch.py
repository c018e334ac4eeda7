"""Changing weights by hand, and putting them back: a stack of acts, each with the numbers it took away.

A touch can be undone bit for bit until training goes on. From then on the weights that it changed have moved
with all the others, so no number can be put back by itself; what can be is the whole run, as it stood before
the first touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from core import plan as plans
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.training.acts import (
    Act,
    Channel,
    EditError,
    EditMemory,
    Patch,
    SetValue,
    SwitchOff,
    SwitchOn,
    arrays,
)
from core.training.checkpoint import Checkpoint, network_of
from core.training.history import Evaluation
from core.training.network_copy import NetworkCopy
from core.training.probe import frozen
from core.training.trainer import Trainer
from core.training.version import UNKNOWN, Version

AT_ONCE = 500  # test images between two words of progress


@dataclass(frozen=True)
class Touch:
    """One act that was done: at which step, what stood there before, which channels were off before it.

    `weights` is the first number of the weights, as in Version, that it was a part of.
    """

    act: Act
    step: int
    before: tuple[Patch, ...]
    off: Mapping[Channel, tuple[Patch, ...]]
    weights: int = 0

    @property
    def words(self) -> str:
        """What was done, short and plain."""
        return self.act.words


@dataclass(frozen=True)
class TouchReport:
    """Where the touching stands: the acts that can be undone, oldest first, and those that can be redone.

    `step` and `version` are the network's now. `since` is the step before the first act, None if nothing was
    touched, and `before` the version of that network; `trained` says that training has
    gone on since, `whole` that putting back goes by the whole run and not by the acts.
    """

    done: tuple[Touch, ...] = ()
    undone: tuple[Touch, ...] = ()
    off: frozenset[Channel] = frozenset()
    since: int | None = None
    trained: bool = False
    whole: bool = False
    step: int = 0
    version: Version = UNKNOWN
    before: Version = UNKNOWN


class Touches:
    """The hand on a Trainer's network, between two steps; every error leaves the network as it was."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self.forget()

    def forget(self) -> None:
        """Begin anew: what was done so far is part of the run."""
        self.origin: Checkpoint | None = None
        self._done: list[Touch] = []
        self._undone: list[Touch] = []
        self._off: Mapping[Channel, tuple[Patch, ...]] = {}
        self._trained = self._whole = False
        self._tested: Evaluation | None = None
        self._before: Sequential | None = None

    def kept(self) -> Touches:
        """A copy of what can be undone, to take up again once the network is what it is now."""
        made = copy(self)
        made._done, made._undone = list(self._done), list(self._undone)
        return made

    def go_back(self) -> None:
        """After the run has gone back to a moment after the first act: only the whole can be put back."""
        self._done, self._undone, self._off = [], [], {}
        self._trained = self._whole = True

    def report(self) -> TouchReport:
        """Where it stands now."""
        origin, trainer = self.origin, self._trainer
        return TouchReport(
            done=tuple(self._done),
            undone=tuple(self._undone),
            off=frozenset(self._off),
            since=None if origin is None else origin.step,
            trained=self._trained,
            whole=self._whole,
            step=trainer.step_number,
            version=trainer.version,
            before=UNKNOWN if origin is None else origin.version,
        )

    def do(self, act: Act, join: bool = False) -> Touch:
        """Do an act; with `join`, a value set again where the last act set one is one act with it.

        Raises ValueError when it makes no sense for this network.
        """
        trainer = self._trainer
        origin = trainer.checkpoint() if self.origin is None else self.origin
        patches = act.patches(trainer.network, EditMemory(origin.weights, self._off))
        if not all(np.isfinite(patch.values).all() for patch in patches):
            raise EditError(
                "overflow", "a weight would grow beyond the largest number there is; nothing was changed"
            )
        if self.origin is None:
            self.origin, self._tested = origin, trainer.tested
        touch = Touch(act, trainer.step_number, write(trainer.network, patches), self._off)
        if isinstance(act, SwitchOff):
            self._off = {**self._off, (act.layer, act.channel): touch.before}
        elif isinstance(act, SwitchOn):
            self._off = {key: kept for key, kept in self._off.items() if key != (act.layer, act.channel)}
        self._trainer.touch()
        if join and self._done and same_cell(self._done[-1].act, act):
            touch = replace(self._done.pop(), act=act)
        else:
            touch = replace(touch, weights=self._trainer.version.weights)
        self._done.append(touch)
        self._undone.clear()
        return touch

    def undo(self) -> Touch:
        """Take the newest act back, bit for bit. Raises ValueError when there is none."""
        if not self._done:
            words = "training has gone on from it" if self._trained else "nothing was changed"
            raise ValueError(f"There is no change to undo: {words}")
        touch = self._done.pop()
        self._undone.append(self._swap(touch))
        if self._done or self._whole:
            self._trainer.touch()
        else:  # nothing is changed any more: the run is what it was
            assert self.origin is not None
            self._trainer.untouch(self.origin, self._tested)
        return touch

    def redo(self) -> Touch:
        """Do the act again that was undone last. Raises ValueError when there is none."""
        if not self._undone:
            raise ValueError("There is no change to do again")
        touch = self._undone.pop()
        touch = self._swap(touch)
        self._trainer.touch()
        touch = replace(touch, weights=self._trainer.version.weights)
        self._done.append(touch)
        return touch

    def stepped(self) -> None:
        """After a training step: the acts are part of the run now."""
        if not self._done and not self._trained:
            self.forget()  # whatever was done has been undone: there is nothing to go back from
        elif self.origin is not None:
            self._done.clear()
            self._undone.clear()
            self._trained = self._whole = True

    def failed(self) -> None:
        """After a step that was taken back: the weights are the same, but not all that goes with them."""
        self._whole = self.origin is not None

    def answer(self, image: np.ndarray) -> np.ndarray:
        """The classes' probabilities for an image, by the network from before the first act.

        Shape: uint8 (H, W) -> (classes,)
        """
        if self.origin is None:
            self._before = None
            return probabilities(self.copy().network(), self._trainer.preprocessing(image[None]))
        if self._before is None:
            self._before = network_of(self.origin).eval()
        return probabilities(self._before, self._trainer.preprocessing(image[None]))

    def copy(self) -> NetworkCopy:
        """The network from before the first act with its images, for use on any thread."""
        now = NetworkCopy.of(self._trainer)
        if self.origin is None:
            return now
        before = self.origin
        return replace(now, state=before.weights, step=before.step, version=before.version)

    def _swap(self, touch: Touch) -> Touch:
        """Put back what a touch has kept; what it takes away, kept in turn."""
        taken = write(self._trainer.network, touch.before)
        off, self._off = self._off, touch.off
        return replace(touch, before=taken, off=off)


def write(network: Sequential, patches: tuple[Patch, ...]) -> tuple[Patch, ...]:
    """Write numbers into a network's arrays where they are; return what stood there, to write it back."""
    state, taken = arrays(network), []
    for name, places, values in patches:
        taken.append(Patch(name, places, np.array(state[name].flat[places])))
        state[name].flat[places] = values
    return tuple(reversed(taken))


def same_cell(one: Act, other: Act) -> bool:
    """Whether two acts set the same number."""
    both = isinstance(one, SetValue) and isinstance(other, SetValue)
    return both and replace(one, value=0.0) == replace(other, value=0.0)  # type: ignore[type-var]


def probabilities(network: Sequential, x: np.ndarray) -> np.ndarray:
    """What a network in the mode for use makes of one image. Shape: (1, C, H, W) -> (classes,)"""
    loss = CrossEntropyLoss()
    with np.errstate(all="ignore"):
        loss.forward(network.forward(x), np.zeros(1, np.int64))
    assert loss.probabilities is not None
    return frozen(loss.probabilities[0])


def accuracy(copy: NetworkCopy, report: Callable[[float], None] | None = None) -> float:
    """The share of a copy's test images that it reads right; `report` hears which part is done."""
    plan = plans.compile(copy.network(), AT_ONCE, CrossEntropyLoss())
    right, count = 0, len(copy.test)
    for start in range(0, count, AT_ONCE):
        part = copy.test[start : start + AT_ONCE]
        with np.errstate(all="ignore"):
            logits = plan.forward(copy.preprocessing(part.images))
        readable = ~np.isnan(logits).any(axis=1)  # what is no number is no answer
        right += int((readable & (logits.argmax(axis=1) == part.labels)).sum())
        if report is not None:
            report((start + len(part)) / count)
    return right / max(count, 1)
