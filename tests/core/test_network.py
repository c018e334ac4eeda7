"""Sequential: names, state, spec, shapes, and errors that change nothing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import core
from core import Sequential


@pytest.fixture
def network() -> Sequential:
    rng = np.random.default_rng(0)
    return Sequential(
        [
            ("conv1", core.Conv2d(1, 2, 3, padding="same", rng=rng)),
            ("bn1", core.BatchNorm2d(2)),
            ("relu1", core.ReLU()),
            ("drop1", core.Dropout(0.5, rng=rng)),
            ("flatten", core.Flatten()),
            ("fc2", core.Linear(32, 3, bias=False, rng=rng)),
        ]
    )


def test_layers_and_parameters_are_dicts_in_order(network: Sequential) -> None:
    assert list(network.layers) == ["conv1", "bn1", "relu1", "drop1", "flatten", "fc2"]
    assert [layer.name for layer in network.layers.values()] == list(network.layers)
    assert list(network.named_parameters()) == [
        "conv1.weight",
        "conv1.bias",
        "bn1.weight",
        "bn1.bias",
        "fc2.weight",
    ]
    assert list(network.named_buffers()) == ["bn1.running_mean", "bn1.running_var"]


def test_its_gradients_are_the_measured_slopes(network: Sequential) -> None:
    report = core.gradcheck(network, np.random.default_rng(3).standard_normal((3, 1, 4, 4)))
    assert report.ok, report


def test_train_eval_and_astype_reach_every_layer(network: Sequential) -> None:
    assert network.eval() is network
    assert not any(layer.training for layer in network.layers.values())
    assert all(layer.training for layer in network.train().layers.values())
    network.astype(np.float64)
    assert {a.dtype for a in network.state_dict().values()} == {np.dtype(np.float64)}


def test_a_state_dict_holds_copies_in_pytorchs_order(network: Sequential) -> None:
    state = network.state_dict()
    assert list(state)[2:6] == ["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"]
    state["conv1.weight"][...] = 7
    assert not (network.layers["conv1"].parameters()["weight"].data == 7).any()


def test_a_state_can_be_loaded_into_a_network_of_the_same_spec(network: Sequential) -> None:
    x = np.random.default_rng(1).random((4, 1, 4, 4), dtype=np.float32)
    network.forward(x)
    other = Sequential.from_spec(network.spec())
    state = network.state_dict()
    other.load_state_dict({**state, "bn1.num_batches_tracked": np.array(3)})
    np.testing.assert_array_equal(other.eval().forward(x), network.eval().forward(x))
    state["conv1.weight"][...] = 7
    assert not (other.layers["conv1"].parameters()["weight"].data == 7).any()


def test_loading_keeps_the_networks_precision(network: Sequential) -> None:
    network.load_state_dict({k: a.astype(np.float64) for k, a in network.state_dict().items()})
    assert {a.dtype for a in network.state_dict().values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.pop("fc2.weight"), "missing fc2.weight"),
        (lambda s: s.update({"fc9.weight": np.zeros(3)}), "unknown fc9.weight"),
        (
            lambda s: s.update({"fc2.weight": np.zeros((32, 3))}),
            r"fc2.weight: expected \(3, 32\), got \(32, 3\)",
        ),
        (
            lambda s: s.update({"bn1.running_var": np.zeros(3)}),
            r"bn1.running_var: expected \(2,\), got \(3,\)",
        ),
        (lambda s: s.update({"fc2.weight": np.zeros((3, 32), int)}), "fc2.weight: expected floating-point"),
        (lambda s: s.update({"fc2.weight": np.full((3, 32), "x")}), "fc2.weight: expected floating-point"),
    ],
)
def test_a_state_that_does_not_fit_changes_nothing(network: Sequential, change: Any, message: str) -> None:
    before = network.state_dict()
    state = {key: array + 1 for key, array in before.items()}
    change(state)
    with pytest.raises(ValueError, match=message):
        network.load_state_dict(state)
    for key, array in network.state_dict().items():
        np.testing.assert_array_equal(array, before[key])


def test_a_spec_survives_json_and_builds_the_same_network(network: Sequential) -> None:
    spec = json.loads(json.dumps(network.spec()))
    assert spec == network.spec()
    assert spec["layers"][0] == {
        "name": "conv1",
        "type": "Conv2d",
        "in_channels": 1,
        "out_channels": 2,
        "kernel_size": 3,
        "stride": 1,
        "padding": "same",
        "bias": True,
    }
    again = [Sequential.from_spec(spec, rng=np.random.default_rng(5)).state_dict() for _ in range(2)]
    for key, array in again[0].items():
        np.testing.assert_array_equal(array, again[1][key])


def test_layers_built_from_a_spec_share_the_generator(network: Sequential) -> None:
    rng = np.random.default_rng(0)
    built = Sequential.from_spec(network.spec(), rng=rng)
    drop = built.layers["drop1"]
    assert isinstance(drop, core.Dropout)
    assert drop.rng is rng


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (None, "expected"),
        ([], "expected"),
        ({}, "expected"),
        ({"layers": "conv"}, "expected"),
        ({"layers": [3]}, 'needs a "name" and a "type"'),
        ({"layers": [{"name": "a"}]}, 'needs a "name" and a "type"'),
        ({"layers": [{"name": "a", "type": "Conv3d"}]}, "a: unknown layer type 'Conv3d'; known are Conv2d"),
        ({"layers": [{"name": "a", "type": ["ReLU"]}]}, "a: unknown layer type"),
        ({"layers": [{"name": "a", "type": "Linear"}]}, "a: .*in_features"),
        ({"layers": [{"name": "a", "type": "ReLU", "p": 1}]}, "a: .*no arguments"),
        (
            {"layers": [{"name": "a", "type": "Dropout", "p": 2}]},
            "a: p must be at least 0 and at most 1, got 2",
        ),
        ({"layers": [{"name": "a", "type": "ReLU"}] * 2}, "a: two layers have this name"),
        ({"layers": [{"name": "a.b", "type": "ReLU"}]}, "without dots"),
        ({"layers": [{"name": "loss", "type": "ReLU"}]}, "a layer's name"),
        ({"layers": [{"name": 3, "type": "ReLU"}]}, "a layer's name"),
    ],
)
def test_a_spec_that_makes_no_network_says_why(spec: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Sequential.from_spec(spec)


def test_a_layer_can_stand_in_a_network_once_only() -> None:
    relu = core.ReLU()
    with pytest.raises(ValueError, match="b: this layer is in the network already"):
        Sequential([("a", relu), ("b", relu)])
    with pytest.raises(ValueError, match="a: expected a layer"):
        Sequential([("a", "ReLU")])  # type: ignore[list-item]


def test_shapes_are_inferred_through_the_layers(network: Sequential) -> None:
    assert network.shapes((1, 4, 4)) == {
        "conv1": (2, 4, 4),
        "bn1": (2, 4, 4),
        "relu1": (2, 4, 4),
        "drop1": (2, 4, 4),
        "flatten": (32,),
        "fc2": (3,),
    }


def test_a_mismatch_names_the_layer_what_it_got_and_what_it_needs(network: Sequential) -> None:
    with pytest.raises(ValueError, match=r"^fc2: expected \(32,\), got \(50,\)$"):
        network.shapes((1, 5, 5))
    with pytest.raises(ValueError, match=r"^conv1: expected \(1, H, W\), got \(3, 4, 4\)$"):
        network.summary((3, 4, 4))
    with pytest.raises(ValueError, match=r"^fc2: expected \(N, 32\), got \(2, 50\)$"):
        network.forward(np.zeros((2, 1, 5, 5)))


def test_the_summary_counts_parameters_and_multiply_adds(network: Sequential) -> None:
    lines = network.summary((1, 4, 4)).splitlines()
    assert lines[0].split() == ["layer", "output", "parameters", "multiply-adds"]
    assert lines[2].split()[-5:] == ["(2,", "4,", "4)", "20", "288"]
    assert lines[-1].split() == ["total", "120", "384"]
    assert len({len(line) for line in lines}) == 1


def test_a_network_reads_like_its_constructor(network: Sequential) -> None:
    again = eval(repr(network), vars(core))
    assert again.spec() == network.spec()


def test_a_dict_of_layers_will_do() -> None:
    assert list(Sequential({"a": core.ReLU(), "b": core.Tanh()}).layers) == ["a", "b"]


def test_networks_and_layers_are_called_as_torchs_are():
    net = core.Sequential([("fc1", core.Linear(4, 3)), ("relu", core.ReLU())])
    x = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    np.testing.assert_array_equal(net(x), net.forward(x))
    np.testing.assert_array_equal(net(x), net.layers["relu"](net.layers["fc1"](x)))


def test_a_state_that_is_not_whole_is_taken_as_far_as_it_goes_when_not_strict():
    net = core.Sequential([("fc1", core.Linear(4, 3)), ("bn", core.BatchNorm1d(3))])
    before = net.state_dict()
    state = {"fc1.weight": np.ones((3, 4)), "fc9.weight": np.zeros(2), "bn.num_batches_tracked": np.array(3)}
    found = net.load_state_dict(state, strict=False)
    assert found.missing_keys == ["fc1.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"]
    assert found.unexpected_keys == ["fc9.weight"]
    after = net.state_dict()
    assert (after["fc1.weight"] == 1).all()
    assert all(np.array_equal(after[name], before[name]) for name in found.missing_keys)
    assert net.load_state_dict(after) == ([], [])
    with pytest.raises(ValueError, match=r"fc1\.weight: expected \(3, 4\), got \(4, 3\)"):
        net.load_state_dict({"fc1.weight": np.zeros((4, 3))}, strict=False)
    assert np.array_equal(net.state_dict()["fc1.weight"], after["fc1.weight"])
