"""What somebody says about a set of images, where the guess about it would be another."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

SMALLEST, LARGEST = 8, 64  # pixels a side that a network here is given
TURNS = ("no", "transpose", "90", "180", "270")
FITS = ("digit", "scale")


@dataclass(frozen=True)
class DataChoices:
    """Everything about a set that can be said instead of guessed; None leaves it to the guess.

    invert: whether dark ink on light paper is turned into light on dark. turn: "no", "transpose" (as EMNIST
    needs) or degrees clockwise. range: the values that are black and white. colour: three channels, or one.
    size: (height, width) in pixels. fit: how other sizes are brought to it, "digit" (centred by mass, as
    MNIST) or "scale". classes: the names to keep, or new names for all. test: the share of images for
    testing where the set has no part for it. pair: which images and labels, where there are several. label:
    the column of a table that holds them. leave_out: go on without the pictures that can't be read. Raises
    ValueError.
    """

    invert: bool | None = None
    turn: str | None = None
    range: tuple[float, float] | None = None
    colour: bool | None = None
    size: tuple[int, int] | None = None
    fit: str | None = None
    classes: tuple[str, ...] | None = None
    test: float | None = None
    pair: str | None = None
    label: str | None = None
    leave_out: bool = False

    def __post_init__(self) -> None:
        if self.turn is not None and self.turn not in TURNS:
            raise ValueError(f"turn: expected one of {', '.join(TURNS)}, got {self.turn!r}")
        if self.fit is not None and self.fit not in FITS:
            raise ValueError(f"fit: expected one of {', '.join(FITS)}, got {self.fit!r}")
        if self.size is not None and not all(SMALLEST <= side <= LARGEST for side in self.size):
            raise ValueError(f"size: expected {SMALLEST} to {LARGEST} pixels a side, got {self.size}")
        if self.range is not None and not self.range[0] < self.range[1]:
            raise ValueError(f"range: expected black below white, got {self.range}")
        if self.test is not None and not 0 < self.test < 1:
            raise ValueError(f"test: expected a share between 0 and 1, got {self.test}")
        if self.classes is not None and len(set(self.classes)) < max(2, len(self.classes)):
            raise ValueError("classes: expected at least two names, each once")

    @classmethod
    def of(cls, **given: Any) -> "DataChoices":
        """The choices under their names or the usual other ones, in the usual ways of writing them.

        Raises TypeError for an unknown name, ValueError for a value that makes no sense.
        """
        made: dict[str, Any] = {}
        for name, value in given.items():
            key = NAMES.get(name, name)
            if key not in KNOWN:
                raise TypeError(f"{name!r} is no choice about data; there are {', '.join(KNOWN)}")
            if value is None:
                continue
            if name in ("grey", "gray"):
                value = not value
            elif name == "channels":
                value = int(value) > 1
            try:
                made[key] = READ.get(key, lambda same: same)(value)
            except (TypeError, ValueError, IndexError) as error:
                text = str(error) if str(error).startswith(key) else f"{key}: {value!r} makes no sense"
                raise ValueError(text) from error
        return cls(**made)

    def as_dict(self) -> dict[str, Any]:
        """The choices that were made, ready for JSON and for `of`."""
        made = {name: getattr(self, name) for name in KNOWN}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in made.items()
            if (value is not None and value is not False) or (name in ("invert", "colour") and value is False)
        }


def _size(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        value = [int(part) for part in re.split(r"[x×, ]+", value.strip())]
    sides = (value, value) if isinstance(value, int) else tuple(int(side) for side in value)
    return (sides[0], sides[-1])


def _range(value: Any) -> tuple[float, float]:
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(-?[\d.]+)\s*(?:-|\.\.|,|:|to)\s*(-?[\d.]+)\s*", value)
        value = match.groups() if match else (0.0, value)
    ends = (0.0, value) if isinstance(value, int | float) else tuple(value)
    return (float(ends[0]), float(ends[1]))


def _turn(value: Any) -> str:
    if isinstance(value, bool):
        return "transpose" if value else "no"
    text = str(value)
    return {"0": "no", "none": "no", "transposed": "transpose", "true": "transpose"}.get(text, text)


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    return tuple(str(name).strip() for name in value)


NAMES = {"color": "colour", "grey": "colour", "gray": "colour", "channels": "colour", "test_share": "test"}
READ: dict[str, Callable[[Any], Any]] = {
    "size": _size, "range": _range, "turn": _turn, "classes": _names, "test": float, "pair": str,
    "label": str, "invert": bool, "colour": bool,
}  # fmt: skip
KNOWN = tuple(field.name for field in fields(DataChoices))
