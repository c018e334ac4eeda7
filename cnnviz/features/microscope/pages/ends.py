"""Pages on which a path ends, pixels, parameters, labels, or goes straight on to the neighbouring layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.head import Heading, PageHead
from cnnviz.features.microscope.blocks.pictures import ArrayPicture, PictureRow
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.tint import limit_of
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject, called, opener
from cnnviz.features.microscope.pages.texts import text
from cnnviz.system.translation import translate
from core.trace.recording import Cell


def given(subject: PageSubject) -> list[PageBlock]:
    """This is where it begins: the number in its picture, and what is made of it."""
    part = "state" if subject.rule == "state" else subject.rule.removeprefix("loss.")
    blocks = common.head(subject)
    head = blocks[0]
    assert isinstance(head, PageHead)
    about = text("given", part, {}).sentence or text(subject.kind, subject.quantity, {}).sentence
    if about:
        blocks[0] = replace(head, sentence=about)
    blocks += _picture(subject)
    return blocks + _ways(subject)


def _picture(subject: PageSubject) -> list[PageBlock]:
    array, index = subject.array, subject.index
    grey: tuple[float, float] | None = None
    before: tuple[int, ...]
    mark: tuple[int, ...] | None
    if subject.rule == "pixel" or subject.quantity == "labels":
        images = subject.trace.images
        if images.ndim != 4:
            return []
        grey = (float(images.min()), float(images.max()))
        array = images
        n = index[0]
        channel = index[1] if subject.rule == "pixel" else 0
        shown, before = images[n, channel], (n, channel)
        mark = index[2:] if subject.rule == "pixel" else None
        layer, quantity = subject.trace.names[0], "input"
    elif array.ndim >= 2:
        shown, before, mark = array[index[:-2]], index[:-2], index[-2:]
        layer, quantity = subject.layer, subject.quantity
        if max(shown.shape) > 64:
            return []
    else:
        return []
    opens = opener(array, lambda r, s: (*before, r, s), layer, quantity)
    values = np.asarray(shown, float)
    item = ArrayPicture(
        values, "", limit_of(array[before[:1]]), opens, mark=_pair(mark), grey=grey, large=True
    )
    return [Heading(1, translate("inspector", "Where it stands")), PictureRow((item,))]


def _pair(mark: tuple[int, ...] | None) -> tuple[int, int] | None:
    return None if mark is None else (int(mark[0]), int(mark[1]))


def _ways(subject: PageSubject) -> list[PageBlock]:
    """Its gradient, what the step made of it."""
    layer, quantity, index = subject.layer, subject.quantity, subject.index
    rows: list[tuple[str, Cell | None, str]] = []
    if subject.rule == "parameter":
        rows.append(
            (
                translate("inspector", "gradient"),
                Cell(layer, f"{quantity}.grad", index),
                translate("inspector", "how the loss depends on it"),
            )
        )
        rows.append(
            (
                translate("inspector", "after"),
                Cell(layer, f"{quantity}.after", index),
                translate("inspector", "what the step made of it"),
            )
        )
    elif subject.rule == "pixel":
        rows.append(
            (
                translate("inspector", "gradient"),
                Cell(layer, "grad_input", index),
                translate("inspector", "how the loss depends on it"),
            )
        )
    elif subject.rule in ("buffer", "state"):
        rows.append(
            (
                translate("inspector", "after"),
                Cell(layer, f"{quantity}.after", index),
                translate("inspector", "after the step"),
            )
        )
    elif subject.quantity == "labels":
        n, label = index[0], int(subject.explanation.value)
        rows.append(
            (
                translate("inspector", "gradient"),
                Cell("loss", "grad_input", (n, label)),
                translate("inspector", "of the label's own logit"),
            )
        )
    return common.ways(rows, subject)


def passing(subject: PageSubject) -> list[PageBlock]:
    """Taken over from the neighbour: one step further is the page that explains it."""
    source: Any = next(iter(subject.explanation.leaves))[0]
    number = Number(subject.trace.at(source), source, called(source))
    words = translate("inspector", "the same number in {0}: its page goes on").format(source.layer)
    blocks = common.head(subject)
    blocks += [
        Heading(1, translate("inspector", "Go on to the neighbour")),
        NumberRows((NumberRow(source.layer, number, words),)),
    ]
    return [*blocks, common.total(subject)]


PAGES = {
    **dict.fromkeys(("pixel", "parameter", "buffer", "state", "unused", "loss.labels", "loss.target"), given),
    **dict.fromkeys(("input", "grad_output", "loss.logits", "loss.prediction"), passing),
}
