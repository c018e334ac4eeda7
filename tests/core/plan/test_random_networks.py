"""Networks that nobody would write are compiled too, and give what their layers give."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import core
from core.layers import (
    ELU,
    AvgPool2d,
    BatchNorm,
    BatchNorm1d,
    BatchNorm2d,
    BatchNormPixel,
    Conv2d,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    Linear,
    LogSoftmax,
    MaxPool2d,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)

ELEMENTWISE = (ReLU, LeakyReLU, ELU, Sigmoid, Tanh, lambda: ELU(0.5), lambda: LeakyReLU(0.3))


@st.composite
def networks(draw: Any) -> tuple[dict[str, Any], tuple[int, int, int]]:
    """The spec of a random network that ends in a row of features, and the shape of its images."""
    sample = shape = draw(st.integers(1, 3)), draw(st.integers(4, 11)), draw(st.integers(4, 11))
    layers: list[Layer] = []
    for _ in range(draw(st.integers(0, 5))):
        layer = draw(
            st.sampled_from(("conv", "conv", "pool", "norm", "elementwise", "elementwise", "softmax"))
        )
        built = _layer(draw, layer, sample)
        try:
            sample = built.output_shape(sample)
        except ValueError:  # the window doesn't fit any more
            continue
        layers.append(built)
    layers.append(Flatten())
    (features,) = layers[-1].output_shape(sample)
    if draw(st.booleans()):
        layers += [
            Linear(features, 7, bias=draw(st.booleans())),
            BatchNorm1d(7),
            draw(st.sampled_from(ELEMENTWISE))(),
        ]
        features = 7
    layers.append(Linear(features, 4))
    named = [(f"layer{number}", layer) for number, layer in enumerate(layers)]
    return core.Sequential(named).spec(), shape


def _layer(draw: Any, kind: str, sample: tuple[int, int, int]) -> Layer:
    C = sample[0]
    if kind == "conv":
        kernel = draw(st.integers(1, 5)), draw(st.integers(1, 5))
        padding = draw(st.sampled_from((0, 1, 2, (0, 2), "same", "valid")))
        stride = 1 if padding == "same" else draw(st.sampled_from((1, 1, 2, (1, 3))))
        return Conv2d(C, draw(st.sampled_from((1, 3, 16))), kernel, stride, padding, draw(st.booleans()))
    if kind == "pool":
        pool = draw(st.sampled_from((MaxPool2d, AvgPool2d)))
        return pool(2) if draw(st.booleans()) else pool(3, stride=2, padding=1)
    if kind == "norm":
        affine = draw(st.booleans())
        return BatchNorm2d(C, affine=affine) if draw(st.booleans()) else BatchNormPixel(sample, affine=affine)
    # Along an axis of one value the softmax is constant, and a gate after it hangs on rounding alone
    wide = [dim for dim, size in enumerate(sample, 1) if size > 1]
    if kind == "softmax" and wide:
        return draw(st.sampled_from((Softmax, LogSoftmax)))(draw(st.sampled_from(wide)))
    return Dropout(0.3) if draw(st.booleans()) else draw(st.sampled_from(ELEMENTWISE))()


def all_vary(network: core.Sequential) -> bool:
    """Whether no feature of a batch-norm is constant (a kernel that sees only padding makes it so): what is
    left of that is rounding, enlarged until a gate after it opens or not.
    """
    norms = [layer for layer in network.layers.values() if isinstance(layer, BatchNorm)]
    return all((norm.intermediates()["var"] > 1e-12).all() for norm in norms)


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(2, 5), st.integers(0, 99))
def test_any_network_compiles_and_takes_the_same_steps(twins, network, n, seed) -> None:
    spec, shape = network
    both = twins(lambda rng: core.Sequential.from_spec(spec, rng), lr=1e-3)
    rng = np.random.default_rng(seed)
    for count in (n, n, 2):
        x, labels = rng.standard_normal((count, *shape)), rng.integers(0, 4, count)
        difference = both.step(x, labels)
        assume(all_vary(both.clear))
        assert difference < 1e-8
    assert both.output_difference(rng.standard_normal((3, *shape))) < 1e-8
