from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.presets import PRESETS, preset
from core.training import ConfigError, DivergenceError, TrainConfig, Trainer

Data = tuple[Dataset, Dataset]


def run(trainer: Trainer, steps: int) -> None:
    for _ in range(steps):
        trainer.step()


def same_weights(a: Trainer, b: Trainer) -> bool:
    mine, theirs = a.network.state_dict(), b.network.state_dict()
    return all(mine[name].tobytes() == theirs[name].tobytes() for name in mine)


def test_the_same_seed_gives_bitwise_the_same_weights(config: TrainConfig, data: Data) -> None:
    first, second, other = (Trainer(replace(config, seed=seed), *data) for seed in (5, 5, 6))
    for trainer in (first, second, other):
        for _ in range(20):
            trainer.step()
    assert same_weights(first, second)
    assert not same_weights(first, other)


def test_recording_evaluating_and_resetting_leave_no_mark_on_the_weights(
    config: TrainConfig, data: Data
) -> None:
    plain, watched = Trainer(config, *data), Trainer(config, *data)
    watched.step()
    watched.reset()
    for number in range(20):
        plain.step()
        if number % 2:
            watched.record()
        else:
            watched.step()
            watched.evaluate()
    assert same_weights(plain, watched)


def test_a_trace_is_of_the_very_step_that_was_made(trainer: Trainer) -> None:
    trainer.step()
    before = trainer.network.state_dict()
    indices, images, labels = trainer.batch(2)
    trace = trainer.record()
    assert trace.step == trainer.step_number == 2
    np.testing.assert_array_equal(trace.images, images)
    np.testing.assert_array_equal(trace.labels, labels)
    np.testing.assert_array_equal(trainer.train.labels[indices], labels)
    np.testing.assert_array_equal(trace["fc2"].params["weight"], before["fc2.weight"])
    np.testing.assert_array_equal(trace["fc2"].after["weight"], trainer.network.state_dict()["fc2.weight"])
    assert trainer.last is not None
    assert trace.loss == pytest.approx(trainer.last.loss, rel=1e-5)


def test_every_image_is_seen_once_an_epoch_and_the_last_batch_is_the_rest(trainer: Trainer) -> None:
    assert trainer.steps_per_epoch == 7
    first = [trainer.batch(step)[0] for step in range(1, 8)]
    second = [trainer.batch(step)[0] for step in range(8, 15)]
    assert [len(part) for part in first] == [16] * 6 + [4]
    assert sorted(np.concatenate(first)) == list(range(100))
    assert sorted(np.concatenate(second)) == list(range(100))
    assert np.concatenate(first).tolist() != np.concatenate(second).tolist()


def test_a_record_says_what_the_step_did(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, momentum=0.0, weight_decay=0.0), *data)
    before = trainer.network.state_dict()
    record = trainer.step()
    assert trainer.layers == ("conv1", "bn1", "fc2")
    assert (record.step, record.run) == (1, 1)
    assert record.epoch == pytest.approx(1 / 7)
    assert record.lr == pytest.approx(0.05)
    parameters = trainer.network.named_parameters()
    for row, layer in enumerate(trainer.layers):
        names = [f"{layer}.weight", f"{layer}.bias"]
        grad = np.concatenate([parameters[name].grad.ravel() for name in names]).astype(np.float64)
        old = np.concatenate([before[name].ravel() for name in names]).astype(np.float64)
        new = np.concatenate([parameters[name].data.ravel() for name in names]).astype(np.float64)
        norm = np.linalg.norm
        assert record.grad_norm[row] == pytest.approx(norm(grad), rel=1e-5)
        assert record.grad_rms[row] == pytest.approx(norm(grad) / grad.size**0.5, rel=1e-5)
        assert record.update_ratio[row] == pytest.approx(norm(new - old) / norm(old), rel=1e-4)


def test_gradients_whose_squares_single_precision_does_not_hold_are_measured(trainer: Trainer) -> None:
    trainer.step()
    _, grad = trainer._meter._plan.vectors
    grad.fill(1e-25)
    trainer._meter.before()
    norm, rms, _ = trainer._meter.after()
    assert rms == pytest.approx(np.full(len(trainer.layers), 1e-25), rel=1e-6)
    assert (norm > rms).all()


def test_it_learns(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, augmentation=None, epochs=10), *data)
    losses = [trainer.step().loss for _ in range(70)]
    found = trainer.evaluate()
    assert np.mean(losses[-7:]) < np.mean(losses[:7]) / 2
    assert found.accuracy > 0.8
    assert found == trainer.tested
    assert (found.step, found.epoch) == (70, 10)


def test_evaluation_uses_all_test_images_and_polls_between_batches(
    config: TrainConfig, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.testing.TEST_BATCH", 8)
    trainer = Trainer(config, *data)
    polls: list[int] = []
    found = trainer.evaluate(lambda: polls.append(1))
    assert len(polls) == 4
    network = core.Sequential.from_spec(trainer.network.spec())
    network.load_state_dict(trainer.network.state_dict())
    logits = network.eval().forward(trainer.preprocessing(data[1].images))
    assert found.accuracy == (logits.argmax(axis=1) == data[1].labels).mean()
    assert found.loss == pytest.approx(core.CrossEntropyLoss().forward(logits, data[1].labels), rel=1e-5)


@pytest.mark.parametrize("schedule", ["cosine", "constant", "step", "onecycle"])
def test_beyond_the_schedules_end_the_rate_stays_where_it_was(
    config: TrainConfig, data: Data, schedule: str
) -> None:
    trainer = Trainer(replace(config, schedule=schedule, epochs=2, step_epochs=1), *data)
    rates = [trainer.step().lr for _ in range(20)]
    assert len(set(rates[14:])) == 1
    assert rates[14] == rates[13]
    if schedule == "cosine":
        assert rates[0] == pytest.approx(0.05)
        assert rates[-1] == pytest.approx(0.0005)
    if schedule == "step":
        assert rates[:7] == pytest.approx([0.05] * 7)
        assert rates[7:14] == pytest.approx([0.005] * 7)


def test_a_rate_set_live_is_the_next_steps_and_scales_the_rest(config: TrainConfig, data: Data) -> None:
    plain, changed = Trainer(config, *data), Trainer(config, *data)
    for trainer in (plain, changed):
        for _ in range(5):
            trainer.step()
    changed.set_lr(3 * plain.lr)
    assert changed.lr == pytest.approx(3 * plain.lr)
    for _ in range(20):
        assert changed.step().lr == pytest.approx(3 * plain.step().lr)


@pytest.mark.parametrize("before", [0, 2, 5, 12, 30])
def test_a_rate_set_live_never_rises_by_itself(config: TrainConfig, data: Data, before: int) -> None:
    trainer = Trainer(replace(config, schedule="onecycle"), *data)
    run(trainer, before)
    trainer.set_lr(0.02)
    assert trainer.lr == 0.02
    rates = [trainer.step().lr for _ in range(30)]
    assert rates[0] == 0.02
    assert all(later <= earlier * (1 + 1e-12) for earlier, later in pairwise(rates))
    assert rates[-1] >= 0.0002


@pytest.mark.parametrize("schedule", ["constant", "cosine", "onecycle"])
@pytest.mark.parametrize("begin", ["reset", "replace_data", "load"])
def test_a_new_run_has_the_rate_and_momentum_that_were_set_last(
    config: TrainConfig, data: Data, tmp_path: Path, begin: str, schedule: str
) -> None:
    config = replace(config, lr=5.0, schedule=schedule, nesterov=True)
    trainer = Trainer(config, *data)
    trainer.set_base_lr(0.02)
    trainer.set_momentum(0.0)
    trainer.step()
    trainer.save(tmp_path / "own.safetensors")
    arguments = {"reset": (), "replace_data": data, "load": (tmp_path / "own.safetensors",)}[begin]
    getattr(trainer, begin)(*arguments)
    assert (trainer.step_number, trainer.config.lr, trainer.config.momentum) == (0, 0.02, 0.0)
    assert (trainer.rate.base, trainer.momentum) == (0.02, 0.0)
    assert trainer.step().lr == Trainer(replace(config, lr=0.02), *data).step().lr


def test_a_rate_far_down_the_schedule_leaves_a_new_run_one_that_is_allowed(
    config: TrainConfig, data: Data
) -> None:
    trainer = Trainer(replace(config, schedule="cosine"), *data)
    run(trainer, 30)
    trainer.set_lr(1e9)
    trainer.reset()
    assert trainer.config.lr == 1e9


def test_a_rate_of_nothing_can_be_left_again(trainer: Trainer) -> None:
    trainer.set_lr(0.0)
    before = trainer.network.state_dict()["fc2.weight"]
    trainer.step()
    np.testing.assert_array_equal(trainer.network.state_dict()["fc2.weight"], before)
    trainer.set_lr(0.03)
    assert trainer.step().lr == pytest.approx(0.03)


@pytest.mark.parametrize("optimizer", ["sgd", "rmsprop", "adam", "adamw"])
def test_momentum_can_be_changed_live(config: TrainConfig, data: Data, optimizer: str) -> None:
    trainer = Trainer(replace(config, optimizer=optimizer, lr=1e-3), *data)
    trainer.step()
    trainer.set_momentum(0.5)
    assert trainer.momentum == 0.5
    assert math.isfinite(trainer.step().loss)
    with pytest.raises(ConfigError, match="momentum: must be a number from 0 to below 1"):
        trainer.set_momentum(1.0)


def test_an_optimiser_without_momentum_says_so(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, optimizer="adagrad"), *data)
    assert trainer.momentum == 0
    with pytest.raises(ConfigError, match="Adagrad has none"):
        trainer.set_momentum(0.5)


@pytest.mark.fault(12)
@pytest.mark.parametrize("seed", range(5))
def test_numbers_that_run_away_stop_the_run_with_good_weights(
    config: TrainConfig, data: Data, seed: int
) -> None:
    trainer = Trainer(replace(config, lr=1e6, schedule="constant", seed=seed), *data)
    with pytest.raises(DivergenceError, match="Training stopped at step") as stopped:
        run(trainer, 50)
    assert "try a lower learning rate than 1e+06" in str(stopped.value)
    assert "was the first layer with numbers out of bounds" in str(stopped.value)
    assert all(np.isfinite(array).all() for array in trainer.network.state_dict().values())
    assert trainer.evaluate().loss < 1e6


def test_training_goes_on_from_the_good_weights_at_a_lower_rate(trainer: Trainer) -> None:
    for _ in range(14):
        trainer.step()
    sound = trainer.evaluate().loss
    trainer.set_lr(1e9)
    with pytest.raises(DivergenceError):
        run(trainer, 50)
    assert trainer.evaluate().loss == pytest.approx(sound, rel=0.5)
    trainer.set_lr(0.01)
    for _ in range(20):
        assert math.isfinite(trainer.step().loss)


@pytest.mark.fault(12)
def test_the_layer_where_the_numbers_overflow_is_named(trainer: Trainer) -> None:
    trainer.step()
    trainer.network.named_parameters()["fc2.weight"].data[...] = np.inf
    with pytest.raises(DivergenceError, match="no longer a number, and fc2 was the first layer"):
        trainer.step()


@pytest.mark.fault(12)
def test_a_gradient_that_overflows_is_not_called_a_loss_that_grew(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer.step()
    grad_norm, *others = trainer._meter.after()
    monkeypatch.setattr(trainer._meter, "after", lambda: (grad_norm * np.inf, *others))
    with pytest.raises(DivergenceError, match="the size of a gradient is no longer a number"):
        trainer.step()


@pytest.mark.fault(12)
def test_a_running_statistic_that_overflows_ends_the_step_though_the_loss_is_fine(trainer: Trainer) -> None:
    trainer.step()
    before = trainer.network.state_dict()
    trainer.network.named_parameters()["conv1.weight"].data[0] *= 1e30  # its variance is no float32
    with pytest.raises(DivergenceError, match="a running statistic is no longer a number, and conv1 was"):
        trainer.step()
    assert np.array_equal(trainer.network.state_dict()["bn1.running_var"], before["bn1.running_var"])


@pytest.mark.fault(14)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"spec": {"layers": []}}, "spec"),
        (
            {"spec": {"layers": [{"name": "fc1", "type": "Linear", "in_features": 3, "out_features": 4}]}},
            "spec",
        ),
        ({"spec": {"layers": [{"name": "flatten", "type": "Flatten"}]}}, "spec"),
        ({"spec": {"layers": [{"name": "conv1", "type": "Conv9d"}]}}, "spec"),
        ({"augmentation": {"shift": -1}}, "augmentation"),
        ({"augmentation": {"twist": 1}}, "augmentation"),
        ({"lr": -1.0}, "lr"),
    ],
)
def test_a_config_that_does_not_fit_is_refused_and_changes_nothing(
    config: TrainConfig, data: Data, change: dict[str, object], field: str
) -> None:
    trainer, twin = Trainer(config, *data), Trainer(config, *data)
    trainer.step()
    twin.step()
    with pytest.raises(ConfigError) as refused:
        trainer.reset(replace(config, **change))
    assert refused.value.field == field
    assert trainer.config == config
    trainer.step()
    twin.step()
    assert same_weights(trainer, twin)


def test_limit_keeps_the_first_images(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, limit=20), *data)
    assert len(trainer.train) == 20
    assert trainer.steps_per_epoch == 2
    assert len(Trainer(replace(config, limit=1_000_000), *data).train) == 100


def test_a_batch_larger_than_the_data_is_all_of_them(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, batch_size=500), *data)
    assert trainer.steps_per_epoch == 1
    trainer.step()
    assert trainer.epoch == 1


def test_saved_weights_come_back_with_their_preprocessing(
    config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    trainer = Trainer(replace(config, preprocessing="standard"), *data)
    for _ in range(10):
        trainer.step()
    found = trainer.evaluate()
    trainer.save(tmp_path / "weights.safetensors")
    other = Trainer(config, *data)
    about = other.load(tmp_path / "weights.safetensors")
    assert about["step"] == 10
    assert about["test_accuracy"] == found.accuracy
    assert other.preprocessing == trainer.preprocessing
    assert (other.step_number, other.run, other.config.preprocessing) == (0, 2, "standard")
    assert other.evaluate().accuracy == found.accuracy


def test_weights_in_double_precision_and_with_a_scaling_of_their_own_can_be_trained_on(
    trainer: Trainer, config: TrainConfig, tmp_path: Path
) -> None:
    network = core.Sequential.from_spec(trainer.network.spec()).astype(np.float64)
    own = {"name": "mine", "scale": 0.01, "shift": 0.5}
    core.save_weights(tmp_path / "double.safetensors", network, preprocessing=own)
    trainer.load(tmp_path / "double.safetensors")
    assert trainer.preprocessing.as_dict() == own
    assert {array.dtype for array in trainer.network.state_dict().values()} == {np.dtype(np.float32)}
    trainer.step()
    trainer.reset()
    assert trainer.preprocessing.name == config.preprocessing


def test_a_bad_weight_file_changes_nothing(config: TrainConfig, data: Data, tmp_path: Path) -> None:
    trainer, twin = Trainer(config, *data), Trainer(config, *data)
    (tmp_path / "bad.safetensors").write_bytes(b"nonsense")
    with pytest.raises(core.WeightFileError):
        trainer.load(tmp_path / "bad.safetensors")
    core.save_weights(tmp_path / "lenet.safetensors", core.lenet5(rng=np.random.default_rng(0)))
    with pytest.raises(ConfigError, match="conv"):
        trainer.load(tmp_path / "lenet.safetensors")
    trainer.step()
    twin.step()
    assert same_weights(trainer, twin)
    assert trainer.run == 1


def test_other_data_begin_a_new_run_and_data_that_do_not_fit_change_nothing(
    trainer: Trainer, data: Data
) -> None:
    large = Dataset(np.zeros((10, 28, 28), np.uint8), np.zeros(10, np.uint8), "large", ("a", "b", "c", "d"))
    with pytest.raises(ConfigError):
        trainer.replace_data(large, data[1])
    assert trainer.train is data[0]
    trainer.replace_data(data[0][:40], data[1])
    assert (trainer.steps_per_epoch, trainer.run) == (3, 2)


def test_a_presets_network_takes_data_with_other_classes() -> None:
    train, test = core.mnist()
    three = Dataset(train.images[:90], (np.arange(90) % 3).astype(np.uint8), "three", ("x", "y", "z"))
    trainer = Trainer(TrainConfig(), train[:100], test[:10])
    trainer.replace_data(three, three)
    assert trainer.network.spec()["layers"][-1]["out_features"] == 3
    assert trainer.step().step == 1
    trainer.reset(TrainConfig.from_preset("lenet5-1998"))
    assert trainer.network.spec()["layers"][-1]["out_features"] == 3


@pytest.mark.every(3)
@pytest.mark.parametrize("each", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_trains_on_mnist(each: object) -> None:
    name = each.name  # type: ignore[attr-defined]
    train, test = core.mnist()
    trainer = Trainer(TrainConfig.from_preset(name), train[:1000], test[:64])
    for _ in range(2):
        record = trainer.step()
    assert math.isfinite(record.loss)
    assert len(record.grad_norm) == len(trainer.layers)
    assert trainer.evaluate().loss > 0


def test_a_preset_fits_itself_to_images_of_another_size_channels_and_classes(config: TrainConfig) -> None:
    rng = np.random.default_rng(0)
    for shape, classes in (((8, 8), 3), ((3, 32, 32), 12), ((3, 16, 48), 2)):
        images = rng.integers(0, 256, (20, *shape)).astype(np.uint8)
        labels = (np.arange(20) % classes).astype(np.uint8)
        dataset = Dataset(images, labels, classes=tuple(map(str, range(classes))))
        for name in ("lenet5-bn", "lenet5-1998", "published-mlp", "vgg", "cifar"):
            trainer = Trainer(TrainConfig.from_preset(name, batch_size=10, epochs=1), dataset, dataset)
            assert math.isfinite(trainer.step().loss)
            assert list(trainer.network.shapes(dataset.shape).values())[-1] == (classes,)


def test_a_network_of_ones_own_fits_itself_to_other_images_and_is_itself_again_on_its_own(
    digits: Data,
) -> None:
    train, test = digits
    spec = preset("lenet5").spec()
    trainer = Trainer(TrainConfig(spec=spec, batch_size=32, epochs=1), train, test)
    for shape, classes in (((28, 28), 3), ((3, 32, 32), 10), ((8, 8), 2)):
        images = np.zeros((70, *shape), np.uint8)
        labels = (np.arange(70) % classes).astype(np.uint8)
        other = Dataset(images, labels, classes=tuple(map(str, range(classes))))
        assert not trainer.replace_data(other, other)
        assert trainer.network.spec()["layers"][-1]["out_features"] == classes
        assert math.isfinite(trainer.step().loss)
    trainer.replace_data(train, test)
    assert trainer.network.spec() == spec
