"""The layer over pyqtgraph, and the only place that imports it: a view, its axes, and layers painted in
pixels.

What makes it as fast as painting by hand, in the order of what it saves:

* Ranges are set, in jumps, never by autorange: while curves only grow no axis changes, no item's bounds are
  asked for, and no frame is painted twice.
* An Axis is kept by Qt as a picture; pyqtgraph's own lays out every text in each frame.
* Lines are drawn in pixels, by numpy and one call: Qt strokes thick lines by a fast way only where the scale
  is even.
* What was drawn stays a picture: only the new end of growing lines is drawn, and none while the mouse moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen, QPixmap, QPixmapCache, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView

from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot_card import PlotCard
from cnnviz.widgets import theme
from cnnviz.widgets.painting import hairline

PICTURES = 64 * 1024  # KB for pictures of items: Qt's 10 MB are too few for four large plots
CACHED, NOT_CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache, QGraphicsItem.CacheMode.NoCache
NOTHING = QGraphicsItem.GraphicsItemFlag.ItemHasNoContents
TITLE = 26.0  # pixels that the title row takes
LETTERS = 17.0  # and at least its letters, where the view begins higher
ROOM = 8.0  # pixels around the view that marks on its edge may take
Ticks = Callable[[Area], list[Tick]]
Paint = Callable[[QPainter, Area], None]
PaintFrom = Callable[[QPainter, Area, float], None]

pg.setConfigOptions(imageAxisOrder="row-major")


class Axis(pg.AxisItem):
    """Ticks of one side, and the grid of the left one: painted when range, size or look change."""

    def __init__(self, orientation: str, owner: PlotArea, ticks: Ticks) -> None:
        self.owner, self.ticks = owner, ticks
        self._look: object = None
        self._bounds = QRectF()
        super().__init__(orientation, parent=owner, linkView=owner.box)
        self.setZValue(-500)  # the grid lies under the lines
        self.setCacheMode(CACHED)

    def _updateLabel(self) -> None:
        """There is no label; pyqtgraph would lay out an empty one as HTML at each change of range."""

    def setRange(self, mn: float, mx: float) -> None:
        self.range = [mn, mx]

    def linkedViewChanged(self, view: Any, newRange: Any = None) -> None:
        self.refresh()

    def resizeEvent(self, event: Any = None) -> None:
        self.measure()

    def refresh(self) -> None:
        """Paint again if anything looks otherwise than the last time."""
        look = (self.owner.shown(), self.owner.plot.is_empty(), theme.current().name)
        if look != self._look:
            self._look = look
            self.update()

    def measure(self) -> None:
        """Take the room that the area gives now."""
        self.prepareGeometryChange()
        box = self.owner.box.geometry()
        self._bounds = QRectF(-24, 0, box.width() + 48, self.owner.size().height() - box.bottom())
        if self.orientation == "left":
            self._bounds = QRectF(0, -8, box.right() + 1, box.height() + 16)
        self.refresh()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: Any, widget: Any) -> None:
        if self.owner.plot.is_empty():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(theme.font(theme.FLOOR))
        area = self.owner.shown()
        area = Area(area.rect.translated(-self.pos()), *self.owner.ends(), self.owner.log)
        (self._paint_left if self.orientation == "left" else self._paint_bottom)(painter, area)
        painter.restore()

    def _paint_left(self, painter: QPainter, area: Area) -> None:
        half = QFontMetricsF(painter.font()).height() / 2
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self.ticks(area):
            y = round(float(area.y(tick.value)))
            painter.setPen(QPen(theme.colour("line"), hairline(painter)))
            painter.drawLine(QLineF(area.rect.left(), y, area.rect.right(), y))
            painter.setPen(theme.colour("faint"))
            top = max(y - half, LETTERS - self.pos().y())
            painter.drawText(QRectF(0, top, area.rect.left() - 5, 2 * half), at_right, tick.text)

    def _paint_bottom(self, painter: QPainter, area: Area) -> None:
        metrics, free = QFontMetricsF(painter.font()), -math.inf
        painter.setPen(theme.colour("faint"))
        for tick in self.ticks(area):
            x, width = float(area.x(tick.value)), metrics.horizontalAdvance(tick.text)
            left = min(max(x - width / 2, area.rect.left() - 4), area.rect.right() - width + 3)
            if left > free + 8:
                painter.drawText(QPointF(left, 3 + metrics.ascent()), tick.text)
                free = left + width


class PlotLayer(pg.GraphicsObject):
    """What a function paints over a view, in pixels; kept as a picture while `refresh` is given the same
    look.

    Unless it is `whole`, it takes the view and a few pixels around it. What `moves` isn't kept.
    """

    def __init__(
        self, area: PlotArea, paint: Paint, z: float = 0, whole: bool = False, moves: bool = False
    ) -> None:
        super().__init__(area)
        self.area, self._paint, self.whole = area, paint, whole
        self._look: object = None
        self._left, self._bounds = 0.0, QRectF()
        self.measure()
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        if not moves:
            self.setCacheMode(CACHED)

    def refresh(self, *look: object) -> None:
        """Paint again if it looks otherwise than the last time."""
        now = (*look, self.area.shown(), theme.current().name)
        if now != self._look:
            self._look = now
            self.update()

    def begin_at(self, left: float) -> None:
        """Take only what lies right of about this pixel: the less a layer takes, the less is painted."""
        left = max(0.0, left // 32 * 32)
        if left != self._left:
            self._left = left
            self.measure()

    def measure(self) -> None:
        """Take the room that the area gives now; Qt asks for it so often that it is kept."""
        self.prepareGeometryChange()
        size = self.area.size()
        if self.whole:
            self._bounds = QRectF(self._left, 0, size.width() - self._left, size.height())
        else:
            self._bounds = self.area.box.geometry().adjusted(-ROOM, -ROOM, ROOM, ROOM)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: Any, widget: Any) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint(painter, self.area.shown())
        painter.restore()


class CrossLayer(PlotLayer):
    """A cross-hair: nothing but the stripes where it was and where it is are painted again."""

    def __init__(self, area: PlotArea, paint: Paint) -> None:
        super().__init__(area, paint, z=3, moves=True)
        self.hide()

    def move(self, x: float | None) -> None:
        """Stand at a pixel, or nowhere."""
        stripe = self.boundingRect()
        for at in {self._look, x} - {None}:
            self.update(QRectF(float(at) - ROOM, stripe.top(), 2 * ROOM, stripe.height()))  # type: ignore[arg-type]
        self._look = x
        self.setVisible(x is not None)


class GrowingLayer(PlotLayer):
    """Lines that grow at their right end: what was drawn stays a picture, only the new end is added."""

    def __init__(self, area: PlotArea, paint: PaintFrom) -> None:
        super().__init__(area, lambda painter, shown: None, moves=True)
        self._paint_from = paint
        self._picture = QPixmap()
        self._drawn: object = None  # what the picture shows
        self._dirty = -math.inf  # the pixel from which it is out of date

    def grow(self, look: object, left: float, right: float) -> None:
        """Paint again from pixel `left` to where the lines end, or everything if it looks otherwise."""
        self._dirty = min(self._dirty, left) if look == self._look else -math.inf
        self._look = look
        rect = QRectF(self._bounds)
        if self._dirty > rect.left():
            rect.setLeft(self._dirty - ROOM)
            rect.setRight(min(rect.right(), right + ROOM))
        self.update(rect)

    def paint(self, painter: QPainter, option: Any, widget: Any) -> None:
        area = self.area.shown()
        if self.area.plot.exporting:
            painter.save()
            painter.setClipRect(area.rect.adjusted(0, -1, 1, 1))
            self._paint_from(painter, area, -math.inf)
            painter.restore()
            return
        ratio, rect = painter.device().devicePixelRatio(), self.boundingRect().toAlignedRect()
        key = (area, ratio, self._look)
        if key != self._drawn or self._dirty < math.inf:
            left = -math.inf
            if key == self._drawn and self._dirty > rect.left() and ratio == int(ratio):
                left = math.floor(self._dirty) - 4.0
            else:
                self._picture = QPixmap(math.ceil(rect.width() * ratio), math.ceil(rect.height() * ratio))
                self._picture.setDevicePixelRatio(ratio)
                self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.translate(-rect.x(), -rect.y())
            if left > rect.left():
                new = QRectF(left, rect.top(), rect.right() + 1 - left, rect.height())
                inner.setClipRect(new)
                inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                inner.fillRect(new, Qt.GlobalColor.transparent)
                inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            inside = area.rect.adjusted(-1, -1, 1, 1)
            inner.setClipRect(
                inside, Qt.ClipOperation.IntersectClip if left > rect.left() else Qt.ClipOperation.ReplaceClip
            )
            self._paint_from(inner, area, left - 10)
            inner.end()
            self._drawn, self._dirty = key, math.inf
        painter.drawPixmap(rect.topLeft(), self._picture)


class PlotArea(pg.GraphicsWidget):
    """One pair of axes with a pyqtgraph view: ranges, zooming by mouse, and the layers over it."""

    def __init__(self, plot: PlotCard, x_ticks: Ticks, y_ticks: Ticks) -> None:
        super().__init__()
        self.plot = plot
        self.log = False
        self._shown: Area | None = None
        self._asked: object = None
        self.setFlag(NOTHING)
        self.box = pg.ViewBox(parent=self, enableMenu=False)
        self.box.setFlag(NOTHING)
        self.box.disableAutoRange()
        self.box.setMouseEnabled(x=True, y=False)
        self.box.borderRect.hide()
        self.box.sigRangeChanged.connect(self._forget)
        self.box.sigResized.connect(self._forget)
        self.left, self.bottom = Axis("left", self, y_ticks), Axis("bottom", self, x_ticks)

    def place(self, size: QSizeF, left: float, top: float, right: float, bottom: float) -> None:
        """Lay everything out, with so many pixels beside the view."""
        rect = QRectF(
            left, top, max(10.0, size.width() - left - right), max(10.0, size.height() - top - bottom)
        )
        if rect == self.box.geometry() and size == self.size():
            return
        self.resize(size)
        self.box.setGeometry(rect)
        self.left.setWidth(left)
        self.bottom.setHeight(bottom)
        self.left.setGeometry(QRectF(0, top, left, rect.height()))
        self.bottom.setGeometry(QRectF(left, rect.bottom(), rect.width(), bottom))
        self._forget()
        for item in self.childItems():
            if isinstance(item, PlotLayer | Axis):
                item.measure()

    def show_range(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        log: bool = False,
        whole: tuple[float, float] | None = None,
    ) -> None:
        """Show x0..x1 over y0..y1; the mouse moves and zooms inside `whole`."""
        asked = (x0, x1, y0, y1, log, whole)
        if asked == self._asked:
            return
        self._asked, self.log = asked, log
        low, high = (math.log10(y0), math.log10(y1)) if log else (y0, y1)
        if whole is not None:
            self.box.setLimits(
                xMin=whole[0], xMax=whole[1], minXRange=self.plot.narrowest, maxXRange=whole[1] - whole[0]
            )
        self.box.setRange(xRange=(x0, x1), yRange=(low, high), padding=0)
        self._forget()

    def ends(self) -> tuple[float, float, float, float]:
        """x0, x1, y0, y1 of what is in sight."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return (x0, x1, 10.0**y0, 10.0**y1) if self.log else (x0, x1, y0, y1)

    def shown(self) -> Area:
        """Where everything lies."""
        if self._shown is None:
            self._shown = Area(self.box.geometry(), *self.ends(), self.log)
        return self._shown

    def _forget(self, *_: object) -> None:
        self._shown = None

    # pyqtgraph's own items, for features, which don't import it

    def add_bars(self, z: float = 0.0) -> Any:
        """Bars; give them `setOpts(x0=, x1=, y0=, y1=, brush=, pen=)`."""
        made = pg.BarGraphItem(x0=[0], x1=[0], y0=[0], y1=[0], pen=pg.mkPen(None))
        made.setZValue(z)
        self.box.addItem(made, ignoreBounds=True)
        return made

    def add_dots(self, z: float = 0.0) -> Any:
        """Dots of one size in pixels; `setData(x=, y=, brush=, symbol=, size=)` and `move_dots`."""
        made = Dots(pxMode=True, pen=pg.mkPen(None), useCache=True)
        made.setZValue(z)
        self.box.addItem(made, ignoreBounds=True)
        return made


class Dots(pg.ScatterPlotItem):
    """Dots that are pointed at by their plot: finding one of ten thousand takes pyqtgraph 33 ms."""

    def mouseClickEvent(self, event: Any) -> None:
        event.ignore()

    def boundingRect(self) -> QRectF:
        box = self.getViewBox()
        return QRectF() if box is None else QRectF(box.viewRect())


def move_dots(dots: Any, places: np.ndarray) -> None:
    """Move dots without making them anew. Shape: (n, 2)."""
    dots.data["x"], dots.data["y"] = places[:, 0], places[:, 1]
    dots.invalidate()
    dots.update()


class Ground(pg.GraphicsObject):
    """A part of the card behind a plot, the whole of it or the title row, kept while it looks the same."""

    def __init__(
        self, plot: PlotCard, paint: Callable[[QPainter], None], z: float, height: float = math.inf
    ) -> None:
        super().__init__()
        self.plot, self._paint, self._height = plot, paint, height
        self._look: object = None
        self._bounds = QRectF()
        self.setZValue(z)
        self.setCacheMode(CACHED)

    def refresh(self, look: object) -> None:
        """Paint again if it looks otherwise than the last time."""
        if look != self._look:
            self._look = look
            self.update()

    def resized(self) -> None:
        """The plot has another size."""
        self.prepareGeometryChange()
        self._bounds = QRectF(0, 0, self.plot.width(), min(self.plot.height(), self._height))

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: Any, widget: Any) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint(painter)
        painter.restore()


class PlotView(pg.GraphicsView):
    """The scene of one plot. It has no keys of its own: its plot has the focus, the name and the menu."""

    _made = False

    def __init__(self, plot: PlotCard) -> None:
        super().__init__(plot, background=theme.colour("background"))
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), PICTURES))
        self.plot = plot
        self.areas: list[PlotArea] = []
        self._pressed: QPointF | None = None
        flags = QGraphicsView.OptimizationFlag
        self.setOptimizationFlags(flags.DontSavePainterState | flags.DontAdjustForAntialiasing)
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self, self.viewport()):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.centralWidget.setFlag(NOTHING)
        self._ground = Ground(plot, plot.paint_card, -1000)
        self._title = Ground(plot, plot.paint_head, -900, TITLE)
        for item in (self._ground, self._title):
            self.scene().addItem(item)
        self._made = True

    def add_area(self, x_ticks: Ticks, y_ticks: Ticks) -> PlotArea:
        """One more pair of axes."""
        made = PlotArea(self.plot, x_ticks, y_ticks)
        made.hide()  # it has no ranges until the plot is drawn
        self.scene().addItem(made)
        self.areas.append(made)
        made.box.sigRangeChangedManually.connect(self.plot.range_moved)
        return made

    def refresh_ground(self) -> None:
        """Take the colours and the texts of now."""
        if self.backgroundBrush().color() != theme.colour("background"):
            self.setBackground(theme.colour("background"))
        self._ground.refresh(self.plot.card_look())
        self.refresh_title()
        for area in self.areas:
            area.left.refresh()
            area.bottom.refresh()

    def refresh_title(self) -> None:
        """Take the title row of now."""
        self._title.refresh(self.plot.title_look())

    def paint_all(self, painter: QPainter) -> None:
        """Paint everything anew: for a picture of another scale, or of lines and texts."""
        kept = [item for item in self.scene().items() if item.cacheMode() == CACHED]
        for item in kept:
            item.setCacheMode(NOT_CACHED)
        points = [item for item in self.scene().items() if isinstance(item, Dots)]
        for item in points:
            item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
        self.plot.exporting = True
        whole = QRectF(self.plot.rect())
        self.scene().render(painter, whole, whole)
        self.plot.exporting = False
        for item in points:
            item.setExportMode(False)
        for item in kept:
            item.setCacheMode(CACHED)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._made:  # pyqtgraph sizes a view before its own parts are there
            self.lay_out()

    def lay_out(self) -> None:
        """Take the plot's size."""
        self._ground.resized()
        self._title.resized()
        self.plot.lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        if self.plot.drags and event.button() == Qt.MouseButton.LeftButton:
            self.plot.drag_to(event.position())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.plot.point_at(event.position())  # something else lies there since it was dragged
        clicked = pressed is not None and (event.position() - pressed).manhattanLength() < 4
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            self.plot.click_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            QTimer.singleShot(0, self.plot, self.plot.enlarge)  # this view is about to move

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.plot.drags and event.buttons() & Qt.MouseButton.LeftButton:
            self.plot.drag_to(event.position())
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.plot.point_at(event.position())

    def wheelEvent(self, event: Any) -> None:
        super().wheelEvent(event)
        self.plot.point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.plot.point_at(None)
