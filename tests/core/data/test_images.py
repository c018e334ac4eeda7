"""Pictures become what MNIST's are, and a folder of them a dataset."""

import numpy as np
import pytest

import core
from core.data.folder import UnreadablePicturesError
from core.data.images import as_digit, mnist_like, to_grey


def stroke(height=60, width=80, ink=0, paper=255):
    """A slanting stroke off the centre."""
    image = np.full((height, width), paper, np.uint8)
    for row in range(10, 50):
        image[row, 15 + row // 4 : 21 + row // 4] = ink
    return image


def centre(image):
    mass = image.sum(dtype=float)
    return image.sum(axis=1) @ np.arange(28) / mass, image.sum(axis=0) @ np.arange(28) / mass


def test_the_digits_of_mnist_stay_as_they_are():
    images = core.mnist()[1].images[:300]
    off = [np.abs(as_digit(image).astype(int) - image).mean() for image in images]
    assert np.mean(np.array(off) < 1) > 0.99


def test_a_digit_of_their_size_on_grey_paper_is_light_on_black_too():
    images = core.mnist()[1].images[:50]
    for faint in (60 + images * 0.55, 200 - images * 0.55):
        off = [np.abs(mnist_like(np.rint(each).astype(np.uint8)).astype(int) - image).mean()
               for each, image in zip(faint, images, strict=True)]  # fmt: skip
        assert max(off) < 2


@pytest.mark.parametrize("dtype", ["dark on light", "light on dark"])
@pytest.mark.parametrize("scale", [1, 5])
def test_a_drawing_is_scaled_centred_and_light_on_dark(dtype, scale):
    drawn = stroke() if dtype == "dark on light" else stroke(ink=255, paper=0)
    digit = as_digit(np.kron(drawn, np.ones((scale, scale), np.uint8)))
    assert digit.dtype == np.uint8
    assert digit.shape == (28, 28)
    assert digit.max() == 255
    assert digit[0, 0] == 0
    assert np.ptp(np.flatnonzero(digit.any(axis=1))) + 1 == 20
    assert np.allclose(centre(digit), 14, atol=0.5)


def test_colour_grey_paper_shade_and_transparency_make_no_difference():
    plain = as_digit(stroke()).astype(int)
    colour = np.repeat(stroke()[..., None], 3, axis=2)
    seen = np.dstack([np.zeros((60, 80, 3), np.uint8), 255 - stroke()])
    unseen = np.dstack([np.full((60, 80, 3), 255, np.uint8), 255 - stroke()])
    for pixels in (colour, seen, unseen, stroke(ink=20, paper=160), stroke(ink=200, paper=100),
                   stroke(ink=170, paper=135), stroke(ink=90, paper=120)):  # fmt: skip
        assert np.abs(as_digit(pixels) - plain).max() <= 1
    rng = np.random.default_rng(0)
    shade = np.linspace(0, 30, 80) + rng.normal(0, 3, (60, 80))
    photograph = np.clip(stroke(ink=40, paper=190) + shade, 0, 255).astype(np.uint8)
    assert np.abs(as_digit(photograph) - plain).mean() < 6


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (28, 28), (100, 30, 3), (9, 9, 4)])
@pytest.mark.parametrize("level", [0, 100, 255])
def test_an_empty_sheet_is_refused(shape, level):
    with pytest.raises(ValueError, match="nothing is drawn"):
        as_digit(np.full(shape, level, np.uint8))


def test_thin_and_tiny_drawings_are_taken():
    for height, width in ((1, 300), (300, 1), (1, 1), (2, 1000)):
        image = np.zeros((height + 4, width + 4), np.uint8)
        image[2:-2, 2:-2] = 255
        digit = as_digit(image)
        assert digit.max() == 255
        assert np.allclose(centre(digit), 14, atol=0.51)


def test_pixels_of_another_kind_are_refused():
    for bad in (
        np.zeros((3, 3)),
        np.zeros((3, 3, 2), np.uint8),
        np.zeros(9, np.uint8),
        np.zeros((0, 3), np.uint8),
    ):
        with pytest.raises(ValueError, match=r"expected uint8|no pixels"):
            to_grey(bad)


# -- folders -----------------------------------------------------------------------------------------------


def decode(path):
    """Pictures of the tests are .npy files under another name; one that isn't is damaged."""
    try:
        return np.load(path)
    except ValueError as error:
        raise core.DataFileError(path, "it is damaged", "Choose another") from error


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "digits 🙂"
    for name in ("10", "2", "one"):
        (root / name).mkdir(parents=True)
        for number in range(3):
            with open(root / name / f"{number}.PNG", "wb") as file:
                np.save(file, stroke())
    (root / ".hidden").mkdir()
    (root / "2" / "notes.txt").write_text("hello")
    (root / "readme.md").write_text("hello")
    return root


def test_a_folder_of_pictures_opens_with_its_classes_in_natural_order(folder):
    dataset = core.open_dataset(folder, decode)
    assert dataset.classes == ("2", "10", "one")
    assert dataset.labels.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert dataset.name == "digits 🙂"
    assert np.array_equal(dataset.images[4], as_digit(stroke()))


def test_pictures_of_28_pixels_are_taken_as_they_are(folder):
    image = np.full((28, 28), 77, np.uint8)
    with open(folder / "2" / "0.PNG", "wb") as file:
        np.save(file, image)
    assert np.array_equal(core.open_dataset(folder, decode).images[0], image)


def test_a_picture_that_cannot_be_used_stops_it_all_and_is_named(folder):
    (folder / "one" / "1.PNG").write_bytes(b"junk")
    with pytest.raises(core.DataFileError, match=r"one/1\.PNG: it is damaged"):
        core.open_dataset(folder, decode)
    with open(folder / "one" / "1.PNG", "wb") as file:
        np.save(file, np.zeros((5, 5), np.uint8))
    with pytest.raises(core.DataFileError, match=r"one/1\.PNG: nothing is drawn in it"):
        core.open_dataset(folder, decode)


def test_folders_of_another_kind_are_explained(folder, tmp_path):
    def refusal(path, reader=decode):
        with pytest.raises(core.DataFileError) as caught:
            core.open_dataset(path, reader)
        return str(caught.value)

    loose = refusal(folder / "one")
    assert "its 3 pictures are not sorted into classes" in loose
    assert "Put the pictures of each class into a folder of their own" in loose
    assert "it holds no folders" in refusal(folder / ".hidden")
    for name in ("letters/a", "letters/b", "digits/0", "digits/1"):
        (tmp_path / "several" / name).mkdir(parents=True)
    assert "Choose a folder inside it, such as digits" in refusal(tmp_path / "several")
    (folder / "empty").mkdir()
    assert "empty: this class has no pictures" in refusal(folder)


def test_one_class_alone_is_refused_as_there_is_nothing_to_tell_apart(tmp_path, folder):
    (folder / "2").rename(tmp_path / "2")
    (folder / "10").rename(tmp_path / "10")
    with pytest.raises(core.DataFileError, match=r"one class only, one.*two to tell apart"):
        core.open_dataset(folder, decode)


def test_pictures_that_cannot_be_read_are_counted_and_left_out_only_if_told_so(folder):
    for name in ("2/0.PNG", "2/1.PNG", "one/2.PNG"):
        (folder / name).write_bytes(b"junk")
    with pytest.raises(UnreadablePicturesError, match=r"2/0\.PNG: it is damaged, and 2 other") as caught:
        core.open_dataset(folder, decode)
    assert [str(error.path)[-7:] for error in caught.value.bad] == ["2/0.PNG", "2/1.PNG", "e/2.PNG"]
    dataset = core.open_dataset(folder, decode, leave_out=True)
    assert dataset.labels.tolist() == [0, 1, 1, 1, 2, 2]
    assert all(np.array_equal(image, as_digit(stroke())) for image in dataset.images)
    (folder / "2" / "2.PNG").write_bytes(b"junk")
    with pytest.raises(core.DataFileError, match="2: none of its pictures can be read"):
        core.open_dataset(folder, decode, leave_out=True)


def test_the_part_that_is_read_is_told_and_telling_may_end_it(folder):
    told = []
    core.open_train_test(folder, decode, told.append)
    assert told == pytest.approx([(n + 1) / 9 for n in range(9)])

    def stop(_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        core.open_train_test(folder, decode, stop)
