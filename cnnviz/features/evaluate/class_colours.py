"""A colour for each class: a set to tell ten of them apart, on either theme, never without the class's name.

They were chosen for the largest distance between any two, to the usual eye and to red-green blind ones, with
a contrast of at least 3:1 to the panel; the accent, and the colour of what is wrong, are kept clear of.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from cnnviz.widgets import theme

DARK = (
    "#d471bf",
    "#f89b28",
    "#48d3a0",
    "#ed3f23",
    "#3f9ffe",
    "#aef9ea",
    "#5f9174",
    "#e6f444",
    "#914fe6",
    "#fab0ff",
)
LIGHT = (
    "#c85cf8",
    "#c46a10",
    "#154a46",
    "#7c1101",
    "#0125c4",
    "#3b9ba1",
    "#137111",
    "#669c0c",
    "#625eaf",
    "#5d0b7b",
)


def colour_of(index: int) -> QColor:
    """The colour of a class; from the eleventh class on they come round again."""
    shown = DARK if theme.current().dark else LIGHT
    return QColor(shown[index % len(shown)])


def channels(count: int) -> np.ndarray:
    """Red, green and blue of `count` classes. Shape: (count, 3), float, 0 to 255."""
    colours = [colour_of(index) for index in range(count)]
    return np.array([(each.red(), each.green(), each.blue()) for each in colours], float).reshape(count, 3)
