"""The images that excite a channel most: each with the part that it looks at, framed and enlarged."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.channels.looking import ChannelFindings
from cnnviz.system.translation import one, translate
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import CENTRE, LEFT, RIGHT, frame, write
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid
from core.blueprint.items import STEMS
from core.evaluation.survey import Ranking


def short(kind: str) -> str:
    """A layer's kind in few letters."""
    return STEMS.get(kind, kind.lower()).replace("_", " ")


def unit(found: ChannelFindings, layer: str) -> str:
    """What a layer's channels are called: a map is a channel, a single number a unit."""
    words = translate("Channels", "channel {0}")
    return words if len(found.layers[layer].shape) > 1 else translate("Channels", "unit {0}")


def entry(found: ChannelFindings, layer: str, channel: int, ranking: Ranking, at: int) -> str:
    """One image of a ranking, in words."""
    index = int(ranking.images[channel, at])
    data = found.copy.test
    name, value = one(data.classes[int(data.labels[index])]), significant(float(ranking.values[channel, at]))
    shape = found.layers[layer].shape
    if len(shape) == 1:
        words = translate("Channels", "test image {0}, {1}: {2}; it looks at the whole image")
        return words.format(f"{index:,}", name, value)
    row, column = divmod(int(ranking.places[channel, at]), shape[2])
    top, left, bottom, right = found.box(layer, channel, int(ranking.places[channel, at]))
    words = translate(
        "Channels",
        "test image {0}, {1}: {2} at row {3}, column {4}; it looks at rows {5}-{6}, columns {7}-{8}",
    )
    return words.format(f"{index:,}", name, value, row, column, top, bottom - 1, left, right - 1)


def looks_at(found: ChannelFindings, layer: str) -> str:
    """How much of the image one place of a layer sees."""
    field = found.fields[layer]
    if field.size is None or field.whole:
        return translate("Channels", "What it looks at: the whole image.")
    words = translate("Channels", "What it looks at: {0} × {1} pixels of the image.")
    return words.format(*found.patch_size(layer))


def silent_words(found: ChannelFindings, layer: str, channel: int) -> str:
    """That a channel was never above zero, "" if it was."""
    survey = found.layers[layer]
    if survey.active[channel] > 0 or math.isnan(survey.peak[channel]):
        return ""
    words = translate("Channels", "Channel {0} was silent on all {1} images: it never rose above zero.")
    return words.format(channel, f"{len(found.copy.test):,}")


def active(found: ChannelFindings, layer: str, channel: int) -> str:
    """On how many images a channel rises above zero."""
    part = float(found.layers[layer].active[channel])
    return translate("Channels", "Above zero on {0} % of the images.").format(f"{100 * part:.3g}")


ACROSS = DOWN = 4
IMAGE, PATCH, LINE, GAP = 56.0, 80.0, 18.0, 9.0


class ExcitingImages(PictureGrid):
    """`entered` tells the place in the ranking of an image for the canvas, `taken` of one to be changed."""

    taken = Signal(int)

    own_keys = (*PictureGrid.own_keys, Qt.Key.Key_C)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.found: ChannelFindings | None = None
        self.layer, self.channel = "", 0
        self.ranking: Ranking | None = None
        self._patches = np.empty((0, 1, 1), np.uint8)
        self.setMinimumSize(round(ACROSS * 172), round(DOWN * 90))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_channel(self, found: ChannelFindings, layer: str, channel: int, ranking: Ranking) -> None:
        """Show the images of one channel in a ranking."""
        self.found, self.layer, self.channel, self.ranking = found, layer, channel, ranking
        self._patches = found.patches(layer, channel, ranking)
        self.at = min(self.at, max(0, self.count() - 1))
        self.update()

    # as a grid

    def count(self) -> int:
        if self.ranking is None:
            return 0
        return int((self.ranking.images[self.channel] >= 0).sum())

    def columns(self) -> int:
        return ACROSS

    def scale(self) -> float:
        """How much larger than at 1280 everything is."""
        wide, high = self.width() / ACROSS, self.height() / DOWN
        return min(max(1.0, min((wide - GAP) / (IMAGE + PATCH + GAP), (high - 14) / PATCH)), 1.6)

    def place(self, number: int) -> QRectF:
        row, column = divmod(number, ACROSS)
        wide, high = self.width() / ACROSS, self.height() / DOWN
        scale = self.scale()
        return QRectF(2 + column * wide, 4 + row * high, (IMAGE + PATCH) * scale + GAP, PATCH * scale + 2)

    def outline(self, number: int) -> QRectF:
        return self.place(number).adjusted(-1, -1, 1, 1)

    def tip(self, number: int) -> str:
        if self.found is None or self.ranking is None:
            return ""
        return entry(self.found, self.layer, self.channel, self.ranking, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_C and self.count():
            self.taken.emit(min(self.at, self.count() - 1))
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.cell_at(event.position())
        if number >= 0 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.at = number
            self.update()
            self.taken.emit(number)
            return
        super().mousePressEvent(event)

    def image(self, number: int) -> np.ndarray | None:
        if self.found is None or self.ranking is None:
            return None
        image: np.ndarray = self.found.copy.test.images[int(self.ranking.images[self.channel, number])]
        return image

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        found, ranking, scale = self.found, self.ranking, self.scale()
        if found is None or ranking is None:
            return
        index = int(ranking.images[self.channel, number])
        image = found.copy.test.images[index]
        cut = self._patches[number]
        whole = cut.shape == image.shape
        side, big = (PATCH * scale, 0.0) if whole else (IMAGE * scale, PATCH * scale)
        times = _times(side, image.shape)
        tile = QRectF(
            round(place.left()), round(place.top()), image.shape[-1] * times, image.shape[-2] * times
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, times < 1)
        painter.drawImage(tile, picture(image))
        if not whole:
            self._frame_field(painter, number, tile, times)
            larger = _times(big, cut.shape)
            x = round(max(place.left() + side, tile.right()) + GAP)
            box = QRectF(x, tile.top(), cut.shape[-1] * larger, cut.shape[-2] * larger)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, larger < 1)
            painter.drawImage(box, picture(cut))
            frame(painter, box.adjusted(-0.5, -0.5, 0.5, 0.5), 0, "line")
        label = found.copy.test.classes[int(found.copy.test.labels[index])]
        value = significant(float(ranking.values[self.channel, number]), signed=False)
        if whole:
            rows = QRectF(tile.right() + 8, place.top(), IMAGE + 20, LINE)
        else:
            rows = QRectF(place.left(), tile.bottom() + 1, side + 6, LINE - 4)
        self._caption(painter, rows, label, value, apart=whole)

    def _caption(self, painter: QPainter, row: QRectF, label: str, value: str, apart: bool) -> None:
        """What it is, and how high the channel is: side by side where both fit."""
        plain, mono = theme.font(theme.FLOOR), theme.font(theme.FLOOR, mono=True)
        named = one(label)
        if QFontMetricsF(plain).horizontalAdvance(named) <= row.width():
            label = named  # a long name needs the article's room
        wide = QFontMetricsF(mono).horizontalAdvance(value)
        beside = not apart and QFontMetricsF(plain).horizontalAdvance(label) + wide + 4 <= row.width()
        write(painter, row, label, plain, "dim")
        below = row if beside else row.translated(0, row.height() - 2)
        write(painter, below, value, mono, "text", RIGHT if beside else LEFT)

    def _frame_field(self, painter: QPainter, number: int, tile: QRectF, times: float) -> None:
        """The part of the image that the channel looks at, in the accent's colour."""
        assert self.found is not None
        assert self.ranking is not None
        at = int(self.ranking.places[self.channel, number])
        top, left, bottom, right = self.found.box(self.layer, self.channel, at)
        box = QRectF(left * times, top * times, (right - left) * times, (bottom - top) * times)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame(painter, box.translated(tile.topLeft()).adjusted(0.5, 0.5, -0.5, -0.5), 0, "accent", width=1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _times(side: float, shape: tuple[int, ...]) -> float:
    """How much an image is enlarged to be about `side` pixels large: by whole numbers where there is room."""
    times = side / max(shape[-2:])
    return float(round(times)) if times >= 1.5 else times


SIDE, PITCH, MEAN_LINE = 32.0, 44.0, 15.0
PAGE = 16
HEIGHT = 58
TURNS = {  # channels that a key goes on by
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}


class MeanPatches(PictureGrid):
    """`entered` tells the channel that is chosen, `layer_wanted` that the next (1) or the one before (-1) is.

    Sixteen stand on a page; Page Up and Page Down turn it.
    """

    layer_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(round(PAGE * PITCH))
        self.means = np.empty((0, 1, 1), np.uint8)
        self.silent: frozenset[int] = frozenset()
        self.chosen = 0
        self.noun = "{0}"

    def show_means(self, means: np.ndarray, chosen: int, silent: frozenset[int], noun: str) -> None:
        """Show the channels of a layer, (C, h, w) or (C, 3, h, w) uint8."""
        self.means, self.silent, self.noun = means, silent, noun
        self.choose(chosen)

    def choose(self, channel: int) -> None:
        """Frame another channel; its page comes into sight."""
        self.chosen = min(max(channel, 0), max(0, len(self.means) - 1))
        self.at = self.chosen - self.first
        self.update()

    @property
    def first(self) -> int:
        """The first channel of the page."""
        return self.chosen // PAGE * PAGE

    # as a grid

    def count(self) -> int:
        return min(PAGE, len(self.means) - self.first)

    def columns(self) -> int:
        return PAGE

    def place(self, number: int) -> QRectF:
        return QRectF(4 + number * PITCH, 4, SIDE, SIDE + MEAN_LINE)

    def outline(self, number: int) -> QRectF:
        return self.place(number).adjusted(-2, -2, 2, 2)

    def tip(self, number: int) -> str:
        return self.noun.format(self.first + number)

    def pick(self, number: int) -> None:
        self.chosen = self.first + number
        self.at = number
        self.update()
        self.entered.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        by = TURNS.get(key)
        if by is not None and len(self.means):
            self.choose(min(max(self.chosen + by, 0), len(self.means) - 1))
            self.entered.emit(self.chosen)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.layer_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        channel = self.first + number
        image = self.means[channel]
        high, wide = image.shape[-2:]
        scale = SIDE / max(high, wide)
        tile = QRectF(0, 0, wide * scale, high * scale)
        tile.moveCenter(QRectF(place.left(), place.top(), SIDE, SIDE).center())
        quiet = channel in self.silent
        painter.setOpacity(0.4 if quiet else 1.0)
        painter.drawImage(tile, picture(image))
        painter.setOpacity(1.0)
        chosen = channel == self.chosen
        font = theme.font(theme.FLOOR, theme.BOLD if chosen else theme.REGULAR)
        row = QRectF(place.left() - 6, place.top() + SIDE + 1, SIDE + 12, MEAN_LINE)
        write(painter, row, f"{channel}", font, "text" if chosen else "dim", CENTRE)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame(painter, self.outline(number).adjusted(-1, -1, 1, 1), 4, "accent", width=2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
