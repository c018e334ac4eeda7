"""A folder of pictures, one folder inside for each class, as a dataset."""

import os
import re
from pathlib import Path

import numpy as np

from core.data.dataset import Dataset
from core.data.errors import DataFileError
from core.data.images import SIZE, Decode, read_image

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".pgm", ".pbm", ".ppm", ".tif", ".tiff"}
MOST_CLASSES = 256  # labels are bytes
MOST_PICTURES = 200_000
ADVICE = "Choose a folder that holds one folder of pictures for each class"


def read_folder(path: str | os.PathLike[str], decode: Decode) -> Dataset:
    """The dataset of the pictures in `path`/<class>/<any name>; classes are in the order of their names.

    Raises DataFileError, naming the file or folder at fault; one picture that can't be read stops it all,
    so that nobody trains on less than they think.
    """
    root = Path(path)
    try:
        folders = sorted(filter(os.path.isdir, _visible(root)), key=lambda folder: _natural(folder.name))
        files = [sorted((f for f in _visible(folder) if f.is_file()), key=str) for folder in folders]
    except (OSError, ValueError) as error:
        raise DataFileError(path, "it can't be looked through", ADVICE) from error
    pictures = [[f for f in files_of_class if f.suffix.lower() in PICTURES] for files_of_class in files]
    count = sum(map(len, pictures))
    if not count:
        inside = folders[0].name if folders else ""
        deeper = any(each.is_dir() for folder in folders[:1] for each in _visible(folder))
        advice = f"Choose a folder inside it, such as {inside}" if deeper else ADVICE
        raise DataFileError(
            path, "its folders hold no pictures" if folders else "it holds no folders", advice
        )
    for folder, found in zip(folders, pictures, strict=True):
        if not found:
            raise DataFileError(folder, "this class has no pictures", "Add some, or take the folder away")
    if len(folders) > MOST_CLASSES or count > MOST_PICTURES:
        reason = f"it holds {count:,} pictures in {len(folders):,} classes"
        raise DataFileError(path, reason, f"Use at most {MOST_PICTURES:,} in {MOST_CLASSES}")
    images = np.empty((count, SIZE, SIZE), np.uint8)
    for row, picture in enumerate(picture for of_class in pictures for picture in of_class):
        images[row] = read_image(picture, decode)
    labels = np.repeat(np.arange(len(folders)), [len(each) for each in pictures]).astype(np.uint8)
    return Dataset(images, labels, root.name, tuple(folder.name for folder in folders))


def _visible(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if not each.name.startswith((".", "__"))]


def _natural(name: str) -> list[tuple[bool, int, str]]:
    """A key that sorts "2" before "10"."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d+)", name)
    ]
