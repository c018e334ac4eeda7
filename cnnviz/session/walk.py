"""The cells that have been looked at, in order: back and forward as in a browser."""

from __future__ import annotations

from core.trace.recording import Cell


class Walk:
    """Where the reader has been; going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._been: list[Cell] = []
        self._here = -1

    def go(self, cell: Cell) -> None:
        """Take down a cell that is looked at now."""
        if self._here >= 0 and self._been[self._here] == cell:
            return
        self._been = [*self._been[: self._here + 1], cell]
        self._here = len(self._been) - 1

    def pass_by(self, cell: Cell) -> None:
        """Take a cell's place down in place of the last one: a window that slides isn't a walk."""
        if self._here >= 0:
            self._been[self._here] = cell
        else:
            self.go(cell)

    def turn(self, way: int) -> Cell | None:
        """Go back (-1) or forward (+1) and return the cell there; None, and stays, at either end."""
        if not self.has(way):
            return None
        self._here += way
        return self._been[self._here]

    def has(self, way: int) -> bool:
        """Whether there is anything in a direction."""
        return 0 <= self._here + way < len(self._been)

    @property
    def here(self) -> Cell | None:
        """The cell looked at last."""
        return self._been[self._here] if self._been else None

    def clear(self) -> None:
        """Forget everything: another batch has other numbers."""
        self._been, self._here = [], -1
