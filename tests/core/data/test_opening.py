"""A user's own data opens whatever its form, or is refused with the file named; nothing fills the memory."""

import gzip
import io
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import core
from core.data.idx import read_idx
from core.data.opening import as_opened, open_data, open_dataset, open_train_test
from core.files.npz import read_npz

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (30, 28, 28)).astype(np.uint8)
LABELS = (np.arange(30) % 10).astype(np.uint8)


def idx(array, shape=None, kind=8):
    shape = array.shape if shape is None else shape
    return struct.pack(f">HBB{len(shape)}I", 0, kind, len(shape), *shape) + array.tobytes()


def gzipped(content):
    """Compressed without the time: an argument is part of a test's name, which is the same everywhere."""
    return gzip.compress(content, mtime=0)


@pytest.fixture
def pair(tmp_path):
    """A pair of idx files beside one another, as Fashion-MNIST's are."""
    images, labels = tmp_path / "train-images-idx3-ubyte.gz", tmp_path / "train-labels-idx1-ubyte.gz"
    images.write_bytes(gzip.compress(idx(IMAGES)))
    labels.write_bytes(gzip.compress(idx(LABELS)))
    return images, labels


def is_whole(dataset, classes=10):
    return (
        np.array_equal(dataset.images, IMAGES)
        and np.array_equal(dataset.labels, LABELS)
        and len(dataset.classes) == classes
    )


def refusal(path, *named, call=open_dataset):
    with pytest.raises(core.DataFileError) as caught:
        call(path)
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    for name in named:
        assert name in text
    return text


# -- idx ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [(0, 0), (1, 1), (0, 1)])
def test_a_pair_of_idx_files_opens_from_either_both_or_its_folder(tmp_path, packed):
    paths = []
    for content, name, pack in zip(
        (idx(IMAGES), idx(LABELS)), ("my-images-idx3-ubyte", "my-labels-idx1-ubyte"), packed, strict=True
    ):
        paths.append(tmp_path / (name + ".gz" * pack))
        paths[-1].write_bytes(gzip.compress(content) if pack else content)
    for what in (paths, paths[::-1], paths[0], str(paths[1]), tmp_path, [tmp_path]):
        assert is_whole(open_dataset(what))


def test_the_test_part_beside_it_is_found_or_every_seventh_image_is_held_out(pair, tmp_path):
    train, test = open_train_test(pair[0])
    assert (len(train), len(test)) == (26, 4)
    assert np.array_equal(test.images, IMAGES[6::7])
    assert len({image.tobytes() for image in (*train.images, *test.images)}) == 30
    for name, array in (("t10k-images-idx3-ubyte", IMAGES[:5]), ("t10k-labels-idx1-ubyte", LABELS[:5])):
        (tmp_path / name).write_bytes(idx(array))
    train, test = open_train_test(tmp_path)
    assert is_whole(train)
    assert np.array_equal(test.images, IMAGES[:5])


@pytest.mark.parametrize(("alone", "missing"), [(0, "labels"), (1, "images")])
def test_half_of_a_pair_names_the_half_that_is_missing(pair, alone, missing):
    pair[1 - alone].unlink()
    for path in (pair[alone], pair[alone].parent):
        refusal(path, f"the file of its {missing} is not beside it", pair[1 - alone].name)


@pytest.mark.fault(27)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"\0", "not an idx file"),
        (b"hello there", "not an idx file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"),
        (idx(IMAGES, kind=13), "claims 94,080 bytes"),
        (idx(IMAGES, kind=7), "another kind"),
        (struct.pack(">HBB", 0, 8, 7) + bytes(99), "another kind"),
        (idx(IMAGES)[:9], "ends within its header"),
        (idx(IMAGES)[:-1], "claims 23,520 bytes"),
        (idx(IMAGES) + b"\0", "claims 23,520 bytes"),
        (idx(IMAGES, (2**32 - 1,) * 3), "MiB"),
        (idx(IMAGES, (0, 28, 28)), "claims 0 bytes"),
        (gzipped(idx(IMAGES))[:-9], "ends early"),
        (gzipped(idx(IMAGES))[:30], "ends early"),
        (gzipped(idx(IMAGES))[:-8] + bytes(8), "damaged"),
        (gzipped(idx(IMAGES)[:-1]), "less data"),
        (gzipped(idx(IMAGES) + b"\0"), "more data"),
        (gzipped(b"nothing"), "not an idx file"),
    ],
)
def test_a_garbled_idx_file_is_refused(pair, content, reason):
    for path in pair:
        before = path.read_bytes()
        path.write_bytes(content)
        assert reason in refusal(path, path.name, call=read_idx)
        refusal(pair[0], path.name) if content[:2] in (b"\0\0", b"\x1f\x8b") else refusal(path, path.name)
        path.write_bytes(before)


@pytest.mark.fault(27)
def test_pairs_that_do_not_fit_are_refused_with_the_file_at_fault(pair):
    images, labels = pair
    labels.write_bytes(idx(LABELS[:-1]))
    refusal(pair, labels.name, "29 labels for 30 images")
    labels.write_bytes(idx(IMAGES))
    refusal(pair, labels.name, "holds images")
    labels.write_bytes(idx(LABELS))
    images.write_bytes(idx(LABELS))
    refusal(pair, images.name, "holds labels")
    images.write_bytes(idx(IMAGES[:0]))
    labels.write_bytes(idx(LABELS[:0]))
    refusal(pair, images.name, "no images")
    labels.unlink()
    refusal(images, images.name, "labels is not beside it")


def memory_of(call):
    """The most bytes that Python and numpy held at once."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
@pytest.mark.fault(27)
@pytest.mark.parametrize("claim", [(1 << 20, 28, 28), (1000, 28, 28), (60_000, 28, 28)])
def test_a_gzip_bomb_is_refused_before_it_fills_the_memory(tmp_path, claim):
    path = tmp_path / "x-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(idx(np.zeros(1 << 27, np.uint8), claim), 1))
    assert memory_of(lambda: refusal(path, path.name, call=read_idx)) < 64 << 20


def test_a_large_file_of_something_else_is_not_read(tmp_path):
    path = tmp_path / "x-images-idx3-ubyte"
    with open(path, "wb") as file:
        file.write(idx(IMAGES))
        file.truncate(1 << 33)
    assert memory_of(lambda: refusal(path, call=read_idx)) < 1 << 20


# -- npz ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@pytest.mark.parametrize(
    "arrays",
    [
        {"images": IMAGES, "labels": LABELS},
        {"x": IMAGES[..., None], "y": LABELS[:, None].astype(float)},
        {"X": IMAGES.reshape(30, 784), "Y": np.eye(10)[LABELS]},
        {"x_train": IMAGES[:, None] / 255, "y_train": LABELS.astype(np.int64)},
        {"train_images": IMAGES.astype(np.float32), "train_labels": np.eye(10, dtype=bool)[LABELS]},
        {"images": np.asfortranarray(IMAGES), "labels": LABELS, "more": np.zeros(3)},
    ],
)
def test_npz_files_open_under_their_usual_names(tmp_path, save, arrays):
    save(tmp_path / "mine.npz", **arrays)
    dataset = open_dataset(tmp_path / "mine.npz")
    assert is_whole(dataset)
    assert dataset.name == "mine"


def test_an_npz_brings_its_own_test_part(tmp_path):
    np.savez(tmp_path / "a.npz", x_train=IMAGES, y_train=LABELS, x_test=IMAGES[:3], y_test=LABELS[:3] + 10)
    train, test = open_train_test(tmp_path / "a.npz")
    assert is_whole(train, classes=13)
    assert test.labels.tolist() == [10, 11, 12]
    assert test.classes == train.classes


def test_colour_images_keep_their_channels_first(tmp_path):
    colour = RNG.integers(0, 256, (4, 28, 28, 3)).astype(np.uint8)
    np.savez(tmp_path / "a.npz", images=colour, labels=LABELS[:4])
    assert np.array_equal(open_dataset(tmp_path / "a.npz").images, colour.transpose(0, 3, 1, 2))


@pytest.mark.parametrize(
    ("arrays", "reason"),
    [
        ({"images": IMAGES}, "images and labels are expected"),
        ({"images": IMAGES, "labels": LABELS[:-1]}, "images holds 30 and labels 29"),
        ({"images": IMAGES, "labels": LABELS + 0.5}, "not labels"),
        ({"images": IMAGES, "labels": np.full(30, 7)}, "one class only, 7"),
        ({"images": IMAGES, "labels": np.full(30, np.nan)}, "not labels"),
        ({"images": IMAGES, "labels": IMAGES}, "not labels"),
        ({"images": IMAGES, "labels": np.ones((30, 3), bool)}, "not labels"),
        ({f"a{n}": LABELS for n in range(9)}, "it holds a0, a1, a2, a3, a4, a5, ..., where"),
        ({"images": LABELS, "labels": LABELS}, "not images"),
        ({"images": IMAGES[:, 0, :5], "labels": LABELS}, "not images"),
        ({"images": IMAGES[:0], "labels": LABELS[:0]}, "not images"),
        ({"images": IMAGES * 2.0, "labels": LABELS}, "values from 0.0 to 510.0"),
        ({"images": np.full((30, 28, 28), np.nan), "labels": LABELS}, "values that are no numbers"),
        ({"images": np.array(list(IMAGES), object), "labels": LABELS}, "pickled objects"),
        ({"images": IMAGES.astype(str), "labels": LABELS}, "not numbers"),
        ({"images": IMAGES.astype(complex), "labels": LABELS}, "not numbers"),
    ],
)
def test_an_npz_that_holds_something_else_is_refused(tmp_path, arrays, reason):
    np.savez(tmp_path / "a.npz", **arrays)
    assert reason in refusal(tmp_path / "a.npz", "a.npz")


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_npy", ".npy"), content)
    return packed.getvalue()


def npy(shape, body, descr="|u1", version=b"\x01\0"):
    text = str({"descr": descr, "fortran_order": False, "shape": shape}).encode().ljust(117) + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(text)) + text + body


@pytest.mark.parametrize(
    "content",
    [
        lambda: zipped(x=b"hello"),
        lambda: zipped(x_npy=b"hello"),
        lambda: zipped(x_npy=b""),
        lambda: zipped(x_npy=npy((10**12,), b"")),
        lambda: zipped(x_npy=npy((-1,), b"\0")),
        lambda: zipped(x_npy=npy((3,), b"\0\0")),
        lambda: zipped(x_npy=npy((3,), b"\0\0\0", version=b"\x09\0")),
        lambda: zipped(x_npy=npy((1,), b"\0", descr="|O")),
        lambda: zipped(x_npy=npy((2**32, 2**32), b"")),
        pytest.param(lambda: zipped(x_npy=npy((1 << 27,), bytes(1 << 27))), marks=pytest.mark.slow),
        lambda: zipped(),
        lambda: zipped(x_npy=npy((3,), b"abc"))[:-30],
        lambda: b"PK\x03\x04" + bytes(100),
    ],
)
def test_a_hostile_npz_is_refused_before_it_fills_the_memory(tmp_path, content):
    path = tmp_path / "a.npz"
    path.write_bytes(content())
    assert (
        memory_of(lambda: refusal(path, "a.npz", call=lambda file: read_npz(file, core.DataFileError)))
        < 64 << 20
    )


@pytest.mark.slow
def test_labels_that_can_not_be_the_images_are_refused_before_they_are_unpacked(tmp_path):
    path, noise = tmp_path / "a.npz", np.random.default_rng(0).integers(0, 255, 1 << 20, np.uint8)
    np.savez_compressed(path, images=np.zeros((10, 28, 28), np.uint8), labels=np.zeros(12 << 20), pad=noise)
    assert memory_of(lambda: refusal(path, "images holds 10 and labels 12,582,912")) < 8 << 20


@pytest.mark.slow
def test_one_hot_labels_of_more_classes_than_there_can_be_are_refused_before_they_are_unpacked(tmp_path):
    path, noise = tmp_path / "a.npz", np.random.default_rng(0).integers(0, 255, 1 << 20, np.uint8)
    np.savez_compressed(
        path, images=np.zeros((10, 28, 28), np.uint8), labels=np.zeros((10, 9 << 20), bool), pad=noise
    )
    assert memory_of(lambda: refusal(path, "holds more than 4,096 numbers an image")) < 8 << 20


def test_a_gzipped_file_may_end_with_an_empty_part_but_not_with_thousands(pair):
    images, _ = pair
    whole = images.read_bytes()
    images.write_bytes(whole + gzip.compress(b""))
    assert is_whole(open_dataset(images))
    images.write_bytes(whole + gzip.compress(b"") * 5000)
    refusal(images, images.name, "parts without data")


# -- anything ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "no data"), (b"hello", "no data"), (b"%PDF-1.7", "PDF")],
)
def test_other_files_are_refused_by_name(tmp_path, content, reason):
    (tmp_path / "file").write_bytes(content)
    refusal(tmp_path / "file", reason, "Choose idx files")


@pytest.mark.fault(27)
def test_missing_files_and_wrong_numbers_of_them_are_refused(tmp_path):
    refusal(tmp_path / "none", "no such file")
    refusal([], "0 files")
    refusal([tmp_path] * 3, "3 files")
    refusal(str(tmp_path) + "/nul\0", "no file name can have")
    refusal([tmp_path / "a", tmp_path / "b"], "no such file")
    (tmp_path / "few.npz").write_bytes(b"")
    np.savez(tmp_path / "few.npz", images=IMAGES[:3], labels=LABELS[:3])
    refusal(tmp_path / "few.npz", "3 images only", call=open_train_test)


def fuzz(folder, original, start, data, length, cut):
    changed = original[: start % len(original)] + data + original[start % len(original) + length :]
    changed = changed[: len(changed) - cut]
    images, labels = folder / "f-images-idx3-ubyte", folder / "f-labels-idx1-ubyte"
    labels.write_bytes(idx(LABELS))
    for path in (images, folder / "f.npz"):
        path.write_bytes(changed)
        try:
            dataset = open_dataset(path)
        except core.DataFileError:
            continue
        assert dataset.images.shape[0] == dataset.labels.shape[0]


def originals():
    plain = io.BytesIO()
    np.savez(plain, images=IMAGES[:, :3, :3], labels=LABELS)
    packed = io.BytesIO()
    np.savez_compressed(packed, images=IMAGES[:, :3, :3], labels=LABELS)
    return [idx(IMAGES), gzip.compress(idx(IMAGES), mtime=0), plain.getvalue(), packed.getvalue()]


FUZZ = {
    "original": st.sampled_from(originals()),
    "start": st.one_of(st.integers(0, 40), st.integers(0, 30_000)),
    "data": st.binary(max_size=12),
    "length": st.sampled_from([0, 1, 4, 100]),
    "cut": st.sampled_from([0, 0, 0, 1, 9, 500]),
}
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.slow
@pytest.mark.fault(27)
@settings(max_examples=150, deadline=None, suppress_health_check=SHARED)
@given(**FUZZ)
def test_changed_data_files_are_read_or_refused(tmp_path, original, start, data, length, cut):
    fuzz(tmp_path, original, start, data, length, cut)


@pytest.mark.fault(27)
@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=5000, deadline=None, suppress_health_check=SHARED)
@given(**FUZZ)
def test_five_thousand_changed_data_files_are_read_or_refused(tmp_path, original, start, data, length, cut):
    fuzz(tmp_path, original, start, data, length, cut)


def test_images_that_were_opened_keep_what_was_understood_of_them(tmp_path):
    np.savez(tmp_path / "own.npz", images=np.clip(IMAGES, 12, 200), labels=LABELS)
    opened = open_data(tmp_path / "own.npz", classes=["1", "2", "3"], range=[12, 200])
    assert opened.inspection.range == (12.0, 200.0)
    assert opened.inspection.left_out
    again = open_train_test(tmp_path / "own.npz", **opened.train.choices)  # as after a restart
    for both in ((opened.train, opened.test), again):
        assert as_opened(*both).inspection == opened.inspection
    others = tuple(part.counted_as(("3", "2", "1", "0")) for part in again)  # of a network that stays
    assert as_opened(*others).inspection.classes == {"3": 3, "2": 3, "1": 3, "0": 0}
    assert as_opened(*others).inspection.test_from == opened.inspection.test_from
