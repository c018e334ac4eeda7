"""Every past step that is asked for is made again and compared, or the reason why not is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from pytestqt.qtbot import QtBot

from cnnviz.session import Session, weight_edits
from cnnviz.session.lab import Lab
from core.data.dataset import Dataset
from core.training import ReplayError, TrainConfig
from core.training.acts import AddNoise, SetValue

from .test_any_order import CONFIG, images

pytestmark = pytest.mark.slow

PATIENCE = 60.0  # seconds, after which something hangs


def make_steps(qtbot: QtBot, session: Session, count: int) -> None:
    for _ in range(count):
        assert session.snapshot is not None
        session.step_batch()
        qtbot.waitUntil(lambda at=session.snapshot.step + 1: session.snapshot.step == at)  # type: ignore[misc]


def edit(qtbot: QtBot, session: Session, act: Any = None) -> None:
    done: list[Any] = []
    act = act or SetValue("conv1", "weight", (0, 0, 1, 1), 0.5)
    session.ask(session.engine.touch, act, then=done.append)
    qtbot.waitUntil(lambda: bool(done))


def record(qtbot: QtBot, session: Session) -> None:
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)


def undo(qtbot: QtBot, session: Session) -> None:
    assert session.snapshot is not None
    session.undo_step()
    qtbot.waitUntil(lambda run=session.snapshot.run: session.snapshot.run != run)  # type: ignore[misc]


def check_exact(qtbot: QtBot, session: Session, steps: range) -> None:
    """Each step becomes exact, and is that step."""
    assert session.time.steps == steps
    for step in steps:
        session.time.go(step)
        qtbot.waitUntil(lambda: bool(session.time.verdict))
        assert (session.time.step, session.time.verdict, session.time.why) == (step, "exact", "")
        assert session.time.shown is not None
        assert session.time.shown.step == step
    session.time.live()


def test_steps_before_weights_were_edited_are_exact(qtbot: QtBot, session: Session) -> None:
    edit(qtbot, session)  # before the first step as well
    make_steps(qtbot, session, 3)
    edit(qtbot, session)
    make_steps(qtbot, session, 2)
    check_exact(qtbot, session, range(6))


def test_steps_before_one_that_was_taken_back_are_exact(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 3)
    record(qtbot, session)
    undo(qtbot, session)
    make_steps(qtbot, session, 2)
    check_exact(qtbot, session, range(6))


def test_steps_of_a_run_that_was_brought_back_are_exact(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 3)
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 0)
    make_steps(qtbot, session, 2)
    session.turn_run(-1)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 3)
    make_steps(qtbot, session, 1)
    check_exact(qtbot, session, range(5))


def test_steps_of_a_run_that_waited_for_a_broken_one_are_exact(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 3)
    lab = session.part(Lab)
    lab.begin("conv1", lab.offers["conv1"][0].id)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 0)
    lab.back()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 3)
    make_steps(qtbot, session, 1)
    check_exact(qtbot, session, range(5))


def test_where_nothing_is_kept_to_compare_with_it_says_so(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 5)
    timeline = session.time.timeline
    assert timeline is not None
    edit(qtbot, session)
    timeline._line.frames.pop(5)  # as where there was no room for it
    make_steps(qtbot, session, 1)
    with qtbot.waitSignal(session.message) as said:
        session.time.go(4)
    assert said.args == [session.time.why, "info"]
    assert "nothing is kept that it could be compared with" in session.time.why
    assert session.time.verdict == "unknown"


def test_a_step_that_can_not_be_made_says_so(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_steps(qtbot, session, 3)
    timeline = session.time.timeline

    def refuse(*_: Any, **__: Any) -> None:
        raise ReplayError("the keyframes are gone")

    monkeypatch.setattr(timeline, "visit", refuse)
    session.time.go(2)
    qtbot.waitUntil(lambda: session.time.verdict == "failed")
    assert session.time.why == "the keyframes are gone"


def test_recording_before_the_step_is_there_holds_it_up_and_no_more(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 5)
    session.time.go(3)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    qtbot.waitUntil(lambda: session.time.exact)
    assert session.time.shown is not None
    assert session.time.shown.step == 3
    assert session.trace is not None  # which stays in sight


def test_what_is_refused_holds_the_step_up_and_no_more(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 5)
    session.time.go(3)
    session.time.branch(preprocessing="raw")  # which can't change on the way
    qtbot.waitUntil(lambda: session.time.exact)
    assert session.time.step == 3


def test_another_step_is_not_called_exact_for_the_one_before(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 12)
    session.time.near(8)
    qtbot.waitUntil(lambda: session.time.shown is not None)
    seen: list[tuple[int, int]] = []

    def look() -> None:
        if session.time.exact and session.time.shown is not None and session.time.step is not None:
            seen.append((session.time.step, session.time.shown.step))

    session.time.changed.connect(look)
    session.time.go(8)
    qtbot.waitUntil(lambda: session.time.shown is not None and session.time.shown.step == 8)
    session.time.near(10)  # it is shown by step 8 as well, whose comparison is on its way
    session.time.drop()
    qtbot.waitUntil(lambda: session.time.exact)
    assert seen
    assert all(asked == shown for asked, shown in seen)


def test_a_step_that_is_asked_for_right_after_training_is_shown(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 4)
    session.train()
    session.time.go(2)  # before the first word of that training has come
    qtbot.waitUntil(lambda: session.time.exact)
    assert session.time.step == 2
    assert not session.training
    session.time.go(3)
    session.time.live()
    qtbot.waitUntil(lambda: session.training)


def test_training_goes_on_when_the_past_is_left_at_once(qtbot: QtBot, session: Session) -> None:
    make_steps(qtbot, session, 4)
    session.train()
    qtbot.waitUntil(lambda: session.training)
    session.time.go(2)
    session.time.live()  # before the engine has come to pausing
    make = session.snapshot
    assert make is not None
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > make.step + 20)
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")


def test_a_step_that_is_asked_for_right_after_undoing_is_that_of_the_run_put_back(
    qtbot: QtBot, session: Session
) -> None:
    make_steps(qtbot, session, 4)
    record(qtbot, session)
    session.undo_step()
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    assert session.time.step == 3
    assert session.snapshot is not None
    assert session.snapshot.step == 4


class Askings(RuleBasedStateMachine):
    """A session without a window, whose past is looked into between all that makes it what it is."""

    data: ClassVar[tuple[Dataset, Dataset]] = images(40), images(16)
    config: ClassVar[TrainConfig] = CONFIG
    found: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.session = Session(self.config, lambda: self.data)
        self.session.message.connect(lambda text, _: self.said.append(text))
        self.session.start()
        self.wait(lambda: self.session.ready)
        self.steps(9)

    def wait(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"never answered: {vars(self.session.time)}"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    def answered(self) -> None:
        heard: list[Any] = []
        self.session.ask(int, then=heard.append)
        self.wait(lambda: bool(heard))

    def check(self) -> None:
        """The step in sight, if one is, is answered."""
        past = self.session.time
        self.answered()
        self.wait(lambda: past.step is None or bool(past.verdict))
        if past.step is None:
            return
        self.found.append(past.verdict)
        assert past.verdict in ("exact", "unknown"), past.why
        assert (past.verdict == "exact") == (past.why == "")
        assert not past.why or past.why in self.said
        assert past.shown is not None
        assert past.shown.step == past.step

    @rule(count=st.integers(1, 9))
    def steps(self, count: int) -> None:
        for _ in range(count):
            self.session.step_batch()
        self.answered()

    @rule(name=st.sampled_from(["train", "pause", "record", "leave", "undo_step", "step_epoch"]))
    def command(self, name: str) -> None:
        getattr(self.session, name)()

    @rule(which=st.sampled_from(["noise", "undo", "redo", "back"]))
    def edit(self, which: str) -> None:
        edits = weight_edits.of(self.session)
        if which == "noise":
            edits.do(AddNoise(None, 0.01))
        else:
            {"undo": edits.undo, "redo": edits.redo, "back": edits.put_back}[which]()

    @rule()
    def reset(self) -> None:
        self.session.reset()

    @rule(way=st.sampled_from([-1, 1]))
    def bring_back(self, way: int) -> None:
        self.session.turn_run(way)

    @rule(lr=st.sampled_from([0.01, 0.05]))
    def set_lr(self, lr: float) -> None:
        self.session.set_lr(lr)

    @rule()
    def branch(self) -> None:
        self.session.time.branch(lr=0.03)

    @rule(place=st.integers(0, 7))
    def take_up(self, place: int) -> None:
        branches = self.session.time.branches
        if branches:
            self.session.time.take_up(branches[place % len(branches)].number)

    @rule(broken=st.booleans())
    def lab(self, broken: bool) -> None:
        lab = self.session.part(Lab)
        if broken and not lab.running:
            lab.begin("conv1", lab.offers["conv1"][0].id)
        elif not broken:
            lab.back()

    @rule()
    def move_weights(self) -> None:
        self.session.set_workers(1)

    @rule(position=st.integers(0, 7))
    def watch(self, position: int) -> None:
        self.session.watch(position)

    @rule(place=st.floats(0, 1), wait=st.booleans())
    def go(self, place: float, wait: bool) -> None:
        steps = self.session.time.steps
        self.session.time.go(round(place * max(0, len(steps) - 1)) + steps.start)
        if wait:
            self.check()

    @rule(place=st.floats(0, 1))
    def drag(self, place: float) -> None:
        steps = self.session.time.steps
        self.session.time.drag(round(place * max(0, len(steps) - 1)) + steps.start)

    @rule()
    def live(self) -> None:
        self.session.time.live()

    @rule()
    def look(self) -> None:
        self.check()

    @invariant()
    def nothing_else_is_called_exact(self) -> None:
        past = self.session.time
        if past.exact:
            assert past.shown is not None
            assert past.shown.step == past.step

    def teardown(self) -> None:
        try:
            self.check()
            self.session.pause()
            self.answered()
        finally:
            assert self.session.close()
            self.session.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_in_any_order_every_step_asked_for_is_answered(qtbot: QtBot) -> None:
    Askings.found.clear()
    run_state_machine_as_test(
        Askings, settings=settings(max_examples=60, stateful_step_count=40, deadline=None, derandomize=True)
    )
    assert Askings.found.count("exact") > 0.9 * len(Askings.found)
