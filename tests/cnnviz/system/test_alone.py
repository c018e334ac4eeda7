"""Other threads wait while the window makes all that is in sight anew."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system import alone

PATIENCE = 60.0  # seconds, after which something hangs


@pytest.fixture(autouse=True)
def _for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy doesn't end the waiting before the window has painted."""
    monkeypatch.setattr(alone, "LONGEST", PATIENCE)


def test_nothing_waits_usually() -> None:
    alone.wait()


def test_a_thread_waits_until_the_window_is_back_at_its_events(qtbot: QtBot) -> None:
    passed = threading.Event()

    def work() -> None:
        alone.wait()
        passed.set()

    alone.begin()
    thread = threading.Thread(target=work)
    thread.start()
    assert not passed.wait(0.05)  # the window has been busy all the time
    qtbot.waitUntil(passed.is_set)
    thread.join(PATIENCE)


def test_a_window_that_never_comes_back_is_waited_for_no_longer_than_that(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(alone, "LONGEST", 0.0)
    alone.begin()
    alone.wait()
    qtbot.waitUntil(alone._free.is_set)


def test_training_makes_no_step_meanwhile(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: session.live.active)
    session.live.stand_still()
    answer = session.engine.post(int)
    with pytest.raises(TimeoutError):
        answer.result(0.05)
    qtbot.waitUntil(answer.done)


def test_work_in_the_background_goes_no_further_meanwhile(qtbot: QtBot, session: Session) -> None:
    background, passed = Background(session), threading.Event()

    def work(report: Report) -> None:
        report(0.5)
        passed.set()

    session.live.stand_still()
    background.start(work, lambda _: None)
    assert not passed.wait(0.05)
    qtbot.waitUntil(passed.is_set)
    qtbot.waitUntil(lambda: not background.running)


def test_a_session_that_closes_lets_training_go_on_and_end(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: session.live.active)
    session.live.stand_still()  # LONGEST is more than the closing's patience here
    assert session.close()
