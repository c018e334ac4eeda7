"""What a network under construction can begin from: the one in the window, or one that comes with cnnviz."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.models import vgg
from core.presets import preset

# Presets whose networks differ; the others are one of these with another recipe.
NETWORKS = ("lenet5-bn", "lenet5", "lenet5-1998", "published-mlp", "published-conv")
TITLES = {
    "published-mlp": "784-512-128-10, fully connected",
    "published-conv": "Two small convolutions",
    "vgg": "Eight convolutions (small VGG)",
}


def networks() -> list[tuple[str, str]]:
    """(name, title) of each that comes with cnnviz."""
    named = [(name, TITLES.get(name) or preset(name).title) for name in NETWORKS]
    return [*named, ("vgg", TITLES["vgg"])]


def spec_of(name: str) -> dict[str, Any]:
    """The spec of one of them."""
    if name == "vgg":
        return vgg(rng=np.random.default_rng(0)).spec()
    return preset(name).spec()
