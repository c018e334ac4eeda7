"""Play, scrub and speed: goes over the places of a window by the clock, or wherever it is dragged to."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, Slider, tell
from cnnviz.widgets.live_text import LiveText, Span

SPEEDS = (500, 250, 125, 60)  # milliseconds a place
USUAL = 1


class Player(QWidget):
    """`went` tells the place that it goes to. With `still`, reduced motion, play is one step further."""

    went = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("build_player")
        self.setFixedHeight(30)
        self.still = False
        self._began, self._from = 0.0, 0
        self.play = Button("build_play", "flat", "play", self)
        self.play.setFixedSize(28, 24)
        self.play.clicked.connect(self.toggle)
        self.scrub = Slider("build_scrub", self)
        tell(self.scrub, self.tr("Place"), self.tr("Moves the window over the input, place by place."))
        self.scrub.valueChanged.connect(self._scrubbed)
        self.words = LiveText("build_place", self.tr("row 88 column 88, 888 of 888"), parent=self)
        self.speed = ComboBox("build_speed", self)
        self.speed.setFont(theme.font(theme.SECONDARY))
        tell(self.speed, self.tr("Speed of the window"), self.tr("How many places a second."))
        for pause in SPEEDS:
            self.speed.addItem(self.tr("{0} / s").format(round(1000 / pause)), pause)
        self.speed.setCurrentIndex(USUAL)
        self.speed.setFixedWidth(76)
        self.speed.activated.connect(self._restart)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self.speed)
        row.addWidget(self.scrub, 1)
        row.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._show()

    @property
    def playing(self) -> bool:
        """True while it goes by itself."""
        return self._timer.isActive()

    def show_place(self, place: int, total: int, words: str) -> None:
        """Shows where the window stands, without telling anybody."""
        self.scrub.blockSignals(True)
        self.scrub.setRange(0, max(0, total - 1))
        self.scrub.setValue(place)
        self.scrub.blockSignals(False)
        of = self.tr("{0} of {1}").format(place + 1, total)
        self.words.set_spans(Span(words, "text"), Span(f"  {of}"))

    @Slot()
    def toggle(self) -> None:
        """Plays from here, from the start at the end; or pauses."""
        if self.playing:
            self.pause()
            return
        at_end = self.scrub.value() >= self.scrub.maximum()
        if self.still:
            self.went.emit(0 if at_end else self.scrub.value() + 1)
            return
        if at_end:
            self.went.emit(0)
        self._timer.start(SPEEDS[self.speed.currentIndex()])
        self._restart()
        self._show()

    @Slot()
    def pause(self) -> None:
        """Stops where it is."""
        if self.playing:
            self._timer.stop()
            self._show()

    def _show(self) -> None:
        self.play.show_icon("pause" if self.playing else "play")
        name = self.tr("Pause the window") if self.playing else self.tr("Slide the window")
        tell(self.play, name, self.tr("The window goes over the input, place by place"))

    @Slot()
    def _restart(self) -> None:
        self._began, self._from = time.monotonic(), self.scrub.value()
        if self.playing:
            self._timer.setInterval(SPEEDS[self.speed.currentIndex()])

    @Slot()
    def _tick(self) -> None:
        pause = SPEEDS[self.speed.currentIndex()] / 1000
        wanted = self._from + max(1, round((time.monotonic() - self._began) / pause))
        last = self.scrub.maximum()
        self.went.emit(min(wanted, last))
        if wanted >= last:
            self.pause()

    @Slot(int)
    def _scrubbed(self, place: int) -> None:
        self.pause()
        self.went.emit(place)
