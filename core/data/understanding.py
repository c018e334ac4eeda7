"""From numbers as somebody stored them to a dataset: axes, values, ink and paper, orientation, size, classes.

Every step looks before it assumes, keeps what it assumed in the `Inspection`, and gives way to a choice.
Images stay bytes; what is converted is converted in pieces, so that a set never needs twice its memory.
"""

import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from core.data.choices import LARGEST, SMALLEST, DataChoices
from core.data.dataset import Dataset
from core.data.images import BOX, FAINT, LUMA, SIZE, as_digit, resampling
from core.data.inspection import OWN_TEST, Inspection, LeftOut, OpenedData, Polarity, RawData, RawPart
from core.data.pixel_values import (
    PIECE,
    SAMPLE,
    SKETCH,
    SLACK,
    byte_values,
    complement,
    converted,
    drawn_range,
    guessed_range,
    in_pieces,
    on_paper,
    paper_of,
    polarity,
    without_margin,
)
from core.files.atomic import DataFileError

Report = Callable[[float], object]
HELD_OUT = 7  # every seventh image is for testing where a set comes without: MNIST's own proportion
MOST_CLASSES = 256  # labels are bytes


def understood(
    raw: RawData, choices: DataChoices, report: Report | None = None, hold_out: bool = True
) -> OpenedData:
    """The dataset of what was read. Raises DataFileError: what makes no sense, and the choice that would."""
    notes, left_out = raw.notes, raw.left_out
    parts = _used_parts(raw, notes, left_out)
    for part in parts:
        if not part.images.size:
            _not_images(raw.path, part)
    values = [label_values(raw.path, part) for part in parts]
    arranged = [
        _arranged(raw.path, part, len(of_part), choices, notes)
        for part, of_part in zip(parts, values, strict=True)
    ]
    labels, names, kept = _classes(raw, values, choices, left_out)
    stored = tuple(arranged[0].shape[-2:])
    scaled_already = "range" in raw.ready
    ranges = [(0.0, 255.0)] * len(parts) if scaled_already else _ranges(raw, parts, arranged, choices, notes)
    grey = choices.range is None and arranged[0].ndim == 3
    drawn = drawn_range(arranged[0], *ranges[0]) if grey else None
    if drawn is not None:
        whole = raw.ready.get("range", (0.0, 255.0))  # as it stands in the file, of pictures brought to bytes
        if whole is None:
            notes.append("grey paper: the greys of paper and ink are taken for black and white")
        else:
            low, high = (end * (whole[1] / 255) for end in drawn)
            notes.append(f"grey paper: {low:g} and {high:g} are taken for black and white")
            raw.ready["range"] = low, high
        ranges = [drawn if each == ranges[0] else each for each in ranges]
    inverted: Polarity | None = raw.ready.get("polarity")
    shape: tuple[int, ...] | None = None
    images: list[np.ndarray] = []
    while arranged:
        of_part = byte_values(arranged.pop(0), *ranges[len(images)])
        parts[len(images)].images = np.empty(0)  # what was read is free as soon as it is converted
        of_part = _channels(of_part, choices, notes if not images else [])
        if inverted is None:
            inverted = polarity(of_part, choices)
        if "polarity" not in raw.ready and inverted.inverted:
            of_part = complement(of_part)
        turn = choices.turn or ("transpose" if raw.turned else "no")
        of_part = _turned(of_part, turn)
        of_part = _sized(raw.path, of_part, choices, notes if not images else [], report, shape)
        shape = shape or of_part.shape[1:]
        if of_part.shape[1:] != shape:
            reason = f"its images to test have the shape {of_part.shape[1:]}, those to train on {shape}"
            advice = "Choose one size for both (size), and grey or colour"
            raise DataFileError(raw.path, reason, advice, "size")
        images.append(of_part)
    assert inverted is not None
    sets = [
        Dataset(of_part, of_labels, raw.name + suffix, names)
        if keep is None
        else Dataset(of_part[keep], of_labels[keep], raw.name + suffix, names)
        for of_part, of_labels, keep, suffix in zip(images, labels, kept, ("", " test"), strict=False)
    ]
    train, test, test_from = _split(raw.path, sets, choices, hold_out)
    every = np.concatenate([train.labels, test.labels]) if hold_out or len(sets) > 1 else train.labels
    counts = np.bincount(every, minlength=len(names)).tolist()
    channels, height, width = train.shape
    inspection = Inspection(
        path=raw.path,
        kind=raw.kind,
        name=raw.name,
        images=len(every),
        classes=dict(zip(names, counts, strict=True)),
        size=(height, width),
        channels=channels,
        range=raw.ready.get("range", ranges[0]),
        polarity=inverted,
        turned=choices.turn or ("transpose" if raw.turned else "no"),
        train=len(train),
        test=len(test) if hold_out or len(sets) > 1 else 0,
        test_from=test_from,
        stored_size=raw.ready.get("stored_size", stored),
        left_out=tuple(left_out),
        notes=tuple(notes),
    )
    return OpenedData(train, test, inspection)


# parts


def _used_parts(raw: RawData, notes: list[str], left_out: list[LeftOut]) -> list[RawPart]:
    """The part to train on and, if there is one, the part to test on."""
    there: dict[str, RawPart] = {}
    for part in raw.parts:
        if part.labels.size or part.part == "train":
            there[part.part] = part
        else:
            notes.append(f"its {part.part} part is empty")
    train, test = there.get("train"), there.get("test")
    if train is None:
        train, test = test or there.get("validation"), None
        assert train is not None
        notes.append(f"there is only a part named for {train.part}: it is used for both")
        return [train]
    validation = there.get("validation")
    if test is None and validation is not None:
        notes.append("its validation part is used for testing")
        test = validation
    elif validation is not None:
        count = max(validation.labels.shape) if validation.labels.ndim else 0
        left_out.append(LeftOut("images of its validation part, as there is a test part", count))
    return [train] if test is None else [train, test]


def _split(
    path: str, sets: list[Dataset], choices: DataChoices, hold_out: bool
) -> tuple[Dataset, Dataset, str]:
    train = sets[0]
    if len(sets) > 1:
        return train, sets[1], OWN_TEST
    if not hold_out:
        return train, train[:0], "none"
    numbers = np.arange(len(train))
    if choices.test is None:
        chosen, text = numbers % HELD_OUT == HELD_OUT - 1, "every seventh image"
    else:
        chosen = np.floor((numbers + 1) * choices.test + 1e-9) > np.floor(numbers * choices.test + 1e-9)
        text = f"{choices.test:.0%} of the images"
    if not chosen.any() or chosen.all():
        reason = f"it holds {len(train)} images only, and {text.replace(' image', '')} is kept for testing"
        raise DataFileError(path, reason, f"Use at least {HELD_OUT}")
    return (*_parted(train, chosen), text)


def _parted(dataset: Dataset, chosen: np.ndarray) -> tuple[Dataset, Dataset]:
    """The images that aren't chosen and those that are, the former moved together if they may be."""
    test, rest = dataset[np.flatnonzero(chosen)], np.flatnonzero(~chosen)
    images = dataset.images
    if not images.flags.writeable:
        return dataset[rest], test
    step = max(1, PIECE // max(1, math.prod(images.shape[1:])))
    for start in range(0, len(rest), step):
        piece = rest[start : start + step]
        images[start : start + len(piece)] = images[piece]
    labels = dataset.labels[rest]
    return Dataset(images[: len(rest)], labels, dataset.name, dataset.classes), test


# labels


def label_values(path: str, part: RawPart) -> np.ndarray:
    """One number or one text for each image, from (N,), (N, 1), (1, N) or one 1 in each row."""
    labels, name = part.labels, part.labels_name
    if labels.ndim > 1 and 1 in labels.shape:
        labels = labels.reshape([side for side in labels.shape if side > 1] or [1])
    if labels.dtype.kind in "SU":
        texts = np.char.decode(labels, "utf-8", "replace") if labels.dtype.kind == "S" else labels
        if texts.ndim == 1:
            return np.char.strip(texts)
    elif labels.ndim == 2 and labels.size and np.isin(labels, (0, 1)).all():
        count = len(part.images)
        if labels.shape[0] != count and labels.shape[1] == count:
            labels = labels.T
        if (labels.sum(axis=1) == 1).all():
            return labels.argmax(axis=1)  # (N, classes) -> (N,)
    if labels.ndim == 1 and labels.dtype.kind in "biuf" and labels.size:
        whole = labels if labels.dtype.kind in "biu" else np.rint(labels)
        if np.isfinite(labels).all() and (labels == whole).all() and abs(whole.astype(float)).max() < 2**53:
            return whole.astype(np.int64)
    found = "without values"
    if labels.dtype.kind in "SU":
        found = "of text"
    elif labels.size:
        found = f"with values from {float(labels.min()):g} to {float(labels.max()):g}"
    reason = f"{name} {part.labels.shape}, {found}, are not labels"
    raise DataFileError(path, reason, "Give each image one whole number or one name")


def _classes(
    raw: RawData, values: list[np.ndarray], choices: DataChoices, left_out: list[LeftOut]
) -> tuple[list[np.ndarray], tuple[str, ...], list[np.ndarray | None]]:
    """Labels from 0 in each part, the classes' names, and which images of each part are kept (None: all)."""
    if len({each.dtype.kind for each in values}) > 1:
        values = [each.astype(str) for each in values]
    occurring: list[Any] = sorted({v for each in values for v in np.unique(each).tolist()}, key=natural)
    named = _named(raw, occurring)
    keys = sorted(named, key=natural) if named else occurring
    names = [named[key] for key in keys] if named else [str(key) for key in keys]
    if len(set(names)) < len(names):
        names = [f"{name} ({key})" for name, key in zip(names, keys, strict=True)]
    if choices.classes is not None:
        keys, names = _chosen_classes(raw.path, keys, names, choices.classes)
    if len(keys) > MOST_CLASSES:
        reason = f"it holds {len(keys):,} different labels"
        advice = f"Use at most {MOST_CLASSES} classes, or name those to keep (classes)"
        raise DataFileError(raw.path, reason, advice, "classes")
    if len(keys) < 2:
        advice = "There must be two classes to tell apart: add images of another one"
        raise DataFileError(raw.path, f"it holds one class only, {names[0]}", advice)
    labels, kept = [], []
    ordered = np.array(sorted(keys))
    place = np.array([keys.index(key) for key in ordered.tolist()])
    dropped = 0
    for each in values:
        found = np.minimum(np.searchsorted(ordered, each), len(ordered) - 1)
        known = ordered[found] == each
        dropped += int((~known).sum())
        labels.append(np.where(known, place[found], 0).astype(np.uint8))
        kept.append(None if known.all() else np.flatnonzero(known))
    if dropped:
        left_out.append(LeftOut("images of classes that were not chosen", dropped))
    if kept[0] is not None and not len(kept[0]):
        raise DataFileError(raw.path, "no image is of the classes that were chosen", "Choose others")
    return labels, tuple(names), kept


def _named(raw: RawData, occurring: list[Any]) -> dict[Any, str] | None:
    """The names by label value, if the set brings some that fit."""
    names = raw.class_names
    if not names:
        return None
    if set(occurring) <= set(names):
        return names
    if len(occurring) == len(names):
        return dict(zip(occurring, names.values(), strict=True))
    raw.notes.append("its names of classes do not fit its labels and are not used")
    return None


def _chosen_classes(
    path: str, keys: list[Any], names: list[str], chosen: tuple[str, ...]
) -> tuple[list[Any], list[str]]:
    """Some classes out of all, or other names for them."""
    if set(chosen) <= set(names):
        return [keys[names.index(name)] for name in chosen], list(chosen)
    if len(chosen) == len(names):
        return keys, list(chosen)
    if all(isinstance(key, int) and 0 <= key < len(chosen) for key in keys):
        return list(range(len(chosen))), list(chosen)
    unknown = next(name for name in chosen if name not in names)
    reason = f"it has no class {unknown} and another number of classes, {len(names)}"
    raise DataFileError(path, reason, f"Choose from {', '.join(names[:12])}{', ...' * (len(names) > 12)}")


def natural(name: Any) -> list[tuple[bool, int, str]]:
    """A key that sorts 2 before 10, numbers before names, and "a" beside "A"."""
    if isinstance(name, int):
        return [(False, name, "")]
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d+)", str(name))
    ]


# axes


def _arranged(path: str, part: RawPart, count: int, choices: DataChoices, notes: list[str]) -> np.ndarray:
    """A view (N, H, W) or (N, C, H, W) of images in any usual order of axes."""
    images, name = part.images, part.images_name
    if images.dtype.kind not in "biuf":
        raise DataFileError(path, f"{name} holds {images.dtype}, not numbers", "Save the pixels as numbers")
    if images.ndim in (2, 3, 4) and len(images) != count and images.shape[-1] == count:
        images = np.moveaxis(images, -1, 0)  # (H, W, N) or (H * W, N)
        notes.append(f"{name} {part.images.shape} has its images along the last axis")
    if images.ndim >= 2 and images.size and len(images) != count:
        reason = f"{name} holds {len(images):,} and {part.labels_name} {count:,}"
        raise DataFileError(path, reason, "Give each image one label")
    if images.ndim == 3 and 1 in images.shape[1:]:
        images = images.reshape(len(images), -1)  # (N, H * W, 1) -> (N, H * W)
    images = _unflattened(images, choices, notes, name)
    if (
        images.ndim == 4
        and images.shape[3] in (1, 3, 4)
        and not (images.shape[1] in (1, 3, 4) and images.shape[1] < images.shape[2])
    ):
        images = np.moveaxis(images, 3, 1)  # (N, H, W, C) -> (N, C, H, W)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]  # (N, 1, H, W) -> (N, H, W)
    if images.ndim == 4 and images.shape[1] not in (3, 4):
        reason = f"{name} {part.images.shape} has neither one nor three channels"
        raise DataFileError(path, reason, "Save images of shape (N, H, W) or (N, H, W, 3)")
    if images.ndim not in (3, 4) or not images.size:
        _not_images(path, part)
    return images


def _not_images(path: str, part: RawPart) -> NoReturn:
    reason = f"{part.images_name} {part.images.shape} are not images: (N, 28, 28) is expected"
    raise DataFileError(path, reason, "Bring them into that order, or say their size (size)", "size")


def _unflattened(images: np.ndarray, choices: DataChoices, notes: list[str], name: str) -> np.ndarray:
    """Rows of pixels (N, P) as images: a chosen size, a square, or three squares one after another."""
    if images.ndim != 2:
        return images
    pixels = images.shape[1]
    if choices.size is not None:
        height, width = choices.size
        if pixels == height * width:
            return images.reshape(-1, height, width)
        if pixels == 3 * height * width:
            return images.reshape(-1, 3, height, width)
    side, colour = math.isqrt(pixels), math.isqrt(pixels // 3)
    if side > 1 and side * side == pixels:
        return images.reshape(-1, side, side)  # (N, H * W) -> (N, H, W)
    if colour > 1 and 3 * colour * colour == pixels:
        notes.append(f"{name}: {pixels:,} numbers in a row are taken as red, then green, then blue")
        return images.reshape(-1, 3, colour, colour)
    return images


# values


def _ranges(
    raw: RawData, parts: list[RawPart], images: list[np.ndarray], choices: DataChoices, notes: list[str]
) -> list[tuple[float, float]]:
    """The stored values that are black and white, for each part."""
    if choices.range is not None:
        return [choices.range] * len(parts)
    first, why = guessed_range(raw.path, parts[0].images_name, images[0])
    notes += [why] if why else []
    ranges = [first]
    for part, of_part in zip(parts[1:], images[1:], strict=True):
        low, high = float(of_part.min()), float(of_part.max())
        same = of_part.dtype.kind == images[0].dtype.kind or images[0].dtype.kind == "b"
        if of_part.dtype.kind in "iu":  # bytes beside deep numbers have a white of their own
            same = same and first[1] <= np.iinfo(of_part.dtype).max
        slack = SLACK * (first[1] - first[0])
        if same and first[0] - slack <= low and high <= first[1] + slack:
            ranges.append(first)
        elif (
            first[0] < 0 and same and low >= -10 and high <= 10
        ):  # standardised with the numbers of the first
            ranges.append(first)
        else:
            own, _ = guessed_range(raw.path, part.images_name, of_part)
            if own != first:
                notes.append(f"{part.images_name} goes from {own[0]:g} to {own[1]:g} instead")
            ranges.append(own)
    return ranges


# colour, ink and paper


def _channels(images: np.ndarray, choices: DataChoices, notes: list[str]) -> np.ndarray:
    """Grey (N, H, W) or colour (N, 3, H, W): transparency on white, grey where colours are the same."""
    if images.ndim == 3:
        if choices.colour:
            notes.append("grey images were given three channels")
            return np.repeat(images[:, None], 3, axis=1)
        return images
    if images.shape[1] == 4:
        images = on_paper(images, notes)
    if choices.colour is None and all(
        np.array_equal(piece[:, 0], piece[:, 1]) and np.array_equal(piece[:, 0], piece[:, 2])
        for piece in in_pieces(images)
    ):
        notes.append("its three channels are the same: grey")
        return np.ascontiguousarray(images[:, 0])
    if choices.colour is False:
        notes.append("colours were made grey by their brightness")
        grey = [
            np.rint(np.tensordot(piece, np.array(LUMA, np.float32), (1, 0))) for piece in in_pieces(images)
        ]
        return np.concatenate([piece.astype(np.uint8) for piece in grey])
    return images


def _turned(images: np.ndarray, turn: str) -> np.ndarray:
    if turn == "transpose":
        images = images.swapaxes(-1, -2)
    elif turn != "no":
        images = np.rot90(images, -int(turn) // 90, axes=(-2, -1))
    return np.ascontiguousarray(images)


# size


def _sized(
    path: str,
    images: np.ndarray,
    choices: DataChoices,
    notes: list[str],
    report: Report | None,
    like: tuple[int, ...] | None,
) -> np.ndarray:
    """The images in a size that a network here is given; larger and smaller ones are scaled."""
    height, width = images.shape[-2:]
    target = choices.size or fitting_size(height, width)
    if like is not None and choices.size is None:
        target = (like[-2], like[-1]) if fitting_size(height, width) != (height, width) else (height, width)
    if target == (height, width):
        return images
    if images.ndim == 3 and choices.fit is None:
        middle = without_margin(images, target, BOX, notes)
        if middle is not None:
            return middle
    if images.ndim == 3 and _as_digits(images, target, choices):
        notes.append(
            f"each digit of {height}x{width} pixels was scaled to {BOX} and centred by mass, as in MNIST"
        )
        return _digits(path, images, report)
    notes.append(f"images of {height}x{width} pixels were scaled to {target[0]}x{target[1]}")
    return converted(images, (*images.shape[1:-2], *target), lambda piece: scaled(piece, target), report)


def fitting_size(height: int, width: int) -> tuple[int, int]:
    """The size that images are given: their own from 8 to 64 pixels, else scaled with its proportion kept."""
    scale = min(1.0, LARGEST / max(height, width))
    scale = max(scale, SMALLEST / min(height, width)) if min(height, width) * scale < SMALLEST else scale
    sides = (round(side * scale) for side in (height, width))
    made = tuple(min(LARGEST, max(SMALLEST, side)) for side in sides)
    return made[0], made[1]


def _as_digits(images: np.ndarray, target: tuple[int, int], choices: DataChoices) -> bool:
    if target != (SIZE, SIZE) or choices.fit is not None:
        return choices.fit == "digit" and target == (SIZE, SIZE)
    _, plain, ink = paper_of(images[:: max(1, len(images) // SAMPLE)])
    return bool((plain & (ink < SKETCH)).mean() > 0.6)


def _digits(path: str, images: np.ndarray, report: Report | None) -> np.ndarray:
    made = np.zeros((len(images), SIZE, SIZE), np.uint8)
    for row, image in enumerate(images):
        if np.ptp(image) >= FAINT:  # an empty one stays empty
            made[row] = as_digit(image)
        if report is not None and row % 256 == 0:
            report(row / len(images))
    return made


def scaled(images: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Images of bytes in another size, their proportion kept, what is left over filled with their border.

    Shape: (..., H, W) -> (..., *size)
    """
    height, width = images.shape[-2:]
    scale = min(size[0] / height, size[1] / width)
    inner = tuple(
        max(1, min(side, round(old * scale))) for side, old in zip(size, (height, width), strict=True)
    )
    x = images.astype(np.float32)
    x = resampling(inner[0], height) @ x @ resampling(inner[1], width).T
    made = np.clip(np.rint(x), 0, 255).astype(np.uint8)
    if inner == size:
        return made
    border = np.concatenate([images[..., 0, :], images[..., -1, :]], axis=-1)
    whole = np.empty((*images.shape[:-2], *size), np.uint8)
    whole[...] = np.median(border, axis=-1)[..., None, None]
    top, left = ((side - old) // 2 for side, old in zip(size, inner, strict=True))
    whole[..., top : top + inner[0], left : left + inner[1]] = made
    return whole
