"""What a file is, told from its first bytes, whatever it is called; and the lines that convert what doesn't
open.
"""

import gzip
import io
import json
import os
import pickle
import struct
import tarfile
import zipfile

import numpy as np
import pytest

import core
from core.files.atomic import DataFileError
from core.files.kinds import file_kind


def zipped(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, b"x" * 2000)
    return packed.getvalue()


def tarred():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("data_batch_1.bin"), io.BytesIO())
    return packed.getvalue()


def npz(*names):
    packed = io.BytesIO()
    np.savez(packed, **dict.fromkeys(names, np.zeros((3, 3))))
    return packed.getvalue()


def tensors(**metadata):
    text = json.dumps({"__metadata__": metadata}).encode()
    return len(text).to_bytes(8, "little") + text


IDX = struct.pack(">HBB3I", 0, 8, 3, 1, 2, 2) + bytes(4)
FILES = {
    "torch": (zipped("a/data.pkl", "a/data/0"), "a PyTorch file", None, "safetensors.torch.save_file"),
    "torch, late": (zipped("a/version", "a/byteorder", "a/data.pkl"), "a PyTorch file", None, "torch.load"),
    "pickle": (pickle.dumps({"a": 1}), "a pickle", None, "never opened"),
    "pickle, gzipped": (gzip.compress(pickle.dumps({"a": 1})), "a pickle, gzipped", None, "Unpack it"),
    "keras": (
        zipped("metadata.json", "config.json", "model.weights.h5"),
        "a Keras model",
        None,
        "keras.models",
    ),
    "hdf5": (b"\x89HDF\r\n\x1a\n" + bytes(99), "an HDF5 file", None, "h5py"),
    "onnx": (b"\x08\x08\x12\x07pytorch" + bytes(99), "an ONNX model", None, "onnx.load"),
    "zip": (zipped("a.png", "b.png"), "a zip file", None, "Unpack it and open the folder"),
    "tar": (tarred(), "a tar file", None, "tar xf"),
    "tar.gz": (gzip.compress(tarred()), "a tar file", None, "tar xf"),
    "mat": (b"MATLAB 5.0 MAT-file" + bytes(200), "a MATLAB .mat file", None, "scipy.io"),
    "parquet": (b"PAR1" + bytes(99), "a Parquet file", None, "to_csv"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC image", None, "PNG or JPEG"),
    "page": (b"<!DOCTYPE html><html>", "a web page", None, "fetch the file itself"),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", None, "git lfs pull"),
    "npz": (npz("images"), "a numpy .npz file", "data", ""),
    "npz of x and y": (npz("x_train", "y_train", "x_test", "y_test"), "a numpy .npz file", "data", ""),
    "npz of a statistic": (npz("images", "labels", "mean"), "a numpy .npz file", "data", ""),
    "npz of weights": (npz("W1", "b1", "W2", "b2"), "a numpy .npz file of weights", "weights", ""),
    "npz of PyTorch's names": (
        npz("conv1.weight", "bn1.running_var", "bn1.num_batches_tracked"),
        "a numpy .npz file of weights",
        "weights",
        "",
    ),
    "npz of Keras's names": (
        npz("sequential/conv2d/kernel", "dense_1_bias"),
        "a numpy .npz file of weights",
        "weights",
        "",
    ),
    "png, gzipped": (
        gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(20)),
        "a PNG image, gzipped",
        None,
        "Unpack it",
    ),
    "npz, gzipped": (gzip.compress(npz("images")), "a numpy .npz file, gzipped", None, "Unpack it"),
    "idx": (IDX, "an idx file of images", "data", ""),
    "idx.gz": (gzip.compress(IDX), "an idx file of images", "data", ""),
    "idx.gz.gz": (gzip.compress(gzip.compress(IDX)), "an idx file of images", "data", ""),
    "table": (b"label,pixel0,pixel1\n1,2,3\n", "a table of text", "data", ""),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG image", "picture", ""),
    "weights": (tensors(format="pt"), "a safetensors file", "weights", ""),
    "checkpoint": (tensors(cnnviz_checkpoint="1"), "a checkpoint of a run", "checkpoint", "--resume"),
    "trace": (tensors(cnnviz_trace="1"), "a recorded batch", "trace", ""),
    "nothing": (b"", "a file of no kind that is known here", None, "Choose idx files"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("ending", ["", ".pt", ".npz", ".png"])
def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path, kind, ending):
    content, name, opens, advice = FILES[kind]
    path = tmp_path / f"file{ending}"
    path.write_bytes(content)
    found = file_kind(path)
    assert found.name.startswith(name)
    assert found.opens == opens
    assert advice in found.advice
    assert "\n" not in found.advice


@pytest.mark.parametrize("kind", [kind for kind, (_, _, opens, _) in FILES.items() if opens is None])
def test_what_does_not_open_is_one_line_that_says_what_to_do(tmp_path, kind):
    content, name, _, advice = FILES[kind]
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DataFileError) as caught:
        core.open_data(tmp_path / "file")
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    assert advice in text
    assert name in text or kind == "nothing"


@pytest.mark.fault(27)
def test_pipes_circles_and_giants_are_one_line_at_once(tmp_path):
    def refused(path):
        with pytest.raises(DataFileError) as caught:
            core.open_data(path)
        assert len(str(caught.value).splitlines()) == 1
        return str(caught.value)

    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refused(tmp_path / "pipe")
    circle = tmp_path / "circle" / "a"
    circle.mkdir(parents=True)
    (circle / "again").symlink_to(tmp_path / "circle", target_is_directory=True)
    (circle.parent / "b").symlink_to(circle, target_is_directory=True)
    assert "no pictures" in refused(tmp_path / "circle")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    refused(tmp_path / "self")
    giant = tmp_path / "giants" / "1"
    giant.mkdir(parents=True)
    (giant.parent / "2").mkdir()
    os.mkfifo(giant / "pipe.png")
    head = struct.pack(">I4sIIBBBBB", 13, b"IHDR", 30_000, 30_000, 8, 6, 0, 0, 0)
    for folder in (giant, giant.parent / "2"):
        (folder / "giant.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + bytes(4))
    assert "it has 30000 x 30000 pixels" in refused(tmp_path / "giants")


def test_links_that_lead_back_are_passed_by(tmp_path):
    picture = b"P5 8 8 255\n" + bytes(range(64))
    for name in ("a", "b"):
        (tmp_path / "set" / name).mkdir(parents=True)
        for number in range(8):
            (tmp_path / "set" / name / f"{number}.pgm").write_bytes(picture)
    (tmp_path / "set" / "a" / "again").symlink_to(tmp_path / "set", target_is_directory=True)
    found = core.inspect_data(tmp_path / "set")
    assert found.classes == {"a": 8, "b": 8}
    assert str(found.left_out[0]) == "1 file that is a link to folders already read"
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "images-idx3-ubyte").write_bytes(IDX)
    with pytest.raises(DataFileError, match="the file of its labels is not beside it"):
        core.open_data(tmp_path / "images-idx3-ubyte")


def test_the_lists_of_endings_hold_what_the_reader_reads():
    from PySide6.QtGui import QImageReader

    from cnnviz.session.images import FORMATS
    from core.files.kinds import PICTURES

    readable = {bytes(each.data()) for each in QImageReader.supportedImageFormats()}
    assert readable >= FORMATS
    assert {ending.lstrip(".") for ending in PICTURES} - {"jpe", "pnm"} <= {each.decode() for each in FORMATS}
    assert not {".tif", ".tiff", ".heic"} & PICTURES
