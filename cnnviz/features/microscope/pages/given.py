"""Pages of numbers that no layer computes: pixels, weights, labels, taken-over numbers, and the update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cnnviz.features.microscope.blocks.block import Number, PageBlock, limit_of
from cnnviz.features.microscope.blocks.formula import Formula
from cnnviz.features.microscope.blocks.pictures import PictureRow
from cnnviz.features.microscope.blocks.plots import SideBySide, Station
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.text import Heading, Note, PageHead
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.subject import PageSubject, called, plane, text
from cnnviz.system.formulas import typeset
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets.numbers import brief, significant
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
    more: dict[str, Any] = {"large": True}
    if subject.rule == "pixel" or subject.quantity == "labels":
        images = subject.trace.images
        if images.ndim != 4:
            return []
        at: tuple[int, ...] = (index[0], 0)
        if subject.rule == "pixel":
            at, more["mark"] = index[:2], index[2:]
        more["grey"] = (float(images.min()), float(images.max()))
        item = plane(subject, "input", at, "", limit_of(images[at[0]]), subject.trace.names[0], **more)
    elif array.ndim >= 2 and max(array.shape[-2:]) <= 64:
        at, more["mark"] = index[:-2], index[-2:]
        item = plane(subject, subject.quantity, at, "", limit_of(array[at[:1]]), **more)
    else:
        return []
    return [Heading(1, translate("inspector", "Where it stands")), PictureRow((item,))]


def _ways(subject: PageSubject) -> list[PageBlock]:
    """Its gradient, what the step made of it."""
    layer, quantity, index = subject.layer, subject.quantity, subject.index
    rows: list[tuple[str, Cell | None, str]] = []
    if subject.rule == "parameter":
        words = translate("inspector", "how the loss depends on it")
        rows.append((translate("inspector", "gradient"), Cell(layer, f"{quantity}.grad", index), words))
        after = subject.record.after.get(quantity)
        said = translate("inspector", "what the step made of it")
        if after is not None:
            moved = float(after[index]) - float(subject.array[index])
            said = translate("inspector", "what the step made of it, by {0}").format(significant(moved))
        rows.append((translate("inspector", "after"), Cell(layer, f"{quantity}.after", index), said))
    elif subject.rule == "pixel":
        words = translate("inspector", "how the loss depends on it")
        rows.append((translate("inspector", "gradient"), Cell(layer, "grad_input", index), words))
    elif subject.rule in ("buffer", "state"):
        words = translate("inspector", "after the step")
        rows.append((translate("inspector", "after"), Cell(layer, f"{quantity}.after", index), words))
    elif subject.quantity == "labels":
        n, label = index[0], int(subject.explanation.value)
        words = translate("inspector", "of the label's own logit")
        rows.append((translate("inspector", "gradient"), Cell("loss", "grad_input", (n, label)), words))
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


END_PAGES = {
    **dict.fromkeys(("pixel", "parameter", "buffer", "state", "unused", "loss.labels", "loss.target"), given),
    **dict.fromkeys(("input", "grad_output", "loss.logits", "loss.prediction"), passing),
}


MEMORIES = {
    "momentum_buffer": QT_TRANSLATE_NOOP("inspector", "momentum"),
    "square_avg": QT_TRANSLATE_NOOP("inspector", "mean square"),
    "grad_avg": QT_TRANSLATE_NOOP("inspector", "mean gradient"),
    "exp_avg": "m",
    "exp_avg_sq": "v",
    "max_exp_avg_sq": QT_TRANSLATE_NOOP("inspector", "largest v"),
    "sum": QT_TRANSLATE_NOOP("inspector", "sum of squares"),
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
            label = translate("inspector", MEMORIES.get(state, state))
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
    return [said, Formula(typeset(subject.explanation.formula))]


def _settings(settings: dict[str, object]) -> str:
    shown = [
        f"{key} {brief(value, 4)}" if isinstance(value, float) else f"{key} {value}"
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
    for key, known in MEMORIES.items():
        word = translate("inspector", known)
        found[f"{name}.{key}"] = (word, translate("inspector", "before the step"))
        found[f"{name}.{key}.after"] = (word, translate("inspector", "after the step"))
    return found


STATES = ("momentum_buffer", "square_avg", "grad_avg", "exp_avg", "exp_avg_sq", "max_exp_avg_sq", "sum")
OPTIMISERS = ("sgd", "rmsprop", "adagrad", "adam", "adamw")
UPDATE_PAGES = {
    **{f"{kind}.weight": update for kind in OPTIMISERS},
    **{f"{kind}.{name}": state for kind in OPTIMISERS for name in STATES},
    "update.untouched": untouched,
}
