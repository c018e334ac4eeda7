from __future__ import annotations

import csv
import importlib
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from cnnviz.terminal import cli
from core.training import StepRecord, Trainer

LAST_LINE = r"test accuracy: 0.\d{4} \(500 images\)"


@pytest.fixture(autouse=True)
def few_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,280 of MNIST's images to train on and 500 to test with."""
    train, test = core.mnist()
    monkeypatch.setattr(core, "mnist", lambda: (train[:1280], test[:500]))


def status(*arguments: str) -> int:
    """What the shell would see."""
    try:
        return cli.run(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def one_line(text: str) -> str:
    assert text.endswith("\n")
    assert text.count("\n") == 1
    return text[:-1]


def matches(pattern: str, text: str) -> bool:
    import re

    return re.fullmatch(pattern, text) is not None


def test_train_writes_weights_and_history_and_ends_with_the_accuracy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "run"
    assert status("train", "--epochs", "2", "--out", str(out)) == 0
    printed = capsys.readouterr()
    assert matches(LAST_LINE, printed.out.splitlines()[-1])
    assert "images/s" in printed.err
    assert sorted(path.name for path in out.iterdir()) == ["history.csv", "weights.safetensors"]
    with open(out / "history.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["step"]) for row in rows] == list(range(1, 41))
    assert rows[19]["test_accuracy"] != ""
    assert float(rows[39]["test_accuracy"]) == pytest.approx(float(printed.out.split()[2]), abs=1e-4)


def test_evaluate_finds_the_accuracy_that_training_ended_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        status("train", "--preset", "published-bn", "--epochs", "1", "--lr", "0.1", "--out", str(tmp_path))
        == 0
    )
    trained = capsys.readouterr().out.splitlines()[-1]
    assert status("evaluate", str(tmp_path / "weights.safetensors")) == 0
    assert capsys.readouterr().out.splitlines() == [trained]


@pytest.mark.slow
def test_the_terminal_trains_the_very_weights_that_a_trainer_does(tmp_path: Path) -> None:
    assert status("train", "--epochs", "1", "--seed", "3", "--batch-size", "128", "--out", str(tmp_path)) == 0
    network, about = core.load_weights(tmp_path / "weights.safetensors")
    config = core.training.TrainConfig(epochs=1, seed=3, batch_size=128)
    trainer = Trainer(config, *core.mnist())
    for _ in range(10):
        trainer.step()
    for name, array in trainer.network.state_dict().items():
        assert network.state_dict()[name].tobytes() == array.tobytes()
    assert core.training.TrainConfig.from_dict(about["config"]) == config


@pytest.mark.slow
def test_workers_change_no_bit_of_the_weights(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        out = str(tmp_path / workers)
        assert status("train", "--epochs", "1", "--batch-size", "64", "--workers", workers, "--out", out) == 0
    one, two = (core.load_weights(tmp_path / n / "weights.safetensors")[0].state_dict() for n in "12")
    assert all(one[name].tobytes() == two[name].tobytes() for name in one)


@pytest.mark.slow
def test_verbose_prints_a_line_every_hundred_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("train", "--epochs", "2", "--batch-size", "10", "--verbose") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert matches(r"epoch +0\.781 +step +100 +loss +[\d.]+ +accuracy [\d.]+ +lr [\d.]+", lines[0])


def test_limit_is_the_number_of_training_images(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("train", "--epochs", "1", "--limit", "130") == 0
    assert "130/130" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["train", "--lr", "-1"], "--lr: must be a number from 0"),
        (["train", "--lr", "fast"], "argument --lr: invalid float value: 'fast'"),
        (["train", "--batch-size", "0"], "--batch-size: must be a whole number from 1"),
        (["train", "--preset", "nope"], "--preset: no preset is called 'nope'"),
        (["train", "--threads", "0"], "argument --threads: must be from 1 to 1024"),
        (["train", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["evaluate"], "the following arguments are required: WEIGHTS"),
        (["trian"], "there is neither a file nor a command called 'trian'"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(*arguments) == 2
    assert told in one_line(capsys.readouterr().err)


def test_a_file_that_is_no_weights_is_one_line_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"nonsense" * 100)
    for path in (bad, tmp_path / "missing.safetensors", tmp_path):
        assert status("evaluate", str(path)) == 1
        assert str(path) in one_line(capsys.readouterr().err)


def test_weights_of_another_kind_of_network_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    networks = {
        "narrow": core.Sequential([("fc1", core.Linear(3, 10))]),
        "two": core.Sequential([("flatten", core.Flatten()), ("fc1", core.Linear(784, 2))]),
    }
    for name, network in networks.items():
        core.save_weights(tmp_path / name, network)
        assert status("evaluate", str(tmp_path / name)) == 1
        assert "its network" in one_line(capsys.readouterr().err)


def test_a_folder_that_can_not_be_written_to_is_told_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Trainer, "step", lambda self: pytest.fail("training began"))
    (tmp_path / "file").write_text("")
    assert status("train", "--out", str(tmp_path / "file" / "run")) == 1
    assert "part of the path is not a folder" in one_line(capsys.readouterr().err)


def test_a_run_that_diverges_is_told_and_its_good_weights_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status("train", "--lr", "1e6", "--out", str(tmp_path)) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("cnnviz: Training stopped at step")
    assert told.endswith(f"Weights and history are in {tmp_path}.")
    assert status("evaluate", str(tmp_path / "weights.safetensors")) == 0


@pytest.mark.fault(18)
@pytest.mark.parametrize(
    ("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_saves_what_there_is_and_says_so(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    expected: int,
) -> None:
    original = Trainer.step

    def step(self: Trainer) -> StepRecord:
        if self.step_number == 4:
            signal.raise_signal(number)
        return original(self)

    monkeypatch.setattr(Trainer, "step", step)
    inherited = signal.signal(number, signal.SIG_DFL)  # under nohup a hangup is ignored, as it should be
    try:
        assert status("train", "--out", str(tmp_path)) == expected
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, inherited)
    printed = capsys.readouterr()
    assert printed.out == ""
    kept = tmp_path / "checkpoint.safetensors"
    assert printed.err.splitlines()[-1] == (
        f"cnnviz: Stopped after step 5 of 400. Weights and history are in {tmp_path}. "
        f"To go on: cnnviz train --resume {kept} --out {tmp_path}"
    )
    _, about = core.load_weights(tmp_path / "weights.safetensors")
    assert about["step"] == 5
    assert len((tmp_path / "history.csv").read_text().splitlines()) == 6


@pytest.mark.fault(18)
def test_a_run_that_was_stopped_is_resumed_to_the_very_same_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--epochs", "1", "--limit", "640", "--preset", "lenet5-bn"]
    straight, stopped = tmp_path / "straight", tmp_path / "stopped"
    assert status("train", *options, "--out", str(straight)) == 0
    expected = capsys.readouterr().out
    original = Trainer.step

    def step(self: Trainer) -> StepRecord:
        if self.step_number == 4:
            signal.raise_signal(signal.SIGTERM)
        return original(self)

    monkeypatch.setattr(Trainer, "step", step)
    assert status("train", *options, "--out", str(stopped)) == 143
    monkeypatch.setattr(Trainer, "step", original)
    capsys.readouterr()
    kept = str(stopped / "checkpoint.safetensors")
    for option in (("--lr", "1"), ("--preset", "lenet5")):
        assert status("train", "--resume", kept, *option) == 2
        error = one_line(capsys.readouterr().err)
        assert error == f"cnnviz: {option[0]}: a run that is resumed keeps its own"
    assert status("train", "--resume", kept, "--out", str(stopped)) == 0
    assert capsys.readouterr().out == expected
    saved = [(folder / "weights.safetensors").read_bytes() for folder in (straight, stopped)]
    assert saved[0] == saved[1]
    rows = []
    for folder in (straight, stopped):
        with open(folder / "history.csv", newline="") as file:
            rows.append([{**row, "time": ""} for row in csv.DictReader(file)])
    assert rows[0] == rows[1]
    assert not Path(kept).exists()


def test_ctrl_c_anywhere_else_is_one_line_and_status_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(core, "load_weights", interrupted)
    assert status("evaluate", "x") == 130
    assert one_line(capsys.readouterr().err) == "cnnviz: stopped"


def test_presets_lists_every_preset(capsys: pytest.CaptureFixture[str]) -> None:
    from core.presets import PRESETS

    assert status("presets") == 0
    printed = capsys.readouterr().out
    assert all(f"{preset.name} " in printed for preset in PRESETS)


def test_version_needs_neither_numpy_nor_qt() -> None:
    script = (
        "import sys\n"
        "from cnnviz.terminal.cli import run\n"
        "try: run(['--version'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'PySide6', 'core')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert matches(r"cnnviz \S+\n", done.stdout)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--help") == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("train", "evaluate", "presets", "demo", "--version"))


def test_without_a_display_the_demo_runs_and_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("cnnviz.system.display.why_not", lambda: "there is no display")
    monkeypatch.setattr(cli, "_with_qt", lambda *call: asked.append(call) or 0)
    assert status() == 0
    assert asked == [("cnnviz.terminal.demo", "run", None)]
    assert one_line(capsys.readouterr().err) == (
        "No window can be opened: there is no display. Running `cnnviz demo` instead."
    )


def test_with_a_display_the_window_opens_the_files_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("cnnviz.system.display.why_not", lambda: "")
    monkeypatch.setattr("cnnviz.system.display.missing_screen_libraries", lambda: "")
    monkeypatch.setattr(cli, "_with_qt", lambda *call: asked.append(call) or 0)
    (tmp_path / "a").write_text("")
    assert status(str(tmp_path / "a")) == 0
    assert asked == [("cnnviz.shell.app", "main", [str(tmp_path / "a")])]


def test_missing_qt_libraries_are_one_line_with_what_installs_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> Any:
        if name == "cnnviz.terminal.demo":
            raise ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui")
        return original(name)

    original = importlib.import_module
    monkeypatch.setattr(cli, "import_module", broken)
    assert status("demo") == 1
    told = one_line(capsys.readouterr().err)
    assert "libEGL.so.1" in told
    assert "apt-get install libegl1" in told


def test_demo_is_given_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(cli, "_with_qt", lambda *call: asked.append(call) or 0)
    assert status("demo", "--out", "pictures") == 0
    assert asked == [("cnnviz.terminal.demo", "run", "pictures")]


def test_errors_of_the_system_and_of_memory_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: Exception) -> Any:
        def do(_: Namespace) -> int:
            raise error

        return do

    assert cli._guarded(fail(PermissionError(13, "Permission denied", "there")), Namespace()) == 1
    assert one_line(capsys.readouterr().err) == "cnnviz: there: Permission denied"
    assert cli._guarded(fail(MemoryError()), Namespace()) == 1
    assert one_line(capsys.readouterr().err).startswith("cnnviz: there is not enough memory: close")
    with pytest.raises(ZeroDivisionError):
        cli._guarded(fail(ZeroDivisionError()), Namespace())


def test_the_accuracy_is_printed_with_four_digits() -> None:
    from cnnviz.terminal.evaluate import result

    assert result(0.98564, 10_000) == "test accuracy: 0.9856 (10000 images)"
    assert result(float(np.float64(1)), 3) == "test accuracy: 1.0000 (3 images)"


@pytest.mark.slow
def test_a_kept_run_goes_on_from_any_of_its_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, again, other = (str(tmp_path / name) for name in ("whole", "again", "other"))
    assert status("train", "--epochs", "1", "--limit", "640", "--out", whole, "--keep") == 0
    expected = capsys.readouterr().out
    assert status("train", "--resume", whole, "--at", "4", "--out", again, "--keep") == 0
    assert capsys.readouterr().out == expected
    weights = [Path(folder, "weights.safetensors").read_bytes() for folder in (whole, again)]
    assert weights[0] == weights[1]
    steps = [Path(folder, "history.csv").read_text().splitlines() for folder in (whole, again)]
    assert len(steps[0]) == len(steps[1]) == 11
    assert status("train", "--resume", again, "--at", "2", "--lr", "0.001", "--out", other) == 0
    rates = [line.split(",")[4] for line in Path(other, "history.csv").read_text().splitlines()]
    assert float(rates[3]) == pytest.approx(0.001)
    assert rates[2] == steps[0][2].split(",")[4]
    capsys.readouterr()
    for options, reason in (
        (("--resume", whole, "--at", "11"), "--at: the run has steps 0 to 10, not 11"),
        (("--at", "3"), "--at: needs the run that has that step: --resume RUN"),
        (("--keep",), "--keep: needs a folder to keep the run in: --out DIR"),
    ):
        assert status("train", *options) == 2
        assert one_line(capsys.readouterr().err) == f"cnnviz: {reason}"
    assert status("train", "--resume", other, "--at", "1") == 1
    assert "no such file" in one_line(capsys.readouterr().err)
