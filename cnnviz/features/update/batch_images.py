"""The images of the batch, the one that gained most first, each with a bar: how far its loss fell or rose."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.update.findings import BatchMoment
from cnnviz.features.update.tint import tint
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid

GAP, BAR, LEGEND = 2.0, 5.0, 22.0
SMALL, LARGE = 28, 36  # pixels of an image's side, at least
ROOMY = 700  # pixels of height from which images are large


class BatchImages(PictureGrid):
    """`entered` tells the place in the order of gains; `image_of` the place in the batch."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.moment: BatchMoment | None = None
        self.images = np.empty((0, 28, 28), np.uint8)
        self.labels = np.empty(0, np.intp)
        self.classes: tuple[str, ...] = ()
        self.order = np.empty(0, np.intp)
        self.large = False

    def show_batch(self, images: np.ndarray, labels: np.ndarray, classes: tuple[str, ...]) -> None:
        """Shows the images of another batch, uint8 (N, H, W) or (N, C, H, W); their losses are to come."""
        self.images, self.labels, self.classes = images, labels, classes
        self.order = np.arange(len(labels))
        self.moment = None
        self._measure()
        self.update()

    def show_moment(self, moment: BatchMoment | None) -> None:
        """Shows what their losses were and are."""
        self.moment = moment
        if moment is not None:
            self.order = np.argsort(moment.now - moment.before, kind="stable")
        self.update()

    def use_large(self, large: bool) -> None:
        """Whether there is room for larger images."""
        if large != self.large:
            self.large = large
            self._measure()
            self.update()

    def image_of(self, number: int) -> int:
        """The place in the batch of a cell's image."""
        return int(self.order[number])

    # as a grid

    def count(self) -> int:
        return len(self.order)

    def side(self) -> tuple[float, float]:
        """How wide and high an image is painted."""
        high, wide = self.images.shape[-2:]
        most = LARGE if self.large else SMALL
        scale = most / max(high, wide, 1)
        return max(8.0, wide * scale), max(8.0, high * scale)

    def columns(self) -> int:
        return int(max(1, (self.width() + GAP) // (self.side()[0] + GAP)))

    def place(self, number: int) -> QRectF:
        wide, high = self.side()
        row, column = divmod(number, self.columns())
        return QRectF(2 + column * (wide + GAP), 2 + row * (high + BAR + 8), wide, high + BAR + 2)

    def outline(self, number: int) -> QRectF:
        return self.place(number)

    def tip(self, number: int) -> str:
        at = self.image_of(number)
        name = self.classes[self.labels[at]] if self.labels[at] < len(self.classes) else str(self.labels[at])
        moment = self.moment
        if moment is None:
            return translate("Update", "image {0} of the batch, a {1}").format(at, name)
        words = translate(
            "Update", "image {0} of the batch, a {1}: loss {2} before the step, {3} at the line; read as {4}"
        )
        read = int(moment.read_now[at])
        said = self.classes[read] if read < len(self.classes) else str(read)
        before, now = (significant(float(each[at]), signed=False) for each in (moment.before, moment.now))
        return words.format(at, name, before, now, said)

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        at, (wide, high) = self.image_of(number), self.side()
        tile = QRectF(place.left(), place.top(), wide, high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, wide < self.images.shape[-1])
        painter.drawImage(tile, picture(self.images[at]))
        bar = QRectF(place.left(), tile.bottom() + 2, wide, BAR)
        painter.fillRect(bar, theme.colour("raised"))
        moment = self.moment
        if moment is None:
            return
        change = moment.now - moment.before
        with np.errstate(all="ignore"):
            most = float(np.nanmax(np.where(np.isfinite(change), np.abs(change), np.nan), initial=0.0))
        value = float(change[at])
        if abs(value) > moment.noise and most > 0:
            part = min(1.0, (min(abs(value), most) / most) ** 0.5)  # roots: else all but one would be nothing
            bar.setWidth(max(1.5, part * wide))
            painter.fillRect(bar, tint(value < 0))
        if moment.read_now[at] != self.labels[at]:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("wrong"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_over(self, painter: QPainter) -> None:
        """The legend."""
        if not self.count():
            return
        y = self.place(self.count() - 1).bottom() + 8
        painter.setFont(theme.font(theme.FLOOR))
        x = 2.0
        for words, colour in (
            (translate("Update", "its loss fell"), tint(True)),
            (translate("Update", "rose"), tint(False)),
        ):
            painter.fillRect(QRectF(x, y + 5, 22, BAR), colour)
            painter.setPen(theme.colour("dim"))
            box = QRectF(x + 28, y, 90, 15)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            x += 34 + painter.fontMetrics().horizontalAdvance(words) + 12
        painter.setPen(QPen(theme.colour("wrong"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(x, y + 2, 12, 12), 3, 3)
        painter.setPen(theme.colour("dim"))
        painter.drawText(
            QRectF(x + 18, y, 160, 15), Qt.AlignmentFlag.AlignVCenter, translate("Update", "read wrongly")
        )
        order = translate("Update", "best gain first") if self.moment is not None else ""
        painter.setPen(theme.colour("faint"))
        painter.drawText(QRectF(0, y, self.width() - 2, 15), Qt.AlignmentFlag.AlignRight, order)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(484, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        rows = max(1, -(-self.count() // self.columns()))
        self.setFixedHeight(round(rows * (self.side()[1] + BAR + 8) + LEGEND))
