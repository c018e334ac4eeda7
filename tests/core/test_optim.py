"""Optimisers: torch's results after several steps, and one rule for arrays of any shape."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.layers.base import Parameter
from core.optim import OPTIMIZERS

START = [1.0, -2.0, 0.5]
GRADIENTS = np.array([[0.5, -1.0, 2.0], [-0.25, 3.0, 0.0], [1.0, 1.0, -2.0]])
# Made with torch.optim in float64: where START is after the three GRADIENTS.
FACTS = [
    (
        "SGD",
        {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01},
        [0.8065597489999999, -2.387869498, 0.15595719949999995],
    ),
    (
        "SGD",
        {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
        [0.6981892081909999, -2.642975916382, 0.1902406787705],
    ),
    (
        "RMSprop",
        {"lr": 0.01, "momentum": 0.9, "centered": True},
        [0.7250347474647706, -1.938768600168238, 0.2986999451909354],
    ),
    ("RMSprop", {"lr": 0.01}, [0.8574273783928595, -2.0252186968255987, 0.47106511337589557]),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.1}, [0.8679164846828328, -2.0113698815744057, 0.45892556510179566]),
    (
        "Adam",
        {"lr": 0.01, "amsgrad": True, "weight_decay": 0.01},
        [0.9804414606967498, -2.0003665293129074, 0.4841131860680974],
    ),
    ("Adam", {"lr": 0.01}, [0.980755513967709, -2.000511099342155, 0.48415809469524523]),
    (
        "AdamW",
        {"lr": 0.01, "weight_decay": 0.1},
        [0.9777811663376385, -1.9945321454436438, 0.48268628477763925],
    ),
]


@pytest.mark.parametrize(("name", "settings", "expected"), FACTS)
def test_three_steps_end_where_torch_ends(name, settings, expected):
    weight = Parameter(np.array(START))
    optimizer = getattr(core, name)({"w": weight}, **settings)
    for gradient in GRADIENTS:
        weight.grad = gradient
        optimizer.step()
    assert weight.data == pytest.approx(expected, rel=1e-13)
    assert optimizer.steps == 3


@pytest.mark.parametrize(("name", "settings", "expected"), FACTS)
def test_one_flat_vector_moves_exactly_as_its_parts_do(name, settings, expected):
    rng = np.random.default_rng(0)
    shapes = [(3, 2, 5, 5), (4, 7), (4,)]
    parts = {str(i): Parameter(rng.normal(size=shape).astype(np.float32)) for i, shape in enumerate(shapes)}
    flat = np.concatenate([p.data.ravel() for p in parts.values()])
    optimizer = getattr(core, name)(parts, **settings)
    state = optimizer.new_state(flat)
    assert tuple(state) == optimizer.STATE
    for t in range(1, 5):
        for part in parts.values():
            part.grad = rng.normal(size=part.shape).astype(np.float32)
        optimizer.step()
        optimizer.update(flat, np.concatenate([p.grad.ravel() for p in parts.values()]), state, t)
    assert np.array_equal(flat, np.concatenate([p.data.ravel() for p in parts.values()]))
    for key in optimizer.STATE:
        assert np.array_equal(state[key], np.concatenate([optimizer.state[n][key].ravel() for n in parts]))


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_float32_stays_float32_in_place_and_gradients_are_not_written(kind):
    weight = Parameter(np.ones(4, np.float32))
    data = weight.data
    weight.grad = np.full(4, 0.5, np.float32)
    weight.grad.setflags(write=False)
    optimizer = kind({"w": weight}, lr=np.float64(0.1), weight_decay=0.1)
    optimizer.step()
    assert weight.data is data
    assert (data != 1.0).all()
    assert {a.dtype for a in [data, *optimizer.state["w"].values()]} == {np.dtype(np.float32)}


def test_a_parameter_without_gradient_stays():
    moved, stays = Parameter(np.ones(2)), Parameter(np.ones(2))
    moved.grad = np.ones(2)
    core.SGD({"a": moved, "b": stays}, lr=0.1, weight_decay=0.5).step()
    assert moved.data.tolist() == [0.85, 0.85]
    assert stays.data.tolist() == [1.0, 1.0]


def test_momentum_may_be_switched_on_while_training():
    weight = Parameter(np.zeros(2))
    optimizer = core.SGD({"w": weight}, lr=1.0)
    assert optimizer.STATE == ()
    weight.grad = np.ones(2)
    optimizer.step()
    optimizer.momentum = 0.5
    optimizer.step()
    optimizer.step()
    assert weight.data.tolist() == [-3.5, -3.5]
    assert optimizer.state["w"]["momentum_buffer"].tolist() == [1.5, 1.5]


def test_state_follows_a_parameter_to_another_precision():
    weight = Parameter(np.ones(2, np.float32))
    optimizer = core.Adam({"w": weight})
    weight.grad = np.ones(2, np.float32)
    optimizer.step()
    weight.data = weight.data.astype(np.float64)
    weight.grad = np.ones(2)
    optimizer.step()
    assert optimizer.state["w"]["exp_avg"].dtype == np.float64


def test_decay_of_adamw_shrinks_weights_that_have_a_zero_gradient_and_nothing_else():
    weight = Parameter(np.array([2.0]))
    weight.grad = np.zeros(1)
    core.AdamW({"w": weight}, lr=0.1, weight_decay=0.5).step()
    assert weight.data.tolist() == [1.9]


@pytest.mark.parametrize(
    ("kind", "settings", "message"),
    [
        (core.SGD, {"lr": -1.0}, "SGD: lr must be at least 0, got -1.0"),
        (core.SGD, {"lr": float("nan")}, "SGD: lr must be at least 0, got nan"),
        (core.SGD, {"lr": 0.1, "nesterov": True}, "SGD: nesterov needs a momentum above 0"),
        (core.Adam, {"betas": (0.9, 1.0)}, r"Adam: betas\[1\] must be in 0..1, 1 left out, got 1.0"),
        (core.RMSprop, {"eps": -1e-8}, "RMSprop: eps must be at least 0"),
    ],
)
def test_settings_that_make_no_sense_are_refused(kind, settings, message):
    with pytest.raises(ValueError, match=message):
        kind({"w": Parameter(np.ones(1))}, **settings)


def test_an_optimiser_of_nothing_is_refused():
    with pytest.raises(ValueError, match="SGD: got no parameters to train"):
        core.SGD({}, lr=0.1)


def test_the_settings_are_told_as_torch_names_them():
    optimizer = core.Adam({"w": Parameter(np.ones(1))})
    assert repr(optimizer) == "Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, amsgrad=False)"
    assert optimizer.config()["type"] == "Adam"
    assert optimizer.config()["betas"] == [0.9, 0.999]
