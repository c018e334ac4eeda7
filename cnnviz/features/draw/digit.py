"""From a sheet to the 28x28 pixels that the network sees, centred and scaled as MNIST's were."""

from __future__ import annotations

import numpy as np

from cnnviz.features.draw import ink
from cnnviz.features.draw.sheet import State
from core.data.images import as_digit

MARGIN = 4  # pixels of bare paper all round, so that a stroke at the edge isn't taken for the paper


def digit(state: State) -> np.ndarray | None:
    """What the network sees of a sheet: uint8 (28, 28), light on dark; None if nothing is drawn on it."""
    if state.picture is not None and not state.strokes:
        return state.picture
    drawn = ink.enlarged(state) if state.picture is None else ink.ink(state)
    if drawn is None:
        return None
    try:
        return as_digit(np.pad(drawn, MARGIN))
    except ValueError:  # all of it has been erased
        return None
