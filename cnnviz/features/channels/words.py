"""What the sheet's parts say: short names of layers, and sentences about channels and images."""

from __future__ import annotations

import math

from cnnviz.features.channels.looking import ChannelFindings
from cnnviz.system.translation import translate
from cnnviz.widgets.numbers import significant
from core.evaluation.survey import Ranking

SHORT = {
    "Conv2d": "conv",
    "Linear": "fc",
    "MaxPool2d": "pool",
    "AvgPool2d": "pool",
    "BatchNorm2d": "bn",
    "BatchNorm1d": "bn",
    "BatchNormPixel": "bn",
    "ReLU": "relu",
}


def short(kind: str) -> str:
    """A layer's kind in few letters."""
    return SHORT.get(kind, kind.lower())


def unit(found: ChannelFindings, layer: str) -> str:
    """What a layer's channels are called: a map is a channel, a single number a unit."""
    return (
        translate("Channels", "channel {0}")
        if len(found.layers[layer].shape) > 1
        else translate("Channels", "unit {0}")
    )


def entry(found: ChannelFindings, layer: str, channel: int, ranking: Ranking, at: int) -> str:
    """One image of a ranking, in words."""
    index = int(ranking.images[channel, at])
    data = found.copy.test
    name, value = data.classes[int(data.labels[index])], significant(float(ranking.values[channel, at]))
    shape = found.layers[layer].shape
    if len(shape) == 1:
        return translate("Channels", "test image {0}, a {1}: {2}; it looks at the whole image").format(
            f"{index:,}", name, value
        )
    row, column = divmod(int(ranking.places[channel, at]), shape[2])
    top, left, bottom, right = found.box(layer, channel, int(ranking.places[channel, at]))
    words = translate(
        "Channels",
        "test image {0}, a {1}: {2} at row {3}, column {4}; it looks at rows {5}-{6}, columns {7}-{8}",
    )
    return words.format(f"{index:,}", name, value, row, column, top, bottom - 1, left, right - 1)


def looks_at(found: ChannelFindings, layer: str) -> str:
    """How much of the image one place of a layer sees."""
    field = found.fields[layer]
    if field.size is None or field.whole:
        return translate("Channels", "What it looks at: the whole image.")
    return translate("Channels", "What it looks at: {0} × {1} pixels of the image.").format(
        *found.patch_size(layer)
    )


def silent(found: ChannelFindings, layer: str, channel: int) -> str:
    """That a channel was never above zero, "" if it was."""
    survey = found.layers[layer]
    if survey.active[channel] > 0 or math.isnan(survey.peak[channel]):
        return ""
    words = translate("Channels", "Channel {0} was silent on all {1} images: it never rose above zero.")
    return words.format(channel, f"{len(found.copy.test):,}")


def active(found: ChannelFindings, layer: str, channel: int) -> str:
    """On how many images a channel rises above zero."""
    part = float(found.layers[layer].active[channel])
    return translate("Channels", "above zero on {0} % of the images").format(f"{100 * part:.3g}")
