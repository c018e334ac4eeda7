"""One mistake as data: where it is made, how it is told to a learner, and what would be right.

The words live in resources/mistakes, one file a layer; what a mistake does to the numbers is one `if` in the
telling of its layer, in this package.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

PLACES = ("forward", "backward", "state", "update", "whole run")
FILES: tuple[str, ...] = (
    "conv",
    "linear",
    "activations",
    "pooling",
    "batchnorm",
    "dropout",
    "loss",
    "optimizer",
)
FILES += ("flatten", "data", "lenet")


@dataclass(frozen=True)
class Mistake:
    """One mistake that people make in a layer they write.

    `says` completes "your dX is what comes out if ..."; `title` is its short form for lists. `hints` go
    from a question to the answer, `right` is the line that is right. `planted` counts the bugs of
    tests/mutants/planted.toml that are this mistake. `seen_by` names what shows it in the window ("page",
    "proof"); `findable` is False where nothing can. `resizes` is True where the output's size changes;
    `trains` is False where a shape comes out wrong, so that a network stops at it.
    """

    id: str
    layer: str
    place: str
    title: str
    says: str
    lesson: str
    hints: tuple[str, ...]
    right: str
    seen_by: tuple[str, ...] = ("page", "proof")
    findable: bool = True
    planted: tuple[int, ...] = ()
    resizes: bool = False
    trains: bool = True


@cache
def read(stem: str) -> tuple[Mistake, ...]:
    """The mistakes of one file in resources/mistakes, in its order."""
    text = (resources.files("resources") / "mistakes" / f"{stem}.toml").read_text(encoding="utf-8")
    return tuple(_mistake(key, entry) for key, entry in tomllib.loads(text).items())


def _mistake(key: str, entry: dict[str, Any]) -> Mistake:
    planted = entry.get("planted", ())
    return Mistake(
        id=key,
        layer=entry["layer"],
        place=entry["place"],
        title=entry["title"],
        says=entry.get("says", entry["title"]),
        lesson=entry["lesson"],
        hints=(entry["ask"], entry["lesson"], f"It should read: {entry['right']}"),
        right=entry["right"],
        seen_by=tuple(entry.get("seen_by", ("page", "proof"))),
        findable=entry.get("findable", True),
        planted=(planted,) if isinstance(planted, int) else tuple(planted),
        resizes=entry.get("resizes", False),
        trains=entry.get("trains", True),
    )
