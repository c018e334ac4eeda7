"""Going over the places of something in order: play, scrub and speed.

Play goes by the clock: where showing is slow, places are left out rather than shown late.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, Slider, tell
from cnnviz.widgets.live_text import LiveText, Span

USUAL = 1  # of the speeds


class PlayBar(QWidget):
    """`went` tells the place that it goes to. With `still`, reduced motion, play is one place further."""

    went = Signal(int)

    def __init__(self, name: str, pauses: Sequence[int], tip: str, widest: str, parent: QWidget | None):
        """Take the milliseconds a place of each speed, what play does, and the longest text of a place."""
        super().__init__(parent)
        self.still = False
        self._tip = tip
        self._began, self._from = 0.0, 0
        self.play = Button(f"{name}_play", "flat", "play", self, clicked=self.toggle)
        self.play.setFixedSize(28, 24)
        self.scrub = Slider(f"{name}_scrub", self)
        self.scrub.setMinimumWidth(80)
        tell(self.scrub, self.tr("Place"), self.tr("Moves the window, place by place."))
        self.scrub.valueChanged.connect(self._scrubbed)
        self.place = LiveText(f"{name}_place", widest, parent=self)
        self.speed = ComboBox(f"{name}_speed", self)
        self.speed.setFont(theme.font(theme.SECONDARY))
        tell(self.speed, self.tr("Speed of the window"), self.tr("How many places a second."))
        for pause in pauses:
            self.speed.addItem(self.tr("{0} / s").format(round(1000 / pause)), pause)
        self.speed.setCurrentIndex(USUAL)
        self.speed.setFixedWidth(max(76, self.speed.sizeHint().width()))
        self.speed.activated.connect(self._start_clock)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._show_playing()

    @property
    def playing(self) -> bool:
        """True while it goes by itself."""
        return self._timer.isActive()

    @property
    def position(self) -> int:
        """The place it is at; -1 for none."""
        return self.scrub.value()

    def show_place(self, place: int, total: int, words: str) -> None:
        """Show where it is, without telling anybody."""
        with QSignalBlocker(self.scrub):
            self.scrub.setRange(0, max(0, total - 1))
            self.scrub.setValue(place)
        self.place.set_spans(Span(words, "text"), Span("  " + self.tr("{0} of {1}").format(place + 1, total)))

    @Slot()
    def toggle(self) -> None:
        """Play from here, from the start at the end; or pause."""
        if self.still:
            self.went.emit(self.position + 1)
        elif self.playing:
            self.pause()
        else:
            if not 0 <= self.position < self.scrub.maximum():
                self.went.emit(0)
            self.begin()
            self._timer.start(self._pause)
            self._start_clock()
            self._show_playing()

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._timer.stop()
            self._show_playing()

    def begin(self) -> None:
        """Do what is due as it begins to play."""

    def finish(self) -> None:
        """Do what is due at the last place, before it pauses there."""

    @property
    def _pause(self) -> int:
        return int(self.speed.currentData())

    def _show_playing(self) -> None:
        self.play.show_icon("pause" if self.playing else "play")
        name = self.tr("Pause the window") if self.playing else self.tr("Slide the window")
        tell(self.play, name, self._tip)

    @Slot()
    def _start_clock(self) -> None:
        self._began, self._from = time.monotonic(), max(0, self.position)
        if self.playing:
            self._timer.setInterval(self._pause)

    @Slot()
    def _tick(self) -> None:
        wanted = self._from + max(1, round(1000 * (time.monotonic() - self._began) / self._pause))
        last = self.scrub.maximum()
        self.went.emit(min(wanted, last))
        if wanted >= last:
            self.finish()
            self.pause()

    @Slot(int)
    def _scrubbed(self, place: int) -> None:
        self.pause()
        self.went.emit(place)
