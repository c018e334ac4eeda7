"""The steps of the tour, in order: what each says, what it points at, what must be in sight for it.

`needs` are names of needs.py, brought about one after the other; `begins` is "walk" for a movement that
starts once they are there.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.shell.tour import targets
from cnnviz.shell.tour.targets import Target
from cnnviz.system.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Step:
    """One step. `text` may name a fact in braces, see Sight."""

    id: str
    title: str
    text: str
    target: Target
    needs: tuple[str, ...]
    begins: str = ""


LIVE = ("own", "trained", "live", "overview", "room")
RECORDED = ("own", "trained", "recorded", "overview")

STEPS: tuple[Step, ...] = (
    Step(
        "trained",
        QT_TRANSLATE_NOOP("tour", "A network that can read"),
        QT_TRANSLATE_NOOP(
            "tour",
            "This is LeNet-5, a small convolutional network, and it has learnt already: of 10,000 digits that"
            " it had never seen it reads 9,954 right. This is the real window: you may click anywhere.",
        ),
        targets.nothing,
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
        targets.image,
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
        targets.upper,
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
        targets.kernels,
        LIVE,
    ),
    Step(
        "lower",
        QT_TRANSLATE_NOOP("tour", "Beneath: which way is better"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The loss says how wrong the answer is. Under every number stands its gradient: how the loss"
            " would change if that number grew. Orange: it would rise. Blue: it would fall.",
        ),
        targets.lower,
        LIVE,
    ),
    Step(
        "track",
        QT_TRANSLATE_NOOP("tour", "One batch, step by step"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The network learns from a batch of {images} images at a time. This one is recorded, every number"
            " of it. The track goes forward to the loss, then backward: drag along it, or use the arrows.",
        ),
        targets.track,
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
        targets.kernels_and_gradients,
        (*RECORDED, "unselected", "room", "backward"),
    ),
    Step(
        "number",
        QT_TRANSLATE_NOOP("tour", "Click any number"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The microscope shows the arithmetic behind it. This number is 25 pixels times 25 weights, added"
            " up, plus a bias. The page checks the sum.",
        ),
        targets.named("microscope"),
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
        targets.named("microscope"),
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
        targets.named("draw_card", grow=6),
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
        targets.named("curves"),
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
        targets.nothing,
        ("own", "live", "overview"),
    ),
)
