"""Files made to do harm: to run a program, or to fill the memory. Neither happens."""

import io
import os
import pickle
import subprocess
import sys
import tracemalloc
import zipfile

import numpy as np
import pytest

from core.files.metadata import canonical_json
from core.files.tensorfile import LONGEST_HEADER


@pytest.fixture
def refused_cheaply(refusal):
    """Refuses a file within 32 MiB; returns the sentence."""

    def refuse(path):
        tracemalloc.start()
        text = refusal(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 32 << 20
        return text

    return refuse


@pytest.mark.fault(4)
@pytest.mark.parametrize(
    "layer",
    [
        {"type": "Linear", "in_features": 10**5, "out_features": 10**5},
        {"type": "Conv2d", "in_channels": 10**4, "out_channels": 10**4, "kernel_size": 10},
        {"type": "BatchNormPixel", "shape": [1000, 1000, 1000]},
        {"type": "BatchNorm2d", "num_features": 10**12},
    ],
)
def test_a_network_that_claims_gigabytes_is_refused_before_it_is_built(saved, layer, remade, refused_cheaply):
    spec = canonical_json({"layers": [{"name": "a", **layer}]})
    remade(saved, {"a.weight": np.zeros((2, 2), np.float32)}, spec=spec)
    assert "a." in refused_cheaply(saved)


def header(length, text=b"", body=b""):
    return length.to_bytes(8, "little") + text + body


@pytest.mark.fault(4)
@pytest.mark.parametrize(
    "content",
    [
        header(2**63, b"{}"), header(2**32, b"{}"), header(10**6, b"{}"),
        *(
            header(LONGEST_HEADER, (b'{"a":[' + deep * LONGEST_HEADER)[:LONGEST_HEADER])
            for deep in (b"[", b"[],")
        ),
        *(
            header(len(text), text)
            for text in (
                b'{"a":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,4000000000000]}}',
                b'{"a":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,0]}}',
                b'{"a":{"dtype":"F32","shape":[0,99999999999999999999999],"data_offsets":[0,0]}}',
                b'{"a":{"dtype":"F32","shape":[-1,-4],"data_offsets":[0,16]}}',
                b'{"' + b"x" * 100_000 + b'.weight":{"dtype":"F32","shape":[0,0],"data_offsets":[0,0]}}',
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
def test_a_hostile_header_is_refused_cheaply(tmp_path, content, refused_cheaply):
    (tmp_path / "w").write_bytes(content)
    refused_cheaply(tmp_path / "w")


@pytest.mark.slow
@pytest.mark.fault(4)
@pytest.mark.parametrize("many", [b"{},", b"1,", b'"",'])
def test_a_header_full_of_values_is_refused_cheaply(tmp_path, many, refused_cheaply):
    (tmp_path / "w").write_bytes(header(LONGEST_HEADER, (b'{"a":[' + many * LONGEST_HEADER)[:LONGEST_HEADER]))
    refused_cheaply(tmp_path / "w")


@pytest.mark.fault(4)
@pytest.mark.parametrize("name", ["fc.weight", "bn1.running_mean", "conv1.weight", "module.features.0.bias"])
def test_a_gigabyte_of_another_programs_weights_is_refused_unread(tmp_path, name, refused_cheaply):
    text = f'{{"{name}":{{"dtype":"F32","shape":[{1 << 28}],"data_offsets":[0,{1 << 30}]}}}}'.encode()
    with open(tmp_path / "w", "wb") as file:
        file.write(header(len(text), text))
        file.truncate(8 + len(text) + (1 << 30))  # takes no room on the disk
    assert f"most of them in {name}" in refused_cheaply(tmp_path / "w")


@pytest.mark.slow
@pytest.mark.fault(4)
def test_more_tensors_than_any_network_has_are_refused(tmp_path, refused_cheaply):
    each = '"t{0}.weight":{{"dtype":"F32","shape":[1,1],"data_offsets":[{1},{2}]}}'
    text = "{" + ",".join(each.format(i, 4 * i, 4 * i + 4) for i in range(7000)) + "}"
    (tmp_path / "w").write_bytes(header(len(text), text.encode(), bytes(28000)))
    assert "it holds 7,000 tensors" in refused_cheaply(tmp_path / "w")


@pytest.mark.fault(4)
def test_a_large_file_of_something_else_is_refused_cheaply(tmp_path, refused_cheaply):
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


@pytest.mark.fault(1)
def test_other_kinds_of_file_are_refused_by_name_and_never_run(tmp_path, refusal):
    trap = tmp_path / "executed"
    for content, kind in foreign(trap):
        (tmp_path / "w").write_bytes(content)
        text = refusal(tmp_path / "w")
        assert kind in text, content[:40]
        assert "safetensors.torch.save_file" in text
        assert not trap.exists()


@pytest.mark.fault(1)
def test_loading_two_hundred_programs_imports_and_runs_nothing(tmp_path):
    """In a process of its own, where an audit hook watches every import, program and unpickling."""
    contents = [content for content, _ in foreign(tmp_path / "executed")]
    for number in range(200):
        content, turn = contents[number % len(contents)], number // len(contents)
        wrapped = (content, header(len(content), content), b"{}" + content, content[turn:], content * 2)
        (tmp_path / f"{number}.safetensors").write_bytes(wrapped[turn % 5])
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


def test_a_missing_file_or_a_folder_is_explained(tmp_path, refusal):
    assert "no such file" in refusal(tmp_path / "none")
    assert "it is a folder" in refusal(tmp_path)
    assert "no file name can have" in refusal(str(tmp_path) + "\0")
    assert len(refusal(str(tmp_path) + "/a\nb\r\u2028c").splitlines()) == 1
