"""Tables of text, as Kaggle has them: a row for each image, one column of labels, the others pixels."""

import gzip
import io
import itertools
import math
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from core.data.arrays import EMNIST, emnist_names
from core.data.choices import DataChoices
from core.data.folder_tree import files_in
from core.data.inspection import TABLES, LeftOut, RawData, RawPart
from core.files.atomic import DataFileError, opened

PART_COLUMNS = ("usage", "split", "set", "subset", "partition")
NUMBER_COLUMNS = ("", "id", "index", "unnamed: 0", "imageid", "image_id", "row_id", "#")
LABEL_COLUMNS = (
    "label", "labels", "class", "y", "target", "digit", "category", "character", "letter", "emotion",
    "class_label", "class_name", "classname", "symbol",
)  # fmt: skip
MARKS = (";", "\t", "|", ",")  # between columns; a comma last, as it may stand for a point
REMARKS = "#%@"  # in front of lines above a table, as in ARFF files
COUNTED = 12  # rows that one column numbers without a gap, to be no labels
ROWS = 2000  # rows that are read at a time
LARGEST = 4 << 30  # bytes of text
LONGEST_LINE = 1 << 20
MANY = 100  # different labels in a column that is guessed to hold labels
ADVICE = "Give each row one label and the pixels of one image, 784 for 28x28"
UTF_8 = "Save it as CSV in UTF-8"
NO_LETTER = "\ufffd"  # in place of bytes that are no UTF-8
PARTS = {
    "train": "train", "training": "train", "test": "test", "testing": "test", "val": "validation",
    "valid": "validation", "validation": "validation", "dev": "validation",
}  # fmt: skip
PART = re.compile(f"(?<![a-z])(?:{'|'.join(sorted(PARTS, key=len, reverse=True))})(?![a-z])")
SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt")

Report = Callable[[float], object]
Line = tuple[int, str]  # of a file: its number, from 1, and its text


def read_tables(paths: list[Path], where: Path, choices: DataChoices, report: Report | None) -> RawData:
    """The set in one table, or in a table for training and one for testing."""
    parts: list[RawPart] = []
    left_out: list[LeftOut] = []
    notes: list[str] = []
    for number, path in enumerate(paths):
        of_file = table_part(path) if len(paths) > 1 else None

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
    raw = RawData(str(where), TABLES[len(paths) > 1], name, parts, left_out=left_out)
    raw.notes += notes
    raw.turned = bool(EMNIST.search("/".join(paths[0].parts[-2:]).lower()))
    if raw.turned:
        raw.class_names = emnist_names(paths[0])
        raw.notes.append("EMNIST's images lie on their side: they are transposed")
    return raw


def table_partner(path: Path) -> list[Path]:
    """A table and those for the set's other parts beside it, by name: mnist_train.csv, mnist_test.csv."""
    if table_part(path) is None:
        return [path]
    alike = [path.parent / name for name in files_in(path.parent) if table_set(Path(name)) == table_set(path)]
    parts = in_parts(alike)
    return parts if table_part(parts[0]) == "train" and path in parts else [path]


def table_part(path: Path) -> str | None:
    """The part of a set that a table's name tells of."""
    found = PART.findall(path.name.lower())
    return PARTS[found[-1]] if found else None


def table_set(path: Path) -> str:
    """A table's name without the part that it tells of: the same for all tables of a set."""
    return PART.sub("", path.name.lower())


def in_parts(tables: list[Path]) -> list[Path]:
    """Tables of one set, one for each part, the one for training first."""
    order = ("train", None, "test", "validation")
    parts = {table_part(table): table for table in sorted(tables, reverse=True)}
    return [parts[part] for part in order if part in parts and not (part is None and "train" in parts)]


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
            last = first[-1][1]
            mark = next((each for each in MARKS if each in last), None)
            while (
                len(first) > 1
                and first[0][1][0] in REMARKS
                and _count(first[0][1], mark) != _count(last, mark)
            ):
                del first[0]
            if mark and all(line.endswith(mark) for _, line in first):  # a last column without a number
                first, lines = ([(n, line[:-1]) for n, line in first],
                                ((n, line.removesuffix(mark)) for n, line in lines))  # fmt: skip
            at = _packed(first[-1][1], mark)
            if at is not None:  # all pixels in one cell
                count = len(_cells(first[-1][1], mark)[at].split())
                first, lines = ([(n, _unpacked(line, mark, at, count)) for n, line in first],
                                ((n, _unpacked(line, mark, at, count)) for n, line in lines))  # fmt: skip
            header, column, skipped = _layout(path, first, mark, choices, notes)
            columns = _count(first[0][1], mark)
            if pixels is not None and columns == pixels:  # a test part that nobody has labelled
                return len(first) - header + sum(1 for _ in lines)
            if column is None:
                return len(first) - header + sum(1 for _ in lines)
            rows = itertools.chain(first[header:], lines)
            use = [n for n in range(columns) if n != column and n not in skipped]
            packed = None if at is None else at + 1
            return _numbers(
                path, rows, mark, columns, use, column, packed, lambda: report(min(1.0, file.tell() / size))
            )
        except (OSError, EOFError, zlib.error) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise DataFileError(path, "its compression is damaged", "Fetch it again") from error


def _lines(source: IO[bytes], path: Path) -> Iterator[Line]:
    """The lines in which something stands, with their numbers."""
    start, number = True, 0
    while line := source.readline(LONGEST_LINE):
        if b"\r" in line.rstrip(b"\r\n"):
            raise DataFileError(path, "its lines end in CR alone, as on an old Mac", UTF_8)
        if len(line) == LONGEST_LINE:
            raise DataFileError(path, "a line of it is longer than any row of pixels", ADVICE)
        number += 1
        if start and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise DataFileError(path, "its text is in UTF-16", UTF_8)
        text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if text and not (start and text[0] in "@%"):
            start = False
            yield number, text


def _count(line: str, mark: str | None) -> int:
    return len(line.split(mark))


def _cells(line: str, mark: str | None) -> list[str]:
    return [_bare(cell) for cell in line.split(mark)]


def _bare(cell: str) -> str:
    return cell.strip().strip("\"'")


def _layout(
    path: Path, lines: list[Line], mark: str | None, choices: DataChoices, notes: list[str]
) -> tuple[bool, int | None, set[int]]:
    """Whether the first line names the columns, which of them holds the labels, which are neither labels nor
    pixels.
    """
    first = _cells(lines[0][1], mark)
    numbers = [_number(cell) is not None for cell in first]
    body = [_cells(line, mark) for _, line in lines]
    named = sum(numbers) < len(first) / 2 or _in_order(first[2:])
    header = len(lines) > 1 and len(first) > 2 and named
    columns = Counter(map(len, body)).most_common(1)[0][0]
    _check_even(path, lines, mark, columns)
    body = body[1:] if header else body
    names = [name.lower().removeprefix("# ") for name in first] if header else []
    skipped = _skipped(body, names, columns)
    notes += [f"its column {first[at]} is not used" for at in sorted(skipped) if header and first[at]]
    if choices.label is not None:
        return header, _named_column(path, choices.label, first if header else [], columns), skipped
    found = next((names.index(name) for name in LABEL_COLUMNS if name in names), None)
    if found is not None:
        return header, found, skipped
    others = columns - len(skipped)
    if _is_image(others) and (header or skipped or not _is_image(columns - 1)):
        return header, None, skipped
    if not _is_image(others - 1):
        reason = f"its rows have {columns} columns, which are not a label and a square of pixels"
        raise DataFileError(path, reason, ADVICE + ", or name the column of the labels (label)", "label")
    front, *_, back = (at for at in range(columns) if at not in skipped)
    column = (
        back
        if _label_like([row[back] for row in body]) > _label_like([row[front] for row in body])
        else front
    )
    notes.append(f"the {'last' if column == back else 'first'} column of {path.name} is taken for the labels")
    return header, column, skipped


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


def _skipped(rows: list[list[str]], names: list[str], columns: int) -> set[int]:
    """The columns beside the pixels and the labels: what counts the rows, or names their part of the set."""
    found = {at for at, name in enumerate(names) if name in PART_COLUMNS and _number(rows[0][at]) is None}
    if any(_is_image(columns - len(found) - more) for more in (1, 2)):
        named = next((names.index(name) for name in NUMBER_COLUMNS if name in names), None)
        counter = 0 if named is None and _in_order([row[0] for row in rows]) else named
        found |= set() if counter is None else {counter}
    return found


def _packed(line: str, mark: str | None) -> int | None:
    """The cell of a line that holds all pixels of an image, with spaces between them."""
    cells = _cells(line, mark) if mark else []
    return next((at for at, cell in enumerate(cells) if " " in cell and _is_image(len(cell.split()))), None)


def _unpacked(line: str, mark: str | None, at: int, count: int) -> str:
    """The same line with a cell for each of `count` pixels."""
    cells = _cells(line, mark)
    pixels = cells[at].split() if " " in cells[at] else [cells[at]] * count  # one of many, or their name
    return (mark or " ").join([*cells[:at], *pixels, *cells[at + 1 :]])


def _in_order(cells: list[str]) -> bool:
    """Whether so many cells are whole numbers, each one more than the one before."""
    counts = len(cells) >= COUNTED and all(cell.isdecimal() for cell in cells)
    return counts and all(int(b) - int(a) == 1 for a, b in itertools.pairwise(cells))


def _number(cell: str) -> float | None:
    """The number in a cell, whose point may be a comma."""
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def _is_image(pixels: int) -> bool:
    """Whether so many numbers are a square image, in one or three channels."""
    return any(n > 3 and math.isqrt(n) ** 2 == n for n in (pixels, pixels // 3 if pixels % 3 == 0 else 0))


def _label_like(cells: list[str]) -> bool:
    """Whether a column may hold labels: text, or whole numbers that are not all the same."""
    different = {_number(cell) for cell in cells}
    whole = all(value is None or (value.is_integer() and 0 <= value < MANY) for value in different)
    return None in different or (whole and (len(different) > 1 or len(cells) == 1))


def _check_even(path: Path, lines: list[Line], mark: str | None, columns: int) -> None:
    """Raise DataFileError for a line with more or fewer cells than those before it have."""
    for at, (number, line) in enumerate(lines):
        if (found := _count(line, mark)) != columns:
            before = f"line {number:,} has {found:,} values, those before it {columns:,}"
            first = f"line {number:,} has {found:,} values, most others {columns:,}"
            raise DataFileError(path, before if at else first, ADVICE)


def _numbers(
    path: Path,
    rows: Iterator[Line],
    mark: str | None,
    columns: int,
    use: list[int],
    column: int,
    packed: int | None,
    report: Callable[[], object],
) -> tuple[np.ndarray, np.ndarray]:
    """All rows, read in pieces; pixels stay bytes where they are. `packed` is the one column of the file that
    holds them all, if one does.
    """
    last = column > use[-1]
    pieces: list[np.ndarray] = []
    labels: list[str] = []
    while lines := list(itertools.islice(rows, ROWS)):
        _check_even(path, lines, mark, columns)
        piece = [line for _, line in lines]
        if column == 0:
            found = [_bare(line.split(mark, 1)[0]) for line in piece]
        elif last:
            found = [_bare(line.rsplit(mark, 1)[-1]) for line in piece]
        else:
            found = [_cells(line, mark)[column] for line in piece]
        for (number, _), label in zip(lines, found, strict=True):
            if not label:
                raise DataFileError(path, f"line {number:,} has no label", ADVICE)
            if NO_LETTER in label:  # several of them would be one class
                raise DataFileError(path, f"the label in line {number:,} is not in UTF-8", UTF_8)
        labels += found
        if mark != ",":
            piece = [line.replace(",", ".") for line in piece]  # 0,5 as half of Europe writes it
        try:
            values = np.loadtxt(
                piece, np.float32, delimiter=mark, usecols=use, ndmin=2, quotechar='"', comments=None
            )
        except ValueError:
            values = np.array(np.nan)
        if not np.isfinite(values).all():
            raise DataFileError(path, _no_number(lines, mark, use, packed), ADVICE)
        whole = ((values >= 0) & (values <= 255) & (values == np.rint(values))).all()
        pieces.append(values.astype(np.uint8) if whole else values)
        report()
    if len({piece.dtype for piece in pieces}) > 1:
        pieces = [piece.astype(np.float32) for piece in pieces]
    known = {label: _number(label) for label in set(labels)}
    texts = None in known.values()
    return np.concatenate(pieces), np.array(labels if texts else [known[label] for label in labels])


def _no_number(lines: list[Line], mark: str | None, use: list[int], packed: int | None) -> str:
    """Which cell of some lines, one of which can't be read, is no number."""
    for number, line in lines:
        cells = line.split(mark)
        for at in use:
            cell = cells[at].strip().strip('"').strip()
            value = None if "_" in cell else _number(cell)
            if value is None or not math.isfinite(value):
                column = packed or at + 1
                empty = f"column {column:,} in line {number:,} is empty"
                wrong = f"column {column:,} in line {number:,} holds {cell[:40]!r}, which is no number"
                return wrong if cell else empty
    return f"lines {lines[0][0]:,} to {lines[-1][0]:,} are not all numbers"


def is_table_name(name: str) -> bool:
    """Whether a file's name is that of a table."""
    return os.fspath(name).lower().endswith(SUFFIXES)
