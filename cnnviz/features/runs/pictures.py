"""The curves of runs as files: PNG for a slide, SVG to scale, painted by the same view as in the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from cnnviz.features.runs.series import overlay
from cnnviz.plots.overlay import Overlay, paint
from cnnviz.widgets import theme
from core.experiments import read_runs
from core.files.atomic import write_atomically

SCALE = 2  # pixels of a PNG to a pixel of the window


def image(shown: Overlay, size: tuple[int, int]) -> QImage:
    """The curves as a picture, twice as fine as the window."""
    made = QImage(size[0] * SCALE, size[1] * SCALE, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(SCALE)
    painter = QPainter(made)
    paint(painter, shown, QSizeF(*size))
    painter.end()
    return made


def png(shown: Overlay, size: tuple[int, int]) -> bytes:
    """The curves as the bytes of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image(shown, size))
    return bytes(content.data())


def svg(shown: Overlay, size: tuple[int, int]) -> bytes:
    """The curves as the bytes of an SVG file."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(*size))
    generator.setViewBox(QRect(0, 0, *size))
    generator.setTitle(shown.title)
    painter = QPainter(generator)
    painter.setFont(theme.font())  # else the file names the default font of whatever program draws it
    paint(painter, shown, QSizeF(*size))
    painter.end()
    return bytes(content.data())


def save(out: Path, name: str, folders: Sequence[Path], size: tuple[int, int]) -> None:
    """Write curves.png and curves.svg of the runs in these folders, in the light theme, for paper."""
    app = QApplication.instance() or QApplication(["cnnviz"])  # kept until the pictures are there
    theme.load_fonts()
    before = theme.current().name
    theme.use("light")
    runs = [run for folder in folders for run in read_runs(folder)]
    shown = overlay(runs, "error")
    shown.title = f"{name}: {shown.title}"
    write_atomically(out / "curves.png", png(shown, size))
    write_atomically(out / "curves.svg", svg(shown, size))
    theme.use(before)
    del app
