"""Arrays inside somebody's object: found by their shapes, whatever they are called and wherever they lie.

A path is a tuple of steps: attribute names, dictionary keys, places in a list. Two levels are searched.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import permutations
from math import prod
from typing import Any

import numpy as np

Path = tuple[Any, ...]
DEEPEST = 3


def arrays(obj: Any, depth: int = DEEPEST) -> Iterator[tuple[Path, np.ndarray]]:
    """Every array that an object holds, nearest first."""
    waiting: list[tuple[Path, Any]] = [((), obj)]
    seen = {id(obj)}
    for path, holder in waiting:
        if len(path) >= depth:
            continue
        for step, value in _inside(holder):
            if isinstance(value, np.ndarray):
                yield (*path, step), value
            elif id(value) not in seen and _holds(value):
                seen.add(id(value))
                waiting.append(((*path, step), value))


def one_of(obj: Any, path: Path) -> int:
    """How many arrays of one shape stand in the same list at this path; 0 where it is the only one."""
    shapes = {p: array.shape for p, array in arrays(obj)}
    counts = [0]
    for at in [at for at, step in enumerate(path) if isinstance(step, tuple) and isinstance(step[1], int)]:
        front, rest = path[:at], path[at + 1 :]
        counts.append(
            sum(
                p[:at] == front and p[at + 1 :] == rest and shape == shapes[path]
                for p, shape in shapes.items()
            )
        )
    return max((count for count in counts if count > 1), default=0)


def _inside(holder: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(holder, dict):
        yield from ((("key", key), value) for key, value in list(holder.items()))
    elif isinstance(holder, list | tuple):
        yield from ((("key", i), value) for i, value in enumerate(holder[:50]))
    else:
        yield from list(getattr(holder, "__dict__", {}).items())


def _holds(value: Any) -> bool:
    if isinstance(value, dict | list):
        return True
    return hasattr(value, "__dict__") and not isinstance(value, type) and not inspect.isroutine(value)


def reach(obj: Any, path: Path) -> Any:
    """What lies at a path."""
    for step in path:
        obj = obj[step[1]] if isinstance(step, tuple) else getattr(obj, step)
    return obj


def put(obj: Any, path: Path, value: Any) -> None:
    """Put something at a path."""
    *front, last = path
    holder = reach(obj, tuple(front))
    if isinstance(last, tuple):
        holder[last[1]] = value
    else:
        setattr(holder, last, value)


def path_of(text: str) -> Path:
    """The path that a text like "weight.data" or "params[W]" names."""
    steps: list[Any] = []
    for part in text.replace("]", "").split("."):
        name, *keys = part.split("[")
        steps += [name] if name else []
        steps += [("key", int(key) if key.isdigit() else key.strip("'\"")) for key in keys]
    return tuple(steps)


def text_of(path: Path) -> str:
    """A path as it is written."""
    text = ""
    for step in path:
        text += f"[{step[1]!r}]" if isinstance(step, tuple) else f".{step}" if text else str(step)
    return text


def last_name(path: Path) -> str:
    """All the names of a path, in lower case."""
    return text_of(path).lower()


def orders(shape: tuple[int, ...], want: tuple[int, ...]) -> list[tuple[int, ...]]:
    """All orders in which the axes of `want` may lie in `shape`, axes of length one aside."""
    bare = tuple(n for n in shape if n != 1)
    wanted = [n for n in want if n != 1]
    if len(wanted) == 3 and bare == (prod(wanted),):  # a number for each place of an image, in one row
        return [tuple(i for i, n in enumerate(want) if n != 1)]
    if sorted(bare) != sorted(wanted):
        return []
    kept = [i for i, n in enumerate(want) if n != 1]
    return [order for order in permutations(kept) if tuple(want[i] for i in order) == bare]


def lay(array: np.ndarray, order: tuple[int, ...], shape: tuple[int, ...]) -> np.ndarray:
    """Our array with its axes in somebody's order, in their shape."""
    ones = [i for i in range(array.ndim) if i not in order]
    return np.ascontiguousarray(array.transpose(*ones, *order)).reshape(shape)


def unlay(array: np.ndarray, order: tuple[int, ...], want: tuple[int, ...]) -> np.ndarray:
    """Somebody's array with its axes in our order: the inverse of `lay`."""
    bare = array.reshape([want[i] for i in order])
    return np.asarray(bare.transpose(np.argsort(order)) if len(order) > 1 else bare).reshape(want)
