"""What every test may count on: no screen, no home folder of a user, and nothing left behind.

The offscreen platform is chosen here, before anything imports Qt.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

# What is compiled is kept: else every worker, and every program that a test starts, compiles all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ["CNNVIZ_LANGUAGE"] = "en"  # whatever the system speaks
os.environ["LC_ALL"] = "C.UTF-8"  # in whatever letters: Qt warns of all others
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")  # fresh large pages take 40 ms, which every window would

import hypothesis
import numpy as np
import pytest

sys.dont_write_bytecode = False  # which Python has read at its start
PATIENCE = 120_000  # ms, less than half of what a test may take


def pytest_configure(config: pytest.Config) -> None:
    """Settings of the plugins that pyproject.toml can't make.

    What is waited for may come late on a busy machine; what never comes is a failure all the same. Ordinary
    tests make up the same examples everywhere; slow ones look for new ones. Neither has a limit in seconds
    for an example: the first text alone takes one where Hypothesis has yet to make its table of letters.
    What is made while tests are collected, syntax trees above all, is no garbage: looking for some would
    take half of that time.
    """
    gc.disable()
    hypothesis.settings.register_profile(
        "patient",
        derandomize=config.option.markexpr == "not slow",
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("patient")
    if not config.pluginmanager.hasplugin("pytest-qt"):
        return
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
        wait.__kwdefaults__["timeout"] = PATIENCE  # type: ignore[index]
    QtBot.waitUntil = wait_until  # type: ignore[method-assign]


def wait_until(_: Any, condition: Callable[[], object], *, timeout: int = PATIENCE) -> None:
    """QtBot's, which looks every ten milliseconds while training goes on; this one every two."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

    deadline = QDeadlineTimer(timeout)
    while True:
        with suppress(AssertionError):
            if condition() in (None, True):
                return
        if deadline.hasExpired():
            condition()  # says itself what is missing, if it can
            raise TimeoutError(f"it didn't come within {timeout} ms")
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()


def pytest_collection_finish() -> None:
    """From here on garbage is collected; what was imported and collected stays, and isn't gone through.

    A tenth as often as usual: a window makes more objects than Python lets come together.
    """
    gc.freeze()
    gc.set_threshold(7000, 10, 10)
    gc.enable()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep what must run alone out of the ordinary tests, which share the machine with one another.

    Of the combinations of a test marked with `every(n)` each nth is an ordinary one; the others are slow.
    """
    every = item.get_closest_marker("every")
    if every and diagonal(item) % every.args[0]:
        item.add_marker("slow")
    if item.get_closest_marker("alone") and not item.get_closest_marker("slow"):
        raise pytest.UsageError(f"{item.nodeid} is marked as alone but not as slow")


def diagonal(item: Any) -> int:
    """The places of a test's values among all of each parameter, added up: neighbours differ by one."""
    index, places = max(item.callspec.indices.values()), 0
    for mark in reversed([*item.iter_markers("parametrize")]):  # the last one changes the fastest
        index, place = divmod(index, len(mark.args[1]))
        places += place
    return places


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto`, which pyproject.toml asks for, means.

    A worker takes two seconds to start: worth it for folders of ordinary tests, not for a file or for chosen
    tests. Slow tests measure times and memory, and run in this process unless a number is given by hand.
    """
    chosen = config.option.keyword or config.option.markexpr != "not slow"
    if chosen or not all(Path(argument).is_dir() for argument in config.args):
        return 0
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The application with the program's fonts and style, whichever test comes first."""
    from cnnviz.shell.app import _application

    return _application(["cnnviz"])


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes an empty home: the one of the test before, if that test wrote nothing into it."""
    made: list[Path] = []

    def empty() -> Path:
        if not made or os.listdir(made[-1]):
            made.append(tmp_path_factory.mktemp("home"))
        return made[-1]

    return empty


@pytest.fixture(autouse=True)
def own_home(homes: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a config folder of the test's own."""
    return at_home(homes(), monkeypatch)


def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Has the program take a folder for the user's home."""
    monkeypatch.setenv("HOME", str(home))
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
    }
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


# Where each thread and timer was started, and where each window was made, for a test that leaves one behind.
STARTED: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
MADE: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
ROOT = str(Path(__file__).resolve().parents[1])


def remember_origin(kind: Any, method: str, origins: weakref.WeakKeyDictionary[Any, str]) -> None:
    """Has a method of a class note the line of this project that called it."""
    original = getattr(kind, method)

    def noting(self: Any, *arguments: Any, **keywords: Any) -> Any:
        origins[self] = calling_line()
        return original(self, *arguments, **keywords)

    setattr(kind, method, noting)


def calling_line() -> str:
    """The nearest line of this project on the stack, that of a constructor's caller before its own."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        file = frame.f_code.co_filename
        if file.startswith(ROOT) and "/.venv/" not in file and frame.f_code.co_name != "__init__":
            return f"{file.removeprefix(ROOT + os.sep)}:{frame.f_lineno}"
        frame = frame.f_back
    return "an unknown line"


@pytest.fixture(autouse=True, scope="session")
def origins() -> None:
    """From here on it is known who starts what."""
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

    from cnnviz.plots import loading
    from cnnviz.system import overrides

    overrides.guard_overrides()
    loading.load()  # a plot is built when it is shown, and no thread imports anything beside a test
    for kind in (threading.Thread, QThread, QTimer):
        remember_origin(kind, "start", STARTED)
    for widget in (QWidget, QMainWindow, QDialog):
        remember_origin(widget, "__init__", MADE)


LASTING: list[Any] = []  # the window that tests of a module have in common, while there is one


@pytest.fixture(autouse=True)
def nothing_left_behind(origins: None) -> Iterator[None]:
    """Fails a test that leaves a thread, a running QThread, a running QTimer or a window alive.

    While a window lasts, that is asked when it is closed, of all the tests that had it.
    """
    with nullcontext() if LASTING else nothing_left():
        yield
        let_go_of_buttons()


@pytest.fixture
def watched() -> Callable[..., AbstractContextManager[None]]:
    """The check that every test is under, for a part of one."""
    return nothing_left


@contextmanager
def nothing_left(patience: float = 30.0) -> Iterator[None]:
    """AssertionError, with the line that it comes from, for what is alive at the end and wasn't before."""
    before = set(threading.enumerate())
    windows = {address(window) for window in top_level_widgets()}
    yield
    handle_deletions()
    left: list[Any] = [one for one in list(STARTED) if still_runs(one)]
    left += [window for window in top_level_widgets() if address(window) not in windows]
    if left:  # what only a cycle keeps alive is on its way out
        del left
        gc.collect()
        handle_deletions()
    threads = [thread for thread in threading.enumerate() if thread not in before and counts(thread)]
    for thread in threads:
        thread.join(timeout=patience)
    left = [one for one in list(STARTED) if still_runs(one)]
    left += [window for window in top_level_widgets() if address(window) not in windows]
    left += [thread for thread in threads if thread.is_alive()]
    told = [f"{one!r} from {STARTED.get(one) or MADE.get(one, 'an unknown line')}" for one in left]
    for one in left:
        end(one)
    assert not left, f"left behind: {'; '.join(told)}"


def counts(thread: threading.Thread) -> bool:
    # tqdm's monitor ends with the process; a dummy is a foreign thread seen once, such as a QThread.
    return not isinstance(thread, threading._DummyThread) and type(thread).__name__ != "TMonitor"


def let_go_of_buttons() -> None:
    """A double click by QTest ends with its button down, and the next test would drag."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.mouseButtons():
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        QTest.mouseRelease(QWidget(), Qt.MouseButton.LeftButton)


def handle_deletions() -> None:
    """Lets Qt do what it has put off: a closed window goes when the events that delete it are handled."""
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def still_runs(one: Any) -> bool:
    """Whether a QThread or a QTimer that Python knows of is at work."""
    if isinstance(one, threading.Thread):
        return False  # Python says itself which of its threads are
    try:
        return bool(one.isRunning() if hasattr(one, "isRunning") else one.isActive())
    except RuntimeError:  # its C++ half is gone
        return False


def address(widget: Any) -> int:
    """Where Qt keeps a widget; Python's object for one that Qt made may be another one each time."""
    from shiboken6 import Shiboken

    return int(Shiboken.getCppPointer(widget)[0])


def top_level_widgets() -> list[Any]:
    """Windows that belong to no other window, shown or not; Qt keeps its tooltip for itself."""
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    every = [widget for widget in QApplication.topLevelWidgets() if widget.parentWidget() is None]
    return [widget for widget in every if widget.metaObject().className() != "QTipLabel"]


def end(one: Any) -> None:
    """Makes sure that what one test has left isn't the next one's."""
    for method in ("stop", "close", "deleteLater"):
        if hasattr(one, method) and not hasattr(one, "isRunning"):
            getattr(one, method)()


@pytest.fixture(scope="session")
def alive() -> Callable[[int], bool]:
    """Whether there is a process; one that has ended is gone, unless this one should have cleared it away.

    A container's first process may clear nothing away.
    """

    def is_alive(process: int) -> bool:
        try:
            os.kill(process, 0)
            about = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
        except ProcessLookupError:
            return False
        except FileNotFoundError:  # it has just gone, or this system has no such files
            return not Path("/proc/self/stat").exists()
        return about[0] not in "ZX" or int(about[1]) == os.getpid()

    return is_alive


@pytest.fixture(scope="session")
def syntax_trees() -> dict[str, ast.Module]:
    """The syntax tree of every module of the product, by the path of its file."""
    gc.disable()
    files = [
        path for top in ("cnnviz", "core", "resources") for path in sorted(Path(ROOT, top).rglob("*.py"))
    ]
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    gc.freeze()  # nobody has to go through them again
    gc.enable()
    return trees


@pytest.fixture
def checked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of layers are checked in this process, where a process of their own isn't what is tested."""
    from core.mistakes import check, child
    from core.mistakes.child import MissingModule

    def run(session: check.CheckSession, *_: object) -> list[check.CheckedExercise]:
        path, finders = [*sys.path], [*sys.meta_path]
        sys.modules.pop(session.file.stem, None)  # another test's file of the same name
        modules = {*sys.modules}
        seconds = session.seconds / 3
        try:
            said = list(child.results(session.file, session.folder, seconds, session.names))
        finally:
            sys.path[:], sys.meta_path[:] = path, finders
            for name in {*sys.modules} - modules:
                module = sys.modules[name]
                place = Path(getattr(module, "__file__", None) or "/")
                if isinstance(module, MissingModule) or session.file.parent in place.parents:
                    del sys.modules[name]
        return session._judge(json.loads(json.dumps(said)), late=False, status=0)

    monkeypatch.setattr(check.CheckSession, "run", run)


@pytest.fixture(scope="session")
def digits() -> tuple[object, object]:
    """A small synthetic (train, test) pair, learnt in a few steps: a bar in one of ten places."""
    from core.data.dataset import Dataset

    def made(count: int, seed: int) -> Dataset:
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 10, count).astype(np.uint8)
        images = rng.integers(0, 40, (count, 28, 28)).astype(np.uint8)
        for image, label in zip(images, labels, strict=True):
            row, column = 2 + 5 * (int(label) // 2), 4 + 12 * (int(label) % 2)
            image[row : row + 4, column : column + 8] = 230
        return Dataset(images, labels, "bars", tuple("0123456789"))

    return made(512, 1), made(128, 2)


@contextmanager
def opened(qtbot: Any, digits: tuple[object, object]) -> Iterator[Any]:
    """The real window, shown, its small data loaded; closed again at the end."""
    from cnnviz.shell import app
    from cnnviz.system import settings
    from core.training import TrainConfig

    config = TrainConfig(batch_size=32, epochs=2, lr=0.02)
    _, made = app.create(["cnnviz"], config, lambda: digits, settings.Settings(reduced_motion=True))
    made.show()
    qtbot.waitUntil(lambda: made.session.ready)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(qtbot: object, digits: tuple[object, object]) -> Iterator[object]:
    """A window of the test's own."""
    with opened(qtbot, digits) as made:
        yield made


@pytest.fixture(scope="module")
def lasting_window(
    request: pytest.FixtureRequest,
    qapp: object,
    origins: None,
    homes: Callable[[], Path],
    digits: tuple[object, object],
) -> Iterator[object]:
    """One window for those tests of a module that only look at it, or put it back as they found it."""
    from pytestqt.qtbot import QtBot

    with pytest.MonkeyPatch.context() as monkeypatch, nothing_left():
        at_home(homes(), monkeypatch)
        with opened(QtBot(request), digits) as made:
            LASTING.append(made)
            yield made
            LASTING.clear()


@pytest.fixture
def seen_window(qtbot: Any, lasting_window: Any) -> Iterator[object]:
    """The window that lasts, active; afterwards it lies where no other test's mouse goes."""
    lasting_window.move(0, 0)
    lasting_window.activateWindow()
    qtbot.waitUntil(lasting_window.isActiveWindow)
    yield lasting_window
    lasting_window.move(5000, 0)
