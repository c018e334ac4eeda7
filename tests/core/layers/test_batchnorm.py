"""Batch normalisation: stored facts, running statistics, its three forms, and what must not happen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from core import BatchNorm1d, BatchNorm2d, BatchNormPixel

Array = np.ndarray


def test_three_samples_give_the_stored_numbers() -> None:
    bn = BatchNorm1d(2).astype(np.float64)
    bn.weight.data, bn.bias.data = np.array([2.0, 3.0]), np.array([0.5, -1.0])
    y = bn.forward(np.array([[1.0, 2], [3, 4], [5, 9]]))
    grad_input = bn.backward(np.array([[1.0, 0], [0, 2], [3, 1]]))
    expected_y = [
        [-1.9494851500028278, -4.057146228452708],
        [0.5, -2.019048742817569],
        [2.949485150002827, 3.076194971270278],
    ]
    expected_grad = [
        [0.8164904572335094, -0.7838839196652341],
        [-1.632990100001885, 1.0974370172016812],
        [0.8164996427683758, -0.31355309753644733],
    ]
    np.testing.assert_allclose(y, expected_y, rtol=0, atol=1e-14)
    np.testing.assert_allclose(grad_input, expected_grad, rtol=0, atol=1e-14)
    np.testing.assert_allclose(bn.weight.grad, [2.4494851500028276, 0.6793658285450463], rtol=0, atol=1e-14)
    np.testing.assert_allclose(bn.bias.grad, [4.0, 3.0], rtol=0, atol=1e-14)
    np.testing.assert_allclose(bn.running_mean, [0.3, 0.5], rtol=0, atol=1e-15)
    np.testing.assert_allclose(bn.running_var, [1.3, 2.2], rtol=0, atol=1e-15)


def test_each_channel_comes_out_with_mean_0_and_variance_1(numbers: Callable[..., Array]) -> None:
    y = BatchNorm2d(3).forward(5 + 3 * numbers(8, 3, 4, 4))
    np.testing.assert_allclose(y.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(0, 2, 3)), 1, atol=1e-5)


def test_each_pixel_comes_out_with_mean_0_and_variance_1(numbers: Callable[..., Array]) -> None:
    y = BatchNormPixel((3, 4, 4)).forward(5 + 3 * numbers(8, 3, 4, 4))
    np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=0), 1, atol=1e-4)


def test_per_pixel_is_batch_norm_1d_on_flattened_images(numbers: Callable[..., Array]) -> None:
    pixel, flat = BatchNormPixel((2, 3, 4)).astype(np.float64), BatchNorm1d(24).astype(np.float64)
    pixel.weight.data, pixel.bias.data = numbers(2, 3, 4), numbers(2, 3, 4)
    flat.weight.data, flat.bias.data = pixel.weight.data.reshape(24), pixel.bias.data.reshape(24)
    x, g = numbers(5, 2, 3, 4), numbers(5, 2, 3, 4)
    y, expected = pixel.forward(x), flat.forward(x.reshape(5, 24))
    np.testing.assert_allclose(y.reshape(5, 24), expected, rtol=0, atol=1e-13)
    grad_input, expected = pixel.backward(g), flat.backward(g.reshape(5, 24))
    np.testing.assert_allclose(grad_input.reshape(5, 24), expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(pixel.weight.grad.reshape(24), flat.weight.grad, rtol=0, atol=1e-13)
    np.testing.assert_allclose(pixel.running_var.reshape(24), flat.running_var, rtol=0, atol=1e-13)


def test_per_channel_is_per_feature_with_the_places_in_the_batch(numbers: Callable[..., Array]) -> None:
    x = numbers(4, 3, 2, 5)
    rows = x.transpose(0, 2, 3, 1).reshape(-1, 3)  # (N, C, H, W) -> (N*H*W, C)
    expected = BatchNorm1d(3).forward(rows).reshape(4, 2, 5, 3).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(BatchNorm2d(3).forward(x), expected, rtol=0, atol=1e-13)


def test_the_gradient_of_the_input_sums_to_zero_over_the_batch(numbers: Callable[..., Array]) -> None:
    bn = BatchNorm2d(3).astype(np.float64)
    bn.weight.data = numbers(3)
    bn.forward(numbers(4, 3, 2, 2))
    total = bn.backward(numbers(4, 3, 2, 2)).sum(axis=(0, 2, 3))
    np.testing.assert_allclose(total, 0, atol=1e-12)


def test_running_statistics_follow_the_batch_with_the_unbiased_variance(
    numbers: Callable[..., Array],
) -> None:
    bn = BatchNorm2d(2, momentum=0.25).astype(np.float64)
    mean, var = np.zeros(2), np.ones(2)
    for _ in range(3):
        x = 2 + numbers(3, 2, 2, 2)
        bn.forward(x)
        mean = 0.75 * mean + 0.25 * x.mean(axis=(0, 2, 3))
        var = 0.75 * var + 0.25 * x.var(axis=(0, 2, 3), ddof=1)
    np.testing.assert_allclose(bn.running_mean, mean, rtol=0, atol=1e-14)
    np.testing.assert_allclose(bn.running_var, var, rtol=0, atol=1e-14)


def test_in_use_the_running_statistics_are_used_and_left_alone(numbers: Callable[..., Array]) -> None:
    bn = BatchNorm2d(2).astype(np.float64).eval()
    bn.running_mean, bn.running_var = np.array([1.0, 2.0]), np.array([4.0, 9.0])
    x = numbers(1, 2, 3, 3)
    y = bn.forward(x)
    inv_std = 1 / np.sqrt(np.array([4.0, 9.0]) + 1e-5)
    expected = (x - np.array([1.0, 2.0])[:, None, None]) * inv_std[:, None, None]
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-14)
    grad_input = bn.backward(np.ones_like(y))
    np.testing.assert_allclose(grad_input[0, :, 0, 0], inv_std, rtol=0, atol=1e-14)
    assert bn.running_mean.tolist() == [1.0, 2.0]
    assert bn.running_var.tolist() == [4.0, 9.0]


@pytest.mark.parametrize(
    ("layer", "shape", "axes"),
    [
        (BatchNorm1d(3), (6, 3), 0),
        (BatchNorm2d(3), (4, 3, 2, 5), (0, 2, 3)),
        (BatchNormPixel((3, 2, 2)), (5, 3, 2, 2), 0),
    ],
    ids=["features", "channels", "pixels"],
)
def test_after_two_batches_each_form_uses_what_it_has_seen(
    layer: BatchNorm1d | BatchNorm2d | BatchNormPixel, shape: tuple[int, ...], axes: int | tuple[int, ...],
    numbers: Callable[..., Array],
) -> None:  # fmt: skip
    layer = layer.astype(np.float64)
    batches = [2 + 3 * numbers(*shape), numbers(*shape) - 1]
    mean, var = 0.0, 1.0
    for x in batches:
        layer.forward(x)
        mean = 0.9 * mean + 0.1 * x.mean(axis=axes, keepdims=True)
        var = 0.9 * var + 0.1 * x.var(axis=axes, keepdims=True, ddof=1)
    np.testing.assert_allclose(layer.running_mean, mean.reshape(layer.running_mean.shape), atol=1e-13)
    np.testing.assert_allclose(layer.running_var, var.reshape(layer.running_var.shape), atol=1e-13)
    layer.eval()
    layer.running_var[...] = 0.04 * (1 + np.arange(layer.running_var.size)).reshape(layer.running_var.shape)
    used = layer.running_var.reshape(var.shape)
    expected = (batches[0] - mean) / np.sqrt(used + 1e-5)
    np.testing.assert_allclose(layer.forward(batches[0]), expected, rtol=1e-12)


def test_what_it_keeps_is_what_its_formula_names(numbers: Callable[..., Array]) -> None:
    bn = BatchNorm2d(3).astype(np.float64)
    assert bn.intermediates() == {}
    x = numbers(4, 3, 2, 2)
    bn.forward(x)
    kept = bn.intermediates()
    assert set(kept) == {"x_hat", "mean", "var", "inv_std"}
    np.testing.assert_allclose(kept["mean"], x.mean(axis=(0, 2, 3)), rtol=0, atol=1e-14)
    np.testing.assert_allclose(kept["var"], x.var(axis=(0, 2, 3)), rtol=0, atol=1e-14)
    np.testing.assert_allclose(kept["inv_std"], 1 / np.sqrt(kept["var"] + bn.eps), rtol=0, atol=1e-14)
    assert kept["x_hat"].shape == x.shape


@pytest.mark.parametrize(
    ("bn", "shape", "each"),
    [
        (BatchNorm2d(3), (1, 3, 1, 1), "channel"),
        (BatchNormPixel((3, 2, 2)), (1, 3, 2, 2), "pixel"),
        (BatchNorm1d(3), (1, 3), "feature"),
        (BatchNorm1d(3), (0, 3), "feature"),
    ],
)
def test_training_on_a_single_value_is_refused_and_changes_nothing(
    bn: BatchNorm2d, shape: tuple[int, ...], each: str
) -> None:
    bn.name = "bn1"
    with pytest.raises(ValueError, match=rf"^bn1: training needs more than 1 value per {each}, got input"):
        bn.forward(np.ones(shape))
    assert (bn.running_mean == 0).all()
    assert (bn.running_var == 1).all()


def test_two_places_of_one_image_are_enough_to_train_on() -> None:
    assert BatchNorm2d(1).forward(np.array([[[[1.0, 3.0]]]])).shape == (1, 1, 1, 2)


def test_a_constant_channel_stays_finite() -> None:
    bn = BatchNorm2d(1).astype(np.float64)
    y = bn.forward(np.full((2, 1, 2, 2), 7.0))
    assert np.isfinite(bn.backward(np.ones_like(y))).all()
    assert (y == 0).all()


def test_parameters_are_counted_as_documented() -> None:
    counts = [
        sum(p.data.size for p in bn.parameters().values())
        for bn in (BatchNorm2d(6), BatchNorm2d(16), BatchNormPixel((6, 14, 14)), BatchNorm1d(5))
    ]
    assert counts == [12, 32, 2352, 10]
    assert BatchNorm2d(6, affine=False).parameters() == {}
    assert list(BatchNorm2d(6).buffers()) == ["running_mean", "running_var"]
