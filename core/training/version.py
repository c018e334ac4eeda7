"""Which network a result is of: the version of run, weights and images that every result carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """Three counters of one engine; equal versions mean equal weights, of the same run, on the same images.

    `run` grows with every run that begins, a run that is put back or continued included. `weights` grows
    with every change of any kind, also with one that is taken back; it is never set back, so of two versions
    the one with more of them is the newer. `data` grows when other images are opened. All are 0 for what
    comes out of a file.
    """

    run: int = 0
    weights: int = 0
    data: int = 0

    def changed(self) -> Version:
        """The version after the weights of the same run have changed."""
        return Version(self.run, self.weights + 1, self.data)

    def begun(self, other_images: bool) -> Version:
        """The version of another run's first moment."""
        return Version(self.run + 1, self.weights + 1, self.data + other_images)

    def newer_than(self, other: Version) -> bool:
        """Whether something has changed since the other version."""
        return self.weights > other.weights


UNKNOWN = Version()  # of what comes out of a file
