from __future__ import annotations

import csv
import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from core.training import Evaluation, History, StepRecord
from core.training import history as history_module


def record(step: int, run: int = 1) -> StepRecord:
    layers = np.array([step, 2 * step], np.float32)
    return StepRecord(
        step, step / 10, 1 / step, 0.5, 0.1, 100.0 + step, layers, layers * 10, layers * 100, run
    )


def test_columns_hold_every_step_in_order() -> None:
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(1), record(2)])
    history.append(record(3))
    assert len(history) == 3
    assert history.steps.dtype == np.int64
    assert history.steps.tolist() == [1, 2, 3]
    assert history.column("loss").dtype == np.float32
    np.testing.assert_allclose(history.column("loss"), [1, 1 / 2, 1 / 3], rtol=1e-6)
    np.testing.assert_allclose(history.layer_column("grad_rms", "fc2"), [20, 40, 60])
    np.testing.assert_allclose(history.layer_column("update_ratio", "conv1"), [100, 200, 300])


def test_time_counts_from_the_first_step() -> None:
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(1), record(4)])
    assert history.column("time").tolist() == [0, 3]


def test_records_of_another_run_are_left_out() -> None:
    history = History(("conv1", "fc2"), run=2)
    history.append_all([record(8, run=1), record(1, run=2)])
    assert history.steps.tolist() == [1]


def test_one_step_is_found_by_its_number() -> None:
    history = History(("conv1", "fc2"), run=1)
    assert history.at(1) is None
    history.append_all([record(step) for step in range(4, 8)])
    rows = [history.at(step) for step in (3, 4, 7, 8)]
    assert [row and (row.step, row.loss) for row in rows] == [None, (4, 0.25), (7, np.float32(1 / 7)), None]


def test_columns_can_not_be_written_to() -> None:
    history = History(("conv1", "fc2"), run=1)
    history.append(record(1))
    with pytest.raises(ValueError, match="read-only"):
        history.column("loss")[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        history.layer_column("grad_norm", "conv1")[0] = 0


@pytest.mark.fault(23)
@pytest.mark.parametrize("mapped_from", [1 << 20, 2048])
def test_growing_keeps_what_is_there_in_memory_and_in_a_file(
    monkeypatch: pytest.MonkeyPatch, mapped_from: int
) -> None:
    monkeypatch.setattr(history_module, "MAPPED_FROM", mapped_from)
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(step) for step in range(1, 1001)])
    early = history.column("loss")
    history.append_all([record(step) for step in range(1001, 9001)])
    history.append(record(9001))
    assert history.steps.tolist() == list(range(1, 9002))
    np.testing.assert_array_equal(history.column("loss")[:1000], early)
    assert history.layer_column("grad_norm", "fc2")[-1] == 18002


@pytest.mark.fault(9)
@pytest.mark.parametrize("refusal", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_leaves_the_history_in_memory_and_says_so(
    monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr(history_module, "MAPPED_FROM", 2048)
    monkeypatch.setattr(os, "posix_fallocate", full)
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(step) for step in range(1, 5001)])
    assert history.steps.tolist() == list(range(1, 5001))
    assert not isinstance(history._rows, np.memmap)
    assert os.strerror(refusal) in history.trouble
    assert tempfile.gettempdir() in history.trouble


@pytest.mark.fault(9)
def test_a_disk_that_can_not_reserve_is_written_to_before_it_is_mapped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "not here")

    monkeypatch.setattr(history_module, "MAPPED_FROM", 2048)
    monkeypatch.setattr(os, "posix_fallocate", unknown)
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(step) for step in range(1, 5001)])
    assert history.steps.tolist() == list(range(1, 5001))
    assert isinstance(history._rows, np.memmap)
    assert not history.trouble


@pytest.mark.fault(9)
def test_without_memory_the_newer_half_of_the_history_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(self: History, capacity: int) -> np.ndarray:
        raise MemoryError

    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(step) for step in range(1, 1001)])
    monkeypatch.setattr(History, "_reserved", none)
    for step in range(1001, 1101):
        history.append(record(step))
    assert history.steps.tolist() == list(range(513, 1101))
    assert history.column("loss")[-1] == np.float32(record(1100).loss)
    assert "older half was dropped" in history.trouble


@pytest.mark.slow
@pytest.mark.fault(9)
@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_FSIZE stands for the size of the disk")
def test_a_disk_that_is_really_too_small_ends_nothing() -> None:
    code = (
        "import resource, signal\n"
        "import numpy as np\n"
        "import core.training.history as module\n"
        "from core.training.metrics import StepRecord\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "module.MAPPED_FROM = 2048\n"
        "history, z = module.History(('a',), 1), np.zeros(1, np.float32)\n"
        "for n in range(1, 9001):\n"
        "    history.append(StepRecord(n, n / 10, 1.0, 0.5, 0.1, float(n), z, z, z, 1))\n"
        "assert history.steps.tolist() == list(range(1, 9001))\n"
        "print(history.trouble)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "stays in memory" in done.stdout


def test_csv_has_a_row_a_step_and_test_figures_where_they_were_measured(tmp_path: Path) -> None:
    history = History(("conv1", "fc2"), run=1)
    history.append_all([record(1), record(2)])
    history.evaluations.append(Evaluation(2, 0.2, 0.9856, 0.05))
    history.save_csv(tmp_path / "history.csv")
    with open(tmp_path / "history.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["1", "2"]
    assert [row["test_accuracy"] for row in rows] == ["", "0.9856"]
    assert float(rows[1]["loss"]) == pytest.approx(0.5)
    assert float(rows[1]["grad_rms.fc2"]) == pytest.approx(40)


def test_an_empty_history_has_empty_columns(tmp_path: Path) -> None:
    history = History()
    assert len(history) == 0
    assert history.column("loss").shape == (0,)
    history.save_csv(tmp_path / "empty.csv")
    assert (tmp_path / "empty.csv").read_text().startswith("step,epoch,loss")
