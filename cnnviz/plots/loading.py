"""pyqtgraph is imported after the window's first paint, on a plain thread, and plots are built one a turn.

Importing takes a third of a second and each plot up to 80 ms: done in one go they would keep the window from
opening, or from answering. Until then a plot paints its title and what to do next.

The thread goes on with what is to be imported ahead: what the window needs when something is first opened.

The binding makes each of Qt's types when it is first asked for, and two threads that make types at once can
end the process. pyqtgraph asks for all of them, so the window's thread makes them first, a few in each turn.
"""

from __future__ import annotations

import contextlib
import importlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from PySide6.QtCore import QObject, QTimer, Signal, Slot

VIEW = "cnnviz.plots.view"  # the one module that imports pyqtgraph
QT = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets", "QtTest")  # of which it uses types
TURN = 0.008  # seconds of a turn that types are made in


def qt_types() -> Iterator[object]:
    """Every type that pyqtgraph's import asks for, made when it is taken."""
    for name in QT:
        with contextlib.suppress(ImportError):
            module = importlib.import_module(f"PySide6.{name}")
            for each in dir(module):
                # A type within a type has a name here until its outer one is made, by whomever
                yield getattr(module, each, None)


class _Loader(QObject):
    """Imports pyqtgraph once, then calls what waits for it, one in a turn of the event loop."""

    imported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting: deque[Callable[[], object]] = deque()
        self.ahead: list[Callable[[], Iterable[str]]] = []
        self.ready = False
        self.thread_of_import: threading.Thread | None = None
        self._types: Iterator[object] | None = None
        self.imported.connect(self.build_next)

    @Slot()
    def begin(self) -> None:
        """Start the import, unless it has been started; what waits is built when it has ended."""
        if self.ready:
            self.build_next()
        elif self._types is None:
            self._types = qt_types()
            self._make_types()

    @Slot()
    def _make_types(self) -> None:
        """Make some of Qt's types, and the others in turns to come; then let the thread import."""
        assert self._types is not None
        until = time.perf_counter() + TURN
        for _ in () if self.ready else self._types:
            if time.perf_counter() > until:
                QTimer.singleShot(0, self._make_types)
                return
        if not self.ready:
            # No daemon: the program's end waits for it, else half an import dies with a traceback
            self.thread_of_import = threading.Thread(target=self._import, name="import of pyqtgraph")
            self.thread_of_import.start()
        else:
            self.build_next()

    def _import(self) -> None:
        try:
            importlib.import_module(VIEW)
        finally:
            self.imported.emit()
        for name in chain.from_iterable(names() for names in self.ahead):
            if not threading.main_thread().is_alive():  # the program ends, and waits for this thread
                return
            try:
                importlib.import_module(name)
            except RuntimeError:  # a module that registers for the program's end came too late for that
                if threading.main_thread().is_alive():
                    raise

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


def import_ahead(names: Callable[[], Iterable[str]]) -> None:
    """Import the modules that `names` gives, on the thread that imports pyqtgraph, after it."""
    if names not in loader().ahead:
        loader().ahead.append(names)


def begin() -> None:
    """Start importing in the next turn of the event loop: what is being painted comes first."""
    QTimer.singleShot(0, loader().begin)
