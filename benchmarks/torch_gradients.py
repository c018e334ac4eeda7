"""Float64 gradients of LeNet-5 in PyTorch, for gradients.py: reads FOLDER/in.npz, writes FOLDER/out.npz."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

from benchmarks.torch_networks import lenet5

NAMES = (
    "conv1",
    "pool1",
    "bn1",
    "relu1",
    "conv2",
    "pool2",
    "bn2",
    "relu2",
    "conv3",
    "flatten",
    "fc4",
    "relu4",
    "fc5",
)


def main() -> None:
    """One forward and backward pass in training mode."""
    folder = Path(sys.argv[1])
    given = dict(np.load(folder / "in.npz"))
    x, labels = torch.from_numpy(given.pop("x")).double(), torch.from_numpy(given.pop("labels"))
    network = lenet5().double()
    layers = dict(zip(NAMES, network, strict=True))
    with torch.no_grad():
        for name, array in given.items():
            layer, key = name.split(".")
            getattr(layers[layer], key).copy_(torch.from_numpy(array))
    torch.nn.functional.cross_entropy(network(x), labels).backward()
    gradients = {
        f"{name}.{key}": parameter.grad.numpy()
        for name, layer in layers.items()
        for key, parameter in layer.named_parameters()
    }
    np.savez(folder / "out.npz", **gradients)


if __name__ == "__main__":
    main()
