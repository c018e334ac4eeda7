"""Activations and poolings that no shape tells can be said, and then stand where PyTorch has them."""

import numpy as np
import pytest
import safetensors.numpy

import core
from core.weights.proposing import unseen_kinds, with_kinds

RNG = np.random.default_rng(3)


def network(*layers):
    return core.Sequential(list(layers))


def convolutional(first, pool):
    return network(
        ("conv1", core.Conv2d(1, 4, 5, rng=RNG)),
        ("bn1", core.BatchNorm2d(4)),
        *([("relu1", first)] if first else []),
        ("pool1", pool),
        ("conv2", core.Conv2d(4, 6, 5, rng=RNG)),
        ("relu2", core.ReLU()),
        ("pool2", core.MaxPool2d(2)),
        ("flatten", core.Flatten()),
        ("fc1", core.Linear(96, 10, rng=RNG)),
        ("tanh1", core.Tanh()),
        ("fc2", core.Linear(10, 10, rng=RNG)),
    )


USUAL = convolutional(core.ReLU(), core.MaxPool2d(2)).spec()


def test_what_no_shape_tells_is_known_by_layers():
    assert unseen_kinds(USUAL) == {
        "conv1": "ReLU",
        "pool1": "MaxPool2d",
        "conv2": "ReLU",
        "pool2": "MaxPool2d",
        "fc1": "Tanh",
    }


@pytest.mark.parametrize("first", [None, core.Sigmoid(), core.Tanh()])
@pytest.mark.parametrize("pool", [core.MaxPool2d(2), core.AvgPool2d(2)])
def test_weights_with_other_activations_give_their_outputs(tmp_path, first, pool):
    theirs = convolutional(first, pool).eval()
    state = {f"net.{name}": array for name, array in theirs.state_dict().items()}
    safetensors.numpy.save_file(state, tmp_path / "theirs.safetensors")
    kinds = {
        "conv1": type(first).__name__ if first else "none",
        "pool1": type(pool).__name__,
        "fc1": "Tanh",
    }
    x = RNG.normal(size=(3, 1, 28, 28)).astype(np.float32)
    for like in (USUAL, theirs.spec()):
        loaded, about = core.load_weights(tmp_path / "theirs.safetensors", like, kinds=kinds)
        assert np.allclose(loaded.eval()(x), theirs(x), atol=1e-6)
        assert unseen_kinds(loaded.spec()) == {**unseen_kinds(USUAL), **kinds}
        assert about["preset"] is None


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        ({"conv9": "ReLU"}, "conv9 names no activation or pooling: choose from conv1"),
        ({"fc2": "ReLU"}, "fc2 names no"),
        ({"pool1": "ReLU"}, "pool1 can't have ReLU: choose from MaxPool2d"),
        ({"conv1": "Swish"}, "conv1 can't have Swish"),
    ],
)
def test_what_makes_no_sense_is_refused(kinds, reason):
    with pytest.raises(ValueError, match=reason):
        with_kinds(USUAL, kinds)
