"""How exact the float32 gradients are: the same network, weights and batch in float64 PyTorch.

The error is relative to the largest gradient of the network. Images of noise: on clean digits half of the
pooling windows are tied within rounding, and a winner is a matter of taste.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import core
from benchmarks.networks import images
from benchmarks.protocol import ROOT
from benchmarks.table import Row, Settings, below


def rows(settings: Settings) -> Iterator[Row]:
    """The worst gradient of plan and layers over three batches."""
    if settings.torch is None:
        return
    worst = {"plan": 0.0, "layers": 0.0}
    for seed in range(3):
        network, loss = core.lenet5(rng=np.random.default_rng(seed)), core.CrossEntropyLoss()
        x, labels = images(64)
        state = network.state_dict()
        with tempfile.TemporaryDirectory() as folder:
            np.savez(Path(folder) / "in.npz", x=x, labels=labels, **state)
            child = [settings.torch, "-m", "benchmarks.torch_gradients", folder]
            subprocess.run(child, cwd=ROOT, check=True)
            exact = dict(np.load(Path(folder) / "out.npz"))
        largest = max(abs(g).max() for g in exact.values())
        loss.forward(network.forward(x), labels)
        network.backward(loss.backward())
        parameters = network.named_parameters()
        worst["layers"] = max(
            worst["layers"], *(abs(p.grad - exact[k]).max() / largest for k, p in parameters.items())
        )
        core.compile(network, 64, loss).step(x, labels, core.SGD(parameters, lr=0.0))
        worst["plan"] = max(
            worst["plan"], *(abs(p.grad - exact[k]).max() / largest for k, p in parameters.items())
        )
    for name, error in worst.items():
        yield below(f"gradients against float64 PyTorch: {name}", float(error), 1e-5, 2e-6, "{:.1e}")


if __name__ == "__main__":
    for row in rows(Settings(torch=sys.argv[1])):
        print(row)
