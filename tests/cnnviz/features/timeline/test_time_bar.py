"""The time bar: drag it, let go, play the film, go on from there, come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.timeline import TimeBar, track
from cnnviz.features.timeline.film_dialog import FilmDialog
from cnnviz.features.timeline.go_on import GoOnDialog
from cnnviz.features.timeline.life import LifePlot
from cnnviz.features.timeline.past_card import PastCard
from cnnviz.session import Session
from cnnviz.widgets.form import NumberField
from cnnviz.widgets.numbers import brief, significant
from core.training import ReplayError


@pytest.fixture
def bar(qtbot: QtBot, begun: Callable[..., Session]) -> Iterator[TimeBar]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 28)
    made = TimeBar(begun(30, epochs=9), host)
    made.resize(1000, 28)
    host.show()
    yield made
    host.close()


def centre(bar: TimeBar, step: int) -> QPoint:
    return QPoint(round(bar.track.place(step)), bar.track.height() // 2)


def test_it_is_there_when_it_is_wanted(qtbot: QtBot, bar: TimeBar) -> None:
    assert bar.isHidden()
    bar.pin(True)
    assert bar.isVisible()
    assert bar.number.text() == "30 of 30"
    assert not bar.now.isEnabled()
    bar.pin(False)
    bar.hover(False)
    qtbot.waitUntil(bar.isHidden)  # a moment after the mouse has gone


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


@pytest.mark.slow
def test_the_track_stays_under_the_mouse_when_the_step_is_exact(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    bar.session.time.go(12)
    bar.layout().activate()
    found = {bar.track.width()}
    qtbot.waitUntil(lambda: bar.session.time.exact)
    bar.layout().activate()
    found.add(bar.track.width())
    bar.session.time.live()
    bar.layout().activate()
    assert found == {bar.track.width()}


@pytest.mark.slow
def test_how_far_a_step_is_made_again_is_unsaid_when_the_run_has_gone(qtbot: QtBot, bar: TimeBar) -> None:
    session, said = bar.session, []
    session.hint_changed.connect(lambda *words: said.append(words))
    session.time.go(11)
    bar._slow.stop()  # as if it had taken a while
    bar._show_progress(1, 11)
    assert said == [("Time", "Making step 11 again: 1 of 11 steps")]
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and bar.isHidden())
    assert said[-1] == ("", "")


def test_taking_the_thumb_stops_the_film(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    bar.play.click()
    assert bar.playing
    qtbot.mouseClick(bar.track, Qt.MouseButton.LeftButton, pos=centre(bar, 12))
    assert not bar.playing
    qtbot.waitUntil(lambda: bar.session.time.exact)
    assert bar.session.time.step == 12


@pytest.mark.slow
def test_every_step_has_its_place(bar: TimeBar) -> None:
    bar.pin(True)
    assert [bar.track.step_at(bar.track.place(step)) for step in range(31)] == list(range(31))
    assert bar.track.step_at(-50) == 0
    assert bar.track.step_at(5000) == 30


@pytest.mark.slow
def test_the_name_of_an_epoch_is_whole(bar: TimeBar, monkeypatch: pytest.MonkeyPatch) -> None:
    ends, names = list[float](), list[str]()

    class Writing(QPainter):
        def drawText(self, place: Any, text: str) -> None:
            names.append(text)
            ends.append(place.y() + self.fontMetrics().descent())
            super().drawText(place, text)

    monkeypatch.setattr(track, "smooth", Writing)
    bar.pin(True)
    bar.track.grab()
    assert max(ends) <= bar.track.height()
    assert "epoch 1" in names
    names.clear()
    length = bar.session.snapshot.step / bar.session.snapshot.epoch  # type: ignore[union-attr]
    monkeypatch.setattr(type(bar.session.time), "steps", range(round(length) + 1, 31))  # as after a restart
    bar.track.grab()
    assert "epoch 1" not in names  # it isn't kept


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


@pytest.mark.slow
def test_going_on_from_a_step_begins_a_branch(qtbot: QtBot, bar: TimeBar) -> None:
    session = bar.session
    session.time.go(11)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: session.time.exact)
    session.time.branch()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 11)
    bar.hover(False)
    qtbot.waitUntil(bar.isHidden)
    assert session.time.steps == range(12)


@pytest.mark.slow
def test_keyframes_are_turned_through(qtbot: QtBot, bar: TimeBar) -> None:
    time = bar.session.time
    time.turn(1, keyframes=True)
    assert time.step is None  # nothing lies beyond now
    time.turn(-1)
    assert time.step == 29
    time.turn(-1, keyframes=True)
    assert time.step == 24
    time.turn(1, keyframes=True)
    assert time.step == 30
    time.turn(-100)
    assert time.step == 0
    qtbot.waitUntil(lambda: time.exact)


@pytest.mark.slow
def test_the_film_has_a_range_and_a_speed(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    assert bar.track.film == (0, 30)
    end = QPoint(round(bar.track.place(30)), bar.track.height() // 2 + 8)
    qtbot.mousePress(bar.track, Qt.MouseButton.LeftButton, pos=end)
    qtbot.mouseMove(bar.track, QPoint(round(bar.track.place(17)), end.y()))
    qtbot.mouseRelease(bar.track, Qt.MouseButton.LeftButton, pos=end)
    assert bar.track.film == (0, 17)
    assert bar.session.time.step is None
    bar.rate.menu().actions()[3].trigger()
    assert bar.speed == 60
    bar.play.click()
    qtbot.waitUntil(lambda: not bar.playing)
    assert bar.session.time.step == 17
    qtbot.waitUntil(lambda: bar.session.time.exact)
    qtbot.mouseDClick(
        bar.track,
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(bar.track.place(17)), end.y()),
    )
    assert bar.track.film == (0, 30)


@pytest.mark.slow
def test_it_comes_with_the_mouse_over_the_curves(bar: TimeBar) -> None:
    bar.see(30)  # where the plots' own buttons are, all but: they stay under the mouse
    assert bar.isHidden()
    bar.see(60)
    assert bar.isVisible()


@pytest.mark.slow
def test_going_on_with_other_settings_is_asked_for(qtbot: QtBot, bar: TimeBar) -> None:
    time = bar.session.time
    time.go(11)
    qtbot.waitUntil(lambda: time.exact)
    dialog = GoOnDialog(bar.session, bar.window())
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Go on from step 11"
    assert dialog.changes() == {}
    assert bar.session.config.schedule != "constant"
    scheduled = dialog.findChild(QLabel, "go_on_schedule").text()
    assert scheduled.startswith(f"Of the run's rate {brief(0.02)} the schedule makes {brief(time.shown.lr)} ")
    rate = dialog.findChild(NumberField, "go_on_lr")
    assert rate is not None
    rate.clear()
    qtbot.keyClicks(rate, "much")
    dialog.accept()
    assert dialog._fields["lr"].error.startswith("must be a number")
    assert time.step == 11
    rate.clear()
    qtbot.keyClicks(rate, "0.001")
    assert dialog.changes() == {"lr": 0.001}
    assert dialog._fields["lr"].error == ""
    base = 0.02 * 0.001 / time.shown.lr
    scheduled = dialog.findChild(QLabel, "go_on_schedule").text()
    assert scheduled.endswith(f"the run's rate becomes {brief(base)}.")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.accept()
    session = bar.session
    qtbot.waitUntil(lambda: time.step is None and session.snapshot.lr == pytest.approx(0.001))
    assert session.snapshot.base_lr == pytest.approx(base)
    assert session.snapshot.held_until == 0
    assert [branch.start for branch in time.branches] == [0, 11]
    assert bar.track._words_at(bar.track.place(11)).count("\n") <= 1
    name = session.run_before.name
    time.take_up(time.branches[0].number)
    qtbot.waitUntil(lambda: len(time.steps) == 31)
    assert f"{name} went on from here" in bar.track._words_at(bar.track.place(11))
    session.run_before._named.pop(time.branches[1].id)  # as of a branch out of a file
    assert "another run went on from here" in bar.track._words_at(bar.track.place(11))


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_tooltip_goes_as_soon_as_its_step_has_moved_away(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    track, newest = bar.track, bar.session.time.steps.stop - 1
    place = QPoint(round(track.place(newest)), track.height() // 2)
    help_asked = QHelpEvent(QEvent.Type.ToolTip, place, track.mapToGlobal(place))
    QApplication.sendEvent(track, help_asked)
    assert QToolTip.text() == f"step {newest}"
    track.refresh()
    assert QToolTip.isVisible()  # it is as it was
    bar.session.step_batch()
    qtbot.waitUntil(lambda: bar.session.time.steps.stop - 1 == newest + 1)
    assert f"{newest}" not in track._words_at(place.x())
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.slow
def test_another_schedule_has_a_rate_of_its_own_unless_one_is_typed(qtbot: QtBot, bar: TimeBar) -> None:
    time = bar.session.time
    time.go(11)
    qtbot.waitUntil(lambda: time.exact)
    dialog = GoOnDialog(bar.session, bar.window())
    qtbot.addWidget(dialog)
    rate, schedule = dialog._fields["lr"].control, dialog._fields["schedule"].control
    qtbot.keyClicks(rate, " ")  # a space is no other rate
    assert dialog.changes() == {}
    assert rate.value() == time.shown.lr

    def choose(name: str) -> None:
        schedule.setCurrentIndex(schedule.findData(name))
        schedule.activated.emit(schedule.currentIndex())

    other = "constant" if time.shown.config.schedule != "constant" else "cosine"
    choose(other)
    assert rate.value() is None
    assert rate.placeholderText() == "the schedule's"
    assert dialog.changes() == {"schedule": other}
    choose(time.shown.config.schedule)
    assert rate.value() == time.shown.lr
    qtbot.keyClicks(dialog._fields["epochs"].control, "0")
    assert rate.value() is None
    qtbot.keyClicks(rate, "0.001")
    choose(other)
    assert dialog.changes()["lr"] == 0.001


@pytest.mark.slow
def test_another_optimiser_shows_the_momentum_that_it_begins_with(qtbot: QtBot, bar: TimeBar) -> None:
    session, time = bar.session, bar.session.time
    session.set_momentum(0.3)
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 31)
    time.go(30)
    qtbot.waitUntil(lambda: time.exact)
    dialog = GoOnDialog(session, bar.window())
    qtbot.addWidget(dialog)
    momentum, optimizer = dialog._fields["momentum"].control, dialog._fields["optimizer"].control
    shown = momentum.value()
    for name, value in (("adam", session.config.momentum), ("adagrad", None), ("sgd", shown)):
        optimizer.setCurrentIndex(optimizer.findData(name))
        optimizer.activated.emit(optimizer.currentIndex())
        assert momentum.value() == value
    dialog._fields["optimizer"].control.setCurrentIndex(optimizer.findData("adam"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.accept()
    qtbot.waitUntil(lambda: time.step is None and session.config.optimizer == "adam")
    assert session.snapshot.momentum == session.config.momentum != 0.3


@pytest.mark.parametrize("value", [0.0, 0.25, float("nan")])
def test_a_weight_that_never_moved_has_a_life_to_paint(qtbot: QtBot, value: float) -> None:
    plot = LifePlot(None)
    qtbot.addWidget(plot)
    plot.show_life(np.arange(3), np.full(3, value, np.float32), (0, 2), True)
    plot.show_then(1)
    plot.grab()  # a warning of numpy's, or of Qt's, would fail this
    assert np.isfinite(plot._area().y(0.0))


@pytest.mark.slow
def test_a_weight_s_life_and_what_was_forgotten(qtbot: QtBot, bar: TimeBar) -> None:
    session = bar.session
    session.time.go(20)
    qtbot.waitUntil(lambda: session.time.exact)
    card = PastCard(session, bar.window())
    card.show()
    name, array = next((n, a) for n, a in session.time.shown.parameters.items() if a.ndim > 1)  # type: ignore[union-attr]
    index = tuple(size - 1 for size in array.shape)
    session.time.point_at_weight(name, index)
    qtbot.waitUntil(lambda: card.life.note.text() == "Every step, exactly.")
    steps, values = card.life.life()  # type: ignore[misc]
    assert steps.tolist() == list(range(31))
    assert values[20] == array[index]
    assert card.life.sentence.text().startswith(f"{significant(float(values[0]))} at step 0, ")
    assert card.life.which.text() == f"{name}[{', '.join(map(str, index))}]"
    zero = ", ".join("0" * array.ndim)
    for typed, wrong in ((f"{name}[99999]", "A place in"), ("nothing[0]", "There is no nothing")):
        card.life.which.clear()
        qtbot.keyClicks(card.life.which, typed)
        qtbot.keyClick(card.life.which, Qt.Key.Key_Return)
        assert card.life.trouble.text().startswith(wrong)
        assert session.time.weight == (name, index)
    card.life.which.clear()
    qtbot.keyClicks(card.life.which, f"{name} {zero.replace(',', '')}")
    qtbot.keyClick(card.life.which, Qt.Key.Key_Return)
    assert session.time.weight == (name, (0,) * array.ndim)
    session.time.point_at_weight(name, index)  # the mouse changes nothing while one is named
    assert session.time.weight == (name, (0,) * array.ndim)
    qtbot.waitUntil(lambda: card.life.note.text() == "Every step, exactly.")
    assert card.life.life()[1][20] == array[(0,) * array.ndim]  # type: ignore[index]
    qtbot.waitUntil(lambda: "forgotten again" in card.forgotten.sentence.text())
    shown = card.forgotten.grid.images
    assert len(shown) == 32
    assert [each.forgotten for each in shown] == sorted((each.forgotten for each in shown), reverse=True)
    for number, words in ((1, "were learnt"), (2, "forgotten again")):
        card.forgotten.sets.group.button(number).click()
        qtbot.waitUntil(lambda w=words: w in card.forgotten.sentence.text())  # type: ignore[misc]
    session.time.live()


@pytest.mark.slow
def test_what_is_kept_of_a_run_is_not_shown_of_the_next(qtbot: QtBot, bar: TimeBar) -> None:
    session, time = bar.session, bar.session.time
    card = PastCard(session, bar.window())
    card.show()
    time.go(20)
    bar.track.cut(5, 25)
    qtbot.waitUntil(lambda: time.exact)
    name = next(name for name, array in time.shown.parameters.items() if array.ndim > 1)  # type: ignore[union-attr]
    time.point_at_weight(name, (0,) * time.shown.parameters[name].ndim)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: card.life.note.text() == "Every step, exactly.")
    card.hide()  # as the window does without a past step
    time.live()
    run = session.snapshot.run
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.run != run)
    for _ in range(6):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 6)
    time.go(5)
    card.show()
    assert card.life.life() is None
    qtbot.waitUntil(lambda: card.life.note.text() == "Every step, exactly.")
    steps, _ = card.life.life()  # type: ignore[misc]
    assert steps.tolist() == list(range(7))
    assert bar.track.film == (0, 6)


def test_a_life_that_begins_later_says_so(qtbot: QtBot, bar: TimeBar) -> None:
    life = PastCard(bar.session, bar.window()).life
    words = life.words(np.array([7838, 7839]), np.array([-0.161, -0.125], np.float32))
    assert words == "-0.161 at step 7,838, -0.125 at step 7,839. Lowest at step 7,838, highest at step 7,839."
    life.plot.show_life(np.array([7838, 7839]), np.zeros(2, np.float32), (7838, 7839), True)
    assert life.plot._area().x0 == 7838


def test_images_are_said_to_be_forgotten_since_the_first_step_that_is_kept(
    qtbot: QtBot, bar: TimeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = bar.session.time
    monkeypatch.setattr(type(time), "steps", property(lambda _: range(11, 31)))  # as of a run gone on with
    card = PastCard(bar.session, bar.window())
    card.show()
    time.go(20)
    qtbot.waitUntil(lambda: "forgotten again" in card.forgotten.sentence.text())
    assert "Counted from step 11:" in card.forgotten.sentence.text()


def test_a_film_says_before_it_is_made_how_many_pictures_it_has(qtbot: QtBot, bar: TimeBar) -> None:
    dialog = FilmDialog(bar.session, {"window": bar.window()}, (0, 30), bar.window())
    qtbot.addWidget(dialog)
    count = len(dialog.steps())
    assert 3 < count < 10
    assert dialog.note.text().startswith(f"{count} pictures: the first step, the last, and between")
    first, most = (dialog.findChild(NumberField, f"film_{name}") for name in ("first", "most"))
    assert first is not None
    assert most is not None
    first.selectAll()
    qtbot.keyClicks(first, "500")
    assert "from 0 to 30" in dialog._fields["first"].error
    assert not dialog.note.text()
    first.selectAll()
    qtbot.keyClicks(first, "0")
    assert not dialog._fields["first"].error
    most.selectAll()
    qtbot.keyClicks(most, "3")
    assert dialog.note.text().startswith(f"3 pictures, evenly chosen of {count}: the first")


@pytest.mark.slow
def test_a_film_is_made_of_a_range(qtbot: QtBot, bar: TimeBar, tmp_path: Path) -> None:
    session = bar.session
    dialog = FilmDialog(session, {"window": bar.window()}, (0, 30), bar.window())
    qtbot.addWidget(dialog)
    dialog.findChild(NumberField, "film_last").setText("99")  # type: ignore[union-attr]
    dialog.begin()
    assert "from 0 to 30" in dialog._fields["last"].error
    dialog.findChild(NumberField, "film_last").setText("24")  # type: ignore[union-attr]
    dialog.findChild(NumberField, "film_most").setText("3")  # type: ignore[union-attr]
    wanted = dialog.steps()
    assert wanted == [0, 8, 24]
    with qtbot.waitSignal(session.message) as said:
        dialog.make(tmp_path / "film", wanted, 10)
    assert said.args[0].startswith("3 pictures")
    assert len(list((tmp_path / "film").iterdir())) == 3
    assert session.time.step is None
    dialog.make(tmp_path / "other", wanted, 10)
    dialog.stop()
    assert "Stopped." in dialog.note.text()
    assert session.time.step is None


def test_a_film_that_is_paused_shows_the_very_step(qtbot: QtBot, bar: TimeBar) -> None:
    bar.pin(True)
    time = bar.session.time
    bar.play.click()
    qtbot.waitUntil(lambda: time.shown is not None)
    bar.play.click()
    assert not bar.playing
    qtbot.waitUntil(lambda: time.exact)
    assert bar.number.text() == f"{time.step:,} of 30 ✓ exact"


@pytest.mark.parametrize(
    ("verdict", "said"), [("unknown", "7 of 30, not compared"), ("failed", "7 of 30: can't be made")]
)
def test_it_says_why_a_step_is_not_exact(bar: TimeBar, verdict: Any, said: str) -> None:
    bar.pin(True)
    time = bar.session.time
    time.step, time.verdict, time.why = 7, verdict, "Why not."
    time.changed.emit()
    assert bar.number.text() == said
    assert bar.number.toolTip() == "Why not."


def test_a_film_ends_with_a_step_that_can_not_be_made(
    qtbot: QtBot, bar: TimeBar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ReplayError("the keyframes are gone")

    monkeypatch.setattr(bar.session.time.timeline, "visit", refuse)
    dialog = FilmDialog(bar.session, {"window": bar.window()}, (0, 30), bar.window())
    qtbot.addWidget(dialog)
    dialog.make(tmp_path / "film", [0, 8], 10)
    qtbot.waitUntil(lambda: dialog.note.text() == "the keyframes are gone")
    assert bar.session.time.step is None


def test_what_was_forgotten_once_is_said_to_be_so(bar: TimeBar) -> None:
    part = PastCard(bar.session, bar.window()).forgotten
    right = np.array([[True] * 4, [False, False, True, True], [True] * 4])
    part._take_looks(part._known, np.zeros((4, 28, 28), np.uint8), (right, np.arange(4)))
    assert part.sentence.text().startswith("2 of 4 were forgotten again, each of them once.")
