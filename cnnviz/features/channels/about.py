"""What is known of one channel beside its images: their mean, its kernels, and its mean peak by class."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.channels.entries import active, looks_at
from cnnviz.features.channels.looking import ChannelFindings
from cnnviz.plots.area import text_width
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up, signed_table
from cnnviz.widgets.numbers import limit, significant
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, write
from cnnviz.widgets.picture import picture
from cnnviz.widgets.tiles import atlas, folded

MEAN, TILE, GAP, ROW = 128.0, 50.0, 8.0, 17.0
MOST_TILES = 6
MOST_ROWS = 10
NAMES = 64.0  # pixels of a class's name


class AboutChannel(QWidget):
    """Three columns in 488 px; what was asked of is said in `found`, `layer`, `channel`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(215)
        self.found: ChannelFindings | None = None
        self.layer, self.block, self.channel = "", "", 0
        self.kernels = np.empty((0, 1, 1), np.float32)
        self.kernel_count = 0

    def show_channel(self, found: ChannelFindings, block: str, layer: str, channel: int) -> None:
        """Show another channel; `block` is the layer whose weights make it."""
        self.found, self.block, self.layer, self.channel = found, block, layer, channel
        self.kernels, self.kernel_count = kernels_of(found, block, channel)
        self.setAccessibleDescription(self.sentence())
        self.update()

    def sentence(self) -> str:
        """What it shows, in words."""
        if self.found is None:
            return ""
        by = self.found.layers[self.layer].by_class[self.channel]
        best = self.found.copy.test.classes[int(np.nanargmax(by))] if np.isfinite(by).any() else "?"
        words = translate("Channels", "{0} Its mean is highest for {1}; {2}.")
        return words.format(
            looks_at(self.found, self.layer), best, active(self.found, self.layer, self.channel)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        if self.found is not None:
            self._mean(painter, self.found)
            self._kernels(painter)
            self._classes(painter, self.found)
        painter.end()

    def _mean(self, painter: QPainter, found: ChannelFindings) -> None:
        self._head(painter, 2, translate("Channels", "Their mean"))
        image = found.means[self.layer][self.channel]
        high, wide = image.shape[-2:]
        scale = MEAN / max(high, wide)
        tile = QRectF(2, 28, wide * scale, high * scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
        painter.drawImage(tile, picture(image))
        frame(painter, tile.adjusted(-0.5, -0.5, 0.5, 0.5), 0, "line")
        box = QRectF(2, 28 + MEAN + 4, MEAN + 20, 55)
        fires = active(found, self.layer, self.channel)
        words = f"{looks_at(found, self.layer)}\n{fires[:1].upper()}{fires[1:]}"
        write(painter, box, words, theme.font(theme.FLOOR), "dim", Qt.TextFlag.TextWordWrap.value)

    def _kernels(self, painter: QPainter) -> None:
        x = MEAN + 26
        count, font = self.kernel_count, theme.font(theme.FLOOR)
        title = translate("Channels", "Its {0} kernels").format(count)
        self._head(painter, x, translate("Channels", "Its kernel") if count == 1 else title)
        if not len(self.kernels):
            return
        most = round_up(peak(self.kernels))
        table = signed_table(theme.current())
        alone, wide = len(self.kernels) == 1, 3 * TILE + 2 * GAP
        for number, kernel in enumerate(self.kernels):
            row, column = divmod(number, 3)
            box = QRectF(x + column * (TILE + GAP), 28 + row * (TILE + 16), TILE, TILE)
            if alone:
                scale = MEAN / max(kernel.shape)
                box = QRectF(x, 28, kernel.shape[1] * scale, kernel.shape[0] * scale)
                painter.drawImage(box, atlas(kernel[None], most, table))
                wide = box.width()
                break
            painter.drawImage(box, atlas(kernel[None], most, table))
            write(painter, QRectF(box.left(), box.bottom(), TILE, 15), f"{number}", font, "dim", CENTRE)
        rows = -(-len(self.kernels) // 3)
        y = 28 + (MEAN + 6 if alone else rows * (TILE + 16) + 4)
        bar = QRectF(x, y, wide, 6)
        steps = np.linspace(-most, most, 200)[None, None]
        painter.drawImage(bar, atlas(steps, most, table))
        ends = QRectF(x, y + 7, wide, 14)
        write(painter, ends, f"-{limit(most)}", font, "dim")
        write(painter, ends, f"+{limit(most)}", font, "dim", RIGHT)
        if count > len(self.kernels):
            words = translate("Channels", "first {0}").format(len(self.kernels))
            write(painter, ends, words, font, "dim", CENTRE)

    def _classes(self, painter: QPainter, found: ChannelFindings) -> None:
        x = MEAN + 26 + 3 * TILE + 2 * GAP + 28
        self._head(painter, x, translate("Channels", "Mean by class"))
        by, classes = found.layers[self.layer].by_class[self.channel], found.copy.test.classes
        order = np.arange(len(by))
        if len(by) > MOST_ROWS:  # the highest ones
            order = np.argsort(-np.nan_to_num(by, nan=-np.inf), kind="stable")[:MOST_ROWS]
        most = peak(by) or 1.0
        wide = self.width() - x
        best = int(np.nanargmax(by)) if np.isfinite(by).any() else -1
        bold_font = theme.font(theme.FLOOR, theme.SEMIBOLD)
        names = min(NAMES, max(text_width(classes[label], bold_font) for label in order.tolist()))
        for row, label in enumerate(order.tolist()):
            line = QRectF(x, 26 + row * ROW, wide, ROW)
            value = float(by[label])
            bold = label == best
            role = "text" if bold else "dim"
            named = theme.font(theme.FLOOR, theme.SEMIBOLD if bold else theme.REGULAR)
            write(painter, QRectF(x, line.top(), names, ROW), classes[label], named, role)
            room = QRectF(line.left() + names + 8, line.top() + 4, wide - names - 8 - 48, ROW - 8)
            painter.fillRect(room, theme.colour("raised"))
            if np.isfinite(value) and value:
                stops = theme.current().warm if value > 0 else theme.current().cool
                room.setWidth(room.width() * min(1.0, abs(value) / most))
                painter.fillRect(room, QColor(stops[4 if bold else 3][1]))
            shown = significant(value, signed=False) if np.isfinite(value) else "–"
            write(painter, line, shown, theme.font(theme.FLOOR, mono=True), role, RIGHT)

    def _head(self, painter: QPainter, x: float, words: str) -> None:
        write(painter, QRectF(x, 2, 200, 18), words, theme.font(theme.SECONDARY, theme.SEMIBOLD))


def kernels_of(found: ChannelFindings, block: str, channel: int) -> tuple[np.ndarray, int]:
    """The first kernels of a channel as maps, and how many there are.

    A Linear unit's weights are folded to the maps that it takes. Shape: (n, h, w)
    """
    copy = found.copy
    weight: Any = copy.state.get(f"{block}.weight")
    if weight is None or weight.ndim < 2 or channel >= len(weight):
        return np.empty((0, 1, 1), np.float32), 0
    own = weight[channel]
    if own.ndim == 3:
        return own[:MOST_TILES], len(own)
    shape = _taken(found, block)
    if len(shape) == 3 and shape[1] * shape[2] > 1:
        maps = own.reshape(shape)
        return maps[:MOST_TILES], len(maps)
    columns = int(np.ceil(np.sqrt(own.size)))
    return folded(own, columns)[None], 1


def _taken(found: ChannelFindings, block: str) -> tuple[int, ...]:
    """The shape of what a layer takes, before it is flattened."""
    shape: tuple[int, ...] = found.copy.test.shape
    for item in found.copy.spec["layers"]:
        if item["name"] == block:
            break
        if item["type"] != "Flatten" and item["name"] in found.layers:
            shape = found.layers[item["name"]].shape
    return shape
