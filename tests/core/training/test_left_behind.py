"""What a run leaves behind, and where it ran away, whoever wrote its layers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.layers import Flatten, Linear
from core.layers.base import Layer
from core.network import Sequential
from core.training.diverged import first_affected

KILLED = """
import os, signal, sys
from pathlib import Path
from core import Timeline
from core.training import Trainer
from core.data.dataset import Dataset
from core.training import TrainConfig
import numpy as np
images = Dataset(np.random.default_rng(0).integers(0, 256, (40, 4, 4)).astype(np.uint8),
                 np.arange(40).astype(np.uint8) % 3, "noise", ("a", "b", "c"))
spec = {"layers": [{"name": "flatten", "type": "Flatten"},
                   {"name": "fc", "type": "Linear", "in_features": 16, "out_features": 3}]}
trainer = Trainer(TrainConfig(spec=spec, batch_size=8, lr=0.01), images, images)
timeline = Timeline(trainer, budget=0, folder=Path(sys.argv[1]), spacing=2)
for _ in range(40):
    trainer.step()
print(timeline.nbytes[1], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_nothing_is_left_of_a_run_that_was_killed(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    assert int(done.stdout) > 0  # there was a file
    assert list(tmp_path.iterdir()) == []


class Cube(Layer):
    """A layer that no list of layers knows."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self._x = x
        return x**3

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        return 3 * self._x**2 * grad_output

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        return input_shape


@pytest.mark.parametrize(("scale", "found"), [(1.0, None), (1e3, "cube")])
def test_the_layer_where_numbers_ran_away_may_be_anybody_s(scale: float, found: Any) -> None:
    rng = np.random.default_rng(0)
    network = Sequential([("flatten", Flatten()), ("cube", Cube()), ("fc", Linear(4, 3, rng=rng))])
    images, labels = np.full((2, 1, 2, 2), 0.5) * scale, np.array([0, 1])
    assert first_affected(network, images, labels) == found
