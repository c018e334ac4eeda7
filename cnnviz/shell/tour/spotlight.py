"""A light on some parts of the window: the rest is dimmed a little, the parts are outlined in the accent.

The mouse goes through it, so everything can be used while it is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme

DIM = 0.42
MOTION = 220  # milliseconds
RADIUS, PEN = 6.0, 2.0


class Spotlight(QWidget):
    """Covers its parent; `show_on` moves the light."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._from: list[QRectF] = []
        self._to: list[QRectF] = []
        self._now: list[QRectF] = []
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOTION)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._moved)

    @property
    def places(self) -> list[QRect]:
        """Where the light is going to be."""
        return [place.toRect() for place in self._to]

    def show_on(self, places: Sequence[QRect], still: bool) -> None:
        """Moves the light to these parts; with none, there is no light and nothing is dimmed much."""
        wanted = [QRectF(place) for place in places]
        if wanted == self._to:
            return
        begin = self._now or wanted
        self._to = wanted
        self._from = [begin[min(i, len(begin) - 1)] for i in range(len(wanted))] if begin else []
        self._motion.stop()
        if still or not wanted:
            self._now = wanted
            self.update()
        else:
            self._motion.start()

    def end(self) -> None:
        """Stops moving."""
        self._motion.stop()

    @Slot(object)
    def _moved(self, part: float) -> None:
        self._now = [_between(a, b, part) for a, b in zip(self._from, self._to, strict=True)]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Rectangles only: a dimmed window is painted as fast as a plain one.
        dimmed = QRegion(event.region())
        for place in self._now:
            dimmed -= QRegion(place.toAlignedRect())
        colour = QColor(theme.colour("background"))
        colour.setAlphaF(DIM if self._now else DIM * 0.7)
        painter.save()
        painter.setClipRegion(dimmed)
        painter.fillRect(self.rect(), colour)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), PEN))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in self._now:
            painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), RADIUS, RADIUS)
        painter.end()


def _between(a: QRectF, b: QRectF, part: float) -> QRectF:
    """A rectangle on the way from one to another."""
    return QRectF(
        a.x() + (b.x() - a.x()) * part,
        a.y() + (b.y() - a.y()) * part,
        a.width() + (b.width() - a.width()) * part,
        a.height() + (b.height() - a.height()) * part,
    )
