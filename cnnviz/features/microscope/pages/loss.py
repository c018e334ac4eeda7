"""Pages of the loss, row by row and over the batch, and of the gradient that flows from it: the ledger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.plots import LedgerFlow, Reach
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tables import ClassTable
from cnnviz.features.microscope.blocks.text import Heading, Note, Press
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import ending
from cnnviz.features.microscope.pages.subject import PageSubject, Pick, by_size, meaning
from cnnviz.system.translation import Count, translate
from cnnviz.widgets.numbers import brief, hundredths, significant
from core.trace.ledger import LedgerEntry, ledger
from core.trace.recording import Cell, Trace

SHOWN = {"logits": 0, "probabilities": 3, "log_probabilities": 4, "grad_input": 5}


class ImageLoss:
    """One image's answer, from logits to p - t, in the trace's own numbers."""

    def __init__(self, subject: PageSubject, n: int) -> None:
        record, self.n = subject.record, n
        self.subject = subject
        self.label = int(record.target[n])
        self.z = np.asarray(record.prediction[n], np.float64)
        self.p = np.asarray(record.intermediates["probabilities"][n], np.float64)
        self.log_p = np.asarray(record.intermediates["log_probabilities"][n], np.float64)
        self.shifted = self.z - self.z.max()
        self.exp = np.exp(self.shifted)
        self.smoothing = float(record.config["label_smoothing"])
        self.target = np.full(len(self.z), self.smoothing / len(self.z))
        self.target[self.label] += 1 - self.smoothing
        self.divisor = len(record.prediction) if record.config["reduction"] == "mean" else 1

    @property
    def reads(self) -> int:
        return int(self.z.argmax())

    def table(self, chosen: tuple[int, int]) -> ClassTable:
        """The six columns, every number opening the page of its step."""
        letter = "t" if self.smoothing else "y"
        step = self.p - self.target
        columns = (
            self._column(self.z, "logits", "z"),
            self._column(self.shifted, "", "z - max"),
            self._column(self.exp, "", "exp(z - max)"),
            self._column(self.p, "probabilities", "p"),
            self._column(-self.log_p, "log_probabilities", "-ln p"),
            self._column(step, "grad_input", f"p - {letter}"),
        )
        heads = ("z", "z-max", "exp", "p", "-ln p", f"p-{letter}")
        sums = (None, None, float(self.exp.sum()), float(self.p.sum()), None, float(step.sum()))
        signed = (True, True, False, False, False, True)
        judged = self.subject.judged
        return ClassTable(heads, columns, signed, sums, self.label, self.reads, chosen, judged)

    def _column(self, values: np.ndarray, quantity: str, name: str) -> tuple[Number, ...]:
        return tuple(
            Number(float(v), Cell("loss", quantity, (self.n, k)) if quantity else None, f"{name}[{k}]")
            for k, v in enumerate(values)
        )


def row(subject: PageSubject) -> list[PageBlock]:
    """A number of one image's row: the whole row, then how the chosen number comes about."""
    n, k = subject.index
    answer, back = ImageLoss(subject, n), subject.quantity == "grad_input"
    blocks = common.head(subject, {"verdict": _verdict(answer, k)})
    if back and answer.smoothing:
        blocks.append(Note(_smoothing(answer)))
    title = translate("inspector", "{0} classes, row by row").format(len(answer.z))
    rows = _softmax(subject, answer, k) + (_gradient(subject, answer, k) if back else [])
    own = Number(
        float(-(answer.target * answer.log_p).sum()),
        Cell("loss", "log_probabilities", (n, answer.label)),
        translate("inspector", "loss of this image"),
    )
    words = translate("inspector", "-ln p of the class that the gradient is for")
    if subject.judged:
        words = translate("inspector", "-ln p of the label: the loss of this image")
    rows.append(NumberRow(translate("inspector", "image"), own, words))
    words = translate("inspector", "the mean of all {0}").format(subject.batch)
    rows.append(NumberRow(translate("inspector", "batch"), subject.number("value", ()), words))
    return [
        *blocks,
        Heading(1, title, hint=meaning("classes")),
        answer.table((k, SHOWN[subject.quantity])),
        Heading(2, translate("inspector", "The chosen number")),
        NumberRows(tuple(rows), 54.0),
        *ending(subject, words=f"(p - t) / {answer.divisor}" if back else ""),
    ]


def _softmax(subject: PageSubject, answer: ImageLoss, k: int) -> list[NumberRow]:
    """From the logit of a class to its probability, with the digits that the next row is worked out from."""
    n, largest = answer.n, Cell("loss", "logits", (answer.n, answer.reads))
    over = Number(float(answer.z.max()), largest, translate("inspector", "largest z"), plain=True, digits=7)
    z = replace(subject.number("logits", (n, k)), plain=True, digits=7)
    p = replace(subject.number("probabilities", (n, k)), plain=True, digits=5)
    taken = translate("inspector", "taken off, so that nothing overflows")
    said = f"exp({z} - {over})" if over.value >= 0 else f"exp({z} - ({over}))"
    words = translate("inspector", "over all {0} classes").format(len(answer.z))
    return [
        NumberRow("z", z, translate("inspector", "what the last layer says")),
        NumberRow(translate("inspector", "max"), over, taken),
        NumberRow("exp", Number(float(answer.exp[k]), None, "exp(z - max)", plain=True), said),
        NumberRow("Σ exp", Number(float(answer.exp.sum()), None, "Σ exp", plain=True), words),
        NumberRow(f"p[{k}]", p, translate("inspector", "exp / Σ exp")),
    ]


def _gradient(subject: PageSubject, answer: ImageLoss, k: int) -> list[NumberRow]:
    """From the probability of a class to the gradient of its logit."""
    label = Cell("loss", "labels", (answer.n,))
    target = Number(float(answer.target[k]), label, translate("inspector", "target"), plain=True)
    words = translate("inspector", "1 for the label, else 0")
    if answer.smoothing:
        words = translate("inspector", "smoothed")
    share = translate("inspector", "(p - t) / {0}").format(answer.divisor)
    return [
        NumberRow(f"t[{k}]", target, words),
        NumberRow(f"dz[{k}]", subject.number("grad_input", (answer.n, k)), share, strong=True),
    ]


def _verdict(answer: ImageLoss, k: int) -> str:
    share = hundredths(float(answer.p[answer.label]))
    if not answer.subject.judged:
        said = translate("inspector", "Raising the logit of {0} lowers the loss, which asks for {1}.")
        if k != answer.label:
            said = translate("inspector", "Raising the logit of {0} raises the loss, which asks for {1}.")
        return said.format(k, answer.label)
    if k == answer.label:
        only = translate("inspector", "only ") if answer.p[k] < 0.5 else ""
        said = translate(
            "inspector",
            "Raising the logit of {0} lowers the loss: the network gave the right answer {1}{2} %.",
        )
        return said.format(k, only, share)
    own = hundredths(float(answer.p[k]))
    return translate(
        "inspector", "Raising the logit of {0} raises the loss: it took {1} %, and the answer is {2}."
    ).format(k, own, answer.label)


def _smoothing(answer: ImageLoss) -> str:
    said = translate(
        "inspector",
        "Label smoothing {0:g}: the target is {1:.3g} for the label and {2:.3g} for every other class.",
    )
    other = answer.smoothing / len(answer.z)
    return said.format(answer.smoothing, float(answer.target[answer.label]), other)


def value(subject: PageSubject) -> list[PageBlock]:
    """The loss of the batch: what each image adds."""
    groups = subject.explanation.groups
    chosen = subject.picked(by_size(groups)[0])
    group = groups[chosen]
    n = int(group.number or 0)
    blocks = [
        *common.head(subject),
        *common.shares(subject, chosen, translate("inspector", "sum {0}"), False),
        Heading(2, translate("inspector", "Image {0}").format(n + 1)),
    ]
    if subject.kind == "CrossEntropyLoss":
        answer, adds = ImageLoss(subject, n), translate("inspector", "adds")
        likely = brief(float(answer.p[answer.label]), 7)
        said = translate("inspector", "-ln {0} / {1}").format(likely, answer.divisor)
        own = Number(group.subtotal, Cell("loss", "log_probabilities", (n, answer.label)), adds)
        blocks.append(answer.table((answer.label, SHOWN["log_probabilities"])))
        blocks.append(NumberRows((NumberRow(adds, own, said),), 54.0))
    else:
        scale, *_ = group.factors
        heads = ("y", "ln p") if subject.kind == "NLLLoss" else ("(x - t)²",)
        blocks.append(common.terms(subject, group, (getattr(scale, "meaning", ""), *heads), ()))
    return blocks + ending(subject, words=translate("inspector", "all {0} images").format(len(groups)))


PAGES = {
    "crossentropy.log_probabilities": row,
    "crossentropy.probabilities": row,
    "crossentropy.grad_input": row,
    "crossentropy.value": value,
    "nll.value": value,
    "mse.value": value,
}


Account = tuple[tuple[LedgerEntry, Cell], ...]  # each layer's entry, and the number that its row opens
LEDGER = "ledger"  # the pick that goes on to where all of it is there
AT_ONCE = 4_000_000  # numbers of a trace that are counted while the window waits: some 50 ms


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def ledger_account(trace: Trace) -> Account:
    """Count a whole trace, on any thread: a large batch takes a second."""
    return tuple((entry, _telling(trace, entry)) for entry in ledger(trace))


def is_long(trace: Trace) -> bool:
    """Whether counting a trace takes longer than the window may wait."""
    return sum(record.output.size for record in trace.records.values()) > AT_ONCE


def ledger_waiting(images: int = 0, later: bool = False) -> list[PageBlock]:
    """The page while a trace is counted, or at a stop that comes before its last gradient."""
    head = Heading(0, translate("inspector", "The gradient ledger"))
    if later:
        said = translate("inspector", "Not computed yet: it counts every gradient of the way back.")
        return [head, Note(said), Press(translate("inspector", "Go on to there"), Pick(LEDGER, True))]
    words = translate("inspector", "Counting the gradients of {0} {0:image|images} ...")
    return [head, Note(words.format(Count(images)))]


@np.errstate(all="ignore")
def ledger_page(trace: Trace, counted: Account | None = None) -> list[PageBlock]:
    """The stream, and its story in two sentences; `counted` is the trace's account if it is known."""
    counted = ledger_account(trace) if counted is None else counted
    heads = (
        translate("inspector", "layer"),
        translate("inspector", "√ Σ |gradient|"),
        translate("inspector", "stopped"),
    )
    aside = translate("inspector", "all {0} images of step {1:,}").format(len(trace.images), trace.step)
    if len(trace.images) == 1:
        aside = translate("inspector", "one image, at step {0:,}").format(trace.step)
    story = translate(
        "inspector",
        "The gradient flows from the loss down to the pixel. Gates that were closed on the way forward stop "
        "it on the way back; a pooling window hands all of it to its winner.",
    )
    foot = translate(
        "inspector", "A layer's row opens the number where most was stopped, or where most went on."
    )
    reaches = tuple(_reach(entry, target) for entry, target in counted)
    return [
        Heading(0, translate("inspector", "The gradient ledger"), aside),
        Note(story),
        LedgerFlow(reaches, translate("inspector", "loss"), translate("inspector", "pixel"), heads),
        *_sums([entry for entry, _ in counted]),
        Note(foot),
    ]


def _reach(entry: LedgerEntry, target: Cell) -> Reach:
    gates = {
        "relu": translate("inspector", "closed"),
        "dropout": translate("inspector", "struck out"),
        "losers": translate("inspector", "lost"),
    }
    arriving = Number(entry.arriving, None, translate("inspector", "Σ |dY| of {0}").format(entry.layer))
    leaving = Number(entry.leaving, None, translate("inspector", "Σ |dX| of {0}").format(entry.layer))
    counts = entry.stopped, entry.stopped_cells, entry.cells
    return Reach(entry.layer, arriving, leaving, *counts, gates.get(entry.gate, ""), target)


def _telling(trace: Trace, entry: LedgerEntry) -> Cell:
    """The cell to look at: the largest gradient stopped at a gate, else the largest that went on."""
    record = trace[entry.layer]
    amounts = np.abs(record.grad_input)
    if entry.stopped > 0 and record.grad_output.shape == record.grad_input.shape:
        amounts = np.abs(record.grad_output) * (record.grad_input == 0)
    place = np.unravel_index(int(np.argmax(amounts)), amounts.shape)
    return Cell(entry.layer, "grad_input", tuple(int(i) for i in place))


def _sums(entries: list[LedgerEntry]) -> list[PageBlock]:
    """One sentence for each kind of gate."""
    relu = translate(
        "inspector", "ReLU closed {0:,} of {1:,} gates, and stopped {2} % of the |gradient| that met them."
    )
    losers = translate(
        "inspector", "Max-pooling gave nothing to {0:,} of {1:,} numbers: they had lost their window."
    )
    dropout = translate(
        "inspector", "Dropout had struck out {0:,} of {1:,} numbers, and stopped {2} % of the |gradient|."
    )
    found: list[PageBlock] = []
    for gate, words in {"relu": relu, "losers": losers, "dropout": dropout}.items():
        mine = [entry for entry in entries if entry.gate == gate]
        if mine:
            arriving, stopped = sum(e.arriving for e in mine), sum(e.stopped for e in mine)
            share = significant(100 * stopped / arriving if arriving else 0.0, signed=False)
            cells = sum(e.stopped_cells for e in mine), sum(e.cells for e in mine)
            found.append(Note(words.format(*cells, share), "text"))
    return found
