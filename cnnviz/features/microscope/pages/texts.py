"""The sentences and formulas of the pages, from resources/explain: one file a kind of layer.

A file has a part for each quantity, "## grad_input", with a sentence and perhaps a formula between fences.
Words in braces are filled in: {value}, {layer}, {window}.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple


class Text(NamedTuple):
    """A sentence in plain words, and a formula ("" where the core's own is shown)."""

    sentence: str
    formula: str


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def text(kind: str, quantity: str, words: Mapping[str, object]) -> Text:
    """The text about a quantity of a kind of layer, with its words filled in; empty if there is none."""
    found = parts(kind.lower()).get(quantity, Text("", ""))
    return Text(found.sentence.format_map(_Kept(words)), found.formula)


@cache
def parts(name: str) -> dict[str, Text]:
    """All parts of a file by their headings."""
    file = resources.files("resources") / "explain" / f"{name}.md"
    if not file.is_file():
        return {}
    found: dict[str, Text] = {}
    heading, sentence, formula, inside = "", [""], [""], False
    for line in [*file.read_text(encoding="utf-8").splitlines(), "## "]:
        if line.startswith("```"):
            inside = not inside
        elif inside:
            formula.append(line)
        elif line.startswith("## "):
            for one in heading.split(", "):
                found[one] = Text(" ".join(" ".join(sentence).split()), "\n".join(formula).strip())
            heading, sentence, formula = line.removeprefix("## ").strip(), [], []
        else:
            sentence.append(line)
    found.pop("", None)
    return found
