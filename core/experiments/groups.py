"""What can be run by name: the groups of presets, each with the seeds that it takes to tell them apart.

A preset belongs to the group that it names; a single preset can be asked for by its own name as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.presets import PRESETS, Preset
from core.training import TrainConfig

THREE = (0, 1, 2)


@dataclass(frozen=True)
class ExperimentGroup:
    """Presets that are run together, and from which seeds unless told otherwise."""

    name: str
    about: str
    presets: tuple[Preset, ...]
    seeds: tuple[int, ...] = (0,)

    def configs(self, seeds: Sequence[int] = (), **changes: Any) -> Iterator[tuple[str, TrainConfig]]:
        """The name and the config of every run; `changes` are TrainConfig fields set in all of them."""
        for preset in self.presets:
            for seed in seeds or self.seeds:
                config = TrainConfig.from_preset(preset.name, **{**changes, "seed": seed})
                yield f"{preset.name}-seed{seed}", config.validate()


def _of(name: str, about: str, seeds: tuple[int, ...] = (0,)) -> ExperimentGroup:
    return ExperimentGroup(name, about, tuple(p for p in PRESETS if p.group == name), seeds)


GROUPS: tuple[ExperimentGroup, ...] = (
    _of("published", "the published experiments, with their own initialisation", THREE),
    _of("published-he", "the same recipes, begun as He et al. advise", THREE),
    ExperimentGroup("best", "the most accurate recipe", tuple(p for p in PRESETS if p.name == "best"), THREE),
    _of("activation", "five activation functions"),
    _of("optimiser", "five optimisers"),
    _of("pooling", "the largest of four, or their mean"),
    _of("batch-norm", "with batch-norm and without"),
    _of("initialisation", "how the weights begin"),
    _of("learning-rate", "four learning rates"),
)


def group(name: str) -> ExperimentGroup:
    """The group of that name, or a preset alone; ValueError names the groups that there are."""
    for each in GROUPS:
        if each.name == name:
            return each
    for preset in PRESETS:
        if preset.name == name:
            return ExperimentGroup(name, preset.about, (preset,))
    groups = ", ".join(each.name for each in GROUPS)
    raise ValueError(f"no group or preset is called {name!r}; the groups are {groups}")
