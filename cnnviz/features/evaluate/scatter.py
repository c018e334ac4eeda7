"""A scatter of images: the mouse and the arrows go from image to image, the wheel comes closer.

The same images move from where they were to where they are now. Both axes have one scale: distances are true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QElapsedTimer, QLineF, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QBrush, QFontMetricsF, QHideEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import image_caption
from cnnviz.features.evaluate.image_caption import ImageCaption, percent
from cnnviz.features.evaluate.viewpoint import CLOSEST, Viewpoint
from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.palette import colour_of
from cnnviz.plots.plot import Plot
from cnnviz.plots.view import PlotView
from cnnviz.system.translation import Count, translate
from cnnviz.widgets import theme
from cnnviz.widgets.painting import CENTRE, frame, write

LEFT, TOP, RIGHT, BOTTOM = 26.0, 6.0, 6.0, 24.0
LONGEST = 12  # letters of a class in its name on the map
NAMED = 400  # points in sight that are shown as the names of their classes
BESIDE = ((0, 0), (0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, 1), (1, 1), (-1, -1), (0, 0))
NAME = 16  # pixels of a mark with a name in it


@dataclass(frozen=True, eq=False)
class ScatterPoints:
    """Where images lie, what they are and what they were read as; the variance that the axes keep.

    Shape: places (n, 2), labels (n,), read (n,), shares (2,).
    """

    places: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    labels: np.ndarray = field(default_factory=lambda: np.zeros(0, np.intp))
    read: np.ndarray = field(default_factory=lambda: np.zeros(0, np.intp))
    classes: tuple[str, ...] = ()
    shares: np.ndarray = field(default_factory=lambda: np.zeros(2))

    @property
    def wrong(self) -> np.ndarray:
        """Which were read as something else. Shape: (n,) bool."""
        return self.read != self.labels


def paint_marks(painter: QPainter, points: ScatterPoints, view: Viewpoint, named: np.ndarray) -> None:
    """Paint the names of some points' classes in their places. Shape: named (k,) numbers of points."""
    x, y = view.pixels(points.places[named])
    ratio, wrong, name = painter.device().devicePixelRatio(), points.wrong, theme.current().name
    for at, across, down in zip(named.tolist(), x.tolist(), y.tolist(), strict=True):
        label = int(points.labels[at])
        mark = sprite(points.classes[label], label, bool(wrong[at]), name, ratio)
        painter.drawPixmap(QPointF(across - NAME / 2, down - NAME / 2), mark)


@lru_cache(maxsize=256)
def sprite(name: str, label: int, wrong: bool, theme_name: str, ratio: float) -> QPixmap:
    """The mark of a class: its name in its colour, ringed and crossed where it was read as something else."""
    made = QPixmap(round(NAME * ratio), round(NAME * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    box = QRectF(0, 0, NAME, NAME)
    painter.setBrush(theme.colour("panel", 0.75))
    painter.setPen(QPen(theme.colour("wrong"), 1.3) if wrong else Qt.PenStyle.NoPen)
    painter.drawEllipse(box.adjusted(1.2, 1.2, -1.2, -1.2))
    painter.setFont(theme.font(theme.SECONDARY if len(name) == 1 else 9, theme.BOLD))
    painter.setPen(colour_of(label))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[:2])
    if wrong:
        painter.setPen(QPen(theme.colour("wrong"), 1.3))
        painter.drawLine(QLineF(NAME - 4.5, NAME - 4.5, NAME - 0.8, NAME - 0.8))
        painter.drawLine(QLineF(NAME - 4.5, NAME - 0.8, NAME - 0.8, NAME - 4.5))
    painter.end()
    return made


def paint_middles(painter: QPainter, points: ScatterPoints, view: Viewpoint, shown: np.ndarray) -> None:
    """Paint each class's name at the middle of its points."""
    font = theme.font(17, theme.BOLD)
    metrics = QFontMetricsF(font)
    halo = QPen(theme.colour("panel"), 5)
    taken: list[QRectF] = []
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for label, name in enumerate(points.classes):
        own = points.places[shown & (points.labels == label)]
        if not len(own):
            continue
        (across,), (down,) = view.pixels(np.median(own, axis=0)[None])
        if not (view.left <= across < view.left + view.width and view.top <= down < view.top + view.height):
            continue
        short = name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[1 - LONGEST // 2 :]}"
        box = QRectF(0, 0, metrics.horizontalAdvance(short) + 4, metrics.capHeight() + 6)
        for right, down_by in BESIDE:  # names of classes that lie on one another stand side by side
            box.moveCenter(QPointF(float(across) + right * box.width(), float(down) + down_by * box.height()))
            if not any(box.intersects(other) for other in taken):
                break
        taken.append(QRectF(box))
        path = QPainterPath()
        path.addText(box.left() + 2, box.bottom() - 3, font, short)
        painter.strokePath(path, halo)
        painter.fillPath(path, theme.colour("text"))


def paint_frame(painter: QPainter, size: QSizeF, points: ScatterPoints) -> None:
    """What stands beside the points: which axis is which, and how much of the variance lies along it."""
    painter.setFont(theme.font(theme.FLOOR))
    painter.setPen(theme.colour("dim"))
    words = [
        translate("Evaluate", "first component: {0} of the variance").format(
            percent(float(points.shares[0]))
        ),
        translate("Evaluate", "second component: {0}").format(percent(float(points.shares[1]))),
    ]
    below = QRectF(LEFT, size.height() - BOTTOM, size.width() - LEFT - RIGHT, BOTTOM)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words[0] + " →")
    painter.save()
    painter.translate(0, size.height() - BOTTOM)
    painter.rotate(-90)
    beside = QRectF(0, 0, size.height() - TOP - BOTTOM, LEFT)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, words[1] + " →")
    painter.restore()


def paint_zoom(painter: QPainter, view: Viewpoint) -> None:
    """How much larger than the whole everything is seen, in the corner, while it is."""
    if view.zoomed < 1.01:
        return
    text = f"{view.zoomed:.3g} ×"
    font = theme.font(theme.FLOOR, theme.SEMIBOLD)
    box = QRectF(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 16, 20)
    box.moveTopRight(QPointF(view.left + view.width - 6, view.top + 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    frame(painter, box, 6, fill="raised")
    write(painter, box, text, font, "dim", CENTRE)


WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
MOVING = 320  # milliseconds from one map to the next
FRAME = 16
FADED = 0.22  # of their colour in classes beside the one looked at


class Scatter(Plot):
    """`pointed` tells the image under the mouse, -1 for none; `chosen` the one that was clicked.

    `card_of` gives what is known of an image by its number; `still` does without movement.
    """

    chosen = Signal(int)
    own_keys = (*WAYS, Qt.Key.Key_Home)
    margins = (LEFT, TOP, RIGHT, BOTTOM)

    def __init__(
        self, name: str, card_of: Callable[[int], ImageCaption], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.setMinimumSize(280, 160)
        self.card_of, self.still = card_of, False
        self.points = ScatterPoints()
        self._card: ImageCaption | None = None
        self.looked_at = -1  # the class that others fade beside
        self.hidden: frozenset[int] = frozenset()
        self.only_wrong = False
        self._dots: object = None  # what the dots were made from
        self._fit: tuple[object, Viewpoint] = (None, Viewpoint())
        self._from: np.ndarray | None = None  # places that the points come from, while they move
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME)
        self._timer.timeout.connect(self._move)

    # what is shown

    def show_points(self, points: ScatterPoints, same: bool = False) -> None:
        """Show other points; the `same` images move from where they were to where they are now."""
        before = self._normal(self.points.places) if same and len(self.points.labels) else None
        self._arrive()
        if not same:
            self.point(-1)
        self.points = points
        moving = (
            before is not None and len(before) == len(points.labels) and not self.still and self.isVisible()
        )
        if moving:
            self._from = before
            self._clock.start()
            self._timer.start()
        self.view_all()
        if moving:
            self._move()

    def show_classes(self, hidden: frozenset[int], looked_at: int = -1, only_wrong: bool = False) -> None:
        """Leave out some classes, or what was read rightly, and fade all classes but one."""
        if (hidden, looked_at, only_wrong) != (self.hidden, self.looked_at, self.only_wrong):
            self.hidden, self.looked_at, self.only_wrong = hidden, looked_at, only_wrong
            if self.at >= 0 and not self.shown()[self.at]:
                self.point(-1)
            self.refresh()

    def shown(self) -> np.ndarray:
        """Which points aren't left out. Shape: (n,) bool."""
        made = np.ones(len(self.points.labels), bool)
        if self.hidden:
            made &= ~np.isin(self.points.labels, list(self.hidden))
        return made & self.points.wrong if self.only_wrong else made

    def viewpoint(self) -> Viewpoint:
        """Where points are seen."""
        fitted = self._fitted()
        if self.area is None or self._whole != self._key():
            return fitted
        x0, x1, y0, y1 = self.area.ends()
        scale = fitted.width / max(1e-30, x1 - x0)
        return replace(fitted, x=(x0 + x1) / 2, y=(y0 + y1) / 2, scale=scale)

    def look(self, view: Viewpoint) -> None:
        """Show what a viewpoint shows."""
        if self.area is not None:
            across, down = view.width / view.scale / 2, view.height / view.scale / 2
            self.area.show_range(view.x - across, view.x + across, view.y - down, view.y + down)
            self.zoomed = self.area.ends()[:2] if view.zoomed > 1.01 else None
            self._whole = self._key()
        self.refresh()

    def spot(self, index: int) -> QPointF:
        """Where an image is seen."""
        (across,), (down,) = self.viewpoint().pixels(self.points.places[index : index + 1])
        return QPointF(float(across), float(down))

    def _room(self) -> Viewpoint:
        width, height = self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM
        return Viewpoint(LEFT, TOP, max(1.0, width), max(1.0, height))

    def _fitted(self) -> Viewpoint:
        """Where all points are in sight: found once for these points and this size."""
        if self._fit[0] != self._key():
            self._fit = self._key(), self._room().fitted(self.points.places)
        return self._fit[1]

    def _key(self) -> object:
        return (self.points, self.width(), self.height())

    # what the kit asks for

    _whole: object = None  # the points and the size that the range was set for

    def build(self, view: PlotView) -> None:
        from cnnviz.plots.view import PlotLayer

        super().build(view)
        assert self.area is not None
        self.area.box.setMouseEnabled(x=True, y=True)
        self._rings, self._all = self.area.add_dots(0.0), self.area.add_dots(1.0)
        self._lines = PlotLayer(self.area, self._paint_lines, z=-200, whole=True)
        self._names = PlotLayer(self.area, self._paint_names, z=2)
        self._over = PlotLayer(self.area, self._paint_pointed, z=3, whole=True, moves=True)

    def draw(self) -> None:
        if self._whole != self._key():
            self.view_all()
            return
        assert self.area is not None
        view, shown, points = self.viewpoint(), self.shown(), self.points
        box = self.area.box
        widest = view.width / view.whole
        box.setLimits(minXRange=widest / CLOSEST, maxXRange=widest * (1 + 1e-6))
        there = shown & view.inside(points.places)
        count = int(there.sum())
        size = 2 * (2.0 if count > 4000 else 2.6 if count > 800 else 3.4)
        key = (points, self.hidden, self.only_wrong, size, theme.current().name)
        if key != self._dots:
            self._dots = key
            self._make_dots(shown, size)
        self._all.setOpacity(FADED if self.looked_at >= 0 else 1.0)
        self._rings.setVisible(self.looked_at < 0 and count > NAMED)
        self._all.setVisible(count > NAMED or self._from is not None)
        named = there if count <= NAMED else there & (points.labels == self.looked_at)
        self._named = np.flatnonzero(named) if self._from is None else np.empty(0, np.intp)
        look = (key, self.looked_at, self._from is None, view)
        self._lines.refresh(look)
        self._names.refresh(look)
        self._over.update()

    def _make_dots(self, shown: np.ndarray, size: float) -> None:
        points = self.points
        brushes = [QBrush(colour_of(label)) for label in range(max(1, len(points.classes)))]
        labels = points.labels[shown]
        x, y = points.places[shown].T if shown.any() else np.zeros((2, 0))
        pen = QPen(Qt.PenStyle.NoPen)
        self._all.setData(x=x, y=y, size=size, pen=pen, brush=[brushes[label] for label in labels.tolist()])
        bad = points.wrong[shown]
        wrong = QPen(theme.colour("wrong"), 1.2)
        wrong.setCosmetic(True)
        self._rings.setData(x=x[bad], y=y[bad], size=size + 5, pen=wrong, brush=QBrush(Qt.BrushStyle.NoBrush))

    def is_empty(self) -> bool:
        return not len(self.points.labels)

    def count(self) -> int:
        return len(self.points.labels)

    def x_ticks(self, area: Area) -> list[Tick]:
        return []

    def y_ticks(self, area: Area) -> list[Tick]:
        return []

    def newest(self) -> str:
        points = self.points
        said = self.tr("{0} {0:image|images}, {1} of them read wrongly")
        return said.format(Count(self.count()), f"{int(points.wrong.sum()):,}")

    def table(self) -> Mapping[str, np.ndarray]:
        points = self.points
        names = np.array(points.classes, object)
        x, y = points.places.T if len(points.places) else np.zeros((2, 0))
        return {"x": x, "y": y, "class": names[points.labels], "read as": names[points.read]}

    def lay_out(self) -> None:
        self._arrive()
        super().lay_out()

    # looking closer, pointing and walking

    @Slot()
    def view_all(self) -> None:
        self.look(self._fitted())

    def range_moved(self, *_: object) -> None:
        self._arrive()
        self.look(self.viewpoint())

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as much, around the image that is pointed at, or the middle."""
        middle = QPointF(LEFT + self._room().width / 2, TOP + self._room().height / 2)
        at = self.spot(self.at) if self.at >= 0 else middle
        self._arrive()
        self.look(self.viewpoint().closer(1 / factor, at.x(), at.y()))

    def point(self, at: int) -> None:
        at = at if 0 <= at < self.count() else -1
        if at != self.at:
            self.at, self._card = at, self.card_of(at) if at >= 0 else None
            if self.view is not None:
                self._over.update()  # and no dot
            self.pointed.emit(at)

    def point_at(self, place: QPointF | None) -> None:
        if place is not None:
            self.point(self.viewpoint().nearest(self.points.places, self.shown(), place.x(), place.y()))
        elif not self.hasFocus():
            self.point(-1)

    def click_at(self, place: QPointF) -> None:
        self.point_at(place)
        self.enter()

    def enter(self) -> None:
        if self.at >= 0:
            self.chosen.emit(self.at)

    def walk(self, key: Qt.Key, far: bool) -> None:
        """Go to the neighbour on one side; from nowhere, to what is nearest to the middle; Home shows all."""
        shown, view, places = self.shown(), self.viewpoint(), self.points.places
        if key == Qt.Key.Key_Home:
            self.view_all()
        elif shown.any():
            if self.at < 0:
                away = ((places - [view.x, view.y]) ** 2).sum(axis=1)
                self.point(int(np.where(shown, away, np.inf).argmin()))
            else:
                self.point(view.neighbour(places, shown, self.at, *WAYS[key]))
            self.look(view.holding(places[self.at]))

    # movement

    def _normal(self, places: np.ndarray) -> np.ndarray:
        """Places as parts of what is in sight, whatever the layer's numbers are."""
        view = self.viewpoint()
        return np.asarray((places - [view.x, view.y]) * view.scale, np.float32)

    @Slot()
    def _move(self) -> None:
        from cnnviz.plots.view import move_dots

        if self._clock.elapsed() >= MOVING or self._from is None:
            self._arrive()
            self.refresh()
            return
        part = self._clock.elapsed() / MOVING
        part = part * part * (3 - 2 * part)
        view, shown = self.viewpoint(), self.shown()
        come = self._from / view.scale + np.array([view.x, view.y], np.float32)
        places = (come + part * (self.points.places - come))[shown]
        self.refresh()
        if self.view is not None:
            move_dots(self._all, places)
            move_dots(self._rings, places[self.points.wrong[shown]])

    def _arrive(self) -> None:
        if self._from is not None:
            self._dots = None  # the dots stand somewhere on their way
        self._from = None
        self._timer.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._arrive()

    # painting

    def title_look(self) -> tuple[object, ...]:
        return (*super().title_look(), self.zoomed)

    def paint_title(self, painter: QPainter, row: QRectF) -> None:
        """Paint how much larger than the whole everything is seen."""
        if self.zoomed is not None:
            paint_zoom(painter, self.viewpoint())

    def _paint_lines(self, painter: QPainter, area: Area) -> None:
        """Paint what the axes keep, and the lines through the mean of all images."""
        paint_frame(painter, QSizeF(self.size()), self.points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setClipRect(area.rect)
        painter.setPen(theme.colour("line"))
        x, y = round(float(area.x(0.0))), round(float(area.y(0.0)))
        painter.drawLine(QPointF(x, area.rect.top()), QPointF(x, area.rect.bottom()))
        painter.drawLine(QPointF(area.rect.left(), y), QPointF(area.rect.right(), y))

    def _paint_names(self, painter: QPainter, area: Area) -> None:
        painter.setClipRect(area.rect)
        view = self.viewpoint()
        paint_marks(painter, self.points, view, self._named)
        if self._from is None and self.looked_at < 0 and self._all.isVisible():
            paint_middles(painter, self.points, view, self.shown())

    def _paint_pointed(self, painter: QPainter, area: Area) -> None:
        if self.at < 0 or self._from is not None or self.exporting:
            return
        spot = self.spot(self.at)
        if area.rect.adjusted(-8, -8, 8, 8).contains(spot):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("panel"))
            painter.drawEllipse(spot, NAME / 2 + 2, NAME / 2 + 2)
            paint_marks(painter, self.points, self.viewpoint(), np.array([self.at]))
            if self._card is not None:
                image_caption.paint(painter, self._card, spot, QRectF(self.rect()))
