"""Two runs in one session, and the process killed at any moment: both can be gone on with, bit for bit.

`CNNVIZ_KILLS=100` goes on until a hundred of them had written both runs, from `CNNVIZ_SEED`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import Checkpoint, CheckpointError, TrainConfig, Trainer, load_checkpoint

CONFIG = TrainConfig(preset="lenet5", batch_size=16, epochs=3, lr=0.02)
SECOND = replace(CONFIG, seed=1, optimizer="adam", lr=0.002)

CHILD = """
import sys
from PySide6.QtCore import QTimer
from cnnviz.shell import app; from cnnviz.session import autosave
from tests.faults.test_two_runs_killed import CONFIG, SECOND, images
autosave.EVERY = 0.15
application, window = app.create(["cnnviz"], CONFIG, images)
session, saved = window.session, set()
real = autosave.Checkpoint.save
def save(self, path):
    real(self, path)
    name = "AB"[self.config.seed]
    if name not in saved and path.name == "run.safetensors":
        saved.add(name)
        print(name, flush=True)
def look():
    if "A" in saved:
        timer.stop()
        QTimer.singleShot(int(sys.argv[1]), window, lambda: session.reset(SECOND, then=session.train))
timer = QTimer(window)
timer.timeout.connect(look)
timer.start(10)
autosave.Checkpoint.save = save
session.run_before.replaced.connect(lambda whole: print("replaced", whole.step, flush=True))
session.set_speed(150)
session.train()
window.show()
application.exec()
"""


def images() -> tuple[Dataset, Dataset]:
    """A few images with a bar in one of ten places."""
    rng = np.random.default_rng(5)
    labels = (np.arange(320) % 10).astype(np.uint8)
    pixels = rng.integers(0, 40, (320, 28, 28)).astype(np.uint8)
    for image, label in zip(pixels, labels, strict=True):
        image[2 * label : 2 * label + 4, 4:20] = 230
    return Dataset(pixels[:256], labels[:256], "bars"), Dataset(pixels[256:], labels[256:], "bars test")


class Straight:
    """A run that nothing interrupts, and how it stood after each step that is asked for."""

    def __init__(self, config: TrainConfig) -> None:
        self._trainer = Trainer(config, *images())
        self._stood: dict[int, Checkpoint] = {}

    def at(self, step: int) -> Checkpoint:
        while self._trainer.step_number < step:
            self._trainer.step()
            self._stood[self._trainer.step_number] = self._trainer.checkpoint()
        return self._stood[step]


def same(one: Checkpoint, other: Checkpoint) -> bool:
    """Whether two runs are the same, bit for bit, in everything that the next step depends on."""
    states = (
        {(p, k): a for p, arrays in each.state.items() for k, a in arrays.items()} for each in (one, other)
    )
    ours, theirs = ({**each.weights, **state} for each, state in zip((one, other), states, strict=True))
    equal = ours.keys() == theirs.keys() and all(np.array_equal(a, theirs[name]) for name, a in ours.items())
    return equal and one.position == other.position and one.config == other.config


def left_behind(home: Path) -> Iterator[Checkpoint]:
    """Every run that a killed process has left: the newest, the one before, and those in Runs."""
    for path in home.rglob("run*.safetensors"):
        try:
            yield load_checkpoint(path)
        except CheckpointError as error:  # pragma: no cover - what the test is there to find
            pytest.fail(str(error))


@pytest.mark.slow
@pytest.mark.fault(19)
@pytest.mark.timeout(3600)
def test_fault_19_two_runs_of_a_killed_session_both_go_on_bit_for_bit(own_home: Path) -> None:
    rng, wanted = (
        random.Random(int(os.environ.get("CNNVIZ_SEED", 11))),
        int(os.environ.get("CNNVIZ_KILLS", 3)),
    )
    straight = {0: Straight(CONFIG), 1: Straight(SECOND)}
    kills = both = checked = 0
    while both < wanted:
        kills += 1
        home = own_home / str(kills)
        names = {"HOME": "", "XDG_CONFIG_HOME": ".config", "XDG_STATE_HOME": "s", "XDG_DATA_HOME": "d"}
        environment = {**os.environ, **{name: str(home / part) for name, part in names.items()}}
        command = [sys.executable, "-c", CHILD, str(rng.randrange(0, 500))]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            until = rng.choice(("A", "replaced", "B", "B", "B", "B"))
            said: list[str] = []
            while not said or said[-1].split()[0] != until:
                line = process.stdout.readline()
                assert line, "the window ended by itself"
                said.append(line)
            time.sleep(rng.uniform(0, 0.4))  # any moment
            process.kill()
            said += process.stdout.readlines()
        newest: dict[int, Checkpoint] = {}
        for found in left_behind(home):
            seed = found.config.seed
            if seed not in newest or found.step > newest[seed].step:
                newest[seed] = found
        words = {line.split()[0]: line.split()[1:] for line in said}
        assert 0 in newest
        if "B" in words:
            assert newest[0].step == int(words["replaced"][0])  # the whole of it
            assert 1 in newest
            both += 1
        for seed, found in newest.items():
            assert same(found, straight[seed].at(found.step))
            assert found.history is not None
            assert found.history.steps.tolist() == list(range(1, found.step + 1))
            resumed = Trainer(CONFIG, *images())
            resumed.resume(found)
            for _ in range(3):
                resumed.step()
            assert same(replace(resumed.checkpoint(), about={}), straight[seed].at(found.step + 3))
            checked += 1
        shutil.rmtree(home)
    print(f"{kills} kills, {both} of them with two runs written: {checked} runs gone on with, all bitwise")
