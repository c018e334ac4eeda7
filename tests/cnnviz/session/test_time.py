"""A past step comes into sight as it was, and training goes on from it or where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from core.training import Snapshot, TrainConfig


@pytest.fixture
def session(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[Session]:
    made = Session(TrainConfig(batch_size=32, epochs=2, lr=0.02), lambda: digits)
    made.start()
    qtbot.waitUntil(lambda: made.ready and made.state == "paused")
    yield made
    assert made.close()


def steps(qtbot: QtBot, session: Session, count: int) -> list[Snapshot]:
    """Make so many steps, one by one; the snapshot after each."""
    shots = []
    for _ in range(count):
        assert session.snapshot is not None
        before = session.snapshot
        with qtbot.waitSignal(session.snapshot_changed):
            session.step_batch()
        assert session.snapshot.step == before.step + 1
        shots.append(session.snapshot)
    return shots


def test_every_step_comes_into_sight_as_it_was(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 12)
    assert session.time.step is None
    for step in (3, 11, 12, 1):
        session.time.go(step)
        assert session.time.step == step
        assert not session.time.exact
        qtbot.waitUntil(lambda: session.time.exact)
        then, was = session.time.shown, shots[step - 1]
        assert then is not None
        assert then.step == step
        for name, array in was.parameters.items():
            np.testing.assert_array_equal(then.parameters[name], array)
            np.testing.assert_array_equal(then.gradients[name], was.gradients[name])
        np.testing.assert_array_equal(then.probe.logits, was.probe.logits)
        assert then.train_loss == was.train_loss
        assert then.version == was.version
        picture = session.picture()
        assert picture is not None
        assert (picture.kind, picture.step) == ("then", step)
        assert session.in_sight is then
    session.time.live()
    assert session.time.step is None
    assert session.picture().kind == "live"  # type: ignore[union-attr]
    assert session.snapshot is not None
    assert session.snapshot.step == 12


def test_dragging_shows_the_keyframe_nearby(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 12)
    session.time.near(10)
    qtbot.waitUntil(lambda: session.time.shown is not None)
    assert session.time.step == 10
    assert session.time.shown.step == 8  # type: ignore[union-attr]
    assert not session.time.exact


def test_what_was_going_on_goes_on(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > 5)
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact and session.state == "paused")
    session.time.live()
    qtbot.waitUntil(lambda: session.state == "training")
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact and session.state == "paused")
    session.train()  # leaves the past
    qtbot.waitUntil(lambda: session.state == "training")
    assert session.time.step is None
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")


def test_the_batch_of_a_past_step_is_recorded(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 8)
    session.time.go(5)
    qtbot.waitUntil(lambda: session.time.exact)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    assert session.trace is not None
    assert session.trace.step == 5
    name = session.trace.names[0]
    np.testing.assert_array_equal(session.trace[name].after["weight"], shots[4].parameters[f"{name}.weight"])
    session.leave()
    assert session.time.step == 5
    copies: list[Any] = []
    session.ask(session.network_copy, then=copies.append)
    qtbot.waitUntil(lambda: bool(copies))
    assert copies[0].step == 5
    np.testing.assert_array_equal(copies[0].state[f"{name}.weight"], shots[4].parameters[f"{name}.weight"])


def test_going_on_from_a_past_step_leaves_the_run_beside(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 9)
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    session.time.branch(lr=0.01)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 4)
    assert session.time.step is None
    qtbot.waitUntil(lambda: len(session.history) == 4)
    (shot,) = steps(qtbot, session, 1)
    name = next(iter(shot.parameters))
    assert not np.array_equal(shot.parameters[name], shots[4].parameters[name])
    assert session.history.column("lr")[-1] == np.float32(0.01)
    assert session.time.steps == range(6)
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    np.testing.assert_array_equal(session.time.shown.parameters[name], shots[2].parameters[name])  # type: ignore[union-attr]


def test_what_can_not_change_is_refused(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 3)
    with qtbot.waitSignal(session.message) as said:
        session.time.branch(2, batch_size=7)
    assert "batch_size" in said.args[0]
    assert session.snapshot is not None
    assert session.snapshot.step == 3
