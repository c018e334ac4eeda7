"""Weights of other programs: the loaded network gives the outputs of the one that they are of."""

import json

import numpy as np
import pytest
import safetensors.numpy

import core
from cnnviz.system.paths import trained_network
from core.layers import BatchNorm2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU

RNG = np.random.default_rng(0)


def built(*layers):
    """A network of PyTorch's tutorials, its batch-norm not as it began; and the names of its layers."""
    network = core.Sequential([(f"layer{n}", layer) for n, layer in enumerate(layers)])
    for layer in layers:
        if isinstance(layer, BatchNorm2d):
            layer.weight.data = RNG.normal(0.5, 1, layer.weight.shape).astype(np.float32)  # some are negative
            layer.running_mean = RNG.normal(size=layer.running_mean.shape).astype(np.float32)
            layer.running_var = RNG.uniform(0.5, 2, layer.running_var.shape).astype(np.float32)
    return network.eval()


def head(row, classes=10):
    return (Flatten(), Linear(row, 120), ReLU(), Linear(120, 84), ReLU(), Linear(84, classes))


def lenets():
    """Five usual ways of writing LeNet, with the shape of its images and the names of its layers with
    weights.
    """
    yield (
        "padded, conv relu pool",
        built(
            Conv2d(1, 6, 5, padding=2),
            ReLU(),
            MaxPool2d(2),
            Conv2d(6, 16, 5),
            ReLU(),
            MaxPool2d(2),
            *head(400),
        ),
        (1, 28, 28),
        ["conv1", "conv2", "fc1", "fc2", "fc3"],
    )
    yield (
        "conv pool relu, not padded",
        built(Conv2d(1, 6, 5), MaxPool2d(2), ReLU(), Conv2d(6, 16, 5), MaxPool2d(2), ReLU(), *head(256)),
        (1, 28, 28),
        ["module.c1", "module.c3", "module.f5", "module.f6", "module.output"],
    )
    yield (
        "features and classifier, with batch-norm",
        built(
            *(Conv2d(1, 6, 5, padding=2, bias=False), BatchNorm2d(6), ReLU(), MaxPool2d(2)),
            *(Conv2d(6, 16, 5, bias=False), BatchNorm2d(16), ReLU(), MaxPool2d(2), *head(400)),
        ),
        (1, 28, 28),
        [
            "features.0",
            "features.1",
            "features.4",
            "features.5",
            "classifier.1",
            "classifier.3",
            "classifier.5",
        ],
    )
    yield (
        "colour",
        built(Conv2d(3, 6, 5), ReLU(), MaxPool2d(2), Conv2d(6, 16, 5), ReLU(), MaxPool2d(2), *head(400)),
        (3, 32, 32),
        ["_orig_mod.conv1", "_orig_mod.conv2", "_orig_mod.fc1", "_orig_mod.fc2", "_orig_mod.fc3"],
    )
    yield (
        "in a Sequential, 26 classes",
        built(Conv2d(1, 6, 5), ReLU(), MaxPool2d(2), Conv2d(6, 16, 5), ReLU(), MaxPool2d(2), *head(256, 26)),
        (1, 28, 28),
        ["model.0", "model.3", "model.7", "model.9", "model.11"],
    )


LENETS = {name: rest for name, *rest in lenets()}


def renamed(network, names):
    """A network's state under other names of its layers, with what PyTorch's batch-norm counts."""
    weighted = [name for name, layer in network.layers.items() if layer.parameters()]
    theirs = dict(zip(weighted, names, strict=True))
    state = {}
    for name, array in network.state_dict().items():
        layer, _, role = name.partition(".")
        state[f"{theirs[layer]}.{role}"] = array
        if role == "running_mean":
            state[f"{theirs[layer]}.num_batches_tracked"] = np.array(7)
    return state


@pytest.mark.every(4)
@pytest.mark.parametrize("way", LENETS)
@pytest.mark.parametrize("form", ["safetensors", "npz", "f16", "f64"])
def test_lenets_written_in_five_ways_give_their_outputs(tmp_path, way, form):
    network, shape, names = LENETS[way]
    state = renamed(network, names)
    path = tmp_path / "theirs.safetensors"
    if form == "npz":
        np.savez(tmp_path / "theirs.npz", **{n: a for n, a in state.items() if a.dtype.kind == "f"})
        path = tmp_path / "theirs.npz"
    else:
        dtype = {"f16": np.float16, "f64": np.float64}.get(form, np.float32)
        cast = {n: a.astype(dtype) if a.dtype.kind == "f" else a for n, a in state.items()}
        safetensors.numpy.save_file(cast, path)
    loaded, about = core.load_weights(path)
    x = RNG.normal(size=(5, *shape)).astype(np.float32)
    expected, found = network.forward(x), loaded.eval().forward(x)
    assert np.abs(found - expected).max() < (5e-3 if form == "f16" else 1e-5)
    assert about["input_shape"] == list(shape)
    assert {theirs for theirs, _, _ in about["matched"]} == {n for n in state if "num_batches" not in n}
    assert any("ReLU" in text for text in about["assumed"])


def bfloat(array):
    return (np.asarray(array, "<f4").view("<u4") >> 16).astype("<u2")


def test_bfloat16_is_the_upper_half_of_float32(tmp_path):
    state = core.lenet5().state_dict()
    header, data = {}, b""
    for name, array in state.items():
        stored = bfloat(array).tobytes()
        header[name] = {
            "dtype": "BF16",
            "shape": list(array.shape),
            "data_offsets": [len(data), len(data) + len(stored)],
        }
        data += stored
    text = json.dumps(header).encode()
    (tmp_path / "b").write_bytes(len(text).to_bytes(8, "little") + text + data)
    loaded, _ = core.load_weights(tmp_path / "b")
    for name, array in loaded.state_dict().items():
        assert np.array_equal(bfloat(array), bfloat(state[name]))
        assert np.allclose(array, state[name], rtol=0.01)


def shipped():
    return core.load_weights(trained_network())[0]


OTHER_NAMES = {
    "conv1": "features.0", "bn1": "features.1", "conv2": "features.3", "bn2": "features.4",
    "conv3": "features.6", "fc4": "classifier.7", "fc5": "classifier.8",
}  # fmt: skip


def under_other_names(state, names=OTHER_NAMES):
    return {
        f"{names[name.partition('.')[0]]}.{name.partition('.')[2]}": array for name, array in state.items()
    }


def test_a_trained_network_under_other_names_is_known_by_what_it_reads(tmp_path):
    network = shipped()
    path = tmp_path / "a.safetensors"
    safetensors.numpy.save_file(under_other_names(network.state_dict()), path)
    for like in (None, "lenet5-bn", network, network.spec()):
        loaded, about = core.load_weights(path, like=like)
        assert ["features.0.weight", "conv1.weight", ""] in about["matched"]
        x = core.mnist()[1].images[:20, None] / np.float32(255)
        assert np.allclose(loaded.eval().forward(x), network.eval().forward(x), atol=1e-5)


@pytest.mark.parametrize("prefix", ["module.", "model.", "_orig_mod.", "module._orig_mod."])
def test_prefixes_of_wrappers_are_dropped(tmp_path, prefix):
    network = core.lenet5()
    path = tmp_path / "a.safetensors"
    safetensors.numpy.save_file({prefix + name: a for name, a in network.state_dict().items()}, path)
    loaded, about = core.load_weights(path)
    assert loaded.spec() == network.spec()
    assert all(np.array_equal(a, network.state_dict()[n]) for n, a in loaded.state_dict().items())
    assert about["preset"] == "lenet5-bn"
    assert about["matched"][0][:2] == [f"{prefix}conv1.weight", "conv1.weight"]
    into = core.lenet5()
    core.load_weights_into(into, path)
    assert all(np.array_equal(a, network.state_dict()[n]) for n, a in into.state_dict().items())


def test_a_map_says_where_tensors_belong(tmp_path):
    network = core.lenet5(batch_norm=False)
    state = {f"t{n}": array for n, array in enumerate(network.state_dict().values())}
    names = dict(zip(state, network.state_dict(), strict=True))
    path = tmp_path / "a.safetensors"
    safetensors.numpy.save_file(state, path)
    for given in (names, {ours: theirs for theirs, ours in names.items()}):
        loaded, _ = core.load_weights(path, like="lenet5", names=given)
        assert all(np.array_equal(a, network.state_dict()[n]) for n, a in loaded.state_dict().items())
    with pytest.raises(core.WeightFileError, match="no tensor other"):
        core.load_weights(path, like="lenet5", names={"other": "conv1.weight"})


def test_what_has_no_place_is_named(tmp_path, refusal):
    state = core.lenet5(batch_norm=False).state_dict()
    path = tmp_path / "a.safetensors"
    safetensors.numpy.save_file(state | {"aux.weight": np.zeros((7, 3), np.float32)}, path)
    with pytest.raises(core.WeightFileError, match=r"the tensor aux\.weight \(7, 3\) has no place"):
        core.load_weights(path, like="lenet5")
    shard = tmp_path / "model-00001-of-00003.safetensors"
    safetensors.numpy.save_file({n: a for n, a in state.items() if n < "conv3"}, shard)
    assert "It is part 1 of 3 of a model" in refusal(shard)
    safetensors.numpy.save_file({"a.weight": np.zeros((3, 4), int)}, path)
    assert "a.weight has the type I64" in refusal(path)
    skip = {"conv1.weight": (8, 1, 3, 3), "conv2.weight": (8, 16, 3, 3), "fc.weight": (10, 8)}
    safetensors.numpy.save_file({n: np.zeros(shape, np.float32) for n, shape in skip.items()}, path)
    assert "its layers are not in a row" in refusal(path)
    with pytest.raises(core.WeightFileError, match="no preset is called 'lenet6'"):
        core.load_weights(path, like="lenet6")


def test_kernels_and_matrices_of_keras_are_turned(tmp_path):
    network = core.Sequential(
        [
            *(("conv1", Conv2d(1, 6, 5)), ("relu1", ReLU()), ("pool1", MaxPool2d(2))),
            *(("conv2", Conv2d(6, 16, 5)), ("relu2", ReLU()), ("pool2", MaxPool2d(2))),
            *(("flatten", Flatten()), ("fc3", Linear(256, 84)), ("relu3", ReLU()), ("fc4", Linear(84, 10))),
        ]
    ).eval()
    arrays = {}
    names = {"conv1": "conv2d", "conv2": "conv2d_1", "fc3": "dense", "fc4": "dense_1"}
    for name, array in network.state_dict().items():
        layer, _, role = name.partition(".")
        if array.ndim == 4:
            array = array.transpose(2, 3, 1, 0)
        elif array.ndim == 2:
            if layer == "fc3":  # Keras flattens rows of pixels with their channels
                array = array.reshape(-1, 16, 4, 4).transpose(0, 2, 3, 1).reshape(len(array), -1)
            array = array.T
        arrays[f"{names[layer]}/{'kernel' if role == 'weight' else 'bias'}"] = array
    np.savez(tmp_path / "keras.npz", **arrays)
    loaded, about = core.load_weights(tmp_path / "keras.npz", like=network, input_shape=(1, 28, 28))
    x = RNG.normal(size=(3, 1, 28, 28)).astype(np.float32)
    assert np.abs(loaded.eval().forward(x) - network.forward(x)).max() < 1e-5
    assert "rows put into the order (C, H, W)" in str(about["matched"])


def test_numpy_programs_that_number_their_arrays(tmp_path):
    weights = {"W1": (784, 64), "b1": (64,), "W2": (64, 10), "b2": (10,)}
    arrays = {name: RNG.normal(size=shape).astype(np.float32) for name, shape in weights.items()}
    np.savez(tmp_path / "a.npz", **arrays)
    spec = core.Sequential(
        [("flatten", Flatten()), ("fc1", Linear(784, 64)), ("relu1", ReLU()), ("fc2", Linear(64, 10))]
    )
    loaded, _ = core.load_weights(tmp_path / "a.npz", like=spec)
    x = RNG.normal(size=(3, 784)).astype(np.float32)
    expected = np.maximum(x @ arrays["W1"] + arrays["b1"], 0) @ arrays["W2"] + arrays["b2"]
    assert np.allclose(loaded.forward(x.reshape(3, 1, 28, 28)), expected, rtol=1e-4, atol=1e-3)
