"""No Qt object dies in the wrong thread: only the window's collects, and there is nothing to be collected.

Python collects on the thread that happens to allocate. Were a Qt object of the window only held by a cycle,
the training thread would destroy it, with a warning, a crash, or each waiting for the other.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow

pytestmark = pytest.mark.fault(21)

SCRIPT = """
import gc, os, sys
from PySide6.QtCore import QTimer
import numpy as np
from cnnviz.shell import app; from cnnviz.system import settings
from core.data.dataset import Dataset
from core.training import TrainConfig
rng = np.random.default_rng(0)
def images(count):
    made = rng.integers(0, 255, (count, 28, 28)).astype(np.uint8)
    return Dataset(made, rng.integers(0, 10, count).astype(np.uint8), "noise", tuple("0123456789"))
data = images(640), images(100)
application, window = app.create(["cnnviz"], TrainConfig(batch_size=32), lambda: data, settings.Settings())
window.resize(1000, 700)
window.show()
session, turn, collected = window.session, [0], [0]
def act():
    # Everything that makes and drops Qt objects, over and over, between stretches of training.
    turn[0] += 1
    if session.ready:
        names = ("train", "menu", "settings", "record", "theme", "step_forward", "curves", "escape")
        name = names[turn[0] % len(names)]
        if name == "menu":
            window.menu().close()
        else:
            window.action(name).trigger()
timer = QTimer()
timer.timeout.connect(act)
timer.start(150)
def count(phase, info):
    collected[0] += phase == "stop"
gc.callbacks.append(count)
gc.collect()
gc.enable()  # although the session has it off: nothing should be there to be collected
gc.freeze()  # what was imported is nobody's garbage: collections stay short enough to happen all the time
gc.set_threshold(1, 1, 1)
def end():
    if session.snapshot is None or min(collected[0], session.snapshot.step, turn[0]) <= 10:
        QTimer.singleShot(1000, end)  # the machine is busy
        return
    gc.set_threshold(700, 10, 10)
    timer.stop()
    window.close()
QTimer.singleShot(int(1000 * float(sys.argv[1])), end)
status = application.exec()
print(collected[0], session.snapshot.step, turn[0])
sys.exit(status)
"""


def trained_while_collecting(seconds: float) -> tuple[int, int, int]:
    """Collections, steps, commands; the process ends quietly or the test fails."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(seconds)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    collections, steps, commands = (int(word) for word in done.stdout.split())
    return collections, steps, commands


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nothing_dies_in_the_wrong_thread() -> None:
    # Five minutes are asked for in CNNVIZ_SOAK; as a matter of course it is a quarter of one.
    figures = trained_while_collecting(float(os.environ.get("CNNVIZ_SOAK", "15")))
    print("collections {}, steps {}, commands {}".format(*figures))
    assert min(figures) > 10


def test_while_a_training_thread_runs_only_the_window_collects(qtbot: QtBot, window: MainWindow) -> None:
    class Node:
        pass

    threads = []
    assert not gc.isenabled()
    one, other = Node(), Node()
    one.other, other.other = other, one  # type: ignore[attr-defined]
    weakref.finalize(one, lambda: threads.append(threading.current_thread()))
    before = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    try:
        window.session.train()
        del one, other
        qtbot.waitUntil(lambda: bool(threads))
    finally:
        gc.set_threshold(*before)
    assert threads == [threading.main_thread()]
    window.close()
    assert gc.isenabled()
