"""The page of any number that has none of its own: its parts, the numbers in it, the total."""

from __future__ import annotations

from cnnviz.features.microscope.blocks.block import PageBlock
from cnnviz.features.microscope.blocks.head import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject, by_size
from cnnviz.system.translation import translate


def general(subject: PageSubject) -> list[PageBlock]:
    """Subtotals as bars where there are several, the terms of the largest, every single number as a link."""
    found = subject.explanation
    blocks = common.head(subject)
    if not found.leaves:
        return [
            *blocks,
            Note(translate("inspector", "This is where it begins: nothing in this batch made this number.")),
        ]
    part = 1
    if len(found.groups) > 1:
        chosen = subject.picked(by_size(found.groups)[0])
        blocks += [
            Heading(part, translate("inspector", "What it is made of")),
            common.subtotals(subject, chosen),
        ]
        part += 1
        group = found.groups[chosen]
    else:
        group = found.groups[0]
    if len(group) > 1:
        heads = tuple(f"f{i}" for i in range(len(group.factors)))
        blocks += [
            Heading(part, translate("inspector", "Its terms")),
            common.terms(subject, group, heads, ()),
        ]
        part += 1
    blocks += common.leaves(subject, part)
    return [*blocks, common.total(subject), *common.source(subject)]
