"""The parts that many pages have: head, subtotals, terms, total, source; a sum by image; the general page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.block import Number, PageBlock, advance, limit_of, sans
from cnnviz.features.microscope.blocks.formula import Formula
from cnnviz.features.microscope.blocks.pictures import ArrayPicture
from cnnviz.features.microscope.blocks.rows import (
    BarRows,
    Columns,
    NumberRow,
    NumberRows,
    Term,
    TermPage,
    Total,
)
from cnnviz.features.microscope.blocks.tables import Factor, Matrix
from cnnviz.features.microscope.blocks.text import Heading, Note, PageHead, SourceCode
from cnnviz.features.microscope.pages.subject import (
    PageSubject,
    Pick,
    by_size,
    colours,
    count_terms,
    leaf,
    meaning,
    never_negative,
    of_node,
    of_quantity,
    on_canvas,
    place,
    text,
)
from cnnviz.system.formulas import in_words, typeset
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed, worded
from cnnviz.widgets.numbers import brief, significant
from core.trace.explain import Cells, Constants, Node, TermGroup
from core.trace.explain.place import CellPlace
from core.trace.explain.source import source as source_of
from core.trace.recording import Cell

MANY = 18  # so many rows of bars stand on a page; more fold
TOP = 8  # of those that fold, so many are shown
PAGE = 12  # terms on one page of a list
WHOLE_SOURCE = 12  # lines: a longer method is shown around its hot line


def head(
    subject: PageSubject, words: Mapping[str, object] | None = None, sentence: str = ""
) -> list[PageBlock]:
    """Path, place, value, sentence (that of the quantity unless another is given) and formula."""
    cell, value = subject.cell, subject.explanation.value
    given = {
        "value": significant(value),
        "size": significant(abs(value), signed=False),
        "layer": subject.layer,
        "images": subject.batch,
        **(words or {}),
    }
    kind = "batchnorm" if subject.kind.startswith("BatchNorm") else subject.kind
    about = text(kind, subject.quantity, given)
    if not about.sentence and subject.quantity in ("input", "grad_output"):
        about = text("passing", subject.quantity, given)
    plain = subject.quantity in ("labels", "argmax") or subject.array.dtype.kind in "iub"
    number = Number(value, None, f"{cell.layer}.{cell.quantity}", plain)
    limit, grey = (None, None) if plain else colours(subject, cell)
    formula = about.formula or typeset(subject.explanation.formula)
    path, meaning = (cell.layer, cell.quantity), of_quantity(cell.quantity)
    if lies := on_canvas(subject.trace, cell):
        path = cell.layer, f"{cell.quantity} = {lies}"
    sentence, positive = sentence or about.sentence, never_negative(subject.trace, cell)
    page = PageHead(path, place(subject), number, sentence, limit, grey, meaning, positive)
    return [page, Formula(formula)] if "=" in formula else [page]  # else it says what the sentence says


def short(group: TermGroup) -> str:
    """A group's name beside its bar."""
    if group.number is None:
        return {"padding": translate("inspector", "pad"), "bias": "b"}.get(group.name) or worded(group.name)
    return str(group.number + 1) if group.name == "image" else str(group.number)


def subtotals(subject: PageSubject, chosen: int, single: bool = False) -> BarRows:
    """The groups as bars; many fold to the largest, "and 583 more, together"."""
    groups = subject.explanation.groups
    many, order = len(groups) > MANY, list(range(len(groups)))
    folded = many and not subject.picks.get("unfolded")
    if folded:
        order = by_size(groups)[:TOP]
    numbers = tuple(subtotal(subject, groups[i], i, single) for i in order)
    rest, words = None, ""
    if folded:
        others = subject.explanation.total - sum(number.value for number in numbers)
        words = translate("inspector", "and {0:,} more, together").format(len(groups) - len(order))
        rest = Number(others, Pick("unfolded", True), words)
    names = tuple(short(groups[i]) for i in order)
    label = 36.0 if all(advance(name, sans()) <= 32 for name in names) else 112.0
    fold = Pick("unfolded", False) if many and not folded else None
    at = order.index(chosen) if chosen in order else -1
    said = translate("inspector", "fold to the largest {0}").format(TOP)
    return BarRows(names, numbers, at, rest, words, label, fold, said)


def subtotal(subject: PageSubject, group: TermGroup, i: int, single: bool) -> Number:
    """What a group comes to; choosing it looks into the group, or opens the one number that it is."""
    if len(group) == 1 and len(group.factors) == 1 and isinstance(group.factors[0], Cells):
        number = leaf(group.factors[0])
        return Number(number.value, number.target, listed((worded(group.label), number.name)))
    name = image_name(group) if group.name == "image" else worded(group.label)
    return Number(group.subtotal, None if single else Pick("group", i), name)


def image_name(group: TermGroup) -> str:
    """Which image of the batch a group is of."""
    return translate("inspector", "image {0}").format((group.number or 0) + 1)


def terms(
    subject: PageSubject,
    group: TermGroup,
    heads: Sequence[str],
    names: Sequence[str],
    made: str = "=",
    of: Sequence[Node] = (),
) -> TermPage:
    """A group's terms in order of size, a page of them; nothing is left out, the rest stands at the end.

    `heads` are over the factors, or over what else the terms, which are called `made`, are made `of`.
    """
    size, first = len(group), int(subject.picks.get("term", 0))
    product = translate("inspector", "product")
    order = np.argsort(-np.abs(group.terms), kind="stable")
    shown = order[first : first + PAGE].tolist()
    found = tuple(
        Term(
            names[i] if len(names) > i else str(i),
            tuple(of_node(f, i, h) for f, h in zip(of or group.factors, heads, strict=False)),
            Number(float(group.terms[i]), None, product) if heads else of_node(group.node, i, made),
        )
        for i in shown
    )
    rest, words, turns = None, "", []
    if size > PAGE:
        others = group.subtotal - sum(term.product.value for term in found)
        words = translate("inspector", "and {0:,} more, together").format(size - len(found))
        rest = Number(others, None, words)
        if first:
            turns.append((translate("inspector", "‹ larger"), Pick("term", max(0, first - PAGE))))
        if first + PAGE < size:
            turns.append((translate("inspector", "smaller ›"), Pick("term", first + PAGE)))
    largest = float(np.abs(group.terms).max(initial=0.0))
    return TermPage(tuple(heads), found, largest, rest, words, tuple(turns), made)


def total(subject: PageSubject, words: str = "", what: str = "") -> Total:
    """The sum worked out from its leaves, and whether it is the recorded number; where more digits make a
    difference that is seen, the recorded one is shown, and what it was worked out to be is said.
    """
    found = subject.explanation
    if not what:
        what = translate("inspector", "equals the recorded number")
        if (count := count_terms(found.groups)) > 1:
            what = translate("inspector", "the sum of all {0:,} terms equals the recorded number")
            what = what.format(count)
    worked = Number(found.total, None, translate("inspector", "worked out from its terms"))
    recorded = Number(found.value, None, translate("inspector", "recorded"))
    words, right = words or translate("inspector", "total"), holds(subject)
    if not right:
        both: tuple[object, object] = recorded, worked
        if str(worked) == str(recorded):
            both = f"{found.value:+.9g}", f"{found.total:+.9g}"
        what = translate("inspector", "does not equal the recorded number, which is {0}, not {1}")
        what = what.format(*both)
    if right and str(worked) != str(recorded):
        more = translate(
            "inspector", "; worked out with 16 digits it is {0}, and the trace has {1}: that much is rounding"
        )
        digits = 16 if subject.trace.images.dtype == np.float64 else 7
        return Total(words, recorded, right, what + more.format(worked, digits))
    return Total(words, worked, right, what)


def ending(subject: PageSubject, chosen: int = -1, words: str = "", check: str = "") -> list[PageBlock]:
    """The total, as the chosen group and all others if one is chosen, and the method that computed it."""
    return [total(subject, split(subject, chosen) if chosen >= 0 else words, check), *source(subject)]


def holds(subject: PageSubject) -> bool:
    """Whether the terms come to the recorded number, as near as the precision of the trace allows."""
    found = subject.explanation
    near = 1e-12 if subject.trace.images.dtype == np.float64 else 1e-5
    if not np.isfinite(found.value):
        return bool(np.array_equal(found.total, found.value, equal_nan=True))
    return bool(abs(found.total - found.value) <= near * max(found.scale, abs(found.value)) + 1e-30)


def source(subject: PageSubject) -> list[PageBlock]:
    """The method that computed the number, its hot line marked."""
    found = source_of(subject.rule)
    if found is None:
        return []
    lines, hot = _without_docstring(found.lines, found.hot)
    more = None
    if len(lines) > WHOLE_SOURCE and not subject.picks.get("source"):
        lines, hot = _around(lines, hot)
        more = Pick("source", True)
    words = translate("inspector", "whole method")
    return [SourceCode(found.file, found.name, tuple(lines), frozenset([hot]), more, words)]


def _without_docstring(lines: Sequence[str], hot: int) -> tuple[list[str], int]:
    quotes = [i for i, line in enumerate(lines) if '"""' in line]
    if not quotes or quotes[0] > 12:
        return list(lines), hot
    first = quotes[0]
    last = first if lines[first].count('"""') == 2 else quotes[1]
    return [*lines[:first], *lines[last + 1 :]], hot - (last - first + 1 if hot > last else 0)


def _around(lines: Sequence[str], hot: int) -> tuple[list[str], int]:
    """The head of a method and what stands around its hot line."""
    first, last = max(1, hot - 4), min(len(lines), hot + 5)
    found = [lines[0], *(["    …"] if first > 1 else []), *lines[first:last]]
    place = hot - first + 1 + (first > 1)
    return [*found, *(["    …"] if last < len(lines) else [])], place


def leaves(
    subject: PageSubject,
    number: int,
    names: dict[str, tuple[str, str]] | None = None,
    more: Sequence[NumberRow] = (),
) -> list[PageBlock]:
    """Every single number of the formula, each with its page; `names` gives (name, words) by quantity."""
    rows, seen = [], set()
    for column in subject.explanation.expression.columns():
        if column.size != 1:
            continue
        one = leaf(column)
        key = one.target if one.target is not None else (one.name, one.value)
        if key in seen:
            continue
        seen.add(key)
        if isinstance(column, Constants):
            letter = _letter(column.meaning)
            words = worded(column.meaning)
            rows.append(NumberRow(in_words(letter), one, "" if letter == column.meaning else words))
        else:
            known = (names or {}).get(column.quantity)
            name, words = known if known else (worded(column.quantity), one.name)
            rows.append(NumberRow(name, one, words))
    return numbered(number, [*rows, *more], 96.0) if rows else []


def numbered(number: int, rows: Sequence[NumberRow], names: float = 66.0) -> list[PageBlock]:
    """Single numbers, each with its page, under their heading."""
    title = translate("inspector", "Its numbers (each opens its page)")
    return [Heading(number, title), NumberRows(tuple(rows), names)]


def taken_over(subject: PageSubject) -> Number:
    """The one number that a layer hands on as it is."""
    number = leaf(next(subject.explanation.expression.columns()))
    assert number.target is not None
    return number


def _letter(meaning: str) -> str:
    return meaning if len(meaning) <= 14 else translate("inspector", "constant")


def layer(subject: PageSubject) -> Any:
    """A layer with the recorded one's settings, for its window."""
    return CellPlace(subject.trace, subject.cell).layer


class TermGrid:
    """A group's products laid out over a kernel's or a map's places; what each opens is found when asked."""

    def __init__(
        self,
        subject: PageSubject,
        group: TermGroup,
        factors: tuple[Cells, Cells],
        places: np.ndarray,
        whole: np.ndarray,
    ) -> None:
        """`places` are the terms' rows and columns; `whole` is the second factor, padding and all."""
        self.subject = subject
        rows, columns = places
        self.a, self.b, self.products = np.zeros(whole.shape), np.array(whole, float), np.zeros(whole.shape)
        self.term = np.full(whole.shape, -1)  # which of the group's terms stands here; -1 is padding
        self.factors = factors
        self.behind: Callable[[int, int], Cell] | None = None  # the second factor's cell beside padding
        self.a[rows, columns], self.products[rows, columns] = factors[0].values, group.terms
        self.term[rows, columns] = np.arange(len(rows))

    def opens(self, which: int, row: int, column: int) -> Cell | None:
        """What a factor at a place opens."""
        i = int(self.term[row, column])
        if i >= 0:
            return self.factors[which].cell(i)
        return self.behind(row, column) if which == 1 and self.behind is not None else None

    def matrix(self, first: str, second: str) -> Matrix:
        """The numbers, a cell a term."""
        factors = (
            Factor(first, self.a, partial(self.opens, 0)),
            Factor(second, self.b, partial(self.opens, 1)),
        )
        words = translate("inspector", "product")
        return Matrix(factors, self.products, self.term < 0, translate("inspector", "pad 0"), words)

    def picture(
        self, which: int, caption: str, before: str, holes: bool = False, large: bool = False
    ) -> ArrayPicture:
        """A factor as a picture, or with 2 the products."""
        values, padding = (self.a, self.b, self.products)[which], self.term < 0 if holes else None

        def opens(row: int, column: int) -> tuple[Cell | None, str]:
            return self.opens(which, row, column), caption

        limit, grey = limit_of(values), None
        if which < 2:  # the numbers of an array that the canvas shows
            limit, grey = colours(self.subject, self.factors[which].cell(0))
        told = opens if which < 2 else None
        return ArrayPicture(
            values, caption, limit, told, holes=padding, grey=grey, large=large, before=before
        )


NO_BREAK = "\u00a0"


def whose(subject: PageSubject) -> tuple[list[PageBlock], int]:
    """Whose gradient is it: each image's contribution, their sum and mean, and the step that follows."""
    groups, record = subject.explanation.groups, subject.record
    images = [i for i, group in enumerate(groups) if group.name == "image"]
    order = [i for i in by_size(groups) if i in set(images)]
    chosen = subject.picked(order[0])
    chosen = chosen if chosen in images else order[0]
    rows = tuple(Number(groups[i].subtotal, Pick("group", i), image_name(groups[i])) for i in images)
    values, count, here = np.array([number.value for number in rows]), len(images), images.index(chosen)
    words = {"count": f"{count_terms(groups):,}", "group": translate("inspector", "channel")}
    blocks = head(subject, words)
    if count > 1:
        against = int((values * np.sign(values.sum()) < 0).sum())  # one of 0 pulls nowhere
        title = translate("inspector", "Whose gradient is it? {0} images").format(count)
        together = translate("inspector", "No image pulls anywhere")
        if values.any():
            together = translate("inspector", "{0} of {1} pull the other way").format(against, count)
        mean = translate("inspector", "mean {0}, sum {1}")
        mean = mean.format(significant(values.mean()), significant(values.sum()))
        said = translate(
            "inspector",
            "A column an image, already divided by {0}; choose one to look into it. Image {1} gives {2}.",
        )
        blocks += [
            Heading(1, title, together, meaning("whose")),
            Columns(rows, here, translate("inspector", "image 1"), str(count), mean),
            Note(said.format(count, here + 1, significant(float(values[here])))),
        ]
    else:
        alone = translate("inspector", "One image alone: there is no batch whose mean it would be.")
        blocks.append(Note(alone))
    name = subject.quantity.removesuffix(".grad")
    if name in record.after:
        moved = float(record.after[name][subject.index]) - float(record.params[name][subject.index])
        after = Cell(subject.layer, f"{name}.after", subject.index)
        taken = translate("inspector", "the step taken")
        step = Number(moved, after, taken, known=subject.known(after))
        rate = dict(subject.trace.optimizer or {}).get("lr", float("nan"))
        said = translate("inspector", "what the optimiser made of it, at a rate of {0}").format(brief(rate))
        row = NumberRow(translate("inspector", "the step"), step, said, strong=True)
        blocks.append(NumberRows((row,), 60.0))
    return blocks, chosen


def shares(subject: PageSubject, chosen: int, said: str, signed: bool) -> list[PageBlock]:
    """What each image adds, under its heading; `said` has a place for the sum."""
    groups = subject.explanation.groups
    rows = tuple(subtotal(subject, group, i, False) for i, group in enumerate(groups))
    said = said.format(significant(subject.explanation.total, signed))
    title = translate("inspector", "What each of the {0} images adds").format(len(groups))
    first = translate("inspector", "image 1")
    return [Heading(1, title), Columns(rows, chosen, first, str(len(groups)), said)]


def split(subject: PageSubject, chosen: int) -> str:
    """ "channel 5 -9.18e-4 and the other 15 -6.61e-4"."""
    groups = subject.explanation.groups
    own = groups[chosen]
    name = (
        image_name(own) if own.name == "image" else translate("inspector", "channel {0}").format(own.number)
    )
    others = [g for i, g in enumerate(groups) if i != chosen and g.name not in ("bias", "padding")]
    parts = [f"{name} {significant(own.subtotal)}"]
    if others:
        rest = sum(group.subtotal for group in others)
        parts.append(translate("inspector", "the other {0} {1}").format(len(others), significant(rest)))
    bias = next((group for group in groups if group.name == "bias"), None)
    if bias is not None:
        parts.append(translate("inspector", "bias {0}").format(significant(bias.subtotal)))
    return "   ".join(part.replace(" ", NO_BREAK) for part in parts)


def _head(factor: Node) -> str:
    """What stands over a column of factors."""
    if isinstance(factor, Cells):
        return {"input": "x", "output": "y", "weight": "w", "grad_output": "dy"}.get(
            factor.quantity, worded(factor.quantity)
        )
    return worded(factor.meaning if isinstance(factor, Constants) else getattr(factor, "name", ""))


def general(subject: PageSubject) -> list[PageBlock]:
    """Subtotals as bars where there are several, the terms of the largest, every single number as a link."""
    found = subject.explanation
    blocks = head(subject)
    if not found.leaves:
        words = translate("inspector", "This is where it begins: nothing in this batch made this number.")
        return [*blocks, Note(words)]
    group, part = found.groups[0], 1
    if len(found.groups) > 1:
        chosen = subject.picked(by_size(found.groups)[0])
        title = translate("inspector", "What it is made of")
        blocks += [Heading(part, title), subtotals(subject, chosen)]
        group, part = found.groups[chosen], 2
    if len(group) > 1:
        blocks += [Heading(part, translate("inspector", "Its terms"))]
        blocks += [terms(subject, group, [_head(factor) for factor in group.factors], ())]
        part += 1
    return [*blocks, *leaves(subject, part), *ending(subject)]
