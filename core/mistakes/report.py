"""What a diagnosis says: a result a quantity, and the sentences for people."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.mistakes.case import Case

VERDICTS = ("right", "unseen", "wrong", "raises", "time", "died", "missing", "wrote", "nothing")


class DiagnosisResult(NamedTuple):
    """One quantity's verdict. `mistakes` are ids of the catalogue, `words` a sentence.

    Where it is wrong also the trial, the first wrong place (`at`), the number there (`yours`) and the right
    one; `line` is a line of the file that was checked. `factor` tells of a convention or scale, as a
    sentence part. `unseen` names the trials in which the quantity didn't come: what is right in all others
    has the verdict "unseen".
    """

    quantity: str
    verdict: str
    mistakes: tuple[str, ...] = ()
    words: str = ""
    factor: str = ""
    trial: str = ""
    at: tuple[int, ...] | None = None
    yours: float | None = None
    right: float | None = None
    line: int | None = None
    unseen: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.verdict == "right"

    def __str__(self) -> str:
        mark = {"right": "ok   ", "wrong": "WRONG", "wrote": "WRONG"}.get(self.verdict, "FAILS")
        return f"{mark} {self.quantity}: {self.words}" if self.quantity else f"{mark} {self.words}"


@dataclass(frozen=True)
class DiagnosisReport:
    """What was found in one object: `results`, and `notes` on what was taken for what, of which
    `untried` tell what wasn't tried.

    `arrays` holds, for each quantity, yours and the right one on the trial that the result names, and `cases`
    that trial's case (with the masks that were drawn, where there are any).
    """

    kind: str
    results: tuple[DiagnosisResult, ...]
    notes: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()
    arrays: dict[str, tuple[Any, Any]] = field(default_factory=dict, repr=False)
    cases: dict[str, Case] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        return bool(self.results) and all(result.ok for result in self.results)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of all mistakes found, each once."""
        return tuple(dict.fromkeys(key for result in self.results for key in result.mistakes))

    def __bool__(self) -> bool:
        return self.ok

    def __iter__(self) -> Iterator[DiagnosisResult]:
        return iter(self.results)

    def __getitem__(self, quantity: str) -> DiagnosisResult:
        for result in self.results:
            if result.quantity == quantity:
                return result
        names = ", ".join(result.quantity for result in self.results)
        raise KeyError(f"{quantity!r} was not checked; there are {names}")

    def __str__(self) -> str:
        lines = [f"{self.kind}: {'right' if self.ok else 'not right yet'}"]
        lines += [f"  {result}" for result in self.results]
        lines += [f"  note: {note}" for note in self.notes]
        return "\n".join(lines)


def row(result: DiagnosisResult) -> dict[str, Any]:
    """One result ready for JSON."""
    found = result._asdict()
    found["result"] = found.pop("verdict")
    found["mistakes"], found["unseen"] = list(result.mistakes), list(result.unseen)
    found["at"] = None if result.at is None else list(result.at)
    for name in ("yours", "right"):  # JSON has no words for these
        if found[name] is not None and not math.isfinite(found[name]):
            found[name] = str(found[name])
    return found
