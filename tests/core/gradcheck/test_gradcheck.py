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


# somebody's own layers, as people write them: a dense layer, its parameters kept in many ways


class Dense:
    """x @ W + b; `wrong` doubles the gradient of the bias. Where the arrays lie is the subclasses' affair."""

    def __init__(self, wrong: bool = False) -> None:
        rng = np.random.default_rng(3)
        self.wrong = wrong
        self.keep(rng.normal(size=(4, 3)), rng.normal(size=3))

    def keep(self, W: np.ndarray, b: np.ndarray) -> None:
        self.W, self.b = W, b

    def arrays(self) -> tuple[np.ndarray, np.ndarray]:
        return self.W, self.b

    def tell(self, dW: np.ndarray, db: np.ndarray) -> None:
        self.dW, self.db = dW, db

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        W, b = self.arrays()
        return x @ W + b

    def backward(self, g: np.ndarray) -> np.ndarray:
        self.tell(self.x.T @ g, (1 + self.wrong) * g.sum(0))
        return g @ self.arrays()[0].T


class GradNames(Dense):
    def keep(self, W, b):
        self.w, self.bias = W, b

    def arrays(self):
        return self.w, self.bias

    def tell(self, dW, db):
        self.grad_w, self.bias_grad = dW, db


class Lists(Dense):
    def keep(self, W, b):
        self.params, self.grads = [W, b], [np.zeros_like(W), np.zeros_like(b)]

    def arrays(self):
        return self.params[0], self.params[1]

    def tell(self, dW, db):
        self.grads[0][...], self.grads[1][...] = dW, db


class Aliased(Lists):
    def keep(self, W, b):
        super().keep(W, b)
        self.W, self.b = self.params

    def arrays(self):
        return self.W, self.b


class Dicts(Dense):
    def keep(self, W, b):
        self.parameters, self.gradients = {"W": W, "b": b}, {}

    def arrays(self):
        return self.parameters["W"], self.parameters["b"]

    def tell(self, dW, db):
        self.gradients = {"W": dW, "b": db}


class OtherKeys(Dicts):
    def keep(self, W, b):
        self.params, self.grads = {"W": W, "b": b}, {}

    def arrays(self):
        return self.params["W"], self.params["b"]

    def tell(self, dW, db):
        self.grads = {"dW": dW, "db": db}


class Weights(Dense):
    def keep(self, W, b):
        self.weights, self.biases = W, b

    def arrays(self):
        return self.weights, self.biases

    def tell(self, dW, db):
        self.dweights, self.dbiases = dW, db


class Objects(Dense):
    class Holder:
        def __init__(self, data):
            self.data, self.grad = data, None

    def keep(self, W, b):
        self.held = [self.Holder(W), self.Holder(b)]

    def parameters(self):
        return self.held

    def arrays(self):
        return self.held[0].data, self.held[1].data

    def tell(self, dW, db):
        self.held[0].grad, self.held[1].grad = dW, db


class Nested:
    """A network of somebody's own layers."""

    def __init__(self, wrong: bool = False) -> None:
        self.layers = [core.Tanh(), Dense(wrong)]

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, g):
        for layer in reversed(self.layers):
            g = layer.backward(g)
        return g


ROWS = np.random.default_rng(1).normal(size=(5, 4))


@pytest.mark.parametrize(
    "kind", [Dense, GradNames, Lists, Aliased, Dicts, OtherKeys, Weights, Objects, Nested]
)
def test_parameters_are_found_however_they_are_kept(kind):
    right, wrong = core.gradcheck(kind(), ROWS), core.gradcheck(kind(wrong=True), ROWS)
    assert right.ok, str(right)
    assert len(right.checks) == 3
    assert [check.checked for check in right.checks] == [20, 12, 3]
    assert not wrong.ok
    assert [check.ok for check in wrong.checks] == [True, True, False]
    assert "WRONG" in str(wrong)


def test_what_has_no_gradient_that_is_found_is_told_and_the_report_is_not_true():
    class Secret(Dense):
        def tell(self, dW, db):
            self.somewhere = dW, db

    report = core.gradcheck(Secret(), ROWS)
    assert report.unchecked == ("W", "b")
    assert not report
    assert "what was checked is right, but not all could be checked" in str(report)
    assert 'not checked: W, no gradient of it was found (name both: params={"weight": ("W", "dW")})' in str(
        report
    )


def test_nothing_checked_is_not_right():
    class Nothing:
        def forward(self, x):
            return 2 * x

        def backward(self, g):
            self.dx = 2 * g

    report = core.gradcheck(Nothing(), ROWS)
    assert not report
    assert str(report).splitlines() == [
        "Nothing: nothing was checked (tolerance 1e-06)",
        "  backward() returned no gradient, and no parameter with a gradient was found",
    ]
    with pytest.raises(ValueError, match="nothing was checked"):
        _ = report.worst


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("wrong", [False, True])
def test_layers_in_float32_are_judged_by_what_float32_can_tell(seed, wrong):
    class Single(Dense):
        def forward(self, x):
            self.x = x.astype(np.float32)
            return self.x @ self.W.astype(np.float32) + self.b.astype(np.float32)

        def backward(self, g):
            g = g.astype(np.float32)
            self.tell(self.x.T @ g, (1 + 0.01 * self.wrong) * g.sum(0))
            return g @ self.W.astype(np.float32).T

    report = core.gradcheck(Single(wrong), np.random.default_rng(seed).normal(size=(5, 4)))
    assert report.ok is not wrong, str(report)
    assert not report.kinks
    assert "it works in float32" in str(report)


def test_a_cast_of_the_input_alone_is_noticed_too():
    class HalfCast(Dense):
        def forward(self, x):
            return super().forward(x.astype(np.float32))

    report = core.gradcheck(HalfCast(), ROWS)
    assert report.ok, str(report)
    assert not report.kinks


@pytest.mark.parametrize(
    "drawn",
    [
        lambda shape: np.random.rand(*shape),  # noqa: NPY002 the old way, which people still write
        lambda shape: np.random.default_rng().random(shape),
    ],
)
def test_what_draws_anew_each_time_gets_one_clear_line(drawn):
    class Drop:
        def forward(self, x):
            self.mask = drawn(x.shape) < 0.5
            return x * self.mask

        def backward(self, g):
            return g * self.mask

    report = core.gradcheck(Drop(), np.ones((20, 20)))
    assert not report
    assert not report.checks
    assert "draws at random" in str(report)
    assert "kink" not in str(report)


def test_what_overflows_is_told():
    class Soft:
        def forward(self, x):
            e = np.exp(x)
            return e / e.sum(1, keepdims=True)

        def backward(self, g):
            return g

    assert "outputs that are not finite" in str(core.gradcheck(Soft(), 1000 * ROWS))


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (lambda x: x, "not a function"),
        (type("Vic", (), {"forward": lambda self, x: x})(), r"Vic has no backward\(\)"),
        (
            type("Lr", (), {"forward": lambda self, x: x, "backward": lambda self, g, lr: g})(),
            r"Lr\.backward\(\) asks for lr beside the gradient",
        ),
    ],
)
def test_what_cant_be_checked_is_one_clear_error(thing, words):
    with pytest.raises(ValueError, match=words):
        core.gradcheck(thing, ROWS)


def test_a_layer_that_holds_a_lock_is_checked():
    import threading

    class Locked(Dense):
        def __init__(self) -> None:
            super().__init__()
            self.lock = threading.Lock()

    assert core.gradcheck(Locked(), ROWS).ok
