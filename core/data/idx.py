"""Reading idx files, the format in which MNIST and its relatives are published, gzipped or not.

A magic number (two zeros, the type of the numbers, the number of dimensions), each dimension as a
big-endian 32-bit integer, then the numbers. The header is believed only as far as the file bears it out:
nothing is allocated because a header says so.
"""

import math
import os
import struct
import zlib
from typing import IO, Any

import numpy as np

from core.files.atomic import DataFileError, opened
from core.files.kinds import advice_for, kind_of
from core.files.npz import Header

Path = str | os.PathLike[str]
TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
MOST_DIMENSIONS = 4
NESTED = 3  # times that a file may be gzipped over and over
LARGEST = 1 << 30  # bytes of numbers
MOST_EMPTY = 1000  # members without data that follow one another; some writers end a file with one
HARMLESS = 48 << 20  # bytes that any gzip file may unpack to
RATIO = 200  # more than that, no images shrink: such a file is made to fill the memory
PIECE = 1 << 20  # bytes that are read at a time
ADVICE = "Choose an idx file such as train-images-idx3-ubyte.gz, or fetch it again"


def idx_header(path: Path) -> Header:
    """The header of an idx file, gzipped or not, without its numbers. Raises DataFileError."""
    with opened(path, DataFileError) as (file, _):
        return Header(*_read_header(_source(file, path), file, path))


def read_idx(path: Path) -> np.ndarray:
    """The array in an idx file, gzipped or not, in native byte order; read-only. Raises DataFileError."""
    with opened(path, DataFileError) as (file, _):
        return parse_idx(file, path)


def parse_idx(file: IO[bytes], path: Path) -> np.ndarray:
    """The array in an open idx file (gzipped or not), read-only; `path` is for the error's sake.

    Raises DataFileError for anything that isn't a whole idx file.
    """
    size = file.seek(0, os.SEEK_END)
    source = _source(file, path)
    packed = isinstance(source, _Gzip)
    shape, dtype = _read_header(source, file, path)
    claimed = math.prod(shape) * dtype.itemsize
    if claimed > LARGEST or (packed and claimed > max(HARMLESS, RATIO * size)):
        raise DataFileError(path, f"its header claims {claimed / 2**20:,.0f} MiB of data", ADVICE)
    there = size - 4 - 4 * len(shape)
    if not packed and there != claimed:
        raise DataFileError(path, f"its header claims {claimed:,} bytes of data, {there:,} are there", ADVICE)
    data = np.empty(claimed, np.uint8)
    filled = source.readinto(data.data)
    if filled < claimed or source.read(1):
        much = "less" if filled < claimed else "more"
        raise DataFileError(path, f"it holds {much} data than its header claims ({claimed:,} bytes)", ADVICE)
    array = data.view(dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=False)
    array.flags.writeable = False
    return array


def _source(file: IO[bytes], path: Path) -> Any:
    """The file's bytes, unpacked if need be: gzip may lie in gzip."""
    file.seek(0)
    start = file.read(2)
    file.seek(0)
    source: Any = file
    for _ in range(NESTED):
        if start != b"\x1f\x8b":
            break
        source = _Gzip(source, path)
        start = source.peek(2)
    return source


def _read_header(source: Any, file: IO[bytes], path: Path) -> tuple[tuple[int, ...], np.dtype[Any]]:
    head = source.read(4)
    if len(head) < 4 or head[:2] != b"\0\0":
        file.seek(0)
        start = file.read(1024)
        kind = None if start[:2] == b"\x1f\x8b" else kind_of(start)
        reason = f"it is {kind}" if kind else "it is empty" if not start else "it is not an idx file"
        raise DataFileError(path, reason, advice_for(kind, path, ADVICE))
    if head[2] not in TYPES or not 1 <= head[3] <= MOST_DIMENSIONS:
        reason = f"it holds idx data of another kind (type 0x{head[2]:02x}, {head[3]} dimensions)"
        raise DataFileError(path, reason, "Choose one of numbers with 1 dimension (labels) or 3 (images)")
    dimensions = source.read(4 * head[3])
    if len(dimensions) < 4 * head[3]:
        raise DataFileError(path, "it ends within its header", ADVICE)
    return struct.unpack(f">{head[3]}I", dimensions), np.dtype(TYPES[head[2]])


class _Gzip:
    """A gzipped file of one or more members, unpacked as far as is asked for, twice as fast as GzipFile."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self.file, self.path = file, path
        self.stream = zlib.decompressobj(wbits=31)
        self.waiting = b""  # read, not unpacked yet
        self.ahead = b""  # unpacked, not asked for yet
        self.empty = 0  # members without a byte, one after the other

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay the next ones."""
        self.ahead = self.read(size)
        return self.ahead

    def readinto(self, buffer: memoryview) -> int:
        position = min(len(self.ahead), len(buffer))
        buffer[:position], self.ahead = self.ahead[:position], self.ahead[position:]
        while position < len(buffer) and (piece := self._unpack(len(buffer) - position)):
            buffer[position : position + len(piece)] = piece
            position += len(piece)
        return position

    def read(self, size: int) -> bytes:
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(memoryview(buffer))])

    def _unpack(self, most: int) -> bytes:
        """Between 1 and `most` bytes, or none at the end of the stream, where the checksum is looked at."""
        while not self._ended():
            chunk = self.waiting or self.file.read(PIECE)
            if not chunk:
                raise DataFileError(self.path, "its gzip compression ends early", ADVICE)
            try:
                piece = self.stream.decompress(chunk, min(most, 2 * PIECE))
            except zlib.error as error:
                raise DataFileError(self.path, "its gzip compression is damaged", ADVICE) from error
            self.waiting = self.stream.unconsumed_tail
            if piece:
                self.empty = 0
                return piece
        return b""

    def _ended(self) -> bool:
        """Whether the last member is unpacked; another that follows is begun, zeros are padding."""
        if not self.stream.eof:
            return False
        rest = self.stream.unused_data.lstrip(b"\0")
        if len(rest) < 2:
            rest = (rest + self.file.read(PIECE)).lstrip(b"\0")
        if rest[:2] != b"\x1f\x8b":
            return True
        self.empty += 1
        if self.empty > MOST_EMPTY:
            raise DataFileError(self.path, "its gzip compression has thousands of parts without data", ADVICE)
        self.stream, self.waiting = zlib.decompressobj(wbits=31), rest
        return False
