"""A widget taken elsewhere as a picture: into the clipboard, or into a PNG or SVG file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPicture
from PySide6.QtWidgets import QFileDialog, QWidget

from cnnviz.system import clipboard, paths
from cnnviz.system.film_files import png as png
from cnnviz.system.translation import translate
from cnnviz.widgets import theme

FINE = 2  # pixels of a picture to one of the window


def picture(widget: QWidget, part: QRect | None = None, fine: float = FINE) -> QImage:
    """A widget, or a part of it, as it is painted now."""
    area = widget.rect() if part is None else part
    made = QImage(round(area.width() * fine), round(area.height() * fine), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(fine)
    made.fill(theme.colour("panel"))
    painter = QPainter(made)
    widget.render(painter, QPoint(), area)
    painter.end()
    return made


def copy_picture(image: QImage) -> None:
    """Put a picture into the clipboard."""
    data = QMimeData()
    data.setImageData(image)
    clipboard.put(data)


def copy_text(text: str) -> None:
    """Put a text into the clipboard."""
    data = QMimeData()
    data.setText(text)
    clipboard.put(data)


def svg(size: QSize, title: str, paint: Callable[[QPainter], None]) -> bytes:
    """What a function paints, as the bytes of an SVG file: lines and texts, no pixels.

    It is painted into a QPicture first, which says every change of the clip: Qt's SVG generator by itself
    goes on clipping after `QPainter.restore` where another clip was set outside, and text is lost.
    """
    from PySide6.QtSvg import QSvgGenerator

    painted = QPicture()
    painter = QPainter(painted)
    painter.setFont(theme.font())  # else the file names the default font of whatever program draws it
    paint(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # SVG Tiny can't clip
    generator.setOutputDevice(buffer)
    generator.setResolution(painted.logicalDpiY())
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    painted.play(painter)
    painter.end()
    made = bytes(content.data())
    for font, kind in ((theme.font(), "sans-serif"), (theme.font(mono=True), "monospace")):
        named = f'font-family="{font.family()}'
        made = made.replace(f'{named}"'.encode(), f'{named}, {kind}"'.encode())
    # maps are cells of one number each: programs that draw the file would blur them
    return made.replace(b"<image ", b'<image style="image-rendering: pixelated" ')


def _paint(widget: QWidget, painter: QPainter) -> None:
    painter.fillRect(widget.rect(), theme.colour("panel"))
    widget.render(painter, QPoint(), widget.rect(), QWidget.RenderFlag.DrawChildren)


def where_to(parent: QWidget, name: str) -> Path | None:
    """Ask for a file to save a picture at, PNG or SVG; None when cancelled."""
    title = translate("taking", "Save the picture")
    start = str(paths.documents_folder() / f"{name}.png")
    kinds = translate("taking", "Pictures (*.png *.svg)")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in (".png", ".svg") else path.with_name(path.name + ".png")


def content(widget: QWidget, path: Path, image: Callable[[], QImage]) -> Callable[[], bytes]:
    """What makes the file's bytes on any thread: it is painted now, a PNG is packed there."""
    if path.suffix.lower() == ".svg":
        painted = svg(widget.size(), widget.accessibleName(), lambda painter: _paint(widget, painter))
        return lambda: painted
    taken = image()
    return lambda: png(taken)
