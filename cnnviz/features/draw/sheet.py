"""A sheet of paper: the strokes on it, a picture beneath them, and the way back and forth.

It knows no Qt. Coordinates are those of the pad, from 0 to SIDE in both directions; each change makes a new
frozen state, so undo and redo are steps along a list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIDE = 280.0  # units: ten to a pixel of what the network sees
PEN = 18.0
ERASER = 40.0
MOST = 500  # states that can be gone back to

Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line through points, as wide as the pen; an eraser's stroke takes ink away."""

    points: tuple[Point, ...]
    width: float = PEN
    erases: bool = False


@dataclass(frozen=True, eq=False)
class State:
    """What is on the sheet: a picture, uint8 (28, 28), or none, and strokes over it."""

    picture: np.ndarray | None = None
    strokes: tuple[Stroke, ...] = ()

    @property
    def blank(self) -> bool:
        """True if there is no ink, though some may have been erased."""
        return self.picture is None and not any(not stroke.erases for stroke in self.strokes)


class DrawingSheet:
    """The newest state, with what came before it and what was undone."""

    def __init__(self) -> None:
        self._states = [State()]
        self._at = 0
        self._points: list[Point] = []  # of the stroke under way
        self._erases = False

    @property
    def state(self) -> State:
        """What is on the sheet now, the stroke under way included."""
        settled = self._states[self._at]
        if not self._points:
            return settled
        return State(settled.picture, (*settled.strokes, self._stroke()))

    @property
    def drawing(self) -> bool:
        """True while a stroke is under way."""
        return bool(self._points)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether anything that was taken back can be put there again."""
        return self._at + 1 < len(self._states)

    def begin(self, point: Point, erases: bool = False) -> None:
        """Puts the pen, or the eraser, onto the sheet."""
        self.end()
        self._points, self._erases = [point], erases

    def extend(self, point: Point) -> None:
        """Moves it on."""
        if self._points and point != self._points[-1]:
            self._points.append(point)

    def end(self) -> None:
        """Lifts it."""
        if self._points:
            state = self.state
            self._points = []
            self._add(state)

    def put(self, picture: np.ndarray) -> None:
        """Puts a picture in place of all there is."""
        self.end()
        self._add(State(picture))

    def amend(self, picture: np.ndarray) -> None:
        """Puts a picture in place of the one that was put last, as part of the same change."""
        settled = self._states[self._at]
        if settled.picture is None or settled.strokes or self._points:
            self.put(picture)
        else:
            self._states[self._at] = State(picture)

    def clear(self) -> None:
        """Takes a new sheet; undo brings the old one back."""
        self.end()
        if self.state.picture is not None or self.state.strokes:
            self._add(State())

    def undo(self) -> None:
        """Takes the last change back."""
        self.end()
        self._at = max(0, self._at - 1)

    def redo(self) -> None:
        """Makes the change again that was taken back last."""
        self.end()
        self._at = min(len(self._states) - 1, self._at + 1)

    def _stroke(self) -> Stroke:
        return Stroke(tuple(self._points), ERASER if self._erases else PEN, self._erases)

    def _add(self, state: State) -> None:
        self._states = [*self._states[: self._at + 1], state][-MOST:]
        self._at = len(self._states) - 1
