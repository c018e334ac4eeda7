"""`cnnviz evaluate WEIGHTS`: how many of MNIST's test images a saved network gets right."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_limits

import core
from core.blueprint.memory import check_testing
from core.files.atomic import FileError

BATCH = 500


def result(accuracy: float, images: int) -> str:
    """The last line of a training or evaluation."""
    return f"test accuracy: {accuracy:.4f} ({images} images)"


def evaluate(path: str, threads: int = 1) -> int:
    """Print the test accuracy of the weights in a file."""
    network, about = core.load_weights(path)
    _, test = core.mnist()
    try:
        check_testing(network.spec(), test.shape)
        shapes = list(network.shapes(test.shape).values())
        preprocessing = core.Preprocessing.of("unit")
        if "preprocessing" in about:
            preprocessing = core.Preprocessing.from_dict(about["preprocessing"])
    except ValueError as error:
        raise FileError(
            path, f"its network doesn't take these images ({error})", "Choose another file"
        ) from error
    if shapes[-1] != (len(test.classes),):
        raise FileError(
            path, f"its network gives {shapes[-1]} outputs, not one a class", "Choose another file"
        )
    right = 0
    with threadpool_limits(limits=threads, user_api="blas"), np.errstate(all="ignore"):
        plan = core.compile(network.astype(np.float32), BATCH, core.CrossEntropyLoss())
        for start in range(0, len(test), BATCH):
            part = test[start : start + BATCH]
            logits = plan.forward(preprocessing(part.images))
            right += int((logits.argmax(axis=1) == part.labels).sum())
    print(result(right / len(test), len(test)))
    return 0
