"""The grids of the sheet: the batch's images, test images with another answer, a bar a layer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.update.findings import BatchMoment, ChangedAnswers
from cnnviz.plots.area import text_width
from cnnviz.system.translation import one, translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import round_up
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, write
from cnnviz.widgets.picture import draw_within, picture
from cnnviz.widgets.picture_grid import PictureGrid

STRONG = 4  # of the signed map's stops


def tint(fell: bool) -> QColor:
    """The current theme's colour for a loss that fell, or that rose."""
    colours = theme.current()
    return QColor((colours.cool if fell else colours.warm)[STRONG][1])


GAP, BAR, LEGEND = 2.0, 5.0, 22.0
SMALL, LARGE = 28, 36  # pixels of an image's side, at least


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
        """Show the images of another batch, uint8 (N, H, W) or (N, C, H, W); their losses are to come."""
        self.images, self.labels, self.classes = images, labels, classes
        self.order = np.arange(len(labels))
        self.moment = None
        self._measure()
        self.update()

    def show_moment(self, moment: BatchMoment | None) -> None:
        """Show what their losses were and are."""
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
            return translate("Update", "image {0} of the batch, {1}").format(at, one(name))
        words = translate(
            "Update", "image {0} of the batch, {1}: loss {2} before the step; at the line {3}, read as {4}"
        )
        read = int(moment.read_now[at])
        said = self.classes[read] if read < len(self.classes) else str(read)
        before, now = (significant(float(each[at]), signed=False) for each in (moment.before, moment.now))
        return words.format(at, one(name), before, now, said)

    def image(self, number: int) -> np.ndarray | None:
        image: np.ndarray = self.images[self.image_of(number)]
        return image

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
            frame(painter, tile.adjusted(-0.5, -0.5, 0.5, 0.5), 3, "wrong", width=1.5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_over(self, painter: QPainter) -> None:
        """The legend."""
        if not self.count():
            return
        y = self.place(self.count() - 1).bottom() + 8
        font, x = theme.font(theme.FLOOR), 2.0
        for words, fell in (
            (translate("Update", "its loss fell"), True),
            (translate("Update", "rose"), False),
        ):
            painter.fillRect(QRectF(x, y + 5, 22, BAR), tint(fell))
            wide = text_width(words, font) + 2
            write(painter, QRectF(x + 28, y, wide, 15), words, font, "dim")
            x += 32 + wide + 12
        frame(painter, QRectF(x, y + 2, 12, 12), 3, "wrong", width=1.5)
        words = translate("Update", "read wrongly at the line")
        wide = text_width(words, font) + 2
        write(painter, QRectF(x + 18, y, wide, 15), words, font, "dim")
        order = QRectF(x + 30 + wide, y, self.width() - x - wide - 32, 15)
        words = translate("Update", "best gain first")
        if self.moment is not None and text_width(words, font) <= order.width():
            write(painter, order, words, font, "faint", Qt.AlignmentFlag.AlignRight)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(484, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        rows = max(1, -(-self.count() // self.columns()))
        self.setFixedHeight(round(rows * (self.side()[1] + BAR + 8) + LEGEND))


SIDE, PITCH, LINE = 56.0, 69.0, 15.0


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
        """Show other answers; `images` are those of the whole set."""
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
        words = translate("Update", "test image {0}, {1}: read as {2} before the step, as {3} at the line")
        label, before, now = (
            self._name(int(each[at])) for each in (changed.labels, changed.before, changed.now)
        )
        return words.format(f"{int(changed.images[at]):,}", one(label), before, now)

    def image(self, number: int) -> np.ndarray | None:
        if self.changed is None:
            return None
        image: np.ndarray = self.images[int(self.changed.images[self.place_of(number)])]
        return image

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        changed = self.changed
        if changed is None:
            return
        at = self.place_of(number)
        image = picture(self.images[int(changed.images[at])])
        draw_within(painter, QRectF(place.left(), place.top(), SIDE, SIDE), image)
        role, mark = (("right", "✓"), ("wrong", "×"), ("dim", ""))[self.kind(at)]
        row = QRectF(place.left() - 6, place.top() + SIDE + 2, SIDE + 12, LINE)
        before, now = self._name(int(changed.before[at])), self._name(int(changed.now[at]))
        words = f"{before} → {now} {mark}"
        font = theme.font(theme.FLOOR, theme.SEMIBOLD)
        if text_width(words, font) > row.width():  # the other one is the true one
            words = f"{before} → {mark}" if mark == "✓" else f"→ {now} {mark}"
        write(painter, row, words, font, role, CENTRE)
        row.translate(0, LINE - 1)
        words = translate("Update", "true {0}").format(self._name(int(changed.labels[at])))
        write(painter, row, words, theme.font(theme.FLOOR), "dim", CENTRE)

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


ROW, NAME, NUMBER, BAR_GAP = 24.0, 60.0, 84.0, 24.0


class LayerParts(PictureGrid):
    """Rows of name, bar and number, in two columns; cool bars fell, warm ones rose.

    `entered` tells the number of a layer that is clicked: its own part of the line is wanted, or no longer.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.moment: BatchMoment | None = None
        self.chosen = ""
        self.names: tuple[str, ...] = ()

    def show_moment(self, moment: BatchMoment | None, chosen: str) -> None:
        """Show other numbers; `chosen` is the layer whose own line is drawn."""
        if (moment, chosen) == (self.moment, self.chosen):
            return
        self.moment, self.chosen = moment, chosen
        self.names = tuple(moment.layers) if moment is not None else self.names
        self._measure()
        self.update()

    # as a grid

    def count(self) -> int:
        return len(self.names)

    def columns(self) -> int:
        return 1

    def rows(self) -> int:
        """Rows of the longer column, the sum's included."""
        return max(1, -(-(len(self.names) + 2) // 2))

    def place(self, number: int) -> QRectF:
        column, row = divmod(number, self.rows())
        wide = (self.width() - BAR_GAP) / 2
        return QRectF(column * (wide + BAR_GAP), row * ROW, wide, ROW)

    def outline(self, number: int) -> QRectF:
        return self.place(number).adjusted(2, 4, -2, -4)

    def tip(self, number: int) -> str:
        if self.moment is None:
            return ""
        name = self.names[number]
        words = translate(
            "Update",
            "If only {0} made this step, the loss of this batch would change by {1}. Click: its own line.",
        )
        return words.format(name, significant(self.moment.layers[name]))

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        if self.moment is None:
            return
        name = self.names[number]
        value = self.moment.layers[name]
        bold = name == self.chosen
        font = theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR)
        row = QRectF(place.left(), place.top(), NAME - 6, ROW)
        write(painter, row, name, font, "accent" if bold else "text")
        bar = QRectF(place.left() + NAME, place.top() + 6, place.width() - NAME - NUMBER, ROW - 12)
        painter.fillRect(bar, theme.colour("raised"))
        filled = self.filled(bar, value)
        painter.fillRect(filled, tint(value < 0))
        if filled.left() < bar.right():
            zero = filled.right() if value < 0 else filled.left()
            painter.fillRect(QRectF(round(zero), place.top() + 4, 1, ROW - 8), theme.colour("faint"))
        self._number(painter, place, value, False)

    def filled(self, bar: QRectF, value: float) -> QRectF:
        """The part of a bar between zero and a value: to the left what fell, to the right what rose."""
        known = [each for each in self.moment.layers.values() if each == each] if self.moment else []
        most = [max([0.0, *(way * each for each in known)]) for way in (-1, 1)]
        fell, rose = (round_up(each) if each else 0.0 for each in most)
        part = bar.width() / ((fell + rose) or 1.0)
        zero = bar.left() + fell * part
        end = zero + value * part if value == value else zero
        return QRectF(min(zero, end), bar.top(), abs(end - zero), bar.height())

    def paint_over(self, painter: QPainter) -> None:
        """The sum of all, one by one, and what they bought together."""
        if self.moment is None:
            return
        total = sum(self.moment.layers.values())
        one, both = self.place(len(self.names)), self.place(len(self.names) + 1)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(both.topLeft(), both.topRight())
        for place, words, value, bold in (
            (one, translate("Update", "all {0}, one by one").format(len(self.names)), total, False),
            (both, translate("Update", "together"), self.moment.together, True),
        ):
            font = theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR)
            write(painter, place, words, font, "text" if bold else "dim")
            self._number(painter, place, value, bold)

    def sentence(self) -> str:
        """How the layers' parts go together."""
        if self.moment is None or not self.names:
            return ""
        total, together = sum(self.moment.layers.values()), self.moment.together
        if together < 0 and abs(total - together) <= 0.01 * max(abs(total), abs(together)):
            return translate("Update", "Together they buy about as much as one by one.")
        if together > 0:
            words = translate(
                "Update", "Added up they lower the loss, together they raise it: too long a step."
            )
            return words if total < 0 else translate("Update", "Added up or together, they raise the loss.")
        if together > total:
            return translate("Update", "Together they buy less than the sum: they overlap.")
        return translate("Update", "Together they buy more than the sum: they help one another.")

    def _number(self, painter: QPainter, place: QRectF, value: float, bold: bool) -> None:
        font = theme.font(theme.SECONDARY, theme.SEMIBOLD if bold else theme.REGULAR, mono=True)
        write(painter, place, significant(value), font, "text", RIGHT)

    def _measure(self) -> None:
        self.setFixedHeight(round(self.rows() * ROW))
