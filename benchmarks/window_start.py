"""From the command to the first painted window, in a new process each time, with a warm disk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks.protocol import ROOT

CHILD = """
import os, sys, time
from cnnviz.shell import app as starting
from PySide6.QtCore import QEvent, QObject, QTimer

class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.told)  # after the whole window has been painted
        return False
    def told(self):
        print(time.time() - float(os.environ["BENCHMARK_BEGAN"]), flush=True)
        window.close()

app, window = starting.create(["cnnviz"])
first = First()
window.panels["CanvasPanel"].installEventFilter(first)
window.show()
app.exec()
"""


def measure(starts: int = 7) -> float:
    """Median seconds."""
    took = []
    for number in range(starts + 1):
        with tempfile.TemporaryDirectory(prefix="cnnviz-benchmark-") as home:
            names = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
            environment = (
                os.environ | names | {"QT_QPA_PLATFORM": "offscreen", "BENCHMARK_BEGAN": repr(time.time())}
            )
            child = [sys.executable, "-c", CHILD]
            told = subprocess.run(
                child, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
            )
            if number:  # the first one warms the disk
                took.append(float(told.stdout.split()[0]))
    return median(took)


if __name__ == "__main__":
    print(f"command to first painted window: {measure():.2f} s")
