"""The check that every test is under finds what is left alive and names the line that it comes from."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Watched = Callable[..., AbstractContextManager[None]]


def line() -> str:
    return r"tests.test_nothing_left_behind\.py:\d+"


def test_a_timer_left_running_is_found(qtbot: QtBot, watched: Watched) -> None:
    timer = QTimer()
    with pytest.raises(AssertionError, match=rf"QTimer.* from {line()}"), watched():
        timer.start(1000)
    assert not timer.isActive()


def test_a_qthread_left_running_is_found(qtbot: QtBot, watched: Watched) -> None:
    thread = QThread()
    with pytest.raises(AssertionError, match=rf"QThread.* from {line()}"), watched():
        thread.start()
    thread.quit()
    assert thread.wait(60_000)


def test_a_window_left_alive_is_found_hidden_or_not(qtbot: QtBot, watched: Watched) -> None:
    with pytest.raises(AssertionError, match=rf"QWidget.* from {line()}"), watched():
        window = QWidget()
    del window


def test_a_thread_left_alive_is_found(watched: Watched) -> None:
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="forgotten")
    with pytest.raises(AssertionError, match=rf"forgotten.* from {line()}"), watched(patience=0.01):
        thread.start()
    gate.set()
    thread.join()


def test_what_has_ended_is_no_fault(qtbot: QtBot, watched: Watched) -> None:
    with watched():
        timer = QTimer()
        timer.start(1000)
        timer.stop()
        made = QWidget()
        made.show()
        made.close()
        made.deleteLater()
        thread = threading.Thread(target=int)
        thread.start()
