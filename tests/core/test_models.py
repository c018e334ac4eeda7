"""The networks that come along: their layers, their size, and that they learn."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np
import pytest

import core
from core import Sequential, lenet5, models


def size(network: Sequential) -> int:
    return sum(prod(p.shape) for p in network.named_parameters().values())


def test_lenet5_has_its_layers_and_61750_parameters() -> None:
    network = lenet5()
    assert " ".join(network.layers) == (
        "conv1 pool1 bn1 relu1 conv2 pool2 bn2 relu2 conv3 flatten fc4 relu4 fc5"
    )
    assert size(network) == 61_750
    assert network.shapes((1, 28, 28))["conv3"] == (120, 1, 1)
    assert "416,520" in network.summary()


def test_lenet5_can_be_had_otherwise() -> None:
    network = lenet5(batch_norm=False, activation="tanh", pooling="avg", dropout=0.5)
    assert " ".join(network.layers) == (
        "conv1 pool1 tanh1 conv2 pool2 tanh2 conv3 flatten dropout4 fc4 tanh4 dropout5 fc5"
    )
    assert isinstance(network.layers["pool1"], core.AvgPool2d)
    assert size(network) == 61_706


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (lenet5, 61_750),
        (models.lenet5_1998, 61_706),
        (models.mlp, 468_874),
        (models.small_cnn, 369_242),
        (models.vgg, 74_594),
    ],
)
def test_every_model_has_its_documented_size_and_repeats_from_its_generator(
    build: Callable[..., Sequential], parameters: int
) -> None:
    network, again = build(rng=np.random.default_rng(3)), build(rng=np.random.default_rng(3))
    assert size(network) == parameters
    for key, array in network.state_dict().items():
        np.testing.assert_array_equal(array, again.state_dict()[key])
    assert f"{parameters:,}" in (build.__doc__ or "")
    assert list(network.shapes((1, 28, 28)).values())[-1] == (10,)
    assert Sequential.from_spec(network.spec()).spec() == network.spec()


@pytest.mark.slow
@pytest.mark.parametrize("build", [lenet5, models.lenet5_1998, models.mlp, models.small_cnn, models.vgg])
def test_every_model_learns_one_batch(build: Callable[..., Sequential]) -> None:
    rng = np.random.default_rng(0)
    network, loss = build(rng=rng), core.CrossEntropyLoss()
    x, labels = rng.random((16, 1, 28, 28), dtype=np.float32), rng.integers(0, 10, 16)
    optimizer = core.Adam(network.named_parameters(), lr=3e-3)
    losses = []
    for _ in range(25):
        losses.append(loss.forward(network.forward(x), labels))
        network.backward(loss.backward())
        optimizer.step()
    assert losses[-1] < 0.5 * losses[0]


def test_initialisers_are_taken_by_name_and_leave_biases_zero() -> None:
    for init in core.init.INITIALISERS:
        network = lenet5(init=init, rng=np.random.default_rng(0))
        weight, bias = (network.named_parameters()[f"conv2.{key}"].data for key in ("weight", "bias"))
        assert (bias == 0).all()
        assert (weight == 0).all() == (init == "zeros")
        assert weight.dtype == np.float32


@pytest.mark.parametrize("argument", ["activation", "pooling", "init"])
def test_an_unknown_name_is_told_with_the_known_ones(argument: str) -> None:
    with pytest.raises(ValueError, match=f"^{argument} must be one of .*, got 'best'"):
        lenet5(**{argument: "best"})  # type: ignore[arg-type]


def test_an_mlp_needs_an_input_and_an_output() -> None:
    assert list(models.mlp((784, 30, 10), "relu").layers) == ["flatten", "fc1", "relu1", "fc2"]
    with pytest.raises(ValueError, match="at least 2 numbers"):
        models.mlp((784,))


def test_the_vgg_is_as_wide_as_told() -> None:
    assert models.vgg(batch_norm=False, width=4).shapes((1, 28, 28))["conv8"] == (32, 3, 3)
    assert size(models.vgg(batch_norm=False, width=4)) < 20_000
