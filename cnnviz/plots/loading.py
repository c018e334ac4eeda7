"""pyqtgraph is imported after the window's first paint, on a plain thread, and plots are built one a turn.

Importing takes a third of a second and each plot up to 80 ms: done in one go they would keep the window from
opening, or from answering. Until then a plot paints its title and what to do next.
"""

from __future__ import annotations

import importlib
import threading
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

VIEW = "cnnviz.plots.view"  # the one module that imports pyqtgraph


class _Loader(QObject):
    """Imports pyqtgraph once, then calls what waits for it, one in a turn of the event loop."""

    imported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting: deque[Callable[[], object]] = deque()
        self.ready = False
        self.thread_of_import: threading.Thread | None = None
        self.imported.connect(self.build_next)

    @Slot()
    def begin(self) -> None:
        """Start the import, unless it has been started; what waits is built when it has ended."""
        if self.ready:
            self.build_next()
        elif self.thread_of_import is None:
            self.thread_of_import = threading.Thread(
                target=self._import, name="import of pyqtgraph", daemon=True
            )
            self.thread_of_import.start()

    def _import(self) -> None:
        try:
            importlib.import_module(VIEW)
        finally:
            self.imported.emit()

    @Slot()
    def build_next(self) -> None:
        """Build the plot that has waited longest."""
        load()  # what failed on the thread fails here, where it is told
        if self.waiting:
            self.waiting.popleft()()
        if self.waiting:
            QTimer.singleShot(0, self.build_next)


_loader: list[_Loader] = []


def loader() -> _Loader:
    """The one loader; made when it is first asked for, on the window's thread."""
    if not _loader:
        _loader.append(_Loader())
    return _loader[0]


def is_loaded() -> bool:
    """Whether plots can be built without waiting."""
    return loader().ready


def load() -> None:
    """Import pyqtgraph now."""
    importlib.import_module(VIEW)
    loader().ready = True


def when_loaded(build: Callable[[], object]) -> None:
    """Call `build` in a turn of the event loop of its own, once pyqtgraph is there."""
    loader().waiting.append(build)


def begin() -> None:
    """Start importing in the next turn of the event loop: what is being painted comes first."""
    QTimer.singleShot(0, loader().begin)
