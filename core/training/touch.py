"""Changing weights by hand, and putting them back: a stack of acts, each with the numbers it took away.

A touch can be undone bit for bit until training goes on. From then on the weights that it changed have moved
with all the others, so no number can be put back by itself; what can be is the whole run, as it stood before
the first touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

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
    ResetLayer,
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


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
class Edits:
    """What was done to a run's weights and can be undone, to be taken up again with the weights of now.

    `origin` is the run from before the first act, None if there was none, `tested` its newest test.
    """

    origin: Checkpoint | None = None
    tested: Evaluation | None = None
    done: tuple[Touch, ...] = ()
    undone: tuple[Touch, ...] = ()
    off: Mapping[Channel, tuple[Patch, ...]] = field(default_factory=dict)
    trained: bool = False
    whole: bool = False

    def at(self, moment: Checkpoint) -> Edits:
        """What is left of them once the run has gone back to a moment of its own: after the first act, only
        the whole can be put back.
        """
        origin = self.origin
        if origin is None or moment.step < origin.step:
            return Edits()
        if moment.step == origin.step and same_weights(origin, moment):
            return Edits()
        return Edits(origin, self.tested, trained=True, whole=True)


@dataclass(frozen=True)
class TouchReport:
    """Where the touching stands: the acts that can be undone, oldest first, and those that can be redone.

    `step` and `version` are the network's now. `since` is the step before the first act, None if nothing was
    touched, and `before` the version of that network; `trained` says that training has gone on since, `whole`
    that putting back goes by the whole run and not by the acts. `earlier` says that the network before the
    first act, or now, had been changed by hand already: what it was before that isn't known. `moved` are the
    layers whose numbers are others than before the first act.
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
    earlier: bool = False
    moved: frozenset[str] = frozenset()


class Touches:
    """The hand on a Trainer's network, between two steps; every error leaves the network as it was."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self.edits = Edits()  # another run's are put here when that one is
        self._before: tuple[Checkpoint, Sequential] | None = None

    def forget(self) -> None:
        """Begin anew: what was done so far is part of the run."""
        self.edits = Edits()

    def report(self) -> TouchReport:
        """Where it stands now."""
        edits, origin, trainer = self.edits, self.edits.origin, self._trainer
        return TouchReport(
            done=edits.done,
            undone=edits.undone,
            off=frozenset(edits.off),
            since=None if origin is None else origin.step,
            trained=edits.trained,
            whole=edits.whole,
            step=trainer.step_number,
            version=trainer.version,
            before=UNKNOWN if origin is None else origin.version,
            earlier=trainer.touched if origin is None else bool(origin.about.get("touched")),
            moved=frozenset() if origin is None else moved(origin.weights, arrays(trainer.network)),
        )

    def do(self, act: Act, join: bool = False) -> Touch:
        """Do an act; with `join`, a value set again where the last act set one is one act with it.

        Raises ValueError when it makes no sense for this network.
        """
        trainer, edits = self._trainer, self.edits
        origin = trainer.checkpoint() if edits.origin is None else edits.origin
        patches = act.patches(trainer.network, EditMemory(origin.weights, edits.off))
        if not all(np.isfinite(patch.values).all() for patch in patches):
            raise EditError(
                "overflow", "a weight would grow beyond the largest number there is; nothing was changed"
            )
        tested = trainer.tested if edits.origin is None else edits.tested
        touch, off = Touch(act, trainer.step_number, write(trainer.network, patches), edits.off), edits.off
        if isinstance(act, SwitchOff):
            off = {**off, (act.layer, act.channel): touch.before}
        elif isinstance(act, SwitchOn):
            off = {key: kept for key, kept in off.items() if key != (act.layer, act.channel)}
        elif isinstance(act, ResetLayer):
            off = {key: kept for key, kept in off.items() if key[0] != act.layer}
        self.edits = replace(edits, origin=origin, tested=tested, undone=(), off=off)
        self._tell()
        done = edits.done
        if join and done and same_cell(done[-1].act, act):
            done, touch = done[:-1], replace(done[-1], act=act)
        else:
            touch = replace(touch, weights=trainer.version.weights)
        self.edits = replace(self.edits, done=(*done, touch))
        return touch

    def undo(self) -> Touch:
        """Take the newest act back, bit for bit. Raises ValueError when there is none."""
        edits = self.edits
        if not edits.done:
            words = "training has gone on from it" if edits.trained else "nothing was changed"
            raise ValueError(f"There is no change to undo: {words}")
        *done, touch = edits.done
        undone = (*edits.undone, self._swap(touch))
        self.edits = replace(edits, done=tuple(done), undone=undone, off=touch.off)
        self._tell()
        return touch

    def redo(self) -> Touch:
        """Do the act again that was undone last. Raises ValueError when there is none."""
        edits = self.edits
        if not edits.undone:
            raise ValueError("There is no change to do again")
        *undone, again = edits.undone
        touch = self._swap(again)
        self._tell()
        touch = replace(touch, weights=self._trainer.version.weights)
        self.edits = replace(edits, done=(*edits.done, touch), undone=tuple(undone), off=again.off)
        return touch

    def stepped(self) -> None:
        """After a training step: the acts are part of the run now."""
        edits = self.edits
        if not edits.trained and not (edits.done and self._trainer.touched):
            self.forget()  # whatever was done has been undone: there is nothing to go back from
        elif edits.origin is not None:
            self.edits = replace(edits, done=(), undone=(), trained=True, whole=True)

    def failed(self) -> None:
        """After a step that was taken back: the weights are the same, but not all that goes with them."""
        self.edits = replace(self.edits, whole=self.edits.origin is not None)

    def answer(self, image: np.ndarray) -> np.ndarray:
        """The classes' probabilities for an image, by the network from before the first act.

        Shape: uint8 (H, W) -> (classes,)
        """
        origin = self.edits.origin
        if origin is None:
            self._before = None
            return probabilities(self.copy().network(), self._trainer.preprocessing(image[None]))
        if self._before is None or self._before[0] is not origin:
            self._before = origin, network_of(origin).eval()
        return probabilities(self._before[1], self._trainer.preprocessing(image[None]))

    def copy(self) -> NetworkCopy:
        """The network from before the first act with its images, for use on any thread."""
        now, before = NetworkCopy.of(self._trainer), self.edits.origin
        if before is None:
            return now
        touched = bool(before.about.get("touched"))
        return replace(now, state=before.weights, step=before.step, version=before.version, touched=touched)

    def _tell(self) -> None:
        """Tell the trainer that its weights are others now, or those from before the first act again."""
        edits, trainer = self.edits, self._trainer
        assert edits.origin is not None
        if edits.whole or moved(edits.origin.weights, arrays(trainer.network)):
            trainer.touch()
        else:
            trainer.untouch(edits.origin, edits.tested)

    def _swap(self, touch: Touch) -> Touch:
        """Put back what a touch has kept; what it takes away, kept in turn."""
        return replace(touch, before=write(self._trainer.network, touch.before), off=self.edits.off)


def write(network: Sequential, patches: tuple[Patch, ...]) -> tuple[Patch, ...]:
    """Write numbers into a network's arrays where they are; return what stood there, to write it back."""
    state, taken = arrays(network), []
    for name, places, values in patches:
        taken.append(Patch(name, places, np.array(state[name].flat[places])))
        state[name].flat[places] = values
    return tuple(reversed(taken))


def moved(before: Mapping[str, np.ndarray], now: Mapping[str, np.ndarray]) -> frozenset[str]:
    """The layers with another number than before, bit for bit."""
    other = (name for name, array in now.items() if array.tobytes() != before[name].tobytes())
    return frozenset(name.rpartition(".")[0] for name in other)


def same_weights(one: Checkpoint, other: Checkpoint) -> bool:
    """Whether two moments of runs have the same weights, bit for bit."""
    mine, theirs = one.weights, other.weights
    same = mine.keys() == theirs.keys()
    return same and all(array.tobytes() == theirs[name].tobytes() for name, array in mine.items())


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
