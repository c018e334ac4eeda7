"""Reading arrays from a numpy .npz file without trust: no pickles, no more memory than it has a right to.

An .npz is a zip of .npy files. Each array's header is compared with the size that the zip gives it before
anything is set aside, and objects (which numpy would unpickle, running whatever is in them) are refused by
their type.
"""

import io
import math
import os
import zipfile
import zlib
from typing import Any

import numpy as np

from core.files.atomic import FileError, opened
from core.files.kinds import kind_of

LARGEST = 1 << 30  # bytes of all arrays together, unpacked
HARMLESS = 48 << 20  # bytes that any file may unpack to
RATIO = 200  # more than that, no images shrink: such a file is made to fill the memory
ADVICE = "Make it with numpy.savez from arrays of numbers"
DAMAGE = (ValueError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_npz(path: str | os.PathLike[str], error_type: type[FileError]) -> dict[str, np.ndarray]:
    """Every array of an .npz file, by name. Raises `error_type` for what holds anything but numbers."""
    with opened(path, error_type) as (file, _):
        head = file.read(1024)
        if head[:4] != b"PK\x03\x04":
            kind = kind_of(head)
            raise error_type(path, f"it is {kind}" if kind else "it is not an .npz file", ADVICE)
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                members = archive.infolist()
                _check_members(path, members, error_type)
                return {m.filename.removesuffix(".npy"): _read_npy(archive, m) for m in members}
        except RefusedArrayError as error:
            raise error_type(path, str(error), ADVICE) from error
        except DAMAGE as error:
            raise error_type(path, "it is damaged", ADVICE) from error


class RefusedArrayError(ValueError):
    """An array that is not read; the text says why."""


def _check_members(path: Any, members: list[zipfile.ZipInfo], error_type: type[FileError]) -> None:
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if size > LARGEST or size > max(HARMLESS, RATIO * packed):
        raise error_type(path, f"it unpacks to {size / 2**30:,.1f} GiB", "Choose a smaller file")
    names = [m.filename for m in members]
    others = [name for name in names if not name.endswith(".npy")]
    if others or not names or len(set(names)) < len(names):
        raise error_type(path, "it is a zip file, not an .npz of arrays", ADVICE)


def _read_npy(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> np.ndarray:
    name = member.filename.removesuffix(".npy")
    with archive.open(member) as packed:
        head = packed.read(16 * 1024)
        start = io.BytesIO(head)
        version = np.lib.format.read_magic(start)
        if version not in HEADERS:
            raise RefusedArrayError(f"the array {name} is in a version of the format that is not read")
        shape, column_major, dtype = HEADERS[version](start)
        if dtype.hasobject:
            raise RefusedArrayError(f"the array {name} holds pickled objects, which are never opened")
        if dtype.kind not in "biuf":
            raise RefusedArrayError(f"the array {name} holds {dtype}, not numbers")
        size = math.prod(shape) * dtype.itemsize
        if min(shape, default=0) < 0 or start.tell() + size != member.file_size:
            raise RefusedArrayError(f"the array {name} claims the shape {shape} and has another size")
        data = head[start.tell() :] + packed.read()
    if len(data) != size:
        raise RefusedArrayError(f"the array {name} is cut off")
    return np.frombuffer(data, dtype).reshape(shape, order="F" if column_major else "C")
