"""The recipes that come with cnnviz: a network, how its images are prepared, how it is trained, where it
comes from.

PRESETS is the one list; terminal, window and experiments read it. A preset knows nothing of training
itself: its `recipe` holds the fields of a TrainConfig that it sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from core.network import Sequential


@dataclass(frozen=True)
class Preset:
    """One recipe: `network(rng)` builds its network, `recipe` names the TrainConfig fields it sets."""

    name: str
    title: str
    about: str
    network: Callable[[np.random.Generator], Sequential]
    recipe: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    group: str = ""

    @property
    def preprocessing(self) -> str:
        """How this preset's images are prepared."""
        return str(self.recipe.get("preprocessing", "unit"))

    def spec(self) -> dict[str, Any]:
        """The spec of this preset's network."""
        return self.network(np.random.default_rng(0)).spec()


def _lenet5(**options: Any) -> Callable[[np.random.Generator], Sequential]:
    def build(rng: np.random.Generator) -> Sequential:
        from core.models import lenet5

        return lenet5(**options, rng=rng)

    return build


PRESETS: tuple[Preset, ...] = (
    Preset(
        "lenet5-bn",
        "LeNet-5 with batch-norm",
        "max-pooling, ReLU and batch-norm: above 98.5 % after one epoch",
        _lenet5(),
        {"epochs": 20, "lr": 0.1, "momentum": 0.9, "weight_decay": 5e-4, "schedule": "cosine"},
    ),
    Preset(
        "lenet5",
        "LeNet-5 without batch-norm",
        "the same network with nothing that keeps its activations in shape",
        _lenet5(batch_norm=False),
        {"epochs": 20, "lr": 0.05, "momentum": 0.9, "weight_decay": 5e-4, "schedule": "cosine"},
    ),
)


def preset(name: str) -> Preset:
    """The preset of that name; ValueError names those that there are."""
    for candidate in PRESETS:
        if candidate.name == name:
            return candidate
    raise ValueError(f"no preset is called {name!r}; there are {', '.join(p.name for p in PRESETS)}")
