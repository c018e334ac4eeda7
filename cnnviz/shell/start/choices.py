"""The four things to begin with: what each is called, what happens, its picture, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cnnviz.shell.start import deeds
from cnnviz.shell.start.pictures import StartPictures
from cnnviz.system.translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


@dataclass(frozen=True)
class Offer:
    """One choice of the start page."""

    name: str
    title: str
    sentence: str
    paint: Callable[[StartPictures, QPainter, QRectF], None]
    do: Callable[[Shell], None]


CHOICES: tuple[Offer, ...] = (
    Offer(
        "train",
        QT_TRANSLATE_NOOP("StartPage", "Train now"),
        QT_TRANSLATE_NOOP("StartPage", "A network that knows nothing begins to learn, in front of you."),
        StartPictures.digits,
        deeds.train,
    ),
    Offer(
        "trained",
        QT_TRANSLATE_NOOP("StartPage", "Open the trained network"),
        QT_TRANSLATE_NOOP("StartPage", "It has learnt already and reads 99.5 % of new digits right."),
        StartPictures.kernel,
        deeds.open_trained,
    ),
    Offer(
        "draw",
        QT_TRANSLATE_NOOP("StartPage", "Draw a digit"),
        QT_TRANSLATE_NOOP("StartPage", "The network reads it while you draw."),
        StartPictures.drawing,
        deeds.draw,
    ),
    Offer(
        "tour",
        QT_TRANSLATE_NOOP("StartPage", "Take the tour"),
        QT_TRANSLATE_NOOP("StartPage", "Three minutes: one digit through the network, and its error back."),
        StartPictures.lanes,
        deeds.tour,
    ),
)
