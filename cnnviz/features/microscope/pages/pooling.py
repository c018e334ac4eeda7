"""Pages of pooling: a window's winner and losers, or its mean, forward and back."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QRect

from cnnviz.features.microscope.blocks.block import Number, PageBlock, limit_of
from cnnviz.features.microscope.blocks.pictures import ArrayPicture, Flow
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import layer
from cnnviz.features.microscope.pages.subject import PageSubject, called, plane
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
        self.winner = -1
        if "argmax" in record.intermediates:
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

    @property
    def frame(self) -> QRect:
        return QRect(self.left, self.top, self.shape[1], self.shape[0])

    def picture(self, quantity: str, caption: str) -> ArrayPicture:
        """The whole map that the window slides over."""
        limit = limit_of(self.subject.record[quantity][self.n])
        at = self.n, self.c
        return plane(self.subject, quantity, at, caption, limit, window=self.frame, large=True)

    def forward(self, word: str, chosen: int = -1) -> Flow:
        """The map, the window's numbers, and what comes out."""
        cells = self.numbers("input")
        limit = limit_of(np.array([n.value for n in cells if n is not None]))
        return Flow(
            self.picture("input", f"X[{self.c}]"),
            cells,
            self.shape,
            self.winner if chosen < 0 else chosen,
            self.output("output"),
            limit,
            (translate("inspector", "window of X"), f"Y[{self.p},{self.q}]"),
            word,
            False,
        )

    def backward(self, chosen: int) -> Flow:
        """The same window on the way back: who receives the gradient."""
        cells = self.numbers("grad_input")
        result = self.output("grad_output")
        limit = limit_of(np.array([result.value, *(n.value for n in cells if n is not None)]))
        return Flow(
            self.picture("grad_input", f"dX[{self.c}]"),
            cells,
            self.shape,
            chosen,
            result,
            limit,
            ("dX", f"dY[{self.p},{self.q}]"),
            "",
            True,
        )

    def table(self, share: float | None) -> NumberRows:
        """Every place of the window: its number, and what it counts for."""
        g = self.output("grad_output")
        rows = []
        for k, (number, at) in enumerate(zip(self.numbers("input"), self.places, strict=True)):
            if number is None or at is None:
                words = translate("inspector", "outside the map: never wins")
                rows.append(NumberRow(translate("inspector", "pad"), None, words))
                continue
            name = f"X[{at[0]},{at[1]}]"
            if share is not None:
                rows.append(NumberRow(name, number, translate("inspector", "× {0:.4g}").format(share)))
            elif k == self.winner:
                words = translate("inspector", "winner:  1 × dY = {0}")
                rows.append(NumberRow(name, number, words.format(g), strong=True))
            else:
                rows.append(NumberRow(name, number, translate("inspector", "loser:  0 × dY = 0")))
        return NumberRows(tuple(rows), 66.0)


def output(subject: PageSubject) -> list[PageBlock]:
    """What comes out of a window: its largest number, or its mean."""
    n, c, p, q = subject.index
    window = PoolWindow(subject, n, c, p, q)
    count = len(window.places)
    greatest = subject.kind == "MaxPool2d"
    blocks = common.head(subject, {"size_words": count})
    words = translate("inspector", "{0} numbers, one winner")
    title = words if greatest else translate("inspector", "{0} numbers, one mean")
    blocks += [
        Heading(1, title.format(count)),
        window.forward(translate("inspector", "max") if greatest else translate("inspector", "mean")),
    ]
    blocks += [
        Heading(2, translate("inspector", "The cells of the window")),
        window.table(None if greatest else _share(subject)),
    ]
    words = translate("inspector", "all shares added up")
    blocks.append(common.total(subject, translate("inspector", "winner takes all") if greatest else words))
    return blocks + common.source(subject)


def grad_input(subject: PageSubject) -> list[PageBlock]:
    """What every window that saw this number passes back to it."""
    row, column = subject.index[2:]
    record = subject.record
    greatest = subject.kind == "MaxPool2d"
    windows = [w for w in _windows(subject) if (row, column) in w.places]
    if not windows:
        return [
            *common.head(subject, {"verdict": ""}),
            Note(translate("inspector", "No window ever saw this number.")),
        ]
    won = [w for w in windows if w.places[w.winner] == (row, column)]
    shown = (won or windows)[0]
    here = shown.places.index((row, column))
    tied = _tie(record, shown) if greatest else 0
    blocks = common.head(subject, {"verdict": _verdict(len(windows), len(won), len(shown.places))})
    word = translate("inspector", "max") if greatest else translate("inspector", "mean")
    count = len(shown.places)
    blocks += [
        Heading(
            1,
            translate("inspector", "Forward: {0} numbers, one winner").format(count)
            if greatest
            else translate("inspector", "Forward: a mean"),
        ),
        shown.forward(word),
        Heading(2, translate("inspector", "Backward: the gradient goes back the same way")),
        shown.backward(shown.winner if greatest and shown.winner >= 0 else here),
        Heading(3, translate("inspector", "The {0} cells of the window").format(count)),
        shown.table(None if greatest else _share(subject)),
    ]
    if len(windows) > 1:
        said = (
            translate("inspector", "{0} windows overlap here; it won {1} of them.")
            if greatest
            else translate("inspector", "{0} windows overlap.")
        )
        blocks.append(Note(said.format(len(windows), len(won))))
    words = (
        translate("inspector", "winner takes all")
        if greatest
        else translate("inspector", "an equal share of each window")
    )
    check = (
        translate("inspector", "equals the recorded number; a tie would go to the first") if greatest else ""
    )
    if tied > 1:
        check = translate(
            "inspector", "equals the recorded number; {0} were equal, the first of them won"
        ).format(tied)
    return [*blocks, common.total(subject, words, check), *common.source(subject)]


def argmax(subject: PageSubject) -> list[PageBlock]:
    """The place of the winner."""
    n, c, p, q = subject.index
    window = PoolWindow(subject, n, c, p, q)
    blocks = common.head(subject)
    blocks += [
        Heading(1, translate("inspector", "The places are counted from the top left, row by row")),
        window.forward(translate("inspector", "max")),
    ]
    blocks += [window.table(None), common.total(subject, translate("inspector", "the winner's place"))]
    return blocks + common.source(subject)


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


def _verdict(windows: int, won: int, count: int) -> str:
    if windows == won == 1:
        said = translate(
            "inspector",
            "This was the largest of its {0} numbers, so it receives the whole gradient. "
            "The others receive exactly 0.",
        )
        return said.format(count)
    if won:
        return translate(
            "inspector", "It won {0} of the {1} windows that saw it, and receives their gradients."
        ).format(won, windows)
    return translate(
        "inspector",
        "Another number of its window was larger: this one changed nothing, and receives exactly 0.",
    )


def _tie(record: Any, window: PoolWindow) -> int:
    values = [record.input[window.n, window.c, *at] for at in window.places if at is not None]
    return int(np.sum(np.array(values) == max(values)))


def _share(subject: PageSubject) -> float:
    """What one place of a mean counts for."""
    factors = subject.explanation.groups[0].factors
    return float(factors[0].values[0])


def flatten(subject: PageSubject) -> list[PageBlock]:
    """The same number, laid out in another way."""
    source = next(iter(subject.explanation.leaves))[0]
    assert source is not None
    number = Number(subject.trace.at(source), source, called(source))
    words = translate("inspector", "the same number, as {0}").format(called(source))
    blocks = [
        *common.head(subject),
        Heading(1, translate("inspector", "Where it stands")),
        NumberRows((NumberRow(translate("inspector", "here"), number, words),)),
    ]
    return [*blocks, common.total(subject), *common.source(subject)]


PAGES = {
    "max_pool.output": output,
    "max_pool.argmax": argmax,
    "max_pool.grad_input": grad_input,
    "avg_pool.output": output,
    "avg_pool.grad_input": grad_input,
    "flatten.output": flatten,
    "flatten.grad_input": flatten,
}
