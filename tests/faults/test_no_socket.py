"""Nothing in the program opens a socket, starts a program or runs a file's code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = r"""
import sys
sys.dont_write_bytecode = True
heard = []
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "pickle.",
                         "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
                         "os.startfile", "webbrowser.")):
        heard.append((event, str(arguments)[:200]))
out = sys.argv[1]
import core                     # what Python itself loads of a library is no file of a user's
import cnnviz.shell.app, cnnviz.shell.main_window, cnnviz.session.autosave
import cnnviz.features.microscope.inspector
import cnnviz.terminal.cli, cnnviz.terminal.demo, cnnviz.terminal.train, cnnviz.terminal.evaluate
import core.training, core.data.opening, cnnviz.session.images
import numpy as np
sys.addaudithook(watch)

train, test = core.mnist()
core.mnist = lambda: (train[:320], test[:50])
assert cnnviz.terminal.cli.run(["train", "--epochs", "1", "--out", out]) == 0
assert cnnviz.terminal.cli.run(["evaluate", out + "/weights.safetensors"]) == 0
assert cnnviz.terminal.cli.run(["presets"]) == 0

import time
from dataclasses import replace
application, window = cnnviz.shell.app.create(["cnnviz"], data=core.mnist)
session = window.session
def until(true, patience=60):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        application.processEvents()
window.show()
until(lambda: session.ready)
session.step_epoch()
until(lambda: session.state == "paused" and session.snapshot.step == 5)
session.record()
until(lambda: session.trace is not None)
for _ in session.trace.stops:
    session.step_forward()
    application.processEvents()
session.select(core.Cell("conv1", "weight.grad", (0, 0, 0, 0)))
for action in ("settings", "microscope", "curves", "theme"):
    if action in window.actions_by_id:
        window.action(action).trigger()
        application.processEvents()
window.save_weights(out + "/w.safetensors")
window.load_weights(out + "/w.safetensors")
until(lambda: session.snapshot.run == 2)
np.savez(out + "/mine.npz", images=test.images[:50], labels=test.labels[:50])
window.open_data(out + "/mine.npz")
until(lambda: session.snapshot.run == 3)
for name in ("none.safetensors", "mine.npz"):
    window.load_weights(out + "/" + name)
window.grab()
window.close()
application.processEvents()
for line in sorted(set(heard)):
    print("heard", *line)
"""


@pytest.mark.slow
@pytest.mark.fault(1)
def test_no_socket_is_opened_and_no_file_is_run_by_training_saving_loading_and_the_window(
    tmp_path: Path,
) -> None:
    """In a process of its own, watched by an audit hook; the hook's list is what may not happen."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    events = [line for line in done.stdout.splitlines() if line.startswith("heard ")]
    assert events == []


FORBIDDEN = {
    "socket", "ssl", "urllib", "http", "requests", "ftplib", "smtplib", "socketserver", "xmlrpc",
    "webbrowser", "pickle", "shelve", "marshal", "dill", "joblib", "code", "runpy",
}  # fmt: skip
# Asks whether the display that the user's session names answers: Qt would abort if it doesn't.
ALLOWED = {"cnnviz/system/display.py": {"socket"}}
IMPORTED = re.compile(r"^\s*(?:import|from)\s+([\w., ]+?)(?:\s+import\b.*)?$", re.MULTILINE)
RUNS = re.compile(r"(?<![\w.])(?<!def )(?:exec|__import__)\(|(?:[=(,]|return)\s*eval\(")


@pytest.mark.fault(1)
def test_no_module_of_ours_imports_what_opens_sockets_or_runs_code() -> None:
    root = Path(__file__).resolve().parents[2]
    for package in ("core", "cnnviz", "resources"):
        for path in (root / package).rglob("*.py"):
            name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
            imported = {
                part.strip().split(".")[0] for line in IMPORTED.findall(text) for part in line.split(",")
            }
            assert FORBIDDEN & imported <= ALLOWED.get(name, set()), name
            assert "QtNetwork" not in text, name
            assert not RUNS.search(text), name
