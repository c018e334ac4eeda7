"""Layers with a mistake in a network: they train, are recorded, saved, built again, and say what they are."""

from __future__ import annotations

import copy

import numpy as np
import pytest

import core
from core.mistakes import KINDS, diagnose, mistaken, mistakes_in, mistakes_of
from core.mistakes.catalogue import affects

SAMPLE = (1, 12, 12)
LAYERS = [
    {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 4, "kernel_size": 3, "padding": 1},
    {"name": "bn1", "type": "BatchNorm2d", "num_features": 4},
    {"name": "relu1", "type": "ReLU"},
    {"name": "leaky1", "type": "LeakyReLU"},
    {"name": "elu1", "type": "ELU", "alpha": 0.9},
    {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
    {"name": "conv2", "type": "Conv2d", "in_channels": 4, "out_channels": 4, "kernel_size": 3},
    {"name": "pool2", "type": "AvgPool2d", "kernel_size": 2},
    {"name": "bn2", "type": "BatchNormPixel", "shape": [4, 2, 2]},
    {"name": "tanh2", "type": "Tanh"},
    {"name": "flatten", "type": "Flatten"},
    {"name": "dropout", "type": "Dropout", "p": 0.2},
    {"name": "fc3", "type": "Linear", "in_features": 16, "out_features": 16},
    {"name": "sigmoid3", "type": "Sigmoid"},
    {"name": "bn3", "type": "BatchNorm1d", "num_features": 16},
    {"name": "fc4", "type": "Linear", "in_features": 16, "out_features": 10},
    {"name": "softmax", "type": "LogSoftmax"},
    {"name": "softmax2", "type": "Softmax"},
]
IN_NETWORKS = [kind for kind in KINDS if kind.passes is not None]
ANY_SHAPE = ("ReLU", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Dropout", "Flatten")
LONG = ("AvgPool2d", "Conv2d", "BatchNormPixel", "BatchNorm1d", "BatchNorm2d", "MaxPool2d")


def spec_with(kind_name: str, key: str) -> dict:
    items = copy.deepcopy(LAYERS)
    item = next(item for item in reversed(items) if item["type"] == kind_name)
    item["mistake"] = key
    return {"layers": items}


def batch() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.random((8, *SAMPLE)).astype(np.float32), rng.integers(0, 10, 8)


@pytest.mark.parametrize(
    "kind",
    [pytest.param(k, marks=pytest.mark.slow) if k.name in LONG else k for k in IN_NETWORKS],
    ids=[k.name for k in IN_NETWORKS],
)
def test_a_layer_with_a_mistake_is_diagnosed_as_that(kind):
    for key, quantities in affects(kind).items():
        if quantities:
            report = diagnose(mistaken(getattr(core, kind.name), key), kind)
            assert report.mistakes == (key,), f"{key}: {report}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", IN_NETWORKS, ids=lambda kind: kind.name)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_mistake_trains_some_steps_and_is_recorded_and_built_again(kind):
    images, labels = batch()
    for found in mistakes_of(kind):
        spec = spec_with(kind.name, found.id)
        if not found.trains:
            with pytest.raises(ValueError, match="can't train"):
                core.Sequential.from_spec(spec)
            continue
        network = core.Sequential.from_spec(spec, rng=np.random.default_rng(1))
        assert core.Sequential.from_spec(network.spec()).spec() == network.spec(), found.id
        assert list(mistakes_in(network.spec()).values()) == [found.id]
        try:
            network.shapes(SAMPLE)
        except ValueError:
            assert found.resizes, found.id
            continue
        loss = core.CrossEntropyLoss()
        plan = core.compile(network, len(images), loss)
        optimizer = core.SGD(network.named_parameters(), lr=0.01, momentum=0.9)
        for _ in range(2):
            plan.step(images, labels, optimizer)
        assert plan.forward(images).shape == (len(images), 10), found.id
        trace = core.record(network, loss, images, labels)
        assert trace.network == network.spec(), found.id


def test_a_spec_with_a_mistake_survives_weights_and_names_itself(tmp_path):
    network = core.Sequential.from_spec(spec_with("Conv2d", "conv.dx-unturned"))
    core.save_weights(tmp_path / "broken.safetensors", network)
    again, _ = core.load_weights(tmp_path / "broken.safetensors")
    assert mistakes_in(again.spec()) == {"conv2": "conv.dx-unturned"}
    assert repr(again.layers["conv2"]) == "Conv2d(4, 4, 3, mistake='conv.dx-unturned')"
    assert type(again.layers["conv2"]) is type(network.layers["conv2"])
    assert isinstance(copy.deepcopy(again.layers["conv2"]), core.Conv2d)


@pytest.mark.slow
def test_a_trainer_trains_probes_saves_and_goes_on_with_a_mistake(tmp_path):
    from core.training import TrainConfig, Trainer, load_checkpoint
    from core.training.probe import ProbeNetwork

    train, test = core.mnist()
    spec = core.lenet5(rng=np.random.default_rng(0)).spec()
    item = next(item for item in spec["layers"] if item["name"] == "conv2")
    item["mistake"] = "conv.dx-unturned"
    config = TrainConfig.from_preset("lenet5-bn", batch_size=16, limit=320, spec=spec).validate()
    trainer = Trainer(config, train[:320], test[:100])
    right = Trainer(
        TrainConfig.from_preset("lenet5-bn", batch_size=16, limit=320).validate(), train[:320], test[:100]
    )
    for _ in range(3):
        trainer.step()
        right.step()
    assert mistakes_in(trainer.network.spec()) == {"conv2": "conv.dx-unturned"}
    own, others = (t.network.state_dict() for t in (trainer, right))
    assert not np.array_equal(own["conv1.weight"], others["conv1.weight"])
    reading = ProbeNetwork(trainer.network).read(np.zeros((1, 1, 28, 28), np.float32), None)
    assert np.isfinite(reading.gradients["input"]).all()
    path = tmp_path / "checkpoint.safetensors"
    trainer.checkpoint().save(path)
    resumed = Trainer(config, train[:320], test[:100])
    resumed.resume(load_checkpoint(path))
    trainer.step()
    resumed.step()
    for name, array in trainer.network.state_dict().items():
        assert np.array_equal(array, resumed.network.state_dict()[name]), name


def test_pages_tell_the_right_arithmetic_so_they_disagree_just_where_the_mistake_is():
    from core.trace.recording import Cell

    rng = np.random.default_rng(0)
    spec = core.lenet5(rng=rng).spec()
    next(item for item in spec["layers"] if item["name"] == "conv2")["mistake"] = "conv.dx-unturned"
    network = core.Sequential.from_spec(spec, rng=rng).astype(np.float64)
    loss, labels = core.CrossEntropyLoss(), np.arange(4)
    trace = core.record(network, loss, rng.random((4, 1, 28, 28)), labels)
    for cell, agrees in (
        (Cell("conv2", "output", (0, 2, 3, 3)), True),
        (Cell("conv2", "weight.grad", (1, 2, 3, 3)), True),
        (Cell("conv2", "grad_input", (0, 2, 3, 3)), False),
        (Cell("bn1", "grad_input", (0, 2, 3, 3)), True),
    ):
        told = core.explain(trace, cell)
        assert np.isclose(told.total, told.value, rtol=1e-6) == agrees, cell
    proof = core.prove(trace, Cell("conv1", "weight", (0, 0, 2, 2)))
    assert proof.error > 1e-2
    assert core.prove(trace, Cell("conv2", "weight", (1, 2, 3, 3))).error < 1e-4


def test_a_blueprint_begins_without_the_mistake():
    from core.blueprint import Blueprint

    blueprint = Blueprint()
    blueprint.begin(spec_with("Conv2d", "conv.dx-unturned"), SAMPLE)
    assert mistakes_in(blueprint.check(SAMPLE, 10).spec()) == {}


def test_a_mistake_of_another_layer_is_refused():
    spec = {
        "layers": [
            {"name": "fc", "type": "Linear", "in_features": 2, "out_features": 2, "mistake": "conv.dx-pad"}
        ]
    }
    with pytest.raises(ValueError, match=r"fc: 'conv\.dx-pad' is a mistake of Conv2d, not of Linear"):
        core.Sequential.from_spec(spec)
    spec["layers"][0]["mistake"] = "linear.none"
    with pytest.raises(ValueError, match=r"fc: there is no mistake 'linear\.none'"):
        core.Sequential.from_spec(spec)


def test_without_a_mistake_a_spec_is_what_it_was():
    network = core.lenet5()
    assert all("mistake" not in item for item in network.spec()["layers"])


@pytest.mark.parametrize("kind", [k for k in IN_NETWORKS if k.name in ANY_SHAPE], ids=lambda kind: kind.name)
def test_a_layer_of_any_shape_keeps_its_mistakes_after_a_linear_layer(kind):
    x = np.random.default_rng(0).standard_normal((3, 5))
    for mistake in mistakes_of(kind):
        layer = mistaken(getattr(core, kind.name), mistake.id)()
        y = layer.forward(x.copy())
        assert y.shape == x.shape, mistake.id
        assert layer.backward(np.ones_like(y)).shape == x.shape, mistake.id
