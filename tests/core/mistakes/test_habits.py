"""Habits of people's code: names, pairs, squares only. What is right is told so, what isn't found is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.mistakes import diagnose
from core.mistakes.check import check_file
from core.mistakes.naming import called
from core.mistakes.trials import pool_trials


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("into", "in_num infeature input_nodes nrInputs num_of_inputs n_prev"),
        ("out", "n_out_channels out_num nrOfFilters num_neurons numOfNeurons output_nodes n_units"),
        ("padding", "zero_padding pad_num"),
        ("kernel", "filterSize sizeOfKernel poolingsize kernel_shape"),
        ("drop", "dropout_probability"),
        ("slope", "alpha1 negative_slope"),
        ("features", "num_channels n_maps"),
        ("rate", "learn_rate lr1"),
    ],
)
def test_names_are_known_by_what_they_are_made_of(group: str, names: str):
    for name in names.split():
        assert called(name, group), name


def test_a_window_s_size_is_no_number_of_outputs():
    assert not called("filter_size", "out")
    assert not called("dropout", "keep")


class PairPool:
    """Kernel, stride and padding are pairs, always."""

    def __init__(self, kernel, stride, padding):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    def forward(self, x):
        (kh, kw), (sh, sw), (ph, pw) = self.kernel, self.stride, self.padding
        self.shape = x.shape
        x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
        H, W = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
        places = [(i * sh, j * sw) for i in range(H) for j in range(W)]
        self.windows = np.stack(
            [x[:, :, i : i + kh, j : j + kw].reshape(*x.shape[:2], -1) for i, j in places], 2
        )
        self.best, self.places, self.padded = self.windows.argmax(-1), places, x.shape
        return self.windows.max(-1).reshape(*x.shape[:2], H, W)

    def backward(self, d):
        dx, d, (ph, pw) = np.zeros(self.padded), d.reshape(*d.shape[:2], -1), self.padding
        for p, (i, j) in enumerate(self.places):
            r, c = np.divmod(self.best[:, :, p], self.kernel[1])
            n, k = np.indices(r.shape)
            np.add.at(dx, (n, k, i + r, j + c), d[:, :, p])
        return dx[:, :, ph : ph + self.shape[2], pw : pw + self.shape[3]]


def test_sizes_may_be_pairs():
    report = diagnose(PairPool, "max-pool")
    assert report.ok, report


class SquareConv:
    """Made for square images: a square is cut out for the output; nothing else is wrong."""

    def __init__(self, in_num, nrOfFilters, filterSize):
        self.W, self.b = np.zeros((nrOfFilters, in_num, filterSize, filterSize)), np.zeros(nrOfFilters)

    def forward(self, x):
        self.x, k = x, self.W.shape[2]
        side = x.shape[2] - k + 1
        y = np.zeros((len(x), len(self.W), side, side))
        for i in range(x.shape[2] - k + 1):
            for j in range(x.shape[3] - k + 1):
                y[:, :, i, j] = np.einsum("nchw,ochw->no", x[:, :, i : i + k, j : j + k], self.W) + self.b
        return y

    def backward(self, d):
        k, dx, self.dW = self.W.shape[2], np.zeros(self.x.shape), np.zeros(self.W.shape)
        for i in range(d.shape[2]):
            for j in range(d.shape[3]):
                self.dW += np.einsum("no,nchw->ochw", d[:, :, i, j], self.x[:, :, i : i + k, j : j + k])
                dx[:, :, i : i + k, j : j + k] += np.einsum("no,ochw->nchw", d[:, :, i, j], self.W)
        self.db = d.sum(axis=(0, 2, 3))
        return dx


def test_code_for_square_images_is_judged_by_square_ones_and_told_so():
    report = diagnose(SquareConv, "conv")
    right = {result.quantity for result in report if result.ok}
    stopped = [result for result in report if result.verdict == "raises"]
    assert right >= {"y", "dX", "dW", "db"}
    assert len(stopped) == 1
    assert "with square images it runs" in stopped[0].words


class PickyPool(PairPool):
    """Refuses by an assertion what doesn't divide."""

    def __init__(self, kernel_size, stride):
        super().__init__((kernel_size, kernel_size), (stride, stride), (0, 0))

    def forward(self, x):
        assert x.shape[2] % self.kernel[0] == 0, "sizes must divide"
        assert x.shape[3] % self.kernel[1] == 0, "sizes must divide"
        return super().forward(x)


def test_what_somebody_s_own_assertion_refuses_is_no_mistake():
    report = diagnose(PickyPool, "max-pool")
    assert report.ok, report
    assert any(
        note.startswith("your own code refuses:") and "sizes must divide" in note for note in report.notes
    )


@pytest.mark.slow
def test_an_assertion_that_refuses_everything_is_told_as_what_stops_it():
    class Never(PickyPool):
        def forward(self, x):
            raise AssertionError("never")  # pytest would write out what an assert statement compares

    report = diagnose(Never, "max-pool")
    assert not report.ok
    assert "never" in report.results[0].words


def test_an_error_that_numpy_raises_is_no_refusal():
    class Wrong(PickyPool):
        def forward(self, x):
            return PairPool.forward(self, np.pad(x, 0.5) if x.shape[2] == 7 else x)

    report = diagnose(Wrong, "max-pool")
    assert not report.ok
    assert not any(note.startswith("your own code refuses") for note in report.notes)


def test_squares_are_made_only_of_images_with_a_window():
    first = pool_trials()[0].case.cut("square")
    assert first is not None
    assert first["x"].shape[2] == first["x"].shape[3] == 6
    assert first.cut("square") is None


FUNCTIONS = """
import numpy as np
def relu(z): return np.maximum(0, z)
def relu_derivative(z): return (z > 0) * 1.0
def sigmoid(x): return 1 / (1 + np.exp(-x))
def sigmoid_prime(a): return a * (1 - a)
def sgd(w, dw, config): return w - config["learning_rate"] * dw, config
def sgd_momentum(w, dw, config):
    v = config.get("mu", 0.9) * config.get("velocity", 0) + dw
    config["velocity"] = v
    return w - config["learning_rate"] * v, config
class Activation:
    def __init__(self, kind): self.kind = kind
    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, 0.2 * x) if self.kind == "leakyrelu" else np.tanh(x)
    def backward(self, d):
        if self.kind == "tanh": return d * (1 - np.tanh(self.x) ** 2)
        return d * np.where(self.x > 0, 1, 0.2)
"""


@pytest.mark.usefixtures("checked_here")
def test_slopes_as_functions_words_for_activations_and_the_optimiser_that_is_asked_for(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(FUNCTIONS)
    found = {c.exercise.name: c for c in check_file(path).exercises if c.exercise and not c.missing}
    assert set(found) == {"relu", "sigmoid", "tanh", "leakyrelu", "sgd-momentum"}
    assert all(checked.ok for checked in found.values()), found
    assert found["leakyrelu"].notes == ["the slope can't be set; yours is 0.2"]


ROWS = """
import numpy as np
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
    def forward(self, x):
        self.shape = x.shape
        x = x.reshape(len(x), -1)
        self.c = x - x.mean(axis=0)
        self.s = np.sqrt((self.c ** 2).mean(axis=0) + 1e-6)
        return (self.gamma * self.c / self.s + self.beta).reshape(self.shape)
    def backward(self, d):
        d = d.reshape(len(d), -1)
        h = self.c / self.s
        self.dgamma, self.dbeta = (d * h).sum(axis=0), d.sum(axis=0)
        return (self.gamma / self.s * (d - d.mean(axis=0) - h * (d * h).mean(axis=0))).reshape(self.shape)
"""


@pytest.mark.usefixtures("checked_here")
def test_a_norm_of_rows_is_checked_as_one(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(ROWS)
    found = {c.exercise.name: c for c in check_file(path).exercises if c.exercise}
    assert "each number of an image is normed by itself" in found["batch-norm"].results[0].words
    rows = found["batchnorm1d"]
    assert {result.quantity for result in rows.results if result.ok} >= {"y", "dX", "dgamma", "dbeta"}


@pytest.mark.usefixtures("checked_here")
def test_a_package_may_have_had_another_name_and_what_is_not_known_is_named(tmp_path: Path):
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "base.py").write_text("class Base:\n    pass\n")
    path = tmp_path / "layers" / "odd.py"
    path.write_text(
        "from cnn.layers.base import Base\nclass Strange(Base):\n    def backward(self, d): return d\n"
    )
    words = check_file(path).exercises[0].results[0].words
    assert words.startswith("no exercise is known by a name in it; it has Strange:")


@pytest.mark.usefixtures("checked_here")
def test_what_is_not_found_is_said_with_a_way_out(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text("class ReLU:\n    def __init__(self, brand):\n        pass\n")
    checked = check_file(path, ["relu"]).exercises[0]
    assert "ReLU asks for 'brand'" in checked.results[0].words
    assert 'say how it is made: CHECK = {"relu": layer(lambda c: ReLU(brand=...))}' in checked.notes


class OneMask:
    """One mask for the whole batch, which keeps few numbers: their share is a matter of chance."""

    def __init__(self, p):
        self.p, self.draw = p, np.random.default_rng(1)

    def forward(self, x):
        self.m = (self.draw.random(x.shape[1]) > self.p + 0.1) / (1 - self.p)
        return x * self.m

    def backward(self, d):
        return d * self.m


def test_a_share_that_chance_may_bring_is_not_called_wrong():
    report = diagnose(OneMask, "dropout")
    assert report["kept"].ok, report
    assert report["masks"].mistakes == ("drop.one-mask",)


def test_a_softmax_over_everything_may_be_meant_for_one_image():
    class Softmax:
        def forward(self, x):
            e = np.exp(x - x.max())
            self.p = e / e.sum()
            return self.p

        def backward(self, d):
            return self.p * (d - (d * self.p).sum())

    report = diagnose(Softmax, "softmax")
    assert not report.ok
    assert any("one_image=True" in note for note in report.notes)
    assert diagnose(Softmax, "softmax", one_image=True).ok


class KeptDense:
    """Gives nothing back: output and gradients are kept as attributes."""

    def __init__(self, n_inputs, n_neurons):
        self.weights, self.biases = np.zeros((n_inputs, n_neurons)), np.zeros((1, n_neurons))

    def forward(self, inputs, training):
        self.inputs = inputs
        self.output = inputs @ self.weights + self.biases

    def backward(self, dvalues):
        self.dweights = self.inputs.T @ dvalues
        self.dbiases = dvalues.sum(axis=0, keepdims=True)
        self.dinputs = dvalues @ self.weights.T


def test_what_is_kept_as_attributes_is_as_good_as_given_back():
    report = diagnose(KeptDense, "linear")
    assert report.ok, report
    assert {result.quantity for result in report} == {"y", "dX", "dW", "db", "arguments"}


class EitherPool(PickyPool):
    """A pool that is a mean unless it is told otherwise."""

    def __init__(self, kernel_size, stride, mode="AVG"):
        super().__init__(kernel_size, stride)
        self.mode = mode

    def forward(self, x):
        y = super().forward(x)
        return y if self.mode == "MAX" else 0 * y


def test_a_pool_that_may_be_either_is_made_the_one_that_is_asked_for():
    assert diagnose(EitherPool, "max-pool").ok


def test_a_weight_that_takes_no_such_size_is_not_left_as_it_was_made():
    class OneSize(SquareConv):
        def __init__(self, in_channels, out_channels, kernel_size):
            size = kernel_size if isinstance(kernel_size, int) else kernel_size[0]
            super().__init__(in_channels, out_channels, size)

    report = diagnose(OneSize, "conv")
    assert not any("a 3x2 kernel" in result.words for result in report)
