"""The output channels of the picked layer: which one is looked at, and which are switched off."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import tell
from cnnviz.widgets.keys import MOVE, PRESS
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.painting import CENTRE, frame, ring, smooth, write
from cnnviz.widgets.plain import PlainLabel
from core.training.acts import silenced

Index = tuple[int, ...]
LONGEST = 8  # numbers in a row before they are folded


class Slab(NamedTuple):
    """Numbers in a grid, (rows, cols), of which the first `size` are real; `place` is that of the index."""

    values: np.ndarray
    size: int
    place: tuple[int, int]
    page: int = 0  # which kernel of the output channel, of `pages`
    pages: int = 1


def slab(array: np.ndarray, index: Index) -> Slab:
    """What lies around a number of a parameter.

    Shape: (O, C, kH, kW) -> the kernel (kH, kW); (C, H, W) -> channel C's (H, W); (O, I) -> row O folded;
    (O,) -> all of it folded.
    """
    if array.ndim == 4:
        return Slab(array[index[:2]], array[index[:2]].size, (index[2], index[3]), index[1], array.shape[1])
    if array.ndim == 3:
        return Slab(array[index[0]], array[index[0]].size, (index[1], index[2]))
    row = array if array.ndim == 1 else array[index[0]]
    cols = columns(row.size)
    folded = np.zeros(ceil(row.size / cols) * cols, row.dtype)
    folded[: row.size] = row
    at = index[-1]
    return Slab(folded.reshape(-1, cols), row.size, divmod(at, cols))  # (n,) -> (rows, cols)


def index_of(array: np.ndarray, index: Index, row: int, col: int) -> Index:
    """The index of the number in a cell of the slab around `index`."""
    if array.ndim in (3, 4):
        return (*index[:-2], row, col)
    flat = row * columns(array.shape[-1]) + col
    return (flat,) if array.ndim == 1 else (index[0], flat)


def in_channel(array: np.ndarray, index: Index, channel: int) -> Index:
    """The same place in another output channel."""
    return (max(0, min(channel, array.shape[0] - 1)), *index[1:])


def columns(count: int) -> int:
    """How many cells a row of numbers is folded to: an image's own width if it is one, else a square's."""
    if count <= LONGEST:
        return count
    root = round(sqrt(count))
    if root * root == count:
        return root
    return min(12, ceil(sqrt(count)) + 1) if count <= 144 else ceil(sqrt(count))


WIDE, TALL = 23, 30
NUMBER = 17  # of TALL, for the number
MOST = 3  # rows in sight; more are scrolled
NOTCH = 120


class ChannelSwitches(CellWidget):
    """`chosen` tells the channel that was picked, `switched` the one whose switch was pressed."""

    own_keys = MOVE + PRESS

    chosen = Signal(int)
    switched = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("channel_switches", parent)
        self.off: np.ndarray = np.zeros(1, bool)
        self.channel = 0
        self._first = 0  # the first row in sight
        self._wheel = 0

    def count(self) -> int:
        return len(self.off)

    def columns(self) -> int:
        return max(1, (self.width() - 8) // WIDE)

    def place(self, number: int) -> QRectF:
        return self.number_rect(number).adjusted(0, 0, 0, TALL - NUMBER)

    def here(self) -> int:
        return self.channel

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return ceil(len(self.off) / self.columns())

    def show_channels(self, off: np.ndarray, channel: int) -> None:
        """Show which channels are off, bool (channels,), and the one that is picked; it is in sight."""
        other = len(off) != len(self.off)
        moved = other or channel != self.channel
        self.off, self.channel = off, channel
        if other:
            self._first = 0
            self._fit()
        if moved:
            self._show(channel)
        self.update()

    def number_rect(self, channel: int) -> QRectF:
        """Where a channel's number stands."""
        row, col = divmod(channel, self.columns())
        return QRectF(col * WIDE, (row - self._first) * TALL, WIDE, NUMBER)

    def switch_rect(self, channel: int) -> QRectF:
        """Where a channel's switch stands."""
        return self.number_rect(channel).translated(0, NUMBER).adjusted(0, 0, 0, TALL - 2 * NUMBER)

    def _fit(self) -> None:
        self.setFixedHeight(min(MOST, self.rows) * TALL)
        self._first = max(0, min(self._first, self.rows - MOST))

    def _show(self, channel: int) -> None:
        row = channel // self.columns()
        self._first = max(0, min(max(self._first, row - MOST + 1), row, max(0, self.rows - MOST)))

    def go(self, number: int) -> None:
        if number != self.channel:
            self.channel = number
            self._show(number)
            self.chosen.emit(number)
            self.update()

    def pick(self, number: int) -> None:
        self.switched.emit(number)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(12 * WIDE + 8, min(MOST, self.rows) * TALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        channel = self.cell_at(event.position())
        if channel < 0:
            return
        self.go(channel)
        on_switch = self.switch_rect(channel).contains(event.position())
        if event.button() == Qt.MouseButton.RightButton or (
            event.button() == Qt.MouseButton.LeftButton and on_switch
        ):
            self.switched.emit(channel)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.rows <= MOST:
            event.ignore()
            return
        event.accept()
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - NOTCH * int(self._wheel / NOTCH)
        self._first = max(0, min(self._first - notches, self.rows - MOST))
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._fit()
        self._show(self.channel)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        first = self._first * self.columns()
        for channel in range(first, min(len(self.off), first + MOST * self.columns())):
            self._paint_channel(painter, channel)
        if self.rows > MOST:
            tall = self.height() * MOST / self.rows
            top = self.height() * self._first / self.rows
            frame(painter, QRectF(self.width() - 5, top, 4, tall), 2, fill="edge")
        if self.hasFocus():
            ring(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4)
        painter.end()

    def _paint_channel(self, painter: QPainter, channel: int) -> None:
        number, off = self.number_rect(channel), bool(self.off[channel])
        picked = channel == self.channel
        whole = number.adjusted(1, 1, -1, TALL - NUMBER - 1)
        frame(painter, whole, 4, "accent" if picked else "", "raised" if channel == self.under else "", 1.5)
        font = theme.font(theme.FLOOR, theme.SEMIBOLD if picked else theme.MEDIUM)
        box = number.adjusted(0, 1, 0, 1)
        write(painter, box, str(channel), font, "faint" if off else "text", CENTRE)
        switch = self.switch_rect(channel)
        track = QRectF(switch.center().x() - 7, switch.center().y() - 5, 14, 8)
        frame(painter, track, 4, "faint", "panel" if off else "faint")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faint" if off else "text"))
        x = track.left() + 4 if off else track.right() - 4
        painter.drawEllipse(QPointF(x, track.center().y()), 3, 3)


class ChannelRow(QWidget):
    """The switches with a caption that counts; `asked` tells that one was pressed."""

    asked = Signal()

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self._caption = PlainLabel(
            self, size=theme.FLOOR, role="dim", weight=theme.MEDIUM, name="channel_caption"
        )
        self.switches = ChannelSwitches(self)
        tip = self.tr("Click a number to pick the channel, its switch to turn it off or on (arrows, Space).")
        tell(self.switches, self.tr("Output channels and their switches"), tip)
        fill(vbox(self, 6), self._caption, self.switches)
        self.switches.chosen.connect(self._chosen)
        self.switches.switched.connect(self._switched)
        self.session.explain_pointed(self.switches.pointed, self._about)

    def refresh(self) -> None:
        """Show the newest snapshot's channels."""
        shot, touching = self.session.snapshot, self.touching
        if shot is None:
            return
        off = silent(shot.spec, shot.parameters, touching.layer)
        self.switches.show_channels(off, touching.channel)
        text = self.tr("output channel {0} of {1}").format(touching.channel, len(off))
        if off.any():
            text = self.tr("{0}; {1} off").format(text, int(off.sum()))
        self._caption.setText(text)
        state = self.tr("off") if off[touching.channel] else self.tr("on")
        words = self.tr("{0} channel {1} is {2}").format(touching.layer, touching.channel, state)
        self.switches.setAccessibleDescription(words)

    @Slot(int)
    def _chosen(self, channel: int) -> None:
        touching = self.touching
        if touching.array is not None:
            index = in_channel(touching.array, touching.index, channel)
            touching.pick(touching.layer, touching.parameter, index)

    @Slot(int)
    def _switched(self, channel: int) -> None:
        shot = self.session.snapshot
        if shot is not None:
            self.asked.emit()
            off = silent(shot.spec, shot.parameters, self.touching.layer)
            self.touching.switch(channel, off=not off[channel])

    def _about(self, channel: int) -> tuple[str, str]:
        words = self.tr("Its switch silences it: weights, bias and batch-norm become zero, or come back.")
        return self.tr("{0} channel {1}").format(self.touching.layer, channel), words


def silent(spec: Mapping[str, Any], parameters: Mapping[str, np.ndarray], layer: str) -> np.ndarray:
    """Which output channels of a layer say nothing: what they pass last, kernel or batch-norm, is zero.

    Shape: bool (channels,)
    """
    count = len(parameters[f"{layer}.weight"])
    names = [name for name in silenced(spec, layer) if name in parameters]  # a running mean isn't
    last, off = names[-1].rpartition(".")[0], np.ones(count, bool)
    for name in names:
        if name.rpartition(".")[0] == last:
            off &= ~parameters[name].reshape(count, -1).any(axis=1)  # (C, ...) -> (C, rest)
    return off
