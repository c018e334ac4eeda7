"""What decides a run: the network, the data treatment, the recipe and the seed.

A TrainConfig is frozen, so a run can't change under a reader's eyes; `replace` makes the next one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.presets import preset as preset_named

OPTIMIZERS = ("sgd", "rmsprop", "adagrad", "adam", "adamw")
SCHEDULES = ("constant", "cosine", "step", "onecycle")
PREPROCESSINGS = ("unit", "standard", "raw", "signed")
HIGHEST_RATE = 1e9


class ConfigError(ValueError):
    """A setting that makes no sense; `.field` names it, `.message` says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class TrainConfig:
    """Everything that decides a run: two runs of one config give bitwise the same weights.

    `spec` is a network spec (see `Sequential.spec`) that takes the place of the preset's network; either is
    fitted to images that it doesn't take. `epochs` is the length of the learning rate's schedule; training
    beyond it goes on at the last rate. `limit` keeps only the first images of the training set.
    """

    preset: str = "lenet5-bn"
    spec: dict[str, Any] | None = None
    seed: int = 0
    batch_size: int = 64
    epochs: int = 20
    optimizer: str = "sgd"
    lr: float = 0.1
    momentum: float = 0.9
    nesterov: bool = False
    weight_decay: float = 5e-4
    schedule: str = "onecycle"
    step_epochs: int = 10  # "step": the rate is multiplied by step_factor every so many epochs
    step_factor: float = 0.1
    preprocessing: str = "unit"
    augmentation: dict[str, Any] | None = None
    limit: int | None = None

    @classmethod
    def from_preset(cls, name: str, **changes: Any) -> TrainConfig:
        """The config of a preset, with some fields changed; raises ConfigError for an unknown preset."""
        try:
            recipe = preset_named(name).recipe
        except ValueError as error:
            raise ConfigError("preset", str(error)) from None
        return cls(**{**recipe, "preset": name, **changes})

    @classmethod
    def from_dict(cls, items: Mapping[str, Any]) -> TrainConfig:
        """The inverse of `as_dict`; unknown items are a ConfigError, missing ones take their default."""
        known = {field.name for field in fields(cls)}
        for name in items:
            if name not in known:
                raise ConfigError(name, "no such setting")
        return cls(**items)

    def as_dict(self) -> dict[str, Any]:
        """All fields, ready for JSON."""
        return asdict(self)

    def as_now(self, base_lr: float, momentum: float) -> TrainConfig:
        """These settings with the rate and the momentum that a run has now, for one that begins anew."""
        if self.optimizer == "adagrad":  # which has no momentum
            momentum = self.momentum
        nesterov = self.nesterov and (self.optimizer != "sgd" or momentum > 0)  # else it changes nothing
        return replace(self, lr=min(base_lr, HIGHEST_RATE), momentum=momentum, nesterov=nesterov)

    def validate(self) -> TrainConfig:
        """Return self, or raise ConfigError naming the first field that makes no sense."""
        if not isinstance(self.preset, str) or len(self.preset) > 100:
            raise ConfigError("preset", "must be the name of a preset")
        if not (self.spec is None or isinstance(self.spec, dict)):
            raise ConfigError("spec", "must be a network's spec, or none")
        if not (self.augmentation is None or isinstance(self.augmentation, dict)):
            raise ConfigError(
                "augmentation", "must be an object of shift, shear, rotation and noise, or none"
            )
        if not isinstance(self.nesterov, bool):
            raise ConfigError("nesterov", f"must be true or false, got {self.nesterov!r}")
        if self.spec is None:
            try:
                preset_named(self.preset)
            except ValueError as error:
                raise ConfigError("preset", str(error)) from None
        _whole(self.seed, "seed", 0, 2**63 - 1)
        _whole(self.batch_size, "batch_size", 1, 10_000)
        _whole(self.epochs, "epochs", 1, 100_000)
        _whole(self.step_epochs, "step_epochs", 1, 100_000)
        if self.limit is not None:
            _whole(self.limit, "limit", 1, 10_000_000)
        _number(self.lr, "lr", 0.0, HIGHEST_RATE)
        _number(self.momentum, "momentum", 0.0, 1.0, below=True)
        _number(self.weight_decay, "weight_decay", 0.0, 10.0)
        _number(self.step_factor, "step_factor", 0.0, 1.0)
        _one_of(self.optimizer, "optimizer", OPTIMIZERS)
        _one_of(self.schedule, "schedule", SCHEDULES)
        _one_of(self.preprocessing, "preprocessing", PREPROCESSINGS)
        if self.nesterov and self.optimizer == "sgd" and self.momentum == 0:
            raise ConfigError("nesterov", "needs a momentum above 0")
        return self


def _whole(value: object, field: str, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ConfigError(field, f"must be a whole number from {low:,} to {high:,}, got {value!r}")


def _number(value: object, field: str, low: float, high: float, below: bool = False) -> None:
    text = f"must be a number from {low:g} to {'below ' if below else ''}{high:g}, got {value!r}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigError(field, text)
    if isinstance(value, float) and not math.isfinite(value):
        raise ConfigError(field, text)
    if value < low or value > high or (below and value == high):
        raise ConfigError(field, text)


def _one_of(value: object, field: str, names: tuple[str, ...]) -> None:
    if value not in names:
        raise ConfigError(field, f"must be one of {', '.join(names)}, got {value!r}")
