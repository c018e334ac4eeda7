"""What the sheet says of layer types and of their arguments: a sentence each, ready for translation."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cnnviz.features.builder.blocks import ShapeStage
from cnnviz.features.builder.layer_card import CardText, FieldText
from cnnviz.features.builder.products import ProductCell
from cnnviz.system.translation import QT_TRANSLATE_NOOP, Count, translate
from cnnviz.system.wording import listed, sentences, worded
from cnnviz.widgets.cell_text import cell_text
from core.blueprint import AUTOMATIC, Checked, CheckedLayer, Item, defaults, told
from core.blueprint.sandbox import CONV, MAX, Slide
from core.windows import Pair

GROUPS = {
    "convolution": QT_TRANSLATE_NOOP("build", "Convolution"),
    "pooling": QT_TRANSLATE_NOOP("build", "Pooling"),
    "normalisation": QT_TRANSLATE_NOOP("build", "Normalisation"),
    "activation": QT_TRANSLATE_NOOP("build", "Activation"),
    "fully connected": QT_TRANSLATE_NOOP("build", "Fully connected"),
    "regularisation": QT_TRANSLATE_NOOP("build", "Regularisation"),
}
LAYER_TIPS = {
    "Conv2d": QT_TRANSLATE_NOOP(
        "build", "Kernels slide over the maps and multiply what they see: one map a kernel comes out."
    ),
    "MaxPool2d": QT_TRANSLATE_NOOP("build", "Keeps the largest number of each window: smaller maps."),
    "AvgPool2d": QT_TRANSLATE_NOOP("build", "Keeps the mean of each window: smaller, smoother maps."),
    "BatchNorm2d": QT_TRANSLATE_NOOP(
        "build", "Gives each map mean 0 and variance 1 over the batch, then a learnt scale and shift."
    ),
    "BatchNorm1d": QT_TRANSLATE_NOOP(
        "build", "The same for a row of numbers: each number is normalised over the batch."
    ),
    "BatchNormPixel": QT_TRANSLATE_NOOP(
        "build", "Normalises every pixel of every map by itself: many more parameters."
    ),
    "ReLU": QT_TRANSLATE_NOOP("build", "Keeps what is positive, makes the rest zero: the usual choice."),
    "LeakyReLU": QT_TRANSLATE_NOOP("build", "As ReLU, but what is negative is multiplied by the slope."),
    "ELU": QT_TRANSLATE_NOOP("build", "As ReLU for what is positive; bends smoothly to -alpha below."),
    "Sigmoid": QT_TRANSLATE_NOOP("build", "Squeezes every number between 0 and 1; the slope is at most 1/4."),
    "Tanh": QT_TRANSLATE_NOOP("build", "Squeezes every number between -1 and 1."),
    "Softmax": QT_TRANSLATE_NOOP(
        "build", "Makes probabilities of scores. The loss has one already, so it is seldom needed."
    ),
    "LogSoftmax": QT_TRANSLATE_NOOP("build", "The logarithm of softmax. The loss has one already."),
    "Flatten": QT_TRANSLATE_NOOP("build", "Lays the maps out in one row of numbers: what Linear takes."),
    "Linear": QT_TRANSLATE_NOOP("build", "Every output is a weighted sum of all inputs."),
    "Dropout": QT_TRANSLATE_NOOP(
        "build", "Leaves numbers out at random while training, so that none is relied on alone."
    ),
}  # fmt: skip
CAPTIONS = {
    "in_channels": QT_TRANSLATE_NOOP("build", "in"),
    "out_channels": QT_TRANSLATE_NOOP("build", "out"),
    "in_features": QT_TRANSLATE_NOOP("build", "in"),
    "out_features": QT_TRANSLATE_NOOP("build", "out"),
    "num_features": QT_TRANSLATE_NOOP("build", "of"),
    "kernel_size": QT_TRANSLATE_NOOP("build", "kernel"),
    "stride": QT_TRANSLATE_NOOP("build", "stride"),
    "padding": QT_TRANSLATE_NOOP("build", "padding"),
    "bias": QT_TRANSLATE_NOOP("build", "bias"),
    "eps": QT_TRANSLATE_NOOP("build", "eps"),
    "momentum": QT_TRANSLATE_NOOP("build", "mom."),
    "affine": QT_TRANSLATE_NOOP("build", "affine"),
    "shape": QT_TRANSLATE_NOOP("build", "shape"),
    "negative_slope": QT_TRANSLATE_NOOP("build", "slope"),
    "alpha": QT_TRANSLATE_NOOP("build", "alpha"),
    "dim": QT_TRANSLATE_NOOP("build", "axis"),
    "p": QT_TRANSLATE_NOOP("build", "p"),
    "count_include_pad": QT_TRANSLATE_NOOP("build", "pads"),
}
TIPS = {
    "in_channels": QT_TRANSLATE_NOOP("build", "Maps that come in; empty: as many as the layer before makes."),
    "out_channels": QT_TRANSLATE_NOOP("build", "Maps that go out: one a kernel. More see more, cost more."),
    "in_features": QT_TRANSLATE_NOOP("build", "Numbers that come in; empty: as many as there are."),
    "out_features": QT_TRANSLATE_NOOP("build", "Numbers that go out; the last layer has one a class."),
    "num_features": QT_TRANSLATE_NOOP("build", "Maps or numbers to normalise; empty: as many as come in."),
    "kernel_size": QT_TRANSLATE_NOOP("build", "Side of the window in pixels, or height and width: 3, 5."),
    "stride": QT_TRANSLATE_NOOP("build", "How far the window moves each time: 2 halves the size."),
    "padding": QT_TRANSLATE_NOOP("build", 'Pixels of zeros around; "same" keeps the size, "valid" is none.'),
    "bias": QT_TRANSLATE_NOOP("build", "Whether a learnt number is added to each output."),
    "eps": QT_TRANSLATE_NOOP("build", "Added to the variance, so that nothing is divided by zero."),
    "momentum": QT_TRANSLATE_NOOP("build", "How much of each batch goes into the running mean and variance."),
    "affine": QT_TRANSLATE_NOOP("build", "Whether a learnt scale and shift follow."),
    "shape": QT_TRANSLATE_NOOP("build", "Maps, height, width; empty: as they come in."),
    "negative_slope": QT_TRANSLATE_NOOP("build", "What negative numbers are multiplied by."),
    "alpha": QT_TRANSLATE_NOOP("build", "Where it levels off: at minus this."),
    "dim": QT_TRANSLATE_NOOP("build", "The axis whose numbers sum to one; 1 is the classes."),
    "p": QT_TRANSLATE_NOOP("build", "The probability of being left out, from 0 to 1."),
    "count_include_pad": QT_TRANSLATE_NOOP("build", "Whether the border's zeros count in the mean."),
}  # fmt: skip


def shape_words(shape: tuple[int, ...] | None) -> str:
    """A shape as the window writes it: "6×28×28"."""
    return "×".join(f"{n:,}" if len(shape) == 1 else str(n) for n in shape) if shape is not None else ""


def cards(items: Sequence[Item], answer: Checked) -> list[CardText]:
    """A card for each layer."""
    return [_card(item, row) for item, row in zip(items, answer.rows, strict=True)]


def _card(item: Item, row: CheckedLayer) -> CardText:
    figures = ("", "", "")
    if row.output is not None and row.parameters is not None:
        counted = tuple(f"{n:,}" if n else "–" for n in (row.parameters, row.multiply_adds or 0))
        figures = (shape_words(row.output), counted[0], counted[1])
    elif row.grey:
        figures = ("?", "", "")
    return CardText(
        key=item.key,
        name=str(item.name),
        kind=item.kind,
        fields=tuple(_field(item, row, argument) for argument in defaults(item.kind)),
        figures=figures,
        error=worded(row.error),
        wrong=row.argument,
        fix=worded(row.fix.words) if row.fix is not None else "",
        note=worded(row.note),
        grey=row.grey,
        tip=translate("build", LAYER_TIPS[item.kind]),
    )


def _field(item: Item, row: CheckedLayer, argument: str) -> FieldText:
    default = defaults(item.kind)[argument]
    caption, tip = translate("build", CAPTIONS[argument]), translate("build", TIPS[argument])
    if isinstance(default, bool):
        return FieldText(argument, caption, "", "", tip, bool(item.arguments.get(argument, default)))
    follows = "" if default is inspect.Parameter.empty else told(default)
    if argument == AUTOMATIC.get(item.kind):
        follows = told(_followed(row, argument))
    elif argument == "stride" and default is None:
        follows = told(item.arguments.get("kernel_size"))
    return FieldText(argument, caption, told(item.arguments.get(argument)), follows, tip)


def _followed(row: CheckedLayer, argument: str) -> Any:
    """What an argument would be if it followed from the layer before."""
    if row.input is None:
        return None
    return row.input if argument == "shape" else row.input[0]


def stages(answer: Checked, image: tuple[int, ...], input_name: str) -> list[ShapeStage]:
    """The picture's stages: layers that keep the shape stand together; one dashed box for the unknown."""
    made = [ShapeStage(input_name, (), shape_words(image), image)]
    for row in answer.rows:
        if row.output is None:
            made.append(ShapeStage(row.name, (row.key,), "?", None))
            break
        last = made[-1]
        window = row.arguments.get("kernel_size")
        if window is not None:
            both = (window, window) if isinstance(window, int) else (window[0], window[1])
            made[-1] = last = replace(last, window=both)
        if last.keys and last.shape == row.output:
            made[-1] = replace(last, names=listed((last.names, row.name)), keys=(*last.keys, row.key))
        else:
            made.append(ShapeStage(row.name, (row.key,), shape_words(row.output), row.output))
    return made


def forward_cells(made: Slide, place: Pair, digits: int = 3) -> list[list[ProductCell]]:
    """The arithmetic of one output, place by place of the window."""
    terms = made.terms(place)
    cells = []
    for i in range(made.window.kernel[0]):
        row = []
        for j in range(made.window.kernel[1]):
            inside = bool(terms.inside[i, j])
            value = cell_text(float(terms.values[i, j]), digits)
            if terms.weights is None or terms.products is None:
                won = terms.winner == (i, j)
                first = value if inside else translate("sandbox", "pad -∞")
                row.append(
                    ProductCell(first, "", translate("sandbox", "largest") if won else "", not inside, won)
                )
                continue
            first = value if inside else translate("sandbox", "pad 0")
            times, makes = ("× ", "= ") if digits > 2 else ("", "")  # signs give way where it is crowded
            second = f"{times}{cell_text(float(terms.weights[i, j]), digits)}"
            third = f"{makes}{cell_text(float(terms.products[i, j]), digits)}"
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
                row.append(ProductCell(first, f"{times}{cell_text(float(terms.weights[i, j]), digits)}"))
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
            border = translate("sandbox", "{0} of these places {0:lies|lie} on the border, which never wins.")
        else:
            border = translate(
                "sandbox", "{0} of these places {0:lies|lie} on the border and {0:counts|count} as 0."
            )
        text = sentences((text, border.format(Count(outside))))
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
    words = translate("sandbox", "the stride leaves a rest of {0} {0:row|rows} and {1} {1:column|columns}")
    rest = words.format(Count(made.rest(0)), Count(made.rest(1)))
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
    words = translate("sandbox", "{0} {0:cell|cells} of the input {0:is|are} never read (crossed out): {1}.")
    return words.format(Count(count), why)
