"""What a folder of pictures holds: which folders are classes, which are parts of the set, what is neither."""

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from core.data.understanding import MOST_CLASSES, natural
from core.files.atomic import DataFileError
from core.files.kinds import PICTURES, READABLE, kind_of

OTHERS = {  # endings of what is no picture: not even looked at
    ".txt", ".csv", ".tsv", ".json", ".xml", ".md", ".html", ".htm", ".py", ".ipynb", ".db", ".ini", ".npy",
    ".npz", ".pdf", ".zip", ".gz", ".tar", ".log", ".yaml", ".yml", ".mat", ".pt", ".pth", ".pkl",
}  # fmt: skip
UNREADABLE = {
    ".heic": "a HEIC image", ".heif": "a HEIC image", ".avif": "an AVIF image", ".tif": "a TIFF image",
    ".tiff": "a TIFF image", ".jxl": "a JPEG XL image", ".svg": "an SVG drawing",
    ".psd": "a Photoshop document", ".dng": "a raw photograph", ".cr2": "a raw photograph",
    ".nef": "a raw photograph", ".arw": "a raw photograph",
}  # fmt: skip
JUNK = {
    "$recycle.bin",
    "@eadir",
    "lost+found",
    "system volume information",
    "thumbs.db",
    "desktop.ini",
    "icon\r",
}
PART_FOLDERS = {
    "train": "train", "training": "train", "trainset": "train", "trainingset": "train", "traindata": "train",
    "test": "test", "testing": "test", "testset": "test", "testingset": "test", "testdata": "test",
    "eval": "test", "evaluation": "test", "val": "validation", "valid": "validation", "valset": "validation",
    "validation": "validation", "dev": "validation",
}  # fmt: skip
MOST_PICTURES = 200_000
OFTEN = 500  # files and folders that are looked at between two reports
MOST_ENTRIES = 500_000  # files and folders that are looked through
DEEPEST = 8  # folders in one another
ADVICE = "Choose a folder that holds one folder of pictures for each class"


class NoPictureSetError(DataFileError):
    """The pictures in a folder are no set: there are none, of one class only, or too many."""


@dataclass
class Tree:
    """The pictures of a folder, by part and class, and what else lies there."""

    root: Path
    parts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    empty: dict[str, Path] = field(default_factory=dict)  # classes without a picture, by part and name
    unreadable: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    loose: int = 0
    deep: int = 0
    notes: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    entries: int = 0
    report: Callable[[float], object] | None = None  # called now and then; may raise to end it

    def count(self) -> int:
        return sum(len(pictures) for part in self.parts.values() for pictures in part.values())


def visible_folders(folder: Path) -> list[Path]:
    """The folders inside one that a person would see, in natural order. Raises DataFileError."""
    return sorted((each for each in _visible(folder) if each.is_dir()), key=lambda each: natural(each.name))


def files_in(folder: Path) -> list[str]:
    """The names of the ordinary files in a folder, sorted. Raises DataFileError."""

    def is_file(entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_file()
        except OSError:  # a link that leads round in a circle
            return False

    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if is_file(entry))
    except OSError as error:
        raise DataFileError(folder, "it can't be looked through", "Choose another folder") from error


def has_pictures(folder: Path) -> bool:
    """Whether pictures lie in a folder itself, judged by their names."""
    return any(each.suffix.lower() in PICTURES | UNREADABLE.keys() for each in _visible(folder))


def scan(
    root: Path, given: list[Path] | None = None, report: Callable[[float], object] | None = None
) -> Tree:
    """Look through a folder, or only some `given` ones inside it: the nesting is found out, nothing is read.

    `report` is told 0 now and then, and may raise to end it. Raises DataFileError.
    """
    tree = Tree(root, report=report)
    folder = root
    for _ in range(DEEPEST):
        folders = _folders(tree, folder) if given is None else given
        parts = _part_folders(folders)
        if parts:
            for part, inside in parts:
                before = tree.loose
                inner = _unwrapped(tree, inside)
                _classes(tree, part, _folders(tree, inner))
                if not tree.parts[part]:
                    del tree.parts[part]
                    if tree.loose > before:
                        tree.loose = before
                        count = sum(1 for each in _visible(inner) if each.suffix.lower() in PICTURES)
                        tree.unreadable[f"lie in {inside.name} and are not sorted into classes"] += count
            used = {inside for _, inside in parts}
            extra = [each.name for each in folders if each not in used]
            if extra:
                tree.notes.append(f"beside its parts lies {', '.join(extra[:3])}, which is not used")
            return tree
        if (
            given is None
            and len(folders) == 1
            and not has_pictures(folders[0])
            and _folders(tree, folders[0], count=False)
        ):
            folder = folders[0]
            continue
        break
    inner_classes = _shared_inner(tree, folders)
    if inner_classes is not None:
        tree.notes.append("the folders inside its folders are the classes")
        made: dict[str, list[str]] = {}
        for name, places in inner_classes.items():
            made[name] = [path for place in places for path in _pictures(tree, place)]
        tree.parts["train"] = made
    else:
        _classes(tree, "train", folders)
    return tree


def _folders(tree: Tree, folder: Path, count: bool = True) -> list[Path]:
    if count:
        tree.loose += sum(
            1 for each in _visible(folder) if each.suffix.lower() in PICTURES and each.is_file()
        )
    return visible_folders(folder)


def _part_folders(folders: list[Path]) -> list[tuple[str, Path]]:
    """Folders that are parts of the set; none unless one is for training and another is not."""
    found = []
    for folder in folders:
        words = re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", folder.name).lower())
        parts = {PART_FOLDERS[word] for word in words if word in PART_FOLDERS}
        if len(parts) == 1 and "sample" not in words:
            found.append((parts.pop(), folder))
    names = [part for part, _ in found]
    good = "train" in names and len(names) > 1 and len(set(names)) == len(names)
    return sorted(found, key=lambda each: ("train", "test", "validation").index(each[0])) if good else []


def _unwrapped(tree: Tree, folder: Path) -> Path:
    """The folder inside which the classes lie: seg_train/seg_train holds them."""
    for _ in range(DEEPEST):
        inside = visible_folders(folder)
        if len(inside) != 1 or has_pictures(inside[0]) or not visible_folders(inside[0]):
            return folder
        folder = inside[0]
    return folder


def _shared_inner(tree: Tree, folders: list[Path]) -> dict[str, list[Path]] | None:
    """Classes one folder deeper, where every folder holds the same: font1/0, font1/1, font2/0, font2/1."""
    if len(folders) < 2 or any(has_pictures(folder) for folder in folders):
        return None
    inside = [visible_folders(folder) for folder in folders]
    names = [{each.name for each in of_folder} for of_folder in inside]
    shared = set.intersection(*names)
    if len(shared) < 2 or 2 * len(shared) < len(set.union(*names)):
        several = next(
            (folder for folder, of_folder in zip(folders, names, strict=True) if len(of_folder) > 1), None
        )
        if several is not None:
            reason = "its folders hold no pictures but more folders"
            raise NoPictureSetError(tree.root, reason, f"Choose a folder inside it, such as {several.name}")
        return None
    made: dict[str, list[Path]] = {}
    for of_folder in inside:
        for each in of_folder:
            made.setdefault(each.name, []).append(each)
    return made


def _classes(tree: Tree, part: str, folders: list[Path]) -> None:
    tree.parts[part] = {}
    for folder in folders:
        pictures = _pictures(tree, folder)
        if pictures:
            tree.parts[part][folder.name] = pictures
        else:
            tree.empty[f"{part}/{folder.name}"] = folder


def _pictures(tree: Tree, folder: Path, depth: int = 0) -> list[str]:
    """The pictures in a folder and in those inside it; what is none is counted. As texts: 60,000 Paths take
    as much memory as their pictures.
    """
    real = os.path.realpath(folder)
    leads_back = (os.path.realpath(tree.root) + os.sep).startswith(real + os.sep)
    if real in tree.seen or leads_back or depth > DEEPEST:
        tree.others["that are links to folders already read"] += 1
        return []
    tree.seen.add(real)
    found = []
    for each in sorted(_visible(folder), key=str):
        tree.entries += 1
        if tree.report is not None and not tree.entries % OFTEN:
            tree.report(0.0)
        if tree.entries > MOST_ENTRIES:
            raise NoPictureSetError(tree.root, f"it holds more than {MOST_ENTRIES:,} files", ADVICE)
        if each.is_dir():
            inside = _pictures(tree, each, depth + 1)
            tree.deep += len(inside)
            found += inside
        elif _is_picture(tree, each):
            found.append(str(each))
    return found


def _is_picture(tree: Tree, path: Path) -> bool:
    suffix = path.suffix.lower()
    what = ""
    if not path.is_file():
        what = "that are no ordinary files"
    elif suffix in PICTURES:
        return True
    elif suffix in OTHERS:
        what = "that are no pictures"
    else:
        try:
            with open(path, "rb") as file:
                kind = kind_of(file.read(1024)) or UNREADABLE.get(suffix)
        except OSError:
            kind = None
        if kind in READABLE:
            return True
        if kind is not None and (kind in UNREADABLE.values() or kind.endswith("image")):
            short = kind.split(" ", 1)[1].removesuffix(" image")
            tree.unreadable[f"are {short}, which can't be read here: save them as PNG or JPEG"] += 1
            tree.examples.setdefault(short, str(path.relative_to(tree.root)))
            return False
        what = "that are no pictures"
    tree.others[what] += 1
    tree.examples.setdefault(what, str(path.relative_to(tree.root)))
    return False


def _visible(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, MOST_ENTRIES)]
    except (OSError, ValueError) as error:
        raise DataFileError(folder, "it can't be looked through", ADVICE) from error
    return [folder / name for name in names if not name.startswith((".", "__")) and name.lower() not in JUNK]


def check(tree: Tree) -> None:
    """Raise DataFileError unless there are classes to be told apart, each with pictures."""
    count, root = tree.count(), tree.root
    classes = {name for part in tree.parts.values() for name in part}
    unreadable = next(iter(tree.unreadable), None)
    for place, folder in tree.empty.items():
        if place.startswith("train/") and count:
            reason = "this class has no pictures" + (
                f" that can be read: they {unreadable.split(':')[0]}" if unreadable else ""
            )
            raise DataFileError(folder, reason, "Add some, or take the folder away")
    if not count:
        if unreadable:
            number = tree.unreadable[unreadable]
            raise DataFileError(root, f"its {number:,} pictures {unreadable}", ADVICE)
        if tree.loose:
            advice = (
                "Put the pictures of each class into a folder of their own inside it, named after the class"
            )
            raise DataFileError(root, f"its {tree.loose:,} pictures are not sorted into classes", advice)
        reason = "its folders hold no pictures" if tree.empty else "it holds no folders"
        raise NoPictureSetError(root, reason, ADVICE)
    if len(classes) == 1:
        advice = "Put a folder of pictures for each other class beside it: there must be two to tell apart"
        raise NoPictureSetError(root, f"it holds one class only, {next(iter(classes))}", advice)
    if len(classes) > MOST_CLASSES or count > MOST_PICTURES:
        reason = f"it holds {count:,} pictures in {len(classes):,} classes"
        raise NoPictureSetError(root, reason, f"Use at most {MOST_PICTURES:,} in {MOST_CLASSES}")
