from __future__ import annotations

from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from cnnviz.features.channels.pixel_pictures import PAIRS, PixelPictures, ProbabilityPair
from cnnviz.widgets import theme


def test_two_probabilities_are_no_wider_than_their_bars(qtbot: QtBot) -> None:
    theme.load_fonts()
    numbers = ProbabilityPair("7", 0.9451, 0.9952).numbers
    assert numbers == "0.945→0.995"
    assert QFontMetricsF(theme.font(theme.FLOOR, mono=True)).horizontalAdvance(numbers) <= PAIRS - 14


def test_they_have_room_beside_a_scroll_bar(qtbot: QtBot) -> None:
    pictures = PixelPictures("pictures")
    qtbot.addWidget(pictures)
    begin = pictures.place(3).left() - 4
    numbers = ProbabilityPair("7", 0.9451, 0.9952).numbers
    assert begin + QFontMetricsF(theme.font(theme.FLOOR, mono=True)).horizontalAdvance(numbers) < 452
