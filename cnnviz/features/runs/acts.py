"""What somebody does to a kept run: it is deleted, renamed, pinned, something is noted; all can be undone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from cnnviz.widgets.undo import KeptChanges
from core.files.atomic import FileError, why

DELETED = ".deleted"  # the folder of what can still be brought back


@dataclass(eq=False)
class RunAct:
    """One thing done to a kept run: its words ("deleting lenet5"), what does it, and what takes it back."""

    words: str
    do: Callable[[], object]
    take_back: Callable[[], object]


class RunActs(KeptChanges):
    """The acts of this window, to be undone in their order; what the disk refuses is told and forgotten."""

    def __init__(self, parent: QObject, failed: Callable[[str], object]) -> None:
        super().__init__(parent, self._take_back_newest, self._do_again)
        self._failed = failed
        self._done: list[RunAct] = []
        self._undone: list[RunAct] = []

    def add(self, act: RunAct) -> None:
        """Do something to a run. Raises FileError, and is forgotten then."""
        act.do()
        self._done.append(act)
        self._undone.clear()
        self._tell()

    def take_back(self, act: RunAct) -> None:
        """Take one act back, also out of its turn; nothing if that has been done."""
        if act in self._done:
            self._move(act, act.take_back, self._done, self._undone)

    def _take_back_newest(self) -> None:
        self.take_back(self._done[-1])

    def _do_again(self) -> None:
        act = self._undone[-1]
        self._move(act, act.do, self._undone, self._done)

    def _move(
        self, act: RunAct, turn: Callable[[], object], left: list[RunAct], reached: list[RunAct]
    ) -> None:
        left.remove(act)
        try:
            turn()
        except FileError as error:
            self._failed(str(error))
        else:
            reached.append(act)
        self._tell()

    def _tell(self) -> None:
        done, undone = self._done, self._undone[::-1]
        self.follow([act.words for act in done], [act.words for act in undone], (done, undone))


class Deleted:
    """The deleted runs of a folder, each under a name that is free there, until the window closes."""

    def __init__(self, own: Path) -> None:
        self._folder = own / DELETED
        self._held: dict[Path, Path] = {}  # where a run was, and where it is

    def put(self, place: Path) -> None:
        """Take a run's folder away. Raises FileError."""
        held, number = self._folder / place.name, 1
        while held.exists():
            number += 1
            held = self._folder / f"{place.name} ({number})"
        self._move(place, held)
        self._held[place] = held

    def take(self, place: Path) -> None:
        """Put a run's folder back; nothing if it isn't here. Raises FileError."""
        held = self._held.pop(place, None)
        if held is not None:
            self._move(held, place)

    def revive(self, place: Path) -> None:
        """Put a run's folder back that goes on, if it is here; it begins anew where the disk refuses."""
        with contextlib.suppress(FileError):
            self.take(place)

    def _move(self, old: Path, new: Path) -> None:
        try:
            new.parent.mkdir(exist_ok=True)
            os.replace(old, new)
        except OSError as error:
            raise FileError(old, *why(error)) from error
