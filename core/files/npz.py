"""Reading arrays from a numpy .npz file without trust: no pickles, no more memory than it has a right to.

An .npz is a zip of .npy files. Each array's header is compared with the size that the zip gives it before
anything is set aside, and objects (which numpy would unpickle, running whatever is in them) are refused by
their type.
"""

import encodings.cp437  # noqa: F401  # names in old zip files: nothing is imported while a file is read
import io
import math
import os
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, TypeVar

import numpy as np

from core.files.atomic import DataFileError, FileError, opened
from core.files.kinds import kind_of

LARGEST = 1 << 30  # bytes of all arrays together, unpacked
HARMLESS = 48 << 20  # bytes that any file may unpack to
RATIO = 200  # more than that, no images shrink: such a file is made to fill the memory
T = TypeVar("T")
PIECE = 1 << 20  # bytes that are unpacked at a time
HEADER = 16 * 1024  # bytes in which an array's header lies
ADVICE = "Make it with numpy.savez from arrays of numbers"
DAMAGE = (ValueError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


@dataclass(frozen=True)
class Header:
    """An array before it is read: its shape, its dtype (None where it can't be read)."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any] | None


def read_npz(
    path: str | os.PathLike[str],
    error_type: type[FileError] = DataFileError,
    only: Collection[str] | None = None,
) -> dict[str, np.ndarray]:
    """Every array of an .npz file, or `only` some. Raises `error_type` for all but numbers and text."""

    def read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, np.ndarray]:
        wanted = [m for m in members if only is None or array_name(m) in only]
        return {array_name(m): _read_npy(archive, m) for m in wanted}

    return _with_members(path, error_type, read)


def npz_headers(
    path: str | os.PathLike[str], error_type: type[FileError] = DataFileError
) -> dict[str, Header]:
    """The shape and dtype of every array of an .npz file; no dtype where it holds pickled objects."""

    def read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, Header]:
        made = {}
        for member in members:
            with archive.open(member) as packed:
                shape, _, dtype, _ = npy_header(packed.read(HEADER), array_name(member))
            made[array_name(member)] = Header(shape, None if dtype.hasobject else dtype)
        return made

    return _with_members(path, error_type, read)


def read_npy(path: str | os.PathLike[str]) -> np.ndarray:
    """The array of an .npy file. Raises DataFileError."""
    with opened(path, DataFileError) as (file, size), _refusals(path, DataFileError):
        return _whole_array(file, size, os.path.basename(os.fspath(path)))


def read_npy_header(path: str | os.PathLike[str]) -> Header:
    """The shape and dtype of the array of an .npy file. Raises DataFileError."""
    with opened(path, DataFileError) as (file, _), _refusals(path, DataFileError):
        shape, _, dtype, _ = npy_header(file.read(HEADER), os.path.basename(os.fspath(path)))
        return Header(shape, None if dtype.hasobject else dtype)


def array_name(member: zipfile.ZipInfo) -> str:
    """The name under which an array was saved."""
    return member.filename.removesuffix(".npy")


def _with_members(
    path: str | os.PathLike[str],
    error_type: type[FileError],
    read: Callable[[zipfile.ZipFile, list[zipfile.ZipInfo]], T],
) -> T:
    """What `read` makes of an archive's members, once they are known to be no bomb."""
    with opened(path, error_type) as (file, _):
        head = file.read(1024)
        if head[:4] != b"PK\x03\x04":
            kind = kind_of(head)
            raise error_type(path, f"it is {kind}" if kind else "it is not an .npz file", ADVICE)
        file.seek(0)
        with _refusals(path, error_type), zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(path, members, error_type)
            return read(archive, members)


class RefusedArrayError(ValueError):
    """An array that is not read; the text says why."""


@contextmanager
def _refusals(path: str | os.PathLike[str], error_type: type[FileError]) -> Iterator[None]:
    """Inside, an array that is refused, or damage, is an `error_type`."""
    try:
        yield
    except RefusedArrayError as error:
        raise error_type(path, str(error), ADVICE) from error
    except DAMAGE as error:
        raise error_type(path, "it is damaged", ADVICE) from error


def _check_members(path: Any, members: list[zipfile.ZipInfo], error_type: type[FileError]) -> None:
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if size > LARGEST or size > max(HARMLESS, RATIO * packed):
        raise error_type(path, f"it unpacks to {size / 2**30:,.1f} GiB", "Choose a smaller file")
    names = [m.filename for m in members]
    others = [name for name in names if not name.endswith(".npy")]
    if others or not names or len(set(names)) < len(names):
        raise error_type(path, "it is a zip file, not an .npz of arrays", ADVICE)


def _read_npy(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> np.ndarray:
    with archive.open(member) as packed:
        return _whole_array(packed, member.file_size, array_name(member))


def npy_header(head: bytes, name: str) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    """Shape, whether Fortran order, dtype, and where the numbers begin. Raises RefusedArrayError, DAMAGE."""
    start = io.BytesIO(head)
    version = np.lib.format.read_magic(start)
    if version not in HEADERS:
        raise RefusedArrayError(f"the array {name} is in a version of the format that is not read")
    shape, column_major, dtype = HEADERS[version](start)
    return shape, column_major, dtype, start.tell()


def _whole_array(packed: IO[bytes], file_size: int, name: str) -> np.ndarray:
    head = packed.read(HEADER)
    shape, column_major, dtype, start = npy_header(head, name)
    if dtype.hasobject:
        raise RefusedArrayError(f"the array {name} holds pickled objects, which are never opened")
    if dtype.kind not in "biufSU":
        raise RefusedArrayError(f"the array {name} holds {dtype}, not numbers")
    size = math.prod(shape) * dtype.itemsize
    if min(shape, default=0) < 0 or start + size != file_size:
        raise RefusedArrayError(f"the array {name} claims the shape {shape} and has another size")
    if size > LARGEST:
        raise RefusedArrayError(f"the array {name} has {size / 2**30:,.1f} GiB")
    data = np.empty(size, np.uint8)
    position = min(size, len(head) - start)
    data[:position] = np.frombuffer(head, np.uint8, position, start) if position else 0
    while position < size and (piece := packed.read(min(size - position, PIECE))):
        data[position : position + len(piece)] = np.frombuffer(piece, np.uint8)
        position += len(piece)
    if position < size or packed.read(1):
        raise RefusedArrayError(f"the array {name} is cut off")
    array = data.view(dtype) if size else np.empty(0, dtype)
    return array.reshape(shape, order="F" if column_major else "C")
