"""The words of the hints, from resources/hints: one file a kind, its sentences with places for the numbers.

A file has a title and the parts `sentence`, `evidence`, `why` with a formula between fences, and one part for
each way to put it right, such as `fix-live`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from core.health.hint import Hint


class HintWords(NamedTuple):
    """What a hint says; `fix` is what its button does, in a few words."""

    title: str
    sentence: str
    evidence: str
    fix: str
    why: str
    formula: str


def words(hint: Hint, language: str = "") -> HintWords:
    """The sentences of a hint with its numbers in their places, in a language such as "zh_CN" if it has them,
    else in English. KeyError when one is missing.
    """
    parts, formula = _parts(hint.kind, language)
    filling = hint.filling()
    way = hint.fix.key or ("live" if hint.fix.live else "new")
    evidence = f"evidence-{hint.case}" if hint.case else "evidence"
    told = (parts[name].format_map(filling) for name in ("sentence", evidence, f"fix-{way}"))
    sentence, evidence, fix = told
    return HintWords(parts["title"], sentence, evidence, fix, parts["why"], formula)


@cache
def _parts(kind: str, language: str) -> tuple[dict[str, str], str]:
    """The parts of a file by their headings, each in one line, and its formula."""
    folder = resources.files("resources") / "hints"
    file = folder / language / f"{kind}.md"
    text = (file if file.is_file() else folder / f"{kind}.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    formula: list[str] = []
    heading, inside = "", False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            formula.append(line)
        elif line.startswith("# "):
            found["title"] = [line.removeprefix("# ")]
        elif line.startswith("## "):
            heading = line.removeprefix("## ").strip()
            found[heading] = []
        elif heading:
            found[heading].append(line)
    return {name: " ".join(" ".join(lines).split()) for name, lines in found.items()}, "\n".join(formula)
