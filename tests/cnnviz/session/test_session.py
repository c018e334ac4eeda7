"""The session carries training to the window's thread, keeps every step's numbers, and walks a trace."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import core
from cnnviz.session import Session
from core.training import Event, TrainConfig


def quiet(session: Session) -> bool:
    return session.ready and session.state != "training"


def messages(session: Session) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    session.message.connect(lambda text, kind: heard.append((text, kind)))
    return heard


def trained(session: Session, steps: int) -> Callable[[], bool]:
    return lambda: session.snapshot is not None and session.snapshot.step >= steps


def test_it_is_loading_until_the_images_are_there(qtbot: QtBot, digits: tuple[Any, Any]) -> None:
    gate = threading.Event()

    def data() -> tuple[Any, Any]:
        gate.wait(60)
        return digits

    made = Session(TrainConfig(batch_size=32), data)
    made.start()
    assert made.state == "loading"
    with qtbot.waitSignal(made.config_changed):
        gate.set()
    assert made.snapshot is not None
    assert made.snapshot.step == 0
    assert made.close()


def test_training_makes_steps_until_paused(qtbot: QtBot, session: Session) -> None:
    session.toggle()
    qtbot.waitUntil(trained(session, 10))
    assert session.state == "training"
    session.toggle()
    qtbot.waitUntil(lambda: session.state == "paused")


@pytest.mark.fault(22)
def test_no_step_is_lost_however_slow_the_window_paints(qtbot: QtBot, session: Session) -> None:
    session.snapshot_changed.connect(lambda: session.painted(0.03))
    session.train()
    qtbot.waitUntil(trained(session, 60))
    session.pause()
    qtbot.waitUntil(lambda: quiet(session) and len(session.history) == session.snapshot.step)
    np.testing.assert_array_equal(session.history.steps, np.arange(1, len(session.history) + 1))


def test_one_batch_is_one_step(qtbot: QtBot, session: Session) -> None:
    session.step_batch()
    qtbot.waitUntil(trained(session, 1))
    assert session.state == "paused"
    assert session.snapshot.step == 1


def test_an_epoch_ends_with_a_test(qtbot: QtBot, session: Session) -> None:
    session.step_epoch()
    qtbot.waitUntil(lambda: len(session.history.evaluations) == 1 and quiet(session))
    assert session.snapshot.step == session.snapshot.test_step == 16
    assert session.history.evaluations[0].step == 16


def test_the_first_step_forward_records_the_next_batch(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.step_forward()
    assert session.trace.step == session.snapshot.step == 1
    assert session.cursor == 0
    assert session.state == "recorded"
    assert session.stop.phase == "forward"


def test_the_cursor_walks_both_ways_and_stays_at_the_ends(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.step_forward()
    last = len(session.trace.stops) - 1
    moved: list[int] = []
    session.cursor_changed.connect(moved.append)
    session.step_back()
    assert moved == []
    for _ in range(last + 3):
        session.step_forward()
    assert moved == list(range(1, last + 1))
    assert session.stop.phase == "update"
    session.step_back()
    assert session.cursor == last - 1
    session.set_cursor(-7)
    assert session.cursor == 0


def test_the_selected_number_and_the_watched_image_go_together(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    names = session.trace.names
    session.select(core.Cell(names[0], "output", (9, 1, 6, 7)))
    assert session.watched == 9
    session.watch(13)
    assert session.selection == core.Cell(names[0], "output", (13, 1, 6, 7))
    session.turn(-1)
    assert session.watched == session.selection.index[0]
    weight = core.Cell(names[0], "weight", (1, 0, 2, 2))
    session.select(weight)
    session.watch(2)
    assert (session.selection, session.watched) == (weight, 2)


def test_a_number_that_is_asked_for_says_of_which_image_it_is(qtbot: QtBot, session: Session) -> None:
    session.watch(3)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.probe.position == 3)
    told: list[str] = []
    session.message.connect(lambda words, _: told.append(words))
    session.record(lambda trace: core.Cell("conv1", "output", (3, 0, 0, 0)))
    qtbot.waitUntil(lambda: session.selection is not None)
    assert session.watched == 3
    assert told[0].endswith("In sight is image 4 of its batch.")


def test_a_number_of_another_image_than_the_watched_one_says_so(qtbot: QtBot, session: Session) -> None:
    told: list[str] = []
    session.message.connect(lambda words, _: told.append(words))
    session.record(lambda trace: core.Cell("conv1", "output", (7, 0, 0, 0)))
    qtbot.waitUntil(lambda: session.selection is not None)
    assert session.watched == 7
    assert told[0].endswith("In sight is image 8 of its batch.")


def test_another_image_leaves_the_cursor_before_the_selected_number(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    cell = core.Cell(session.trace.names[-1], "output", (4, 1))
    session.select(cell)
    made = session.cursor
    session.set_cursor(made - 1)
    for image in (5, 3):
        session.watch(image)
        assert session.selection == cell._replace(index=(image, 1))
        assert session.cursor == made - 1
    session.select(session.selection)  # chosen once more, it is gone on to
    assert session.cursor == made


def test_the_loss_of_an_image_follows_to_the_next_images_label(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    labels = session.trace.labels
    other = int(np.flatnonzero(labels != labels[0])[0])
    session.select(core.Cell("loss", "log_probabilities", (0, int(labels[0]))))
    session.watch(other)
    assert session.selection == core.Cell("loss", "log_probabilities", (other, int(labels[other])))
    assert session.picture().loss == -session.trace.at(session.selection)
    third = next(k for k in range(10) if k not in (labels[0], labels[other]))
    session.select(core.Cell("loss", "log_probabilities", (other, third)))  # a class that isn't the label
    session.watch(0)
    assert session.selection.index == (0, third)


def test_a_recorded_batch_shows_its_own_numbers(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.watch(3)
    session.set_cursor(1)
    picture = session.picture()
    assert picture.kind == "trace"
    assert picture.position == 3
    assert picture.forward == {"conv1", "pool1"}
    assert not picture.backward
    np.testing.assert_array_equal(picture.outputs["conv1"], session.trace["conv1"].output[3])
    np.testing.assert_array_equal(picture.gradients["conv1"], session.trace["conv1"].grad_output[3])
    session.set_cursor(len(session.trace.stops) - 1)
    assert session.picture().updated


def test_a_further_step_makes_it_stale_and_training_lets_it_go(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    with qtbot.waitSignal(session.state_changed, check_params_cb=lambda state: state == "stale"):
        session.step_batch()
    assert session.trace is not None
    session.train()
    assert session.trace is None
    qtbot.waitUntil(lambda: session.state == "training")
    assert session.picture().kind == "live"


def test_recording_while_training_pauses(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(trained(session, 3))
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    qtbot.waitUntil(lambda: session.state == "recorded")


def test_leaving_the_recorded_batch_shows_the_network_again(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.leave()
    assert session.state == "paused"
    assert session.picture().kind == "live"


def test_a_reset_begins_a_new_history(qtbot: QtBot, session: Session) -> None:
    session.step_epoch()
    qtbot.waitUntil(lambda: len(session.history) == 16 and quiet(session))
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.step == 0)
    assert len(session.history) == 0
    assert session.history.evaluations == []


def test_a_reset_with_a_config_that_is_refused_changes_nothing(qtbot: QtBot, session: Session) -> None:
    heard = messages(session)
    session.step_batch()
    session.reset(TrainConfig(batch_size=0))
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "batch_size" in heard[0][0]
    assert heard[0][1] == "error"
    assert session.snapshot.step == 1


def test_another_image_is_watched(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.watched_changed):
        session.watch(5)
    qtbot.waitUntil(lambda: session.snapshot.probe.position == 5)
    session.watch(10_000)
    assert session.watched == 31


def test_an_image_of_the_run_before_is_not_watched_in_the_one_that_comes(
    qtbot: QtBot, session: Session
) -> None:
    waits: list[Any] = []
    session.ask(session.engine.suspend, then=waits.append)
    qtbot.waitUntil(lambda: bool(waits))
    with qtbot.waitSignal(session.live.run_changed):
        session.ask(session.engine.start_other, session.config)
    session.watch(5)
    done = threading.Event()
    session.ask(session.engine.take_back, waits[0])
    session.ask(done.set)
    assert done.wait(20)
    session.live.take()  # the run is seen before the answers are
    assert session.snapshot.run == session.engine.trainer.run
    qtbot.waitUntil(lambda: session.watched == session.snapshot.probe.position == 0)


def test_a_smaller_batch_moves_the_watched_image_into_it(qtbot: QtBot, session: Session) -> None:
    session.watch(30)
    session.reset(TrainConfig(batch_size=8))
    qtbot.waitUntil(lambda: session.image_count() == 8)
    assert session.watched == session.snapshot.probe.position <= 7


def test_mistakes_are_found_in_turn(qtbot: QtBot, session: Session) -> None:
    read, _ = session.predictions()
    wrong = np.flatnonzero(read != session.snapshot.watched.labels)
    assert session.wrong_after(-1) == wrong[0]
    assert session.wrong_after(int(wrong[0])) == wrong[1]
    assert session.wrong_after(31) == wrong[0]


def test_weights_are_saved_and_loaded_between_steps(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    heard = messages(session)
    file = tmp_path / "weights.safetensors"
    session.step_batch()
    session.save_weights(file)
    qtbot.waitUntil(lambda: len(heard) == 1)
    kept = session.snapshot.parameters["conv1.weight"]
    session.step_batch()
    session.load_weights(file)
    qtbot.waitUntil(lambda: len(heard) == 2)
    qtbot.waitUntil(lambda: np.array_equal(session.snapshot.parameters["conv1.weight"], kept))
    assert [kind for _, kind in heard] == ["info", "info"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x04\x95pickle"])
def test_a_bad_file_is_a_message_and_changes_nothing(
    qtbot: QtBot, session: Session, tmp_path: Path, content: bytes
) -> None:
    heard = messages(session)
    file = tmp_path / "bad.safetensors"
    file.write_bytes(content)
    before = session.snapshot
    session.load_weights(file)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0][1] == "error"
    assert "bad.safetensors" in heard[0][0]
    assert session.snapshot.run == before.run


def test_runaway_numbers_stop_the_run_with_one_plain_message(qtbot: QtBot, session: Session) -> None:
    heard = messages(session)
    session.set_lr(1e6)
    session.train()
    qtbot.waitUntil(lambda: session.state == "diverged")
    qtbot.waitUntil(lambda: len(heard) >= 1)
    session.pause()
    assert len(heard) == 1
    assert heard[0][1] == "error"
    assert all(np.isfinite(a).all() for a in session.snapshot.parameters.values())


def test_answers_arrive_in_the_windows_thread(qtbot: QtBot, session: Session) -> None:
    seen: list[threading.Thread] = []
    session.ask(
        threading.current_thread, then=lambda engine: seen.extend([engine, threading.current_thread()])
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_data_that_cannot_be_read_stop_it_with_the_reason(qtbot: QtBot) -> None:
    def data() -> tuple[Any, Any]:
        raise OSError("the images are gone")

    made = Session(TrainConfig(), data)
    heard = messages(made)
    made.start()
    qtbot.waitUntil(lambda: made.state == "stopped" and len(heard) == 1)
    assert "the images are gone" in heard[0][0]
    made.train()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert made.close()


def test_images_of_ones_own_begin_a_new_run(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    file = tmp_path / "own.npz"
    images = rng.integers(0, 255, (80, 28, 28)).astype(np.uint8)
    labels = (np.arange(80) % 10).astype(np.uint8)
    np.savez(file, x_train=images, y_train=labels, x_test=images[:20], y_test=labels[:20])
    before, heard = session.snapshot.run, messages(session)
    session.open_data(file)
    qtbot.waitUntil(lambda: session.snapshot.run != before and len(heard) == 1)
    session.open_data(tmp_path / "none.npz")
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [kind for _, kind in heard] == ["info", "error"]


def test_closing_in_the_middle_of_training_ends_its_thread(qtbot: QtBot, digits: tuple[Any, Any]) -> None:
    made = Session(TrainConfig(batch_size=32), lambda: digits)
    made.start()
    made.train()
    qtbot.waitUntil(trained(made, 3))
    assert made.close()
    assert made.close()
    assert made.ask(made.engine.train) is None


def test_closing_before_the_start_is_allowed(qtbot: QtBot) -> None:
    assert Session(TrainConfig()).close()


def test_an_undone_step_leaves_the_history_and_the_network_where_they_were(
    qtbot: QtBot, session: Session
) -> None:
    for wanted in (1, 2):
        session.step_batch()
        qtbot.waitUntil(trained(session, wanted))
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    heard = messages(session)
    session.undo_step()
    qtbot.waitUntil(lambda: session.trace is None and bool(heard))
    assert session.snapshot is not None
    assert session.snapshot.step == 2
    assert list(session.history.steps) == [1, 2]
    assert heard[-1][1] == "info"


def test_the_steps_play_by_themselves_to_the_end_and_again(qtbot: QtBot, session: Session) -> None:
    player = session.player
    for _ in range(9):
        player.faster(1)
    player._timer.setInterval(0)
    with qtbot.waitSignal(session.trace_changed):
        player.toggle()  # records a batch first
    assert player.playing
    qtbot.waitUntil(lambda: not player.playing)
    assert session.stop.phase == "update"
    player.toggle()
    assert session.cursor == 0
    player.pause()
    player.still = True
    player.toggle()
    assert session.cursor == 1
    assert not player.playing
    player.still = False
    player.toggle()
    session.leave()
    assert not player.playing


def test_many_short_epochs_make_no_more_pictures(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = session.live
    session.train()
    qtbot.waitUntil(lambda: session.state == "training")
    taken: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(live, "take", lambda: taken.append("a picture"))
        for kind, text in (("epoch", ""), ("state", "evaluating"), ("evaluated", ""), ("state", "training")):
            live._take_event(Event(kind, text, 3, {}))
        assert taken == []
        live._worker.turn += 1
        live._take_event(Event("state", "paused", 3, {}))
        assert taken == ["a picture"]
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")


def test_what_is_answered_in_one_turn_is_shown_once(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.live.timer.stop()
    feed, taken, answers = session.engine.feed, [], list[int]()
    take_all = feed.take_all
    monkeypatch.setattr(feed, "take_all", lambda: (taken.append("once"), take_all())[1])
    for number in range(8):
        session.ask(int, number, then=answers.append)
    session.step_batch()
    session.engine.post(int).result(60)  # all have been answered by the time that the window hears of it
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    assert answers == list(range(8))
    assert taken == ["once"]


def test_the_clock_shows_no_answer_before_it_is_heard(qtbot: QtBot, session: Session) -> None:
    session.live.timer.stop()
    seen: list[int] = []
    session.ask(session.engine.step, then=lambda _: seen.append(session.snapshot.step))
    session.engine.post(int).result(60)
    session.live._tick()
    assert seen == [session.snapshot.step] == [1]


def test_an_answer_that_fails_to_be_told_keeps_no_other_one_back(qtbot: QtBot, session: Session) -> None:
    answers: list[int] = []
    with qtbot.captureExceptions() as caught:
        session.ask(int, 0, then=lambda _: [][1])
        session.ask(int, 1, then=answers.append)
        session.engine.post(int).result(60)
        qtbot.waitUntil(lambda: answers == [1])
    assert [kind for kind, *_ in caught] == [IndexError]


def test_an_image_that_was_asked_for_is_one_of_the_batch_of_the_run_that_began_meanwhile(
    qtbot: QtBot, session: Session
) -> None:
    session.watch_index(int(session.snapshot.watched.indices[20]))
    session.reset(replace(session.config, batch_size=4))
    session.engine.post(int).result(60)  # both are done by the time that the window hears of either
    seen: list[bool] = []
    session.watched_changed.connect(lambda watched: seen.append(watched < session.image_count()))
    qtbot.waitUntil(lambda: session.config.batch_size == 4 and session.image_count() == 4)
    qtbot.waitUntil(lambda: not session.shown._asked)
    assert 0 <= session.watched < 4
