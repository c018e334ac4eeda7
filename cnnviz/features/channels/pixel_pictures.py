"""Three pictures in a row, and what stands under and beside them: an image, a change, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import COLON, SEMICOLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up, signed_table
from cnnviz.widgets.numbers import limit, probability
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, write
from cnnviz.widgets.picture import draw_within, picture
from cnnviz.widgets.tiles import atlas

SMALL, LARGE = 112.0, 140.0
HEAD, FOOT = 20.0, 36.0
BELOW = 44.0  # pixels for the probabilities where pictures are large
PAIRS = 92.0


@dataclass(frozen=True, eq=False)
class PixelPicture:
    """One picture: uint8 pixels, or signed numbers (H, W); what stands over and under it."""

    over: str
    values: np.ndarray
    under: str = ""
    role: str = "dim"

    @property
    def signed(self) -> bool:
        """Whether the numbers have the signed map's colours, and a colour bar."""
        return self.values.dtype != np.uint8


@dataclass(frozen=True)
class ProbabilityPair:
    """A class's probability before and now."""

    name: str
    before: float
    now: float

    @property
    def numbers(self) -> str:
        """Both as the canvas writes them, no wider than the bars above: "0.042→≈1"."""
        return f"{probability(self.before)}→{probability(self.now)}"


class PixelPictures(QWidget):
    """Pictures from left to right with signs between them, and pairs of probabilities at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.pictures: tuple[PixelPicture, ...] = ()
        self.signs: tuple[str, ...] = ()
        self.pairs: tuple[ProbabilityPair, ...] = ()
        self.large = False
        self._measure()

    def show_pictures(
        self, pictures: tuple[PixelPicture, ...], signs: tuple[str, ...], pairs: tuple[ProbabilityPair, ...]
    ) -> None:
        """Show other pictures; a sign stands before each but the first."""
        self.pictures, self.signs, self.pairs = pictures, signs, pairs
        told = [listed((each.over, each.under), COLON) for each in pictures if each.under]
        told += [listed((each.name, each.numbers), COLON) for each in pairs]
        self.setAccessibleDescription(listed(told, SEMICOLON))
        self.update()

    def use_large(self, large: bool) -> None:
        """Whether there is room for larger pictures."""
        if large != self.large:
            self.large = large
            self._measure()
            self.update()

    def side(self) -> float:
        """The pixels of a picture's longer side."""
        return LARGE if self.large else SMALL

    def gap(self) -> float:
        """The pixels between two pictures."""
        return 12.0 if self.large else 14.0

    def place(self, number: int) -> QRectF:
        """Where a picture lies."""
        side = self.side()
        return QRectF(2 + number * (side + self.gap()), HEAD, side, side)

    def sizeHint(self) -> QSize:
        return QSize(round(3 * (self.side() + self.gap()) + PAIRS), self.minimumHeight())

    def _measure(self) -> None:
        self.setFixedHeight(round(HEAD + self.side() + FOOT + (BELOW if self.large else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = self.gap()
        for number, each in enumerate(self.pictures):
            place = self.place(number)
            if number and self.signs[number - 1]:
                sign = QRectF(place.left() - gap, place.top(), gap, place.height())
                write(painter, sign, self.signs[number - 1], theme.font(theme.READOUT), "text", CENTRE)
            self._paint(painter, each, place)
        if self.pictures:
            self._pairs(painter)
        painter.end()

    def _paint(self, painter: QPainter, each: PixelPicture, place: QRectF) -> None:
        over = QRectF(place.left() - 8, 0, place.width() + 16, HEAD - 2)
        write(painter, over, each.over, theme.font(theme.SECONDARY), "dim", CENTRE)
        most, table = round_up(peak(each.values)) if each.signed else 0.0, signed_table(theme.current())
        image = atlas(each.values[None], most, table) if each.signed else picture(each.values)
        tile = draw_within(painter, place, image)
        frame(painter, tile.adjusted(-0.5, -0.5, 0.5, 0.5), 0, "line")
        y = place.bottom() + 4
        if each.signed:
            bar = QRectF(place.left(), y + 2, place.width(), 6)
            steps = np.linspace(-most, most, 200)[None, None]
            painter.drawImage(bar, atlas(steps, most, table))
            ends, font = QRectF(place.left(), y + 9, place.width(), 14), theme.font(theme.FLOOR)
            write(painter, ends, f"-{limit(most)}", font, "dim")
            write(painter, ends, f"+{limit(most)}", font, "dim", RIGHT)
            y += 12
        if each.under:
            row = QRectF(max(0.0, place.left() - 10), y, place.width() + 18, 18)
            write(painter, row, each.under, theme.font(theme.SECONDARY, theme.SEMIBOLD), each.role, CENTRE)

    def _pairs(self, painter: QPainter) -> None:
        """For each class two bars, before and now, and the numbers: at the right, or below large pictures."""
        beside = self.place(len(self.pictures))
        x, y = (2.0, beside.bottom() + FOOT + 6) if self.large else (beside.left() - 4, HEAD + 2)
        font, mono = theme.font(theme.SECONDARY, theme.SEMIBOLD), theme.font(theme.FLOOR, mono=True)
        metrics = QFontMetrics(font)
        for pair in self.pairs:
            name = metrics.elidedText(pair.name, Qt.TextElideMode.ElideMiddle, 60)
            write(painter, QRectF(x, y - 4, 60, 16), name, font)
            left = x + max(16, metrics.horizontalAdvance(name) + 6)
            room = max(20.0, x + PAIRS - 14 - left)
            for row, (value, role) in enumerate(((pair.before, "faint"), (pair.now, "text"))):
                bar = QRectF(left, y + row * 13, room, 8)
                painter.fillRect(bar, theme.colour("raised"))
                bar.setWidth(room * min(1.0, max(0.0, value)))
                painter.fillRect(bar, theme.colour(role))
            at = (x + PAIRS - 8, y + 3) if self.large else (x, y + 25)
            write(painter, QRectF(*at, PAIRS, 15), pair.numbers, mono, "dim")
            x, y = (x + 2 * PAIRS + 16, y) if self.large else (x, y + 56)
