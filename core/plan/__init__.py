"""The network compiled for speed: the same numbers as the clear layers, in fewer milliseconds.

A first telling: the plan runs the clear layers themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.losses import Loss
    from core.network import Sequential
    from core.optim import Optimizer

__all__ = ["Plan", "compile"]


class Plan:
    """A network ready to train: one call makes one step."""

    def __init__(self, network: Sequential, batch_size: int, loss: Loss) -> None:
        self.network = network
        self.batch_size = batch_size
        self.loss = loss
        self.logits: np.ndarray | None = None

    def step(self, images: np.ndarray, labels: np.ndarray, optimizer: Optimizer) -> float:
        """Forward in training mode, loss, backward and update of one batch; returns the loss."""
        self.network.train()
        self.logits = self.network.forward(images)
        loss = self.loss.forward(self.logits, labels)
        self.network.backward(self.loss.backward())
        optimizer.step()
        return float(loss)

    def forward(self, images: np.ndarray) -> np.ndarray:
        """Logits of any number of images, in evaluation mode."""
        self.network.eval()
        logits = self.network.forward(images)
        self.network.train()
        return logits


def compile(network: Sequential, batch_size: int, loss: Loss) -> Plan:
    """Prepare ``network`` to train on batches of ``batch_size`` images."""
    return Plan(network, batch_size, loss)
