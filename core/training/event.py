"""What an engine tells of a run's life: rare news in plain words, never single steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Event:
    """One piece of news; `data` holds its figures.

    kind      text                            data
    ready     how many images there are       run
    state     the new state                   -
    epoch     which epoch is done             epoch
    dropped   that the last image is left out layer: which can't train on it alone; told once a run
    evaluated the test accuracy               step, epoch, accuracy, loss
    diverged  what happened, what to do       layer, loss, good_step, lr: where to go back to, and with what;
                                              neither when the weights had been changed by hand
    reset     what begins                     run
    loaded    the file's name                 run, about
    resumed   where the run stands            run
    error     what failed                     error
    """

    kind: str
    text: str = ""
    step: int = 0
    data: dict[str, Any] = field(default_factory=dict)
