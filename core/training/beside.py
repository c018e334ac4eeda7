"""Trains LeNet-5 on MNIST with somebody's own layers, step by step beside the same network of the core's.

Both begin with the same weights and see the same batches, in float64. `beside` yields what happens; as a
script, `python -I beside.py FILE NAMES SECONDS`, it says it as lines of JSON on standard output, in a process
that can be ended at any time. Whatever the file prints goes to standard error.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0  # that the whole of it takes, about
TRIED = 5  # steps from which the time of a step is known
BATCH, LR, MOMENTUM = 64, 0.02, 0.9
TESTED, TESTS = 500, 5  # images of a test, tests in a run


def beside(
    file: Path, names: Sequence[str], seconds: float = SECONDS, seed: int = 0
) -> Iterator[dict[str, Any]]:
    """Yield what happens: "begin", each "step", each "test", "end"; an error of theirs is an "error".

    names: the exercises whose code is used; the core's serve for the rest.
    """
    import numpy as np

    from core.data.mnist import mnist

    own, uses = networks(file, names, seed)
    train, test = mnist()
    tests = _pixels(test.images[:TESTED])
    order = np.random.default_rng([seed, 1]).permutation(len(train))
    begun, steps, total = time.monotonic(), 0, len(train) // BATCH
    for number in range(len(train) // BATCH):
        at = order[number * BATCH : (number + 1) * BATCH]
        x, labels = _pixels(train.images[at]), train.labels[at]
        losses = [side.step(x, labels) for side in own]
        if not number:
            yield {"kind": "begin", "uses": uses, "first": losses}
        steps += 1
        yield {"kind": "step", "step": steps, "losses": losses}
        if steps == TRIED:
            each = (time.monotonic() - begun) / TRIED
            total = max(TRIED + 1, min(total, int(seconds / max(each, 1e-6))))
            yield {"kind": "pace", "milliseconds": 1000 * each, "steps": total, "images": total * BATCH}
        if steps > TRIED and (steps % max(1, total // TESTS) == 0 or steps == total):
            read = [side.read(tests, test.labels[:TESTED]) for side in own]
            yield {"kind": "test", "step": steps, "accuracies": read}
        if steps >= total or not all(np.isfinite(losses)):
            break
    yield {"kind": "end", "step": steps}


class OneSide:
    """One of the two networks: layers, loss and optimiser, the core's or somebody's."""

    def __init__(self, layers: dict[str, Any], rights: dict[str, Any], loss: Any, optimizer: Any) -> None:
        self.layers, self.rights, self.loss, self.optimizer = layers, rights, loss, optimizer

    def step(self, x: Any, labels: Any) -> float:
        """One step; the loss of its batch."""
        for layer in self.rights.values():
            layer.train()
        for layer in self.layers.values():
            x = layer.forward(x)
        value, g = self.loss.both(x, labels)
        for layer in reversed(self.layers.values()):
            g = layer.backward(g)
        self.optimizer.step()
        return float(value)

    def read(self, x: Any, labels: Any) -> float:
        """The share of images that are read right, in use."""
        right = 0
        for layer in self.rights.values():
            layer.eval()
        for start in range(0, len(x), 100):
            a = x[start : start + 100]
            for layer in self.layers.values():
                a = layer.forward(a)
            right += int((a.argmax(axis=1) == labels[start : start + 100]).sum())
        return right / len(x)


class CoreLoss:
    """The core's loss, used as theirs is."""

    def __init__(self) -> None:
        from core.losses import CrossEntropyLoss

        self.loss = CrossEntropyLoss()

    def both(self, logits: Any, labels: Any) -> tuple[float, Any]:
        """The loss and the gradient of the logits."""
        return float(self.loss.forward(logits, labels)), self.loss.backward()


CONVOLUTION = ("conv-forward", "conv-backward")  # one layer: whoever uses one uses both
PLACES = {
    **dict.fromkeys(CONVOLUTION, "Conv2d"),
    "linear": "Linear",
    "relu": "ReLU",
    "max-pool": "MaxPool2d",
    "batch-norm": "BatchNorm2d",
}


def networks(file: Path, names: Sequence[str], seed: int) -> tuple[tuple[OneSide, OneSide], list[str]]:
    """Theirs and the core's with the same weights, and the exercises whose code is in theirs."""
    import numpy as np

    from core.mistakes import child, finding
    from core.mistakes.exercises import exercise
    from core.mistakes.own import OwnLayer, OwnLoss, OwnOptimizer
    from core.models import lenet5
    from core.optim import SGD

    module, beside_it, _ = child.load(file)
    said = finding.declared(module, beside_it)
    adapters = {}
    for name in names:
        known = exercise(name)
        adapter = finding.find(module, known, said, file)
        if adapter is not None:
            adapter.run_all(known.kind)  # shows how it is used
            adapters[name] = adapter
    norm = "batch-norm" in adapters
    rights = [lenet5(batch_norm=norm, rng=np.random.default_rng(seed)).astype(np.float64) for _ in range(2)]
    theirs: dict[str, Any] = dict(rights[0].layers)
    for name, layer in theirs.items():
        for place, kind in PLACES.items():
            if type(layer).__name__ == kind and place in adapters:
                theirs[name] = OwnLayer(layer, adapters[place], exercise(place).kind)
    loss: Any = CoreLoss()
    if "softmax-cross-entropy" in adapters:
        loss = OwnLoss(adapters["softmax-cross-entropy"], exercise("softmax-cross-entropy").kind)
    params = [network.named_parameters() for network in rights]
    optimizer: Any = SGD(params[0], lr=LR, momentum=MOMENTUM)
    if "sgd-momentum" in adapters:
        own_kind = exercise("sgd-momentum").kind
        optimizer = OwnOptimizer(params[0], adapters["sgd-momentum"], own_kind, LR, MOMENTUM)
    sides = (
        OneSide(theirs, dict(rights[0].layers), loss, optimizer),
        OneSide(
            dict(rights[1].layers),
            dict(rights[1].layers),
            CoreLoss(),
            SGD(params[1], lr=LR, momentum=MOMENTUM),
        ),
    )
    used = {*PLACES, "softmax-cross-entropy", "sgd-momentum"}
    return sides, [name for name in names if name in adapters and name in used]


def _pixels(images: Any) -> Any:
    """Greys of 0 to 255 as numbers around 0. Shape: (N, H, W) -> (N, 1, H, W)."""
    import numpy as np

    return (np.asarray(images, np.float64)[:, None] / 255 - 0.13) / 0.31


def main(arguments: list[str]) -> None:
    """Say what happens as JSON lines; an exception of theirs is one of them, with its line in the file."""
    file, names, seconds = Path(arguments[0]).resolve(), json.loads(arguments[1]), float(arguments[2])
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path.insert(0, str(ROOT))
    from core.mistakes import child
    from core.mistakes.old_numpy import put_back
    from core.mistakes.using import CallStoppedError

    child.limit_memory(2048)
    child.end_with_parent()
    put_back()
    with contextlib.suppress(BrokenPipeError):
        try:
            for happened in beside(file, names, seconds):
                child.say(out, **happened)
        except Exception as error:
            line = error.line if isinstance(error, CallStoppedError) else child.line_in(error, file)
            child.say(out, kind="error", error=str(error) or type(error).__name__, line=line)


if __name__ == "__main__":
    main(sys.argv[1:])
