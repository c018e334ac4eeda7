"""Tables of text are read right, whatever separates their columns and whatever else stands in them."""

import gzip

import numpy as np
import pytest

import core


def table(path, images, labels, header=True, last=False, mark=",", pack=False):
    flat = images.reshape(len(images), -1)
    rows = []
    if header:
        names = [f"pixel{n}" for n in range(flat.shape[1])]
        rows.append(mark.join([*names, "label"] if last else ["label", *names]))
    for label, row in zip(labels, flat, strict=True):
        cells = list(map(str, row))
        rows.append(mark.join([*cells, str(label)] if last else [str(label), *cells]))
    text = "\n".join(rows).encode() + b"\n"
    path.write_bytes(gzip.compress(text) if pack else text)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"header": False},
        {"last": True},
        {"last": True, "header": False},
        {"mark": ";"},
        {"mark": "\t", "pack": True},
    ],
)
def test_tables_of_every_layout(tmp_path, digits, right, options):
    table(tmp_path / "digits.csv", *digits, **options)
    opened = core.open_data(tmp_path / "digits.csv")
    assert right(opened) > 0.97
    assert opened.inspection.kind == "CSV table"


def test_a_column_that_counts_the_rows_is_no_pixel(tmp_path, digits, right):
    table(tmp_path / "a.csv", *digits)
    lines = (tmp_path / "a.csv").read_text().splitlines()
    counted = [
        f"{'' if number == 0 else number - 1},{line}" for number, line in enumerate(lines)
    ]  # as pandas does
    (tmp_path / "a.csv").write_text("\n".join(counted))
    assert right(core.open_data(tmp_path / "a.csv")) > 0.97


def test_kaggles_folder_is_its_training_table(tmp_path, digits, right):
    images, labels = digits
    table(tmp_path / "train.csv", images, labels)
    names = ",".join(f"pixel{n}" for n in range(784))
    rows = "\n".join(",".join(map(str, row)) for row in images[:9].reshape(9, -1))
    (tmp_path / "test.csv").write_text(f"{names}\n{rows}\n")
    (tmp_path / "sample_submission.csv").write_text("ImageId,Label\n1,0\n")
    for path in (tmp_path, tmp_path / "train.csv"):
        opened = core.open_data(path)
        assert right(opened) > 0.97
        assert str(opened.inspection.left_out[0]) == "9 rows without labels (test.csv)"
    (tmp_path / "train.csv").unlink()
    with pytest.raises(core.DataFileError, match="no column of labels"):
        core.open_data(tmp_path / "test.csv")


def test_two_tables_are_a_set_with_its_test_part(tmp_path, digits, right):
    table(tmp_path / "mnist_train.csv", digits[0][:100], digits[1][:100], header=False)
    table(tmp_path / "mnist_test.csv", digits[0][100:], digits[1][100:], header=False)
    for path in (
        tmp_path,
        tmp_path / "mnist_test.csv",
        [tmp_path / "mnist_train.csv", tmp_path / "mnist_test.csv"],
    ):
        opened = core.open_data(path)
        assert (right(opened) > 0.97, len(opened.test)) == (True, 20)


def test_tables_of_words_floats_and_small_digits(tmp_path):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 17, (40, 8, 8))
    images[0, 0, 0] = 16
    table(tmp_path / "digits.csv", images.astype(float), np.array(["one", "two"] * 20), last=True)
    opened = core.open_data(tmp_path / "digits.csv", hold_out=False)
    assert opened.train.classes == ("one", "two")
    assert np.array_equal(opened.train.images, np.rint(images * 255 / 16).astype(np.uint8))
    table(tmp_path / "emnist-letters-train.csv", images.swapaxes(1, 2), np.arange(40) % 26 + 1, header=False)
    letters = core.open_data(tmp_path / "emnist-letters-train.csv", hold_out=False)
    assert letters.train.classes[:2] == ("A", "B")
    assert np.array_equal(letters.train.images, opened.train.images)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,2,3\n4,5\n6,7,8,9\n", "line 2 has 2 values, those before it 3"),
        ("1,2\n3,4,5\n6,7,8\n", "line 1 has 2 values, most others 3"),
        ("1,2,3\r4,5,6\r", "lines end in CR alone"),
        ("a,b,c\n1,2,3\n", "not a label and a square"),
        (
            "label," + ",".join(["p"] * 64) + "\n" + "1," * 64 + "x\n2," + "1," * 63 + "1\n",
            "65 in line 2 holds 'x'",
        ),
    ],
)
def test_tables_of_something_else_are_refused(tmp_path, text, reason):
    (tmp_path / "a.csv").write_bytes(text.encode())
    with pytest.raises(core.DataFileError, match=reason):
        core.open_data(tmp_path / "a.csv")


WRONG = {  # a line far below, and what is said of it
    "a word": (lambda row: [*row[:3], "abc", *row[4:]], r"column 4 in line {0} holds 'abc', which is no"),
    "no number": (lambda row: [*row[:3], "NaN", *row[4:]], r"column 4 in line {0} holds 'NaN'"),
    "nothing": (lambda row: [*row[:3], "", *row[4:]], r"column 4 in line {0} is empty"),
    "a cell less": (lambda row: row[:-1], r"line {0} has 784 values, those before it 785"),
    "a cell more": (lambda row: [*row, "0"], r"line {0} has 786 values, those before it 785"),
    "no label": (lambda row: ["", *row[1:]], r"line {0} has no label"),
    "Latin-1": (lambda row: ["gr\udcfcn", *row[1:]], r"the label in line {0} is not in UTF-8"),
    "names again": (lambda row: ["label", *NAMES], r"column 2 in line {0} holds 'pixel0'"),
}  # fmt: skip


@pytest.mark.every(4)
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("at", [9, 99])
@pytest.mark.parametrize("above", ["", "# digits\n", "\n\n"])
def test_what_is_wrong_with_a_table_is_said_with_the_line_as_it_is_counted(
    tmp_path, digits, wrong, at, above
):
    rows = [["label", *NAMES], *cells(digits)]
    rows[at] = WRONG[wrong][0](rows[at])
    path = tmp_path / "a.csv"
    path.write_text(above + joined(rows), encoding="utf-8", errors="surrogateescape")
    with pytest.raises(core.DataFileError, match=WRONG[wrong][1].format(at + 1 + above.count("\n"))):
        core.open_data(path)


def test_a_pixel_among_all_in_one_cell_is_found_by_that_cells_column(tmp_path, digits):
    rows = FORMS["pixels in one cell"](digits).splitlines()
    rows[20] = rows[20].replace(" 0 ", " x ", 1)
    (tmp_path / "a.csv").write_text("\n".join(rows))
    with pytest.raises(core.DataFileError, match="column 2 in line 21 holds 'x'"):
        core.open_data(tmp_path / "a.csv")


def cells(digits, first=lambda n: [], last=lambda n: []):
    """A row for each image, its label in front, with what `first` and `last` put around it."""
    images, labels = digits
    return [
        [*first(n), str(label), *map(str, image.ravel()), *last(n)]
        for n, (image, label) in enumerate(zip(images, labels, strict=True))
    ]


def numbered(digits):
    return cells(digits, lambda n: [str(n)])


def joined(rows, mark=","):
    return "\n".join(mark.join(row) for row in rows)


NAMES = [f"pixel{n}" for n in range(784)]
FORMS = {
    "numbered": lambda d: joined(numbered(d)),
    "numbered, the label last": lambda d: joined([row[:1] + row[2:] + row[1:2] for row in numbered(d)]),
    "an unknown name for the numbers": lambda d: joined([["no", "label", *NAMES], *numbered(d)]),
    "numbers for names, as pandas": lambda d: joined([["", *map(str, range(785))], *numbered(d)]),
    "a mark at each end": lambda d: joined(cells(d, last=lambda n: [""])),
    "decimal commas": lambda d: joined(
        [[row[0], *(f"{int(cell) / 255:.4f}".replace(".", ",") for cell in row[1:])] for row in cells(d)], ";"
    ),
    "upright marks": lambda d: joined(cells(d), "|"),
    "spaces": lambda d: joined(cells(d), " "),
    "a remark": lambda d: "# digits\n" + joined(cells(d)),
    "names behind #": lambda d: "# " + joined([["label", *NAMES], *cells(d)]),
    "ARFF": lambda d: "% digits\n@RELATION m\n@attribute pixel1 real\n@data\n" + joined(cells(d)),
    "labels in quotes": lambda d: joined([[f"'{row[0]}'", *row[1:]] for row in cells(d)]),
    "pixels in one cell": lambda d: "emotion,pixels,Usage\n"
    + "\n".join(f'{row[0]},"{" ".join(row[1:])}",Training' for row in cells(d)),
}  # fmt: skip


@pytest.mark.every(3)
@pytest.mark.parametrize("form", FORMS)
def test_tables_of_every_habit(tmp_path, digits, right, form):
    path = tmp_path / {"ARFF": "digits.arff", "spaces": "digits.train"}.get(form, "digits.csv")
    path.write_text(FORMS[form](digits))
    opened = core.open_data(path)
    assert right(opened) > 0.97
    assert (opened.inspection.images, len(opened.train.classes)) == (120, 10)
    said = {"pixels in one cell": "Usage", "an unknown name for the numbers": "no"}.get(form)
    assert said is None or f"its column {said} is not used" in opened.inspection.notes
