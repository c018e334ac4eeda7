"""Code in the forms that people write it in: each is right, or wrong in one way, and is told so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from core.mistakes import diagnose
from core.mistakes.child import FolderFinder, imported


@pytest.fixture
def modules() -> Iterator[None]:
    """What is read in is forgotten again."""
    before, finders, path = dict(sys.modules), list(sys.meta_path), list(sys.path)
    yield
    sys.modules.clear()
    sys.modules.update(before)
    sys.meta_path[:] = [finder for finder in finders if not isinstance(finder, FolderFinder)]
    sys.path[:] = path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_file_of_a_package_is_read_in_with_what_it_imports(tmp_path: Path, modules: None):
    write(tmp_path, net__kernels__base="SIZE = 3", net__tools="K = 5", net__kernels__conv=(
        "from .base import SIZE\nfrom ..tools import K\nfrom net.tools import K as again\nSUM = SIZE + K"
    ))  # fmt: skip
    module, missing = imported(tmp_path / "net" / "kernels" / "conv.py", {"given": 1})
    assert (module.SUM, module.given, missing) == (8, 1, [])


def test_a_package_whose_own_start_fails_is_only_a_place(tmp_path: Path, modules: None):
    write(tmp_path, odd____init__="raise RuntimeError('no')", odd__base="SIZE = 3")
    write(tmp_path, odd__layer="from odd.base import SIZE")
    module, _ = imported(tmp_path / "odd" / "layer.py", {})
    assert module.SIZE == 3


def test_a_library_that_is_missing_stops_only_what_uses_it(tmp_path: Path, modules: None):
    write(tmp_path, mine=(
        "import notalibrary.plots as plots\nfrom notalibrary import jit, Base\n"
        "@jit\ndef double(x):\n    return 2 * x\n"
        "class Layer(Base):\n    pass\nFOUR = double(2)\n"
    ))  # fmt: skip
    module, missing = imported(tmp_path / "mine.py", {})
    assert module.FOUR == 4
    assert {str(error.name).partition(".")[0] for error in missing} == {"notalibrary"}
    write(tmp_path, other="import core.nothing", numbers="import nunpy as np")
    with pytest.raises(ModuleNotFoundError, match="nunpy"):
        imported(tmp_path / "numbers.py", {})
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'core\.nothing'"):
        imported(tmp_path / "other.py", {})


class Convolution:
    """filter_shape is (O, C, kH, kW); the layer is told its optimiser, and updates itself."""

    def __init__(self, filter_shape, stride=1, padding="VALID"):
        self.kernels = np.zeros(filter_shape)
        self.bias = np.zeros(filter_shape[0])
        self.stride, self.padding = stride, padding

    def initialize(self, optimizer):
        self.optimizer = optimizer

    def forward(self, x):
        p = self.kernels.shape[2] // 2 if self.padding == "SAME" else 0
        self.p, self.x = p, np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        s = self.stride
        self.seen = sliding_window_view(self.x, self.kernels.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
        y = np.einsum("ncpqij,ocij->nopq", self.seen, self.kernels)
        return y + self.bias[:, None, None]

    def backward(self, dY):
        dx, s, p = np.zeros_like(self.x), self.stride, self.p
        H, W = dY.shape[2:]
        for i, j in np.ndindex(*self.kernels.shape[2:]):
            share = np.einsum("nopq,oc->ncpq", dY, self.kernels[:, :, i, j])
            dx[:, :, i : i + s * (H - 1) + 1 : s, j : j + s * (W - 1) + 1 : s] += share
        dw = np.einsum("nopq,ncpqij->ocij", dY, self.seen)
        self.kernels = self.optimizer.update(self.kernels, dw)
        self.db = dY.sum(axis=(0, 2, 3))
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


def test_a_constructor_that_takes_the_kernel_s_whole_shape_and_a_layer_that_updates_itself():
    report = diagnose(Convolution, "conv")
    assert report.mistakes == ("conv.same-both",), report  # what its "SAME" does with an even kernel
    assert report["dW"].mistakes == ("conv.same-both",)


class LastAxisConvolution:
    """Batches NHWC, kernels (kH, kW, in, out) handed over; no border."""

    def __init__(self, W, b, stride=1):
        self.W, self.b, self.stride = W, b, stride

    def forward(self, x):
        s = self.stride
        self.shape = x.shape
        self.seen = sliding_window_view(x, self.W.shape[:2], axis=(1, 2))[:, ::s, ::s]
        return np.einsum("npqcij,ijco->npqo", self.seen, self.W) + self.b

    def backward(self, dY):
        dx, s = np.zeros(self.shape), self.stride
        H, W = dY.shape[1:3]
        for i, j in np.ndindex(*self.W.shape[:2]):
            dx[:, i : i + s * (H - 1) + 1 : s, j : j + s * (W - 1) + 1 : s] += dY @ self.W[i, j].T
        self.dW = np.einsum("npqo,npqcij->ijco", dY, self.seen)
        self.db = dY.sum(axis=(0, 1, 2))
        return dx


def test_kernels_in_another_order_keep_it_where_the_sizes_are_equal():
    report = diagnose(LastAxisConvolution, "conv")
    assert report.ok, report


class OneImagePool:
    def __init__(self, size=2, stride=2):
        self.size, self.stride = size, stride

    def forward(self, image):
        self.image, (C, H, W), k, s = image, image.shape, self.size, self.stride
        out = np.zeros((C, (H - k) // s + 1, (W - k) // s + 1))
        for c, i, j in np.ndindex(*out.shape):
            out[c, i, j] = image[c, i * s : i * s + k, j * s : j * s + k].max()
        return out

    def backward(self, dY, learning_rate):
        dx, k, s = np.zeros_like(self.image), self.size, self.stride
        for c, i, j in np.ndindex(*dY.shape):
            window = self.image[c, i * s : i * s + k, j * s : j * s + k]
            a, b = np.unravel_index(window.argmax(), window.shape)
            dx[c, i * s + a, j * s + b] += dY[c, i, j]
        return dx


def test_code_for_one_image_is_found_out():
    report = diagnose(OneImagePool, "max-pool")
    assert report["y"].ok, report
    assert report["dX"].ok, report
    assert any("one image at a time" in note for note in report.notes)


class SlopeOnly:
    """`gradient` gives the slope at x, and is multiplied by somebody else."""

    def __call__(self, x):
        return np.maximum(x, 0)

    def gradient(self, x):
        return np.where(x >= 0, 1, 0)


def test_a_slope_that_is_not_multiplied_yet_is_no_mistake():
    assert diagnose(SlopeOnly, "relu").mistakes == ("relu.dx-zero",)


class ScaledTanh:
    def __init__(self, alpha=1.7159):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return self.alpha * np.tanh(x)

    def backward(self, dY):
        return dY * self.alpha * (1 - np.tanh(self.x) ** 2)


def test_an_activation_s_alpha_is_no_learning_rate():
    assert "everywhere 1.7159 times the right number" in diagnose(ScaledTanh, "tanh")["y"].words


class LossOfProbabilities:
    def loss(self, p, labels):
        return -np.log(p[np.arange(len(p)), labels] + 1e-7).mean()

    def gradient(self, p, labels):
        d = np.zeros_like(p)
        d[np.arange(len(p)), labels] = -1 / (p[np.arange(len(p)), labels] + 1e-7) / len(p)
        return d


def test_a_loss_of_probabilities_gets_a_softmax_before_it():
    report = diagnose(LossOfProbabilities, "softmax-cross-entropy")
    assert any("a softmax was put before it" in note for note in report.notes)
    assert report["y"].mistakes == ("ce.y-eps",), report


class NestedGradients:
    def __init__(self, in_size, out_size):
        self.W, self.b = np.zeros((in_size, out_size)), np.zeros((1, out_size))

    def forward(self, X):
        self.X = X
        return X @ self.W + self.b

    def backward(self, dout):
        return dout @ self.W.T, [self.X.T @ dout, dout.sum(axis=0)]


def test_gradients_in_a_list_of_their_own_are_found():
    assert diagnose(NestedGradients, "linear").ok


class NoWeights:
    """Called linear, and something else."""

    def __init__(self, slope=1.0):
        self.slope = slope

    def forward(self, x):
        return self.slope * x

    def backward(self, dY):
        return self.slope * dY


def test_what_has_no_weights_is_not_judged_as_a_layer_that_has():
    report = diagnose(NoWeights, "linear")
    assert [result.verdict for result in report] == ["missing"]
    assert "no array of the shape (4, 5)" in report.results[0].words


class NothingGoesBack:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.right = Convolution((out_channels, in_channels, kernel_size, kernel_size), stride)
        self.right.optimizer = self

    def update(self, w, dw):
        self.dW = dw
        return w

    def forward(self, x):
        return self.right.forward(x)

    def backward(self, dY):
        return 0 * self.right.backward(dY)


def test_nothing_but_zeros_tells_of_no_pair_of_mistakes():
    result = diagnose(NothingGoesBack, "conv")["dX"]
    assert not result.mistakes
    assert result.words.startswith("all ")


class ListedKernels:
    """Its kernels are a list of single ones, of whatever size they are said to have."""

    def __init__(self, in_channels, out_channels, kernel_size):
        size = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
        self.kernels = [np.ones(size) for _ in range(in_channels * out_channels)]
        self.bias = [np.zeros((1, 1)) for _ in range(out_channels)]

    def forward(self, image):
        (H, W), outputs = self.kernels[0].shape[:2], len(self.bias)
        y = []
        for o in range(outputs):
            made = self.bias[o]
            for c, channel in enumerate(image):
                seen = sliding_window_view(channel, (H, W), axis=(0, 1))
                made = made + (seen * self.kernels[c * outputs + o]).sum(axis=(-2, -1))
            y.append(made)
        return y


def test_one_kernel_of_a_list_is_not_taken_for_all():
    report = diagnose(ListedKernels, "conv")
    assert [result.verdict for result in report] == ["missing"], report
    assert "no array of the shape (4, 2, 3, 3) was found" in report.results[0].words


class SequenceLinear:
    """For sequences: the bias's gradient is summed over images and steps."""

    def __init__(self, inputs, outputs):
        self.W, self.b = np.zeros((inputs, outputs)), np.zeros(outputs)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dY, learning_rate):
        dx = dY @ self.W.T
        self.W -= learning_rate * np.tensordot(self.x, dY, axes=([0, 1], [0, 1]))
        self.b -= learning_rate * self.summed(dY)
        return dx

    def summed(self, dY):
        return dY.sum(axis=(0, 1))


class RowLinear(SequenceLinear):
    """Lays images and steps together for its weight, so rows pass as well; its bias is summed over both."""

    def backward(self, dY, learning_rate):
        dx = dY @ self.W.T
        self.W -= learning_rate * self.x.reshape(-1, self.x.shape[-1]).T @ dY.reshape(-1, dY.shape[-1])
        self.b -= learning_rate * self.summed(dY)
        return dx


class RowLinearOfTotals(RowLinear):
    """Each bias gets the sum over all outputs, whatever there is before those."""

    def summed(self, dY):
        return dY.sum()


class UnpackingLinear(RowLinear):
    """Takes sequences, and no rows."""

    def forward(self, x):
        N, T, _ = x.shape
        return super().forward(x).reshape(N, T, -1)


@pytest.mark.parametrize("made", [SequenceLinear, RowLinear, UnpackingLinear])
def test_a_layer_for_sequences_is_judged_by_sequences(made: type):
    report = diagnose(made, "linear")
    assert report.ok, report
    assert any("sequences" in note for note in report.notes)


def test_a_bias_that_gets_the_sum_over_all_outputs_is_no_layer_for_sequences():
    report = diagnose(RowLinearOfTotals, "linear")
    assert report["db"].mistakes == ("linear.db-total",), report
    assert not any("sequences" in note for note in report.notes)


class UnpackingLoss:
    """For sequences, and takes no others; so it isn't known what its steps are."""

    def forward(self, logits, labels):
        N, T, _ = logits.shape
        e = np.exp(logits - logits.max(axis=-1, keepdims=True))
        p = e / e.sum(axis=-1, keepdims=True)
        return -np.log(p[np.arange(N)[:, None], np.arange(T), labels]).mean()


def test_code_that_unpacks_more_axes_is_not_called_wrong():
    report = diagnose(UnpackingLoss, "cross-entropy")
    assert [result.verdict for result in report] == ["missing"], report
    assert report.results[0].words == "it takes arrays of 3 axes, and it isn't known what those are"


class ShapedConvolution:
    """Made for a size of batch, from the shape of a list of kernels."""

    def __init__(self, input_shape, filter_shape):
        self.N, self.C, self.H, self.W = input_shape
        self.kernels, self.height, self.width = filter_shape


def test_a_constructor_that_unpacks_other_shapes_is_not_called_wrong():
    report = diagnose(ShapedConvolution, "conv")
    assert [result.verdict for result in report] == ["missing"], report
    assert report.results[0].words.startswith("how it is made isn't known: ValueError")
