"""`cnnviz evaluate WEIGHTS`: how many test images a saved network gets right, MNIST's or somebody's own."""

from __future__ import annotations

import argparse
import contextlib
import json
import re
from functools import partial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

import core
from cnnviz.system.wording import worded
from cnnviz.terminal.data import chosen, open_with_progress, spoken
from core.blueprint.memory import check_testing
from core.data.dataset import DIGITS, Dataset
from core.data.inspection import OpenedData
from core.files.atomic import FileError, read_whole
from core.training import ConfigError
from core.training.fitting import fingerprint

BATCH = 500
LONGEST_MAP = 1 << 20  # bytes
SIZES = (28, 32, 16, 8, 64, 24, 48, 20, 40, 56, 12)  # pixels a side that a network is tried with
UNKNOWN = "how its images were prepared isn't known: 0 to 1 is assumed (--preprocessing says otherwise)"


def result(accuracy: float, images: int) -> str:
    """The last line of a training or evaluation."""
    return worded(f"test accuracy: {accuracy:.4f} ({images} images)")


def evaluate(options: argparse.Namespace) -> int:
    """Print the test accuracy of the weights in a file, and what had to be assumed about them."""
    path, own = options.weights, options.data is not None
    names = None if options.map is None else read_map(options.map)
    choices = chosen(options)
    if choices and not own:
        raise ConfigError(next(iter(choices)), "says something about --data, which is missing")
    opened = open_with_progress(options.data, choices) if own else None
    network, about = _load(path, options.like, names, opened, read_kinds(options.kinds))
    if opened is not None:
        opened = _in_its_size(path, network, opened, options.data, choices)
        print(spoken(opened.inspection))
    for theirs, ours, change in about.get("matched", ()):
        if theirs != ours or change:
            print(f"{theirs} -> {ours}" + (f" ({change})" if change else ""))
    for text in about.get("assumed", ()):
        print(worded(f"assumed: {text}"))
    test = core.mnist()[1] if opened is None else _test_images(opened, about)
    test = _with_classes(path, network, test, about)
    try:
        check_testing(network.spec(), test.shape)
        preprocessing = _preprocessing(options.preprocessing, about, opened)
    except ValueError as error:
        raise FileError(path, f"its preprocessing makes no sense ({error})", "Choose another file") from error
    if options.preprocessing is None and "preprocessing" not in about:
        print(worded(f"assumed: {UNKNOWN}"))
    right = 0
    with threadpool_limits(limits=options.threads, user_api="blas"), np.errstate(all="ignore"):
        plan = core.compile(network.astype(np.float32), BATCH, core.CrossEntropyLoss())
        for start in range(0, len(test), BATCH):
            part = test[start : start + BATCH]
            logits = plan.forward(preprocessing(part.images))
            right += int((logits.argmax(axis=1) == part.labels).sum())
    print(result(right / len(test), len(test)))
    return 0


def read_map(path: str) -> dict[str, str]:
    """Where tensors belong, from a file: JSON {"theirs": "ours"}, or lines such as `theirs -> ours`."""
    text = read_whole(path, LONGEST_MAP, FileError).decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except ValueError:
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        parts = [re.split(r"\s*(?:->|=>|=|:|,|\s)\s*", line) for line in lines]
        if not parts or any(len(part) != 2 for part in parts):
            reason = "it is no map of names"
            raise FileError(path, reason, "Write a line `theirs -> ours` for each tensor") from None
        return dict(parts)
    if not isinstance(found, dict) or not all(isinstance(ours, str) for ours in found.values()):
        raise FileError(path, "it is no map of names", 'Write {"theirs": "ours", ...}')
    return found


def read_kinds(text: str | None) -> dict[str, str]:
    """Activations and poolings as they were said: conv1=none,pool1=AvgPool2d. Raises ConfigError."""
    pairs = [part.partition("=") for part in (text or "").split(",") if part]
    if not all(name and kind for name, _, kind in pairs):
        raise ConfigError("with", "is written as LAYER=KIND, such as conv1=none,pool1=AvgPool2d")
    return {name.strip(): kind.strip() for name, _, kind in pairs}


def _load(
    path: str,
    like: str | None,
    names: dict[str, str] | None,
    opened: OpenedData | None,
    kinds: dict[str, str],
) -> tuple[core.Sequential, dict[str, Any]]:
    """The network of a file; one whose input can't be known is given the images' shape first."""
    if like is not None:
        try:
            core.preset(like)
        except ValueError as error:
            raise ConfigError("as", str(error)) from error
    load = partial(core.load_weights, path, like, names, kinds=kinds)
    if opened is not None:
        with contextlib.suppress(core.WeightFileError):
            return load(input_shape=opened.train.shape)
    return load()


def _in_its_size(
    path: str, network: core.Sequential, opened: OpenedData, data: str, choices: dict[str, Any]
) -> OpenedData:
    """The images in the size and the colours that a network takes. Raises FileError where there is none."""
    try:
        network.shapes(opened.train.shape)
        return opened
    except ValueError as error:
        reason = str(error)
    height, width = opened.inspection.size
    for channels in (1, 3):
        for size in dict.fromkeys([(height, width), *((side, side) for side in SIZES)]):
            try:
                network.shapes((channels, *size))
            except ValueError:
                continue
            return open_with_progress(data, {**choices, "colour": channels == 3, "size": size})
    raise FileError(path, f"its network doesn't take these images ({reason})", "Choose another file")


def _test_images(opened: OpenedData, about: dict[str, Any]) -> Dataset:
    """The part to test on; of a set without one, all of it, unless the weights were trained on the rest."""
    trained_on = about.get("data") if isinstance(about.get("data"), dict) else {}
    same = trained_on and trained_on.get("sha256") == fingerprint(opened.train, opened.test)["sha256"]
    if opened.inspection.own_test or same:
        return opened.test
    train, test = opened.train, opened.test
    images, labels = np.concatenate([train.images, test.images]), np.concatenate([train.labels, test.labels])
    return Dataset(images, labels, train.name, train.classes)


def _with_classes(path: str, network: core.Sequential, test: Dataset, about: dict[str, Any]) -> Dataset:
    """The images with the network's classes, by name or else by order. Raises FileError."""
    try:
        outputs = list(network.shapes(test.shape).values())[-1]
    except ValueError as error:
        reason = f"its network doesn't take these images ({error})"
        raise FileError(path, reason, "Choose another file, or images for it (--data)") from error
    if len(outputs) != 1:
        raise FileError(path, f"its network gives {outputs} numbers, not one a class", "Choose another file")
    count = outputs[0]
    names = about.get("classes")
    if not isinstance(names, list) or len(names) != count:
        names = list(DIGITS) if count == len(DIGITS) else []
    with contextlib.suppress(ValueError):  # other classes, perhaps in the same order
        return test.counted_as(tuple(map(str, names)))
    if len(test.classes) == count:
        print(worded(f"assumed: the network's outputs are, in order, {', '.join(test.classes)}"))
        return test
    reason = f"its network gives {count} outputs, not one for each of {len(test.classes)} classes"
    raise FileError(path, reason, "Choose another file, or the classes to test (--classes)")


def _preprocessing(name: str | None, about: dict[str, Any], opened: OpenedData | None) -> core.Preprocessing:
    if name is not None:
        return core.Preprocessing.of(name, core.mnist()[0] if opened is None else opened.train)
    if "preprocessing" in about:
        return core.Preprocessing.from_dict(about["preprocessing"])
    return core.Preprocessing.of("unit")
