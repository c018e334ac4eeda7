"""An ascent that runs: thirty steps a second on a thread of its own, each of them shown, stopped at will."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cnnviz.session.background import Background
from core.evaluation.pixels import AscentStep, PixelAscent

if TYPE_CHECKING:
    from cnnviz.session import Session

PACE = 1 / 30  # seconds from step to step
PATIENCE = 40  # steps at the bound without gain, after which the aim is given up
LEAST_GAIN = 1e-3
MOST_STEPS = 900

REACHED, BOUNDED, STUCK, STOPPED = "reached", "bounded", "stuck", "stopped"


class AscentRunner(QObject):
    """`stepped` tells each newer step, `ended` why it goes no further."""

    stepped = Signal(object)
    ended = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.ascent: PixelAscent | None = None
        self.radius = 3.0
        self._latest: tuple[PixelAscent, AscentStep] | None = None  # of which search
        self._told: AscentStep | None = None
        self._wake = threading.Event()
        self._one = threading.Lock()  # step at a time: an ascent that was called off may still be in its last
        self._background = Background(session, self)
        self._background.progressed.connect(self._tell)

    @property
    def running(self) -> bool:
        """Whether steps are being made."""
        return self._background.running

    def use(self, ascent: PixelAscent) -> None:
        """Take another image or another aim; nothing is changed yet."""
        self.stop()
        self.ascent = ascent
        self._work(partial(self._look, ascent, self.radius))

    def start(self) -> None:
        """Make steps until the aim is met, can't be met, or `stop`."""
        if self.ascent is not None:
            self._wake = threading.Event()
            self._work(partial(self._steps, self.ascent, self._wake))

    def stop(self) -> None:
        """Make no further step."""
        if self._background.running:
            self._wake.set()
            self._background.cancel()
            self.ended.emit(STOPPED)

    def leave(self) -> None:
        """Make no further step, and take none up again: something else is asked."""
        self.stop()
        self.ascent = None

    def bound(self, radius: float) -> None:
        """Allow another length of change; it holds at once."""
        self.radius = radius
        if self.ascent is not None and not self._background.running:
            self._work(partial(self._look, self.ascent, radius))

    def end(self) -> None:
        """The window closes."""
        self._wake.set()
        self._background.end()

    def _work(self, work: Callable[[Callable[[float], None]], tuple[AscentStep, str]]) -> None:
        self._background.start(work, self._done)

    def _steps(
        self, ascent: PixelAscent, wake: threading.Event, report: Callable[[float], None]
    ) -> tuple[AscentStep, str]:
        best, since = -float("inf"), 0
        with self._one:
            while True:
                began = time.monotonic()
                ascent.radius = self.radius
                step = ascent.step()
                self._latest = ascent, step
                report(0.0)
                if step.reached or step.stuck:
                    return step, REACHED if step.reached else STUCK
                gained = step.value > best + LEAST_GAIN
                best, since = (step.value, 0) if gained else (best, since + 1)
                if (step.bounded and since >= PATIENCE) or step.number >= MOST_STEPS:
                    return step, BOUNDED
                wake.wait(max(0.0, PACE - (time.monotonic() - began)))

    def _look(
        self, ascent: PixelAscent, radius: float, report: Callable[[float], None]
    ) -> tuple[AscentStep, str]:
        """Where it stands, within another bound."""
        report(0.0)
        with self._one:
            ascent.radius = radius
            return ascent.look(), ""

    def _tell(self, _: float) -> None:
        ascent, step = self._latest or (None, None)
        if ascent is self.ascent and step is not self._told:
            self._told = step
            self.stepped.emit(step)

    def _done(self, made: tuple[AscentStep, str]) -> None:
        step, why = made
        self._told = step
        self.stepped.emit(step)
        if why:
            self.ended.emit(why)
