"""Weights come back bit for bit, and other programs can read them."""

import json

import numpy as np
import pytest
import safetensors
import safetensors.numpy

import core
from core.files.metadata import canonical_json, unwrapped
from core.files.weight_names import state_shapes
from core.layers import LAYERS


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_come_back_bit_for_bit_with_the_network_and_what_was_said_about_it(
    tmp_path, dtype, small, same
):
    network = small(dtype)
    about = {"preset": "x", "test_accuracy": 0.5, "deep": [1, {"é": None}], "number": np.float32(0.25)}
    core.save_weights(tmp_path / "w", network, **about)
    loaded, told = core.load_weights(tmp_path / "w")
    assert same(network.state_dict(), loaded.state_dict())
    assert loaded.spec() == network.spec()
    assert told == about


def test_lenet_comes_back_and_computes_the_same(tmp_path):
    network = core.lenet5(rng=np.random.default_rng(3)).eval()
    core.save_weights(tmp_path / "w", network)
    x = np.random.default_rng(0).random((3, 1, 28, 28), dtype=np.float32)
    assert np.array_equal(network.forward(x), core.load_weights(tmp_path / "w")[0].eval().forward(x))


def test_a_loaded_network_can_be_trained(saved):
    network, _ = core.load_weights(saved)
    for parameter in network.named_parameters().values():
        parameter.data += 1
    for buffer in network.named_buffers().values():
        buffer += 1


def test_arrays_in_any_memory_layout_are_written_right(tmp_path, small):
    network = small()
    weight = network.layers["fc2"].weight
    for layout in (
        np.asfortranarray(weight.data),
        weight.data[::-1, ::-1],
        np.repeat(weight.data, 2, 1)[:, ::2],
    ):
        weight.data = layout
        core.save_weights(tmp_path / "w", network)
        assert np.array_equal(core.load_weights(tmp_path / "w")[0].layers["fc2"].weight.data, layout)
        assert np.array_equal(safetensors.numpy.load_file(tmp_path / "w")["fc2.weight"], layout)


def test_the_same_weights_give_the_same_file(tmp_path, small):
    for name in "ab":
        core.save_weights(tmp_path / name, small(), step=1, preset="p")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_other_programs_read_the_file(saved):
    tensors = safetensors.numpy.load_file(saved)
    assert {name: array.shape for name, array in tensors.items()} == {
        "conv1.weight": (2, 1, 3, 2), "conv1.bias": (2,), "fc2.weight": (4, 12),
        "bn1.weight": (2,), "bn1.bias": (2,), "bn1.running_mean": (2,), "bn1.running_var": (2,),
    }  # fmt: skip
    with safetensors.safe_open(saved, "np") as file:
        metadata = unwrapped(file.metadata())
    assert json.loads(metadata["about"]) == {"preset": "tiny", "step": 7}
    assert json.loads(metadata["spec"])["layers"][0]["name"] == "conv1"


def test_files_of_the_first_version_with_an_item_for_each_text_still_load(saved, same, small):
    with safetensors.safe_open(saved, "np") as file:
        metadata = unwrapped(file.metadata())
    safetensors.numpy.save_file(safetensors.numpy.load_file(saved), saved, metadata)
    network, about = core.load_weights(saved)
    assert same(network.state_dict(), small().state_dict())
    assert about == {"preset": "tiny", "step": 7}


@pytest.mark.parametrize("name", ["w 🙂é", "  ", "数" * 80, "x" * 250])
def test_any_path_does(tmp_path, name, small, same):
    core.save_weights(tmp_path / name, small())
    assert same(core.load_weights(tmp_path / name)[0].state_dict(), small().state_dict())


def test_every_layer_with_weights_has_its_shapes_worked_out():
    arguments = {
        "Conv2d": (2, 4, (3, 2)), "MaxPool2d": (2,), "AvgPool2d": (2,), "BatchNorm2d": (3,), "Linear": (3, 2),
        "BatchNormPixel": ((2, 3, 4),), "BatchNorm1d": (5,),
    }  # fmt: skip
    for kind in LAYERS:
        choices = [{}]
        choices += [{"bias": False}] if kind.__name__ in ("Conv2d", "Linear") else []
        choices += [{"affine": False}] if kind.__name__.startswith("BatchNorm") else []
        for choice in choices:
            network = core.Sequential([("one", kind(*arguments.get(kind.__name__, ()), **choice))])
            spec = json.loads(canonical_json(network.spec()))
            assert state_shapes(spec) == {n: a.shape for n, a in network.state_dict().items()}, kind


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_weights_that_diverged_are_not_saved_over_good_ones(saved, bad, small):
    before = saved.read_bytes()
    network = small()
    network.layers["fc2"].weight.data[0, 0] = bad
    with pytest.raises(core.WeightFileError, match=r"fc2\.weight has values that are not finite"):
        core.save_weights(saved, network)
    assert saved.read_bytes() == before


def test_saving_says_why_it_cannot(tmp_path, small):
    with pytest.raises(core.WeightFileError, match="JSON"):
        core.save_weights(tmp_path / "w", small(), thing=object())
    with pytest.raises(core.WeightFileError, match="JSON"):
        core.save_weights(tmp_path / "w", small(), loss=float("nan"))
    with pytest.raises(core.WeightFileError, match="no such file or folder"):
        core.save_weights(tmp_path / "gone" / "w", small())
    assert list(tmp_path.iterdir()) == []


def test_weights_go_into_a_network_with_their_names_all_or_none(saved, tmp_path, small, same):
    network = small()
    network.layers["fc2"].weight.data[:] = 0
    assert core.load_weights_into(network, saved) == {"preset": "tiny", "step": 7}
    assert same(network.state_dict(), small().state_dict())

    tensors = safetensors.numpy.load_file(saved)
    tensors = {name: array + 1 for name, array in tensors.items()}
    for bad in (
        {"bn1.bias": None},
        {"fc2.weight": tensors["fc2.weight"] * np.nan},
        {"x": tensors["bn1.bias"]},
    ):
        changed = {name: array for name, array in (tensors | bad).items() if array is not None}
        safetensors.numpy.save_file(changed, tmp_path / "plain")
        with pytest.raises(core.WeightFileError):
            core.load_weights_into(network, tmp_path / "plain")
        assert same(network.state_dict(), small().state_dict())


def test_plain_safetensors_with_the_same_names_go_into_a_network(tmp_path, small, same, refusal):
    tensors = {name: array + 1 for name, array in small().state_dict().items()}
    counted = tensors | {"bn1.num_batches_tracked": np.array(3)}
    safetensors.numpy.save_file(counted, tmp_path / "plain", {"format": "pt"})
    network = small()
    assert core.load_weights_into(network, tmp_path / "plain") == {}
    assert same(network.state_dict(), tensors)
    assert "not the network that they belong to" in refusal(tmp_path / "plain")


def test_doubles_too_large_for_a_float32_network_are_refused(tmp_path, small):
    tensors = {name: array * 1e300 for name, array in small(np.float64).state_dict().items()}
    safetensors.numpy.save_file(tensors, tmp_path / "plain")
    with pytest.raises(core.WeightFileError, match="not finite"):
        core.load_weights_into(small(), tmp_path / "plain")
    core.load_weights_into(small(np.float64), tmp_path / "plain")
