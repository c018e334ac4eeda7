"""A widget taken elsewhere as a picture: into the clipboard, or into a PNG or SVG file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPicture
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.system import clipboard
from cnnviz.system.film_files import png as png
from cnnviz.system.translation import translate
from cnnviz.widgets import file_dialogs, theme
from cnnviz.widgets.picture import packed
from cnnviz.widgets.tiles import image_of

SIZES = (1, 2, 3, 4)  # pixels of a picture to one of the window
FINE = 2  # of them, where nothing is chosen
PIXEL = 5  # pixels of a picture, at the first size, to one of an image
Save = Callable[[Path, Callable[[], bytes]], None]


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


def widget_svg(widget: QWidget) -> bytes:
    """A widget as the bytes of an SVG file."""
    return svg(widget.size(), widget.accessibleName(), lambda painter: _paint(widget, painter))


def _paint(widget: QWidget, painter: QPainter) -> None:
    painter.fillRect(widget.rect(), theme.colour("panel"))
    widget.render(painter, QPoint(), widget.rect(), QWidget.RenderFlag.DrawChildren)


@dataclass(frozen=True)
class Subject:
    """What a picture can be taken of: `image` paints it so many pixels to one of the window, `drawn` as SVG.

    `name` is what its file is called, `save` writes what it is given on a thread and tells how it went.
    """

    name: str
    widget: QWidget
    image: Callable[[float], QImage]
    save: Save | None = None  # None: it can only be copied
    drawn: Callable[[], bytes] | None = None


def add_pictures(menu: QMenu, copy: str, save: str, subject: Subject) -> None:
    """Add two menus to a menu: the picture into the clipboard, or into a file, from 1 to 4 times as fine."""
    copies = menu.addMenu(copy.replace("&", "&&"))
    copies.setObjectName("copy_picture")
    for fine in SIZES:
        copies.addAction(f"{fine}x").triggered.connect(partial(_copy, subject, fine))
    if subject.save is None:
        return
    files = menu.addMenu(save.replace("&", "&&"))
    files.setObjectName("save_picture")
    for fine in SIZES:
        files.addAction(f"{fine}x...").triggered.connect(partial(_save, subject, fine))
    if subject.drawn is not None:
        files.addAction("SVG...").triggered.connect(partial(_save, subject, 0))


def _copy(subject: Subject, fine: int, _: bool = False) -> None:
    copy_picture(subject.image(fine))


def _save(subject: Subject, fine: int, _: bool = False) -> None:
    """Ask for a file, paint the picture now, and have it packed and written; `fine` 0 is an SVG."""
    ending = "png" if fine else "svg"
    title = translate("taking", "Save the picture")
    path = file_dialogs.to_save(subject.widget, title, f"{subject.name}.{ending}", f"*.{ending}")
    if path is None or subject.save is None:
        return
    if fine or subject.drawn is None:
        image = subject.image(fine)
        subject.save(path, lambda: png(image))
    else:
        content = subject.drawn()
        subject.save(path, lambda: content)


def image_menu(
    parent: QWidget, pixels: np.ndarray, go: Callable[[], None], save: Save | None, name: str
) -> QMenu:
    """What the right button offers on an image, uint8 (H, W) or (C, H, W); it goes when it is closed."""
    menu = QMenu(parent)
    menu.setObjectName("image_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(translate("taking", "Go to this image")).triggered.connect(lambda: go())
    menu.addSeparator()
    subject = Subject(name, parent, lambda fine: _enlarged(pixels, PIXEL * round(fine)), save)
    copy = translate("taking", "Copy the picture of this image")
    add_pictures(menu, copy, translate("taking", "Save the picture of this image"), subject)
    rows = pixels.reshape(-1, pixels.shape[-1]).tolist()  # (C, H, W) -> (C * H, W)
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    menu.addAction(translate("taking", "Copy its pixels as text")).triggered.connect(lambda: copy_text(text))
    return menu


def _enlarged(pixels: np.ndarray, by: int) -> QImage:
    return image_of(packed(pixels[None])[0].repeat(by, 0).repeat(by, 1)).copy()
