"""A whole blueprint checked, layer by layer: what each makes of what it gets, or why it can't.

The first trouble stands at the layer where it arises; what follows is unknown, not wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

from core.blueprint.items import AUTOMATIC, ELEMENTWISE, Item, fresh_name
from core.blueprint.memory import MEMORY_LIMIT, WORK_LIMIT, Estimate, Needs
from core.blueprint.memory import bytes_text as bytes_text
from core.blueprint.sizes import LayerPosition, MisfitError, MisfitFix, Size, given, measure
from core.layers.base import Shape
from core.network import layer_name_error

OUTPUT_ARGUMENT = {"Conv2d": "out_channels", "Linear": "out_features"}
KEEPS_SHAPE = ("BatchNorm1d", "Dropout", *ELEMENTWISE, "Softmax", "LogSoftmax")


@dataclass(frozen=True)
class CheckedLayer:
    """One layer's answer. `input` is None after a trouble: nothing is known there (`grey`).

    `arguments` are all that it would be built with; `argument` names the field that `error` is about.
    """

    key: int
    name: str
    kind: str
    input: Shape | None = None
    output: Shape | None = None
    parameters: int | None = None
    multiply_adds: int | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    argument: str = ""
    fix: MisfitFix | None = None
    note: str = ""

    @property
    def grey(self) -> bool:
        """Whether a layer before has a trouble."""
        return self.input is None


@dataclass(frozen=True)
class Checked:
    """The answers for all layers, and for the whole: `error` is "" when it can train.

    `memory` is about how many bytes training needs.
    """

    rows: tuple[CheckedLayer, ...]
    parameters: int
    multiply_adds: int
    memory: int
    error: str = ""
    fix: MisfitFix | None = None

    @property
    def fine(self) -> bool:
        """Whether a run can begin with it."""
        return not self.error

    def spec(self) -> dict[str, Any]:
        """The network's spec, as `Sequential.from_spec` takes it; ValueError while there is a trouble."""
        if self.error:
            raise ValueError(self.error)
        return {"layers": [{"name": row.name, "type": row.kind, **row.arguments} for row in self.rows]}


def check(items: Sequence[Item], input_shape: Shape, classes: int, batch: int = 64) -> Checked:
    """Check a list of layers for images of `input_shape` (C, H, W) and so many classes.

    Builds no arrays, so its cost doesn't depend on the sizes. `batch` counts for the memory, and batch-norm
    needs more than one value.
    """
    rows: list[CheckedLayer] = []
    shape: Shape | None = tuple(input_shape)
    estimate = Estimate(tuple(input_shape))
    names = [item.name for item in items]
    for index, item in enumerate(items):
        row = CheckedLayer(item.key, item.name, item.kind, shape)
        if shape is None:
            rows.append(row)
            continue
        try:
            _check_name(index, item, names)
            size = measure(LayerPosition(index, item.name, item.kind, item.arguments, shape))
            _check_statistics(item, shape, batch)
            estimate.add(item.kind, shape, size)
            if estimate.near(batch) or index == len(items) - 1:
                _check_needs(item, size, estimate.needs(batch))
        except MisfitError as trouble:
            rows.append(replace(row, error=trouble.text, argument=trouble.argument, fix=trouble.fix))
            shape = None
            continue
        shape = size.output
        rows.append(
            replace(
                row,
                output=size.output,
                parameters=size.parameters,
                multiply_adds=size.multiply_adds,
                arguments=size.arguments,
                note=_note(item, index == len(items) - 1),
            )
        )
    error, fix = "", None
    broken = next((row for row in rows if row.error), None)
    if broken is not None:
        error, fix = broken.error, broken.fix
    elif shape is not None:
        error, fix, blamed = _end(rows, shape, classes, estimate.parameters)
        if error and rows:
            rows[blamed] = replace(rows[blamed], error=error, fix=fix)
    needed = estimate.needs(batch).training
    return Checked(tuple(rows), estimate.parameters, estimate.multiply_adds, needed, error, fix)


def _check_name(index: int, item: Item, names: list[str]) -> None:
    """MisfitError for a name that no file could hold, or that another layer has."""
    why = layer_name_error(item.name)
    if not why and item.name in names[:index]:
        why = f"{item.name}: another layer has this name"
    if why:
        fresh = fresh_name(item.kind, (), [other for i, other in enumerate(names) if i != index])
        raise MisfitError(why, "name", MisfitFix(f"Call it {fresh}", (("name", index, fresh),)))


def _check_statistics(item: Item, shape: Shape, batch: int) -> None:
    """MisfitError for batch-norm over a single value."""
    per_place = item.kind == "BatchNorm2d"
    if item.kind.startswith("BatchNorm") and batch * (prod(shape[1:]) if per_place else 1) < 2:
        raise MisfitError(
            f"{item.name}: batch-norm needs more than one value of each kind, and a batch has one image: "
            "take a larger batch in the settings"
        )


def _check_needs(item: Item, size: Size, needed: Needs) -> None:
    """MisfitError for what no ordinary computer can train."""
    what = (
        f"{size.parameters:,} parameters" if size.parameters > prod(size.output) else f"{given(size.output)}"
    )
    if needed.training > MEMORY_LIMIT:
        figure = f"about {bytes_text(needed.training)} of memory to train"
        limit = bytes_text(MEMORY_LIMIT)
    elif needed.multiply_adds > WORK_LIMIT:
        figure, limit = f"{needed.multiply_adds:,} multiply-adds for each step", f"{WORK_LIMIT:,}"
    else:
        return
    raise MisfitError(
        f"{item.name}: with {what} the network would need {figure} in batches of {needed.batch:,}; the "
        f"limit is {limit}. Make it smaller",
        OUTPUT_ARGUMENT.get(item.kind, ""),
    )


def _note(item: Item, last: bool) -> str:
    """A word of advice about a layer that works."""
    if last and item.kind == "Softmax":
        return "The loss takes the softmax itself: with a second one the network learns slowly"
    if last and item.kind == "LogSoftmax":  # of a log-softmax it is that itself
        return "The loss takes the log-softmax itself: a second one changes nothing"
    if item.kind == "Dropout" and item.arguments.get("p") == 1:
        return "With p = 1 nothing gets through while training"
    return ""


def _end(
    rows: list[CheckedLayer], shape: Shape, classes: int, parameters: int
) -> tuple[str, MisfitFix | None, int]:
    """What is wrong with the end of a list whose layers all fit: the words, the fix, and the row to blame."""
    end = len(rows)
    row_of_classes = ("insert", end, "Linear", {"out_features": classes})
    if not rows:
        return "There is no layer yet: add one from the left", None, -1
    if shape == (classes,) and parameters:
        return "", None, -1
    if shape == (classes,):
        fix = MisfitFix("Add a fully connected layer", (row_of_classes,))
        return "Nothing can be learnt: no layer has weights. Add a convolution or a Linear", fix, -1
    if len(shape) != 1:
        flat = MisfitFix(
            f"Add Flatten and Linear to {classes}",
            (("insert", end, "Flatten", {}), ("insert", end + 1, *row_of_classes[2:])),
        )
        words = f"The network must end in {classes} numbers, one a class, but ends in {given(shape)}"
        return words, flat, end - 1
    blamed = end - 1
    while rows[blamed].kind in KEEPS_SHAPE and blamed:
        blamed -= 1
    words = f"The network must end in {classes} numbers, one a class, but ends in {shape[0]:,}"
    if rows[blamed].kind == "Linear":
        fix = MisfitFix(f"Set out_features to {classes}", (("set", blamed, "out_features", classes),))
        return f"{words}: set out_features of {rows[blamed].name} to {classes}", fix, blamed
    return f"{words}: add a Linear", MisfitFix(f"Add a Linear to {classes}", (row_of_classes,)), end - 1


POOLINGS = ("MaxPool2d", "AvgPool2d")
LARGE = 1 << 12  # pixels: no layer asks for more of an image


def fit(spec: Mapping[str, Any], input_shape: Shape, classes: int) -> dict[str, Any]:
    """The spec of the same network for images of `input_shape` (C, H, W) and so many classes.

    What follows from the layer before follows anew (channels, features, the row that Flatten gives), and the
    last layer gives one number a class. Where an image has become too small, a pooling is left out and a
    convolution padded to keep the size. Raises ValueError when that isn't enough.
    """
    items = [dict(item) for item in spec["layers"]]
    weighted = [index for index, item in enumerate(items) if item["type"] in OUTPUT_ARGUMENT]
    shape, made = tuple(input_shape), []
    for index, item in enumerate(items):
        name, kind = item.pop("name"), item.pop("type")
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
        given.pop(AUTOMATIC.get(kind, ""), None)
        if weighted and index == weighted[-1]:
            given[OUTPUT_ARGUMENT[kind]] = classes
        try:
            size = measure(LayerPosition(index, name, kind, given, shape))
        except MisfitError:
            if kind not in POOLINGS and (kind != "Conv2d" or given.get("padding") == "same"):
                raise
            # Only the image's size is put right in silence: what else is wrong is refused on any image
            measure(LayerPosition(index, name, kind, given, (shape[0], LARGE, LARGE)))
            if kind in POOLINGS:
                continue
            size = measure(LayerPosition(index, name, kind, {**given, "stride": 1, "padding": "same"}, shape))
        made.append({"name": name, "type": kind, **size.arguments})
        shape = size.output
    return {"layers": made}
