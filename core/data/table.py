"""Tables of text, as Kaggle has them: a row for each image, one column of labels, the others pixels."""

import gzip
import io
import itertools
import math
import os
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from core.data.arrays import EMNIST, emnist_names
from core.data.choices import DataChoices
from core.data.inspection import LeftOut, RawData, RawPart
from core.files.atomic import DataFileError, opened

NUMBER_COLUMNS = ("", "id", "index", "unnamed: 0", "imageid", "image_id", "row_id", "#")
LABEL_COLUMNS = ("label", "labels", "class", "y", "target", "digit", "category", "character", "letter")
ROWS = 2000  # rows that are read at a time
LARGEST = 4 << 30  # bytes of text
LONGEST_LINE = 1 << 20
MANY = 100  # different labels in a column that is guessed to hold labels
ADVICE = "Give each row one label and the pixels of one image, 784 for 28x28"
PARTS = {"train": "train", "training": "train", "test": "test", "testing": "test", "val": "validation"}
SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt")

Report = Callable[[float], object]


def read_tables(paths: list[Path], where: Path, choices: DataChoices, report: Report | None) -> RawData:
    """The set in one table, or in a table for training and one for testing."""
    parts: list[RawPart] = []
    left_out: list[LeftOut] = []
    notes: list[str] = []
    for number, path in enumerate(paths):
        of_file = _part_of(path) if len(paths) > 1 else None

        def told(done: float, number: int = number) -> None:
            if report is not None:
                report((number + done) / len(paths))

        labelled = parts[0] if parts else None
        made = _read(path, choices, told, notes, None if labelled is None else labelled.images.shape[1])
        if isinstance(made, int):
            left_out.append(LeftOut("rows without labels", made, path.name))
            continue
        images, labels = made
        parts.append(
            RawPart(of_file or ("train" if not parts else "test"), images, labels, path.name, path.name)
        )
    if not parts:
        raise DataFileError(paths[0], "it has no column of labels", ADVICE)
    if len(parts) != len({part.part for part in parts}):
        names = ", ".join(path.name for path in paths)
        raise DataFileError(where, f"it holds several tables of images: {names}", "Choose one of them")
    name = where.name if len(paths) > 1 else paths[0].name.split(".")[0]
    raw = RawData(
        str(where), "CSV table" if len(paths) == 1 else "CSV tables", name, parts, left_out=left_out
    )
    raw.notes += notes
    raw.turned = bool(EMNIST.search("/".join(paths[0].parts[-2:]).lower()))
    if raw.turned:
        raw.class_names = emnist_names(paths[0])
        raw.notes.append("EMNIST's images lie on their side: they are transposed")
    return raw


def table_partner(path: Path) -> list[Path]:
    """A table and the one for its other part beside it, by name: mnist_train.csv, mnist_test.csv."""
    part = _part_of(path)
    if part not in ("train", "test"):
        return [path]
    other = {"train": "test", "test": "train"}[part]
    name = re.sub(r"train(ing)?|test(ing)?", other, path.name, flags=re.IGNORECASE)
    beside = path.with_name(name)
    if beside == path or not beside.is_file():
        return [path]
    return [path, beside] if part == "train" else [beside, path]


def _part_of(path: Path) -> str | None:
    found = re.findall(r"training|train|testing|test|val", path.name.lower())
    return PARTS[found[-1]] if found else None


def _read(
    path: Path, choices: DataChoices, report: Report, notes: list[str], pixels: int | None
) -> tuple[np.ndarray, np.ndarray] | int:
    """The pixels (N, P) and labels (N,) of a table, or the number of its rows where it has no labels."""
    with opened(path, DataFileError) as (file, size):
        if size > LARGEST:
            raise DataFileError(path, f"it has {size / 2**30:,.1f} GiB", "Use a smaller table")
        source: IO[bytes] = (
            io.BufferedReader(gzip.GzipFile(fileobj=file)) if file.read(2) == b"\x1f\x8b" else file
        )
        file.seek(0)
        try:
            lines = _lines(source, path)
            first = list(itertools.islice(lines, 50))
            if not first:
                raise DataFileError(path, "it is empty", ADVICE)
            mark, header, column = _layout(path, first, choices, notes)
            columns = len(_cells(first[0], mark))
            skipped = _number_column(first[0], mark, columns) if header else None
            if pixels is not None and columns == pixels:  # a test part that nobody has labelled
                return len(first) - header + sum(1 for _ in lines)
            if column is None:
                return len(first) - header + sum(1 for _ in lines)
            rows = itertools.chain(first[header:], lines)
            use = [n for n in range(columns) if n not in (column, skipped)]
            return _numbers(path, rows, mark, use, column, lambda: report(min(1.0, file.tell() / size)))
        except (OSError, EOFError, zlib.error) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise DataFileError(path, "its compression is damaged", "Fetch it again") from error


def _lines(source: IO[bytes], path: Path) -> Iterator[str]:
    start = True
    while line := source.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise DataFileError(path, "a line of it is longer than any row of pixels", ADVICE)
        text = line.decode("utf-8", "replace").removeprefix("\ufeff" if start else "").strip()
        start = False
        if text:
            yield text


def _cells(line: str, mark: str | None) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(mark)]


def _layout(
    path: Path, lines: list[str], choices: DataChoices, notes: list[str]
) -> tuple[str | None, bool, int | None]:
    """What separates the columns, whether the first line names them, and which column holds the labels."""
    mark = next((each for each in (",", ";", "\t") if each in lines[-1]), None)
    first = _cells(lines[0], mark)
    numbers = [_is_number(cell) for cell in first]
    body = [_cells(line, mark) for line in lines]
    header = len(lines) > 1 and sum(numbers) < len(first) / 2 and len(first) > 2
    body = body[1:] if header else body
    widths = {len(row) for row in body}
    if len(widths) != 1 or len(first) not in widths:
        reason = f"its rows have {min(widths)} to {max(widths | {len(first)})} columns"
        raise DataFileError(path, reason, ADVICE)
    columns = widths.pop()
    if choices.label is not None:
        return mark, header, _named_column(path, choices.label, first if header else [], columns)
    if header:
        names = [name.lower() for name in first]
        found = next((names.index(name) for name in LABEL_COLUMNS if name in names), None)
        if found is not None:
            return mark, header, found
        if _is_image(columns):
            return mark, header, None
    elif _is_image(columns) and not _is_image(columns - 1):
        return mark, header, None
    if not _is_image(columns - 1):
        reason = f"its rows have {columns} columns, which are not a label and a square of pixels"
        raise DataFileError(path, reason, ADVICE + ", or name the column of the labels (label)", "label")
    front, back = (_label_like([row[at] for row in body]) for at in (0, -1))
    column = columns - 1 if back and not front else 0
    notes.append(f"the {'last' if column else 'first'} column of {path.name} is taken for the labels")
    return mark, header, column


def _named_column(path: Path, label: str, names: list[str], columns: int) -> int:
    if label in names:
        return names.index(label)
    places = {"first": 0, "last": columns - 1}
    if label in places:
        return places[label]
    if label.lstrip("-").isdigit() and -columns <= int(label) < columns:
        return int(label) % columns
    some = ", ".join(names[:6]) if names else f"first, last or a number up to {columns - 1}"
    raise DataFileError(path, f"it has no column {label}", f"Choose from {some}")


def _number_column(line: str, mark: str | None, columns: int) -> int | None:
    """The column that only counts the rows, where there is one beside the pixels and the labels."""
    names = [name.lower() for name in _cells(line, mark)]
    if _is_image(columns - 1) or not _is_image(columns - 2):
        return None
    return next((names.index(name) for name in NUMBER_COLUMNS if name in names), None)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _is_image(pixels: int) -> bool:
    """Whether so many numbers are a square image, in one or three channels."""
    return any(n > 3 and math.isqrt(n) ** 2 == n for n in (pixels, pixels // 3 if pixels % 3 == 0 else 0))


def _label_like(cells: list[str]) -> bool:
    """Whether a column may hold labels: text, or whole numbers that are not all the same."""
    different = set(cells)
    if not all(map(_is_number, different)):
        return True
    whole = all(float(cell).is_integer() and 0 <= float(cell) < MANY for cell in different)
    return whole and (len(different) > 1 or len(cells) == 1)


def _numbers(
    path: Path,
    rows: Iterator[str],
    mark: str | None,
    use: list[int],
    column: int,
    report: Callable[[], object],
) -> tuple[np.ndarray, np.ndarray]:
    """All rows, read in pieces; pixels stay bytes where they are."""
    last = column > use[-1]
    pieces: list[np.ndarray] = []
    labels: list[str] = []
    while piece := list(itertools.islice(rows, ROWS)):
        if column == 0:
            labels += [line.split(mark, 1)[0].strip().strip('"') for line in piece]
        elif last:
            labels += [line.rsplit(mark, 1)[-1].strip().strip('"') for line in piece]
        else:
            labels += [_cells(line, mark)[column] for line in piece]
        try:
            values = np.loadtxt(
                piece, np.float32, delimiter=mark, usecols=use, ndmin=2, quotechar='"', comments=None
            )
        except ValueError as error:
            raise DataFileError(
                path, f"a row near {len(labels):,} is not numbers ({_short(error)})", ADVICE
            ) from error
        whole = ((values >= 0) & (values <= 255) & (values == np.rint(values))).all()
        pieces.append(values.astype(np.uint8) if whole else values)
        report()
    if len({piece.dtype for piece in pieces}) > 1:
        pieces = [piece.astype(np.float32) for piece in pieces]
    numbers = all(map(_is_number, set(labels)))
    return np.concatenate(pieces), np.array(labels, np.float64) if numbers else np.array(labels)


def _short(error: Exception) -> str:
    return str(error).split(";")[0][:80]


def is_table_name(name: str) -> bool:
    """Whether a file's name is that of a table."""
    return os.fspath(name).lower().endswith(SUFFIXES)
