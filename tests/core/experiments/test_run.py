from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.experiments import RunFileError, RunRecord, make, prepare, read_runs
from core.training import TrainConfig

CONFIG = TrainConfig(batch_size=64, epochs=3, augmentation={"shift": 1, "shear": 0.1})


class KilledError(Exception):
    """Stands for a process that ends here."""


def killed_at(step: int) -> Any:
    """What `make` tells its steps to, and is killed by at one of them."""

    def tell(done: int, steps: int, loss: float) -> None:
        if done == step:
            raise KilledError

    return tell


def finished(folder: Path) -> tuple[bytes, list[list[str]], RunRecord]:
    """Weights, history without the clock's column, and record of a run."""
    rows = [line.split(",") for line in (folder / "history.csv").read_text().splitlines()]
    clock = rows[0].index("time")
    history = [[*row[:clock], *row[clock + 1 :]] for row in rows]
    return (folder / "weights.safetensors").read_bytes(), history, RunRecord.load(folder)


def unbroken(folder: Path, digits: Any, config: TrainConfig = CONFIG) -> Path:
    prepare(folder, "run", config)
    make(folder, *digits)
    return folder


@pytest.mark.parametrize(
    ("optimizer", "steps"),
    [
        ("sgd", (1,)),
        pytest.param("sgd", (8, 16), marks=pytest.mark.slow),
        pytest.param("sgd", (5, 9, 10), marks=pytest.mark.slow),
        pytest.param("adam", (13, 24), marks=pytest.mark.slow),
    ],
)
def test_a_run_killed_at_any_step_ends_bitwise_as_an_unbroken_one(
    tmp_path: Path, digits: Any, optimizer: str, steps: tuple[int, ...]
) -> None:
    config = replace(CONFIG, optimizer=optimizer, lr=0.01)
    prepare(tmp_path / "b", "run", config)
    for step in steps:
        with pytest.raises(KilledError):
            make(tmp_path / "b", *digits, killed_at(step))
    make(tmp_path / "b", *digits)
    whole, broken = finished(unbroken(tmp_path / "a", digits, config)), finished(tmp_path / "b")
    assert whole[0] == broken[0]
    assert whole[1] == broken[1]
    assert whole[2].evaluations == broken[2].evaluations


def test_a_killed_run_repeats_the_epoch_under_way_alone(tmp_path: Path, digits: Any) -> None:
    prepare(tmp_path, "run", CONFIG)
    with pytest.raises(KilledError):
        make(tmp_path, *digits, killed_at(20))  # of 8 steps an epoch
    seen: list[int] = []
    make(tmp_path, *digits, lambda step, steps, loss: seen.append(step))
    assert seen == list(range(17, 25))


def test_a_finished_run_is_not_made_again(tmp_path: Path, digits: Any) -> None:
    before = finished(unbroken(tmp_path, digits))
    assert before[2].state == "done"
    assert len(before[2].evaluations) == 3
    assert before[2].accuracy is not None
    assert before[2].cpu > 0
    make(tmp_path, *digits, killed_at(1))
    assert finished(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "history.csv",
        "run.json",
        "weights.safetensors",
    ]


@pytest.mark.slow
def test_a_torn_checkpoint_costs_the_epochs_it_held_and_nothing_else(tmp_path: Path, digits: Any) -> None:
    prepare(tmp_path / "b", "run", CONFIG)
    with pytest.raises(KilledError):
        make(tmp_path / "b", *digits, killed_at(20))
    checkpoint = tmp_path / "b" / "checkpoint.safetensors"
    checkpoint.write_bytes(checkpoint.read_bytes()[:-100])
    make(tmp_path / "b", *digits)
    assert finished(tmp_path / "b")[0] == finished(unbroken(tmp_path / "a", digits))[0]


def test_a_run_that_runs_away_is_kept_with_the_reason(tmp_path: Path, digits: Any) -> None:
    prepare(tmp_path, "run", replace(CONFIG, lr=1e9))
    record = make(tmp_path, *digits)
    assert record.state == "diverged"
    assert record.finished
    assert record.note
    assert RunRecord.load(tmp_path) == record


def test_another_run_in_the_same_folder_is_refused_with_the_setting_that_differs(tmp_path: Path) -> None:
    prepare(tmp_path, "run", CONFIG)
    assert prepare(tmp_path, "run", CONFIG).state == "waiting"
    with pytest.raises(RunFileError, match=r"another setting is kept there \(epochs 3, not 4\)"):
        prepare(tmp_path, "run", replace(CONFIG, epochs=4))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "nonsense", '{"name": "a"}', '{"name": "a", "config": {"lr": "fast"}}', "[" * 100_000],
)
def test_a_folder_without_a_readable_run_is_refused_and_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "run.json").write_text(text)
    with pytest.raises(RunFileError):
        RunRecord.load(tmp_path / "a")
    prepare(tmp_path / "b", "b", CONFIG)
    assert [folder.name for folder, _ in read_runs(tmp_path)] == ["b"]


def test_a_record_keeps_every_setting(tmp_path: Path) -> None:
    config = TrainConfig.from_preset("best", seed=3, limit=100)
    record = prepare(tmp_path, "run", config)
    assert RunRecord.load(tmp_path) == record
    assert json.loads((tmp_path / "run.json").read_text())["config"] == config.as_dict()
