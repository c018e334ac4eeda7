from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz.terminal import cli
from core.experiments import RunRecord, read_runs

SMALL = ("--limit", "256", "--epochs", "1")


def status(*arguments: str) -> int:
    try:
        return cli.run(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.slow
def test_a_group_is_run_and_not_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    assert status("experiments", "pooling", *SMALL, "--out", str(tmp_path)) == 0
    first = capsys.readouterr()
    assert "2 of 2 runs" in first.err
    assert first.out.splitlines()[2].startswith("| Max-pooling | **")
    names = sorted(path.name for path in tmp_path.iterdir())
    pictures = ["curves.png", "curves.svg"]
    assert names == [*pictures, "pooling-average-seed0", "pooling-max-seed0", "table.csv", "table.md"]
    inside = sorted(path.name for path in (tmp_path / "pooling-max-seed0").iterdir())
    assert inside == ["history.csv", "run.json", "weights.safetensors"]
    before = (tmp_path / "pooling-max-seed0" / "run.json").read_bytes()
    assert status("experiments", "pooling", *SMALL, "--out", str(tmp_path)) == 0
    assert capsys.readouterr().out == first.out
    assert (tmp_path / "pooling-max-seed0" / "run.json").read_bytes() == before
    assert status("experiments", "pooling", "--limit", "256", "--out", str(tmp_path)) == 1
    assert "epochs 1, not 5" in capsys.readouterr().err


def test_without_a_group_the_groups_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("experiments") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("published ")
    assert len(lines) == 9


def test_an_unknown_group_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("experiments", "nothing") == 2
    assert "no group or preset is called 'nothing'" in capsys.readouterr().err
    assert status("experiments", "pooling", "--epochs", "0") == 2
    assert capsys.readouterr().err.startswith("cnnviz: --epochs: must be a whole number")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_and_started_again_it_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    options = ["experiments", "pooling-max", "--limit", "2048", "--epochs", "3"]
    broken = [sys.executable, "-m", "cnnviz", *options, "--out", str(tmp_path / "broken")]
    place = tmp_path / "broken" / "pooling-max-seed0"
    process = subprocess.Popen(broken, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr is not None
    while not (place / "checkpoint.safetensors").exists():
        process.stderr.read(20)  # the progress bar's own pace; no clock is waited for
    process.send_signal(signal.SIGKILL)
    process.communicate()
    subprocess.run(broken, check=True, capture_output=True)
    assert status(*options, "--out", str(tmp_path / "whole")) == 0
    names = ("pooling-max-seed0/weights.safetensors", "curves.svg")
    for name in names:
        assert (tmp_path / "broken" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert RunRecord.load(place).state == "done"
    assert len(read_runs(tmp_path / "whole")) == 1
