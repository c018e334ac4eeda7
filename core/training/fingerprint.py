"""Which images a run was trained on, in a few words: the same fingerprint, the same images."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from core.data.dataset import Dataset


def fingerprint(train: Dataset, test: Dataset) -> dict[str, Any]:
    """The name of the set, its classes, how many images to train and to test on, and a SHA-256 of those to
    train on.
    """
    total = hashlib.sha256(np.ascontiguousarray(train.images).data)
    total.update(np.ascontiguousarray(train.labels).data)
    return {
        "name": train.name,
        "classes": list(train.classes),
        "train": len(train),
        "test": len(test),
        "sha256": total.hexdigest(),
    }
