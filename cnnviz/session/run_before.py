"""The runs before: what other runs have taken the place of, whole, and the way back to them, and forth.

The training thread hands over a copy of a run that gives way to a reset, a preset, weights or images, in
order with the steps of both. Whoever keeps runs in files hears by `replaced` of those that were made use of.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.run_names import begun_of, network_name, run_name
from cnnviz.session.training import Training
from core.files.atomic import one_line
from core.training import Checkpoint, History, ReplacedRun, RunBegan
from core.training.checkpoint import MOST_STEPS
from core.training.identity import RunIdentity
from core.training.touch import same_weights

if TYPE_CHECKING:
    from cnnviz.session.recorded import LeftTrace
    from core.data.dataset import Dataset

# What a checkpoint says of a run that stays true when it goes on.
LASTING = ("id", "begun", "row", "branch_of", "branch_step")
MOST = 5  # runs that undo goes back to, and as many that redo goes on to


def lasting(about: Mapping[str, Any]) -> dict[str, Any]:
    """What stays true of a run when it goes on, of what its checkpoint says."""
    return {name: about[name] for name in LASTING if name in about}


def goes_on(kept: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a file that says `now` may take the place of the one of its run that is kept: the run goes on
    from there, or one window wrote both; else another window has made more of it.
    """
    ours = kept.get("window") is not None and kept["window"] == now.get("window")
    return ours or RunIdentity.within(kept, now)


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A run to go back to: in memory with its images and all of its history, or in a file. `name` is its id,
    `about` what its checkpoint says of it, `made` whether anything was made of it; `look` gives what was
    looked at of its recorded batch, None if there was none.
    """

    step: int
    name: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    checkpoint: Checkpoint | None = None
    images: tuple[Dataset, Dataset] | None = None
    path: Path | None = None
    made: bool = True
    look: Callable[[], LeftTrace | None] | None = None


class RunBefore(QObject):
    """Names the run under way, and keeps those that others have taken the place of.

    `kept` is the one that gave way last, of those that something was made of; None if there is none. `past`
    are the runs that undo leads to, `future` those that redo leads to, the next one last. `about` names the
    run under way: its `id`, when it was `begun`, `row`, its folder among the kept runs, and for a branch
    `branch_of`, the folder of the run that it went on from, after `branch_step`. A run keeps them for good.
    """

    replaced = Signal(object)  # a Checkpoint with its history: the run before, whole
    changed = Signal()  # there is another run to go back to, or the way there is open, or shut
    wanted = Signal()  # the run before is asked for
    renamed = Signal()  # somebody has given a run another title

    def __init__(self, training: Training) -> None:
        super().__init__(training)
        self._training = training
        self.kept: KeptRun | None = None
        self.past: list[KeptRun] = []
        self.future: list[KeptRun] = []
        self.going: KeptRun | None = None  # the one that is on its way back
        self._newest = 0  # when the newest run was begun
        self.about: dict[str, Any] = {"id": ""}
        self.window = uuid4().hex  # which window a run was kept by
        self.title_of: Callable[[str], str] = lambda row: ""  # that somebody has given the run in a folder
        self.row_for: Callable[[Checkpoint], str | None] | None = None  # gives a run its folder
        self.kept_in: Callable[[str], Path | None] = lambda name: None  # a file with the run of this id
        self.hold: Callable[[], Callable[[], LeftTrace | None] | None] = lambda: None  # see Recorded
        self.waiting: dict[str, Any] | None = None  # what is said of the user's own run, while that is apart
        self._named: dict[str, dict[str, Any]] = {}  # what is said of each run, by its id
        self._news = False  # whether a run was replaced since that was told last
        training.run_began.connect(self._follow)

    @property
    def resting(self) -> bool:
        """Whether the user's own run waits, and the one in the session isn't to be kept."""
        return self.waiting is not None

    # what is kept

    def whole(self, checkpoint: Checkpoint, history: History, clean: bool) -> Checkpoint:
        """A run's checkpoint with its history (a copy: it goes on growing) and what is said about it: its
        name, whether it ended well, and where its images are from.
        """
        network, said = network_name(checkpoint.config), self._named[checkpoint.identity.id]
        about = {"data": None, **checkpoint.about, **said, "network": network, "clean": clean}
        about["window"] = self.window
        weights = checkpoint.version.weights
        adjusted = checkpoint.position.adjusted
        copy = history.continued(history.run, checkpoint.step, weights, MOST_STEPS, adjusted)
        return replace(checkpoint, history=copy, about=about)

    def said_of(self, about: Mapping[str, Any], history: History, edited: bool) -> dict[str, Any]:
        """What a file would say of a run that is called so in `about`, as it stands."""
        run, step = history.identity, int(history.steps[-1]) if len(history) else 0
        now = {"step": step, "id": run.id, "marks": run.marks(step), "touched": edited}
        return {**about, **now, "window": self.window}

    @Slot(object, object)
    def _follow(self, began: RunBegan, history: History) -> None:
        """Another run is under way; the one before, with its whole `history`, is kept if it was anything."""
        rested, run = self.resting, began.identity
        if began.replaced is not None and not rested:
            self._keep(began.replaced, history, run.id)
        if began.apart:
            self.waiting = self.waiting or self.about
        elif self.waiting is not None and run.id == self.waiting["id"] and began.replaced is None:
            self.waiting = None
        if run.id not in self._named:
            self._named[run.id] = self._said(began)
        self.about = self._named[run.id]
        if self.resting is not rested:
            self.changed.emit()  # a run that waits isn't gone back from

    def let_go(self, before: ReplacedRun, history: History) -> None:
        """Keep the run that waits, with its history: the one in its place stays there."""
        if self.waiting is None:
            return
        self.waiting = None
        if before.checkpoint.step or before.checkpoint.about.get("touched"):
            self._keep(before, history, None if self.going is None else self.going.name)

    def _keep(self, before: ReplacedRun, history: History, other: object = None) -> None:
        """Keep a run that another one takes the place of, with the id `other` if that has come back."""
        whole = self.whole(before.checkpoint, history, clean=True)
        made = before.made or bool(whole.about.get("row"))  # all that was made of it may have been undone
        if made and self.row_for is not None:
            whole.about["row"] = row = self.row_for(whole)
            if row:
                self._named[whole.identity.id] |= lasting(whole.about)
        checkpoint, name = replace(whole, history=history), str(whole.about["id"])
        look = self.hold()
        kept = KeptRun(whole.step, name, whole.about, checkpoint, before.images, made=made, look=look)
        self._put(kept, self.going if self.going is not None and self.going.name == (other or "") else None)
        if made:
            self.kept, self._news = kept, True
            self.replaced.emit(whole)
        self.changed.emit()

    def _put(self, kept: KeptRun, other: KeptRun | None) -> None:
        """Put a run among those that undo leads to; where `other` has come back, from there or from those
        that redo leads to, among the ones on the other side, and after it those that were passed over.
        """
        for here, there in ((self.past, self.future), (self.future, self.past)):
            if other in here:
                at = here.index(other)
                there += [kept, *here[:at:-1]]
                del here[at:], there[:-MOST]
                return
        self.past.append(kept)
        self.future.clear()
        del self.past[:-MOST]

    def found(self, path: Path, about: Mapping[str, Any]) -> KeptRun:
        """A file of an earlier session holds a run to go back to, before all others; `about` is what it says
        of that.
        """
        run = KeptRun(about["step"], str(about.get("id", "")), about, path=path)
        self.past.insert(0, run)
        self.kept = self.kept or run
        self.changed.emit()
        return run

    def forget(self, name: str) -> None:
        """The file of the run with this id is gone: nothing leads back to it any more."""
        for runs in (self.past, self.future):
            runs[:] = [run for run in runs if run.path is None or run.name != name]
        if self.kept is not None and self.kept.path is not None and self.kept.name == name:
            self.kept = self.newest_made()
        self.changed.emit()

    def newest_made(self, but: KeptRun | None = None) -> KeptRun | None:
        """The run that undo leads to first, of those that something was made of, and of all `but` one."""
        return next((run for run in reversed(self.past) if run.made and run is not but), None)

    def recognised(self, checkpoint: Checkpoint) -> Checkpoint:
        """A checkpoint out of a file with what is known of its run, where the same moment is still kept."""
        which = checkpoint.identity.id, checkpoint.identity.marks(checkpoint.step)
        known = [kept.checkpoint for kept in (*self.past, *self.future) if kept.checkpoint is not None]
        same = [one for one in known if (one.identity.id, one.identity.marks(one.step)) == which]
        found = next((one for one in same if same_weights(one, checkpoint)), None)  # edited no further
        return checkpoint if found is None else replace(checkpoint, memory=found.memory)

    # names

    def called(self, about: Mapping[str, Any]) -> str:
        """What a run is called of which its checkpoint says this."""
        row, network = about.get("row"), about.get("network")
        title = self.title_of(row) if isinstance(row, str) and row else ""
        known = network if isinstance(network, str) else None
        return one_line(title or run_name(known, begun_of(about)))

    @property
    def name(self) -> str:
        """What the run under way is called."""
        return self._called(self.about)

    def name_of(self, run: str) -> str:
        """What a branch of the run under way is called, by its id; "" if that isn't known."""
        known = self._named.get(run)
        return "" if known is None else self._called(known)

    def _called(self, about: Mapping[str, Any]) -> str:
        """Of the same network as the run under way: only a reset begins one with another."""
        return self.called({**about, "network": network_name(self._training.config)})

    def _said(self, began: RunBegan) -> dict[str, Any]:
        """What is said of a run that wasn't here yet: a new one is called by the second in which it is begun,
        so no other one has that.
        """
        run = began.identity
        if began.about.get("id") == run.id:
            return lasting(began.about)
        self._newest = max(round(time.time()), self._newest + 1)
        said = {"id": run.id, "begun": self._newest}
        row = self._named.get(run.parent, {}).get("row")
        at = began.step if began.forked_at is None else began.forked_at
        return said | ({"branch_of": row, "branch_step": at} if row else {})

    # the way back

    @property
    def is_news(self) -> bool:
        """Whether a run was replaced, and nobody has been told yet."""
        return self._news and self.kept is not None

    @property
    def later(self) -> bool:
        """Whether the kept run is one that was gone back from: redo leads to it, undo does not."""
        return self.kept in self.future

    def say(self, text: str) -> None:
        """Say what has begun, until something else does, and offer the run before if it was just replaced."""
        about, kept = self.about, self.kept if self.is_news else None
        self._training.message.emit(one_line(text), "info")
        if kept is not None:
            self._news = False
            words = self.tr("Go back to {0} (step {1})")
            if self.later:
                words = self.tr("Go forth again to {0} (step {1})")
            words = words.format(self.called(kept.about), f"{kept.step:,}")
            self._training.offered.emit(words, self.wanted.emit)
        self._training.lasts.emit(lambda: self.about is about and (kept is None or self.kept is kept))

    def next(self, way: int) -> KeptRun | None:
        """The run that undo (-1) or redo (1) leads to."""
        stack = self.past if way < 0 else self.future
        return stack[-1] if stack else None

    def go(self, kept: KeptRun | None) -> None:
        """A run is on its way back; None: it is there, or could not come."""
        before, self.going = self.going, kept
        if kept is None and before is self.kept:  # nothing worth keeping was in its place
            self.kept = self.newest_made()
        self.changed.emit()
