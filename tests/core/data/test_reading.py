"""Every usual form of a set is read right: the trained network reads MNIST in all of them."""

import gzip
import struct
import zlib

import numpy as np
import pytest

import core
from core.data import folder_tree
from core.data.choices import DataChoices
from core.data.understanding import scaled

COUNT = 120


def idx(array, kind=8):
    codes = {8: "u1", 9: "i1", 0xB: ">i2", 0xC: ">i4", 0xD: ">f4", 0xE: ">f8"}
    head = struct.pack(f">HBB{array.ndim}I", 0, kind, array.ndim, *array.shape)
    return head + array.astype(codes[kind]).tobytes()


def png(image, bits=8):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    colour = 2 if image.ndim == 3 else 0
    rows = b"".join(b"\0" + row.astype(">u2" if bits == 16 else "u1").tobytes() for row in image)
    head = struct.pack(">IIBBBBB", image.shape[1], image.shape[0], bits, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pictures(root, images, labels, bits=8, part=""):
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        folder = root / part / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.png").write_bytes(png(image, bits))


# npz


HABITS = {
    "images": lambda x, y: {"images": x, "labels": y},
    "keras": lambda x, y: {"x_train": x[:100], "y_train": y[:100], "x_test": x[100:], "y_test": y[100:]},
    "training_images": lambda x, y: {
        "training_images": x[:100], "training_labels": y[:100], "test_images": x[100:], "test_labels": y[100:]
    },
    "train_x": lambda x, y: {"train_x": x[:100], "train_y": y[:100], "test_x": x[100:], "test_y": y[100:]},
    "glued": lambda x, y: {"trainX": x[:100], "trainY": y[:100], "testX": x[100:], "testY": y[100:]},
    "data, target": lambda x, y: {"data": x.reshape(len(x), -1), "target": y.astype(str)},
    "X, y": lambda x, y: {"X": x / 255, "y": y.reshape(1, -1)},
    "images, targets": lambda x, y: {"images": x[..., None], "targets": np.eye(10)[y]},
    "arr_0": lambda x, y: {"arr_0": x, "arr_1": y[:, None]},
    "arr_0 to 3": lambda x, y: {"arr_0": x[:100], "arr_1": y[:100], "arr_2": x[100:], "arr_3": y[100:]},
    "sklearn's split": lambda x, y: {"arr_0": x[:100], "arr_1": x[100:], "arr_2": y[:100], "arr_3": y[100:]},
    "MedMNIST": lambda x, y: {
        "train_images": x[:100], "train_labels": y[:100, None], "val_images": x[:7],
        "val_labels": y[:7, None], "test_images": x[100:], "test_labels": y[100:, None],
    },
    "empty test": lambda x, y: {"x_train": x, "y_train": y, "x_test": x[:0], "y_test": y[:0]},
    "named": lambda x, y: {"images": x, "labels": y, "class_names": np.array(list("0123456789"))},
    "an object beside": lambda x, y: {"data": x, "target": y, "frame": np.array(None, object)},
    "scikit-learn": lambda x, y: {
        "data": x.reshape(len(x), -1), "target": y, "images": x, "target_names": np.arange(10),
        "feature_names": np.array([f"pixel_{n}" for n in range(64)]), "DESCR": np.array("text"),
    },
    "names in bytes": lambda x, y: {"x": x, "y": y, "list_classes": np.array([b"%d" % n for n in range(10)])},
    "in columns": lambda x, y: {"x": x.reshape(len(x), -1).T, "y": y},
    "last axis": lambda x, y: {"x": np.moveaxis(x, 0, -1), "y": y},
    "no known names": lambda x, y: {"digits": x, "which": y},
    "grey as colour": lambda x, y: {"images": np.repeat(x[..., None], 3, axis=3), "labels": y},
    "with transparency": lambda x, y: {
        "images": np.concatenate([np.zeros((*x.shape, 3), np.uint8), x[..., None]], axis=3), "labels": y
    },
    "black on white": lambda x, y: {"images": 255 - x, "labels": y},
    "black on white, 0 to 1": lambda x, y: {"images": 1 - x / 255, "labels": y},
    "masks": lambda x, y: {"images": (x > 100).astype(np.uint8), "labels": y},
    "bool": lambda x, y: {"images": x > 100, "labels": y},
    "beyond 1": lambda x, y: {"images": x / 255 * 1.0000001, "labels": y},
    "-1 to 1": lambda x, y: {"images": x / 127.5 - 1, "labels": y},
    "standardised": lambda x, y: {"images": (x / 255 - 0.1307) / 0.3081, "labels": y},
    "less a mean": lambda x, y: {"images": x / 255 - 0.1307, "labels": y},
    "bytes less a mean": lambda x, y: {"images": x - 33.3, "labels": y},
    "-127.5 to 127.5": lambda x, y: {"images": x - 127.5, "labels": y},
    "0 to 10": lambda x, y: {"images": x / 25.5, "labels": y},
    "per cent": lambda x, y: {"images": np.rint(x / 2.55).astype(int), "labels": y},
    "6 bits": lambda x, y: {"images": x >> 2, "labels": y},
    "16 bits as floats": lambda x, y: {"images": x * 257.0, "labels": y},
    "light ink on grey": lambda x, y: {"images": (60 + x * 0.55).astype(np.uint8), "labels": y},
    "black on white, greyish": lambda x, y: {"images": 0.9 - x / 255 * 0.7, "labels": y},
    "columns": lambda x, y: {"images": x.reshape(len(x), -1, 1) / 255, "labels": np.eye(10)[y][..., None]},
    "0 to 16": lambda x, y: {"images": np.rint(x / 255 * 16), "labels": y},
    "16 bits": lambda x, y: {"images": x.astype(np.uint16) * 257, "labels": y},
    "half": lambda x, y: {"images": (x / 255).astype(np.float16), "labels": y.astype(np.float64)},
}  # fmt: skip


@pytest.mark.every(3)
@pytest.mark.parametrize("habit", HABITS)
def test_npz_files_of_every_habit_are_read_as_well_as_mnist(tmp_path, digits, right, habit):
    np.savez(tmp_path / "digits.npz", **HABITS[habit](*digits))
    opened = core.open_data(tmp_path / "digits.npz")
    assert right(opened) > (0.93 if habit in ("masks", "bool") else 0.97)
    assert opened.train.shape == (1, 28, 28)
    assert opened.train.classes == tuple("0123456789")
    inspection = opened.inspection
    assert inspection.images == COUNT
    assert inspection.train + inspection.test == COUNT
    assert inspection.polarity.inverted is ("black on white" in habit or "transparency" in habit)
    assert sum(inspection.classes.values()) == COUNT
    if habit == "MedMNIST":
        assert inspection.left_out[0].count == 7


def test_what_was_guessed_can_be_said_otherwise(tmp_path, digits):
    images, labels = digits
    np.savez(tmp_path / "a.npz", images=255 - images, labels=labels)
    path = tmp_path / "a.npz"
    assert np.array_equal(core.open_dataset(path).images, images)
    assert np.array_equal(core.open_dataset(path, invert=False).images, 255 - images)
    assert np.array_equal(core.open_dataset(path, turn=True).images, images.swapaxes(1, 2))
    assert np.array_equal(core.open_dataset(path, turn="90").images, np.rot90(images, -1, (1, 2)))
    assert core.open_dataset(path, colour=True).images.shape == (COUNT, 3, 28, 28)
    assert core.open_dataset(path, size=16).images.shape == (COUNT, 16, 16)
    assert core.open_dataset(path, range=(0, 510), invert=False).images.max() == 128
    fours = core.open_data(path, classes=["7", "4"])
    assert fours.train.classes == ("7", "4")
    assert len(fours.train) + len(fours.test) == int(np.isin(labels, (4, 7)).sum())
    assert fours.inspection.left_out[0].count == int((~np.isin(labels, (4, 7))).sum())
    named = core.open_data(path, classes="zero,one,two,three,four,five,six,seven,eight,nine", test_share=0.5)
    assert named.train.classes[3] == "three"
    assert abs(len(named.test) - COUNT / 2) <= 1
    for wrong in ({"size": 100}, {"turn": "45"}, {"classes": ["4", "x"]}, {"test": 2}, {"range": (3, 3)}):
        with pytest.raises(core.DataFileError):
            core.open_data(path, **wrong)
    with pytest.raises(TypeError, match="no choice about data"):
        core.open_data(path, nonsense=1)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (np.arange(30) % 10 + 1, [str(n) for n in range(1, 11)]),
        (np.arange(30) % 2 * 255, ["0", "255"]),
        (np.arange(30) % 2 * 2 - 1, ["-1", "1"]),
        (np.array([3, 30, 300] * 10), ["3", "30", "300"]),
        (np.array(["dog", "cat", "10", "9"] * 7 + ["cat", "dog"]), ["9", "10", "cat", "dog"]),
        (np.arange(30) % 26, [str(n) for n in range(26)]),
    ],
)
def test_classes_are_those_that_occur(tmp_path, values, names):
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "a.npz", images=rng.integers(0, 256, (30, 28, 28)).astype(np.uint8), labels=values)
    dataset = core.open_dataset(tmp_path / "a.npz")
    assert list(dataset.classes) == names
    assert [dataset.classes[label] for label in dataset.labels] == [str(value) for value in values]


def test_named_classes_are_kept_though_some_do_not_occur(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (30, 28, 28)).astype(np.uint8)
    names = np.array(["shirt", "shoe", "bag"])
    np.savez(tmp_path / "a.npz", images=images, labels=np.arange(30) % 2, classes=names)
    assert core.open_dataset(tmp_path / "a.npz").classes == ("shirt", "shoe", "bag")


@pytest.mark.parametrize(
    "arrays",
    [
        {"x": np.array(3), "y": np.array(2)},
        {"x": np.zeros((4, 8, 8, 2)), "y": np.arange(4)},
        {"x": np.zeros((4, 8, 8)), "y": np.arange(4) % 2 + 0.5},
        {"x": np.zeros((4, 8, 8)), "y": np.zeros((4, 14))},
        {"x": np.full((4, 8, 8), np.inf), "y": np.arange(4)},
        {"x": np.zeros((4, 1, 1, 8, 8)), "y": np.arange(4)},
        {"x": np.zeros((4, 99)), "y": np.arange(4)},
    ],
)
def test_what_is_no_set_of_images_is_one_line(tmp_path, arrays):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(core.DataFileError) as caught:
        core.open_data(tmp_path / "a.npz")
    assert len(str(caught.value).splitlines()) == 1


def test_several_pairs_are_asked_for(tmp_path, digits):
    images, labels = digits
    path = tmp_path / "two.npz"
    np.savez(path, digits_x=images, digits_y=labels, small_x=images[:50], small_y=labels[:50])
    with pytest.raises(
        core.DataFileError, match=r"several sets .*: digits, small.*Choose one of them \(pair\)"
    ):
        core.open_data(path)
    assert len(core.open_dataset(path, pair="small")) == 50
    np.savez(path, x=images, y_parity=labels % 2, y_digit=labels)
    with pytest.raises(core.DataFileError, match="several sets"):
        core.open_data(path)
    assert len(core.open_dataset(path, pair="parity").classes) == 2
    with pytest.raises(core.DataFileError, match="'colour' is not one of"):
        core.open_data(path, pair="colour")


def test_both_parts_have_to_fit(tmp_path, digits):
    images, labels = digits
    wide = np.pad(images[:30], ((0, 0), (2, 2), (2, 2)))
    np.savez(tmp_path / "a.npz", x_train=images, y_train=labels, x_test=wide, y_test=labels[:30])
    with pytest.raises(
        core.DataFileError, match=r"test have the shape \(32, 32\), those to train on \(28, 28\)"
    ):
        core.open_data(tmp_path / "a.npz")
    assert core.open_data(tmp_path / "a.npz", size=28).test.shape == (1, 28, 28)


@pytest.mark.parametrize("size", [8, 16, 32, 64])
@pytest.mark.parametrize("last", [True, False])
def test_colour_and_other_sizes_keep_every_pixel(tmp_path, size, last):
    images = np.random.default_rng(0).integers(0, 256, (20, 3, size, size)).astype(np.uint8)
    np.savez(tmp_path / "a.npz", x=np.moveaxis(images, 1, 3) if last else images, y=np.arange(20) % 4)
    opened = core.open_data(tmp_path / "a.npz", hold_out=False)
    assert np.array_equal(opened.train.images, images)
    assert (opened.inspection.channels, opened.inspection.size) == (3, (size, size))
    grey = core.open_dataset(tmp_path / "a.npz", grey=True)
    assert np.abs(grey.images - np.tensordot([0.299, 0.587, 0.114], images, (0, 1))).max() < 0.51


@pytest.mark.parametrize("paper", [0, 255])
def test_an_empty_margin_is_cut_off_and_digits_that_fill_it_are_scaled(tmp_path, digits, right, paper):
    images = np.pad(
        digits[0] if paper == 0 else 255 - digits[0], ((0, 0), (2, 2), (2, 2)), constant_values=paper
    )
    np.savez(tmp_path / "a.npz", images=images, labels=digits[1])
    opened = core.open_data(tmp_path / "a.npz", size=28, hold_out=False)
    assert np.array_equal(opened.train.images, digits[0])
    assert "an empty margin around the 28x28" in opened.inspection.notes[0]
    larger = np.stack([scaled(image, (34, 34)) for image in images])[:, 1:-1, 1:-1]
    np.savez(tmp_path / "a.npz", images=larger, labels=digits[1])
    opened = core.open_data(tmp_path / "a.npz", size=28)
    assert "centred by mass" in opened.inspection.notes[0]
    assert right(opened) > 0.9


def test_larger_images_are_scaled_and_that_is_said(tmp_path):
    images = np.zeros((20, 3, 96, 128), np.uint8)
    images[:, 0, :, 64:] = np.arange(20)[:, None, None] * 10
    np.savez(tmp_path / "a.npz", x=images, y=np.arange(20) % 2)
    opened = core.open_data(tmp_path / "a.npz", hold_out=False)
    assert opened.train.shape == (3, 48, 64)
    assert np.array_equal(opened.train.images[:, 0, 24, 50], np.arange(20) * 10)
    assert "images of 96x128 pixels were scaled to 48x64" in opened.inspection.notes
    assert opened.inspection.stored_size == (96, 128)


# idx, npy


def write_pair(folder, images, labels, names, pack=lambda data: data, kind=8):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / names[0]).write_bytes(pack(idx(images, kind)))
    (folder / names[1]).write_bytes(pack(idx(labels)))


def twice(data):
    return gzip.compress(gzip.compress(data))


def members(data):
    return b"".join(gzip.compress(data[start : start + 50_000]) for start in range(0, len(data), 50_000))


def padded(data):
    return gzip.compress(data) + bytes(600)


MNIST = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
BOTH = (*MNIST, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


@pytest.mark.every(5)
@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress, twice, members, padded])
@pytest.mark.parametrize("kind", [8, 0xB, 0xC, 0xD, 0xE])
def test_idx_files_of_every_type_and_packing(tmp_path, digits, right, pack, kind):
    images, labels = digits
    stored = images / 255 if kind in (0xD, 0xE) else images
    write_pair(tmp_path, stored, labels, MNIST, pack, kind)
    opened = core.open_data(tmp_path)
    assert right(opened) > 0.97
    assert opened.inspection.kind == "idx files"


@pytest.mark.parametrize(
    "names",
    [
        ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
        ("xnist-images-idx3-ubyte", "xnist-labels-idx1-ubyte"),
        ("images-train-idx3-ubyte.gz", "labels-train-idx1-ubyte.gz"),
        ("a-idx3-ubyte", "b-idx1-ubyte"),
    ],
)
def test_two_idx_files_given_together_are_a_pair_whatever_they_are_called(tmp_path, digits, right, names):
    write_pair(tmp_path, *digits, names)
    paths = [tmp_path / name for name in names]
    for given in (paths, paths[::-1]):
        assert right(core.open_data(given)) > 0.97


@pytest.mark.parametrize(
    "names",
    [
        tuple(name.upper() for name in BOTH),
        ("train-images.idx", "train-labels.idx", "t10k-images.idx", "t10k-labels.idx"),
        ("k-train-imgs.gz", "k-train-labels.gz", "k-test-imgs.gz", "k-test-labels.gz"),
        ("train/images-idx3-ubyte", "train/labels-idx1-ubyte", "test/images-idx3-ubyte", "test/y-idx1-ubyte"),
        tuple(f"{name}/{name.replace('-idx', '.idx')}" for name in BOTH),
    ],
)  # fmt: skip
def test_both_parts_are_found_whatever_they_are_called_and_wherever_they_lie(tmp_path, digits, right, names):
    images, labels = digits
    for name, array in zip(names, (images[:100], labels[:100], images[100:], labels[100:]), strict=True):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(idx(array)) if name.endswith(".gz") else idx(array))
    opened = core.open_data(tmp_path)
    assert (right(opened) > 0.97, len(opened.test)) == (True, 20)


def test_black_on_white_in_idx_is_inverted(tmp_path, digits, right):
    write_pair(tmp_path, 255 - digits[0], digits[1], MNIST)
    opened = core.open_data(tmp_path)
    assert right(opened) > 0.97
    assert opened.inspection.polarity.inverted


def test_qmnist_labels_are_their_first_column(tmp_path, digits, right):
    images, labels = digits
    wide = np.arange(COUNT * 8, dtype=np.int32).reshape(COUNT, 8)
    wide[:, 0] = labels
    (tmp_path / "qmnist-train-images-idx3-ubyte").write_bytes(idx(images))
    (tmp_path / "qmnist-train-labels-idx2-int").write_bytes(idx(wide, 0xC))
    for path in (tmp_path, tmp_path / "qmnist-train-labels-idx2-int"):
        assert right(core.open_data(path)) > 0.97


def emnist(folder, split, images, labels, test=40):
    turned = images.swapaxes(1, 2)
    for part, rows in (("train", slice(None, -test)), ("test", slice(-test, None))):
        names = [f"emnist-{split}-{part}-{what}-ubyte" for what in ("images-idx3", "labels-idx1")]
        write_pair(folder, turned[rows], labels[rows], names)


def test_emnist_lies_on_its_side_and_has_test_files(tmp_path, digits, right):
    emnist(tmp_path, "digits", *digits)
    for path in (tmp_path, tmp_path / "emnist-digits-train-images-idx3-ubyte"):
        opened = core.open_data(path)
        assert right(opened) > 0.97
        assert (len(opened.test), opened.inspection.turned) == (40, "transpose")
    assert np.array_equal(core.open_data(tmp_path, turn="no").test.images, digits[0][-40:].swapaxes(1, 2))


def test_emnist_letters_and_balanced_have_their_names(tmp_path):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (188, 28, 28)).astype(np.uint8)
    emnist(tmp_path / "letters", "letters", images, np.arange(188) % 26 + 1)
    assert "".join(core.open_data(tmp_path / "letters").train.classes) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    emnist(tmp_path / "balanced", "balanced", images, np.arange(188) % 47)
    classes = core.open_data(tmp_path / "balanced").train.classes
    assert len(classes) == 47
    assert (classes[10], classes[36], classes[46]) == ("A", "a", "t")
    mapping = "\n".join(f"{n} {0x3B1 + n}" for n in range(47))
    (tmp_path / "balanced" / "emnist-balanced-mapping.txt").write_text(mapping)
    assert core.open_data(tmp_path / "balanced").train.classes[:2] == ("α", "β")


def test_several_splits_of_emnist_in_one_folder_are_asked_for(tmp_path, digits):
    emnist(tmp_path, "digits", *digits)
    emnist(tmp_path, "mnist", *digits, test=20)
    with pytest.raises(
        core.DataFileError, match="several sets of images with labels: emnist digits, emnist mnist"
    ):
        core.open_data(tmp_path)
    assert len(core.open_data(tmp_path, pair="mnist").test) == 20
    assert len(core.open_data(tmp_path / "emnist-digits-test-labels-idx1-ubyte").test) == 40


def test_torchvisions_root_is_found(tmp_path, digits, right):
    raw = tmp_path / "data" / "MNIST" / "raw"
    write_pair(raw, digits[0][:100], digits[1][:100], MNIST)
    write_pair(raw, digits[0][100:], digits[1][100:], ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"))
    for name in MNIST:  # torchvision keeps what it unpacked beside it
        (raw / f"{name}.gz").write_bytes(gzip.compress((raw / name).read_bytes()))
    for path in (tmp_path, tmp_path / "data", raw.parent, raw):
        opened = core.open_data(path)
        assert (len(opened.train), len(opened.test)) == (100, 20)
        assert right(opened) > 0.97
    write_pair(tmp_path / "data" / "FashionMNIST" / "raw", *digits, MNIST)
    with pytest.raises(core.DataFileError, match="several sets of images: FashionMNIST/raw, MNIST/raw"):
        core.open_data(tmp_path / "data")
    assert len(core.open_data(tmp_path / "data", pair="fashion").test) == COUNT // 7


def test_npy_pairs_and_pairs_of_npz_with_one_array(tmp_path, digits, right):
    images, labels = digits
    np.save(tmp_path / "x_train.npy", images)
    np.save(tmp_path / "y_train.npy", labels)
    pair = [tmp_path / "x_train.npy", tmp_path / "y_train.npy"]
    for path in (tmp_path, *pair, pair, pair[::-1]):
        assert right(core.open_data(path)) > 0.97
    other = tmp_path / "kmnist"
    other.mkdir()
    np.savez(other / "kmnist-train-imgs.npz", images[:100])
    np.savez(other / "kmnist-train-labels.npz", labels[:100])
    np.savez(other / "kmnist-test-imgs.npz", images[100:])
    np.savez(other / "kmnist-test-labels.npz", labels[100:])
    for path in (other, other / "kmnist-test-labels.npz"):
        opened = core.open_data(path)
        assert (right(opened) > 0.97, len(opened.test)) == (True, 20)


def test_rows_with_the_label_in_front_in_one_array(tmp_path, digits, right):
    images, labels = digits
    np.save(tmp_path / "train.npy", np.column_stack([labels, images.reshape(COUNT, -1)]))
    assert right(core.open_data(tmp_path / "train.npy")) > 0.97


# CIFAR


def cifar(path, images, *labels):
    rows = np.column_stack([*labels, images.reshape(len(images), -1)]).astype(np.uint8)
    path.write_bytes(rows.tobytes())


def test_cifars_binary_version(tmp_path):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (50, 3, 32, 32)).astype(np.uint8)
    labels = np.arange(50) % 10
    ten = tmp_path / "cifar-10-batches-bin"
    ten.mkdir()
    cifar(ten / "data_batch_1.bin", images[:20], labels[:20])
    cifar(ten / "data_batch_2.bin", images[20:40], labels[20:40])
    cifar(ten / "test_batch.bin", images[40:], labels[40:])
    (ten / "batches.meta.txt").write_text(
        "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"
    )
    for path in (tmp_path, ten, ten / "data_batch_1.bin"):
        opened = core.open_data(path)
        assert np.array_equal(opened.train.images, images[:40])
        assert np.array_equal(opened.test.labels, labels[40:])
        assert opened.train.classes[9] == "truck"
    hundred = tmp_path / "other" / "cifar-100-binary"
    hundred.mkdir(parents=True)
    cifar(hundred / "train.bin", images[:40], labels[:40] // 3, labels[:40] * 9)
    cifar(hundred / "test.bin", images[40:], labels[40:] // 3, labels[40:] * 9)
    opened = core.open_data(hundred)
    assert opened.train.classes[:3] == ("0", "9", "18")
    assert np.array_equal(opened.train.images, images[:40])
    assert len(core.open_data(hundred, pair="coarse").train.classes) == 4
    (ten / "data_batch_1.bin").write_bytes(bytes(3000))
    with pytest.raises(core.DataFileError, match=r"data_batch_1\.bin: it holds 3,000 bytes"):
        core.open_data(ten)


def test_svhn_saved_from_matlab(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (30, 32, 32, 3)).astype(np.uint8)
    np.savez(tmp_path / "svhn.npz", X=np.moveaxis(images, 0, -1), y=(np.arange(30) % 10 + 1)[:, None])
    dataset = core.open_dataset(tmp_path / "svhn.npz")
    assert np.array_equal(dataset.images, np.moveaxis(images, 3, 1))
    assert dataset.classes == tuple(map(str, range(1, 11)))


# folders of pictures


@pytest.mark.parametrize(
    ("change", "bits"), [("", 8), ("inverted", 8), ("mask", 8), ("low", 16), ("deep", 16)]
)
def test_mnist_as_pictures(tmp_path, digits, right, change, bits):
    images, labels = digits
    stored = {
        "": images,
        "inverted": 255 - images,
        "mask": images > 100,
        "low": images.astype(int),
        "deep": images.astype(int) * 257,
    }[change]
    pictures(tmp_path, stored, labels, bits)
    opened = core.open_data(tmp_path)
    assert right(opened) > (0.93 if change == "mask" else 0.97)
    assert opened.inspection.polarity.inverted is (change == "inverted")
    assert opened.inspection.kind == "folder of pictures"


@pytest.mark.parametrize("at", [None, 3])
def test_each_picture_has_the_white_of_its_own_depth(tmp_path, digits, at):
    """Half of them have 16 bits, or one alone, which a look at a sample of them misses."""
    images, labels = np.where(digits[0] > 100, 255, 0).astype(np.uint8), np.arange(COUNT) % 2
    deep = labels == 1 if at is None else np.arange(COUNT) == at
    pictures(tmp_path, images, labels)
    for number in np.flatnonzero(deep):
        (tmp_path / "1" / f"{number}.png").write_bytes(png(images[number].astype(int) * 257, 16))
    opened = core.open_data(tmp_path, hold_out=False, sample=True)
    assert set(np.unique(opened.train.images)) == {0, 255}
    assert opened.train.images.mean() == pytest.approx(images.mean())
    found = opened.inspection
    assert found.range is None
    assert "255 is white in the former, 65,535 in the latter" in found.notes[0]
    turned = opened.sample(DataChoices(turn="90"), found, DataChoices())  # seen before all are read again
    assert (turned.train.images.max(axis=(1, 2)) == 255).all()


def test_parts_of_other_depths_have_their_own_white(tmp_path, digits, right):
    images, labels = digits
    deep = images[:100].astype(np.uint16) * 257
    np.savez(tmp_path / "a.npz", x_train=deep, y_train=labels[:100], x_test=images[100:], y_test=labels[100:])
    assert right(core.open_data(tmp_path / "a.npz")) > 0.97


NESTINGS = {
    "train, test": (["train", "test"], ""),
    "Training, Testing": (["Training", "Testing"], ""),
    "TRAIN, valid, TEST": (["TRAIN", "TEST", "valid"], ""),
    "in a folder": (["train", "test"], "mnist_png/inner"),
    "mnist_train": (["mnist_train", "mnist_test"], ""),
    "seg_train/seg_train": (["seg_train/seg_train", "seg_test/seg_test"], ""),
    "validation only": (["train", "val"], ""),
    "trainingSet, testSet": (["trainingSet", "testSet"], ""),
    "train, dev": (["train", "dev"], ""),
}


@pytest.mark.every(3)
@pytest.mark.parametrize("nesting", NESTINGS)
def test_parts_in_folders_are_one_set(tmp_path, digits, right, nesting):
    parts, inside = NESTINGS[nesting]
    images, labels = digits
    root = tmp_path / inside
    pictures(root, images[:100], labels[:100], part=parts[0])
    pictures(root, images[100:], labels[100:], part=parts[1])
    for extra in parts[2:]:
        pictures(root, images[:20], labels[:20], part=extra)
    opened = core.open_data(tmp_path)
    assert (len(opened.train), len(opened.test)) == (100, 20)
    assert right(opened) > 0.97
    assert sum(each.count for each in opened.inspection.left_out) == 20 * len(parts[2:])


def test_a_sample_of_the_training_part_beside_it_is_no_class(tmp_path, digits, right):
    pictures(tmp_path, *digits, part="trainingSet")
    pictures(tmp_path, digits[0][:9], digits[1][:9], part="trainingSample")
    pictures(tmp_path / "testSet", digits[0][:9], [""] * 9)
    found = core.open_data(tmp_path)
    assert right(found) > 0.97
    assert (
        str(found.inspection.left_out[0])
        == "9 of 129 pictures lie in testSet and are not sorted into classes"
    )
    assert found.inspection.notes == ("beside its parts lies trainingSample, which is not used",)


def test_looking_through_a_folder_can_be_ended(tmp_path, digits, monkeypatch):
    pictures(tmp_path, *digits)
    monkeypatch.setattr(folder_tree, "OFTEN", 50)
    told = []

    def report(done):
        told.append(done)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        core.open_data(tmp_path, lambda path: pytest.fail("it is still looked through"), report)
    assert told == [0.0]


def test_what_is_taken_for_white_in_dim_pictures_is_said(tmp_path, digits):
    for bits, said in ((1, "the brightest value is 1: 1"), (80, "the brightest value is 80: 255")):
        pictures(tmp_path / str(bits), (digits[0] > 100) * bits, digits[1])
        assert core.inspect_data(tmp_path / str(bits)).notes == (f"{said} is taken for white",)


def test_folders_given_together_are_parts_or_classes(tmp_path, digits, right):
    images, labels = digits
    pictures(tmp_path, images[:100], labels[:100], part="train")
    pictures(tmp_path, images[100:], labels[100:], part="test")
    opened = core.open_data([tmp_path / "test", tmp_path / "train"])
    assert (right(opened) > 0.97, len(opened.test)) == (True, 20)
    two = core.inspect_data([tmp_path / "train" / "7", tmp_path / "train" / "4"])
    assert list(two.classes) == ["4", "7"]


def test_something_beside_a_folder_of_pictures_does_not_hide_it(tmp_path, digits):
    pictures(tmp_path / "a", digits[0][:60], digits[1][:60])
    np.save(tmp_path / "a" / "features.npy", np.zeros(3))
    assert core.inspect_data(tmp_path / "a").kind == "folder of pictures"
    python_version = tmp_path / "b" / "cifar-10-batches-py"
    python_version.mkdir(parents=True)
    (python_version / "data_batch_1").write_bytes(b"\x80\x02}q\x00.")
    for path in (tmp_path / "b", python_version):
        with pytest.raises(
            core.DataFileError, match=r"data_batch_1: it is a pickle\. Pickles can run programs"
        ):
            core.open_data(path)


def test_what_systems_leave_in_folders_is_skipped_and_the_rest_counted(tmp_path, digits):
    images, labels = digits
    pictures(tmp_path, images[:60], labels[:60])
    for name in ("$RECYCLE.BIN", "@eaDir", "lost+found", "__MACOSX", ".thumbs"):
        pictures(tmp_path, images[:2], [name, name])
    (tmp_path / "loose.png").write_bytes(png(images[0]))
    (tmp_path / "7" / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    (tmp_path / "7" / "IMG_2.avif").write_bytes(b"\0\0\0\x18ftypavif" + bytes(40))
    (tmp_path / "7" / "notes.txt").write_text("hello")
    (tmp_path / "7" / "no ending").write_bytes(png(images[0]))
    (tmp_path / "7" / "deeper").mkdir()
    (tmp_path / "7" / "deeper" / "a.png").write_bytes(png(images[0]))
    (tmp_path / "7" / "Thumbs.db").write_bytes(b"x")
    opened = core.open_data(tmp_path)
    found = opened.inspection
    assert set(found.classes) == {str(label) for label in labels[:60]}
    assert found.images == 62  # with the one that has no ending, and the deeper one
    told = "; ".join(map(str, found.left_out))
    assert "1 of 64 pictures are HEIC, which can't be read here" in told
    assert "1 of 64 pictures are AVIF" in told
    assert "1 picture that lies in no class's folder" in told
    assert "1 file that is no picture (7/notes.txt)" in told
    assert "1 picture lies in a folder inside its class's folder and is used" in found.notes


def test_the_same_classes_in_every_folder_are_the_classes(tmp_path, digits):
    images, labels = digits
    for font in ("arial", "times"):
        pictures(tmp_path / font, images[:50], labels[:50])
    found = core.inspect_data(tmp_path)
    assert set(found.classes) == {str(label) for label in labels[:50]}
    assert found.images == 100


def test_colour_pictures_stay_colour_and_one_pen_on_paper_does_not(tmp_path, digits):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (40, 32, 32, 3)).astype(np.uint8)
    pictures(tmp_path / "a", images, np.arange(40) % 2)
    opened = core.open_data(tmp_path / "a", hold_out=False)
    assert opened.train.shape == (3, 32, 32)
    order = sorted(range(40), key=lambda n: (n % 2, str(n)))
    assert np.array_equal(opened.train.images, np.moveaxis(images[order], 3, 1))
    assert core.open_data(tmp_path / "a", grey=True).train.shape == (1, 32, 32)
    ink = digits[0][:40, ..., None] / 255 * np.array([235, 215, 60])  # a blue pen
    pictures(tmp_path / "b", np.rint(255 - ink).astype(np.uint8), digits[1][:40])
    pen = core.open_data(tmp_path / "b")
    assert pen.train.shape == (1, 28, 28)
    assert pen.inspection.polarity.inverted
    assert "coloured ink on light paper was made grey" in pen.inspection.notes


def test_light_ink_on_nothing_is_seen_among_pictures_in_colour(tmp_path, digits):
    colours = np.random.default_rng(0).integers(0, 256, (20, 28, 28, 3)).astype(np.uint8)
    pictures(tmp_path, [*colours, *digits[0][:20]], [0] * 20 + [1] * 20)

    def decode(path):
        if path.parent.name == "0":
            return colours[int(path.stem)]
        ink = digits[0][int(path.stem) - 20, ..., None]
        return np.concatenate([np.full((28, 28, 3), 255, np.uint8), ink], axis=2)

    train = core.open_data(tmp_path, decode, hold_out=False).train
    assert train.shape == (3, 28, 28)
    assert np.array_equal(train.images[train.labels == 1][:, 0], digits[0][:20])


@pytest.mark.slow
def test_large_drawings_become_digits_and_photographs_are_scaled(tmp_path, digits, right):
    images, labels = digits
    large = np.kron(255 - images, np.ones((5, 5), np.uint8))
    pictures(tmp_path / "drawn", large, labels)
    opened = core.open_data(tmp_path / "drawn")
    assert right(opened) > 0.97
    assert opened.inspection.stored_size == (140, 140)
    photographs = np.random.default_rng(0).integers(0, 256, (20, 12, 16, 3)).astype(np.uint8)
    pictures(tmp_path / "taken", np.kron(photographs, np.ones((8, 8, 1), np.uint8)), np.arange(20) % 2)
    assert core.open_data(tmp_path / "taken").train.shape == (3, 48, 64)
    assert core.open_data(tmp_path / "taken", size="32x32").train.shape == (3, 32, 32)


# memory


def test_reading_takes_no_more_than_twice_the_sets_size(tmp_path):
    import tracemalloc

    images = np.random.default_rng(0).integers(0, 256, (20_000, 28, 28)).astype(np.uint8)
    np.savez(tmp_path / "a.npz", x=255 - images // 4, y=np.arange(20_000) % 10)
    tracemalloc.start()
    core.open_data(tmp_path / "a.npz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2.2 * images.nbytes
