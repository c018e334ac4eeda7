"""What each step of the tour points at: true widgets and parts of the canvas, as rectangles in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.geometry import CanvasColumn, Rect

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

Target = Callable[["Shell"], list[QRect]]


def nothing(window: Shell) -> list[QRect]:
    """The whole window is meant."""
    return []


def named(*names: str, grow: int = 0) -> Target:
    """The widgets of these object names that are in sight, with so many pixels around them."""

    def find(window: Shell) -> list[QRect]:
        found = (window.findChild(QWidget, name) for name in names)
        seen = [of_widget(window, widget) for widget in found if widget is not None and widget.isVisible()]
        return [place.adjusted(-grow, -grow, grow, grow) for place in seen]

    return find


def of_widget(window: Shell, widget: QWidget) -> QRect:
    """Where a widget lies in the window; only what isn't scrolled out of sight counts."""
    seen = widget.visibleRegion().boundingRect() or widget.rect()
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


def image(window: Shell) -> list[QRect]:
    """The watched image on the canvas, and what is said of it above."""
    column = _column(window, 0, gutter=False)
    found = [] if column is None else [_on_canvas(window, column.rect, half=True)]
    return found + named("image_place")(window)


def upper(window: Shell) -> list[QRect]:
    """Lane A, its heads included."""
    layout = window.panels.canvas.view.layout_
    if layout is None:
        return []
    lane = layout.lane_a
    return [_on_canvas(window, Rect(lane.x, 0, lane.w, lane.bottom + 20))]


def lower(window: Shell) -> list[QRect]:
    """Lane B."""
    layout = window.panels.canvas.view.layout_
    return [] if layout is None else [_on_canvas(window, layout.lane_b)]


def kernels(window: Shell) -> list[QRect]:
    """The first block's kernels, in the upper lane."""
    column = _column(window, 1, gutter=True)
    return [] if column is None else [_on_canvas(window, column.rect, half=True)]


def kernels_and_gradients(window: Shell) -> list[QRect]:
    """The first block's kernels, and their gradients beneath."""
    column = _column(window, 1, gutter=True)
    return [] if column is None else [_on_canvas(window, column.rect)]


def track(window: Shell) -> list[QRect]:
    """The track between the lanes, and where it stands in words."""
    layout = window.panels.canvas.view.layout_
    if layout is None or not layout.stepping:
        return []
    return [
        _on_canvas(window, layout.middle),
        *named("step_back_button", "step_forward_button")(window),
    ]


def _column(window: Shell, block: int, gutter: bool) -> CanvasColumn | None:
    layout = window.panels.canvas.view.layout_
    if layout is None:
        return None
    found: CanvasColumn | None = layout.gutter_of(block) if gutter else layout.of_block(block)
    return found


def _on_canvas(window: Shell, rect: Rect, half: bool = False) -> QRect:
    """A part of the canvas, in the window; `half` is the upper lane's part of a column."""
    view = window.panels.canvas.view
    height = rect.h
    if half and view.layout_ is not None:
        height = view.layout_.lane_a.bottom + 20 - rect.y
    corner = view.mapTo(window, QPoint(rect.x - view.offset, rect.y))
    whole = QRect(view.mapTo(window, QPoint(0, 0)), view.size())
    return QRect(corner.x(), corner.y(), rect.w, height).intersected(whole)
