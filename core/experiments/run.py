"""One run in a folder of its own, made so that killing it costs the epoch under way and nothing else.

After each epoch everything that the rest of the run depends on is kept in one file, which is replaced whole.
Going on from there gives bitwise the weights of a run that nobody interrupted.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data.dataset import Dataset
from core.experiments.record import FILE, RunFileError, RunRecord
from core.training import (
    CheckpointError,
    ConfigError,
    DivergenceError,
    History,
    TrainConfig,
    Trainer,
    load_checkpoint,
)

WEIGHTS, HISTORY, CHECKPOINT = "weights.safetensors", "history.csv", "checkpoint.safetensors"

Tell = Callable[[int, int, float], None]  # step, steps of the whole run, loss


def prepare(folder: Path, name: str, config: TrainConfig) -> RunRecord:
    """Make a run's folder, or find what is already done of it.

    RunFileError when another run has been made there: it is never overwritten.
    """
    if not (folder / FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        record = RunRecord(name, config, versions=_versions())
        record.save(folder)
        return record
    record = RunRecord.load(folder)
    if record.config != config:
        before, now = record.config.as_dict(), config.as_dict()
        other = next(field for field in now if now[field] != before[field])
        reason = f"a run with another setting is kept there ({other} {before[other]}, not {now[other]})"
        raise RunFileError(folder, reason, "Name another folder")
    return record


def make(folder: Path, train: Dataset, test: Dataset, tell: Tell | None = None) -> RunRecord:
    """Make the run of a prepared folder, from where it was left; a finished one isn't made again."""
    record = RunRecord.load(folder)
    if record.finished:
        return record
    trainer = Trainer(record.config, train, test)
    history, cpu, wall = _take_up(folder / CHECKPOINT, trainer)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    steps = record.config.epochs * trainer.steps_per_epoch
    size = sum(parameter.data.size for parameter in trainer.network.named_parameters().values())
    begun = record.begun or time.time()
    record = replace(record, state="running", steps=steps, parameters=size, begun=begun)

    def came_to() -> RunRecord:
        tests, spent, passed = tuple(history.evaluations), time.process_time() - cpu, time.monotonic() - wall
        return replace(record, step=trainer.step_number, evaluations=tests, cpu=spent, wall=passed)

    record = came_to()
    record.save(folder)
    try:
        while trainer.step_number < steps:
            step = trainer.step()
            history.append(step)
            if tell is not None:
                tell(step.step, steps, step.loss)
            if step.step % trainer.steps_per_epoch == 0:
                history.evaluations.append(trainer.evaluate())
                record = came_to()
                about = {"cpu": record.cpu, "wall": record.wall}
                replace(trainer.checkpoint(), history=history, about=about).save(folder / CHECKPOINT)
                record.save(folder)
        record = replace(record, state="done")
    except DivergenceError as error:
        record = replace(came_to(), state="diverged", note=str(error))
    trainer.save(folder / WEIGHTS)
    history.save_csv(folder / HISTORY)
    record.save(folder)
    with suppress(OSError):
        (folder / CHECKPOINT).unlink()
    return record


def _take_up(path: Path, trainer: Trainer) -> tuple[History, float, float]:
    """Bring a fresh trainer to where the run was left; its history, and the seconds that it has taken.

    What can't be read, or is of another run, is as good as nothing: the run begins again.
    """
    begin = History(trainer.layers, trainer.run), 0.0, 0.0
    if not path.exists():
        return begin
    try:
        checkpoint = load_checkpoint(path)
        cpu, wall = float(checkpoint.about["cpu"]), float(checkpoint.about["wall"])
        if checkpoint.config != trainer.config or checkpoint.history is None:
            return begin
        trainer.resume(checkpoint)
    except (CheckpointError, ConfigError, KeyError, TypeError, ValueError):
        return begin
    checkpoint.history.run = trainer.run
    return checkpoint.history, cpu, wall


def _versions() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    versions = {"python": platform.python_version(), "numpy": np.__version__}
    with suppress(PackageNotFoundError):
        versions["cnnviz"] = version("cnnviz")
    return versions
