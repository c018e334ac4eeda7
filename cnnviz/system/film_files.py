"""Films as files: PNG pictures by Qt alone, animations by Pillow, MP4 by PyAV, where those are installed."""

from __future__ import annotations

import io
from importlib.util import find_spec
from itertools import chain, count
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageWriter

from core.files.atomic import SaveError, why, write_atomically
from core.training.config import ConfigError

FORMATS = (".gif", ".webp", ".png", ".mp4")  # others are folders, for one PNG picture a keyframe
COLOURS = 128  # of a GIF


class FilmWriter(Protocol):
    """Takes one picture after another; a file is there only once it is finished, whole."""

    def add(self, picture: QImage) -> None:
        """Take one more picture."""

    def finish(self) -> int:
        """Write the file; returns how many pictures it has. Raises SaveError."""


def film_writer(out: Path, fps: int, like: QImage | None = None) -> FilmWriter:
    """What writes a file of that kind, or a folder; a GIF takes the colours of `like`. Raises ConfigError."""
    kind = out.suffix.lower()
    if not kind:
        return Pictures(out)
    if kind not in FORMATS:
        raise ConfigError("out", f"a film is {', '.join(FORMATS)}, or a folder of pictures; got {kind}")
    try:
        if kind == ".mp4":
            import av

            return Mp4(av, out, fps)
        from PIL import Image
    except ImportError:
        raise ConfigError("out", missing(kind)) from None
    return Animation(Image, out, fps, like)


def missing(kind: str) -> str:
    """Which package a kind of file needs, "" if it is there."""
    package = {"": "", ".mp4": "av"}.get(kind, "PIL")
    try:
        there = not package or find_spec(package) is not None
    except ValueError:  # it was taken out of the list of modules
        there = False
    if there:
        return ""
    name = "Animated PNG" if kind == ".png" else kind[1:].upper()
    return f"{name} needs one more package: pip install 'cnnviz[film]'"


def pixels(picture: QImage) -> np.ndarray:
    """A picture's numbers. Shape: uint8 (height, width, 3)"""
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, height = picture.width(), picture.height()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(height, picture.bytesPerLine())
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def png(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file, packed in memory: libpng itself complains of a disk on stderr."""
    packed = QBuffer()
    packed.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(packed, QByteArray(b"png")).write(picture)
    return bytes(packed.data().data())


def folder_for(chosen: Path) -> Path:
    """Where pictures go: the folder if nothing is in it, else a new one in it; no picture is written over."""
    try:
        if not any(chosen.iterdir()):
            return chosen
    except OSError:
        return chosen  # what is wrong with it is said when it is written to
    names = chain(["film"], (" ".join(("film", str(number))) for number in count(2)))
    return next(chosen / name for name in names if not (chosen / name).exists())


class Pictures:
    """One PNG a picture in a folder; those that were made stay when it is stopped."""

    def __init__(self, out: Path) -> None:
        self._out, self._count = out, 0

    def add(self, picture: QImage) -> None:
        self._count += 1
        try:
            self._out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SaveError(self._out, *why(error)) from error
        write_atomically(self._out / f"{self._count:05d}.png", png(picture))

    def finish(self) -> int:
        return self._count


class Animation:
    """GIF, WebP or animated PNG."""

    def __init__(self, image: Any, out: Path, fps: int, like: QImage | None) -> None:
        self._image, self._out, self._fps = image, out, fps
        self._kind = out.suffix.lower()[1:]
        self._made: list[Any] = []
        self._palette: Any = None
        if like is not None and self._kind == "gif":
            self._palette = image.fromarray(pixels(like)).quantize(COLOURS)

    def _reduced(self, made: Any) -> Any:
        return made.quantize(palette=self._palette, dither=self._image.Dither.NONE)

    def add(self, picture: QImage) -> None:
        made = self._image.fromarray(pixels(picture))
        self._made.append(self._reduced(made) if self._palette is not None else made)

    def finish(self) -> int:
        if not self._made:
            return 0
        if self._kind == "gif" and self._palette is None:
            self._palette = self._made[-1].quantize(COLOURS)
            self._made = [self._reduced(each) for each in self._made]
        options: dict[str, Any] = {"duration": round(1000 / self._fps), "loop": 0}
        if self._kind == "webp":
            options |= {"lossless": True, "method": 0, "quality": 20}
        first, rest = self._made[0], self._made[1:]
        write_atomically(
            self._out, lambda file: first.save(file, self._kind, save_all=True, append_images=rest, **options)
        )
        return len(self._made)


class Mp4:
    """H.264 in an MP4."""

    def __init__(self, av: Any, out: Path, fps: int) -> None:
        self._av, self._out, self._count = av, out, 0
        self._file = io.BytesIO()
        self._container = av.open(self._file, "w", format="mp4")
        self._stream = self._container.add_stream("libx264", rate=fps)
        self._stream.pix_fmt, self._stream.options = "yuv420p", {"crf": "20", "preset": "veryfast"}

    def add(self, picture: QImage) -> None:
        frame = pixels(picture)
        frame = frame[: frame.shape[0] // 2 * 2, : frame.shape[1] // 2 * 2]
        if not self._count:
            self._stream.height, self._stream.width = frame.shape[:2]
        self._count += 1
        for packet in self._stream.encode(self._av.VideoFrame.from_ndarray(frame, "rgb24")):
            self._container.mux(packet)

    def finish(self) -> int:
        if self._count:
            for packet in self._stream.encode():
                self._container.mux(packet)
            self._container.close()
            write_atomically(self._out, self._file.getvalue())
        return self._count
