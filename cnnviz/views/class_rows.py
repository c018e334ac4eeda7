"""The output column: a row a class with its logit and probability, and beneath it dL/d(logit).

`class_rows` makes the texts and lengths, so that what is on the screen can be read and compared; `paint`
draws them. The label has a solid outline and a tick, a wrong answer a dashed one and a cross.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cnnviz import theme
from cnnviz.views.colormap import peak, round_up
from cnnviz.views.geometry import Column, Rect
from cnnviz.views.layout import Layout
from cnnviz.views.numbers import near, significant
from cnnviz.views.scene import Scene

DIGIT, LOGIT, FIGURE = 14, 44, 42  # widths: the class, its logit, its probability


@dataclass(frozen=True)
class ClassRow:
    """One class as it stands on the screen; None where a number isn't known yet. `gradient` is dL/d(logit)."""

    number: int
    logit: float | None
    probability: float | None
    gradient: float | None
    share: float  # of the longest gradient bar, with its sign
    label: bool
    wrong: bool

    @property
    def logit_text(self) -> str:
        return (
            ""
            if self.logit is None
            else f"{self.logit:+.1f}"
            if abs(self.logit) < 1000
            else significant(self.logit)
        )

    @property
    def probability_text(self) -> str:
        return "" if self.probability is None else f"{self.probability:.3f}"

    @property
    def gradient_text(self) -> str:
        return "" if self.gradient is None else near(self.gradient)


def class_rows(scene: Scene, first: int, count: int) -> tuple[ClassRow, ...]:
    """The rows of classes `first` .. `first + count - 1`."""

    def pick(values: np.ndarray | None, k: int) -> float | None:
        return None if values is None or k >= len(values) else float(values[k])

    largest = peak(scene.logit_gradient) if scene.logit_gradient is not None else 0.0
    scale = round_up(largest)
    known = scene.probabilities is not None
    rows = []
    for k in range(first, first + count):
        gradient = pick(scene.logit_gradient, k)
        share = (
            0.0 if gradient is None or not np.isfinite(gradient) else max(-1.0, min(1.0, gradient / scale))
        )
        rows.append(
            ClassRow(
                k,
                pick(scene.logits, k),
                pick(scene.probabilities, k),
                gradient,
                share,
                k == scene.label,
                known and k == scene.prediction != scene.label,
            )
        )
    return tuple(rows)


def paint(
    painter: QPainter, layout: Layout, column: Column, scene: Scene, rows: tuple[ClassRow, ...]
) -> None:
    """Draws both lanes of the output column."""
    small, bold, mono = (
        theme.font(theme.FLOOR), theme.font(theme.SECONDARY, theme.BOLD), theme.font(theme.FLOOR, mono=True),
    )  # fmt: skip
    text, dim, faint = theme.colour("text"), theme.colour("dim"), theme.colour("faint")
    plain = theme.font(theme.SECONDARY)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    trough = theme.colour("raised")
    warm, cool = theme.current().warm[4][1], theme.current().cool[4][1]
    for rect, row in zip(layout.rows, rows, strict=False):
        middle = rect.y + rect.h // 2
        for down in (0, layout.twin):
            painter.setFont(bold if row.label or row.wrong else plain)
            painter.setPen(text if row.label or row.wrong else dim)
            painter.drawText(QRect(rect.x + 2, rect.y + down, DIGIT + 6, rect.h), left, str(row.number))
        start, end = _bar_span(rect)
        painter.fillRect(QRectF(start, middle - 4, end - start, 8), trough)
        if row.probability is not None and np.isfinite(row.probability):
            colour = text if row.label or row.wrong else dim
            painter.fillRect(QRectF(start, middle - 4, max(1.0, (end - start) * row.probability), 8), colour)
        painter.setFont(mono)
        painter.setPen(text if row.label or row.wrong else dim)
        painter.drawText(QRect(rect.x + DIGIT, rect.y, LOGIT, rect.h), right, row.logit_text)
        painter.drawText(QRect(rect.right - FIGURE, rect.y, FIGURE - 4, rect.h), right, row.probability_text)
        axis, reach = gradient_axis(rect)
        below = middle + layout.twin
        if row.gradient is not None:
            size = reach * row.share
            painter.fillRect(QRectF(axis, below - 4, size, 8) if size >= 0 else QRectF(axis + size, below - 4, -size, 8),
                             warm if size >= 0 else cool)  # fmt: skip
        painter.drawText(QRect(rect.right - 72, rect.y + layout.twin, 70, rect.h), right, row.gradient_text)
        if row.label or row.wrong:
            _mark(painter, rect, row)
    if layout.rows:
        _captions(painter, layout, scene, small, faint, dim)
        axis, _ = gradient_axis(layout.rows[0])
        painter.setPen(theme.colour("edge"))
        painter.drawLine(
            QLineF(axis, layout.rows[0].y + layout.twin, axis, layout.rows[-1].bottom + layout.twin)
        )


def _bar_span(rect: Rect) -> tuple[int, int]:
    return rect.x + DIGIT + LOGIT + 6, rect.right - FIGURE - 2


def gradient_axis(rect: Rect) -> tuple[float, float]:
    """Where a gradient's bar begins, and how far it reaches to either side."""
    start, end = rect.x + DIGIT + 8, rect.right - 74
    return (start + end) / 2, (end - start) / 2


def _mark(painter: QPainter, rect: Rect, row: ClassRow) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.colour("right" if row.label else "wrong")
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine if row.label else Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.x - 4, rect.y + 1, rect.w + 6, rect.h - 2), 4, 4)
    x, y = rect.x + DIGIT + 2, rect.y + rect.h / 2
    painter.setPen(QPen(colour, 1.6))
    if row.label:
        painter.drawLine(QLineF(x - 3, y, x - 1, y + 2.5))
        painter.drawLine(QLineF(x - 1, y + 2.5, x + 3, y - 3))
    else:
        painter.drawLine(QLineF(x - 2.5, y - 2.5, x + 2.5, y + 2.5))
        painter.drawLine(QLineF(x - 2.5, y + 2.5, x + 2.5, y - 2.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def gradient_title(scene: Scene) -> str:
    """What the bars beneath are: p - y of one image, or its share of the mean over a batch."""
    if not scene.difference:
        return QCoreApplication.translate("NetworkView", "dL / d(above)")
    if scene.divisor == 1:
        return QCoreApplication.translate("NetworkView", "p − y, this image alone")
    return QCoreApplication.translate("NetworkView", "(p − y) / {0}").format(scene.divisor)


def _captions(
    painter: QPainter, layout: Layout, scene: Scene, font: object, faint: object, dim: object
) -> None:
    rect = layout.rows[-1]
    start, _ = _bar_span(rect)
    painter.setFont(font)
    painter.setPen(faint)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    tr = QCoreApplication.translate
    painter.drawText(QRect(rect.x, rect.bottom, DIGIT + LOGIT, 16), right, tr("NetworkView", "logit"))
    painter.drawText(QRect(start, rect.bottom, 90, 16), left, tr("NetworkView", "probability"))
    painter.drawText(QRect(rect.x + 2, rect.bottom + layout.twin, rect.w, 16), left, gradient_title(scene))
