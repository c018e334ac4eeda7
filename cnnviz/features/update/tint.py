"""The two colours of a change: a loss that fell is cool, one that rose is warm."""

from __future__ import annotations

from PySide6.QtGui import QColor

from cnnviz.widgets import theme

STRONG = 4  # of the signed map's stops


def tint(fell: bool) -> QColor:
    """The current theme's colour for a loss that fell, or that rose."""
    colours = theme.current()
    return QColor((colours.cool if fell else colours.warm)[STRONG][1])
