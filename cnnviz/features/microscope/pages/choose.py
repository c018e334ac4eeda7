"""From a cell to its page: each rule of an explanation has a builder; the general one serves the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.block import PageBlock
from cnnviz.features.microscope.blocks.source import SourceCode
from cnnviz.features.microscope.pages import (
    conv,
    ends,
    gates,
    general,
    linear,
    loss,
    norm,
    pooling,
    proof,
    update,
)
from cnnviz.features.microscope.pages.subject import PageSubject
from core.trace.recording import Cell, Trace
from core.training import Guest

BUILDERS: dict[str, Callable[[PageSubject], list[PageBlock]]] = {
    **conv.PAGES,
    **linear.PAGES,
    **pooling.PAGES,
    **gates.PAGES,
    **norm.PAGES,
    **loss.PAGES,
    **update.PAGES,
    **ends.PAGES,
}


def page(
    trace: Trace, cell: Cell, picks: Mapping[str, Any] | None = None, guest: Guest | None = None
) -> list[PageBlock]:
    """The blocks of a cell's page; raises what `explain` raises for a cell that doesn't exist."""
    with np.errstate(all="ignore"):  # numbers out of all bounds are shown like any others
        subject = PageSubject(trace, cell, picks, guest)
        blocks = BUILDERS.get(subject.rule, general.general)(subject)
        first = next((i for i, block in enumerate(blocks) if isinstance(block, SourceCode)), len(blocks))
        return [*blocks[:first], *proof.section(subject), *blocks[first:]]
