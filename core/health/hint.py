"""What a hint is: something that a run's numbers say is amiss, those numbers, and what to change.

A hint holds no sentences: those are in resources/hints, one file a kind, with places for the numbers, so that
they can be translated and read by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from core.training.config import TrainConfig


class StepRange(NamedTuple):
    """The steps of a number: "{0:step %|steps % to %}" of it is "step 7" or "steps 7 to 9"."""

    first: int
    last: int

    def __format__(self, spec: str) -> str:
        one, _, many = spec.partition("|")
        text = one if self.first == self.last else many
        return text.replace("%", f"{self.first:,}", 1).replace("%", f"{self.last:,}", 1)


class Fact(NamedTuple):
    """One number of the evidence and the steps that it was measured over; `share` is read as a percentage."""

    value: float
    first: int
    last: int
    share: bool = False

    @property
    def text(self) -> str:
        """The number, three significant digits."""
        # A space that doesn't break: the sign stays with its number at the end of a line.
        return f"{100 * self.value:.3g}\u00a0%" if self.share else number_text(self.value)


@dataclass(frozen=True)
class HintFix:
    """One setting changed: at once where `live`, else by a new run with `config`.

    `field` is a field of TrainConfig; `before` and `after` are its values, or words for a part of a spec.
    """

    field: str
    before: Any
    after: Any
    live: bool
    config: TrainConfig | None = None
    key: str = ""  # which of the kind's ways to put it, where it has several


@dataclass(frozen=True)
class Hint:
    """One thing amiss at `step`: its kind, the layer meant ("" for all of them), the evidence, the fix."""

    kind: str
    step: int
    facts: dict[str, Fact]
    fix: HintFix
    layer: str = ""
    case: str = ""  # which of the kind's ways to put the evidence, where it has several
    words: dict[str, str] = field(default_factory=dict)

    def filling(self) -> dict[str, str | StepRange]:
        """What goes into the places of the sentences: {loss}, {loss_steps:...}, {loss_to}, {layer}, {after};
        {gap_points} are the hundredths of a share.
        """
        made: dict[str, str | StepRange] = {"layer": self.layer, "step": f"{self.step:,}", **self.words}
        for name, fact in self.facts.items():
            made[name] = fact.text
            made[f"{name}_steps"], made[f"{name}_to"] = StepRange(fact.first, fact.last), f"{fact.last:,}"
            made[f"{name}_points"] = number_text(100 * fact.value)
        made["before"], made["after"] = setting_text(self.fix.before), setting_text(self.fix.after)
        return made


def number_text(value: float) -> str:
    """Three significant digits; powers of ten below a thousandth and from a hundred thousand."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    mantissa, power = f"{value:.2e}".split("e")
    return f"{float(mantissa):g}e{int(power)}"


def setting_text(value: Any) -> str:
    """A setting as it is written in the settings."""
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {setting_text(part)}" for name, part in value.items())
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def round_rate(rate: float) -> float:
    """A rate with one digit: 0.0367 -> 0.04, what somebody would type."""
    return float(f"{rate:.0e}")


class HintWords(NamedTuple):
    """What a hint says; `fix` is what its button does, in a few words."""

    title: str
    sentence: str
    evidence: str
    fix: str
    why: str
    formula: str


def words(hint: Hint, language: str = "") -> HintWords:
    """The sentences of a hint from resources/hints with its numbers in their places, in a language such as
    "zh_CN" if it has them, else in English. KeyError when one is missing.
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
