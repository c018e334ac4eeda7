"""`cnnviz check`: what it says, in which form, and with which status."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cnnviz.terminal.check import saves
from cnnviz.terminal.cli import run

WRONG = """
import numpy as np

class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dY):
        return dY * (self.x >= 0)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my_layers.py"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_mistake_is_said_in_words_with_status_1(checked_here: None, file: Path, capsys):
    assert run(["check", str(file), "--exercise", "relu"]) == 1
    said = capsys.readouterr().out
    assert "✗ dX: your dX is what comes out if the gradient passes where the input is exactly zero" in said
    assert "✓ y: right: 261 numbers in 3 trials" in said
    assert "0 of 1 written exercises are right" in said


@pytest.mark.slow
def test_what_is_right_has_status_0(file: Path, capsys):
    file.write_text(WRONG.replace(">=", ">"), encoding="utf-8")
    assert run(["check", str(file), "--exercise", "relu"]) == 0
    assert "1 of 1 written exercises are right" in capsys.readouterr().out


def test_json_is_one_object(checked_here: None, file: Path, capsys):
    assert run(["check", str(file), "--exercise", "relu", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 2
    assert not found["ok"]
    row = next(row for row in found["results"] if row["quantity"] == "dX")
    assert row["exercise"] == "relu"
    assert row["result"] == "wrong"
    assert row["mistakes"] == ["relu.dx-zero"]
    assert {"words", "at", "yours", "right", "line"} <= row.keys()


def test_junit_has_a_case_for_each_quantity(checked_here: None, file: Path, tmp_path: Path, capsys):
    out = tmp_path / "results.xml"
    assert run(["check", str(file), "--exercise", "relu", "--exercise", "linear", "--junit", str(out)]) == 1
    suite = ElementTree.parse(out).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "1", "1")
    (failure,) = suite.iter("failure")
    assert failure.get("type") == "relu.dx-zero"


def test_the_list_has_exercises_and_mistakes(capsys):
    assert run(["check", "--list"]) == 0
    said = capsys.readouterr().out
    assert "conv-backward" in said
    assert "conv.dx-unturned" in said


def test_a_starting_file_is_written_and_never_over_another(tmp_path: Path, capsys):
    path = tmp_path / "start.py"
    assert run(["check", "--start", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    compile(text, str(path), "exec")
    assert "class Conv2d" in text
    assert run(["check", "--start", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == text
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "a FILE is needed"),
        (["nowhere.py"], "there is no such file"),
        (["FILE", "--exercise", "juggling"], "there is no exercise 'juggling'"),
        (["FILE", "--seconds", "0"], "--seconds: must be above 0"),
    ],
)
def test_wrong_usage_is_one_line_with_status_2(file: Path, capsys, arguments: list[str], words: str):
    assert run(["check", *(str(file) if text == "FILE" else text for text in arguments)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert len(said.splitlines()) == 1


@pytest.mark.slow
def test_watching_notices_a_save_and_a_file_put_in_its_place(file: Path):
    seen = saves(file)
    next(seen)  # as it is
    noticed = threading.Event()

    def wait() -> None:
        next(seen)
        next(seen)
        noticed.set()

    watcher = threading.Thread(target=wait)
    watcher.start()
    other = file.with_name("other.py")
    other.write_text(WRONG + "\n# one\n", encoding="utf-8")
    other.replace(file)
    for size in range(1, 200):
        if noticed.wait(0.1):
            break
        file.write_text(WRONG + "\n# two" * size, encoding="utf-8")
    watcher.join(60)
    assert noticed.is_set()
