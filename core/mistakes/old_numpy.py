"""What numpy 2 has taken away and older code uses: names, and arrays of one number as numbers."""

from __future__ import annotations

import ast
from importlib.machinery import SourceFileLoader
from typing import Any

import numpy as np

NUMBERS = ("float", "int")  # called with an array of one number, they gave that number
ONE_NUMBER = "_one_number_of_array"  # what a file that is read so calls `one_number`


def put_back() -> None:
    """Names that numpy 2 has taken away and that older code uses."""
    old: dict[str, Any] = {
        "int": int,
        "float": float,
        "bool": bool,
        "object": object,
        "str": str,
        "complex": complex,
    }
    old |= {"float_": np.float64, "longfloat": np.longdouble, "product": np.prod, "row_stack": np.vstack}
    old |= {"Inf": np.inf, "Infinity": np.inf, "infty": np.inf, "NaN": np.nan, "NAN": np.nan, "in1d": np.isin}
    for name, value in old.items():
        if name not in vars(np):
            setattr(np, name, value)
    np.lib.pad = np.pad  # type: ignore[attr-defined]
    reshape = np.reshape

    def old_reshape(a: Any, *shape: Any, newshape: Any = None, **more: Any) -> Any:
        return reshape(a, *(shape if newshape is None else (newshape,)), **more)

    np.reshape = old_reshape


class OldNumbers(SourceFileLoader):
    """Reads a file in whose calls of float() and int() take arrays of one number, as they did once."""

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> Any:  # type: ignore[override]
        """Compile a file, its lines where they were."""
        tree = ast.parse(data, path)
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_stored(node)}
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
                continue
            if isinstance(call.func, ast.Name) and call.func.id in NUMBERS and call.func.id not in names:
                call.args = [ast.copy_location(_one_number(call.args[0]), call.args[0])]
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True, optimize=_optimize)


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _one_number(argument: ast.expr) -> ast.expr:
    """What asks for the number in an array of one."""
    return ast.Call(ast.Name(ONE_NUMBER, ast.Load()), [argument], [])


def one_number(value: Any) -> Any:
    """The number in an array of one; anything else as it is."""
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value
