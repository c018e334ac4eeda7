"""Styles of people's code: what begins a layer later, what it is handed, in which form a weight is held."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from core.mistakes import diagnose
from core.mistakes.check import check_file
from core.mistakes.stand_ins import convolve2d, correlate2d
from core.mistakes.trials import pool_trials
from core.mistakes.where import not_made_for, plainly


class BuiltDense:
    """Weights in a dictionary, made by build; an activation inside; an optimiser set from outside."""

    def __init__(self, units, activation="relu"):
        self.units, self.activation, self.optimizer, self.params = units, activation, None, {"W": None}

    def build(self, input_shape):
        self.params["W"] = np.zeros((input_shape[-1], self.units))
        self.params["b"] = np.zeros((1, self.units))

    def forward(self, inputs, training=True):
        self.inputs = inputs
        y = inputs @ self.params["W"] + self.params["b"]
        return np.maximum(y, 0) if self.activation == "relu" else y

    def backward(self, grads, learning_rate):
        dW, db = self.inputs.T @ grads, grads.sum(axis=0, keepdims=True)
        self.optimizer.update(self, {"dW": dW, "db": db}, learning_rate)
        return grads @ self.params["W"].T


class HandedOptimizer(BuiltDense):
    """The optimiser is handed to backward, and gives back what the weight is then."""

    def backward(self, grads, optimizer):
        dx = grads @ self.params["W"].T
        self.params["W"] = optimizer.update(self.params["W"], self.inputs.T @ grads)
        self.params["b"] = optimizer.update(self.params["b"], grads.sum(axis=0, keepdims=True))
        return dx


class BuiltNorm:
    """Channels last; gamma and beta are made by build."""

    def __init__(self, momentum=0.9, epsilon=1e-5):
        self.eps = epsilon

    def build(self, input_shape):
        self.gamma, self.beta = np.ones(input_shape[-1]), np.zeros(input_shape[-1])

    def forward(self, x, training=True):
        self.c = x - x.mean(axis=(0, 1, 2))
        self.s = np.sqrt((self.c**2).mean(axis=(0, 1, 2)) + self.eps)
        self.h = self.c / self.s
        return self.gamma * self.h + self.beta

    def backward(self, d):
        self.dgamma, self.dbeta = (d * self.h).sum(axis=(0, 1, 2)), d.sum(axis=(0, 1, 2))
        centred = d - d.mean(axis=(0, 1, 2)) - self.h * (d * self.h).mean(axis=(0, 1, 2))
        return self.gamma / self.s * centred


class OneColumn:
    """A single image as a column; the bias moves by a column too."""

    def __init__(self, input_size, output_size):
        self.weights, self.bias = np.zeros((output_size, input_size)), np.zeros((output_size, 1))

    def forward(self, input):
        self.input = input
        return self.weights @ input + self.bias

    def backward(self, output_gradient, learning_rate):
        back = self.weights.T @ output_gradient
        self.weights -= learning_rate * output_gradient @ self.input.T
        self.bias -= learning_rate * output_gradient
        return back


class OneMap:
    """A picture without channels, several maps made of it."""

    def __init__(self, num_filters):
        self.filters = np.zeros((num_filters, 3, 3))

    def forward(self, image):
        self.seen = sliding_window_view(image, (3, 3))
        return np.einsum("pqij,oij->pqo", self.seen, self.filters)

    def backprop(self, d, learn_rate):
        self.filters -= learn_rate * np.einsum("pqo,pqij->oij", d, self.seen)


class PlaceBias:
    """A bias for each place, one image at a time."""

    def __init__(self, input_shape, kernel_size, depth):
        c, h, w = input_shape
        self.kernels = np.zeros((depth, c, kernel_size, kernel_size))
        self.biases = np.zeros((depth, h - kernel_size + 1, w - kernel_size + 1))

    def forward(self, x):
        self.x = x
        return self.biases + [sum(map(lambda a, k: correlate2d(a, k, "valid"), x, ks)) for ks in self.kernels]

    def backward(self, d, learning_rate):
        back = [
            sum(convolve2d(g, ks[c]) for g, ks in zip(d, self.kernels, strict=True))
            for c in range(len(self.x))
        ]
        self.kernels = self.kernels - learning_rate * np.array(
            [[correlate2d(a, g, "valid") for a in self.x] for g in d]
        )
        self.biases = self.biases - learning_rate * d
        return np.array(back)


class AlwaysSame:
    """Has no setting for a border, and always keeps the size."""

    def __init__(self, filterSize, numFilters, channels):
        self.W, self.b = np.zeros((numFilters, channels, filterSize, filterSize)), np.zeros(numFilters)

    def forward(self, x):
        k = self.W.shape[2]
        pads = ((k - 1) // 2, k // 2)
        self.seen = sliding_window_view(np.pad(x, ((0, 0), (0, 0), pads, pads)), (k, k), axis=(2, 3))
        return np.einsum("nchwij,ocij->nohw", self.seen, self.W) + self.b[:, None, None]


@pytest.mark.parametrize(
    ("made", "kind", "quantities"),
    [
        (BuiltDense, "linear", {"y", "dX", "dW", "db"}),
        (HandedOptimizer, "linear", {"y", "dX", "dW", "db"}),
        (BuiltNorm, "batch-norm", {"y", "dX", "dgamma", "dbeta"}),
        (OneColumn, "linear", {"y", "dX", "dW", "db"}),
        (PlaceBias, "conv", {"y", "dX", "dW", "db"}),
    ],
)
def test_what_is_right_in_a_style_of_its_own_is_told_so(made: type, kind: str, quantities: set[str]):
    report = diagnose(made, kind)
    assert {result.quantity for result in report if result.ok} >= quantities, report
    assert not report.mistakes, report


def test_code_without_channels_is_tried_with_single_maps():
    report = diagnose(OneMap, "conv")
    assert report.mistakes == ("conv.y-nobias",), report
    assert report["dW"].ok
    assert "I took it for code that takes single maps, without channels" in report.notes


def test_a_border_that_is_always_there_is_no_mistake():
    report = diagnose(AlwaysSame, "conv")
    assert report["y"].ok, report
    assert any("always keeps the size" in note for note in report.notes)


class Slope:
    """backward gives the slope, without a gradient (or for an input)."""

    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self):
        return 1 - self.y**2


class StatelessSlope:
    def forward(self, x):
        return np.tanh(x)

    def backward(self, x):
        return 1 - np.tanh(x) ** 2


def test_slopes_by_whatever_name_are_multiplied_by_the_gradient():
    assert diagnose(Slope, "tanh").ok
    assert diagnose(StatelessSlope, "tanh").ok


class LayerSteps:
    """As in a well-known book: the layer is given, and the rate is worked out before and after."""

    def __init__(self, learning_rate=1.0, decay=0.0, momentum=0.0):
        self.learning_rate = self.current_learning_rate = learning_rate
        self.momentum = momentum

    def update_params(self, layer):
        for name in ("weights", "biases"):
            step = self.momentum * getattr(layer, "v" + name, 0) + getattr(layer, "d" + name)
            setattr(layer, "v" + name, step)
            setattr(layer, name, getattr(layer, name) - self.current_learning_rate * step)


class PairSteps:
    def __init__(self, params, lr=0.1):
        self.params, self.lr = params, lr

    def step(self):
        for weight, grad in self.params:
            weight -= self.lr * grad


class ListSteps:
    def __init__(self, lr=0.1):
        self.lr = lr

    def update(self, parameters, gradients):
        for weight, grad in zip(parameters, gradients, strict=True):
            weight -= self.lr * grad


class NamedSteps:
    def __init__(self, lr=0.1):
        self.hyper = lambda: lr

    def step(self):
        """Count steps."""

    def update(self, param, param_grad, param_name, cur_loss=None):
        return param - self.hyper() * param_grad


class StillSteps(ListSteps):
    def update(self, parameters, gradients):
        return None


@pytest.mark.parametrize("made", [LayerSteps, PairSteps, ListSteps, NamedSteps])
def test_a_weight_is_held_in_whichever_form_an_optimiser_takes(made: type):
    report = diagnose(made, "sgd")
    assert report["w"].ok, report


def test_a_weight_that_never_moves_is_no_pair_of_mistakes():
    report = diagnose(StillSteps, "sgd")
    assert not report.mistakes
    assert "doesn't move" in report.results[0].words


class KeptLoss:
    """The gradient is kept, and forward gives probabilities along with the loss."""

    def forward(self, x, y):
        p = np.exp(x - x.max(axis=1, keepdims=True))
        self.p, self.y = p / p.sum(axis=1, keepdims=True), y
        return self.p, -np.log(self.p[np.arange(len(x)), y]).mean()

    def backward(self):
        self.dinputs = self.p.copy()
        self.dinputs[np.arange(len(self.y)), self.y] -= 1
        self.dinputs /= len(self.y)


def test_probabilities_are_not_taken_for_a_gradient():
    assert diagnose(KeptLoss, "softmax-cross-entropy")["dX"].ok


SCRIPT = """
import cupy as cp
from scipy.signal import correlate2d
class ReLU:
    def forward(self, x):
        self.x = x
        return cp.maximum(x, 0)
    def backward(self, d):
        return d * (self.x > 0)
data = open("no such file")
class Tanh:
    pass
"""


@pytest.mark.usefixtures("checked_here")
def test_what_stands_above_the_line_that_stops_a_script_is_checked(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(SCRIPT)
    checked = check_file(path, ["relu"]).exercises[0]
    assert checked.ok, checked
    assert any("the file stops in line 10" in note for note in checked.notes)


def test_correlations_stand_in_for_those_of_a_library():
    a, b = np.arange(12.0).reshape(3, 4), np.array([[1.0, 2.0], [0.0, 3.0]])
    assert correlate2d(a, b, "valid")[0, 0] == 0 + 2 * 1 + 3 * 5
    assert convolve2d(a, b)[0, 0] == 0
    assert convolve2d(a, b)[1, 1] == 5 * 1 + 4 * 2 + 0 * 1 + 0 * 3
    assert correlate2d(a, b, "same").shape == convolve2d(a, b, "same").shape == (3, 4)
    np.testing.assert_allclose(convolve2d(a, b, "same"), convolve2d(a, b)[:3, :4])


def test_what_stops_in_just_the_trials_of_one_kind_is_said_as_that_kind():
    trials = pool_trials()[:5]
    bad = [trial.name in ("sizes that don't divide", "overlapping windows", "stride 1") for trial in trials]
    words = not_made_for([trial.case for trial in trials], bad)
    assert (
        words == "it isn't made for sizes that leave rows or columns over, and not for windows that overlap"
    )
    assert not_made_for([trial.case for trial in trials], [True, False, True, False, False]) == ""


def test_usual_errors_are_said_in_plain_words():
    assert plainly("NameError: name 'im2col' is not defined") == "im2col is used, and defined nowhere"
    assert plainly("AttributeError: 'BN' object has no attribute 'y'").startswith(".y is used before")
    assert plainly("AttributeError: 'dict' object has no attribute 'y'") == ""


class SwappedPool:
    """Swaps height and width of its output, so it is right for square images only."""

    def __init__(self, kernel_size):
        self.k = kernel_size

    def forward(self, x):
        self.x, k, (N, C, H, W) = x, self.k, x.shape
        y = np.zeros((N, C, W // k, H // k))
        for n, c, i, j in np.ndindex(*y.shape):
            y[n, c, i, j] = x[n, c, i * k : i * k + k, j * k : j * k + k].max(initial=-np.inf)
        return y

    def backward(self, d):
        dx, k = np.zeros_like(self.x), self.k
        for n, c, i, j in np.ndindex(*d.shape):
            window = self.x[n, c, i * k : i * k + k, j * k : j * k + k]
            if window.size == k * k:
                a, b = np.unravel_index(window.argmax(), window.shape)
                dx[n, c, i * k + a, j * k + b] += d[n, c, i, j]
        return dx


def test_an_output_of_another_shape_for_oblongs_is_judged_by_squares():
    report = diagnose(SwappedPool, "max-pool")
    words = " ".join(result.words for result in report)
    assert "another shape where images aren't square; with square images it runs" in words, report
    assert not report.mistakes


class GuardedLoss:
    """Takes probabilities, and guards its gradient."""

    def forward(self, p, y):
        self.p, self.y, self.rows = p, y, np.arange(len(p))
        return -np.log(p[self.rows, y] + 1e-9).mean()

    def backward(self):
        d = np.zeros_like(self.p)
        d[self.rows, self.y] = -1 / (self.p[self.rows, self.y] + 1e-9) / len(d)
        return d


def test_a_guard_that_takes_the_gradient_away_is_named():
    assert diagnose(GuardedLoss, "softmax-cross-entropy").mistakes == ("ce.y-eps", "ce.dx-guarded")
