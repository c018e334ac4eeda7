"""From a checked blueprint to what the cards and the picture say."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cnnviz.features.builder.blocks import ShapeStage
from cnnviz.features.builder.card_face import CardText, FieldText
from cnnviz.features.builder.words import CAPTIONS, KINDS, TIPS
from cnnviz.system.translation import translate
from core.blueprint import AUTOMATIC, Checked, CheckedLayer, Item, defaults, told


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
        error=row.error,
        wrong=row.argument,
        fix=row.fix.words if row.fix is not None else "",
        note=row.note,
        grey=row.grey,
        tip=translate("build", KINDS[item.kind]),
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
            made[-1] = replace(last, names=f"{last.names}, {row.name}", keys=(*last.keys, row.key))
        else:
            made.append(ShapeStage(row.name, (row.key,), shape_words(row.output), row.output))
    return made
