"""What the page of one convolution says of a place: its products, and a sentence in plain words."""

from __future__ import annotations

from cnnviz.features.builder.products import ProductCell, number
from cnnviz.system.translation import translate
from core.blueprint.sandbox import CONV, MAX, Slide
from core.windows import Pair


def forward_cells(made: Slide, place: Pair, digits: int = 3) -> list[list[ProductCell]]:
    """The arithmetic of one output, place by place of the window."""
    terms = made.terms(place)
    cells = []
    for i in range(made.window.kernel[0]):
        row = []
        for j in range(made.window.kernel[1]):
            inside = bool(terms.inside[i, j])
            value = number(float(terms.values[i, j]), digits)
            if terms.weights is None or terms.products is None:
                won = terms.winner == (i, j)
                first = value if inside else translate("sandbox", "pad -∞")
                row.append(
                    ProductCell(first, "", translate("sandbox", "largest") if won else "", not inside, won)
                )
                continue
            first = value if inside else translate("sandbox", "pad 0")
            times, makes = ("× ", "= ") if digits > 2 else ("", "")  # signs give way where it is crowded
            second = f"{times}{number(float(terms.weights[i, j]), digits)}"
            third = f"{makes}{number(float(terms.products[i, j]), digits)}"
            row.append(ProductCell(first, second, third, not inside))
        cells.append(row)
    return cells


def backward_cells(made: Slide, cell: Pair, digits: int = 3) -> list[list[ProductCell]]:
    """Which outputs an input goes into, place by place of the window: where its gradient comes from."""
    readers = {reader.place: reader.output for reader in made.readers(cell)}
    cells = []
    for i in range(made.window.kernel[0]):
        row = []
        for j in range(made.window.kernel[1]):
            output = readers.get((i, j))
            if output is None:
                row.append(ProductCell("–"))
                continue
            terms = made.terms(output)
            first = f"dy[{output[0]},{output[1]}]" if digits > 2 else f"{output[0]},{output[1]}"
            times = "× " if digits > 2 else ""
            if terms.weights is None:
                won = terms.winner == (i, j)
                row.append(ProductCell(first, f"{times}{int(won)}", "", marked=won))
            else:
                row.append(ProductCell(first, f"{times}{number(float(terms.weights[i, j]), digits)}"))
        cells.append(row)
    return cells


def span(first: int, count: int) -> str:
    """Some rows or columns: "2 to 4"."""
    return str(first) if count == 1 else translate("sandbox", "{0} to {1}").format(first, first + count - 1)


def forward_sentence(made: Slide, place: Pair) -> str:
    """What one output looks at."""
    (top, _), (left, _) = made.window.pads
    row, column = made.corner(place)
    rows, columns = (span(row - top, made.window.kernel[0]), span(column - left, made.window.kernel[1]))
    text = translate("sandbox", "Output ({0}, {1}) looks at rows {2} and columns {3} of the input.")
    text = text.format(place[0], place[1], rows, columns)
    outside = int((~made.terms(place).inside).sum())
    if outside:
        if made.kind == MAX:
            border = translate("sandbox", "{0} of these places lie on the border, which never wins.")
        else:
            border = translate("sandbox", "{0} of these places lie on the border and count as 0.")
        text = f"{text} {border.format(outside)}"
    return text


def backward_sentence(made: Slide, cell: Pair) -> str:
    """Where the gradient of one input comes from."""
    count = len(made.readers(cell))
    if not count:
        text = translate(
            "sandbox", "No window reads input ({0}, {1}): it changes nothing, and its gradient is 0."
        )
        return text.format(*cell)
    if made.kind == MAX:
        text = translate(
            "sandbox",
            "Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets the gradient dy of those in "
            "which it is the largest, and nothing of the others.",
        )
    elif made.kind == CONV:
        text = translate(
            "sandbox",
            "Input ({0}, {1}) is read by {2} of the outputs. Backward, its gradient is the sum of their dy, "
            "each times the weight through which it was read: the kernel, turned by half.",
        )
    else:
        text = translate(
            "sandbox",
            "Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets an equal share of the "
            "gradient dy of each.",
        )
    return text.format(*cell, count)


def unread_sentence(made: Slide) -> str:
    """What the stride leaves over, "" if nothing."""
    count = int(made.unread.sum())
    if not count:
        return ""
    rest = translate("sandbox", "the stride leaves a rest of {0} rows and {1} columns").format(
        made.rest(0), made.rest(1)
    )
    gaps = translate("sandbox", "the stride is longer than the window")
    rests = made.rest(0) or made.rest(1)
    jumps = made.window.stride[0] > made.window.kernel[0] or made.window.stride[1] > made.window.kernel[1]
    why = (
        translate("sandbox", "{0}, and {1}").format(rest, gaps)
        if rests and jumps
        else gaps
        if jumps
        else rest
    )
    return translate("sandbox", "{0} cells of the input are never read (crossed out): {1}.").format(
        count, why
    )
