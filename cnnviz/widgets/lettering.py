"""Texts larger or smaller than usual, in panels that are built of widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

USUAL = "usual_pixels"  # the property in which a widget keeps the size that its text began with


def magnify(top: QWidget, by: float) -> None:
    """Write the labels and buttons that a widget has now so many times as large as usual."""
    for widget in (top, *top.findChildren(QWidget)):
        if isinstance(widget, QLabel | QAbstractButton):
            font = widget.font()
            usual = widget.property(USUAL) or font.pixelSize()
            widget.setProperty(USUAL, usual)
            if font.pixelSize() != round(usual * by):
                font.setPixelSize(round(usual * by))
                widget.setFont(font)
