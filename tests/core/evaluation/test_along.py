"""The loss along an update: exact at its ends, straight at its beginning, met by a step of another rate."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.evaluation.along import UpdateLine, between, fixed_images, losses, reach, sampled
from core.losses import CrossEntropyLoss
from core.training import TrainConfig
from core.training.trainer import Trainer

CONV = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 3, "kernel_size": 3},
        {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
        {"name": "bn1", "type": "BatchNorm2d", "num_features": 3},
        {"name": "relu1", "type": "ReLU"},
        {"name": "flatten", "type": "Flatten"},
        {"name": "dropout", "type": "Dropout", "p": 0.25},
        {"name": "fc2", "type": "Linear", "in_features": 27, "out_features": 4},
    ]
}
PLAIN = {
    "layers": [
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc1", "type": "Linear", "in_features": 64, "out_features": 9},
        {"name": "tanh1", "type": "Tanh"},
        {"name": "fc2", "type": "Linear", "in_features": 9, "out_features": 2},
    ]
}
OPTIMIZERS = (
    {"optimizer": "sgd", "momentum": 0.0, "lr": 0.05},
    {"optimizer": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 1e-3, "lr": 0.02},
    {"optimizer": "adam", "lr": 0.004},
    {"optimizer": "adamw", "weight_decay": 0.05, "lr": 0.004},
    {"optimizer": "rmsprop", "momentum": 0.5, "lr": 0.002},
    {"optimizer": "adagrad", "lr": 0.01},
)


def images(count: int, classes: int, seed: int) -> Dataset:
    """Noise, brighter in one quarter by the label."""
    rng = np.random.default_rng(seed)
    labels = (np.arange(count) % classes).astype(np.uint8)
    pixels = rng.integers(0, 150, (count, 8, 8)).astype(np.uint8)
    for image, label in zip(pixels, labels, strict=True):
        row, column = divmod(int(label), 2)
        image[4 * row : 4 * row + 4, 4 * column : 4 * column + 4] += 60
    return Dataset(pixels, labels, "quarters", tuple("abcd"[:classes]))


def trainer(steps: int = 5, spec=CONV, classes: int = 4, count: int = 96, **changes) -> Trainer:
    config = TrainConfig(**{"spec": spec, "batch_size": 16, "epochs": 9, "lr": 0.05, "seed": 3, **changes})
    made = Trainer(config, images(count, classes, 1), images(60, classes, 2))
    for _ in range(steps):
        made.step()
    return made


def dropouts(made: Trainer) -> list[core.Dropout]:
    return [layer for layer in made.network.layers.values() if isinstance(layer, core.Dropout)]


def state(made: Trainer) -> dict[str, bytes]:
    """Every bit of what the next step depends on."""
    kept = {name: array.tobytes() for name, array in made.network.state_dict().items()}
    for name, arrays in made.optimizer.state.items():
        kept |= {f"{name}/{key}": array.tobytes() for key, array in arrays.items()}
    for layer in dropouts(made):
        kept[layer.name] = repr(layer.rng.bit_generator.state).encode()
    return kept


@pytest.mark.parametrize("changes", OPTIMIZERS, ids=lambda each: each["optimizer"])
def test_the_ends_are_the_recorded_numbers_to_the_last_bit(changes):
    made = trainer(**changes)
    trace = made.record()
    line = UpdateLine(trace)
    assert line.batch_loss(0.0) == made.last.loss
    assert line.batch_loss(0.0) == pytest.approx(trace.loss, rel=1e-5)
    for name, record in trace.records.items():
        for key, after in record.after.items():
            line.to(1.0)
            assert line.network.named_parameters()[f"{name}.{key}"].data.tobytes() == after.tobytes()
            line.to(0.0)
            before = record.params[key]
            assert line.network.named_parameters()[f"{name}.{key}"].data.tobytes() == before.tobytes()
    # what the trainer's own network reads after the step, its running statistics included
    x = made.preprocessing(made.test.images)
    assert line.test_logits(1.0, x).tobytes() == made.plan.forward(x).tobytes()


def test_the_loss_after_the_step_is_that_of_the_network_there_is_now():
    made = trainer()
    _, x, labels = made.batch(made.step_number + 1)
    line = UpdateLine(made.record())
    made._batches.seed_dropout(made.step_number)
    assert line.batch_loss(1.0) == made.plan.training_loss(x, labels)


@pytest.mark.parametrize("changes", OPTIMIZERS, ids=lambda each: each["optimizer"])
@pytest.mark.parametrize("times", [0.25, 3.0])
def test_the_step_made_with_another_rate_lands_on_the_line(changes, times):
    made = trainer(**changes)
    before = made.checkpoint()
    line = UpdateLine(made.record())
    promised = line.batch_loss(times)
    made.resume(before)
    made.set_lr(line.lr * times)
    again = UpdateLine(made.record())
    assert again.lr == pytest.approx(line.lr * times)
    assert again.batch_loss(1.0) == pytest.approx(promised, rel=2e-5)
    line.to(times)
    again.to(1.0)
    np.testing.assert_allclose(again._vector, line._vector, rtol=1e-5, atol=1e-6)


def test_what_came_goes_to_what_was_promised_with_an_error_of_second_order():
    rng = np.random.default_rng(0)
    network = core.Sequential.from_spec(
        {
            "layers": [
                each for each in CONV["layers"] if each["name"] not in ("dropout", "pool1", "relu1", "fc2")
            ]
            + [
                {"name": "tanh", "type": "Tanh"},
                {"name": "fc2", "type": "Linear", "in_features": 108, "out_features": 4},
            ]
        },
        rng=rng,
    ).astype(np.float64)
    x, labels = rng.random((12, 1, 8, 8)), np.arange(12) % 4
    trace = core.record(network, CrossEntropyLoss(), x, labels, core.SGD(network.named_parameters(), 0.02))
    line = UpdateLine(trace)
    assert line.slope == pytest.approx(sum(line.slopes.values()))
    assert line.slope < 0
    start = line.batch_loss(0.0)
    errors = [line.batch_loss(2.0**-k) - start - line.slope * 2.0**-k for k in range(2, 9)]
    ratios = [(line.batch_loss(2.0**-k) - start) / (line.slope * 2.0**-k) for k in (2, 8)]
    assert abs(ratios[1] - 1) < abs(ratios[0] - 1) < 0.5
    assert ratios[1] == pytest.approx(1, abs=2e-3)
    for coarse, fine in itertools.pairwise(errors):
        assert coarse / fine == pytest.approx(4, rel=0.2)


def test_along_computes_the_same_line_in_the_clear_layers():
    made = trainer()
    trace = made.record()
    before, after = (
        {f"{n}.{k}": a for n, r in trace.records.items() for k, a in which(r).items()}
        for which in (lambda r: r.params | r.buffers, lambda r: r.after | r.buffers_after)
    )
    line, times = UpdateLine(trace), [-1, 0, 0.5, 1, 4]
    x, labels = made.preprocessing(made.test.images), made.test.labels.astype(int)
    kept = state(made)
    found = core.along(made.network.eval(), before, after, x, labels, times)
    made.network.train()
    assert state(made) == kept
    np.testing.assert_allclose(found, [line.test_loss(t, x, labels) for t in times], rtol=1e-4)
    shuffled = np.random.default_rng(7)
    for layer in dropouts(made):
        layer.rng = shuffled
    noisy = core.along(made.network, before, after, trace.images, trace.labels, [0.5, 0.5, 1.0])
    assert noisy[0] == noisy[1] != noisy[2]
    assert shuffled.random() == np.random.default_rng(7).random()


def test_along_refuses_states_that_do_not_fit():
    network = core.lenet5(np.random.default_rng(0))
    whole = network.state_dict()
    x, labels = np.zeros((1, 1, 28, 28), np.float32), np.array([3])
    name = next(iter(network.named_parameters()))
    with pytest.raises(ValueError, match=f"{name}: missing"):
        core.along(network, whole, {k: a for k, a in whole.items() if k != name}, x, labels, [0.5])
    with pytest.raises(ValueError, match=f"{name}: expected"):
        core.along(network, whole, {**whole, name: np.zeros(3, np.float32)}, x, labels, [0.5])


def test_the_network_in_training_is_left_alone():
    made = trainer()
    trace = made.record()
    kept = state(made)
    line = UpdateLine(trace)
    for t in (-1.0, 0.0, 0.3, 1.0, 5.0):
        line.batch_loss(t)
        line.test_loss(t, made.preprocessing(made.test.images), made.test.labels)
    for layer in line.layers:
        line.alone(layer)
    assert state(made) == kept
    frozen = [a for r in trace.records.values() for a in (*r.params.values(), *r.after.values())]
    assert not any(array.flags.writeable for array in frozen)
    other = trainer()
    other.record()
    made.step()
    other.step()
    assert state(other) == state(made)


def test_layers_alone_move_only_their_own_weights():
    made = trainer()
    trace = made.record()
    line = UpdateLine(trace)
    for layer in line.layers:
        line.to(1.0, layer)
        for name, parameter in line.network.named_parameters().items():
            own, _, key = name.rpartition(".")
            record = trace.records[own]
            expected = record.after[key] if own == layer else record.params[key]
            assert parameter.data.tobytes() == expected.tobytes()
    assert line.layers == ("conv1", "bn1", "fc2")


def test_images_losses_are_each_images_own():
    made = trainer()
    line = UpdateLine(made.record())
    own, read = line.image_losses(1.0)
    assert own.mean() == pytest.approx(line.batch_loss(1.0), rel=1e-5)
    assert read.shape == own.shape == (16,)


@pytest.mark.parametrize(("spec", "classes", "batch"), [(PLAIN, 2, 1), (PLAIN, 2, 16)])
def test_one_image_two_classes_no_batch_norm_no_dropout(spec, classes, batch):
    made = trainer(3, spec, classes, batch_size=batch)
    line = UpdateLine(made.record())
    assert line.batch_loss(0.0) == made.last.loss
    assert line.layers == ("fc1", "fc2")


def test_a_recording_without_an_update_is_refused():
    made = trainer()
    x = made.preprocessing(made.test.images[:1])
    trace = core.record(made.network.eval(), CrossEntropyLoss(), x, made.test.labels[:1].astype(int))
    with pytest.raises(ValueError, match="made no update"):
        UpdateLine(trace)
    network = core.Sequential.from_spec(PLAIN, rng=np.random.default_rng(0))
    optimizer = core.SGD(network.named_parameters(), 0.1)
    trace = core.record(network, core.MSELoss(), x, np.zeros((1, 2), np.float32), optimizer)
    with pytest.raises(ValueError, match="CrossEntropyLoss"):
        UpdateLine(trace)


def test_a_trace_from_a_file_has_the_same_line(tmp_path):
    trace = trainer().record()
    trace.save(tmp_path / "a.trace")
    kept = UpdateLine(core.Trace.load(tmp_path / "a.trace"))
    line = UpdateLine(trace)
    assert [kept.batch_loss(t) for t in (0, 0.5, 1)] == [line.batch_loss(t) for t in (0, 0.5, 1)]


def test_curves_are_sampled_where_they_bend_and_the_same_each_time():
    asked = []

    def loss(t: float) -> float:
        asked.append(t)
        return abs(t - 2.2) + 0.001 * t * t

    points = list(sampled(loss, -1, 16, 41))
    assert [t for t, _ in points[:4]] == [0.0, 1.0, -1, 16]
    assert len(points) == len({t for t, _ in points}) == 41
    assert min(abs(t - 2.2) for t, _ in points) < 0.2
    assert points == list(sampled(loss, -1, 16, 41))
    gaps = np.diff(sorted(t for t, _ in points))
    assert gaps.max() < 4


def test_beyond_a_runaway_the_edge_is_looked_for():
    points = list(sampled(lambda t: math.nan if t > 3 else t * t, -1, 64, 41))
    finite = max(t for t, y in points if math.isfinite(y))
    assert 2.5 < finite <= 3
    assert next(iter(sampled(lambda t: math.nan, -1, 4, 41)))[0] == 0.0


@pytest.mark.parametrize(
    ("best", "end"), [(1.0, 4.0), (8.0, 16.0), (30.0, 64.0), (1000.0, 64.0), (-1.0, 4.0)]
)
def test_the_plot_reaches_to_where_the_loss_has_risen_again(best, end):
    assert reach(lambda t: (t - best) ** 2) == end


def test_a_loss_that_is_no_number_has_risen():
    assert reach(lambda t: math.nan if t > 3 else -t) == 4.0


def test_the_same_images_are_compared_for_every_step():
    assert np.array_equal(fixed_images(10_000), fixed_images(10_000))
    assert len(fixed_images(10_000)) == len(set(fixed_images(10_000))) == 512
    assert fixed_images(30).tolist() == list(range(30))


def test_losses_stay_finite_for_logits_of_any_size():
    logits = np.array([[1e4, -1e4], [0, 0]], np.float32)
    assert losses(logits, np.array([1, 0])).tolist() == [20_000, pytest.approx(math.log(2))]


def test_between_is_exact_at_its_ends():
    before, after = np.float32([0.1, 3e8]), np.float32([0.7, -5e-9])
    assert between(before, after, 0).tobytes() == before.tobytes()
    assert between(before, after, 1).tobytes() == after.tobytes()
