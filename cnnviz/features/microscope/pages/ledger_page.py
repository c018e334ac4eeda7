"""The gradient ledger's page: how much of the gradient each layer lets through, from loss to pixel."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.head import Heading, Note
from cnnviz.features.microscope.blocks.ledger_flow import LedgerFlow, Reach
from cnnviz.system.translation import translate
from cnnviz.widgets.numbers import significant
from core.trace.ledger import LedgerEntry, ledger
from core.trace.recording import Cell, Trace

Account = tuple[tuple[LedgerEntry, Cell], ...]  # each layer's entry, and the number that its row opens
AT_ONCE = 4_000_000  # numbers of a trace that are counted while the window waits: some 50 ms


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def account(trace: Trace) -> Account:
    """Count a whole trace, on any thread: a large batch takes a second."""
    return tuple((entry, _telling(trace, entry)) for entry in ledger(trace))


def is_long(trace: Trace) -> bool:
    """Whether counting a trace takes longer than the window may wait."""
    return sum(record.output.size for record in trace.records.values()) > AT_ONCE


def waiting(trace: Trace) -> list[PageBlock]:
    """The page while a trace is counted."""
    return [
        Heading(0, translate("inspector", "The gradient ledger")),
        Note(translate("inspector", "Counting the gradients of {0:,} images ...").format(len(trace.images))),
    ]


@np.errstate(all="ignore")
def page(trace: Trace, counted: Account | None = None) -> list[PageBlock]:
    """The stream, and its story in two sentences; `counted` is the trace's account if it is known."""
    counted = account(trace) if counted is None else counted
    entries = tuple(entry for entry, _ in counted)
    reaches = tuple(_reach(entry, target) for entry, target in counted)
    heads = (
        translate("inspector", "layer"),
        translate("inspector", "Σ |gradient|, its root"),
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
    said = translate(
        "inspector", "The gradient flows from the loss down to the pixel. Gates that were closed on the way"
    )
    more = translate(
        "inspector", "forward stop it on the way back; a pooling window hands all of it to its winner."
    )
    return f"{said} {more}"


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
