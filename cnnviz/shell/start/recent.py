"""Files that were opened or saved lately: remembered once that has gone well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

MOST = 6
SHOWN = (".safetensors", ".trace", ".npz", ".gz")  # pictures are dropped on the pad, not gone back to


class Recent(QObject):
    """Remember what a window's session has opened or saved; the newest comes first."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        window.session.files.used.connect(self._remember)
        window.session.own_images.used.connect(self._remember)

    def files(self) -> list[Path]:
        """What is there still, the newest first."""
        return [path for path in map(Path, self._window.remembered.recent) if path.exists()]

    @Slot(object)
    def _remember(self, path: Path) -> None:
        if path.suffix not in SHOWN and not path.is_dir():
            return
        here = str(path.absolute())
        kept = (here, *(other for other in self._window.remembered.recent if other != here))
        self._window.remembered = replace(self._window.remembered, recent=kept[:MOST])
