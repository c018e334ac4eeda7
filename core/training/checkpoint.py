"""A run put aside: all that its next step depends on, and its history, so that it can go on as if never
interrupted.

Everything random is drawn from the seed, the epoch and the batch, so the generators' state is the number of
the step. In a file, a checkpoint is one safetensors file, written whole or not at all and signed with a
SHA-256; like a weight file it holds numbers and text only, and is checked whole before any of it is used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.data.dataset import Preprocessing
from core.files.atomic import FileError, opened, write_atomically
from core.files.tensorfile import DAMAGED, Manifest, canonical_json, pack, read_manifest, read_tensors
from core.files.weight_shapes import state_shapes
from core.files.weights import digest
from core.network import LayerNameError, Sequential, check_layer_names
from core.training.config import TrainConfig
from core.training.history import COLUMNS, LAYER_COLUMNS, Adjustment, Evaluation, History
from core.training.metrics import StepRecord
from core.training.version import UNKNOWN, Version

VERSION = 1  # of the metadata; raised when older programs could misread them
MOST_STEPS = 200_000  # of history in a file, the newest: 22 MB, more than 200 epochs of MNIST
WEIGHTS, STATE, GRADIENTS, HISTORY = "weights/", "optimizer/", "gradients/", "history/"
TESTS = "evaluations"
LARGEST = 1 << 30  # bytes; a run of any network here has far less


class CheckpointError(FileError):
    """A checkpoint that can't be used: `path`, `reason` and `advice` (what to do); `str()` is one line."""


@dataclass(frozen=True)
class Position:
    """Where a run stands beside its arrays: what the next step needs to be the very same."""

    step: int
    optimizer_steps: int
    momentum: float
    base_lr: float
    by_hand: tuple[int, float]  # the step before which a rate was set by hand, and that rate
    earliest: int  # the schedule's place to begin from
    limit: float | None  # a loss above it has run away; None before the first step


@dataclass(frozen=True)
class Checkpoint:
    """A run as it stood after `position.step` steps. Its arrays are its own.

    `weights` is the network's state_dict, `state` the optimiser's (empty before the first step). `data` says
    which images it was trained on (see `Trainer.fingerprint`); `history` and `about`, whatever its owner
    adds, are kept in a file with it. `last` and `gradients` are those of its newest step, for whoever looks
    at it: no step depends on them. `version` is that of the engine that made it; it isn't kept in a file.
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

    @property
    def step(self) -> int:
        """How many steps have been made."""
        return self.position.step

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to one file, whole or not at all. Raises CheckpointError when the disk refuses, or when
        its weights have run away: they would take the place of good ones.
        """
        if not all(np.isfinite(array).all() for array in self.weights.values()):
            raise CheckpointError(
                path, "the weights are not finite", "Nothing was saved: go back to good ones"
            )
        try:
            write_atomically(path, pack(*self._packed()))
        except FileError as error:
            raise CheckpointError(path, error.reason, error.advice) from error

    def _packed(self) -> tuple[dict[str, np.ndarray], dict[str, str]]:
        tensors = {WEIGHTS + name: array for name, array in self.weights.items()}
        for parameter, arrays in self.state.items():
            tensors |= {f"{STATE}{parameter}/{name}": array for name, array in arrays.items()}
        tensors |= {GRADIENTS + name: array for name, array in self.gradients.items()}
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
        about = {"step": self.step, **self.about}
        metadata = {
            "cnnviz_checkpoint": str(VERSION),
            "run": canonical_json(run),
            "about": canonical_json(about),
        }
        return tensors, metadata | {"sha256": digest(metadata, tensors)}


def read_about(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a checkpoint's owner said about it, and its step, from the first bytes of the file: not yet
    checked against the digest. Raises CheckpointError.
    """
    with opened(path, CheckpointError) as (file, size):
        about = _items(path, read_manifest(file, size, os.fspath(path), CheckpointError))[1]
        if type(about.get("step")) is not int:
            raise CheckpointError(path, "it doesn't say at which step it was made", DAMAGED)
        return about


def load_checkpoint(path: str | os.PathLike[str]) -> Checkpoint:
    """The run in a file that `Checkpoint.save` wrote. Raises CheckpointError, whatever the file holds."""
    with opened(path, CheckpointError) as (file, size):
        if size > LARGEST:
            raise CheckpointError(path, f"it holds {size / 2**20:,.0f} MiB", "Choose another file")
        manifest = read_manifest(file, size, os.fspath(path), CheckpointError)
        run, about = _items(path, manifest)
        tensors = read_tensors(file, manifest, os.fspath(path), CheckpointError)
    if digest(manifest.metadata, tensors) != manifest.metadata["sha256"]:
        raise CheckpointError(path, "its content was changed since it was saved (SHA-256 differs)", DAMAGED)
    try:
        return _checkpoint(run, about, tensors)
    except LayerNameError as error:
        raise CheckpointError(path, f"no run can be made of it ({error})", error.advice) from error
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointError(path, f"no run can be made of it ({error})", DAMAGED) from error


def _items(path: str | os.PathLike[str], manifest: Manifest) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two JSON objects of the metadata: the run's, and its owner's about it."""
    metadata = manifest.metadata
    version = metadata.get("cnnviz_checkpoint")
    if version is None:
        advice = "Load it as weights" if "cnnviz" in metadata else "Choose another file"
        raise CheckpointError(path, "it is no checkpoint of a run", advice)
    if not (version.isascii() and version.isdigit() and 0 < len(version) < 6):
        raise CheckpointError(path, "its version is not a number", DAMAGED)
    if int(version) > VERSION:
        raise CheckpointError(
            path, f"it needs a newer cnnviz (version {version} of the format)", "Update cnnviz"
        )
    if set(metadata) != {"cnnviz_checkpoint", "run", "about", "sha256"}:
        raise CheckpointError(path, "its metadata are not those that cnnviz writes", DAMAGED)
    try:
        run, about = json.loads(metadata["run"]), json.loads(metadata["about"])
    except (ValueError, RecursionError) as error:
        raise CheckpointError(path, "its metadata are not readable JSON", DAMAGED) from error
    if not isinstance(run, dict) or not isinstance(about, dict):
        raise CheckpointError(path, "its metadata are not those that cnnviz writes", DAMAGED)
    return run, about


def _checkpoint(run: dict[str, Any], about: dict[str, Any], tensors: Mapping[str, np.ndarray]) -> Checkpoint:
    """The checkpoint of a file's parts; ValueError, TypeError or KeyError when they don't fit together."""
    config = TrainConfig.from_dict(run["config"]).validate()
    position = Position(**run["position"])
    position = Position(**{**asdict(position), "by_hand": (int(position.by_hand[0]), position.by_hand[1])})
    for name in ("step", "optimizer_steps", "earliest"):
        number = getattr(position, name)
        if type(number) is not int or number < 0:
            raise ValueError(f"{name}: expected a whole number from 0, got {number!r}")
    weights = {name[len(WEIGHTS) :]: a for name, a in tensors.items() if name.startswith(WEIGHTS)}
    shapes = state_shapes(run["spec"])
    if {name: array.shape for name, array in weights.items()} != shapes:
        raise ValueError("the weights are not those of its network")
    state: dict[str, dict[str, np.ndarray]] = {}
    for name, array in tensors.items():
        if name.startswith(STATE):
            parameter, _, kind = name[len(STATE) :].rpartition("/")
            if shapes.get(parameter) != array.shape:
                raise ValueError(f"{parameter}: the optimiser's {kind} has the shape {array.shape}")
            state.setdefault(parameter, {})[kind] = array
    gradients = {name[len(GRADIENTS) :]: a for name, a in tensors.items() if name.startswith(GRADIENTS)}
    for name, array in gradients.items():
        if shapes.get(name) != array.shape or array.dtype != weights[name].dtype:
            raise ValueError(f"{name}: the gradient has the shape {array.shape}")
    for array in (*weights.values(), *(a for arrays in state.values() for a in arrays.values())):
        if array.dtype not in (np.float32, np.float64) or not np.isfinite(array).all():
            raise ValueError("it holds weights that are not finite")
    tested = None if run["tested"] is None else Evaluation(**run["tested"])
    history = None if run["layers"] is None else _history(tuple(run["layers"]), tensors)
    if history is not None:
        changes = run.get("adjustments", [])
        history.adjustments = [Adjustment(int(s), str(name), float(x)) for s, name, x in changes]
    preprocessing = Preprocessing.from_dict(run["preprocessing"])
    return Checkpoint(
        config,
        run["spec"],
        preprocessing,
        position,
        weights,
        state,
        dict(run["data"]),
        tested,
        history,
        about,
        last=None if history is None or not len(history) else history.last(),
        gradients=gradients,
    )


def _history(layers: tuple[str, ...], tensors: Mapping[str, np.ndarray]) -> History:
    check_layer_names(layers)
    names = ("step", *COLUMNS, *LAYER_COLUMNS)
    tables = {name: tensors[HISTORY + name] for name in names}
    length = len(tables["step"])
    for name, column in tables.items():
        expected = (length, len(layers)) if name in LAYER_COLUMNS else (length,)
        if column.shape != expected:
            raise ValueError(f"history: {name} has the shape {column.shape}, {expected} is expected")
    tests = [Evaluation._make((int(row[0]), *map(float, row[1:]))) for row in tensors[TESTS]]
    return History.of(layers, 0, tables, tests)


def network_of(checkpoint: Checkpoint) -> Sequential:
    """The network of a checkpoint, its weights in place. Raises ValueError when its spec is none."""
    network = Sequential.from_spec(checkpoint.spec, rng=np.random.default_rng(0))
    network.astype(next(iter(checkpoint.weights.values())).dtype)
    network.load_state_dict(checkpoint.weights)
    return network


def is_checkpoint(path: str | Path) -> bool:
    """Whether a file says that it is a checkpoint; False for what can't be read."""
    try:
        read_about(path)
    except CheckpointError:
        return False
    return True
