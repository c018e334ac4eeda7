"""Softmax cross-entropy with the classes first and the batch last."""

from __future__ import annotations

import numpy as np

from core.losses import CrossEntropyLoss, Loss, check_labels
from core.plan.fallback import FallbackLoss
from core.plan.layout import Layout, view
from core.plan.softmax import SMALLEST
from core.plan.tape import Tape


class CrossEntropy:
    """Logits (K, N) and integer labels (N,) -> the loss, and dL/dlogits = (p - t) / N."""

    settings = ("label_smoothing", "reduction")

    def __init__(self, loss: CrossEntropyLoss, takes: Layout) -> None:
        self.loss = loss
        self._takes = takes
        self._labels = takes.empty((takes.n,), np.int64)
        self._right, self._all = takes.zeros(()), takes.zeros(())
        self._divisor = takes.n if loss.reduction == "mean" else 1

    def take(self, logits: np.ndarray, target: np.ndarray) -> None:
        """Keep the labels for the calls to come. Raises ValueError for labels that are no classes."""
        _, labels = check_labels(self.loss, logits.T, target)
        np.copyto(self._labels, labels, casting="unsafe")

    def add(self, tape: Tape, logits: np.ndarray) -> np.ndarray:
        """Add the loss's calls; returns where dL/dlogits will lie."""
        classes, n = logits.shape
        smoothing = self.loss.label_smoothing
        z, p, target = (self._takes.empty() for _ in range(3))
        largest, total, log_total, right = self._takes.empty((4, n))
        places = self._takes.empty((n,), np.int64)
        is_class = self._takes.empty((classes, n), bool)
        tape.do(np.maximum.reduce, logits, 0, None, largest)
        tape.do(np.subtract, logits, largest, z)
        # Never below e^-60: smaller numbers would become denormal in the products to come
        tape.do(np.maximum, z, SMALLEST, p)
        tape.do(np.exp, p, p)
        tape.do(np.add.reduce, p, 0, None, total)
        tape.do(np.log, total, log_total)
        # -log p of the right class, z[label, image] being z's flat place label * N + image
        tape.do(np.multiply, self._labels, n, places)
        tape.do(np.add, places, np.arange(n), places)
        tape.do(np.take, view(z, -1), places, None, right, "clip")
        tape.do(np.subtract, log_total, right, right)
        tape.do(np.add.reduce, right, 0, None, self._right)
        if smoothing:
            tape.do(np.subtract, log_total, z, target)
            tape.do(np.add.reduce, view(target, -1), 0, None, self._all)
        # (p - t) / N, with t = 1 - smoothing for the right class and smoothing / K for each
        tape.do(np.divide, p, total, p)
        tape.do(np.equal, self._labels, np.arange(classes)[:, None], is_class)
        tape.do(np.multiply, is_class, 1 - smoothing, target)
        tape.do(np.subtract, p, target, p)
        if smoothing:
            tape.do(np.subtract, p, smoothing / classes, p)
        tape.do(np.multiply, p, 1 / self._divisor, p)
        return p

    @property
    def value(self) -> float:
        """The loss of the latest batch."""
        smoothing, classes = self.loss.label_smoothing, self._takes.sample[0]
        value = (1 - smoothing) * float(self._right)
        if smoothing:
            value += smoothing / classes * float(self._all)
        return value / self._divisor


LossKernel = CrossEntropy | FallbackLoss


def loss_kernel(loss: Loss, takes: Layout) -> LossKernel:
    """The kernel for `loss` on network outputs of the layout `takes`; ValueError for one not reduced."""
    if getattr(loss, "reduction", "mean") == "none":
        raise ValueError(
            f"{type(loss).__name__}: a plan trains on one number, so reduction is 'mean' or 'sum'"
        )
    if type(loss) is CrossEntropyLoss and len(takes.sample) == 1:
        return CrossEntropy(loss, takes)
    return FallbackLoss(loss, takes)
