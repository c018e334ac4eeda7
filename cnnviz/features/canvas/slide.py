"""The sliding window: goes over the cells of the layer that is looked at, one after the other.

It is the selection that moves, so window, products, sum and the microscope's page follow. Play goes by the
clock: where painting is slow, positions are left out rather than shown late.
"""

from __future__ import annotations

import time
from math import prod

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.layer_layout import Operation
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, Slider, tell
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.live_text import LiveText, Span
from cnnviz.widgets.segments import Segments
from core.trace.recording import Cell

HEIGHT = 32
QUANTITIES = ("output", "grad_input", "grad_output")  # forward, gather, scatter
SPEEDS = (500, 250, 125)  # milliseconds a position
USUAL = 1


class SlideBar(QWidget):
    """Play, scrub and speed under the canvas, and which way: forward, or backward by gather or scatter."""

    playing_changed = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("slide")
        self.setAccessibleName(self.tr("Sliding window"))
        self.setFixedHeight(HEIGHT)
        self.filling = False  # only what the window has passed is shown of what it makes
        self._op: Operation | None = None
        self._shapes: tuple[tuple[int, ...], ...] = ()
        self._began, self._from = 0.0, 0
        self.play = Button("slide_play", "flat", "play", self, clicked=self.toggle)
        self.play.setFixedSize(28, 24)
        gather = self.tr("Backward: an input gathers from all outputs it was used in.")
        scatter = self.tr("Backward: an output gives its gradient, times the kernel, away.")
        ways = (
            ("slide_forward", self.tr("Forward"), self.tr("The window slides over the input.")),
            ("slide_gather", self.tr("Gather"), gather),
            ("slide_scatter", self.tr("Scatter"), scatter),
        )
        self.way = Segments("slide_way", ways, self)
        self.way.chosen.connect(self._way_chosen)
        self.scrub = Slider("slide_scrub", self)
        self.scrub.setMinimumWidth(80)
        tell(self.scrub, self.tr("Position"), self.tr("Moves the window over the cells of the layer."))
        self.scrub.valueChanged.connect(self._scrubbed)
        self.place = LiveText("slide_place", self.tr("row 88 col 88,  888 of 888"), parent=self)
        self.speed = ComboBox("slide_speed", self)
        self.speed.setFont(theme.font(theme.SECONDARY))
        tell(self.speed, self.tr("Speed of the window"), self.tr("How many positions a second."))
        for pause in SPEEDS:
            self.speed.addItem(self.tr("{0} / s").format(1000 // pause), pause)
        self.speed.setCurrentIndex(USUAL)
        self.speed.setFixedWidth(max(72, self.speed.sizeHint().width()))
        self.speed.activated.connect(self._start_clock)
        row = hbox(self, 8, (12, 0, 8, 0))
        fill(row, self.play, self.way, self.speed, (self.scrub, 1), self.place)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._show_playing()

    @property
    def playing(self) -> bool:
        """True while the window slides by itself."""
        return self._timer.isActive()

    @property
    def position(self) -> int:
        """Which of the cells the selection stands on; -1 for none of them."""
        cell = self.session.selection
        if cell is None or not self._is_here(cell):
            return -1
        flat = 0
        here = cell.index[2:] if len(self.shape) == 2 else cell.index[1:2]
        for i, n in zip(here, self.shape, strict=True):
            flat = flat * n + i
        return flat

    @property
    def made(self) -> int | None:
        """How many of the cells that the window makes are there by now; None for all, or none of this way."""
        here = self.position
        return here + 1 if self.filling and here >= 0 and QUANTITIES[self.quantity] != "grad_output" else None

    @property
    def shape(self) -> tuple[int, ...]:
        """The rows and columns, or the numbers, that are gone over."""
        return self._shapes[self.quantity] if self._shapes else (1,)

    @property
    def quantity(self) -> int:
        """Which of the ways is chosen."""
        return max(0, self.way.group.checkedId())

    def show_operation(self, op: Operation | None) -> None:
        """Go over another layer's cells; None for none."""
        self._op = op
        if op is None:
            self.pause()
            self._shapes = ()
            self.filling = False
            return
        # Maps of one number each are gone over like a vector.
        made = op.layer.shape[1:] if op.layer.maps else op.layer.shape[:1]
        taken = op.before.shape[1:] if op.before.maps else op.before.shape[:1]
        self._shapes = (made, taken, made)
        scatter = self.way.group.button(2)
        scatter.setVisible(op.kernels)
        if not op.kernels and scatter.isChecked():
            self.way.choose(1)
        self.follow()

    def follow(self) -> None:
        """Show where the selection stands."""
        if self._op is None:
            return
        cell = self.session.selection
        if cell is None and self.playing:
            self.pause()
        if cell is not None and cell.layer == self._op.layer.name and cell.quantity in QUANTITIES:
            way = QUANTITIES.index(cell.quantity)
            if way < 2 or self._op.kernels:
                self.way.choose(way)
        total, here = prod(self.shape), self.position
        with QSignalBlocker(self.scrub):
            self.scrub.setRange(0, total - 1)
            self.scrub.setValue(max(0, here))
        if here < 0:
            self.place.set_spans(Span(self.tr("{0} positions").format(total)))
            return
        row, col = divmod(here, self.shape[-1])
        words = self.tr("row {0} col {1}").format(row, col) if len(self.shape) == 2 else self.tr("number")
        self.place.set_spans(Span(words, "text"), Span("  " + self.tr("{0} of {1}").format(here + 1, total)))

    @Slot()
    def toggle(self) -> None:
        """Play or pause; with reduced motion go one position further."""
        if self._op is None or self.session.trace is None:
            return
        if self.session.player.still:
            self.go(self.position + 1)
        elif self.playing:
            self.pause()
        else:
            if self.position + 1 >= prod(self.shape) or self.position < 0:
                self.go(0)
            self.filling = True
            self._timer.start(SPEEDS[self.speed.currentIndex()])
            self._start_clock()
            self._show_playing()

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._timer.stop()
            self._show_playing()

    def go(self, position: int) -> None:
        """Select the cell at a position."""
        if self._op is None or self.session.trace is None:
            return
        op, shape = self._op, self.shape
        position = max(0, min(position, prod(shape) - 1))
        back: list[int] = []
        for n in reversed(shape):
            position, i = divmod(position, n)
            back.insert(0, i)
        whole = op.before.shape if self.quantity == 1 else op.layer.shape
        if len(shape) == 2:
            back.insert(0, op.taken if self.quantity == 1 else op.made)
        index = (self.session.watched, *back, *(0,) * (len(whole) - len(back)))
        self.session.select(Cell(op.layer.name, QUANTITIES[self.quantity], index), passing=True)

    def _is_here(self, cell: Cell) -> bool:
        op = self._op
        same = op is not None and cell.layer == op.layer.name and cell.quantity == QUANTITIES[self.quantity]
        return same and len(cell.index) > len(self.shape)

    def _show_playing(self) -> None:
        self.play.show_icon("pause" if self.playing else "play")
        name = self.tr("Pause the window") if self.playing else self.tr("Slide the window")
        tell(self.play, name, self.tr("The window goes over the layer, cell by cell (P)"))
        self.playing_changed.emit(self.playing)

    @Slot()
    def _start_clock(self) -> None:
        self._began, self._from = time.monotonic(), max(0, self.position)
        if self.playing:
            self._timer.setInterval(SPEEDS[self.speed.currentIndex()])

    @Slot()
    def _tick(self) -> None:
        pause = SPEEDS[self.speed.currentIndex()] / 1000
        wanted = self._from + max(1, round((time.monotonic() - self._began) / pause))
        self.go(wanted)
        if wanted >= prod(self.shape) - 1:
            self.filling = False
            self.pause()

    @Slot(int)
    def _way_chosen(self, _: int) -> None:
        self.pause()
        self.filling = False
        self.go(0)
        self.follow()

    @Slot(int)
    def _scrubbed(self, position: int) -> None:
        self.pause()
        self.filling = position < prod(self.shape) - 1
        self.go(position)
