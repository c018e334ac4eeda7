"""The output column: a row a class with its logit and probability, and beneath it dL/d(logit).

`class_rows` makes the texts and lengths, so that what is on the screen can be read and compared; `paint`
draws them. The label has a solid outline and a tick, a wrong answer a dashed one and a cross.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cnnviz.features.canvas.geometry import CanvasColumn, Rect
from cnnviz.features.canvas.labels import BOLD, LARGE_MONO, LEFT, MONO, PLAIN, RIGHT, SMALL, Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import Scene
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up
from cnnviz.widgets.numbers import near, significant

DIGIT, LOGIT, FIGURE = 14, 44, 42  # widths: the class, its logit, its probability


@dataclass(frozen=True)
class CanvasClassRow:
    """One class as it stands on the screen; None for what isn't known yet. `gradient` is dL/d(logit)."""

    number: int
    logit: float | None
    probability: float | None
    gradient: float | None
    share: float  # of the longest gradient bar, with its sign
    largest: float  # |gradient| of all classes
    label: bool
    wrong: bool
    judged: bool = True

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
        return "" if self.gradient is None else near(self.gradient, self.largest)


def class_rows(scene: Scene, first: int, count: int) -> tuple[CanvasClassRow, ...]:
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
            CanvasClassRow(
                k,
                pick(scene.logits, k),
                pick(scene.probabilities, k),
                gradient,
                share,
                largest,
                k == scene.label,
                known and k == scene.prediction != scene.label,
                scene.judged,
            )
        )
    return tuple(rows)


def write(labels: Labels, layout: CanvasLayout, scene: Scene, rows: tuple[CanvasClassRow, ...]) -> None:
    """The numbers of both lanes, and what they are."""
    for j, (rect, row) in enumerate(zip(layout.rows, rows, strict=False)):
        role = "text" if row.label or row.wrong else "dim"
        digit = BOLD if row.label or row.wrong else PLAIN
        y, height = rect.y + 3, rect.h - 6
        if labels.news((j, "digit"), (row.number, role)):
            for down in (0, layout.twin):
                box = QRect(rect.x + 1, y + down, DIGIT - 5, height)
                labels.put((j, "digit", down), box, str(row.number), digit, role, LEFT, "block")
        texts = (row.logit_text, row.probability_text, row.gradient_text)
        if labels.news((j, "numbers"), (texts, role)):
            start = rect.x + DIGIT + 8
            boxes = (
                QRect(start, y, LOGIT + DIGIT - start + rect.x, height),
                QRect(rect.right - FIGURE, y, FIGURE - 4, height),
                QRect(rect.right - 72, y + layout.twin, 70, height),
            )
            for name, box, text in zip(("logit", "probability", "gradient"), boxes, texts, strict=True):
                labels.put((j, name), box, text, MONO, role, RIGHT, "block")
    if not layout.rows or not labels.news("titles", (scene.difference, scene.divisor)):
        return
    rect = layout.rows[-1]
    box = QRect(rect.x, rect.bottom, DIGIT + LOGIT, 15)
    labels.put("logit", box, translate("NetworkView", "logit"), SMALL, "faint", RIGHT, "block")
    box = QRect(_bar_span(rect)[0], rect.bottom, 90, 15)
    labels.put("probability", box, translate("NetworkView", "probability"), SMALL, "faint", LEFT, "block")
    box = QRect(rect.x + 2, rect.bottom + layout.twin, rect.w - 4, 15)
    labels.put("gradient", box, gradient_title(scene), SMALL, "dim", LEFT, "block")


def write_loss(labels: Labels, column: CanvasColumn, loss: str) -> None:
    """The loss of this image, at the top of the column."""
    if column.head is None:
        return
    head = column.head.rect
    text = translate("NetworkView", "L {0}").format(loss) if loss else ""
    box = QRect(head.right - 92, head.y + 2, 84, 16)
    labels.put("loss", box, text, LARGE_MONO, "text", RIGHT, "block")


def troughs(painter: QPainter, layout: CanvasLayout) -> None:
    """What the bars of the probabilities lie in: it stands still."""
    for rect in layout.rows:
        start, end = _bar_span(rect)
        painter.fillRect(start, rect.y + rect.h // 2 - 4, end - start, 8, theme.colour("raised"))


def paint(painter: QPainter, layout: CanvasLayout, rows: tuple[CanvasClassRow, ...]) -> None:
    """Draws the bars of both lanes, and the marks of the label and of a wrong answer."""
    text, dim = theme.colour("text"), theme.colour("dim")
    warm, cool = QColor(theme.current().warm[4][1]), QColor(theme.current().cool[4][1])
    for rect, row in zip(layout.rows, rows, strict=False):
        middle = rect.y + rect.h // 2
        start, end = _bar_span(rect)
        if row.probability is not None and np.isfinite(row.probability):
            colour = text if row.label or row.wrong else dim
            painter.fillRect(QRectF(start, middle - 4, max(1.0, (end - start) * row.probability), 8), colour)
        axis, reach = gradient_axis(rect)
        size = reach * row.share
        if size:
            left = axis + min(0.0, size)
            painter.fillRect(QRectF(left, middle + layout.twin - 4, abs(size), 8), warm if size > 0 else cool)
        if row.label or row.wrong:
            _mark(painter, rect, row)
    if layout.rows:
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


def _mark(painter: QPainter, rect: Rect, row: CanvasClassRow) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if row.judged:
        colour = theme.colour("right" if row.label else "wrong")
    else:
        colour = theme.colour("accent" if row.label else "faint")
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine if row.label else Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.x - 4, rect.y + 1, rect.w + 6, rect.h - 2), 4, 4)
    x, y = rect.x + DIGIT + 2, rect.y + rect.h / 2
    painter.setPen(QPen(colour, 1.6))
    if not row.judged:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return
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
        return translate("NetworkView", "dL / d(above)")
    if scene.divisor == 1:
        return translate("NetworkView", "p − y, this image alone")
    return translate("NetworkView", "(p − y) / {0}").format(scene.divisor)
