"""What a page is about: a cell, its explanation and the reader's choices; its place, its texts, its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, limit_of
from cnnviz.features.microscope.blocks.pictures import ArrayPicture
from cnnviz.system import language
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import COLON, SEMICOLON, listed, marked
from core.trace.explain import Cells, Constants, Explanation, Node, TermGroup, explain
from core.trace.recording import Cell, Trace
from core.training import Guest


class Pick(NamedTuple):
    """A choice within a page: which group is looked into, which list is unfolded, which page of it."""

    key: str
    value: Any


Known = Callable[[Cell], bool]


class PageSubject:
    """A cell of a trace with its explanation; `picks` are the choices made on its page, `guest` is whom the
    trace is of if it is not of a batch, `known` tells whether a number is computed at the stop in sight.
    `pixel_ends` are the network's numbers for black and for white, as the canvas has them.
    """

    def __init__(
        self,
        trace: Trace,
        cell: Cell,
        picks: Mapping[str, Any] | None = None,
        guest: Guest | None = None,
        known: Known = lambda cell: True,
        pixel_ends: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        self.trace, self.cell, self.guest, self.known = trace, cell, guest, known
        self.pixel_ends = pixel_ends
        self.picks: Mapping[str, Any] = picks or {}
        self.explanation: Explanation = explain(trace, cell)
        self.record = trace[cell.layer]
        self.layer, self.quantity, self.index = cell.layer, cell.quantity, cell.index
        self.kind: str = self.record.kind
        self.array: np.ndarray = self.record[cell.quantity]

    @cached_property
    def rule(self) -> str:
        return self.explanation.rule

    @property
    def judged(self) -> bool:
        """Whether an answer is right or wrong: of a guest whose class nobody has said it is neither."""
        return self.guest is None or self.guest.judged

    @property
    def batch(self) -> int:
        """How many images the batch has."""
        return len(self.trace.images)

    def number(self, quantity: str, index: tuple[int, ...], name: str = "", layer: str = "") -> Number:
        """A number of the trace that opens its own page."""
        cell = Cell(layer or self.layer, quantity, tuple(int(i) for i in index))
        return Number(self.trace.at(cell), cell, name or called(cell), known=self.known(cell))

    def same(self, quantity: str, name: str = "", layer: str = "") -> Number:
        """The number with this one's index in another array."""
        return self.number(quantity, self.index, name, layer)

    @property
    def per_image(self) -> bool:
        """Whether the first axis of the array is the images'."""
        return self.array.ndim > 0 and self.trace.per_image(self.cell)

    def picked(self, default: int) -> int:
        """Which group is looked into."""
        return int(self.picks.get("group", default))


class Colours(NamedTuple):
    """What an array is painted with: a limit, or the pixels that are black and white."""

    limit: float
    grey: tuple[float, float] | None = None


POSITIVE = ("ReLU", "Sigmoid", "Softmax")
PASSING_ON = ("MaxPool2d", "AvgPool2d", "Flatten", "Dropout")  # no sign that wasn't there before


def colours(subject: PageSubject, cell: Cell) -> Colours:
    """The colours that the canvas gives a number: its image's part of a layer, all of a weight at one limit.

    What comes out of a ReLU stands at the limit of what went in, and the images are grey.
    """
    trace = subject.trace
    (layer, quantity, index), names = cell, trace.names
    if (layer, quantity) == (names[0], "input"):
        return Colours(subject.pixel_ends[1], subject.pixel_ends)
    array, maker = trace[layer][quantity], layer
    if quantity == "input":
        maker = names[names.index(layer) - 1]
    if quantity in ("input", "output") and trace[maker].kind == "ReLU":
        array = trace[maker].input
    mine = array[index[0]] if index and trace.per_image(cell) else array
    return Colours(limit_of(mine))


def never_negative(trace: Trace, cell: Cell) -> bool:
    """Whether a number is of an array that holds none below zero, by its layer: its scale begins at 0."""
    (layer, quantity, _), names = cell, trace.names
    if layer in names and quantity in ("input", "output"):
        at = names.index(layer) - (quantity == "input")
        while at > 0 and trace[names[at]].kind in PASSING_ON:
            at -= 1
        made = at >= 0 and trace[names[at]].kind in POSITIVE
    else:
        made = quantity == "probabilities"
    return made and bool((trace[layer][quantity] >= 0).all())


def called(cell: Cell) -> str:
    """A cell by its name in the trace: "conv2.weight[3, 0, 2, 2]"."""
    index = f"[{', '.join(map(str, cell.index))}]" if cell.index else ""
    return f"{cell.layer}.{cell.quantity}{index}"


def on_canvas(trace: Trace, cell: Cell) -> str:
    """What a gradient is called on the canvas, where it lies beneath what it is of; "" for all else."""
    names = ("input", *trace.names)
    if cell.quantity == "grad_output":
        return f"dL/d {cell.layer}"
    if cell.quantity == "grad_input":
        return f"dL/d {names[names.index(cell.layer) - 1] if cell.layer in names else names[-1]}"
    return "dL/dW" if cell.quantity == "weight.grad" and len(cell.index) > 1 else ""


def maker(trace: Trace, cell: Cell) -> Cell:
    """The cell that makes a number: what a layer takes over, its neighbour has made."""
    taken = cell.quantity in ("grad_output", "logits", "prediction") or (
        cell.quantity == "input" and cell.layer != trace.names[0]
    )
    found = next(iter(explain(trace, cell).leaves))[0] if taken else None
    return found if isinstance(found, Cell) else cell


def leaf(node: Cells | Constants, i: int = 0) -> Number:
    """One leaf of an expression as a number: a cell opens its page, a constant says what it means."""
    cell, value = node.leaf(i if node.size > 1 else 0)
    if cell is not None:
        return Number(value, cell, called(cell))
    meaning = node.meaning if isinstance(node, Constants) else ""
    return Number(value, None, meaning)


def of_node(node: Node, i: int, name: str) -> Number:
    """A node's i-th number: a leaf if it is one, else what it works out to."""
    if isinstance(node, Cells | Constants):
        return leaf(node, i)
    values = node.values
    return Number(float(values[i if len(values) > 1 else 0]), None, name)


def plane(
    subject: PageSubject,
    quantity: str,
    at: tuple[int, ...],
    caption: str,
    layer: str = "",
    **more: Any,
) -> ArrayPicture:
    """The last two axes of an array at `at`, each pixel opening its own page, in the canvas's colours."""
    layer = layer or subject.layer
    values = subject.trace[layer][quantity][at]

    def opens(row: int, column: int) -> tuple[Cell, str]:
        found = Cell(layer, quantity, (*at, row, column))
        return found, called(found)

    limit, grey = colours(subject, Cell(layer, quantity, at))
    return ArrayPicture(np.asarray(values), caption, limit, opens, grey=grey, **more)


def count_terms(groups: tuple[TermGroup, ...]) -> int:
    return sum(len(group) for group in groups)


def by_size(groups: tuple[TermGroup, ...]) -> list[int]:
    """The groups' places, the largest |subtotal| first."""
    return sorted(range(len(groups)), key=lambda i: -abs(groups[i].subtotal))


def place(subject: PageSubject) -> str:
    """The cell in words: "image 26  channel 3  row 3  col 8"."""
    words = [f"{name} {number}" for name, number in named(subject)]
    if subject.guest is not None and subject.per_image and subject.index:
        words[0] = subject.guest.name
    if subject.layer == "loss" and len(subject.index) == 2 and "labels" in subject.record.quantities:
        n, k = subject.index
        if int(subject.record.target[n]) == k:
            said = translate("inspector", "{0}, the target")
            if subject.judged:
                said = translate("inspector", "{0}, its label")
            words[-1] = said.format(words[-1])
    return "  ".join(words) if words else translate("inspector", "the whole batch")


def named(subject: PageSubject) -> list[tuple[str, int]]:
    """The axes' names with the cell's place on each; images of a batch count from 1."""
    index = list(subject.index)
    found: list[tuple[str, int]] = []
    if subject.per_image and index:
        found.append((translate("inspector", "image"), index.pop(0) + 1))
    if subject.layer == "loss":
        return found + [(translate("inspector", "class"), i) for i in index]
    own = subject.quantity.removesuffix(".after").removesuffix(".grad").partition(".")[0]
    channel = translate("inspector", "channel")
    plane = translate("inspector", "row"), translate("inspector", "col")
    if own not in subject.record.params:
        # one number of a row, or one feature of a batch-norm
        unit = channel if subject.kind == "BatchNorm2d" else translate("inspector", "number")
        axes = {3: (channel, *plane), 1: (unit,)}.get(len(index), ())
        if not axes:
            axes = tuple(translate("inspector", "axis {0}").format(i) for i in range(len(index)))
    elif subject.kind == "Conv2d":
        axes = (translate("inspector", "kernel"), translate("inspector", "input channel"), *plane)
    elif subject.kind == "Linear":
        axes = translate("inspector", "output"), translate("inspector", "input")
    else:
        axes = (channel, *plane)
    return found + list(zip(axes, index, strict=False))  # of a bias the first alone


MEANINGS: dict[str, str] = {
    "input": QT_TRANSLATE_NOOP("inspector", "what goes into a layer; X for short"),
    "output": QT_TRANSLATE_NOOP("inspector", "what comes out of a layer; Y for short"),
    "grad_output": QT_TRANSLATE_NOOP(
        "inspector", "how the loss would change if a layer's output grew; dY for short"
    ),
    "grad_input": QT_TRANSLATE_NOOP(
        "inspector", "how the loss would change if a layer's input grew; dX for short"
    ),
    "weight": QT_TRANSLATE_NOOP("inspector", "numbers that the network learns; W for short"),
    "bias": QT_TRANSLATE_NOOP("inspector", "a learned number that is added everywhere"),
    "grad": QT_TRANSLATE_NOOP("inspector", "how the loss would change if the number grew, over the batch"),
    "after": QT_TRANSLATE_NOOP("inspector", "as it is after the step"),
    "slope": QT_TRANSLATE_NOOP("inspector", "how much of a small change an activation lets through"),
    "mask": QT_TRANSLATE_NOOP("inspector", "1 for numbers that dropout kept, 0 for those it struck out"),
    "argmax": QT_TRANSLATE_NOOP("inspector", "where in its window the largest number stood"),
    "x_hat": QT_TRANSLATE_NOOP("inspector", "the number less the mean, over the standard deviation"),
    "inv_std": QT_TRANSLATE_NOOP("inspector", "one over the standard deviation"),
    "logits": QT_TRANSLATE_NOOP("inspector", "what the last layer says for each class; any number"),
    "probabilities": QT_TRANSLATE_NOOP("inspector", "the softmax of the logits: positive, with sum 1"),
    "log_probabilities": QT_TRANSLATE_NOOP("inspector", "the logarithms of the probabilities"),
    "momentum_buffer": QT_TRANSLATE_NOOP(
        "inspector", "the velocity: a running sum of gradients, older ones fading"
    ),
    "turned": QT_TRANSLATE_NOOP(
        "inspector",
        "going back, the window slides the other way, so the kernel is met turned by 180 degrees; dY is the"
        " gradient of the output",
    ),
    "paths": QT_TRANSLATE_NOOP(
        "inspector", "γ is the learned stretch, σ the standard deviation, μ the mean, M how many numbers"
    ),
    "classes": QT_TRANSLATE_NOOP(
        "inspector", "z is the logit, p the probability, y or t the target: 1 for the label, else 0"
    ),
    "whose": QT_TRANSLATE_NOOP(
        "inspector", "the loss is a mean over images, so a gradient is a sum over them"
    ),
    "prove": QT_TRANSLATE_NOOP("inspector", "a gradient is a slope: it can be measured by moving a little"),
}


def meaning(word: str) -> str:
    """The sentence for a word, with the word before it; "" if it needs none."""
    known = MEANINGS.get(word)
    return translate("inspector", known) if known else ""


def of_quantity(quantity: str) -> str:
    """The sentence for a quantity of a trace: "weight.grad" is about two words."""
    parts = [part for part in quantity.split(".") if meaning(part)]
    return listed((listed((part, meaning(part)), COLON) for part in parts), SEMICOLON)


class Text(NamedTuple):
    """A sentence in plain words, and a formula ("" where the core's own is shown)."""

    sentence: str
    formula: str


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def text(kind: str, quantity: str, words: Mapping[str, object]) -> Text:
    """The text about a quantity of a kind of layer, with its words filled in; empty if there is none."""
    found = parts(kind.lower(), language.current()).get(quantity, Text("", ""))
    return Text(marked(found.sentence.format_map(_Kept(words))), found.formula)


@cache
def parts(name: str, code: str = language.SOURCE) -> dict[str, Text]:
    """All parts of a file by their headings, in a language if it has the file."""
    folder = resources.files("resources") / "explain"
    file = folder / code / f"{name}.md"
    if not file.is_file():
        file = folder / f"{name}.md"
    if not file.is_file():
        return {}
    found: dict[str, Text] = {}
    heading, sentence, formula, inside = "", [""], [""], False
    for line in [*file.read_text(encoding="utf-8").splitlines(), "## "]:
        if line.startswith("```"):
            inside = not inside
        elif inside:
            formula.append(line)
        elif line.startswith("## "):
            for one in heading.split(", "):
                found[one] = Text(" ".join(" ".join(sentence).split()), "\n".join(formula).strip())
            heading, sentence, formula = line.removeprefix("## ").strip(), [], []
        else:
            sentence.append(line)
    found.pop("", None)
    return found
