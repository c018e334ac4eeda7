"""A network's weights in a file: safetensors, with PyTorch's names and shapes.

`torch_model.load_state_dict(safetensors.torch.load_file(path))` just works. The metadata hold what is
needed to build the network again, whatever else the caller wants to know about it, and a SHA-256 of all of
it. A file is checked whole before anything is built from it, and a network is given all of a file's weights
or none.
"""

import hashlib
import json
import os
from collections import Counter
from typing import Any, BinaryIO

import numpy as np

from core.blueprint.memory import check_parameters, layers_of
from core.files.atomic import FileError, opened, write_atomically
from core.files.tensorfile import DAMAGED, DTYPES, Manifest, canonical_json, pack, read_manifest, read_tensors
from core.files.weight_shapes import state_shapes
from core.network import LayerNameError, Sequential

VERSION = 1  # of the metadata; raised when older programs could misread them
ITEMS = {"cnnviz", "spec", "about", "sha256"}
FLOATS = ("F32", "F64")
OTHER_NETWORK = "Choose a file of this network, or load the file as a network of its own"
COUNTER = ".num_batches_tracked"  # PyTorch's batch-norm counts batches; nothing here needs it


class WeightFileError(FileError):
    """A weight file that can't be used: `path`, `reason` and `advice` (what to do); `str()` is one line."""


def save_weights(path: str | os.PathLike[str], network: Sequential, **about: Any) -> None:
    """Write a network's weights, its spec and JSON-able items `about` it to one file, whole or not at all.

    Raises WeightFileError when the disk refuses, a weight isn't finite, or an item can't be written as JSON.
    """
    state = network.state_dict()
    for name, array in state.items():
        if array.dtype not in (np.float32, np.float64):
            raise WeightFileError(
                path, f"{name} has the type {array.dtype}", "Save float32 or float64 weights"
            )
        check_numbers(path, name, array, "Nothing was saved: go back to weights from before it diverged")
    try:
        metadata = {
            "cnnviz": str(VERSION),
            "spec": canonical_json(network.spec()),
            "about": canonical_json(about),
        }
    except (TypeError, ValueError, RecursionError) as error:
        reason = f"an item about the network can't be saved ({error})"
        raise WeightFileError(path, reason, "Use JSON values") from error
    metadata["sha256"] = digest(metadata, state)
    try:
        write_atomically(path, pack(state, metadata))
    except FileError as error:
        raise WeightFileError(path, error.reason, error.advice) from error


def digest(metadata: dict[str, str], tensors: dict[str, np.ndarray]) -> str:
    """SHA-256 of every other item of the metadata and of each tensor's name, dtype, shape and bytes."""
    others = {name: text for name, text in metadata.items() if name != "sha256"}
    shapes = {name: [array.dtype.str, list(array.shape)] for name, array in tensors.items()}
    total = hashlib.sha256(canonical_json([others, shapes]).encode())
    for name in sorted(tensors):
        total.update(np.ascontiguousarray(tensors[name]).data)
    return total.hexdigest()


def load_weights(path: str | os.PathLike[str]) -> tuple[Sequential, dict[str, Any]]:
    """The network in a file that `save_weights` wrote, and the items about it. Raises WeightFileError."""
    with opened(path, WeightFileError) as (file, size):
        manifest = read_manifest(file, size, os.fspath(path), WeightFileError)
        if not _signed(manifest):
            advice = "Load it into a network that has these names and shapes (core.load_weights_into)"
            raise WeightFileError(path, "it holds tensors, but not the network that they belong to", advice)
        spec, about = _items(path, manifest)
        try:
            layers_of(spec)
            shapes = state_shapes(spec)
            check_parameters(shapes)
        except LayerNameError as error:
            raise WeightFileError(path, f"its network can't be built ({error})", error.advice) from error
        except ValueError as error:
            raise WeightFileError(path, f"its network can't be built ({error})", DAMAGED) from error
        dtype = _match(path, manifest, shapes, DAMAGED)
        tensors = _checked_tensors(path, file, manifest)
    try:
        network = Sequential.from_spec(spec, rng=np.random.default_rng(0)).astype(dtype)
        network.load_state_dict(tensors)
    except Exception as error:  # a spec from a file may hold anything, and so may fail in any way
        raise WeightFileError(path, f"its network can't be built ({error})", DAMAGED) from error
    return network, about


def load_weights_into(network: Sequential, path: str | os.PathLike[str]) -> dict[str, Any]:
    """Give a network the weights of a file with its names and shapes; returns the items about them.

    Any safetensors file will do, one saved by PyTorch too. Raises WeightFileError, and then nothing has
    changed.
    """
    state = network.state_dict()
    with opened(path, WeightFileError) as (file, size):
        manifest = read_manifest(file, size, os.fspath(path), WeightFileError)
        about = _items(path, manifest)[1] if _signed(manifest) else {}
        _match(path, manifest, {name: array.shape for name, array in state.items()}, OTHER_NETWORK)
        tensors = _checked_tensors(path, file, manifest)
    cast = {}
    for name, array in state.items():
        with np.errstate(over="ignore"):  # looked at in the next line
            cast[name] = tensors[name].astype(array.dtype)
        check_numbers(path, name, cast[name], "Load it into a float64 network")
    network.load_state_dict(cast)
    return about


def _signed(manifest: Manifest) -> bool:
    """Whether cnnviz wrote the file: either mark will do, so damage to one doesn't evade the digest."""
    return not manifest.metadata.keys().isdisjoint(("cnnviz", "sha256"))


def _items(path: str | os.PathLike[str], manifest: Manifest) -> tuple[dict[str, Any], dict[str, Any]]:
    """The spec of the network and the items about it, from the metadata of a file that cnnviz wrote."""
    metadata = manifest.metadata
    if "cnnviz_checkpoint" in metadata:
        raise WeightFileError(path, "it is a checkpoint of a run, not weights alone", "Continue it instead")
    if "cnnviz_trace" in metadata:
        raise WeightFileError(
            path, "it is a recorded batch (a trace), not weights", "Open it as a trace instead"
        )
    version = metadata.get("cnnviz", "")
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise WeightFileError(path, "its version is not a number", DAMAGED)
    if int(version) > VERSION:
        raise WeightFileError(
            path, f"it needs a newer cnnviz (version {version} of the format)", "Update cnnviz"
        )
    if set(metadata) != ITEMS or int(version) < 1:
        raise WeightFileError(path, "its metadata are not those that cnnviz writes", DAMAGED)
    try:
        spec, about = json.loads(metadata["spec"]), json.loads(metadata["about"])
    except (ValueError, RecursionError) as error:
        raise WeightFileError(path, "its metadata are not readable JSON", DAMAGED) from error
    if not isinstance(spec, dict) or not isinstance(about, dict):
        raise WeightFileError(path, "its metadata are not those that cnnviz writes", DAMAGED)
    return spec, about


def _match(
    path: str | os.PathLike[str], manifest: Manifest, shapes: dict[str, tuple[int, ...]], advice: str
) -> np.dtype[Any]:
    """Check a manifest's names, shapes and types against a network's; returns the one type they have."""
    entries = {name: entry for name, entry in manifest.entries.items() if not name.endswith(COUNTER)}
    for name in sorted(shapes.keys() - entries.keys()):
        raise WeightFileError(path, f"the tensor {name} is missing", advice)
    for name in sorted(entries.keys() - shapes.keys()):
        raise WeightFileError(path, f"the tensor {name} has no place in the network", advice)
    types = Counter(entry.dtype for entry in entries.values() if entry.dtype in FLOATS)
    common = max(types, key=types.__getitem__, default="F32")
    for name, shape in shapes.items():
        entry = entries[name]
        if entry.shape != tuple(shape):
            raise WeightFileError(
                path, f"{name} has the shape {entry.shape}, {tuple(shape)} is expected", advice
            )
        if entry.dtype != common:
            reason = f"{name} has the type {entry.dtype}, {common} is expected"
            raise WeightFileError(path, reason, "Save the weights as float32")
    return np.dtype(DTYPES[common])


def _checked_tensors(
    path: str | os.PathLike[str], file: BinaryIO, manifest: Manifest
) -> dict[str, np.ndarray]:
    """The tensors of a manifest that matches, once the digest (if there is one) and the numbers are right."""
    tensors = read_tensors(file, manifest, os.fspath(path), WeightFileError)
    if _signed(manifest) and digest(manifest.metadata, tensors) != manifest.metadata["sha256"]:
        raise WeightFileError(path, "its content was changed since it was saved (SHA-256 differs)", DAMAGED)
    tensors = {name: array for name, array in tensors.items() if not name.endswith(COUNTER)}
    for name, array in tensors.items():
        check_numbers(path, name, array, DAMAGED)
    return tensors


def check_numbers(path: str | os.PathLike[str], name: str, array: np.ndarray, advice: str) -> None:
    """Raise WeightFileError for a tensor that no network can compute with."""
    if not np.isfinite(array).all():
        raise WeightFileError(path, f"{name} has values that are not finite", advice)
    if name.endswith(".running_var") and (array < 0).any():
        raise WeightFileError(path, f"{name} has negative variances", advice)
