"""A number in a coloured cell: short enough to fit, in an ink that stands out."""

from __future__ import annotations

from PySide6.QtGui import QColor

from cnnviz.widgets.numbers import significant


def ink(fill: QColor) -> QColor:
    """Black or white, whichever stands out from a cell's colour."""
    parts = (fill.redF(), fill.greenF(), fill.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # as WCAG has it; both stand out alike at 0.179
    return QColor("#000000") if light > 0.179 else QColor("#ffffff")


def cell_text(number: float, digits: int = 2) -> str:
    """A number short enough for a cell: whole ones in full."""
    if number == int(number) and abs(number) < 1000:
        return str(int(number))
    return significant(number, signed=False, digits=digits)
