"""Names that mean one thing: no two classes of the program are called the same."""

from __future__ import annotations

import ast
from collections import defaultdict


def test_every_class_has_a_name_of_its_own(syntax_trees: dict[str, ast.Module]) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for place, tree in syntax_trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(place)
    assert len(places) > 400
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
