"""The MNIST database that ships with cnnviz: 60,000 handwritten digits to train on, 10,000 to test with."""

from functools import cache
from importlib.resources import files

from core.data.dataset import Dataset
from core.data.idx import parse_idx


@cache
def mnist() -> tuple[Dataset, Dataset]:
    """MNIST's training set (60,000) and test set (10,000): uint8 28x28 images, read-only, read once."""
    return _part("train", "MNIST"), mnist_test()


@cache
def mnist_test() -> Dataset:
    """MNIST's test set alone."""
    return _part("t10k", "MNIST test")


def _part(part: str, name: str) -> Dataset:
    folder = files("resources.mnist")
    names = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
    arrays = []
    for each in names:
        with (folder / each).open("rb") as file:
            arrays.append(parse_idx(file, each))
    images, labels = arrays
    return Dataset(images, labels, name)
