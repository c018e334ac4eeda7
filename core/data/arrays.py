"""Sets kept as arrays: an .npz file, or idx, .npy and single-array .npz files side by side."""

import contextlib
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from core.data.choices import DataChoices
from core.data.folder_tree import files_in
from core.data.idx import idx_header, read_idx
from core.data.inspection import RawData, RawPart, SeveralSetsError
from core.data.pairing import Header, NamedPair, UnpairedError, joined_table, pair_arrays, taken_apart
from core.files.atomic import DataFileError
from core.files.kinds import IDX, NPY, NPZ, file_kind
from core.files.npz import npz_headers, read_npy, read_npy_header, read_npz

ADVICE = "Save it with numpy.savez(path, images=..., labels=...)"
SWAP = "Swap the two files"
EMNIST = re.compile(r"(?<![a-z])emnist")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EMNIST_NAMES = {  # what the labels of its parts mean, and the first label
    "letters": (LETTERS, 1),
    "balanced": ("0123456789" + LETTERS + "abdefghnqrt", 0),
    "bymerge": ("0123456789" + LETTERS + "abdefghnqrt", 0),
    "byclass": ("0123456789" + LETTERS + LETTERS.lower(), 0),
}
MOST_CLASSES = 4096  # numbers that the label of one image may be made of
ENDINGS = re.compile(r"(\.gz|\.npy|\.npz|\.bin|\.idx|\.data)+$", re.IGNORECASE)
IDX_NAME = re.compile(r"idx\d|ubyte", re.IGNORECASE)


class Arrays(Protocol):
    """Arrays by name, read one at a time; `place` is where an array lies, for errors."""

    headers: dict[str, Header]

    def load(self, name: str) -> np.ndarray: ...

    def place(self, name: str) -> str: ...


class NpzArrays:
    """The arrays of one .npz file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.headers = npz_headers(path)

    def load(self, name: str) -> np.ndarray:
        return read_npz(self.path, only=(name,))[name]

    def place(self, name: str) -> str:
        return str(self.path)


class FileArrays:
    """Files with one array each, by their names without endings; those of the folders below `root` too."""

    def __init__(self, paths: Iterable[Path], root: Path | None = None) -> None:
        self.headers: dict[str, Header] = {}
        self.paths: dict[str, Path] = {}
        self.idx: set[str] = set()
        for path in paths:
            name = ENDINGS.sub("", path.name if root is None else path.relative_to(root).as_posix())
            form = file_kind(path, DataFileError).form
            if form == NPY:
                header = read_npy_header(path)
            elif form == NPZ:
                inside = npz_headers(path)
                if len(inside) != 1:
                    reason = f"it holds {len(inside)} arrays; beside other files, one is expected"
                    raise DataFileError(path, reason, "Open it alone")
                header = next(iter(inside.values()))
            else:
                header = idx_header(path)
                self.idx.add(name)
            if name not in self.headers or self.paths[name].suffix == ".gz":
                self.headers[name], self.paths[name] = header, path

    def load(self, name: str) -> np.ndarray:
        path = self.paths[name]
        if name in self.idx:
            array = read_idx(path)
            qmnist = array.ndim == 2 and array.shape[1] == 8 and array.dtype == np.int32
            return array[:, 0] if qmnist else array  # class, then writer and other numbers
        return next(iter(read_npz(path).values())) if path.suffix.lower() == ".npz" else read_npy(path)

    def place(self, name: str) -> str:
        return str(self.paths[name])


def read_npz_set(path: Path, choices: DataChoices) -> RawData:
    """The set in an .npz file; one that holds a single array finds its partner beside it."""
    arrays = NpzArrays(path)
    if len(arrays.headers) == 1 and not joined_table(next(iter(arrays.headers.values()))):
        return read_array_file(path, choices)
    return _set(str(path), "npz arrays", path.stem, arrays, choices)


def read_array_file(path: Path, choices: DataChoices) -> RawData:
    """The set that one idx, .npy or single-array .npz file belongs to: its partners lie beside it."""
    part, role, group = taken_apart(ENDINGS.sub("", path.name))
    partners = [path, *(each for each in array_files(path.parent) if each != path and _of_group(each, group))]
    arrays = FileArrays(_alike(path, partners))
    own = ENDINGS.sub("", path.name)
    header = arrays.headers[own]
    if len(arrays.headers) == 1 and joined_table(header):
        return _set(str(path), "npy array", path.stem, arrays, choices)
    missing = "images" if role == "labels" or (role is None and len(header.shape) == 1) else "labels"
    if role is not None and not any(taken_apart(name)[:2] == (part, missing) for name in arrays.headers):
        expected = _other_kind(path.name)
        named = f", {expected}" if expected != path.name else ""
        raise DataFileError(path, f"the file of its {missing} is not beside it", f"Put it there{named}")
    return _set(str(path), _kind_of_files(arrays), _title(path.parent, path), arrays, choices, group)


def read_array_files(paths: list[Path], where: Path, choices: DataChoices) -> RawData:
    """The set in several files with one array each, given together or lying in the folder `where`."""
    arrays = FileArrays(paths)
    alone = next(iter(arrays.paths.values())) if len(arrays.paths) == 1 else None
    if alone is not None and not joined_table(next(iter(arrays.headers.values()))):
        return read_array_file(alone, choices)
    if not any(taken_apart(name)[1] == "labels" for name in arrays.headers):
        first = arrays.paths[next(iter(arrays.headers))]
        if len(arrays.headers) > 2 or all(len(header.shape) > 1 for header in arrays.headers.values()):
            return read_array_file(first, choices)
    return _set(str(where), _kind_of_files(arrays), _title(where, where), arrays, choices)


def read_nested_arrays(root: Path, folders: list[Path], choices: DataChoices) -> RawData | None:
    """The one set whose files lie in folders inside another, such as train and test; None if it isn't one."""
    try:
        arrays = FileArrays([file for folder in folders for file in array_files(folder)], root)
        pairs, _ = pair_arrays(arrays.headers, choices.pair)
    except (UnpairedError, DataFileError):
        return None
    used = {arrays.paths[name].parent for pair in pairs for name in (pair.images, pair.labels)}
    if used != set(folders):
        return None
    return _set(str(root), _kind_of_files(arrays), _title(root, root), arrays, choices)


def array_files(folder: Path) -> list[Path]:
    """The files of a folder whose names say that they hold one array: idx, .npy and .npz files."""
    found = []
    for name in files_in(folder):
        bare = re.sub(r"(\.gz)+$", "", name, flags=re.IGNORECASE)
        suffix = Path(bare).suffix.lower()
        likely = suffix in ("", ".idx", ".data") and taken_apart(bare)[1] in ("images", "labels")
        if IDX_NAME.search(bare) or suffix in (".npy", ".npz") or (likely and _is_idx(folder / name)):
            found.append(folder / name)
    return found


def _is_idx(path: Path) -> bool:
    with contextlib.suppress(DataFileError):
        return file_kind(path, DataFileError).form == IDX
    return False


def _of_group(path: Path, group: str) -> bool:
    _, role, of = taken_apart(ENDINGS.sub("", path.name))
    return of == group and role in ("images", "labels")


def _alike(path: Path, partners: list[Path]) -> list[Path]:
    """Those of the partners that hold one array each; `path` itself is always one of them."""
    kept = [path]
    for each in partners[1:]:
        if each.suffix.lower() == ".npz" and len(npz_headers(each)) != 1:
            continue
        kept.append(each)
    return kept


def _kind_of_files(arrays: FileArrays) -> str:
    if arrays.idx:
        return "idx files"
    suffixes = {path.suffix.lower() for path in arrays.paths.values()}
    return "npz arrays" if suffixes == {".npz"} else "npy arrays"


def _other_kind(name: str) -> str:
    """The name of the labels for a name of images, and the other way round: train-images-idx3-ubyte.gz."""
    words = {"images": "labels", "labels": "images", "idx3": "idx1", "idx1": "idx3", "imgs": "labels"}
    return re.sub("images|imgs|labels|idx3|idx1", lambda match: words[match[0]], name)


def _title(folder: Path, path: Path) -> str:
    return folder.absolute().name or path.name


def _set(
    path: str, kind: str, name: str, arrays: Arrays, choices: DataChoices, group: str | None = None
) -> RawData:
    """The arrays that belong together, read."""
    only = next(iter(arrays.headers.values())) if len(arrays.headers) == 1 else None
    if only is not None and joined_table(only):
        return _joined(path, kind, name, arrays)
    try:
        pairs, names_array = pair_arrays(arrays.headers, choices.pair, group)
    except UnpairedError as error:
        objects = [each for each, header in arrays.headers.items() if header.dtype is None]
        if objects and not error.choices:
            reason = f"the array {objects[0]} holds pickled objects, which are never opened"
            advice = "Make it with numpy.savez from arrays of numbers or of text (array.astype(str))"
            raise DataFileError(path, reason, advice) from error
        if error.choices:
            advice = f"Choose one of them (pair), such as {error.choices[0]}"
            raise SeveralSetsError(path, str(error), advice, error.choices) from error
        raise DataFileError(path, str(error), ADVICE) from error
    parts = []
    for pair in pairs:
        _check_roles(arrays, pair)
        _check_counts(path, arrays, pair)
        images, labels = arrays.load(pair.images), arrays.load(pair.labels)
        if isinstance(arrays, FileArrays):
            _check_numbers(arrays, pair, images, labels)
        parts.append(RawPart(pair.part, images, labels, pair.images, pair.labels))
    raw = RawData(path, kind, name, parts)
    told = f"{path} {pairs[0].images}".lower()
    raw.turned = bool(EMNIST.search("/".join(Path(told).parts[-3:])))
    if raw.turned:
        raw.notes.append("EMNIST's images lie on their side: they are transposed")
    raw.class_names = _class_names(path, arrays, names_array, pairs[0], raw.turned)
    return raw


def _check_roles(arrays: Arrays, pair: NamedPair) -> None:
    """Raise DataFileError where a file's name says one thing and its shape another."""
    if not isinstance(arrays, FileArrays):
        return
    images, labels = arrays.headers[pair.images], arrays.headers[pair.labels]
    if len(images.shape) == 1:
        reason = "it holds labels, where images are expected"
        raise DataFileError(arrays.place(pair.images), reason, SWAP)
    if len(labels.shape) >= 3:
        reason = "it holds images, where labels are expected"
        raise DataFileError(arrays.place(pair.labels), reason, SWAP)


def _check_counts(path: str, arrays: Arrays, pair: NamedPair) -> None:
    """Raise DataFileError for arrays of an .npz file that can't belong together, before they are unpacked."""
    images, labels = (arrays.headers[name].shape for name in (pair.images, pair.labels))
    there = len(images) >= 2 and 0 not in images and labels and 0 not in labels
    if there and not isinstance(arrays, FileArrays) and not {images[0], images[-1]} & set(labels):
        reason = f"{pair.images} holds {images[0]:,} and {pair.labels} {max(labels):,}"
        raise DataFileError(path, reason, "Give each image one label")
    if there and math.prod(labels) > MOST_CLASSES * max(images[0], images[-1]):
        reason = f"{pair.labels} {labels} holds more than {MOST_CLASSES:,} numbers an image"
        raise DataFileError(path, reason, "Give each image one label")


def _check_numbers(arrays: FileArrays, pair: NamedPair, images: np.ndarray, labels: np.ndarray) -> None:
    if not images.size:
        raise DataFileError(arrays.place(pair.images), "it holds no images", "Choose another file")
    if max(labels.shape) not in (images.shape[0], images.shape[-1]) and labels.shape[0] != len(images):
        reason = f"it holds {max(labels.shape):,} labels for {len(images):,} images"
        raise DataFileError(arrays.place(pair.labels), reason, "Choose the two files of one pair")


def _joined(path: str, kind: str, name: str, arrays: Arrays) -> RawData:
    """One array with a label in front of each row's pixels, or behind them."""
    only = next(iter(arrays.headers))
    table = arrays.load(only)
    front, back = (len(np.unique(table[:, column])) for column in (0, -1))
    last = front < 2 or 2 <= back < front
    images, labels = (table[:, :-1], table[:, -1]) if last else (table[:, 1:], table[:, 0])
    raw = RawData(path, kind, name, [RawPart("train", images, labels, only, only)])
    raw.notes.append(f"the {'last' if last else 'first'} column of {only} is taken for the labels")
    return raw


def _class_names(
    path: str, arrays: Arrays, names_array: str | None, pair: NamedPair, emnist: bool
) -> dict[Any, str] | None:
    """The classes' names by label: from an array beside, a mapping file, or what EMNIST is known to hold."""
    if names_array is not None:
        named = arrays.load(names_array)
        texts = np.char.decode(named, "utf-8", "replace") if named.dtype.kind == "S" else named
        return dict(enumerate(map(str, texts)))
    if not emnist:
        return None
    return emnist_names(Path(arrays.place(pair.images)))


def emnist_names(path: Path) -> dict[Any, str] | None:
    """The names of the classes of an EMNIST file: from its mapping file beside it, else from its name."""
    split = next((each for each in EMNIST_NAMES if each in path.name.lower()), None)
    mappings = sorted(path.parent.glob("*mapping*.txt"))
    mapping = next((each for each in mappings if split is None or split in each.name.lower()), None)
    if mapping is not None:
        try:
            lines = [line.split() for line in mapping.read_text(encoding="ascii").splitlines()]
            return {int(line[0]): chr(int(line[1])) for line in lines if len(line) > 1} or None
        except (OSError, ValueError, OverflowError):
            pass
    if split is None:
        return None
    names, first = EMNIST_NAMES[split]
    return dict(enumerate(names, first))
