"""What can be done to a network's weights by hand: each act says which numbers it writes, and where.

An act changes nothing by itself; `Touches` (touch.py) writes its patches and keeps what stood there before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from core.layers import ACTIVATIONS
from core.network import Sequential

MIXING = ("Conv2d", "Linear")  # layers whose output channel is made of every input channel
Channel = tuple[str, int]  # a layer, and the number of one of its output channels


class Patch(NamedTuple):
    """Numbers for some places of one array of a network's state; `places` index it flattened."""

    name: str  # "conv1.weight"
    places: slice | np.ndarray
    values: np.ndarray


class EditMemory(NamedTuple):
    """What was kept: the state before the first act, and channels as they were when switched off."""

    origin: Mapping[str, np.ndarray]
    off: Mapping[Channel, tuple[Patch, ...]]

    def silent(self, state: Mapping[str, np.ndarray], name: str) -> np.ndarray:
        """Which numbers of an array belong to a channel that is off: they come back when that is switched on.

        Shape: bool (size,)
        """
        found = np.zeros(state[name].size, bool)
        for patch in self.asleep(state):
            if patch.name == name:
                found[patch.places] = True
        return found

    def asleep(self, state: Mapping[str, np.ndarray], layer: str = "") -> tuple[Patch, ...]:
        """What the channels that are off, of one layer if it is named, come back with when switched on."""
        return tuple(
            patch
            for (of, _), kept in self.off.items()
            if layer in ("", of)
            and not any(state[each.name].flat[each.places].any() for each in kept)  # training may wake it
            for patch in kept
        )


class Act:
    """One thing done to the weights; `patches` raises ValueError when it makes no sense for a network."""

    @property
    def words(self) -> str:
        """What is done, short and plain."""
        raise NotImplementedError

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        """The numbers that this act writes."""
        raise NotImplementedError


class EditError(ValueError):
    """An edit that makes no sense for a network, which stays as it was. `code` says why: "not off" a channel
    that was not switched off, "off" a weight of one that is, "all zero" noise on weights that are zero,
    "overflow" a weight beyond the largest number.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class SetValue(Act):
    """Give one weight or bias another value."""

    layer: str
    parameter: str
    index: tuple[int, ...]
    value: float

    @property
    def words(self) -> str:
        return f"{self.layer}.{self.parameter}{list(self.index)} is {self.value:g}"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        name = f"{self.layer}.{self.parameter}"
        array = parameters(network, self.layer).get(name)
        if array is None:
            raise ValueError(f"there is no {name} in this network")
        inside = len(self.index) == array.ndim and all(
            0 <= i < size for i, size in zip(self.index, array.shape, strict=True)
        )
        if not inside:
            raise ValueError(f"{name}: there is no {list(self.index)} in {array.shape}")
        if not math.isfinite(self.value):
            raise ValueError(f"a weight must be a finite number, got {self.value}")
        with np.errstate(over="ignore"):
            value = np.array([self.value]).astype(array.dtype)
        if not np.isfinite(value).all():
            largest = np.finfo(array.dtype).max
            raise ValueError(f"{self.value:g} is too large: a weight is at most {largest:.2g} in size")
        at = int(np.ravel_multi_index(self.index, array.shape))
        if memory.silent(arrays(network), name)[at]:
            raise EditError(
                "off", f"{name}{list(self.index)} is of a channel that is off: switch it on first"
            )
        return (Patch(name, slice(at, at + 1), value),)


@dataclass(frozen=True)
class SwitchOff(Act):
    """Silence one output channel: see `silenced` for all that is set to zero."""

    layer: str
    channel: int

    @property
    def words(self) -> str:
        return f"{self.layer} channel {self.channel} is off"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        count = channels(network, self.layer)
        if not 0 <= self.channel < count:
            raise ValueError(f"{self.layer} has no channel {self.channel}; there are {count}")
        state, made, silent = arrays(network), [], True
        for name in silenced(network.spec(), self.layer):
            size = state[name].size // count
            places = slice(self.channel * size, (self.channel + 1) * size)
            silent = silent and not state[name].flat[places].any()
            made.append(Patch(name, places, np.zeros(size, state[name].dtype)))
        if silent:  # what it was would be forgotten
            raise ValueError(f"channel {self.channel} of {self.layer} is silent already")
        return tuple(made)


@dataclass(frozen=True)
class SwitchOn(Act):
    """Give a channel that was switched off the numbers that it had."""

    layer: str
    channel: int

    @property
    def words(self) -> str:
        return f"{self.layer} channel {self.channel} is on"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        kept = memory.off.get((self.layer, self.channel))
        if kept is None:
            raise EditError(
                "not off",
                f"channel {self.channel} of {self.layer} was not switched off here: "
                "there is nothing to switch on again",
            )
        return kept


@dataclass(frozen=True)
class Scale(Act):
    """Multiply the weights and the bias of a layer, or of every one, by a factor: so is what it gives."""

    layer: str | None
    factor: float

    @property
    def words(self) -> str:
        return f"{self.layer or 'every layer'} times {self.factor:g}"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        if not math.isfinite(self.factor):
            raise ValueError(f"the factor must be a finite number, got {self.factor}")
        found = [one for layer in chosen(network, self.layer) for one in parameters(network, layer).items()]
        with np.errstate(over="ignore", invalid="ignore"):  # a weight of 0 times infinity too
            return tuple(
                Patch(name, slice(None), (array * array.dtype.type(self.factor)).reshape(-1))
                for name, array in found
            )


@dataclass(frozen=True)
class AddNoise(Act):
    """Add Gaussian noise to the weights of a layer, or of every one: sigma = size * RMS of its weights.

    The draws come from `seed`; biases stay as they are, and channels that are off stay so.
    """

    layer: str | None
    size: float
    seed: int = 0

    @property
    def words(self) -> str:
        return f"noise of {self.size:g} RMS on {self.layer or 'every layer'}"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        if not (math.isfinite(self.size) and self.size > 0):
            raise ValueError(f"the noise must be a number above 0, got {self.size}")
        rng = np.random.default_rng([self.seed, 0x70C4])
        made = []
        for layer in chosen(network, self.layer):
            name, array = weights(network, layer)
            sigma = self.size * rms(array)
            drawn = sigma * rng.standard_normal(array.size)
            drawn[memory.silent(arrays(network), name)] = 0.0
            if sigma > 0:
                with np.errstate(over="ignore"):
                    made.append(Patch(name, slice(None), (array.reshape(-1) + drawn).astype(array.dtype)))
        if not made:
            raise EditError(
                "all zero", "every weight here is zero: noise relative to their size is zero as well"
            )
        return tuple(made)


@dataclass(frozen=True)
class Prune(Act):
    """Set the smallest share of a layer's weights to zero, or of all layers' taken together.

    Weights that are zero already count among the smallest, so the same share twice changes nothing.
    """

    layer: str | None
    share: float

    @property
    def words(self) -> str:
        return f"the smallest {100 * self.share:g} % of {self.layer or 'all weights'} are zero"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        if not 0 < self.share <= 1:
            raise ValueError(f"the share must be above 0 and at most 1, got {self.share}")
        found = [weights(network, layer) for layer in chosen(network, self.layer)]
        sizes = np.concatenate([np.abs(array).reshape(-1) for _, array in found])
        count = round(self.share * sizes.size)
        smallest = np.zeros(sizes.size, bool)
        smallest[np.argsort(sizes, kind="stable")[:count]] = True
        made, start = [], 0
        for name, array in found:
            places = np.flatnonzero(smallest[start : start + array.size])
            made.append(Patch(name, places, np.zeros(places.size, array.dtype)))
            start += array.size
        return tuple(made)


@dataclass(frozen=True)
class ResetLayer(Act):
    """Give a layer the numbers that it had before the first act; its channels that are off are on again."""

    layer: str

    @property
    def words(self) -> str:
        return f"{self.layer} is as it was"

    def patches(self, network: Sequential, memory: EditMemory) -> tuple[Patch, ...]:
        parameters(network, self.layer)
        kept = [(name, a) for name, a in memory.origin.items() if name.rpartition(".")[0] == self.layer]
        own = tuple(Patch(name, slice(None), array.reshape(-1).copy()) for name, array in kept)
        return memory.asleep(arrays(network), self.layer) + own  # a batch-norm behind it was silenced, too


# what a network has


def arrays(network: Sequential) -> dict[str, np.ndarray]:
    """Every parameter and buffer by name, the network's own arrays."""
    return {name: p.data for name, p in network.named_parameters().items()} | network.named_buffers()


def parameters(network: Sequential, layer: str) -> dict[str, np.ndarray]:
    """One layer's parameters by their full names; ValueError if it has none."""
    named = network.named_parameters().items()
    found = {name: p.data for name, p in named if name.rpartition(".")[0] == layer}
    if not found:
        raise ValueError(f"there is no layer with weights called {layer!r}")
    return found


def weights(network: Sequential, layer: str) -> tuple[str, np.ndarray]:
    """One layer's weights, without its bias: their name and the array."""
    parameters(network, layer)
    name = f"{layer}.weight"
    return name, network.named_parameters()[name].data


def chosen(network: Sequential, layer: str | None) -> list[str]:
    """The one layer, or for None every convolution and every fully connected one."""
    if layer is not None:
        return [layer]
    return [name for name, one in network.layers.items() if type(one).__name__ in MIXING]


def channels(network: Sequential, layer: str) -> int:
    """How many output channels a layer with weights has."""
    return len(weights(network, layer)[1])


def rms(array: np.ndarray) -> float:
    """The root of the mean of the squares."""
    return float(np.sqrt(np.mean(np.square(array, dtype=np.float64))))


def silenced(spec: Mapping[str, Any], layer: str) -> tuple[str, ...]:
    """The arrays whose part for a channel is set to zero to silence it, from a network's spec.

    Its kernel and bias, and in each batch-norm that follows before the channels are mixed again, weight and
    bias: with the kernel alone at zero, batch-norm would still give its bias, less the running mean scaled.
    A batch-norm without weights has its running mean set to zero, which is what the channel's mean then is.
    """
    layers = spec["layers"]
    at = [item["name"] for item in layers].index(layer)
    found = [f"{layer}.weight"]
    if layers[at].get("bias", True):
        found.append(f"{layer}.bias")
    for item in layers[at + 1 :]:
        if item["type"] in MIXING:
            break
        if item["type"].startswith("BatchNorm"):
            parts = ("weight", "bias") if item.get("affine", True) else ("running_mean",)
            found += [f"{item['name']}.{part}" for part in parts]
    return tuple(found)


def resting(spec: Mapping[str, Any], layer: str) -> float:
    """What a silenced channel gives where the channels are mixed next: 0, but 0.5 after a sigmoid."""
    activations = {kind.__name__: kind for kind in ACTIVATIONS}
    layers = spec["layers"]
    at = [item["name"] for item in layers].index(layer)
    value = 0.0
    for item in layers[at + 1 :]:
        if item["type"] in MIXING:
            break
        if item["type"].startswith("BatchNorm"):
            value = 0.0
        elif item["type"] in activations:
            arguments = {key: given for key, given in item.items() if key not in ("name", "type")}
            value = float(activations[item["type"]](**arguments).function(np.array(value)))
    return value
