from __future__ import annotations

import threading
from collections import defaultdict
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import core
from core.data.dataset import Dataset
from core.training import ConfigError, DivergenceError, Engine, StepRecord, TrainConfig
from core.training.acts import AddNoise, Prune, ResetLayer, Scale, SetValue, SwitchOff, SwitchOn

Data = tuple[Dataset, Dataset]
STATES = {"loading", "paused", "training", "evaluating", "testing", "diverged", "stopped"}

ACTS = [
    SetValue("conv1", "weight", (0, 0, 0, 0), 1.0),
    SetValue("conv1", "weight", (0, 0, 0, 0), float("nan")),
    SwitchOff("conv1", 1),
    SwitchOn("conv1", 1),
    Scale("fc2", 1e30),
    AddNoise(None, 0.5, seed=1),
    Prune(None, 0.5),
    ResetLayer("fc2"),
]
COMMANDS = st.one_of(
    st.tuples(st.just("train"), st.sampled_from([None, 1, 2])),
    st.tuples(st.sampled_from(["pause", "step", "epoch", "record", "evaluate", "reset", "bad reset"])),
    st.tuples(st.sampled_from(["set_lr", "set_base_lr"]), st.sampled_from([0.0, 0.01, 0.1, 1e6, -1.0])),
    st.tuples(st.just("set_momentum"), st.sampled_from([0.0, 0.9, 2.0])),
    st.tuples(st.just("set_speed"), st.sampled_from([None, 500.0, -1.0])),
    st.tuples(st.sampled_from(["watch", "watch_position"]), st.integers(-1, 101)),
    st.tuples(st.sampled_from(["load", "save", "load missing"])),
    st.tuples(st.sampled_from(["checkpoint", "resume"])),
    st.tuples(st.just("go_back"), st.sampled_from([0.01, -1.0])),
    st.tuples(st.just("touch"), st.sampled_from(ACTS), st.booleans()),
    st.tuples(st.sampled_from(["undo_touch", "redo_touch", "put_back", "keep_touches", "touches"])),
    st.tuples(st.sampled_from(["look", "wait"])),
)


def check_order_of_commands(
    commands: list[tuple[Any, ...]], config: TrainConfig, data: Data, folder: Path
) -> None:
    """Post the commands without waiting for answers; the engine must live, answer all, and lose no step."""
    path = folder / "weights.safetensors"
    engine = Engine(config, data=lambda: data)
    thread = threading.Thread(target=engine.run)
    thread.start()
    answers: list[Future[Any]] = []
    records: list[StepRecord] = []

    def look() -> None:
        snapshot, new = engine.feed.take()
        records.extend(new)
        if snapshot is not None:
            assert snapshot.state in STATES
            assert all(np.isfinite(array).all() for array in snapshot.parameters.values())

    for name, *arguments in commands:
        assert engine.state in STATES
        if name == "look":
            look()
        elif name == "wait":
            [answer.exception() for answer in answers[-1:]]
        elif name == "bad reset":
            answers.append(engine.post(engine.reset, replace(config, batch_size=0)))
        elif name in ("load", "save"):
            answers.append(engine.post(getattr(engine, name), path))
        elif name == "resume":
            answers.append(engine.post(lambda: engine.resume(engine.checkpoint())))
        elif name == "load missing":
            answers.append(engine.post(engine.load, folder / "missing"))
        else:
            answers.append(engine.post(getattr(engine, name), *arguments))
    answers.append(engine.post(engine.pause))
    last = engine.post(lambda: (engine.trainer.run, engine.trainer.step_number) if engine.trainer else None)
    answers += [last, engine.post(engine.stop)]
    known = (type(None), ConfigError, DivergenceError, ValueError, core.WeightFileError)
    for answer in answers:
        assert isinstance(answer.exception(), known)
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert engine.state == "stopped"
    look()
    runs: dict[int, list[int]] = defaultdict(list)
    for record in records:
        runs[record.run].append(record.step)
    for steps in runs.values():
        assert steps == list(range(steps[0], steps[0] + len(steps)))
    run, step = last.result()
    assert (runs[run] or [step])[-1] == step


@pytest.mark.slow
@pytest.mark.fault(20)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(COMMANDS, max_size=25))
def test_commands_in_any_order_leave_the_engine_sound(
    commands: list[tuple[Any, ...]], config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    check_order_of_commands(commands, config, data, tmp_path)


@pytest.mark.slow
@pytest.mark.fault(20)
@pytest.mark.timeout(1800)
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(COMMANDS, min_size=50, max_size=50))
def test_two_thousand_orders_of_fifty_commands_leave_the_engine_sound(
    commands: list[tuple[Any, ...]], config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    check_order_of_commands(commands, config, data, tmp_path)


@pytest.mark.slow
@pytest.mark.fault(12)
@pytest.mark.parametrize("seed", range(50))
def test_every_run_at_a_rate_of_a_million_is_stopped(seed: int) -> None:
    from core.training import Trainer

    train, test = core.mnist()
    trainer = Trainer(TrainConfig(lr=1e6, seed=seed), train[:6400], test[:500])
    with pytest.raises(DivergenceError):
        [trainer.step() for _ in range(100)]
    assert trainer.evaluate().loss < 100
