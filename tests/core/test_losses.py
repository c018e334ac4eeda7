"""Losses: torch's values and gradients, finite at any size of logits, and labels that are refused in full."""

from __future__ import annotations

import numpy as np
import pytest

import core

LOGITS = np.array([[1.0, 2.0, 0.5], [-1.0, 0.25, 3.0]])
LABELS = np.array([1, 0])
# Made with torch.nn.CrossEntropyLoss in float64: smoothing, reduction, value, first row of the gradient.
FACTS = [
    (0.0, "mean", 2.2717024927560225, [0.11561194881107452, -0.18573414039411879, 0.07012219158304424]),
    (0.0, "sum", 4.543404985512045, [0.23122389762214904, -0.37146828078823757, 0.14024438316608848]),
    (0.1, "mean", 2.2258691594226896, [0.09894528214440786, -0.15240080706078546, 0.053455524916377575]),
    (0.1, "sum", 4.451738318845379, [0.1978905642888157, -0.3048016141215709, 0.10691104983275515]),
]


def slope(loss: core.CrossEntropyLoss, x: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The gradient measured by nudging every number."""
    measured, h = np.zeros_like(x), 1e-5
    for place in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[place] = h
        measured[place] = (loss.forward(x + nudge, target) - loss.forward(x - nudge, target)) / (2 * h)
    return measured


@pytest.mark.parametrize(("smoothing", "reduction", "value", "row"), FACTS)
def test_cross_entropy_gives_the_values_that_torch_gives(smoothing, reduction, value, row):
    loss = core.CrossEntropyLoss(smoothing, reduction)
    assert loss.forward(LOGITS, LABELS) == pytest.approx(value, rel=1e-14)
    assert loss.backward()[0] == pytest.approx(row, rel=1e-13)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        (core.CrossEntropyLoss, {}),
        (core.CrossEntropyLoss, {"label_smoothing": 0.2}),
        (core.NLLLoss, {}),
        (core.MSELoss, {}),
    ],
)
def test_every_gradient_is_the_slope_that_a_nudge_shows(kind, settings, reduction):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5, 4))
    target = rng.normal(size=x.shape) if kind is core.MSELoss else rng.integers(0, 4, 5)
    loss = kind(**settings, reduction=reduction)
    measured = slope(loss, x, target)
    loss.forward(x, target)
    np.testing.assert_allclose(loss.backward(), measured, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1e4, -1e4])
def test_cross_entropy_stays_finite_and_exact_at_huge_logits(dtype, size):
    logits = np.array([[size, 0.0, -size], [size, size, size]], dtype=dtype)
    loss = core.CrossEntropyLoss()
    value = loss.forward(logits, np.array([2, 0]))
    expected = 2e4 if size > 0 else 0.0
    assert value == pytest.approx((expected + np.log(3)) / 2, rel=1e-6)
    assert np.isfinite(loss.backward()).all()
    assert np.isfinite(loss.log_probabilities).all()


def test_cross_entropy_does_not_change_when_all_logits_shift():
    loss = core.CrossEntropyLoss(0.1)
    values = [loss.forward(LOGITS + shift, LABELS) for shift in (0.0, 100.0, -1e4)]
    assert values == pytest.approx([values[0]] * 3, rel=1e-11)


def test_cross_entropy_keeps_probabilities_that_sum_to_one():
    loss = core.CrossEntropyLoss()
    loss.forward(LOGITS, LABELS)
    np.testing.assert_allclose(loss.probabilities.sum(axis=1), 1.0, rtol=1e-14)
    np.testing.assert_allclose(np.exp(loss.log_probabilities), loss.probabilities, rtol=1e-14)


def test_a_gradient_row_sums_to_zero_because_probabilities_do_not_gain():
    loss = core.CrossEntropyLoss(0.1)
    loss.forward(LOGITS, LABELS)
    assert np.abs(loss.backward().sum(axis=1)).max() < 1e-16


def test_nll_of_log_softmax_is_cross_entropy():
    layer, nll, together = core.LogSoftmax(), core.NLLLoss(), core.CrossEntropyLoss()
    assert nll.forward(layer.forward(LOGITS), LABELS) == pytest.approx(together.forward(LOGITS, LABELS))
    np.testing.assert_allclose(layer.backward(nll.backward()), together.backward(), atol=1e-15)


def test_mse_has_two_over_the_count_in_its_gradient():
    loss = core.MSELoss()
    assert loss.forward(np.array([[3.0, 1.0, 1.0, 1.0]]), np.ones((1, 4))) == 1.0
    assert loss.backward().tolist() == [[1.0, 0.0, 0.0, 0.0]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradients_keep_the_precision_of_the_prediction(dtype):
    x = LOGITS.astype(dtype)
    for loss, target in [
        (core.CrossEntropyLoss(0.1), LABELS),
        (core.NLLLoss(), LABELS),
        (core.MSELoss(), LOGITS),
    ]:
        assert isinstance(loss.forward(x, target), float)
        assert loss.backward().dtype == dtype


def test_losses_never_write_to_their_arguments():
    x, labels = LOGITS.copy(), LABELS.astype(np.uint8)
    for array in (x, labels):
        array.setflags(write=False)
    for loss, target in [(core.CrossEntropyLoss(0.1), labels), (core.NLLLoss(), labels), (core.MSELoss(), x)]:
        loss.forward(x, target)
        loss.backward()[:] = 7.0
        assert not (loss.backward() == 7.0).any()


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (np.array([1, 3]), "CrossEntropyLoss: expected labels 0..2, got 3 at index 1"),
        (np.array([-1, 0]), "CrossEntropyLoss: expected labels 0..2, got -1 at index 0"),
        (np.array([1.0, 2.0]), "CrossEntropyLoss: expected integer labels, got dtype float64"),
        (np.array([True, False]), "CrossEntropyLoss: expected integer labels, got dtype bool"),
        (np.array([1, 2, 0]), r"expected labels \(2,\) for predictions \(2, 3\), got \(3,\)"),
        (np.array([[1], [2]]), r"expected labels \(2,\) for predictions \(2, 3\), got \(2, 1\)"),
    ],
)
def test_labels_that_do_not_fit_are_refused_with_the_whole_story(labels, message):
    with pytest.raises(ValueError, match=message):
        core.CrossEntropyLoss().forward(LOGITS, labels)


def test_predictions_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"expected predictions \(N, classes\), got \(2, 3, 1\)"):
        core.CrossEntropyLoss().forward(LOGITS[..., None], LABELS)
    with pytest.raises(ValueError, match=r"one shape, got \(2, 3\) and \(3, 2\)"):
        core.MSELoss().forward(LOGITS, LOGITS.T)
    with pytest.raises(ValueError, match="expected floats"):
        core.MSELoss().forward(LABELS, LABELS)
    with pytest.raises(ValueError, match="at least one sample"):
        core.CrossEntropyLoss().forward(LOGITS[:0], LABELS[:0])


def test_settings_out_of_range_are_refused():
    with pytest.raises(ValueError, match=r"label_smoothing lies in 0\.\.1, got 1\.5"):
        core.CrossEntropyLoss(1.5)
    with pytest.raises(ValueError, match="reduction is 'mean', 'sum' or 'none', got 'max'"):
        core.MSELoss(reduction="max")
    with pytest.raises(ValueError, match="needs a forward"):
        core.NLLLoss().backward()


def test_the_repr_reads_like_the_constructor():
    assert repr(core.CrossEntropyLoss(0.1)) == "CrossEntropyLoss(label_smoothing=0.1, reduction='mean')"


@pytest.mark.parametrize(
    ("kind", "settings", "target"),
    [
        (core.CrossEntropyLoss, {"label_smoothing": 0.1}, LABELS),
        (core.CrossEntropyLoss, {}, LABELS),
        (core.NLLLoss, {}, LABELS),
        (core.MSELoss, {}, np.array([[0.5, 1.0, 0.0], [2.0, -1.0, 0.0]])),
    ],
)
def test_without_a_reduction_each_loss_is_told_and_weighted_as_torch_does(kind, settings, target):
    each, whole = kind(**settings, reduction="none"), kind(**settings, reduction="sum")
    losses = each(LOGITS, target)  # called as torch's are
    assert losses.shape == (LOGITS.shape if kind is core.MSELoss else (2,))
    assert losses.sum() == pytest.approx(whole(LOGITS, target), rel=1e-14)
    np.testing.assert_array_equal(each.backward(), whole.backward())
    worth = np.arange(1.0, 1.0 + losses.size).reshape(losses.shape)
    spread = worth if kind is core.MSELoss else worth[:, None]
    np.testing.assert_allclose(each.backward(worth), whole.backward() * spread, rtol=1e-15)
    np.testing.assert_array_equal(whole.backward(3.0), 3 * whole.backward())
    with pytest.raises(ValueError, match="expected grad"):
        each.backward(np.ones(7))
    for one in range(len(losses)):
        assert losses[one].sum() == pytest.approx(whole(LOGITS[[one]], target[[one]]), rel=1e-14)


def test_a_plan_and_a_trace_ask_for_one_number():
    network = core.Sequential([("fc", core.Linear(3, 2))])
    x, y = np.zeros((4, 3), np.float32), np.zeros(4, np.int64)
    with pytest.raises(ValueError, match="one number, so reduction is 'mean' or 'sum'"):
        core.compile(network, 4, core.CrossEntropyLoss(reduction="none")).step(
            x, y, core.SGD(network.named_parameters(), 0.1)
        )
    with pytest.raises(ValueError, match="a trace has one loss"):
        core.record(network, core.CrossEntropyLoss(reduction="none"), x, y)
