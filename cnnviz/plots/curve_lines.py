"""What a plot of curves is given: lines that grow, points that were measured now and then, and where they
lie.

A line holds a pyramid rather than an array, so that a plot can ask for as many numbers as it has pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from cnnviz.plots.pyramid import Pyramid
from cnnviz.widgets import theme


@dataclass
class Line:
    """One growing curve: `depth` from 0 (first layer) to 1 (last) is its grey; `noisy` also draws each
    step's value.
    """

    name: str
    depth: float = 1.0
    noisy: bool = False
    rank: float = 1.0  # when there is no room for all names, higher ones stay
    pyramid: Pyramid = field(default_factory=Pyramid)


@dataclass(frozen=True)
class MeasuredPoints:
    """Values measured at single steps, such as the test accuracy after each epoch; only ever more of them."""

    name: str
    steps: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class Area:
    """Where a plot's numbers stand: steps x0..x1 and values y0..y1 over a rectangle of pixels."""

    rect: QRectF
    x0: float
    x1: float
    y0: float
    y1: float
    log: bool

    def x(self, steps: np.ndarray | float) -> np.ndarray:
        """Pixels from steps."""
        span = max(1e-9, self.x1 - self.x0)
        return self.rect.left() + (np.asarray(steps, float) - self.x0) * (self.rect.width() / span)

    def y(self, values: np.ndarray | float) -> np.ndarray:
        """Pixels from values, held inside the rectangle; zero lies at the bottom of a log axis, NaN stays
        NaN.
        """
        values = np.asarray(values, float)
        if self.log:
            values = np.log(np.where(values > 0, values, np.where(np.isnan(values), np.nan, self.y0)))
            low, high = np.log(self.y0), np.log(self.y1)
        else:
            low, high = self.y0, self.y1
        part = (values - low) / (high - low)
        return self.rect.bottom() - np.clip(part, 0.0, 1.0) * self.rect.height()

    def step(self, x: float) -> float:
        """The step at a pixel."""
        return self.x0 + (x - self.rect.left()) * (self.x1 - self.x0) / max(1.0, self.rect.width())


def grey(depth: float) -> QColor:
    """The ramp by depth: faint for the first layer, the text's colour for the last."""
    colours = theme.current()
    return _ramp(colours.faint, colours.text, depth)


@cache
def _ramp(faint: str, text: str, depth: float) -> QColor:
    return mixed(QColor(faint), QColor(text), depth)


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """A colour between two: 0 is the first, 1 the second."""
    pairs = (one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())
    red, green, blue = (round(a + (b - a) * part) for a, b in pairs)
    return QColor(red, green, blue)
