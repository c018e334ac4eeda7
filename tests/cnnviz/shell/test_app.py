"""The program as a process: it ends quietly in every state, and the demo leaves what it promises."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MainWindow
from cnnviz.terminal import demo
from core.weights.weight_files import load_weights

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from cnnviz.shell import app
create = app.create
def telling(*arguments, **options):
    application, window = create(*arguments, **options)
    session, timer, begun = window.session, QTimer(window), []
    def look():
        if session.ready and not begun:
            begun.append(True)
            {act}
        if {when}:
            timer.stop()
            {end}()
    timer.timeout.connect(look)
    timer.start(5)
    return application, window
app.create = telling
sys.exit(app.main())
"""


TRAINED = "session.snapshot is not None and session.snapshot.step > 2"


def ended(act: str, when: str = TRAINED, end: str = "window.close") -> subprocess.CompletedProcess[str]:
    """The program, told to do something and to end as soon as a condition holds."""
    code = SCRIPT.format(act=act, when=when, end=end)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_closing_while_training_ends_the_process_quietly() -> None:
    done = ended('window.action("train").trigger()')
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("act", "when", "end"),
    [
        ("pass", "True", "window.close"),
        ("pass", "session.ready", "application.quit"),
        ('window.action("step_epoch").trigger()', TRAINED, "window.close"),
        ('window.action("record").trigger()', "session.trace is not None", "window.close"),
        ("session.train()", TRAINED, "sys.exit"),
        ('window.action("train").trigger()', TRAINED, "application.quit"),
    ],
)
def test_the_process_ends_quietly_in_every_state(act: str, when: str, end: str) -> None:
    done = ended(act, when, end)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_demo_leaves_pictures_and_weights(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy, images = demo.Demo(window, tmp_path).play()
    assert images == 128
    _, about = load_weights(tmp_path / "weights.safetensors")
    assert about["test_accuracy"] == accuracy
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert any(name.startswith("live-") for name in pictures)
    assert any(name.startswith("step-") for name in pictures)
    for name in pictures:
        image = QImage(str(tmp_path / name))
        assert f"{image.width()}x{image.height()}" in name
    window.apply_theme("dark")


def test_the_demo_names_a_folder_that_refuses_before_it_trains(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        demo.run(tmp_path / "file" / "out")


def test_files_named_on_the_command_line_are_opened(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(MainWindow, "load_weights", lambda self, path: opened.append(("weights", path)))
    monkeypatch.setattr(window.session.own_images, "look", lambda paths: opened.append(("data", *paths)))
    window.open_path("a.safetensors")
    window.open_path("b-idx3-ubyte.gz")
    assert opened == [("weights", "a.safetensors"), ("data", "b-idx3-ubyte.gz")]


@pytest.mark.fault(18)
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_closes_the_window_quietly(number: signal.Signals) -> None:
    code = """
import signal
from PySide6.QtCore import QTimer
from cnnviz.shell import app
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup
create = app.create
def telling(*arguments, **options):
    made = create(*arguments, **options)
    QTimer.singleShot(0, lambda: print("up", flush=True))  # in the event loop, which main enters last
    return made
app.create = telling
app.main()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"up\n"
            process.send_signal(number)
            _, errors = process.communicate()
        finally:
            process.kill()  # where it hasn't ended
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.fault(16)
@pytest.mark.slow
def test_windows_opened_and_closed_leave_nothing(qtbot: QtBot, digits: tuple[Any, Any]) -> None:
    from cnnviz.shell import app
    from cnnviz.system import settings
    from core.training import TrainConfig

    def once() -> None:
        _, made = app.create(["cnnviz"], TrainConfig(batch_size=32), lambda: digits, settings.Settings())
        made.show()
        made.action("train").trigger()
        qtbot.waitUntil(lambda: made.session.snapshot is not None and made.session.snapshot.step > 2)
        made.close()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    for _ in range(10):
        once()
    threads, memory = alive(), resident()
    for _ in range(30):
        once()
    assert alive() <= threads
    assert resident() - memory < 20e6


def alive() -> int:
    """How many threads there are; a dummy is only the memory of a foreign thread, such as a QThread."""
    return sum(not isinstance(thread, threading._DummyThread) for thread in threading.enumerate())


def resident() -> int:
    """Bytes of memory in use, where the system says so."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0
