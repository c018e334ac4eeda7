"""gradcheck: finds planted mistakes, knows kinks, and says where somebody's layer differs from ours."""

from __future__ import annotations

import numpy as np
import pytest

import core


class OwnConv:
    """A convolution as a learner might write it: attributes W, b, dW, db, and a mistake to choose."""

    def __init__(self, mistake: str = "") -> None:
        rng = np.random.default_rng(5)
        self.mistake = mistake
        self.W, self.b = rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3)

    def _layer(self) -> core.Conv2d:
        layer = core.Conv2d(2, 3, 3).astype(np.float64)
        layer.weight.data, layer.bias.data = self.W, self.b * (self.mistake != "no bias")
        return layer

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return self._layer().forward(x)

    def backward(self, g: np.ndarray) -> np.ndarray | None:
        layer = self._layer()
        layer.forward(self.x)
        grad_input = layer.backward(g)
        self.dW, self.db = layer.weight.grad, layer.bias.grad
        if self.mistake == "mean twice":
            self.dW = self.dW / len(self.x)
        if self.mistake == "unflipped":
            layer.weight.data = self.W[:, :, ::-1, ::-1]
            layer.forward(self.x)
            grad_input = layer.backward(g)
        if self.mistake == "shape":
            self.db = self.db[:, None]
        return None if self.mistake == "returns nothing" else grad_input


NAMES = {"weight": ("W", "dW"), "bias": ("b", "db")}
X = np.random.default_rng(0).normal(size=(3, 2, 5, 6))

LAYERS = [
    core.Conv2d(2, 3, 3, stride=2, padding=1),
    core.Conv2d(2, 3, (2, 3), padding="same"),
    core.MaxPool2d(2),
    core.MaxPool2d(3, stride=2, padding=1),
    core.AvgPool2d(3, stride=2, padding=1, count_include_pad=False),
    core.BatchNorm2d(2),
    core.BatchNormPixel((2, 5, 6)),
    core.BatchNorm2d(2).eval(),
    core.Flatten(),
    core.Dropout(0.4),
    core.ReLU(),
    core.LeakyReLU(0.1),
    core.ELU(0.7),
    core.Sigmoid(),
    core.Tanh(),
    core.Softmax(),
    core.LogSoftmax(),
]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_every_layer_of_ours_passes(layer):
    report = core.gradcheck(layer, X, most=40)
    assert report.ok, str(report)
    assert not report.kinks


@pytest.mark.parametrize(
    "layer", [core.Sigmoid(), core.Tanh(), core.LogSoftmax(), core.BatchNorm2d(2)], ids=repr
)
def test_four_points_reach_ten_digits_on_smooth_layers(layer):
    report = core.gradcheck(layer, X, order=4, tolerance=1e-10, most=40)
    assert report.ok, str(report)


@pytest.mark.parametrize(
    ("loss", "target"),
    [(core.CrossEntropyLoss(0.1), np.array([0, 2, 1])), (core.MSELoss("sum"), np.ones((3, 4)))],
)
def test_a_whole_network_with_its_loss_passes(loss, target):
    rng = np.random.default_rng(2)
    layers = [core.Conv2d(2, 3, 3, rng=rng), core.BatchNorm2d(3), core.ELU(), core.Dropout(0.3, rng=rng),
              core.Flatten(), core.Linear(36, 4, rng=rng)]  # fmt: skip
    network = core.Sequential([(f"layer{i}", layer) for i, layer in enumerate(layers)])
    report = core.gradcheck(network, X, loss=loss, target=target, most=20)
    assert report.ok, str(report)
    assert [check.name for check in report.checks][:3] == ["input", "layer0.weight", "layer0.bias"]


def test_a_bias_before_batch_norm_has_gradient_zero_and_that_is_right():
    network = core.Sequential([("conv", core.Conv2d(2, 3, 3)), ("bn", core.BatchNorm2d(3))])
    check = core.gradcheck(network, X, at="conv.bias")["conv.bias"]
    assert check.ok
    assert abs(check.analytic) < 1e-12


def test_the_object_under_test_stays_as_it_was():
    network = core.lenet5(dropout=0.5, rng=np.random.default_rng(0))
    before = network.state_dict()
    state = network.layers["dropout4"].rng.bit_generator.state
    core.gradcheck(network, np.random.default_rng(1).random((2, 1, 28, 28)), at=("fc5.bias", (3,)))
    assert all(
        np.array_equal(before[k], a) and a.dtype == np.float32 for k, a in network.state_dict().items()
    )
    assert network.layers["dropout4"].rng.bit_generator.state == state
    assert network.layers["fc5"].bias.grad is None


def test_relu_at_zero_is_told_as_a_kink_with_both_slopes():
    x = np.array([[-1.0, 0.0, 2.0]])
    report = core.gradcheck(core.ReLU(), x, grad_output=np.ones((1, 3)))
    assert report.ok
    (kink,) = report.kinks
    assert (kink.index, kink.left, kink.right, kink.analytic) == ((0, 1), 0.0, pytest.approx(1.0), 0.0)
    assert "a kink (ReLU at 0, or equal values in a pooling window)" in str(report)


def test_equal_values_in_a_pooling_window_are_kinks():
    report = core.gradcheck(core.MaxPool2d(2), np.zeros((1, 1, 2, 2)), grad_output=np.ones((1, 1, 1, 1)))
    assert report.ok
    assert len(report.kinks) == 4
    assert [kink.analytic for kink in report.kinks] == [1.0, 0.0, 0.0, 0.0]


def test_a_gradient_outside_both_slopes_of_a_kink_is_wrong():
    class Doubled(core.ReLU):
        def backward(self, grad_output: np.ndarray) -> np.ndarray:
            return 2.0 * super().backward(grad_output) + 3.0 * (self._x == 0)

    report = core.gradcheck(Doubled(), np.array([[0.0]]), grad_output=np.ones((1, 1)))
    assert not report.ok
    assert "lies outside them" in str(report)


def test_somebodys_own_layer_is_checked_by_its_attribute_names():
    report = core.gradcheck(OwnConv(), X, params=NAMES, like=core.Conv2d(2, 3, 3), most=40)
    assert report.ok, str(report)
    assert [check.name for check in report.checks] == ["input", "weight", "bias"]


@pytest.mark.parametrize(("mistake", "name"), [("mean twice", "weight"), ("unflipped", "input")])
def test_a_wrong_backward_is_found_and_the_worst_number_named(mistake, name):
    report = core.gradcheck(OwnConv(mistake), X, params=NAMES, most=40)
    assert not report
    assert report.worst.name == name
    assert report.worst.error > 0.1
    assert f"BAD {name}" in str(report)
    assert "gradients are WRONG" in str(report)


def test_a_wrong_forward_with_fitting_gradients_is_found_beside_ours():
    report = core.gradcheck(OwnConv("no bias"), X, params=NAMES, like=core.Conv2d(2, 3, 3), most=40)
    assert not report.ok
    assert report.differences[0].name == "output"
    assert "first at (0, 0, 0, 0)" in str(report.differences[0])


def test_a_constant_factor_to_ours_is_named():
    report = core.gradcheck(OwnConv("mean twice"), X, params=NAMES, like=core.Conv2d(2, 3, 3), most=10)
    assert "everywhere 0.333333 times ours" in str(report)


def test_a_gradient_of_another_shape_is_told_so():
    report = core.gradcheck(OwnConv("shape"), X, params=NAMES, most=10)
    assert "BAD bias: expected the shape (3,), got (3, 1)" in str(report)


def test_a_backward_that_returns_nothing_is_checked_for_its_parameters():
    report = core.gradcheck(OwnConv("returns nothing"), X, params=NAMES, most=10)
    assert report.ok
    assert [check.name for check in report.checks] == ["weight", "bias"]


def test_one_number_can_be_checked_alone():
    report = core.gradcheck(core.Conv2d(2, 3, 3), X, at=("weight", (2, 1, 0, 2)))
    assert (report.worst.index, report.worst.checked, report.worst.size) == ((2, 1, 0, 2), 1, 54)


def test_a_name_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(
        ValueError, match="nothing to check by the name 'kernel'; there are input, weight, bias"
    ):
        core.gradcheck(core.Conv2d(2, 3, 3), X, at="kernel")


def test_the_gradient_of_a_batch_is_the_mean_of_its_samples_gradients():
    rng = np.random.default_rng(7)
    network = core.lenet5(batch_norm=False, rng=rng).astype(np.float64)
    x, labels, loss = rng.random((6, 1, 28, 28)), rng.integers(0, 10, 6), core.CrossEntropyLoss()

    def gradients(rows: slice) -> dict[str, np.ndarray]:
        loss.forward(network.forward(x[rows]), labels[rows])
        network.backward(loss.backward())
        return {name: p.grad.copy() for name, p in network.named_parameters().items()}

    whole = gradients(slice(None))
    single = [gradients(slice(i, i + 1)) for i in range(6)]
    for name, gradient in whole.items():
        mean = np.mean([one[name] for one in single], axis=0)
        np.testing.assert_allclose(gradient, mean, rtol=0, atol=1e-12 * np.abs(mean).max())
