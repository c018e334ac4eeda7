"""The from-scratch networks that this project began from, timed beside it, out of clones the reader makes.

FOLDER/numpy-realizes-CNN (mengxinZHANG) trains LeNet-5 with batch-norm, batch 64; FOLDER/cnn_numpy
(junqiangwu) two small convolutions, batch 100, which its main.py has commented out. Each is measured against
the same network in a plan.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.protocol import Contender, compare
from benchmarks.table import Row, Settings


def rows(settings: Settings) -> Iterator[Row]:
    """How many times as long they take."""
    if settings.peers is None:
        return
    for peer, network, batch, reach, aim in (
        ("numpy-realizes-CNN", "lenet5", 64, 45, 60),
        ("cnn_numpy", "small_cnn", 100, 250, 400),
    ):
        folder = str(Path(settings.peers).resolve() / peer)
        workload = "benchmarks.peers:" + peer.replace("-", "_").lower()
        contenders = [
            Contender(peer, workload, {"folder": folder}),
            Contender("plan", "benchmarks.networks:plan_step", {"network": network, "batch": batch}),
        ]
        theirs, ours = compare(contenders, max(5, settings.rounds // 2)).values()
        ratio = theirs.ratio(ours)
        told = f"1/{ratio.median:.0f} ({1e3 * theirs.seconds:.0f} ms against {1e3 * ours.seconds:.1f})"
        met = None if ratio.busy > len(ratio.rounds) // 2 else ratio.median >= reach
        yield Row(f"training step, against {peer}", told, f"1/{reach}", f"1/{aim}", met)


def numpy_realizes_cnn(folder: str, batch: int = 64) -> Callable[[], object]:
    """One step of its LeNet-5 with conv_fast."""
    sys.path.insert(0, folder)
    np.lib.pad = np.pad  # type: ignore[attr-defined]  # where it was before numpy 2
    from net.LeNet5 import LeNet5

    network = LeNet5()
    x, labels = _images(batch)

    def step() -> None:
        network.forward(x, labels)
        network.backward(1e-5)

    return step


def cnn_numpy(folder: str, batch: int = 100) -> Callable[[], object]:
    """One step of the convolutional network in its main.py."""
    sys.path.insert(0, folder)
    warnings.simplefilter("ignore")  # its tanh overflows
    from activate import Tanh
    from conv import Conv2D
    from fc import FC
    from loss import CrossEntropyLoss, Softmax
    from module import Module
    from pooling import MaxPooling

    network, loss = Module(), CrossEntropyLoss()
    network.layers = [
        Conv2D("conv1", 1, 6, 3, 1, 1),
        MaxPooling("pool1"),
        Tanh("tanh1"),
        Conv2D("conv2", 6, 12, 3, 1, 1),
        MaxPooling("pool2"),
        Tanh("tanh2"),
        FC("fc3", 588, 512),
        Tanh("tanh3"),
        FC("fc4", 512, 128),
        Tanh("tanh4"),
        FC("fc5", 128, 10),
    ]
    x, labels = _images(batch)

    def step() -> None:
        _, grad = loss(Softmax(network.forward(x)), labels)
        network.backward(grad)
        network.step(lr=1e-5)

    return step


def _images(batch: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.standard_normal((batch, 1, 28, 28)), rng.integers(0, 10, batch)
