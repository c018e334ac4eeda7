from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.training import NetworkCopy, TrainConfig, Trainer

Data = tuple[Dataset, Dataset]


@pytest.fixture
def trainer(begun: Trainer) -> Trainer:
    return begun


def test_a_copy_answers_as_the_network_does(trainer: Trainer) -> None:
    copy = NetworkCopy.of(trainer)
    x = copy.preprocessing(copy.test.images)
    theirs = trainer.plan.forward(x)
    np.testing.assert_allclose(copy.network().forward(x), theirs, rtol=1e-5, atol=1e-5)
    mine = core.compile(copy.network(), 16, core.CrossEntropyLoss()).forward(x)
    np.testing.assert_array_equal(mine, theirs)


def test_a_copy_stays_what_it_was_while_training_goes_on(trainer: Trainer) -> None:
    copy = NetworkCopy.of(trainer)
    before = {name: array.copy() for name, array in copy.state.items()}
    assert (copy.step, copy.run) == (3, trainer.run)
    trainer.step()
    for name, array in copy.state.items():
        np.testing.assert_array_equal(array, before[name])
        assert not np.shares_memory(array, trainer.network.state_dict()[name])
    assert copy.step == 3


def test_what_is_done_to_its_network_changes_neither_the_copy_nor_the_run(trainer: Trainer) -> None:
    copy = NetworkCopy.of(trainer)
    network = copy.network()
    for parameter in network.named_parameters().values():
        parameter.data[...] = 0
    assert any(array.any() for array in copy.state.values())
    assert any(p.data.any() for p in trainer.network.named_parameters().values())
    with pytest.raises(ValueError, match="read-only"):
        next(iter(copy.state.values()))[...] = 0


def test_it_holds_the_images_that_the_run_trains_on(config: TrainConfig, data: Data) -> None:
    copy = NetworkCopy.of(Trainer(replace(config, limit=40), *data))
    assert len(copy.train) == 40
    assert copy.test is data[1]


def test_the_engine_gives_a_copy_while_it_trains(start: Any, config: TrainConfig) -> None:
    engine, events = start(config)
    engine.post(engine.train).result()
    copy = engine.post(engine.copy).result()
    events.wait("evaluated", 1)
    later = engine.post(engine.copy).result()
    engine.post(engine.pause).result()
    assert later.step > copy.step
    assert any((copy.state[name] != later.state[name]).any() for name in copy.state)
