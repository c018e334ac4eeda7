"""What a plot of curves shows, in numbers: its lines, the steps in sight, the limits, and the value at a
step.

Knows no widget, so the panel's plots, their pictures and the tests all ask the same object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF

from cnnviz.plots import axes
from cnnviz.plots.area import Area
from cnnviz.plots.columns import GrowingColumns, window_for
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed

LOW = 120  # a plot lower than this has tighter margins
NAME_HEIGHT = 12.0
LEFT, RIGHT, NAMES = 43.0, 12.0, 64.0  # margins; the names of the curves stand in the last one


@dataclass
class Line:
    """One growing curve: `index` is its layer's place in the network; `noisy` draws each step's value too."""

    name: str
    index: int = 0
    noisy: bool = False
    rank: float = 1.0  # when there is no room for all names, higher ones stay
    head: str = ""  # of its column in a file, where the name is in the reader's language


@dataclass(frozen=True)
class MeasuredPoints:
    """Values measured at single steps, such as the test accuracy after each epoch; only ever more of them."""

    name: str
    steps: np.ndarray
    values: np.ndarray
    head: str = ""  # of their column in a file


@dataclass(frozen=True, eq=False)
class OtherRun:
    """Another run's line behind the first one of a plot: `key` tells it, it left this run at `start`.

    `role` is its colour's where it isn't grey. A `key` below 0 is no branch that can be gone to.
    """

    key: int
    name: str
    start: int
    offset: int
    columns: GrowingColumns
    role: str = ""

    @property
    def steps(self) -> int:
        """Its newest step."""
        return len(self.columns) + self.offset


@dataclass
class Curves:
    """The lines of one plot and how they are looked at; steps count from 1, `offset` is before the first."""

    title: str
    log: bool = True
    percent: bool = False  # values are parts of one, such as an accuracy
    names: bool = False  # names at the ends of the lines instead of a legend
    empty_text: str = ""
    lines: list[Line] = field(default_factory=list)
    columns: GrowingColumns = field(default_factory=GrowingColumns)  # the lines' values, in their order
    points: MeasuredPoints | None = None
    selected: str = ""  # the line that stands out
    offset: int = 0
    marked: int = 0  # a step to mark, 0: none
    untold: int = 0  # a step that is recorded, but not told of yet, 0: none
    early: dict[str, float] = field(default_factory=dict)  # values of that step that are told, by line
    then: int | None = None  # the past step in sight
    others: tuple[OtherRun, ...] = ()  # other branches
    cross: int = 0  # the step under the cross-hair, 0: none
    chosen: str = ""  # the line that the read-out speaks of
    reserved: float = 0.0  # pixels at the right of the title row that belong to somebody else
    zoomed: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    at: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))  # steps of the smooth lines
    drawn: list[int] = field(default_factory=list)  # the lines that there is room for
    means: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))  # (lines, steps): their values

    @property
    def steps(self) -> int:
        """The newest step that the lines know; 0 without any."""
        return len(self.columns) + self.offset if len(self.columns) else 0

    @property
    def whole(self) -> float:
        """The end of the step axis that shows everything."""
        return float(axes.steps_top(max([self.steps, *(other.steps for other in self.others)])))

    @property
    def span(self) -> tuple[float, float]:
        """The steps in sight."""
        return self.zoomed or (0.0, self.whole)

    @property
    def window(self) -> int:
        """How many steps the smooth line is the mean of."""
        return window_for(self.span[1] - self.span[0])

    def begin(self, lines: Sequence[Line]) -> None:
        """Show other lines, which have no values yet."""
        self.lines, self.limits, self.zoomed, self.points = list(lines), None, None, None
        self.columns = GrowingColumns()
        self.drawn, self.at, self.means = [], np.empty(0, np.int64), np.empty((len(lines), 0))

    def place(self, name: str) -> int:
        """The number of the line of that name, -1 for none."""
        return next((place for place, line in enumerate(self.lines) if line.name == name), -1)

    def value_at(self, name: str, step: int) -> float:
        """The recorded number of a line at a step, exactly; NaN where there is none."""
        if step == self.untold and name in self.early:
            return self.early[name]
        line, index = self.place(name), step - 1 - self.offset
        if line < 0 or not 0 <= index < len(self.columns):
            return float("nan")
        return float(self.columns.values[index, line])

    def knows(self, step: int, name: str = "") -> bool:
        """Whether a step is recorded and told of, or a line's value there; whatever its values are."""
        if step == self.untold:
            return name in self.early
        return self.offset < step <= self.steps

    def mean_at(self, name: str, step: int) -> float:
        """The mean of the `window` steps up to this one, as the smooth line shows it; NaN for none."""
        line, end = self.place(name), step - self.offset
        if line < 0 or end <= 0:
            return float("nan")
        values = np.asarray(self.columns.values[max(0, end - self.window) : end, line], float)
        values = values[np.isfinite(values)]
        return float(values.mean()) if len(values) else float("nan")

    def text_of(self, value: float) -> str:
        """A value as this plot writes it."""
        if self.percent and np.isfinite(value):
            return f"{value * 100:.1f} %"
        return axes.number_text(value)

    def nearest_line(self, area: Area, step: int, y: float) -> str:
        """The name of the line that passes closest to a height at a step; "" without any."""
        names = [self.lines[i].name for i in self.drawn]
        heights = {name: float(area.held(self.mean_at(name, step))) for name in names}
        away = {name: abs(height - y) for name, height in heights.items() if np.isfinite(height)}
        return min(away, key=lambda name: away[name]) if away else ""

    def margins(self, height: float) -> tuple[float, float, float, float]:
        """Pixels beside the curves: left, top, right, bottom."""
        top, bottom = (22.0, 18.0) if height < LOW else (27.0, 20.0)
        return LEFT, top, NAMES if self.names else RIGHT, bottom

    def measure(self, width: float, height: float) -> Area:
        """Smooth what is in sight, set the limits from it, and say where everything lies."""
        x0, x1 = self.span
        first, last = max(0, int(x0) - self.offset - 1), int(np.ceil(x1)) - self.offset
        left, top, right, bottom = self.margins(height)
        self.drawn = self._drawn(height - top)
        at, self.means = self.columns.means(first, last, self.window)
        self.at = at + self.offset
        drawn = self.drawn if len(self.drawn) < len(self.means) else slice(None)
        shown = [self.means[drawn].reshape(-1)]
        if self.points is not None and len(self.points.steps):
            inside = (self.points.steps >= x0) & (self.points.steps <= x1)
            shown.append(np.asarray(self.points.values, float)[inside])
        for other in self.others:
            found = other.columns.means(
                int(x0) - other.offset - 1, int(np.ceil(x1)) - other.offset, self.window
            )
            shown.append(found[1].reshape(-1))
        lowest, highest = self._noise(first, last, (x1 - x0) / 64)
        if self.log:
            low, high = axes.positive_extent(shown)
            below, above = axes.positive_extent([lowest, highest], outside=0.1)
            self.limits = axes.log_range(float(np.fmin(low, below)), float(np.fmax(high, above)), self.limits)
        elif self.percent:
            self.limits = axes.percent_range(np.concatenate(shown), lowest, self.limits)
        else:
            self.limits = axes.linear_range(np.concatenate([*shown, highest]))
        rect = QRectF(left, top, max(10.0, width - left - right), max(10.0, height - top - bottom))
        return Area(rect, x0, x1, *self.limits, self.log)

    def ticks(self, area: Area) -> list[axes.Tick]:
        """The ticks of the values' axis."""
        if self.log:
            return axes.log_ticks(area.y0, area.y1, int(area.rect.height() / 15))
        if self.percent:
            return axes.percent_ticks(area.y0, area.y1)
        return axes.linear_ticks(area.y0, area.y1, max(2, int(area.rect.height() / 30)))

    def newest(self) -> str:
        """The newest values in words: "step 421: conv1 0.0312, fc2 0.11"."""
        if not self.steps:
            return self.empty_text
        values = listed(
            f"{line.name} {self.text_of(float(value))}"
            for line, value in zip(self.lines, self.columns.values[-1], strict=True)
        )
        if self.points is not None and len(self.points.steps):
            point = f"{self.points.name} {self.text_of(float(self.points.values[-1]))}"
            values = listed((values, point))
        return translate("CurvePlot", "step {0}: {1}").format(f"{self.steps:,}", values)

    def table(self) -> dict[str, np.ndarray]:
        """Every recorded step as columns of equal length; points measured now and then leave gaps."""
        columns: dict[str, np.ndarray] = {"step": np.arange(self.offset + 1, self.steps + 1)}
        for place, line in enumerate(self.lines):
            columns[line.head or line.name] = self.columns.values[:, place]
        if self.points is not None:
            tests = np.full(len(self.columns), "", object)
            rows = np.asarray(self.points.steps, np.int64) - 1 - self.offset
            there = (rows >= 0) & (rows < len(tests))
            tests[rows[there]] = np.asarray(self.points.values, float)[there]
            columns[self.points.head or self.points.name] = tests
        return columns

    def _drawn(self, room: float) -> list[int]:
        """Which lines are drawn: all, or, where their names find no room, those of full rank."""
        everything = list(range(len(self.lines)))
        if not self.names or len(everything) * NAME_HEIGHT <= room:
            return everything
        kept = [i for i in everything if self.lines[i].rank >= 1 or self.lines[i].name == self.selected]
        return kept or everything

    def _noise(self, first: int, last: int, width: float) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest values of the noisy lines in columns of so many steps."""
        noisy = [place for place, line in enumerate(self.lines) if line.noisy]
        edges = self.columns.edges(first, last, width) if noisy else np.empty(0, np.int64)
        pairs = [self.columns.extremes(edges, place) for place in noisy]
        lowest = np.concatenate([low for low, _ in pairs] or [np.empty(0)])
        return lowest, np.concatenate([high for _, high in pairs] or [np.empty(0)])
