"""Tensors in a file: the safetensors format, read and written by its library, and believed by nobody.

Eight bytes that give the length of a JSON header, the header (each tensor's dtype, shape and place, and
texts under `__metadata__`), then the numbers, end to end. The format holds numbers and text only, so a file
can't run anything. The header is looked at here, against the real size of the file and before a tensor is
read: who reads a file decides by names, types and shapes whether its numbers are wanted at all. Then the
library reads them, from bytes: a file that is mapped and cut short meanwhile would end the program.
"""

import json
import math
import os
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import safetensors
import safetensors.numpy

from core.files.atomic import FileError, one_line
from core.files.kinds import advice_for_weights, kind_of
from core.files.metadata import MARK, canonical_json, unwrapped

DTYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "|u1", "BOOL": "|b1",
}  # fmt: skip
BFLOAT = "BF16"  # the upper half of a float32, which numpy has no type for: it is read as one
STORED = {**DTYPES, BFLOAT: "<u2"}
LONGEST_HEADER = 1 << 19  # bytes; ours has 4 KiB, and more with each setting changed by hand
LONGEST_NAME = 500  # letters of a tensor's; names are taken apart by patterns, at a cost beyond their length
LARGEST = 2 << 30  # bytes of a file whose tensors are read: the library copies them once
DAMAGED = "The file is damaged: use another copy of it"
NOT_OURS = (
    "Choose a .safetensors file; "
    "safetensors.torch.save_file(model.state_dict(), path) makes one of a PyTorch model"
)


@dataclass(frozen=True)
class TensorEntry:
    """Where one tensor lies: its dtype ("F32"), shape, and the bytes from `start` to `stop` of the data."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    stop: int


@dataclass(frozen=True)
class Manifest:
    """What a tensor file says about itself, checked: tensors by name, metadata, and where its data begins."""

    entries: dict[str, TensorEntry]
    metadata: dict[str, str]
    offset: int
    size: int


def pack(tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> bytes:
    """A whole safetensors file. The same tensors and metadata always give the same bytes."""
    arrays = {name: np.asarray(array, order="C") for name, array in tensors.items()}  # strides are not stored
    return safetensors.numpy.save(arrays, {MARK: canonical_json(metadata)})


def read_manifest(file: BinaryIO, size: int, path: str, error_type: type[FileError]) -> Manifest:
    """Read and check the header of an open file of `size` bytes; raises `error_type`. Reads no tensor."""
    head = file.read(1024)
    length = int.from_bytes(head[:8], "little")
    if len(head) < 10 or head[8:9] != b"{":
        kind = kind_of(head)
        reason = "it is empty" if not head else f"it is {kind}" if kind else "it is not a safetensors file"
        raise error_type(path, reason, advice_for_weights(kind, path, NOT_OURS))
    if length > min(size - 8, LONGEST_HEADER):
        raise error_type(path, f"its header claims {length:,} bytes and the file holds {size:,}", DAMAGED)
    text = (head + file.read(max(0, 8 + length - len(head))))[8 : 8 + length]
    try:
        header = json.loads(text.decode())
    except (ValueError, RecursionError) as error:
        raise error_type(path, "its header is not readable JSON", DAMAGED) from error
    try:
        metadata = unwrapped(header.pop("__metadata__", {}))
        longest = max(header, key=len, default="")
        if len(longest) > LONGEST_NAME:
            reason = f"a tensor's name has {len(longest):,} letters, {longest[:20]}..."
            raise error_type(path, reason, "Rename the layer where the network is made, and save it again")
        entries = {name: _entry(name, item) for name, item in header.items()}
        needed = sum(entry.stop - entry.start for entry in entries.values())
        if needed != size - 8 - length:
            raise ValueError(f"its tensors need {needed:,} bytes and {size - 8 - length:,} are there")
    except ValueError as error:
        raise error_type(path, str(error), DAMAGED) from error
    return Manifest(entries, metadata, 8 + length, size)


def signed_items(
    path: str | os.PathLike[str],
    metadata: dict[str, str],
    mark: str,
    newest: int,
    name: str,
    error_type: type[FileError],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON objects `name` and "about" of a file that cnnviz signed; the item `mark` has its version."""
    version = metadata.get(mark, "")
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise error_type(path, "its version is not a number", DAMAGED)
    if int(version) > newest:
        raise error_type(path, f"it needs a newer cnnviz (version {version} of the format)", "Update cnnviz")
    if set(metadata) != {mark, name, "about", "sha256"} or int(version) < 1:
        raise error_type(path, "its metadata are not those that cnnviz writes", DAMAGED)
    try:
        found, about = json.loads(metadata[name]), json.loads(metadata["about"])
    except (ValueError, RecursionError) as error:
        raise error_type(path, "its metadata are not readable JSON", DAMAGED) from error
    if not isinstance(found, dict) or not isinstance(about, dict):
        raise error_type(path, "its metadata are not those that cnnviz writes", DAMAGED)
    return found, about


def _entry(name: str, item: Any) -> TensorEntry:
    if not isinstance(item, dict) or set(item) != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"the entry of {name} is not a tensor's")
    dtype, shape, place = item["dtype"], item["shape"], item["data_offsets"]
    for numbers in (shape, place):
        if not isinstance(numbers, list) or not all(type(n) is int and 0 <= n < 1 << 48 for n in numbers):
            raise ValueError(f"the shape or place of {name} is not a list of counts")
    if len(shape) > 8 or len(place) != 2:
        raise ValueError(f"the shape or place of {name} has {max(len(shape), len(place))} numbers")
    if not isinstance(dtype, str) or dtype not in STORED:
        raise ValueError(f"{name} has the type {str(dtype)[:20]}, which is not supported")
    if math.prod(shape) * np.dtype(STORED[dtype]).itemsize != place[1] - place[0]:
        raise ValueError(f"{name} claims the shape {tuple(shape)} and has {place[1] - place[0]:,} bytes")
    return TensorEntry(dtype, tuple(shape), *place)


def read_tensors(
    file: BinaryIO, manifest: Manifest, path: str, error_type: type[FileError]
) -> dict[str, np.ndarray]:
    """Read the tensors of a checked manifest, in their order in the file; the arrays are read-only."""
    if manifest.size > LARGEST:
        raise error_type(path, f"it holds {manifest.size / 2**20:,.0f} MiB", "Choose a smaller file")
    file.seek(0)
    content = file.read(manifest.size)
    if len(content) != manifest.size:
        raise error_type(path, "it became shorter while it was read", "Try again")
    try:
        found = dict(safetensors.deserialize(content))
    except safetensors.SafetensorError as error:
        raise error_type(path, one_line(f"the safetensors library refuses it ({error})"), DAMAGED) from error
    del content
    if {name: (item["dtype"], tuple(item["shape"])) for name, item in found.items()} != {
        name: (entry.dtype, entry.shape) for name, entry in manifest.entries.items()
    }:
        raise error_type(path, "it was changed while it was read", "Try again")
    tensors = {}
    for name, entry in sorted(manifest.entries.items(), key=lambda item: (item[1].start, item[1].stop)):
        array = np.frombuffer(found.pop(name)["data"], STORED[entry.dtype]).reshape(entry.shape).copy()
        if entry.dtype == "BOOL" and array.size and array.view(np.uint8).max() > 1:
            raise error_type(path, f"{name} holds what is neither true nor false", DAMAGED)
        if entry.dtype == BFLOAT:
            array = (array.astype("<u4") << 16).view("<f4")
        array.setflags(write=False)
        tensors[name] = array
    return tensors
