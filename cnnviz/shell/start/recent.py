"""Files that were opened or saved lately: remembered once that has gone well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

MOST = 6
OTHERS = (".safetensors", ".trace")  # what is no set of images


class Recent(QObject):
    """Remember what a window's session has opened or saved; the newest comes first."""

    changed = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        window.session.files.used.connect(self._remember)
        window.session.own_images.used.connect(self._remember_set)
        window.session.own_images.left_out = self._left_out

    def files(self) -> list[Path]:
        """What is there still, the newest first."""
        return [path for path in map(Path, self._window.remembered.recent) if path.exists()]

    def sets(self) -> list[Path]:
        """The sets of images among them."""
        return [path for path in self.files() if path.suffix not in OTHERS]

    @Slot(object)
    def _remember(self, path: Path) -> None:
        here = str(path.absolute())
        kept = (here, *(other for other in self._window.remembered.recent if other != here))
        self._window.remember(recent=kept[:MOST])
        self.changed.emit()

    @Slot(object, bool)
    def _remember_set(self, path: Path, left_out: bool) -> None:
        self._remember(path)
        here, remembered = str(path.absolute()), self._window.remembered
        without = {*remembered.left_out, here} if left_out else {*remembered.left_out} - {here}
        self._window.remember(left_out=tuple(each for each in remembered.recent if each in without))

    def _left_out(self, path: Path) -> bool:
        return str(path.absolute()) in self._window.remembered.left_out
