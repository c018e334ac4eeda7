"""Work in the background: its thread, its progress, its end."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from cnnviz.session.background import Background, Cancelled, Report
from cnnviz.session.worker import unfinished


class Waiting:
    """A work that goes on until it is let go or cancelled."""

    def __init__(self) -> None:
        self.began, self.go, self.cancelled = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, report: Report) -> str:
        self.began.set()
        try:
            while not self.go.wait(0.002):
                report(0.5)
        except Cancelled:
            self.cancelled.set()
            raise
        return "done"


def test_the_result_comes_back_to_the_window_s_thread(qtbot: QtBot, session: Session) -> None:
    background, came = Background(session), []
    here = QThread.currentThread()

    def work(report: Report) -> bool:
        return QThread.currentThread() is here

    with qtbot.waitSignal(background.ended):
        background.start(work, lambda result: came.append((result, QThread.currentThread() is here)))
        assert background.running
    assert came == [(False, True)]
    assert not background.running


def test_progress_is_told_in_fractions(qtbot: QtBot, session: Session) -> None:
    background, work = Background(session), Waiting()
    with qtbot.waitSignal(background.progressed) as told:
        background.start(work, lambda _: None)
    assert told.args == [0.5]
    with qtbot.waitSignal(background.ended):
        work.go.set()


def test_a_cancelled_work_ends_and_its_result_is_dropped(qtbot: QtBot, session: Session) -> None:
    background, work, came = Background(session), Waiting(), []
    background.start(work, came.append, came.append)
    with qtbot.waitSignal(background.ended):
        background.cancel()
    assert not background.running
    assert work.cancelled.wait(60) or not work.began.is_set()
    background.end()
    heard: list[int] = []
    session.ask(int, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))  # what was on its way to the window has come by now
    assert not came
    assert came == []


def test_a_new_work_takes_the_place_of_the_one_before(qtbot: QtBot, session: Session) -> None:
    background, first, came = Background(session), Waiting(), []
    background.start(first, lambda _: came.append("first"))
    assert first.began.wait(60)
    with qtbot.waitSignal(background.ended):
        background.start(lambda report: "second", came.append)
    assert first.cancelled.wait(60)
    assert came == ["second"]


def test_what_it_raises_goes_to_failed(qtbot: QtBot, session: Session) -> None:
    background, came = Background(session), []

    def work(report: Report) -> None:
        raise ValueError("no images")

    with qtbot.waitSignal(background.ended):
        background.start(work, came.append, lambda error: came.append(str(error)))
    assert came == ["no images"]


def test_without_failed_an_error_is_a_message(qtbot: QtBot, session: Session) -> None:
    background = Background(session)

    def work(report: Report) -> None:
        raise ValueError("no images")

    with qtbot.waitSignal(session.message) as told:
        background.start(work, lambda _: None)
    assert told.args == ["no images", "error"]


def test_a_work_can_be_started_from_the_end_of_the_one_before(qtbot: QtBot, session: Session) -> None:
    background, came = Background(session), []

    def again(result: str) -> None:
        came.append(result)
        background.start(lambda report: "b", came.append)

    background.start(lambda report: "a", again)
    qtbot.waitUntil(lambda: came == ["a", "b"])


def test_it_ends_with_the_session(qtbot: QtBot, session: Session) -> None:
    keeper = QObject()
    background, work, came = Background(session, keeper), Waiting(), []
    background.start(work, came.append)
    assert work.began.wait(60)
    assert session.close()
    assert work.cancelled.is_set()
    assert not background.running
    background.start(work, came.append)
    assert not background.running
    assert came == []


def test_the_window_doesn_t_wait_for_a_work_that_nobody_wants_any_more(session: Session) -> None:
    background, began, go = Background(session), threading.Event(), threading.Event()

    def work(report: Report) -> None:
        began.set()
        assert go.wait(60)

    class Sheet:
        def take(self, _: object) -> None:
            """What waits for the work."""

    sheet = Sheet()
    background.start(work, sheet.take)
    assert began.wait(60)
    background.end()
    held = weakref.ref(sheet)
    del sheet
    assert held() is None  # it isn't kept until the thread has ended
    go.set()
    assert session.close()
    assert not any(type(thread).__name__ == "Job" for thread in unfinished)


def test_a_work_may_begin_with_an_answer_of_the_engine_s(qtbot: QtBot, session: Session) -> None:
    background, came = Background(session), []

    def begin(answer: int) -> None:
        assert background.running is False
        background.start(lambda report: answer + 1, came.append)

    with qtbot.waitSignal(background.ended):
        background.ask(lambda: 4, begin)
        assert background.running
    assert came == [5]


def test_an_answer_is_dropped_that_nobody_waits_for_any_more(qtbot: QtBot, session: Session) -> None:
    background, came = Background(session), []
    background.ask(lambda: "called off", came.append)
    background.cancel()
    assert not background.running
    background.ask(lambda: "first", came.append)
    with qtbot.waitSignal(background.ended):
        background.ask(lambda: "second", came.append)
    assert came == ["second"]


def test_a_question_that_fails_is_waited_for_no_longer(qtbot: QtBot, session: Session) -> None:
    background, failed = Background(session), []

    def impossible() -> None:
        raise ValueError("no copy can be made")

    for hear in (failed.append, None):
        with qtbot.waitSignals([background.ended, session.message]):
            background.ask(impossible, failed.append, hear)
        assert not background.running
    assert [str(error) for error in failed] == ["no copy can be made"]
