"""Yours, right, and the difference of one quantity as grids of numbers, on one limit; a plane at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets import colormap, theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.number_grid import BAR, READABLE, NumberGrid
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel

LEAST, MOST = 3, READABLE - 1  # pixels of a cell: numbers are read in the caption
WHOLE = 12  # cells a side up to which all rows are in sight
HIGHEST = 24  # rows in sight


@dataclass(frozen=True)
class ComparedArrays:
    """A quantity's arrays of one shape, the names of their axes, and the first wrong place, or None."""

    quantity: str
    yours: np.ndarray
    right: np.ndarray
    axes: tuple[str, ...] = ()
    first: tuple[int, ...] | None = None

    @property
    def planes(self) -> tuple[int, ...]:
        """The sizes of the axes before the last two."""
        return self.right.shape[:-2] if self.right.ndim > 2 else ()


class PlaneStepper(QWidget):
    """Left, a name with a number, right; `stepped` tells by how much."""

    stepped = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.back = Button(f"{name}_back", "flat", "left", self, clicked=lambda: self.stepped.emit(-1))
        self.forth = Button(f"{name}_next", "flat", "right", self, clicked=lambda: self.stepped.emit(1))
        self.words = PlainLabel(self, size=theme.SECONDARY, weight=theme.MEDIUM)
        fill(hbox(self, 0), self.back, self.words, self.forth)
        for button in (self.back, self.forth):
            button.setFixedSize(22, 22)

    def show_plane(self, axis: str, number: int, count: int) -> None:
        """Show which one of how many is looked at."""
        self.words.setText(f"{axis} {number}")
        self.back.setEnabled(number > 0)
        self.forth.setEnabled(number + 1 < count)
        tell(self.back, f"{axis} {number - 1}", self.tr("The one before"))
        tell(self.forth, f"{axis} {number + 1}", self.tr("The one after"))


class ThreeGrids(QWidget):
    """`pointed` tells a place of the quantity that the mouse or the keyboard is on."""

    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.compared: ComparedArrays | None = None
        self.plane: tuple[int, ...] = ()
        self.corner, self.shown = (0, 0), (1, 1)  # of the plane, where it is too large to be seen whole
        self.heading = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD)
        self.steppers = (PlaneStepper(f"{name}_first", self), PlaneStepper(f"{name}_second", self))
        for axis, stepper in enumerate(self.steppers):
            stepper.stepped.connect(partial(self._step, axis))
        self.amount = PlainLabel(self, size=theme.SECONDARY, role="dim")
        head = fill(hbox(spacing=6), self.heading, STRETCH, *self.steppers, self.amount)
        row = hbox(spacing=4)
        self.grids: list[NumberGrid] = []
        for key, words, sign in (
            ("yours", self.tr("yours"), "−"),
            ("right", self.tr("right"), "="),
            ("difference", self.tr("difference"), ""),
        ):
            label = PlainLabel(words, self, size=theme.SECONDARY, weight=theme.SEMIBOLD)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid = NumberGrid(f"{name}_{key}", self)
            grid.setAccessibleName(words)
            grid.pointed.connect(self._pointed)
            self.grids.append(grid)
            row.addLayout(fill(vbox(spacing=2), label, (grid, 1)), 1)
            if sign:
                between = PlainLabel(sign, self, size=theme.READOUT, role="dim")
                row.addWidget(between, 0, Qt.AlignmentFlag.AlignVCenter)
        self.caption = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        fill(vbox(self, 4), head, (row, 1), self.caption)

    def show_arrays(self, compared: ComparedArrays | None, counted: str, faded: bool) -> None:
        """Show other arrays, at the plane of the first wrong place; `counted` says how many differ."""
        before, self.compared = self.compared, compared
        self._counted = counted
        if compared is None:
            return
        same = (
            before is not None and before.quantity == compared.quantity and before.planes == compared.planes
        )
        if not same or self.plane == () or compared.first is not None:
            first = compared.first or (0,) * compared.right.ndim
            self.plane = tuple(first[: len(compared.planes)])
        self._show_plane(faded)

    def values(self) -> tuple[np.ndarray, np.ndarray]:
        """The whole planes of yours and right. Shape: both (H, W)."""
        assert self.compared is not None
        yours, right = self.compared.yours[self.plane], self.compared.right[self.plane]
        return np.atleast_2d(yours), np.atleast_2d(right)

    def index(self, row: int, column: int) -> tuple[int, ...]:
        """The place in the quantity of a cell in sight."""
        assert self.compared is not None
        inner = (row + self.corner[0], column + self.corner[1])
        ndim = self.compared.right.ndim
        return (*self.plane, *inner)[-ndim:] if ndim else ()

    # showing

    def _show_plane(self, faded: bool = False) -> None:
        compared = self.compared
        if compared is None:
            return
        yours, right = self.values()
        height, width = right.shape
        room = max(60, (self.width() - 2 * 24) // 3 - 6)
        wide = min(width, room // LEAST)
        high = min(height, HIGHEST if width <= WHOLE else room // LEAST)
        first = compared.first if compared.first and compared.first[: len(self.plane)] == self.plane else None
        row, column = ((0, 0, *first) if first else (0, 0))[-2:]
        self.corner = (self._begin(row, high, height), self._begin(column, wide, width))
        self.shown = (high, wide)
        top, left = self.corner
        part = (slice(top, top + high), slice(left, left + wide))
        mine, ours = yours[part], right[part]
        with np.errstate(all="ignore"):
            parts = (mine, ours, mine - ours)
        limit = colormap.round_up(max(colormap.peak(each) for each in parts))
        cell = max(LEAST, min(MOST, room // wide))
        if high * cell > 180 and high > WHOLE:
            cell = max(LEAST, 180 // high)
        box = [(row - top, column - left, 1, 1)] if first else []
        for grid, values in zip(self.grids, parts, strict=True):
            grid.show_values(values, limit, True)
            grid.use_cell(cell)
            grid.outline(box)
            grid.fade(faded)
            grid.setFixedHeight(high * cell + BAR + 6)
        self._show_words(height, width)

    def _begin(self, place: int, seen: int, count: int) -> int:
        return 0 if seen >= count else min(max(0, place - seen // 2), count - seen)

    def _show_words(self, height: int, width: int) -> None:
        compared = self.compared
        assert compared is not None
        self.heading.setText(worded(compared.quantity))
        planes = compared.planes
        for i, stepper in enumerate(self.steppers):
            stepper.setVisible(i < len(planes))
            if i < len(planes):
                axis = compared.axes[i] if i < len(compared.axes) else self.tr("axis")
                stepper.show_plane(axis, self.plane[i], planes[i])
        shape = "×".join(map(str, compared.right.shape)) or "1"
        self.amount.setText(self.tr("{0} {1:number|numbers}").format(shape, Count(compared.right.size)))
        part = self.shown != (height, width)
        words = self._counted
        if part:
            inside = self.tr("In sight: rows {0} to {1}, columns {2} to {3}.")
            (top, left), (high, wide) = self.corner, self.shown
            words += " " + inside.format(top, top + high - 1, left, left + wide - 1)
        self.caption.setText(words.strip())

    @Slot(int, int)
    def _pointed(self, row: int, column: int) -> None:
        compared = self.compared
        if compared is None or row < 0:
            return
        at = self.index(row, column)
        yours, right = float(compared.yours[at]), float(compared.right[at])
        place = f"[{', '.join(map(str, at))}]" if at else ""
        words = self.tr("{0}{1}: yours {2}, right {3}")
        said = words.format(
            worded(compared.quantity), place, significant(yours, digits=4), significant(right, digits=4)
        )
        if not math.isclose(yours, right, rel_tol=1e-7, abs_tol=1e-12):
            said = self.tr("{0}, difference {1}").format(said, significant(yours - right, digits=4))
        self.caption.setText(said)
        self.pointed.emit(at)

    def _step(self, axis: int, by: int) -> None:
        if self.compared is None or axis >= len(self.plane):
            return
        sizes, plane = self.compared.planes, list(self.plane)
        plane[axis] = min(max(plane[axis] + by, 0), sizes[axis] - 1)
        self.plane = tuple(plane)
        self._show_plane()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_plane()


def same_shape(pair: Sequence[np.ndarray]) -> bool:
    """Whether two arrays can be laid over one another."""
    return pair[0].shape == pair[1].shape and pair[1].ndim <= 4
