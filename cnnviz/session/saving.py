"""Files that a panel writes beside everything else: packed and written on a thread, told of in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cnnviz.session.background import Background
from core.files.atomic import one_line, write_atomically

if TYPE_CHECKING:
    from cnnviz.session.session import Session


class FileSaving(QObject):
    """Writes one file after the other; how it went becomes a message."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._background = Background(session, self)

    def save(self, path: Path, content: Callable[[], bytes]) -> None:
        """Write what `content` makes, which is called on the thread."""

        def work(_: object) -> None:
            write_atomically(path, content())

        self._background.start(work, lambda _: self._saved(path), self._failed)

    def _saved(self, path: Path) -> None:
        text = self.tr("Saved the picture to {0}")
        self._session.message.emit(text.format(one_line(str(path))), "info")

    def _failed(self, error: Exception) -> None:
        self._session.message.emit(str(error), "error")
