"""Colours for things that have names: classes, and the layers of a network, the same ones in every plot.

They were chosen for the largest distance between any two, to the usual eye and to red-green blind ones, with
a contrast of at least 3:1 to the panel; the accent, and the colour of what is wrong, are kept clear of. A
colour never stands without its name.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor

from cnnviz.plots.area import mixed
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
LAYERS = (4, 1, 2, 0, 7, 6, 8, 5, 3, 9)  # in the order of the network: neighbours are told apart best
FADED = 0.45  # of its colour in a line beside the selected one


def colour_of(index: int) -> QColor:
    """The colour of the thing of that number; from the eleventh on they come round again."""
    return QColor((DARK if theme.current().dark else LIGHT)[index % len(DARK)])


def layer_colour(index: int, faded: bool = False) -> QColor:
    """The colour of a network's layer; `faded` while another one is selected."""
    return QColor(_layer_colour(index, faded, theme.current().name))


@cache
def _layer_colour(index: int, faded: bool, _: str) -> QColor:
    colour, panel = colour_of(LAYERS[index % len(LAYERS)]), theme.colour("panel")
    if index // len(LAYERS) % 2:  # the second round is paler
        colour = mixed(panel, colour, 0.65)
    return mixed(panel, colour, FADED) if faded else colour
