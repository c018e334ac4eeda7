"""The loss along a step: two curves, what the gradient promised, and a line at the rate that is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.plots.end_labels import spread
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.numbers import significant

LOW = -1.0  # where the axis begins, in steps
LEFT, TOP, BOTTOM = 56.0, 48.0, 46.0
NAMES = 136.0  # at the right, for the curves' names and the tag
TAG = (136.0, 78.0)
THUMB = 6.0
LOG_FROM = 8.0  # times between the largest and the least: from here on the axis is logarithmic
PACE = 1 / 40  # of the axis: one press of an arrow
KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_1,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, eq=False)
class LossPicture:
    """What the plot shows: curves as {t: loss}, the slope at 0, and the learning rate of one step."""

    batch: dict[float, float] = field(default_factory=dict)
    fixed: dict[float, float] = field(default_factory=dict)
    fixed_count: int = 0
    slope: float = math.nan
    lr: float = math.nan
    end: float = 16.0
    layer: str = ""  # whose weights alone move; "" is all

    def points(self, curve: dict[float, float]) -> tuple[np.ndarray, np.ndarray]:
        """A curve in order. Shape: (n,), (n,)"""
        t = np.array(sorted(curve), float)
        return t, np.array([curve[each] for each in t], float)

    def best(self, curve: dict[float, float]) -> tuple[float, float] | None:
        """Where a curve is lowest, None while that isn't known."""
        known = {t: y for t, y in curve.items() if math.isfinite(y)}
        if len(known) < 5:
            return None
        t = min(known, key=known.__getitem__)
        return t, known[t]


class LossPlot(KeyOwner, QWidget):
    """`moved` tells the place that the line was taken to, in steps; `stretched` that more (1) or less (-1)
    of the line is wanted.
    """

    own_keys = KEYS

    moved = Signal(float)
    stretched = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setMinimumSize(480, 240)
        self.picture = LossPicture()
        self.t = 1.0
        self.loss = math.nan  # of the batch at t
        self._turned = 0
        self._ring = False  # the focus came by key, and its ring is shown

    def show_picture(self, picture: LossPicture) -> None:
        """Shows other curves, or the same ones grown."""
        self.picture = picture
        if self.t in picture.batch:
            self.loss = picture.batch[self.t]
        self.update()

    def show_line(self, t: float, loss: float) -> None:
        """Puts the line at a place; NaN while its loss is being computed."""
        self.t, self.loss = t, loss
        self.setAccessibleDescription(self.sentence())
        self.update()

    def sentence(self) -> str:
        """What the line says, in words."""
        promised, came, part = self.bought()
        if not part:
            return translate("Update", "{0} times this step").format(f"{self.t:.3g}")
        words = translate("Update", "{0} times this step, rate {1}: the gradient promised {2}, {3} came, {4}")
        return words.format(
            f"{self.t:.3g}", significant(self.t * self.picture.lr, signed=False), promised, came, part
        )

    def bought(self) -> tuple[str, str, str]:
        """What the gradient promised at the line, what came, and how much of it that is."""
        picture = self.picture
        promised, came = picture.slope * self.t, self.loss - picture.batch.get(0.0, math.nan)
        part = ""
        if math.isfinite(came) and promised and math.isfinite(promised):
            part = translate("Update", "{0} % of it").format(f"{100 * came / promised:.0f}")
            if came > 0 > promised:
                part = translate("Update", "it rose instead")
        elif not math.isfinite(self.loss) and self.t in picture.batch:
            return significant(promised), translate("Update", "no number"), part
        return significant(promised), significant(came) if math.isfinite(came) else "…", part

    # where things are

    def area(self) -> QRectF:
        """Where the curves lie."""
        return QRectF(LEFT, TOP, max(60.0, self.width() - LEFT - NAMES - 12), self.height() - TOP - BOTTOM)

    def x_of(self, t: float) -> float:
        """Pixels from a place along the line."""
        area = self.area()
        return area.left() + (t - LOW) / (self.picture.end - LOW) * area.width()

    def place(self, x: float) -> float:
        """A place along the line from pixels, held within the axis."""
        area = self.area()
        t = LOW + (x - area.left()) / area.width() * (self.picture.end - LOW)
        return min(max(t, LOW), self.picture.end)

    def span(self) -> tuple[float, float, bool]:
        """The ends of the axis of losses, and whether it is logarithmic."""
        values = [*self.picture.batch.values(), *self.picture.fixed.values()]
        known = [y for y in values if math.isfinite(y)]
        if not known:
            return 0.0, 1.0, False
        low, high = min(known), max(known)
        if low > 0 and high / low > LOG_FROM:
            return low / 1.3, high * 1.15, True
        room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
        return low - room, high + room / 2, False

    def y_of(self, loss: float, span: tuple[float, float, bool]) -> float:
        """Pixels from a loss; beyond the ends it is beyond the plot."""
        low, high, log = span
        area = self.area()
        if log:
            loss = math.log(loss) if loss > 0 else -1e3
            low, high = math.log(low), math.log(high)
        return area.bottom() - (loss - low) / (high - low) * area.height()

    # Qt's own

    def owns(self, event: QKeyEvent) -> bool:
        whole = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        return (whole and event.key() in KEYS[:2]) or super().owns(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in KEYS:
            super().keyPressEvent(event)
            return
        whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by = 1.0 if whole else (self.picture.end - LOW) * PACE
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stretched.emit(1 if key == Qt.Key.Key_Up else -1)
            return
        t = {
            Qt.Key.Key_Left: self.t - by,
            Qt.Key.Key_Right: self.t + by,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self.picture.end,
            Qt.Key.Key_1: 1.0,
        }[key]
        self.moved.emit(min(max(t, LOW), self.picture.end))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position().x())

    def _drag(self, x: float) -> None:
        t = self.place(x)
        near = abs(self.x_of(t) - self.x_of(1.0)) < 4  # the step itself is easy to come back to
        self.moved.emit(1.0 if near else t)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= 120:
            self.stretched.emit(-1 if self._turned > 0 else 1)  # towards you: farther out
            self._turned = 0
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("block"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        self._text(painter, QRectF(14, 8, 460, 18), self._title(), theme.BODY, "text", LEFT_MIDDLE, bold=True)
        if self.picture.batch:
            self._paint(painter)
        else:
            self._text(
                painter,
                QRectF(self.rect()),
                translate("Update", "The first points are being computed."),
                theme.BODY,
                "dim",
                CENTRE,
            )
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    # painting

    def _title(self) -> str:
        if self.picture.layer:
            return translate("Update", "Loss along {0}'s part of this step").format(self.picture.layer)
        return translate("Update", "Loss along this step")

    def _paint(self, painter: QPainter) -> None:
        picture, area, span = self.picture, self.area(), self.span()
        self._grid(painter, area, span)
        before = self.x_of(0.0)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QLineF(before, area.top() - 6, before, area.bottom()))
        self._text(
            painter,
            QRectF(before - 84, area.top() - 10, 80, 14),
            translate("Update", "before"),
            theme.SECONDARY,
            "dim",
            RIGHT_MIDDLE,
        )
        painter.save()
        painter.setClipRect(area.adjusted(-2, -2, 2, 2))
        if math.isfinite(picture.slope) and math.isfinite(picture.batch.get(0.0, math.nan)):
            t = np.linspace(0, picture.end, 120)
            line = picture.batch[0.0] + picture.slope * t
            self._curve(painter, t, line, span, theme.colour("dim"), 1.4, Qt.PenStyle.DashLine)
        self._curve(painter, *picture.points(picture.fixed), span, theme.colour("faint"), 2.0)
        self._curve(painter, *picture.points(picture.batch), span, theme.colour("text"), 2.4)
        painter.restore()
        taken = self._names(painter, area, span)
        self._best(painter, span, taken)
        self._line(painter, area, span)
        self._runaway(painter, area)

    def _curve(
        self,
        painter: QPainter,
        t: np.ndarray,
        y: np.ndarray,
        span: tuple[float, float, bool],
        colour: QColor,
        width: float,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        pen = QPen(colour, width, style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        part: list[QPointF] = []
        for at, value in zip(t.tolist(), y.tolist(), strict=True):
            if math.isfinite(value):
                part.append(QPointF(self.x_of(at), min(max(self.y_of(value, span), -2e3), 4e3)))
            elif part:
                painter.drawPolyline(QPolygonF(part))
                part = []
        if part:
            painter.drawPolyline(QPolygonF(part))

    def _grid(self, painter: QPainter, area: QRectF, span: tuple[float, float, bool]) -> None:
        painter.setFont(theme.font(theme.FLOOR))
        for value in ticks(*span, room=max(3, int(area.height() // 56))):
            y = round(self.y_of(value, span)) + 0.5
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            box = QRectF(0, y - 8, area.left() - 8, 16)
            self._text(painter, box, f"{value:.4g}", theme.FLOOR, "faint", RIGHT_MIDDLE)
        painter.setPen(QPen(theme.colour("faint"), 1))
        free = -1e9
        for t in places(self.picture.end):
            x = self.x_of(t)
            words = "0" if t == 0 else f"{t:g}×"
            rate = "" if t == 0 or not math.isfinite(self.picture.lr) else f"{self.picture.lr * t:.2g}"
            width = QFontMetricsF(theme.font(theme.FLOOR)).horizontalAdvance(
                rate if len(rate) > len(words) else words
            )
            if x - width / 2 < free + 6:
                continue
            free = x + width / 2
            self._text(painter, QRectF(x - 40, area.bottom() + 6, 80, 14), words, theme.FLOOR, "dim", CENTRE)
            self._text(
                painter, QRectF(x - 40, area.bottom() + 21, 80, 14), rate, theme.FLOOR, "faint", CENTRE
            )
        x = area.right() + 26
        for row, words in enumerate(
            (translate("Update", "times this step"), translate("Update", "learning rate"))
        ):
            box = QRectF(x, area.bottom() + 6 + 15 * row, NAMES, 14)
            self._text(painter, box, words, theme.FLOOR, "dim" if not row else "faint", LEFT_MIDDLE)

    def _names(self, painter: QPainter, area: QRectF, span: tuple[float, float, bool]) -> list[QRectF]:
        """The curves' names at their ends; returns where they stand."""
        picture = self.picture
        mine = (
            translate("Update", "this batch")
            if not picture.layer
            else translate("Update", "this batch, {0} alone").format(picture.layer)
        )
        theirs = translate("Update", "{0} test images").format(f"{picture.fixed_count:,}")
        taken: list[QRectF] = []
        ends = []
        for curve, words, role in ((picture.batch, mine, "text"), (picture.fixed, theirs, "dim")):
            finite = [t for t in curve if math.isfinite(curve[t])]
            if finite:
                last = max(finite)
                ends.append((self.y_of(curve[last], span), words, role, self.x_of(last)))
        ends.sort()
        tops = spread([end[0] for end in ends], 18, area.top(), area.bottom())
        for y, (_, words, role, _) in zip(tops, ends, strict=True):
            box = QRectF(area.right() + 10, y - 9, NAMES + 2, 18)
            self._text(painter, box, words, theme.SECONDARY, role, LEFT_MIDDLE, bold=True)
            taken.append(box)
        self._tag(painter, area, [box.center().y() for box in taken])
        promise = self._promise(area, span)
        if promise is not None:
            self._text(
                painter,
                promise,
                translate("Update", "what the gradient promised"),
                theme.SECONDARY,
                "dim",
                LEFT_MIDDLE,
            )
            taken.append(promise)
        return taken

    def _promise(self, area: QRectF, span: tuple[float, float, bool]) -> QRectF | None:
        """Beside where the promised line leaves the plot."""
        picture = self.picture
        start = picture.batch.get(0.0, math.nan)
        if not (math.isfinite(start) and math.isfinite(picture.slope)) or picture.slope >= 0:
            return None
        wide = 168.0
        floor = span[0] if span[2] else span[0] + (span[1] - span[0]) * 0.03
        out = min((floor - start) / picture.slope, picture.end * 0.9)
        y = self.y_of(max(start + picture.slope * out, floor), span)
        x = self.x_of(out) + 8
        if x + wide > area.right() + 4:
            x = area.right() - wide
        box = QRectF(x, min(max(y - 12, area.top()), area.bottom() - 16), wide, 14)
        t, losses = picture.points(picture.batch)
        if len(t) > 1:  # where the line lies on the curve, its name would too
            inside = (t >= self.place(box.left())) & (t <= self.place(box.right()))
            near = [abs(self.y_of(loss, span) - box.center().y()) for loss in losses[inside].tolist()]
            if min(near, default=99.0) < 12:
                return None
        return box

    def _best(self, painter: QPainter, span: tuple[float, float, bool], taken: list[QRectF]) -> None:
        """Hollow dots where the curves are lowest, with words."""
        picture = self.picture
        told = (
            (picture.batch, translate("Update", "best for this batch: {0}×"), "text", -12.0),
            (picture.fixed, translate("Update", "best for the test images: {0}×"), "dim", 12.0),
        )
        for curve, words, role, off in told:
            best = picture.best(curve)
            if best is None:
                continue
            at = QPointF(self.x_of(best[0]), self.y_of(best[1], span))
            painter.setPen(QPen(theme.colour(role), 1.6))
            painter.setBrush(theme.colour("block"))
            painter.drawEllipse(at, 4.5, 4.5)
            text = words.format(f"{best[0]:.2g}")
            wide = QFontMetricsF(theme.font(theme.SECONDARY)).horizontalAdvance(text) + 6
            left = min(max(at.x() - wide / 2, self.area().left() + 8), self.area().right() - wide)
            beside = [
                self.y_of(y, span) for t, y in curve.items() if left - 6 < self.x_of(t) < left + wide + 6
            ]
            above = QRectF(left, min([*beside, at.y() - 5]) - 17, wide, 14)
            below = QRectF(left, max([*beside, at.y() + 5]) + 4, wide, 14)
            tries = [above, below] if off < 0 else [below, above]
            inside = [each for each in tries if self.area().contains(each)] or tries
            free = [each for each in inside if not any(each.intersects(other) for other in taken)]
            chosen = free[0] if free else inside[0]
            self._text(painter, chosen, text, theme.SECONDARY, "text" if role == "text" else "dim", CENTRE)
            taken.append(chosen)

    def _line(self, painter: QPainter, area: QRectF, span: tuple[float, float, bool]) -> None:
        x = self.x_of(self.t)
        accent = theme.colour("accent")
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QLineF(x, area.top() - 8, x, area.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(x, area.bottom()), THUMB, THUMB)
        if math.isfinite(self.loss):
            painter.drawEllipse(
                QPointF(x, min(max(self.y_of(self.loss, span), area.top()), area.bottom())), 4, 4
            )
        words = (
            translate("Update", "this step")
            if self.t == 1
            else translate("Update", "with rate {0}").format(f"{self.t * self.picture.lr:.3g}")
        )
        if self.t == 0:
            words = translate("Update", "no step")
        wide = QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD)).horizontalAdvance(words)
        left = x + 8 if x + 8 + wide < area.right() + 30 else x - 8 - wide
        box = QRectF(left, area.top() - 10, wide + 2, 14)
        self._text(painter, box, words, theme.SECONDARY, "accent", LEFT_MIDDLE, bold=True)

    def _tag(self, painter: QPainter, area: QRectF, names: list[float]) -> None:
        """What was promised at the line, and what came: as low as the names at the right leave room."""
        promised, came, part = self.bought()
        lowest = area.bottom() - TAG[1] - 4
        tries = [lowest, *(y - 14 - TAG[1] for y in names), *(y + 14 for y in names), area.top()]
        fitting = [
            top
            for top in tries
            if area.top() - 12 <= top <= lowest and all(not top - 12 < y < top + TAG[1] + 12 for y in names)
        ]
        box = QRectF(self.width() - TAG[0] - 10, max(fitting, default=lowest), *TAG)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        row = QRectF(box.left() + 10, box.top() + 6, box.width() - 20, 20)
        for words, number in (
            (translate("Update", "promised"), promised),
            (translate("Update", "came"), came),
        ):
            self._text(painter, row, words, theme.SECONDARY, "dim", LEFT_MIDDLE)
            self._text(painter, row, number, theme.SECONDARY, "text", RIGHT_MIDDLE, mono=True)
            row.translate(0, 21)
        self._text(painter, row, part, theme.SECONDARY, "text", LEFT_MIDDLE, bold=True)

    def _runaway(self, painter: QPainter, area: QRectF) -> None:
        """Where the loss stops being a number."""
        batch = self.picture.batch
        lost = [t for t in batch if t > 0 and not math.isfinite(batch[t])]
        if not lost:
            return
        last = max((t for t in batch if math.isfinite(batch[t]) and t < min(lost)), default=0.0)
        words = translate("Update", "Beyond {0}× the loss is no number.").format(f"{last:.2g}")
        x = self.x_of(last)
        shade = theme.colour("wrong", 0.10)
        painter.fillRect(QRectF(x, area.top(), area.right() - x, area.height()), shade)
        wide = QFontMetricsF(theme.font(theme.SECONDARY)).horizontalAdvance(words) + 8
        left = min(x + 8, area.right() - wide)
        self._text(
            painter, QRectF(left, area.top() + 8, wide, 16), words, theme.SECONDARY, "wrong", LEFT_MIDDLE
        )

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        size: int,
        role: str,
        flags: Qt.AlignmentFlag,
        bold: bool = False,
        mono: bool = False,
    ) -> None:
        painter.setFont(theme.font(size, theme.SEMIBOLD if bold else theme.REGULAR, mono))
        painter.setPen(theme.colour(role))
        painter.drawText(box, flags, words)


def ticks(low: float, high: float, log: bool, room: int) -> list[float]:
    """Round losses between two ends, at most `room` of them and some."""
    if log:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        values = [m * 10.0**k for k in range(first, last + 1) for m in (1, 2, 5)]
        values = [value for value in values if low <= value <= high]
        decades = [value for value in values if abs(math.log10(value) % 1) < 1e-9]
        return values if len(values) <= room + 1 else decades or values[:: max(1, len(values) // room)]
    raw = (high - low) / max(1, room)
    power = 10.0 ** math.floor(math.log10(raw))
    pace = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * 0.75)
    return [k * pace for k in range(math.ceil(low / pace - 1e-9), math.floor(high / pace + 1e-9) + 1)]


def places(end: float) -> list[float]:
    """Where the axis is marked, in steps."""
    if end <= 4:
        return [0.0, 1.0, 2.0, 3.0, 4.0]
    return [0.0, 1.0, *(end * part for part in (0.125, 0.25, 0.5, 0.75, 1.0))]
