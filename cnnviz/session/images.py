"""Reading picture files through Qt, warily: the header is looked at before anything is decoded.

`decode` is what `core.data` asks for to open a user's pictures; it knows every format that Qt does. It
runs on other threads, but this module is imported with the session, on the window's: two threads that make
the binding's types at once can end the process (`cnnviz.plots.loading`).
"""

import contextlib
import os
import struct
import threading
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from PySide6.QtCore import QLoggingCategory, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cnnviz.system.translation import translate
from core.data.images import picture_is_whole
from core.files.atomic import DataFileError, opened

MOST_PIXELS = 64_000_000  # a camera's picture; what has more is refused
MOST_WHOLE = 24_000_000  # where Qt holds all of a picture, twice, to make it smaller: 192 MB
SCALED = {b"jpg", b"jpeg"}  # formats that are made smaller while they are read
ENOUGH = 1024  # pixels a side: a larger picture is made this small while it is read
MEMORY = 512  # MiB that Qt may use to decode one
PNG = b"\x89PNG\r\n\x1a\n"
FORMATS = {b"png", b"jpg", b"jpeg", b"jfif", b"bmp", b"gif", b"webp", b"pbm", b"pgm", b"ppm"}
DEEP = {QImage.Format.Format_Grayscale16, QImage.Format.Format_RGBA64, QImage.Format.Format_RGBX64}
SILENT = threading.Lock()  # one thread at a time turns the process's stderr away
SILENCE = "qt.gui.imageio*=false"  # the error below says it; Qt would say it again on stderr


def decode(path: str | os.PathLike[str]) -> np.ndarray:
    """The first picture in a file, turned as its camera says: (H, W, 4), red, green, blue, alpha, uint8 or,
    of a picture with 16 bits a channel, uint16.

    At most 1,024 pixels a side. Raises DataFileError: too large (from its header alone), damaged, no picture.
    """
    png = False
    with opened(path, DataFileError) as (file, _):  # the disk's errors in plain words, which Qt doesn't have
        head = file.read(24)
        if not picture_is_whole(file):
            raise DataFileError(path, *_cut_off())
        file.seek(len(head))
        png = head.startswith(PNG)
        if png:
            width, height = struct.unpack(">II", head[16:24].ljust(8, b"\0"))
            _check_size(path, width, height, MOST_WHOLE)
            if not _whole_png(file):
                raise DataFileError(path, *_damaged())
    QLoggingCategory.setFilterRules(SILENCE)
    with _without_stderr() if png else contextlib.nullcontext():  # libpng itself complains there of damage
        return _read(path)


def _read(path: str | os.PathLike[str]) -> np.ndarray:
    reader = QImageReader(os.fspath(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    reader.setAllocationLimit(MEMORY)
    kind = bytes(reader.format().data())
    if not reader.canRead() or kind not in FORMATS:
        raise DataFileError(
            path,
            translate("images", "it is not a picture that can be read"),
            translate("images", "Choose a PNG or JPEG file"),
        )
    size = reader.size()
    _check_size(path, size.width(), size.height(), MOST_PIXELS if kind in SCALED else MOST_WHOLE)
    if max(size.width(), size.height()) > ENOUGH:
        small = size.scaled(QSize(ENOUGH, ENOUGH), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read() if size.isValid() else QImage()
    if image.isNull():
        raise DataFileError(path, *_damaged())
    return pixels(image)


@contextlib.contextmanager
def _without_stderr() -> Iterator[None]:
    """Turn away what C libraries write on the process's stderr; what can't be turned away is written."""
    with SILENT, contextlib.ExitStack() as undo:
        with contextlib.suppress(OSError):
            kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
            undo.callback(os.close, kept)
            undo.callback(os.close, nowhere)
            os.dup2(nowhere, 2)
            undo.callback(os.dup2, kept, 2)
        yield


def _check_size(path: str | os.PathLike[str], width: int, height: int, most: int) -> None:
    if width * height > most:
        reason = translate("images", "it has {0} x {1} pixels").format(width, height)
        raise DataFileError(path, reason, translate("images", "Make it smaller: a digit is read in 28 x 28"))


def _cut_off() -> tuple[str, str]:
    return translate("images", "it is cut off: its end is missing"), translate(
        "images", "Fetch it again, or choose another picture"
    )


def _damaged() -> tuple[str, str]:
    return translate("images", "it is damaged"), translate("images", "Choose another picture")


def _whole_png(file: BinaryIO) -> bool:
    """Whether the checksums of all of a PNG's chunks are right."""
    file.seek(len(PNG))
    kind = b""
    while kind != b"IEND":
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        checksum = zlib.crc32(kind)
        while length > 0 and (piece := file.read(min(length, 1 << 20))):
            checksum, length = zlib.crc32(piece, checksum), length - len(piece)
        if len(kind) < 4 or length or file.read(4) != checksum.to_bytes(4, "big"):
            return False
    return True


def pixels(image: QImage) -> np.ndarray:
    """A copy of an image's pixels, (H, W, 4): red, green, blue, straight alpha; uint8 or uint16."""
    deep = image.format() in DEEP
    made = image.convertToFormat(QImage.Format.Format_RGBA64 if deep else QImage.Format.Format_RGBA8888)
    dtype = np.dtype(np.uint16 if deep else np.uint8)
    rows = np.frombuffer(made.constBits(), dtype).reshape(
        made.height(), made.bytesPerLine() // dtype.itemsize
    )
    return rows[:, : 4 * made.width()].reshape(made.height(), made.width(), 4).copy()
