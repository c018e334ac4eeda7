"""The steps of the tour, in order: what each says, what it points at, what must be in sight for it.

`needs` are names of needs.py, brought about one after the other; `begins` is "walk" for a movement that
starts once they are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas.geometry import CanvasColumn, Rect
from cnnviz.system.translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from cnnviz.shell.panels import Panels
    from cnnviz.shell.shell import Shell

Target = Callable[["Shell"], list[QRect]]
BARS = 22  # pixels that the colour bars take beneath a lane
BESIDE = 3  # pixels beside words
LIVE = ("own", "trained", "live", "overview", "room")
LEARNING = ("own", "half", "live", "overview", "room")
RECORDED = ("own", "half", "recorded", "overview")


def nothing(window: Shell) -> list[QRect]:
    """The whole window is meant."""
    return []


def shown(parts: Callable[[Panels], Iterable[QWidget]], grow: int = 0) -> Target:
    """Parts of the window that are in sight, with so many pixels around them."""

    def find(window: Shell) -> list[QRect]:
        seen = [of_widget(window, widget) for widget in parts(window.panels) if widget.isVisible()]
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
    return found + shown(lambda panels: [panels.canvas.toolbar.image])(window)


def upper(window: Shell) -> list[QRect]:
    """Lane A, its heads included."""
    layout = window.panels.canvas.view.layout_
    if layout is None:
        return []
    lane = layout.lane_a
    return [_on_canvas(window, Rect(lane.x, 0, lane.w, lane.bottom + BARS))]


def lower(window: Shell) -> list[QRect]:
    """Lane B."""
    layout = window.panels.canvas.view.layout_
    if layout is None:
        return []
    lane = layout.lane_b
    return [_on_canvas(window, Rect(lane.x, lane.y, lane.w, lane.h + BARS))]


def kernels(window: Shell) -> list[QRect]:
    """The first block's kernels, in the upper lane."""
    column = _column(window, 1, gutter=True)
    return [] if column is None else [_on_canvas(window, _with_words(column), half=True)]


def kernels_and_gradients(window: Shell) -> list[QRect]:
    """The first block's kernels, and their gradients beneath."""
    column = _column(window, 1, gutter=True)
    return [] if column is None else [_on_canvas(window, _with_words(column))]


def track(window: Shell) -> list[QRect]:
    """The track between the lanes, and where it stands in words."""
    layout = window.panels.canvas.view.layout_
    if layout is None or not layout.stepping:
        return []
    return [_on_canvas(window, layout.middle), *shown(lambda panels: panels.transport.step_buttons)(window)]


def _column(window: Shell, block: int, gutter: bool) -> CanvasColumn | None:
    layout = window.panels.canvas.view.layout_
    if layout is None:
        return None
    found: CanvasColumn | None = layout.gutter_of(block) if gutter else layout.of_block(block)
    return found


def _with_words(column: CanvasColumn) -> Rect:
    """A column with the words above and beneath it, which may be wider."""
    rect, words = column.rect, column.rect if column.head is None else column.head.detail_rect
    left, right = min(rect.x, words.x) - BESIDE, max(rect.right, words.right) + BESIDE
    return Rect(left, rect.y, right - left, rect.h)


def _on_canvas(window: Shell, rect: Rect, half: bool = False) -> QRect:
    """A part of the canvas, in the window; `half` is the upper lane's part of a column."""
    view = window.panels.canvas.view
    height = rect.h
    if half and view.layout_ is not None:
        height = view.layout_.lane_a.bottom + BARS - rect.y
    k = view.magnified
    place = QRectF((rect.x - view.offset) * k, rect.y * k, rect.w * k, height * k).toRect() & view.rect()
    return QRect(view.mapTo(window, place.topLeft()), place.size())


@dataclass(frozen=True)
class Question:
    """Something to be foretold: the answers to choose from, which is right, and why."""

    text: str
    answers: tuple[str, str]
    right: int
    why: str


@dataclass(frozen=True)
class Step:
    """One step. `text` may name a fact in braces, see Sight."""

    id: str
    title: str
    text: str
    target: Target
    needs: tuple[str, ...]
    begins: str = ""
    question: Question | None = None


STEPS: tuple[Step, ...] = (
    Step(
        "trained",
        QT_TRANSLATE_NOOP("tour", "A network that can read"),
        QT_TRANSLATE_NOOP(
            "tour",
            "This is LeNet-5, a small convolutional network, and it has learnt already: of 10,000 digits that"
            " it had never seen it reads 9,954 right. This is the real window: you may click anywhere.",
        ),
        nothing,
        LIVE,
    ),
    Step(
        "image",
        QT_TRANSLATE_NOOP("tour", "It looks at one image"),
        QT_TRANSLATE_NOOP(
            "tour",
            "A handwritten digit, 28 by 28 pixels; each pixel is a number. Above it stand its label, which is"
            " the right answer, and what the network reads.",
        ),
        image,
        LIVE,
    ),
    Step(
        "upper",
        QT_TRANSLATE_NOOP("tour", "From left to right: reading"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Each column is made from the one before it. The first ones find strokes and edges; the last one"
            " has a row for every digit, and the longest bar is the answer. Orange numbers are positive, blue"
            " ones negative.",
        ),
        upper,
        LIVE,
    ),
    Step(
        "kernel",
        QT_TRANSLATE_NOOP("tour", "Kernels: what it has learnt"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Each square is a kernel, 5 by 5 weights. It slides over the whole image and answers strongly"
            " where the image looks like it. Learning means finding good weights.",
        ),
        kernels,
        LIVE,
    ),
    Step(
        "lower",
        QT_TRANSLATE_NOOP("tour", "Beneath: which way is better"),
        QT_TRANSLATE_NOOP(
            "tour",
            "This one has learnt from {batches} batches only. The loss says how wrong its answer is. Under"
            " every number stands its gradient: how the loss would change if that number grew. Orange: it"
            " would rise. Blue: it would fall.",
        ),
        lower,
        LEARNING,
        question=Question(
            QT_TRANSLATE_NOOP("tour", "In the last column, in the right digit's row: which colour is it?"),
            (QT_TRANSLATE_NOOP("tour", "Orange"), QT_TRANSLATE_NOOP("tour", "Blue")),
            1,
            QT_TRANSLATE_NOOP("tour", "Blue: if the right digit's number grew, the loss would fall."),
        ),
    ),
    Step(
        "track",
        QT_TRANSLATE_NOOP("tour", "One batch, step by step"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The network learns from a batch of {images} images at a time. This one is recorded, every number"
            " of it. The track goes forward to the loss, then backward: drag along it, or use the arrows.",
        ),
        track,
        (*RECORDED, "unselected", "room"),
        "walk",
    ),
    Step(
        "gradient",
        QT_TRANSLATE_NOOP("tour", "A kernel and its gradient"),
        QT_TRANSLATE_NOOP(
            "tour",
            "At the top the kernels, beneath them their gradients, gathered from all {images} images. Now"
            " each weight moves a little against its gradient, and the loss falls. That is learning.",
        ),
        kernels_and_gradients,
        (*RECORDED, "unselected", "room", "backward"),
        question=Question(
            QT_TRANSLATE_NOOP("tour", "A weight has orange beneath it. Which way does its gradient send it?"),
            (QT_TRANSLATE_NOOP("tour", "Up"), QT_TRANSLATE_NOOP("tour", "Down")),
            1,
            QT_TRANSLATE_NOOP("tour", "Down: the loss would rise if it grew, so it becomes smaller."),
        ),
    ),
    Step(
        "number",
        QT_TRANSLATE_NOOP("tour", "Click any number"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The microscope shows the arithmetic behind it. This number is 25 pixels times 25 weights, added"
            " up, plus a bias. The page checks the sum.",
        ),
        shown(lambda panels: [panels.microscope]),
        (*RECORDED, "number", "page", "microscope"),
    ),
    Step(
        "leaf",
        QT_TRANSLATE_NOOP("tour", "And on, to where it comes from"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Each number on a page opens a page of its own. We have followed one of the 25: it is a pixel,"
            " and here the way ends. The arrow at the top goes back, as in a browser.",
        ),
        shown(lambda panels: [panels.microscope]),
        (*RECORDED, "leaf", "page", "microscope"),
    ),
    Step(
        "draw",
        QT_TRANSLATE_NOOP("tour", "Draw one yourself"),
        QT_TRANSLATE_NOOP(
            "tour",
            "While you draw, the whole network answers. Draw on, or clear the sheet and try your own: how bad"
            " must a digit be to fool it?",
        ),
        shown(lambda panels: [panels.microscope.draw_card], grow=6),
        ("own", "trained", "overview", "drawn", "microscope"),
    ),
    Step(
        "train",
        QT_TRANSLATE_NOOP("tour", "Now from the beginning"),
        QT_TRANSLATE_NOOP(
            "tour",
            "A new network, its weights drawn by chance, learns while you watch. The loss falls, the accuracy"
            " rises, and the pictures above change with every batch.",
        ),
        shown(lambda panels: [panels.curves]),
        ("own", "fresh", "live", "overview", "room", "curves", "training"),
    ),
    Step(
        "end",
        QT_TRANSLATE_NOOP("tour", "Your turn"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Space trains and pauses. R records a batch: click any number of it. S has the settings: try a"
            " learning rate of 1. V shows which digits it gets wrong, and W lets you change its weights. F1"
            " begins this tour again.",
        ),
        nothing,
        ("own", "live", "overview"),
    ),
)
