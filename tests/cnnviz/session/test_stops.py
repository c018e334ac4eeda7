"""Every kind of layer has a sentence for each way through it, short enough to be read at a glance."""

import numpy as np
import pytest

import core
from cnnviz.session import stops
from core.layers import LAYERS

LAYER_NAMES = [layer.__name__ for layer in LAYERS]


@pytest.mark.parametrize("kind", LAYER_NAMES)
@pytest.mark.parametrize("phase", ["forward", "backward"])
def test_every_layer_has_a_sentence_for_both_ways(kind: str, phase: str) -> None:
    text = stops.sentence(phase, kind)
    assert text.endswith(".")
    assert len(text) <= 120


@pytest.mark.parametrize("phase", ["forward", "backward"])
def test_an_image_read_alone_has_no_batch(phase: str) -> None:
    for kind in ("BatchNorm2d", "BatchNorm1d", "Dropout"):
        text = stops.sentence(phase, kind, training=False)
        assert text != stops.sentence(phase, kind)
        assert "over the batch" not in text
        assert len(text) <= 120
    assert stops.sentence(phase, "Conv2d", training=False) == stops.sentence(phase, "Conv2d")


@pytest.mark.parametrize("kind", ["Conv2d", "Linear"])
def test_a_bias_is_spoken_of_where_there_is_one(kind: str) -> None:
    assert "bias" in stops.sentence("forward", kind)
    assert "bias" not in stops.sentence("forward", kind, bias=False)


@pytest.mark.parametrize("phase", ["loss", "update"])
def test_loss_and_update_have_one_each(phase: str) -> None:
    assert stops.sentence(phase, "").endswith(".")


def test_an_unknown_layer_is_met_with_silence() -> None:
    assert stops.sentence("forward", "Attention") == ""


def test_a_number_is_made_where_its_layer_is_passed() -> None:
    layers = {
        "conv1": core.Conv2d(1, 2, 3),
        "bn1": core.BatchNorm2d(2),
        "flatten": core.Flatten(),
        "fc2": core.Linear(18, 3),
    }
    network = core.Sequential(layers)
    optimizer = core.SGD(network.named_parameters(), lr=0.1, momentum=0.9)
    images = np.random.default_rng(2).standard_normal((4, 1, 5, 5)).astype(np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), images, np.array([0, 1, 2, 0]), optimizer)
    expected = {
        ("conv1", "input"): ("forward", "conv1"),
        ("conv1", "weight"): ("forward", "conv1"),
        ("conv1", "output"): ("forward", "conv1"),
        ("bn1", "input"): ("forward", "conv1"),
        ("bn1", "x_hat"): ("forward", "bn1"),
        ("bn1", "running_mean.after"): ("forward", "bn1"),
        ("loss", "logits"): ("forward", "fc2"),
        ("loss", "labels"): ("forward", "conv1"),
        ("loss", "probabilities"): ("loss", "loss"),
        ("loss", "grad_input"): ("loss", "loss"),
        ("fc2", "grad_output"): ("loss", "loss"),
        ("bn1", "grad_output"): ("backward", "flatten"),
        ("bn1", "grad_input"): ("backward", "bn1"),
        ("conv1", "weight.grad"): ("backward", "conv1"),
        ("conv1", "weight.after"): ("update", "conv1"),
        ("conv1", "weight.momentum_buffer"): ("forward", "conv1"),
        ("conv1", "weight.momentum_buffer.after"): ("update", "conv1"),
    }
    for (layer, quantity), place in expected.items():
        made = trace.stops[stops.making(trace, core.Cell(layer, quantity, ()))]
        assert (made.phase, made.layer) == place, (layer, quantity)
