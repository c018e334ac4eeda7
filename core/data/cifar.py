"""CIFAR-10 and CIFAR-100 in their binary version: a label or two, then 3 x 1,024 pixels each."""

import re
from pathlib import Path

import numpy as np

from core.data.choices import DataChoices
from core.data.inspection import RawData, RawPart
from core.files.atomic import DataFileError, read_whole

PIXELS = 3 * 32 * 32
LARGEST = 1 << 30  # bytes of one file
TEN = re.compile(r"(data_batch.*|test_batch.*)\.bin$", re.IGNORECASE)
HUNDRED = re.compile(r"(train|test)\.bin$", re.IGNORECASE)
LABELS_100 = ("fine", "coarse")
NAMES_10 = "batches.meta.txt"


def cifar_files(folder: Path) -> list[Path]:
    """The binary files of CIFAR-10 or CIFAR-100 in a folder."""
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() == ".bin" and each.is_file())
    except OSError:
        return []
    ten = [each for each in files if TEN.match(each.name)]
    return ten or [each for each in files if HUNDRED.match(each.name)]


def read_cifar(path: Path, choices: DataChoices) -> RawData:
    """The set of a file of it, or of the folder in which they lie."""
    folder = path if path.is_dir() else path.parent
    files = cifar_files(folder) or [path]
    if path.is_file() and path not in files:
        files = [path]
    hundred = not TEN.match(files[0].name) and _rows(files[0], 2) is not None
    front = 2 if hundred else 1
    arrays: dict[str, list[np.ndarray]] = {}
    for file in files:
        data = np.frombuffer(read_whole(file, LARGEST, DataFileError), np.uint8)
        if not data.size or data.size % (front + PIXELS):
            reason = f"it holds {data.size:,} bytes, which are no whole images of {front + PIXELS:,} bytes"
            raise DataFileError(file, reason, "Fetch it again: it is cut off, or not CIFAR's binary version")
        part = "test" if "test" in file.name.lower() else "train"
        arrays.setdefault(part, []).append(data.reshape(-1, front + PIXELS))
    kind = "CIFAR-100 binary" if hundred else "CIFAR-10 binary"
    which = choices.pair or LABELS_100[0]
    if hundred and which not in LABELS_100:
        raise DataFileError(
            path, f"it has no labels called {which}", f"Choose from {', '.join(LABELS_100)} (pair)"
        )
    column = int(which == "fine") if hundred else 0
    parts = []
    for part in sorted(arrays, reverse=True):
        table = np.concatenate(arrays.pop(part))
        images = table[:, front:].reshape(-1, 3, 32, 32)
        parts.append(RawPart(part, images, table[:, column].copy(), f"{part} images", f"{part} labels"))
    raw = RawData(str(path), kind, folder.absolute().name, parts)
    raw.class_names = _names(folder / (f"{which}_label_names.txt" if hundred else NAMES_10))
    if hundred:
        raw.notes.append(f"its {which} labels are used; pair says which")
    return raw


def _rows(file: Path, front: int) -> int | None:
    """How many images with so many labels in front a file holds, if that is possible."""
    data = np.frombuffer(read_whole(file, LARGEST, DataFileError), np.uint8)
    if not data.size or data.size % (front + PIXELS):
        return None
    labels = data.reshape(-1, front + PIXELS)[:, :front]
    return len(labels) if (labels < 100).all() else None


def _names(path: Path) -> dict[int, str] | None:
    try:
        text = read_whole(path, 1 << 16, DataFileError).decode("utf-8", "replace")
    except DataFileError:
        return None
    return dict(enumerate(line.strip() for line in text.splitlines() if line.strip())) or None
