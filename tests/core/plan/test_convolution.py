"""The convolution's own tricks: batches in parts, sums in groups, kernels as large as the image."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.plan import conv, products
from core.plan.conv import Strips
from core.plan.layout import Layout
from core.plan.table import kernel_type


def one_convolution(*arguments, **settings):
    def build(rng: np.random.Generator) -> core.Sequential:
        return core.Sequential(
            [
                ("conv1", core.Conv2d(1, 4, 3, padding=1, rng=rng)),
                ("relu1", core.ReLU()),
                ("conv2", core.Conv2d(4, *arguments, **settings, rng=rng)),
                ("flatten", core.Flatten()),
            ]
        )

    return build


@pytest.mark.parametrize("n", [48, 40, 33])
@pytest.mark.parametrize("partial_sums", [1, 1 << 13, 1 << 20])
def test_a_batch_in_parts_and_sums_in_groups_change_nothing(
    twins, batch, monkeypatch, n, partial_sums
) -> None:
    monkeypatch.setattr(products, "SMALL", 1000)
    monkeypatch.setattr(conv, "PARTIAL_SUMS", partial_sums)
    both = twins(one_convolution(20, 5, padding="same"))
    assert both.step(*batch(n, (1, 6, 7), 20 * 42)) < 1e-10


@pytest.mark.parametrize("stride", [1, 2, 3, (1, 2), (3, 1)])
@pytest.mark.parametrize("padding", [0, 1, (0, 2)])
@pytest.mark.parametrize("kernel", [1, 2, (3, 2), (1, 4)])
def test_any_kernel_stride_and_padding(twins, batch, kernel, stride, padding) -> None:
    both = twins(one_convolution(3, kernel, stride=stride, padding=padding))
    for seed in range(2):
        assert both.step(*batch(3, (1, 7, 8), 4, seed)) < 1e-10


def test_a_kernel_as_large_as_its_image_is_a_fully_connected_layer(twins, batch) -> None:
    layer = core.Conv2d(4, 5, (7, 8))
    assert kernel_type(layer, Layout((4, 7, 8), 2, np.float64)) is conv.WholeImageConvolution
    assert kernel_type(layer, Layout((4, 7, 9), 2, np.float64)) is conv.Convolution
    assert twins(one_convolution(5, (7, 8))).step(*batch(3, (1, 7, 8), 5)) < 1e-10


@pytest.mark.parametrize(("n", "channels"), [(1, 1), (2, 1), (1, 3)])
def test_one_channel_and_one_image_are_no_special_case(twins, batch, n, channels) -> None:
    both = twins(one_convolution(channels, 3, padding=(0, 2)))
    for seed in range(2):
        assert both.step(*batch(n, (1, 7, 4), 4, seed)) < 1e-10


def test_strips_hold_the_patches_that_im2col_writes_out(played) -> None:
    layer = core.Conv2d(2, 1, (3, 2), padding=(1, 0))
    strips = Strips(Layout((2, 4, 5), 3, np.float64), layer.window)
    x = np.random.default_rng(0).standard_normal((3, 2, 4, 5))
    strips.image[...] = x.transpose(2, 3, 1, 0)
    played(lambda tape: strips.cut(tape, 0, 4))
    patches = strips.patches
    assert patches.shape == (4, 4, 2 * 3 * 2, 3)
    np.testing.assert_array_equal(
        strips.patches_apart, np.stack([patches[:, 0::2], patches[:, 1::2]], axis=1)
    )
    padded = layer.window.pad(x)
    for p, q in np.ndindex(4, 4):
        seen = padded[:, :, p : p + 3, q : q + 2]  # (N, C, kH, kW) -> (kW, kH, C, N)
        np.testing.assert_array_equal(patches[p, q], seen.transpose(3, 2, 1, 0).reshape(12, 3))
    with pytest.raises(ValueError, match="read-only"):
        patches[...] = 0


@pytest.mark.parametrize(
    ("size", "n", "part"), [(150, 64, 64), (2400, 1024, 256), (38400, 64, 16), (10**6, 31, 31)]
)
def test_products_are_kept_small_where_the_batch_can_be_halved(size, n, part) -> None:
    assert products.small_part(size, n) == part
