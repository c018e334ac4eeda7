"""The output column: a row a class with its logit and probability, and beneath it dL/d(logit).

`class_rows` makes the texts and lengths, so that what is on the screen can be read and compared; `paint`
draws them. The label has a solid outline, and a tick once it is read right; a wrong answer has a dashed
outline and a cross.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cnnviz.features.canvas.geometry import CanvasColumn, Rect
from cnnviz.features.canvas.labels import BOLD, LARGE_MONO, LEFT, MONO, PLAIN, RIGHT, SMALL, Labels
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import NOW, Scene
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up
from cnnviz.widgets.numbers import near, probability, within

DIGIT, LOGIT, FIGURE = 14, 44, 42  # widths: the class by its number, its logit, its probability
LETTERS = 6  # of a logit, before the bar
NAME = 46  # the most that a class's name takes


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
    right: bool
    wrong: bool
    name: str
    judged: bool = True

    @property
    def logit_text(self) -> str:
        if self.logit is None:
            return ""
        if abs(self.logit) < 0.05:
            return "0.0"  # neither +0.0 nor -0.0
        return f"{self.logit:+.1f}" if abs(self.logit) < 999.95 else within(self.logit, LETTERS)

    @property
    def probability_text(self) -> str:
        return "" if self.probability is None else probability(self.probability)

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
        share = 0.0 if gradient is None or not isfinite(gradient) else max(-1.0, min(1.0, gradient / scale))
        rows.append(
            CanvasClassRow(
                k,
                pick(scene.logits, k),
                pick(scene.probabilities, k),
                gradient,
                share,
                largest,
                k == scene.label,
                known and k == scene.prediction == scene.label,
                known and k == scene.prediction != scene.label,
                scene.named(k),
                scene.judged,
            )
        )
    return tuple(rows)


def rows_now(scene: Scene, first: int, count: int) -> tuple[CanvasClassRow, ...]:
    """The rows of the newest step, where they lie under those of a past one; else none."""
    twin = scene.twin
    if twin is None or twin.kind != NOW:
        return ()
    newest = replace(
        scene,
        logits=twin.logits,
        probabilities=twin.probabilities,
        prediction=twin.prediction,
        logit_gradient=None,
    )
    return class_rows(newest, first, count)


def name_width(rows: tuple[CanvasClassRow, ...]) -> int:
    """How wide the classes' names stand at the left of their rows."""
    longest = max((len(row.name) for row in rows), default=1)
    return DIGIT if longest < 2 else min(NAME, DIGIT + 8 * (longest - 1))


def logit_end(rows: tuple[CanvasClassRow, ...]) -> int:
    """How far from the left of its row a logit ends."""
    return name_width(rows) + LOGIT + 2


def write(
    labels: Labels,
    layout: CanvasLayout,
    scene: Scene,
    rows: tuple[CanvasClassRow, ...],
    now: tuple[CanvasClassRow, ...] = (),
) -> None:
    """The numbers of both lanes, and what they are."""
    names = name_width(rows)
    if labels.news("places", (names, bool(now))):
        for j, rect in enumerate(layout.rows):
            _place(labels, j, rect, rect.down(layout.twin), names, bool(now))
    for j, (rect, row) in enumerate(zip(layout.rows, rows, strict=False)):
        role, digit = ("text", BOLD) if row.label or row.wrong else ("dim", PLAIN)
        if labels.news((j, "digit"), (row.name, role)):
            for down in (0, layout.twin):
                box = QRect(rect.x + 1, rect.y + 3 + down, names - 5, rect.h - 6)
                labels.put((j, "digit", down), box, row.name, digit, role, LEFT)
    for j, row in enumerate(now):
        role = "text" if row.label or row.wrong else "dim"
        labels.say((j, "now logit"), row.logit_text, role)
        labels.say((j, "now probability"), row.probability_text, role)
    for j, row in enumerate(rows):
        role = "text" if row.label or row.wrong else "dim"
        labels.say((j, "logit"), row.logit_text, role)
        labels.say((j, "probability"), row.probability_text, role)
        if not now:
            labels.say((j, "gradient"), row.gradient_text, role)
    if not layout.rows or not labels.news(
        "titles", (scene.difference, scene.divisor, scene.twin and scene.twin.kind)
    ):
        return
    rect = layout.rows[-1]
    box = QRect(rect.x, rect.bottom, names + LOGIT, 15)
    labels.put("logit", box, translate("NetworkView", "logit"), SMALL, "faint", RIGHT)
    box = QRect(_bar_span(rect, names)[0], rect.bottom, 90, 15)
    labels.put("probability", box, translate("NetworkView", "probability"), SMALL, "faint", LEFT)
    box = QRect(rect.x + 2, rect.bottom + layout.twin, rect.w - 4, 15)
    labels.put("gradient", box, gradient_title(scene), SMALL, "dim", LEFT)


def _place(labels: Labels, j: int, rect: Rect, beneath: Rect, names: int, now: bool) -> None:
    """Keep places for the numbers of a row, and of the one beneath."""
    for front, r in (("", rect), ("now ", beneath)) if now else (("", rect),):
        y, height, start = r.y + 3, r.h - 6, r.x + names + 8
        labels.place((j, f"{front}logit"), QRect(start, y, LOGIT - 8, height), MONO, RIGHT)
        labels.place((j, f"{front}probability"), QRect(r.right - FIGURE, y, FIGURE - 4, height), MONO, RIGHT)
    if not now:
        box = QRect(beneath.right - 72, beneath.y + 3, 70, beneath.h - 6)
        labels.place((j, "gradient"), box, MONO, RIGHT)


def write_loss(labels: Labels, column: CanvasColumn, loss: str) -> None:
    """The loss of this image, at the top of the column."""
    if column.head is None:
        return
    head = column.head.rect
    if labels.news("loss", head):
        labels.place("loss", QRect(head.right - 92, head.y + 2, 84, 16), LARGE_MONO, RIGHT)
    labels.say("loss", translate("NetworkView", "L {0}").format(loss) if loss else "", "text")


def paint(
    painter: QPainter,
    layout: CanvasLayout,
    rows: tuple[CanvasClassRow, ...],
    now: tuple[CanvasClassRow, ...] = (),
) -> None:
    """Draw the bars of both lanes, and the marks of the label and of a wrong answer."""
    if not layout.rows:
        return
    text, dim, trough = theme.colour("text"), theme.colour("dim"), theme.colour("raised")
    warm, cool = QColor(theme.current().warm[4][1]), QColor(theme.current().cool[4][1])
    names, first = name_width(rows), layout.rows[0]
    (start, end), (axis, reach) = _bar_span(first, names), gradient_axis(first, names)
    placed = list(zip(layout.rows, rows, strict=False))
    placed += [(rect.down(layout.twin), row) for rect, row in zip(layout.rows, now, strict=False)]
    for rect, row in placed:
        top = rect.y + rect.h // 2 - 4
        painter.fillRect(start, top, end - start, 8, trough)
        if row.probability is not None and isfinite(row.probability):
            colour = text if row.label or row.wrong else dim
            painter.fillRect(QRectF(start, top, max(1.0, (end - start) * row.probability), 8), colour)
        if size := reach * row.share:
            left = axis + min(0.0, size)
            painter.fillRect(QRectF(left, top + layout.twin, abs(size), 8), warm if size > 0 else cool)
        if row.label or row.wrong:
            _mark(painter, rect, row, names)
    if not now:
        painter.setPen(theme.colour("edge"))
        painter.drawLine(QLineF(axis, first.y + layout.twin, axis, layout.rows[-1].bottom + layout.twin))


def _bar_span(rect: Rect, names: int) -> tuple[int, int]:
    return rect.x + names + LOGIT + 6, rect.right - FIGURE - 2


def gradient_axis(rect: Rect, names: int) -> tuple[float, float]:
    """Where a gradient's bar begins, and how far it reaches to either side."""
    start, end = rect.x + names + 8, rect.right - 74
    return (start + end) / 2, (end - start) / 2


def _mark(painter: QPainter, rect: Rect, row: CanvasClassRow, names: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if row.judged:
        colour = theme.colour("right" if row.right else "wrong" if row.wrong else "text")
    else:
        colour = theme.colour("accent" if row.label else "faint")
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine if row.label else Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.x - 4, rect.y + 1, rect.w + 6, rect.h - 2), 4, 4)
    x, y = rect.x + names + 2, rect.y + rect.h / 2
    painter.setPen(QPen(colour, 1.6))
    if row.judged and row.right:
        painter.drawLine(QLineF(x - 3, y, x - 1, y + 2.5))
        painter.drawLine(QLineF(x - 1, y + 2.5, x + 3, y - 3))
    elif row.judged and row.wrong:
        painter.drawLine(QLineF(x - 2.5, y - 2.5, x + 2.5, y + 2.5))
        painter.drawLine(QLineF(x - 2.5, y + 2.5, x + 2.5, y - 2.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def gradient_title(scene: Scene) -> str:
    """What the bars beneath are: p - y of one image, or its share of the mean over a batch."""
    if scene.twin is not None and scene.twin.kind == NOW:
        return translate("NetworkView", "now, the same image")
    if scene.twin is not None:
        return translate("NetworkView", "now − then, of each logit")
    if not scene.difference:
        return translate("NetworkView", "dL / d(above)")
    if scene.divisor == 1:
        return translate("NetworkView", "p − y, this image alone")
    return translate("NetworkView", "(p − y) / {0}").format(scene.divisor)
