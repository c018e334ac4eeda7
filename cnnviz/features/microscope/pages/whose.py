"""Whose gradient is it: each image's part in the gradient of one weight, and the step that follows."""

from __future__ import annotations

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.columns import Columns
from cnnviz.features.microscope.blocks.head import Heading, Note
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.glossary import meaning
from cnnviz.features.microscope.pages.subject import PageSubject, Pick, by_size, count_terms
from cnnviz.system.translation import translate
from cnnviz.widgets.numbers import significant
from core.trace.explain import TermGroup
from core.trace.recording import Cell

NO_BREAK = "\u00a0"


def whose(subject: PageSubject) -> tuple[list[PageBlock], int]:
    """Whose gradient is it: each image's contribution, their sum and mean, and the step that follows."""
    groups, record = subject.explanation.groups, subject.record
    images = [i for i, group in enumerate(groups) if group.name == "image"]
    order = [i for i in by_size(groups) if i in set(images)]
    chosen = subject.picked(order[0])
    chosen = chosen if chosen in images else order[0]
    rows = tuple(_contribution(groups[i], i) for i in images)
    values = np.array([number.value for number in rows])
    count = len(images)
    words = {"count": f"{count_terms(groups):,}", "group": translate("inspector", "channel")}
    blocks = common.head(subject, words)
    against = int((np.sign(values) == -np.sign(values.sum())).sum())
    together = translate("inspector", "{0} of {1} pull the other way").format(against, count)
    blocks += [
        Heading(
            1,
            translate("inspector", "Whose gradient is it? {0} images").format(count),
            together,
            meaning("whose"),
        ),
        Columns(
            rows,
            images.index(chosen),
            translate("inspector", "image 1"),
            str(count),
            translate("inspector", "mean {0}, sum {1}").format(
                significant(values.mean()), significant(values.sum())
            ),
        ),
        Note(_alone(values, chosen, images)),
    ]
    name = subject.quantity.removesuffix(".grad")
    if name in record.after:
        old, new = record.params[name][subject.index], record.after[name][subject.index]
        rate = dict(subject.trace.optimizer or {}).get("lr", float("nan"))
        step = Number(
            float(new) - float(old),
            Cell(subject.layer, f"{name}.after", subject.index),
            translate("inspector", "the step taken"),
        )
        said = translate("inspector", "what the optimiser made of it, at a rate of {0:g}").format(float(rate))
        blocks.append(
            NumberRows((NumberRow(translate("inspector", "the step"), step, said, strong=True),), 60.0)
        )
    return blocks, chosen


def _contribution(group: TermGroup, i: int) -> Number:
    return Number(
        group.subtotal, Pick("group", i), translate("inspector", "image {0}").format((group.number or 0) + 1)
    )


def _alone(values: np.ndarray, chosen: int, images: list[int]) -> str:
    here = images.index(chosen)
    said = translate(
        "inspector",
        "A column an image, already divided by {0}; choose one to look into it. Image {1} gives {2}.",
    )
    return said.format(len(images), here + 1, significant(float(values[here])))


def split(subject: PageSubject, chosen: int, name: str) -> str:
    """ "channel 5 -9.18e-4 and the other 15 -6.61e-4"."""
    groups = subject.explanation.groups
    own = groups[chosen].subtotal
    others = [g for i, g in enumerate(groups) if i != chosen and g.name not in ("bias", "padding")]
    parts = [f"{name} {significant(own)}"]
    if others:
        rest = sum(group.subtotal for group in others)
        parts.append(translate("inspector", "the other {0} {1}").format(len(others), significant(rest)))
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        parts.append(translate("inspector", "bias {0}").format(significant(bias.subtotal)))
    return "   ".join(part.replace(" ", NO_BREAK) for part in parts)
