"""Test images that are read otherwise since the step: as what before, as what now, and what they are."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.update.findings import ChangedAnswers
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid

SIDE, PITCH, LINE = 56.0, 69.0, 15.0
CENTRE = Qt.AlignmentFlag.AlignCenter


class ChangedImages(PictureGrid):
    """`entered` tells the place in the list; shows `rows` rows, all of them when `everything` is set."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.changed: ChangedAnswers | None = None
        self.images = np.empty((0, 28, 28), np.uint8)
        self.classes: tuple[str, ...] = ()
        self.rows = 2
        self.everything = False
        self._shown = np.empty(0, np.intp)

    def show_changed(
        self, changed: ChangedAnswers | None, images: np.ndarray, classes: tuple[str, ...]
    ) -> None:
        """Shows other answers; `images` are those of the whole set."""
        if changed is self.changed and images is self.images:
            return
        self.changed, self.images, self.classes = changed, images, classes
        self._measure()
        self.update()

    def use_rows(self, rows: int, everything: bool) -> None:
        """How many rows there is room for, and whether all are wanted."""
        if (rows, everything) != (self.rows, self.everything):
            self.rows, self.everything = rows, everything
            self._measure()
            self.update()

    @property
    def hidden(self) -> int:
        """How many aren't shown."""
        return 0 if self.changed is None else len(self.changed.images) - len(self._shown)

    def place_of(self, number: int) -> int:
        """The place of a cell in the list of answers."""
        return int(self._shown[number])

    # as a grid

    def count(self) -> int:
        return len(self._shown)

    def columns(self) -> int:
        return max(1, int((self.width() + PITCH - SIDE) // PITCH))

    def place(self, number: int) -> QRectF:
        row, column = divmod(number, self.columns())
        return QRectF(2 + column * PITCH, 2 + row * (SIDE + 2 * LINE + 10), SIDE, SIDE + 2 * LINE + 4)

    def outline(self, number: int) -> QRectF:
        return QRectF(self.place(number).topLeft(), QSize(round(SIDE), round(SIDE)).toSizeF())

    def kind(self, at: int) -> int:
        """0 now right, 1 now wrong, 2 wrong before and after."""
        assert self.changed is not None
        right, wrong, _ = self.changed.counts
        return 0 if at < right else 1 if at < right + wrong else 2

    def tip(self, number: int) -> str:
        changed = self.changed
        if changed is None:
            return ""
        at = self.place_of(number)
        words = translate("Update", "test image {0}, a {1}: read as {2} before the step, as {3} at the line")
        named = (self._name(int(each[at])) for each in (changed.labels, changed.before, changed.now))
        return words.format(f"{int(changed.images[at]):,}", *named)

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        changed = self.changed
        if changed is None:
            return
        at = self.place_of(number)
        image = self.images[int(changed.images[at])]
        high, wide = image.shape[-2:]
        scale = SIDE / max(high, wide)
        tile = QRectF(0, 0, wide * scale, high * scale)
        tile.moveCenter(QRectF(place.left(), place.top(), SIDE, SIDE).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
        painter.drawImage(tile, picture(image))
        role, mark = (("right", "✓"), ("wrong", "×"), ("dim", ""))[self.kind(at)]
        row = QRectF(place.left() - 6, place.top() + SIDE + 2, SIDE + 12, LINE)
        before, now = self._name(int(changed.before[at])), self._name(int(changed.now[at]))
        self._write(painter, row, f"{before} → {now} {mark}", role, theme.SEMIBOLD)
        row.translate(0, LINE - 1)
        self._write(
            painter,
            row,
            translate("Update", "true {0}").format(self._name(int(changed.labels[at]))),
            "dim",
            theme.REGULAR,
        )

    def _write(self, painter: QPainter, row: QRectF, words: str, role: str, weight: object) -> None:
        painter.setFont(theme.font(theme.FLOOR, weight))  # type: ignore[arg-type]
        painter.setPen(theme.colour(role))
        words = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, CENTRE, words)

    def _name(self, number: int) -> str:
        return self.classes[number] if number < len(self.classes) else str(number)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(484, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """As many as there is room for: those now right and those now wrong, a row each at least."""
        changed, across = self.changed, self.columns()
        if changed is None:
            self._shown = np.empty(0, np.intp)
        elif self.everything or len(changed.images) <= across * self.rows:
            self._shown = np.arange(len(changed.images))
        else:
            right, wrong, neither = changed.counts
            room = across * self.rows
            half = across * max(1, self.rows // 2)
            first = min(right, max(half, room - wrong))
            second = min(wrong, room - first)
            third = min(neither, room - first - second)
            starts = ((0, first), (right, second), (right + wrong, third))
            self._shown = np.concatenate([np.arange(at, at + n) for at, n in starts])
        rows = max(1, -(-len(self._shown) // across)) if len(self._shown) else 0
        self.setFixedHeight(round(rows * (SIDE + 2 * LINE + 10)) + 2)
