"""From a config to the parts of a run: the network, the optimiser, each step's learning rate and batch.

Here a config meets the data it is to train on, so here is where what doesn't fit together is refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from math import ceil, prod
from typing import Any

import numpy as np

from core.blueprint import fit
from core.blueprint.memory import STATE_ARRAYS, Estimate, estimate_of, layers_of, measured, refusal
from core.data.augment import Augmentation
from core.data.dataset import DROPOUT, INIT, Dataset, Preprocessing, generator, order
from core.layers import Dropout
from core.models import initialise
from core.network import Sequential, check_layer_names
from core.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop
from core.presets import preset
from core.schedules import CosineAnnealingLR, OneCycleLR, Schedule, StepLR
from core.training.config import ConfigError, TrainConfig
from core.training.version import Position

# A cosine ends here, as a part of the first rate, instead of at nothing: who trains on beyond it still
# learns.
FLOOR = 0.01
RISE = 0.3  # of a one-cycle schedule the rate rises; as torch.optim's


def build_network(config: TrainConfig, dataset: Dataset, tests: int = 0) -> Sequential:
    """The network of a config, its weights drawn from the seed; ConfigError when it doesn't fit the
    images, or training it is out of bounds (see `check_needs`).
    """
    spec = None if config.spec is None else spec_for(config, dataset.shape, len(dataset.classes))
    if spec is not None:
        check_needs(spec, config, dataset, tests)
    rng = generator(config.seed, INIT)
    try:
        if spec is not None:
            network = initialise(Sequential.from_spec(spec, rng=rng), "kaiming", rng)
        else:
            network = _fitted(preset(config.preset).network(rng), dataset, config.seed)
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigError("spec", f"no network can be made of it: {error}") from error
    check_network(network, dataset)
    if spec is None:
        check_needs(network.spec(), config, dataset, tests)
    return network


def spec_for(config: TrainConfig, shape: tuple[int, ...], classes: int) -> dict[str, Any]:
    """The spec of a config's network for images of `shape` (C, H, W) and so many classes: its own where that
    takes them, else fitted to them. ConfigError for one that can't be.
    """
    spec = preset(config.preset).spec() if config.spec is None else config.spec
    with contextlib.suppress(ValueError):
        if measured(spec, shape)[-1][1].output == (classes,):
            return spec
    try:
        layers_of(spec)
        return fit(spec, shape, classes)
    except ValueError as error:
        raise ConfigError("spec", f"no network can be made of it: {error}") from error


def check_needs(spec: Mapping[str, Any], config: TrainConfig, dataset: Dataset, tests: int = 0) -> Estimate:
    """Raise ConfigError for what can't be trained within the limits of memory and of work, before an array of
    it is made; the error names the figure, the limit and what to change. `tests` counts the test images.
    """
    try:
        estimate = estimate_of(spec, dataset.shape)
    except ValueError as error:
        raise ConfigError("spec", f"no network can be made of it: {error}") from error
    size, state = min(config.batch_size, max(1, len(dataset))), STATE_ARRAYS[config.optimizer]
    sizes = len(dataset) % size, tests, state
    field, words = refusal(estimate, estimate.needs(size, *sizes), *sizes)
    if field:
        raise ConfigError(field, words)
    if size == 1 and (name := needs_company(spec, dataset)):
        raise ConfigError(
            "batch_size",
            f"{name} needs more than one image in a batch to take their mean and variance: "
            "take batches of at least 2",
        )
    return estimate


def needs_company(spec: Mapping[str, Any], dataset: Dataset) -> str:
    """The first layer that can't train on a batch of one image: batch-norm of single numbers; "" if none."""
    for place, _ in measured(spec, dataset.shape):
        alone = place.kind == "BatchNorm2d" and prod(place.shape[1:]) == 1
        if alone or place.kind in ("BatchNorm1d", "BatchNormPixel"):
            return place.name
    return ""


def _fitted(network: Sequential, dataset: Dataset, seed: int) -> Sequential:
    """A preset's network for images of another size, other channels or another number of classes."""
    try:
        check_network(network, dataset)
        return network
    except ConfigError:
        rng = generator(seed, INIT)
        spec = fit(network.spec(), dataset.shape, len(dataset.classes))
        return initialise(Sequential.from_spec(spec, rng=rng), "kaiming", rng)


def check_network(network: Sequential, dataset: Dataset) -> None:
    """Raise ConfigError unless the network takes the dataset's images and gives one number a class.

    Its layers' names must be such that a file of it can be opened again.
    """
    try:
        check_layer_names(network.layers)
        shapes = network.shapes(dataset.shape)
    except ValueError as error:
        raise ConfigError("spec", str(error)) from error
    if not network.named_parameters():
        raise ConfigError("spec", "a network without parameters has nothing to learn")
    classes = (len(dataset.classes),)
    name, shape = list(shapes.items())[-1]
    if shape != classes:
        raise ConfigError("spec", f"{name}: expected one output a class, {classes}, got {shape}")


def check_tests(train: Dataset, test: Dataset) -> None:
    """Raise ConfigError unless the network that trains on `train` can be tested on `test`."""
    if not len(test):
        return
    if test.shape != train.shape:
        mine, theirs = (" x ".join(map(str, shape)) for shape in (train.shape, test.shape))
        raise ConfigError(
            "images",
            f"the images to test have another size than those to train on, {theirs} instead of {mine} "
            "(channels, height, width): bring both to one size",
        )
    largest = int(test.labels.max())
    if largest >= len(train.classes):
        raise ConfigError(
            "images",
            f"the images to test have a label {largest}, and those to train on have {len(train.classes)} "
            f"classes, 0 to {len(train.classes) - 1}: give both the same classes",
        )


def build_augmentation(config: TrainConfig) -> Augmentation | None:
    """The augmentation of a config; ConfigError when its items make no sense."""
    if config.augmentation is None:
        return None
    try:
        return Augmentation(**config.augmentation)
    except (ValueError, TypeError) as error:
        raise ConfigError("augmentation", str(error)) from error


def build_optimizer(config: TrainConfig, network: Sequential) -> Optimizer:
    """The optimiser of a config; `momentum` is the first beta of Adam and AdamW."""
    params, lr, decay = network.named_parameters(), config.lr, config.weight_decay
    if config.optimizer == "sgd":
        return SGD(params, lr, config.momentum, config.nesterov, decay)
    if config.optimizer == "rmsprop":
        return RMSprop(params, lr, weight_decay=decay, momentum=config.momentum)
    if config.optimizer == "adagrad":
        return Adagrad(params, lr, weight_decay=decay)
    adam = AdamW if config.optimizer == "adamw" else Adam
    return adam(params, lr, betas=(config.momentum, 0.999), weight_decay=decay)


def limited(train: Dataset, config: TrainConfig) -> Dataset:
    """As many of the images as a run is to learn from."""
    return train if config.limit is None else train[: config.limit]


def batches(train: Dataset, spec: dict[str, Any], batch_size: int) -> tuple[int, int, str]:
    """How many images a step takes, how many steps an epoch has, and the layer for which a last batch of one
    image is left out; "" if none is.
    """
    size = min(batch_size, len(train))
    dropped = needs_company(spec, train) if len(train) % size == 1 else ""
    return size, -(-len(train) // size) - bool(dropped), dropped


def dropped_words(layer: str) -> str:
    """Why an epoch's last image is left out, in a sentence."""
    return (
        f"The last image of each epoch is left out: {layer} can't take the mean and variance of one image. "
        "With another batch size every image is trained on"
    )


def build_schedule(config: TrainConfig, optimizer: Optimizer, steps_per_epoch: int) -> Schedule:
    """The schedule of a config, counted in steps; it is positioned by `seek`."""
    total = config.epochs * steps_per_epoch
    if config.schedule == "cosine":
        return CosineAnnealingLR(optimizer, max(1, total - 1), FLOOR * config.lr)  # ends with the last step
    if config.schedule == "step":
        return StepLR(optimizer, config.step_epochs * steps_per_epoch, config.step_factor)
    if config.schedule == "onecycle":
        end = 1 / (25 * FLOOR)  # it begins at a 25th of the highest rate
        return OneCycleLR(
            optimizer, config.lr, total, pct_start=RISE, cycle_momentum=False, final_div_factor=end
        )
    return Schedule(optimizer)


def momentum_of(optimizer: Optimizer) -> float:
    """The momentum of an optimiser, Adam's first beta; 0 where there is none."""
    if isinstance(optimizer, Adam):
        return float(optimizer.betas[0])
    return float(getattr(optimizer, "momentum", 0.0))


def set_momentum(optimizer: Optimizer, momentum: float) -> None:
    """Change what `momentum_of` gives; ConfigError when it makes no sense or there is none."""
    if not 0.0 <= momentum < 1.0:
        raise ConfigError("momentum", f"must be a number from 0 to below 1, got {momentum!r}")
    if isinstance(optimizer, Adam):
        optimizer.betas = (momentum, optimizer.betas[1])
    elif hasattr(optimizer, "momentum"):
        optimizer.momentum = momentum
    else:
        raise ConfigError("momentum", f"{type(optimizer).__name__} has none")


def forget_averages(optimizer: Optimizer, steps: int) -> None:
    """Let an optimiser begin anew after `steps`: what it remembers may be half of a step that failed."""
    optimizer.steps = steps
    for state in optimizer.state.values():
        for array in state.values():
            array[...] = 0


class Rate:
    """Sets the rate of an optimiser before each step; steps count from 0, by how many are done.

    `base`, `by_hand` and `earliest` are all that it remembers: with them it goes on elsewhere.
    """

    def __init__(self, config: TrainConfig, optimizer: Optimizer, steps_per_epoch: int) -> None:
        self._optimizer = optimizer
        self._schedule = build_schedule(config, optimizer, steps_per_epoch)
        total = config.epochs * steps_per_epoch
        self._last = total - 1
        rises = isinstance(self._schedule, OneCycleLR)
        self._peak = max(0, ceil(RISE * total - 1)) if rises else 0
        self.by_hand = (-1, 0.0)  # the step before which a rate was set by hand, and that rate
        self.earliest = 0  # the schedule's place to begin from; after its rise once one was set by hand

    @property
    def base(self) -> float:
        """The first rate of the whole schedule, or its highest."""
        return self._schedule.base_lr

    @base.setter
    def base(self, lr: float) -> None:
        self._schedule.base_lr = lr
        if isinstance(self._schedule, CosineAnnealingLR):
            self._schedule.eta_min = FLOOR * lr

    def stand_at(self, position: Position) -> None:
        """Go on as it would have gone on from a position of the same run."""
        self.base = position.base_lr
        self.by_hand, self.earliest = position.by_hand, position.earliest

    def seek(self, done: int) -> float:
        """Set and return the rate of the step after `done`; past the schedule's end it stays at the last."""
        self._schedule.seek(min(max(done, self.earliest), self._last))
        if done == self.by_hand[0]:
            self._optimizer.lr = self.by_hand[1]  # exactly, where scaling rounds
        return self._optimizer.lr

    def held_until(self, done: int) -> int:
        """The last step with the rate of the one after `done`, where that was set by hand on the schedule's
        way up, which rises no more then; 0 where the schedule goes on by itself.
        """
        return self.earliest + 1 if self.earliest > done else 0

    def scale(self, base: float, done: int) -> None:
        """Go on along the schedule with another base: its shape and the place in it stay."""
        self.by_hand, self.base = (-1, 0.0), base
        self.by_hand = (-1, self.seek(done))

    def set(self, lr: float, done: int, rises: bool = False) -> None:
        """Make `lr` the rate of the step after `done`, and scale the rest of the schedule with it; that
        rises no more unless `rises`.
        """
        self.earliest = self.earliest if rises else self._peak
        self.by_hand, self.base = (-1, lr), 1.0
        self.base = lr / (self.seek(done) or 1.0)
        self.by_hand = (done, lr)


class Batches:
    """Batches of `size` images, `per_epoch` of them; steps count from 1.

    `dropped` is the layer that can't train on an epoch's last image alone, which is left out; "" if none is.
    """

    def __init__(
        self, config: TrainConfig, train: Dataset, network: Sequential, preprocessing: Preprocessing
    ) -> None:
        self.size, self.per_epoch, self.dropped = batches(train, network.spec(), config.batch_size)
        self._augmentation = build_augmentation(config)
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
