"""Widgets as SVG files."""

import base64
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from cnnviz.widgets import taking, theme
from cnnviz.widgets.tiles import draw_part, image_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def svg(qapp: QApplication) -> ElementTree.Element:
    """A text in either font, and the lower half of a picture of 2 x 4 pixels."""
    theme.load_fonts()
    pixels = np.repeat(np.array([[0xFFFF0000], [0xFF0000FF]], np.uint32), 2, axis=0).repeat(2, axis=1)

    def paint(painter: QPainter) -> None:
        draw_part(painter, QRectF(0, 0, 50, 50), image_of(pixels), QRect(0, 2, 2, 2))
        painter.drawText(10, 20, "dL/dx")
        painter.setFont(theme.font(mono=True))
        painter.drawText(10, 40, "-0.0831")

    return ElementTree.fromstring(taking.svg(QSize(100, 60), "A map", paint))


def test_it_names_fonts_that_every_machine_has(svg: ElementTree.Element) -> None:
    assert svg.findtext(f"{SVG}title") == "A map"
    fonts = {str(text.text).strip(): text.get("font-family") for text in svg.iter(f"{SVG}text")}
    assert fonts == {"dL/dx": "Inter, sans-serif", "-0.0831": "JetBrains Mono, monospace"}


def test_a_part_of_an_atlas_is_that_part_alone_and_not_blurred(svg: ElementTree.Element) -> None:
    (picture,) = svg.iter(f"{SVG}image")
    assert picture.get("style") == "image-rendering: pixelated"
    content = picture.get("{http://www.w3.org/1999/xlink}href", "").partition(",")[2]
    image = QImage.fromData(base64.b64decode(content))
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert seen == {"#0000ff"}
