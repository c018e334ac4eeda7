"""How a scatter of images becomes pixels: dots in their classes' colours, or names where there is room.

A ring goes around what was read wrongly, with a cross where names are shown; the axes say what they keep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from cnnviz.features.evaluate import dots
from cnnviz.features.evaluate.card import percent
from cnnviz.features.evaluate.class_colours import channels, colour_of
from cnnviz.features.evaluate.viewpoint import Viewpoint
from cnnviz.widgets import theme

LEFT, TOP, RIGHT, BOTTOM = 26.0, 6.0, 6.0, 24.0
MANY_WRONG = 0.15  # of the points in sight
NAMED = 400  # points in sight that are shown as the names of their classes
FADED = 0.22  # of their colour in classes beside the one looked at
BESIDE = ((0, 0), (0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, 1), (1, 1), (-1, -1), (0, 0))
NAME = 16  # pixels of a mark with a name in it


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("Evaluate", text)


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


def room(size: QSizeF, view: Viewpoint) -> Viewpoint:
    """The view in the rectangle that a widget of that size leaves for points."""
    width, height = size.width() - LEFT - RIGHT, size.height() - TOP - BOTTOM
    return Viewpoint(LEFT, TOP, max(1.0, width), max(1.0, height), view.x, view.y, view.scale, view.whole)


def radius(count: int) -> float:
    """Half the width of a dot, by how many there are in sight."""
    return 2.0 if count > 4000 else 2.6 if count > 800 else 3.4


def picture(
    points: ScatterPoints, view: Viewpoint, shown: np.ndarray, looked_at: int, ratio: float
) -> QPixmap:
    """The points in sight; `looked_at` is the class that others fade beside, -1 for none.

    Shape: shown (n,) bool.
    """
    ground = theme.colour("panel")
    canvas = dots.Canvas(round(view.width * ratio), round(view.height * ratio), ground)
    across, down = view.pixels(np.zeros((1, 2)))  # lines through the mean of all images
    canvas.cross((across[0] - view.left) * ratio, (down[0] - view.top) * ratio, theme.colour("line"), ratio)
    there = np.flatnonzero(shown & view.inside(points.places))
    x, y = view.pixels(points.places[there])
    x, y = (x - view.left) * ratio, (y - view.top) * ratio
    labels, wrong = points.labels[there], points.wrong[there]
    named = np.full(len(there), len(there) <= NAMED) | (labels == looked_at)
    size = radius(len(there))
    count = max(1, len(points.classes))
    table = dots.shades(channels(count), ground)
    ring = dots.disc((size + 2.6) * ratio, (size + 1.4) * ratio)
    if looked_at >= 0:
        faint = dots.shades(channels(count), ground, FADED)
        canvas.stamp(x[~named], y[~named], labels[~named], faint, dots.disc(size * ratio))
    else:
        ringed = ~named & wrong
        many = int(ringed.sum()) > MANY_WRONG * max(1, len(there))
        rings = dots.shades(np.array([_rgb(theme.colour("wrong"))]), ground, 0.6 if many else 1.0)
        for below in (True, False):  # so many that they would cover the dots: then the dots cover them
            if below == many:
                canvas.stamp(x[ringed], y[ringed], np.zeros(int(ringed.sum()), np.intp), rings, ring)
            if below:
                canvas.stamp(x[~named], y[~named], labels[~named], table, dots.disc(size * ratio))
    made = QPixmap.fromImage(canvas.image(ratio))
    painter = QPainter(made)
    half = NAME / 2
    for label, bad, across, down in zip(
        labels[named].tolist(),
        wrong[named].tolist(),
        (x[named] / ratio).tolist(),
        (y[named] / ratio).tolist(),
        strict=True,
    ):
        mark = sprite(points.classes[label], label, bad, theme.current().name, ratio)
        painter.drawPixmap(QPointF(across - half, down - half), mark)
    painter.end()
    return made


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


def paint_middles(onto: QPixmap, points: ScatterPoints, view: Viewpoint, shown: np.ndarray) -> None:
    """The name of each class at the middle of its points, while they are too many to be named one by one."""
    there = shown & view.inside(points.places)
    if int(there.sum()) <= NAMED:
        return
    font = theme.font(17, theme.BOLD)
    painter = QPainter(onto)
    painter.translate(-view.left, -view.top)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
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
    painter.end()


def paint_frame(painter: QPainter, size: QSizeF, points: ScatterPoints) -> None:
    """What stands beside the points: which axis is which, and how much of the variance lies along it."""
    painter.setFont(theme.font(theme.FLOOR))
    painter.setPen(theme.colour("dim"))
    words = [
        tr("first component: {0} of the variance").format(percent(float(points.shares[0]))),
        tr("second component: {0}").format(percent(float(points.shares[1]))),
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


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
