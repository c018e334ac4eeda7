"""Reading idx files, the format in which MNIST and its relatives are published, gzipped or not.

A magic number (two zeros, 0x08 for unsigned bytes, the number of dimensions), each dimension as a
big-endian 32-bit integer, then the bytes. The header is believed only as far as the file bears it out:
nothing is allocated because a header says so.
"""

import math
import os
import struct
import zlib

import numpy as np

from core.data.dataset import DIGITS, Dataset
from core.data.errors import DataFileError
from core.files import read_whole

GZIP = b"\x1f\x8b"
HEADER = 4 + 4 * 4  # the longest header: four dimensions
LARGEST_FILE = 1 << 30  # bytes
LARGEST_ARRAY = 1 << 30  # bytes, uncompressed
SHAPES = {1: "labels", 3: "images", 4: "images with channels"}
ADVICE = "Choose an idx file such as train-images-idx3-ubyte.gz, or fetch it again"


def parse_idx(content: bytes, path: str | os.PathLike[str]) -> np.ndarray:
    """The array in an idx file's bytes (gzipped or not), uint8, read-only; `path` is for the error's sake.

    Raises DataFileError for anything that isn't a whole idx file of unsigned bytes.
    """
    packed = content[:2] == GZIP
    head = _unpack(content, HEADER, path, whole=False) if packed else content[:HEADER]
    if len(head) < 4 or head[:2] != b"\0\0":
        raise DataFileError(path, "it is not an idx file (its first bytes are others)", ADVICE)
    if head[2] != 0x08 or head[3] not in SHAPES:
        raise DataFileError(
            path,
            f"it holds idx data of another kind (type 0x{head[2]:02x}, {head[3]} dimensions)",
            "Choose an idx file of unsigned bytes with labels (1 dimension) or images (3)",
        )
    start = 4 + 4 * head[3]
    if len(head) < start:
        raise DataFileError(path, "it ends within its header", ADVICE)
    shape = struct.unpack(f">{head[3]}I", head[4:start])
    size = math.prod(shape)
    if size > LARGEST_ARRAY:
        raise DataFileError(path, f"its header claims {size / 2**30:,.1f} GiB of data", ADVICE)
    if packed:
        content = _unpack(content, start + size, path, whole=True)
    if len(content) != start + size:
        more = "more" if len(content) > start + size else "less"
        raise DataFileError(
            path, f"it holds {more} data than the {' x '.join(map(str, shape))} of its header", ADVICE
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _unpack(content: bytes, size: int, path: str | os.PathLike[str], whole: bool) -> bytes:
    """The first `size` bytes (one more, if `whole` and there are more) of gzipped content, never beyond."""
    stream = zlib.decompressobj(wbits=31)
    try:
        data = stream.decompress(content, size + 1 if whole else size)
    except zlib.error as error:
        raise DataFileError(path, "its gzip compression is damaged", ADVICE) from error
    if whole and len(data) == size and not stream.eof:  # the checksum at the end was not reached
        raise DataFileError(path, "its gzip compression ends early", ADVICE)
    return data


def read_idx(path: str | os.PathLike[str]) -> np.ndarray:
    """The array in an idx file, gzipped or not: uint8, read-only. Raises DataFileError."""
    return parse_idx(read_whole(path, LARGEST_FILE, DataFileError), path)


def pair_idx(
    images: np.ndarray,
    labels: np.ndarray,
    images_path: str | os.PathLike[str],
    labels_path: str | os.PathLike[str],
    name: str,
    classes: tuple[str, ...] = DIGITS,
) -> Dataset:
    """The dataset of two arrays read from idx files; raises DataFileError when they don't belong together."""
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


def read_idx_pair(
    images_path: str | os.PathLike[str], labels_path: str | os.PathLike[str], name: str = ""
) -> Dataset:
    """The dataset of a pair of idx files. Raises DataFileError, naming the file at fault."""
    return pair_idx(read_idx(images_path), read_idx(labels_path), images_path, labels_path, name)
