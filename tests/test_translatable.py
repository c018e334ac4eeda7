"""Every text that a person reads is written so that Qt's extraction finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

HOME = "cnnviz/system/translation.py"
FORMS = ("self.tr", "translate", "QCoreApplication.translate")


def name(node: ast.AST) -> str:
    """Which way to translate is called, as it is written: "self.tr"; "" for what is none."""
    called = node.func if isinstance(node, ast.Call) else None
    last = getattr(called, "attr", None) or getattr(called, "id", None)
    return ast.unparse(called) if called and last in ("tr", "translate") else ""


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def faults(tree: ast.Module) -> Iterator[str]:
    """What extraction would miss in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            given = {a.arg for a in node.args.args}
            for inner in node.body:
                call = inner.value if isinstance(inner, ast.Return) else None
                if isinstance(call, ast.Call) and name(call) in FORMS and ast.unparse(call.args[-1]) in given:
                    yield f"line {call.lineno}: a helper of its own"
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Name | ast.Attribute)
            and ast.unparse(node.value) in FORMS
        ):
            yield f"line {node.lineno}: another name for Qt's"
        elif isinstance(node, ast.JoinedStr) and any(name(n) in FORMS for n in ast.walk(node)):
            yield f"line {node.lineno}: inside an f-string"
        elif isinstance(node, ast.Call) and name(node) in FORMS[1:] and not is_text(node.args[0]):
            yield f"line {node.lineno}: the context isn't a literal"
        elif isinstance(node, ast.Call) and name(node).endswith(".tr"):
            if name(node) != "self.tr":
                yield f"line {node.lineno}: its context would be the class that it stands in; use translate"
            elif not is_text(node.args[0]):
                yield f"line {node.lineno}: not a literal"


def test_texts_are_found_by_extraction(syntax_trees: dict[str, ast.Module]) -> None:
    found = {}
    for path, tree in syntax_trees.items():
        if path.startswith("cnnviz/") and path != HOME:
            found[path] = list(faults(tree))
    assert len(found) > 200
    assert not {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize(
    "line",
    [
        "def tr(text): return QCoreApplication.translate('Here', text)",
        "def say(text): return translate('Here', text)",
        "tr = self.tr",
        "parent.tr('a text')",
        "self.tr(f'{n} texts')",
        "f'{self.tr(1)}'",
        "translate(context, 'a text')",
    ],
)
def test_what_extraction_misses_is_refused(line: str) -> None:
    assert list(faults(ast.parse(line)))
