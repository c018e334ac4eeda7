"""Opening somebody's images, whatever form they have, with what was understood about them.

One place tells the kind of a file (core.files.kinds); the readers give numbers as they are stored; one place
makes a dataset of them (core.data.understanding).
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.data.arrays import (
    array_files,
    read_array_file,
    read_array_files,
    read_nested_arrays,
    read_npz_set,
)
from core.data.choices import DataChoices
from core.data.cifar import cifar_files, read_cifar
from core.data.dataset import Dataset
from core.data.folder import Report, read_pictures
from core.data.folder_tree import NoPictureSetError, files_in, has_pictures, scan, visible_folders
from core.data.images import Decode, picture_reader
from core.data.inspection import OWN_TEST, Inspection, OpenedData, Polarity, RawData, SeveralSetsError
from core.data.sample import DataSample
from core.data.table import in_parts, is_table_name, read_tables, table_part, table_partner, table_set
from core.data.understanding import understood
from core.files.atomic import DataFileError
from core.files.kinds import ADVICE as CONVERTED
from core.files.kinds import (
    CHECKPOINT,
    CIFAR,
    GZIP,
    IDX,
    NPY,
    NPZ,
    PICTURE,
    TABLE,
    TRACE,
    UNKNOWN,
    USUAL,
    WEIGHTS,
    file_kind,
)
from core.files.npz import npz_headers

Name = str | os.PathLike[str]
ADVICE = USUAL
DEEPEST = 3  # folders down to torchvision's MNIST/raw
FEW = 20  # files of a folder that are looked at for what they are
MOST_FOLDERS = 200  # that are looked into for it
FOLDER_ADVICE = "Put it into a folder named after its class, beside those of the other classes"


def open_data(
    paths: Name | Sequence[Name],
    decode: Decode | None = None,
    report: Report | None = None,
    hold_out: bool = True,
    sample: bool = False,
    **choices: Any,
) -> OpenedData:
    """The images in a file, some files or a folder: what to train and to test on, and how they were
    understood.

    `choices` are the fields of `DataChoices`: invert, turn, range, colour, size, fit, classes, test, pair,
    label, leave_out. `decode` reads a picture (core.data.images says how); without it, what is installed for
    that does. `report` is told the part that is done, and may raise to end it. A set without a part to test
    on gives every seventh image for it, unless told not to `hold_out`. With `sample`, some images are kept as
    they are stored, to see what other choices make of them. Raises DataFileError: the file, the reason, what
    to do.
    """
    first = _path_list(paths)[0] if not isinstance(paths, str | os.PathLike) and paths else paths
    try:
        chosen = DataChoices.of(**choices)
    except ValueError as error:
        raise DataFileError(
            first if isinstance(first, str | os.PathLike) else "", str(error), "Choose another"
        ) from error
    raw = read_raw(_path_list(paths), chosen, decode, report)
    some = DataSample(raw).understood if sample else None
    opened = understood(raw, chosen, report, hold_out)
    origin: dict[str, Any] = {"place": os.fspath(_path_list(paths)[0]), "choices": chosen.as_dict()}
    origin["found"] = opened.inspection
    train, test = replace(opened.train, **origin), replace(opened.test, **origin)
    return replace(opened, train=train, test=test, sample=some)


def open_train_test(
    paths: Name | Sequence[Name],
    decode: Decode | None = None,
    report: Report | None = None,
    leave_out: bool = False,
    **choices: Any,
) -> tuple[Dataset, Dataset]:
    """What to train on and what to test on: the set's own test part, or else every seventh image.

    `choices` as for `open_data`, which also tells how the images were understood.
    """
    opened = open_data(paths, decode, report, leave_out=leave_out, **choices)
    return opened.train, opened.test


def open_dataset(paths: Name | Sequence[Name], decode: Decode | None = None, **choices: Any) -> Dataset:
    """The dataset in a file, some files or a folder; of a set in two parts, the one to train on."""
    return open_data(paths, decode, hold_out=False, **choices).train


def inspect_data(paths: Name | Sequence[Name], decode: Decode | None = None, **choices: Any) -> Inspection:
    """How the images in a file, some files or a folder are understood; `choices` as for `open_data`."""
    return open_data(paths, decode, **choices).inspection


def as_opened(train: Dataset, test: Dataset) -> OpenedData:
    """Images that are datasets already, such as MNIST, with what there is to say about them: how they were
    understood when they were opened, if they were.
    """
    every = np.concatenate([train.labels, test.labels])
    counts = np.bincount(every, minlength=len(train.classes)).tolist()
    classes = dict(zip(train.classes, counts, strict=True))
    if train.found is not None:  # a network that stays may count other classes than they were opened with
        counted = replace(train.found, classes=classes, train=len(train), test=len(test))
        return OpenedData(train, test, counted)
    channels, height, width = train.shape
    found = Inspection(
        path=train.place,
        kind="ready images",
        name=train.name,
        images=len(every),
        classes=classes,
        size=(height, width),
        channels=channels,
        range=(0.0, 255.0),
        polarity=Polarity(False),
        turned="no",
        train=len(train),
        test=len(test),
        test_from=OWN_TEST,
        stored_size=(height, width),
    )
    return OpenedData(train, test, found)


def _path_list(paths: Name | Sequence[Name]) -> list[Path]:
    if isinstance(paths, str | os.PathLike):
        return [Path(paths)]
    return [Path(path) for path in paths]


def read_raw(
    paths: list[Path], choices: DataChoices, decode: Decode | None, report: Report | None
) -> RawData:
    """A set as it is stored. Raises DataFileError."""
    if len(paths) == 1:
        path = paths[0]
        if os.path.isdir(path):
            return _read_folder(path, choices, decode, report)
        return _read_file(path, choices, report)
    if not paths:
        raise DataFileError("", "0 files can't be opened together", ADVICE)
    if all(map(os.path.isdir, paths)) and len(set(paths)) == len(paths):
        root = Path(os.path.commonpath([os.path.abspath(path.parent) for path in paths]))
        return read_pictures(
            root, choices, _reader(paths[0], decode), report, [path.absolute() for path in paths]
        )
    kinds = [None if os.path.isdir(path) else file_kind(path, DataFileError) for path in paths]
    forms = [kind.form for kind in kinds if kind is not None]
    if len(forms) == len(paths):
        if all(form == TABLE or is_table_name(path.name) for form, path in zip(forms, paths, strict=True)):
            return read_tables(paths, paths[0].parent, choices, report)
        if all(form == CIFAR for form in forms):
            return read_cifar(paths[0], choices)
        if all(form in (NPZ, NPY, IDX) for form in forms):
            return read_array_files(paths, paths[0] if len(paths) < 3 else paths[0].parent, choices)
    raise DataFileError(paths[0], f"{len(paths)} files can't be opened together", ADVICE)


def _read_file(path: Path, choices: DataChoices, report: Report | None) -> RawData:
    kind = file_kind(path, DataFileError)
    if kind.form == NPZ:
        return read_npz_set(path, choices)
    if kind.form in (NPY, IDX, GZIP):
        return read_array_file(path, choices)
    if kind.form == CIFAR:
        return read_cifar(path, choices)
    if kind.form == TABLE or (kind.opens is None and is_table_name(path.name)):
        return read_tables(table_partner(path), path, choices, report)
    advice = {
        PICTURE: FOLDER_ADVICE,
        WEIGHTS: "Load it as weights",
        CHECKPOINT: "Continue it instead",
        TRACE: "Open it as a recorded batch",
    }.get(kind.opens or "", kind.advice)
    reason = "it holds no data that is known here" if kind.name == UNKNOWN else f"it is {kind.name}"
    raise DataFileError(path, reason, advice)


def _read_folder(path: Path, choices: DataChoices, decode: Decode | None, report: Report | None) -> RawData:
    folders = visible_folders(path)
    try:
        direct = _read_direct(path, choices, report)
    except DataFileError:
        if not (folders and scan(path).count()):  # else it is something beside a folder of pictures
            raise
        direct = None
    if direct is not None:
        return direct
    if not any(has_pictures(folder) for folder in folders):
        inside = _data_folders(folders)
        together = read_nested_arrays(path, inside, choices) if len(inside) > 1 else None
        if together is not None:
            return together
        if inside:
            folder = _chosen(path, inside, choices)
            found = _read_direct(folder, choices if len(inside) == 1 else replace(choices, pair=None), report)
            assert found is not None
            return found
    try:
        return read_pictures(path, choices, _reader(path, decode), report)
    except NoPictureSetError as error:
        tables = [table for folder in folders[:MOST_FOLDERS] for table in _tables(folder)]
        if tables:
            return read_tables(_paired(path, tables, choices), path, choices, report)
        other = _other_file([path, *folders])
        if other is None:
            raise
        raise other from error


def _reader(path: Path, decode: Decode | None) -> Decode:
    found = decode or picture_reader()
    if found is None:
        raise DataFileError(path, "nothing that reads pictures is installed here", "Install cnnviz with Qt")
    return found


def _other_file(folders: list[Path]) -> DataFileError | None:
    """Why the first file of some folders that is known by its kind doesn't open, and what to do."""
    for folder in folders[:MOST_FOLDERS]:
        files = sorted(each for each in folder.iterdir() if each.is_file())[:FEW]
        for file in sorted(files, key=lambda each: each.stat().st_size, reverse=True):  # the images first
            kind = file_kind(file, DataFileError)
            if kind.name in CONVERTED:
                return DataFileError(file, f"it is {kind.name}", kind.advice)
    return None


def _read_direct(folder: Path, choices: DataChoices, report: Report | None) -> RawData | None:
    """The set in the files of a folder itself; None where there is none."""
    if cifar_files(folder):
        return read_cifar(folder, choices)
    files = array_files(folder)
    several = [each for each in files if each.suffix.lower() == ".npz" and len(npz_headers(each)) > 1]
    single = [each for each in files if each not in several]
    if single and not (several and all(each.suffix.lower() == ".npy" for each in single)):
        return read_array_files(single, folder, choices)
    if several:
        inside = choices if len(several) == 1 else replace(choices, pair=None)  # the file was meant by it
        return read_npz_set(_chosen(folder, several, choices), inside)
    tables = _tables(folder)
    if tables and not has_pictures(folder) and not any(map(has_pictures, visible_folders(folder))):
        return read_tables(_paired(folder, tables, choices), folder, choices, report)
    return None


def _tables(folder: Path) -> list[Path]:
    names = [
        name for name in files_in(folder) if not name.lower().startswith(("sample_submission", "submission"))
    ]
    likely = [name for name in names if is_table_name(name) or table_part(Path(name)) is not None]
    paths = [folder / name for name in likely if not name.lower().endswith(".txt")][:MOST_FOLDERS]
    return [each for each in paths if file_kind(each, DataFileError).form == TABLE]


def _paired(where: Path, tables: list[Path], choices: DataChoices) -> list[Path]:
    """The tables of one set, the one for training first. Raises DataFileError where there are several."""
    sets: dict[str, list[Path]] = {}
    for table in tables:
        sets.setdefault(table_set(table), []).append(table)
    groups = [in_parts(each) for each in sets.values()]
    if choices.pair is not None:
        meant = [each for each in groups if any(choices.pair.lower() in table.name.lower() for table in each)]
        groups = meant[:1] or groups
    groups = [each for each in groups if table_part(each[0]) == "train"] or groups
    if len(groups) > 1:
        names = [each[0].name for each in groups]
        reason = f"it holds several sets of images: {', '.join(names[:8])}"
        raise SeveralSetsError(where, reason, f"Choose one of them (pair), such as {names[0]}", names)
    return groups[0]


def _data_folders(folders: list[Path]) -> list[Path]:
    """The folders, up to three deep, in which arrays lie: torchvision's MNIST/raw, cifar-10-batches-bin."""
    found, level = [], folders[:MOST_FOLDERS]
    for _ in range(DEEPEST):
        found += [each for each in level if cifar_files(each) or array_files(each)]
        level = [inner for each in level if each not in found for inner in visible_folders(each)][
            :MOST_FOLDERS
        ]
    return found


def _chosen(path: Path, found: list[Path], choices: DataChoices) -> Path:
    """The one of several sets that is meant. Raises DataFileError, naming them."""
    if len(found) == 1:
        return found[0]
    names = [os.path.relpath(each, path) for each in found]
    if choices.pair is not None:
        meant = [
            each for each, name in zip(found, names, strict=True) if choices.pair.lower() in name.lower()
        ]
        if meant:
            return meant[0]
    reason = f"it holds several sets of images: {', '.join(names[:8])}"
    raise SeveralSetsError(path, reason, f"Choose one of them (pair), such as {names[0]}", names)
