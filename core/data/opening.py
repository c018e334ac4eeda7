"""Opening a user's own data, whatever form it has: idx files, an .npz file, a folder of pictures."""

import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data.dataset import DIGITS, Dataset
from core.data.errors import DataFileError
from core.data.folder import Report, read_folder
from core.data.idx import read_idx_pair
from core.data.images import Decode
from core.files.atomic import opened
from core.files.kinds import kind_of
from core.files.npz import read_npz

Name = str | os.PathLike[str]
ADVICE = "Choose idx files, an .npz file with images and labels, or a folder of pictures for each class"
HELD_OUT = 7  # every seventh image is for testing where a dataset comes without: MNIST's own proportion

TRAIN_NAMES = (("images", "labels"), ("x_train", "y_train"), ("train_images", "train_labels"), ("x", "y"))
TEST_NAMES = (("test_images", "test_labels"), ("x_test", "y_test"))


def open_dataset(paths: Name | Sequence[Name], decode: Decode | None = None) -> Dataset:
    """The dataset in a file, a pair of files or a folder; of a set in two parts, the one to train on.

    One idx file finds its partner by its name. `decode` reads a picture (core.data.images says how);
    without it, folders of pictures can't be opened. Raises DataFileError: the file, the reason, what to do.
    """
    return _open(paths, decode)[0]


def open_train_test(
    paths: Name | Sequence[Name],
    decode: Decode | None = None,
    report: Report | None = None,
    leave_out: bool = False,
) -> tuple[Dataset, Dataset]:
    """As `open_dataset`, with what to test on: the set's own test part, or else every seventh image.

    `report` and `leave_out` are for folders of pictures (core.data.folder says how).
    """
    train, test = _open(paths, decode, report, leave_out)
    place = os.fspath(paths if isinstance(paths, str | os.PathLike) else paths[0])
    train = replace(train, place=place)
    if test is not None:
        return train, replace(test, place=place)
    chosen = np.arange(len(train)) % HELD_OUT == HELD_OUT - 1
    if not chosen.any():
        reason = f"it holds {len(train)} images only, and every seventh is kept for testing"
        raise DataFileError(place, reason, f"Use at least {HELD_OUT}")
    return train[np.flatnonzero(~chosen)], train[np.flatnonzero(chosen)]


def _open(
    paths: Name | Sequence[Name],
    decode: Decode | None,
    report: Report | None = None,
    leave_out: bool = False,
) -> tuple[Dataset, Dataset | None]:
    if not isinstance(paths, str | os.PathLike):
        if len(paths) == 2:
            images, labels = sorted(paths, key=_is_labels)
            return read_idx_pair(images, labels, _title(Path(images))), None
        if len(paths) != 1:
            first = paths[0] if paths else ""
            raise DataFileError(first, f"{len(paths)} files can't be opened together", ADVICE)
        paths = paths[0]
    path = Path(paths)
    if os.path.isdir(path):
        return _open_folder(path, decode, report, leave_out)
    with opened(path, DataFileError) as (file, _):
        head = file.read(1024)
    if head[:4] == b"PK\x03\x04":
        return _open_npz(path)
    if head[:2] in (b"\0\0", b"\x1f\x8b"):
        return _open_idx(path)
    kind = kind_of(head)
    raise DataFileError(path, f"it is {kind}" if kind else "it holds no data that is known here", ADVICE)


# -- idx ---------------------------------------------------------------------------------------------------


def _is_labels(path: Name) -> bool:
    return "label" in Path(path).name.lower()


def _partner(path: Path, change: Callable[[str], str]) -> Path | None:
    """The file beside `path` whose name is `change` of its own, gzipped or not."""
    name = change(path.name)
    bare = name.removesuffix(".gz")
    found = (path.with_name(n) for n in (name, bare, bare + ".gz") if n != path.name)
    return next((each for each in found if each.is_file()), None)


def _other_kind(name: str) -> str:
    """The name of the labels for a name of images, and the other way round: train-images-idx3-ubyte.gz."""
    words = {"images": "labels", "labels": "images", "idx3": "idx1", "idx1": "idx3"}
    return re.sub("images|labels|idx3|idx1", lambda match: words[match[0]], name)


def _open_idx(path: Path) -> tuple[Dataset, Dataset | None]:
    other = _partner(path, _other_kind)
    if other is None:
        missing = "images" if _is_labels(path) else "labels"
        expected = _other_kind(path.name)
        named = f", {expected}" if expected != path.name else ""
        raise DataFileError(path, f"the file of its {missing} is not beside it", f"Put it there{named}")
    images, labels = sorted((path, other), key=_is_labels)
    train = read_idx_pair(images, labels, _title(images))
    tests = [_partner(each, lambda name: name.replace("train", "t10k")) for each in (images, labels)]
    if tests[0] is None or tests[1] is None:
        return train, None
    return train, read_idx_pair(tests[0], tests[1], f"{train.name} test")


def _title(images: Path) -> str:
    return images.absolute().parent.name or images.name


def _open_folder(
    path: Path, decode: Decode | None, report: Report | None, leave_out: bool
) -> tuple[Dataset, Dataset | None]:
    # Labels without images are found as well: what is missing is said then.
    for pattern in ("*images*idx3*", "*labels*idx1*"):
        found = sorted(each for each in path.glob(pattern) if each.is_file())
        if found:
            return _open_idx(next((each for each in found if "train" in each.name), found[0]))
    if decode is None:
        raise DataFileError(path, "pictures are read in the window only", "Open the folder there")
    return read_folder(path, decode, report, leave_out), None


# -- npz ---------------------------------------------------------------------------------------------------


def _open_npz(path: Path) -> tuple[Dataset, Dataset | None]:
    arrays = {name.lower(): array for name, array in read_npz(path, DataFileError).items()}
    train = next((names for names in TRAIN_NAMES if arrays.keys() >= set(names)), None)
    test = next((names for names in TEST_NAMES if arrays.keys() >= set(names)), None)
    if train is None:
        some = ", ".join([*list(arrays)[:6], *(["..."] if len(arrays) > 6 else [])])
        reason = f"it holds {some}, where images and labels are expected"
        raise DataFileError(path, reason, "Save it with numpy.savez(path, images=..., labels=...)")
    labels = {names: _labels(path, names[1], arrays) for names in (train, test) if names}
    count = max(1 + int(each.max(initial=0)) for each in labels.values())
    classes = DIGITS if count <= len(DIGITS) else tuple(map(str, range(count)))
    sets = []
    for names, suffix in ((train, ""), (test, " test")):
        if names is None:
            continue
        images = _images(path, names[0], arrays)
        if len(images) != len(labels[names]):
            reason = f"{names[0]} holds {len(images):,} and {names[1]} {len(labels[names]):,}"
            raise DataFileError(path, reason, "Give each image one label")
        sets.append(Dataset(images, labels[names], path.stem + suffix, classes))
    return sets[0], sets[1] if test else None


def _labels(path: Path, name: str, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """Labels as uint8 (N,), from whole numbers (N,) or (N, 1), or one 1 in each row (N, classes)."""
    labels = arrays[name]
    if (
        labels.ndim == 2
        and labels.shape[1] > 1
        and np.isin(labels, (0, 1)).all()
        and (labels.sum(1) == 1).all()
    ):
        labels = labels.argmax(axis=1)  # (N, classes) -> (N,)
    elif labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1 or not np.isin(labels, range(256)).all():
        found = (
            f"with values from {float(labels.min()):g} to {float(labels.max()):g}"
            if labels.size
            else "without values"
        )
        reason = f"{name} {labels.shape}, {found}, are not labels"
        raise DataFileError(path, reason, "Give each image a whole number from 0 to 255, the classes from 0")
    return labels.astype(np.uint8)


def _images(path: Path, name: str, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """Images as uint8 (N, H, W) or (N, C, H, W), from those, (N, H, W, C) or (N, H * W); 0 to 1 or to 255."""
    images = arrays[name]
    side = math.isqrt(images.shape[1]) if images.ndim == 2 else 0
    if images.ndim == 2 and side * side == images.shape[1]:
        images = images.reshape(-1, side, side)  # (N, H * W) -> (N, H, W)
    if images.ndim == 4 and images.shape[3] in (1, 3) and images.shape[1] not in (1, 3):
        images = images.transpose(0, 3, 1, 2)  # (N, H, W, C) -> (N, C, H, W)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]  # (N, 1, H, W) -> (N, H, W)
    if images.ndim not in (3, 4) or not images.size:
        reason = f"{name} {arrays[name].shape} are not images: (N, 28, 28) is expected"
        raise DataFileError(path, reason, "Bring them into that order")
    if images.dtype == np.uint8:
        return np.ascontiguousarray(images)
    low, high = images.min(), images.max()
    if low != low:
        raise DataFileError(path, f"{name} has values that are no numbers (NaN)", "Use 0 to 255, or 0 to 1")
    if not (low >= 0 and high <= 255):
        raise DataFileError(path, f"{name} has values from {low} to {high}", "Use 0 to 255, or 0 to 1")
    scale = 255 if images.dtype.kind in "fb" and high <= 1 else 1
    return np.rint(np.multiply(images, scale, dtype=np.float32)).astype(np.uint8)
