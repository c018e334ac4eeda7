"""Losses: what a network's answer is compared with, and where the backward pass begins.

Each loss is a pair of methods, forward and backward, like a layer. The mean over the batch is taken here
and nowhere else, so every gradient downstream already carries its 1/N.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

REDUCTIONS = ("mean", "sum", "none")


class Loss:
    """What losses share: `reduction` ("mean", "sum" or "none") and the gradient kept for backward().

    With "none" forward() gives the loss of each sample (of each element for MSELoss) as an array, as torch
    does, and backward() the gradient of their sum, or of sum(grad * losses) for a `grad` of that shape.
    """

    def __init__(self, reduction: str = "mean") -> None:
        if reduction not in REDUCTIONS:
            raise ValueError(
                f"{type(self).__name__}: reduction is 'mean', 'sum' or 'none', got {reduction!r}"
            )
        self.reduction = reduction
        self._grad: np.ndarray | None = None
        self._shape: tuple[int, ...] = ()  # of what the latest forward() gave

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        """The loss of one batch: a float, or with "none" an array."""
        raise ValueError(f"{type(self).__name__} is the common base of the losses; use one of them")

    def __call__(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        """`forward(prediction, target)`, as PyTorch's losses are called."""
        return self.forward(prediction, target)

    def backward(self, grad: np.ndarray | float | None = None) -> np.ndarray:
        """dL/d(prediction), of the prediction's shape, times `grad`, what the loss itself is worth (1 unless
        given): a number, or with "none" an array of one for each loss. ValueError before forward() has run,
        and for a `grad` of another shape.
        """
        if self._grad is None:
            raise ValueError(f"{type(self).__name__}: backward() needs a forward() first")
        if grad is None:
            return self._grad.copy()
        worth = np.asarray(grad, self._grad.dtype)
        if worth.shape != self._shape:
            raise ValueError(f"{type(self).__name__}: expected grad {self._shape}, got {worth.shape}")
        return self._grad * worth.reshape(worth.shape + (1,) * (self._grad.ndim - worth.ndim))

    def config(self) -> dict[str, object]:
        """The constructor's arguments, ready for JSON."""
        return {"reduction": self.reduction}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.config().items())})"

    def _divisor(self, count: int) -> int:
        return count if self.reduction == "mean" else 1

    def _reduced(self, losses: np.ndarray) -> Any:
        """The losses as `reduction` has them."""
        if self.reduction == "none":
            self._shape = losses.shape
            return losses
        self._shape = ()
        return float(losses.sum()) / self._divisor(losses.size)


class CrossEntropyLoss(Loss):
    """Softmax and negative log-likelihood in one, for logits z and integer labels y.

    log p = z - max(z) - ln(sum_k exp(z_k - max(z)))
    t     = (1 - label_smoothing) * onehot(y) + label_smoothing / K
    L     = -sum_k t_k log p_k, mean or sum over the batch;   dL/dz = (p - t) / N   (N only for the mean)

    Subtracting the largest logit changes nothing but keeps exp() finite at any size of logits.
    After forward(), `log_probabilities` and `probabilities` hold log p and p.

    Shape: prediction (N, K) logits, target (N,) integers in 0..K-1.
    """

    def __init__(self, label_smoothing: float = 0.0, reduction: str = "mean") -> None:
        super().__init__(reduction)
        if not 0.0 <= label_smoothing <= 1.0:
            raise ValueError(f"CrossEntropyLoss: label_smoothing lies in 0..1, got {label_smoothing}")
        self.label_smoothing = float(label_smoothing)
        self.log_probabilities: np.ndarray | None = None
        self.probabilities: np.ndarray | None = None

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        logits, labels = check_labels(self, prediction, target)
        n, classes = logits.shape
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        p = np.exp(log_p)
        rows, smoothing = np.arange(n), self.label_smoothing
        per_sample = -log_p[rows, labels]
        grad = p.copy()
        if smoothing:
            per_sample = (1.0 - smoothing) * per_sample - smoothing / classes * log_p.sum(axis=1)
            grad -= smoothing / classes
        grad[rows, labels] -= 1.0 - smoothing
        grad /= self._divisor(n)
        self.log_probabilities, self.probabilities, self._grad = log_p, p, grad
        return self._reduced(per_sample)

    def config(self) -> dict[str, object]:
        return {"label_smoothing": self.label_smoothing, **super().config()}


class NLLLoss(Loss):
    """Negative log-likelihood of log-probabilities, as LogSoftmax gives them.

    L = -log p[y], mean or sum over the batch;   dL/d(log p)[n, k] = -1/N where k = y[n], else 0

    Shape: prediction (N, K) log-probabilities, target (N,) integers in 0..K-1.
    """

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        log_p, labels = check_labels(self, prediction, target)
        rows, divisor = np.arange(len(log_p)), self._divisor(len(log_p))
        self._grad = np.zeros_like(log_p)
        self._grad[rows, labels] = -1.0 / divisor
        return self._reduced(-log_p[rows, labels])


class MSELoss(Loss):
    """Squared error, mean or sum over every element.

    L = (x - target)^2;   dL/dx = 2 (x - target) / count   (count only for the mean)

    Shape: prediction and target of one shape, any number of axes.
    """

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        prediction = check_floats(self, prediction)
        target = np.asarray(target)
        if prediction.shape != target.shape:
            raise ValueError(
                f"MSELoss: prediction and target have one shape, got {prediction.shape} and {target.shape}"
            )
        difference = prediction - target.astype(prediction.dtype, copy=False)
        divisor = self._divisor(difference.size)
        self._grad = difference * (2.0 / divisor)
        return self._reduced(np.square(difference))


LOSSES: tuple[type[Loss], ...] = (CrossEntropyLoss, NLLLoss, MSELoss)


def check_floats(loss: Loss, prediction: np.ndarray) -> np.ndarray:
    """The prediction as a non-empty array of floats, or a ValueError that says what came instead."""
    prediction = np.asarray(prediction)
    if prediction.dtype.kind != "f":
        raise ValueError(f"{type(loss).__name__}: expected floats to compare, got dtype {prediction.dtype}")
    if math.prod(prediction.shape) == 0:
        raise ValueError(f"{type(loss).__name__}: expected at least one sample, got shape {prediction.shape}")
    return prediction


def check_labels(loss: Loss, prediction: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both arrays, once shapes, dtype and range of the labels are found to be right."""
    name = type(loss).__name__
    prediction, labels = check_floats(loss, prediction), np.asarray(labels)
    if prediction.ndim != 2:
        raise ValueError(f"{name}: expected predictions (N, classes), got {prediction.shape}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"{name}: expected integer labels, got dtype {labels.dtype}")
    n, classes = prediction.shape
    if labels.shape != (n,):
        raise ValueError(
            f"{name}: expected labels ({n},) for predictions ({n}, {classes}), got {labels.shape}"
        )
    wrong = np.flatnonzero((labels < 0) | (labels >= classes))
    if wrong.size:
        at = int(wrong[0])
        raise ValueError(f"{name}: expected labels 0..{classes - 1}, got {labels[at]} at index {at}")
    return prediction, labels
