"""Ways in which people keep, give back and move things: right is told so, wrong by its name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.mistakes import diagnose
from core.mistakes.catalogue import complete, results
from core.mistakes.check import check_file
from core.mistakes.kinds import kind_of
from core.mistakes.match import Run
from core.mistakes.verdicts import diagnosed


def right_in(report) -> set[str]:
    return {result.quantity for result in report if result.ok}


class Step:
    """Gives back the step and never sees the weight."""

    def __init__(self, lr):
        self.lr = lr

    def step(self, dw):
        return self.lr * dw


class BareStep(Step):
    """The rate is left to whoever asks."""

    def __init__(self):
        pass

    def step(self, dw):
        return -dw


class OddStep(Step):
    def step(self, dw):
        return self.lr * dw**2


def test_an_optimiser_may_give_back_the_step_alone():
    for made, way in ((Step, "taken from"), (BareStep, "added to")):
        report = diagnose(made, "sgd")
        assert report.ok, report
        assert any(way in note for note in report.notes)
    assert not diagnose(OddStep, "sgd").ok


class Packed:
    """The bias is a row of the weight, and the gradient comes in the same form."""

    first = False
    scale = 1.0

    def __init__(self, n_in, n_out):
        self.weights = np.zeros((n_in + 1, n_out))

    def forward(self, x):
        ones = np.ones((len(x), 1))
        self.x = np.hstack([ones, x] if self.first else [x, ones])
        return self.x @ self.weights

    def backward(self, d):
        self.grad_weights = self.x.T @ d * self.scale
        dx = d @ self.weights.T
        return dx[:, 1:] if self.first else dx[:, :-1]


class PackedFirst(Packed):
    first = True


class PackedTwice(Packed):
    scale = 2.0


def test_a_weight_may_hold_its_bias():
    for made in (Packed, PackedFirst):
        report = diagnose(made, "linear")
        assert right_in(report) >= {"y", "dX", "dW", "db"}, report
        assert report.ok
    assert [r.factor for r in diagnose(PackedTwice, "linear") if r.verdict == "wrong"] == [
        "it is twice as large"
    ] * 2


class FlatConv:
    """Kernels are columns of a matrix; the activation, if there is one, is inside."""

    relu = False

    def __init__(self, in_channels, out_channels, kernel_size):
        self.k = kernel_size
        self.w, self.b = np.zeros((in_channels * kernel_size**2, out_channels)), np.zeros(out_channels)

    def windows(self, x):
        seen = np.lib.stride_tricks.sliding_window_view(x, (self.k, self.k), (2, 3))
        return seen.transpose(0, 2, 3, 1, 4, 5).reshape(len(x), seen.shape[2], seen.shape[3], -1)

    def forward(self, x):
        self.x, self.cols = x, self.windows(x)
        y = (self.cols @ self.w + self.b).transpose(0, 3, 1, 2)
        self.open = y > 0 if self.relu else np.ones(y.shape)
        return y * self.open

    def backward(self, d):
        d = d * self.open
        self.dw, self.db = np.einsum("nhwi,nohw->io", self.cols, d), d.sum(axis=(0, 2, 3))
        dx, k = np.zeros(self.x.shape), self.k
        for i in range(d.shape[2]):
            for j in range(d.shape[3]):
                dx[:, :, i : i + k, j : j + k] += (d[:, :, i, j] @ self.w.T).reshape(-1, dx.shape[1], k, k)
        return dx


class ReluConv(FlatConv):
    relu = True


class WrongReluConv(ReluConv):
    def backward(self, d):
        dx = super().backward(d)
        self.db = self.db / len(d)
        return dx


@pytest.mark.parametrize("made", [FlatConv, ReluConv])
def test_kernels_may_lie_flat_and_an_activation_may_be_inside(made: type):
    report = diagnose(made, "conv")
    assert report.ok, report
    assert right_in(report) >= {"y", "dX", "dW", "db"}
    assert any("ReLU inside" in note for note in report.notes) == made.relu


def test_what_is_wrong_beside_an_activation_is_named():
    wrong = {r.quantity: r.factor for r in diagnose(WrongReluConv, "conv") if not r.ok}
    assert wrong == {"db": "it is divided by the batch"}


class Initial:
    """`init` makes everything anew: it isn't what clears gradients."""

    def __init__(self, n_in, n_out):
        self.sizes = n_in, n_out
        self.init()

    def init(self):
        self.W, self.b = np.zeros(self.sizes), np.zeros(self.sizes[1])

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, d):
        self.dW, self.db = self.x.T @ d, d.sum(axis=0)
        return d @ self.W.T


class Clipped(Initial):
    def backward(self, d):
        dx = super().backward(d)
        self.dW, self.db = np.clip(self.dW, -1, 1), np.clip(self.db, -1, 1)
        return dx


class Moving(Initial):
    """An optimiser of its own takes a tenth of the step."""

    def backward(self, d, lr):
        dx = d @ self.W.T
        self.W, self.b = self.W - 0.1 * lr * (self.x.T @ d), self.b - 0.1 * lr * d.sum(axis=0)
        return dx


class MovingApart(Moving):
    """One of the two steps is another: that is a mistake."""

    def backward(self, d, lr):
        b, dx = self.b, super().backward(d, lr)
        self.b = b - 0.3 * lr * d.sum(axis=0)
        return dx


@pytest.mark.parametrize("made", [Initial, Clipped, Moving])
def test_what_is_done_on_purpose_is_allowed_for(made: type):
    report = diagnose(made, "linear")
    assert report.ok, report
    assert right_in(report) >= {"dW", "db"}


def test_steps_that_differ_are_wrong():
    assert not diagnose(MovingApart, "linear").ok


class Norm:
    """Names say what is a gradient of what; momentum can't be set, eps only where it is called."""

    def __init__(self, channels):
        self.weights, self.bias = np.ones(channels), np.zeros(channels)
        self.moving_mean, self.moving_var = np.zeros(channels), np.ones(channels)

    def forward(self, x, eps=1e-7):
        x = x.transpose(0, 2, 3, 1)
        self.mean, self.var, n = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2)), x[..., 0].size
        self.std = np.sqrt(self.var + eps)
        self.hat = (x - self.mean) / self.std
        self.moving_mean = 0.7 * self.moving_mean + 0.3 * self.mean
        self.moving_var = 0.7 * self.moving_var + 0.3 * self.var * n / (n - 1)
        return (self.weights * self.hat + self.bias).transpose(0, 3, 1, 2)

    def backward(self, d):
        d, axes = d.transpose(0, 2, 3, 1), (0, 1, 2)
        self.gradient_bias, self.gradient_weights = d.sum(axes), (d * self.hat).sum(axes)
        inner = d - d.mean(axes) - self.hat * (d * self.hat).mean(axes)
        return (self.weights / self.std * inner).transpose(0, 3, 1, 2)


def test_a_norm_s_gradients_are_known_by_their_names_and_its_momentum_by_its_numbers():
    report = diagnose(Norm, "batch-norm")
    assert report.ok, report
    assert right_in(report) >= {"dgamma", "dbeta", "running_mean", "running_var"}
    assert "the momentum can't be set; yours is 0.3" in report.notes


class Keeps:
    """The number is the share that is kept, as its default says."""

    def __init__(self, p=0.8):
        self.p = p

    def forward(self, x):
        self.mask = (np.random.rand(*x.shape) < self.p) / self.p  # noqa: NPY002
        return x * self.mask

    def backward(self, d):
        return d * self.mask


class Normal(Keeps):
    """Drawn from the wrong distribution."""

    def __init__(self, rate):
        self.p = 1 - rate

    def forward(self, x):
        self.mask = (np.random.randn(*x.shape) < self.p) / self.p  # noqa: NPY002
        return x * self.mask


def test_a_dropout_may_be_told_what_it_keeps():
    assert diagnose(Keeps, "dropout").ok


def test_normal_numbers_in_a_dropout_are_named():
    np.random.seed(0)  # noqa: NPY002 (theirs draws from it)
    assert diagnose(Normal, "dropout").mistakes == ("drop.normal",)


class OfLabels:
    """Backward goes through the loss as well."""

    def forward(self, z):
        z -= z.max(axis=1, keepdims=True)
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    def backward(self, y_pred, y):
        return y_pred - y


def test_a_softmax_that_is_given_labels_is_checked_forward_only():
    report = diagnose(OfLabels, "softmax")
    assert {result.quantity: result.verdict for result in report} == {"y": "right", "arguments": "wrote"}
    assert any("is given labels" in note for note in report.notes)


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class OfProbabilities:
    """Divides by the classes, and not by the batch."""

    def get(self, y_pred, y):
        return -np.sum(y * np.log(y_pred + 1e-12)) / y_pred.shape[1], y_pred - y


class TrueFirst:
    """`label_tensor` is what is wanted."""

    def forward(self, prediction_tensor, label_tensor):
        self.p = prediction_tensor
        return -np.sum(label_tensor * np.log(self.p + 1e-12)) / len(self.p)

    def backward(self, label_tensor):
        return -label_tensor / (self.p + 1e-12) / len(self.p)


class WithAccuracy:
    def __call__(self, a, y):
        p = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
        self.grad = p - y
        return (p.argmax(1) == y.argmax(1)).mean(), -np.sum(y * np.log(p)) / len(y)

    def gradient(self):
        return self.grad


class OneImage:
    def forward(self, x, y):
        self.p, self.y = softmax(x), y
        return -np.dot(y, np.log(self.p + 1e-12))

    def backward(self):
        return self.p - self.y


class Unguarded(TrueFirst):
    def backward(self, label_tensor):
        return -label_tensor / self.p / len(self.p)


@pytest.mark.parametrize(
    ("made", "mistakes"),
    [
        (OfProbabilities, {"ce.y-eps", "ce.y-classes", "ce.dx-noN"}),
        (TrueFirst, {"ce.y-eps", "ce.dx-guarded"}),
        (WithAccuracy, {"ce.y-zero-times", "ce.overflow", "ce.dx-noN"}),
        (OneImage, {"ce.y-eps"}),
        (Unguarded, {"ce.y-eps", "ce.dx-zero"}),
    ],
)
def test_a_loss_is_understood_before_it_is_judged(made: type, mistakes: set[str]):
    assert set(diagnose(made, "ce").mistakes) == mistakes


class Probabilities:
    def forward(self, x, t):
        self.p, self.t = softmax(x), t
        return self.p

    def backward(self):
        return (self.p - self.t) / len(self.t)


class Each:
    def forward(self, target, predict):
        return (target - predict) ** 2

    def backward(self, target, predict):
        return 2 * (predict - target) / target.size


def test_a_loss_that_gives_no_loss_is_checked_by_its_gradient():
    report = diagnose(Probabilities, "ce")
    assert report.ok
    assert "y" not in right_in(report)
    assert diagnose(Each, "mse").ok


@pytest.mark.usefixtures("checked_here")
def test_a_regulariser_is_no_loss_and_a_loss_gives_something_back(tmp_path: Path):
    file = tmp_path / "mine.py"
    file.write_text("class L2:\n    def forward(self, w): return w\n    def backward(self, w): return w\n")
    assert all(checked.missing for checked in check_file(file, ["mseloss"]).exercises)
    file.write_text("class MSE:\n    def forward(self, p, t): pass\n    def backward(self): pass\n")
    (checked,) = check_file(file, ["mseloss"]).exercises
    assert [result.verdict for result in checked.results] == ["nothing"]


def test_a_core_of_their_own_is_theirs(tmp_path: Path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "helpers.py").write_text("def positive(x): return x > 0\n")
    file = tmp_path / "core" / "mine.py"
    file.write_text(
        "import numpy as np\nfrom core.helpers import positive\nclass ReLU:\n"
        "    def forward(self, x):\n        self.open = positive(x)\n        return x * self.open\n"
        "    def backward(self, d):\n        return d * self.open\n"
    )
    (checked,) = check_file(file, ["relu"]).exercises
    assert checked.ok, checked.results


class MapPool:
    """Takes a list of maps, and gives one back."""

    def __init__(self, size, stride):
        self.size, self.stride = size, stride

    def forward(self, maps):
        self.shape, k, s = maps[0].shape, self.size, self.stride
        seen = np.lib.stride_tricks.sliding_window_view(np.array(maps), (k, k), (1, 2))[:, ::s, ::s]
        self.best = seen.reshape(*seen.shape[:3], -1).argmax(-1)
        return list(seen.max(axis=(3, 4)))

    def backward(self, d):
        back = []
        for best, one in zip(self.best, d, strict=True):
            dx = np.zeros(self.shape)
            for (i, j), at in np.ndenumerate(best):
                dx[i * self.stride + at // self.size, j * self.stride + at % self.size] += one[i, j]
            back.append(dx)
        return back


def test_a_list_of_maps_is_one_array():
    report = diagnose(MapPool, "max-pool")
    assert report.ok, report
    assert "dX" in right_in(report)


def test_a_border_cut_from_the_wrong_axes_is_told_as_that():
    kind = kind_of("conv")
    runs = [Run(trial, complete(kind, trial.case)) for trial in kind.trials if not trial.optional]
    for run in runs:
        run.results = dict(results(kind, frozenset(), run.case))
        p = run.case["pads"][0][0]
        if p:
            n, c, h, w = run.results["dX"].shape
            run.results["dX"] = np.zeros((max(n - 2 * p, 0), max(c - 2 * p, 0), h + 2 * p, w + 2 * p))
    (dx,) = (result for result in diagnosed(kind, runs) if result.quantity == "dX")
    assert "the border seems to be cut from the images and the channels" in dx.words


def test_of_two_explanations_the_one_wins_that_another_wrong_quantity_does_not_contradict():
    kind = kind_of("conv")
    runs = [Run(trial, complete(kind, trial.case)) for trial in kind.trials]
    for run in runs:
        run.results = dict(results(kind, frozenset({"conv.dx-unturned"}), run.case))
        run.results["y"] = results(kind, frozenset({"conv.y-nobias"}), run.case)["y"]
        run.results["dX"] = run.results["dX"] * 2
    assert diagnosed(kind, runs).mistakes == ("conv.y-nobias", "conv.dx-unturned")


class BorderPool:
    """Its sizes are said one by one, and its border isn't counted for the output's."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.h, self.w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def forward(self, x):
        self.shape, s, p = x.shape, self.stride, self.pad
        H, W = (x.shape[2] - self.h) // s + 1, (x.shape[3] - self.w) // s + 1
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
        seen = np.lib.stride_tricks.sliding_window_view(x, (self.h, self.w), (2, 3))[:, :, ::s, ::s]
        self.best = seen.reshape(*seen.shape[:4], -1).argmax(-1)
        return seen.max(axis=(4, 5)).reshape(*x.shape[:2], H, W)

    def backward(self, d):
        dx, p = np.zeros((*self.shape[:2], *(n + 2 * self.pad for n in self.shape[2:]))), self.pad
        for (n, c, i, j), at in np.ndenumerate(self.best):
            dx[n, c, i * self.stride + at // self.w, j * self.stride + at % self.w] += d[n, c, i, j]
        return dx[:, :, p : p + self.shape[2], p : p + self.shape[3]]


def test_a_border_that_there_is_a_setting_for_must_not_stop_a_pool():
    report = diagnose(BorderPool, "max-pool")
    stopped = [result for result in report if result.verdict == "raises"]
    assert [(result.quantity, result.trial) for result in stopped] == [("y", "a border, negative numbers")]
    assert "overlapping windows" not in " ".join(report.notes)


def forward_alone(A_prev, W, b, hparameters):
    """Channels last, as a course has it; settings in a dictionary."""
    s, p, k = hparameters["stride"], hparameters["pad"], W.shape[0]
    x = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(x, (k, k), (1, 2))[:, ::s, ::s]
    return np.einsum("nhwcij,ijco->nhwo", seen, W) + b, (A_prev, W, b, hparameters)


def backward_alone(dZ, A_prev, W, stride):
    """Is given all that it needs, and a border isn't among it."""
    dx, dw, k = np.zeros(A_prev.shape), np.zeros(W.shape), W.shape[0]
    for i in range(dZ.shape[1]):
        for j in range(dZ.shape[2]):
            rows, columns = slice(stride * i, stride * i + k), slice(stride * j, stride * j + k)
            dx[:, rows, columns] += np.einsum("no,ijco->nijc", dZ[:, i, j], W)
            dw += np.einsum("nijc,no->ijco", A_prev[:, rows, columns], dZ[:, i, j])
    return dx, dw, dZ.sum(axis=(0, 1, 2))


@pytest.mark.usefixtures("checked_here")
def test_a_function_for_one_way_is_checked_alone(tmp_path: Path):
    source = Path(__file__).read_text()
    for own, name, other in (
        ("forward_alone", "conv-forward", "conv-backward"),
        ("backward_alone", "conv-backward", "conv-forward"),
    ):
        begin = source.index(f"def {own}")
        text = source[begin : source.index("\n\n\n", begin)].replace(own, name.replace("-", "_"))
        file = tmp_path / f"{own}.py"
        file.write_text(f"import numpy as np\n\n{text}\n")
        found = {c.exercise.name: c for c in check_file(file, [name, other]).exercises if c.exercise}
        assert found[name].ok, found[name].results
        assert found[other].missing


ROWS = "def affine(x, W, b): return x @ W + b\n"
COLUMNS = "def affine(A, W, b): return W @ A + b\n"
OVER_COLUMNS = """
import numpy as np
class Softmax:
    def forward(self, z):
        e = np.exp(z - z.max(axis=0))
        self.p = e / e.sum(axis=0)
        return self.p
    def backward(self, d):
        return self.p * (d - (d * self.p).sum(axis=0))
def cross_entropy_loss(AL, Y):
    return -np.sum(Y * np.log(AL + 1e-12)) / Y.shape[1]
"""


@pytest.mark.usefixtures("checked_here")
def test_images_are_columns_where_the_rest_of_a_file_has_them_so(tmp_path: Path):
    names = ["softmax", "softmax-cross-entropy"]
    for begin, mistakes in (
        (COLUMNS, {"ce.y-eps"}),
        (ROWS, {"softmax.y-axis", "softmax.dx-axis", "ce.y-eps", "ce.y-classes"}),
    ):
        folder = tmp_path / str(len(mistakes))
        folder.mkdir()
        (folder / "mine.py").write_text(begin + OVER_COLUMNS)
        checked = check_file(folder / "mine.py", names).exercises
        found = {key for one in checked for result in one.results for key in result.mistakes}
        assert ("softmax" in {one.exercise.name for one in checked if one.exercise and one.ok}) == (
            begin == COLUMNS
        )
        assert "ce.y-classes" in found or begin == COLUMNS, mistakes
        assert found >= {"ce.y-eps"}


class HalfSum:
    def forward(self, p, t):
        self.d = p - t
        return 0.5 * np.sum(self.d**2)

    def backward(self):
        return self.d


def test_a_gradient_that_fits_its_loss_is_told_as_that():
    told = "dX is the gradient of this y"
    assert any(note.startswith(told) for note in diagnose(HalfSum, "mse").notes)
    assert not any(note.startswith(told) for note in diagnose(Each, "mse").notes)


class WithMemory(Initial):
    """Has an optimiser's memory beside its weights, and gives back what it needs again."""

    def __init__(self, n_in, n_out):
        super().__init__(n_in, n_out)
        self.weights_m, self.bias_m = np.zeros(self.sizes), np.zeros(self.sizes[1])

    def forward(self, x):
        return x @ self.W + self.b, x

    def gradient(self, dout, cache):
        self.dW, self.db = cache.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T

    def backward(self, alpha=1e-4):
        self.W = self.W - alpha * self.dW


def test_what_forward_gives_back_is_handed_to_backward():
    report = diagnose(WithMemory, "linear")
    assert report.ok, report
    assert right_in(report) >= {"y", "dX", "dW", "db"}


class InUse(Norm):
    """In use it goes back as if it were nothing; nobody asks it to."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features)
        self.eps, self.momentum, self.training = eps, momentum, True

    def forward(self, x):
        if self.training:
            return super().forward(x, self.eps)
        y = (x.transpose(0, 2, 3, 1) - self.moving_mean) / np.sqrt(self.moving_var + self.eps)
        return (self.weights * y + self.bias).transpose(0, 3, 1, 2)

    def backward(self, d):
        if self.training:
            return super().backward(d)
        self.gradient_bias, self.gradient_weights = np.zeros(len(self.bias)), np.zeros(len(self.bias))
        return 0.3 * d


def test_a_gradient_in_use_is_not_judged():
    results = {result.quantity: result for result in diagnose(InUse, "batch-norm")}
    assert all(results[q].ok for q in ("y", "dX", "dgamma", "dbeta"))


@pytest.mark.usefixtures("checked_here")
def test_an_array_of_one_number_is_a_number_as_it_once_was(tmp_path: Path):
    file = tmp_path / "mine.py"
    file.write_text(
        "import numpy as np\n\ndef conv_forward(A_prev, W, b, hparameters):\n"
        "    s, p, k = hparameters['stride'], hparameters['pad'], W.shape[0]\n"
        "    x = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))\n"
        "    H, V = (x.shape[1] - k) // s + 1, (x.shape[2] - k) // s + 1\n"
        "    Z = np.zeros((len(x), H, V, W.shape[3]))\n"
        "    for n, i, j, c in np.ndindex(Z.shape):\n"
        "        seen = x[n, i * s : i * s + k, j * s : j * s + k] * W[..., c]\n"
        "        Z[n, i, j, c] = seen.sum() + float(b[:, :, :, c])\n"
        "    return Z, (A_prev, W, b, hparameters)\n"
    )
    (checked,) = check_file(file, ["conv-forward"]).exercises
    assert checked.ok, checked.results


class Counts(Keeps):
    """Keeps by how often chance says so: no mistake that is known."""

    def __init__(self, rate):
        self.p = rate

    def forward(self, x):
        self.mask = np.random.binomial(int(1 / self.p), self.p, x.shape)  # noqa: NPY002
        return x * self.mask


class HalfLeNet:
    """Has the first two weights of a LeNet, and no others."""

    def __init__(self):
        self.a, self.b = np.zeros((6, 1, 5, 5)), np.zeros((16, 6, 5, 5))

    def forward(self, x):
        return x.reshape(len(x), -1)[:, :10]

    def backward(self, d):
        return d


def test_nothing_is_named_of_what_was_not_understood():
    np.random.seed(0)  # noqa: NPY002 (theirs draws from it)
    assert diagnose(Counts, "dropout").mistakes == ()
    assert [result.verdict for result in diagnose(HalfLeNet, "lenet")] == ["missing"]
