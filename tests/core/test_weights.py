"""Weights come back bit for bit, or not at all and with a sentence that says why."""

import io
import json
import os
import pickle
import subprocess
import sys
import time
import tracemalloc
import zipfile

import numpy as np
import pytest
import safetensors
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import core
from core.layers import LAYERS
from core.tensorfile import LONGEST_HEADER, canonical_json, pack
from core.weights import digest
from core.weightshapes import state_shapes


def small(dtype=np.float32):
    """A network with a bit of everything that has weights; 79 numbers."""
    layers = [
        ("conv1", core.Conv2d(1, 2, (3, 2), rng=np.random.default_rng(0))),
        ("bn1", core.BatchNorm2d(2)),
        ("relu1", core.ReLU()),
        ("flatten", core.Flatten()),
        ("fc2", core.Linear(12, 4, bias=False, rng=np.random.default_rng(1))),
    ]
    network = core.Sequential(layers)
    network.layers["bn1"].running_mean += 0.25
    return network.astype(dtype)


def same(a, b):
    """Whether two state dicts are the same to the last bit."""
    return list(a) == list(b) and all(
        x.dtype == y.dtype and x.shape == y.shape and x.tobytes() == y.tobytes()
        for x, y in zip(a.values(), b.values(), strict=True)
    )


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "small.safetensors"
    core.save_weights(path, small(), preset="tiny", step=7)
    return path


def remade(path, tensors=None, resigned=True, **metadata):
    """The file with other tensors or metadata, its digest right again unless told otherwise."""
    with safetensors.safe_open(path, "np") as file:
        items = file.metadata() | metadata
    tensors = safetensors.numpy.load_file(path) if tensors is None else tensors
    items = {name: text for name, text in items.items() if text is not None}
    if resigned:
        items["sha256"] = digest(items, tensors)
    path.write_bytes(pack(tensors, items))
    return path


def refusal(path):
    with pytest.raises(core.WeightFileError) as caught:
        core.load_weights(path)
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    assert text.startswith(core.files.one_line(os.fspath(path)))
    assert caught.value.reason
    assert caught.value.advice
    return text


# -- round trips -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_come_back_bit_for_bit_with_the_network_and_what_was_said_about_it(tmp_path, dtype):
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


def test_arrays_in_any_memory_layout_are_written_right(tmp_path):
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


def test_the_same_weights_give_the_same_file(tmp_path):
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
        assert json.loads(file.metadata()["about"]) == {"preset": "tiny", "step": 7}
        assert json.loads(file.metadata()["spec"])["layers"][0]["name"] == "conv1"


@pytest.mark.parametrize("name", ["w 🙂é", "  ", "数" * 80, "x" * 250])
def test_any_path_does(tmp_path, name):
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


# -- refusals ----------------------------------------------------------------------------------------------


def test_truncation_at_any_byte_is_refused(saved, tmp_path):
    content = saved.read_bytes()
    path = tmp_path / "cut"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(core.WeightFileError):
            core.load_weights(path)
    path.write_bytes(content + b"\0")
    refusal(path)


def flips(path, bits):
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


def test_flipped_bits_are_refused(saved):
    bits = 8 * saved.stat().st_size
    flips(saved, np.random.default_rng(0).integers(0, bits, 400))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_flipped_bit_is_refused(saved):
    flips(saved, range(8 * saved.stat().st_size))


@pytest.mark.parametrize("name", ["conv1.weight", "bn1.running_var", "fc2.weight"])
def test_a_missing_extra_or_renamed_tensor_is_named(saved, name):
    tensors = safetensors.numpy.load_file(saved)
    assert f"{name} is missing" in refusal(remade(saved, {k: a for k, a in tensors.items() if k != name}))
    assert "conv9.weight has no place" in refusal(remade(saved, tensors | {"conv9.weight": tensors[name]}))
    renamed = {k.replace(name, "other"): a for k, a in tensors.items()}
    assert f"{name} is missing" in refusal(remade(saved, renamed))


@pytest.mark.parametrize("name", ["conv1.weight", "bn1.running_mean", "fc2.weight"])
def test_a_wrong_shape_type_or_number_is_named(saved, name):
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


def test_a_negative_variance_is_refused(saved):
    tensors = safetensors.numpy.load_file(saved)
    tensors["bn1.running_var"] -= 5
    assert "bn1.running_var has negative variances" in refusal(remade(saved, tensors))


def test_a_file_from_a_newer_version_asks_for_a_newer_cnnviz(saved):
    assert "it needs a newer cnnviz" in refusal(remade(saved, cnnviz="2", more="things"))


@pytest.mark.parametrize(
    "metadata",
    [
        {"about": '{"step":8}'}, {"spec": '{"layers":[]}'}, {"sha256": "0" * 64}, {"more": "x"},
        {"sha256": None}, {"about": None}, {"spec": None}, {"cnnviz": None}, {"cnnviz": "0"},
        {"cnnviz": "one"},
    ],
)  # fmt: skip
def test_changed_metadata_are_refused(saved, metadata):
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
def test_a_spec_that_is_no_network_is_refused(saved, spec):
    refusal(remade(saved, {}, spec=spec))


@pytest.mark.parametrize(
    "layer",
    [
        {"type": "Linear", "in_features": 10**5, "out_features": 10**5},
        {"type": "Conv2d", "in_channels": 10**4, "out_channels": 10**4, "kernel_size": 10},
        {"type": "BatchNormPixel", "shape": [1000, 1000, 1000]},
        {"type": "BatchNorm2d", "num_features": 10**12},
    ],
)
def test_a_network_that_claims_gigabytes_is_refused_before_it_is_built(saved, layer):
    spec = canonical_json({"layers": [{"name": "a", **layer}]})
    remade(saved, {"a.weight": np.zeros((2, 2), np.float32)}, spec=spec)
    assert "a." in refused_cheaply(saved)


def refused_cheaply(path):
    """Refuse a file within 32 MiB and (best of three, on a busy machine) 100 ms; returns the sentence."""
    tracemalloc.start()
    text = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        refusal(path)
        times.append(time.perf_counter() - start)
    assert peak < 32 << 20
    assert min(times) < 0.1
    return text


def header(length, text=b"", body=b""):
    return length.to_bytes(8, "little") + text + body


@pytest.mark.parametrize(
    "content",
    [
        header(2**63, b"{}"), header(2**32, b"{}"), header(10**6, b"{}"),
        *(
            header(LONGEST_HEADER, (b'{"a":[' + deep * LONGEST_HEADER)[:LONGEST_HEADER])
            for deep in (b"[", b"[],", b"{},", b"1,", b'"",')
        ),
        *(
            header(len(text), text)
            for text in (
                b'{"a":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,4000000000000]}}',
                b'{"a":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,0]}}',
                b'{"a":{"dtype":"F32","shape":[0,99999999999999999999999],"data_offsets":[0,0]}}',
                b'{"a":{"dtype":"F32","shape":[-1,-4],"data_offsets":[0,16]}}',
                b'{"a":{"dtype":"F32","shape":[true],"data_offsets":[0,4]}}',
                b'{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}',
                b'{"a":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}}',
                b'{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}}',
                b'{"a":{"dtype":"F32","shape":[0],"data_offsets":[0]}}', b'{"a":NaN}', b'{"__metadata__":[]}',
                b'{"__metadata__":{"cnnviz":1}}', b'{"a":' + b"9" * 10_000 + b"}", b'{"\xff":1}', b"{}",
            )
        ),
    ],
)  # fmt: skip
def test_a_hostile_header_is_refused_cheaply(tmp_path, content):
    (tmp_path / "w").write_bytes(content)
    refused_cheaply(tmp_path / "w")


def test_a_large_file_of_something_else_is_refused_cheaply(tmp_path):
    with open(tmp_path / "w", "wb") as file:
        file.truncate(1 << 33)  # takes no room on the disk
    refused_cheaply(tmp_path / "w")


class Bomb:
    """Opened as a pickle, it would leave a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def foreign(trap):
    """Files of other kinds, with what they are called; those that can carry a program carry one."""
    for protocol in range(6):
        yield pickle.dumps(Bomb(trap), protocol), "pickle"
        yield pickle.dumps({"conv1.weight": Bomb(trap)}, protocol), "pickle"
    for name, kind in (("archive/data.pkl", "PyTorch"), ("W1.npy", ".npz"), ("x", "zip")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, pickle.dumps(Bomb(trap)))
        yield packed.getvalue(), kind
    array = io.BytesIO()
    np.save(array, np.array([Bomb(trap)], object), allow_pickle=True)
    yield array.getvalue(), "numpy"
    yield b"\x89HDF\r\n\x1a\n" + b"\0" * 100, "HDF5"
    yield b"\x1f\x8b" + b"\0" * 100, "gzip"
    yield b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "PNG"
    yield b"", "empty"
    yield b"hello", "not a safetensors file"


def test_other_kinds_of_file_are_refused_by_name_and_never_run(tmp_path):
    trap = tmp_path / "executed"
    for content, kind in foreign(trap):
        (tmp_path / "w").write_bytes(content)
        text = refusal(tmp_path / "w")
        assert kind in text, content[:40]
        assert "safetensors.torch.save_file" in text
        assert not trap.exists()


def test_loading_imports_and_runs_nothing(tmp_path):
    """In a process of its own, where an audit hook watches every import, program and unpickling."""
    for number, (content, _) in enumerate(foreign(tmp_path / "executed")):
        (tmp_path / f"{number}.safetensors").write_bytes(content)
    program = """
import glob, sys, core
def watch(event, arguments):
    if event in ("pickle.find_class", "import", "os.system", "exec", "subprocess.Popen", "os.mkdir"):
        print(event, arguments)
sys.addaudithook(watch)
for path in glob.glob(sys.argv[1] + "/*.safetensors"):
    try: core.load_weights(path)
    except core.WeightFileError: pass
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout + done.stderr == ""


def test_a_missing_file_or_a_folder_is_explained(tmp_path):
    assert "no such file" in refusal(tmp_path / "none")
    assert "it is a folder" in refusal(tmp_path)
    assert "no file name can have" in refusal(str(tmp_path) + "\0")
    assert len(refusal(str(tmp_path) + "/a\nb\r\u2028c").splitlines()) == 1


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_weights_that_diverged_are_not_saved_over_good_ones(saved, bad):
    before = saved.read_bytes()
    network = small()
    network.layers["fc2"].weight.data[0, 0] = bad
    with pytest.raises(core.WeightFileError, match=r"fc2\.weight has values that are not finite"):
        core.save_weights(saved, network)
    assert saved.read_bytes() == before


def test_saving_says_why_it_cannot(tmp_path):
    with pytest.raises(core.WeightFileError, match="JSON"):
        core.save_weights(tmp_path / "w", small(), thing=object())
    with pytest.raises(core.WeightFileError, match="JSON"):
        core.save_weights(tmp_path / "w", small(), loss=float("nan"))
    with pytest.raises(core.WeightFileError, match="no such file or folder"):
        core.save_weights(tmp_path / "gone" / "w", small())
    assert list(tmp_path.iterdir()) == []


# -- into a network that is there already ------------------------------------------------------------------


def test_weights_go_into_a_network_with_their_names_all_or_none(saved, tmp_path):
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


def test_plain_safetensors_with_the_same_names_go_into_a_network(tmp_path):
    tensors = {name: array + 1 for name, array in small().state_dict().items()}
    counted = tensors | {"bn1.num_batches_tracked": np.array(3)}
    safetensors.numpy.save_file(counted, tmp_path / "plain", {"format": "pt"})
    network = small()
    assert core.load_weights_into(network, tmp_path / "plain") == {}
    assert same(network.state_dict(), tensors)
    assert "not the network that they belong to" in refusal(tmp_path / "plain")


def test_doubles_too_large_for_a_float32_network_are_refused(tmp_path):
    tensors = {name: array * 1e300 for name, array in small(np.float64).state_dict().items()}
    safetensors.numpy.save_file(tensors, tmp_path / "plain")
    with pytest.raises(core.WeightFileError, match="not finite"):
        core.load_weights_into(small(), tmp_path / "plain")
    core.load_weights_into(small(np.float64), tmp_path / "plain")


# -- what no one thought of --------------------------------------------------------------------------------


def damaged(content, draw_bytes, start, length):
    start %= len(content) + 1
    return content[:start] + draw_bytes + content[start + length :]


def fuzz(path, content, data, start, length, whole):
    path.write_bytes(data if whole else damaged(content, data, start, length))
    if path.read_bytes() == content:
        return
    with pytest.raises(core.WeightFileError):
        core.load_weights(path)


GARBAGE = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=60).map(lambda b: len(b).to_bytes(8, "little") + b),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
            st.sampled_from(["__metadata__", "a", "dtype", "shape", "data_offsets", "spec", "cnnviz"]), inner
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode()).map(lambda b: len(b).to_bytes(8, "little") + b),
)  # fmt: skip
FUZZ = {
    "data": GARBAGE,
    "start": st.integers(0, 4000),
    "length": st.sampled_from([0, 1, 8, 100]),
    "whole": st.booleans(),
}
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=150, deadline=None, suppress_health_check=SHARED)
@given(**FUZZ)
def test_garbage_is_refused(saved, data, start, length, whole):
    fuzz(saved.parent / "garbage", saved.read_bytes(), data, start, length, whole)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=10_000, deadline=None, suppress_health_check=SHARED)
@given(**FUZZ)
def test_ten_thousand_pieces_of_garbage_are_refused(saved, data, start, length, whole):
    fuzz(saved.parent / "garbage", saved.read_bytes(), data, start, length, whole)


SAVER = """
import sys, numpy as np, core
networks = [core.lenet5(rng=np.random.default_rng(seed)) for seed in (0, 1)]
print("ready", flush=True)
for turn in range(10**6):
    core.save_weights(sys.argv[1], networks[turn % 2], seed=turn % 2)
"""


def killed_saves(folder, times):
    path = folder / "w.safetensors"
    core.save_weights(path, core.lenet5(rng=np.random.default_rng(0)), seed=0)
    states = [core.lenet5(rng=np.random.default_rng(seed)).state_dict() for seed in (0, 1)]
    rng = np.random.default_rng(0)
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", SAVER, path], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0.0, 0.05))
            process.kill()
        network, about = core.load_weights(path)
        assert same(network.state_dict(), states[about["seed"]])
    core.save_weights(path, network, seed=0)
    assert os.listdir(folder) == ["w.safetensors"]


def test_a_save_that_is_killed_leaves_the_old_or_the_new_file(tmp_path):
    killed_saves(tmp_path, 3)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_killed_saves_leave_the_old_or_the_new_file(tmp_path):
    killed_saves(tmp_path, 100)
