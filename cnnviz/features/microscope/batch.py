"""The batch in the microscope's column: its images in rows of eight, and how many of them are read right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.session.picture import named
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import Count
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.lettering import magnify
from cnnviz.widgets.painting import frame
from cnnviz.widgets.picture import packed
from cnnviz.widgets.picture_grid import PictureGrid
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.tiles import draw_part, image_of

COLUMNS = 8
TILE = 28
ROW = 36  # pixels from row to row
RIM = 3  # around a tile, for its outline


class BatchGrid(PictureGrid):
    """Images to choose from by click or arrow keys; `chosen` tells the position."""

    chosen = Signal(int)

    focus_out = 4.5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("batch_grid", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the arrows still step
        self._images: np.ndarray = np.empty((0, TILE, TILE), np.uint8)
        self._tile, self._row = TILE, ROW
        self._labels: np.ndarray = np.empty(0, int)
        self._predictions: np.ndarray = np.empty(0, int)
        self._atlas = QImage()  # all images, one above the other
        self.classes: tuple[str, ...] = ()  # their names, where they are known

    def show_batch(self, images: np.ndarray, labels: np.ndarray, predictions: np.ndarray) -> None:
        """Show a batch; uint8 images (N, H, W) or (N, C, H, W), predictions -1 where unknown."""
        if images is not self._images:
            grown = len(images) != len(self._images)
            self._images = images
            # (N, H, W) or (N, 3, H, W) -> (N * H, W)
            self._atlas = image_of(packed(images).reshape(-1, images.shape[-1])) if len(images) else QImage()
            if grown:
                self.updateGeometry()
            self.update()
        elif len(predictions) != len(self._predictions):
            self.update()
        else:
            changed = (predictions != self._predictions) | (labels != self._labels)
            for number in np.flatnonzero(changed).tolist():  # a frame may reach over its place
                self.update(self.place(number).adjusted(-2, -2, 2, 2).toAlignedRect())
        self._labels, self._predictions = labels, predictions

    def magnify(self, by: float) -> None:
        """Show the images larger, a whole number of pixels for each of theirs where they are MNIST's."""
        step = max(1, round(2 * by)) / 2
        self._tile, self._row = round(TILE * step), round(TILE * step) + ROW - TILE
        self.updateGeometry()
        self.update()

    def watch(self, position: int) -> None:
        """Mark the watched image."""
        if position != self.at:
            self.at = position
            self.update()

    def wrong(self) -> np.ndarray:
        """Which images are read wrongly, as far as is known: bool (N,)."""
        return (self._predictions != self._labels) & (self._predictions >= 0)

    # as a grid

    def count(self) -> int:
        return len(self._images)

    def columns(self) -> int:
        return COLUMNS

    def background(self) -> str:
        return "panel"

    def place(self, number: int) -> QRectF:
        # The first and the last column stand flush with the sides.
        side = self._tile + 2 * RIM
        pitch = (self.width() - side) / (COLUMNS - 1)
        return QRectF((number % COLUMNS) * pitch, (number // COLUMNS) * self._row, side, self._row)

    def outline(self, number: int) -> QRectF:
        """The place of the image itself, on whole pixels."""
        tile = QRectF(0, 0, self._tile, self._tile)
        tile.moveCenter(self.place(number).center())
        return QRectF(QPointF(round(tile.x()), round(tile.y())), tile.size())

    def tip(self, number: int) -> str:
        label, read = int(self._labels[number]), int(self._predictions[number])
        name = named(self.classes, label)
        if read < 0:
            return self.tr("image {0}, label {1}").format(number + 1, name)
        mark = "✓" if read == label else "×"
        text = self.tr("image {0}, label {1}, reads {2} {3}")
        return text.format(number + 1, name, named(self.classes, read), mark)

    def image(self, number: int) -> np.ndarray | None:
        image: np.ndarray = self._images[number]
        return image

    def pick(self, number: int) -> None:
        self.chosen.emit(number)

    def go(self, number: int) -> None:
        if number != self.at:
            self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * self._row, -(-len(self._images) // COLUMNS) * self._row)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # painting

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        tile, (height, width) = self.outline(number), self._images.shape[-2:]
        draw_part(painter, tile, self._atlas, QRect(0, number * height, width, height))
        if 0 <= self._predictions[number] != self._labels[number]:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._frame(painter, tile, "wrong", 1.5, 1.0)
            self._cross(painter, QRectF(tile.right() - 9, tile.bottom() - 9, 11, 11))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_over(self, painter: QPainter) -> None:
        """The outline of the watched image."""
        if self.at < len(self._images):
            self._frame(painter, self.outline(self.at), "accent", 2.0, 3.0 if self.wrong()[self.at] else 1.0)

    def _cross(self, painter: QPainter, box: QRectF) -> None:
        frame(painter, box, 3, fill="panel")
        painter.setPen(QPen(theme.colour("wrong"), 1.8))
        arm = box.adjusted(3, 3, -3, -3)
        painter.drawLine(arm.topLeft(), arm.bottomRight())
        painter.drawLine(arm.topRight(), arm.bottomLeft())


class BatchInColumn(QWidget):
    """Shows the session's batch when it is told to; a click on an image watches it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.title = PlainLabel(self, size=theme.SECONDARY, weight=theme.BOLD, name="batch_title")
        self.tally = PlainLabel(self, size=theme.SECONDARY, role="dim", name="batch_tally", elastic=True)
        self.tally.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title = fill(QHBoxLayout(), self.title, (self.tally, 1))
        self.grid = BatchGrid(self)
        self.grid.chosen.connect(session.watch)
        self.grid.save = session.part(FileSaving).save
        session.explain_pointed(self.grid.pointed, self._about)
        fill(vbox(self, 0), title, 8, self.grid)
        session.watched_changed.connect(self.grid.watch)

    def magnify(self, by: float) -> None:
        """Show title and images larger."""
        magnify(self, by)
        self.grid.magnify(max(1.0, by))

    def show_batch(self) -> None:
        """Show the batch in sight, which of it is watched, and what the network reads."""
        session = self.session
        images, labels = session.batch()
        predictions, step = session.predictions()
        self.grid.classes = session.shown.classes
        self.grid.show_batch(images, labels, predictions)
        away = session.drawing.open or session.exhibit.shown is not None
        nobody = session.trace is None and away
        self.grid.watch(len(images) if nobody else session.watched)
        count, wrong = len(labels), int(self.grid.wrong().sum())
        text = self.tr("{0} {0:image|images}, {1} right, {2} wrong").format(
            Count(count), count - wrong, wrong
        )
        shot = session.in_sight
        if session.trace is None and shot is not None and (session.training or step != shot.step):
            # All of them are read now and then only: what is said here is of an earlier step.
            text = self.tr("step {0}: {1} of {2} right").format(f"{step:,}", count - wrong, count)
        if count and (predictions < 0).all():
            text = self.tr("{0} {0:image|images}, not read yet").format(Count(count))
        guest = session.recorded.guest
        if guest is not None:
            text = self.tr("{0} alone").format(guest.name)
        self.tally.setText(text)
        name = self.tr("This batch")
        tip = self.tr("As the network read them at step {0:,}")
        if session.trace is None:  # the grid stays while training goes from batch to batch
            name = self.tr("These images")
            tip = self.tr("Read as in a test, after step {0:,}; training has other batches")
        self.title.setText(name)
        self.grid.setAccessibleName(name)
        set_tip(self.tally, tip.format(step))
        self.grid.setAccessibleDescription(text)
        session.explain_again()

    def _about(self, position: int) -> tuple[str, str]:
        return self.grid.tip(position), self.tr("Click to watch it: all maps show this image.")
