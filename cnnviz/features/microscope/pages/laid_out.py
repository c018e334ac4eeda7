"""A group's products laid out over a kernel's or a map's places, as pictures and as a matrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from cnnviz.features.microscope.blocks.matrix import Factor, Matrix
from cnnviz.features.microscope.blocks.pictures import ArrayPicture
from cnnviz.features.microscope.blocks.tint import limit_of
from cnnviz.features.microscope.pages.subject import PageSubject
from cnnviz.system.translation import translate
from core.trace.explain import Cells, TermGroup
from core.trace.explain.place import CellPlace
from core.trace.recording import Cell


def layer(subject: PageSubject) -> Any:
    """A layer with the recorded one's settings, for its window."""
    return CellPlace(subject.trace, subject.cell).layer


def _named(target: Any, caption: str, row: int, column: int) -> tuple[Cell | None, str]:
    return target(row, column), caption


class TermGrid:
    """A group's products laid out over a kernel's or a map's places; what each opens is found when asked."""

    def __init__(self, shape: tuple[int, int], group: TermGroup, a: Cells, b: Cells) -> None:
        self.a, self.b, self.products = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.term = np.full(shape, -1)  # which of the group's terms stands here; -1 is padding
        self.group, self.factors = group, (a, b)
        self.behind: Callable[[int, int], Cell] | None = None  # the second factor's cell beside padding

    def put(self, rows: np.ndarray, columns: np.ndarray) -> None:
        """Places all terms, in their order."""
        self.a[rows, columns], self.b[rows, columns] = (factor.values for factor in self.factors)
        self.products[rows, columns] = self.group.terms
        self.term[rows, columns] = np.arange(len(rows))

    @property
    def holes(self) -> np.ndarray:
        return self.term < 0

    def opens(self, which: int) -> Callable[[int, int], Cell | None]:
        def target(row: int, column: int) -> Cell | None:
            i = int(self.term[row, column])
            if i >= 0:
                return self.factors[which].cell(i)
            return self.behind(row, column) if which == 1 and self.behind is not None else None

        return target

    def matrix(self, first: str, second: str) -> Matrix:
        factors = (Factor(first, self.a, self.opens(0)), Factor(second, self.b, self.opens(1)))
        return Matrix(
            factors,
            self.products,
            self.holes,
            translate("inspector", "pad 0"),
            translate("inspector", "product"),
        )

    def picture(self, which: int, caption: str, before: str, holes: bool = False) -> ArrayPicture:
        values = (self.a, self.b, self.products)[which]
        opens = None
        if which < 2:
            opens = partial(_named, self.opens(which), caption)
        return ArrayPicture(
            values,
            caption,
            limit_of(values),
            opens,
            before=before,
            holes=self.holes if holes and which == 0 else None,
        )
