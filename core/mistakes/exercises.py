"""The exercises: ten from ReLU to the whole LeNet, and three of what is asked most; how the file begins.

Their words and starting code live in resources/mistakes/exercises.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from core.mistakes.case import bare
from core.mistakes.kinds import KINDS, Kind, kind_of

HEAD = '''"""My own layers, in plain numpy. `cnnviz check {name} --watch` says what is right at every save.

Arrays are (N, C, H, W): images, channels, rows, columns. dY is the gradient of the output, dX of the input.
"""

import numpy as np
'''


@dataclass(frozen=True)
class Exercise:
    """One exercise: its quantities are those of its kind that are asked for here."""

    name: str
    title: str
    kind_name: str
    quantities: tuple[str, ...]
    about: str = ""
    hints: tuple[str, ...] = ()
    start: str = ""
    of_bias: tuple[str, ...] = ()  # hints for db
    reference: str = ""  # a right answer
    derivation: bool = False  # asked about a layer, not a layer

    @property
    def kind(self) -> Kind:
        return kind_of(self.kind_name)


@cache
def exercises() -> tuple[Exercise, ...]:
    """The ten and the three, in their order."""
    text = (resources.files("resources") / "mistakes" / "exercises.toml").read_text(encoding="utf-8")
    return tuple(_exercise(name, **entry) for name, entry in tomllib.loads(text).items())


def _exercise(name: str, kind: str, start: str, reference: str = "", **entry: Any) -> Exercise:
    lists: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Exercise(name, kind_name=kind, start=start.strip("\n"), reference=reference.strip("\n"), **lists)


@cache
def others() -> tuple[Exercise, ...]:
    """The kinds beyond these that can be checked too, when a file has or declares them."""
    taken = {exercise.kind_name for exercise in exercises()}
    return tuple(
        Exercise(kind.name.lower().replace(" ", "-"), kind.name, kind.name, kind.quantities)
        for kind in KINDS
        if kind.name not in taken
    )


def exercise(name: str) -> Exercise:
    """The exercise or kind called `name`; ValueError lists the names."""
    for known in (*exercises(), *others()):
        if bare(name) in (bare(known.name), bare(known.title)):
            return known
    for known in (*exercises(), *others()):
        if bare(name) in {bare(word) for word in (known.kind_name, *known.kind.words)}:
            return known
    names = ", ".join(known.name for known in exercises())
    raise ValueError(f"there is no exercise {name!r}; there are {names}")


def starting_file(name: str = "my_layers.py") -> str:
    """A file with the signatures and docstrings of all of them, and nothing solved."""
    return _file(name, (known.start for known in exercises()))


def solved_file(name: str = "my_layers.py") -> str:
    """A file in which all of them are right."""
    return _file(name, (known.reference for known in exercises()))


def _file(name: str, parts: Iterable[str]) -> str:
    """The parts beneath the head; a part that goes on with the class above it is indented."""
    gaps = ((part, "\n" if part.startswith("    ") else "\n\n") for part in parts)
    return HEAD.format(name=name) + "".join(f"{gap}{part}\n" for part, gap in gaps)
