"""Names that mean one thing: no two classes of the program are called the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TWINS = ("core/plan/", "core/reference.py")  # the fast and the slow telling of a layer carry the layer's name


def test_every_class_has_a_name_of_its_own() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for top in ("cnnviz", "core", "resources"):
        for path in sorted((ROOT / top).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if place.startswith(TWINS):
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(place)
    assert len(places) > 400
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
