"""The time bar: drag it, let go, play the film, go on from there, come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.timeline import TimeBar
from cnnviz.session import Session
from core.training import TrainConfig


@pytest.fixture
def bar(qtbot: QtBot, digits: tuple[Any, Any]) -> Iterator[TimeBar]:
    host = QWidget()
    qtbot.addWidget(host)
    session = Session(TrainConfig(batch_size=32, epochs=9, lr=0.02), lambda: digits)
    session.start()
    qtbot.waitUntil(lambda: session.ready and session.state == "paused")
    host.resize(1000, 28)
    made = TimeBar(session, host)
    made.resize(1000, 28)
    host.show()
    for step in range(1, 31):
        session.step_batch()
        qtbot.waitUntil(lambda n=step: session.snapshot is not None and session.snapshot.step == n)  # type: ignore[misc]
    yield made
    assert session.close()


def centre(bar: TimeBar, step: int) -> QPoint:
    return QPoint(round(bar.track.place(step)), bar.track.height() // 2)


def test_it_is_there_when_it_is_wanted(bar: TimeBar) -> None:
    assert bar.isHidden()
    bar.pin(True)
    assert bar.isVisible()
    assert bar.number.text() == "30 of 30"
    assert not bar.go_on.isEnabled()
    bar.pin(False)
    assert bar.isHidden()


def test_dragging_shows_steps_nearby_and_letting_go_the_very_one(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    time = bar.session.time
    qtbot.mousePress(bar.track, Qt.MouseButton.LeftButton, pos=centre(bar, 12))
    qtbot.waitUntil(lambda: time.shown is not None)
    assert time.step == 12
    qtbot.mouseMove(bar.track, centre(bar, 20))
    qtbot.mouseRelease(bar.track, Qt.MouseButton.LeftButton, pos=centre(bar, 20))
    assert time.step == 20
    assert bar.number.text().startswith("≈")
    qtbot.waitUntil(lambda: time.exact)
    assert bar.number.text() == "20 of 30 ✓ exact"
    assert time.shown is not None
    assert time.shown.step == 20
    bar.now.click()
    assert time.step is None
    assert bar.number.text() == "30 of 30"


def test_every_step_has_its_place(bar: TimeBar) -> None:
    bar.pin(True)
    assert [bar.track.step_at(bar.track.place(step)) for step in range(31)] == list(range(31))
    assert bar.track.step_at(-50) == 0
    assert bar.track.step_at(5000) == 30


def test_the_film_ends_at_the_newest_step(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    time = bar.session.time
    seen: list[int] = []
    time.changed.connect(lambda: seen.append(time.shown.step) if time.shown is not None else None)
    bar.play.click()
    assert bar.playing
    qtbot.waitUntil(lambda: not bar.playing)
    qtbot.waitUntil(lambda: time.exact)
    assert seen == sorted(seen)
    assert seen[-1] == 30
    assert len(set(seen)) >= 4


def test_going_on_from_a_step_begins_a_branch(qtbot: QtBot, bar: TimeBar) -> None:
    session = bar.session
    session.time.go(11)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: session.time.exact)
    bar.go_on.click()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 11)
    assert bar.isHidden()
    assert session.time.steps == range(12)


def test_keyframes_are_turned_through(qtbot: QtBot, bar: TimeBar) -> None:
    time = bar.session.time
    time.turn(-1)
    assert time.step == 29
    time.turn(-1, keyframes=True)
    assert time.step == 24
    time.turn(1, keyframes=True)
    assert time.step == 30
    time.turn(-100)
    assert time.step == 0
    qtbot.waitUntil(lambda: time.exact)
