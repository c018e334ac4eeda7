"""No file imports itself by way of others, and objects reach one another only by what they declare."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def dotted(path: str) -> str:
    """A module's name, from the path of its file."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """The statements of a module, those inside functions and conditions included."""
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            ahead += getattr(node, part, [])


def imports(tree: ast.Module, known: set[str]) -> set[str]:
    """The modules that one imports anywhere, inside functions and for type checking included."""
    found = set()
    for node in statements(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                found.add(name if name in known else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The sets of modules each of which is reached from every other one of its set."""
    reached = {}
    for start in graph:
        seen: set[str] = set()
        ahead = list(graph[start])
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                ahead += graph[here]
        reached[start] = seen
    found = [{other for other in reached[one] if one in reached[other]} for one in graph]
    return [circle for i, circle in enumerate(found) if len(circle) > 1 and circle not in found[:i]]


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a", "b"}}
    assert circles(graph) == [{"b", "c"}]


def test_imports_are_found_wherever_they_stand() -> None:
    text = "import a\nif a:\n    try:\n        from b import c\n    except E:\n        def f():\n"
    text += "            import d.e\n"
    assert imports(ast.parse(text), {"a", "b", "b.c", "d.e", "f"}) == {"a", "b.c", "d.e"}


def test_no_file_imports_itself_by_way_of_others(syntax_trees: dict[str, ast.Module]) -> None:
    modules = {dotted(path): tree for path, tree in syntax_trees.items()}
    known = set(modules)
    assert len(known) > 300
    graph = {name: imports(tree, known) - {name} for name, tree in modules.items()}
    assert [sorted(circle) for circle in circles(graph)] == []


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls", "made")


def named(text: str) -> bool:
    return text.startswith("_") and not text.startswith("__")


def reaches(tree: ast.Module) -> Iterator[str]:
    """What a module does to objects behind their backs: by name, by chance, or by their private fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            call = node.func
            if isinstance(call, ast.Name) and call.id == "hasattr":
                yield f"line {node.lineno}: hasattr"
            if isinstance(call, ast.Attribute) and call.attr == "findChild":
                yield f"line {node.lineno}: findChild"
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            of = node.value
            if isinstance(of, ast.Attribute) and of.attr == "panels" and isinstance(node.slice.value, str):
                yield f'line {node.lineno}: panels["{node.slice.value}"]'
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = [t for one in node.targets for t in (one.elts if isinstance(one, ast.Tuple) else [one])]
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute) and named(target.attr) and not is_self(target.value):
                yield f"line {node.lineno}: writes {ast.unparse(target)}"


def test_what_reaches_behind_backs_is_found() -> None:
    text = 'a.panels["X"]\nb.c._d = 1\nhasattr(a, "b")\nw.findChild(Autosave)\nself._mine = 2\n'
    assert len(list(reaches(ast.parse(text)))) == 4


def test_objects_reach_one_another_by_what_they_declare(syntax_trees: dict[str, ast.Module]) -> None:
    found = {path: list(reaches(tree)) for path, tree in syntax_trees.items() if path.startswith("cnnviz/")}
    assert len(found) > 200
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_cores_objects_write_their_own_fields_alone(syntax_trees: dict[str, ast.Module]) -> None:
    """Reading a stranger's objects, as gradcheck and the check of mistakes do, goes by what they happen to
    have; that is left to them.
    """
    found = {}
    for path, tree in syntax_trees.items():
        if path.startswith("core/") and not path.startswith(("core/gradcheck/", "core/mistakes/")):
            found[path] = [line for line in reaches(tree) if "writes" in line]
    assert len(found) > 100
    assert {path: lines for path, lines in found.items() if lines} == {}
