"""A plot of ten million steps drawn again as it grows: what blocks of steps are for."""

from __future__ import annotations

import os
import time
from statistics import median

import numpy as np

POINTS = 10_000_000


def measure(frames: int = 30) -> tuple[float, float]:
    """Seconds of processor time that a frame takes: while the plot grows, and drawn from nothing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from cnnviz.plots.curve_model import Curves, Line
    from cnnviz.plots.curve_plot import CurvePlot
    from cnnviz.widgets import theme

    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    column = np.random.default_rng(0).lognormal(size=POINTS).astype(np.float32)
    plot = CurvePlot("redraw", Curves("Loss", lines=[Line("train", noisy=True)]))
    plot.built()
    plot.resize(310, 134)
    plot.show()
    growing, whole = [], []
    for number in range(frames + 1):
        plot.curves.columns.extend(column[: POINTS - 200 * (frames - number)])
        app.processEvents()
        began = time.thread_time()
        plot.refresh()
        app.processEvents()
        growing.append(time.thread_time() - began)
        began = time.thread_time()
        plot.resize(310 + number % 2, 134)
        app.processEvents()
        whole.append(time.thread_time() - began)
    plot.close()
    del app
    return median(growing[1:]), median(whole[1:])  # the first one has summed all blocks


if __name__ == "__main__":
    print(
        "ten million steps: {:.1f} ms as they grow, {:.1f} ms from nothing".format(
            *(1e3 * s for s in measure())
        )
    )
