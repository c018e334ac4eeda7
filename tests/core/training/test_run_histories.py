"""Each step once, in order, in its own run: the history that the feed's entries make, against the trainer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import (
    Checkpoint,
    ConfigError,
    Engine,
    History,
    RunBegan,
    RunHistories,
    TrainConfig,
    load_checkpoint,
)
from core.training.acts import Scale, SwitchOff

Data = tuple[Dataset, Dataset]


def history(engine: Engine) -> History:
    """What somebody makes of the feed who looks at it only now."""
    made = RunHistories()
    made.take(engine.feed.take_all()[1])
    return made.current


def steps(count: int) -> list[int]:
    return list(range(1, count + 1))


def tested(engine: Engine) -> None:
    engine.evaluate()
    engine._finish_evaluation()


def weights(engine: Engine) -> dict[str, np.ndarray]:
    assert engine.trainer is not None
    return engine.trainer.network.state_dict()


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in other)


def test_a_step_that_is_undone_leaves_and_what_follows_takes_its_place(engine: Engine) -> None:
    for _ in range(3):
        engine.step()
    engine.record()
    engine.undo_step()
    engine.step()
    engine.step()
    found = history(engine)
    assert found.steps.tolist() == steps(5)
    assert engine.trainer is not None
    assert found.run == engine.trainer.run


def test_a_run_taken_up_again_goes_on_with_its_own_steps(engine: Engine) -> None:
    for _ in range(2):
        engine.step()
    aside = engine.suspend()
    engine.start_other(engine.config)
    for _ in range(5):
        engine.step()
    engine.reset()
    engine.step()
    engine.take_back(aside)
    engine.step()
    found = history(engine)
    assert found.steps.tolist() == steps(3)
    assert engine.trainer is not None
    assert found.column("loss")[-1] == np.float32(engine.trainer.last.loss)  # type: ignore[union-attr]


def test_a_run_waits_through_several_others_and_each_that_waits_keeps_its_steps(engine: Engine) -> None:
    engine.step()
    own = engine.suspend()
    engine.start_other(engine.config)
    for _ in range(2):
        engine.step()
    other = engine.suspend()
    engine.start_other(engine.config)
    for _ in range(3):
        engine.step()
    engine.start_other(engine.config)  # in its place, as another experiment is
    made = RunHistories()
    for aside, count in ((other, 3), (own, 2)):
        engine.take_back(aside)
        engine.step()
        made.take(engine.feed.take_all()[1])
        assert made.current.steps.tolist() == steps(count)


def test_a_run_that_gave_way_comes_back_with_the_history_of_its_branches(engine: Engine) -> None:
    for _ in range(4):
        engine.step()
    engine.branch(1)
    engine.step()
    aside = engine.suspend()
    engine.start_other()
    made = RunHistories()
    made.take(engine.feed.take_all()[1])
    history = made.let_go(aside.copy.version.run)
    engine.let_go(aside)
    engine.resume(replace(aside.copy, history=history))
    made.take(engine.feed.take_all()[1])
    assert [each.steps.tolist() for each in (made.current, *made.branches)] == [steps(2), steps(4)]


def test_a_run_that_was_only_tested_keeps_its_test_while_it_waits(engine: Engine) -> None:
    tested(engine)
    aside = engine.suspend()
    engine.start_other()
    engine.step()
    engine.take_back(aside)
    found = history(engine)
    assert [test.step for test in found.evaluations] == [0]
    assert len(found) == 0


def test_a_run_out_of_a_file_brings_its_steps_along(engine: Engine, tmp_path: Path) -> None:
    for _ in range(4):
        engine.step()
    engine.set_lr(0.01)
    checkpoint = engine.checkpoint()
    kept = Checkpoint(**{**vars(checkpoint), "history": history(engine)})
    kept.save(tmp_path / "run")
    engine.reset()
    engine.step()
    engine.resume(load_checkpoint(tmp_path / "run"))
    engine.step()
    found = history(engine)
    assert found.steps.tolist() == steps(5)
    assert [change.value for change in found.adjustments] == [0.01]


@pytest.mark.parametrize(
    "way", ["kept here", "file", "file with its steps", "back and forth", "undone", "apart"]
)
def test_a_run_that_was_brought_back_has_the_history_of_all_its_steps(
    engine: Engine, tmp_path: Path, way: str
) -> None:
    made = RunHistories()

    def take() -> None:
        for began, whole in made.take(engine.feed.take_all()[1]):
            if began.before is not None:
                left.append(replace(began.before.checkpoint, history=whole))

    left: list[Checkpoint] = []
    for _ in range(3):
        engine.step()
    tested(engine)
    for _ in range(3):
        engine.step()
    if way == "undone":
        engine.record()
        engine.undo_step()
    if way == "apart":
        aside = engine.suspend()
        engine.start_other()
        engine.step()
        engine.take_back(aside)
    take()
    keyframes = tmp_path / "keyframes" if way == "file with its steps" else None
    replace(engine.checkpoint(), history=made.current).save(tmp_path / "run")
    if keyframes is not None:
        engine.timeline.save(keyframes)
    engine.reset()
    engine.step()
    engine.step()
    take()
    if way == "kept here":
        engine.resume(left[-1])
    else:
        engine.resume(load_checkpoint(tmp_path / "run"), keyframes=keyframes)
    if way == "back and forth":
        for at in (1, 2):
            take()
            engine.resume(left[at])
    engine.step()
    take()
    assert made.current.steps.tolist() == steps(7)
    assert engine.timeline.steps == range(8)
    for step in range(8):
        run = engine.timeline.visit(step, lambda trainer: trainer.identity)
        assert made.current.holds(run, step)
    engine.branch(5)
    take()
    assert made.current.steps.tolist() == steps(5)
    assert [test.step for test in made.current.evaluations] == [3]


@pytest.mark.parametrize("way", ["a step back", "its own file", "back in the past"])
def test_a_branch_that_is_taken_up_again_has_its_history(engine: Engine, tmp_path: Path, way: str) -> None:
    made = RunHistories()
    for _ in range(3):
        engine.step()
    earlier = engine.checkpoint()
    made.take(engine.feed.take_all()[1])
    replace(earlier, history=made.current).save(tmp_path / "run")
    for _ in range(3):
        engine.step()
    if way == "a step back":
        engine.branch(5, seed=9)  # which no undone step is
    elif way == "its own file":
        engine.resume(load_checkpoint(tmp_path / "run"))
    else:
        engine.reset()
        engine.resume(replace(earlier, history=made.current))
    made.take(engine.feed.take_all()[1])
    (other,) = (branch for branch in engine.timeline.branches if not branch.present)
    assert [(one.run, one.steps.tolist()) for one in made.branches] == [(other.number, steps(6))]
    engine.take_up(other.number)
    made.take(engine.feed.take_all()[1])
    assert made.current.steps.tolist() == steps(6)


def test_a_history_of_other_layers_is_not_taken_over(engine: Engine) -> None:
    engine.step()
    other = History(("a", "b"), 0)
    engine.resume(Checkpoint(**{**vars(engine.checkpoint()), "history": other}))
    found = history(engine)
    assert engine.trainer is not None
    assert found.layers == engine.trainer.layers
    assert len(found) == 0


def test_tests_of_a_network_that_was_put_back_leave(engine: Engine) -> None:
    engine.step()
    tested(engine)
    engine.touch(Scale("conv1", -1.0))
    tested(engine)
    engine.touch(Scale("fc2", 0.0))
    tested(engine)
    engine.undo_touch()
    entries = engine.feed.take_all()[1]
    made = RunHistories()
    made.take(entries)
    assert len(made.current.evaluations) == 2  # the one of both edits is void
    engine.undo_touch()
    made.take(engine.feed.take_all()[1])
    assert len(made.current.evaluations) == 1
    engine.redo_touch()
    tested(engine)
    engine.step()
    engine.put_back()
    made.take(engine.feed.take_all()[1])
    assert [found.step for found in made.current.evaluations] == [1]
    assert made.current.evaluations[0].version.run == 1
    assert made.current.steps.tolist() == [1]


def test_numbers_and_gradients_of_the_step_before_come_back(engine: Engine) -> None:
    for _ in range(3):
        engine.step()
    engine._publish()
    before: Any = engine.feed.take()[0]
    engine.record()
    engine.undo_step()
    after: Any = engine.feed.take()[0]
    assert (after.train_loss, after.train_accuracy) == (before.train_loss, before.train_accuracy)
    assert after.train_loss is not None
    assert same(after.gradients, before.gradients)
    assert before.gradients


def test_they_come_back_out_of_a_file_too(engine: Engine, tmp_path: Path) -> None:
    for _ in range(3):
        engine.step()
    engine._publish()
    before, entries = engine.feed.take_all()
    made = RunHistories()
    made.take(entries)
    Checkpoint(**{**vars(engine.checkpoint()), "history": made.current}).save(tmp_path / "run")
    engine.reset()
    engine.resume(load_checkpoint(tmp_path / "run"))
    after = engine.feed.take()[0]
    assert before is not None
    assert after is not None
    assert after.train_loss == np.float32(before.train_loss)
    assert same(after.gradients, before.gradients)


def test_edits_can_be_put_back_after_a_recorded_step_is_undone(engine: Engine) -> None:
    engine.step()
    before = weights(engine)
    engine.touch(SwitchOff("conv1", 0))
    engine.touch(Scale("fc2", 3.0))
    edited = weights(engine)
    engine.record()
    engine.undo_step()
    assert same(weights(engine), edited)
    report = engine.touches()
    assert len(report.done) == 2
    assert report.since == 1
    engine.undo_touch()
    engine.undo_touch()
    assert same(weights(engine), before)
    engine.redo_touch()
    engine.put_back()
    assert same(weights(engine), before)
    assert engine.trainer is not None
    assert not engine.trainer.touched


def test_edits_before_the_last_good_moment_can_be_put_back_after_going_back(engine: Engine) -> None:
    engine.step()
    before = weights(engine)
    engine.touch(Scale("fc2", 1.01))
    for _ in range(3):
        engine.step()
    engine._run.good.checkpoint = engine.checkpoint()
    engine.step()
    engine.touch(Scale("fc2", 1.01))
    engine.go_back(0.01)
    report = engine.touches()
    assert (report.done, report.since, report.whole) == ((), 1, True)
    engine.put_back()
    assert same(weights(engine), before)
    assert history(engine).steps.tolist() == [1]


def test_pauses_are_no_time_of_training(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("core.training.metrics.time.monotonic", lambda: clock[0])
    engine.step()
    clock[0] += 3600.0  # paused
    engine.step()
    engine.train()
    clock[0] += 2.0  # training
    engine._make_step(engine.trainer.step)  # type: ignore[union-attr]
    engine.pause()
    clock[0] += 50.0
    engine.step()
    # the pauses are differences from what the machine's clock said when the engine was made
    assert history(engine).column("time").tolist() == pytest.approx([0.0, 0.0, 2.0, 2.0], abs=1e-9)


def test_what_was_set_by_hand_stands_with_its_step(engine: Engine) -> None:
    engine.step()
    engine.set_lr(0.01)
    engine.set_momentum(0.5)
    with pytest.raises(ValueError):
        engine.set_lr(-1.0)
    engine.step()
    assert [tuple(change) for change in history(engine).adjustments] == [
        (1, "lr", 0.01),
        (1, "momentum", 0.5),
    ]
    engine.reset()
    assert not history(engine).adjustments


def test_a_changed_setting_that_was_taken_back_is_told_no_more(engine: Engine, tmp_path: Path) -> None:
    engine.step()
    engine.set_momentum(0.5)
    engine.record()
    engine.record_again(0.2)
    engine.record_again(0.3)
    kept = [(1, "momentum", 0.5), (1, "lr", 0.3)]
    made = RunHistories()
    made.take(engine.feed.take_all()[1])
    assert [tuple(change) for change in made.current.adjustments] == kept
    engine.record_again(None)
    made.take(engine.feed.take_all()[1])
    assert [tuple(change) for change in made.current.adjustments] == kept[:1]
    engine.touch(Scale("fc2", 1.01))
    engine.set_lr(0.01)
    engine.step()
    Checkpoint(**{**vars(engine.checkpoint()), "history": made.current}).save(tmp_path / "run")
    engine.put_back()
    engine.step()
    made.take(engine.feed.take_all()[1])
    assert [tuple(change) for change in made.current.adjustments] == kept[:1]
    assert load_checkpoint(tmp_path / "run").position.adjusted == 2
    engine.set_base_lr(0.05)
    engine.step()
    engine.branch(3)
    made.take(engine.feed.take_all()[1])
    assert [change.setting for change in made.current.adjustments] == ["momentum", "base_lr"]
    engine.branch(2)
    made.take(engine.feed.take_all()[1])
    assert [change.setting for change in made.current.adjustments] == ["momentum"]


def test_a_rate_that_is_undone_before_the_next_step_leaves_the_schedule_as_it_was(
    config: TrainConfig, data: Data
) -> None:
    engine = Engine(replace(config, schedule="onecycle"), data=lambda: data)
    assert engine._load_data()
    engine.step()
    assert engine.trainer is not None
    position = engine.trainer.position
    assert not engine.undo_lr()
    engine.set_lr(0.01)
    assert engine.undo_lr()
    assert engine.trainer.position == position
    assert not history(engine).adjustments
    engine.set_lr(0.01)
    engine.set_momentum(0.5)
    assert not engine.undo_lr()
    engine.set_lr(0.02)
    engine.step()
    assert not engine.undo_lr()
    assert [change.value for change in history(engine).adjustments] == [0.01, 0.5, 0.02]


def test_weights_of_a_file_are_named(engine: Engine, tmp_path: Path) -> None:
    engine.save(tmp_path / "mine.safetensors")
    engine.load(tmp_path / "mine.safetensors")
    engine.step()
    engine.record()
    engine.undo_step()
    assert history(engine).weights_of == "mine.safetensors"


def begun(engine: Engine) -> list[tuple[RunBegan, History]]:
    """The runs that the feed tells of, each with the history of the one before."""
    return RunHistories().take(engine.feed.take_all()[1])


@pytest.mark.fault(19)
def test_a_run_that_gives_way_is_told_whole_with_its_own_history(
    engine: Engine, data: Data, tmp_path: Path
) -> None:
    engine.reset()  # nothing has been made of the first run: there is nothing to keep
    for _ in range(3):
        engine.step()
    kept = weights(engine)
    others = data[0][:40], data[1]
    engine.use_data(lambda: tuple(replace(part, place="/my/images") for part in others))
    engine.step()
    engine.save(tmp_path / "mine.safetensors")
    engine.load(tmp_path / "mine.safetensors", lambda: data)
    with pytest.raises(ConfigError):
        engine.reset(TrainConfig(lr=-1.0))  # refused: nothing is told
    _, fresh, on_others, loaded = begun(engine)
    assert fresh[0].before is None
    before, rows = on_others[0].before, on_others[1]
    assert before is not None
    assert same(before.checkpoint.weights, kept)
    assert before.images == data
    assert rows.steps.tolist() == steps(3)
    assert (on_others[0].place, loaded[0].place) == ("/my/images", "")
    assert loaded[0].before is not None
    assert loaded[0].before.checkpoint.about["data"] == "/my/images"
    assert loaded[1].steps.tolist() == steps(1)
    assert (on_others[0].weights_of, loaded[0].weights_of) == ("", "mine.safetensors")


def test_a_step_that_is_taken_back_replaces_no_run(engine: Engine) -> None:
    engine.step()
    engine.record()
    engine.undo_step()
    assert [began.before for began, _ in begun(engine)] == [None, None]
