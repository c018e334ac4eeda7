"""The numbers that every step leaves behind.

A StepRecord is small and is made for every single step, so nothing here may cost more than a few per cent
of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from core.training.version import UNKNOWN, Version


class StepRecord(NamedTuple):
    """One step in numbers; the arrays are float32, one entry for each layer that has parameters, in order.

    `step` counts from 1 within a run; `epoch` is the number of epochs done, with its fraction; `time` is
    seconds of a clock that stands still while training is paused; `run` counts the runs of one Trainer, so
    that records from before a reset are told apart; `version` is that of the weights that the step has made.
    """

    step: int
    epoch: float
    loss: float
    accuracy: float
    lr: float
    time: float
    grad_norm: np.ndarray
    grad_rms: np.ndarray
    update_ratio: np.ndarray
    run: int = 0
    version: Version = UNKNOWN


def metric_layers(parameter_names: Iterable[str]) -> tuple[str, ...]:
    """The layers that a StepRecord's arrays run over: "conv1.weight", "conv1.bias", ... -> "conv1", ..."""
    return tuple(dict.fromkeys(name.rpartition(".")[0] for name in parameter_names))
