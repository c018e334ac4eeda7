"""Training with a second worker: the same run, bit for bit, and nothing left when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.plan.plan import Choice
from core.training import ConfigError, Engine, TrainConfig, Trainer

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="looks at processes as POSIX does")
CONFIG = TrainConfig(preset="lenet5-bn", batch_size=64, epochs=2, augmentation={"shift": 1, "shear": 0.1})


def noise(n: int, seed: int) -> Dataset:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 255, (n, 28, 28)).astype(np.uint8)
    return Dataset(images, rng.integers(0, 10, n).astype(np.uint8), "noise", tuple("0123456789"))


@pytest.fixture(scope="module")
def data() -> tuple[Dataset, Dataset]:
    """Four steps an epoch, the last one smaller."""
    return noise(200, 1), noise(1400, 2)


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step that can be is made together, however slow the helper is on a busy machine."""
    monkeypatch.setattr("core.plan.helper.PATIENCE", 60.0)
    monkeypatch.setattr(Choice, "next", True)
    monkeypatch.setattr(Choice, "took", lambda self, seconds: None)


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


def with_helper(trainer: Trainer) -> int:
    """Step until the helper takes part; its process."""
    team = trainer.plan._team
    while trainer.plan.workers < 2:
        trainer.step()
        if team.helper is not None:
            until(lambda: team.is_ready)
    assert team.helper is not None
    return team.helper.pid


def weights(trainer: Trainer) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in trainer.network.state_dict().items()}


@pytest.mark.slow
def test_stepped_paused_resumed_recorded_and_tested_runs_are_those_of_one_worker(data) -> None:
    one, two = Trainer(CONFIG, *data), Trainer(CONFIG, *data, workers=2)
    try:
        with_helper(two)
        while one.step_number < two.step_number:
            one.step()
        assert weights(one) == weights(two)
        two.record()
        one.step()
        tested = two.evaluate()
        assert tested == one.evaluate()
        two.resume(two.checkpoint())
        with_helper(two)
        while one.step_number < two.step_number:
            one.step()
        assert weights(one) == weights(two)
        assert one.last is not None
        assert two.last is not None
        assert one.last.loss == two.last.loss
    finally:
        two.close()


@pytest.mark.slow
def test_workers_may_change_in_the_middle_of_a_run(data, alive) -> None:
    one, two = Trainer(CONFIG, *data), Trainer(CONFIG, *data)
    for _ in range(3):
        two.step()
    two.set_workers(2)
    pid = with_helper(two)
    two.set_workers(1)
    assert not alive(pid)
    two.step()
    assert two.plan.workers == 1
    while one.step_number < two.step_number:
        one.step()
    assert weights(one) == weights(two)
    with pytest.raises(ConfigError, match="workers"):
        two.set_workers(0)
    assert two.workers == 1


def test_the_newest_steps_gradients_stay_when_the_workers_change(data) -> None:
    trainer = Trainer(CONFIG, *data)
    trainer.step()
    before = trainer.checkpoint().gradients
    assert before["fc5.weight"].any()
    for workers in (2, 1):
        trainer.set_workers(workers)
        after = trainer.checkpoint().gradients
        assert before.keys() == after.keys()
        for name, gradient in before.items():
            np.testing.assert_array_equal(after[name], gradient)
    trainer.close()


@pytest.mark.slow
def test_another_run_ends_the_helper_of_the_one_before(data, alive) -> None:
    trainer = Trainer(CONFIG, *data, workers=2)
    pid = with_helper(trainer)
    trainer.reset(replace(CONFIG, seed=4))
    assert not alive(pid)
    pid = with_helper(trainer)
    trainer.close()
    assert not alive(pid)


def test_an_engine_takes_a_second_worker_and_leaves_none_behind(data, alive) -> None:
    engine = Engine(CONFIG, data=lambda: data, workers=2)
    thread = threading.Thread(target=engine.run)
    thread.start()
    engine.post(engine.train).result()

    def pid() -> int | None:
        assert engine.trainer is not None
        helper = engine.trainer.plan._team.helper
        return helper.pid if helper is not None else None

    until(lambda: engine.post(pid).result())
    found = engine.post(pid).result()
    engine.post(engine.set_workers, 1).result()
    assert not alive(found)
    engine.post(engine.set_workers, 2).result()
    until(lambda: engine.post(pid).result())
    found = engine.post(pid).result()
    engine.post(engine.stop)
    thread.join(60)
    assert not thread.is_alive()
    assert not alive(found)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_hundred_starts_and_stops_leave_no_process_and_no_file(data, alive) -> None:
    def files() -> int:
        return len(os.listdir("/proc/self/fd"))

    reference = Trainer(CONFIG, *data)
    for _ in range(3):
        reference.step()
    before = 0
    for number in range(200):
        trainer = Trainer(CONFIG, *data, workers=2)
        for _ in range(3):
            trainer.step()
        helper = trainer.plan._team.helper
        assert helper is not None
        if number % 4 == 0:  # the others are stopped while they start
            until(lambda trainer=trainer: trainer.plan._team.is_ready)
        trainer.close()
        assert not alive(helper.pid)
        assert weights(trainer) == weights(reference)
        del trainer, helper
        if number == 10:
            before = files()
    assert files() <= before + 2


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_helpers_killed_at_any_moment_change_no_weight(data, alive) -> None:
    reference = Trainer(CONFIG, *data)
    expected = []
    for _ in range(40):
        reference.step()
        expected.append(weights(reference))
    for number in range(50):
        trainer = Trainer(CONFIG, *data, workers=2)
        pid = with_helper(trainer)
        killer = subprocess.Popen(["sh", "-c", f"sleep 0.0{number:02d}; kill -9 {pid}"])
        while trainer.step_number < 40:
            trainer.step()
            assert weights(trainer) == expected[trainer.step_number - 1]
        killer.wait()
        assert trainer.plan.workers == 1 or not alive(pid)
        trainer.step()
        trainer.close()
        assert not alive(pid)


PROGRAM = """
    import sys
    import numpy as np, core
    network = core.lenet5(rng=np.random.default_rng(0))
    plan = core.compile(network, 64, core.CrossEntropyLoss(), workers=2)
    optimizer = core.SGD(network.named_parameters(), lr=0.01)
    x, y = np.zeros((64, 1, 28, 28), np.float32), np.zeros(64, int)
    told = False
    while True:
        plan.step(x, y, optimizer)
        helper = plan._team.helper
        if helper is not None and not told:
            print(helper.pid, flush=True)
            told = True
"""


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_programs_killed_at_any_moment_leave_no_helper(alive) -> None:
    for number in range(50):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PROGRAM)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        time.sleep(number * 0.02)
        process.send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
        process.wait()
        process.stdout.close()
        until(lambda pid=pid: not alive(pid))
