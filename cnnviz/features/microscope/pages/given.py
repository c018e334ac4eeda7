"""Pages of numbers that no layer computes: pixels, weights, labels, taken-over numbers, and the update."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from cnnviz.features.microscope.blocks.block import Number, PageBlock
from cnnviz.features.microscope.blocks.formula import Formula
from cnnviz.features.microscope.blocks.pictures import PictureRow
from cnnviz.features.microscope.blocks.plots import SideBySide, Station
from cnnviz.features.microscope.blocks.rows import NumberRow, NumberRows
from cnnviz.features.microscope.blocks.text import Heading, Note
from cnnviz.features.microscope.pages import common
from cnnviz.features.microscope.pages.common import ending
from cnnviz.features.microscope.pages.subject import PageSubject, plane, text
from cnnviz.system.formulas import typeset
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import listed
from cnnviz.widgets.numbers import brief, significant
from core.trace.recording import Cell


def given(subject: PageSubject) -> list[PageBlock]:
    """This is where it begins: the number in its picture, and what is made of it."""
    part = "state" if subject.rule == "state" else subject.rule.removeprefix("loss.")
    about = text("given", part, {}).sentence or text(subject.kind, subject.quantity, {}).sentence
    return [*common.head(subject, sentence=about), *_picture(subject), *_ways(subject)]


def _picture(subject: PageSubject) -> list[PageBlock]:
    array, index, images = subject.array, subject.index, subject.trace.images
    more: dict[str, Any] = {"large": True}
    quantity, layer = subject.quantity, subject.layer
    if subject.rule == "pixel" or quantity == "labels":
        if images.ndim != 4:
            return []
        at: tuple[int, ...] = (index[0], 0)
        if subject.rule == "pixel":
            at, more["mark"] = index[:2], index[2:]
        quantity, layer, array = "input", subject.trace.names[0], images
    elif array.ndim >= 2 and max(array.shape[-2:]) <= 64:
        at, more["mark"] = index[:-2], index[-2:]
    else:
        return []
    item = plane(subject, quantity, at, "", layer, **more)
    return [Heading(1, translate("inspector", "Where it stands")), PictureRow((item,))]


def _ways(subject: PageSubject) -> list[PageBlock]:
    """Its gradient, what the step made of it."""
    layer, quantity, index = subject.layer, subject.quantity, subject.index
    gradient, after = translate("inspector", "gradient"), translate("inspector", "after")
    depends = translate("inspector", "how the loss depends on it")
    rows: list[tuple[str, Cell, str]] = []
    if subject.rule == "parameter":
        made = subject.record.after.get(quantity)
        said = translate("inspector", "what the step made of it")
        if made is not None and subject.known(Cell(layer, f"{quantity}.after", index)):
            moved = float(made[index]) - float(subject.array[index])
            said = translate("inspector", "what the step made of it, by {0}").format(significant(moved))
        rows.append((gradient, Cell(layer, f"{quantity}.grad", index), depends))
        rows.append((after, Cell(layer, f"{quantity}.after", index), said))
    elif subject.rule == "pixel":
        rows.append((gradient, Cell(layer, "grad_input", index), depends))
    elif subject.rule in ("buffer", "state"):
        words = translate("inspector", "after the step")
        rows.append((after, Cell(layer, f"{quantity}.after", index), words))
    elif subject.quantity == "labels":
        own = Cell("loss", "grad_input", (index[0], int(subject.explanation.value)))
        rows.append((gradient, own, translate("inspector", "of the label's own logit")))
    found = []
    for name, cell, words in rows:
        with suppress(KeyError, ValueError):  # a trace without a step, or a layer that has none
            number = subject.number(cell.quantity, cell.index, words, cell.layer)
            found.append(NumberRow(name, number, words))
    title = translate("inspector", "From here")
    return [Heading(0, title), NumberRows(tuple(found), 96.0)] if found else []


def passing(subject: PageSubject) -> list[PageBlock]:
    """Taken over from the neighbour: one step further is the page that explains it."""
    number = common.taken_over(subject)
    words = translate("inspector", "the same number in {0}: its page goes on").format(number.target.layer)
    row, title = (
        NumberRow(number.target.layer, number, words),
        translate("inspector", "Go on to the neighbour"),
    )
    return [*common.head(subject), Heading(1, title), NumberRows((row,)), common.total(subject)]


END_PAGES = {
    **dict.fromkeys(("pixel", "parameter", "buffer", "state", "unused", "loss.labels", "loss.target"), given),
    **dict.fromkeys(("input", "grad_output", "loss.logits", "loss.prediction"), passing),
}


MEMORIES = {
    "momentum_buffer": QT_TRANSLATE_NOOP("inspector", "velocity"),
    "square_avg": QT_TRANSLATE_NOOP("inspector", "mean square"),
    "grad_avg": QT_TRANSLATE_NOOP("inspector", "mean gradient"),
    "exp_avg": "m",
    "exp_avg_sq": "v",
    "max_exp_avg_sq": QT_TRANSLATE_NOOP("inspector", "largest v"),
    "sum": QT_TRANSLATE_NOOP("inspector", "sum of squares"),
}


ADAM = {
    "m": QT_TRANSLATE_NOOP("formula", "m: the mean gradient, PyTorch's exp_avg"),
    "v": QT_TRANSLATE_NOOP("formula", "v: the mean square of the gradient, PyTorch's exp_avg_sq"),
    "u": QT_TRANSLATE_NOOP("formula", "u: the largest v so far, PyTorch's max_exp_avg_sq"),
}
LETTERS = {  # what each optimiser remembers, in its formulas
    "sgd": {"v": QT_TRANSLATE_NOOP("formula", "v: the velocity, PyTorch's momentum_buffer")},
    "rmsprop": {
        "v": QT_TRANSLATE_NOOP("formula", "v: the mean square of the gradient, PyTorch's square_avg"),
        "a": QT_TRANSLATE_NOOP("formula", "a: the mean gradient, PyTorch's grad_avg"),
        "m": QT_TRANSLATE_NOOP("formula", "m: the velocity, PyTorch's momentum_buffer"),
    },
    "adagrad": {"s": QT_TRANSLATE_NOOP("formula", "s: the sum of the squared gradients, PyTorch's sum")},
    "adam": ADAM,
    "adamw": ADAM,
    "update": {},  # of a parameter that no optimiser moves
}


def update(subject: PageSubject) -> list[PageBlock]:
    """A weight after the step."""
    name = subject.quantity.removesuffix(".after")
    old = subject.same(name, translate("inspector", "old weight"))
    new = subject.same(subject.quantity, translate("inspector", "new weight"))
    gradient = subject.same(f"{name}.grad", translate("inspector", "gradient"))
    change = Number(new.value - old.value, None, translate("inspector", "change"))
    words = {
        "direction": translate("inspector", "up") if change.value > 0 else translate("inspector", "down"),
        "change": significant(abs(change.value), signed=False),
        "value": str(new),
    }
    said = _carried(subject, name, change.value, gradient.value)
    stations = [Station(number.name, number) for number in (old, gradient)]
    for key in subject.record.state_after:
        owner, _, kept = key.partition(".")
        if owner == name:
            label = translate("inspector", MEMORIES.get(kept, kept))
            stations.append(Station(label, subject.same(f"{key}.after", kept)))
    stations += [Station(number.name, number) for number in (change, new)]
    blocks = [
        *_head(subject, said, words),
        Heading(1, translate("inspector", "Side by side")),
        SideBySide(tuple(stations), old.value, new.value),
        _settings(subject),
    ]
    if len(subject.explanation.groups) > 1:
        title = translate("inspector", "The optimiser's terms")
        blocks += [Heading(2, title), common.subtotals(subject, -1, single=True)]
        step = significant(subject.explanation.total - old.value)
        if change.value and step != str(change):
            said = translate(
                "inspector", "Rounded to the weight's own digits (float32), a step of {0} is {1}."
            )
            blocks.append(Note(said.format(step, change)))
    return [*blocks, *_numbers(subject, 3, name), *ending(subject, words=new.name)]


def _carried(subject: PageSubject, name: str, change: float, gradient: float) -> str:
    """The part of the text that says how a weight moved: what can have carried it where its gradient didn't.

    A memory of earlier steps, or the decay towards zero, is named only if it points the same way.
    """
    if not change:
        return "weight-kept"
    if change * gradient < 0:
        return "weight"
    settings, record = subject.trace.optimizer or {}, subject.record
    kept = (record.state.get(f"{name}.{memory}") for memory in ("momentum_buffer", "exp_avg"))
    remembered = any(array is not None and change * float(array[subject.index]) < 0 for array in kept)
    decayed = bool(settings.get("weight_decay")) and change * float(record.params[name][subject.index]) < 0
    causes = [word for word, true in (("memory", remembered), ("decay", decayed)) if true]
    return "-".join(("weight", "carried" if gradient else "still", *causes))


def state(subject: PageSubject) -> list[PageBlock]:
    """What the optimiser remembers after the step: what it kept, and what this step added."""
    name = subject.quantity.removesuffix(".after").partition(".")[0]
    blocks = _head(subject, "state", {})
    if len(subject.explanation.groups) > 1:
        title = translate("inspector", "Kept, and new")
        blocks += [Heading(1, title), common.subtotals(subject, -1, single=True)]
    blocks += _numbers(subject, 2, name)
    return [*blocks, _settings(subject), *ending(subject)]


def untouched(subject: PageSubject) -> list[PageBlock]:
    """A parameter that the optimiser wasn't given."""
    blocks = _head(subject, "untouched", {})
    return [*blocks, *common.leaves(subject, 1), common.total(subject)]


SETTINGS = {  # of an optimiser, in words
    "lr": QT_TRANSLATE_NOOP("inspector", "learning rate"),
    "momentum": QT_TRANSLATE_NOOP("inspector", "momentum"),
    "weight_decay": QT_TRANSLATE_NOOP("inspector", "weight decay"),
    "dampening": QT_TRANSLATE_NOOP("inspector", "dampening"),
    "nesterov": QT_TRANSLATE_NOOP("inspector", "Nesterov"),
    "lr_decay": QT_TRANSLATE_NOOP("inspector", "learning rate decay"),
}


def _head(subject: PageSubject, part: str, words: Mapping[str, object]) -> list[PageBlock]:
    first, *_ = common.head(subject, sentence=text("update", part, words).sentence)
    letters = LETTERS[subject.explanation.rule.partition(".")[0]]
    return [first, Formula(typeset(subject.explanation.formula), letters)]


def _settings(subject: PageSubject) -> Note:
    settings, shown = dict(subject.trace.optimizer or {}), []
    for key, value in settings.items():
        if key not in ("type", "t", "parameters") and value:
            word = translate("inspector", SETTINGS.get(key, key))
            told = brief(value, 4) if isinstance(value, float) else value
            shown.append(word if value is True else f"{word} {told}")
    said = translate("inspector", "{0}, step {1:,}: {2}")
    return Note(said.format(settings.get("type"), settings.get("t") or 0, listed(shown)))


def _numbers(subject: PageSubject, number: int, name: str) -> list[PageBlock]:
    """Every number of an update's formula; what the gradient and the weight's decay come to stands last."""
    more: list[NumberRow] = []
    if "g'" in subject.explanation.formula:
        record, decay = subject.record, float((subject.trace.optimizer or {})["weight_decay"])
        used = record.applied.get(name, record.grads[name])[subject.index]
        decayed = Number(float(used) + decay * float(record.params[name][subject.index]), None, "g'")
        words = translate("inspector", "the gradient with the weight's decay in it, as the step took it")
        more.append(NumberRow("g'", decayed, words))
    return common.leaves(subject, number, _names(name), more)


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
