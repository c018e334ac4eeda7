"""Layouts in one call each: a column or a row with its spacing and its margins."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)

Margins = tuple[int, int, int, int]  # pixels at the left, above, at the right and below
FLUSH: Margins = (0, 0, 0, 0)
STRETCH = None  # among parts: room that grows
Part = (
    QWidget
    | QLayout
    | tuple[QWidget | QLayout, int]
    | tuple[QWidget, int, Qt.AlignmentFlag]
    | int  # pixels
    | None
)


def vbox(parent: QWidget | None = None, spacing: int | None = None, margins: Margins = FLUSH) -> QVBoxLayout:
    """A column: of a widget, or to be put into another layout; without a spacing the style's."""
    return _laid_out(QVBoxLayout() if parent is None else QVBoxLayout(parent), spacing, margins)


def hbox(parent: QWidget | None = None, spacing: int | None = None, margins: Margins = FLUSH) -> QHBoxLayout:
    """A row, likewise."""
    return _laid_out(QHBoxLayout() if parent is None else QHBoxLayout(parent), spacing, margins)


def _laid_out(layout: Box, spacing: int | None, margins: Margins) -> Box:
    layout.setContentsMargins(*margins)
    if spacing is not None:
        layout.setSpacing(spacing)
    return layout


def fill(layout: Box, *parts: Part) -> Box:
    """Put parts into a layout, in order: what is shown (with its stretch and alignment), pixels, STRETCH."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            what, *how = part if isinstance(part, tuple) else (part,)
            add = layout.addWidget if isinstance(what, QWidget) else layout.addLayout
            add(what, *how)  # type: ignore[arg-type]
    return layout


def take_out(layout: QBoxLayout, widget: QWidget | None) -> None:
    """Take a widget out of a layout for good."""
    if widget is not None:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def scrolled(inside: QWidget, parent: QWidget, name: str, clear: bool = False) -> QScrollArea:
    """A frameless area that scrolls a widget up and down where it is too high; Tab passes it by.

    Through a `clear` one the parent's colour is seen.
    """
    area = QScrollArea(parent)
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for ground in (area.viewport(), inside) if clear else ():
        ground.setAutoFillBackground(False)
    return area


def reveal(widget: QWidget, place: QRectF, margin: int = 0) -> None:
    """Scroll the area that a widget is in, if it is in one, so that a place of it comes into sight."""
    port = widget.parentWidget()
    area = port.parentWidget() if port is not None else None
    if isinstance(area, QScrollArea):
        area.ensureVisible(0, round(place.center().y()), 0, round(place.height() / 2) + margin)
