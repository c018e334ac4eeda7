"""Plots taken elsewhere: PNG for a slide, SVG to scale, CSV with every recorded value, or the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QPainter

from cnnviz.plots.plot_card import PlotCard
from cnnviz.system import clipboard
from cnnviz.system.translation import translate
from cnnviz.widgets import taking
from cnnviz.widgets.numbers import unrounded
from core.files.atomic import SaveError, one_line, write_atomically

FORMATS = ("png", "svg", "csv")
CLIPPED_ROWS = 10_000  # longer tables don't go into the clipboard

Writer = Callable[[], bytes]


def image(plot: PlotCard, fine: float = taking.FINE) -> QImage:
    """The plot as a picture, so many of its pixels to one of the screen's."""
    made = QImage(plot.size() * fine, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(fine)
    painter = QPainter(made)
    plot.paint_all(painter)
    painter.end()
    return made


def svg(plot: PlotCard) -> bytes:
    """The plot as the bytes of an SVG file: lines and texts, no pixels."""
    return taking.svg(plot.size(), plot.title, plot.paint_all)


def comma_separated(table: Mapping[str, np.ndarray]) -> str:
    """Columns of equal length as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*(map(_cell, column.tolist()) for column in table.values()), strict=True))
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return unrounded(value)
    return str(value)


def writer(plot: PlotCard, kind: str) -> Writer:
    """What makes the file's bytes on any thread: the picture is painted now, the table is written there."""
    if kind == "csv":
        table = dict(plot.table())
        return lambda: comma_separated(table).encode("utf-8")
    if kind == "svg":
        content = svg(plot)
        return lambda: content
    picture = image(plot)
    return lambda: taking.png(picture)


def write(path: Path, content: Writer) -> tuple[str, str]:
    """Write the file; what became of it, as text and "info" or "error"."""
    try:
        write_atomically(path, content())
    except SaveError as error:
        return str(error), "error"
    words = translate("Plot", "Saved the plot to {0}")
    return words.format(one_line(str(path))), "info"


def copy(plot: PlotCard) -> None:
    """Put the plot into the clipboard: as a picture, and as numbers unless they are very many."""
    data, table = QMimeData(), plot.table()
    data.setImageData(image(plot))
    if len(next(iter(table.values()), ())) <= CLIPPED_ROWS:
        data.setText(comma_separated(table).replace(",", "\t"))
    clipboard.put(data)
