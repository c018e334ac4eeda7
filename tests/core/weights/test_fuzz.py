"""Damage that no one thought of, and saves that are killed."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import core


def damaged(content, draw_bytes, start, length):
    start %= len(content) + 1
    return content[:start] + draw_bytes + content[start + length :]


def meaning(content):
    """The header and the numbers; all of it where the header can't be read."""
    end = 8 + int.from_bytes(content[:8], "little")
    try:
        return json.loads(content[8:end]), content[end:]
    except (ValueError, RecursionError):
        return content


def fuzz(path, content, data, start, length, whole):
    made = data if whole else damaged(content, data, start, length)
    path.write_bytes(made)
    if meaning(made) == meaning(content):  # a tab among the spaces after the header is no damage
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


@pytest.mark.fault(2)
@settings(max_examples=15, deadline=None, suppress_health_check=SHARED)
@given(**FUZZ)
@example(data=b"\t", start=1251, length=1, whole=False)
def test_garbage_is_refused(saved, data, start, length, whole):
    fuzz(saved.parent / "garbage", saved.read_bytes(), data, start, length, whole)


@pytest.mark.fault(2)
@pytest.mark.slow
@pytest.mark.timeout(1800)
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


def killed_saves(folder, times, same):
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


@pytest.mark.slow
@pytest.mark.fault(8)
def test_a_save_that_is_killed_leaves_the_old_or_the_new_file(tmp_path, same):
    killed_saves(tmp_path, 2, same)


@pytest.mark.fault(8)
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_killed_saves_leave_the_old_or_the_new_file(tmp_path, same):
    killed_saves(tmp_path, 100, same)


STRANGE = (None, "F16", "F4", "BOOL", "C64", -1, 1 << 63, [1 << 62] * 3, [], [0, 0], [4, 0], {}, [1] * 99)


def hostile(content, tensors, rng):
    """A weight file with something wrong in its header, its metadata, its numbers or its length."""
    length = int.from_bytes(content[:8], "little")
    kind = rng.integers(6)
    if kind == 0:  # bits
        made = bytearray(content)
        for bit in rng.integers(0, 8 * len(content), rng.integers(1, 4)):
            made[bit // 8] ^= 1 << int(bit % 8)
        return bytes(made)
    if kind == 1:  # a piece in another place
        start, stop, to = sorted(int(at) for at in rng.integers(0, len(content), 3))
        return content[:start] + content[stop:to] + content[start:stop] + content[to:]
    if kind == 2:  # cut, or longer
        return content[: rng.integers(len(content))] + bytes(int(rng.integers(0, 3)))
    header = json.loads(content[8 : 8 + length])
    if kind == 3:  # an entry of the header
        entry = header[str(rng.choice(sorted(tensors)))]
        key = str(rng.choice(["dtype", "shape", "data_offsets"]))
        entry[key] = STRANGE[rng.integers(len(STRANGE))]
    elif kind == 4:  # the metadata
        text = header["__metadata__"]["cnnviz"]
        inner = json.loads(text)
        key = str(rng.choice(sorted(inner)))
        inner[key] = (inner[key][:-1], "", inner[key] + " ", inner[key] * 2)[rng.integers(4)]
        wrapped = json.dumps(inner, separators=(",", ":"), sort_keys=True)
        renamed, more = {"other": text}, {"cnnviz": text, "a": "b"}
        made = ({"cnnviz": wrapped}, renamed, more, {"cnnviz": text + " "}, inner)
        header["__metadata__"] = made[rng.integers(len(made))]
    else:  # the places of two tensors exchanged, their numbers left where they are
        one, other = rng.choice(sorted(tensors), 2, replace=False)
        first, second = header[one]["data_offsets"], header[other]["data_offsets"]
        header[one]["data_offsets"], header[other]["data_offsets"] = second, first
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + content[8 + length :]


@pytest.mark.fault(2)
@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_hostile_files_are_refused_or_are_the_same_network(saved, small, same, count):
    content, path = saved.read_bytes(), saved.parent / "hostile"
    tensors, rng = small().state_dict(), np.random.default_rng(0)
    into, refused = small(), 0
    for number in range(count):
        path.write_bytes(hostile(content, tensors, rng))
        for load in (core.load_weights, lambda path: (into, core.load_weights_into(into, path))):
            try:
                network, _ = load(path)
            except core.WeightFileError:
                refused += 1
            else:
                assert same(network.state_dict(), tensors), number
        assert same(into.state_dict(), tensors), number
    assert refused > 1.8 * count
