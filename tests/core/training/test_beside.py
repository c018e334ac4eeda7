"""Own layers trained beside the core's: from the same weights right layers give the same losses."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.mistakes.exercises import solved_file
from core.training.beside import PLACES, beside

EVERY = [*PLACES, "softmax-cross-entropy", "sgd-momentum"]


@pytest.mark.slow
def test_right_layers_give_the_losses_of_the_core(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(solved_file(), encoding="utf-8")
    said = list(beside(path, EVERY, seconds=0.0))
    assert said[0]["uses"] == EVERY
    assert {"conv-forward", "conv-backward"} <= {*EVERY}
    steps = [each["losses"] for each in said if each["kind"] == "step"]
    assert len(steps) == 6
    for own, core in steps:
        assert own == pytest.approx(core, rel=1e-9)
    tests = [each["accuracies"] for each in said if each["kind"] == "test"]
    assert tests[-1][0] == tests[-1][1]


def test_a_layer_that_stops_says_so(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(
        "class ReLU:\n    def forward(self, x):\n        return x / y\n    def backward(self, g): ...\n"
    )
    with pytest.raises(Exception, match="name 'y' is not defined"):
        list(beside(path, ["relu"], seconds=0.0))
