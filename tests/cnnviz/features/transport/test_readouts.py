"""The live numbers fill their own place whole: nothing behind it is painted."""

from __future__ import annotations

from math import ceil

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.transport.readouts import HEIGHT, Readout, Readouts
from cnnviz.widgets import theme


@pytest.mark.parametrize(("ratio", "width"), [(0.9, 305), (1.5, 303), (1.25, 302), (2.0, 300)])
def test_no_pixel_is_left_as_it_was_at_any_scale(
    ratio: float, width: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.load_fonts()
    monkeypatch.setattr(Readouts, "devicePixelRatioF", lambda _: ratio)
    row = Readouts()
    qtbot.addWidget(row)
    row.resize(width, HEIGHT)
    row.show_items([Readout("step", "1", "88888")])
    image = QImage(ceil(width * ratio), ceil(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    row.render(painter, QPoint(0, 0), QRegion(row.rect()), QWidget.RenderFlag(0))
    painter.end()
    columns = {image.pixelColor(x, 10).name() for x in range(image.width())}
    assert QColor("magenta").name() not in columns
