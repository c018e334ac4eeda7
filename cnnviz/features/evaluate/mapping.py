"""The maps of one network's layers: made on a thread of its own, shown by the page Map."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cnnviz.features.evaluate.result import Result
from cnnviz.features.evaluate.scatter_painting import ScatterPoints
from cnnviz.session.background import Report
from core.evaluation.pca import Components, layers, maps, nearest_own_middle
from core.evaluation.robustness import sample


@dataclass(eq=False)
class Mapping:
    """The maps of one network, as far as they are made; `found` is filled by the thread that makes them."""

    result: Result
    indices: np.ndarray
    names: tuple[str, ...]
    found: dict[str, Components] = field(default_factory=dict)
    before: dict[str, np.ndarray] = field(default_factory=dict)  # where the same images lay at another step
    apart: dict[str, float] = field(default_factory=dict)  # the part that lies nearest to its class's middle

    @classmethod
    def of(cls, result: Result, count: int) -> Mapping:
        """To be made of so many of the result's images."""
        return cls(result, sample(len(result.dataset), count), layers(result.copy.spec))

    def work(self, report: Report) -> None:
        """Makes the maps, one after the other."""
        copy = self.result.copy
        x = copy.preprocessing(self.result.dataset.images[self.indices])
        labels, classes = self.result.answers.labels[self.indices], len(self.result.classes)
        for name, components in maps(copy.network(), x, progress=report, like=self.before):
            self.apart[name] = nearest_own_middle(components.coordinates, labels, classes)
            self.found[name] = components
            report(len(self.found) / len(self.names))

    def same_images(self, other: Mapping) -> bool:
        """Whether another mapping is of the same images, by the same layers."""
        same = self.result.dataset is other.result.dataset and self.names == other.names
        return same and np.array_equal(self.indices, other.indices)

    @property
    def complete(self) -> bool:
        """Whether every layer is mapped."""
        return len(self.found) == len(self.names)

    def points(self, name: str) -> ScatterPoints:
        """A layer's map."""
        answers, found = self.result.answers, self.found[name]
        labels, read = answers.labels[self.indices], answers.read[self.indices]
        return ScatterPoints(found.coordinates, labels, read, self.result.classes, found.shares)
