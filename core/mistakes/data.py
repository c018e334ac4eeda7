"""What is round about the layers, told with its mistakes: first weights, rates, pixels, orders."""

from __future__ import annotations

from math import cos, pi, prod, sqrt
from typing import Any

import numpy as np

from core.mistakes.case import Case, On, Results


def tell_initial(on: On, **given: Any) -> Results:
    """The spread of He's first weights, sqrt(2 / fan_in). Shape: `shape` (O, C, kH, kW) or (O, I) -> a
    number.
    """
    shape = given["shape"]
    fan_in, fan_out = prod(shape[1:]), shape[0] * prod(shape[2:])
    if "init.fan-places" in on:
        fan_in = shape[1]
    if "init.fan-out" in on:
        fan_in = fan_out
    spread = sqrt(2 / fan_in)
    if "init.two-outside" in on:
        spread = 2 / sqrt(fan_in)
    if "init.variance" in on:
        spread = 2 / fan_in
    if "init.xavier" in on:
        spread = sqrt(1 / fan_in)
    return {"spread": np.array(spread)}


def tell_fans(on: On, **given: Any) -> Results:
    """How many inputs and outputs a weight has: (fan_in, fan_out). Shape: `shape` -> (2,)."""
    shape = given["shape"]
    places = 1 if "fans.places" in on else prod(shape[2:])
    fans = [shape[1] * places, shape[0] * places]
    if "fans.swapped" in on:
        fans.reverse()
    return {"fans": np.array(fans, float)}


def tell_cosine(on: On, **given: Any) -> Results:
    """Cosine annealing: the rate of each of `steps` + 1 steps, from `lr` down to `least`. Shape: (steps +
    1,).
    """
    case = Case(given)
    rates = []
    for t in range(case["steps"] + 1):
        at = t + 1 if "cosine.ahead" in on else max(t - 1, 0) if "cosine.behind" in on else t
        angle = (2 if "cosine.restarts" in on else 1) * pi * at / case["steps"]
        least = 0.0 if "cosine.floor" in on else case["least"]
        rates.append(least + (case["lr"] - least) * (1 + cos(angle)) / 2)
    return {"rates": np.array(rates)}


def tell_pixels(on: On, **given: Any) -> Results:
    """Pixels as inputs, (pixel / 255 - mean) / std. Shape: images (N, H, W) uint8 -> (N, 1, H, W)."""
    case = Case(given)
    images, mean, std = case["images"], case["mean"], case["std"]
    x = images[:, None].astype(float)
    if "pixels.integer" in on:
        x = (images[:, None] // 255).astype(float) * 255
    if "pixels.wraps" in on:
        x = (images[:, None] - np.uint8(round(255 * mean))).astype(float) + 255 * mean
    if "pixels.unscaled" in on:
        return {"x": (x - mean) / std}
    x = x / 255
    if "pixels.own-batch" in on:
        x = x - x.mean() + mean
    if "pixels.own-batch-too" in on:
        x = x - x.mean()
    if "pixels.own-image" in on:
        x = x - x.mean(axis=(1, 2, 3), keepdims=True) + mean
    if "pixels.nomean" in on:
        mean = 0.0
    if "pixels.variance" in on:
        std = std * std
    if "pixels.inverted" in on:
        x = 1 - x
    return {"x": (x - mean) / std}


def tell_images(on: On, **given: Any) -> Results:
    """What lies in an idx file of images. Shape: images (N, H, W) as they are -> the same."""
    images = given["images"]
    N, H, W = images.shape
    if "idx.transposed" in on:
        images = images.swapaxes(1, 2)
    if "idx.header" in on:
        images = np.concatenate([np.zeros(16, images.dtype), images.reshape(-1)])[: images.size].reshape(
            N, H, W
        )
    if "idx.signed" in on:
        images = images.astype(np.int8)
    return {"images": images.astype(float)}


def tell_order(on: On, **given: Any) -> Results:
    """What holds for the orders of three epochs. -> [each image once, epochs differ, labels go along]."""
    return {
        "each once": np.array(0.0 if "order.replaced" in on else 1.0),
        "epochs differ": np.array(0.0 if "order.same" in on else 1.0),
    }
