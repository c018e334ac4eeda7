"""Where a number stands, in words: image, channel, row and column, class, output and input."""

from __future__ import annotations

from cnnviz.features.microscope.pages.subject import PageSubject
from cnnviz.system.translation import translate


def place(subject: PageSubject) -> str:
    """The cell in words: "image 26  channel 3  row 3  col 8"."""
    words = [f"{name} {number}" for name, number in named(subject)]
    if subject.guest is not None and subject.per_image and subject.index:
        words[0] = subject.guest.name
    if subject.layer == "loss" and len(subject.index) == 2 and "labels" in subject.record.quantities:
        n, k = subject.index
        if int(subject.record.target[n]) == k:
            judged = subject.guest is None or subject.guest.judged
            words[-1] = (
                translate("inspector", "{0}, its label")
                if judged
                else translate("inspector", "{0}, the target")
            ).format(words[-1])
    return "  ".join(words) if words else translate("inspector", "the whole batch")


def named(subject: PageSubject) -> list[tuple[str, int]]:
    """The axes' names with the cell's place on each; images count from 1, as everywhere in the window."""
    index = list(subject.index)
    found: list[tuple[str, int]] = []
    if subject.per_image and index:
        found.append((translate("inspector", "image"), index.pop(0) + 1))
    if subject.layer == "loss":
        return found + [(translate("inspector", "class"), i) for i in index]
    own = subject.quantity.removesuffix(".after").removesuffix(".grad").partition(".")[0]
    params = subject.record.params
    if own in params:
        return found + list(zip(_parameter_axes(subject, len(index)), index, strict=True))
    axes = {
        3: (translate("inspector", "channel"), translate("inspector", "row"), translate("inspector", "col")),
        1: (_unit(subject),),
    }.get(len(index), ())
    if len(axes) != len(index):
        axes = tuple(translate("inspector", "axis {0}").format(i) for i in range(len(index)))
    return found + list(zip(axes, index, strict=True))


def _parameter_axes(subject: PageSubject, count: int) -> tuple[str, ...]:
    if subject.kind == "Conv2d":
        return (
            translate("inspector", "kernel"),
            translate("inspector", "input channel"),
            translate("inspector", "row"),
            translate("inspector", "col"),
        )[:count]
    if subject.kind == "Linear":
        return (translate("inspector", "output"), translate("inspector", "input"))[:count]
    return (translate("inspector", "channel"), translate("inspector", "row"), translate("inspector", "col"))[
        :count
    ]


def _unit(subject: PageSubject) -> str:
    """What one number of a row, or one feature of a batch-norm, is called."""
    return (
        translate("inspector", "channel")
        if subject.kind == "BatchNorm2d"
        else translate("inspector", "number")
    )


QUANTITIES = {
    "output": "output",
    "input": "input",
    "grad_input": "gradient of the input",
    "grad_output": "gradient of the output",
}
