"""A network that may say "I don't know": how many images it still answers, and how often it is then right.

It answers when the probability of its class is at least a threshold. The higher the threshold, the fewer
answers (coverage), and the more of them right, if it knows how sure to be (Geifman and El-Yaniv, 2017,
"Selective classification for deep neural networks").
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Coverage:
    """Every threshold that makes a difference, the highest first.

    At thresholds[i] the images with confidence >= thresholds[i] are answered: answered[i] of them, right[i]
    of those rightly. NaN confidences are never answered.

    Shape: thresholds float64, answered and right int64, all (T,); total: how many images there are.
    """

    thresholds: np.ndarray
    answered: np.ndarray
    right: np.ndarray
    total: int

    @property
    def coverage(self) -> np.ndarray:
        """The part of all images that is answered, (T,)."""
        return self.answered / max(self.total, 1)

    @property
    def accuracy(self) -> np.ndarray:
        """The part of the answered ones that is right, (T,)."""
        return self.right / np.maximum(self.answered, 1)

    def at(self, threshold: float) -> tuple[int, int]:
        """How many images are answered at a threshold, and how many of those rightly."""
        place = int(np.searchsorted(-self.thresholds, -threshold, side="right")) - 1
        return (int(self.answered[place]), int(self.right[place])) if place >= 0 else (0, 0)

    def threshold_for(self, accuracy: float) -> float:
        """The lowest threshold at which at least so large a part of the answers is right; NaN if none is."""
        able = np.flatnonzero(self.accuracy >= accuracy)
        return float(self.thresholds[able[-1]]) if len(able) else math.nan


def coverage(confidence: np.ndarray, right: np.ndarray) -> Coverage:
    """The curve of coverage against accuracy.

    Shape: confidence (N,), right (N,) bool. Raises ValueError unless they have one length.
    """
    confidence, right = np.asarray(confidence, np.float64), np.asarray(right, bool)
    if confidence.shape != right.shape or confidence.ndim != 1:
        raise ValueError(f"expected two arrays (N,), got {confidence.shape} and {right.shape}")
    known = np.isfinite(confidence)
    order = np.argsort(-confidence[known], kind="stable")
    sure, rights = confidence[known][order], right[known][order]
    last = np.flatnonzero(np.r_[sure[1:] != sure[:-1], True]) if len(sure) else np.empty(0, np.intp)
    return Coverage(sure[last], last + 1, np.cumsum(rights)[last].astype(np.int64), len(confidence))


def noise(count: int, shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    """Images of nothing at all: every pixel drawn evenly from 0 to 255. Shape: uint8 (count, *shape)"""
    return np.random.default_rng([seed, 0x2015E]).integers(0, 256, (count, *shape), dtype=np.uint8)
