"""A nudge of any number moves the loss as its gradient says."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.trace.prove import centred_away, gradient_of
from core.training.twins import with_mistake


def trace_of(batch_norm: bool = True, dtype: type = np.float32, n: int = 4, **settings: object) -> core.Trace:
    rng = np.random.default_rng(0)
    network = core.lenet5(batch_norm, rng=rng, **settings).astype(dtype)
    x, labels = rng.random((n, 1, 28, 28)).astype(dtype), rng.integers(0, 10, n)
    return core.record(network, core.CrossEntropyLoss(0.1), x, labels)


def test_weights_inputs_and_outputs_move_the_loss_as_their_gradients_say():
    trace = trace_of(dtype=np.float64, activation="tanh", dropout=0.3)
    rng = np.random.default_rng(1)
    for name in trace.names:
        record = trace[name]
        for quantity in ("input", "output", "grad_input", *record.params):
            index = tuple(int(rng.integers(size)) for size in record[quantity].shape)
            proof = core.prove(trace, (name, quantity, index), step=1e-5)
            assert proof.error < 1e-4 or proof.apart <= proof.noise, str(proof)
            assert proof.kink is None, str(proof)


def test_a_gradient_of_float32_is_proved_in_float64():
    trace = trace_of()
    proof = core.prove(trace, ("conv1", "weight.grad", (2, 0, 1, 3)))
    assert proof.nudged == core.Cell("conv1", "weight", (2, 0, 1, 3))
    assert proof.value == trace.at(proof.nudged)
    assert proof.analytic == trace["conv1"].grads["weight"][2, 0, 1, 3]
    assert proof.error < 1e-4
    assert proof.loss == pytest.approx(trace.loss, rel=1e-6)
    assert (proof.high - proof.low) / 2e-6 == proof.numeric


def test_what_goes_into_the_loss_can_be_nudged():
    proof = core.prove(trace_of(dtype=np.float64), ("loss", "logits", (1, 3)))
    assert proof.nudged.layer == "fc5"
    assert proof.error < 1e-6


def test_a_bias_before_batch_norm_has_gradient_zero_and_the_reason_is_named():
    trace = trace_of()
    assert core.prove(trace, ("conv1", "bias", (0,))).reason == "bias before batch norm"
    assert core.prove(trace, ("fc4", "bias", (0,))).reason == ""
    assert core.prove(trace_of(batch_norm=False), ("conv1", "bias", (0,))).reason == ""
    assert abs(core.prove(trace, ("conv1", "bias", (0,))).numeric) < 1e-8


def test_a_kink_is_told():
    network = core.Sequential([("relu", core.ReLU()), ("out", core.Flatten())])
    x = np.array([[0.0, 1.0, 2.0]])
    trace = core.record(network, core.CrossEntropyLoss(), x, np.array([1]))
    proof = core.prove(trace, ("relu", "input", (0, 0)))
    assert proof.kink is not None
    assert (proof.kink.left, proof.analytic) == (0.0, 0.0)
    assert "a kink" in str(proof)
    assert core.prove(trace, ("relu", "input", (0, 1))).kink is None


def test_the_trace_stays_as_it_was():
    trace = trace_of(dropout=0.5)
    before = {k: a.tobytes() for name in trace.names for k, a in trace[name].quantities.items()}
    core.prove(trace, ("conv2", "weight", (0, 0, 0, 0)))
    assert before == {k: a.tobytes() for name in trace.names for k, a in trace[name].quantities.items()}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (("pool1", "argmax", (0, 0, 0, 0)), r"pool1.argmax can't be nudged; choose an input"),
        (("loss", "labels", (0,)), r"loss.labels can't be nudged"),
        (("conv1", "weight", (9, 0, 0, 0)), r"conv1.weight has the shape \(6, 1, 5, 5\)"),
    ],
)
def test_what_can_not_be_nudged_is_refused(cell, message):
    with pytest.raises(ValueError, match=message):
        core.prove(trace_of(), cell)


def test_a_step_of_nothing_is_refused():
    with pytest.raises(ValueError, match="step must be above 0"):
        core.prove(trace_of(), ("fc5", "bias", (0,)), step=0.0)


def test_what_can_be_nudged_and_what_silences_a_bias_are_told_beforehand():
    trace = trace_of()
    for quantity, can in (("weight", True), ("weight.grad", True), ("output", True)):
        index = (0,) * trace["conv1"][quantity].ndim
        assert (gradient_of(trace, core.Cell("conv1", quantity, index)) is not None) is can
    assert gradient_of(trace, core.Cell("loss", "value", ())) is None
    assert gradient_of(trace, core.Cell("bn1", "mean", (0,))) is None
    assert centred_away(trace, core.Cell("conv1", "bias.grad", (0,))) == "bn1"
    assert centred_away(trace, core.Cell("fc4", "bias", (0,))) == ""
    assert centred_away(trace, core.Cell("loss", "logits", (0, 0))) == ""


def broken(layer: str, key: str) -> core.Trace:
    """A recorded batch of a network with a mistake in one layer."""
    rng = np.random.default_rng(0)
    spec = with_mistake(core.lenet5(True, rng=rng).spec(), layer, key)
    network = core.Sequential.from_spec(spec, rng=rng)
    x, labels = rng.random((4, 1, 28, 28)).astype(np.float32), rng.integers(0, 10, 4)
    return core.record(network, core.CrossEntropyLoss(), x, labels)


def test_a_bias_gradient_that_a_mistake_leaves_is_no_zero():
    trace = broken("conv1", "conv.db-first")
    proof = core.prove(trace, ("conv1", "bias", (0,)), step=1e-5)
    assert abs(proof.numeric) < 1e-8 < abs(proof.analytic)
    assert proof.reason == ""
    assert proof.wrong
    assert centred_away(trace, core.Cell("conv1", "bias", (0,))) == "bn1"


def test_a_norm_that_takes_off_another_mean_takes_off_no_bias():
    trace = broken("bn1", "bn.y-all")
    assert centred_away(trace, core.Cell("conv1", "bias", (0,))) == ""


@pytest.mark.parametrize("step", [1e-2, 1e-4, 1e-6])
def test_a_right_gradient_is_never_called_wrong(step: float):
    trace, rng = trace_of(), np.random.default_rng(2)
    for name in trace.names:
        for quantity in ("input", "output", *trace[name].params):
            index = tuple(int(rng.integers(size)) for size in trace[name][quantity].shape)
            assert not core.prove(trace, (name, quantity, index), step=step).wrong


@pytest.mark.parametrize("step", [1e-4, 1e-5, 1e-6, 1e-7])
def test_what_rounding_leaves_of_a_sure_answers_gradient_is_told_but_not_called_wrong(step: float):
    """Of p - 1 = -2e-7 a float32 has one digit; the runs in float64 have all of it."""
    rng = np.random.default_rng(0)
    network, x = core.lenet5(rng=rng), rng.random((4, 1, 28, 28)).astype(np.float32)
    y = network.train().forward(x)
    margins = np.sort(y, axis=1)
    network.layers["fc5"].weight.data *= 15.3 / (margins[:, -1] - margins[:, -2]).min()
    trace = core.record(network, core.CrossEntropyLoss(), x, y.argmax(axis=1))
    cell = core.Cell(
        "conv3",
        "grad_input",
        np.unravel_index(int(np.abs(trace["conv3"].grad_input).argmax()), trace["conv3"].grad_input.shape),
    )
    proof = core.prove(trace, cell, step=step)
    assert proof.error == abs(proof.numeric - proof.analytic) / max(abs(proof.numeric), abs(proof.analytic))
    assert proof.error > 1e-3
    assert not proof.wrong, str(proof)
    assert proof.kink is None or proof.kink.ok


def test_a_wrong_gradient_is_called_so():
    trace = broken("fc5", "linear.dx-sign")
    gradient = np.abs(trace["fc4"].grads["weight"])
    largest = np.unravel_index(int(gradient.argmax()), gradient.shape)
    proof = core.prove(trace, ("fc4", "weight", largest), step=1e-5)
    assert proof.wrong, str(proof)
