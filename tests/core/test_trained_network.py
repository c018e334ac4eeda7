"""The trained network in resources: it does what its metadata say, and its recipe is still the preset's."""

from __future__ import annotations

from importlib import resources

import numpy as np

import core
from core.data.dataset import Preprocessing
from core.losses import CrossEntropyLoss
from core.training import TrainConfig
from core.weights.weight_files import load_weights


def test_the_trained_network_reads_as_many_digits_as_its_file_says() -> None:
    path = resources.files("resources") / "networks" / "lenet5-mnist.safetensors"
    network, about = load_weights(str(path))
    assert about["config"] == TrainConfig.from_preset("best", epochs=20, seed=0).as_dict()
    test = core.mnist()[1]
    plan = core.compile(network, 64, CrossEntropyLoss())
    prepare = Preprocessing.from_dict(about["preprocessing"])
    logits = np.concatenate(
        [plan.forward(prepare(test.images[i : i + 500])) for i in range(0, len(test.images), 500)]
    )
    right = int((logits.argmax(axis=1) == test.labels).sum())
    second, first = np.sort(logits, axis=1)[:, -2:].T
    undecided = int((first - second < 1e-4).sum())  # of these a processor's rounding decides
    assert abs(right - round(about["test_accuracy"] * 10_000)) <= undecided <= 2
    assert right > 9_900
