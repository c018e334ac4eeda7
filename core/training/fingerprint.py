"""Which images a run was trained on, in a few words: the same fingerprint, the same images."""

from __future__ import annotations

import hashlib
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from core.data.dataset import Dataset

_known: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()  # a second of work for a large set


def fingerprint(train: Dataset, test: Dataset) -> dict[str, Any]:
    """The set's name, its classes, the numbers of images, and a SHA-256 of those to train on."""
    if train not in _known:
        total = hashlib.sha256(np.ascontiguousarray(train.images).data)
        total.update(np.ascontiguousarray(train.labels).data)
        _known[train] = total.hexdigest()
    return {
        "name": train.name,
        "classes": list(train.classes),
        "train": len(train),
        "test": len(test),
        "sha256": _known[train],
    }
