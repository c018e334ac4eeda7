"""All mistakes that can be told, and what each of them changes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results
from core.mistakes.kinds import Kind, kind_of

PLACES = ("forward", "backward", "state", "update", "whole run")
FILES = (
    *("conv", "linear", "activations", "pooling", "batchnorm", "dropout", "loss", "optimizer"),
    *("flatten", "data", "lenet"),
)


@dataclass(frozen=True)
class Mistake:
    """One mistake that people make in a layer they write.

    `says` completes "your dX is what comes out if ..."; `title` is its short form for lists. `hints` go
    from a question to the answer, `right` is the line that is right. `planted` counts the bugs of
    tests/mutants/planted.toml that are this mistake. `seen_by` names what shows it in the window ("page",
    "proof"); `findable` is False where nothing can. `resizes` is True where the output's size changes;
    `trains` is False where a shape comes out wrong, so that a network stops at it. `needs` is what a layer
    must have for it to change anything: several input "channels", a "padding", a "stride", a "bias", "square"
    weights, or be "affine"; or several of them, with commas between.
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
    needs: str = ""


@cache
def read(stem: str) -> tuple[Mistake, ...]:
    """The mistakes of one file in resources/mistakes, in its order."""
    text = (resources.files("resources") / "mistakes" / f"{stem}.toml").read_text(encoding="utf-8")
    return tuple(_mistake(key, entry) for key, entry in tomllib.loads(text).items())


def _mistake(key: str, entry: dict[str, Any]) -> Mistake:
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
    }
    hints = (told.pop("ask"), told["lesson"], f"It should read: {told['right']}")
    if isinstance(planted := told.get("planted"), int):
        told["planted"] = (planted,)
    return Mistake(key, hints=hints, **{"says": told["title"], **told})


CATALOGUE: tuple[Mistake, ...] = tuple(mistake for stem in FILES for mistake in read(stem))
BY_ID = {mistake.id: mistake for mistake in CATALOGUE}
RIGHT: On = frozenset()


def mistake(key: str) -> Mistake:
    """The mistake called `key`; ValueError when there is none."""
    if key not in BY_ID:
        raise ValueError(f"there is no mistake {key!r} in the catalogue (cnnviz check --list)")
    return BY_ID[key]


def mistakes_of(kind: Kind | str) -> tuple[Mistake, ...]:
    """The mistakes that can be made in one kind of layer, in the catalogue's order."""
    kind = kind_of(kind) if isinstance(kind, str) else kind
    if kind.only:
        return tuple(found for found in CATALOGUE if found.id in kind.only)
    layer = kind.layer or kind.name
    return tuple(mistake for mistake in CATALOGUE if mistake.layer == layer)


@cache
def affects(kind: Kind) -> dict[str, frozenset[str]]:
    """Which quantities each mistake of a kind changes, seen in the first trials that show it."""
    cases = [complete(kind, trial.case) for trial in kind.trials]
    right = [results(kind, RIGHT, case) for case in cases]
    return {mistake.id: _changed(kind, mistake.id, cases, right) for mistake in mistakes_of(kind)}


def _changed(
    kind: Kind, key: str, cases: list[Case], right: list[Results], enough: int = 2
) -> frozenset[str]:
    found: set[str] = set()
    shown = 0
    for case, good in zip(cases, right, strict=True):
        wrong = results(kind, frozenset([key]), case)
        changed = {q for q in good if q not in wrong or not equal(wrong[q], good[q])}
        found |= changed
        shown += bool(changed)
        if shown == enough:
            break
    return frozenset(found)


def complete(kind: Kind, case: Case) -> Case:
    """A case with what is otherwise seen in somebody's output: the masks that a dropout drew."""
    if kind.name == "Dropout" and "mask" not in case:
        rng = np.random.default_rng(5)
        masks = [rng.random(case["x"].shape) >= case["p"] for _ in range(2)]
        return Case(case, mask=masks[0], back_mask=masks[1])
    return case


def equal(a: np.ndarray, b: np.ndarray, tolerance: float = 1e-7, scale: float = 0.0) -> bool:
    """Whether a is b within a share of b's largest number (or of `scale`, if that is larger)."""
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        return False
    finite = np.isfinite(b)
    if finite.all():
        largest = max(float(np.abs(b).max(initial=0.0)), scale)
        with np.errstate(all="ignore"):
            return bool((np.abs(a - b) <= tolerance * largest).all())
    largest = max(float(np.abs(b[finite]).max(initial=0.0)), scale)
    odd = ~finite
    same = (np.isnan(a) & np.isnan(b)) | (a == b)
    with np.errstate(all="ignore"):
        return bool(np.where(odd, same, np.abs(a - b) <= tolerance * largest).all())


def results(kind: Kind, on: On, case: Case) -> Results:
    """What a telling gives for a case, numpy's warnings aside."""
    with np.errstate(all="ignore"):
        return kind.tell(on, case)
