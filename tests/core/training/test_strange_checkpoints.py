"""Checkpoints that are signed well and hold something strange: refused whole, or a run that goes on."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.files.tensorfile import pack, read_manifest, read_tensors
from core.training import (
    CheckpointError,
    ConfigError,
    DivergenceError,
    History,
    TrainConfig,
    Trainer,
    load_checkpoint,
    read_about,
)
from core.weights.weight_files import digest

Parts = tuple[dict[str, str], dict[str, Any], dict[str, Any], dict[str, np.ndarray]]
STRANGE: tuple[Any, ...] = (
    None, "x", "", -1, 0, 2**62, 10**40, 1.5, float("nan"), float("inf"), [], [1], {},
    {"a": 1}, True, "a\0b", "x" * 100_000, "/dev/zero",
)  # fmt: skip
FILLS: tuple[float, ...] = (float("nan"), float("inf"), -7.0, 3e38, 0.0)


@pytest.fixture
def parts(config: TrainConfig, data: tuple[Dataset, Dataset], tmp_path: Path) -> Parts:
    """The metadata, run, about and tensors of a sound checkpoint."""
    trainer = Trainer(config, *data)
    history = History(trainer.layers, trainer.run)
    for _ in range(5):
        history.append(trainer.step())
    history.evaluations.append(trainer.evaluate())
    path = tmp_path / "sound"
    replace(trainer.checkpoint(), history=history, about={"clean": True, "data": None}).save(path)
    with open(path, "rb") as file:
        manifest = read_manifest(file, path.stat().st_size, str(path), CheckpointError)
        tensors = dict(read_tensors(file, manifest, str(path), CheckpointError))
    metadata = dict(manifest.metadata)
    return metadata, json.loads(metadata["run"]), json.loads(metadata["about"]), tensors


def written(path: Path, parts: Parts) -> Path:
    """A checkpoint of these parts, signed: NaN and all."""
    metadata, run, about, tensors = parts
    made = {**metadata, "run": json.dumps(run), "about": json.dumps(about)}
    del made["sha256"]
    made["sha256"] = digest(made, tensors)
    path.write_bytes(pack(tensors, made))
    return path


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every item of a JSON value, the value itself among them."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, each in inner for place in places(each, (*way, key)))]


def put(value: Any, way: tuple[Any, ...], strange: Any) -> Any:
    """A copy of a JSON value with one item changed."""
    if not way:
        return strange
    made = dict(value) if isinstance(value, dict) else list(value)
    made[way[0]] = put(value[way[0]], way[1:], strange)
    return made


def mutants(parts: Parts) -> list[tuple[str, Parts]]:
    """Every item of the JSON made strange, every tensor missing, cut, filled, of another type."""
    metadata, run, about, tensors = parts
    made: list[tuple[str, Parts]] = []
    for which, whole in (("run", run), ("about", about)):
        for way in places(whole)[1:]:
            for strange in STRANGE:
                changed = put(whole, way, strange)
                both = (changed, about) if which == "run" else (run, changed)
                made.append((f"{which}{way} {str(strange)[:20]!r}", (metadata, *both, tensors)))
    for name, array in tensors.items():
        others: dict[str, Any] = {
            "missing": None,
            "short": array[:1],
            "scalar": np.float32(1).reshape(()),
            "whole": np.full(array.shape, -7, np.int64),
            "turned": np.ascontiguousarray(array[::-1]),
            "double": array.astype(np.float64),
            **{
                str(fill): np.full(array.shape, fill, np.float32) for fill in FILLS if array.dtype.kind == "f"
            },
        }
        for what, other in others.items():
            kept = {**tensors, name: other} if other is not None else dict(tensors)
            if other is None:
                del kept[name]
            made.append((f"{name} {what}", (metadata, run, about, kept)))
    return made


def opened(path: Path, parts: Parts, trainer: Trainer) -> str:
    """What became of a mutant: refused when it was read, refused by the trainer, or trained on."""
    written(path, parts)
    run, network, before = trainer.run, trainer.network, trainer.network.state_dict()
    began = time.process_time()
    try:
        read_about(path)
        checkpoint = load_checkpoint(path)
    except CheckpointError as error:
        lines = len(str(error).splitlines())
        return "refused" if lines == 1 and time.process_time() - began < 1 else f"{lines} lines, or slow"
    try:
        trainer.resume(checkpoint)
    except ConfigError:
        assert (trainer.run, trainer.network) == (run, network)
        assert all(np.array_equal(a, before[name]) for name, a in network.state_dict().items())
        return "refused by the trainer"
    try:
        trainer.step()
        trainer.evaluate()
    except DivergenceError:
        return "ran away"
    replace(trainer.checkpoint(), history=checkpoint.history).save(path)
    assert load_checkpoint(path).step == trainer.step_number
    return "trained on"


@pytest.mark.fault(5)
@pytest.mark.parametrize(
    "part", [0, pytest.param(slice(None), marks=pytest.mark.slow)], ids=["sample", "all"]
)
def test_strange_checkpoints_are_refused_whole_or_go_on(
    part: Any, parts: Parts, data: tuple[Dataset, Dataset], tmp_path: Path
) -> None:
    trainer = Trainer(TrainConfig(spec=json.loads(parts[0]["run"])["spec"], batch_size=16), *data)
    found = mutants(parts)
    chosen = found if part else [found[i] for i in np.random.default_rng(0).permutation(len(found))[:150]]
    counts: dict[str, int] = {}
    for name, mutant in chosen:
        try:
            what = opened(tmp_path / "mutant", mutant, trainer)
        except Exception as error:
            raise AssertionError(f"{name}: {type(error).__name__}: {error}") from error
        counts[what] = counts.get(what, 0) + 1
    print(counts)
    assert set(counts) <= {"refused", "refused by the trainer", "trained on", "ran away"}
    assert counts["refused"] > 0.6 * len(chosen)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda r, a, t: r["position"].update(step=6, optimizer_steps=6),
            "step is 5 where the run stands at 6",
        ),
        (lambda r, a, t: r["position"].update(optimizer_steps=4), "another number of steps"),
        (lambda r, a, t: r["position"].update(by_hand=[5, 1e300]), "by_hand"),
        (lambda r, a, t: r["position"].update(limit=float("nan")), "limit"),
        (lambda r, a, t: r["position"].update(momentum=1), "momentum"),
        (lambda r, a, t: r["preprocessing"].update(scale=1e300), "scale"),
        (lambda r, a, t: r["config"].update(preset=["x"]), "preset"),
        (lambda r, a, t: r["config"].update(nesterov=7), "nesterov"),
        (lambda r, a, t: r["tested"].update(accuracy=1.5), "accuracy"),
        (lambda r, a, t: r["data"].update(sha256=None), "sha256"),
        (lambda r, a, t: r.update(layers=["a", "b", "c"]), "history is that of another network"),
        (lambda r, a, t: r["spec"]["layers"][0].update(name="a/b"), "name can.t have"),
        (lambda r, a, t: a.update(data="a\0b"), "not a path"),
        (lambda r, a, t: a.update(id=["a"]), "id is not a name"),
        (lambda r, a, t: a.update(row=7), "row is not a name"),
        (lambda r, a, t: a.update(row=".."), "row is not the name of a folder"),
        (lambda r, a, t: a.update(row="../runs"), "row is not the name of a folder"),
        (lambda r, a, t: a.update(weights="w" * 300), "weights is not a name"),
        (lambda r, a, t: a.update(clean="yes"), "clean"),
        (lambda r, a, t: t.update({"history/step": np.array([1, 2, 3, 5, 4])}), "not in order"),
        (lambda r, a, t: t.update({"history/step": np.array([1, 2, 3, 4, 9])}), "beyond the run's"),
        (lambda r, a, t: t.update({"history/accuracy": np.full(5, 1.5, "f4")}), "accuracy"),
        (lambda r, a, t: t.update({"history/loss": np.full(5, np.nan, "f4")}), "loss"),
        (lambda r, a, t: t.update(evaluations=np.full((3, 4), -1.0)), "can't have been"),
        (lambda r, a, t: t.update(evaluations=np.zeros((30_000, 4))), "evaluations has the shape"),
        (lambda r, a, t: t.update({"weights/bn1.running_var": np.full(3, -5, "f4")}), "negative"),
        (lambda r, a, t: t.update({"weights/fc2.bias": np.zeros(4)}), "types F32, F64"),
        (lambda r, a, t: t.pop("optimizer/fc2.bias/momentum_buffer"), "momentum_buffer is missing"),
        (lambda r, a, t: t.update(more=np.zeros(3)), "more has no place"),
    ],
)
def test_each_item_that_is_wrong_is_named(change: Any, reason: str, parts: Parts, tmp_path: Path) -> None:
    metadata, run, about, tensors = parts
    change(run, about, tensors)
    path = written(tmp_path / "mutant", (metadata, run, about, tensors))
    with pytest.raises(CheckpointError, match=reason):
        load_checkpoint(path)


def test_a_checkpoint_of_a_network_beyond_the_limit_is_refused_by_its_header(
    parts: Parts, tmp_path: Path
) -> None:
    """A sparse file: its gigabytes are never read."""
    metadata, run, about, _ = parts
    run["spec"] = {"layers": [{"name": "fc", "type": "Linear", "in_features": 2**14, "out_features": 2**14,
                               "bias": False}]}  # fmt: skip
    run["layers"] = None
    made = {**metadata, "run": json.dumps(run), "about": json.dumps(about), "sha256": "0"}
    size = 2**30 - 2**20
    header = {"__metadata__": made, "weights/fc.weight": {"dtype": "U8", "shape": [size],
              "data_offsets": [0, size]}}  # fmt: skip
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path = tmp_path / "sparse"
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.truncate(8 + len(text) + size)
    with pytest.raises(CheckpointError, match=r"268,435,456 parameters.*needs about 8\.6 GB of memory"):
        load_checkpoint(path)
