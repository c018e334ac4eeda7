"""An Overlay as a widget: the mouse and the arrows read exact values, a click on a line chooses its run.

The curves are kept as a picture, so that moving the mouse over twenty of them draws none again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.plots.curve_lines import Area
from cnnviz.plots.overlay import Overlay, paint, paint_cross
from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class OverlayPlot(QWidget):
    """`chosen` tells the key of the line that was clicked, "" beside all of them."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 160)
        self.overlay = Overlay()
        self._picture: QPixmap | None = None
        self._area: Area | None = None

    def show_overlay(self, overlay: Overlay) -> None:
        """Shows other curves; the cross-hair stays where it is."""
        overlay.cross = self.overlay.cross
        self.overlay = overlay
        if overlay.cross is not None:
            overlay.cross = overlay.snap(overlay.cross)
        self.refresh()

    def refresh(self) -> None:
        """Draws everything anew, in the colours of now."""
        self._picture = None
        self.update()

    def point(self, epoch: float | None) -> None:
        """Puts the cross-hair on the nearest epoch with a value; None takes it away."""
        cross = None if epoch is None else self.overlay.snap(epoch)
        if cross != self.overlay.cross:
            self.overlay.cross = cross
            self.update()

    def picture(self) -> QPixmap:
        """The curves without the cross-hair."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            made = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
            made.setDevicePixelRatio(ratio)
            painter = QPainter(made)
            self._area = paint(painter, self.overlay, QSizeF(self.size()))
            painter.end()
            self._picture = made
        return self._picture

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, WALKING) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self._area is not None:
            paint_cross(painter, self.overlay, self._area, QSizeF(self.size()))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area
        if area is not None:
            inside = area.rect.adjusted(-8, -8, 8, 8).contains(event.position())
            self.point(area.step(event.position().x()) if inside else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._area is not None:
            self.chosen.emit(self.overlay.nearest(self._area, QPointF(event.position())))
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, points = event.key(), sorted({float(x) for each in self.overlay.series for x in each.x})
        if key not in WALKING or not points:
            super().keyPressEvent(event)
            return
        here = self.overlay.cross
        at = points.index(here) if here in points else len(points) - 1
        turn = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0) if here is not None else 0
        at = 0 if key == Qt.Key.Key_Home else len(points) - 1 if key == Qt.Key.Key_End else at + turn
        self.point(points[min(max(at, 0), len(points) - 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.point(None)
        super().focusOutEvent(event)
        self.update()
