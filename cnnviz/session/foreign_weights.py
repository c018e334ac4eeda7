"""Weights whose names are not this network's: how they would be taken over, before they are.

A file of another program has names and shapes, but no network. Which tensor is which, and what no shape can
tell, is put before the person; a file with the same names needs no question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cnnviz.session.training import Training
from cnnviz.session.worker import in_words
from core.files.atomic import FileError

if TYPE_CHECKING:
    from core.training.trainer import Trainer


@dataclass(frozen=True)
class MatchedTensor:
    """One tensor: its name in the file, its name and shape here, and what is done to it ("" for nothing)."""

    theirs: str
    ours: str
    shape: tuple[int, ...]
    change: str


@dataclass(frozen=True)
class FoundWeights:
    """How a file's weights were understood: the table of names, what was assumed, the preset if it is one's,
    the layers and the shape of the images, where that is known.
    """

    table: tuple[MatchedTensor, ...]
    assumed: tuple[str, ...]
    preset: str | None
    layers: tuple[str, ...]
    input_shape: tuple[int, ...] | None
    same_network: bool  # whether it is the network that is there already
    kinds: dict[str, str]  # what no shape tells: activations by the layer before them, and poolings

    @property
    def plain(self) -> bool:
        """Whether there is nothing to confirm: the same names, as they are."""
        same = all(
            not each.change and (each.theirs == each.ours or each.theirs.endswith(f".{each.ours}"))
            for each in self.table
        )
        return same and not self.assumed


class ForeignWeights(QObject):
    """The file that is looked over: `path`, `like` (a preset, None for a guess), `kinds` (activations and
    poolings that were said to be others), `found` or `error`.
    """

    looked = Signal()  # there is something to look over, or something new about it
    begun = Signal()  # the run with these weights has begun

    def __init__(self, training: Training) -> None:
        super().__init__(training)
        self._training = training
        self.load: Callable[..., None] | None = None  # begins a run with weights that were looked over
        self.forget()

    def forget(self) -> None:
        """Let go of what is looked over."""
        self.path: Path | None = None
        self.like: str | None = None
        self.kinds: dict[str, str] = {}
        self.found: FoundWeights | None = None
        self.error: Exception | None = None
        self._then: Callable[[], None] | None = None

    def show(self, path: Path, found: FoundWeights, then: Callable[[], None] | None = None) -> None:
        """Put what was found before the person."""
        self.path, self.like, self.found, self.error, self._then = path, None, found, None, then
        self.kinds = {}
        self.looked.emit()

    def choose(self, like: str | None) -> None:
        """Say which preset's network the weights are of; None leaves it to the guess."""
        self.like, self.kinds = like, {}
        self._look()

    def choose_kind(self, layer: str, kind: str) -> None:
        """Say which activation stands behind a layer ("none" for none), or which type a pooling is of."""
        self.kinds = {**self.kinds, layer: kind}
        self._look()

    def _look(self) -> None:
        path, like, kinds = self.path, self.like, self.kinds
        if path is None:
            return

        def look() -> FoundWeights | FileError | None:
            trainer = self._training.engine.trainer
            assert trainer is not None
            try:
                return matched(trainer, path, like, kinds)
            except FileError as error:
                return error

        def done(found: FoundWeights | FileError | None) -> None:
            if (path, like, kinds) != (self.path, self.like, self.kinds):
                return
            self.error = found if isinstance(found, FileError) else None
            self.found = found if isinstance(found, FoundWeights) else None
            self.looked.emit()

        self._training.ask(look, then=done)

    def use(self) -> None:
        """Go on with the network of the file, as it was looked over."""
        if self.path is None or self.found is None or self.load is None:
            return
        then = self._then

        def begun() -> None:
            self.forget()
            self.begun.emit()
            if then is not None:
                then()

        self.load(self.path, then=begun, like=self.like, kinds=self.kinds, confirmed=True)

    @property
    def trouble(self) -> str:
        """What is wrong with the choice, "" for nothing."""
        return "" if self.error is None else in_words(self.error)


def matched(
    trainer: Trainer, path: Path, like: str | None, kinds: Mapping[str, str] | None = None
) -> FoundWeights | None:
    """On the training thread: what a file's weights are; None for cnnviz's own. Raises WeightFileError."""
    from core.weights.proposing import unseen_kinds
    from core.weights.weight_files import load_weights

    shape = trainer.images[0].shape
    network, about = load_weights(path, like, near=trainer.network, input_shape=shape, kinds=kinds)
    rows: Any = about.get("matched")
    if rows is None:
        return None
    shapes = {name: array.shape for name, array in network.state_dict().items()}
    fitting = about.get("input_shape")
    return FoundWeights(
        tuple(MatchedTensor(theirs, ours, shapes[ours], change) for theirs, ours, change in rows),
        tuple(about.get("assumed", ())),
        about.get("preset"),
        tuple(str(entry["name"]) for entry in network.spec()["layers"]),
        None if fitting is None else tuple(fitting),
        network.spec() == trainer.network.spec(),
        unseen_kinds(network.spec()),
    )
