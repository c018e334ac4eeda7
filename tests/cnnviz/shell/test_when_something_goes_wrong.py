"""An error that nobody expected is a sentence and a report; the program lives, a crash is recalled."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cnnviz.shell import crash
from cnnviz.shell.crash import Trouble
from cnnviz.shell.main_window import MainWindow
from cnnviz.system import blackbox, journal, report
from cnnviz.terminal import cli


@pytest.fixture
def guard(window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[crash.Guard]:
    journal.start(tmp_path / "state")
    made = crash.Guard(window)
    made.install()
    yield made
    made.remove()
    journal.stop()
    capsys.readouterr()


def divide() -> None:
    raise ZeroDivisionError("by nothing at all")


def shown(qtbot: QtBot, guard: crash.Guard) -> Trouble:
    qtbot.waitUntil(lambda: guard.trouble is not None)
    assert guard.trouble is not None
    return guard.trouble


def click(sheet: Trouble, name: str) -> None:
    button = sheet.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def test_an_error_in_a_slot_is_one_sheet_and_the_window_lives(
    qtbot: QtBot, window: MainWindow, guard: crash.Guard, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        QTimer.singleShot(0, divide)
    sheet = shown(qtbot, guard)
    reason = sheet.findChild(QLabel, "trouble_reason")
    assert reason is not None
    assert reason.text() == "ZeroDivisionError: by nothing at all"
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert told.count("\n") == 1
    click(sheet, "trouble_close")
    qtbot.waitUntil(lambda: guard.trouble is None)
    QTimer.singleShot(0, divide)  # shown once, logged again
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot is not None and window.session.snapshot.step == 1)
    assert guard.trouble is None


@pytest.mark.slow
def test_the_report_can_be_read_and_copied(qtbot: QtBot, guard: crash.Guard) -> None:
    journal.log.info("the line before")
    QTimer.singleShot(0, divide)
    sheet = shown(qtbot, guard)
    text = sheet.findChild(QPlainTextEdit, "trouble_report")
    assert text is not None
    assert not text.isVisible()
    click(sheet, "trouble_show")
    assert text.isVisible()
    click(sheet, "trouble_copy")
    copied = QGuiApplication.clipboard().text()
    for expected in ("numpy", "Qt", "theme", "by nothing at all", "line 3", "the line before"):
        assert expected in copied
    sheet.accept()


def test_an_error_on_any_thread_comes_to_the_window(qtbot: QtBot, guard: crash.Guard) -> None:
    thread = threading.Thread(target=divide, name="a helper")
    thread.start()
    thread.join()
    assert "a helper thread" in shown(qtbot, guard).report
    shown(qtbot, guard).accept()


@pytest.mark.slow
def test_a_second_error_joins_the_sheet_in_sight(qtbot: QtBot, guard: crash.Guard) -> None:
    QTimer.singleShot(0, divide)
    sheet = shown(qtbot, guard)
    QTimer.singleShot(0, lambda: int("no number"))
    qtbot.waitUntil(lambda: "invalid literal" in sheet.report)
    assert guard.trouble is sheet
    sheet.accept()


CLOSED_WITH_AN_ERROR = """
import sys
from PySide6.QtCore import QTimer
from cnnviz.shell import app
create = app.create
def made(*args, **more):
    application, window = create(*args, **more)
    def close():
        QTimer.singleShot(0, lambda: 1 // 0)  # its sheet is on its way when the window has gone
        QTimer.singleShot(0, window.close)
    window.session.live.engine_changed.connect(close)
    return application, window
app.create = made
sys.exit(app.main())
"""


@pytest.mark.slow
@pytest.mark.fault(15)
def test_a_sheet_that_comes_as_the_window_closes_keeps_nothing_running(own_home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED_WITH_AN_ERROR], capture_output=True)
    assert done.returncode == 0
    assert b"something went wrong" in done.stderr


@pytest.mark.slow
def test_too_little_memory_pauses_training(qtbot: QtBot, window: MainWindow, guard: crash.Guard) -> None:
    window.action("train").trigger()
    qtbot.waitUntil(lambda: window.session.state == "training")

    def fail() -> None:
        raise MemoryError

    QTimer.singleShot(0, fail)
    shown(qtbot, guard).accept()
    qtbot.waitUntil(lambda: window.session.state == "paused")


@pytest.mark.slow
def test_an_error_of_the_training_thread_is_logged_whole(
    qtbot: QtBot, window: MainWindow, guard: crash.Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session.engine.trainer, "step", divide)
    window.action("train").trigger()
    qtbot.waitUntil(lambda: "by nothing at all" in window.stage.message)
    assert "in divide" in "\n".join(journal.last_lines())
    assert guard.trouble is None  # expected of training: a message in place is enough


@pytest.mark.slow
def test_the_log_stays_small_and_keeps_the_newest_lines(tmp_path: Path) -> None:
    file = journal.start(tmp_path)
    try:
        for number in range(12_000):
            journal.log.info(
                "line %d of a program that talks a lot, and at some length too, each time", number
            )
        assert "line 11999 " in journal.last_lines()[-1]
        assert len(journal.last_lines()) == journal.LINES
    finally:
        journal.stop()
    files = list(tmp_path.iterdir())
    assert file in files
    assert len(files) == journal.KEPT + 1
    assert sum(path.stat().st_size for path in files) <= (journal.KEPT + 1) * journal.SIZE


def test_a_folder_that_refuses_costs_the_log_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert journal.start(tmp_path / "file") is None
    journal.log.info("kept in memory")
    assert "kept in memory" in journal.last_lines()[-1]
    journal.stop()
    assert not blackbox.BlackBox(tmp_path / "file").open()
    assert blackbox.found(tmp_path / "file") is None


@pytest.mark.fault(19)
def test_a_crash_leaves_a_record_that_the_next_start_finds(tmp_path: Path) -> None:
    code = (
        "import sys, ctypes\nfrom pathlib import Path\nfrom cnnviz.system.blackbox import BlackBox\n"
        "box = BlackBox(Path(sys.argv[1])); box.open()\n"
        "if sys.argv[2] == 'crash': ctypes.string_at(0)\n"
        "box.close()"
    )
    for way, status in (("well", 0), ("crash", -11)):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), way], capture_output=True, check=False
        )
        assert done.returncode == status or os.name != "posix"
        known = blackbox.found(tmp_path)
        assert (known is None) == (way == "well")
    assert known is not None
    assert "Segmentation fault" in known.read_text()
    assert blackbox.found(tmp_path) is None  # it is mentioned once


def test_a_process_that_was_killed_leaves_nothing(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True)
    (tmp_path / f"running-{int(gone.stdout)}.txt").write_text("")
    (tmp_path / f"running-{os.getppid()}.txt").write_text("another window's")
    assert blackbox.found(tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == [f"running-{os.getppid()}.txt"]


def test_info_tells_versions_folders_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--info"]) == 0
    told = capsys.readouterr().out
    for expected in (
        "cnnviz ",
        "Python ",
        "numpy ",
        "pyqtgraph ",
        "matrix products ",
        "Qt ",
        "settings file",
        "log ",
        "theme ",
    ):
        assert expected in told


def test_info_is_told_without_qt_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking() -> list[tuple[str, str]]:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(report, "_of_qt", lacking)
    assert cli.run(["--info"]) == 0
    assert "can't be loaded: libEGL.so.1" in capsys.readouterr().out


def test_safe_asks_for_the_default_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("cnnviz.system.display.why_not", lambda: "")
    monkeypatch.setattr("cnnviz.system.display.missing_screen_libraries", lambda: "")
    monkeypatch.setattr(cli, "_with_qt", lambda *call: asked.append(call) or 0)
    assert cli.run(["--safe"]) == 0
    assert asked == [("cnnviz.shell.app", "safely", [])]
