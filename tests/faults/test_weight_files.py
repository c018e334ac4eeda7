"""Faults 5, 7, 10 and 11 in numbers: weight files with something wrong, odd paths, two savers at once."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import core
from core.files.tensorfile import pack, read_manifest, read_tensors
from core.training import Engine, TrainConfig, Trainer, load_checkpoint
from core.weights.weight_files import digest

SPEC = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 2, "kernel_size": 3},
        {"name": "bn1", "type": "BatchNorm2d", "num_features": 2},
        {"name": "relu1", "type": "ReLU"},
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc2", "type": "Linear", "in_features": 72, "out_features": 4},
    ]
}
CONFIG = TrainConfig(spec=SPEC, batch_size=8, epochs=2, lr=0.01)


def network(seed: int = 0) -> core.Sequential:
    return core.Sequential.from_spec(SPEC, rng=np.random.default_rng(seed))


def spoilt(path: Path, rng: np.random.Generator) -> str:
    """Change one thing about one tensor, sign the file again, and return what must be named."""
    with open(path, "rb") as file:
        manifest = read_manifest(file, path.stat().st_size, str(path), core.WeightFileError)
        tensors = dict(read_tensors(file, manifest, str(path), core.WeightFileError))
    name = str(rng.choice(sorted(tensors)))
    array = tensors[name].copy()
    at = tuple(int(rng.integers(size)) for size in array.shape)
    kind = rng.integers(9)
    if kind == 0:
        del tensors[name]
    elif kind == 1:
        name = f"{name}{rng.integers(9)}"
        tensors[name] = array
    elif kind == 2:
        tensors[f"other{rng.integers(9)}.{name}"] = tensors.pop(name)
    elif kind == 3:
        tensors[name] = np.concatenate([array, array])
    elif kind == 4:
        tensors[name] = array[None]
    elif kind == 5:
        tensors[name] = array.astype(str(rng.choice(["f8", "f2", "i4", "u1", "?"])))
    else:
        array[at] = (np.nan, np.inf, -np.inf)[kind - 6]
        tensors[name] = array
    metadata = {key: text for key, text in manifest.metadata.items() if key != "sha256"}
    path.write_bytes(pack(tensors, metadata | {"sha256": digest(metadata, tensors)}))
    return name


def check_spoilt(folder: Path, count: int) -> None:
    rng = np.random.default_rng(0)
    into = network(1)
    before = {name: array.tobytes() for name, array in into.state_dict().items()}
    for _ in range(count):
        core.save_weights(folder / "w", network())
        name = spoilt(folder / "w", rng)
        for load in (core.load_weights, lambda path: core.load_weights_into(into, path)):
            with pytest.raises(core.WeightFileError) as refused:
                load(folder / "w")
        assert name.removeprefix("other").split(".")[0].rstrip("0123456789") in str(refused.value)
    assert {name: array.tobytes() for name, array in into.state_dict().items()} == before


@pytest.mark.fault(5)
def test_fault_05_fifty_spoilt_tensors_are_refused_and_named(tmp_path: Path) -> None:
    check_spoilt(tmp_path, 50)


@pytest.mark.slow
@pytest.mark.fault(5)
def test_fault_05_five_hundred_spoilt_tensors_are_refused_and_named(tmp_path: Path) -> None:
    check_spoilt(tmp_path, 500)


ODD = [
    " ", "  two", "tail ", "a\tb", "été", "ÀÉÎ", "数字", "العربية", "עברית", "हिन्दी", "ไทย", "한국어", "🙂",
    "👩‍🔬", "🏳️‍🌈", "e\u0301", "\u202eright", "zero\u200bwidth", "a'b", 'a"b', "a;b", "a&b", "$HOME", "`x`",
    "%s", "{0}", "#", "?", "*", "[x]", "(y)", "-rf", "--out", "~", "~user", "...", ".hidden", "con",
    "nul.txt", "a:b", "a|b", "<>", "\\", "x" * 250, "é" * 125, "数" * 83, "🙂" * 62, "a b " * 60,
    "nl\nname", "w.safetensors.tmp",
]  # fmt: skip


@pytest.mark.fault(10)
def test_fault_10_fifty_odd_paths_round_trip_bit_for_bit(tmp_path: Path) -> None:
    assert len(set(ODD)) == 50
    for number, name in enumerate(ODD):
        folder = tmp_path / ODD[number - 1]
        folder.mkdir()
        core.save_weights(folder / name, network(number))
        loaded, _ = core.load_weights(folder / name)
        assert loaded.state_dict().keys() == network().state_dict().keys()
        for one, other in zip(
            loaded.state_dict().values(), network(number).state_dict().values(), strict=True
        ):
            assert one.tobytes() == other.tobytes()
        assert os.listdir(folder) == [name]


def small_data() -> tuple[core.Dataset, core.Dataset]:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (64, 8, 8)).astype(np.uint8)
    made = core.Dataset(images, rng.integers(0, 4, 64).astype(np.uint8), "noise", tuple("abcd"))
    return made, made[:16]


def check_two_savers(folder: Path, count: int) -> None:
    """An engine trains and saves weights; other threads put its run aside into the same folder and file."""
    engine = Engine(CONFIG, data=small_data)
    thread = threading.Thread(target=engine.run)
    thread.start()
    engine.post(engine.train).result()
    bad: list[str] = []

    def put_aside(path: Path, saves: int) -> None:
        for _ in range(saves):
            engine.post(engine.checkpoint).result().save(path)

    def look(stop: threading.Event) -> None:
        while not stop.is_set():
            for path, load in ((folder / "run", load_checkpoint), (folder / "w", core.load_weights)):
                if path.exists():
                    try:
                        load(path)
                    except Exception as error:  # each is a broken promise, whatever its kind
                        bad.append(str(error))

    stop = threading.Event()
    threads = [threading.Thread(target=put_aside, args=(folder / "run", count // 2)) for _ in range(2)]
    threads.append(threading.Thread(target=look, args=(stop,)))
    for each in threads:
        each.start()
    for _ in range(count):
        engine.post(engine.save, folder / "w").result()
    for each in threads[:2]:
        each.join()
    stop.set()
    threads[2].join()
    engine.post(engine.stop).result()
    thread.join()
    assert bad == []
    assert sorted(os.listdir(folder)) == ["run", "w"]


@pytest.mark.fault(11)
def test_fault_11_saves_by_hand_and_by_itself_come_one_after_the_other(tmp_path: Path) -> None:
    check_two_savers(tmp_path, 30)


@pytest.mark.slow
@pytest.mark.fault(11)
def test_fault_11_five_hundred_saves_by_hand_and_by_itself_leave_none_corrupt(tmp_path: Path) -> None:
    check_two_savers(tmp_path, 500)


@pytest.mark.slow
@pytest.mark.fault(7)
def test_fault_07_two_hundred_loads_during_training_give_one_network_or_the_other(tmp_path: Path) -> None:
    still = replace(CONFIG, lr=0.0)
    for seed in (0, 1):
        Trainer(replace(still, seed=seed), *small_data()).save(tmp_path / str(seed))
    whole = [
        [p.data.tobytes() for p in core.load_weights(tmp_path / name)[0].named_parameters().values()]
        for name in "01"
    ]
    engine = Engine(still, data=small_data)
    thread = threading.Thread(target=engine.run)
    thread.start()
    engine.post(engine.train).result()
    seen = 0
    for number in range(200):
        engine.post(engine.load, tmp_path / str(number % 2)).result()
        for _ in range(3):
            snapshot, _ = engine.feed.take()
            if snapshot is not None:
                seen += 1
                assert [array.tobytes() for array in snapshot.parameters.values()] in whole
    engine.post(engine.stop).result()
    thread.join()
    assert seen >= 100
