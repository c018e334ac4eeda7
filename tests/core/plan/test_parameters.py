"""Network, plan and optimiser see the same weights, whoever replaces them."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.optim import OPTIMIZERS


def lenet(rng: np.random.Generator) -> core.Sequential:
    return core.lenet5(rng=rng)


def test_parameters_are_views_of_one_vector(twins) -> None:
    both = twins(lenet)
    parameters = list(both.compiled.named_parameters().values())
    assert len({id(p.data.base if p.data.base is not None else p.data) for p in parameters}) == 1
    assert sum(p.data.size for p in parameters) == 61_750


def test_weights_loaded_between_steps_are_used(twins, batch) -> None:
    both = twins(lenet)
    both.step(*batch())
    state = core.lenet5(rng=np.random.default_rng(9)).state_dict()
    both.clear.load_state_dict(state)
    both.compiled.load_state_dict(state)
    assert both.output_difference(batch()[0]) < 1e-10
    assert both.step(*batch(seed=1)) < 1e-10
    assert both.weight_difference() < 1e-10


def test_a_replaced_parameter_is_noticed_and_left_to_its_owner(twins, batch) -> None:
    both = twins(lenet)
    mine = np.full((84, 120), 0.01)
    for network in (both.clear, both.compiled):
        network.layers["fc4"].weight.data = mine.copy() if network is both.clear else mine
    assert both.step(*batch()) < 1e-10
    assert both.weight_difference() < 1e-10
    assert (mine == 0.01).all()


def test_a_weight_written_in_place_is_used(twins, batch) -> None:
    both = twins(lenet)
    both.step(*batch())
    for network in (both.clear, both.compiled):
        network.layers["conv1"].weight.data[0] = 1.0
    assert both.step(*batch(seed=1)) < 1e-10


def test_a_network_converted_between_steps_goes_on_in_its_new_precision(twins, batch) -> None:
    both = twins(lenet, np.float32)
    both.step(*batch())
    both.clear.astype(np.float64)
    both.compiled.astype(np.float64)
    both.dtype = np.float64
    both.clear.load_state_dict(both.compiled.state_dict())
    assert both.step(*batch(seed=1)) < 1e-10
    assert both.compiled.layers["conv1"].weight.data.dtype == np.float64


def test_gradients_made_by_the_clear_layers_in_between_do_no_harm(twins, batch) -> None:
    both = twins(lenet)
    both.step(*batch())
    x, labels = batch(seed=5)
    loss = core.CrossEntropyLoss()
    both.compiled.eval()
    loss.forward(both.compiled.forward(x), labels)
    both.compiled.backward(loss.backward())
    both.compiled.train()
    assert both.step(*batch(seed=1)) < 1e-10
    assert both.weight_difference() < 1e-10


def test_two_plans_of_one_network_take_turns(twins, batch) -> None:
    both = twins(lenet)
    other = core.compile(both.compiled, 4, core.CrossEntropyLoss())
    first = both.plan
    for seed in range(4):
        both.plan = (first, other)[seed % 2]
        assert both.step(*batch(seed=seed)) < 1e-10
    assert both.weight_difference() < 1e-10


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_takes_the_same_steps_on_the_vector(twins, batch, optimizer) -> None:
    # Without batch-norm: the bias before one has a gradient of rounding errors, and Adam's step is its sign
    both = twins(lambda rng: core.lenet5(False, rng=rng), optimizer=optimizer, lr=1e-3, weight_decay=0.01)
    for seed in range(3):
        both.step(*batch(seed=seed))
    assert both.weight_difference() < 1e-10
    assert both.plan_optimizer.steps == 3


def test_momentum_that_is_turned_on_and_off_between_steps_is_the_same(twins, batch) -> None:
    both = twins(lenet)
    for seed, momentum in enumerate((0.0, 0.9, 0.5, 0.0, 0.9)):
        both.optimizer.momentum = both.plan_optimizer.momentum = momentum
        both.step(*batch(seed=seed))
    assert both.weight_difference() < 1e-10


def test_the_optimizers_state_is_visible_by_parameter_and_may_be_replaced(twins, batch) -> None:
    both = twins(lenet, momentum=0.9)
    both.step(*batch())
    state = both.plan_optimizer.state["conv1.weight"]["momentum_buffer"]
    np.testing.assert_allclose(state, both.optimizer.state["conv1.weight"]["momentum_buffer"], atol=1e-12)
    for optimizer in (both.optimizer, both.plan_optimizer):  # as a checkpoint that is read would do
        optimizer.state = {
            name: {key: 2 * array for key, array in state.items()} for name, state in optimizer.state.items()
        }
    both.step(*batch(seed=1))
    assert both.weight_difference() < 1e-10


def test_an_optimizer_of_some_parameters_leaves_the_others_alone(twins, batch) -> None:
    both = twins(lenet)
    for name, network in (("optimizer", both.clear), ("plan_optimizer", both.compiled)):
        chosen = {k: p for k, p in network.named_parameters().items() if k.startswith("fc")}
        setattr(both, name, core.SGD(chosen, lr=0.1, momentum=0.9))
    before = both.compiled.layers["conv1"].weight.data.copy()
    both.step(*batch())
    both.step(*batch(seed=1))
    assert both.weight_difference() < 1e-10
    np.testing.assert_array_equal(both.compiled.layers["conv1"].weight.data, before)


def test_the_optimizer_may_be_replaced(twins, batch) -> None:
    both = twins(lenet, momentum=0.9)
    both.step(*batch())
    both.optimizer = core.Adam(both.clear.named_parameters())
    both.plan_optimizer = core.Adam(both.compiled.named_parameters())
    both.step(*batch(seed=1))
    assert both.weight_difference() < 1e-10
