"""Pages of the loss, row by row and over the batch, and of the gradient that flows from it: the ledger."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.plots import LedgerFlow, Reach
from cnnviz.features.microscope.blocks.rows import Columns, NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tables import ClassTable
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject, Pick, by_size, meaning
from cnnviz.system.translation import translate
from cnnviz.widgets.numbers import significant
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
        columns = (
            self._column(self.z, "logits", "z"),
            self._column(self.shifted, "", "z - max"),
            self._column(self.exp, "", "exp(z - max)"),
            self._column(self.p, "probabilities", "p"),
            self._column(-self.log_p, "log_probabilities", "-ln p"),
            self._column(self.p - self.target, "grad_input", f"p - {letter}"),
        )
        heads = ("z", "z-max", "exp", "p", "-ln p", f"p-{letter}")
        sums = (
            None,
            None,
            float(self.exp.sum()),
            float(self.p.sum()),
            None,
            float((self.p - self.target).sum()),
        )
        signed = (True, True, False, False, False, True)
        return ClassTable(heads, columns, signed, sums, self.label, self.reads, chosen)

    def _column(self, values: np.ndarray, quantity: str, name: str) -> tuple[Number, ...]:
        return tuple(
            Number(float(v), Cell("loss", quantity, (self.n, k)) if quantity else None, f"{name}[{k}]")
            for k, v in enumerate(values)
        )


def row(subject: PageSubject) -> list[PageBlock]:
    """A number of one image's row: the whole row, then how the chosen number comes about."""
    n, k = subject.index
    answer = ImageLoss(subject, n)
    blocks = common.head(subject, {"verdict": _verdict(answer, k)})
    if subject.quantity == "grad_input":
        blocks.append(Note(_smoothing(answer))) if answer.smoothing else None
    chosen = (k, SHOWN[subject.quantity])
    count = len(answer.z)
    blocks += [
        Heading(1, translate("inspector", "{0} classes, row by row").format(count), hint=meaning("classes")),
        answer.table(chosen),
    ]
    rows = [
        NumberRow("z", subject.number("logits", (n, k)), translate("inspector", "what the last layer says")),
        NumberRow(
            translate("inspector", "max"),
            Number(
                float(answer.z.max()),
                Cell("loss", "logits", (n, answer.reads)),
                translate("inspector", "largest z"),
            ),
            translate("inspector", "taken off, so that nothing overflows"),
        ),
        NumberRow(
            "exp",
            Number(float(answer.exp[k]), None, "exp(z - max)"),
            f"exp({significant(float(answer.z[k]))} - {significant(float(answer.z.max()))})",
        ),
        NumberRow(
            "Σ exp",
            Number(float(answer.exp.sum()), None, "Σ exp"),
            translate("inspector", "over all {0} classes").format(count),
        ),
        NumberRow(f"p[{k}]", subject.number("probabilities", (n, k)), translate("inspector", "exp / Σ exp")),
    ]
    if subject.quantity == "grad_input":
        target = Number(
            float(answer.target[k]),
            Cell("loss", "labels", (n,)),
            translate("inspector", "target"),
            plain=True,
        )
        rows.append(
            NumberRow(
                f"t[{k}]",
                target,
                translate("inspector", "1 for the label, else 0")
                if not answer.smoothing
                else translate("inspector", "smoothed"),
            )
        )
        share = translate("inspector", "(p - t) / {0}").format(answer.divisor)
        rows.append(NumberRow(f"dz[{k}]", subject.number("grad_input", (n, k)), share, strong=True))
    own = Number(
        float(-(answer.target * answer.log_p).sum()),
        Cell("loss", "log_probabilities", (n, answer.label)),
        translate("inspector", "loss of this image"),
    )
    rows.append(
        NumberRow(
            translate("inspector", "image"),
            own,
            translate("inspector", "-ln p of the label: the loss of this image"),
        )
    )
    rows.append(
        NumberRow(
            translate("inspector", "batch"),
            subject.number("value", ()),
            translate("inspector", "the mean of all {0}").format(subject.batch),
        )
    )
    blocks += [Heading(2, translate("inspector", "The chosen number")), NumberRows(tuple(rows), 54.0)]
    words = (
        f"(p - t) / {answer.divisor}" if subject.quantity == "grad_input" else translate("inspector", "total")
    )
    return [*blocks, common.total(subject, words), *common.source(subject)]


def _verdict(answer: ImageLoss, k: int) -> str:
    share = significant(100 * float(answer.p[answer.label]), signed=False)
    if k == answer.label:
        only = translate("inspector", "only ") if answer.p[k] < 0.5 else ""
        said = translate(
            "inspector",
            "Raising the logit of {0} lowers the loss: the network gave the right answer {1}{2} %.",
        )
        return said.format(k, only, share)
    own = significant(100 * float(answer.p[k]), signed=False)
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
    rows = tuple(
        Number(
            group.subtotal,
            Pick("group", i),
            translate("inspector", "image {0}").format((group.number or 0) + 1),
        )
        for i, group in enumerate(groups)
    )
    total = significant(subject.explanation.total, signed=False)
    blocks = common.head(subject)
    blocks += [
        Heading(1, translate("inspector", "What each of the {0} images adds").format(len(groups))),
        Columns(
            rows,
            chosen,
            translate("inspector", "image 1"),
            str(len(groups)),
            translate("inspector", "sum {0}").format(total),
        ),
        Heading(2, translate("inspector", "Image {0}").format((groups[chosen].number or 0) + 1)),
    ]
    n = int(groups[chosen].number or 0)
    if subject.kind == "CrossEntropyLoss":
        answer = ImageLoss(subject, n)
        blocks.append(answer.table((answer.label, SHOWN["log_probabilities"])))
        said = translate("inspector", "-ln {0} / {1}").format(
            significant(float(answer.p[answer.label]), signed=False), answer.divisor
        )
        blocks.append(
            NumberRows(
                (
                    NumberRow(
                        translate("inspector", "adds"),
                        Number(
                            groups[chosen].subtotal,
                            Cell("loss", "log_probabilities", (n, answer.label)),
                            translate("inspector", "adds"),
                        ),
                        said,
                    ),
                ),
                54.0,
            )
        )
    else:
        heads = tuple("×" for _ in groups[chosen].factors)
        blocks.append(common.terms(subject, groups[chosen], heads, ()))
    words = translate("inspector", "all {0} images")
    return [*blocks, common.total(subject, words.format(len(groups))), *common.source(subject)]


PAGES = {
    "crossentropy.log_probabilities": row,
    "crossentropy.probabilities": row,
    "crossentropy.grad_input": row,
    "crossentropy.value": value,
    "nll.value": value,
    "mse.value": value,
}


Account = tuple[tuple[LedgerEntry, Cell], ...]  # each layer's entry, and the number that its row opens
AT_ONCE = 4_000_000  # numbers of a trace that are counted while the window waits: some 50 ms


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def ledger_account(trace: Trace) -> Account:
    """Count a whole trace, on any thread: a large batch takes a second."""
    return tuple((entry, _telling(trace, entry)) for entry in ledger(trace))


def is_long(trace: Trace) -> bool:
    """Whether counting a trace takes longer than the window may wait."""
    return sum(record.output.size for record in trace.records.values()) > AT_ONCE


def ledger_waiting(trace: Trace) -> list[PageBlock]:
    """The page while a trace is counted."""
    words = translate("inspector", "Counting the gradients of {0:,} images ...")
    return [Heading(0, translate("inspector", "The gradient ledger")), Note(words.format(len(trace.images)))]


@np.errstate(all="ignore")
def ledger_page(trace: Trace, counted: Account | None = None) -> list[PageBlock]:
    """The stream, and its story in two sentences; `counted` is the trace's account if it is known."""
    counted = ledger_account(trace) if counted is None else counted
    entries = tuple(entry for entry, _ in counted)
    reaches = tuple(_reach(entry, target) for entry, target in counted)
    heads = (
        translate("inspector", "layer"),
        translate("inspector", "√ Σ |gradient|"),
        translate("inspector", "stopped"),
    )
    count = trace.step
    return [
        Heading(
            0,
            translate("inspector", "The gradient ledger"),
            translate("inspector", "all {0} images of step {1:,}").format(len(trace.images), count),
        ),
        Note(_story()),
        LedgerFlow(reaches, translate("inspector", "loss"), translate("inspector", "pixel"), heads),
        *_sums(entries),
        Note(
            translate(
                "inspector", "A layer's row opens the number where most was stopped, or where most went on."
            )
        ),
    ]


def _story() -> str:
    return translate(
        "inspector",
        "The gradient flows from the loss down to the pixel. Gates that were closed on the way forward stop "
        "it on the way back; a pooling window hands all of it to its winner.",
    )


def _reach(entry: LedgerEntry, target: Cell) -> Reach:
    gates = {
        "relu": translate("inspector", "closed"),
        "dropout": translate("inspector", "struck out"),
        "losers": translate("inspector", "lost"),
    }
    arriving = Number(entry.arriving, None, translate("inspector", "Σ |dY| of {0}").format(entry.layer))
    leaving = Number(entry.leaving, None, translate("inspector", "Σ |dX| of {0}").format(entry.layer))
    return Reach(
        entry.layer,
        arriving,
        leaving,
        entry.stopped,
        entry.stopped_cells,
        entry.cells,
        gates.get(entry.gate, ""),
        target,
    )


def _telling(trace: Trace, entry: LedgerEntry) -> Cell:
    """The cell to look at: the largest gradient stopped at a gate, else the largest that went on."""
    record = trace[entry.layer]
    amounts = np.abs(record.grad_input)
    if entry.stopped > 0 and record.grad_output.shape == record.grad_input.shape:
        amounts = np.abs(record.grad_output) * (record.grad_input == 0)
    place = np.unravel_index(int(np.argmax(amounts)), amounts.shape)
    return Cell(entry.layer, "grad_input", tuple(int(i) for i in place))


def _sums(entries: tuple[LedgerEntry, ...]) -> list[PageBlock]:
    """One sentence for each kind of gate."""
    found: list[PageBlock] = []
    for gate, words in (
        (
            "relu",
            translate(
                "inspector",
                "ReLU closed {0:,} of {1:,} gates, and stopped {2} % of the |gradient| that met them.",
            ),
        ),
        (
            "losers",
            translate(
                "inspector", "Max-pooling gave nothing to {0:,} of {1:,} numbers: they had lost their window."
            ),
        ),
        (
            "dropout",
            translate(
                "inspector",
                "Dropout had struck out {0:,} of {1:,} numbers, and stopped {2} % of the |gradient|.",
            ),
        ),
    ):
        mine = [entry for entry in entries if entry.gate == gate]
        if mine:
            arriving, stopped = sum(e.arriving for e in mine), sum(e.stopped for e in mine)
            share = significant(100 * stopped / arriving if arriving else 0.0, signed=False)
            cells = sum(e.stopped_cells for e in mine), sum(e.cells for e in mine)
            found.append(Note(words.format(*cells, share), "text"))
    return found
