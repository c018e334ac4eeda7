"""Picture files of every kind are read or refused in a sentence, and large ones by their header alone."""

import contextlib
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PySide6.QtGui import QImage, QImageReader

from cnnviz.session.images import decode, pixels
from core.data.images import as_bytes, mnist_like
from core.files.atomic import DataFileError


def png(width, height, rows, depth=8, colour=0):
    """A PNG file with this header and these (unpacked) rows, whether they fit or not."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def bmp(width, height):
    return (
        b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 154, 0, 0, 54, 40, width, height, 1, 24, *[0] * 6)
        + bytes(100)
    )


GIF = (
    b"GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff"
    + b"!\xf9\x04\0\n\0\0\0,\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x02\x05\0" * 3
    + b";"
)


@pytest.fixture
def picture(tmp_path):
    def make(content, name="picture.png"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return make


def ink(format_):
    """A vertical stroke on white, as a QImage."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for y in range(5, 35):
        for x in range(28, 33):
            image.setPixel(x, y, 0xFF000000)
    return image.convertToFormat(format_)


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    "format_",
    ["Mono", "Indexed8", "RGB16", "RGB32", "ARGB32", "RGBA64", "Grayscale8", "Grayscale16", "CMYK8888"],
)
@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp", "ppm"])
def test_every_depth_and_colour_space_is_read_to_the_same_digit(tmp_path, format_, suffix):
    path = tmp_path / f"stroke.{suffix}"
    image = ink(getattr(QImage.Format, f"Format_{format_}"))
    if not image.save(str(path)):  # PNG has no CMYK, for one
        image.convertToFormat(QImage.Format.Format_RGB32).save(str(path))
    digit = mnist_like(as_bytes(decode(path)))
    assert digit.shape == (28, 28)
    assert digit[6:22, 14].min() > 200
    assert digit[:, :9].max() < 30
    assert digit[:, 19:].max() < 30


def test_pixels_come_as_red_green_blue_alpha():
    image = QImage(3, 2, QImage.Format.Format_ARGB32)
    image.fill(0x80102030)
    assert pixels(image).shape == (2, 3, 4)
    assert np.abs(pixels(image)[0, 0].astype(int) - [0x10, 0x20, 0x30, 0x80]).max() <= 1


@pytest.mark.fault(28)
def test_sixteen_bits_one_pixel_and_animations_are_read(picture):
    rows = b"".join(b"\0" + np.arange(64, dtype=">u2").tobytes() * 1 for _ in range(64))
    assert decode(picture(png(64, 64, rows, depth=16))).shape == (64, 64, 4)
    assert decode(picture(png(1, 1, b"\0\x80"))).tolist() == [[[128, 128, 128, 255]]]
    assert decode(picture(GIF, "moving.gif")).shape == (2, 2, 4)


def test_a_large_picture_is_read_small(picture):
    assert decode(picture(png(3000, 1000, bytes(3001 * 1000)))).shape == (341, 1024, 4)
    assert decode(picture(png(5000, 1, bytes(5001)))).shape == (1, 1024, 4)


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    "content",
    [
        png(30_000, 30_000, bytes(1000)),
        b"P5\n30000 30000\n255\n",
        bmp(30_000, 30_000),
        png(2**31 - 1, 1, b""),
        png(6001, 4000, bytes(1000)),
    ],
)
def test_a_picture_too_large_is_refused_from_its_header(picture, content, monkeypatch):
    class HeaderReader(QImageReader):
        def read(self):
            pytest.fail("its pixels were read")

    monkeypatch.setattr(sys.modules[decode.__module__], "QImageReader", HeaderReader)
    path = picture(content)
    with pytest.raises(DataFileError) as caught:
        decode(path)
    assert str(path) in str(caught.value)


def test_a_camera_s_jpeg_may_be_larger_than_what_qt_must_hold_whole(tmp_path):
    image = QImage(8000, 3100, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.save(str(tmp_path / "camera.jpg"))
    assert decode(tmp_path / "camera.jpg").shape == (396, 1024, 4)


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a picture"),
        (b"hello", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "not a picture"),
        (png(10, 10, bytes(110))[:-20], "damaged"),
        (png(10, 10, bytes(110)).replace(b"IDAT", b"IDAX"), "damaged"),
    ],
)
def test_what_is_no_picture_or_a_damaged_one_is_refused(picture, content, reason):
    with pytest.raises(DataFileError, match=reason) as caught:
        decode(picture(content))
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_file_or_a_folder_is_refused(tmp_path):
    for path, reason in ((tmp_path / "none.png", "no such file"), (tmp_path, "it is a folder")):
        with pytest.raises(DataFileError, match=reason):
            decode(path)


@pytest.mark.fault(28)
@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp", "pgm", "gif"])
def test_flipped_bits_are_read_or_refused_and_qt_says_nothing(tmp_path, suffix, capfd):
    path = tmp_path / f"picture.{suffix}"
    if suffix == "gif":
        path.write_bytes(GIF)
    else:
        ink(QImage.Format.Format_RGB32).save(str(path))
    content = path.read_bytes()
    rng = np.random.default_rng(0)
    for turn in range(50):
        changed = bytearray(content)
        for bit in rng.integers(0, 8 * min(len(content), (100, 10_000)[turn % 2]), 3):
            changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed[: rng.integers(len(changed))] if turn % 5 == 0 else changed)
        with contextlib.suppress(DataFileError):
            assert decode(path).shape[2] == 4
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_its_types_of_qt_are_made_before_a_thread_reads_a_picture():
    code = "import cnnviz.session, PySide6.QtGui; print('QImageReader' in vars(PySide6.QtGui))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
