"""Reading idx files, the format in which MNIST and its relatives are published, gzipped or not.

A magic number (two zeros, 0x08 for unsigned bytes, the number of dimensions), each dimension as a
big-endian 32-bit integer, then the bytes. The header is believed only as far as the file bears it out:
nothing is allocated because a header says so.
"""

import math
import os
import struct
import zlib
from typing import IO, Any

import numpy as np

from core.data.dataset import DIGITS, Dataset
from core.data.errors import DataFileError
from core.files.atomic import opened
from core.files.kinds import kind_of

Path = str | os.PathLike[str]
KINDS = {1: "labels", 3: "images", 4: "images with channels"}
LARGEST = 1 << 30  # bytes of numbers
HARMLESS = 48 << 20  # bytes that any gzip file may unpack to
RATIO = 200  # more than that, no images shrink: such a file is made to fill the memory
PIECE = 1 << 20  # bytes that are read at a time
ADVICE = "Choose an idx file such as train-images-idx3-ubyte.gz, or fetch it again"


def read_idx(path: Path) -> np.ndarray:
    """The array in an idx file, gzipped or not: uint8, read-only. Raises DataFileError."""
    with opened(path, DataFileError) as (file, _):
        return parse_idx(file, path)


def parse_idx(file: IO[bytes], path: Path) -> np.ndarray:
    """The array in an open idx file (gzipped or not): uint8, read-only; `path` is for the error's sake.

    Raises DataFileError for anything that isn't a whole idx file of unsigned bytes.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    packed = start[:2] == b"\x1f\x8b"
    source: Any = _Gzip(file, path) if packed else file
    head = source.read(4)
    if len(head) < 4 or head[:2] != b"\0\0":
        kind = None if packed else kind_of(start)
        reason = f"it is {kind}" if kind else "it is empty" if not start else "it is not an idx file"
        raise DataFileError(path, reason, ADVICE)
    if head[2] != 0x08 or head[3] not in KINDS:
        reason = f"it holds idx data of another kind (type 0x{head[2]:02x}, {head[3]} dimensions)"
        raise DataFileError(
            path, reason, "Choose one of unsigned bytes with 1 dimension (labels) or 3 (images)"
        )
    dimensions = source.read(4 * head[3])
    if len(dimensions) < 4 * head[3]:
        raise DataFileError(path, "it ends within its header", ADVICE)
    shape = struct.unpack(f">{head[3]}I", dimensions)
    claimed = math.prod(shape)
    if claimed > LARGEST or (packed and claimed > max(HARMLESS, RATIO * size)):
        raise DataFileError(path, f"its header claims {claimed / 2**20:,.0f} MiB of data", ADVICE)
    there = size - 4 - len(dimensions)
    if not packed and there != claimed:
        raise DataFileError(path, f"its header claims {claimed:,} bytes of data, {there:,} are there", ADVICE)
    data = np.empty(claimed, np.uint8)
    filled = source.readinto(data.data)
    if filled < claimed or source.read(1):
        much = "less" if filled < claimed else "more"
        raise DataFileError(path, f"it holds {much} data than its header claims ({claimed:,} bytes)", ADVICE)
    data.flags.writeable = False
    return data.reshape(shape)


class _Gzip:
    """A gzipped file, unpacked only as far as is asked for (Python's GzipFile takes twice as long)."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self.file, self.path = file, path
        self.stream = zlib.decompressobj(wbits=31)
        self.waiting = b""  # read, not unpacked yet

    def readinto(self, buffer: memoryview) -> int:
        position = 0
        while position < len(buffer) and (piece := self._unpack(len(buffer) - position)):
            buffer[position : position + len(piece)] = piece
            position += len(piece)
        return position

    def read(self, size: int) -> bytes:
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(memoryview(buffer))])

    def _unpack(self, most: int) -> bytes:
        """Between 1 and `most` bytes, or none at the end of the stream, where the checksum is looked at."""
        while not self.stream.eof:
            chunk = self.waiting or self.file.read(PIECE)
            if not chunk:
                raise DataFileError(self.path, "its gzip compression ends early", ADVICE)
            try:
                piece = self.stream.decompress(chunk, min(most, 2 * PIECE))
            except zlib.error as error:
                raise DataFileError(self.path, "its gzip compression is damaged", ADVICE) from error
            self.waiting = self.stream.unconsumed_tail
            if piece:
                return piece
        return b""


def pair_idx(
    images: np.ndarray,
    labels: np.ndarray,
    images_path: Path,
    labels_path: Path,
    name: str,
    classes: tuple[str, ...] = DIGITS,
) -> Dataset:
    """The dataset of two arrays read from idx files. Raises DataFileError when they don't belong together."""
    if images.ndim < 3:
        raise DataFileError(images_path, "it holds labels, where images are expected", "Swap the two files")
    if labels.ndim != 1:
        raise DataFileError(labels_path, "it holds images, where labels are expected", "Swap the two files")
    if len(images) != len(labels):
        raise DataFileError(
            labels_path,
            f"it holds {len(labels):,} labels for {len(images):,} images",
            "Choose the two files of one pair",
        )
    if not images.size:
        raise DataFileError(images_path, "it holds no images", "Choose another file")
    if labels.max() >= len(classes):
        raise DataFileError(
            labels_path,
            f"it holds the label {labels.max()}; 0 to {len(classes) - 1} are expected",
            "Choose labels of ten classes",
        )
    return Dataset(images, labels, name, classes)


def read_idx_pair(images_path: Path, labels_path: Path, name: str = "") -> Dataset:
    """The dataset of a pair of idx files. Raises DataFileError, naming the file at fault."""
    return pair_idx(read_idx(images_path), read_idx(labels_path), images_path, labels_path, name)
