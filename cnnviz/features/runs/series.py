"""From runs in folders to the lines of an overlay: test accuracy, test error, or the loss while training."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from cnnviz.plots.overlay import Overlay, Series
from cnnviz.system.translation import translate
from core.experiments import RunRecord
from core.experiments.run import HISTORY

QUANTITIES = ("accuracy", "error", "loss")
USUAL, FEWEST, MOST = 200, 20, 2000  # points of the longest line of a loss, of the shortest, of any

Run = tuple[Path, RunRecord]
Points = tuple[np.ndarray, np.ndarray]  # epochs, values


def name_of(record: RunRecord, among: Sequence[RunRecord]) -> str:
    """What a run is called among others: what somebody has called it, else its preset, and its seed where
    another run shares the preset.
    """
    if record.title:
        return record.title
    name = record.config.preset if record.config.spec is None else record.name
    twins = [other for other in among if other.config.preset == record.config.preset]
    if len(twins) < 2:
        return name
    if len({other.config.seed for other in twins}) == len(twins):
        return translate("Runs", "{0}, seed {1}").format(name, record.config.seed)
    return record.name


def overlay(
    runs: Sequence[Run],
    quantity: str = "error",
    log: bool = True,
    selected: str = "",
    live: Mapping[Path, Points] | None = None,
) -> Overlay:
    """The runs' lines, the better the brighter; `live` has the losses of those that have no file yet."""
    titles = {
        "accuracy": translate("Runs", "Test accuracy"),
        "error": translate("Runs", "Test error"),
        "loss": translate("Runs", "Training loss"),
    }
    records = [record for _, record in runs]
    note = translate("Runs", "after each epoch, all test images")
    if quantity == "loss":
        points, window = _losses([folder for folder, _ in runs], live or {})
        note = (
            translate("Runs", "mean of {0} steps").format(window)
            if window > 1
            else translate("Runs", "each step")
        )
    else:
        points = [_tests(record, quantity) for record in records]
    lines = [
        (str(folder), name_of(record, records), x, y)
        for (folder, record), (x, y) in zip(runs, points, strict=True)
    ]
    order = {key: rank for rank, key in enumerate(_worst_first(lines, quantity))}
    last = max(1, len(lines) - 1)
    series = [Series(key, name, x, y, order[key] / last) for key, name, x, y in lines]
    if len(series) == 1:
        series = [Series(*lines[0], 1.0)]
    percent = quantity != "loss"
    return Overlay(titles[quantity], series, percent, log and quantity != "accuracy", note, selected=selected)


def _tests(record: RunRecord, quantity: str) -> Points:
    x = np.array([test.epoch for test in record.evaluations])
    y = np.array([test.accuracy for test in record.evaluations])
    return x, y if quantity == "accuracy" else 1.0 - y


def _losses(folders: Sequence[Path], live: Mapping[Path, Points]) -> tuple[list[Points], int]:
    """The training losses in stretches of equally many steps, each by its mean; how many steps that are."""
    histories = [live.get(folder) or read_history(folder / HISTORY) for folder in folders]
    lengths = [len(losses) for _, losses in histories if len(losses)] or [1]
    usual, fine, least = max(lengths) / USUAL, min(lengths) / FEWEST, max(lengths) / MOST
    window = max(1, math.ceil(max(least, min(usual, fine))))
    means = []
    for epochs, losses in histories:
        whole = len(losses) // window * window
        # (steps,) -> (stretches, window) -> (stretches,)
        ends = epochs[:whole].reshape(-1, window)[:, -1]
        means.append((ends, losses[:whole].reshape(-1, window).mean(axis=1)))
    return means, window


def read_history(path: Path) -> Points:
    """The columns "epoch" and "loss" of a history.csv; empty where there is none that can be read."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return np.empty(0), np.empty(0)


@lru_cache(maxsize=64)  # drawing again must not read twenty files again
def _read(path: Path, stamp: int) -> Points:
    empty = np.empty(0), np.empty(0)
    try:
        text = path.read_text(encoding="utf-8")
        names = next(csv.reader([text.partition("\n")[0]]))
        wanted = [names.index("epoch"), names.index("loss")]
        columns = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1, usecols=wanted, ndmin=2)
    except (OSError, ValueError, StopIteration):
        return empty
    return (columns[:, 0], columns[:, 1]) if len(columns) else empty


def _worst_first(lines: Sequence[tuple[str, str, np.ndarray, np.ndarray]], quantity: str) -> list[str]:
    worst = -np.inf if quantity == "accuracy" else np.inf

    def last(line: tuple[str, str, np.ndarray, np.ndarray]) -> float:
        return float(line[3][-1]) if len(line[3]) else worst

    ordered = sorted(lines, key=last, reverse=quantity != "accuracy")
    return [key for key, *_ in ordered]
