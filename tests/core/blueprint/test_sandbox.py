"""One window on one map: every sum is the layer's own number, and forward and backward agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import Conv2d, ConvLoop2d
from core.blueprint.sandbox import AVG, CONV, KERNELS, LARGEST_MAP, MAX, slide
from core.blueprint.sizes import MisfitError


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([CONV, MAX, AVG]),
    st.integers(1, 9),
    st.integers(1, 7),
    st.integers(1, 4),
    st.one_of(st.integers(0, 3), st.sampled_from(["same", "valid"])),
    st.integers(0, 99),
)
def test_every_sum_of_terms_is_the_layers_own_number(
    kind: str, size: int, kernel: int, stride: int, padding: Any, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    image, weights = rng.normal(size=(size, size)), rng.normal(size=(kernel, kernel))
    try:
        made = slide(kind, image, kernel, stride, padding, weights)
    except MisfitError:
        return
    assert made.output.shape == made.shape
    count = np.zeros(made.shape, int)
    for place in np.ndindex(*made.shape):
        assert made.agrees(place)
        top, left = made.corner(place)
        assert top + kernel <= made.padded[0]
        assert left + kernel <= made.padded[1]
        count[place] = made.terms(place).inside.sum()
    readers = {cell: made.readers(cell) for cell in np.ndindex(size, size)}
    assert sum(map(len, readers.values())) == count.sum()
    for cell, found in readers.items():
        assert made.unread[cell] == (not found)
        assert made.agrees_backward(cell)
        for reader in found:
            terms = made.terms(reader.output)
            assert terms.inside[reader.place]
            assert terms.values[reader.place] == image[cell]
    before, after = made.window.pads[0]
    assert made.shape[0] == (size + before + after - kernel) // stride + 1
    assert made.formula().endswith(f"+ 1 = {made.shape[0]}")


def test_the_gradient_of_an_input_comes_from_its_readers() -> None:
    rng = np.random.default_rng(3)
    image, weights, grad = rng.normal(size=(7, 7)), rng.normal(size=(3, 3)), rng.normal(size=(4, 4))
    made = slide(CONV, image, 3, 2, 1, weights)
    layer = Conv2d(1, 1, 3, stride=2, padding=1, bias=False)
    layer.weight.data = weights[None, None]
    layer.forward(image[None, None])
    wanted = layer.backward(grad[None, None])[0, 0]
    for cell in np.ndindex(7, 7):
        total = sum(grad[reader.output] * weights[reader.place] for reader in made.readers(cell))
        assert total == pytest.approx(wanted[cell], abs=1e-12)


def test_the_output_is_the_loop_twins_too() -> None:
    rng = np.random.default_rng(1)
    image, weights = rng.normal(size=(8, 8)), rng.normal(size=(4, 4))
    loop = ConvLoop2d(1, 1, 4, padding="same", bias=False)
    loop.weight.data = weights[None, None]
    made = slide(CONV, image, 4, 1, "same", weights)
    np.testing.assert_allclose(made.output, loop.forward(image[None, None])[0, 0], atol=1e-12)
    assert made.formula() == "floor((8 + 1 + 2 - 4) / 1) + 1 = 8"


def test_a_rest_of_the_stride_is_never_read() -> None:
    made = slide(CONV, np.ones((8, 8)), 3, 2, 0, np.ones((3, 3)))
    assert made.rest(0) == made.rest(1) == 1
    assert made.unread.sum() == 15
    assert made.unread[7].all()
    assert made.unread[:, 7].all()


@pytest.mark.parametrize(
    ("wanted", "argument", "words"),
    [
        ((CONV, 5, 7, 1, 0), "kernel_size", "doesn't fit into a map of 5×5"),
        ((CONV, 5, 3, 0, 0), "stride", "at least 1"),
        ((CONV, 5, 3, "two", 0), "stride", "whole number"),
        ((CONV, 28, 9, 1, 0), "kernel_size", "at most 7×7"),
        ((CONV, 5, 3, 2, "same"), "padding", "stride 1"),
        ((MAX, 5, 3, 1, "same"), "padding", "for convolutions"),
        ((MAX, 5, 2, 2, 2), "padding", "at most half"),
        ((CONV, 5, 3, 1, 10**12), "padding", "at most 1,000,000,000"),
        ((CONV, LARGEST_MAP + 1, 3, 1, 0), "size", "at most 32×32"),
    ],
)
def test_what_makes_no_sense_is_said_in_plain_words(wanted: Any, argument: str, words: str) -> None:
    kind, size, *rest = wanted
    with pytest.raises(MisfitError) as refused:
        slide(kind, np.ones((size, size)), *rest)
    assert refused.value.argument == argument
    assert words in refused.value.text


def test_a_huge_border_is_refused_before_it_is_made() -> None:
    with pytest.raises(MisfitError, match="border"):
        slide(CONV, np.ones((5, 5)), 3, 1, 100_000)


@pytest.mark.parametrize("k", range(1, 8))
def test_kernels_to_begin_with_do_what_they_are_called(k: int) -> None:
    flat = {name: make(k).sum() for name, make in KERNELS.items()}
    for name in ("nothing", "blur", "sharpen"):
        assert flat[name] == pytest.approx(1)
    for name in ("edges", "upright edges", "level edges"):
        assert flat[name] == pytest.approx(0)
    assert all(make(k).shape == (k, k) for make in KERNELS.values())
