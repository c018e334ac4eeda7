"""`cnnviz film RUN`: the whole window through every keyframe of a kept run, as a film or as pictures."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from cnnviz.system.complaint import complain
from cnnviz.system.wording import worded
from core.files.atomic import SaveError
from core.training.config import ConfigError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from cnnviz.shell.main_window import MainWindow

PATIENCE = 60.0  # seconds that one picture may take


def film(options: argparse.Namespace) -> int:
    """Open the run, go through its keyframes, write what the window shows. Returns the exit status."""
    folder, out = Path(options.run), Path(options.out)
    width, _, height = options.size.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 200 <= int(width) <= 7680 and int(height) >= 200):
        raise ConfigError("size", f"expected WIDTHxHEIGHT in pixels, got {options.size}")
    if not 1 <= options.fps <= 60:
        raise ConfigError("fps", f"expected 1 to 60 pictures a second, got {options.fps}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cnnviz.shell import app
    from cnnviz.system import settings
    from cnnviz.system.film_files import film_writer

    made = film_writer(out, options.fps)
    application, window = app.create(["cnnviz"], remembered=settings.Settings())
    try:
        for picture in frames(window, folder, int(width), int(height)):
            made.add(picture)
        count = made.finish()
    finally:
        window.close()
        window.deleteLater()
        application.processEvents()
    if not count:
        complain(f"{folder}: it has no steps to show. Keep a run with cnnviz train --keep --out DIR.")
        return 1
    print(worded(f"{count} pictures: {out}"))
    return 0


def frames(window: MainWindow, folder: Path, width: int, height: int) -> Iterator[QImage]:
    """What the window shows at each keyframe of a kept run."""
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    session, failures = window.session, list[str]()

    def wait(done: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not done() and not failures:
            QApplication.processEvents()
            if time.monotonic() > until:
                failures.append("it took too long")
            time.sleep(0.001)
        if failures:
            raise SaveError(folder, failures[0].rstrip("."), "No film was made")

    session.message.connect(lambda text, kind: failures.append(text) if kind == "error" else None)
    window.resize(width, height)
    window.show()
    wait(lambda: session.ready and session.state == "paused")
    opened: list[bool] = []
    session.continue_run(folder / "checkpoint.safetensors", then=lambda: opened.append(True))
    wait(lambda: bool(opened))
    steps = session.time.steps
    timeline = session.time.timeline
    assert timeline is not None
    shown = sorted({steps.start, *(k + 1 for k in timeline.keyframes if k + 1 in steps), steps.stop - 1})
    if len(shown) < 2:
        return
    for step in tqdm(shown, unit=worded(" pictures")):
        session.time.go(step)
        wait(lambda step=step: session.time.shown is not None and session.time.shown.step == step)  # type: ignore[misc]
        wait(lambda: bool(session.time.verdict) or not session.time.busy)
        QApplication.processEvents()
        window.stage.close_message()
        yield window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
