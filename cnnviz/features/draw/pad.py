"""The pad: a sheet to draw on with the mouse, a finger, or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.draw.sheet import PEN, SIDE, DrawingSheet, Point, paint
from cnnviz.widgets import theme
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner
from cnnviz.widgets.painting import frame, smooth

MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
STRIDE = 10.0  # units that an arrow key moves the pen by: a pixel of what the network sees
RADIUS = 6
TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Pad(KeyOwner, QWidget):
    """A square sheet, white ink on black as MNIST has it; `changed` tells of every new bit of ink."""

    own_keys = MOVE + PRESS

    changed = Signal()

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.setObjectName("pad")
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.sheet = DrawingSheet()
        self.erasing = False
        self._pen: Point = (SIDE / 2, SIDE / 4)  # of the keyboard
        self._by_keys = False

    def erase(self, erasing: bool) -> None:
        """Take the eraser, or the brush."""
        self.erasing = erasing
        self.sheet.end()
        self.update()

    def refresh(self) -> None:
        """Show the sheet after something else than the pen has changed it, and tell."""
        self._tell()

    # strokes

    def _begin(self, place: QPointF, erases: bool = False) -> None:
        self._by_keys = False
        self.sheet.begin(self._units(place), self.erasing or erases)
        self._tell()

    def _extend(self, place: QPointF) -> None:
        if self.sheet.drawing:
            self.sheet.extend(self._units(place))
            self._tell()

    def _end(self) -> None:
        if self.sheet.drawing:
            self.sheet.end()
            self._tell()

    def _units(self, place: QPointF) -> Point:
        scale = SIDE / self.width()
        # A stroke may run out of the sheet, but not further than its own width.
        x, y = (min(max(v * scale, -PEN), SIDE + PEN) for v in (place.x(), place.y()))
        return x, y

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # Qt

    def sizeHint(self) -> QSize:
        return self.size()

    def event(self, event: QEvent) -> bool:
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        kind = event.type()
        if kind == QEvent.Type.TouchBegin and points:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._begin(points[0].position())
        elif kind == QEvent.Type.TouchUpdate and points:
            self._extend(points[0].position())
        else:
            self._end()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._begin(event.position(), erases=event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._extend(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            by = MOVES[key]
            x, y = (min(max(v + STRIDE * d, 0.0), SIDE) for v, d in zip(self._pen, by, strict=True))
            self._pen, self._by_keys = (x, y), True
            self.sheet.extend(self._pen)
            if self.sheet.drawing:
                self.changed.emit()
            self.update()
        elif key in PRESS:
            self._by_keys = True
            if self.sheet.drawing:
                self.sheet.end()
            else:
                self.sheet.begin(self._pen, self.erasing)
            self._tell()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mouse = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
        self._by_keys = event.reason() not in mouse

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rounded = QPainterPath()
        rounded.addRoundedRect(box, RADIUS, RADIUS)
        painter.fillPath(rounded, QColor(0, 0, 0))
        state = self.sheet.state
        painter.save()
        painter.setClipPath(rounded)
        painter.scale(self.width() / SIDE, self.height() / SIDE)
        if state.blank and not self.sheet.drawing:
            self._invite(painter)
        paint(painter, state)
        if self._by_keys and self.hasFocus():
            self._paint_pen(painter)
        painter.restore()
        frame(painter, box, RADIUS, "accent" if self.hasFocus() else "edge", width=1.5)
        painter.end()

    def _invite(self, painter: QPainter) -> None:
        painter.setPen(QColor("#8a93a2"))
        painter.setFont(theme.font(theme.BODY * SIDE / self.width(), theme.MEDIUM))
        box = QRectF(SIDE / 8, 0, SIDE * 3 / 4, SIDE)
        words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, words, self.tr("Draw a digit here, of any size"))

    def _paint_pen(self, painter: QPainter) -> None:
        width = self.sheet.width(self.erasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.THEMES["dark"].accent), 3 if self.sheet.drawing else 2))
        painter.drawEllipse(QPointF(*self._pen), width / 2, width / 2)
