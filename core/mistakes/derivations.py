"""Three derivations that learners ask for most, told with the mistakes of the layers that they belong to."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.mistakes import activations, batchnorm, conv
from core.mistakes.case import Case, On, Results

PATHS = ("direct", "through mean", "through variance")
PATH_MISTAKES = (
    *("bn.dx-count", "bn.dx-image", "bn.dx-nogamma", "bn.dx-nomean", "bn.dx-direct", "bn.dx-mean-twice"),
    *("bn.dx-novar", "bn.dx-var-half", "bn.dx-var-sign", "bn.dx-nostd", "bn.dx-variance"),
    *("bn.y-eps", "bn.y-noeps"),
)
KERNEL = ("kernel", "dX")
KERNEL_MISTAKES = tuple(
    f"conv.dx-{name}"
    for name in ("unturned", "mirror", "flip", "transposed", "channels", "one-out", "first-out", "mean-out")
)
SOFTMAX = ("p", "dp", "dX")
SOFTMAX_MISTAKES = (
    *(f"softmax.y-{name}" for name in ("batch", "overflow", "unnormalised", "total")),
    *("ce.dx-noN", "ce.dx-sign"),
    *(f"softmax.dx-{name}" for name in ("own", "through", "mean", "plain-sum")),
)


def tell_paths(on: On, **given: Any) -> Results:
    """The three arrays whose sum is batch-norm's dX: directly, through the mean, through the variance.

    Shape: x, dY (N, C, H, W), gamma (C,) -> each (N, C, H, W).
    """
    case = Case(given)
    _, kept = batchnorm.forward(on, case)
    return dict(zip(PATHS, batchnorm.paths(on, case, kept, case["dY"]), strict=True))


def tell_kernel(on: On, **given: Any) -> Results:
    """The kernel with which dX is a convolution of dY (border k - 1), and that dX; stride 1, no border.

    Shape: W (O, C, kH, kW), dY (N, O, oH, oW) -> (C, O, kH, kW), (N, C, oH + kH - 1, oW + kW - 1).
    """
    case = Case(given)
    w, g = case["w"], case["dY"]
    shape = (len(g), w.shape[1], g.shape[2] + w.shape[2] - 1, g.shape[3] + w.shape[3] - 1)
    kept = {"steps": (1, 1), "pads": ((0, 0), (0, 0)), "padded": np.empty(shape)}
    kernel = conv.sent_back(on, w)[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    return {"kernel": kernel, "dX": conv.input_gradient(on, w, shape, kept, g)}


def tell_softmax(on: On, **given: Any) -> Results:
    """Probabilities, the gradient of their mean cross-entropy, and what softmax makes of it: the logits'.

    Shape: x (N, K) logits, labels (N,) -> p, dp, dX (N, K).
    """
    case = Case(given)
    p, _ = activations.softmax(on, case)
    n, one = len(p), np.eye(p.shape[1])[case["labels"]]
    with np.errstate(all="ignore"):
        dp = np.where(one == 1, -1 / p, 0.0) / (1 if "ce.dx-noN" in on else n)
        dp = -dp if "ce.dx-sign" in on else dp
        return {"p": p, "dp": dp, "dX": activations.through_softmax(on, p, dp)}
