"""A run put aside: all that its next step depends on, and its history, so that it can go on as if never
interrupted.

Everything random is drawn from the seed, the epoch and the batch, so the generators' state is the number of
the step. In a file, a checkpoint is one safetensors file, written whole or not at all and signed with a
SHA-256; like a weight file it holds numbers and text only, and is checked whole before any of it is used.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.data.dataset import Preprocessing
from core.files.atomic import FileError, opened, write_atomically
from core.files.metadata import canonical_json
from core.files.tensorfile import DAMAGED, Manifest, pack, read_manifest, read_tensors, signed_items
from core.network import LayerNameError, Sequential
from core.training.checkpoint_items import (
    BEFORE,
    GRADIENTS,
    HISTORY,
    MOST_STEPS,
    STATE,
    TESTS,
    WEIGHTS,
    Items,
    check_about,
    check_entries,
    check_numbers,
)
from core.training.config import TrainConfig
from core.training.history import COLUMNS, LAYER_COLUMNS, Evaluation, History
from core.training.identity import RunIdentity
from core.training.metrics import StepRecord
from core.training.version import UNKNOWN, Version
from core.training.version import Position as Position
from core.weights.weight_files import digest

VERSION = 2  # of the metadata; raised when older programs could misread them
LARGEST = 1 << 30  # bytes; a run of any network within the limits has less


class CheckpointError(FileError):
    """A checkpoint that can't be used: `path`, `reason` and `advice` (what to do); `str()` is one line."""


@dataclass(frozen=True)
class Checkpoint:
    """A run as it stood after `position.step` steps. Its arrays are its own.

    `weights` is the network's state_dict, `state` the optimiser's (empty before the first step). `data` says
    which images it was trained on (see `Trainer.fingerprint`); `history` and `about`, whatever its owner
    adds, are kept in a file with it. `last` and `gradients` are those of its newest step, for whoever looks
    at it: no step depends on them. `before` holds the weights and buffers from before that step: where a run
    goes back to when the next one shows that they have run away. `version` is that of the trainer that made
    it; it is not kept in a file. Nor is `forked_at`: the step of that trainer's run at which it was taken, if
    its own steps are counted otherwise; nor `memory`: what else the engine knew of the run.
    """

    config: TrainConfig
    spec: dict[str, Any]
    preprocessing: Preprocessing
    position: Position
    weights: dict[str, np.ndarray]
    state: dict[str, dict[str, np.ndarray]]
    data: dict[str, Any]
    tested: Evaluation | None = None
    history: History | None = None
    about: dict[str, Any] = field(default_factory=dict)
    version: Version = UNKNOWN
    last: StepRecord | None = None
    gradients: dict[str, np.ndarray] = field(default_factory=dict)
    before: dict[str, np.ndarray] = field(default_factory=dict)
    identity: RunIdentity = field(default_factory=RunIdentity)
    forked_at: int | None = None
    memory: Any = None  # a RunMemory

    @property
    def step(self) -> int:
        """How many steps have been made."""
        return self.position.step

    @property
    def said(self) -> dict[str, Any]:
        """What its file says about it."""
        which, step = self.identity, self.step
        return {"step": step, **self.about, "id": which.id, "marks": which.marks(step)}

    def branch(self) -> Checkpoint:
        """The same, as where another run begins."""
        return replace(self, identity=self.identity.branch(self.step))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to one file, whole or not at all. Raises CheckpointError when the disk refuses, or when
        its weights have run away: they would take the place of good ones.
        """
        if not all(np.isfinite(array).all() for array in self.weights.values()):
            raise CheckpointError(
                path, "the weights are not finite", "Nothing was saved: go back to good ones"
            )
        write_atomically(path, pack(*self._packed()), CheckpointError)

    def _packed(self) -> tuple[dict[str, np.ndarray], dict[str, str]]:
        tensors = {WEIGHTS + name: array for name, array in self.weights.items()}
        for parameter, arrays in self.state.items():
            tensors |= {f"{STATE}{parameter}/{name}": array for name, array in arrays.items()}
        tensors |= {GRADIENTS + name: array for name, array in self.gradients.items()}
        tensors |= {BEFORE + name: array for name, array in self.before.items()}
        layers: tuple[str, ...] = ()
        tested = self.tested
        if self.history is not None:
            layers = self.history.layers
            columns = self.history.tables(until=self.step, most=MOST_STEPS)
            tensors |= {HISTORY + name: column for name, column in columns.items()}
            tests = [found for found in self.history.evaluations if found.step <= self.step]
            tensors[TESTS] = np.array(tests, np.float64).reshape(-1, len(Evaluation._fields))
        run = {
            "config": self.config.as_dict(),
            "spec": self.spec,
            "preprocessing": self.preprocessing.as_dict(),
            "position": asdict(self.position),
            "data": self.data,
            "tested": tested._asdict() if tested is not None and np.isfinite(tested.loss) else None,
            "layers": None if self.history is None else layers,
            "adjustments": [] if self.history is None else [list(a) for a in self.history.adjustments],
        }
        metadata = {
            "cnnviz_checkpoint": str(VERSION),
            "run": canonical_json(run),
            "about": canonical_json(self.said),
        }
        return tensors, metadata | {"sha256": digest(metadata, tensors)}


def read_about(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a checkpoint's owner said about it, and its step, from the first bytes of the file: not yet
    checked against the digest. Raises CheckpointError.
    """
    with opened(path, CheckpointError) as (file, size):
        about = _items(path, read_manifest(file, size, os.fspath(path), CheckpointError))[1]
    try:
        check_about(about)
    except ValueError as error:
        raise CheckpointError(path, f"what it says about itself makes no sense ({error})", DAMAGED) from error
    return about


def load_checkpoint(path: str | os.PathLike[str]) -> Checkpoint:
    """The run in a file that `Checkpoint.save` wrote. Raises CheckpointError, whatever the file holds."""
    with opened(path, CheckpointError) as (file, size):
        if size > LARGEST:
            raise CheckpointError(path, f"it holds {size / 2**20:,.0f} MiB", "Choose another file")
        manifest = read_manifest(file, size, os.fspath(path), CheckpointError)
        run, about = _items(path, manifest)
        try:
            items = Items.of(run, about)
            check_entries(items, manifest.entries)
        except LayerNameError as error:
            raise CheckpointError(path, f"no run can be made of it ({error})", error.advice) from error
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise CheckpointError(path, f"no run can be made of it ({error})", DAMAGED) from error
        tensors = read_tensors(file, manifest, os.fspath(path), CheckpointError)
    if digest(manifest.metadata, tensors) != manifest.metadata["sha256"]:
        raise CheckpointError(path, "its content was changed since it was saved (SHA-256 differs)", DAMAGED)
    try:
        check_numbers(items, tensors)
    except ValueError as error:
        raise CheckpointError(path, f"no run can be made of it ({error})", DAMAGED) from error
    return _checkpoint(items, about, tensors)


def _items(path: str | os.PathLike[str], manifest: Manifest) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two JSON objects of the metadata: the run's, and its owner's about it."""
    metadata = manifest.metadata
    if "cnnviz_checkpoint" not in metadata:
        advice = "Load it as weights" if "cnnviz" in metadata else "Choose another file"
        raise CheckpointError(path, "it is no checkpoint of a run", advice)
    return signed_items(path, metadata, "cnnviz_checkpoint", VERSION, "run", CheckpointError)


def _checkpoint(items: Items, about: dict[str, Any], tensors: Mapping[str, np.ndarray]) -> Checkpoint:
    """The checkpoint of a file's parts, which have been found to fit together."""
    state: dict[str, dict[str, np.ndarray]] = {}
    for name, array in tensors.items():
        if name.startswith(STATE):
            parameter, _, kind = name[len(STATE) :].rpartition("/")
            state.setdefault(parameter, {})[kind] = array
    gradients = {name[len(GRADIENTS) :]: a for name, a in tensors.items() if name.startswith(GRADIENTS)}
    history = None
    if items.layers is not None:
        history = _history(items.layers, tensors)
        history.adjustments = list(items.adjustments)
    return Checkpoint(
        items.config,
        items.spec,
        items.preprocessing,
        items.position,
        {name[len(WEIGHTS) :]: array for name, array in tensors.items() if name.startswith(WEIGHTS)},
        state,
        items.data,
        items.tested,
        history,
        about,
        last=None if history is None or not len(history) else history.last(),
        gradients=gradients,
        before={name[len(BEFORE) :]: array for name, array in tensors.items() if name.startswith(BEFORE)},
        identity=RunIdentity.of(about, items.position.step),
    )


def _history(layers: tuple[str, ...], tensors: Mapping[str, np.ndarray]) -> History:
    tables = {name: tensors[HISTORY + name] for name in ("step", *COLUMNS, *LAYER_COLUMNS)}
    tests = [Evaluation._make((int(row[0]), *map(float, row[1:]))) for row in tensors[TESTS]]
    return History.of(layers, 0, tables, tests)


def network_of(checkpoint: Checkpoint) -> Sequential:
    """The network of a checkpoint, its weights in place. Raises ValueError when its spec is none."""
    network = Sequential.from_spec(checkpoint.spec, rng=np.random.default_rng(0))
    network.astype(next(iter(checkpoint.weights.values())).dtype)
    network.load_state_dict(checkpoint.weights)
    return network


def gradients_of(network: Sequential) -> dict[str, np.ndarray]:
    """Copies of a network's gradients."""
    named = network.named_parameters().items()
    return {name: parameter.grad.copy() for name, parameter in named if parameter.grad is not None}


def put_gradients(network: Sequential, gradients: Mapping[str, np.ndarray]) -> None:
    """Give a network's parameters their gradients, in place where they have any."""
    for name, parameter in network.named_parameters().items():
        gradient = gradients.get(name)
        if gradient is not None and parameter.grad is not None:
            np.copyto(parameter.grad, gradient)
        elif gradient is not None:
            parameter.grad = gradient.copy()


def is_checkpoint(path: str | Path) -> bool:
    """Whether a file says that it is a checkpoint; False for what can't be read."""
    try:
        read_about(path)
    except CheckpointError:
        return False
    return True
