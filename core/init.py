"""How weights begin: named recipes that keep signals the same size from layer to layer.

Each takes the weight's shape and a generator and returns a float32 array. Fans are PyTorch's: fan_in is the
number of inputs of one output, weight[0].size; fan_out = shape[0] * kH * kW.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod, sqrt

import numpy as np

Initialiser = Callable[[tuple[int, ...], np.random.Generator], np.ndarray]


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """(fan_in, fan_out) of a weight (out, in) or a kernel (O, I, kH, kW)."""
    if len(shape) < 2:
        raise ValueError(f"fans need a shape of at least 2 axes, got {shape}")
    places = prod(shape[2:])
    return shape[1] * places, shape[0] * places


def kaiming(shape: tuple[int, ...], rng: np.random.Generator, gain: float = sqrt(2.0)) -> np.ndarray:
    """Normal, standard deviation gain / sqrt(fan_in). The gain sqrt(2) makes up for ReLU zeroing one half.

    Source: He et al. 2015, "Delving deep into rectifiers".
    """
    fan_in, _ = fans(shape)
    return rng.normal(0.0, gain / sqrt(fan_in), shape).astype(np.float32)


def xavier(shape: tuple[int, ...], rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    """Uniform in +-gain * sqrt(6 / (fan_in + fan_out)). Gain 1 suits sigmoid, 5/3 tanh.

    Source: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward networks".
    """
    bound = gain * sqrt(6.0 / sum(fans(shape)))
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def normal(shape: tuple[int, ...], rng: np.random.Generator, std: float = 0.01) -> np.ndarray:
    """Normal, standard deviation `std` whatever the shape."""
    return rng.normal(0.0, std, shape).astype(np.float32)


def uniform(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Uniform in +-1 / sqrt(fan_in): what torch.nn.Linear and Conv2d begin with."""
    bound = 1.0 / sqrt(fans(shape)[0])
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def zeros(shape: tuple[int, ...], rng: np.random.Generator | None = None) -> np.ndarray:
    """All zero: right for biases; for weights a lesson, since all outputs of a layer then stay equal."""
    return np.zeros(shape, np.float32)


INITIALISERS: dict[str, Initialiser] = {
    "kaiming": kaiming,
    "xavier": xavier,
    "normal": normal,
    "uniform": uniform,
    "zeros": zeros,
}
