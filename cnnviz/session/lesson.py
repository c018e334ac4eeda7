"""A trace kept in a file, a teacher's lesson: whether the window can show it, and its images for the grid."""

from __future__ import annotations

import numpy as np

from cnnviz.system.translation import translate
from core.trace.recording import Trace


def refusal(trace: Trace) -> str:
    """Why the window can't show a trace; "" if it can."""
    if trace.images.ndim != 4 or trace.labels.ndim != 1 or trace.labels.dtype.kind not in "iu":
        return translate("lesson", "What was recorded in this file is no batch of images with labels.")
    return ""


def images(trace: Trace) -> np.ndarray:
    """The batch's images as grey bytes, black and white where the batch has its extremes.

    Shape: (N, C, H, W) -> (N, H, W), uint8
    """
    grey = trace.images.mean(axis=1)
    low, high = float(grey.min()), float(grey.max())
    return np.asarray(np.rint((grey - low) * (255 / ((high - low) or 1.0))), np.uint8)
