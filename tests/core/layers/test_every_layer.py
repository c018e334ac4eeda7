"""What holds for every layer in LAYERS, whatever it computes."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest

import core
from core import LAYERS, Layer, Sequential, gradcheck

# Every kind of layer, in settings that reach all of its code, with the shape of one sample.
CASES: list[tuple[Layer, tuple[int, ...]]] = [
    (core.Conv2d(2, 3, 3), (2, 5, 5)),
    (core.Conv2d(2, 3, 3, stride=2, padding=1), (2, 7, 6)),
    (core.Conv2d(1, 2, (2, 3), stride=(3, 2), padding=(1, 0), bias=False), (1, 7, 9)),
    (core.Conv2d(2, 2, 4, padding="same"), (2, 5, 3)),
    (core.Conv2d(3, 1, 1, padding="valid"), (3, 4, 4)),
    (core.MaxPool2d(2), (2, 4, 4)),
    (core.MaxPool2d(2), (2, 5, 7)),
    (core.MaxPool2d(3, stride=2, padding=1), (2, 6, 5)),
    (core.MaxPool2d((1, 3), stride=(2, 1)), (1, 4, 5)),
    (core.AvgPool2d(2), (2, 4, 4)),
    (core.AvgPool2d(2), (2, 5, 7)),
    (core.AvgPool2d(3, stride=2, padding=1), (2, 6, 5)),
    (core.AvgPool2d((3, 2), stride=1, padding=(1, 1), count_include_pad=False), (1, 4, 5)),
    (core.BatchNorm2d(3), (3, 4, 2)),
    (core.BatchNorm2d(3, eps=1e-3, momentum=0.3, affine=False), (3, 4, 2)),
    (core.BatchNormPixel((2, 3, 4)), (2, 3, 4)),
    (core.BatchNorm1d(5), (5,)),
    (core.BatchNorm1d(5), (5, 3)),
    (core.Linear(6, 4), (6,)),
    (core.Linear(6, 4, bias=False), (6,)),
    (core.Flatten(), (2, 3, 4)),
    (core.Flatten(), (5,)),
    (core.Dropout(0.3), (4, 5)),
    (core.ReLU(), (3, 4)),
    (core.LeakyReLU(0.2), (3, 4)),
    (core.ELU(1.5), (3, 4)),
    (core.Sigmoid(), (3, 4)),
    (core.Tanh(), (3, 4)),
    (core.Softmax(), (5,)),
    (core.Softmax(), (3, 2, 2)),
    (core.LogSoftmax(), (5,)),
    (core.LogSoftmax(dim=2), (3, 4)),
]
every_case = pytest.mark.parametrize(
    ("original", "shape"), CASES, ids=[f"{layer!r}{shape}" for layer, shape in CASES]
)


def batch(*shape: int, dtype: Any = np.float64) -> np.ndarray:
    """A read-only batch, its values well apart so that no nudge crosses a kink or changes a winner."""
    size = int(np.prod(shape))
    x = np.random.default_rng(3).permutation(size).astype(dtype).reshape(shape)
    x = (x - size / 2 + 0.3) * (4 / max(size, 1))
    x.flags.writeable = False
    return x.astype(dtype)


def test_every_layer_has_a_case() -> None:
    assert {type(layer) for layer, _ in CASES} == set(LAYERS)


@every_case
def test_gradients_are_the_measured_slopes(original: Layer, shape: tuple[int, ...]) -> None:
    layer, rng = copy.deepcopy(original), np.random.default_rng(5)
    for parameter in layer.parameters().values():  # none at 1 or 0, where a forgotten factor would not show
        parameter.data = rng.uniform(0.5, 1.5, parameter.data.shape).astype(parameter.data.dtype)
    report = gradcheck(layer, batch(4, *shape))
    assert report.ok, report


@every_case
def test_gradients_are_the_measured_slopes_in_use(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    if isinstance(layer, core.BatchNorm2d | core.BatchNormPixel | core.BatchNorm1d):
        layer.forward(3 * batch(4, *shape) + 1)
    report = gradcheck(layer.eval(), batch(1, *shape))
    assert report.ok, report


@every_case
def test_arguments_are_never_written_to(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    x = batch(3, *shape)
    x.flags.writeable = False
    y = layer.forward(x)
    g = np.ones_like(y)
    g.flags.writeable = False
    grad_input = layer.backward(g)
    assert not np.shares_memory(y, x)
    assert not np.shares_memory(grad_input, g)
    assert y.flags.c_contiguous
    assert grad_input.flags.c_contiguous


@every_case
def test_writing_to_an_output_changes_no_gradient(original: Layer, shape: tuple[int, ...]) -> None:
    layer, twin = copy.deepcopy(original), copy.deepcopy(original)
    x = batch(3, *shape)
    y, expected = layer.forward(x), twin.forward(x)
    y[...] = np.nan
    g = np.ones_like(expected)
    np.testing.assert_array_equal(layer.backward(g), twin.backward(g))


@every_case
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("parameters", [np.float32, np.float64])
def test_outputs_and_gradients_keep_the_inputs_precision(
    original: Layer, shape: tuple[int, ...], dtype: Any, parameters: Any
) -> None:
    layer = copy.deepcopy(original).astype(parameters)
    y = layer.forward(batch(3, *shape, dtype=dtype))
    assert y.dtype == dtype
    assert layer.backward(np.ones(y.shape)).dtype == dtype
    assert all(p.grad is not None and p.grad.dtype == dtype for p in layer.parameters().values())
    assert all(p.data.dtype == parameters for p in layer.parameters().values())
    assert all(buffer.dtype == parameters for buffer in layer.buffers().values())
    floats = [a for k, a in layer.intermediates().items() if k not in ("argmax", "mask")]
    assert all(a.dtype == dtype for a in floats)


@every_case
def test_a_batch_of_one_works_in_use(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original).astype(np.float64).eval()
    x = batch(3, *shape)
    together = layer.forward(x)
    alone = np.concatenate([layer.forward(x[n : n + 1]) for n in range(3)])
    np.testing.assert_allclose(alone, together, rtol=0, atol=1e-14)
    assert layer.backward(together[:1]).shape == (1, *shape)


@every_case
def test_backward_may_be_called_again(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    y = layer.forward(batch(3, *shape))
    g = np.ones_like(y)
    first = layer.backward(g)
    grads = {key: p.grad for key, p in layer.parameters().items()}
    np.testing.assert_array_equal(layer.backward(g), first)
    for key, parameter in layer.parameters().items():
        np.testing.assert_array_equal(parameter.grad, grads[key])
        assert parameter.grad.shape == parameter.shape
        assert parameter.grad.flags.c_contiguous


@every_case
def test_the_input_gradient_alone_is_the_same_number_for_number(
    original: Layer, shape: tuple[int, ...]
) -> None:
    layer = copy.deepcopy(original)
    y = layer.forward(batch(3, *shape))
    grad_output = np.random.default_rng(5).normal(size=y.shape)
    np.testing.assert_array_equal(layer.input_gradient(grad_output), layer.backward(grad_output))


@every_case
def test_a_copy_leaves_behind_what_the_latest_pass_kept(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    y = layer.forward(batch(3, *shape))
    again = copy.deepcopy(layer)
    assert again.intermediates() == {}
    with pytest.raises(ValueError, match="backward needs a forward pass first"):
        again.backward(np.ones_like(y))
    for key, parameter in layer.parameters().items():
        np.testing.assert_array_equal(again.parameters()[key].data, parameter.data)
        assert not np.shares_memory(again.parameters()[key].data, parameter.data)
    assert again.config() == layer.config()


@every_case
def test_inputs_need_not_be_contiguous(original: Layer, shape: tuple[int, ...]) -> None:
    layer, twin = copy.deepcopy(original), copy.deepcopy(original)
    x = batch(*shape[::-1], 3)
    y, expected = layer.forward(x.T), twin.forward(np.ascontiguousarray(x.T))
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-14)
    g = batch(*y.shape[::-1])
    np.testing.assert_allclose(layer.backward(g.T), twin.backward(g.T.copy()), rtol=0, atol=1e-13)


@every_case
def test_the_shape_is_known_before_running(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    assert (3, *layer.output_shape(shape)) == layer.forward(batch(3, *shape)).shape


@every_case
def test_a_spec_makes_the_same_layer(original: Layer, shape: tuple[int, ...]) -> None:
    spec = Sequential([("it", copy.deepcopy(original))]).spec()
    assert json.loads(json.dumps(spec)) == spec
    again = Sequential.from_spec(spec)
    assert again.spec() == spec
    assert repr(again.layers["it"]) == repr(original)
    assert again.shapes(shape)["it"] == original.output_shape(shape)


@every_case
def test_a_layer_reads_like_its_constructor(original: Layer, shape: tuple[int, ...]) -> None:
    again = eval(repr(original), vars(core))
    assert type(again) is type(original)
    assert again.config() == original.config()


@every_case
def test_backward_needs_forward_and_its_shape(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original)
    layer.name = "it"
    with pytest.raises(ValueError, match="it: backward needs a forward pass first"):
        layer.backward(np.ones((3, *shape)))
    y = layer.forward(batch(3, *shape))
    with pytest.raises(ValueError, match=r"it: expected grad_output \(.*\), got \(7, 7\)"):
        layer.backward(np.ones((7, 7)))
    assert layer.backward(np.ones(y.shape)).shape == (3, *shape)


@every_case
def test_whole_numbers_are_refused(original: Layer, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected floating-point numbers, got uint8"):
        copy.deepcopy(original).forward(np.ones((3, *shape), np.uint8))


@every_case
def test_an_empty_batch_passes_in_use(original: Layer, shape: tuple[int, ...]) -> None:
    layer = copy.deepcopy(original).eval()
    y = layer.forward(batch(0, *shape))
    assert y.shape == (0, *layer.output_shape(shape))
    assert layer.backward(y).shape == (0, *shape)


@pytest.mark.parametrize(
    ("layer", "shape", "expected", "got"),
    [
        (core.Conv2d(6, 16, 5), (1, 28, 28), "6, H, W", "1, 28, 28"),
        (core.Conv2d(6, 16, 5), (6, 28), "6, H, W", "6, 28"),
        (core.Conv2d(1, 1, 5), (1, 4, 9), "1, H >= 5, W >= 5", "1, 4, 9"),
        (core.Conv2d(1, 1, 5, padding=1), (1, 9, 2), "1, H >= 3, W >= 3", "1, 9, 2"),
        (core.MaxPool2d(2), (6, 1, 8), "C, H >= 2, W >= 2", "6, 1, 8"),
        (core.MaxPool2d(2), (6, 8), "C, H, W", "6, 8"),
        (core.AvgPool2d(3), (6, 8, 2), "C, H >= 3, W >= 3", "6, 8, 2"),
        (core.BatchNorm2d(6), (5, 2, 2), "6, H, W", "5, 2, 2"),
        (core.BatchNorm2d(6), (6,), "6, H, W", "6"),
        (core.BatchNormPixel((2, 3, 4)), (2, 4, 3), "2, 3, 4", "2, 4, 3"),
        (core.BatchNorm1d(6), (5,), "6", "5"),
        (core.BatchNorm1d(6), (6, 2, 2), "6", "6, 2, 2"),
        (core.Linear(400, 120), (16, 5, 5), "400", "16, 5, 5"),
        (core.Softmax(), (), "C, ...", ""),
    ],
)
def test_a_wrong_shape_is_told_with_both_shapes_and_the_name(
    layer: Layer, shape: tuple[int, ...], expected: str, got: str
) -> None:
    layer.name = "here"
    with pytest.raises(ValueError) as running:
        layer.forward(np.zeros((64, *shape)))
    wanted = f"(N, {expected})" if expected else "(N,)"
    found = f"(64, {got})" if got else "(64,)"
    assert str(running.value).startswith(f"here: expected {wanted}, got {found}")
    with pytest.raises(ValueError, match=r"^here: expected \(.*\), got \("):
        layer.output_shape(shape)
    with pytest.raises(ValueError, match=r"^here: expected \(.*\), got \("):
        layer.multiply_adds(shape)


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: core.Conv2d(0, 1, 3), "in_channels"),
        (lambda: core.Conv2d(1, -1, 3), "out_channels"),
        (lambda: core.Conv2d(1, 1, 0), "kernel_size"),
        (lambda: core.Conv2d(1, 1, (3, 3, 3)), "kernel_size"),
        (lambda: core.Conv2d(1, 1, 2.5), "kernel_size"),
        (lambda: core.Conv2d(1, 1, 3, stride=0), "stride"),
        (lambda: core.Conv2d(1, 1, 3, padding=-1), "padding"),
        (lambda: core.Conv2d(1, 1, 3, padding="full"), "padding"),
        (lambda: core.Conv2d(1, 1, 3, stride=2, padding="same"), "padding"),
        (lambda: core.Conv2d(1, 1, 3, bias="no"), "bias"),
        (lambda: core.MaxPool2d(0), "kernel_size"),
        (lambda: core.MaxPool2d(2, stride=(1, 0)), "stride"),
        (lambda: core.MaxPool2d(2, padding=2), "padding"),
        (lambda: core.AvgPool2d(True), "kernel_size"),
        (lambda: core.AvgPool2d(2, count_include_pad=1), "count_include_pad"),
        (lambda: core.BatchNorm2d(0), "num_features"),
        (lambda: core.BatchNorm2d(3, eps=0.0), "eps"),
        (lambda: core.BatchNorm2d(3, momentum=1.5), "momentum"),
        (lambda: core.BatchNorm2d(3, affine=None), "affine"),
        (lambda: core.BatchNormPixel(6), "shape"),
        (lambda: core.BatchNormPixel((1, 0, 2)), "shape"),
        (lambda: core.BatchNorm1d("3"), "num_features"),
        (lambda: core.Linear(0, 3), "in_features"),
        (lambda: core.Linear(3, 0), "out_features"),
        (lambda: core.Dropout(-0.1), "p"),
        (lambda: core.Dropout(1.1), "p"),
        (lambda: core.Dropout(float("nan")), "p"),
        (lambda: core.LeakyReLU("steep"), "negative_slope"),
        (lambda: core.ELU(float("inf")), "alpha"),
        (lambda: core.Softmax(0), "dim"),
    ],
)
def test_a_setting_out_of_range_is_refused_by_name(make: Any, argument: str) -> None:
    with pytest.raises(ValueError, match=rf"^{argument}\b|^padding"):
        make()
