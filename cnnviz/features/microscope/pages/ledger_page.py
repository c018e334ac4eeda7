"""The gradient ledger's page: how much of the gradient each layer lets through, from loss to pixel."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.head import Heading, Note
from cnnviz.features.microscope.blocks.ledger_flow import LedgerFlow, Reach
from cnnviz.features.microscope.pages.subject import tr
from cnnviz.widgets.numbers import significant
from core.trace.ledger import LedgerEntry, ledger
from core.trace.recording import Cell, Trace


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def page(trace: Trace) -> list[PageBlock]:
    """The stream, and its story in two sentences."""
    entries = ledger(trace)
    reaches = tuple(_reach(trace, entry) for entry in entries)
    heads = tr("layer"), tr("Σ |gradient|, its root"), tr("stopped")
    count = trace.step
    return [
        Heading(
            0, tr("The gradient ledger"), tr("all {0} images of step {1:,}").format(len(trace.images), count)
        ),
        Note(_story()),
        LedgerFlow(reaches, tr("loss"), tr("pixel"), heads),
        *_sums(entries),
        Note(tr("A layer's row opens the number where most was stopped, or where most went on.")),
    ]


def _story() -> str:
    said = tr("The gradient flows from the loss down to the pixel. Gates that were closed on the way")
    more = tr("forward stop it on the way back; a pooling window hands all of it to its winner.")
    return f"{said} {more}"


def _reach(trace: Trace, entry: LedgerEntry) -> Reach:
    gates = {"relu": tr("closed"), "dropout": tr("struck out"), "losers": tr("lost")}
    arriving = Number(entry.arriving, None, tr("Σ |dY| of {0}").format(entry.layer))
    leaving = Number(entry.leaving, None, tr("Σ |dX| of {0}").format(entry.layer))
    target = _telling(trace, entry)
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
        ("relu", tr("ReLU closed {0:,} of {1:,} gates, and stopped {2} % of the |gradient| that met them.")),
        ("losers", tr("Max-pooling gave nothing to {0:,} of {1:,} numbers: they had lost their window.")),
        (
            "dropout",
            tr("Dropout had struck out {0:,} of {1:,} numbers, and stopped {2} % of the |gradient|."),
        ),
    ):
        mine = [entry for entry in entries if entry.gate == gate]
        if mine:
            arriving, stopped = sum(e.arriving for e in mine), sum(e.stopped for e in mine)
            share = significant(100 * stopped / arriving if arriving else 0.0, signed=False)
            cells = sum(e.stopped_cells for e in mine), sum(e.cells for e in mine)
            found.append(Note(words.format(*cells, share), "text"))
    return found
