"""What each step of a run trains on, as the seed decides: images, their order, and what dropout draws."""

from __future__ import annotations

import numpy as np

from core.data.dataset import DROPOUT, Dataset, Preprocessing, generator, order
from core.layers import Dropout
from core.network import Sequential
from core.training import recipe
from core.training.config import TrainConfig


class Batches:
    """Batches of `size` images, `per_epoch` of them; steps count from 1.

    `dropped` is the layer that can't train on an epoch's last image alone, which is left out; "" if none is.
    """

    def __init__(
        self, config: TrainConfig, train: Dataset, network: Sequential, preprocessing: Preprocessing
    ) -> None:
        self.size, self.per_epoch, self.dropped = recipe.batches(train, network.spec(), config.batch_size)
        self._augmentation = recipe.build_augmentation(config)
        self._seed, self._train, self._preprocessing = config.seed, train, preprocessing
        self._order, self._order_epoch = np.empty(0, np.int64), -1
        self._dropouts = [layer for layer in network.layers.values() if isinstance(layer, Dropout)]

    def at(self, step: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What a step trains on: indices, images as the network reads them, labels."""
        epoch, position = divmod(step - 1, self.per_epoch)
        if epoch != self._order_epoch:
            self._order, self._order_epoch = order(len(self._train), self._seed, epoch), epoch
        indices = self._order[position * self.size : (position + 1) * self.size]
        x = self._preprocessing(self._train.images[indices])
        if self._augmentation is not None:
            x = self._augmentation.apply(x, self._seed, epoch, position)
        return indices, x, self._train.labels[indices]

    def seed_dropout(self, step: int) -> None:
        """Give dropout the draws of this very step, so that it can be recorded or made again."""
        if self._dropouts:
            rng = generator(self._seed, DROPOUT, *divmod(step - 1, self.per_epoch))
            for layer in self._dropouts:
                layer.rng = rng
