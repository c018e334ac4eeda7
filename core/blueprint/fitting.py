"""A network fitted to other images: another size, other channels, another number of classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.blueprint.check import OUTPUT_ARGUMENT
from core.blueprint.items import AUTOMATIC
from core.blueprint.misfit import MisfitError
from core.blueprint.sizes import LayerPosition, measure
from core.layers.base import Shape

POOLINGS = ("MaxPool2d", "AvgPool2d")


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
            if kind in POOLINGS:
                continue
            if kind != "Conv2d" or given.get("padding") == "same":
                raise
            size = measure(LayerPosition(index, name, kind, {**given, "stride": 1, "padding": "same"}, shape))
        made.append({"name": name, "type": kind, **size.arguments})
        shape = size.output
    return {"layers": made}
