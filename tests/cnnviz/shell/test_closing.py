"""The window is closed in every state it can be in: gone within a second, status 0, not a word on stderr.

Each closing is a process of its own, forked from one that has imported everything and started nothing, so
that many of each state take little time and the interpreter's own end is a part of what is tested.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STATES = ("loading", "idle", "training", "paused", "stepping", "evaluating", "saving")
PARENT = r"""
import gc, json, os, sys, time
import numpy as np
from PySide6.QtCore import QTimer
import core.training, cnnviz.shell.app, cnnviz.shell.crash, cnnviz.features.microscope.inspector
from core.data.dataset import Dataset

rng = np.random.default_rng(0)
def images(count):
    made = rng.integers(0, 255, (count, 28, 28)).astype(np.uint8)
    return Dataset(made, rng.integers(0, 10, count).astype(np.uint8), "noise", tuple("0123456789"))
DATA = images(2000), images(20000)
FOLDER = sys.argv[1]

def ended_child(state, wait, report):
    from cnnviz.shell import app
    def data():
        if state == "loading":
            time.sleep(0.3)
        return DATA
    application, window = app.create(["cnnviz"], data=data)
    session = window.session
    window.show()
    def close():
        os.write(report, str(time.monotonic()).encode())
        window.close()
    def act():
        if state == "training":
            session.train()
        elif state == "paused":
            session.train()
            QTimer.singleShot(wait, session.pause)
        elif state == "stepping":
            session.trace_changed.connect(session.step_forward)
            session.record()
        elif state == "evaluating":
            session.ask(session.engine.evaluate)
        elif state == "saving":
            session.train()
            QTimer.singleShot(wait, lambda: session.save_weights(f"{FOLDER}/w{os.getpid()}.safetensors"))
        # Closing comes right after saving was asked for, in the same turn of the event loop or the next.
        QTimer.singleShot(wait + (0 if state == "saving" else 60), close)
    if state == "loading":
        QTimer.singleShot(wait % 40, close)
    else:
        session.config_changed.connect(act)
    return application.exec()

for state, wait in json.loads(sys.argv[2]):
    report_out, report_in = os.pipe()
    errors_out, errors_in = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(errors_in, 2)
        sys.exit(ended_child(state, wait, report_in))
    os.close(report_in), os.close(errors_in)
    errors = b"".join(iter(lambda: os.read(errors_out, 65536), b""))
    _, status = os.waitpid(pid, 0)
    now = time.monotonic()
    asked = os.read(report_out, 100)
    os.close(report_out), os.close(errors_out)
    took = now - float(asked) if asked else -1
    print(json.dumps([os.waitstatus_to_exitcode(status), took, errors.decode()]), flush=True)
"""

pytestmark = pytest.mark.fault(15)


def closings(orders: list[tuple[str, int]], folder: Path) -> list[tuple[str, int, float, str]]:
    """State, exit status, seconds from closing to the process's end, stderr; of each order (state, wait)."""
    parents = []
    for half in (orders[::2], orders[1::2]):  # two at a time
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, str(folder), json.dumps(half)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        parents.append((half, parent))
    found = []
    try:
        for half, parent in parents:
            printed, errors = parent.communicate(timeout=3000)
            results = [json.loads(line) for line in printed.splitlines()]
            assert len(results) == len(half), errors
            found += [(state, *result) for (state, _), result in zip(half, results, strict=True)]
    finally:
        for _, parent in parents:
            parent.kill()
            parent.wait()
    return found


def check(found: list[tuple[str, int, float, str]]) -> None:
    wrong = [one for one in found if one[1] != 0 or one[3] or not 0 <= one[2] < 1.0]
    assert not wrong


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(3600)
def test_many_closings_in_every_state(tmp_path: Path) -> None:
    count = int(os.environ.get("CNNVIZ_CLOSINGS", "10"))  # of each state
    found = closings(
        [(state, 150 * number // count) for number in range(count) for state in STATES], tmp_path
    )
    for state in STATES:
        times = sorted(one[2] for one in found if one[0] == state)
        print(f"{state}: {count}, median {times[count // 2]:.3f} s, longest {times[-1]:.3f} s")
    check(found)
