"""The choices of a recipe, called the same in every form: (what it is called, its value in a config)."""

from __future__ import annotations

from typing import Any

from cnnviz.system.translation import translate
from core.training.config import OPTIMIZERS, SCHEDULES

NAMES = {"sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad", "adam": "Adam", "adamw": "AdamW"}

Items = list[tuple[str, Any]]


def optimizers() -> Items:
    """The optimisers."""
    return [(NAMES[name], name) for name in OPTIMIZERS]


def schedules() -> Items:
    """The schedules of the learning rate."""
    words = {
        "constant": translate("Recipe", "constant"),
        "cosine": translate("Recipe", "cosine"),
        "step": translate("Recipe", "in steps"),
        "onecycle": translate("Recipe", "one cycle"),
    }
    return [(words[name], name) for name in SCHEDULES]


def augmentations() -> Items:
    """Whether images are changed at random."""
    return [(translate("Recipe", "none"), False), (translate("Recipe", "shift and shear"), True)]
