"""The run before: what another run has taken the place of, whole, and the way back to it.

The training thread hands over a copy of a run that has been trained and gives way to a reset, a preset,
weights or images, in order with the steps of both. Whoever keeps runs in files hears of it by `replaced`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.training import Training
from core.files.atomic import one_line
from core.training import Checkpoint, History, ReplacedRun, RunBegan
from core.training.checkpoint import MOST_STEPS

if TYPE_CHECKING:
    from core.data.dataset import Dataset

# What a checkpoint says of a run that stays true when it goes on.
LASTING = ("id", "begun", "row", "branch_of", "branch_step")


@dataclass(frozen=True)
class KeptRun:
    """A run to go back to: in memory with its images and all of its history, or in a file."""

    step: int
    checkpoint: Checkpoint | None = None
    images: tuple[Dataset, Dataset] | None = None
    path: Path | None = None


class RunBefore(QObject):
    """Names the run under way, and keeps the one that it has taken the place of.

    `kept` is the run to go back to, None if there is none. `about` names the run under way: its `id`, when it
    was `begun`, `row`, its folder among the kept runs, and for a branch `branch_of`, the folder of the run
    that it went on from, after `branch_step`. A run that another takes the place of keeps them; so does one
    that goes on, whose newest step is taken back, or that is gone back to from another branch.
    """

    replaced = Signal(object)  # a Checkpoint with its history: the run before, whole
    changed = Signal()  # there is another run to go back to
    wanted = Signal()  # the run before is asked for

    def __init__(self, training: Training) -> None:
        super().__init__(training)
        self._training = training
        self.kept: KeptRun | None = None
        self.about: dict[str, Any] = _new_name()
        self.row_for: Callable[[Checkpoint], str | None] | None = None  # gives a run its folder
        self._waiting: tuple[int, dict[str, Any]] | None = None  # a run set apart: its number and name
        self._left: dict[int, tuple[int, dict[str, Any]]] = {}  # runs left: their newest step and names
        self._news = False  # whether a run was replaced since that was told last
        training.run_began.connect(self._follow)

    @property
    def resting(self) -> bool:
        """Whether the user's own run waits, and the one in the session isn't to be kept."""
        return self._waiting is not None

    # what is kept

    def whole(self, checkpoint: Checkpoint, history: History, clean: bool) -> Checkpoint:
        """A checkpoint of the run under way with its history (a copy: it goes on growing) and what is said
        about it: its name, whether it ended well, and where its images are from.
        """
        about = {"data": None, **checkpoint.about, **self.about, "clean": clean}
        weights = checkpoint.version.weights
        copy = history.continued(history.run, checkpoint.step, weights, most=MOST_STEPS)
        return replace(checkpoint, history=copy, about=about)

    @Slot(object, object)
    def _follow(self, began: RunBegan, history: History) -> None:
        """Another run is under way; the one before, with its whole `history`, is kept if it was anything."""
        if began.before is not None and not self.resting:
            self._keep(began.before, history)
        continues = None if began.continues is None else began.continues.run
        if len(history):
            self._left[history.run] = int(history.steps[-1]), self.about
        left, named = self._left.get(continues or 0, (-1, {}))
        at = began.step if began.forked_at is None else began.forked_at
        if began.apart:
            self._waiting = self._waiting or (history.run, self.about)
            self.about = _new_name()
        elif self._waiting is not None and continues == self._waiting[0]:
            self.about, self._waiting = self._waiting[1], None
        elif "id" in began.about:
            self.about = {name: began.about[name] for name in LASTING if name in began.about}
        elif continues != history.run and left == at:
            self.about = named  # back to another branch
        elif began.before is not None and named.get("row") and left > at + 1:
            self.about = _new_name() | {"branch_of": named["row"], "branch_step": at}
        elif began.before is not None or continues != history.run:
            self.about = _new_name()

    def let_go(self, before: ReplacedRun, history: History) -> None:
        """Keep the run that waits, with its history: the one in its place stays there."""
        if self._waiting is None:
            return
        here, (_, self.about) = self.about, self._waiting
        self._waiting = None
        if before.checkpoint.step or before.checkpoint.about.get("touched"):
            self._keep(before, history)
        self.about = here

    def _keep(self, before: ReplacedRun, history: History) -> None:
        whole = self.whole(before.checkpoint, history, clean=True)
        if self.row_for is not None:
            whole.about["row"] = self.row_for(whole)
            if not self.resting and whole.about["row"]:
                self.about["row"] = whole.about["row"]
        self.kept = KeptRun(whole.step, replace(whole, history=history), before.images)
        self._news = True
        self.replaced.emit(whole)
        self.changed.emit()

    def found(self, path: Path, step: int) -> None:
        """A file of an earlier session holds a run to go back to."""
        if self.kept is None:
            self.kept = KeptRun(step, path=path)
            self.changed.emit()

    # the way back

    @property
    def is_news(self) -> bool:
        """Whether a run was replaced, and nobody has been told yet."""
        return self._news and self.kept is not None

    def offer(self) -> None:
        """Offer the run before beside the message in sight, if one has just been replaced."""
        if self.is_news and self.kept is not None:
            self._news = False
            words = self.tr("Go back to the run before (step {0})")
            self._training.offered.emit(words.format(f"{self.kept.step:,}"), self.wanted.emit)

    def say(self, text: str) -> None:
        """Say what has begun, and offer the run before."""
        self._training.message.emit(one_line(text), "info")
        self.offer()

    def gone_back(self, kept: KeptRun) -> None:
        """Forget a run that was gone back to, if nothing worth keeping was in its place."""
        if self.kept is kept:
            self.kept = None
            self.changed.emit()


def _new_name() -> dict[str, Any]:
    return {"id": uuid4().hex, "begun": round(time.time())}
