"""Small screens, large scales, a monitor that goes: the window stays within reach, whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.shell.main_window import MINIMUM, MainWindow

pytestmark = pytest.mark.fault(34)


def shown(window: MainWindow, name: str) -> QRect:
    control = window.findChild(QWidget, name)
    assert control is not None
    return QRect(control.mapTo(window, QPoint(0, 0)), control.size())


@pytest.mark.slow
def test_every_control_is_whole_at_800_by_600(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.fit(QRect(0, 0, 800, 600), QSize(1600, 1000))
    assert (window.width(), window.height()) == (800, 570)
    window.action("step_forward").trigger()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    for opened in ("microscope", "settings"):
        window.action(opened).trigger()
        window.grab()
        for button in window.findChildren(QAbstractButton):
            if button.isVisible() and button.visibleRegion().boundingRect().width() > 0:
                place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
                assert window.rect().left() <= place.left(), button.objectName()
                assert place.right() <= window.rect().right(), button.objectName()
                if button.text():
                    assert button.width() >= min(button.minimumSizeHint().width(), button.maximumWidth())


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the platform without a screen has no window manager
def test_a_screen_that_is_too_small_is_scrolled(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.fit(QRect(0, 0, 640, 360), QSize(1600, 1000))  # 1920 x 1080 at three times the scale
    scroll = window.findChild(QScrollArea, "small_screen")
    assert scroll is not None
    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() > 0)
    assert (window.width(), window.height()) == (640, 330)
    inside = scroll.widget()
    assert inside is not None
    assert (inside.width(), inside.height()) == MINIMUM
    window.action("step_batch").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot is not None and window.session.snapshot.step == 1)
    last = window.findChild(QWidget, "explainer")
    assert last is not None
    scroll.ensureWidgetVisible(last)
    assert window.rect().intersects(shown(window, "explainer"))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_what_fills_a_screen_that_is_too_small_is_whole(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for show in ("showFullScreen", "showNormal"):  # the platform's screen is larger
        monkeypatch.setattr(window, show, lambda: None)
    window.screens.fit(QRect(0, 0, 731, 411), QSize(1600, 1000))  # 1280 x 720 at 175 %
    scroll = window.findChild(QScrollArea, "small_screen")
    inside = scroll.widget()
    window.action("touch").trigger()
    window.action("present").trigger()
    qtbot.waitUntil(lambda: inside.size() == window.size() == scroll.viewport().size())
    assert shown(window, "touch_card").right() <= window.width()
    window.action("present").trigger()
    qtbot.waitUntil(lambda: (inside.width(), inside.height()) == MINIMUM)


@pytest.mark.slow
def test_a_window_of_a_monitor_that_has_gone_comes_back(window: MainWindow) -> None:
    left = QRect(0, 0, 1280, 720)
    window.resize(1600, 1000)
    window.move(2500, 300)
    window.screens.bring_back(left, [left])
    assert left.contains(window.geometry().topLeft())
    assert window.width() <= 1280
    assert window.height() <= 720
    window.move(100, 50)
    window.screens.bring_back(left, [left])
    assert window.pos() == QPoint(100, 50)  # what can be reached stays where it is


def test_no_part_of_the_frame_is_off_the_screen(window: MainWindow) -> None:
    room, frame = QRect(0, 0, 1280, 720), QMargins(1, 20, 1, 5)
    for place in (QPoint(-60, -40), QPoint(900, 500), QPoint(1, 20)):
        window.resize(1280, 720)
        window.move(place)
        window.screens.keep_inside(room, frame)
        around = QRect(window.windowHandle().framePosition(), window.size().grownBy(frame))
        assert around == room
    window.resize(1000, 600)
    window.windowHandle().setFramePosition(QPoint(100, 50))
    window.screens.keep_inside(room, frame)
    assert window.windowHandle().framePosition() == QPoint(100, 50)  # what is in sight stays where it is


def test_one_and_a_half_times_as_large_on_a_low_screen_nothing_is_scrolled(window: MainWindow) -> None:
    window.action("record").trigger()
    window.screens.fit(QRect(0, 0, 853, 480), QSize(1280, 720))
    assert window.findChild(QScrollArea, "small_screen") is None
    window.action("microscope").trigger()
    window.grab()
    panels = window.panels
    assert panels.curves.folded
    for panel in (panels.transport, panels.curves, panels.explainer, panels.microscope):
        assert window.rect().contains(QRect(panel.mapTo(window, QPoint(0, 0)), panel.size()))
    assert panels.canvas.view.layout_.height == panels.canvas.view.height()


@pytest.mark.slow
def test_the_window_is_painted_at_three_times_the_scale(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom PySide6.QtCore import QTimer\n"
        "from cnnviz.shell import app\nfrom cnnviz.system import settings\n"
        "application, window = app.create(['cnnviz'], remembered=settings.Settings(width=800, height=570))\n"
        "window.show()\n"
        "window.session.config_changed.connect(lambda: QTimer.singleShot(300, window.close))\n"
        "window.session.config_changed.connect(lambda: window.grab().save(sys.argv[1]))\n"
        "application.exec()\nprint(window.devicePixelRatio())"
    )
    file = tmp_path / "window.png"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env={**os.environ, "QT_SCALE_FACTOR": "3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "3.0", "")
    assert file.stat().st_size > 10_000
