"""Every change raises the version, and everything that is made of a network carries the version of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import DivergenceError, Engine, Guest, NetworkCopy, Version
from core.training.acts import Scale, SetValue
from core.training.history import Evaluation

Data = tuple[Dataset, Dataset]


def version(engine: Engine) -> Version:
    assert engine.trainer is not None
    return engine.trainer.version


def diverge(engine: Engine) -> None:
    engine.touch(Scale("fc2", 1e30))
    with pytest.raises(DivergenceError):
        engine.step()


def edited(engine: Engine) -> object:
    return engine.touch(Scale("conv1", -1.0))


CHANGES: dict[str, tuple[Callable[[Engine], object], Callable[[Engine], object]]] = {
    "step": (lambda e: None, lambda e: e.step()),
    "record": (lambda e: None, lambda e: e.record()),
    "undo a step": (lambda e: e.record(), lambda e: e.undo_step()),
    "edit": (lambda e: None, edited),
    "undo an edit": (edited, lambda e: e.undo_touch()),
    "redo an edit": (lambda e: (edited(e), e.undo_touch()), lambda e: e.redo_touch()),
    "put everything back": (edited, lambda e: e.put_back()),
    "put back after a step": (lambda e: (edited(e), e.step()), lambda e: e.put_back()),
    "reset": (lambda e: None, lambda e: e.reset()),
    "another network": (lambda e: None, lambda e: e.reset(replace(e.config, seed=9))),
    "go back": (lambda e: e.step(), lambda e: e.go_back(0.01)),
    "divergence": (lambda e: None, diverge),
    "a run beside": (Engine.suspend, lambda e: e.start_other(e.config)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_raises_the_version(engine: Engine, name: str) -> None:
    before, change = CHANGES[name]
    engine.step()
    before(engine)
    old = version(engine)
    change(engine)
    new = version(engine)
    assert new.weights > old.weights
    assert new.newer_than(old)
    assert new.run >= old.run
    assert new.data == old.data


def test_a_result_of_before_an_edit_is_current_again_once_that_is_taken_back(engine: Engine) -> None:
    engine.step()
    before = version(engine)
    for back in (engine.undo_touch, engine.put_back):
        edited(engine)
        between = version(engine)
        back()
        assert not version(engine).newer_than(before)
        assert version(engine).newer_than(between)
    engine.redo_touch()
    assert version(engine).newer_than(before)
    engine.undo_touch()
    engine.step()
    assert version(engine).newer_than(before)


def test_what_changes_no_weights_changes_no_version(engine: Engine) -> None:
    engine.step()
    before = version(engine)
    engine.set_lr(0.3)
    engine.evaluate()
    engine._finish_evaluation()
    engine.record_guest(Guest(np.zeros((8, 8), np.uint8)))
    engine.watch(3)
    with pytest.raises(ValueError):
        engine.touch(SetValue("conv1", "bias", (99,), 1.0))
    assert version(engine) == before


def test_loaded_weights_and_other_images_raise_it(engine: Engine, data: Data, tmp_path: Path) -> None:
    engine.save(tmp_path / "w.safetensors")
    before = version(engine)
    engine.load(tmp_path / "w.safetensors")
    loaded = version(engine)
    assert (loaded.run, loaded.data) == (before.run + 1, before.data)
    engine.use_data(lambda: (data[0][:40], data[1]))
    other = version(engine)
    assert other.run == other.data == loaded.run + 1
    with pytest.raises(ValueError):
        engine.use_data(lambda: (replace(data[0], images=data[0].images[:, :7, :7]), data[1]))
    assert version(engine) == other


def test_a_run_that_waited_comes_back_with_a_version_of_its_own(engine: Engine) -> None:
    engine.step()
    first = version(engine)
    aside = engine.suspend()
    engine.start_other(engine.config)
    engine.step()
    beside = version(engine)
    engine.take_back(aside)
    again = version(engine)
    assert first.weights < beside.weights < again.weights
    assert first.run < beside.run < again.run
    assert first.data == beside.data == again.data
    assert beside.newer_than(first)
    assert not again.newer_than(first)


def test_a_result_is_current_again_once_its_run_has_come_back(engine: Engine, data: Data) -> None:
    engine.step()
    first = version(engine)
    kept = engine.checkpoint()
    seen = [first]
    for count in (40, 50):
        engine.use_data(lambda count=count: (data[0][:count], data[1]))  # type: ignore[misc]
        seen.append(version(engine))
        engine.resume(kept, lambda: data)
        again = version(engine)
        assert again.weights > seen[-1].weights
        assert again.data == first.data
        assert not again.newer_than(first)
        assert again.newer_than(seen[-1])
    assert len({version.data for version in seen}) == 3
    engine.step()
    assert version(engine).newer_than(first)
    assert version(engine).data == first.data


def test_the_gradients_of_a_run_that_waited_are_of_its_weights_unless_those_were_edited(
    engine: Engine,
) -> None:
    def edited() -> bool:
        engine._publish()
        shot = engine.feed.take()[0]
        assert shot is not None
        return shot.version.newer_than(shot.gradients_version)

    engine.step()
    for by_hand in (False, True):
        if by_hand:
            engine.touch(Scale("conv1", 2.0))
        aside = engine.suspend()
        engine.start_other(engine.config)
        engine.step()
        engine.take_back(aside)
        assert edited() == by_hand


def test_all_results_carry_it(engine: Engine) -> None:
    record = engine.step()
    now = version(engine)
    assert record.version == now
    engine._finish_evaluation()
    engine.evaluate()
    engine._finish_evaluation()
    assert engine.trainer is not None
    assert engine.trainer.tested is not None
    assert engine.trainer.tested.version == now
    assert engine.copy().version == NetworkCopy.of(engine.trainer).version == now
    assert engine.checkpoint().version == now
    engine._publish()
    shot = engine.feed.take()[0]
    assert shot is not None
    assert shot.version == shot.gradients_version == shot.watched.version == now
    assert engine.record_guest(Guest(np.zeros((8, 8), np.uint8))).version == now
    assert engine.record().version == version(engine) != now
    edited(engine)
    engine._publish()
    shot = engine.feed.take()[0]
    assert shot is not None
    assert shot.version == version(engine)
    assert shot.version.newer_than(shot.gradients_version)  # the gradients are of the step before the edit
    assert engine.untouched().version.weights < shot.version.weights


def test_gradients_are_current_again_when_an_edit_is_taken_back(engine: Engine) -> None:
    engine.step()
    edited(engine)
    engine.undo_touch()
    engine._publish()
    shot = engine.feed.take()[0]
    assert shot is not None
    assert not shot.version.newer_than(shot.gradients_version)


def test_a_test_has_four_figures_and_its_version_is_none_of_them() -> None:
    found = Evaluation(7, 1.0, 0.5, 2.0, Version(1, 2, 3))
    assert tuple(found) == (7, 1.0, 0.5, 2.0)
    assert found == Evaluation(7, 1.0, 0.5, 2.0)
    assert found.version == Version(1, 2, 3)
    assert Evaluation(*found).version == Version()
