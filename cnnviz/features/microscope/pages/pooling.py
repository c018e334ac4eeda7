"""Pages of pooling: a window's winner and losers, or its mean, forward and back."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QRect

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.pictures import Flow
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import ending, layer
from cnnviz.features.microscope.pages.subject import PageSubject, plane
from cnnviz.system.translation import translate


class PoolWindow:
    """One window of a pooling layer over one image: where it stands, and which of its places won."""

    def __init__(self, subject: PageSubject, n: int, c: int, p: int, q: int) -> None:
        self.subject, self.n, self.c, self.p, self.q = subject, n, c, p, q
        record, window = subject.record, layer(subject).window
        (top, _), (left, _) = window.pads
        (kh, kw), (sh, sw) = window.kernel, window.stride
        self.shape = kh, kw
        self.top, self.left = sh * p - top, sw * q - left
        self.size = record.input.shape[2:]
        self.places = [
            (self.top + i, self.left + j) if self._inside(self.top + i, self.left + j) else None
            for i in range(kh)
            for j in range(kw)
        ]
        self.overlaps = sh < kh or sw < kw
        self.winner, self.mean = -1, "argmax" not in record.intermediates
        self.count = sum(at is not None for at in self.places)  # of the numbers that it is made of
        if self.mean:
            self.count = round(1 / layer(subject).share(self.size, np.dtype(np.float64))[p, q])
        else:
            self.winner = int(record.intermediates["argmax"][n, c, p, q])

    def _inside(self, row: int, column: int) -> bool:
        return 0 <= row < self.size[0] and 0 <= column < self.size[1]

    def numbers(self, quantity: str) -> tuple[Number | None, ...]:
        """The window's numbers of an array of the input's shape; None is padding."""
        return tuple(
            None if at is None else self.subject.number(quantity, (self.n, self.c, *at)) for at in self.places
        )

    def output(self, quantity: str) -> Number:
        return self.subject.number(quantity, (self.n, self.c, self.p, self.q))

    def forward(self, word: str) -> Flow:
        """The map, the window's numbers, and what comes out."""
        captions = translate("inspector", "window of X"), f"Y[{self.p},{self.q}]"
        return self._flow("input", "X", "output", self.winner, captions, word)

    def backward(self, chosen: int) -> Flow:
        """The same window on the way back: who receives the gradient."""
        taken = translate("inspector", "dX, from all windows") if self.overlaps else "dX"
        return self._flow("grad_input", "dX", "grad_output", chosen, (taken, f"dY[{self.p},{self.q}]"))

    def _flow(
        self, taken: str, name: str, made: str, chosen: int, captions: tuple[str, str], word: str = ""
    ) -> Flow:
        """From the map that the window slides over; without a word it flows back."""
        cells, result, back = self.numbers(taken), self.output(made), not word
        frame = QRect(self.left, self.top, self.shape[1], self.shape[0])
        at = self.n, self.c
        shown = plane(self.subject, taken, at, f"{name}[{self.c}]", window=frame, large=True)
        return Flow(shown, cells, self.shape, chosen, result, shown.limit, captions, word, back)

    def received(self, at: tuple[int, int]) -> NumberRow:
        """What it passes back to a place that it saw."""
        if self.mean:
            words, won = f"÷ {self.count}", False
        else:
            won = self.places[self.winner] == at
            words = translate("inspector", "× 1: it won") if won else translate("inspector", "× 0: it lost")
        return NumberRow(f"dY[{self.p},{self.q}]", self.output("grad_output"), words, strong=won)

    def table(self) -> NumberRows:
        """Every place of the window: its number, and what it counts for."""
        g = self.output("grad_output")
        rows = []
        for k, (number, at) in enumerate(zip(self.numbers("input"), self.places, strict=True)):
            if number is None or at is None:
                words = translate("inspector", "outside the map: never wins")
                if self.mean:
                    words = translate("inspector", "outside the map: doesn't count")
                    if self.count == len(self.places):
                        words = translate("inspector", "outside the map: counts as 0")
                rows.append(NumberRow(translate("inspector", "pad"), None, words))
                continue
            name = f"X[{at[0]},{at[1]}]"
            if self.mean:
                rows.append(NumberRow(name, number, f"÷ {self.count}"))
            elif k == self.winner:
                words = translate("inspector", "winner:  1 × dY = {0}")
                rows.append(NumberRow(name, number, words.format(g), strong=True))
            else:
                rows.append(NumberRow(name, number, translate("inspector", "loser:  0 × dY = 0")))
        return NumberRows(tuple(rows), 66.0)


def output(subject: PageSubject) -> list[PageBlock]:
    """What comes out of a window: its largest number, or its mean."""
    window = PoolWindow(subject, *subject.index)
    count = window.count
    if subject.kind == "MaxPool2d":
        title, word = translate("inspector", "{0} numbers, one winner"), translate("inspector", "max")
        words = translate("inspector", "winner takes all")
    else:
        title, word = translate("inspector", "{0} numbers, one mean"), translate("inspector", "mean")
        words = translate("inspector", "all shares added up")
    return [
        *common.head(subject, {"size_words": count}),
        Heading(1, title.format(count)),
        window.forward(word),
        Heading(2, translate("inspector", "The cells of the window")),
        window.table(),
        *ending(subject, words=words),
    ]


def grad_input(subject: PageSubject) -> list[PageBlock]:
    """What every window that saw this number passes back to it."""
    row, column = subject.index[2:]
    windows = [w for w in _windows(subject) if (row, column) in w.places]
    if not windows:
        said = translate("inspector", "No window ever saw this number.")
        return [*common.head(subject, {"verdict": ""}), Note(said)]
    won = [w for w in windows if w.places[w.winner] == (row, column)]
    shown = max(won or windows, key=lambda one: abs(one.output("grad_output").value))
    count, chosen = shown.count, shown.places.index((row, column))
    if subject.kind == "MaxPool2d":
        title = translate("inspector", "Forward: {0} numbers, one winner").format(count)
        word, words = translate("inspector", "max"), translate("inspector", "winner takes all")
        check = translate("inspector", "equals the recorded number; a tie would go to the first")
        if (tied := _tie(subject.record, shown)) > 1:
            check = translate(
                "inspector", "equals the recorded number; {0} were equal, the first of them won"
            ).format(tied)
        overlap = translate("inspector", "{0} windows overlap here; it won {1} of them")
        chosen = shown.winner
    else:
        title, check = translate("inspector", "Forward: a mean"), ""
        word = translate("inspector", "mean")
        words = translate("inspector", "an equal share of each window")
        overlap = translate("inspector", "{0} windows overlap here")
    return [
        *common.head(subject, {"verdict": _verdict(subject, windows, len(won), count)}),
        Heading(1, title),
        shown.forward(word),
        Heading(2, translate("inspector", "Backward: the gradient goes back the same way")),
        shown.backward(chosen),
        Heading(3, translate("inspector", "The {0} cells of the window").format(len(shown.places))),
        shown.table(),
        *(_overlapping(overlap.format(len(windows), len(won)), windows, (row, column))),
        *ending(subject, words=words, check=check),
    ]


def argmax(subject: PageSubject) -> list[PageBlock]:
    """The place of the winner."""
    window = PoolWindow(subject, *subject.index)
    return [
        *common.head(subject),
        Heading(1, translate("inspector", "The places are counted from the top left, row by row")),
        window.forward(translate("inspector", "max")),
        window.table(),
        *ending(subject, words=translate("inspector", "the winner's place")),
    ]


def _windows(subject: PageSubject) -> list[PoolWindow]:
    """All windows that may have seen the cell."""
    n, c, row, column = subject.index
    window = layer(subject).window
    (top, _), (left, _) = window.pads
    (kh, kw), (sh, sw) = window.kernel, window.stride
    high, wide = subject.record.output.shape[2:]
    rows = range(max(0, -(-(row + top - kh + 1) // sh)), min(high - 1, (row + top) // sh) + 1)
    columns = range(max(0, -(-(column + left - kw + 1) // sw)), min(wide - 1, (column + left) // sw) + 1)
    return [PoolWindow(subject, n, c, p, q) for p in rows for q in columns]


def _verdict(subject: PageSubject, windows: list[PoolWindow], won: int, count: int) -> str:
    record, (n, c, row, column) = subject.record, subject.index
    if len(windows) == won == 1:
        said = translate(
            "inspector",
            "This was the largest of its {0} numbers, so it receives the whole gradient. "
            "The others receive exactly 0.",
        )
        if _tie(record, windows[0]) > 1:
            said = translate(
                "inspector",
                "This was the first of the largest of its {0} numbers, so it receives the whole gradient. "
                "The others receive exactly 0.",
            )
        return said.format(count)
    if won:
        return translate(
            "inspector", "It won {0} of the {1} windows that saw it, and receives their gradients."
        ).format(won, len(windows))
    if any(record.input[n, c, row, column] == max(_values(record, window)) for window in windows):
        return translate(
            "inspector",
            "An equal number stands before it in its window, and the first of the largest goes on: "
            "this one changed nothing, and receives exactly 0.",
        )
    return translate(
        "inspector",
        "Another number of its window was larger: this one changed nothing, and receives exactly 0.",
    )


def _values(record: Any, window: PoolWindow) -> list[float]:
    return [record.input[window.n, window.c, *at] for at in window.places if at is not None]


def _tie(record: Any, window: PoolWindow) -> int:
    values = _values(record, window)
    return int(np.sum(np.array(values) == max(values)))


def _overlapping(title: str, windows: list[PoolWindow], at: tuple[int, int]) -> list[PageBlock]:
    """What each of several windows passes back: these are the terms of the sum."""
    if len(windows) == 1:
        return []
    return [Heading(4, title), NumberRows(tuple(window.received(at) for window in windows), 66.0)]


def flatten(subject: PageSubject) -> list[PageBlock]:
    """The same number, laid out in another way."""
    number = common.taken_over(subject)
    words = translate("inspector", "the same number, as {0}").format(number.name)
    row = NumberRow(translate("inspector", "here"), number, words)
    title = translate("inspector", "Where it stands")
    return [*common.head(subject), Heading(1, title), NumberRows((row,)), *ending(subject)]


PAGES = {
    "max_pool.output": output,
    "max_pool.argmax": argmax,
    "max_pool.grad_input": grad_input,
    "avg_pool.output": output,
    "avg_pool.grad_input": grad_input,
    "flatten.output": flatten,
    "flatten.grad_input": flatten,
}
