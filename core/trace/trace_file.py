"""A trace in a file, for a lesson: safetensors, checked whole before anything is made of it.

Each array is stored once: a layer's input is the output before it, its grad_output the grad_input after it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from core.blueprint.items import ELEMENTWISE, defaults
from core.blueprint.memory import bytes_text, layers_of, measured
from core.files.atomic import FileError, opened, write_atomically
from core.files.metadata import canonical_json
from core.files.tensorfile import DAMAGED, TensorEntry, pack, read_manifest, read_tensors
from core.files.weight_names import BUFFERS, learnt, state_shapes
from core.layers.base import Shape
from core.losses import LOSSES
from core.network import LayerNameError
from core.optim import SGD, Adagrad, Adam, AdamW, RMSprop
from core.trace.records import LayerRecord, LossRecord
from core.weights.weight_files import digest

LATEST = 10**12  # a step's number is at most this
FLOATS = ("F32", "F64")
KEPT = ("params", "after", "buffers", "buffers_after", "state", "state_after")
BRIGHTEST = 1e9  # in size, of an image's values as the network reads them
WHOLE = ("I64", "I32", "I16", "I8", "U64", "U32", "U16", "U8")
OPTIMIZERS: dict[str, Any] = {kind.__name__: kind for kind in (SGD, RMSprop, Adagrad, Adam, AdamW)}
ITEMS = {"network", "modes", "loss", "optimizer", "step"}
Wanted = dict[str, tuple[Shape, tuple[str, ...]]]
VERSION = 1
LARGEST = 2 << 30  # bytes; a batch of 64 through LeNet-5 takes 15 MB
BEFORE = ("params", "grads", "intermediates", "buffers")
UPDATE = ("after", "buffers_after", "state", "state_after", "applied")
GROUPS = (*BEFORE, *UPDATE)
Tensors = Mapping[str, np.ndarray]
Parts = tuple[Mapping[str, LayerRecord], LossRecord, Any, Any, int]  # what a Trace is made of


@dataclass(frozen=True)
class TraceItems:
    """A trace's JSON, each item of the type that it should have; `wanted` are its tensors, by name."""

    network: dict[str, Any]
    modes: dict[str, bool]
    loss: dict[str, Any]
    optimizer: dict[str, Any] | None
    step: int
    classes: int  # of the labels; 0 where the target is none
    windows: dict[str, int]  # how many places the windows of each max-pooling have

    @classmethod
    def of(cls, about: Any, entries: Mapping[str, TensorEntry]) -> TraceItems:
        """Check the JSON `about` a trace and the entries of its tensors against one another."""
        if not isinstance(about, dict) or set(about) != ITEMS:
            raise ValueError("what it says about itself is not what a trace says")
        network, images = about["network"], entries.get("images")
        layers = layers_of(network)
        for name, kind, arguments in layers:
            if set(arguments) != set(defaults(kind)):
                raise ValueError(f"{name}: the arguments are not those of {kind}")
        if images is None or len(images.shape) < 2 or not prod(images.shape):
            raise ValueError("there are no images in it")
        n, *sample = images.shape
        places = measured(network, tuple(sample))
        names = [name for name, _, _ in layers]
        modes = about["modes"]
        if (
            not isinstance(modes, dict)
            or set(modes) != set(names)
            or {type(m) for m in modes.values()} != {bool}
        ):
            raise ValueError("modes: true or false is expected for each layer")
        step = about["step"]
        if type(step) is not int or not 0 <= step <= LATEST:
            raise ValueError(f"step: expected a whole number from 0 to {LATEST:,}")
        last = (n, *places[-1][1].output)
        wanted: Wanted = {"images": ((n, *sample), FLOATS)}
        classes = _loss(about["loss"], last, wanted, entries)
        shapes = state_shapes(network)
        optimizer = _optimizer(about["optimizer"], shapes)
        windows = {}
        for place, size in places:
            own = {k.rpartition(".")[2]: s for k, s in shapes.items() if k.rpartition(".")[0] == place.name}
            taken, made = (n, *place.shape), (n, *size.output)
            if place.kind == "MaxPool2d":
                kernel = size.arguments["kernel_size"]
                windows[place.name] = kernel**2 if isinstance(kernel, int) else prod(kernel)
            training = modes[place.name]
            _layer(place.name, place.kind, own, taken, made, training, wanted)
            if optimizer is not None:
                _update(place.name, own, optimizer, wanted, entries)
        _match(wanted, entries)
        return cls(network, modes, about["loss"], about["optimizer"], step, classes, windows)

    def check_numbers(self, tensors: Mapping[str, np.ndarray]) -> None:
        """Check the numbers that are places (the labels' classes, the winners of the windows), and those that
        are finite in every network that runs: images, parameters and running statistics.
        """
        target = tensors["loss/target"]
        if self.classes and not ((target >= 0) & (target < self.classes)).all():
            raise ValueError(f"loss: the labels are not from 0 to {self.classes - 1}")
        if not (np.abs(tensors["images"]) <= BRIGHTEST).all():  # NaN is caught too
            raise ValueError(f"images: the values are not all from -{BRIGHTEST:g} to {BRIGHTEST:g}")
        for name, array in tensors.items():
            group = name.split("/")[1] if "/" in name else ""
            if group in KEPT and not np.isfinite(array).all():
                raise ValueError(f"{name} has values that are not finite")
        for name, count in self.windows.items():
            winners = tensors[f"{name}/intermediates/argmax"]
            if not ((winners >= 0) & (winners < count)).all():
                raise ValueError(f"{name}: argmax is not from 0 to {count - 1}")


def _loss(loss: Any, last: Shape, wanted: Wanted, entries: Mapping[str, TensorEntry]) -> int:
    """Add the loss's tensors to `wanted`; how many classes its labels have, 0 if its target is none."""
    if not isinstance(loss, dict) or set(loss) != {"kind", "config"} or not isinstance(loss["config"], dict):
        raise ValueError("loss: a kind and its settings are expected")
    kinds = {kind.__name__: kind for kind in LOSSES}
    if not isinstance(loss["kind"], str) or loss["kind"] not in kinds:
        raise ValueError(f"loss: the kind is none of {', '.join(kinds)}")
    try:
        made = kinds[loss["kind"]](**loss["config"])
    except TypeError as error:
        raise ValueError(f"loss: these are not the settings of {loss['kind']}") from error
    if made.reduction not in ("mean", "sum") or made.config() != loss["config"]:
        raise ValueError(f"loss: these are not the settings of {loss['kind']}")
    wanted["loss/value"] = (), FLOATS
    wanted["loss/grad_input"] = last, FLOATS
    if loss["kind"] == "MSELoss":
        wanted["loss/target"] = last, (*FLOATS, *WHOLE)
        return 0
    if len(last) != 2:
        raise ValueError(f"loss: {loss['kind']} takes a row of numbers for each image, not {last}")
    wanted["loss/target"] = last[:1], WHOLE
    if loss["kind"] == "CrossEntropyLoss":
        wanted["loss/intermediates/log_probabilities"] = last, FLOATS
        wanted["loss/intermediates/probabilities"] = last, FLOATS
    return last[1]


def _optimizer(found: Any, shapes: Mapping[str, Shape]) -> dict[str, Any] | None:
    """The settings of the recorded update; None where none was recorded."""
    if found is None:
        return None
    if (
        not isinstance(found, dict)
        or not isinstance(found.get("type"), str)
        or found["type"] not in OPTIMIZERS
    ):
        raise ValueError(f"optimizer: the type is none of {', '.join(OPTIMIZERS)}")
    settings = {key: value for key, value in found.items() if key not in ("type", "t", "parameters")}
    kind = OPTIMIZERS[found["type"]]
    parameters = found.get("parameters")
    if (
        not isinstance(parameters, list)
        or not all(isinstance(name, str) for name in parameters)
        or not set(parameters) <= set(learnt(shapes))
        or set(settings) != set(kind.ARGUMENTS)
        or type(found.get("t")) is not int
        or not 1 <= found["t"] <= LATEST
    ):
        raise ValueError(f"optimizer: these are not the settings of a step of {found['type']}")
    plain = {key: tuple(v) if isinstance(v, list) else v for key, v in settings.items()}
    for value in (part for v in plain.values() for part in (v if isinstance(v, tuple) else (v,))):
        if type(value) not in (bool, int, float):
            raise ValueError("optimizer: its settings are not numbers")
    try:
        made = kind({"": _NoParameter()}, **plain)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"optimizer: {error}") from error
    return {"parameters": set(parameters), "state": made.STATE}


class _NoParameter:
    """Stands for a parameter where only the settings of an optimiser are looked at."""

    data = np.zeros(0, np.float32)
    grad = None


def _layer(
    name: str, kind: str, own: Mapping[str, Shape], taken: Shape, made: Shape, training: bool, wanted: Wanted
) -> None:
    wanted[f"{name}/output"] = made, FLOATS
    wanted[f"{name}/grad_input"] = taken, FLOATS
    for key, shape in own.items():
        if key in BUFFERS:
            wanted[f"{name}/buffers/{key}"] = shape, FLOATS
        else:
            wanted[f"{name}/params/{key}"] = wanted[f"{name}/grads/{key}"] = shape, FLOATS
    seen = f"{name}/intermediates"
    if kind in ELEMENTWISE:
        wanted[f"{seen}/slope"] = taken, FLOATS
    elif kind == "MaxPool2d":
        wanted[f"{seen}/argmax"] = made, ("I64", "I32")
    elif kind == "Dropout" and training:
        wanted[f"{seen}/mask"] = taken, ("BOOL",)
    elif kind.startswith("BatchNorm"):
        wanted[f"{seen}/x_hat"] = taken, FLOATS
        for key in ("mean", "var", "inv_std"):
            wanted[f"{seen}/{key}"] = own["running_mean"], FLOATS


def _update(
    name: str,
    own: Mapping[str, Shape],
    optimizer: Mapping[str, Any],
    wanted: Wanted,
    entries: Mapping[str, TensorEntry],
) -> None:
    """Add what an update leaves behind in a layer; gradients as the optimiser got them are there or not."""
    for key, shape in own.items():
        if key in BUFFERS:
            wanted[f"{name}/buffers_after/{key}"] = shape, FLOATS
            continue
        wanted[f"{name}/after/{key}"] = shape, FLOATS
        if f"{name}/applied/{key}" in entries:
            wanted[f"{name}/applied/{key}"] = shape, FLOATS
        if f"{name}.{key}" not in optimizer["parameters"]:
            continue
        for kept in optimizer["state"]:
            wanted[f"{name}/state/{key}.{kept}"] = wanted[f"{name}/state_after/{key}.{kept}"] = shape, FLOATS


def _match(wanted: Wanted, entries: Mapping[str, TensorEntry]) -> None:
    for name in wanted.keys() - entries.keys():
        raise ValueError(f"{name[:120]} is missing")
    for name in entries.keys() - wanted.keys():
        raise ValueError(f"{name[:120]} has no place in it")
    for name, (shape, types) in wanted.items():
        entry = entries[name]
        if entry.shape != shape:
            raise ValueError(f"{name} has the shape {entry.shape}, {shape} is expected")
        if entry.dtype not in types:
            raise ValueError(f"{name} has the type {entry.dtype}, {types[0]} is expected")


class TraceFileError(FileError):
    """A trace file that can't be used: `path`, `reason` and `advice` (what to do); `str()` is one line."""


def save_trace(path: str | os.PathLike[str], parts: Parts, images: np.ndarray) -> None:
    """Write a trace to one file, whole or not at all; raises core.files.atomic.SaveError."""
    records, loss, network, optimizer, step = parts
    about = {
        "network": network,
        "modes": {name: record.training for name, record in records.items()},
        "loss": {"kind": loss.kind, "config": loss.config},
        "optimizer": optimizer,
        "step": step,
    }
    tensors = {
        "images": images,
        "loss/target": loss.target,
        "loss/value": loss.value,
        "loss/grad_input": loss.grad_input,
        **{f"loss/intermediates/{key}": array for key, array in loss.intermediates.items()},
    }
    for name, record in records.items():
        tensors |= {f"{name}/output": record.output, f"{name}/grad_input": record.grad_input}
        for group in GROUPS:
            tensors |= {f"{name}/{group}/{key}": a for key, a in getattr(record, group).items()}
    metadata = {"cnnviz_trace": str(VERSION), "trace": canonical_json(about)}
    metadata["sha256"] = digest(metadata, tensors)
    write_atomically(path, pack(tensors, metadata))


def load_trace(path: str | os.PathLike[str]) -> Parts:
    """The parts of the trace in a file that `save_trace` wrote; raises TraceFileError for anything else."""
    name = os.fspath(path)
    with opened(path, TraceFileError) as (file, size):
        manifest = read_manifest(file, size, name, TraceFileError)
        found = manifest.metadata
        if "cnnviz_trace" not in found:
            raise TraceFileError(
                path, "it holds tensors, but no trace", "Choose a file saved by Keep this recorded batch"
            )
        if found["cnnviz_trace"] != str(VERSION):
            raise TraceFileError(
                path, "it was made by another version of cnnviz", "Open it with that version"
            )
        if size > LARGEST:
            reason = f"it holds {bytes_text(size)}; {bytes_text(LARGEST)} are expected at most"
            raise TraceFileError(path, reason, "Choose another file")
        try:
            items = TraceItems.of(json.loads(found.get("trace", "")), manifest.entries)
        except LayerNameError as error:
            raise TraceFileError(path, f"its network can't be shown ({error})", error.advice) from error
        except (ValueError, RecursionError) as error:
            raise TraceFileError(path, f"it is no complete trace ({error})", DAMAGED) from error
        tensors = read_tensors(file, manifest, name, TraceFileError)
    if digest(found, tensors) != found.get("sha256"):
        raise TraceFileError(path, "its contents don't match their checksum", DAMAGED)
    try:
        items.check_numbers(tensors)
    except ValueError as error:
        raise TraceFileError(path, f"it is no complete trace ({error})", DAMAGED) from error
    return _trace(items, tensors)


def _trace(items: TraceItems, tensors: Tensors) -> Parts:
    """Put a trace together again from items and tensors that were found to fit."""
    loss = LossRecord(
        kind=items.loss["kind"],
        config=items.loss["config"],
        prediction=tensors["images"],
        target=tensors["loss/target"],
        value=tensors["loss/value"],
        grad_input=tensors["loss/grad_input"],
        intermediates=_group(tensors, "loss/intermediates/"),
    )
    layers = items.network["layers"]
    records: dict[str, LayerRecord] = {}
    x = tensors["images"]
    for i, item in enumerate(layers):
        name = item["name"]
        last = i + 1 == len(layers)
        record = LayerRecord(
            name=name,
            kind=item["type"],
            config={key: value for key, value in item.items() if key not in ("name", "type")},
            training=items.modes[name],
            input=x,
            output=tensors[f"{name}/output"],
            grad_output=loss.grad_input if last else tensors[f"{layers[i + 1]['name']}/grad_input"],
            grad_input=tensors[f"{name}/grad_input"],
            **{group: _group(tensors, f"{name}/{group}/") for group in GROUPS},
        )
        records[name], x = record, record.output
    loss = replace(loss, prediction=x)
    return records, loss, items.network, items.optimizer, items.step


def _group(tensors: Tensors, prefix: str) -> dict[str, np.ndarray]:
    return {key[len(prefix) :]: a for key, a in sorted(tensors.items()) if key.startswith(prefix)}
