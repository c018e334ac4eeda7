"""One image through a network in use: every layer's output and gradient are those of the clear layers."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.plan.single import SingleImage
from core.presets import PRESETS

WINDOWS = core.Sequential(
    [
        ("pool0", core.MaxPool2d(3, 2, 1)),
        ("conv1", core.Conv2d(1, 4, 3, stride=2, padding=1)),
        ("pixel1", core.BatchNormPixel((4, 7, 7))),
        ("leaky1", core.LeakyReLU()),
        ("drop1", core.Dropout(0.5)),
        ("pool1", core.AvgPool2d(3, 2, 1)),
        ("conv2", core.Conv2d(4, 3, 2)),
        ("softmax2", core.Softmax(2)),
        ("flatten", core.Flatten()),
        ("fc3", core.Linear(27, 10)),
        ("bn3", core.BatchNorm1d(10)),
        ("log3", core.LogSoftmax()),
    ]
)


@pytest.mark.parametrize(
    "network",
    [WINDOWS, *(p.network(np.random.default_rng(0)) for p in PRESETS if not p.group)],
    ids=lambda network: str(len(network.layers)),
)
def test_one_image_is_the_layers_in_use(network) -> None:
    network.astype(np.float64).eval()
    rng = np.random.default_rng(0)
    for layer in network.layers.values():
        for name, buffer in layer.buffers().items():
            setattr(layer, name, rng.uniform(0.5, 2, buffer.shape))
    single = SingleImage(network, (1, 28, 28), np.float64)
    before = {name: a.tobytes() for name, a in network.state_dict().items()}
    for _ in range(2):
        x = rng.standard_normal((1, 1, 28, 28))
        grad = rng.standard_normal((1, 10))
        outputs, logits = single.forward(x)
        gradients = single.backward(grad)
        expected = x
        np.testing.assert_array_equal(outputs["input"], x[0])
        for name, layer in network.layers.items():
            expected = layer.forward(expected)
            np.testing.assert_allclose(outputs[name], expected[0], atol=1e-12)
        np.testing.assert_allclose(logits, expected, atol=1e-12)
        for name, layer in reversed(network.layers.items()):
            np.testing.assert_allclose(gradients[name], grad[0], atol=1e-12)
            grad = layer.input_gradient(grad)
        np.testing.assert_allclose(gradients["input"], grad[0], atol=1e-12)
    assert before == {name: a.tobytes() for name, a in network.state_dict().items()}


def test_the_probe_follows_what_is_replaced() -> None:
    from core.training.probe import ProbeNetwork

    network = core.lenet5(rng=np.random.default_rng(0))
    probe = ProbeNetwork(network)
    x = np.random.default_rng(1).random((1, 1, 28, 28), dtype=np.float32)

    def agrees() -> None:
        logits = core.Sequential.from_spec(network.spec())
        logits.load_state_dict(network.state_dict())
        reading = probe.read(x, 3)
        np.testing.assert_allclose(reading.outputs["fc5"], logits.eval().forward(x)[0], rtol=1e-4, atol=1e-5)

    agrees()
    network.layers["fc4"].weight.data = network.layers["fc4"].weight.data * 2
    agrees()
    network.layers["bn1"].running_mean = np.full(6, 0.3, np.float32)
    agrees()
    network.layers["bn1"].running_var[...] = 2.0
    network.layers["conv2"].weight.data[...] *= 0.5
    agrees()
