"""Checking files: code as people have it, and code that misbehaves."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from cnnviz.terminal.check import told_result
from core.mistakes.check import CheckedExercise, FileCheck, check_file, read_runs
from core.mistakes.exercises import exercise, exercises, solved_file, starting_file
from core.mistakes.report import VERDICTS

RELU = """
import numpy as np

class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dY):
        return dY * (self.x > 0)
"""

REAL = (
    "test_an_exit_in_backward_leaves_forward_its_verdict[import os; os._exit(3)]",
    "test_a_process_that_ends_is_told_and_the_others_are_checked",
    "test_a_huge_array_is_an_error_in_one_line",
    "test_what_a_file_prints_is_kept_in_its_last_lines_and_spoils_nothing",
    "test_a_loop_that_catches_everything_is_stopped_from_outside",
)


@pytest.fixture(autouse=True)
def process(request: pytest.FixtureRequest) -> None:
    """A process of its own only where it is what the test is about: a process takes half a second."""
    if request.node.name not in REAL:
        request.getfixturevalue("checked_here")


def check(folder: Path, text: str, *names: str, seconds: float = 60.0) -> FileCheck:
    file = folder / "mine.py"
    file.write_text(text, encoding="utf-8")
    found = check_file(file, names, seconds)
    assert file.read_text(encoding="utf-8") == text  # a file is only ever read
    assert all(result.verdict in VERDICTS for c in found.exercises for result in c.results)
    json.dumps(found.as_json(), allow_nan=False)
    return found


def only(found: FileCheck, name: str) -> CheckedExercise:
    return next(c for c in found.exercises if c.exercise is not None and c.exercise.name == name)


def verdicts(found: FileCheck, name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {result.quantity: (result.verdict, result.mistakes) for result in only(found, name).results}


def test_what_is_right_is_right_and_what_is_not_there_is_not_written_yet(tmp_path: Path):
    found = check(tmp_path, RELU, "relu", "linear")
    assert only(found, "relu").ok
    assert only(found, "linear").missing
    assert found.ok


def test_the_starting_file_has_all_and_none_is_written(tmp_path: Path):
    found = check(tmp_path, starting_file())
    assert [c.exercise.name for c in found.exercises if c.exercise] == [known.name for known in exercises()]
    assert all(c.missing for c in found.exercises)
    assert not found.ok


def test_all_solved_are_right(tmp_path: Path):
    found = check(tmp_path, solved_file())
    assert len(found.exercises) == len(exercises())
    assert found.ok, [str(r) for c in found.exercises for r in c.results if not r.ok]


@pytest.mark.parametrize(
    ("right", "wrong", "name", "mistake"),
    [
        ("dY @ self.W\n", "dY @ self.W / len(dY)\n", "linear", ""),
        ("self.W[:, :, i, j])", "self.W[:, :, -1 - i, -1 - j])", "conv-backward", "conv.dx-unturned"),
        ("return (dY - means) * scale", "return dY * scale", "batch-norm", "bn.dx-direct"),
        ("M / (M - 1)", "1.0", "batch-norm", "bn.run-biased"),
        ("dY * self.mask / (1 - self.p)", "dY * self.mask", "dropout", "drop.dx-unscaled"),
        ("self.lr * self.velocity[name]", "self.velocity[name]", "sgd-momentum", ""),
        ("+= share\n        return dX\n", "= share\n        return dX\n", "max-pool",
         "pool.dx-overwrites-place"),
        ("return d / len(d)", "return d", "softmax-cross-entropy", "ce.dx-noN"),
        ("reversed(self.layers)", "reversed(self.layers[:9] + self.layers[10:])",
         "lenet", "lenet.relu-forgotten"),
    ],
)  # fmt: skip
def test_one_change_to_a_solved_file_is_named(tmp_path: Path, right, wrong, name, mistake):
    solved = solved_file()
    assert right in solved
    found = check(tmp_path, solved.replace(right, wrong), name)
    assert not only(found, name).ok
    named = {key for result in only(found, name).results for key in result.mistakes}
    assert named == ({mistake} if mistake else set())


def test_a_mistake_is_named_with_the_first_wrong_number(tmp_path: Path):
    found = check(tmp_path, RELU.replace("self.x > 0", "self.x >= 0"), "relu")
    result = next(r for r in only(found, "relu").results if r.quantity == "dX")
    assert result.mistakes == ("relu.dx-zero",)
    assert result.trial == "exact zeros"
    assert (result.at, result.right) == ((0, 0, 0, 0), 0)
    assert result.words.startswith("your dX is what comes out if the gradient passes")
    assert result.line == 10  # where it is made


@pytest.mark.parametrize(
    ("mask", "mistakes"),
    [("<", ("relu.dx-inverted",)), ("<=", ("relu.dx-zero", "relu.dx-inverted"))],
)
def test_of_two_mistakes_only_what_the_numbers_prove_is_named(tmp_path: Path, mask: str, mistakes):
    found = check(tmp_path, RELU.replace("self.x >", f"self.x {mask}"), "relu")
    assert verdicts(found, "relu")["dX"] == ("wrong", mistakes)
    dx = next(result for result in only(found, "relu").results if result.quantity == "dX")
    assert "is 0, right is" in told_result(dx)
    assert told_result(dx).endswith("line 10")


def test_channels_last_kernels_of_another_order_and_other_names_are_found_out(tmp_path: Path):
    text = """
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as see

class Conv:
    def __init__(self, i, o, k, s=1, p=0):
        self.k, self.s, self.p = k, s, p
        self.kernels, self.offset = np.random.randn(k, k, i, o), np.random.randn(o)

    def forward(self, x):
        p, self.shape = self.p, x.shape
        padded = np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))
        self.v = see(padded, (self.k, self.k), (1, 2))[:, :: self.s, :: self.s]
        return np.einsum("nijckl,klco->nijo", self.v, self.kernels) + self.offset

    def backward(self, g):
        self.d_kernels = np.einsum("nijo,nijckl->klco", g, self.v)[::-1, ::-1]
        self.d_offset = g.mean((0, 1, 2))
        (n, h, w, c), p, s, k = self.shape, self.p, self.s, self.k
        d = np.zeros((n, h + 2 * p, w + 2 * p, c))
        for i in range(g.shape[1]):
            for j in range(g.shape[2]):
                share = np.einsum("no,klco->nklc", g[:, i, j], self.kernels)
                d[:, i * s : i * s + k, j * s : j * s + k] += share
        return d[:, p : p + h, p : p + w]
"""
    found = check(tmp_path, text, "conv-forward", "conv-backward")
    assert verdicts(found, "conv-forward") == {"y": ("right", ())}
    assert verdicts(found, "conv-backward") == {
        "dX": ("right", ()),
        "dW": ("wrong", ("conv.dw-turned",)),
        "db": ("wrong", ("conv.db-mean",)),
        "arguments": ("right", ()),
    }
    assert "I took your batches for NHWC" in only(found, "conv-backward").notes


def test_samples_as_columns_and_functions_with_a_cache_are_found_out(tmp_path: Path):
    text = """
import numpy as np

class Dense:
    def __init__(self, n_in, n_out):
        self.M, self.c = np.random.randn(n_out, n_in), np.random.randn(n_out, 1)

    def forward(self, x):
        self.x = x
        return self.M @ x + self.c

    def backward(self, g):
        self.gM = g @ self.x.T / g.shape[1]
        self.gc = g.sum(1, keepdims=True)
        return self.M.T @ g

def relu_forward(x):
    return np.maximum(x, 0), x

def relu_backward(dout, cache):
    return dout

def softmax_loss(x, y):
    p = np.exp(x - x.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -(x - x.max(1, keepdims=True))[np.arange(len(x)), y].mean()
    loss += np.log(np.exp(x - x.max(1, keepdims=True)).sum(1)).mean()
    p[np.arange(len(x)), y] -= 1
    return loss, p
"""
    found = check(tmp_path, text, "linear", "relu", "softmax-cross-entropy")
    results = {r.quantity: r for r in only(found, "linear").results}
    assert results["dW"].factor == "it is divided by the batch"
    assert all(results[quantity].ok for quantity in ("y", "dX", "db"))
    assert verdicts(found, "relu")["dX"] == ("wrong", ("relu.dx-through",))
    assert verdicts(found, "softmax-cross-entropy")["dX"] == ("wrong", ("ce.dx-noN",))
    assert verdicts(found, "softmax-cross-entropy")["y"] == ("right", ())


def test_weights_that_are_updated_inside_backward_show_as_moved(tmp_path: Path):
    text = """
import numpy as np

class Param:
    def __init__(self, data):
        self.data = data

class Linear:
    def __init__(self, in_features, out_features):
        self.weight = Param(np.random.randn(in_features, out_features))
        self.bias = Param(np.zeros(out_features))

    def forward(self, x):
        self.x = x
        return x @ self.weight.data + self.bias.data

    def backward(self, eta, lr):
        self.weight.data = self.weight.data - lr * self.x.T @ eta
        self.bias.data = self.bias.data - lr * eta.sum(0)
        return eta @ self.weight.data.T
"""
    found = check(tmp_path, text, "linear")
    assert verdicts(found, "linear")["dX"] == ("wrong", ("linear.dx-moved",))
    assert verdicts(found, "linear")["dW"] == ("right", ())


def test_what_is_declared_is_used(tmp_path: Path):
    text = """
import numpy as np

class Thing:
    def __init__(self, sizes):
        self.A, self.z = np.random.randn(*sizes), np.zeros(sizes[0])

    def ahead(self, x):
        self.x = x
        return x @ self.A.T + self.z

    def home(self, g):
        self.one, self.two = g.T @ self.x, g.sum(0)
        return g @ self.A

CHECK = {"linear": layer(lambda c: Thing((c.out, c.into)), forward="ahead", backward="home",
                         weight="A", bias="z", dweight="one", dbias="two")}
"""
    assert only(check(tmp_path, text, "linear"), "linear").ok


def test_a_declaration_may_stand_in_a_file_beside_it(tmp_path: Path):
    (tmp_path / "mine_check.py").write_text(
        "import mine\nCHECK = {'relu': layer(mine.Gate, forward='go', backward='back')}\n", encoding="utf-8"
    )
    text = RELU.replace("ReLU", "Gate").replace("forward", "go").replace("backward", "back")
    assert only(check(tmp_path, text, "relu"), "relu").ok


def test_an_error_is_one_line_with_the_line_of_the_file(tmp_path: Path):
    text = RELU.replace("        return dY * (self.x > 0)", "        return dY @ self.x")
    result = next(r for r in only(check(tmp_path, text, "relu"), "relu").results if r.verdict == "raises")
    assert "ValueError" in result.words
    assert "\n" not in result.words
    assert result.line == 10


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("import numpy as np\nclass ReLU(:\n", "SyntaxError", 2),
        ("x = 1\nraise RuntimeError('no\\nway')\n", "RuntimeError: no way", 2),
        ("import a_module_that_is_not_there\n", "ModuleNotFoundError", 1),
        ("raise SystemExit(3)\n", "SystemExit", 1),
    ],
)
def test_a_file_that_cannot_be_read_in_says_why(tmp_path: Path, text: str, words: str, line: int):
    found = check(tmp_path, text, "relu")
    (entry,) = found.exercises
    assert entry.exercise is None
    assert entry.results[0].verdict == "raises"
    assert words in entry.results[0].words
    assert entry.results[0].line == line
    assert not found.ok


ENDLESS = """
class Linear:
    def __init__(self, n_in, n_out): pass
    def forward(self, x):
        while True:
            try:
                len(x)
            except {0}:
                pass
"""


@pytest.mark.slow
def test_an_endless_loop_is_stopped_and_the_others_are_checked(tmp_path: Path):
    found = check(tmp_path, RELU + ENDLESS.format("Exception"), "linear", "relu", seconds=1.5)
    result = only(found, "linear").results[0]
    assert result.verdict == "time"
    assert result.line in range(15, 20)
    assert only(found, "relu").ok


@pytest.mark.slow
def test_a_loop_that_catches_everything_is_stopped_from_outside(tmp_path: Path):
    found = check(tmp_path, RELU + ENDLESS.format("BaseException"), "relu", "linear", seconds=15)
    assert only(found, "relu").ok
    assert only(found, "linear").results[0].verdict == "time"


@pytest.mark.slow
@pytest.mark.fault(46)
@pytest.mark.skipif(sys.platform == "win32", reason="a process there has no parent to lose")
def test_a_loop_that_catches_everything_ends_with_whoever_has_begun_it(tmp_path: Path, alive):
    file, started = tmp_path / "mine.py", tmp_path / "started"
    file.write_text(
        f"import os, pathlib\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    )
    code = f"from core.mistakes.check import check_file; check_file({str(file)!r})"
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        while not (started.exists() and started.read_text()):
            assert parent.poll() is None
        parent.kill()
    child = int(started.read_text())
    until = time.monotonic() + 60
    while alive(child):
        assert time.monotonic() < until, "it goes on for ever"


@pytest.mark.slow
def test_a_process_that_ends_is_told_and_the_others_are_checked(tmp_path: Path):
    text = RELU + "\nclass Linear:\n    def __init__(self, n_in, n_out): pass\n    def forward(self, x):\n"
    found = check(tmp_path, text + "        import os; os._exit(7)\n", "linear", "relu")
    result = only(found, "linear").results[0]
    assert result.verdict == "died"
    assert "status 7" in result.words
    assert only(found, "relu").ok


def solved_but(right: str, wrong: str) -> str:
    """All exercises solved, with one line changed."""
    text = solved_file()
    assert right in text
    return text.replace(right, wrong)


STOPS = (
    "        p, s, dX = self.padding, self.stride, np.zeros(self.padded)\n",
    "conv-forward",
    "conv-backward",
)


@pytest.mark.parametrize(
    "way", [pytest.param("import os; os._exit(3)", marks=pytest.mark.slow), "raise SystemExit(3)"]
)
def test_an_exit_in_backward_leaves_forward_its_verdict(tmp_path: Path, way: str):
    begin, *names = STOPS
    found = check(tmp_path, solved_but(begin, f"        {way}\n{begin}"), *names, "relu")
    assert verdicts(found, "conv-forward") == {"y": ("right", ())}
    assert only(found, "relu").ok
    (result, *others) = only(found, "conv-backward").results
    assert not others
    if "os" in way:
        assert (result.verdict, result.quantity) == ("died", "dX")
        assert result.words == 'the process ended in Conv2d.backward, in the trial "no border" (status 3)'
    else:
        assert result.verdict == "raises"
        assert "SystemExit: 3" in result.words


@pytest.mark.slow
def test_a_loop_in_backward_leaves_forward_its_verdict_and_what_is_not_written(tmp_path: Path):
    begin, *_ = STOPS
    text = solved_but(begin, f"        while True:\n            pass\n{begin}").replace(
        "reversed(self.layers)", "[]"
    )
    text = text.replace(
        "        self.x = x\n        return x @ self.W.T + self.b", "        raise NotImplementedError"
    )
    back = "        self.dW, self.db = dY.T @ self.x, dY.sum(axis=0)\n        return dY @ self.W"
    text = text.replace(back, "        raise NotImplementedError")
    found = check(tmp_path, text, "conv-forward", "conv-backward", "linear", seconds=2)
    assert verdicts(found, "conv-forward") == {"y": ("right", ())}
    (result,) = only(found, "conv-backward").results
    assert (result.verdict, result.quantity) == ("time", "dX")
    assert result.words.startswith('Conv2d.backward ran for too long in the trial "no border"')
    assert text.splitlines()[result.line - 1].strip() in ("while True:", "pass")
    assert only(found, "linear").missing


@pytest.mark.slow
def test_a_loop_in_the_loss_s_backward_leaves_its_value_its_verdict(tmp_path: Path):
    text = solved_but("        d = self.p.copy()\n", "        while True:\n            pass\n")
    found = check(tmp_path, text, "softmax-cross-entropy", seconds=2)
    assert verdicts(found, "softmax-cross-entropy") == {"y": ("right", ()), "dX": ("time", ())}


@pytest.mark.slow
def test_a_huge_array_is_an_error_in_one_line(tmp_path: Path):
    text = RELU.replace("        return dY * (self.x > 0)", "        return np.ones((100_000, 1_000_000))")
    result = next(r for r in only(check(tmp_path, text, "relu"), "relu").results if r.quantity == "dX")
    assert result.verdict == "raises"
    assert "Memory" in result.words


@pytest.mark.slow
def test_what_a_file_prints_is_kept_in_its_last_lines_and_spoils_nothing(tmp_path: Path):
    noise = '\nprint(\'{"kind": "ran", "exercise": "relu"}\')\n'
    noise += 'for i in range(5000):\n    print("line", i, "x" * 500)\n'
    found = check(tmp_path, RELU + noise, "relu")
    assert only(found, "relu").ok
    assert len(found.said) == 300
    assert found.said[-1].startswith("line 4999")


def test_nothing_given_back_is_told(tmp_path: Path):
    text = RELU.replace("return dY * (self.x > 0)", "dY * (self.x > 0)")
    results = {r.quantity: r for r in only(check(tmp_path, text, "relu"), "relu").results}
    assert results["dX"].verdict == "nothing"
    assert results["dX"].words == "no dX was found: return it, or keep it as an attribute"
    assert results["y"].ok


def test_results_that_are_no_arrays_are_refused(tmp_path: Path):
    known = exercise("relu")
    lines = [{"error": "", "stage": "", "line": None} for _ in known.kind.trials]
    path = tmp_path / "relu.npz"
    assert read_runs(known, path, lines) is None
    np.savez(path, **{"0/result/y": np.array([{"a": 1}], dtype=object)})
    assert read_runs(known, path, lines) is None
    path.write_bytes(b"no zip at all")
    assert read_runs(known, path, lines) is None
    np.savez(path, **{"77/result/y": np.zeros(3)})
    assert read_runs(known, path, lines) is None


def test_a_name_that_is_no_exercise_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="there is no exercise 'juggling'"):
        check(tmp_path, RELU, "juggling")


def test_forward_is_judged_before_backward_is_written(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(
        "class ReLU:\n    def forward(self, x): return x * (x > 0)\n"
        "    def backward(self, d): raise NotImplementedError\n"
        "class Linear:\n    def __init__(self, i, o):\n        import numpy as np\n"
        "        self.W, self.b = np.zeros((o, i)), np.zeros(o)\n"
        "    def forward(self, x): return x @ self.W.T - self.b\n"
    )
    found = check_file(path, ["relu", "linear"])
    relu, linear = found.exercises
    verdicts = {result.quantity: result.verdict for result in relu.results}
    assert verdicts == {"y": "right", "dX": "missing"}
    assert relu.begun
    assert not relu.ok
    assert linear.results[0].mistakes == ("linear.y-bias-sign",)
    assert {r.verdict for r in linear.results[1:]} == {"missing"}


AHEAD, BACK = "        return x @ self.W.T", "        return dY @ self.W\n"
SCALED = "        return scaled(dY) @ self.W\n\n\ndef scaled(d):\n    d *= 2\n    return d / 2\n"
GIVEN = "it writes to the gradient that it is given"


@pytest.mark.parametrize(
    ("right", "wrong", "words", "at"),
    [
        (BACK, "        dY *= 2\n        return dY @ self.W / 2\n", f"{GIVEN}, in backward", "dY *= 2"),
        (AHEAD, f"        x += 1e-3\n{AHEAD}", "it writes to its input, in forward", "x += 1e-3"),
        (BACK, f"        self.x *= 2\n{BACK}", "it writes to its input, in backward", "self.x *= 2"),
        (BACK, SCALED, f"{GIVEN}, in scaled", "d *= 2"),
    ],
)
def test_a_write_to_an_argument_is_told_with_its_function_and_line(
    tmp_path: Path, right: str, wrong: str, words: str, at: str
):
    text = solved_but(right, wrong)
    found = only(check(tmp_path, text, "linear"), "linear").results
    result = next(result for result in found if result.quantity == "arguments")
    assert result.verdict == "wrote"
    assert result.words == words
    assert text.splitlines()[result.line - 1].strip() == at


FORWARD_ONLY = """
import numpy as np

class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.k, self.s, self.p = kernel_size, stride, padding
        self.W = np.zeros((out_channels, in_channels, kernel_size, kernel_size))
        self.b = np.zeros(out_channels)

    def forward(self, x):
        oH, oW = ((size + 2 * self.p - self.k) // self.s + 1 for size in x.shape[2:])
        y = np.zeros((len(x), len(self.W), oH, oW))
        for i, j in np.ndindex(oH, oW):  # neither border nor stride
            seen = x[:, :, i : i + self.k, j : j + self.k]
            y[:, :, i, j] = np.tensordot(seen, self.W, ([1, 2, 3], [1, 2, 3]))
        return y + self.b[:, None, None]

    def backward(self, dY):
        raise NotImplementedError
"""


def test_backward_is_not_written_yet_whatever_is_wrong_in_forward(tmp_path: Path):
    found = check(tmp_path, FORWARD_ONLY, "conv-forward", "conv-backward")
    assert {r.verdict for r in only(found, "conv-forward").results} == {"wrong", "raises"}
    assert only(found, "conv-backward").missing


def test_a_loop_in_the_file_itself_is_said_as_one(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text("while True:\n    pass\n")
    result = check_file(path, seconds=2).exercises[0].results[0]
    assert result.verdict == "time"
    assert "is there a loop that never ends?" in result.words


def test_what_is_wrong_is_shown_before_what_stops_in_another_trial(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(
        "class ReLU:\n    def forward(self, x):\n        self.x = x\n        return x * (x > 0)\n"
        "    def backward(self, d):\n        if d.ndim == 4: raise ValueError('four')\n"
        "        return 2 * d * (self.x > 0)\n"
    )
    checked = check_file(path, ["relu"]).exercises[0]
    assert [r.verdict for r in checked.results if r.quantity == "dX"] == ["wrong", "raises"]
    assert checked.by_quantity["dX"].verdict == "wrong"
    assert checked.by_quantity["y"].ok
