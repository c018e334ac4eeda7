"""Layouts in one call each: a column or a row with its spacing and its margins."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)

Margins = tuple[int, int, int, int]  # pixels at the left, above, at the right and below
FLUSH: Margins = (0, 0, 0, 0)


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
