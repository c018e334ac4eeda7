"""A folder of pictures, one folder inside for each class, as a dataset."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.data.dataset import Dataset
from core.data.errors import DataFileError
from core.data.images import SIZE, Decode, read_image

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".pgm", ".pbm", ".ppm", ".tif", ".tiff"}
MOST_CLASSES = 256  # labels are bytes
MOST_PICTURES = 200_000
ADVICE = "Choose a folder that holds one folder of pictures for each class"

Report = Callable[[float], object]


class UnreadablePicturesError(DataFileError):
    """Some pictures of a folder can't be used: `bad` has the error of each; the first one is told."""

    def __init__(self, bad: list[DataFileError]) -> None:
        reason = bad[0].reason
        if len(bad) > 1:
            reason += f", and {len(bad) - 1:,} other pictures can't be used either"
        super().__init__(bad[0].path, reason, "Take it away, or put a good one in its place")
        self.bad = bad


def read_folder(
    path: str | os.PathLike[str], decode: Decode, report: Report | None = None, leave_out: bool = False
) -> Dataset:
    """The dataset of the pictures in `path`/<class>/<any name>; classes are in the order of their names.

    Raises DataFileError, naming the file or folder at fault. Pictures that can't be read stop it all, so that
    nobody trains on less than they think, unless somebody says to `leave_out` those. `report` is told the
    part that is done, and may raise to end it.
    """
    root = Path(path)
    try:
        folders = sorted(filter(os.path.isdir, _visible(root)), key=lambda folder: _natural(folder.name))
        files = [sorted((f for f in _visible(folder) if f.is_file()), key=str) for folder in folders]
        loose = sum(_is_picture(each) for each in _visible(root))
    except (OSError, ValueError) as error:
        raise DataFileError(path, "it can't be looked through", ADVICE) from error
    pictures = [list(filter(_is_picture, files_of_class)) for files_of_class in files]
    _check(root, folders, pictures, loose)
    count = sum(map(len, pictures))
    images = np.empty((count, SIZE, SIZE), np.uint8)
    labels = np.repeat(np.arange(len(folders)), [len(each) for each in pictures]).astype(np.uint8)
    good, bad = np.ones(count, bool), []
    for row, picture in enumerate(picture for of_class in pictures for picture in of_class):
        try:
            images[row] = read_image(picture, decode)
        except DataFileError as error:
            good[row] = False
            bad.append(error)
        if report is not None:
            report((row + 1) / count)
    if bad and not leave_out:
        raise UnreadablePicturesError(bad)
    if bad:
        images, labels = images[good], labels[good]
        for label, folder in enumerate(folders):
            if not (labels == label).any():
                raise DataFileError(
                    folder, "none of its pictures can be read", "Replace them, or take it away"
                )
    return Dataset(images, labels, root.name, tuple(folder.name for folder in folders))


def _check(root: Path, folders: list[Path], pictures: list[list[Path]], loose: int) -> None:
    """Raises DataFileError unless these folders are classes to be told apart, each with pictures."""
    count = sum(map(len, pictures))
    if not count:
        inside = folders[0].name if folders else ""
        if any(each.is_dir() for folder in folders[:1] for each in _visible(folder)):
            raise DataFileError(
                root, "its folders hold no pictures", f"Choose a folder inside it, such as {inside}"
            )
        if loose:
            advice = (
                "Put the pictures of each class into a folder of their own inside it, named after the class"
            )
            raise DataFileError(root, f"its {loose:,} pictures are not sorted into classes", advice)
        reason = "its folders hold no pictures" if folders else "it holds no folders"
        raise DataFileError(root, reason, ADVICE)
    for folder, found in zip(folders, pictures, strict=True):
        if not found:
            raise DataFileError(folder, "this class has no pictures", "Add some, or take the folder away")
    if len(folders) == 1:
        advice = "Put a folder of pictures for each other class beside it: there must be two to tell apart"
        raise DataFileError(root, f"it holds one class only, {folders[0].name}", advice)
    if len(folders) > MOST_CLASSES or count > MOST_PICTURES:
        reason = f"it holds {count:,} pictures in {len(folders):,} classes"
        raise DataFileError(root, reason, f"Use at most {MOST_PICTURES:,} in {MOST_CLASSES}")


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in PICTURES and file.is_file()


def _visible(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if not each.name.startswith((".", "__"))]


def _natural(name: str) -> list[tuple[bool, int, str]]:
    """A key that sorts "2" before "10"."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d+)", name)
    ]
