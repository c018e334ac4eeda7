"""Folders of pictures as a data set: what a sample says of all of them, and how they are read."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from core.data.choices import DataChoices
from core.data.folder_tree import Tree, check, scan
from core.data.images import (
    SIZE,
    Decode,
    as_bytes,
    is_dark_on_light,
    mnist_like,
    to_colours,
    to_grey,
    white_of,
)
from core.data.inspection import LeftOut, Polarity, RawData, RawPart, shown_of_each
from core.data.pixel_values import DIM, paper_of
from core.data.understanding import HELD_OUT, fitting_size, natural, scaled
from core.files.atomic import DataFileError

KEPT = 16 << 20  # bytes of them that are kept
SAMPLE = 48  # pictures that are looked at before all are read
DRAWN = 32  # pixels a side: drawings larger than that become what MNIST's are
COLOURED = 32  # of 255 between the channels of a pixel that has colour
ONE_PEN = 0.92  # of the ink's colours that one colour explains

Report = Callable[[float], object]


class UnreadablePicturesError(DataFileError):
    """Some pictures of a folder can't be used: `bad` has the error of each; the first one is told."""

    def __init__(self, bad: list[DataFileError]) -> None:
        reason = bad[0].reason
        if len(bad) > 1:
            more = f", and {len(bad) - 1:,} other pictures can't be used either"
            reason += ", and another picture can't be used either" if len(bad) == 2 else more
        super().__init__(bad[0].path, reason, "Take it away, or put a good one in its place")
        self.bad = bad


def read_pictures(
    root: Path,
    choices: DataChoices,
    decode: Decode,
    report: Report | None = None,
    given: list[Path] | None = None,
) -> RawData:
    """The set of the pictures in folders, one folder for each class, in parts or not.

    Raises DataFileError, naming the file or folder at fault. Pictures that can't be read stop it all, so that
    nobody trains on less than they think, unless somebody says to leave those out. `report` is told the part
    that is done, and may raise to end it. `given` are the only folders of `root` that are meant.
    """
    tree = scan(root, given, report)
    check(tree)
    if tree.deep:
        note = f"{tree.deep:,} pictures lie in folders inside their class's folder and are used"
        one = "1 picture lies in a folder inside its class's folder and is used"
        tree.notes.append(one if tree.deep == 1 else note)
    raw = _read_tree(tree, choices, decode, report)
    raw.again = partial(_read_tree, _some(tree), decode=decode)
    return raw


def _some(tree: Tree) -> Tree:
    """A few pictures of each class, of those that are to train on."""
    alone, names = len(tree.parts) == 1, {name for part in tree.parts.values() for name in part}
    each = shown_of_each(len(names))
    parts: dict[str, dict[str, list[str]]] = {}
    for part, classes in tree.parts.items():
        number, parts[part] = 0, {}
        for name in sorted(classes, key=natural):
            paths = [
                path
                for at, path in enumerate(classes[name][: 2 * each], number)
                if not alone or at % HELD_OUT != HELD_OUT - 1
            ]
            parts[part][name] = paths[:each]
            number += len(classes[name])
    return replace(tree, parts=parts, report=None)


def _read_tree(tree: Tree, choices: DataChoices, decode: Decode, report: Report | None = None) -> RawData:
    root = tree.root
    classes = sorted({name for part in tree.parts.values() for name in part}, key=natural)
    every = [path for part in tree.parts.values() for name in classes for path in part.get(name, [])]
    look = _Look(every, choices, decode)
    raw = RawData(str(root), "folder of pictures", root.absolute().name, [])
    raw.class_names = dict(enumerate(classes))
    reader = _Reader(look, choices, decode, report, len(every))
    while True:
        try:
            reader.begin()
            raw.parts = [reader.part(part, of_part, classes) for part, of_part in tree.parts.items()]
            break
        except _BrighterError as error:
            look.whites[error.dtype] = error.white
    if reader.bad and not choices.leave_out:
        raise UnreadablePicturesError(reader.bad)
    _check_left(raw, reader, root, classes)
    whites = set(look.whites.values())
    raw.ready["range"] = choices.range or ((0.0, float(whites.pop())) if len(whites) == 1 else None)
    raw.ready["stored_size"] = look.size if reader.resized == 0 else None
    if look.digits:
        raw.ready["polarity"] = look.polarity
        raw.notes.append(
            f"digits of other sizes were scaled and centred by mass in {SIZE}x{SIZE}, as in MNIST"
        )
    raw.left_out += _left_out(tree, reader)
    raw.notes += [*tree.notes, *look.notes, *reader.notes()]
    return raw


def _check_left(raw: RawData, reader: "_Reader", root: Path, classes: list[str]) -> None:
    if reader.bad:
        there = {label for part in raw.parts for label in np.unique(part.labels).tolist()}
        for label, name in enumerate(classes):
            if label not in there:
                folder = reader.bad_folder(name) or root / name
                raise DataFileError(
                    folder, "none of its pictures can be read", "Replace them, or take it away"
                )


def _left_out(tree: Tree, reader: "_Reader") -> list[LeftOut]:
    total = tree.count() + sum(tree.unreadable.values())
    found = []
    for text, number in tree.unreadable.items():
        example = next((tree.examples[key] for key in tree.examples if f"are {key}," in text), "")
        found.append(LeftOut(f"of {total:,} pictures {text}", number, example))
    if tree.loose:
        found.append(LeftOut("pictures that lie in no class's folder", tree.loose))
    found += [
        LeftOut(f"files {what}", number, tree.examples.get(what, "")) for what, number in tree.others.items()
    ]
    if reader.bad:
        found.append(
            LeftOut(
                "pictures that can't be read", len(reader.bad), os.path.relpath(reader.bad[0].path, tree.root)
            )
        )
    return found


# how they are read


class _BrighterError(Exception):
    """A picture is brighter than white was taken to be in pictures of its depth."""

    def __init__(self, dtype: np.dtype, white: int) -> None:
        super().__init__(dtype, white)
        self.dtype, self.white = dtype, white


class _Look:
    """What a sample of the pictures says of all: size, colour, ink and paper, what is white."""

    def __init__(self, paths: list[str], choices: DataChoices, decode: Decode) -> None:
        self.decoded: dict[str, np.ndarray] = {}  # some of them, not to be read again
        pixels = list(self._sample(paths, decode))
        self.notes: list[str] = []
        self.size: tuple[int, int] | None = None
        sizes = Counter(each.shape[:2] for each in pixels)
        if len(sizes) == 1:
            self.size = next(iter(sizes))
        brightest: dict[np.dtype, int] = {}
        for each in pixels:
            brightest[each.dtype] = max(brightest.get(each.dtype, 0), _brightest(each))
        self.whites = {dtype: white_of(value, dtype) for dtype, value in brightest.items()}  # by depth
        greys = [to_grey(as_bytes(each, self.whites[each.dtype])) for each in pixels if each.size]
        drawings = sum(map(is_drawing, greys))
        self.drawing = 2 * drawings > len(greys)
        self.colour = self._has_colour(pixels, greys) if choices.colour is None else choices.colour
        self.target, self.digits = self._target(choices, sizes)
        dark = [is_dark_on_light(grey) for grey in greys if np.ptp(grey) > 16]
        share = sum(dark) / len(dark) if dark else 0.0
        self.polarity = Polarity(share > 0.5, max(share, 1 - share) if dark else 0.5)
        if choices.invert is not None:
            self.polarity = Polarity(choices.invert)

    def _sample(self, paths: list[str], decode: Decode) -> Iterator[np.ndarray]:
        step, room = max(1, len(paths) // SAMPLE), KEPT
        for path in paths[::step]:
            try:
                pixels = decode(Path(path))
            except DataFileError:  # said when all are read
                continue
            room -= pixels.nbytes
            if room > 0:
                self.decoded[path] = pixels
            yield pixels

    def _has_colour(self, pixels: list[np.ndarray], greys: list[np.ndarray]) -> bool:
        """Whether there is colour that matters: not where one pen's ink lies on plain light paper."""
        coloured, inks = 0, []
        for each, grey in zip(pixels, greys, strict=False):
            if each.ndim == 2:
                continue
            rgb = as_bytes(each, self.whites[each.dtype])[..., :3].astype(np.float32)
            chroma = rgb.max(axis=2) - rgb.min(axis=2)
            visible = chroma if each.shape[2] == 3 else chroma * (each[..., 3] > 0)
            coloured += bool((visible > COLOURED).mean() > 0.02)
            paper = np.median(np.concatenate([rgb[0], rgb[-1]]), axis=0)
            if is_drawing(grey) and paper.mean() > 127:
                away = (paper - rgb)[np.abs(grey - paper.mean()) > 64]
                inks.append(away[:: max(1, len(away) // 200)])
        if coloured <= max(0.05 * len(pixels), 0.5):
            return False
        if self.drawing and len(inks) > len(pixels) / 2:
            ink = np.concatenate(inks)
            spread = np.linalg.eigvalsh(ink.T @ ink)
            if spread[-1] > ONE_PEN * spread.sum():
                self.notes.append("coloured ink on light paper was made grey")
                return False
        return True

    def _target(self, choices: DataChoices, sizes: Counter[tuple[int, int]]) -> tuple[tuple[int, int], bool]:
        """The size to read them in, and whether those of others become digits as MNIST's are."""
        drawn = self.drawing and not self.colour if choices.fit is None else choices.fit == "digit"
        if choices.size is not None:
            return choices.size, drawn and choices.size == (SIZE, SIZE) and self.size != (SIZE, SIZE)
        if self.size is not None:
            fits = fitting_size(*self.size) == self.size
            if fits and (not drawn or max(self.size) <= DRAWN) and choices.fit != "digit":
                return self.size, False
            return (
                ((SIZE, SIZE), True)
                if drawn and self.size != (SIZE, SIZE)
                else (fitting_size(*self.size), False)
            )
        if drawn or not sizes:
            return (SIZE, SIZE), True
        longest = sorted(max(size) for size in sizes.elements())
        side = min(64, max(8, longest[len(longest) // 2]))
        self.notes.append(f"pictures of several sizes were scaled to {side}x{side}")
        return (side, side), False


def is_drawing(grey: np.ndarray) -> bool:
    """Whether a picture is ink on plain paper, of any shade. Shape: (H, W)"""
    if min(grey.shape) < 3:
        return False
    _, plain, ink = paper_of(grey[None])
    return bool(plain[0] and 0.001 < ink[0] < 0.4)


def _brightest(pixels: np.ndarray) -> int:
    return int((pixels[..., :3] if pixels.ndim == 3 else pixels).max(initial=0))


class _Reader:
    """Reads every picture in the form that the look at a sample has settled."""

    def __init__(
        self, look: _Look, choices: DataChoices, decode: Decode, report: Report | None, total: int
    ) -> None:
        self.look, self.choices, self.decode, self.report, self.total = look, choices, decode, report, total
        self.bad: list[DataFileError] = []

    def begin(self) -> None:
        """Start from the first picture."""
        self.bad, self.done, self.resized, self.blank = [], 0, 0, 0
        self.brightest: dict[np.dtype, int] = {}

    def part(self, part: str, of_part: dict[str, list[str]], classes: list[str]) -> RawPart:
        count = sum(map(len, of_part.values()))
        shape = (3, *self.look.target) if self.look.colour else self.look.target
        images, labels = np.empty((count, *shape), np.uint8), np.empty(count, np.uint8)
        row = 0
        for label, name in enumerate(classes):
            for path in of_part.get(name, []):
                try:
                    images[row] = self._read(path)
                    labels[row] = label
                    row += 1
                except DataFileError as error:
                    self.bad.append(error)
                self.done += 1
                if self.report is not None:
                    self.report(self.done / self.total)
        if row < count:
            images, labels = images[:row], labels[:row]
        return RawPart(part, images, labels, f"{part} pictures", "folders")

    def _read(self, path: str) -> np.ndarray:
        kept = self.look.decoded.pop(path, None)
        decoded = self.decode(Path(path)) if kept is None else kept
        look = self.look
        if self.choices.range is not None:
            pixels = _in_range(decoded, *self.choices.range)
        else:
            dtype, brightest = decoded.dtype, _brightest(decoded)
            self.brightest[dtype] = max(self.brightest.get(dtype, 0), brightest)
            if brightest > look.whites.setdefault(dtype, white_of(brightest, dtype)):
                raise _BrighterError(dtype, white_of(brightest, dtype))
            pixels = as_bytes(decoded, look.whites[dtype])
        self.resized += pixels.shape[:2] != look.size
        try:
            if look.digits:
                return mnist_like(pixels, self.choices.invert)
            if look.colour:
                image = np.moveaxis(to_colours(pixels), 2, 0)  # (H, W, 3) -> (3, H, W)
            else:
                image = np.rint(to_grey(pixels)).astype(np.uint8)
        except ValueError as error:
            raise DataFileError(path, str(error), "Choose a picture with one digit in it") from error
        self.blank += int(np.ptp(image)) == 0
        return image if image.shape[-2:] == look.target else scaled(image, look.target)

    def bad_folder(self, name: str) -> Path | None:
        """The folder of the class of that name, where a bad picture lies."""
        folders = (Path(error.path).parent for error in self.bad)
        return next((folder for folder in folders if folder.name == name), None)

    def notes(self) -> list[str]:
        whites, said = self.look.whites, []
        if len(set(whites.values())) > 1 and self.choices.range is None:
            shallow, deep = sorted(whites, key=lambda dtype: dtype.itemsize)
            said.append(
                "pictures of 8 bits and of 16 bits are mixed: "
                f"{whites[shallow]:,} is white in the former, {whites[deep]:,} in the latter"
            )
        for dtype, brightest in self.brightest.items():
            white = whites[dtype]
            if brightest and (white < DIM or (white == 255 and brightest < DIM)):
                said.append(f"the brightest value is {brightest:g}: {white:,g} is taken for white")
        if self.blank:
            said.append("1 picture is blank" if self.blank == 1 else f"{self.blank:,} pictures are blank")
        if (
            self.resized
            and not self.look.digits
            and self.look.size is not None
            and self.look.size != self.look.target
        ):
            height, width = self.look.target
            many = f"{self.resized:,} pictures were scaled to {height}x{width}"
            said.append(f"1 picture was scaled to {height}x{width}" if self.resized == 1 else many)
        return said


def _in_range(pixels: np.ndarray, low: float, high: float) -> np.ndarray:
    made = np.clip(np.rint((pixels.astype(np.float32) - low) * (255 / (high - low))), 0, 255).astype(np.uint8)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        made[..., 3] = pixels[..., 3] if pixels.dtype == np.uint8 else pixels[..., 3] >> 8
    return made
