"""What a scatter of images is made of: where they lie, and the marks and names that stand over the dots.

A ring goes around what was read wrongly, with a cross where names are shown; the axes say what they keep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from cnnviz.features.evaluate.card import percent
from cnnviz.features.evaluate.viewpoint import Viewpoint
from cnnviz.plots.palette import colour_of
from cnnviz.system.translation import translate
from cnnviz.widgets import theme

LEFT, TOP, RIGHT, BOTTOM = 26.0, 6.0, 6.0, 24.0
NAMED = 400  # points in sight that are shown as the names of their classes
BESIDE = ((0, 0), (0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, 1), (1, 1), (-1, -1), (0, 0))
NAME = 16  # pixels of a mark with a name in it


@dataclass(frozen=True, eq=False)
class ScatterPoints:
    """Where images lie, what they are and what they were read as; the variance that the axes keep.

    Shape: places (n, 2), labels (n,), read (n,), shares (2,).
    """

    places: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    labels: np.ndarray = field(default_factory=lambda: np.zeros(0, np.intp))
    read: np.ndarray = field(default_factory=lambda: np.zeros(0, np.intp))
    classes: tuple[str, ...] = ()
    shares: np.ndarray = field(default_factory=lambda: np.zeros(2))

    @property
    def wrong(self) -> np.ndarray:
        """Which were read as something else. Shape: (n,) bool."""
        return self.read != self.labels


def paint_marks(painter: QPainter, points: ScatterPoints, view: Viewpoint, named: np.ndarray) -> None:
    """Paint the names of some points' classes in their places. Shape: named (k,) numbers of points."""
    x, y = view.pixels(points.places[named])
    ratio, wrong, name = painter.device().devicePixelRatio(), points.wrong, theme.current().name
    for at, across, down in zip(named.tolist(), x.tolist(), y.tolist(), strict=True):
        label = int(points.labels[at])
        mark = sprite(points.classes[label], label, bool(wrong[at]), name, ratio)
        painter.drawPixmap(QPointF(across - NAME / 2, down - NAME / 2), mark)


@lru_cache(maxsize=256)
def sprite(name: str, label: int, wrong: bool, theme_name: str, ratio: float) -> QPixmap:
    """The mark of a class: its name in its colour, ringed and crossed where it was read as something else."""
    made = QPixmap(round(NAME * ratio), round(NAME * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    box = QRectF(0, 0, NAME, NAME)
    painter.setBrush(theme.colour("panel", 0.75))
    painter.setPen(QPen(theme.colour("wrong"), 1.3) if wrong else Qt.PenStyle.NoPen)
    painter.drawEllipse(box.adjusted(1.2, 1.2, -1.2, -1.2))
    painter.setFont(theme.font(theme.SECONDARY if len(name) == 1 else 9, theme.BOLD))
    painter.setPen(colour_of(label))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[:2])
    if wrong:
        painter.setPen(QPen(theme.colour("wrong"), 1.3))
        painter.drawLine(QLineF(NAME - 4.5, NAME - 4.5, NAME - 0.8, NAME - 0.8))
        painter.drawLine(QLineF(NAME - 4.5, NAME - 0.8, NAME - 0.8, NAME - 4.5))
    painter.end()
    return made


def paint_middles(painter: QPainter, points: ScatterPoints, view: Viewpoint, shown: np.ndarray) -> None:
    """Paint each class's name at the middle of its points."""
    font = theme.font(17, theme.BOLD)
    metrics = QFontMetricsF(font)
    halo = QPen(theme.colour("panel"), 5)
    taken: list[QRectF] = []
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for label, name in enumerate(points.classes):
        own = points.places[shown & (points.labels == label)]
        if not len(own):
            continue
        (across,), (down,) = view.pixels(np.median(own, axis=0)[None])
        if not (view.left <= across < view.left + view.width and view.top <= down < view.top + view.height):
            continue
        short = name[:8]
        box = QRectF(0, 0, metrics.horizontalAdvance(short) + 4, metrics.capHeight() + 6)
        for right, down_by in BESIDE:  # names of classes that lie on one another stand side by side
            box.moveCenter(QPointF(float(across) + right * box.width(), float(down) + down_by * box.height()))
            if not any(box.intersects(other) for other in taken):
                break
        taken.append(QRectF(box))
        path = QPainterPath()
        path.addText(box.left() + 2, box.bottom() - 3, font, short)
        painter.strokePath(path, halo)
        painter.fillPath(path, theme.colour("text"))


def paint_frame(painter: QPainter, size: QSizeF, points: ScatterPoints) -> None:
    """What stands beside the points: which axis is which, and how much of the variance lies along it."""
    painter.setFont(theme.font(theme.FLOOR))
    painter.setPen(theme.colour("dim"))
    words = [
        translate("Evaluate", "first component: {0} of the variance").format(
            percent(float(points.shares[0]))
        ),
        translate("Evaluate", "second component: {0}").format(percent(float(points.shares[1]))),
    ]
    below = QRectF(LEFT, size.height() - BOTTOM, size.width() - LEFT - RIGHT, BOTTOM)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words[0] + " →")
    painter.save()
    painter.translate(0, size.height() - BOTTOM)
    painter.rotate(-90)
    beside = QRectF(0, 0, size.height() - TOP - BOTTOM, LEFT)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, words[1] + " →")
    painter.restore()


def paint_zoom(painter: QPainter, view: Viewpoint) -> None:
    """How much larger than the whole everything is seen, in the corner, while it is."""
    if view.zoomed < 1.01:
        return
    text = f"{view.zoomed:.3g} ×"
    font = theme.font(theme.FLOOR, theme.SEMIBOLD)
    box = QRectF(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 16, 20)
    box.moveTopRight(QPointF(view.left + view.width - 6, view.top + 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.colour("dim"))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
