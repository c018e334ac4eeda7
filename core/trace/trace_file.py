"""A trace in a file, for a lesson: safetensors, checked whole before anything is made of it.

Each array is stored once: a layer's input is the output before it, its grad_output the grad_input after it.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.files.atomic import FileError, read_whole, write_atomically
from core.files.tensorfile import DAMAGED, canonical_json, pack, read_manifest, read_tensors
from core.files.weight_shapes import state_shapes
from core.files.weights import digest
from core.network import LayerNameError
from core.trace.recording import Trace
from core.trace.records import LOSS_NAMES, LayerRecord, LossRecord, freeze

VERSION = 1
LARGEST = 2 << 30  # bytes; a batch of 64 through LeNet-5 takes 15 MB
BEFORE = ("params", "grads", "intermediates", "buffers")
UPDATE = ("after", "buffers_after", "state", "state_after", "applied")
GROUPS = (*BEFORE, *UPDATE)
Tensors = Mapping[str, np.ndarray]


class TraceFileError(FileError):
    """A trace file that can't be used: `path`, `reason` and `advice` (what to do); `str()` is one line."""


def save_trace(path: str | os.PathLike[str], trace: Trace) -> None:
    """Write a trace to one file, whole or not at all; raises core.files.atomic.SaveError."""
    loss = trace.loss_record
    about = {
        "network": trace.network,
        "modes": {name: record.training for name, record in trace.records.items()},
        "loss": {"kind": loss.kind, "config": loss.config},
        "optimizer": trace.optimizer,
        "step": trace.step,
    }
    tensors = {
        "images": trace.images,
        "loss/target": loss.target,
        "loss/value": loss.value,
        "loss/grad_input": loss.grad_input,
        **{f"loss/intermediates/{key}": array for key, array in loss.intermediates.items()},
    }
    for name, record in trace.records.items():
        tensors |= {f"{name}/output": record.output, f"{name}/grad_input": record.grad_input}
        for group in GROUPS:
            tensors |= {f"{name}/{group}/{key}": a for key, a in getattr(record, group).items()}
    metadata = {"cnnviz_trace": str(VERSION), "trace": canonical_json(about)}
    metadata["sha256"] = digest(metadata, tensors)
    write_atomically(path, pack(tensors, metadata))


def load_trace(path: str | os.PathLike[str]) -> Trace:
    """The trace in a file that `save_trace` wrote; raises TraceFileError for anything else."""
    name = os.fspath(path)
    data = read_whole(path, LARGEST, TraceFileError)
    file = io.BytesIO(data)
    manifest = read_manifest(file, len(data), name, TraceFileError)
    found = manifest.metadata
    if "cnnviz_trace" not in found:
        raise TraceFileError(path, "it holds tensors, but no trace", "Choose a file saved by Keep this trace")
    if found["cnnviz_trace"] != str(VERSION):
        raise TraceFileError(path, "it was made by another version of cnnviz", "Open it with that version")
    tensors = read_tensors(file, manifest, name, TraceFileError)
    if digest(found, tensors) != found.get("sha256"):
        raise TraceFileError(path, "its contents don't match their checksum", DAMAGED)
    try:
        return _trace(json.loads(found["trace"]), {key: freeze(array) for key, array in tensors.items()})
    except LayerNameError as error:
        raise TraceFileError(path, f"its network can't be shown ({error})", error.advice) from error
    except Exception as error:  # what a file claims to be may be anything, and so may fail in any way
        raise TraceFileError(path, f"it is no complete trace ({error})", DAMAGED) from error


def _trace(about: dict[str, Any], tensors: Tensors) -> Trace:
    """Put a trace together again; KeyError or ValueError for what is missing or doesn't fit."""
    shapes = state_shapes(about["network"])
    loss = LossRecord(
        kind=about["loss"]["kind"],
        config=about["loss"]["config"],
        prediction=tensors["images"],
        target=tensors["loss/target"],
        value=tensors["loss/value"],
        grad_input=tensors["loss/grad_input"],
        intermediates=_group(tensors, "loss/intermediates/"),
    )
    layers = about["network"]["layers"]
    records: dict[str, LayerRecord] = {}
    x = tensors["images"]
    for i, item in enumerate(layers):
        name = item["name"]
        last = i + 1 == len(layers)
        record = LayerRecord(
            name=name,
            kind=item["type"],
            config={key: value for key, value in item.items() if key not in ("name", "type")},
            training=bool(about["modes"][name]),
            input=x,
            output=tensors[f"{name}/output"],
            grad_output=loss.grad_input if last else tensors[f"{layers[i + 1]['name']}/grad_input"],
            grad_input=tensors[f"{name}/grad_input"],
            **{group: _group(tensors, f"{name}/{group}/") for group in GROUPS},
        )
        _check(record, shapes)
        records[name], x = record, record.output
    if (
        loss.value.shape != ()
        or loss.grad_input.shape != x.shape
        or loss.kind not in (*LOSS_NAMES, "MSELoss")
    ):
        raise ValueError("the loss doesn't fit the network")
    loss = LossRecord(**{**vars(loss), "prediction": x})
    return Trace(records, loss, about["network"], about["optimizer"], int(about["step"]))


def _group(tensors: Tensors, prefix: str) -> dict[str, np.ndarray]:
    return {key[len(prefix) :]: a for key, a in sorted(tensors.items()) if key.startswith(prefix)}


def _check(record: LayerRecord, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Shapes that belong together are equal."""
    pairs = [(record.grad_input, record.input), (record.grad_output, record.output)]
    if any(gradient.shape != of.shape for gradient, of in pairs):
        raise ValueError(f"{record.name}: a gradient hasn't the shape of what it is the gradient of")
    for key, array in (*record.params.items(), *record.buffers.items()):
        expected = shapes[f"{record.name}.{key}"]
        if array.shape != expected:
            raise ValueError(f"{record.name}.{key}: expected {expected}, got {array.shape}")
