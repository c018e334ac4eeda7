"""What a scatter shows, kept as a picture: the points in sight, coming closer, moving to their new places.

Knows nothing of mouse and keyboard; those are the Scatter's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QPointF, QSizeF, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate import scatter_painting
from cnnviz.features.evaluate.card import ImageCaption
from cnnviz.features.evaluate.scatter_painting import ScatterPoints
from cnnviz.features.evaluate.viewpoint import Viewpoint

MOVING = 320  # milliseconds from one map to the next
FRAME = 16


class ScatterPicture(QWidget):
    """`pointed` tells the image that is pointed at, -1 for none."""

    pointed = Signal(int)

    def __init__(
        self, name: str, card_of: Callable[[int], ImageCaption], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.card_of = card_of
        self.still = False
        self.points = ScatterPoints()
        self.view = Viewpoint()
        self.at = -1  # the image under the mouse, or the keyboard's
        self._card: ImageCaption | None = None
        self.looked_at = -1  # the class that others fade beside
        self.hidden: frozenset[int] = frozenset()
        self.only_wrong = False
        self._picture: QPixmap | None = None
        self._from: np.ndarray | None = None  # places that the points come from, while they move
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._move)

    # what is shown

    def show_points(self, points: ScatterPoints, same: bool = False) -> None:
        """Shows other points; the `same` images move from where they were to where they are now."""
        before = self._normal(self.points.places) if same and len(self.points.labels) else None
        self._timer.stop()
        self.points = points
        if not same:
            self.point(-1)
        self._from = None
        self.reset()
        if before is not None and len(before) == len(points.labels) and not self.still and self.isVisible():
            self._from = before
            self._clock.start()
            self._timer.start()

    def show_classes(self, hidden: frozenset[int], looked_at: int = -1, only_wrong: bool = False) -> None:
        """Leaves out some classes, or what was read rightly, and fades all classes but one."""
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

    @Slot()
    def reset(self) -> None:
        """Everything in sight again."""
        self._look(scatter_painting.room(QSizeF(self.size()), self.view).fitted(self.points.places))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Closer by a factor, around a place, the chosen point or the middle."""
        if at is None:
            spot = self.spot(self.at) if self.at >= 0 else None
            at = spot if spot is not None else QPointF(self.width() / 2, self.height() / 2)
        self._look(self.view.closer(factor, at.x(), at.y()))

    def point(self, at: int) -> None:
        """Points at an image, -1 at none."""
        if at != self.at:
            self.at = at
            self._card = self.card_of(at) if at >= 0 else None
            self.pointed.emit(at)
            self.update()

    def spot(self, index: int) -> QPointF:
        """Where an image is seen."""
        (across,), (down,) = self.view.pixels(self.points.places[index : index + 1])
        return QPointF(float(across), float(down))

    def refresh(self) -> None:
        """Draws everything anew, in the colours of now."""
        self._picture = None
        self.update()

    def picture(self) -> QPixmap:
        """The points in sight, without what is under the mouse."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            points = self.points
            if self._from is not None:
                points = replace(points, places=self._between())
            shown = self.shown()
            made = scatter_painting.picture(points, self.view, shown, self.looked_at, ratio)
            if self._from is None and self.looked_at < 0:
                scatter_painting.paint_middles(made, points, self.view, shown)
            self._picture = made
        return self._picture

    def _look(self, view: Viewpoint) -> None:
        if view != self.view:
            self.view = view
        self.refresh()

    # movement

    def _normal(self, places: np.ndarray) -> np.ndarray:
        """Places as parts of what is in sight, whatever the layer's numbers are."""
        view = self.view
        return np.asarray((places - [view.x, view.y]) * view.scale, np.float32)

    def _between(self) -> np.ndarray:
        assert self._from is not None
        part = min(1.0, self._clock.elapsed() / MOVING)
        part = part * part * (3 - 2 * part)
        view = self.view
        come = self._from / view.scale + np.array([view.x, view.y], np.float32)
        return np.asarray(come + part * (self.points.places - come), np.float32)

    @Slot()
    def _move(self) -> None:
        if self._clock.elapsed() >= MOVING:
            self._arrive()
        self.refresh()

    def _arrive(self) -> None:
        self._from = None
        self._timer.stop()
