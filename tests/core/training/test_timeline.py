"""Any step of a run can be made again, to the last bit, whatever was done to the run in between."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

import core
from core.data.dataset import Dataset
from core.trace.recording import Trace
from core.training import (
    Checkpoint,
    ConfigError,
    DivergenceError,
    Engine,
    History,
    KeyframesFileError,
    TrainConfig,
    Trainer,
    load_checkpoint,
)
from core.training import timeline as timelines
from core.training.acts import AddNoise, Prune, SetValue, SwitchOff
from core.training.checkpoint import gradients_of
from core.training.keyframes import Keyframe
from core.training.timeline import LoggedAct
from core.training.touch import Touches
from core.training.watch import Watch

Data = tuple[Dataset, Dataset]
State = dict[str, np.ndarray]


def equal(one: State, other: State) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def same_trace(one: Trace, other: Trace) -> bool:
    """Whether two traces hold the same numbers everywhere."""
    assert one.names == other.names
    for name in one.names:
        for part in ("input", "output", "grad_input", "grad_output"):
            if not np.array_equal(getattr(one[name], part), getattr(other[name], part)):
                return False
        for part in ("params", "grads", "after", "buffers", "buffers_after", "state", "state_after"):
            if not equal(getattr(one[name], part), getattr(other[name], part)):
                return False
    return one.loss == other.loss and one.step == other.step and one.version == other.version


class Followed:
    """A trainer with its timeline, and a copy of the state after every step of the present run."""

    def __init__(self, config: TrainConfig, data: Data, **options: Any) -> None:
        self.trainer = Trainer(config, *data)
        self.timeline = core.Timeline(self.trainer, **options)
        self.states: dict[int, State] = {0: self.trainer.network.state_dict()}
        self.touches = Touches(self.trainer)

    def step(self, count: int = 1) -> None:
        for _ in range(count):
            self.trainer.step()
            self.keep()

    def keep(self) -> None:
        self.touches.stepped()
        self.states[self.trainer.step_number] = self.trainer.network.state_dict()

    def resume(self, checkpoint: Checkpoint) -> None:
        self.trainer.resume(checkpoint)
        self.touches.forget()
        self.states = {step: state for step, state in self.states.items() if step <= checkpoint.step}

    def check(self, steps: list[int] | None = None) -> None:
        """Every step, in an order that goes back and forth, is what it was."""
        reachable = self.timeline.steps
        assert list(reachable) == sorted(self.states)
        for step in steps or sorted(self.states, key=lambda step: (step * 7) % 31):
            assert equal(self.timeline.state(step), self.states[step]), f"step {step}"


@pytest.fixture
def run(config: TrainConfig, data: Data) -> Followed:
    return Followed(config, data)


def mlp(**changes: Any) -> dict[str, Any]:
    """A network without convolutions."""
    hidden = {"name": "fc1", "type": "Linear", "in_features": 64, "out_features": 12}
    return {
        "layers": [
            {"name": "flatten", "type": "Flatten"},
            hidden,
            {"name": "act1", "type": "Sigmoid", **changes},
            {"name": "fc2", "type": "Linear", "in_features": 12, "out_features": 4},
        ]
    }


def average_pool(config: TrainConfig) -> TrainConfig:
    assert config.spec is not None
    layers = [dict(layer) for layer in config.spec["layers"]]
    layers[1]["type"] = "AvgPool2d"
    return replace(config, spec={"layers": layers}, preprocessing="standard")


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw", "rmsprop", "adagrad"])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_every_step_of_every_optimiser_is_made_again(
    config: TrainConfig, data: Data, optimizer: str, momentum: float
) -> None:
    run = Followed(replace(config, optimizer=optimizer, lr=0.01, momentum=momentum), data)
    run.step(24)
    run.check()


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"augmentation": None},
        {"augmentation": {"shift": 2, "rotation": 10, "noise": 0.1}},
        {"schedule": "onecycle"},
        {"schedule": "step", "step_epochs": 1},
        {"nesterov": True},
        {"weight_decay": 0.01},
        {"limit": 70, "batch_size": 23},  # a smaller last batch
        {"preprocessing": "standard"},
        {"spec": mlp()},
        {"spec": mlp(type="Tanh")},
    ],
    ids=str,
)
def test_every_kind_of_run_is_made_again(config: TrainConfig, data: Data, changes: dict[str, Any]) -> None:
    run = Followed(replace(config, **changes), data)
    run.step(24)
    run.check()


def test_average_pooling_is_made_again(config: TrainConfig, data: Data) -> None:
    run = Followed(average_pool(config), data)
    run.step(20)
    run.check()


def coloured(config: TrainConfig, data: Data) -> tuple[TrainConfig, Data]:
    rng = np.random.default_rng(3)
    made = []
    for part in data:
        tint = rng.integers(0, 60, (len(part), 3, 1, 1)).astype(np.uint8)
        made.append(Dataset(part.images[:, None] // 2 + tint, part.labels, "colours", part.classes))
    assert config.spec is not None
    layers = [dict(layer) for layer in config.spec["layers"]]
    layers[0]["in_channels"] = 3
    return replace(config, spec={"layers": layers}), (made[0], made[1])


def test_a_colour_network_is_made_again(config: TrainConfig, data: Data) -> None:
    run = Followed(*coloured(config, data))
    run.step(20)
    run.check()


def test_rates_and_momentum_set_by_hand_are_made_again(config: TrainConfig, data: Data) -> None:
    run = Followed(replace(config, schedule="onecycle"), data)
    run.step(5)
    run.trainer.set_lr(0.02)
    run.step(4)
    run.trainer.set_momentum(0.0)
    run.step(6)
    run.trainer.set_lr(0.03)
    run.trainer.set_lr(0.01)  # of two before one step the last holds
    run.trainer.set_momentum(0.5)
    run.step(6)
    run.trainer.set_base_lr(0.004)
    scaled = run.trainer.lr
    run.step(6)
    run.check()
    assert run.timeline.acts == (
        LoggedAct(0, "began"),
        LoggedAct(5, "lr", 0.02),
        LoggedAct(9, "momentum", 0.0),
        LoggedAct(15, "lr", 0.01),
        LoggedAct(15, "momentum", 0.5),
        LoggedAct(21, "lr", scaled),
    )


def test_a_past_step_tells_the_settings_that_the_next_one_was_made_with(
    config: TrainConfig, data: Data
) -> None:
    run = Followed(replace(config, schedule="onecycle"), data)
    wanted, trainer = {}, run.trainer
    for step in range(14):
        if step in (5, 13):
            trainer.set_base_lr(0.02 + step / 1000)
        if step == 7:
            run.touches.do(SetValue("fc2", "bias", (0,), 1.0))
        if step in (7, 9):
            trainer.set_momentum(0.05 * step)
        if step == 11:  # a branch with another schedule
            trainer.resume(replace(trainer.checkpoint(), config=replace(trainer.config, schedule="step")))
        wanted[step] = trainer.config, trainer.lr, trainer.rate.base, trainer.momentum
        if step < 13:
            trainer.step()
            run.touches.stepped()
    seen = {
        step: run.timeline.visit(step, lambda at: (at.config, at.lr, at.rate.base, at.momentum))
        for step in (9, 5, 13, 7, 11, 8, 4, 12)
    }
    assert seen == {step: wanted[step] for step in seen}
    assert run.timeline.checkpoint(11).config.schedule == "step"


def test_what_is_set_as_it_was_before_a_step_is_made_is_no_act(config: TrainConfig, data: Data) -> None:
    run = Followed(replace(config, schedule="onecycle"), data)
    base, momentum = run.trainer.rate.base, run.trainer.momentum
    for _ in range(2):
        run.step(4)
        run.trainer.set_base_lr(2 * base)
        run.trainer.set_momentum(0.5)
        assert [act.kind for act in run.timeline.acts] == ["began", "lr", "momentum"]
        run.trainer.set_base_lr(base)
        run.trainer.set_momentum(momentum)
        assert [act.kind for act in run.timeline.acts] == ["began"]
    run.step(3)
    run.check()


def test_a_run_out_of_a_file_is_the_one_that_stood_there_not_its_twin_that_went_on(
    run: Followed, tmp_path: Path
) -> None:
    run.step(9)
    run.trainer.checkpoint().save(tmp_path / "run")
    run.trainer.resume(run.timeline.checkpoint(4))
    run.step(8)  # a branch with the same settings, which passes the same states
    run.trainer.resume(load_checkpoint(tmp_path / "run"))
    assert [act.kind for act in run.timeline.acts] == ["began"]
    assert [(each.start, each.end, each.present) for each in run.timeline.branches] == [
        (0, 9, True),
        (4, 12, False),
    ]


@pytest.mark.parametrize("before", [True, False])
def test_a_rate_that_was_taken_back_with_its_step_leaves_no_mark(
    config: TrainConfig, data: Data, before: bool
) -> None:
    run = Followed(replace(config, schedule="onecycle"), data)
    run.step(5)
    kept = run.trainer.checkpoint() if before else None
    run.trainer.set_lr(0.02)
    run.trainer.set_momentum(0.5)
    kept = kept or run.trainer.checkpoint()
    run.step(1)
    run.trainer.resume(kept)
    run.timeline.look()
    acts = {LoggedAct(5, "lr", 0.02), LoggedAct(5, "momentum", 0.5)}
    assert acts.isdisjoint(run.timeline.acts) if before else acts <= set(run.timeline.acts)
    run.step(4)
    run.check()


@pytest.mark.parametrize(
    "act",
    [
        SetValue("conv1", "weight", (0, 0, 2, 2), 0.5),
        SwitchOff("conv1", 1),
        AddNoise("conv1", 0.2, seed=5),
        Prune(None, 0.3),
    ],
    ids=lambda act: type(act).__name__,
)
def test_weights_changed_by_hand_are_kept(run: Followed, act: Any) -> None:
    run.step(5)
    run.touches.do(act)
    run.step(5)
    run.touches.do(SetValue("fc2", "bias", (0,), 1.0))
    run.touches.undo()
    run.step(3)
    run.touches.do(act)
    run.check()  # the newest step is as it was made, whatever is done to it afterwards
    assert [act.step for act in run.timeline.acts if act.kind == "edit"] == [5, 10, 13]


def test_an_edit_that_was_undone_leaves_no_mark(run: Followed) -> None:
    run.step(5)
    run.touches.do(SetValue("fc2", "bias", (0,), 1.0))
    run.touches.do(SwitchOff("conv1", 1))
    run.touches.undo()
    assert [act.step for act in run.timeline.acts if act.kind == "edit"] == [5]
    run.touches.undo()
    assert not run.timeline.acts[1:]
    run.step(5)
    run.check()


def test_weights_that_are_written_from_outside_are_kept(run: Followed) -> None:
    run.step(3)
    run.trainer.network.layers["conv1"].parameters()["weight"].data[0] += 0.25
    run.trainer.touch()  # whoever writes in place has to say so
    run.step(3)
    state = run.trainer.network.state_dict()
    run.trainer.network.load_state_dict({name: 0.5 * array for name, array in state.items()})
    run.step(9)
    run.check()
    assert [(act.step, act.kind) for act in run.timeline.acts[1:]] == [(3, "edit")]


def test_the_same_numbers_in_another_place_are_no_act(run: Followed) -> None:
    run.step(3)
    for parameter in run.trainer.network.named_parameters().values():
        parameter.data = parameter.data.copy()
    run.step(3)
    assert len(run.timeline.acts) == 1
    run.check()


def test_evaluations_and_recorded_batches_change_nothing(run: Followed) -> None:
    traces: dict[int, Trace] = {}
    for step in range(1, 25):
        if step % 5 == 0:
            run.trainer.evaluate()
        if step % 3 == 0:
            traces[step] = run.trainer.record()
            run.keep()
        else:
            run.step()
    run.check()
    for step in reversed(traces):
        assert same_trace(run.timeline.record(step), traces[step])


def test_a_batch_after_an_act_is_recorded_as_it_was(run: Followed) -> None:
    run.step(8)
    run.trainer.set_lr(0.2)
    run.touches.do(SwitchOff("conv1", 2))
    trace = run.trainer.record()
    run.keep()
    run.step(3)
    assert same_trace(run.timeline.record(9), trace)
    assert np.all(trace["conv1"].params["weight"][2] == 0)


def test_a_step_taken_back_and_made_anew(run: Followed) -> None:
    run.step(9)
    run.touches.do(SwitchOff("conv1", 0))
    before = run.trainer.checkpoint()
    run.trainer.record()
    run.resume(before)
    run.check()
    run.trainer.set_lr(0.3)
    run.step(5)
    run.check()
    before = run.trainer.checkpoint()
    run.step(4)
    run.resume(before)  # more than one step back: those stay as a branch of their own
    run.step(6)
    run.check()
    assert run.timeline.acts[-1] == LoggedAct(14, "branch")


def test_a_checkpoint_out_of_a_file_goes_on_in_the_run_that_wrote_it(run: Followed, tmp_path: Path) -> None:
    run.step(9)
    run.trainer.set_momentum(0.3)
    run.trainer.checkpoint().save(tmp_path / "c.safetensors")
    run.step(4)
    run.resume(load_checkpoint(tmp_path / "c.safetensors"))
    run.step(6)
    run.check()
    run.trainer.checkpoint().save(tmp_path / "d.safetensors")
    run.resume(load_checkpoint(tmp_path / "d.safetensors"))
    run.step(3)
    run.check()


def test_a_strange_checkpoint_begins_where_it_stands(config: TrainConfig, data: Data, tmp_path: Path) -> None:
    other = Trainer(replace(config, seed=9), *data)
    for _ in range(11):
        other.step()
    other.checkpoint().save(tmp_path / "c.safetensors")
    run = Followed(config, data)
    run.step(20)
    run.resume(load_checkpoint(tmp_path / "c.safetensors"))
    run.states = {11: run.trainer.network.state_dict()}
    run.step(9)
    assert run.timeline.steps == range(11, 21)
    run.check()
    with pytest.raises(ValueError, match="step 10 can't be had: this run has steps 11 to 20"):
        run.timeline.state(10)
    with pytest.raises(ValueError, match="the run begins there"):
        run.timeline.record(11)


@pytest.mark.parametrize("step", [0, 1])
def test_a_strange_checkpoint_that_was_changed_by_hand_begins_with_its_next_step(
    config: TrainConfig, data: Data, step: int
) -> None:
    other = Followed(replace(config, seed=9), data)
    other.step(step)
    other.touches.do(SetValue("fc2", "bias", (3,), 1.0))
    run = Followed(config, data)
    run.step(2)
    run.resume(other.trainer.checkpoint())
    assert run.timeline.steps == range(step + 1, step + 1)  # what stood there before isn't known
    assert equal(run.timeline.checkpoint(step).weights, run.trainer.network.state_dict())
    run.states.clear()
    run.step(3)
    run.check()


@pytest.mark.parametrize("began", ["fresh", "out of a file"])
def test_where_a_run_begins_no_gradient_of_another_step_is_known(
    run: Followed, tmp_path: Path, began: str
) -> None:
    if began == "out of a file":
        run.step(3)
        replace(run.trainer.checkpoint(), gradients={}).save(tmp_path / "c.safetensors")
        run = Followed(run.trainer.config, run.trainer.images)
        run.trainer.resume(load_checkpoint(tmp_path / "c.safetensors"))
    first = run.trainer.step_number
    for _ in range(5):
        run.trainer.step()
    run.timeline.mark()

    def look(step: int) -> dict[str, np.ndarray]:
        return run.timeline.visit(step, lambda trainer: Watch(trainer).snapshot("paused").gradients)

    assert not look(first)
    assert look(first + 2)
    assert run.timeline.is_exact(first + 2)  # made on, up to now
    assert not look(first)
    assert not run.timeline.checkpoint(first).gradients
    run.timeline.record(first + 3)
    assert not look(first)


def test_what_is_known_of_the_step_that_a_run_was_continued_at_stays_known(
    run: Followed, tmp_path: Path
) -> None:
    run.step(3)
    last, before = run.trainer.last, gradients_of(run.trainer.network)
    assert last is not None
    history = History(run.trainer.layers, run.trainer.run)
    history.append(last)
    replace(run.trainer.checkpoint(), history=history).save(tmp_path / "c.safetensors")
    run = Followed(run.trainer.config, run.trainer.images)
    run.trainer.resume(load_checkpoint(tmp_path / "c.safetensors"))
    for _ in range(5):
        run.trainer.step()
    run.timeline.state(6)
    shot = run.timeline.visit(3, lambda trainer: Watch(trainer).snapshot("paused"))
    assert (shot.train_loss, shot.train_accuracy) == (np.float32(last.loss), np.float32(last.accuracy))
    assert equal(shot.gradients, before)
    again = run.timeline.checkpoint(3)
    assert again.last is not None
    assert (again.last.step, again.last.loss) == (3, shot.train_loss)
    assert equal(again.gradients, before)


def test_a_checkpoint_from_before_a_step_was_taken_back_goes_on_with_the_run(run: Followed) -> None:
    for step in range(2):
        run.touches.do(SetValue("fc2", "bias", (3,), 1.0))
        changed = run.trainer.checkpoint()
        run.touches.do(SetValue("fc2", "bias", (0,), 0.5))
        before = run.trainer.checkpoint()
        run.step()
        run.resume(before)
        run.resume(changed)  # its weights aren't kept, but which step they were changed after is known
        assert run.timeline.steps == range(step + 1)
        run.check()
        run.step()
        run.check()


def test_another_run_begins_at_zero(run: Followed, config: TrainConfig, tmp_path: Path) -> None:
    run.step(9)
    run.trainer.save(tmp_path / "w.safetensors")
    run.trainer.load(tmp_path / "w.safetensors")
    run.states = {0: run.trainer.network.state_dict()}
    run.step(9)
    run.check()
    run.trainer.reset(replace(config, seed=8))
    run.states = {0: run.trainer.network.state_dict()}
    run.check()
    run.step(9)
    run.check()


def diverging(data: Data) -> Followed:
    spec = mlp(type="ReLU")
    return Followed(TrainConfig(spec=spec, batch_size=16, lr=1e4, momentum=0.0, schedule="constant"), data)


def test_after_a_divergence_the_run_goes_on_from_what_it_went_back_to(data: Data) -> None:
    run = diverging(data)
    for _ in range(8):
        try:
            run.step()
        except DivergenceError:
            run.trainer.set_lr(0.01)
            break
    else:
        pytest.fail("it should have diverged")
    run.step(12)
    run.check()
    assert "diverged" in [act.kind for act in run.timeline.acts]


def test_a_run_resumed_right_before_it_diverges_goes_back_to_the_same_weights(
    data: Data, tmp_path: Path
) -> None:
    run = diverging(data)
    copies: list[Checkpoint] = []

    def train() -> None:
        for _ in range(8):
            copies.append(run.trainer.checkpoint())
            run.step()

    with pytest.raises(DivergenceError) as caught:
        train()
    after = run.trainer.network.state_dict()
    copies[-1].save(tmp_path / "c.safetensors")
    for checkpoint in (copies[-1], load_checkpoint(tmp_path / "c.safetensors")):
        other = Trainer(run.trainer.config, *data)
        other.resume(checkpoint)
        with pytest.raises(DivergenceError) as again:
            other.step()
        assert str(again.value) == str(caught.value)
        assert equal(other.network.state_dict(), after)


def test_a_failed_step_is_none(run: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    run.step(5)
    with monkeypatch.context() as patch:

        def fail(*_: object) -> float:
            raise MemoryError("no room")

        patch.setattr(type(run.trainer.optimizer), "update", fail)
        with pytest.raises(MemoryError):
            run.trainer.step()
    run.step(12)
    run.check()


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        {"budget": 0},
        {"budget": 0, "disk": 0},
        {"budget": 30_000, "disk": 30_000},
        {"budget": 30_000, "disk": 0, "spacing": 1},
        {"spacing": 1},
        {"spacing": 200},
    ],
    ids=str,
)
def test_whatever_the_room_every_step_that_is_said_to_be_there_is(
    config: TrainConfig, data: Data, options: dict[str, Any], tmp_path: Path
) -> None:
    run = Followed(config, data, folder=tmp_path, **options)
    for _ in range(12):
        run.step(5)
        run.touches.do(AddNoise("conv1", 0.01, seed=run.trainer.step_number))
    steps = run.timeline.steps
    assert steps[-1] == 60
    memory, disk = run.timeline.nbytes
    size = Keyframe.of(run.trainer).nbytes
    assert memory <= max(options.get("budget", 1 << 30), 2 * size)
    assert disk <= options.get("disk", 1 << 30)
    run.states = {step: state for step, state in run.states.items() if step in steps}
    run.check()
    assert list(tmp_path.iterdir()) == []  # the file has no name
    run.timeline.close()
    run.trainer.step()  # nobody follows any more


def test_keyframes_are_thinned_evenly(config: TrainConfig, data: Data) -> None:
    run = Followed(config, data, budget=12 * 2600, disk=0, spacing=2)
    run.step(90)
    kept = [step for step in run.timeline.keyframes if step]
    assert run.timeline.spacing > 2
    assert set(np.diff(kept)) == {run.timeline.spacing}
    run.check()


def test_a_disk_that_refuses_only_costs_time(
    config: TrainConfig, data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Followed(config, data, budget=9000, spacing=2, folder=tmp_path)
    run.step(20)
    assert run.timeline.nbytes[1]
    monkeypatch.setattr(run.timeline._store, "_file", Full())
    run.step(20)
    assert "no space left" in run.timeline.trouble
    assert equal(run.timeline.state(40), run.states[40])


class Full:
    """A disk without room, which reads nothing either."""

    def seek(self, at: int) -> None:
        pass

    def write(self, data: Any) -> int:
        raise OSError(28, "No space left on device")

    def readinto(self, view: Any) -> int:
        return 0

    def close(self) -> None:
        pass


def test_what_the_disk_has_changed_is_not_believed(config: TrainConfig, data: Data, tmp_path: Path) -> None:
    run = Followed(config, data, budget=0, spacing=4, folder=tmp_path)
    run.step(20)
    store = run.timeline._store
    number = run.timeline._line.frames[11]
    at = store._there[number][0]
    assert store._file is not None
    store._file.seek(at + 8)
    store._file.write(b"\x12\x34\x56\x78")
    assert store.get(number) is None
    run.check()  # made again from the keyframe before


def test_exactness_is_told_by_the_next_keyframe(config: TrainConfig, data: Data) -> None:
    run = Followed(config, data, spacing=8)
    run.step(30)
    assert [run.timeline.is_exact(step) for step in (0, 5, 7, 22, 23)] == [True] * 5
    assert run.timeline.is_exact(28) is None
    run.timeline.mark()
    assert run.timeline.is_exact(28) is True
    line = run.timeline._line
    strange = run.timeline._store.get(line.frames[15])
    assert strange is not None
    data_ = strange.data.copy()
    data_[3] += 1e-6
    line.frames[15] = run.timeline._store.add(replace(strange, data=data_))
    assert run.timeline.is_exact(13) is False  # as on another machine
    assert run.timeline.is_exact(20) is False


def test_a_comparison_ends_when_another_step_is_wanted(config: TrainConfig, data: Data) -> None:
    run = Followed(config, data, spacing=8)
    run.step(24)

    def poll(step: int) -> None:
        raise InterruptedError(step)

    with pytest.raises(InterruptedError):
        run.timeline.is_exact(5, poll)
    assert run.timeline.is_exact(5) is True  # what was left half done is not taken for a step


def test_threads_are_set_as_they_were(config: TrainConfig, data: Data) -> None:
    with threadpool_limits(1, "blas"):
        run = Followed(config, data)
        run.step(6)
    with threadpool_limits(2, "blas"):
        run.step(6)
    with threadpool_limits(1, "blas"):
        run.step(4)
        run.check()
    if run.timeline.acts[1:]:  # there is a BLAS here whose threads can be counted
        assert [(act.step, act.kind, act.value) for act in run.timeline.acts[1:]] == [
            (6, "threads", 2),
            (12, "threads", 1),
        ]


def test_a_checkpoint_of_the_past_goes_on_as_the_run_did(
    run: Followed, config: TrainConfig, data: Data
) -> None:
    run.step(9)
    run.touches.do(SwitchOff("conv1", 1))
    run.trainer.set_lr(0.01)
    run.step(11)
    for step in (0, 1, 5, 9, 13, 20):
        other = Trainer(config, *data)
        other.resume(run.timeline.checkpoint(step))
        assert other.step_number == step
        end = 20 if step >= 9 else 9  # what was done by hand after step 9 isn't done again
        while other.step_number < end:
            other.step()
        assert equal(other.network.state_dict(), run.states[end])


def test_steps_are_made_again_while_training_goes_on(config: TrainConfig, data: Data) -> None:
    run = Followed(config, data, budget=20_000)
    run.step(20)
    found: list[bool] = []

    def look() -> None:
        found.extend(equal(run.timeline.state(step), run.states[step]) for step in (3, 17, 8, 20, 1) * 4)

    thread = threading.Thread(target=look)
    thread.start()
    run.step(100)
    thread.join(timeout=60)
    assert found == [True] * 20
    run.check(list(range(0, 121, 7)))


def test_an_engine_has_a_timeline(config: TrainConfig, data: Data) -> None:
    engine = Engine(config, data=lambda: data)
    engine._load_data()
    states: dict[int, State] = {}
    for _ in range(30):
        engine.step()
        states[engine.timeline.steps[-1]] = engine.copy().state  # type: ignore[assignment]
    engine.record()
    engine.undo_step()
    engine.touch(SwitchOff("conv1", 1))
    engine.record()
    states[31] = engine.copy().state  # type: ignore[assignment]
    assert all(equal(engine.timeline.state(step), state) for step, state in states.items())


def commands() -> st.SearchStrategy[list[tuple[str, float]]]:
    names = ["step", "step", "step", "lr", "base lr", "momentum", "touch", "noise", "undo touch"]
    names += ["record", "undo", "evaluate", "save and load", "resume", "mark", "look back", "write"]
    return st.lists(st.tuples(st.sampled_from(names), st.floats(0, 1)), min_size=5, max_size=60)


def obey(
    run: Followed, saved: list[tuple[Checkpoint, dict[int, State]]], name: str, amount: float, folder: Path
) -> None:
    """One act of a user, and whatever has to be noted of it."""
    trainer = run.trainer
    if name == "step":
        run.step(1 + int(amount * 4))
    elif name == "lr":
        trainer.set_lr(0.001 + 0.05 * amount)
    elif name == "base lr":
        trainer.set_base_lr(0.001 + 0.05 * amount)
    elif name == "momentum":
        trainer.set_momentum(0.0 if amount < 0.3 else 0.95 * amount)
    elif name == "touch":
        run.touches.do(SetValue("fc2", "bias", (int(amount * 3),), amount))
    elif name == "noise":
        run.touches.do(AddNoise("conv1", 0.01 + 0.1 * amount, seed=3))
    elif name == "undo touch":
        if run.touches.report().done:
            run.touches.undo()
    elif name in ("record", "undo"):
        before = trainer.checkpoint()
        trace = trainer.record()
        run.keep()
        if name == "undo":
            run.resume(before)
        else:
            assert same_trace(run.timeline.record(trainer.step_number), trace)
    elif name == "evaluate":
        trainer.evaluate()
    elif name == "save and load":
        trainer.checkpoint().save(folder / "c.safetensors")
        run.step(int(amount * 3))
        run.resume(load_checkpoint(folder / "c.safetensors"))
    elif name == "resume":
        if saved and amount < 0.7:
            checkpoint, states = saved[-1]
            run.resume(checkpoint)  # perhaps of another branch
            run.states = dict(states)
        saved[:] = [(trainer.checkpoint(), dict(run.states))]
    elif name == "mark":
        run.timeline.mark()
    elif name == "look back":
        step = list(run.timeline.steps)[int(amount * (len(run.timeline.steps) - 1))]
        assert equal(run.timeline.state(step), run.states[step])
    elif name == "write":
        trainer.network.layers["fc2"].parameters()["weight"].data[0, 0] = amount
        trainer.touch()


def live(config: TrainConfig, data: Data, acts: list[tuple[str, float]], folder: Path, room: int) -> None:
    """Let a run be what the acts make of it; then every step that is there is what it was."""
    run = Followed(config, data, budget=room, spacing=None if room else 4)
    saved: list[tuple[Checkpoint, dict[int, State]]] = []
    for name, amount in acts:
        obey(run, saved, name, amount, folder)
    run.states = {step: state for step, state in run.states.items() if step in run.timeline.steps}
    run.check()
    run.timeline.close()


@given(
    acts=commands(), room=st.sampled_from([0, 20_000, 1 << 20]), optimizer=st.sampled_from(["sgd", "adam"])
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_to_a_run(
    config: TrainConfig, data: Data, tmp_path: Path, acts: Any, room: int, optimizer: str
) -> None:
    live(replace(config, optimizer=optimizer, lr=0.01), data, acts, tmp_path, room)


@pytest.mark.slow
@pytest.mark.timeout(1800)  # some 6,000 acts
@given(
    acts=commands(), room=st.sampled_from([0, 20_000, 1 << 20]), optimizer=st.sampled_from(["sgd", "adam"])
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_thousands_of_acts(
    config: TrainConfig, data: Data, tmp_path: Path, acts: Any, room: int, optimizer: str
) -> None:
    live(replace(config, optimizer=optimizer, lr=0.01), data, acts, tmp_path, room)


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    ["sgd", "adam", "adamw", "rmsprop", "adagrad", "no augmentation", "average", "mlp", "colour"],
)
def test_two_hundred_steps_are_what_they_were(
    config: TrainConfig, data: Data, tmp_path: Path, kind: str
) -> None:
    config = replace(config, lr=0.01, epochs=60)
    if kind == "no augmentation":
        config = replace(config, augmentation=None, schedule="onecycle")
    elif kind == "average":
        config = average_pool(config)
    elif kind == "mlp":
        config = replace(config, spec=mlp())
    elif kind == "colour":
        config, data = coloured(config, data)
    else:
        config = replace(config, optimizer=kind)
    rng = np.random.default_rng(len(kind))
    acts = ["lr", "base lr", "momentum", "touch", "undo touch", "record", "undo", "evaluate", "save and load"]
    acts += ["noise"] if kind != "mlp" else []
    acts = [act for act in acts if kind != "adagrad" or act != "momentum"]  # it has none
    run, traces = Followed(config, data, budget=200_000), dict[int, Trace]()
    saved: list[tuple[Checkpoint, dict[int, State]]] = []
    while run.trainer.step_number < 300:
        run.step(int(rng.integers(1, 12)))
        if rng.random() < 0.2:
            before = run.trainer.step_number
            traces[before + 1] = run.trainer.record()
            run.keep()
        obey(run, saved, str(rng.choice(acts)), float(rng.random()), tmp_path)
        traces = {step: trace for step, trace in traces.items() if step <= run.trainer.step_number}
    steps = rng.choice(np.arange(300 + 1), 200, replace=False).tolist()
    for step in steps:
        assert equal(run.timeline.state(step), run.states[step]), f"step {step}"
    assert len(traces) >= 5
    for step, trace in traces.items():
        again = run.timeline.record(step)
        assert same_trace(again, replace(trace, version=again.version))  # a run put back has another number
    run.timeline.mark()
    assert run.timeline.is_exact(steps[0]) is not False
    run.timeline.close()


def test_spacing_follows_from_the_time_of_a_step(run: Followed) -> None:
    for seconds, spacing in ((1.0, 8), (0.008, 24), (0.0052, 40), (0.0034, 64), (1e-5, 64)):
        run.timeline.spacing, run.timeline._timed = 8, []
        run.timeline._decide_spacing(seconds)
        assert run.timeline.spacing == spacing
    assert timelines.FIRST_SPACING == 8


def test_nonsense_is_refused(trainer: Trainer) -> None:
    with pytest.raises(ValueError, match="spacing must be at least 1"):
        core.Timeline(trainer, spacing=0)
    with pytest.raises(ValueError, match="at least 0 bytes"):
        core.Timeline(trainer, budget=-1)
    timeline = core.Timeline(trainer)
    for step in (-1, 1):
        with pytest.raises(ValueError, match=r"this run has steps 0 to 0"):
            timeline.state(step)


def test_a_run_goes_on_from_its_file_with_all_of_its_steps(
    run: Followed, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    run.step(9)
    run.trainer.set_lr(0.02)
    run.touches.do(SwitchOff("conv1", 1))
    run.step(9)
    run.resume(run.timeline.checkpoint(12))
    run.trainer.set_momentum(0.0)
    run.step(9)
    path = tmp_path / "keyframes.safetensors"
    run.timeline.save(path)
    other = Followed(config, data)
    other.step(2)
    other.timeline.open(path)
    other.states = dict(run.states)
    other.check()
    assert other.timeline.acts == run.timeline.acts
    assert same_numbers(other.timeline.record(10), run.timeline.record(10))
    other.step(5)
    run.step(5)
    assert equal(other.states[26], run.states[26])
    other.check()


def same_numbers(one: Trace, other: Trace) -> bool:
    return same_trace(one, replace(other, version=one.version))


def test_a_damaged_run_file_is_refused(
    run: Followed, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    run.step(20)
    path = tmp_path / "keyframes.safetensors"
    run.timeline.save(path)
    whole = path.read_bytes()
    state = run.trainer.network.state_dict()
    rng = np.random.default_rng(0)
    for at in [*rng.integers(0, len(whole), 40).tolist(), 9, 300, len(whole) - 5]:
        broken = bytearray(whole)
        broken[at] ^= 1 << int(rng.integers(0, 8))
        path.write_bytes(bytes(broken))
        with pytest.raises(KeyframesFileError):
            run.timeline.open(path)
    for content in (b"", whole[: len(whole) // 2], b"PK" + whole):
        path.write_bytes(content)
        with pytest.raises(KeyframesFileError):
            run.timeline.open(path)
    assert equal(run.trainer.network.state_dict(), state)
    run.check()
    path.write_bytes(whole)
    others = Dataset(255 - data[0].images, data[0].labels, "others", data[0].classes)
    strange = Followed(config, (others, data[1]))
    with pytest.raises(ConfigError, match="other images"):
        strange.timeline.open(path)


def test_a_momentum_set_right_before_a_checkpoint_is_no_hindrance(
    config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    run = Followed(replace(config, momentum=0.0), data)
    run.step(4)
    run.trainer.set_momentum(0.6)
    path = tmp_path / "c.safetensors"
    run.trainer.checkpoint().save(path)
    run.step(5)
    other = Followed(replace(config, momentum=0.0), data)
    for checkpoint in (load_checkpoint(path), run.timeline.checkpoint(4)):
        other.trainer.resume(checkpoint)
        for _ in range(5):
            other.trainer.step()
        assert equal(other.trainer.network.state_dict(), run.states[9])
    run.check()
