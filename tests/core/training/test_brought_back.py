"""A run that has given way to another and is brought back is what it was: its edits can be undone, the
recorded step taken back, and its tests and the last good moment are known.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import Checkpoint, Engine, RunHistories, TrainConfig, load_checkpoint
from core.training.acts import AddNoise, Scale, SetValue
from core.training.run import EVERY
from core.training.timeline import MOST_SETS

Start = Callable[..., tuple[Engine, Any]]
Data = tuple[Dataset, Dataset]


def ask(engine: Engine, call: Callable[..., Any], *arguments: Any) -> Any:
    return engine.post(call, *arguments).result(timeout=20)


def weights(engine: Engine) -> dict[str, bytes]:
    def read() -> dict[str, bytes]:
        assert engine.trainer is not None
        return {name: array.tobytes() for name, array in engine.trainer.network.state_dict().items()}

    found: dict[str, bytes] = ask(engine, read)
    return found


def edited(engine: Engine) -> list[dict[str, bytes]]:
    """Edits a run three times and undoes the last; the weights before each edit, and after all of them."""
    states = [weights(engine)]
    for act in (SetValue("conv1", "weight", (0, 0, 1, 1), 0.75), Scale("fc2", 2.0), AddNoise(None, 0.2)):
        ask(engine, engine.touch, act)
        states.append(weights(engine))
    ask(engine, engine.undo_touch)
    return states


def check_edits(engine: Engine, states: list[dict[str, bytes]]) -> None:
    """All that `edited` did can be undone and done again, bit for bit."""
    report = ask(engine, engine.touches)
    assert (len(report.done), len(report.undone), report.earlier) == (2, 1, False)
    assert weights(engine) == states[2]
    ask(engine, engine.undo_touch)
    assert weights(engine) == states[1]
    ask(engine, engine.undo_touch)
    assert weights(engine) == states[0]
    assert not ask(engine, lambda: engine.trainer.touched)  # type: ignore[union-attr]
    for state in states[1:]:
        ask(engine, engine.redo_touch)
        assert weights(engine) == state


def replaced(engine: Engine) -> Checkpoint:
    """The run that the newest one has taken the place of."""
    _, entries = engine.feed.take_all()
    found = [entry.replaced for entry in entries if getattr(entry, "replaced", None) is not None]
    checkpoint: Checkpoint = found[-1].checkpoint
    return checkpoint


@pytest.mark.every(2)
@pytest.mark.parametrize("steps", [0, 3])
@pytest.mark.parametrize("way", ["reset", "other network", "images", "weights", "a kept run"])
def test_edits_come_back_with_their_run(
    start: Start, config: TrainConfig, data: Data, tmp_path: Path, steps: int, way: str
) -> None:
    engine, _ = start(config)
    ask(engine, engine.save, tmp_path / "weights.safetensors")
    ask(engine, lambda: engine.trainer.checkpoint().save(tmp_path / "run.safetensors"))  # type: ignore[union-attr]
    for _ in range(steps):
        ask(engine, engine.step)
    states = edited(engine)
    spec: dict[str, Any] = {"layers": [layer for layer in config.spec["layers"] if layer["name"] != "bn1"]}  # type: ignore[index]
    ways: dict[str, Callable[[], object]] = {
        "reset": engine.reset,
        "other network": lambda: engine.reset(TrainConfig(spec=spec, batch_size=8)),
        "images": lambda: engine.use_data(lambda: (data[0][:50], data[1])),
        "weights": lambda: engine.load(tmp_path / "weights.safetensors"),
        "a kept run": lambda: engine.resume(load_checkpoint(tmp_path / "run.safetensors")),
    }
    ask(engine, ways[way])
    assert ask(engine, engine.touches).since is None
    kept = replaced(engine)
    second = edited(engine)
    ask(engine, engine.resume, kept, lambda: data)
    other = replaced(engine)
    check_edits(engine, states)
    images = (data[0][:50], data[1]) if way == "images" else data
    ask(engine, engine.resume, other, lambda: images)
    check_edits(engine, second)  # two deep: each has its own


def test_all_its_steps_come_back_with_a_run_on_other_images(
    start: Start, config: TrainConfig, data: Data
) -> None:
    engine, _ = start(config)
    for _ in range(5):
        ask(engine, engine.step)
    before = [engine.timeline.state(step) for step in range(6)]
    for count in (50, 40):  # two runs deep
        ask(engine, engine.use_data, lambda count=count: (data[0][:count], data[1]))
        if count == 50:
            kept = replaced(engine)
    ask(engine, engine.resume, kept, lambda: data)
    for step, state in enumerate(before):
        again = engine.timeline.state(step)
        assert all(np.array_equal(again[name], state[name]) for name in state)
    for count in (30, 20, 10):  # more sets than are kept
        ask(engine, engine.use_data, lambda count=count: (data[0][:count], data[1]))
    assert len({id(line.origin.images[0]) for line in engine.timeline._lines}) == MOST_SETS


def test_edits_that_training_went_on_from_come_back_as_a_whole(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.step)
    before = weights(engine)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, engine.step)
    ask(engine, engine.reset)
    ask(engine, engine.resume, replaced(engine))
    report = ask(engine, engine.touches)
    assert (report.since, report.trained, report.whole) == (1, True, True)
    assert ask(engine, engine.put_back).since is None
    assert weights(engine) == before


def test_a_run_that_waits_keeps_its_edits_and_so_does_one_that_is_let_go(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    states = edited(engine)
    waiting = ask(engine, engine.suspend)
    ask(engine, engine.start_other, config)
    ask(engine, engine.touch, Scale("fc2", 3.0))
    ask(engine, engine.take_back, waiting)
    check_edits(engine, states)
    ask(engine, engine.undo_touch)
    waiting = ask(engine, engine.suspend)
    ask(engine, engine.start_other, config)
    ask(engine, engine.reset)
    ask(engine, waiting.run.close)
    ask(engine, engine.resume, waiting.copy)  # into another trainer
    check_edits(engine, states)


def test_a_branch_that_is_taken_up_again_has_its_edits(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    for _ in range(6):
        ask(engine, engine.step)
    first = ask(engine, lambda: engine.trainer.run)  # type: ignore[union-attr]
    states = edited(engine)
    ask(engine, engine.branch, 3)
    assert ask(engine, engine.touches).since is None
    for _ in range(2):
        ask(engine, engine.step)
    ask(engine, engine.take_up, first)
    check_edits(engine, states)


@pytest.mark.parametrize("step", [2, 3, 4])
def test_before_is_the_untouched_network_on_every_branch(
    start: Start, config: TrainConfig, step: int
) -> None:
    engine, _ = start(config)
    for _ in range(3):
        ask(engine, engine.step)
    before = weights(engine)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    for _ in range(3):
        ask(engine, engine.step)
    ask(engine, engine.branch, step)
    report = ask(engine, engine.touches)
    assert not report.earlier
    if step < 3:
        assert (report.since, ask(engine, lambda: engine.trainer.touched)) == (None, False)  # type: ignore[union-attr]
        return
    assert (report.since, report.whole) == (3, True)
    ask(engine, engine.put_back)
    assert weights(engine) == before


def test_a_run_out_of_a_file_says_that_it_was_changed_before(
    start: Start, config: TrainConfig, tmp_path: Path
) -> None:
    engine, _ = start(config)
    assert not ask(engine, engine.touches).earlier
    ask(engine, engine.step)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, lambda: engine.checkpoint().save(tmp_path / "run.safetensors"))
    ask(engine, engine.resume, load_checkpoint(tmp_path / "run.safetensors"))
    report = ask(engine, engine.touches)
    assert (report.since, report.earlier) == (None, True)
    ask(engine, engine.touch, Scale("conv1", 0.5))
    assert ask(engine, engine.touches).earlier
    assert ask(engine, engine.undo_touch).earlier
    ask(engine, engine.reset)
    assert not ask(engine, engine.touches).earlier


def test_a_recorded_step_can_be_taken_back_in_a_run_that_came_back(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    untouched = weights(engine)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, engine.step)
    before = weights(engine)
    first = ask(engine, engine.record)
    ask(engine, engine.record_again, 0.01)
    ask(engine, engine.reset)
    ask(engine, engine.resume, replaced(engine))
    again = ask(engine, engine.record_again, None)  # as it was recorded first
    assert again.optimizer == first.optimizer
    ask(engine, engine.undo_step)
    assert weights(engine) == before
    ask(engine, engine.put_back)
    assert weights(engine) == untouched


@pytest.mark.parametrize("again", [False, True])
def test_a_recorded_step_that_is_taken_back_or_made_again_leaves_a_branch_the_same_run(
    start: Start, config: TrainConfig, again: bool
) -> None:
    engine, _ = start(config)
    untouched = weights(engine)
    ask(engine, engine.record)
    kept = ask(engine, engine.checkpoint)
    for _ in range(3):
        ask(engine, engine.step)
    ask(engine, engine.resume, kept)
    branch = engine.trainer.identity.id
    assert branch != kept.identity.id
    if again:
        ask(engine, engine.record_again, 0.01)
    ask(engine, engine.undo_step)
    assert engine.trainer.identity.id == branch
    assert weights(engine) == untouched


def test_what_was_recorded_before_is_not_held_for_ever(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    for _ in range(3):
        ask(engine, engine.record)
    before = ask(engine, engine.checkpoint).memory.before_step
    assert before.memory.before_step is None


def test_the_last_good_moment_and_the_grid_come_back(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    for _ in range(EVERY + 3):
        ask(engine, engine.step)
    assert ask(engine, lambda: engine._run.good.step) == EVERY
    good = ask(engine, lambda: engine.timeline.state(EVERY))
    ask(engine, engine.watch, 77)
    grid = ask(engine, lambda: engine._run.watch.indices)
    ask(engine, engine.reset)
    assert ask(engine, lambda: engine._run.good.step) == 0
    ask(engine, engine.resume, replaced(engine))
    assert ask(engine, lambda: engine._run.good.step) == EVERY
    np.testing.assert_array_equal(ask(engine, lambda: engine._run.watch.indices), grid)
    ask(engine, engine.go_back, 0.01)
    assert weights(engine) == {name: array.tobytes() for name, array in good.items()}


def test_what_nothing_was_made_of_is_told_as_such(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    before = weights(engine)
    ask(engine, engine.reset, TrainConfig(spec=config.spec, batch_size=16, seed=8))
    _, entries = engine.feed.take_all()
    began = entries[-1]
    assert (began.before, began.replaced.made) == (None, False)
    ask(engine, engine.resume, began.replaced.checkpoint)
    assert weights(engine) == before


def test_an_epoch_is_tested_once_however_often_its_end_is_gone_back_to(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    histories, epoch = RunHistories(), ask(engine, lambda: engine.trainer.steps_per_epoch)

    def tests() -> list[int]:
        """The steps of all tests of the run, and what the trainer knows of the newest."""
        ask(engine, engine._finish_evaluation)
        histories.take(engine.feed.take_all()[1])
        found = histories.current.evaluations
        assert ask(engine, lambda: engine.trainer.tested) == (found[-1] if found else None)
        return [each.step for each in found]

    for _ in range(epoch + 3):
        ask(engine, engine.step)
    assert tests() == [epoch]
    ask(engine, engine.branch, epoch)
    assert tests() == [epoch]
    for _ in range(epoch + 1):
        ask(engine, engine.step)
    assert tests() == [epoch, 2 * epoch]
    ask(engine, engine.branch, 2 * epoch)
    assert tests() == [epoch, 2 * epoch]
    left = ask(engine, engine.branch, epoch)  # where the run itself begins
    assert tests() == [epoch]
    ask(engine, engine.branch, epoch - 2)
    assert tests() == []
    ask(engine, engine.take_up, left)
    assert tests() == [epoch]
    ask(engine, engine.touch, Scale("fc2", 2.0))
    ask(engine, engine.step)
    ask(engine, engine.branch, epoch)  # another network than the one that was tested
    assert tests() == [epoch, epoch]


def test_a_network_whose_steps_are_counted_anew_is_tested_again(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    epoch = ask(engine, lambda: engine.trainer.steps_per_epoch)
    for _ in range(epoch + 1):
        ask(engine, engine.step)
    ask(engine, lambda: engine.branch(epoch, batch_size=config.batch_size // 2))
    ask(engine, engine._finish_evaluation)
    assert engine.trainer is not None
    tested = ask(engine, lambda: engine.trainer.tested)  # type: ignore[union-attr]
    assert tested.step == ask(engine, lambda: engine.trainer.step_number) > epoch  # type: ignore[union-attr]
