from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.data.mnist import mnist
from core.experiments import GROUPS, RunRecord, group, make, prepare
from core.experiments.parallel import RunFailedError, cores, make_all
from core.experiments.table import comma_separated, markdown
from core.presets import PRESETS
from core.training import ConfigError, TrainConfig

SMALL = TrainConfig(limit=256, epochs=1)


def weights(folder: Path) -> bytes:
    return (folder / "weights.safetensors").read_bytes()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was made in this process."""
    place = tmp_path_factory.mktemp("runs") / "here"
    prepare(place, place.name, SMALL)
    make(place, *mnist())
    return place


@pytest.mark.slow
def test_a_process_makes_bitwise_the_run_that_is_made_without_one(here: Path, tmp_path: Path) -> None:
    there, heard = tmp_path / "there", []
    prepare(there, there.name, SMALL)
    make_all([there], 8, lambda place, step, steps, loss: heard.append(f"{place.name} {step}/{steps}"))
    assert weights(there) == weights(here)
    assert "there 4/4" in heard
    assert all(RunRecord.load(folder).state == "done" for folder in (there, here))


@pytest.mark.slow
def test_processes_at_the_same_time_make_the_same_run(tmp_path: Path) -> None:
    folders, heard = [tmp_path / name for name in ("a", "b", "c")], []
    for place in folders:
        prepare(place, place.name, SMALL)
    make_all(folders, 2, lambda place, step, steps, loss: heard.append(f"{place.name} {step}/{steps}"))
    assert len({weights(place) for place in folders}) == 1
    assert {"a 4/4", "b 4/4", "c 4/4"} <= set(heard)


@pytest.mark.slow
def test_a_process_that_nobody_listens_to_ends(tmp_path: Path) -> None:
    prepare(tmp_path / "long", "long", TrainConfig(limit=20_000, epochs=50))
    command = [sys.executable, "-m", "core.experiments.parallel", str(tmp_path / "long")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    worker = subprocess.Popen(command, env=environment, **pipes)  # type: ignore[call-overload]
    assert worker.stdout.readline().split()[1] == b"15650"
    worker.stdout.close()
    assert worker.wait() == 1
    assert worker.stderr.read() == b""
    worker.stderr.close()


@pytest.mark.slow
def test_stopping_ends_the_processes(tmp_path: Path) -> None:
    prepare(tmp_path / "long", "long", TrainConfig(limit=20_000, epochs=50))
    told: list[int] = []
    make_all([tmp_path / "long"], 1, lambda *what: told.append(1), lambda: bool(told))
    assert not RunRecord.load(tmp_path / "long").finished


@pytest.mark.slow
def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RunFailedError, match=r"nothing: .*no such file or folder"):
        make_all([tmp_path / "nothing"], 1, lambda *told: None)


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


def test_every_grouped_preset_is_in_its_group_and_every_group_has_some() -> None:
    grouped = [preset for each in GROUPS for preset in each.presets]
    assert {preset.name for preset in PRESETS if preset.group} <= {preset.name for preset in grouped}
    assert all(each.presets for each in GROUPS)


def test_a_group_gives_a_config_for_each_preset_and_seed() -> None:
    configs = dict(group("pooling").configs([3, 4], epochs=2))
    assert list(configs) == [
        "pooling-max-seed3",
        "pooling-max-seed4",
        "pooling-average-seed3",
        "pooling-average-seed4",
    ]
    assert {config.epochs for config in configs.values()} == {2}
    assert [config.seed for _, config in group("best").configs()] == [0, 1, 2]
    assert [name for name, _ in group("lenet5").configs()] == ["lenet5-seed0"]
    with pytest.raises(ConfigError):
        list(group("lenet5").configs(epochs=0))
    with pytest.raises(ValueError, match="the groups are published, published-he, best"):
        group("nothing")


def test_the_tables_have_a_row_a_preset_and_a_row_a_run(here: Path) -> None:
    runs = [RunRecord.load(folder) for folder in (here, here)]
    runs.append(replace(runs[0], config=replace(SMALL, seed=1)))
    lines = markdown(runs).splitlines()
    assert len(lines) == 3
    assert "`cnnviz experiments lenet5-bn --seeds 0 0 1`" in lines[2]
    rows = comma_separated(runs).splitlines()
    assert len(rows) == 4
    assert rows[0].startswith("preset,seed,state,")
    assert rows[3].startswith("lenet5-bn,1,done,1,64,sgd,0.1,0.9,0.0005,unit,4,0.")
