"""Parameter, and what the base class does for a layer that says little of itself."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core import Linear, Parameter


def test_a_parameter_takes_an_array_of_its_shape_with_its_dtype() -> None:
    parameter = Parameter(np.zeros((2, 3), np.float32))
    array = np.ones((2, 3))
    parameter.data = array
    assert parameter.data is array
    assert parameter.data.dtype == np.float64
    assert parameter.grad is None


def test_a_parameter_refuses_another_shape_and_keeps_its_own() -> None:
    parameter = Parameter(np.zeros((2, 3)))
    with pytest.raises(ValueError, match=r"expected \(2, 3\), got \(3, 2\)"):
        parameter.data = np.ones((3, 2))
    assert parameter.data.shape == (2, 3)


def test_a_parameter_tells_its_shape() -> None:
    assert repr(Parameter(np.zeros((2, 3), np.float32))) == "Parameter(2x3, float32)"


def test_astype_converts_parameters_gradients_and_buffers_in_place() -> None:
    layer = core.BatchNorm2d(2)
    layer.backward(layer.forward(np.ones((2, 2, 1, 1), np.float32)))
    weight = layer.weight
    assert layer.astype(np.float64) is layer
    assert layer.weight is weight
    assert {weight.data.dtype, weight.grad.dtype, layer.running_mean.dtype} == {np.dtype(np.float64)}


def test_train_and_eval_return_the_layer() -> None:
    layer = core.Dropout()
    assert layer.training
    assert not layer.eval().training
    assert layer.train().training


def test_a_layer_without_bias_has_no_bias() -> None:
    assert list(Linear(2, 3, bias=False).parameters()) == ["weight"]
    assert Linear(2, 3, bias=False).bias is None


def test_reprs_say_what_differs_from_the_default() -> None:
    assert repr(core.Conv2d(1, 6, 5, padding="same")) == "Conv2d(1, 6, 5, padding='same')"
    assert (
        repr(core.Conv2d(1, 6, (3, 5), (2, 1), bias=False))
        == "Conv2d(1, 6, (3, 5), stride=(2, 1), bias=False)"
    )
    assert repr(core.MaxPool2d(2)) == repr(core.MaxPool2d(2, stride=2)) == "MaxPool2d(2)"
    assert repr(core.BatchNormPixel((6, 14, 14))) == "BatchNormPixel((6, 14, 14))"
    assert repr(core.ReLU()) == "ReLU()"


def test_a_layer_without_a_name_is_called_by_its_class() -> None:
    with pytest.raises(ValueError, match=r"^Linear: expected \(N, 3\), got \(4, 2\)"):
        Linear(3, 1).forward(np.zeros((4, 2)))
    with pytest.raises(ValueError, match=r"^Linear: expected \(N, 3\), got \(\)"):
        Linear(3, 1).forward(np.float64(1.0))


def test_without_a_generator_two_layers_differ_and_with_one_they_repeat() -> None:
    assert not np.array_equal(Linear(3, 3).weight.data, Linear(3, 3).weight.data)
    first, second = (core.Conv2d(1, 2, 3, rng=np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first.weight.data, second.weight.data)
    assert np.array_equal(first.bias.data, second.bias.data)
    assert first.weight.data.dtype == first.bias.data.dtype == np.float32
