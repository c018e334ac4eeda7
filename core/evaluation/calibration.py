"""Whether a network is as sure as it is right: of all that it says with 90 %, is 90 % true? And what if it
may say "I don't know"?

After Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017
(https://arxiv.org/abs/1706.04599), equations 2, 3 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.evaluation.answers import Answers

BINS = 10
ROUNDS = 20  # each leaves 0.62 of what is left


@dataclass(frozen=True, eq=False)
class Calibration:
    """Images sorted into bins by confidence; `edges[m] < confidence <= edges[m + 1]`, 0 in the first.

    Where a bin is empty its means are NaN.

    Shape: edges (M + 1,), count, right int64 (M,), confidence, accuracy float64 (M,)
    """

    edges: np.ndarray
    count: np.ndarray
    right: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray

    @property
    def total(self) -> int:
        """How many images there are."""
        return int(self.count.sum())

    @property
    def gap(self) -> np.ndarray:
        """`accuracy - confidence` of each bin: above 0 it is too modest, below 0 too sure."""
        return self.accuracy - self.confidence

    @property
    def ece(self) -> float:
        """The expected calibration error: `sum over bins of count / N * |accuracy - confidence|`."""
        if not self.total:
            return 0.0
        return float(np.nansum(self.count * np.abs(self.gap)) / self.total)

    @property
    def mean_confidence(self) -> float:
        """How sure it is over all images; 0 when there are none."""
        return float(np.nansum(self.count * self.confidence) / self.total) if self.total else 0.0

    @property
    def mean_accuracy(self) -> float:
        """How often it is right over all images; 0 when there are none."""
        return float(self.right.sum() / self.total) if self.total else 0.0


def calibration(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> Calibration:
    """Sorts images into bins of equal width by confidence.

    Shape: confidence (N,) from 0 to 1, right (N,) bool
    """
    edges = np.arange(bins + 1) / bins
    place = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    count = np.bincount(place, minlength=bins)
    rights = np.bincount(place, weights=right, minlength=bins)
    sums = np.bincount(place, weights=confidence, minlength=bins)
    with np.errstate(invalid="ignore"):
        return Calibration(edges, count, rights.astype(np.int64), sums / count, rights / count)


def best_temperature(
    answers: Answers, lowest: float, highest: float, report: Callable[[float], None] | None = None
) -> float:
    """The T between two bounds for which softmax(logits / T) has the least mean loss.

    The loss has one valley along log T, so the bounds close in on it by the golden section, ROUNDS times;
    `report` hears which fraction is done, and may raise to call it off. Guo et al. fit T on images kept apart
    for it; on the images that it is judged by, it flatters a little.
    """

    def loss(at: float) -> float:
        return answers.at_temperature(math.exp(at)).loss

    part = (math.sqrt(5) - 1) / 2
    low, high = math.log(lowest), math.log(highest)
    left, right = high - part * (high - low), low + part * (high - low)
    at_left, at_right = loss(left), loss(right)
    for number in range(ROUNDS):
        if report is not None:
            report(number / ROUNDS)
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - part * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + part * (high - low)
            at_right = loss(right)
    return math.exp((low + high) / 2)


@dataclass(frozen=True, eq=False)
class Coverage:
    """Every threshold that makes a difference, the highest first.

    A network answers when the probability of its class is at least a threshold. The higher that is, the fewer
    answers, and the more of them right, if it knows how sure to be (Geifman and El-Yaniv, 2017, "Selective
    classification for deep neural networks").

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
