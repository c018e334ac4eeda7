"""The curves of runs as files: PNG for a slide, SVG to scale, painted by the same plot as in the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from cnnviz.features.runs.table import overlay
from cnnviz.plots import export, loading
from cnnviz.plots.overlay import OverlayPlot
from cnnviz.widgets import taking, theme
from core.experiments import read_runs
from core.files.atomic import write_atomically

loading.load()  # where pyqtgraph is missing, importing this fails


def save(out: Path, name: str, folders: Sequence[Path], size: tuple[int, int]) -> None:
    """Write curves.png and curves.svg of the runs in these folders, in the light theme, for paper."""
    app = QApplication.instance() or QApplication(["cnnviz"])  # kept until the pictures are there
    theme.load_fonts()
    before = theme.current().name
    theme.use("light")
    runs = [run for folder in folders for run in read_runs(folder)]
    shown = overlay(runs, "error")
    shown.title = f"{name}: {shown.title}"
    plot = OverlayPlot("curves")
    plot.resize(*size)
    plot.show_overlay(shown)
    write_atomically(out / "curves.png", taking.png(export.image(plot)))
    write_atomically(out / "curves.svg", export.svg(plot))
    Shiboken.delete(plot)  # with its scene, in order: nothing handles events here any more
    theme.use(before)
    del app
