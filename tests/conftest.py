"""What every test may count on: no screen, no home folder of a user, and nothing left behind.

The offscreen platform is chosen here, before anything imports Qt.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a config folder of the test's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local/share")):
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a running QThread or a top-level widget alive."""
    before = set(threading.enumerate())
    yield
    if "PySide6.QtWidgets" in sys.modules:
        _fail_for_qt_left()
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and _counts(t)]
    for thread in left:
        thread.join(timeout=2)
    left = [thread for thread in left if thread.is_alive()]
    assert not left, f"threads left alive: {[thread.name for thread in left]}"


def _counts(thread: threading.Thread) -> bool:
    # tqdm's monitor ends with the process; a dummy is a foreign thread seen once, such as a QThread.
    return not isinstance(thread, threading._DummyThread) and type(thread).__name__ != "TMonitor"


def _fail_for_qt_left() -> None:
    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if app is None:
        return
    # A closed window goes when the events that delete it have been handled.
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    running = [o for o in gc.get_objects() if isinstance(o, QThread) and _running(o)]
    assert not running, f"QThreads left running: {running}"
    widgets = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in widgets:
        widget.close()
    assert not widgets, f"windows left open: {widgets}"


def _running(thread: object) -> bool:
    try:
        return bool(thread.isRunning())  # type: ignore[attr-defined]
    except RuntimeError:  # its C++ half is gone
        return False


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


@pytest.fixture
def window(qtbot: object, digits: tuple[object, object]) -> Iterator[object]:
    """The real window, shown, its small data loaded; closed again when the test is over."""
    from cnnviz import app, settings
    from core.training import TrainConfig

    config = TrainConfig(batch_size=32, epochs=2, lr=0.02)
    _, made = app.create(["cnnviz"], config, lambda: digits, settings.Settings(reduced_motion=True))
    made.show()
    qtbot.waitUntil(lambda: made.session.ready, timeout=10_000)  # type: ignore[attr-defined]
    yield made
    made.close()
    made.deleteLater()
