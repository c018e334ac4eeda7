"""Pages of the update: old weight, gradient, the terms of the optimiser, the change and the new weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.head import Formula, Heading, Note, PageHead
from cnnviz.features.microscope.blocks.side_by_side import SideBySide, Station
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject
from cnnviz.features.microscope.pages.texts import text
from cnnviz.system.translation import translate
from cnnviz.widgets.numbers import significant

MEMORIES = {
    "momentum_buffer": "momentum",
    "square_avg": "mean square",
    "grad_avg": "mean gradient",
    "exp_avg": "m",
    "exp_avg_sq": "v",
    "max_exp_avg_sq": "largest v",
    "sum": "sum of squares",
}


def update(subject: PageSubject) -> list[PageBlock]:
    """A weight after the step."""
    name = subject.quantity.removesuffix(".after")
    old, new = (
        subject.same(name, translate("inspector", "old weight")),
        subject.same(subject.quantity, translate("inspector", "new weight")),
    )
    change = Number(new.value - old.value, None, translate("inspector", "change"))
    words = {
        "direction": translate("inspector", "up") if change.value > 0 else translate("inspector", "down"),
        "change": significant(abs(change.value), signed=False),
        "value": str(new),
    }
    blocks = _head(subject, "weight", words)
    gradient = subject.same(f"{name}.grad", translate("inspector", "gradient"))
    stations = [
        Station(translate("inspector", "old weight"), old),
        Station(translate("inspector", "gradient"), gradient),
    ]
    for key in subject.record.state_after:
        owner, _, state = key.partition(".")
        if owner == name:
            label = MEMORIES.get(state, state)
            stations.append(Station(label, subject.same(f"{key}.after", state)))
    stations += [
        Station(translate("inspector", "change"), change),
        Station(translate("inspector", "new weight"), new),
    ]
    settings = dict(subject.trace.optimizer or {})
    blocks += [
        Heading(1, translate("inspector", "Side by side")),
        SideBySide(tuple(stations), old.value, new.value),
    ]
    blocks.append(Note(_settings(settings)))
    groups = subject.explanation.groups
    if len(groups) > 1:
        blocks += [
            Heading(2, translate("inspector", "The optimiser's terms")),
            common.subtotals(subject, -1, single=True),
        ]
    blocks += common.leaves(subject, 3, _names(name))
    blocks.append(common.total(subject, translate("inspector", "new weight")))
    return blocks + common.source(subject)


def state(subject: PageSubject) -> list[PageBlock]:
    """What the optimiser remembers after the step: what it kept, and what this step added."""
    name = subject.quantity.removesuffix(".after").partition(".")[0]
    blocks = _head(subject, "state", {})
    groups = subject.explanation.groups
    if len(groups) > 1:
        blocks += [
            Heading(1, translate("inspector", "Kept, and new")),
            common.subtotals(subject, -1, single=True),
        ]
    blocks += common.leaves(subject, 2, _names(name))
    blocks.append(Note(_settings(dict(subject.trace.optimizer or {}))))
    return [*blocks, common.total(subject), *common.source(subject)]


def untouched(subject: PageSubject) -> list[PageBlock]:
    """A parameter that the optimiser wasn't given."""
    blocks = _head(subject, "untouched", {})
    return [*blocks, *common.leaves(subject, 1), common.total(subject)]


def _head(subject: PageSubject, part: str, words: Mapping[str, object]) -> list[PageBlock]:
    about = text("update", part, words)
    first = common.head(subject)
    head = first[0]
    assert isinstance(head, PageHead)
    said = replace(head, sentence=about.sentence)
    return [said, Formula(common.typeset(subject.explanation.formula))]


def _settings(settings: dict[str, object]) -> str:
    shown = [
        f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
        for key, value in settings.items()
        if key not in ("type", "t", "parameters") and value
    ]
    return translate("inspector", "{0}, step {1}: {2}").format(
        settings.get("type"), settings.get("t"), ", ".join(shown)
    )


def _names(name: str) -> dict[str, tuple[str, str]]:
    found = {
        name: (translate("inspector", "w"), translate("inspector", "the weight before")),
        f"{name}.grad": (translate("inspector", "gradient"), translate("inspector", "of this batch")),
    }
    for key, word in MEMORIES.items():
        found[f"{name}.{key}"] = (word, translate("inspector", "before the step"))
        found[f"{name}.{key}.after"] = (word, translate("inspector", "after the step"))
    return found


STATES = ("momentum_buffer", "square_avg", "grad_avg", "exp_avg", "exp_avg_sq", "max_exp_avg_sq", "sum")
OPTIMISERS = ("sgd", "rmsprop", "adagrad", "adam", "adamw")
PAGES = {
    **{f"{kind}.weight": update for kind in OPTIMISERS},
    **{f"{kind}.{name}": state for kind in OPTIMISERS for name in STATES},
    "update.untouched": untouched,
}
