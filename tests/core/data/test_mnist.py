"""The shipped MNIST is the published one, and is ready at once."""

import gzip
import hashlib
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

import core

BLOBS = {  # git hash-object of the published files
    "train-images-idx3-ubyte": "bbce27659e0fc2b7ed2a64c127849380a477099b",
    "train-labels-idx1-ubyte": "d6b4c5db3b52063d543fb397aede09aba0dc5234",
    "t10k-images-idx3-ubyte": "1170b2cae98de7a524b163fcc379ac8f00925b12",
    "t10k-labels-idx1-ubyte": "d1c3a970612bbd2df47a3c0697f82bd394abc450",
}


@pytest.mark.parametrize("name", BLOBS)
def test_the_files_are_those_that_were_published(name):
    packed = (files("resources.mnist") / f"{name}.gz").read_bytes()
    content = gzip.decompress(packed)
    assert hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == BLOBS[name]
    licence = (files("resources.mnist") / "LICENSE").read_text()
    for text in (hashlib.sha256(packed).hexdigest(), hashlib.sha256(content).hexdigest(), BLOBS[name]):
        assert text in licence


def test_mnist_has_its_digits():
    train, test = core.mnist()
    assert (len(train), len(test)) == (60_000, 10_000)
    assert train.images.shape == (60_000, 28, 28)
    assert train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(train.labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert train.classes == tuple("0123456789")
    assert train.shape == (1, 28, 28)


def test_mnist_is_read_once_and_cannot_be_written_to():
    train, test = core.mnist()
    assert core.mnist()[0] is train
    for array in (train.images, train.labels, test.images, test.labels):
        assert array.dtype == np.uint8
        assert not array.flags.writeable


@pytest.mark.slow
@pytest.mark.alone
def test_mnist_is_ready_within_a_second():
    program = """
import time, core
times = []
for _ in range(3):
    core.mnist.cache_clear()
    start = time.process_time()
    core.mnist()
    times.append(time.process_time() - start)
assert min(times) < 1, times
"""
    subprocess.run([sys.executable, "-c", program], check=True)
