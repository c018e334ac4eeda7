"""A past step comes into sight as it was, and training goes on from it or where it stood."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.curves import CurvesPanel
from cnnviz.session import Session, weight_edits
from core.training import Guest, Snapshot
from core.training.acts import SetValue


def steps(qtbot: QtBot, session: Session, count: int) -> list[Snapshot]:
    """Make so many steps, one by one; the snapshot after each."""
    shots = []
    for _ in range(count):
        assert session.snapshot is not None
        before = session.snapshot
        session.step_batch()
        qtbot.waitUntil(lambda at=before.step + 1: session.snapshot.step == at)  # type: ignore[misc]
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


@pytest.mark.slow
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
    images, labels = session.batch()  # those of that step, not those of the grid of now
    np.testing.assert_array_equal(labels, session.trace.labels)
    low, high = session.shown.pixel_ends
    np.testing.assert_allclose(images / 255 * (high - low) + low, session.trace.images[:, 0], atol=0.02)
    session.watch(3)
    assert session.picture() is not None
    assert session.picture().label == labels[3]
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


def test_a_step_that_is_asked_for_once_a_branch_is_seen_comes(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 5)
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    session.time.branch(lr=0.01)
    session.time.changed.connect(partial(session.time.go, 2), Qt.ConnectionType.SingleShotConnection)
    qtbot.waitUntil(lambda: session.time.step == 2 and session.time.exact)


def test_going_on_from_a_past_step_looks_at_the_same_image(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 7)
    session.watch_index(77)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.probe.index == 77)
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    with qtbot.waitSignal(session.live.run_changed):
        session.time.branch(lr=0.01)
    assert session.time.step is None
    assert session.snapshot is not None
    assert session.snapshot.probe.index == 77
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    session.watch(2)
    images, labels = session.batch()
    with qtbot.waitSignal(session.live.run_changed):
        session.time.branch(lr=0.02)
    assert (session.watched, session.snapshot.probe.position) == (2, 2)
    assert session.snapshot.probe.label == labels[2]
    np.testing.assert_array_equal(session.snapshot.watched.labels, labels)
    assert np.abs(session.snapshot.probe.image - images[2].astype(int)).max() <= 1


def test_what_can_not_change_is_refused(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 3)
    with qtbot.waitSignal(session.message) as said:
        session.time.branch(2, preprocessing="raw")
    assert "preprocessing" in said.args[0]
    assert session.snapshot is not None
    assert session.snapshot.step == 3


@pytest.mark.slow
def test_a_step_that_comes_out_otherwise_is_not_called_exact(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 15)
    timeline = session.time.timeline
    assert timeline is not None
    frames, store = timeline._line.frames, timeline._store
    kept = store.get(frames[15])
    assert kept is not None
    data = kept.data.copy()
    data[3] += 1e-6  # as if other threads, or another machine, had made it
    frames[15] = store.add(replace(kept, data=data))
    with qtbot.waitSignal(session.message) as said:
        session.time.go(13)
    assert "could not be made again to the last bit" in said.args[0]
    assert (session.time.step, session.time.verdict) == (13, "differs")
    assert session.time.shown is not None  # and it is shown all the same


@pytest.mark.slow
def test_while_one_look_is_on_its_way_the_last_one_asked_for_comes_next(
    qtbot: QtBot, session: Session
) -> None:
    steps(qtbot, session, 15)
    time, seen = session.time, list[int]()
    time.changed.connect(lambda: seen.append(time.shown.step) if time.shown is not None else None)
    for step in (3, 12, 5, 6, 14):
        time.near(step)
    qtbot.waitUntil(lambda: time.shown is not None and time.shown.step == 8 and not time.busy)
    assert list(dict.fromkeys(seen)) == [1, 8]  # the first, and the last; none between
    time.near(5)
    assert time.shown is not None
    assert time.shown.step == 1  # known already
    time.near(14)
    assert time.shown.step == 8
    time.drop()
    qtbot.waitUntil(lambda: time.exact)
    assert time.shown.step == 14


@pytest.mark.slow
def test_another_image_is_shown_in_the_past_as_well(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 5)
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    read, at = session.predictions()
    assert at == 3
    np.testing.assert_array_equal(read, shots[2].watched.predictions)
    session.watch(4)
    qtbot.waitUntil(lambda: session.time.shown is not None and session.time.shown.probe.position == 4)
    assert session.time.step == 3
    qtbot.waitUntil(lambda: session.time.exact)


@pytest.mark.slow
def test_an_image_that_is_chosen_on_the_way_into_the_past_is_shown_there(
    qtbot: QtBot, session: Session
) -> None:
    steps(qtbot, session, 4)
    session.watch(5)
    session.time.go(2)
    qtbot.waitUntil(lambda: session.time.exact)
    assert session.time.shown is not None
    assert session.time.shown.probe.position == 5


def test_results_of_the_past_say_so(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 5)
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    assert not session.moved_on(shots[2].version)
    assert session.dated("at step 3", shots[2].version, 3) == "at step 3, then"
    assert session.moved_on(shots[4].version)
    assert session.dated("at step 5", shots[4].version, 5) == "at step 5; in sight is step 3, then"
    session.time.live()
    assert session.moved_on(shots[2].version)


@pytest.mark.slow
def test_a_drawing_is_read_by_the_network_of_then(qtbot: QtBot, session: Session) -> None:
    shots = steps(qtbot, session, 5)
    session.time.go(2)
    qtbot.waitUntil(lambda: session.time.exact)
    session.record(None, Guest(shots[0].probe.image, name="a drawing"))
    qtbot.waitUntil(lambda: session.trace is not None)
    assert session.trace is not None
    name = session.trace.names[0]
    np.testing.assert_array_equal(session.trace[name].params["weight"], shots[1].parameters[f"{name}.weight"])


def test_weights_of_the_past_are_not_changed(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 4)
    session.time.go(2)
    touching = weight_edits.of(session)
    with qtbot.waitSignal(session.message) as said:
        touching.do(SetValue(next(iter(session.history.layers)), "bias", (0,), 1.0))
    assert said.args[0] == "This step lies in the past. Go on from here to change it."
    assert session.snapshot is not None
    assert not session.snapshot.touched
    qtbot.waitUntil(lambda: session.time.exact)


@pytest.mark.slow
def test_branches_keep_their_curves_and_are_gone_back_to(qtbot: QtBot, session: Session) -> None:
    steps(qtbot, session, 9)
    losses = session.history.column("loss").copy()
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    session.time.branch(lr=0.001)
    qtbot.waitUntil(lambda: len(session.history) == 4)
    (other,) = session.live.branches
    np.testing.assert_array_equal(other.column("loss"), losses)
    assert session.history.shared_with(other) == 4
    steps(qtbot, session, 2)
    one, two = session.time.branches
    assert (one.name, one.end, two.name, two.start, two.end, two.present) == (1, 9, 2, 4, 6, True)
    about = session.run_before.about
    session.time.take_up(one.number)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step == 9)
    qtbot.waitUntil(lambda: len(session.history) == 9)
    np.testing.assert_array_equal(session.history.column("loss"), losses)
    (other,) = session.live.branches
    assert len(other) == 6
    assert session.run_before.about is not about
    # Another run has none of them; this one has them again when it comes back.
    known = session.time.branches
    session.reset()
    qtbot.waitUntil(lambda: not len(session.history) and session.live.branches == ())
    session.bring_back()
    qtbot.waitUntil(lambda: len(session.history) == 9)
    assert session.live.branches == (other,)
    assert [branch._replace(number=0) for branch in session.time.branches] == [
        branch._replace(number=0) for branch in known
    ]


@pytest.mark.slow
def test_of_two_runs_that_stood_at_the_same_the_one_in_the_file_is_brought_back(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    steps(qtbot, session, 6)
    checkpoint = session.engine.post(session.engine.checkpoint).result(timeout=20)
    session.run_before.whole(checkpoint, session.history, True).save(tmp_path / "run.safetensors")
    for step in (3, 4):  # with the same settings: the second branch is one of the first
        session.time.go(step)
        qtbot.waitUntil(lambda: session.time.exact)
        session.time.branch()
        qtbot.waitUntil(lambda at=step: len(session.history) == at)  # type: ignore[misc]
        steps(qtbot, session, 6 - step)
    run = session.snapshot.run  # type: ignore[union-attr]
    session.continue_run(tmp_path / "run.safetensors")
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run > run)
    assert session.time.timeline is not None
    assert [act.kind for act in session.time.timeline.acts] == ["began"]
    assert [branch.present for branch in session.time.branches] == [True, False, False]


@pytest.mark.slow
def test_a_branch_says_how_many_images_its_steps_have(qtbot: QtBot, session: Session) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    panel = CurvesPanel(session, host)
    host.show()
    steps(qtbot, session, 6)
    name = session.run_before.name
    session.time.branch(4, batch_size=16)
    qtbot.waitUntil(lambda: len(session.live.branches) == 1)
    steps(qtbot, session, 1)
    (other,) = panel.plots["loss"].curves.others
    assert other.name == f"{name}, steps of 32 images"


@pytest.mark.slow
def test_a_recorded_past_batch_stays_when_another_of_its_images_is_watched(
    qtbot: QtBot, session: Session
) -> None:
    steps(qtbot, session, 6)
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    trace = session.trace
    session.watch(2)
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.probe.position == 2)
    assert session.trace is trace
    session.recorded.leave()
    qtbot.waitUntil(lambda: session.time.shown is not None and session.time.shown.probe.position == 2)
    assert session.time.step == session.time.shown.step == 4


def test_one_step_more_is_made_from_the_newest_which_comes_into_sight(qtbot: QtBot, session: Session) -> None:
    newest = steps(qtbot, session, 6)[-1].step
    session.time.go(3)
    qtbot.waitUntil(lambda: session.time.exact)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None and session.trace.step == 3)
    session.step_batch()
    assert (session.time.step, session.trace) == (None, None)
    qtbot.waitUntil(lambda: session.snapshot.step == newest + 1)
    assert session.state == "paused"


def test_where_the_run_begins_there_is_no_batch_to_record_and_a_way_on(
    qtbot: QtBot, session: Session
) -> None:
    steps(qtbot, session, 3)
    said: list[tuple[str, str]] = []
    ways: list[tuple[str, Any]] = []
    session.message.connect(lambda *each: said.append(each))
    session.offered.connect(lambda *each: ways.append(each))
    session.time.go(0)
    qtbot.waitUntil(lambda: session.time.exact)
    for ask in (session.record, session.step_forward, session.player.toggle):
        said.clear()
        ask()
        assert [kind for _, kind in said] == ["info"]
        assert said[0][0].startswith("Step 0 is where the run begins")
    session.time._refuse_the_first(902)  # as after a restart: what came before isn't kept
    assert said[-1][0].startswith("The batch that led to step 902 was not kept.")
    assert ways.pop()[0] == "Go to step 903"
    assert session.trace is None
    words, go = ways[-1]
    assert words == "Go to step 1"
    go()
    qtbot.waitUntil(lambda: session.time.shown is not None and session.time.shown.step == 1)
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    assert session.trace.step == 1
    assert not session.player.playing  # which was asked for where nothing could be played
