"""Softmax cross-entropy with the classes first and the batch last."""

from __future__ import annotations

import numpy as np

from core.losses import CrossEntropyLoss, Loss, check_labels
from core.plan.fallback import FallbackLoss
from core.plan.kernel import Layout
from core.plan.softmax import SMALLEST


class CrossEntropy:
    """Logits (K, N) and integer labels (N,) -> the loss, and dL/dlogits = (p - t) / N."""

    def __init__(self, loss: CrossEntropyLoss, takes: Layout) -> None:
        self.loss = loss
        self._images = np.arange(takes.n)
        self._grad = takes.empty()

    def forward(self, logits: np.ndarray, target: np.ndarray) -> float:
        """The loss of one batch. Raises ValueError for labels that are no classes."""
        _, labels = check_labels(self.loss, logits.T, target)
        classes, n = logits.shape
        smoothing, divisor = self.loss.label_smoothing, n if self.loss.reduction == "mean" else 1
        z = logits - logits.max(axis=0)
        # Never below e^-60: smaller numbers would become denormal in the products to come
        p = np.exp(np.maximum(z, SMALLEST), out=self._grad)
        total = p.sum(axis=0)
        log_total = np.log(total)
        right = labels, self._images
        loss = (1 - smoothing) * float((log_total - z[right]).sum())
        if smoothing:
            loss += smoothing / classes * float((classes * log_total - z.sum(axis=0)).sum())
        p /= total
        if smoothing:
            p -= smoothing / classes
        p[right] -= 1 - smoothing
        p /= divisor
        return loss / divisor

    def backward(self) -> np.ndarray:
        """dL/dlogits, (K, N)."""
        return self._grad


LossKernel = CrossEntropy | FallbackLoss


def loss_kernel(loss: Loss, takes: Layout) -> LossKernel:
    """The kernel for `loss` on network outputs of the layout `takes`; ValueError for one not reduced."""
    if getattr(loss, "reduction", "mean") == "none":
        raise ValueError(
            f"{type(loss).__name__}: a plan trains on one number, so reduction is 'mean' or 'sum'"
        )
    if type(loss) is CrossEntropyLoss and len(takes.sample) == 1:
        return CrossEntropy(loss, takes)
    return FallbackLoss(loss)
