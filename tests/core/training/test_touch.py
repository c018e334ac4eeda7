"""Weights changed by hand: every number is what was asked for, and all of it comes back bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.presets import PRESETS
from core.training import Engine, TrainConfig, Trainer
from core.training.acts import (
    Act,
    AddNoise,
    EditError,
    Prune,
    ResetLayer,
    Scale,
    SetValue,
    SwitchOff,
    SwitchOn,
    arrays,
    resting,
    silenced,
)
from core.training.touch import Touches, accuracy

Data = tuple[Dataset, Dataset]
Start = Callable[..., tuple[Engine, Any]]
FAMILIES = (
    "lenet5-bn",
    "lenet5-1998",
    "published-mlp",
    "published-conv",
    "activation-sigmoid",
    "pooling-average",
)


def ask(engine: Engine, call: Callable[..., Any], *arguments: Any) -> Any:
    return engine.post(call, *arguments).result()


def state(trainer: Trainer) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in trainer.network.state_dict().items()}


def every_act(trainer: Trainer) -> list[Act]:
    """One act of each kind on the first layer with weights, and those that go over all layers."""
    first, *_, last = trainer.layers
    shape = trainer.network.named_parameters()[f"{first}.weight"].shape
    return [
        SetValue(first, "weight", tuple(size - 1 for size in shape), 1.5),
        SetValue(first, "bias", (1,), -0.25),
        SwitchOff(first, 0),
        SwitchOff(last, 2),
        Scale(last, -2.0),
        AddNoise(first, 0.3, seed=4),
        SwitchOn(first, 0),
        Prune(None, 0.5),
        AddNoise(None, 0.1, seed=5),
        Prune(last, 0.25),
        ResetLayer(last),
        Scale(None, 0.5),
    ]


@pytest.fixture
def trainer(begun: Trainer) -> Trainer:
    return begun


@pytest.mark.parametrize("preset", FAMILIES)
def test_every_act_is_undone_and_done_again_bit_for_bit(preset: str, digits: Data) -> None:
    train, test = digits
    trainer = Trainer(TrainConfig.from_preset(preset, batch_size=8, limit=None), train[:16], test[:8])
    trainer.step()
    touches = Touches(trainer)
    states = [state(trainer)]
    for act in every_act(trainer):
        touches.do(act)
        states.append(state(trainer))
        assert states[-1] != states[-2], act.words
    for before in reversed(states[:-1]):
        touches.undo()
        assert state(trainer) == before
    with pytest.raises(ValueError, match="nothing was changed"):
        touches.undo()
    for after in states[1:]:
        touches.redo()
        assert state(trainer) == after


@pytest.mark.parametrize("preset", FAMILIES)
def test_plan_and_layers_agree_after_a_touch_and_training_goes_on(preset: str, digits: Data) -> None:
    train, test = digits
    trainer = Trainer(TrainConfig.from_preset(preset, batch_size=8, limit=None), train[:16], test[:8])
    trainer.step()
    touches = Touches(trainer)
    for act in every_act(trainer)[:7]:
        touches.do(act)
    x = trainer.preprocessing(test.images[:8])
    clear = core.Sequential.from_spec(trainer.network.spec())
    clear.load_state_dict(trainer.network.state_dict())
    np.testing.assert_allclose(trainer.plan.forward(x), clear.eval().forward(x), rtol=1e-4, atol=1e-4)
    trace = trainer.record()  # the plan's step, and the same through the layers
    assert trace.loss == pytest.approx(trainer.last.loss, rel=1e-4)  # type: ignore[union-attr]


def test_the_momentum_is_not_touched(trainer: Trainer) -> None:
    before = {(n, k): a.tobytes() for n, s in trainer.optimizer.state.items() for k, a in s.items()}
    touches = Touches(trainer)
    for act in every_act(trainer):
        touches.do(act)
    assert before
    assert before == {(n, k): a.tobytes() for n, s in trainer.optimizer.state.items() for k, a in s.items()}


def test_a_run_whose_touches_are_all_undone_goes_on_as_if_there_had_been_none(
    trainer: Trainer, config: TrainConfig, data: Data
) -> None:
    straight = Trainer(config, *data)
    for _ in range(8):
        straight.step()
    touches = Touches(trainer)
    for act in every_act(trainer):
        touches.do(act)
    for _ in every_act(trainer):
        touches.undo()
    for _ in range(5):
        trainer.step()
    assert state(trainer) == state(straight)


def test_one_value_is_set_and_nothing_else(trainer: Trainer) -> None:
    before = trainer.network.state_dict()
    Touches(trainer).do(SetValue("conv1", "weight", (2, 0, 4, 1), 0.75))
    after = trainer.network.state_dict()
    assert after["conv1.weight"][2, 0, 4, 1] == 0.75
    after["conv1.weight"][2, 0, 4, 1] = before["conv1.weight"][2, 0, 4, 1]
    for name, array in before.items():
        assert array.tobytes() == after[name].tobytes()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (SetValue("conv1", "weight", (0, 0, 0, 0), float("nan")), "finite"),
        (SetValue("conv1", "weight", (0, 0, 0, 0), float("inf")), "finite"),
        (SetValue("conv1", "weight", (0, 0, 0, 0), 1e40), "too large"),
        (SetValue("conv1", "weight", (3, 0, 0, 0), 1.0), "there is no"),
        (SetValue("conv1", "weight", (0, 0), 1.0), "there is no"),
        (SetValue("conv1", "weight", (-1, 0, 0, 0), 1.0), "there is no"),
        (SetValue("conv1", "colour", (0,), 1.0), "there is no"),
        (SetValue("pool1", "weight", (0,), 1.0), "no layer with weights"),
        (SwitchOff("conv1", 3), "no channel"),
        (SwitchOn("conv1", 0), "not switched off"),
        (Scale("conv1", float("inf")), "finite"),
        (Scale("conv1", 1e39), "beyond"),
        (AddNoise("conv1", 0.0), "above 0"),
        (AddNoise("conv1", 1e39), "beyond"),
        (Prune("conv1", 0.0), "above 0"),
        (Prune("conv1", 1.5), "at most 1"),
        (ResetLayer("relu1"), "no layer with weights"),
    ],
)
def test_an_act_that_makes_no_sense_changes_nothing(trainer: Trainer, act: Act, words: str) -> None:
    before, touches = state(trainer), Touches(trainer)
    with pytest.raises(ValueError, match=words):
        touches.do(act)
    assert state(trainer) == before
    assert not trainer.touched
    assert touches.report().since is None


def block(trainer: Trainer, layer: str, training: bool, images: np.ndarray) -> np.ndarray:
    """What the layers up to the next mixing one give, channels last but one: (N, C, ...)."""
    network = core.Sequential.from_spec(trainer.network.spec(), rng=np.random.default_rng(0))
    network.load_state_dict(trainer.network.state_dict())
    network.train() if training else network.eval()
    x, inside = trainer.preprocessing(images), False
    for name, one in network.layers.items():
        if inside and isinstance(one, core.Conv2d | core.Linear):
            break
        x, inside = one.forward(x), inside or name == layer
    count = len(network.named_parameters()[f"{layer}.weight"].data)
    return x.reshape(len(x), count, -1)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("preset", ["lenet5-bn", "lenet5", "lenet5-1998", "activation-elu", "published-mlp"])
def test_a_channel_that_is_off_gives_the_same_for_every_image_and_on_brings_it_back(
    preset: str, training: bool, digits: Data
) -> None:
    train, test = digits
    trainer = Trainer(TrainConfig.from_preset(preset, batch_size=8, limit=None), train[:16], test[:8])
    trainer.step()
    layer, touches = trainer.layers[0], Touches(trainer)
    before = state(trainer)
    assert np.ptp(block(trainer, layer, training, test.images[:8])[:, 3]) > 0
    touches.do(SwitchOff(layer, 3))
    after = block(trainer, layer, training, test.images[:8])
    expected = 0.5 if preset == "published-mlp" else 0.0  # a sigmoid of nothing is a half
    assert resting(trainer.network.spec(), layer) == expected
    assert (after[:, 3] == expected).all()
    assert np.ptp(after[:, 2]) > 0
    touches.do(SwitchOn(layer, 3))
    assert state(trainer) == before


@pytest.mark.parametrize("norm", ["BatchNorm2d", "BatchNormPixel", "BatchNorm1d", "no affine"])
def test_every_batch_norm_that_follows_is_silenced_with_the_channel(norm: str, data: Data) -> None:
    item: dict[str, Any] = {
        "BatchNorm2d": {"type": "BatchNorm2d", "num_features": 3},
        "BatchNormPixel": {"type": "BatchNormPixel", "shape": [3, 4, 4]},
        "BatchNorm1d": {"type": "BatchNorm1d", "num_features": 48},
        "no affine": {"type": "BatchNorm2d", "num_features": 3, "affine": False},
    }[norm]
    flat = {"name": "flatten", "type": "Flatten"}
    spec = {
        "layers": [
            {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 3, "kernel_size": 5},
            *([flat] if norm == "BatchNorm1d" else []),
            {"name": "bn1", **item},
            {"name": "relu1", "type": "ReLU"},
            *([] if norm == "BatchNorm1d" else [flat]),
            {"name": "fc2", "type": "Linear", "in_features": 48, "out_features": 4},
        ]
    }
    trainer = Trainer(TrainConfig(spec=spec, batch_size=16, lr=0.05), *data)
    for _ in range(5):
        trainer.step()
    expected = ["conv1.weight", "conv1.bias"]
    expected += ["bn1.running_mean"] if norm == "no affine" else ["bn1.weight", "bn1.bias"]
    assert list(silenced(trainer.network.spec(), "conv1")) == expected
    before, touches = state(trainer), Touches(trainer)
    touches.do(SwitchOff("conv1", 1))
    for training in (False, True):
        after = block(trainer, "conv1", training, data[1].images[:8])
        assert (after[:, 1] == 0).all()
        assert np.ptp(after[:, 0]) > 0
        assert np.ptp(after[:, 2]) > 0
    with pytest.raises(ValueError, match="silent already"):
        touches.do(SwitchOff("conv1", 1))
    touches.undo()
    assert state(trainer) == before


def test_without_the_batch_norm_the_channel_would_still_speak(trainer: Trainer) -> None:
    weight, bias = (trainer.network.layers["conv1"].parameters()[name].data for name in ("weight", "bias"))
    weight[1], bias[1] = 0, 0
    trainer.network.layers["bn1"].bias.data[1] = 0.5  # type: ignore[attr-defined]
    assert block(trainer, "conv1", True, trainer.test.images[:8])[:, 1].max() > 0


def test_scaling_a_layer_scales_what_it_gives(trainer: Trainer) -> None:
    x = trainer.preprocessing(trainer.test.images[:8])
    before = trainer.network.layers["conv1"].forward(x)
    Touches(trainer).do(Scale("conv1", -2.0))
    np.testing.assert_array_equal(trainer.network.layers["conv1"].forward(x), -2 * before)


def test_noise_has_the_size_that_was_asked_for_and_the_same_draws_for_a_seed(digits: Data) -> None:
    train, test = digits
    made = []
    for seed in (1, 1, 2):
        trainer = Trainer(TrainConfig(batch_size=8), train[:16], test[:8])
        before = trainer.network.state_dict()
        Touches(trainer).do(AddNoise("conv3", 0.5, seed))
        after = trainer.network.state_dict()
        assert [name for name in after if (after[name] != before[name]).any()] == ["conv3.weight"]
        noise = (after["conv3.weight"] - before["conv3.weight"]).astype(float)
        root = np.sqrt(np.mean(np.square(before["conv3.weight"].astype(float))))
        assert noise.std() == pytest.approx(0.5 * root, rel=0.02)
        assert abs(noise.mean()) < 0.02 * root
        made.append(after["conv3.weight"].tobytes())
    assert made[0] == made[1] != made[2]


def test_noise_on_weights_that_are_all_zero_is_refused(trainer: Trainer) -> None:
    touches = Touches(trainer)
    touches.do(Scale("conv1", 0.0))
    with pytest.raises(ValueError, match="every weight here is zero"):
        touches.do(AddNoise("conv1", 0.5))


def test_a_channel_that_is_off_takes_no_edit_and_no_noise_until_it_is_on(trainer: Trainer) -> None:
    touches, state = Touches(trainer), trainer.network.state_dict
    before = state()
    touches.do(SwitchOff("conv1", 1))
    off = state()
    layers = [name for name, array in before.items() if not np.array_equal(array, off[name])]
    for name in layers:
        layer, _, parameter = name.rpartition(".")
        index = (1, *(0,) * (before[name].ndim - 1))
        with pytest.raises(EditError, match="switch it on first") as refused:
            touches.do(SetValue(layer, parameter, index, 0.5))
        assert refused.value.code == "off"
    touches.do(SetValue("conv1", "weight", (0, 0, 0, 0), 0.5))
    touches.do(AddNoise("conv1", 0.5))
    assert not state()["conv1.weight"][1].any()
    touches.do(SwitchOn("conv1", 1))
    assert np.array_equal(state()["conv1.weight"][1], before["conv1.weight"][1])
    touches.do(SetValue("conv1", "weight", (1, 0, 0, 0), 0.5))
    assert state()["conv1.weight"][1, 0, 0, 0] == 0.5


@pytest.mark.parametrize("layer", ["conv1", "fc2", None])
def test_pruning_sets_the_smallest_weights_to_zero(trainer: Trainer, layer: str | None) -> None:
    names = [f"{layer}.weight"] if layer else ["conv1.weight", "fc2.weight"]
    before = np.concatenate([trainer.network.state_dict()[name].ravel() for name in names])
    others = {name: kept for name, kept in state(trainer).items() if name not in names}
    touches = Touches(trainer)
    touches.do(Prune(layer, 0.4))
    after = np.concatenate([trainer.network.state_dict()[name].ravel() for name in names])
    count = round(0.4 * before.size)
    limit = np.sort(np.abs(before))[count]
    assert (after == 0).sum() == count
    np.testing.assert_array_equal(after, np.where(np.abs(before) < limit, 0, before))
    assert {name: kept for name, kept in state(trainer).items() if name in others} == others
    again = state(trainer)
    touches.do(Prune(layer, 0.4))
    assert state(trainer) == again


def test_a_layer_goes_back_to_how_it_was_before_the_first_act(trainer: Trainer) -> None:
    before, touches = state(trainer), Touches(trainer)
    touches.do(AddNoise("conv1", 0.5))
    touches.do(Scale("fc2", 2.0))
    touches.do(SwitchOff("conv1", 1))
    assert touches.report().moved == {"conv1", "bn1", "fc2"}  # what is off is silenced behind it, too
    off = state(trainer)
    touches.do(ResetLayer("conv1"))
    assert touches.report().moved == {"fc2"}
    assert not touches.report().off
    after = state(trainer)
    assert {n for n, b in after.items() if b != before[n]} == {"fc2.weight", "fc2.bias"}
    touches.undo()
    assert state(trainer) == off
    assert touches.report().off == {("conv1", 1)}
    touches.redo()
    assert state(trainer) == after
    assert not touches.report().off


def test_values_dragged_in_one_cell_are_one_act(trainer: Trainer) -> None:
    before, touches = state(trainer), Touches(trainer)
    for value in (0.1, 0.2, 0.3):
        touches.do(SetValue("conv1", "weight", (0, 0, 0, 0), value), join=True)
    touches.do(SetValue("conv1", "weight", (0, 0, 0, 1), 0.4), join=True)
    touches.do(SetValue("conv1", "weight", (0, 0, 0, 1), 0.5))
    assert [touch.act.value for touch in touches.report().done] == [0.3, 0.4, 0.5]  # type: ignore[attr-defined]
    for _ in range(3):
        touches.undo()
    assert state(trainer) == before


def test_a_new_act_ends_what_could_be_done_again(trainer: Trainer) -> None:
    touches = Touches(trainer)
    touches.do(Scale("conv1", 2.0))
    touches.undo()
    touches.do(Scale("fc2", 2.0))
    with pytest.raises(ValueError, match="no change to do again"):
        touches.redo()


def test_undoing_a_switch_leaves_the_channel_ready_to_be_switched_again(trainer: Trainer) -> None:
    before, touches = state(trainer), Touches(trainer)
    touches.do(SwitchOff("conv1", 1))
    touches.do(SwitchOn("conv1", 1))
    touches.undo()
    assert touches.report().off == {("conv1", 1)}
    touches.do(SwitchOn("conv1", 1))
    assert state(trainer) == before
    touches.undo()
    touches.undo()
    assert touches.report().off == set()
    assert state(trainer) == before


# what a touched run says of itself


def test_a_touched_run_is_labelled_until_all_is_undone(trainer: Trainer, tmp_path: Path) -> None:
    found, touches = trainer.evaluate(), Touches(trainer)
    touches.do(Scale("conv1", 2.0))
    assert trainer.tested is None  # what was tested was another network
    assert trainer.checkpoint().about == {"touched": True}
    trainer.save(tmp_path / "touched.safetensors")
    assert core.load_weights(tmp_path / "touched.safetensors")[1]["touched"] is True
    touches.undo()
    assert trainer.tested == found
    assert trainer.checkpoint().about == {}
    trainer.save(tmp_path / "clean.safetensors")
    assert "touched" not in core.load_weights(tmp_path / "clean.safetensors")[1]


def test_a_run_whose_numbers_are_all_as_before_is_called_edited_no_more(trainer: Trainer) -> None:
    found, touches, before = trainer.evaluate(), Touches(trainer), trainer.version
    touches.do(SwitchOff("conv1", 1))
    assert trainer.version.newer_than(before)
    touches.do(ResetLayer("conv1"))
    assert trainer.checkpoint().about == {}
    assert trainer.tested == found
    assert not trainer.version.newer_than(before)
    touches.undo()
    assert trainer.checkpoint().about == {"touched": True}
    touches.redo()
    touches.do(SetValue("fc2", "weight", (0, 0), 0.5))
    assert trainer.checkpoint().about == {"touched": True}


def test_the_label_survives_steps_files_and_resuming(trainer: Trainer, tmp_path: Path) -> None:
    Touches(trainer).do(Scale("conv1", 2.0))
    trainer.step()
    trainer.checkpoint().save(tmp_path / "run.safetensors")
    trainer.save(tmp_path / "weights.safetensors")
    trainer.reset()
    assert not trainer.touched
    trainer.resume(core.training.load_checkpoint(tmp_path / "run.safetensors"))
    assert trainer.touched
    trainer.reset()
    trainer.load(tmp_path / "weights.safetensors")
    assert trainer.touched


# commands of the engine


def test_a_touch_pauses_and_is_seen_at_once(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    events.wait("ready")
    engine.post(engine.train)
    events.wait("state", text="training")
    before = ask(engine, lambda: engine.trainer.version)
    report = ask(engine, engine.touch, SetValue("conv1", "bias", (0,), 3.5))
    assert engine.state == "paused"
    snapshot, _ = engine.feed.take()
    assert snapshot.parameters["conv1.bias"][0] == 3.5
    assert snapshot.step == report.done[0].step
    assert snapshot.watched.step == snapshot.step
    assert snapshot.version == report.version
    assert snapshot.version.weights > before.weights
    assert ask(engine, engine.undo_touch).done == ()
    again, _ = engine.feed.take()
    assert (again.step, again.parameters["conv1.bias"][0] == 3.5) == (snapshot.step, False)


def test_an_act_that_is_refused_does_not_pause(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    engine.post(engine.train)
    events.wait("state", text="training")
    with pytest.raises(ValueError, match="finite"):
        ask(engine, engine.touch, Scale(None, float("nan")))
    assert engine.state in ("training", "evaluating")


def test_once_training_has_gone_on_everything_is_put_back_as_a_whole(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    for _ in range(3):
        ask(engine, engine.step)
    before = ask(engine, engine.checkpoint)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, engine.step)
    report = ask(engine, engine.touches)
    assert (report.done, report.trained, report.whole, report.since) == ((), True, True, 3)
    with pytest.raises(ValueError, match="training has gone on"):
        ask(engine, engine.undo_touch)
    ask(engine, engine.touch, Scale("fc2", 2.0))
    assert ask(engine, engine.untouched).step == 3
    report = ask(engine, engine.put_back)
    assert report.since is None
    after = ask(engine, engine.checkpoint)
    assert after.step == 3
    assert after.about == {}
    for kind in ("weights", "state"):
        for name, array in getattr(before, kind).items():
            np.testing.assert_equal(getattr(after, kind)[name], array)


def test_everything_is_put_back_act_by_act_while_no_step_was_made(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    before = ask(engine, lambda: (engine.trainer.run, state(engine.trainer)))  # type: ignore[union-attr]
    for act in (Scale("conv1", 2.0), AddNoise(None, 0.2), SwitchOff("fc2", 0)):
        ask(engine, engine.touch, act)
    report = ask(engine, engine.put_back)
    assert (len(report.done), len(report.undone)) == (0, 3)
    assert ask(engine, lambda: (engine.trainer.run, state(engine.trainer))) == before  # type: ignore[union-attr]


def test_steps_after_all_was_undone_leave_nothing_to_put_back(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, engine.undo_touch)
    ask(engine, engine.step)
    report = ask(engine, engine.touches)
    assert (report.since, report.trained) == (None, False)


def test_a_network_broken_by_hand_is_as_the_hand_left_it_when_training_stops(
    start: Start, config: TrainConfig
) -> None:
    engine, events = start(config)
    for _ in range(3):
        ask(engine, engine.step)
    before = ask(engine, lambda: state(engine.trainer))  # type: ignore[union-attr]
    ask(engine, engine.touch, Scale("fc2", 1e30))
    touched = ask(engine, lambda: state(engine.trainer))  # type: ignore[union-attr]
    with pytest.raises(core.training.DivergenceError, match="as you changed them"):
        ask(engine, engine.step)
    assert engine.state == "diverged"
    assert "good_step" not in events.wait("diverged").data  # no learning rate was at fault
    assert ask(engine, lambda: state(engine.trainer)) == touched  # type: ignore[union-attr]
    assert ask(engine, engine.undo_touch).done == ()
    assert engine.state == "paused"
    assert ask(engine, lambda: state(engine.trainer)) == before  # type: ignore[union-attr]
    ask(engine, engine.put_back)
    assert np.isfinite(ask(engine, engine.step).loss)


def test_a_test_under_way_begins_anew_after_a_touch(start: Start, config: TrainConfig) -> None:
    engine, events = start(config)
    engine.post(engine.evaluate)
    ask(engine, engine.touch, Prune(None, 1.0))
    expected = ask(engine, lambda: accuracy(engine.copy()))
    engine.post(engine.evaluate)
    assert events.wait("evaluated").data["accuracy"] == expected


def test_the_network_before_the_first_act_answers_beside_the_touched_one(
    start: Start, config: TrainConfig, data: Data
) -> None:
    engine, _ = start(config)
    image = data[1].images[0]
    before = ask(engine, engine.answer_untouched, image)
    share = accuracy(ask(engine, engine.copy))
    ask(engine, engine.touch, AddNoise(None, 3.0))
    np.testing.assert_array_equal(ask(engine, engine.answer_untouched, image), before)
    assert before.sum() == pytest.approx(1.0, abs=1e-6)
    assert accuracy(ask(engine, engine.untouched)) == share


def test_the_accuracy_of_a_copy_is_that_of_an_evaluation_and_tells_how_far_it_is(trainer: Trainer) -> None:
    told: list[float] = []
    found = accuracy(core.training.NetworkCopy.of(trainer), told.append)
    assert found == trainer.evaluate().accuracy
    assert told[-1] == 1.0


def test_every_preset_can_be_touched() -> None:
    for preset in PRESETS:
        network = preset.network(np.random.default_rng(0))
        names = {name.rpartition(".")[0] for name in network.named_parameters()}
        for layer in names:
            assert set(silenced(network.spec(), layer)) <= arrays(network).keys()


def test_another_run_begins_with_nothing_to_undo(start: Start, config: TrainConfig) -> None:
    engine, _ = start(config)
    ask(engine, engine.touch, Scale("conv1", 2.0))
    ask(engine, engine.reset, replace(config, seed=6))
    assert ask(engine, engine.touches).since is None
    with pytest.raises(ValueError, match="nothing was changed"):
        ask(engine, engine.undo_touch)


def test_a_touched_run_that_diverges_later_is_told_to_put_the_change_back(
    start: Start, config: TrainConfig
) -> None:
    engine, _ = start(config)
    ask(engine, engine.touch, Scale("conv1", 1.5))
    ask(engine, engine.step)
    ask(engine, engine.set_lr, 1e9)

    def go_on() -> None:
        for _ in range(5):
            ask(engine, engine.step)

    with pytest.raises(core.training.DivergenceError, match="or put back what was changed by hand"):
        go_on()
