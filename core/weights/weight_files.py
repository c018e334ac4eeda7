"""A network's weights in a file: safetensors, with PyTorch's names and shapes.

`torch_model.load_state_dict(safetensors.torch.load_file(path))` just works. The metadata hold what is
needed to build the network again, whatever else the caller wants to know about it, and a SHA-256 of all of
it. A file is checked whole before anything is built from it, and a network is given all of a file's weights
or none.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

import numpy as np

from core.blueprint.memory import MemoryLimitError, check_parameters, layers_of
from core.files.atomic import FileError, opened, write_atomically
from core.files.kinds import kind_of
from core.files.metadata import canonical_json
from core.files.npz import Header, npz_headers, read_npz
from core.files.tensorfile import (
    DAMAGED,
    DTYPES,
    NOT_OURS,
    Manifest,
    pack,
    read_manifest,
    read_tensors,
    signed_items,
)
from core.files.weight_names import COUNTER, MOST_LAYERS, layer_and_role, state_shapes
from core.network import LayerNameError, Sequential
from core.presets import Preset
from core.weights.matching import match_any, match_network, match_preset
from core.weights.modules import Matched, UnmatchedError, without_prefixes
from core.weights.proposing import spec_of, with_kinds

VERSION = 1  # of the metadata; raised when older programs could misread them
FLOATS = ("F32", "F64")
CASTABLE = (*FLOATS, "F16", "BF16")
AS_FLOATS = "Save the weights as float32"
AS_IMAGES = "If it holds images, open it as images"
MOST_TENSORS = 6 * MOST_LAYERS  # a batch-norm has five
OTHER_NETWORK = "Choose a file of this network, or load the file as a network of its own"


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
    write_atomically(path, pack(state, metadata), WeightFileError)


def digest(metadata: dict[str, str], tensors: dict[str, np.ndarray]) -> str:
    """SHA-256 of every other item of the metadata and of each tensor's name, dtype, shape and bytes."""
    others = {name: text for name, text in metadata.items() if name != "sha256"}
    shapes = {name: [array.dtype.str, list(array.shape)] for name, array in tensors.items()}
    total = hashlib.sha256(canonical_json([others, shapes]).encode())
    for name in sorted(tensors):
        total.update(np.ascontiguousarray(tensors[name]).data)
    return total.hexdigest()


def load_weights(
    path: str | os.PathLike[str],
    like: Sequential | Preset | str | Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    near: Sequential | None = None,
    input_shape: tuple[int, int, int] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> tuple[Sequential, dict[str, Any]]:
    """The network in a file and the items about it. Raises WeightFileError.

    A file that `save_weights` wrote is built again as it was. One of PyTorch's
    (`save_file(model.state_dict(), path)`), or an .npz of arrays, holds names and shapes only: its tensors
    are matched, by name or else by order and shape, with `like` (a network, a preset or its name, a spec),
    else with `near`, else with a preset, else with a network proposed from the shapes. `names` says where
    tensors belong, {theirs: ours}; `kinds` what no shape tells, the activation behind a layer and the type of
    a pooling: {"conv1": "Tanh", "fc1": "none", "pool1": "AvgPool2d"}. The items are then "matched", a list
    of (theirs, ours, what was changed), "assumed", a list of sentences, "preset" and "input_shape".
    """
    state = _read_state(path)
    if state.signed and like is None:
        return _own_network(path, state)
    tensors, prefix = without_prefixes(state.tensors)
    try:
        counted = any(name.endswith(COUNTER) for name in state.tensors)
        found = _place(path, tensors, like, names, near, input_shape, counted)
        if kinds:
            found.spec, found.preset = with_kinds(found.spec, kinds), None
    except UnmatchedError as error:
        reason = str(error)
        if like is None:
            reason = f"it holds tensors, but not the network that they belong to: {reason}"
        raise WeightFileError(path, reason, _unmatched_advice(path, like)) from error
    except ValueError as error:  # no such preset, spec, activation
        raise WeightFileError(path, str(error), "Choose another network (like)") from error
    values = {}
    for name, array in found.state.items():
        with np.errstate(over="ignore"):
            values[name] = np.ascontiguousarray(array, np.float32)
        check_numbers(path, name, values[name], DAMAGED)
    network = Sequential.from_spec(found.spec, rng=np.random.default_rng(0))
    network.load_state_dict(values)
    about = dict(state.about)
    about["matched"] = [[prefix + each.theirs, each.ours, each.change] for each in found.table]
    about["assumed"] = found.assumed
    about["preset"] = found.preset or (None if kinds else about.get("preset"))
    about["input_shape"] = list(found.input_shape) if found.input_shape else about.get("input_shape")
    return network, about


@dataclass(frozen=True)
class _State:
    """A file's tensors, and what cnnviz says about them where it wrote them."""

    tensors: dict[str, np.ndarray]
    signed: bool = False
    spec: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    dtype: Any = np.float32


def _read_state(path: str | os.PathLike[str]) -> _State:
    """The tensors of a safetensors or .npz file, all checked. Raises WeightFileError."""
    with opened(path, WeightFileError) as (file, size):
        head = file.read(4)
        file.seek(0)
        if head != b"PK\x03\x04" or kind_of(file.read(1024)) != "a numpy .npz file":
            file.seek(0)
            manifest = read_manifest(file, size, os.fspath(path), WeightFileError)
            if not _signed(manifest):
                _check_types(path, manifest)
                return _State(read_tensors(file, manifest, os.fspath(path), WeightFileError))
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
            return _State(_checked_tensors(path, file, manifest), True, spec, about, dtype)
    try:
        headers = npz_headers(path, WeightFileError)
        _check_size(path, {name: header.shape for name, header in headers.items()})
        arrays = _npz_numbers(path, headers)
    except WeightFileError as error:
        if error.advice in (AS_FLOATS, AS_IMAGES):
            raise
        raise WeightFileError(path, f"it is a numpy .npz file, and {error.reason}", NOT_OURS) from error
    return _State(arrays)


def _npz_numbers(path: str | os.PathLike[str], headers: Mapping[str, Header]) -> dict[str, np.ndarray]:
    """The arrays of an .npz file without its texts. Raises WeightFileError for what is no weight."""
    known = {name: header.dtype for name, header in headers.items() if header.dtype is not None}
    for name, dtype in known.items():
        if dtype.kind not in "fSU":
            if name.endswith(COUNTER):
                continue
            reason = f"{name} has the type {dtype}, floating-point numbers are expected"
            raise WeightFileError(path, reason, AS_FLOATS if layer_and_role(name)[1] else AS_IMAGES)
    texts = {name for name, dtype in known.items() if dtype.kind in "SU"}
    return read_npz(path, WeightFileError, only=headers.keys() - texts)


def _check_types(path: str | os.PathLike[str], manifest: Manifest) -> None:
    for name, entry in manifest.entries.items():
        if entry.dtype not in CASTABLE and not name.endswith(COUNTER):
            reason = f"{name} has the type {entry.dtype}, floating-point numbers are expected"
            raise WeightFileError(path, reason, AS_FLOATS)
    if not manifest.entries:
        raise WeightFileError(path, "it holds no tensors", "Choose another file")
    _check_size(path, {name: entry.shape for name, entry in manifest.entries.items()})


def _check_size(path: str | os.PathLike[str], shapes: dict[str, tuple[int, ...]]) -> None:
    """Raise WeightFileError for tensors that no network here can have, before one of them is read."""
    try:
        check_parameters(shapes)
        if len(shapes) > MOST_TENSORS:
            raise MemoryLimitError(f"it holds {len(shapes):,} tensors, and the limit is {MOST_TENSORS:,}")
    except MemoryLimitError as error:
        raise WeightFileError(path, str(error), "Choose a smaller file") from error


def _own_network(path: str | os.PathLike[str], state: _State) -> tuple[Sequential, dict[str, Any]]:
    try:
        network = Sequential.from_spec(state.spec, rng=np.random.default_rng(0)).astype(state.dtype)
        network.load_state_dict(state.tensors)
    except Exception as error:  # a spec from a file may hold anything, and so may fail in any way
        raise WeightFileError(path, f"its network can't be built ({error})", DAMAGED) from error
    return network, state.about


def _place(
    path: str | os.PathLike[str],
    tensors: dict[str, np.ndarray],
    like: Sequential | Preset | str | Mapping[str, Any] | None,
    names: Mapping[str, str] | None,
    near: Sequential | None,
    input_shape: tuple[int, int, int] | None,
    counted: bool,
) -> Matched:
    """The tensors in the network that is meant. Raises UnmatchedError and ValueError."""
    theirs_of: dict[str, str] = {}
    if names:
        tensors, theirs_of = _renamed(path, tensors, names)
    if like is None:
        found = match_any(tensors, near, input_shape, counted)
    else:
        wanted = spec_of(like)
        if isinstance(wanted, Preset):
            found = match_preset(tensors, wanted, input_shape)
        else:
            found = match_network(tensors, wanted, input_shape)
            found.input_shape = input_shape
    found.table = [replace(each, theirs=theirs_of.get(each.theirs, each.theirs)) for each in found.table]
    return found


def _renamed(
    path: str | os.PathLike[str], tensors: dict[str, np.ndarray], names: Mapping[str, str]
) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The tensors under the names that a map gives them, and their own names by those."""
    here = sum(name in tensors for name in names)
    if here < sum(name in tensors for name in names.values()):  # written the other way round
        names = {theirs: ours for ours, theirs in names.items()}
    for name in names:
        if name not in tensors:
            raise WeightFileError(path, f"it holds no tensor {name}", f"Choose from {', '.join(tensors)}")
    made = {names.get(name, name): array for name, array in tensors.items()}
    if len(made) < len(tensors):
        raise WeightFileError(path, "the map gives two tensors one name", "Give each a name of its own")
    return made, {names.get(name, name): name for name in tensors}


def _unmatched_advice(path: str | os.PathLike[str], like: object) -> str:
    shard = re.search(r"-(\d+)-of-(\d+)", os.path.basename(os.fspath(path)))
    if shard is not None:
        return (
            f"It is part {int(shard[1])} of {int(shard[2])} of a model: "
            "load all in Python and save them with safetensors.torch.save_file(model.state_dict(), path)"
        )
    if like is not None:
        return "Name another network, or say where each tensor belongs (names)"
    return (
        "Say which network it is of (like; cnnviz evaluate --as), or where each tensor belongs (names; --map)"
    )


def load_weights_into(network: Sequential, path: str | os.PathLike[str]) -> dict[str, Any]:
    """Give a network the weights of a file with its names and shapes; returns the items about them.

    Any safetensors file will do, one saved by PyTorch too. Raises WeightFileError, and then nothing has
    changed.
    """
    state = network.state_dict()
    with opened(path, WeightFileError) as (file, size):
        manifest = read_manifest(file, size, os.fspath(path), WeightFileError)
        about = _items(path, manifest)[1] if _signed(manifest) else {}
        shapes = {name: array.shape for name, array in state.items()}
        if _signed(manifest):
            _match(path, manifest, shapes, OTHER_NETWORK)
            tensors = _checked_tensors(path, file, manifest)
        else:
            _check_types(path, manifest)
            tensors, _ = without_prefixes(read_tensors(file, manifest, os.fspath(path), WeightFileError))
            _match_shapes(path, {name: array.shape for name, array in tensors.items()}, shapes, OTHER_NETWORK)
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
    return signed_items(path, metadata, "cnnviz", VERSION, "spec", WeightFileError)


def _match(
    path: str | os.PathLike[str], manifest: Manifest, shapes: dict[str, tuple[int, ...]], advice: str
) -> np.dtype[Any]:
    """Check a manifest's names, shapes and types against a network's; returns the one type they have."""
    entries = {name: entry for name, entry in manifest.entries.items() if not name.endswith(COUNTER)}
    _match_shapes(path, {name: entry.shape for name, entry in entries.items()}, shapes, advice)
    types = Counter(entry.dtype for entry in entries.values() if entry.dtype in FLOATS)
    common = max(types, key=types.__getitem__, default="F32")
    for name in shapes:
        entry = entries[name]
        if entry.dtype != common:
            reason = f"{name} has the type {entry.dtype}, {common} is expected"
            raise WeightFileError(path, reason, AS_FLOATS)
    return np.dtype(DTYPES[common])


def _match_shapes(
    path: str | os.PathLike[str],
    found: Mapping[str, tuple[int, ...]],
    shapes: Mapping[str, tuple[int, ...]],
    advice: str,
) -> None:
    """Check the names and shapes of a file's tensors against a network's."""
    for name in sorted(shapes.keys() - found.keys()):
        raise WeightFileError(path, f"the tensor {name} is missing", advice)
    for name in sorted(found.keys() - shapes.keys()):
        raise WeightFileError(path, f"the tensor {name} has no place in the network", advice)
    for name, shape in shapes.items():
        if found[name] != tuple(shape):
            reason = f"{name} has the shape {found[name]}, {tuple(shape)} is expected"
            raise WeightFileError(path, reason, advice)


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


Source = str | tuple[str, Callable[[np.ndarray], np.ndarray]]


def import_npz(path: str | os.PathLike[str], network: Sequential, names: Mapping[str, Source]) -> None:
    """Give a network the weights of an .npz file; `names` says where each of ours is found there.

        import_npz("lenet.npz", network, {"fc4.weight": ("W3", np.transpose), "fc4.bias": "b3"})

    A name may come with a function that brings the array into PyTorch's order: `np.transpose` for a (in,
    out) matrix, `lambda w: w.transpose(3, 2, 0, 1)` for (kH, kW, I, O) kernels. What `names` leaves out
    stays as it is. Raises WeightFileError, and then nothing has changed.
    """
    arrays = read_npz(path, WeightFileError)
    state = network.state_dict()
    for name, source in names.items():
        theirs, change = source if isinstance(source, tuple) else (source, np.asarray)
        if name not in state:
            raise WeightFileError(path, f"the network has no {name}", f"Choose from {', '.join(state)}")
        if theirs not in arrays:
            raise WeightFileError(path, f"it holds no array {theirs}", f"Choose from {', '.join(arrays)}")
        array = np.asarray(change(arrays[theirs]))
        if array.shape != state[name].shape:
            reason = f"{theirs} has the shape {array.shape}, {name} needs {state[name].shape}"
            raise WeightFileError(path, reason, "Bring it into that order with a function")
        with np.errstate(over="ignore"):  # looked at in the next line
            state[name] = array.astype(state[name].dtype)
        check_numbers(path, name, state[name], "Use another file")
    network.load_state_dict(state)
