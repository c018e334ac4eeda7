from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.training import (
    Adjustment,
    ConfigError,
    DivergenceError,
    Engine,
    EngineStoppedError,
    Event,
    Guest,
    TrainConfig,
    Trainer,
)

Data = tuple[Dataset, Dataset]
Start = Callable[..., tuple[Engine, Any]]


def weights(engine: Engine) -> dict[str, bytes]:
    def state() -> dict[str, bytes]:
        assert engine.trainer is not None
        return {name: array.tobytes() for name, array in engine.trainer.network.state_dict().items()}

    return engine.post(state).result()


def ask(engine: Engine, call: Callable[..., Any], *args: Any) -> Any:
    return engine.post(call, *args).result()


def test_the_engine_begins_paused_with_a_snapshot_of_step_0(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    assert events.wait("ready").text == "100 images to train on, 30 to test"
    assert engine.state == "paused"
    snapshot, records = engine.feed.take()
    assert snapshot is not None
    assert (snapshot.step, snapshot.state, records) == (0, "paused", [])


def test_step_makes_one_step_and_its_snapshot_is_there_when_it_answers(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    record = ask(engine, engine.step)
    snapshot, records = engine.feed.take()
    assert record.step == snapshot.step == 1
    assert records == [record]
    assert snapshot.state == engine.state == "paused"


def test_the_snapshot_is_there_as_well_of_a_step_that_ends_an_epoch(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    for _ in range(6):
        ask(engine, engine.step)
    seen: list[Any] = []
    ask(
        engine,
        lambda: engine.post(engine.record).add_done_callback(lambda _: seen.append(engine.feed.take()[0])),
    )
    ask(engine, engine.pause)
    assert [(snapshot.step, snapshot.state) for snapshot in seen] == [(7, "testing")]


def test_training_goes_on_until_paused(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    ask(engine, engine.train)
    events.wait("evaluated", 2)
    ask(engine, engine.pause)
    assert engine.state == "paused"
    before = weights(engine)
    snapshot, records = engine.feed.take()
    assert [record.step for record in records] == list(range(1, snapshot.step + 1))
    assert weights(engine) == before


def test_every_epoch_ends_with_a_test(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    ask(engine, engine.train, 3)
    events.wait("evaluated", 3)
    events.wait("state", text="paused", count=2)
    assert [event.step for event in events.of("evaluated")] == [7, 14, 21]
    assert [event.data["epoch"] for event in events.of("epoch")] == [1, 2, 3]
    last = events.of("evaluated")[-1]
    assert last.text == f"Test accuracy {last.data['accuracy']:.2%} after epoch 3"
    ask(engine, engine.pause)
    snapshot, _ = engine.feed.take()
    assert (snapshot.step, snapshot.test_step) == (21, 21)
    assert snapshot.test_accuracy == last.data["accuracy"]


def test_epochs_are_counted_from_where_training_stands(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    for _ in range(3):
        ask(engine, engine.step)
    ask(engine, engine.train, 1)
    events.wait("state", text="paused", count=2)
    assert ask(engine, lambda: engine.trainer.step_number) == 10


def test_epoch_stops_at_the_end_of_this_epoch(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    ask(engine, engine.step)
    ask(engine, engine.epoch)
    events.wait("state", text="paused", count=2)
    assert ask(engine, lambda: engine.trainer.step_number) == 7
    assert [event.step for event in events.of("evaluated")] == [7]


def test_stepped_recorded_paused_and_continuous_training_give_bitwise_the_same_weights(
    start: Start, config: TrainConfig, data: Data
) -> None:
    plain = Trainer(config, *data)
    for _ in range(21):
        plain.step()
    expected = {name: array.tobytes() for name, array in plain.network.state_dict().items()}

    through, events = start(config)
    ask(through, through.train, 3)
    events.wait("state", text="paused", count=2)
    assert weights(through) == expected

    halting, _ = start(config)
    for number in range(21):
        ask(halting, (halting.step, halting.record)[number % 2])
        ask(halting, halting.watch_position, number % 4)
        halting.feed.take()
    assert weights(halting) == expected

    again, _ = start(replace(config, seed=99))
    ask(again, again.train)
    ask(again, again.reset, config)
    ask(again, again.train, 3)
    _wait_for(again, lambda: again.state == "paused")
    assert weights(again) == expected


def test_recording_shows_the_recorded_batch_in_the_grid(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.step)
    trace = ask(engine, engine.record)
    snapshot, records = engine.feed.take()
    assert trace.step == snapshot.step == 2
    assert [record.step for record in records] == [1, 2]
    np.testing.assert_array_equal(snapshot.watched.labels, trace.labels)
    np.testing.assert_array_equal(snapshot.parameters["fc2.weight"], trace["fc2"].after["weight"])


def test_an_error_comes_back_where_it_was_asked_and_harms_nothing(
    start: Start, config: TrainConfig, tmp_path: Path
) -> None:
    engine, _ = start(config)
    before = weights(engine)
    with pytest.raises(ZeroDivisionError):
        ask(engine, lambda: 1 / 0)
    with pytest.raises(core.WeightFileError, match="no such file"):
        ask(engine, engine.load, tmp_path / "missing.safetensors")
    with pytest.raises(ConfigError, match="lr"):
        ask(engine, engine.set_lr, -1)
    with pytest.raises(ConfigError, match="batch_size"):
        ask(engine, engine.reset, replace(config, batch_size=0))
    with pytest.raises(ConfigError, match="epochs"):
        ask(engine, engine.train, 0)
    with pytest.raises(ConfigError, match="speed"):
        ask(engine, engine.set_speed, 0)
    with pytest.raises(ValueError, match="no image"):
        ask(engine, engine.watch, 100)
    assert (engine.state, weights(engine)) == ("paused", before)


@pytest.mark.fault(12)
def test_a_run_that_diverges_stops_and_says_so(start: Start, config: TrainConfig) -> None:
    engine, events = start(replace(config, lr=1e6))
    ask(engine, engine.train)
    event = events.wait("diverged")
    assert event.text.startswith("Training stopped at step")
    events.wait("state", text="diverged")
    assert ask(engine, lambda: engine.state) == "diverged"
    snapshot, _ = engine.feed.take()
    assert snapshot.state == "diverged"
    assert all(np.isfinite(array).all() for array in snapshot.parameters.values())
    ask(engine, engine.reset, config)
    assert engine.state == "paused"
    assert ask(engine, engine.step).step == 1


@pytest.mark.parametrize("way", ["step", "record"])
def test_a_single_step_that_diverges_raises_where_it_was_asked(
    start: Start, config: TrainConfig, way: str
) -> None:
    engine, _ = start(replace(config, lr=1e6))
    ask(engine, engine.step)
    with pytest.raises(DivergenceError):
        ask(engine, getattr(engine, way))
    assert engine.state == "diverged"


def test_a_step_that_fails_pauses_with_a_message(
    start: Start, config: TrainConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, events = start(config)
    events.wait("ready")

    def fail() -> None:
        raise RuntimeError("the step broke")

    monkeypatch.setattr(engine.trainer, "step", fail)
    ask(engine, engine.train)
    assert events.wait("error").text == "Training stopped: the step broke"
    assert ask(engine, lambda: engine.state) == "paused"


def test_data_that_can_not_be_read_are_reported_and_calls_answered(start: Start, config: TrainConfig) -> None:
    gate = threading.Event()

    def broken() -> Data:
        gate.wait(60)
        raise OSError("the data are gone")

    engine, events = start(config, data=broken)
    early = engine.post(engine.train)
    gate.set()
    assert events.wait("error").text == "the data are gone"
    with pytest.raises(EngineStoppedError, match="the data are gone"):
        early.result()
    assert engine.state == "stopped"


def test_after_the_end_calls_are_refused_at_once(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    ask(engine, engine.stop)
    events.wait("state", text="stopped")
    with pytest.raises(EngineStoppedError):
        ask(engine, engine.train)


def test_stopping_breaks_off_training_and_testing(start: Start, config: TrainConfig, data: Data) -> None:
    many = data[1][np.arange(30_000) % 30]
    for wanted in ("training", "evaluating"):
        engine, events = start(config, data=lambda: (data[0], many))
        ask(engine, engine.train)
        events.wait("state", text=wanted)
        ask(engine, engine.stop)
        events.wait("state", text="stopped")
        assert wanted == "training" or not events.of("evaluated")


def test_a_call_can_be_cancelled_before_its_turn(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    gate = threading.Event()
    engine.post(gate.wait, 20)
    late = engine.post(engine.step)
    assert late.cancel()
    gate.set()
    with pytest.raises(CancelledError):
        late.result()
    assert ask(engine, lambda: engine.trainer.step_number) == 0


def test_settings_change_between_steps(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.set_lr, 0.02)
    ask(engine, engine.set_momentum, 0.5)
    assert ask(engine, engine.step).lr == pytest.approx(0.02)
    snapshot, _ = engine.feed.take()
    assert snapshot.momentum == 0.5


def test_another_base_scales_the_schedule_under_way_and_is_noted(start: Start, config: TrainConfig) -> None:
    engine, _ = start(replace(config, schedule="onecycle", epochs=2))
    ask(engine, engine.step)
    usual = ask(engine, lambda: engine.trainer.lr)
    assert ask(engine, engine.set_base_lr, config.lr / 2) == (usual, pytest.approx(usual / 2))
    snapshot, entries = engine.feed.take_all()
    assert (snapshot.lr, snapshot.base_lr) == (pytest.approx(usual / 2), config.lr / 2)
    assert entries[-1] == Adjustment(1, "base_lr", config.lr / 2)
    with pytest.raises(ConfigError):
        ask(engine, engine.set_base_lr, -1.0)
    assert ask(engine, engine.step).lr == pytest.approx(usual / 2)


def test_a_saved_network_comes_back_in_a_new_run(start: Start, config: TrainConfig, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    engine, events = start(config)
    ask(engine, engine.epoch)
    events.wait("evaluated")
    ask(engine, engine.save, path)
    saved = weights(engine)
    ask(engine, engine.reset)
    assert weights(engine) != saved
    assert ask(engine, engine.load, path)["step"] == 7
    assert weights(engine) == saved
    assert events.wait("loaded").data["run"] == 3
    snapshot, _ = engine.feed.take()
    assert (snapshot.step, snapshot.run, snapshot.train_loss) == (0, 3, None)


@pytest.mark.slow
@pytest.mark.fault(7)
def test_loading_while_training_swaps_whole_networks_only(
    start: Start, config: TrainConfig, tmp_path: Path
) -> None:
    engine, _ = start(replace(config, lr=0.0))
    paths = [tmp_path / "a.safetensors", tmp_path / "b.safetensors"]
    for seed, path in enumerate(paths):
        ask(engine, engine.reset, replace(config, lr=0.0, seed=seed))
        ask(engine, engine.save, path)
    whole = []
    for path in paths:
        network, _ = core.load_weights(path)
        whole.append({name: p.data.tobytes() for name, p in network.named_parameters().items()})
    ask(engine, engine.train)
    for number in range(40):
        ask(engine, engine.load, paths[number % 2])
        snapshot, _ = engine.feed.take()
        if snapshot is not None:
            assert {name: array.tobytes() for name, array in snapshot.parameters.items()} in whole
    assert engine.state in ("training", "evaluating")


def test_other_data_can_be_used(start: Start, config: TrainConfig, data: Data) -> None:
    engine, events = start(config)
    ask(engine, engine.use_data, lambda: (data[0][:32], data[1]))
    assert events.wait("reset").text == "A new run on quarters"
    snapshot, _ = engine.feed.take()
    assert (snapshot.run, snapshot.step) == (2, 0)


def test_the_speed_can_be_limited(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.set_speed, 200.0)
    began = time.monotonic()
    ask(engine, engine.epoch)
    _wait_for(engine, lambda: engine.state == "paused")
    assert time.monotonic() - began > 6 / 200
    ask(engine, engine.set_speed, 0.001)
    ask(engine, engine.train)
    ask(engine, engine.pause)  # answered long before the next step, a thousand seconds away


def test_a_test_under_way_waits_while_paused(start: Start, config: TrainConfig, data: Data) -> None:
    many = data[1][np.arange(60_000) % 30]
    engine, events = start(config, data=lambda: (data[0], many))
    ask(engine, engine.train)
    events.wait("state", text="evaluating")
    ask(engine, engine.pause)
    assert engine.state == "paused"
    assert not events.of("evaluated")
    ask(engine, engine.train)
    assert events.wait("evaluated").step == 7


def test_evaluate_tests_without_training(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    ask(engine, engine.evaluate)
    assert events.wait("evaluated").step == 0
    _wait_for(engine, lambda: engine.state == "paused")
    snapshot, _ = engine.feed.take()
    assert (snapshot.test_step, snapshot.train_loss) == (0, None)


def test_a_listener_that_fails_does_not_stop_the_engine(start: Start, config: TrainConfig) -> None:
    def deaf(event: Event) -> None:
        raise RuntimeError("the window is gone")

    engine, _ = start(config, notify=deaf)
    assert ask(engine, engine.step).step == 1


@pytest.mark.fault(22)
def test_nothing_is_snapped_while_nobody_looks(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    events.wait("ready")
    engine.feed.take()
    ask(engine, engine.train)
    events.wait("evaluated", 3)
    snapshot, records = engine.feed.take()
    assert snapshot.step < records[-1].step


def test_the_core_trains_without_qt() -> None:
    script = (
        "import sys, core.training, core.presets; "
        "sys.exit(any(name.startswith(('PySide6', 'pyqtgraph', 'cnnviz')) for name in sys.modules))"
    )
    import subprocess

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def _wait_for(engine: Engine, true: Callable[[], bool]) -> None:
    """Ask the engine again and again until it is so."""
    deadline = time.monotonic() + 60
    while not ask(engine, true):
        assert time.monotonic() < deadline


def test_a_drawing_is_seen_at_once_while_training_goes_on(start: Start, config: TrainConfig) -> None:
    engine, watcher = start(config)
    watcher.wait("ready")
    engine.post(engine.train).result()
    drawing = np.eye(8, dtype=np.uint8) * 255
    engine.post(engine.receive, Guest(drawing, target=2)).result()
    snapshot, _ = engine.feed.take()
    assert snapshot is not None
    assert snapshot.probe.drawn
    assert snapshot.probe.label == 2
    trace = engine.post(engine.record_guest, Guest(drawing)).result()
    assert engine.state == "paused"
    assert trace.images.shape == (1, 1, 8, 8)
