"""A straight list of numpy calls on fixed arrays: what a step of a compiled network is.

Nothing is decided, sliced or made while a tape runs. Each kernel adds its calls once, when the plan is
built; a call is a numpy function with its arguments and the array that takes its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

Call = Callable[[], object]

# Numbers read and written, or multiplications: less work than that is not worth handing to a second worker
LEAST_NUMBERS = 60_000
LEAST_PRODUCTS = 2_500_000


@dataclass
class Split:
    """Two lists of calls that may run side by side: neither reads what the other writes.

    Each may also be run again from its start: it writes to nothing that it reads before it has written it.
    """

    mine: list[Call] = field(default_factory=list)
    theirs: list[Call] = field(default_factory=list)


Item = Call | Split


class Tape:
    """The calls, in order, by the part of the network they belong to ("conv1 forward").

    With two `workers` the larger calls are made in two halves, as a `Split`.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.parts: dict[str, list[Item]] = {}
        self._into: list[Any] = []

    def begin(self, part: str) -> None:
        """What follows belongs to `part`."""
        self._into = self.parts.setdefault(part, [])

    def do(self, function: Callable[..., object], *arguments: Any, **named: Any) -> None:
        """Add one call; the arrays among its arguments are those that it will read and write.

        An elementwise function or a product is given its inputs, then the array that takes its result.
        """
        if isinstance(function, np.ufunc):
            named["out"] = arguments[function.nin]
            arguments = arguments[: function.nin]
        self._into.append(partial(function, *arguments, **named))

    def halves(self, count: int, add: Callable[[int, int], None], worth: bool, always: bool = False) -> None:
        """Let `add(start, stop)` add the calls for all of `count` rows, or for its two halves if that is
        `worth` a second worker. The numbers are the same; where they might not be, it is `always` halves.
        """
        if count < 2 or not worth or (self.workers < 2 and not always):
            add(0, count)
        else:
            half = count - count // 2
            self.side_by_side(lambda: add(0, half), lambda: add(half, count), worth)

    def side_by_side(self, mine: Callable[[], None], theirs: Callable[[], None], worth: bool) -> None:
        """Let two functions add calls that don't depend on one another."""
        if self.workers < 2 or not worth:
            mine()
            theirs()
            return
        split = Split()
        for add, calls in ((mine, split.mine), (theirs, split.theirs)):
            with self._collect(calls):
                add()
        self._into.append(split)

    @contextmanager
    def _collect(self, calls: list[Call]) -> Iterator[None]:
        outer, self._into = self._into, calls
        try:
            yield
        finally:
            self._into = outer

    @property
    def splits(self) -> list[Split]:
        """What a second worker can take part in, in order."""
        return [item for items in self.parts.values() for item in items if isinstance(item, Split)]

    def calls(
        self, parts: Iterable[str] | None = None, share: Callable[[Split], Call] | None = None
    ) -> list[Call]:
        """A straight list of all calls, or of those of some parts.

        Of a split it has both sides' calls, one after the other, or the one call that `share` makes of it.
        """
        found: list[Call] = []
        for item in (item for part in (self.parts if parts is None else parts) for item in self.parts[part]):
            if not isinstance(item, Split):
                found.append(item)
            elif share is None:
                found += item.mine + item.theirs
            else:
                found.append(share(item))
        return found

    def __str__(self) -> str:
        lines = []
        for part, items in self.parts.items():
            lines.append(part)
            for item in items:
                if isinstance(item, Split):
                    lines += [f"  1 | {told(call)}" for call in item.mine]
                    lines += [f"  2 | {told(call)}" for call in item.theirs]
                else:
                    lines.append(f"  {told(item)}")
        return "\n".join(lines)


def told(call: Call) -> str:
    """One call as people read it: matmul (6, 25) (28, 28, 25, 64) -> (28, 28, 6, 64), 1,204.2 KB."""
    function = getattr(call, "func", call)
    owner = getattr(function, "__self__", None)
    name = getattr(function, "__name__", str(function))
    if isinstance(owner, np.ufunc):
        name = f"{owner.__name__}.{name}"
    arguments = [*getattr(call, "args", ()), *getattr(call, "keywords", {}).values()]
    if isinstance(owner, np.ndarray):
        arguments.append(owner)
    arrays = [a for a in arguments if isinstance(a, np.ndarray)]
    if not arrays:
        return name
    result = arrays.pop(0 if name == "copyto" else -1)
    shapes = " ".join(str(array.shape) for array in arrays)
    size = f"{result.nbytes / 1000:,.1f} KB" if result.nbytes >= 1000 else f"{result.nbytes} bytes"
    return f"{name:<16}{shapes} -> {result.shape}, {size}"
