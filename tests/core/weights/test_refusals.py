"""A file that is damaged or wrong anywhere is refused, with the tensor or item named."""

import numpy as np
import pytest
import safetensors.numpy

import core


@pytest.mark.slow
@pytest.mark.fault(3)
def test_truncation_at_any_byte_is_refused(saved, tmp_path, refusal):
    content = saved.read_bytes()
    path = tmp_path / "cut"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(core.WeightFileError):
            core.load_weights(path)
    path.write_bytes(content + b"\0")
    refusal(path)


@pytest.fixture
def flips(small, same):
    """Flips each of some bits of a file: it must be refused, and a network stay as it was."""

    def flip(path, bits):
        content = bytearray(path.read_bytes())
        into = small()
        before = into.state_dict()
        for bit in bits:
            content[bit // 8] ^= 1 << bit % 8
            path.write_bytes(content)
            with pytest.raises(core.WeightFileError):
                core.load_weights(path)
            with pytest.raises(core.WeightFileError):
                core.load_weights_into(into, path)
            content[bit // 8] ^= 1 << bit % 8
        assert same(into.state_dict(), before)

    return flip


@pytest.mark.fault(3)
def test_flipped_bits_are_refused(saved, flips):
    bits = 8 * saved.stat().st_size
    flips(saved, np.random.default_rng(0).integers(0, bits, 400))


@pytest.mark.fault(3)
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_flipped_bit_is_refused(saved, flips):
    flips(saved, range(8 * saved.stat().st_size))


@pytest.mark.fault(5)
@pytest.mark.parametrize("name", ["conv1.weight", "bn1.running_var", "fc2.weight"])
def test_a_missing_extra_or_renamed_tensor_is_named(saved, name, remade, refusal):
    tensors = safetensors.numpy.load_file(saved)
    assert f"{name} is missing" in refusal(remade(saved, {k: a for k, a in tensors.items() if k != name}))
    assert "conv9.weight has no place" in refusal(remade(saved, tensors | {"conv9.weight": tensors[name]}))
    renamed = {k.replace(name, "other"): a for k, a in tensors.items()}
    assert f"{name} is missing" in refusal(remade(saved, renamed))


@pytest.mark.fault(5)
@pytest.mark.parametrize("name", ["conv1.weight", "bn1.running_mean", "fc2.weight"])
def test_a_wrong_shape_type_or_number_is_named(saved, name, remade, refusal):
    tensors = safetensors.numpy.load_file(saved)
    array = tensors[name]
    wrong = [
        array[:1],
        array[None],
        array.reshape(-1)[1:],
        *(array.astype(t) for t in ("f8", "f2", "i4", "?")),
    ]
    wrong += [np.full_like(array, bad) for bad in (np.nan, np.inf, -np.inf)]
    for bad in wrong:
        assert name in refusal(remade(saved, tensors | {name: bad})), (bad.dtype, bad.shape)


def test_a_negative_variance_is_refused(saved, remade, refusal):
    tensors = safetensors.numpy.load_file(saved)
    tensors["bn1.running_var"] -= 5
    assert "bn1.running_var has negative variances" in refusal(remade(saved, tensors))


@pytest.mark.fault(6)
def test_a_file_from_a_newer_version_asks_for_a_newer_cnnviz(saved, remade, refusal):
    assert "it needs a newer cnnviz" in refusal(remade(saved, cnnviz="2", more="things"))


@pytest.mark.parametrize(
    "metadata",
    [
        {"about": '{"step":8}'}, {"spec": '{"layers":[]}'}, {"sha256": "0" * 64}, {"more": "x"},
        {"sha256": None}, {"about": None}, {"spec": None}, {"cnnviz": None}, {"cnnviz": "0"},
        {"cnnviz": "one"},
    ],
)  # fmt: skip
def test_changed_metadata_are_refused(saved, metadata, remade, refusal):
    refusal(remade(saved, resigned=False, **metadata))


@pytest.mark.parametrize(
    "spec",
    [
        "", "[", "[" * 100_000, "null", "[]", "{}", '{"layers":3}', '{"layers":[]}', '{"layers":[3]}',
        '{"layers":[{"name":"a"}]}', '{"layers":[{"name":"a","type":"Sequential"}]}',
        '{"layers":[{"name":"a","type":"Linear"}]}', '{"layers":[{"name":"a","type":["Linear"]}]}',
        '{"layers":[{"name":"a","type":"Linear","in_features":1e400,"out_features":2}]}',
        '{"layers":[{"name":"a","type":"Linear","in_features":-1,"out_features":2}]}',
        '{"layers":[{"name":"a","type":"BatchNormPixel","shape":7}]}',
        '{"layers":[{"name":"","type":"ReLU"}]}', '{"layers":[{"name":"a","type":"ReLU","rng":5}]}',
    ],
)  # fmt: skip
def test_a_spec_that_is_no_network_is_refused(saved, spec, remade, refusal):
    refusal(remade(saved, {}, spec=spec))
