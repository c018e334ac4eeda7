"""Traces that are signed well and hold something strange: refused, or every number can be asked for."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from core.files.tensorfile import pack, read_manifest, read_tensors
from core.trace.trace_file import TraceFileError
from core.weights.weight_files import digest

Parts = tuple[dict[str, str], dict[str, Any], dict[str, np.ndarray]]
STRANGE: tuple[Any, ...] = (
    None, "x", "", -1, 0, 1.5, 2**62, 10**30, float("nan"), [], [1], {}, {"a": 1}, True, "a/b", "loss",
    "<b>x</b>", "Sigmoid", "Dropout", "MSELoss", "sum",
)  # fmt: skip


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    rng = np.random.default_rng(0)
    network = core.Sequential(
        [
            ("conv1", core.Conv2d(1, 2, 3, rng=rng)),
            ("bn1", core.BatchNorm2d(2)),
            ("relu1", core.ReLU()),
            ("pool1", core.MaxPool2d(2)),
            ("flatten", core.Flatten()),
            ("dropout", core.Dropout(0.4, rng=rng)),
            ("fc2", core.Linear(18, 4, rng=rng)),
        ]
    )
    images, labels = rng.random((3, 1, 8, 8), dtype=np.float32), rng.integers(0, 4, 3)
    optimizer = core.SGD(network.named_parameters(), 0.1, 0.9)
    path = tmp_path_factory.mktemp("trace") / "sound.trace"
    core.record(network, core.CrossEntropyLoss(), images, labels, optimizer).save(path)
    with open(path, "rb") as file:
        manifest = read_manifest(file, path.stat().st_size, str(path), TraceFileError)
        tensors = dict(read_tensors(file, manifest, str(path), TraceFileError))
    return dict(manifest.metadata), json.loads(manifest.metadata["trace"]), tensors


def written(path: Path, parts: Parts) -> Path:
    metadata, about, tensors = parts
    made = {"cnnviz_trace": metadata["cnnviz_trace"], "trace": json.dumps(about)}
    made["sha256"] = digest(made, tensors)
    path.write_bytes(pack(tensors, made))
    return path


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, each in inner for place in places(each, (*way, key)))]


def put(value: Any, way: tuple[Any, ...], strange: Any) -> Any:
    if not way:
        return strange
    made = dict(value) if isinstance(value, dict) else list(value)
    made[way[0]] = put(value[way[0]], way[1:], strange)
    return made


def mutants(parts: Parts) -> list[tuple[str, Parts]]:
    """Every item of the JSON made strange, every tensor missing, cut, filled, of another type."""
    metadata, about, tensors = parts
    made: list[tuple[str, Parts]] = [
        (f"{way} {str(strange)[:20]!r}", (metadata, put(about, way, strange), tensors))
        for way in places(about)[1:]
        for strange in STRANGE
    ]
    for name, array in tensors.items():
        less = {key: a for key, a in tensors.items() if key != name}
        made.append((f"{name} missing", (metadata, about, less)))
        others: dict[str, Any] = {
            "short": array[:1] if array.ndim else array[None],
            "empty": array[:0] if array.ndim else array[None][:0],
            "scalar": np.float32(1).reshape(()),
            "99": np.full(array.shape, 99, array.dtype),
            "-1": np.full(array.shape, -1, np.int64),
            "half": array.astype(np.float16),
            "whole": np.full(array.shape, 100, np.int8),
            "nan": np.full(array.shape, np.nan, np.float32),
        }
        made += [
            (f"{name} {what}", (metadata, about, {**tensors, name: other})) for what, other in others.items()
        ]
    return made


def asked(trace: core.Trace) -> None:
    """Ask for every quantity's first and last number, and explain the first; nothing may raise."""
    with np.errstate(all="ignore"):
        for name in (*trace.names, "loss"):
            for quantity, array in trace[name].quantities.items():
                for at in (np.zeros(array.ndim, int), np.array(array.shape, int) - 1):
                    cell = core.Cell(name, quantity, tuple(int(i) for i in at))
                    trace.at(cell)
                    core.explain(trace, cell)
        assert len(core.ledger(trace)) == len(trace.names)
        assert len(trace.stops) == 2 * len(trace.names) + 1 + (trace.optimizer is not None)
        assert trace.probabilities.shape == trace.logits.shape


def opened(path: Path, parts: Parts) -> str:
    """What became of a mutant: refused, or opened and walked through."""
    written(path, parts)
    began = time.process_time()
    try:
        trace = core.Trace.load(path)
    except TraceFileError as error:
        lines = len(str(error).splitlines())
        return "refused" if lines == 1 and time.process_time() - began < 1 else f"{lines} lines, or slow"
    asked(trace)
    return "opened"


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.slow)], ids=["sample", "all"])
def test_strange_traces_are_refused_or_can_be_walked_through(part: int, parts: Parts, tmp_path: Path) -> None:
    assert opened(tmp_path / "sound", parts) == "opened"
    found = mutants(parts)
    chosen = found if part else [found[i] for i in np.random.default_rng(0).permutation(len(found))[:200]]
    counts: dict[str, int] = {}
    for name, mutant in chosen:
        try:
            what = opened(tmp_path / "mutant", mutant)
        except Exception as error:
            raise AssertionError(f"{name}: {type(error).__name__}: {error}") from error
        counts[what] = counts.get(what, 0) + 1
    print(counts)
    assert set(counts) == {"refused", "opened"}
    assert counts["refused"] > 0.6 * len(chosen)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda a, t: t.update({"loss/target": np.array([0, 1, 4])}), "labels are not from 0 to 3"),
        (lambda a, t: t.update({"loss/target": np.array([0.5, 1, 2])}), "type F64, I64 is expected"),
        (
            lambda a, t: t.update({"pool1/intermediates/argmax": np.full((3, 2, 3, 3), 4)}),
            "argmax is not from 0",
        ),
        (lambda a, t: t.update(images=t["images"] > 0.5), "images has the type BOOL"),
        (lambda a, t: t.update(images=np.full((3, 1, 8, 8), 3e38, "f4")), "images: the values"),
        (lambda a, t: t.update({"fc2/params/bias": np.full(4, np.nan)}), "fc2/params/bias has values"),
        (lambda a, t: t.pop("bn1/intermediates/x_hat"), "x_hat is missing"),
        (
            lambda a, t: t.update({"conv1/after/weight": np.zeros(3, "f4")}),
            "conv1/after/weight has the shape",
        ),
        (lambda a, t: t.update(extra=np.zeros(3)), "extra has no place in it"),
        (lambda a, t: a.update(step=2**62), "step"),
        (lambda a, t: a["modes"].update(conv1=7), "modes"),
        (lambda a, t: a["loss"]["config"].update(reduction="none"), "settings of CrossEntropyLoss"),
        (lambda a, t: a["optimizer"].update(lr=float("nan")), "optimizer"),
        (lambda a, t: a["optimizer"].update(parameters=["conv1.weight", "x"]), "optimizer"),
        (lambda a, t: a["network"]["layers"][2].update(type="Sigmoid", x=1), "argument"),
        (lambda a, t: a["network"]["layers"][3].update(kernel_size=10**9), "pool1"),
        (lambda a, t: a["network"]["layers"][0].update(stride=0), "stride"),
        (lambda a, t: a["network"]["layers"][1].update(name="conv1"), "another layer is called conv1"),
    ],
)
def test_each_item_that_is_wrong_is_named(change: Any, reason: str, parts: Parts, tmp_path: Path) -> None:
    metadata, about, tensors = parts[0], json.loads(json.dumps(parts[1])), dict(parts[2])
    change(about, tensors)
    with pytest.raises(TraceFileError, match=reason):
        core.Trace.load(written(tmp_path / "mutant", (metadata, about, tensors)))
