"""Texts larger or smaller than usual, in panels that are built of widgets."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

USUAL = "usual_pixels"  # the property in which a widget keeps the size that its text began with
WANTED = "wanted_pixels"  # and the one for the size that it has now


def magnify(top: QWidget, by: float) -> None:
    """Write the labels and buttons that a widget has now so many times as large as usual."""
    for widget in (top, *top.findChildren(QWidget)):
        if isinstance(widget, QLabel | QAbstractButton):
            usual = widget.property(USUAL)
            if usual is None:
                usual = widget.font().pixelSize()
                widget.setProperty(USUAL, usual)
                widget.installEventFilter(_holder())
            widget.setProperty(WANTED, round(usual * by))
            _hold(widget)


def _hold(widget: QWidget) -> None:
    font, wanted = widget.font(), widget.property(WANTED)
    if font.pixelSize() != wanted:
        font.setPixelSize(wanted)
        widget.setFont(font)


class SizeHolder(QObject):
    """Keep the size of a text: Qt brings an earlier font back when it polishes a widget again."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange and isinstance(watched, QWidget):
            _hold(watched)
        return False


@cache
def _holder() -> SizeHolder:
    """The only one; it outlives every widget."""
    return SizeHolder()
