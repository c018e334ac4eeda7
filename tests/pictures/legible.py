"""Which texts of a window are cut: words beyond their place, lines that end in dots, words over others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

# One line each that says a path or a sentence of any length; pointed at, both are whole.
ONE_LINE = ("breadcrumb", "explainer")


def cut(window: QWidget) -> list[str]:
    """Every text of the widgets in sight that has too little room, and of what they paint."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    found = [f"{name(widget)}: {text}" for widget in shown for text in short_of_room(widget)]
    return sorted({*found, *painted(window)})


def name(widget: QWidget | None) -> str:
    """A widget's name, or its type's."""
    return "" if widget is None else widget.objectName() or type(widget).__name__


def short_of_room(widget: QWidget) -> Iterator[str]:
    """A widget's text if its place is too small for it."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.text():
        if not widget.wordWrap():
            high = metrics.height() * (1 + widget.text().count("\n"))
        else:
            high = widget.heightForWidth(widget.width())
            words = max(map(metrics.horizontalAdvance, widget.text().split()), default=0)
            if words > widget.contentsRect().width() + 1:
                yield widget.text()
        if high > widget.height() + 2 and not in_scroll_area(widget):
            yield widget.text()
    elif isinstance(widget, QPushButton | QToolButton | QCheckBox) and widget.text():
        if widget.sizeHint().width() > widget.width() + 1:
            yield widget.text()
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, widget)
        if metrics.horizontalAdvance(widget.currentText()) > room.width() + 1:
            yield widget.currentText()
    elif isinstance(widget, QScrollArea) and widget.widget() is not None:
        off = widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if off and (more := widget.widget().width() - widget.viewport().width()) > 0:
            yield f"{more} pixels at the right that nobody can scroll to"
    elif isinstance(widget, QLineEdit):
        room = widget.contentsRect().adjusted(3, 0, -3, 0)
        if metrics.horizontalAdvance(widget.placeholderText()) > room.width():
            yield widget.placeholderText()


def in_scroll_area(widget: QWidget) -> bool:
    """Whether a widget can be scrolled to."""
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QAbstractScrollArea) or in_scroll_area(parent))


def painted(window: QWidget) -> Iterator[str]:
    """What is painted over other words, or without one of the brackets that the pseudo-language has."""
    texts: list[tuple[str, QRectF, Any]] = []
    draws = {way: getattr(QPainter, way) for way in ("drawText", "drawStaticText")}

    def noting(draw: Any) -> Any:
        def noted(painter: QPainter, *arguments: Any) -> Any:
            laid = next((each.text() for each in arguments if isinstance(each, QStaticText)), "")
            text = next((each for each in arguments if isinstance(each, str)), laid)
            if text.strip("[] "):
                where = painter.combinedTransform().mapRect(box(painter, text, arguments))
                texts.append((text, where, (painter.device(), bool(laid))))  # a chip may cover the latter
            return draw(painter, *arguments)

        return noted

    for way, draw in draws.items():
        setattr(QPainter, way, noting(draw))
    try:
        window.grab()
    finally:
        for way, draw in draws.items():
            setattr(QPainter, way, draw)
    for place, (text, where, kind) in enumerate(texts):
        device = kind[0]
        who = name(device) if isinstance(device, QWidget) else ""
        if text.count("[") != text.count("]") and who not in ONE_LINE:
            yield f"{who}: {text}"
        for other, over, same in texts[place + 1 :]:
            if same == kind and other != text and "[" in text + other and crossing(where, over):
                yield f"{who}: {text} over {other}"


def crossing(one: QRectF, other: QRectF) -> bool:
    """Whether two texts lie over one another by more than their rims."""
    common = one.intersected(other)
    return common.width() > 3 and common.height() > 5


def box(painter: QPainter, text: str, arguments: tuple[Any, ...]) -> QRectF:
    """Where a text is painted."""
    metrics = QFontMetricsF(painter.font())
    first, *others = arguments
    if isinstance(others[0], QStaticText):  # whose place is that of its upper left corner
        first = first + QPointF(0, metrics.ascent())
    if isinstance(first, int | float):
        return metrics.boundingRect(text).translated(first, others[0])
    if hasattr(first, "width"):
        flags = next((each for each in others if not isinstance(each, str)), 0)
        return metrics.boundingRect(QRectF(first), int(getattr(flags, "value", flags)), text)
    return metrics.boundingRect(text).translated(first.x(), first.y())
