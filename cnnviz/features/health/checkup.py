"""The checkup: looks at the run's numbers now and then, says what is amiss, and puts it right when asked.

The rules read the history that the window has anyway, in half a millisecond, at most once a second; the units
are looked at on a copy of the network, in the background. The training thread only makes that copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system.throttle import Throttle
from core.health import Hint, UnitFigures
from core.training import Snapshot
from core.training.identity import RunIdentity
from core.training.network_copy import NetworkCopy
from core.training.version import UNKNOWN


@dataclass(frozen=True, eq=False)
class Start:
    """`parameters` at `step` and `gradients` at `gradients_step`, of the run `of`."""

    of: RunIdentity = field(default_factory=RunIdentity)
    step: int = 0
    parameters: Mapping[str, np.ndarray] = field(default_factory=dict)
    gradients: Mapping[str, np.ndarray] = field(default_factory=dict)
    gradients_step: int = 0

    def is_of(self, shot: Snapshot) -> bool:
        """Whether all of its steps are also those of the run in a picture."""
        last = max(self.step, self.gradients_step)
        return last <= shot.step and self.of.marks(last) == shot.identity.marks(last)


MOST_KNOWN = 8  # starts of runs that may come back


class Beginning:
    """The start of the run that is going on; empty before there is any.

    A run that comes back, or that goes on with the steps of another one, has the start that is known of them.
    """

    def __init__(self) -> None:
        self.run = -1
        self.start = Start()
        self._known: list[Start] = []

    def see(self, shot: Snapshot) -> None:
        """Take what a picture has that comes first."""
        if shot.run != self.run:
            self.run = shot.run
            known = [start for start in self._known if start.is_of(shot)]
            own = Start(shot.identity, shot.step, shot.parameters)
            self._begin(min([*known, own], key=lambda s: (s.step, not s.gradients, s.gradients_step)))
        if shot.gradients and not self.start.gradients:
            made = replace(self.start, of=shot.identity, gradients=shot.gradients, gradients_step=shot.step)
            self._begin(made)

    def _begin(self, start: Start) -> None:
        self.start = start
        self._known = [*(known for known in self._known if known is not start), start][-MOST_KNOWN:]


EVERY = 1.0  # seconds between two checks at least
SETTLED, WATCHED, UNWATCHED = 1.0, 3.0, 15.0  # seconds between two looks at the units: each takes 0.1 s
IMAGES = 512  # that the units are looked at with
SOONEST = 20  # steps before the units are looked at by themselves: nothing has happened yet
KEPT = 3  # checks of a training run without a hint until it is taken back: it must not flicker at the border
SPEAKING = ("ReLU", "Sigmoid", "Tanh")  # kinds of layers whose units can die or stick


@dataclass(frozen=True, eq=False)
class Done:
    """What was changed for a hint: a title and a sentence that say so, and what takes it back."""

    hint: Hint
    step: int
    title: str
    text: str
    undo: Callable[[], None]


class Checkup(QObject):
    """`hints` are those in sight, the most severe first; `units` the newest figures, of step `units_step`."""

    hints_changed = Signal()
    units_changed = Signal()
    again = Signal(object)  # asks for the settings to be opened, filled from a TrainConfig
    not_again = Signal()  # asks for the run's values there instead

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setObjectName("checkup")
        self.session = session
        self.beginning = Beginning()
        self.hints: list[Hint] = []
        self.done: Done | None = None
        self.units: dict[str, UnitFigures] = {}
        self.units_step, self.units_version = 0, UNKNOWN
        self.first_units: dict[str, UnitFigures] = {}
        self.images, self.of_tests = 0, True  # how many the figures are over; are they test images?
        self._watched = False  # whether a sheet shows the units
        self._dismissed: set[str] = set()
        self._missed: dict[str, int] = {}
        self._checked, self._checked_step = Throttle(), -1
        self._looked = Throttle()  # at the units
        self._background = Background(session, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._check)
        self._units_timer = QTimer(self, singleShot=True)
        self._units_timer.timeout.connect(self._want_units)
        session.snapshot_changed.connect(self._see)
        session.history_changed.connect(self._follow)
        session.state_changed.connect(self._look_again)
        session.ended.connect(self._timer.stop)
        session.ended.connect(self._units_timer.stop)

    @classmethod
    def of(cls, session: Session) -> Checkup:
        """The session's one checkup, made when it is first asked for."""
        return session.part(cls)

    def watch(self, watched: bool) -> None:
        """A sheet that shows the units has been opened, or closed."""
        self._watched = watched
        if watched:
            self._want_units()
        else:
            self._units_timer.stop()

    # what the user does

    def dismiss(self, hint: Hint) -> None:
        """Show this kind of hint no more in this run."""
        self._dismissed.add(hint.kind)
        self.hints = [one for one in self.hints if one.kind != hint.kind]
        self.hints_changed.emit()

    def forget_done(self) -> None:
        """Take the word of what was changed away."""
        self.done = None
        self.hints_changed.emit()
        self._look_again()

    def nothing_filled_in(self) -> None:
        """No choices wait for a reset in the settings any more."""
        if self.done is not None and not self.done.hint.fix.live:
            self.forget_done()

    def fix(self, hint: Hint) -> None:
        """Do what the hint proposes: at once, or in the settings, from where a new run starts."""
        fix, shot = hint.fix, self.session.snapshot
        step = shot.step if shot is not None else 0
        if fix.live:
            before, after = float(fix.before), float(fix.after)
            before = shot.lr if shot is not None and shot.lr > 0 else before
            self.session.set_lr(after)
            text = self.tr("It is {0} from here on; it was {1}.").format(f"{after:.3g}", f"{before:.3g}")
            title = self.tr("The learning rate is changed")
            self.done = Done(hint, step, title, text, lambda: self._scale_back(after, before))
        else:
            self.again.emit(fix.config)
            title = self.tr("The settings are filled in")
            text = self.tr("Reset there to start the new run. Until then this one stays as it is.")
            self.done = Done(hint, step, title, text, self.not_again.emit)
        self.hints = [one for one in self.hints if one.kind != hint.kind]
        self.hints_changed.emit()

    def undo(self) -> None:
        """Put the setting back that the newest remedy has changed."""
        done, self.done = self.done, None
        if done is not None:
            done.undo()
            self.hints_changed.emit()
            self._look_again()

    def _scale_back(self, after: float, before: float) -> None:
        """Undo the change; where the schedule has gone on meanwhile, the rate goes back in proportion."""
        session = self.session

        def undone(whole: bool) -> None:
            now = session.snapshot.lr if session.snapshot is not None else after
            if not whole:
                session.set_lr(before if now == after else now * before / after)

        session.ask(session.engine.undo_lr, then=undone)

    # what the run does

    @Slot()
    def _see(self) -> None:
        shot = self.session.snapshot
        if shot is None:
            return
        if shot.run != self.beginning.run:
            self._new_run()
        self.beginning.see(shot)
        if self._watched:
            self._want_units()

    def _new_run(self) -> None:
        shown = bool(self.hints) or self.done is not None
        self.hints, self.done, self.units, self.first_units = [], None, {}, {}
        self.units_step, self.units_version, self._checked_step = 0, UNKNOWN, -1
        self._dismissed, self._missed = set(), {}
        self._looked = Throttle()
        self._background.cancel()
        if shown:
            self.hints_changed.emit()
        self.units_changed.emit()

    @Slot()
    def _follow(self) -> None:
        history = self.session.history
        if not len(history) or self._timer.isActive() or self.session.closed:
            return
        wait = self._checked.left(EVERY)
        if wait <= 0:
            self._check()
        else:
            self._timer.start(round(1000 * wait) + 1)

    @Slot()
    def _check(self) -> None:
        """Ask the rules, if there are new steps."""
        self._checked.restart()
        session, shot = self.session, self.session.snapshot
        steps = session.history.steps
        if shot is None or not len(steps) or shot.run != session.history.run:
            return
        if int(steps[-1]) >= SOONEST:
            self._want_units()
        if int(steps[-1]) != self._checked_step:
            self._checked_step = int(steps[-1])
            self._ask_rules(shot.spec)

    def _ask_rules(self, spec: dict[str, Any]) -> None:
        from core.health import HINT_KINDS, hints

        session = self.session
        units = (self.units, self.units_step, self.first_units)
        found = {hint.kind: hint for hint in hints(session.history, session.config, spec, *units)}
        if session.live.engine_state == "diverged" and any("mistake" in item for item in spec["layers"]):
            found = {}  # the notice offers the one remedy, and the mistake is the cause
        for hint in self.hints:
            missed = self._missed.get(hint.kind, 0) + 1
            if hint.kind not in found and missed < KEPT and session.training:
                found[hint.kind], self._missed[hint.kind] = hint, missed
            else:
                self._missed.pop(hint.kind, None)
        silent = self._dismissed | self._answered()
        shown = [found[kind] for kind in HINT_KINDS if kind in found and kind not in silent]
        if shown != self.hints:
            if {hint.kind for hint in shown} - {hint.kind for hint in self.hints}:
                self.done = None  # something new is amiss, or the remedy didn't help
            self.hints = shown
            self.hints_changed.emit()

    def _answered(self) -> set[str]:
        """The kind that something is being done about: the steps so far know nothing of it yet."""
        done, steps = self.done, self.session.history.steps
        if done is None or (done.hint.fix.live and int(steps[-1]) > done.step):
            return set()
        return {done.hint.kind}

    @Slot()
    def _look_again(self) -> None:
        """Ask the rules anew, though there are no new steps."""
        self._checked_step = -1
        self._follow()

    # the units

    @Slot()
    def _want_units(self) -> None:
        """Have the units looked at, if it is time and something in the network speaks of them."""
        shot = self.session.snapshot
        pause = UNWATCHED if not self._watched else WATCHED if self.session.training else SETTLED
        busy = self._background.running
        if shot is None or busy or (self.units and not self.session.moved_on(self.units_version)):
            return
        early = self._looked.left(pause)
        if early > 0:
            if self._watched:  # a change by hand is followed by no other picture
                self._units_timer.start(round(1000 * early) + 1)
            return
        if not self._watched and not any(item["type"] in SPEAKING for item in shot.spec["layers"]):
            return
        self._looked.restart()
        self._background.ask(self.session.network_copy, self._copied)

    def _copied(self, made: NetworkCopy) -> None:
        begun = self.beginning.start
        if made.run != self.beginning.run:
            return
        start = dict(begun.parameters) if begun.step == 0 and not self.first_units else {}

        def work(report: Report) -> tuple[dict[str, Any], dict[str, Any]]:
            from core.health.units import figures_of_copy

            now = figures_of_copy(made, IMAGES, report=report)
            first = figures_of_copy(made, IMAGES, start, report) if start else {}
            return now, first

        self._background.start(work, lambda found: self._figured(made, *found), lambda _: None)

    def _figured(self, made: NetworkCopy, now: dict[str, UnitFigures], first: dict[str, UnitFigures]) -> None:
        if made.run != self.beginning.run:
            return
        from core.health.units import looked_at

        seen, self.of_tests = looked_at(made)
        self.images = min(IMAGES, len(seen))
        self.units, self.units_step, self.units_version = now, made.step, made.version
        self.first_units = first or self.first_units
        self.units_changed.emit()
        self._look_again()
        self._want_units()  # the network may have changed while they were looked at
