"""The lab: a run with a mistake in one layer beside its right twin, while the user's own run waits whole."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session.background import Background, Report
from core.mistakes import Mistake
from core.training import NetworkCopy
from core.training.twins import (
    RightTwin,
    TwinVerdict,
    alignments,
    hide_one,
    offered,
    read_right,
    verdict,
    with_mistake,
    without_mistakes,
)

if TYPE_CHECKING:
    from cnnviz.session.recorded import LeftTrace
    from cnnviz.session.session import Session
    from core.training import RunBegan, TrainConfig
    from core.training.history import Adjustment
    from core.training.run import SuspendedRun

OFTEN = 50  # steps between two looks at the gradients
HIDDEN_STEPS = 100  # that are made before a hidden mistake is looked for

Look = tuple[dict[str, float], tuple[float, float], int | None]  # cosines, shares read right, of which step
NOTHING: Look = {}, (math.nan, math.nan), None


@dataclass(frozen=True)
class LabFinding:
    """What is known of the pair: losses of both up to `step`, cosines of the gradients, and the verdict.

    `read` are the shares of the first test images that the broken one and its twin read right; they and the
    cosines are of step `looked`, None while nobody has looked. NaN where nothing is known.
    """

    step: int
    cosines: dict[str, float]
    verdict: TwinVerdict
    read: tuple[float, float] = (math.nan, math.nan)
    looked: int | None = None


class Lab(QObject):
    """One experiment at a time; `changed` whenever something of it has.

    `held` tells which checkpoint is to be kept in the file of the run while the user's own waits, None when
    it is back.
    """

    changed = Signal()
    held = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.open = False
        self.kept = False  # whether somebody keeps the user's own run in a file meanwhile
        self.layer, self.key = "", ""  # of the mistake that is in the run
        self.hidden = False  # whether it is to be found
        self.mended = False
        self._mended_at = 0  # after how many steps
        self.seed = 0
        self.guesses: list[tuple[str, str]] = []
        self.pages = 0
        self.found: LabFinding | None = None
        self.aside: SuspendedRun | None = None
        self._coming: Future[SuspendedRun] | None = None  # it was asked for
        self._asking = False
        self._wants_back = False  # whether the own run is to come back once what was asked for is answered
        self._later: list[Callable[[], object]] = []  # what is done after that
        self._own_look: LeftTrace | None = None  # at their own batch, while others come here
        self._twin: RightTwin | None = None
        self._told_away = False
        self._looked = -1
        self._run = -1  # the number of the experiment's run, -1 once another is in its place
        self.background = Background(session, self)
        session.live.run_began.connect(self._run_began)
        session.refreshed.connect(self.changed)
        session.snapshot_changed.connect(self._follow)
        session.selection_changed.connect(self._count)

    # what there is

    @property
    def running(self) -> bool:
        """Whether an experiment is in the place of the user's run."""
        return self.aside is not None

    @property
    def busy(self) -> bool:
        """Whether something was asked for that is yet to be answered."""
        return self._asking

    @property
    def spec(self) -> dict[str, Any]:
        """The network in sight, all of it right."""
        shot = self.session.snapshot
        return without_mistakes(shot.spec) if shot is not None else {"layers": []}

    @property
    def offers(self) -> dict[str, tuple[Mistake, ...]]:
        """The mistakes that each layer can be given."""
        return offered(self.spec)

    @property
    def twin_losses(self) -> list[float]:
        """The twin's losses, step by step."""
        return [] if self._twin is None else self._twin.losses

    @property
    def twin_accuracies(self) -> list[float]:
        """The twin's accuracies on its batches, step by step."""
        return [] if self._twin is None else self._twin.accuracies

    def right(self, config: TrainConfig) -> TrainConfig:
        """The settings of an experiment without its mistake: its network is named as the user's own is."""
        return config if self.aside is None else replace(config, spec=self.aside.copy.config.spec)

    # beginning and ending

    @Slot()
    def toggle(self) -> None:
        """Open the card, or close it: the user's own run comes back."""
        if self.open:
            self.stop()
        elif self.session.snapshot is not None:
            self.open = True
            self.changed.emit()

    def stop(self) -> None:
        """Close the card; the user's own run comes back."""
        if self.open:
            self.open = False
            self.back()
            self.changed.emit()

    def begin(self, layer: str, key: str, hidden: bool = False) -> None:
        """Begin the run again from its seed with a mistake in a layer, paused; the user's own run waits."""
        if self._asking or self.session.snapshot is None:
            return
        config = replace(self.session.live.settings, spec=with_mistake(self.spec, layer, key))
        self._asking = True
        if self.aside is None:
            self._own_look = self.session.recorded.look
        self.session.leave()
        begin, then = partial(self._begin, config), partial(self._begun, layer, key, hidden, config)
        self._coming = self.session.ask(begin, self.aside, then=then, failed=self._refused)

    def hide(self, seed: int) -> None:
        """Begin a run with a mistake that is drawn by a seed, and train it a little."""
        shot = self.session.snapshot
        if self._asking or shot is None:
            return

        def begin(drawn: tuple[str, str]) -> None:
            self._asking = False
            if self._wants_back:
                self._answered()
            elif self.spec != spec:  # another network is there by now
                self.hide(seed)
            else:
                self.begin(*drawn, hidden=True)

        self.seed, self._asking, spec = seed, True, self.spec
        shape = shot.watched.images.shape[1:]
        images, batch = shape if len(shape) == 3 else (1, *shape), self.session.live.settings.batch_size
        draw = partial(hide_one, spec, images, seed, batch)
        self.session.ask(draw, then=begin, failed=self._refused)

    def guess(self, layer: str, key: str) -> bool:
        """Whether this is the mistake; what was guessed is kept."""
        self.guesses.append((layer, key))
        right = (layer, key) == (self.layer, self.key)
        if right:
            self.hidden = False
        self.changed.emit()
        return right

    def reveal(self) -> None:
        """Tell which mistake it is."""
        self.hidden = False
        self.changed.emit()

    def mend(self) -> None:
        """Put the mistake right, and go on from here with the weights as they are."""
        if not self.running or self.mended or self._asking:
            return
        self._asking = True
        self.session.pause()
        self.session.ask(self._mend, then=self._is_mended, failed=self._refused)

    def back(self) -> None:
        """Put the user's own run back into its place, and go on with what was going on."""
        if self._asking:
            self._wants_back = True
            return
        aside = self._end()
        if aside is not None:
            self.session.leave()
            self.session.ask(self.session.engine.take_back, aside, then=partial(self._is_back, aside))

    def when_answered(self, then: Callable[[], object]) -> None:
        """Do something now, or once what was asked for is answered."""
        if self._asking:
            self._later.append(then)
        else:
            then()

    def begin_again(self) -> None:
        """Begin the experiment under way again from its seed, with its twin."""
        self.begin(self.layer, self.key, self.hidden)

    def _end(self) -> SuspendedRun | None:
        """End the experiment; returns the user's own run, which waits."""
        aside, self.aside = self.aside, None
        self.background.cancel()
        self._twin, self.found, self.layer, self.key = None, None, "", ""
        self.hidden = self.mended = False
        return aside

    @Slot(object, object)
    def _run_began(self, began: RunBegan, _: object) -> None:
        """A run of another kind in the experiment's place ends that; the user's own is kept then."""
        if began.apart or (began.continues is not None and began.continues.run == self._run):
            self._run = began.version.run
            return
        self._run = -1
        self._let_go()

    def _let_go(self) -> None:
        aside = self._end() if self.running else None
        if aside is not None:
            self._own_look = None
            self.session.let_go(aside)
            self.held.emit(None)
            self.changed.emit()

    def end_at_once(self) -> None:
        """The window closes: the user's own run is back in its place before the training thread ends."""
        aside, self.aside = self.aside, None
        self.background.end()
        self.session.put_back_at_once(aside, self._coming)

    # what the training thread answers

    def _begin(self, config: TrainConfig, aside: SuspendedRun | None) -> SuspendedRun:
        """On the training thread: begin an experiment, at once; returns the run that was in its place."""
        own = self.session.engine.config if aside is None else aside.copy.config
        return self.session.set_aside(config, follower=replace(config, spec=own.spec))

    def _begun(self, layer: str, key: str, hidden: bool, config: Any, before: SuspendedRun) -> None:
        if self.aside is None:  # else that was an experiment, too
            self.aside = before
            self.held.emit(before.copy)
        if self._run < 0:  # another run has been begun since
            self._let_go()
            self._answered()
            return
        self.layer, self.key, self.hidden, self.mended = layer, key, hidden, False
        self.guesses, self.pages, self.found, self._looked = [], 0, None, -1
        self._twin, self._told_away = None, False
        self.background.cancel()
        self.session.ask(self.session.engine.copy, then=partial(self._make_twin, config))
        if hidden:
            self.session.ask(self.session.engine.train_until, HIDDEN_STEPS)
        self._answered()

    def _answered(self) -> None:
        """What was asked for is done; the own run comes back now if that was wanted meanwhile."""
        self._asking, self._coming = False, None
        if self._wants_back:
            self._wants_back = False
            self.back()
        self.changed.emit()
        later, self._later = self._later, []
        for then in later:
            then()

    def _make_twin(self, config: Any, copy: NetworkCopy) -> None:
        if self.running:
            work = partial(_twin, config, copy)
            self.background.start(work, self._take_twin)

    def _take_twin(self, twin: RightTwin) -> None:
        self._twin = twin
        self._follow()

    def _mend(self) -> None:
        """On the training thread: no other run may come in between."""
        engine = self.session.engine
        checkpoint = engine.checkpoint()
        spec, config = without_mistakes(checkpoint.spec), self.right(checkpoint.config)
        engine.resume(replace(checkpoint.branch(), spec=spec, config=config, memory=None))

    def _is_mended(self, _: object) -> None:
        if self.running:  # else another run has been begun since
            self.mended, self.hidden, self._looked = True, False, -1
            self._mended_at = len(self.session.history)
            if self.found is not None:  # the broken gradients are gone
                self._judge(*NOTHING)
        self._answered()
        self._follow()

    def _is_back(self, aside: SuspendedRun, _: object) -> None:
        self.held.emit(None)
        self.session.ask(self.session.engine.go_on, aside)
        left, self._own_look = self._own_look, None
        if left is not None and not aside.training:
            self.session.recorded.come_back(left)
        self.changed.emit()

    def _refused(self, _: BaseException) -> None:
        """A message has said why."""
        self._answered()

    # following the run

    @Slot()
    def _count(self) -> None:
        if self.hidden and self.session.selection is not None:
            self.pages += 1

    @Slot()
    def _follow(self) -> None:
        """Bring the twin to the step in sight, and look at the gradients now and then."""
        shot, twin = self.session.snapshot, self._twin
        if not self.running or twin is None or shot is None or self.background.running:
            return
        step = shot.step
        behind = 0 if twin.ran_away else step - twin.trainer.step_number
        if self._looked < 0 or abs(step - self._looked) >= OFTEN or (behind <= 0 and step != self._looked):
            self.session.ask(self.session.engine.copy, then=self._look)
        elif behind > 0:
            self.background.start(partial(_advance, twin, step, self._adjustments), self._advanced)

    def _look(self, copy: NetworkCopy) -> None:
        if self.running and self._twin is not None and not self.background.running:
            self._looked = copy.step
            work = partial(_both, self._twin, copy, self._adjustments)
            self.background.start(work, partial(self._take, self.mended))

    @property
    def _adjustments(self) -> tuple[Adjustment, ...]:
        """The settings that were changed by hand, which the twin is given too."""
        return tuple(self.session.history.adjustments)

    def _advanced(self, _: object) -> None:
        found = self.found
        self._judge(*(NOTHING if found is None else (found.cosines, found.read, found.looked)))
        self._follow()

    def _take(self, mended: bool, looked: Look) -> None:
        if mended == self.mended:  # else it was put right meanwhile
            self._judge(*looked)
        self._follow()

    def _judge(self, cosines: dict[str, float], read: tuple[float, float], looked: int | None) -> None:
        broken, right = self.session.history.column("loss"), self.twin_losses
        since = self._mended_at if self.mended else 0  # what it learnt as it is
        said = verdict(broken[since:], right[since:], cosines)
        self.found = LabFinding(min(len(broken), len(right)), cosines, said, read, looked)
        twin = self._twin
        if twin is not None and twin.ran_away and not self._told_away:
            self._told_away = True
            words = self.tr("The right twin's numbers ran away too, after step {0}: the rate is too high.")
            self.session.live.tell(words.format(f"{twin.trainer.step_number:,}"))
        self.changed.emit()


def _twin(config: Any, copy: NetworkCopy, report: Report) -> RightTwin:
    report(0.0)
    return RightTwin(config, copy.spec, (copy.train, copy.test))


def _advance(twin: RightTwin, step: int, adjustments: tuple[Adjustment, ...], report: Report) -> None:
    twin.advance(min(step, twin.trainer.step_number + OFTEN), report, adjustments)


def _both(twin: RightTwin, copy: NetworkCopy, adjustments: tuple[Adjustment, ...], report: Report) -> Look:
    """The twin brought along, the gradients' directions, and what both read of the test images."""
    twin.advance(copy.step, report, adjustments)
    cosines = alignments(copy)
    finite = {name: cosine if math.isfinite(cosine) else math.nan for name, cosine in cosines.items()}
    report(0.5)
    read = read_right(copy), math.nan
    if twin.trainer.step_number == copy.step:
        read = read[0], read_right(NetworkCopy.of(twin.trainer))
    return finite, read, copy.step
