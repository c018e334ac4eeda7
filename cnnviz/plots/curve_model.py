"""What a plot of curves shows, in numbers: its lines, the steps in sight, the limits, and the value at a
step.

Knows no widget, so the panel's plots, their pictures and the tests all ask the same object.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF

from cnnviz.plots import axes
from cnnviz.plots.curve_lines import Area, Line, MeasuredPoints
from cnnviz.plots.smoothing import trailing_means, window_for

LOW = 120  # a plot lower than this has tighter margins
NAME_HEIGHT = 12.0
LEFT, RIGHT, NAMES = 43.0, 12.0, 64.0  # margins; the names of the curves stand in the last one


@dataclass
class Curves:
    """The lines of one plot and how they are looked at; steps count from 1, `offset` is the one before the
    first.
    """

    title: str
    log: bool = True
    names: bool = False  # names at the ends of the lines instead of a legend
    empty_text: str = ""
    lines: list[Line] = field(default_factory=list)
    points: MeasuredPoints | None = None
    selected: str = ""  # the line drawn in the accent
    offset: int = 0
    marked: int = 0  # a step to mark, 0: none
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
        """The newest step that the lines know, all of them as many; 0 without any."""
        known = len(self.lines[0].pyramid.values) if self.lines else 0
        return known + self.offset if known else 0

    @property
    def whole(self) -> float:
        """The end of the step axis that shows everything."""
        return float(axes.steps_top(self.steps))

    @property
    def span(self) -> tuple[float, float]:
        """The steps in sight."""
        return self.zoomed or (0.0, self.whole)

    @property
    def window(self) -> int:
        """How many steps the smooth line is the mean of."""
        return window_for(self.span[1] - self.span[0])

    def line(self, name: str) -> Line | None:
        """The line of that name."""
        return next((line for line in self.lines if line.name == name), None)

    def value_at(self, name: str, step: int) -> float:
        """The recorded number of a line at a step, exactly; NaN where there is none."""
        line, index = self.line(name), step - 1 - self.offset
        if line is None or not 0 <= index < len(line.pyramid):
            return float("nan")
        return float(line.pyramid.values[index])

    def mean_at(self, name: str, step: int) -> float:
        """The mean of the `window` steps up to this one, as the smooth line shows it; NaN where there is
        none.
        """
        line, end = self.line(name), step - self.offset
        if line is None or end <= 0:
            return float("nan")
        values = np.asarray(line.pyramid.values[max(0, end - self.window) : end], float)
        values = values[np.isfinite(values)]
        return float(values.mean()) if len(values) else float("nan")

    def text_of(self, value: float) -> str:
        """A value as this plot writes it."""
        if not self.log and np.isfinite(value):
            return f"{value * 100:.1f} %"
        return axes.number_text(value)

    def nearest_line(self, area: Area, step: int, y: float) -> str:
        """The name of the line that passes closest to a height at a step; "" without any."""
        lines = [self.lines[i] for i in self.drawn]
        heights = {line.name: float(area.y(self.mean_at(line.name, step))) for line in lines}
        away = {name: abs(height - y) for name, height in heights.items() if np.isfinite(height)}
        return min(away, key=lambda name: away[name]) if away else ""

    def measure(self, width: float, height: float) -> Area:
        """Smooths what is in sight, sets the limits from it, and says where everything lies."""
        x0, x1 = self.span
        first, last = max(0, int(x0) - self.offset - 1), int(np.ceil(x1)) - self.offset
        top, bottom = (22.0, 18.0) if height < LOW else (27.0, 20.0)
        self.drawn = self._drawn(height - top)
        at, self.means = trailing_means([line.pyramid for line in self.lines], first, last, self.window)
        self.at = at + self.offset
        shown = [self.means[self.drawn].reshape(-1)]
        if self.points is not None and len(self.points.steps):
            inside = (self.points.steps >= x0) & (self.points.steps <= x1)
            shown.append(np.asarray(self.points.values, float)[inside])
        lowest, highest = self._noise(first, last, (x1 - x0) / 64)
        if self.log:
            low, high = axes.positive_extent(shown)
            below, above = axes.positive_extent([lowest, highest], outside=0.1)
            self.limits = axes.log_range(float(np.fmin(low, below)), float(np.fmax(high, above)), self.limits)
        else:
            self.limits = axes.percent_range(np.concatenate(shown), lowest, self.limits)
        right = NAMES if self.names else RIGHT
        rect = QRectF(LEFT, top, max(10.0, width - LEFT - right), max(10.0, height - top - bottom))
        return Area(rect, x0, x1, *self.limits, self.log)

    def _drawn(self, room: float) -> list[int]:
        """Which lines are drawn: all, or, where their names find no room, those of full rank."""
        everything = list(range(len(self.lines)))
        if not self.names or len(everything) * NAME_HEIGHT <= room:
            return everything
        kept = [i for i in everything if self.lines[i].rank >= 1 or self.lines[i].name == self.selected]
        return kept or everything

    def _noise(self, first: int, last: int, width: float) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest values of the noisy lines in columns of so many steps."""
        noisy = [line.pyramid for line in self.lines if line.noisy]
        pairs = [pyramid.extremes(pyramid.columns(first, last, width)) for pyramid in noisy]
        lowest = np.concatenate([low for low, _ in pairs] or [np.empty(0)])
        return lowest, np.concatenate([high for _, high in pairs] or [np.empty(0)])
