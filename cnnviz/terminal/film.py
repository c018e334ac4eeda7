"""`cnnviz film RUN`: the whole window through every keyframe of a kept run, as a film or as pictures."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tqdm import tqdm

from cnnviz.system.complaint import complain
from core.files.atomic import SaveError, write_atomically
from core.training.config import ConfigError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from cnnviz.shell.main_window import MainWindow

FORMATS = (".gif", ".webp", ".png", ".mp4")  # others are folders, for one PNG picture a keyframe
PATIENCE = 60.0  # seconds that one picture may take
COLOURS = 128  # of a GIF


def film(options: argparse.Namespace) -> int:
    """Open the run, go through its keyframes, write what the window shows. Returns the exit status."""
    folder, out = Path(options.run), Path(options.out)
    width, _, height = options.size.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 200 <= int(width) <= 7680 and int(height) >= 200):
        raise ConfigError("size", f"expected WIDTHxHEIGHT in pixels, got {options.size}")
    if not 1 <= options.fps <= 60:
        raise ConfigError("fps", f"expected 1 to 60 pictures a second, got {options.fps}")
    write = writer(out, options.fps)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cnnviz.shell import app
    from cnnviz.system import settings

    application, window = app.create(["cnnviz"], remembered=settings.Settings())
    try:
        count = write(frames(window, folder, int(width), int(height)))
    finally:
        window.close()
        application.processEvents()
    if not count:
        complain(f"{folder}: it has no steps to show. Keep a run with cnnviz train --keep --out DIR.")
        return 1
    print(f"{count} pictures: {out}")
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
    for step in tqdm(shown, unit=" pictures"):
        session.time.go(step)
        wait(lambda step=step: session.time.shown is not None and session.time.shown.step == step)  # type: ignore[misc]
        wait(lambda: session.time.exact or session.time.differs or not session.time.busy)
        QApplication.processEvents()
        window.stage.close_message()
        yield window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)


def writer(out: Path, fps: int) -> Callable[[Iterator[QImage]], int]:
    """What writes pictures to a file of that kind, or to a folder; ConfigError where a package is missing."""
    kind = out.suffix.lower()
    if not kind:
        return lambda pictures: _sequence(pictures, out)
    if kind not in FORMATS:
        raise ConfigError("out", f"a film is {', '.join(FORMATS)}, or a folder of pictures; got {kind}")
    try:
        if kind == ".mp4":
            import av

            return lambda pictures: _mp4(av, pictures, out, fps)
        from PIL import Image
    except ImportError:
        name = kind[1:].upper()
        raise ConfigError("out", f"{name} needs one more package: pip install 'cnnviz[film]'") from None
    return lambda pictures: _animation(Image, pictures, out, fps)


def pixels(picture: QImage) -> np.ndarray:
    """A picture's numbers. Shape: uint8 (height, width, 3)"""
    width, height = picture.width(), picture.height()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(height, picture.bytesPerLine())
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def _sequence(pictures: Iterator[QImage], out: Path) -> int:
    count = 0
    for count, picture in enumerate(pictures, 1):
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"{count:05d}.png"
        if not picture.save(str(target), "PNG"):  # type: ignore[call-overload]
            raise SaveError(target, "it could not be written", "Save somewhere else")
    return count


def _animation(image: Any, pictures: Iterator[QImage], out: Path, fps: int) -> int:
    made = [image.fromarray(pixels(picture)) for picture in pictures]
    if not made:
        return 0
    kind = out.suffix.lower()[1:]
    options: dict[str, Any] = {"duration": round(1000 / fps), "loop": 0}
    if kind == "gif":
        palette = made[-1].quantize(COLOURS)
        made = [one.quantize(palette=palette, dither=image.Dither.NONE) for one in made]
    elif kind == "webp":
        options |= {"lossless": True, "method": 0, "quality": 20}
    write_atomically(
        out, lambda file: made[0].save(file, kind, save_all=True, append_images=made[1:], **options)
    )
    return len(made)


def _mp4(av: Any, pictures: Iterator[QImage], out: Path, fps: int) -> int:
    count = 0

    def write(file: Any) -> None:
        nonlocal count
        with av.open(file, "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=fps)
            stream.pix_fmt, stream.options = "yuv420p", {"crf": "20", "preset": "veryfast"}
            for picture in pictures:
                frame = pixels(picture)
                frame = frame[: frame.shape[0] // 2 * 2, : frame.shape[1] // 2 * 2]
                if not count:
                    stream.height, stream.width = frame.shape[:2]
                count += 1
                for packet in stream.encode(av.VideoFrame.from_ndarray(frame, "rgb24")):
                    container.mux(packet)
            for packet in stream.encode():
                container.mux(packet)

    write_atomically(out, write)
    return count
