"""Convolutions as learners write them, with loops and with im2col: one slip each, and what it is called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.mistakes import DiagnosisReport, diagnose

BEGIN = """
class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.k, self.stride, self.padding = kernel_size, stride, padding
        self.W = np.zeros((out_channels, in_channels, kernel_size, kernel_size))
        self.b = np.zeros(out_channels)
"""
END = """
        H, W = dX.shape[2:]
        return dX[:, :, p : H - p, p : W - p]
"""
LOOPS = f"""{BEGIN}
    def forward(self, x):
        k, s, p = self.k, self.stride, self.padding
        oH, oW = (x.shape[2] + 2 * p - k) // s + 1, (x.shape[3] + 2 * p - k) // s + 1
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.x = x
        y = np.zeros((len(x), len(self.W), oH, oW))
        for i in range(oH):
            for j in range(oW):
                seen = x[:, None, :, i * s : i * s + k, j * s : j * s + k]
                y[:, :, i, j] = (seen * self.W).sum(axis=(2, 3, 4))
        return y + self.b[:, None, None]

    def backward(self, dY):
        k, s, p = self.k, self.stride, self.padding
        self.dW, dX = np.zeros_like(self.W), np.zeros_like(self.x)
        self.db = dY.sum(axis=(0, 2, 3))
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                g = dY[:, :, None, i : i + 1, j : j + 1]
                window = np.s_[:, :, i * s : i * s + k, j * s : j * s + k]
                self.dW += (g * self.x[window][:, None]).sum(axis=0)
                dX[window] += (g * self.W).sum(axis=1)
{END}"""
COLUMNS = f"""{BEGIN}
    def forward(self, x):
        k, s, p = self.k, self.stride, self.padding
        self.x = x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        seen = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(2, 3))[:, :, ::s, ::s]
        N, C, oH, oW = seen.shape[:4]
        self.columns = seen.transpose(1, 4, 5, 0, 2, 3).reshape(C * k * k, -1)
        y = self.W.reshape(len(self.W), -1) @ self.columns
        y = y.reshape(-1, N, oH, oW).swapaxes(0, 1)
        return y + self.b[:, None, None]

    def backward(self, dY):
        k, s, p = self.k, self.stride, self.padding
        (N, O, oH, oW), C = dY.shape, self.W.shape[1]
        g = dY.swapaxes(0, 1).reshape(O, -1)
        self.db, self.dW = g.sum(axis=1), (g @ self.columns.T).reshape(self.W.shape)
        shares, dX = (self.W.reshape(O, -1).T @ g).reshape(C, k, k, N, oH, oW), np.zeros_like(self.x)
        for a in range(k):
            for b in range(k):
                dX[:, :, a : a + s * oH : s, b : b + s * oW : s] += shares[:, a, b].swapaxes(0, 1)
{END}"""
FULL = f"""
        big = np.pad(dY, ((0, 0), (0, 0), (k - 1, k - 1), (k - 1, k - 1)))
        seen = np.lib.stride_tricks.sliding_window_view(big, (k, k), axis=(2, 3))
        dX = np.einsum("nohwab,ocab->nchw", seen, self.W[..., ::-1, ::-1])
{END}"""
WINDOW, PAD = (
    "seen = x[:, None, :, i * s : i * s + k, j * s : j * s + k]",
    "        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))\n",
)
NEXT = (
    WINDOW.replace("i * s :", "i :")
    .replace("i * s +", "i +")
    .replace("j * s :", "j :")
    .replace("j * s +", "j +")
)
BIAS, DB, CUT = "y + self.b[:, None, None]", "dY.sum(axis=(0, 2, 3))", "p : H - p, p : W - p"
ORDERED = ("seen.transpose(1, 4, 5, 0, 2, 3)", "seen.transpose(4, 5, 1, 0, 2, 3)")
SHARES = ("+= shares[:, a, b]", "+= shares.reshape(k, k, C, N, oH, oW)[a, b]")
SMALL = ("seen * self.W)", "seen * self.W[..., :-1, :-1])")
HIGH, WIDE = "in range(dY.shape[2]", "in range(dY.shape[3]"
ZEROS = "                self.dW[..., -1:, :] = self.dW[..., -1:] = 0\n"
LATE = "np.pad(self.x, ((0, 0), (0, 0), (0, 1), (0, 1)))[:, :, 1:, 1:][window]"


def report(code: str, *changes: tuple[str, str]) -> DiagnosisReport:
    """What is said of the code with some of its parts replaced."""
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(code, names)
    return diagnose(names["Conv2d"], "conv")


def named(found: DiagnosisReport) -> dict[str, tuple[str, ...]]:
    return {result.quantity: result.mistakes for result in found if result.verdict == "wrong"}


@pytest.mark.parametrize("code", [LOOPS, COLUMNS], ids=["loops", "columns"])
def test_as_it_is_it_is_right(code: str):
    assert report(code).ok


SLIPS = [
    (COLUMNS, [ORDERED], {"y": "y-columns", "dW": "dw-columns"}),
    (COLUMNS, [SHARES], {"dX": "dx-columns"}),
    (COLUMNS, [("y.reshape(-1, N, oH, oW).swapaxes(0, 1)", "y.reshape(N, -1, oH, oW)")],
     {"y": "y-rows"}),
    (COLUMNS, [("dY.swapaxes(0, 1)", "dY")], {q: f"{q.lower()}-rows" for q in ("dX", "dW", "db")}),
    (LOOPS, [(WINDOW, WINDOW.replace("+ k", "+ k - 1")), SMALL],
     {"y": "y-small"}),
    (LOOPS, [("in range(oH)", "in range(oH - 1)")], {"y": "y-row-bias"}),
    (LOOPS, [("in range(oW)", "in range(oW - 1)"), ("4))", "4)) + self.b"), (BIAS, "y")],
     {"y": "y-column-out"}),
    (LOOPS, [("// s + 1", "// s")], dict.fromkeys(("y", "dX", "dW", "db"), "size-short")),
    (LOOPS, [(PAD, "")], {"y": "pad-unused"}),
    (LOOPS, [(WINDOW, NEXT)], {"y": "stride-unused"}),
    (LOOPS, [(WINDOW, NEXT), (BIAS, "y")], {"y": "y-nobias stride-unused"}),
    (LOOPS, [(PAD, ""), (WINDOW, NEXT), (BIAS, "y")], {"y": "y-nobias pad-unused stride-unused"}),
    (LOOPS, [(HIGH, f"{HIGH} - 1")], {"dX": "dx-row-out", "dW": "dw-row-out"}),
    (LOOPS, [(WIDE, f"{WIDE} - 1")],
     {"dX": "dx-column-out", "dW": "dw-column-out"}),
    (LOOPS, [(DB, "dY[:, :, :-1].sum(axis=(0, 2, 3))")], {"db": "db-row-out"}),
    (LOOPS, [(DB, "dY[..., :-1].sum(axis=(0, 2, 3))")], {"db": "db-column-out"}),
    (LOOPS, [("(g * self.W)", "(g * np.pad(self.W[..., :-1, :-1], ((0, 0), (0, 0), (0, 1), (0, 1))))")],
     {"dX": "dx-small"}),
    (LOOPS, [("                dX[window]", f"{ZEROS}                dX[window]")], {"dW": "dw-small"}),
    (LOOPS, [("self.x[window]", LATE)], {"dW": "dw-shift"}),
    (LOOPS, [(CUT, "2 * p :, 2 * p :")], {"dX": "dx-cut-far"}),
    (LOOPS, [(CUT, ": H - 2 * p, : W - 2 * p")], {"dX": "dx-pad"}),
    (LOOPS, [(CUT, ": -2 * p, : -2 * p")], {"dX": "dx-pad"}),
    (LOOPS, [(CUT, "p + 1 : H - p + 1, p + 1 : W - p + 1")], {"dX": "dx-cut-late"}),
    (LOOPS, [(CUT, "p + 1 : H - p - 1, p + 1 : W - p - 1")], {"dX": "dx-cut-more"}),
    (LOOPS, [(DB, "dY.sum(axis=(0, 1, 2))")], {"db": "db-columns"}),
    (LOOPS, [(DB, "dY.sum(axis=(2, 3))")], {"db": "db-images"}),
    (LOOPS, [(END, FULL)], {"dX": "dx-undilated"}),
    (LOOPS, [(END, FULL), ("[..., ::-1, ::-1]", "[..., ::-1]")], {"dX": "dx-flip dx-undilated"}),
]  # fmt: skip


@pytest.mark.every(12)
@pytest.mark.parametrize(("code", "changes", "mistakes"), SLIPS)
def test_a_slip_is_named(code: str, changes: list[tuple[str, str]], mistakes: dict[str, str]):
    wanted = {q: {f"conv.{key}" for key in keys.split()} for q, keys in mistakes.items()}
    found = {quantity: set(keys) for quantity, keys in named(report(code, *changes)).items()}
    assert found == wanted


def test_a_kernel_turned_along_one_axis_is_said_to_be_wrong_along_the_other():
    rows_only = report(LOOPS, (END, FULL), ("[..., ::-1, ::-1]", "[..., ::-1, :]"))
    assert "its rows are right, its columns lie the wrong way round" in rows_only["dX"].words
    scattered = report(LOOPS, ("(g * self.W)", "(g * self.W[:, :, ::-1])"))
    assert "its columns are right, its rows lie the wrong way round" in scattered["dX"].words


def test_a_bias_gradient_of_another_shape_is_right_with_a_note_or_wrong_with_its_axes():
    spread = report(LOOPS, (DB, f"{DB}[:, None]"))
    assert spread.ok
    (note,) = [note for note in spread.notes if note.startswith("db")]
    assert note.startswith("db has the shape (4, 1) and its parameter (4,): what comes of")
    assert note.endswith("parameter - lr * db has the shape (4, 4)")
    columns = report(LOOPS, (DB, "dY.sum(axis=(0, 1, 2))"))["db"]
    assert columns.words.endswith("one number a column is left; its shape is (7,), right is (4,)")
    other = report(LOOPS, (DB, "dY.sum(axis=(0, 2))"))["db"]
    assert "yours (4, 7), right (4,)" in other.words
    assert other.words.endswith("dY.sum(axis=(0, 2, 3)) leaves one number an output channel")


class Softmax:
    """Softmax with its loss; `top` and `over` are the axes of the largest and of the sum."""

    def __init__(self, top: Any, over: Any) -> None:
        self.top, self.over = top, over

    def forward(self, z: np.ndarray, labels: np.ndarray) -> float:
        z = z - z.max(axis=self.top, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=self.over, keepdims=True))
        self.p, self.labels = np.exp(log_p), labels
        return float(-log_p[np.arange(len(z)), labels].mean())

    def backward(self) -> np.ndarray:
        d = self.p.copy()
        d[np.arange(len(d)), self.labels] -= 1
        return d / len(d)


@pytest.mark.parametrize(
    ("top", "over", "mistake"),
    [
        (0, 0, "ce.y-batch"),
        (1, 0, "ce.y-batch-rows"),
        (None, None, "ce.y-total"),
        (1, None, "ce.y-total-rows"),
    ],
)
def test_a_softmax_over_other_axes_is_named_in_the_loss_and_in_its_gradient(top, over, mistake: str):
    with np.errstate(divide="ignore"):
        found = diagnose(lambda c: Softmax(top, over), "softmax-cross-entropy")
    assert named(found) == {"y": (mistake,), "dX": (mistake,)}
