"""Does a network that exists already go with these images, and its optimiser with its state?"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from core.data.dataset import DIGITS, Dataset
from core.network import Sequential
from core.presets import PRESETS
from core.training.checkpoint import Checkpoint, network_of
from core.training.checkpoint_items import STATES
from core.training.config import ConfigError, TrainConfig
from core.training.recipe import build_optimizer, check_network, momentum_of, set_momentum, spec_for
from core.weights.weight_files import load_weights

_known: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()  # a second of work for a large set


def fingerprint(train: Dataset, test: Dataset) -> dict[str, Any]:
    """The set's name, its classes, the numbers of images, and a SHA-256 of those to train on."""
    if train not in _known:
        total = hashlib.sha256(np.ascontiguousarray(train.images).data)
        total.update(np.ascontiguousarray(train.labels).data)
        _known[train] = total.hexdigest()
    return {
        "name": train.name,
        "classes": list(train.classes),
        "train": len(train),
        "test": len(test),
        "sha256": _known[train],
    }


def counted(
    network: Sequential, names: Sequence[str] | None, train: Dataset, test: Dataset
) -> tuple[Dataset, Dataset]:
    """The images with the network's outputs for classes; `names` are the outputs' names, where known.

    As many classes as outputs are taken as they are; fewer must be among the outputs by name. Raises
    ConfigError when the two don't go together.
    """
    outputs = _outputs(network, train)
    if outputs is not None and outputs < len(train.classes):
        raise ConfigError(
            "images",
            f"the network has {outputs} outputs and the images of {train.name} have {len(train.classes)} "
            "classes: they don't go together; train a network of their own instead",
        )
    if outputs is not None and not (isinstance(names, Sequence) and len(names) == outputs):
        names = DIGITS if outputs == len(DIGITS) else None
    if outputs is not None and names is not None and not isinstance(names, str):
        same = set(names) == set(train.classes)
        if outputs > len(train.classes) or same:
            try:
                train, test = recounted(names, train, test)
            except ValueError as error:
                raise ConfigError(
                    "images",
                    f"the network has {outputs} outputs and the images of {train.name} have "
                    f"{len(train.classes)} classes ({error}); train a network of their own instead",
                ) from error
    check_network(network, train)
    return train, test


def takes(outputs: Sequence[str], classes: Sequence[str]) -> bool:
    """Whether `counted` takes images of these classes for a network of these outputs, all as called now."""
    return len(outputs) == len(classes) or set(classes) < set(outputs)


def counted_for(
    file: str, network: Sequential, names: Sequence[str] | None, train: Dataset, test: Dataset
) -> tuple[Dataset, Dataset]:
    """`counted`, for the network of a file, which a ConfigError names."""
    try:
        return counted(network, names, train, test)
    except ConfigError as error:
        if error.field != "spec":
            raise
        text = f"{file} is of a network that doesn't take these images ({error.message})"
        raise ConfigError("weights", f"{text}; open images that it takes first") from error


def takes_digits(path: str | Path, **said: Any) -> bool:
    """Whether the network of a file, which can be opened, takes MNIST's images and tells its ten classes."""
    network, _ = load_weights(path, **said)
    with contextlib.suppress(ValueError):
        return list(network.shapes((1, 28, 28)).values())[-1] == (len(DIGITS),)
    return False


def images_of(checkpoint: Checkpoint, images: tuple[Dataset, Dataset]) -> tuple[Dataset, Dataset]:
    """The images, counted as a checkpoint's run did; ConfigError if they are others than that run's."""
    wanted = checkpoint.data.get("sha256")
    if wanted == fingerprint(*images)["sha256"]:
        return images
    with contextlib.suppress(ValueError, TypeError):
        other = recounted(checkpoint.data.get("classes"), *images)
        if wanted == fingerprint(*other)["sha256"]:
            return other
    name, count = checkpoint.data.get("name"), checkpoint.data.get("train")
    raise ConfigError("data", f"the run was trained on other images ({name}, {count}); open them first")


def continued(checkpoint: Checkpoint, config: TrainConfig, train: Dataset) -> Sequential:
    """A checkpoint's network; ConfigError if nothing can be made of it, or its optimiser can't go on."""
    try:
        network = network_of(checkpoint)
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigError("spec", f"no network can be made of it: {error}") from error
    check_network(network, train)
    trial = build_optimizer(config, network)
    if checkpoint.position.momentum != momentum_of(trial):
        set_momentum(trial, checkpoint.position.momentum)
    needed, known = set(trial.STATE), set(STATES[config.optimizer])
    if any(not needed <= set(arrays) <= known for arrays in checkpoint.state.values()):
        raise ConfigError("optimizer", f"the state is not that of {trial!r}")
    if checkpoint.step and needed and not checkpoint.state:
        raise ConfigError("optimizer", f"the state of {trial!r} after {checkpoint.step:,} steps is missing")
    return network


def recounted(names: Any, train: Dataset, test: Dataset) -> tuple[Dataset, Dataset]:
    """Both parts with `names` for classes; ValueError when a class is not among them."""
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise ValueError("the names of the classes are not known")
    return train.counted_as(names), test.counted_as(names)


def _outputs(network: Sequential, images: Dataset) -> int | None:
    """How many numbers a network gives for an image; None when that is for `check_network` to refuse."""
    with contextlib.suppress(ValueError):
        shape = list(network.shapes(images.shape).values())[-1]
        return shape[0] if len(shape) == 1 else None
    return None


def named(config: TrainConfig, network: Sequential, name: object, train: Dataset) -> TrainConfig:
    """The config with this network: by a preset with the same layers (`name` last) for such images, else by
    its spec.

    A preset that it wasn't before brings its recipe along, as when it is chosen.
    """
    spec = network.spec()
    known = {each.name for each in PRESETS}
    usual = (each.name for each in PRESETS if not each.group)
    for each in dict.fromkeys((config.preset, *usual, name)):
        if (
            isinstance(each, str)
            and each in known
            and is_presets(spec, each, train.shape, len(train.classes))
        ):
            same = each == config.preset and config.spec is None
            return config if same else TrainConfig.from_preset(each, seed=config.seed)
    return replace(config, spec=spec)


def is_presets(spec: Mapping[str, Any], name: str, shape: tuple[int, ...], classes: int) -> bool:
    """Whether a spec is that of a preset's network for images of `shape` (C, H, W) and so many classes."""
    with contextlib.suppress(ConfigError):
        return spec == spec_for(TrainConfig(preset=name), shape, classes)
    return False


def with_nothing_remembered(checkpoint: Checkpoint) -> Checkpoint:
    """A checkpoint whose optimiser, the one of its config, begins with its arrays at zero."""
    network = network_of(checkpoint)
    trial = build_optimizer(checkpoint.config, network)
    state = {
        name: {key: np.zeros_like(parameter.data) for key in trial.STATE}
        for name, parameter in network.named_parameters().items()
        if trial.STATE
    }
    position = replace(checkpoint.position, momentum=momentum_of(trial))
    return replace(checkpoint, state=state, position=position)
