"""A small expression tree: sums, products and named functions over numbers that know where they come from.

A node stands for many numbers at once, a column of terms, so the gradient of one weight with its 100,352
leaves is a handful of arrays. Nothing is gathered or added up before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np

from core.trace.records import Cell

Leaf = tuple[Cell | None, float]


class Node:
    """One part of an expression: `size` numbers (1 meets any size), worked out in float64."""

    size: int = 1
    children: tuple[Node, ...] = ()

    @property
    def values(self) -> np.ndarray:
        """What the node comes to, worked out from its leaves. Shape: (size,)."""
        raise TypeError(f"{type(self).__name__} has no values")

    @property
    def magnitudes(self) -> np.ndarray:
        """The same with every term counted as positive: what rounding errors are measured against."""
        return np.abs(self.values)

    def rows(self, rows: slice) -> Node:
        """The node cut down to some of its terms; a single number stays whole."""
        return self

    def columns(self) -> Iterator[Cells | Constants]:
        """The leaves' columns, in the order of the formula."""
        for child in self.children:
            yield from child.columns()


@dataclass(frozen=True, eq=False)
class Cells(Node):
    """Numbers of one array of the trace, each a cell: `flat` are indices into the array laid out flat."""

    layer: str
    quantity: str
    array: np.ndarray
    flat: np.ndarray

    @property
    def size(self) -> int:  # type: ignore[override]
        return len(self.flat)

    @cached_property
    def values(self) -> np.ndarray:
        return self.array.reshape(-1)[self.flat].astype(np.float64)

    @property
    def indices(self) -> np.ndarray:
        """The cells' indices in the array. Shape: (size, axes of the array)."""
        if not self.array.ndim:
            return np.empty((self.size, 0), np.intp)
        return np.stack(np.unravel_index(self.flat, self.array.shape), axis=-1)

    def cell(self, i: int) -> Cell:
        """The i-th cell."""
        index = np.unravel_index(self.flat[i], self.array.shape) if self.array.ndim else ()
        return Cell(self.layer, self.quantity, tuple(int(j) for j in index))

    def leaf(self, i: int) -> Leaf:
        return self.cell(i), float(self.values[i])

    def rows(self, rows: slice) -> Node:
        return self if self.size == 1 else Cells(self.layer, self.quantity, self.array, self.flat[rows])

    def columns(self) -> Iterator[Cells | Constants]:
        yield self


@dataclass(frozen=True, eq=False)
class Constants(Node):
    """Numbers that come from no cell, and what they mean ("padding", "1 / N")."""

    numbers: np.ndarray
    meaning: str

    @classmethod
    def of(cls, number: Any, meaning: str) -> Constants:
        return cls(np.atleast_1d(np.asarray(number, dtype=np.float64)), meaning)

    @property
    def size(self) -> int:  # type: ignore[override]
        return len(self.numbers)

    @property
    def values(self) -> np.ndarray:
        return self.numbers

    def leaf(self, i: int) -> Leaf:
        return None, float(self.numbers[i])

    def rows(self, rows: slice) -> Node:
        return self if self.size == 1 else Constants(self.numbers[rows], self.meaning)

    def columns(self) -> Iterator[Cells | Constants]:
        yield self


@dataclass(frozen=True, eq=False)
class Given(Node):
    """A number that nothing in the trace made: a pixel, a parameter, a label. It has no leaves."""

    number: float

    @property
    def values(self) -> np.ndarray:
        return np.array([self.number])


def common_size(nodes: Sequence[Node]) -> int:
    """The size of nodes taken together term by term: single numbers meet any size."""
    return next((node.size for node in nodes if node.size != 1), 1)


class Product(Node):
    """Factors multiplied term by term; a single number multiplies every term."""

    def __init__(self, *factors: Node) -> None:
        self.children = factors
        self.size = common_size(factors)

    @property
    def values(self) -> np.ndarray:
        return reduce(np.multiply, (factor.values for factor in self.children))

    @property
    def magnitudes(self) -> np.ndarray:
        return reduce(np.multiply, (factor.magnitudes for factor in self.children))

    def rows(self, rows: slice) -> Node:
        return Product(*(factor.rows(rows) for factor in self.children))


@dataclass(frozen=True, eq=False)
class Part:
    """A named column of terms in a sum, in groups of its own where that helps to read it.

    `name` says what the groups are ("image", "channel", "bias"), `numbers` which one each is, `starts` where
    it begins; without them the whole part is one group.
    """

    name: str
    node: Node
    starts: np.ndarray | None = None
    numbers: Sequence[int] = ()


class Sum(Node):
    """All terms of all parts added up to one number."""

    def __init__(self, *parts: Part | Node) -> None:
        self.parts = tuple(part if isinstance(part, Part) else Part("term", part) for part in parts)
        self.children = tuple(part.node for part in self.parts)

    @property
    def values(self) -> np.ndarray:
        return np.array([sum(float(child.values.sum()) for child in self.children)])

    @property
    def magnitudes(self) -> np.ndarray:
        return np.array([sum(float(child.magnitudes.sum()) for child in self.children)])


class Function(Node):
    """A named function of other nodes: term by term, or of all terms at once (`whole`)."""

    def __init__(
        self, name: str, apply: Callable[..., np.ndarray], *arguments: Node, whole: bool = False
    ) -> None:
        self.name, self.apply, self.children, self.whole = name, apply, arguments, whole
        self.size = 1 if whole else common_size(arguments)

    @property
    def values(self) -> np.ndarray:
        found = self.apply(*(argument.values for argument in self.children))
        return np.atleast_1d(np.asarray(found, dtype=np.float64))

    @property
    def magnitudes(self) -> np.ndarray:
        if self.name in ("minus", "square"):  # of differences: their terms may cancel
            a, *rest = (argument.magnitudes for argument in self.children)
            return a + rest[0] if rest else a * a
        return np.abs(self.values)

    def rows(self, rows: slice) -> Node:
        if self.whole:
            return self
        return Function(self.name, self.apply, *(argument.rows(rows) for argument in self.children))


def minus(a: Node, b: Node) -> Function:
    """a - b, term by term."""
    return Function("minus", np.subtract, a, b)


def divide(a: Node, b: Node) -> Function:
    """a / b, term by term."""
    return Function("divide", np.divide, a, b)


class Leaves(Sequence[Leaf]):
    """The leaves of an expression as (cell, value), constants as (None, value); made one by one when read."""

    def __init__(self, node: Node) -> None:
        self.columns = tuple(node.columns())
        self._ends = np.cumsum([column.size for column in self.columns], dtype=np.int64)

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        i = i + len(self) if i < 0 else i
        if not 0 <= i < len(self):
            raise IndexError(f"leaf {i} of {len(self)}")
        which = int(np.searchsorted(self._ends, i, side="right"))
        column = self.columns[which]
        return column.leaf(int(i - (self._ends[which] - column.size)))

    def __iter__(self) -> Iterator[Leaf]:
        for column in self.columns:
            if isinstance(column, Constants):
                yield from ((None, value) for value in column.numbers.tolist())
            else:
                places, values = column.indices.tolist(), column.values.tolist()
                for place, value in zip(places, values, strict=True):
                    yield Cell(column.layer, column.quantity, tuple(place)), value
