"""A trace in a file, for a lesson: safetensors, checked whole before anything is made of it.

Each array is stored once: a layer's input is the output before it, its grad_output the grad_input after it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.blueprint.memory import bytes_text
from core.files.atomic import FileError, opened, write_atomically
from core.files.metadata import canonical_json
from core.files.tensorfile import DAMAGED, pack, read_manifest, read_tensors
from core.network import LayerNameError
from core.trace.records import LayerRecord, LossRecord
from core.trace.trace_items import TraceItems
from core.weights.weight_files import digest

VERSION = 1
LARGEST = 2 << 30  # bytes; a batch of 64 through LeNet-5 takes 15 MB
BEFORE = ("params", "grads", "intermediates", "buffers")
UPDATE = ("after", "buffers_after", "state", "state_after", "applied")
GROUPS = (*BEFORE, *UPDATE)
Tensors = Mapping[str, np.ndarray]
Parts = tuple[Mapping[str, LayerRecord], LossRecord, Any, Any, int]  # what a Trace is made of


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
                path, "it holds tensors, but no trace", "Choose a file saved by Keep this trace"
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
