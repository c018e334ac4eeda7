"""Formulas are set whole: every letter of their description is there, inside the box, and says what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

import core.trace.explain as explain
from cnnviz.features.microscope.blocks.block import PagePainter
from cnnviz.features.microscope.blocks.formula import PAD, SYMBOLS, Box, Formula
from cnnviz.features.microscope.page_content import PageContent
from cnnviz.system.formulas import PHRASE, typeset

TEXT = "\n".join(path.read_text("utf-8") for path in Path(explain.__file__).parent.glob("*.py"))
FOUND = set(re.findall(r'"(\w+(?:\[[^\]]*\])? = [^"{}]+)"', TEXT))
WIDTH = 296.0


def letters(box: Box) -> str:
    return box.text + "".join(letters(part) for _, _, part in box.parts)


@pytest.mark.parametrize("described", sorted(FOUND))
def test_nothing_of_a_formula_is_lost_or_cut(qapp: object, described: str) -> None:
    line = typeset(described)
    placed, high = Formula(line)._set(WIDTH)
    shown = "".join(letters(box) for _, _, box in placed)
    for name in re.findall(r"[^\W\d]\w*", line):
        drawn = SYMBOLS[name][0] if name in SYMBOLS else name.replace("_", " ")
        assert name == "sqrt" or drawn in shown or name in shown or name == "sum", (name, shown)
    assert len(re.findall(r"\d", line)) <= len(re.findall(r"[\d₁₂]", shown))
    for x, y, box in placed:
        assert y - box.up >= 0
        assert y + box.down <= high
        assert x + box.width <= WIDTH or len(placed) == 1


@pytest.mark.parametrize(
    ("line", "second"),
    [
        ("y[n,o] = Σ(i) w[o,i] · x[n,i] + b[o]", "+"),
        ("dz[k] = (p[k] - t[k]) / N, t[k] = 1 for the label", "t"),
    ],
)
def test_a_line_is_broken_before_a_sign_or_after_a_clause(qapp: object, line: str, second: str) -> None:
    whole = max(x + box.width for x, _, box in Formula(line)._set(1000)[0])
    placed, _ = Formula(line)._set(whole - 4)
    low = max(y for _, y, _ in placed)
    assert letters(next(box for _, y, box in placed if y == low)).startswith(second)


def test_a_symbol_says_what_it_stands_for(qapp: object) -> None:
    content = PageContent([Formula("y[n,o] = Σ(i) w[o,i] · x[n,i] + b[o]")], [0.0], 0, WIDTH)
    said = {spot.hint.partition(":")[0] for spot in content.spots}
    assert {"y", "w", "x", "b", "n", "o", "i"} <= said
    spot = next(spot for spot in content.spots if spot.hint.startswith("w"))
    found = content.at(spot.box.center())
    assert found is not None
    assert found.hint == spot.hint
    assert content.at(QPointF(-50, -50)) is None


def test_what_makes_no_sense_is_drawn_all_the_same(qapp: object) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    for line in ("", "/", "((", "a / / b)", "x ^", "Σ", "sqrt(", "y[", "- - x"):
        painter = PagePainter(image)
        Formula(line).paint(painter, WIDTH)
        painter.end()


WORDS = {"exp", "sqrt", "sum", "tanh", "argmax"}  # functions, as Python and PyTorch write them


@pytest.mark.parametrize("described", sorted(FOUND))
def test_every_word_of_a_formula_is_a_symbol_a_function_or_translated(described: str) -> None:
    if described.endswith((".", "(")) or "np." in described or described.startswith("var = (centred"):
        pytest.skip("a sentence, or code")
    names = re.findall(r"[^\W\d]{3,}\w*", PHRASE.sub("", typeset(described)))
    assert {name for name in names if name not in SYMBOLS} <= WORDS


def test_a_bracket_that_takes_a_whole_line_stays_in_the_frame(qapp: object) -> None:
    line = "w after = w - lr · (g + weight decay · w + momentum · v after)"
    placed, _ = Formula(line)._set(WIDTH)
    assert max(x + box.width for x, _, box in placed) <= WIDTH - PAD
