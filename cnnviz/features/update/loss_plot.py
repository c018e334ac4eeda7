"""The loss along a step: two curves, what the gradient promised, and a line at the rate that is looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.plots import axes
from cnnviz.plots.area import Area, draw_through, text_width
from cnnviz.plots.end_labels import spread
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme
from cnnviz.widgets.keys import WALK
from cnnviz.widgets.numbers import brief, significant
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, write

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

LOW = -1.0  # where the axis begins, in steps
TAG = (136.0, 78.0)  # at the right, the least width and the height; the curves' names stand over it
WIDEST = "-0.00e-00"  # of the numbers in the tag
THUMB = 6.0
LOG_FROM = 8.0  # times between the largest and the least: from here on the axis is logarithmic
PACE = 1 / 40  # of the axis: one press of an arrow
Curve = dict[float, float]
Pixels = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class LossPicture:
    """What the plot shows: curves as {t: loss}, the slope at 0, and the learning rate of one step."""

    batch: Curve = field(default_factory=dict)
    fixed: Curve = field(default_factory=dict)
    fixed_count: int = 0
    slope: float = math.nan
    lr: float = math.nan
    end: float = 16.0
    layer: str = ""  # whose weights alone move; "" is all

    def best(self, curve: Curve) -> tuple[float, float] | None:
        """Where a curve is lowest, None while that isn't known: few points, or it still falls at the last."""
        known = finite(curve)
        if len(known) < 5:
            return None
        t = min(known, key=known.__getitem__)
        return None if t == max(known) < self.end else (t, known[t])

    def span(self) -> tuple[float, float, bool]:
        """The ends of the axis of losses, and whether it is logarithmic."""
        known = [*finite(self.batch).values(), *finite(self.fixed).values()]
        if not known:
            return 0.0, 1.0, False
        low, high = min(known), max(known)
        if low > 0 and high / low > LOG_FROM:
            return low / 1.3, high * 1.15, True
        room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
        return low - room, high + room / 2, False


def finite(curve: Curve) -> Curve:
    """The points of a curve whose loss is a number."""
    return {t: loss for t, loss in curve.items() if math.isfinite(loss)}


class LossPlot(Plot):
    """`moved` tells where the line was taken to, in steps; `stretched` whether more (1) or less (-1)."""

    moved = Signal(float)
    stretched = Signal(int)
    own_keys = (*WALK, Qt.Key.Key_1, Qt.Key.Key_Up, Qt.Key.Key_Down)
    drags = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(480, 240)
        plain, mono = theme.font(theme.SECONDARY), theme.font(theme.SECONDARY, mono=True)
        words = max(text_width(text, plain) for text in (self.tr("promised"), self.tr("came")))
        self._tag = max(TAG[0], words + text_width(WIDEST, mono) + 32)
        self.margins = (56.0, 48.0, self._tag + 12, 46.0)
        self.picture = LossPicture()
        self.t = 1.0
        self.loss = math.nan  # of the batch at t
        self.empty = self.tr("The first points are being computed.")
        self._turned = 0
        self._name_heights: list[float] = []
        self.show_picture(self.picture)

    def show_picture(self, picture: LossPicture) -> None:
        """Show other curves, or the same ones grown."""
        self.picture = picture
        self.loss = picture.batch.get(self.t, self.loss)
        self.title = self.tr("Loss along this step")
        if picture.layer:
            self.title = self.tr("Loss along {0}'s part of this step").format(picture.layer)
        self.refresh()

    def show_line(self, t: float, loss: float) -> None:
        """Put the line at a place; NaN while its loss is being computed."""
        self.t, self.loss = t, loss
        self.refresh()

    def newest(self) -> str:
        """What the line says, in words."""
        promised, came, part = self.bought()
        if not part:
            return self.tr("{0} times this step").format(f"{self.t:.3g}")
        words = self.tr("{0} times this step, rate {1}: the gradient promised {2}, {3} came, {4}")
        return words.format(
            f"{self.t:.3g}", significant(self.t * self.picture.lr, signed=False), promised, came, part
        )

    def bought(self) -> tuple[str, str, str]:
        """What the gradient promised at the line, what came, and how much of it that is."""
        picture = self.picture
        promised, came = picture.slope * self.t, self.loss - picture.batch.get(0.0, math.nan)
        part = ""
        if math.isfinite(came) and promised and math.isfinite(promised):
            part = self.tr("{0} % of it").format(f"{100 * came / promised:.0f}")
            if came > 0 > promised:
                part = self.tr("it rose instead")
        elif not math.isfinite(self.loss) and self.t in picture.batch:
            return significant(promised), self.tr("no number"), part
        return significant(promised), significant(came) if math.isfinite(came) else "…", part

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self.area.box.setMouseEnabled(x=False, y=False)  # the wheel takes the end of the axis along
        self._curves = PlotLayer(self.area, self._paint_curves, whole=True)
        self._line = PlotLayer(self.area, self._paint_line, z=-1, moves=True)  # words lie over it
        self._told = PlotLayer(self.area, self._paint_told, z=3, whole=True, moves=True)

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(LOW, self.picture.end, *self.picture.span())
        self._curves.refresh(self.picture)
        self._line.update()
        self._told.update()

    def is_empty(self) -> bool:
        return not self.picture.batch

    def whole(self) -> tuple[float, float]:
        return LOW, self.picture.end

    def drag_to(self, place: QPointF) -> None:
        if self.area is not None and not self.is_empty():
            area = self.area.shown()
            near = abs(place.x() - float(area.x(1.0))) < 4  # the step itself is easy to come back to
            self.moved.emit(1.0 if near else min(max(area.step(place.x()), LOW), self.picture.end))

    def walk(self, key: Qt.Key, far: bool) -> None:
        """Take the line along, a whole step with `far`; Up and Down show more of the axis, or less."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stretched.emit(1 if key == Qt.Key.Key_Up else -1)
            return
        by = 1.0 if far else (self.picture.end - LOW) * PACE
        stops = {Qt.Key.Key_Left: self.t - by, Qt.Key.Key_Right: self.t + by, Qt.Key.Key_Home: 0.0}
        t = 1.0 if key == Qt.Key.Key_1 else stops.get(key, self.picture.end)
        self.moved.emit(min(max(t, LOW), self.picture.end))

    def zoom(self, factor: float, around: float | None = None) -> None:
        self.stretched.emit(1 if factor > 1 else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= 120:
            self.stretched.emit(-1 if self._turned > 0 else 1)  # towards you: farther out
            self._turned = 0
        event.accept()

    def table(self) -> Mapping[str, np.ndarray]:
        batch, fixed = self.picture.batch, self.picture.fixed
        t = np.array(sorted({*batch, *fixed}), float)
        losses = [np.array([curve.get(at, "") for at in t.tolist()], object) for curve in (batch, fixed)]
        rate = t * self.picture.lr
        return {"times this step": t, "learning rate": rate, "batch": losses[0], "test images": losses[1]}

    def x_ticks(self, area: Area) -> list[axes.Tick]:
        return []  # two rows of them stand under the curves

    def y_ticks(self, area: Area) -> list[axes.Tick]:
        room = max(3, int(area.rect.height() // 56))
        if area.log:
            return axes.log_ticks(area.y0, area.y1, room, few=3)
        return axes.linear_ticks(area.y0, area.y1, room)

    # painting

    def _paint_curves(self, painter: QPainter, area: Area) -> None:
        picture, rect, before = self.picture, area.rect, float(area.x(0.0))
        self._paint_axis(painter, area)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QLineF(before, rect.top() - 6, before, rect.bottom()))
        box, word = QRectF(before - 84, rect.top() - 10, 80, 14), self.tr("before")
        if before - 4 - text_width(word, theme.font(theme.SECONDARY)) < rect.left():
            box.translate(0, -14)  # above the numbers of the axis
        write(painter, box, word, theme.font(theme.SECONDARY), "dim", RIGHT)
        painter.save()
        painter.setClipRect(rect.adjusted(-2, -2, 2, 2))
        lines = [_line(area, picture.fixed), _line(area, picture.batch)]
        start = picture.batch.get(0.0, math.nan)
        if math.isfinite(picture.slope) and math.isfinite(start):
            t = np.linspace(0, picture.end, 120)
            lines.append((area.x(t), area.y(start + picture.slope * t)))
            painter.setPen(QPen(theme.colour("dim"), 1.4, Qt.PenStyle.DashLine))
            painter.drawPolyline(
                [QPointF(*at) for at in zip(lines[2][0].tolist(), lines[2][1].tolist(), strict=True)]
            )
        for line, role, width in ((lines[0], "faint", 2.0), (lines[1], "text", 2.4)):
            painter.setPen(QPen(theme.colour(role), width))
            draw_through(painter, *line)
        painter.restore()
        self._paint_names(painter, area)
        self._paint_words(painter, area, lines)
        self._paint_runaway(painter, area)

    def _paint_axis(self, painter: QPainter, area: Area) -> None:
        """Paint how many times this step, and under it the learning rate, where there is room for both."""
        font, free, bottom = theme.font(theme.FLOOR), -1e9, area.rect.bottom() + 6
        for t in places(self.picture.end):
            x = float(area.x(t))
            words = "0" if t == 0 else f"{t:g}×"
            rate = "" if t == 0 or not math.isfinite(self.picture.lr) else brief(self.picture.lr * t, 2)
            half = max(text_width(words, font), text_width(rate, font)) / 2
            if x - half >= free + 6:
                free = x + half
                write(painter, QRectF(x - 40, bottom, 80, 14), words, font, "dim", CENTRE)
                write(painter, QRectF(x - 40, bottom + 15, 80, 14), rate, font, "faint", CENTRE)
        box = QRectF(area.rect.right() + 26, bottom, self._tag, 14)
        write(painter, box, self.tr("times this step"), font, "dim")
        box.translate(0, 15)
        write(painter, box, self.tr("learning rate"), font, "faint")

    def _paint_names(self, painter: QPainter, area: Area) -> None:
        """Paint the curves' names at their ends."""
        picture, rect = self.picture, area.rect
        mine = self.tr("this batch")
        if picture.layer:
            mine = self.tr("this batch, {0} alone").format(picture.layer)
        theirs = self.tr("{0} test images").format(f"{picture.fixed_count:,}")
        known = ((finite(picture.batch), mine, "text"), (finite(picture.fixed), theirs, "dim"))
        ends = sorted(
            (float(area.y(curve[max(curve)])), words, role) for curve, words, role in known if curve
        )
        self._name_heights = spread([end[0] for end in ends], 18, rect.top(), rect.bottom())
        for y, (_, words, role) in zip(self._name_heights, ends, strict=True):
            box = QRectF(rect.right() + 10, y - 9, self._tag + 2, 18)
            write(painter, box, words, theme.font(theme.SECONDARY, theme.SEMIBOLD), role)

    def _paint_words(self, painter: QPainter, area: Area, lines: list[Pixels]) -> None:
        """Paint hollow dots where the curves are lowest, and words there and at the promised line."""
        picture = self.picture
        told = (
            (picture.batch, self.tr("lowest point, this batch: {0}×"), "text"),
            (picture.fixed, self.tr("lowest point, test images: {0}×"), "dim"),
        )
        dragged = float(area.x(self.t))
        taken = [QRectF(dragged - 3, area.rect.top() - 8, 6, area.rect.height() + 8)]
        for curve, words, role in told:
            best = picture.best(curve)
            if best is None:
                continue
            at = QPointF(float(area.x(best[0])), float(area.y(best[1])))
            painter.setPen(QPen(theme.colour(role), 1.6))
            painter.setBrush(theme.colour("panel"))
            painter.drawEllipse(at, 4.5, 4.5)
            self._word(painter, area, words.format(f"{best[0]:.2g}"), at, role, lines, taken)
        if len(lines) > 2 and picture.slope < 0:
            seen = lines[2][1] < area.rect.bottom() - 8
            words, last = self.tr("what the gradient promised"), np.flatnonzero(seen)[-1:]
            for part in (1.0, 0.8, 0.6) if len(last) else ():  # it may lie below all that is in sight
                x, y = (float(each[int(part * last[0])]) for each in lines[2])
                if self._word(painter, area, words, QPointF(x, y), "dim", lines, taken):
                    break

    def _word(
        self,
        painter: QPainter,
        area: Area,
        text: str,
        at: QPointF,
        role: str,
        lines: list[Pixels],
        taken: list[QRectF],
    ) -> bool:
        """Paint words near a place, where no line passes and nothing stands yet; False if all is taken."""
        rect, wide = area.rect, text_width(text, theme.font(theme.SECONDARY)) + 6
        middle = min(max(at.x() - wide / 2, rect.left() + 2), rect.right() - wide)
        tries = [
            QRectF(left, at.y() + down, wide, 14)
            for down in (-24.0, 9.0, -42.0, 27.0, -7.0)
            for left in (middle, at.x() + 9, at.x() - 9 - wide, at.x() + 40, at.x() + 90)
        ]
        free = [
            box
            for box in tries
            if rect.contains(box)
            and not any(box.intersects(other) for other in taken)
            and not any(_crosses(line, box) for line in lines)
        ]
        if free:
            taken.append(free[0])
            painter.fillRect(free[0], theme.colour("panel", 0.75))
            write(painter, free[0], text, theme.font(theme.SECONDARY), role, CENTRE)
        return bool(free)

    def _paint_line(self, painter: QPainter, area: Area) -> None:
        """Paint the line that is dragged."""
        x = float(area.x(self.t))
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QLineF(x, area.rect.top() - 8, x, area.rect.bottom()))

    def _paint_told(self, painter: QPainter, area: Area) -> None:
        """Paint the line's thumb, its loss, and what was promised there and what came."""
        x, rect, accent = float(area.x(self.t)), area.rect, theme.colour("accent")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, rect.bottom()), THUMB, THUMB)
        if math.isfinite(self.loss):
            painter.drawEllipse(QPointF(x, float(area.held(self.loss))), 4, 4)
        words = self.tr("with rate {0}").format(brief(self.t * self.picture.lr))
        words = {0.0: self.tr("no step"), 1.0: self.tr("this step")}.get(self.t, words)
        wide = text_width(words, theme.font(theme.SECONDARY, theme.SEMIBOLD))
        left = x + 8 if x + 8 + wide < rect.right() + 30 else x - 8 - wide
        box = QRectF(left, rect.top() - 10, wide + 2, 14)
        write(painter, box, words, theme.font(theme.SECONDARY, theme.SEMIBOLD), "accent")
        self._paint_tag(painter, rect)

    def _tag_place(self, rect: QRectF) -> QRectF:
        """Where the tag stands: beside the curves, as low as their names leave room."""
        names, lowest = self._name_heights, rect.bottom() - TAG[1] - 4
        tries = [lowest, *(y - 14 - TAG[1] for y in names), *(y + 14 for y in names), rect.top()]
        fitting = [
            top
            for top in tries
            if rect.top() - 12 <= top <= lowest and all(not top - 12 < y < top + TAG[1] + 12 for y in names)
        ]
        return QRectF(rect.right() + 8, max(fitting, default=lowest), self._tag, TAG[1])

    def _paint_tag(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what was promised and what came."""
        promised, came, part = self.bought()
        box = self._tag_place(rect)
        frame(painter, box, 6, "edge", "raised")
        row = QRectF(box.left() + 10, box.top() + 6, box.width() - 20, 20)
        plain, mono = theme.font(theme.SECONDARY), theme.font(theme.SECONDARY, mono=True)
        for words, number in ((self.tr("promised"), promised), (self.tr("came"), came)):
            write(painter, row, words, plain, "dim")
            write(painter, row, number, mono, "text", RIGHT)
            row.translate(0, 21)
        write(painter, row, part, theme.font(theme.SECONDARY, theme.SEMIBOLD), "text")

    def _paint_runaway(self, painter: QPainter, area: Area) -> None:
        """Paint where the loss stops being a number."""
        known = finite(self.picture.batch)
        lost = [t for t in self.picture.batch if t > 0 and t not in known]
        if not lost:
            return
        last = max((t for t in known if t < min(lost)), default=0.0)
        words = self.tr("Beyond {0}× the loss is no number.").format(f"{last:.2g}")
        x, rect = float(area.x(last)), area.rect
        painter.fillRect(QRectF(x, rect.top(), rect.right() - x, rect.height()), theme.colour("wrong", 0.10))
        wide = text_width(words, theme.font(theme.SECONDARY)) + 8
        box = QRectF(min(x + 8, rect.right() - wide), rect.top() + 8, wide, 16)
        write(painter, box, words, theme.font(theme.SECONDARY), "wrong")


def _crosses(line: Pixels, box: QRectF) -> bool:
    """Whether a line passes through a box, or so near that it touches words in it, however steep it is."""
    x, y = (each[np.isfinite(line[1])] for each in line)
    over = np.linspace(box.left() - 6, box.right() + 6, 49)
    there = np.interp(over, x, y, left=math.nan, right=math.nan) if len(x) else np.empty(0)
    low, high = np.minimum(there[1:], there[:-1]), np.maximum(there[1:], there[:-1])
    return bool(((high > box.top() - 2) & (low < box.bottom() + 2)).any())


def _line(area: Area, curve: Curve) -> Pixels:
    """A curve in pixels, in order; NaN where the loss is no number. Shape: (n,), (n,)"""
    t = sorted(curve)
    losses = np.array([curve[each] for each in t], float)
    return area.x(np.array(t, float)), area.y(np.where(np.isfinite(losses), losses, np.nan))


def places(end: float) -> list[float]:
    """Where the axis is marked, in steps."""
    if end <= 4:
        return [0.0, 1.0, 2.0, 3.0, 4.0]
    return [0.0, 1.0, *(end * part for part in (0.125, 0.25, 0.5, 0.75, 1.0))]
