"""What a run is called: the same in Runs, beside the curves, in messages and in menus.

A run of the window is called by its network and the time of day at which it was begun, of which there is one
for each, until somebody gives it a title. A run out of a folder that doesn't say when is called by its seed,
or its folder, where another one would be called the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QDateTime

from cnnviz.system.translation import translate
from core.training import TrainConfig

DAY = 86_400.0  # seconds that a clock may have been wrong by


def network_name(config: TrainConfig) -> str:
    """A preset's name; "" for a network of somebody's own."""
    return config.preset if config.spec is None else ""


def begun_of(about: Mapping[str, Any]) -> int:
    """When a run was begun, in seconds since 1970; 0 if that isn't known, or can't be."""
    begun = about.get("begun")
    return begun if isinstance(begun, int) and 0 < begun < time.time() + DAY else 0


def run_name(network: str | None, begun: float) -> str:
    """What a run is called without a title, by its `network_name`, None where that isn't known; `begun` as
    above.
    """
    known = network or translate("Runs", "own network")
    network = translate("Runs", "a run") if network is None else known
    if not begun:
        return network
    clock = QDateTime.fromSecsSinceEpoch(int(begun)).toString("HH:mm:ss")
    return f"{network} {clock}"


def told_apart(names: Sequence[str], *more: Callable[[int], str]) -> list[str]:
    """The names, no two alike: where some are, all of those go by the first of `more`, which are given a
    name's place, that tells them apart; else they are numbered.
    """
    found, places = list(names), dict[str, list[int]]()
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    numbered: Callable[[int], str] = lambda place: translate("Runs", "{0} ({1})").format(  # noqa: E731
        names[place], places[names[place]].index(place) + 1
    )
    for alike in places.values():
        for say in (*more, numbered):
            called = [say(place) for place in alike]
            if len(alike) == 1 or len(set(called)) == len(alike):
                break
        if len(alike) > 1:
            for place, name in zip(alike, called, strict=True):
                found[place] = name
    return found
