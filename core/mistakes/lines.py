"""Where in somebody's file a quantity is made: the lines of a method, and the one line that counts."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Container
from dataclasses import dataclass

from core.mistakes.naming import bare
from core.mistakes.using import BACKWARD, FORWARD

Definition = ast.ClassDef | ast.FunctionDef
MADE_BACK = ("dX", "dW", "db", "dgamma", "dbeta")


@dataclass(frozen=True)
class CodeLines:
    """Some lines of a file: the number of the first, and of the one where a quantity is made (0: unknown)."""

    lines: tuple[str, ...]
    first: int
    hot: int = 0
    name: str = ""


def lines_of(text: str, line: int, quantity: str) -> CodeLines | None:
    """The method, or function, of the definition at `line` that makes a quantity; None without any."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and _first(node) <= line <= (node.end_lineno or 0)
    ]
    if not found:
        return None
    outer = min(found, key=lambda node: (_first(node), -(node.end_lineno or 0)))
    made = _maker(outer, quantity)
    every = text.splitlines()
    last = made.end_lineno or made.lineno
    name = f"class {outer.name}" if isinstance(outer, ast.ClassDef) else f"def {outer.name}"
    return CodeLines(tuple(every[made.lineno - 1 : last]), made.lineno, _hot(made, quantity), name)


def lines_named(text: str, names: Container[str], quantity: str) -> CodeLines | None:
    """The lines that are to make a quantity in the class or function of one of these names; None without."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    found = (node for node in body if isinstance(node, Definition) and node.name in names)
    return next((lines_of(text, _first(node), quantity) for node in found), None)


def is_unwritten(source: str, back_only: bool) -> bool:
    """Whether all methods of a class, or a function, do nothing but raise NotImplementedError: of a class
    those that go back alone, where `back_only` says so.
    """
    try:
        (outer,) = ast.parse(textwrap.dedent(source)).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    if isinstance(outer, ast.FunctionDef):
        return _only_raises(outer)
    if not isinstance(outer, ast.ClassDef):
        return False
    methods = [node for node in outer.body if isinstance(node, ast.FunctionDef)]
    asked = [m for m in methods if m.name in BACKWARD or (not back_only and not m.name.startswith("__"))]
    return bool(asked) and all(map(_only_raises, asked))


def _only_raises(function: ast.FunctionDef) -> bool:
    *before, last = function.body
    raised = last.exc if isinstance(last, ast.Raise) else None
    raised = raised.func if isinstance(raised, ast.Call) else raised
    named = isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return named and all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in before
    )


def _first(node: Definition) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _maker(outer: Definition, quantity: str) -> Definition:
    """The method that makes a quantity, by its usual name; the whole definition where it has none."""
    methods = {node.name: node for node in ast.walk(outer) if isinstance(node, ast.FunctionDef)}
    back = quantity.rstrip("12345") in MADE_BACK
    for name in BACKWARD if back else (*FORWARD, "step", "update"):
        if name in methods:
            return methods[name]
    return outer


def _hot(made: Definition, quantity: str) -> int:
    """The line that makes a quantity: the last assignment to its name, to the one that is returned for y and
    dX, or else the last return.
    """
    returns = {
        node.lineno: node.value for node in ast.walk(made) if isinstance(node, ast.Return) and node.value
    }
    wanted = bare(quantity)
    named = [
        node.lineno
        for node in ast.walk(made)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in _targets(node)
        if wanted in _spellings(target)
    ]
    if quantity in ("y", "dX") and returns:
        last = max(returns)
        return max(_assigned(made, returns[last], wanted), default=last)
    if quantity in ("kept", "masks") or not named:
        return max(returns, default=max(named, default=0))
    return max(named)


def _assigned(made: Definition, returned: ast.expr, wanted: str) -> list[int]:
    """The lines that assign to the name that is returned, or to the wanted one of several; a part cut out of
    it makes no new number.
    """
    parts = returned.elts if isinstance(returned, ast.Tuple) else [returned]
    names = ["" if isinstance(part, ast.Subscript) else _name(part) for part in parts]
    name = next((name for name in names if name and wanted in _spellings(name)), names[0] if names else "")
    return [
        node.lineno
        for node in ast.walk(made)
        if isinstance(node, ast.Assign | ast.AugAssign) and name and name in _targets(node)
        if not (isinstance(node.value, ast.Subscript) and _name(node.value) == name)
    ]


def _targets(node: ast.Assign | ast.AugAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    parts = [part for t in targets for part in (t.elts if isinstance(t, ast.Tuple | ast.List) else [t])]
    return [name for name in map(_name, parts) if name]


def _name(part: ast.expr) -> str:
    """The name of what is assigned to, whole or in part; "" where it has none."""
    while isinstance(part, ast.Subscript):
        part = part.value
    return part.attr if isinstance(part, ast.Attribute) else part.id if isinstance(part, ast.Name) else ""


def _spellings(name: str) -> set[str]:
    """How a quantity may be called by somebody who calls it `name`: grad_W and W_grad are dW."""
    plain = bare(name)
    letter = {"dweight": "dw", "dweights": "dw", "dbias": "db", "dkernel": "dw", "dkernels": "dw"}
    found = {plain}
    for word in ("gradient", "grad"):
        if word in plain and plain != word:
            found.add("d" + plain.replace(word, ""))
    return found | {letter[each] for each in found if each in letter}
