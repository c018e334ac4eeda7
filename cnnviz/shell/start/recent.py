"""Files that were opened or saved lately: remembered once the window has said that it went well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.files.atomic import one_line

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow

MOST = 6
SHOWN = (".safetensors", ".trace", ".npz", ".gz")  # pictures are dropped on the pad, not gone back to


class Recent(QObject):
    """Follows a window: `asked` for a file is called before it is opened or saved; the newest comes first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked: list[Path] = []
        window.session.message.connect(self._said)

    def asked(self, path: str | Path) -> None:
        """A file, or a folder, is about to be opened or saved."""
        self._asked = [*self._asked[-MOST:], Path(path)]

    def files(self) -> list[Path]:
        """What is there still, the newest first."""
        return [path for path in map(Path, self._window.remembered.recent) if path.exists()]

    @Slot(str, str)
    def _said(self, text: str, kind: str) -> None:
        for path in self._asked:
            if one_line(path.name) in text:
                self._asked.remove(path)
                if kind != "error":
                    self._remember(path)
                return

    def _remember(self, path: Path) -> None:
        if path.suffix not in SHOWN and not path.is_dir():
            return
        here = str(path.absolute())
        kept = (here, *(other for other in self._window.remembered.recent if other != here))
        self._window.remembered = replace(self._window.remembered, recent=kept[:MOST])
