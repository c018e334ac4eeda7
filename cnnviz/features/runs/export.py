"""The curves in sight, taken elsewhere: to a file as PNG, SVG or CSV, or to the clipboard."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from PySide6.QtCore import QMimeData

from cnnviz.features.runs import pictures
from cnnviz.plots.overlay import Overlay
from cnnviz.system import clipboard
from core.files.atomic import write_atomically

KINDS = ("png", "svg", "csv")


def comma_separated(shown: Overlay) -> str:
    """The lines' own numbers: a row a run and epoch."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["run", "epoch", shown.title.lower()])
    for each in shown.series:
        for x, y in zip(each.x.tolist(), each.y.tolist(), strict=True):
            writer.writerow([each.name, f"{x:.6g}", f"{y:.6g}"])
    return text.getvalue()


def save(shown: Overlay, path: Path, size: tuple[int, int]) -> None:
    """Writes the file; what its name ends with says what kind. Raises SaveError."""
    if path.suffix == ".csv":
        write_atomically(path, comma_separated(shown).encode("utf-8"))
    else:
        write_atomically(path, (pictures.svg if path.suffix == ".svg" else pictures.png)(shown, size))


def copy(shown: Overlay, size: tuple[int, int]) -> None:
    """Puts the curves into the clipboard: as a picture, and as numbers for a spreadsheet."""
    data = QMimeData()
    data.setImageData(pictures.image(shown, size))
    data.setText(comma_separated(shown).replace(",", "\t"))
    clipboard.put(data)
