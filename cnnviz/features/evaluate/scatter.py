"""A scatter of images as a widget: the mouse and the arrows go from image to image, the wheel comes closer.

What lies still is kept as a picture; under the mouse only one mark and one card are drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import card, scatter_painting
from cnnviz.features.evaluate.card import ImageCaption
from cnnviz.features.evaluate.scatter_painting import NAME
from cnnviz.features.evaluate.scatter_picture import ScatterPicture
from cnnviz.widgets import theme
from cnnviz.widgets.controls import keeps

WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
CLOSER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
AWAY = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEYS = (*WAYS, *CLOSER, *AWAY, *OPEN, Qt.Key.Key_Home)
DRAGGED = 4  # pixels that make a click a drag


class Scatter(ScatterPicture):
    """`pointed` tells the image under the mouse, -1 for none; `chosen` the one that was clicked.

    `card_of` gives what is known of an image by its number; `still` does without movement.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, card_of: Callable[[int], ImageCaption], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, card_of, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(280, 160)
        self.empty = ""
        self._pressed: QPointF | None = None
        self._dragging = False

    # Qt's own

    def event(self, event: QEvent) -> bool:
        return keeps(event, KEYS) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        size = QSizeF(self.size())
        if not len(self.points.labels):
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.colour("dim"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(40, 40, -40, -40), wrapped, self.empty)
        else:
            painter.drawPixmap(QPointF(self.view.left, self.view.top), self.picture())
            scatter_painting.paint_frame(painter, size, self.points)
            scatter_painting.paint_zoom(painter, self.view)
            if self.at >= 0 and self._from is None and not self._dragging:
                self._paint_pointed(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_pointed(self, painter: QPainter) -> None:
        spot, points = self.spot(self.at), self.points
        view = QRectF(self.view.left, self.view.top, self.view.width, self.view.height)
        if not view.adjusted(-8, -8, 8, 8).contains(spot):
            return
        label = int(points.labels[self.at])
        wrong = bool(points.wrong[self.at])
        mark = scatter_painting.sprite(
            points.classes[label], label, wrong, theme.current().name, self.devicePixelRatioF()
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(spot, NAME / 2 + 2, NAME / 2 + 2)
        painter.drawPixmap(spot - QPointF(NAME / 2, NAME / 2), mark)
        if self._card is not None:
            card.paint(painter, self._card, spot, QRectF(self.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrive()
        self.reset()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._arrive()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._arrive()
        self.zoom(1.0015 ** event.angleDelta().y(), event.position())
        self._point_at(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here, pressed = event.position(), self._pressed
        if pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            way = here - pressed
            if self._dragging or way.manhattanLength() >= DRAGGED:
                self._dragging = True
                self._pressed = here
                self._look(self.view.moved(way.x(), way.y()))
            return
        self._point_at(here)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._arrive()
            self._pressed, self._dragging = event.position(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        dragged, self._pressed, self._dragging = self._dragging, None, False
        self._point_at(event.position())
        if not dragged and self.at >= 0:
            self.chosen.emit(self.at)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset()
            self._point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not len(self.points.labels) or key not in KEYS:
            super().keyPressEvent(event)
            return
        self._arrive()
        if key in WAYS:
            self._walk(*WAYS[key])
        elif key in OPEN:
            if self.at >= 0:
                self.chosen.emit(self.at)
        elif key == Qt.Key.Key_Home:
            self.reset()
        else:
            self.zoom(1.5 if key in CLOSER else 1 / 1.5)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1)
        self.update()

    def _point_at(self, where: QPointF) -> None:
        self.point(self.view.nearest(self.points.places, self.shown(), where.x(), where.y()))

    def _walk(self, right: int, up: int) -> None:
        """To the neighbour on one side; from nowhere, to what is nearest to the middle."""
        shown = self.shown()
        if not shown.any():
            return
        if self.at < 0:
            away = ((self.points.places - [self.view.x, self.view.y]) ** 2).sum(axis=1)
            self.point(int(np.where(shown, away, np.inf).argmin()))
        else:
            self.point(self.view.neighbour(self.points.places, shown, self.at, right, up))
        self._look(self.view.holding(self.points.places[self.at]))
