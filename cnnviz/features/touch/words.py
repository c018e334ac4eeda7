"""What was done to the weights, in words: a short line for the list, and what there is to learn from it."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np

from cnnviz.system.translation import Count, translate
from cnnviz.widgets.numbers import significant
from core.training.acts import (
    AddNoise,
    EditError,
    Prune,
    ResetLayer,
    Scale,
    SetValue,
    SwitchOff,
    SwitchOn,
    resting,
    silenced,
)
from core.training.touch import Touch


class Facts(NamedTuple):
    """What a sentence needs to know of the network: its spec, arrays by name, each layer's output shape."""

    spec: Mapping[str, Any]
    parameters: Mapping[str, np.ndarray]
    shapes: Mapping[str, tuple[int, ...]]

    def kind(self, layer: str) -> str:
        """A layer's type."""
        return next((str(item["type"]) for item in self.spec["layers"] if item["name"] == layer), "")

    @property
    def output(self) -> str:
        """The layer that gives the logits."""
        return list(self.shapes)[-1]


def short(touch: Touch) -> str:
    """One line for the list of what was done."""
    act = touch.act
    if isinstance(act, SetValue):
        where = ", ".join(str(i) for i in act.index)
        before = significant(float(touch.before[0].values[0]))
        return f"{act.layer} {act.parameter} [{where}]: {before} → {significant(act.value)}"
    if isinstance(act, SwitchOff):
        return translate("Touching", "{0} channel {1}: off").format(act.layer, act.channel)
    if isinstance(act, SwitchOn):
        return translate("Touching", "{0} channel {1}: on").format(act.layer, act.channel)
    if isinstance(act, Scale):
        return translate("Touching", "{0}: × {1}").format(_whom(act.layer), f"{act.factor:g}")
    if isinstance(act, AddNoise):
        return translate("Touching", "{0}: noise of {1} RMS").format(_whom(act.layer), f"{act.size:g}")
    if isinstance(act, Prune):
        words = translate("Touching", "{0}: the smallest {1} % to zero")
        return words.format(_whom(act.layer), f"{100 * act.share:g}")
    assert isinstance(act, ResetLayer)
    return translate("Touching", "{0}: as it was").format(act.layer)


def lesson(touch: Touch, facts: Facts) -> str:
    """What the act did and why it matters, in plain words."""
    act = touch.act
    if isinstance(act, SetValue):
        return _value(act, facts)
    if isinstance(act, SwitchOff):
        return _off(act, facts)
    if isinstance(act, SwitchOn):
        words = translate("Touching", "Channel {0} of {1} has its numbers back, bit for bit.")
        return words.format(act.channel, act.layer)
    if isinstance(act, Scale):
        return _scale(act, facts)
    if isinstance(act, AddNoise):
        count = sum(patch.values.size for patch in touch.before)
        return translate(
            "Touching",
            "{0} weights were shaken, the biases left alone. What is learnt is spread over many of them:"
            " see how much it takes until the answers go.",
        ).format(f"{count:,}")
    if isinstance(act, Prune):
        return _prune(touch, act, facts)
    assert isinstance(act, ResetLayer)
    words = translate("Touching", "{0} has the numbers from before the first change, bit for bit.")
    return words.format(act.layer)


def refusal(why: ValueError) -> str:
    """Why an edit was not made, for beside the control; the network is as it was."""
    code = why.code if isinstance(why, EditError) else ""
    if code == "not off":
        return translate("Touching", "Its weights were zero before: there is nothing to switch on.")
    if code == "off":
        return translate("Touching", "This channel is off: switch it on, then change its weights.")
    if code == "all zero":
        return translate("Touching", "Every weight here is zero, so noise of their size is zero as well.")
    if code == "overflow":
        return translate(
            "Touching", "A weight would grow beyond the largest number there is; nothing was changed."
        )
    words = str(why)
    return words[:1].upper() + words[1:]


def _whom(layer: str | None) -> str:
    return translate("Touching", "all layers") if layer is None else layer


def _value(act: SetValue, facts: Facts) -> str:
    kind, channel = facts.kind(act.layer), act.index[0]
    shape = facts.shapes.get(act.layer, ())
    places = prod(shape[1:]) if len(shape) > 1 else 1
    if kind.startswith("BatchNorm"):
        if act.parameter == "weight":
            return translate(
                "Touching", "Batch-norm's weight stretches all that channel {0} says about its mean."
            ).format(channel)
        return translate(
            "Touching", "Batch-norm's bias is where channel {0} has its mean: all of it moved along."
        ).format(channel)
    if act.parameter == "bias":
        if places > 1:
            return translate(
                "Touching", "A bias is added at every place: all {0} numbers of map {1} moved by the same."
            ).format(places, channel)
        words = translate("Touching", "A bias moves number {0} of {1} by the same for every image.")
        return words.format(channel, act.layer)
    if kind == "Conv2d" and places == 1:
        return translate(
            "Touching", "The kernel has one place: this weight has a part in number {0} of {1} alone."
        ).format(channel, act.layer)
    if kind == "Conv2d":
        return translate(
            "Touching",
            "The kernel slides: this one weight has a part in all {0} numbers of map {1}, so all changed.",
        ).format(places, channel)
    return translate(
        "Touching", "One weight joins one input to one output: number {0} of {1}, and what comes after it."
    ).format(channel, act.layer)


def _off(act: SwitchOff, facts: Facts) -> str:
    names = silenced(facts.spec, act.layer)
    weight = facts.parameters[f"{act.layer}.weight"]
    zero = translate("Touching", "{0} {0:weight|weights}").format(Count(weight[0].size))
    if f"{act.layer}.bias" in names:
        zero = translate("Touching", "{0} and the bias").format(zero)
    norms = dict.fromkeys(
        name.rpartition(".")[0] for name in names[1:] if not name.startswith(f"{act.layer}.")
    )
    for norm in norms:
        zero = translate("Touching", "{0}, and {1}'s weight and bias for it").format(zero, norm)
        if f"{norm}.running_mean" in names:
            zero = translate("Touching", "{0}, and {1}'s running mean").format(zero, norm)
    if act.layer == facts.output:
        said = translate("Touching", "Its logit is 0 for every image: neither likely nor impossible.")
    else:
        value = resting(facts.spec, act.layer)
        what = significant(value, signed=False)
        said = translate("Touching", "What it hands on is {0} everywhere, for every image.").format(what)
    words = translate("Touching", "Channel {0} is silent: its {1}, are zero. {2} Training may wake it.")
    return words.format(act.channel, zero, said)


def _scale(act: Scale, facts: Facts) -> str:
    layers = [str(item["type"]) for item in facts.spec["layers"]]
    if act.layer is not None:
        names = [item["name"] for item in facts.spec["layers"]]
        after = layers[names.index(act.layer) + 1 :]
        until = next((i for i, kind in enumerate(after) if kind in ("Conv2d", "Linear")), len(after))
        if any(kind.startswith("BatchNorm") for kind in after[:until]):
            return translate(
                "Touching",
                "All that {0} gives is {1} times what it was. In training batch-norm would undo that at once;"
                " in use it goes by the mean and spread that it remembers.",
            ).format(act.layer, f"{act.factor:g}")
        if act.layer == facts.output and act.factor > 0:
            return translate(
                "Touching",
                "The logits are {0} times what they were: the order of the classes stays, only how sure the"
                " network is changes.",
            ).format(f"{act.factor:g}")
    words = translate("Touching", "All that {0} gives is {1} times what it was.")
    return words.format(_whom(act.layer), f"{act.factor:g}")


def _prune(touch: Touch, act: Prune, facts: Facts) -> str:
    names = [patch.name for patch in touch.before]
    total = sum(facts.parameters[name].size for name in names)
    count = sum(patch.values.size for patch in touch.before)
    return translate(
        "Touching",
        "{0} of {1} weights are zero now, the smallest. See how many can go before the answers do;"
        " training on often heals what was lost.",
    ).format(f"{count:,}", f"{total:,}")
