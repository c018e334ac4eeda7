"""Tensors in a file: the safetensors format, written the same way every time and read without trust.

Eight bytes that give the length of a JSON header, the header (each tensor's dtype, shape and place, and
texts under `__metadata__`), then the numbers, end to end. The format holds numbers and text only, so a file
can't run anything. We read it ourselves because everything has to be checked against the real size of the
file before any of it is believed; what we write, every safetensors library reads.
"""

import json
import math
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from core.files.atomic import FileError
from core.files.kinds import advice_for_weights, kind_of

DTYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "|u1", "BOOL": "|b1",
}  # fmt: skip
BFLOAT = "BF16"  # the upper half of a float32, which numpy has no type for: it is read as one
STORED = {**DTYPES, BFLOAT: "<u2"}
CODES = {np.dtype(code).str: name for name, code in DTYPES.items()}
LONGEST_HEADER = 1 << 17  # bytes; ours has 4 KiB
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


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, ASCII. Raises ValueError or TypeError."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def pack(tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> bytes:
    """A whole safetensors file. The same tensors and metadata always give the same bytes."""
    arrays = {name: np.ascontiguousarray(array) for name, array in tensors.items()}  # strides are not stored
    arrays = {name: a.astype(a.dtype.newbyteorder("<"), copy=False) for name, a in arrays.items()}
    header: dict[str, Any] = {"__metadata__": dict(sorted(metadata.items()))}
    position, chunks = 0, []
    for name, array in sorted(
        arrays.items(), key=lambda item: (-item[1].itemsize, item[0])
    ):  # keeps them aligned
        end = position + array.nbytes
        shape = list(tensors[name].shape)  # ascontiguousarray makes (1,) of ()
        header[name] = {"dtype": CODES[array.dtype.str], "shape": shape, "data_offsets": [position, end]}
        chunks.append(array.tobytes())
        position = end
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "backslashreplace")
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *chunks])


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
        header = json.loads(text.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise error_type(path, "its header is not readable JSON", DAMAGED) from error
    try:
        metadata = header.pop("__metadata__", {})
        if not isinstance(metadata, dict) or not all(isinstance(item, str) for item in metadata.values()):
            raise ValueError("its metadata are not texts")
        entries = {name: _entry(name, item) for name, item in header.items()}
        position = 0
        for name, entry in sorted(entries.items(), key=lambda item: (item[1].start, item[1].stop)):
            if entry.start != position:
                raise ValueError(f"the place of {name} overlaps another tensor or leaves a gap")
            position = entry.stop
        if position != size - 8 - length:
            raise ValueError(f"its tensors need {position:,} bytes and {size - 8 - length:,} are there")
    except ValueError as error:
        raise error_type(path, str(error), DAMAGED) from error
    return Manifest(entries, metadata, 8 + length, size)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    items = dict(pairs)
    if len(items) != len(pairs):
        raise ValueError("a name occurs twice")
    return items


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


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
    file.seek(manifest.offset)
    tensors = {}
    for name, entry in sorted(manifest.entries.items(), key=lambda item: (item[1].start, item[1].stop)):
        array = np.empty(entry.shape, STORED[entry.dtype])
        if array.size and _fill(file, array) != array.nbytes:
            raise error_type(path, "it became shorter while it was read", "Try again")
        if entry.dtype == "BOOL" and array.size and array.view(np.uint8).max() > 1:
            raise error_type(path, f"{name} holds what is neither true nor false", DAMAGED)
        if entry.dtype == BFLOAT:
            array = (array.astype("<u4") << 16).view("<f4")
        array.setflags(write=False)
        tensors[name] = array
    return tensors


def _fill(file: Any, array: np.ndarray) -> int:
    """Read an array's bytes where they belong, without a copy; how many there were."""
    return int(file.readinto(memoryview(array.reshape(-1).view(np.uint8))))  # type: ignore[arg-type]
