"""pyqtgraph comes after the first paint, on a thread, and a process that has plots ends quietly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys, threading, time
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from cnnviz.plots import loading
from cnnviz.plots.curve_model import Curves, Line
from cnnviz.plots.curve_plot import CurvePlot

application = QApplication([])
window = QWidget()
row = QHBoxLayout(window)
plots = [CurvePlot(name, Curves(name, lines=[Line("train")])) for name in "abcd"]
for plot in plots:
    row.addWidget(plot)
window.resize(900, 200)
window.show()
window.grab()
assert "pyqtgraph" not in sys.modules, "imported before the first paint"
start = threading.Thread.start
def begun(thread):
    assert next(loading.loader()._types, None) is None, "two threads make the binding's types at once"
    start(thread)
threading.Thread.start = begun
turns = []
build = CurvePlot.build
def noted(self, view):
    turns.append(sum(plot.view is not None for plot in plots))
    build(self, view)
CurvePlot.build = noted
end = time.monotonic() + 90
while any(plot.view is None for plot in plots) and time.monotonic() < end:
    application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
assert turns == [1, 2, 3, 4], turns
assert threading.active_count() == 1
print("built", len(turns))
window.close()
window.deleteLater()
application.processEvents()
"""


@pytest.mark.slow
@pytest.mark.fault(47)
def test_plots_are_built_after_the_first_paint_one_in_a_turn() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "built 4"


AHEAD = """
import sys
from PySide6.QtWidgets import QApplication
from cnnviz.shell import app as starting
from cnnviz.shell.panels import ASKING, SHEETS
from cnnviz.plots import loading

application, window = starting.create(["cnnviz"])
modules = {module for module, _ in (SHEETS | ASKING).values()}
assert not modules & sys.modules.keys(), "starting waits for sheets"
window.show()
while loading.loader().thread_of_import is None or loading.loader().thread_of_import.is_alive():
    application.processEvents()
assert modules <= sys.modules.keys(), modules - sys.modules.keys()
window.close()
print("imported")
"""


@pytest.mark.slow
def test_what_sheets_are_made_of_is_imported_ahead_on_the_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AHEAD], capture_output=True, text=True, timeout=100, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "imported"


MADE_BETWEEN = """
from cnnviz.plots import loading

made, step = loading.qt_types(), 0
for _ in made:
    step += 1
    if step == 20:
        loading.load()
print("made", step > 500)
"""


@pytest.mark.slow
def test_types_that_the_window_s_thread_makes_in_between_are_passed_over() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MADE_BETWEEN],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "made True")


TOO_LATE = """
import sys
import threading
from pathlib import Path
from cnnviz.plots import loading

folder = Path(sys.argv[1])
(folder / "late.py").write_text('''
import threading
threading.begun.set()
threading.main_thread().join()
threading._register_atexit(print)
''')
sys.path.insert(0, str(folder))
loader = loading.loader()
loader.ahead.append(lambda: ["late"])
threading.begun = threading.Event()
threading.Thread(target=loader._import).start()
threading.begun.wait()
"""


@pytest.mark.slow
def test_what_is_imported_as_the_program_ends_says_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOO_LATE, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=100,
        env=dict(os.environ),
    )
    assert (done.returncode, done.stderr) == (0, "")
