"""Growth curves as pictures for docs/performance.md: both axes logarithmic, a legend beside the lines."""

from __future__ import annotations

import os
from collections.abc import Mapping
from math import log10

from benchmarks.protocol import ROOT

COLOURS = "#0072b2", "#d55e00", "#777777", "#111111"  # told apart by colour-blind eyes
SIZE, FINE = (640, 360), 2
RULED = [n * 10**power for power in range(5) for n in (1, 2, 5)]


def draw(name: str, y: str, x: str, lines: Mapping[str, Mapping[int, float]]) -> None:
    """Write docs/pictures/NAME.png: each line's points as measured, joined by straight lines."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage, QPainter

    app = pyqtgraph.mkQApp()
    view = pyqtgraph.PlotWidget(background="w")
    view.resize(*SIZE)
    plot = view.getPlotItem()
    plot.setLogMode(x=True, y=True)
    rising = all(min(line) == min(line, key=line.__getitem__) for line in lines.values())
    plot.addLegend(offset=(10 if rising else -10, 10), labelTextColor="#222222", labelTextSize="10pt")
    known = sorted({at for line in lines.values() for at in line})
    for side, title, ruled in (("bottom", x, known), ("left", y, RULED)):
        axis = plot.getAxis(side)
        axis.setLabel(title)
        axis.setPen("#444444")
        axis.setTextPen("#444444")
        axis.setTicks([[(log10(at), f"{at:,}") for at in ruled]])
    plot.showGrid(x=True, y=True, alpha=0.2)
    for (told, line), colour in zip(lines.items(), COLOURS, strict=False):
        pen, points = pyqtgraph.mkPen(colour, width=3), sorted(line.items())
        plot.plot(
            *zip(*points, strict=True), pen=pen, symbol="o", symbolSize=6, symbolBrush=colour, name=told
        )
    plot.setXRange(log10(known[0]), log10(known[-1]), padding=0.08)
    view.show()
    app.processEvents()
    picture = QImage(QSize(*SIZE) * FINE, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    view.render(painter)
    painter.end()
    picture.save(str(ROOT / "docs" / "pictures" / f"{name}.png"))
    view.close()
