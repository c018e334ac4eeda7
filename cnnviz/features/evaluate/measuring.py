"""What was measured of one network over disturbed images, on a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cnnviz.features.evaluate.result import Result
from cnnviz.session.background import Report
from core.evaluation.disturbance import KINDS
from core.evaluation.robustness import Point, measure


@dataclass(eq=False)
class Measuring:
    """What was measured of one network so far; `points` is filled by the thread that measures."""

    result: Result
    indices: np.ndarray
    points: list[Point] = field(default_factory=list)

    def work(self, report: Report) -> None:
        """Measures every amount of every kind."""
        copy = self.result.copy
        found = measure(
            copy.network(), copy.preprocessing, self.result.dataset, self.indices, progress=report
        )
        for point in found:
            self.points.append(point)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to measure."""
        return len(self.points) == sum(map(len, KINDS.values()))

    def comparable(self, other: Measuring) -> bool:
        """Whether another network was asked the same."""
        same = self.result.dataset is other.result.dataset
        return same and np.array_equal(self.indices, other.indices)

    def of(self, kind: str) -> list[Point]:
        """The points of one disturbance, by amount."""
        return [point for point in list(self.points) if point.kind == kind]

    def weakest(self) -> np.ndarray:
        """Places in the sample of images that are read rightly as they are: those that fail most, first."""
        points = list(self.points)
        if not points:
            return np.empty(0, np.intp)
        rights = np.stack([point.right for point in points]).sum(axis=0)
        able = np.flatnonzero(points[0].right)
        return able[np.argsort(rights[able], kind="stable")]
