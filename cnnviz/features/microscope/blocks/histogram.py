"""Where many numbers stand: a histogram over the mean and the standard deviation, with one number marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz.features.microscope.blocks.block import MIDDLE, RIGHT, PageBlock, mono, write
from cnnviz.widgets import theme

HIGH, BINS, REACH = 48.0, 48, 3.0


@dataclass(frozen=True)
class NormalisedHistogram(PageBlock):
    """From -3 to +3 standard deviations; what lies beyond is counted in the last bin."""

    values: np.ndarray
    mean: float
    spread: float
    here: float | None = None
    space = 8.0

    def height(self, width: float) -> float:
        return HIGH + 16

    def paint(self, painter: QPainter, width: float) -> None:
        with np.errstate(all="ignore"):
            places = np.clip((self.values - self.mean) / self.spread, -REACH, REACH)
        counts, _ = np.histogram(places, BINS, (-REACH, REACH))
        each = width / BINS
        for i, count in enumerate(counts.tolist()):
            high = (HIGH - 2) * count / max(int(counts.max()), 1)
            painter.fillRect(QRectF(i * each, HIGH - high, each - 1, high), theme.colour("faint", 0.75))
        painter.fillRect(QRectF(0, HIGH, width, 1), theme.colour("line"))
        painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, HIGH))
        if self.here is not None:
            share = np.clip(np.nan_to_num((self.here - self.mean) / self.spread / REACH), -1, 1)
            painter.fillRect(QRectF(width / 2 * (1 + share) - 1, 0, 2, HIGH), theme.colour("accent"))
        under = QRectF(0, HIGH + 2, width, 14)
        write(painter, under, "-3σ", mono(theme.FLOOR), "dim")
        write(painter, under, "μ", mono(theme.FLOOR), "dim", MIDDLE)
        write(painter, under, "+3σ", mono(theme.FLOOR), "dim", RIGHT)
