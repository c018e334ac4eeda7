"""A copy of the network as it stood at one step, for whoever asks it something while training goes on.

The engine owns the living network, so nobody else reads its weights. A copy is made between two steps (well
under a millisecond for LeNet-5) and belongs to whoever asked; the images are shared, as nothing changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.network import Sequential
from core.training.checkpoint import gradients_of
from core.training.version import UNKNOWN, Version

if TYPE_CHECKING:
    from core.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class NetworkCopy:
    """Weights and buffers at `step` of `run`, how pixels become inputs, and the images there are.

    `version` tells which they are. The arrays of `state` are copies and not writeable; `train` holds the
    images that the run trains on.
    """

    spec: dict[str, Any]
    state: Mapping[str, np.ndarray]
    preprocessing: Preprocessing
    step: int
    run: int
    train: Dataset
    test: Dataset
    version: Version = UNKNOWN
    touched: bool = False  # whether its weights were changed by hand
    gradients: Mapping[str, np.ndarray] = field(default_factory=dict)  # of the newest step

    @classmethod
    def of(cls, trainer: Trainer) -> NetworkCopy:
        """The trainer's network between two steps, on the thread that makes the steps."""
        state = trainer.network.state_dict()
        for array in state.values():
            array.setflags(write=False)
        return cls(
            trainer.network.spec(),
            state,
            trainer.preprocessing,
            trainer.step_number,
            trainer.run,
            trainer.train,
            trainer.test,
            trainer.version,
            trainer.touched,
            gradients_of(trainer.network),
        )

    def network(self) -> Sequential:
        """A network of one's own with these weights, in the mode for use."""
        made = Sequential.from_spec(self.spec, rng=np.random.default_rng(0))  # its draws are overwritten
        made.load_state_dict(self.state)
        return made.eval()
