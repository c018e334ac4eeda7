"""The sliding window: goes over the cells of the layer that is looked at, one after the other.

It is the selection that moves, so window, products, sum and the microscope's page follow.
"""

from __future__ import annotations

from math import prod

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.layer_layout import Operation
from cnnviz.session import Session
from cnnviz.system.translation import Count
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.live_text import Span
from cnnviz.widgets.play_bar import PlayBar
from cnnviz.widgets.segments import Segments
from core.trace.recording import Cell

HEIGHT = 32
QUANTITIES = ("output", "grad_input", "grad_output")  # forward, gather, scatter
SPEEDS = (500, 250, 125)  # milliseconds a position


class SlideBar(PlayBar):
    """Play, scrub and speed under the canvas, and which way: forward, or backward by gather or scatter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        widest = self.tr("row 88 col 88,  888 of 888")
        tip = self.tr("The window goes over the layer, cell by cell (P)")
        super().__init__("slide", SPEEDS, tip, widest, parent)
        self.speed.setFixedWidth(max(72, self.speed.sizeHint().width()))
        self.session = session
        self.setObjectName("slide")
        self.setAccessibleName(self.tr("Sliding window"))
        self.setFixedHeight(HEIGHT)
        self.filling = False  # only what the window has passed is shown of what it makes
        self._op: Operation | None = None
        self._shapes: tuple[tuple[int, ...], ...] = ()
        gather = self.tr("Backward: an input gathers from all outputs it was used in.")
        scatter = self.tr("Backward: an output gives its gradient, times the kernel, away.")
        ways = (
            ("slide_forward", self.tr("Forward"), self.tr("The window slides over the input.")),
            ("slide_gather", self.tr("Gather"), gather),
            ("slide_scatter", self.tr("Scatter"), scatter),
        )
        self.way = Segments("slide_way", ways, self)
        self.way.chosen.connect(self._way_chosen)
        row = hbox(self, 8, (12, 0, 8, 0))
        fill(row, self.play, self.way, self.speed, (self.scrub, 1), self.place)
        self.went.connect(self.go)

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
        row, col = divmod(here, self.shape[-1])
        words = self.tr("row {0} col {1}").format(row, col) if len(self.shape) == 2 else self.tr("number")
        self.show_place(max(0, here), total, words)
        if here < 0:
            self.place.set_spans(Span(self.tr("{0} {0:position|positions}").format(Count(total))))

    @Slot()
    def toggle(self) -> None:
        """Play or pause; with reduced motion go one position further."""
        if self._op is not None and self.session.trace is not None:
            self.still = self.session.player.still
            super().toggle()

    def begin(self) -> None:
        self.filling = True

    def finish(self) -> None:
        self.filling = False

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

    @Slot(int)
    def _way_chosen(self, _: int) -> None:
        self.pause()
        self.filling = False
        self.go(0)
        self.follow()

    @Slot(int)
    def _scrubbed(self, place: int) -> None:
        self.filling = place < prod(self.shape) - 1
        super()._scrubbed(place)
