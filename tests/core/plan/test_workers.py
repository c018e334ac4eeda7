"""A second worker changes no bit, and nothing is lost when it goes."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import core
from core.plan import helper as helper_module
from core.plan.memory import AttachedMemory, SharedMemory
from core.plan.plan import AGAIN, TURN, TURNS, Choice
from core.presets import PRESETS, preset

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="looks at processes as POSIX does")
SIGSTOP = getattr(signal, "SIGSTOP", 0)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


class Run:
    """A network in training, by one worker or two; with two, every step that can be is made together."""

    def __init__(
        self,
        workers: int,
        name: str = "lenet5-bn",
        batch: int = 64,
        dtype: Any = np.float32,
        loss: Any = None,
    ) -> None:
        self.network = preset(name).network(np.random.default_rng(0)).astype(dtype)
        self.dtype, self.batch = dtype, batch
        self.plan = core.compile(self.network, batch, loss or core.CrossEntropyLoss(), workers=workers)
        self.optimizer = core.SGD(self.network.named_parameters(), lr=0.01, momentum=0.9)
        self.rng = np.random.default_rng(1)

    def step(self, n: int | None = None) -> float:
        x = self.rng.standard_normal((n or self.batch, 1, 28, 28)).astype(self.dtype)
        return self.plan.step(x, self.rng.integers(0, 10, len(x)), self.optimizer)

    def ready(self) -> core.Plan:
        """Make the step that starts the helper, and wait for it."""
        self.step()
        plan = self.plan
        until(lambda: plan._team.helper is not None and plan._team.is_ready)
        plan._team.choice = Always()
        return plan

    @property
    def pid(self) -> int:
        assert self.plan._team.helper is not None
        return self.plan._team.helper.pid

    def weights(self) -> dict[str, bytes]:
        return {name: array.tobytes() for name, array in self.network.state_dict().items()}


class Always(Choice):
    """Every step together, whatever it takes."""

    next = True  # type: ignore[assignment]

    def took(self, seconds: float) -> None:
        pass


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a helper is slow, not lost."""
    monkeypatch.setattr(helper_module, "PATIENCE", 60.0)


@pytest.fixture
def pair() -> Iterator[Callable[..., tuple[Run, Run]]]:
    """pair(...): two equal runs, by one worker and by two; the helper is there after a step of each."""
    made: list[Run] = []

    def make(*arguments: Any, **named: Any) -> tuple[Run, Run]:
        one, two = Run(1, *arguments, **named), Run(2, *arguments, **named)
        made.append(two)
        one.step()
        two.ready()
        return one, two

    yield make
    for run in made:
        run.plan.close()


def same(one: Run, two: Run, steps: int = 4, together: bool = True) -> None:
    for _ in range(steps):
        assert one.step() == two.step()
        assert two.plan.workers == (2 if together else 1)
    assert one.weights() == two.weights()


QUICK = "lenet5-bn"
LONG = [pytest.param(p.name, marks=() if p.name == QUICK else pytest.mark.slow) for p in PRESETS]


@pytest.mark.parametrize("name", LONG)
def test_two_workers_make_the_weights_of_one_bit_for_bit(pair, name) -> None:
    same(*pair(name, batch=preset(name).recipe.get("batch_size", 64)))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", [p.name for p in PRESETS])
def test_two_workers_make_the_weights_of_one_over_200_steps(pair, name) -> None:
    same(*pair(name), steps=200)


@pytest.mark.slow
def test_the_last_smaller_batch_and_evaluation_in_halves_are_the_same(pair) -> None:
    one, two = pair()
    assert one.step(17) == two.step(17)
    same(one, two)
    for n in (5, 64, 640, 1311):
        x = np.random.default_rng(n).standard_normal((n, 1, 28, 28)).astype(np.float32)
        np.testing.assert_array_equal(one.plan.forward(x), two.plan.forward(x))
    same(one, two, 2)


@pytest.mark.slow
def test_a_plan_that_has_evaluated_before_its_first_step_trains_the_same() -> None:
    one, two = Run(1), Run(2)
    x = np.random.default_rng(0).standard_normal((64, 1, 28, 28)).astype(np.float32)
    try:
        np.testing.assert_array_equal(one.plan.forward(x), two.plan.forward(x))
        one.step()
        two.ready()
        same(one, two)
        single = Run(2, batch=1)
        assert single.plan.forward(x[:1]).shape == (1, 10)
    finally:
        two.plan.close()


@pytest.mark.slow
def test_in_double_precision_and_with_another_loss_too(pair) -> None:
    same(*pair(dtype=np.float64, batch=32), steps=2)
    same(*pair(loss=core.CrossEntropyLoss(0.1, "sum")), steps=2)


@pytest.mark.slow
def test_what_is_replaced_in_between_is_noticed_by_both(pair) -> None:
    one, two = pair()
    for run in (one, two):
        run.network.load_state_dict(core.lenet5(rng=np.random.default_rng(5)).state_dict())
    same(one, two, 2)
    for run in (one, two):
        run.network.astype(np.float64)
        run.dtype = np.float64
    assert one.step() == two.step()  # another helper is started for the new arrays
    two.ready()
    one.step()
    same(one, two, 2)
    for run in (one, two):
        run.network.layers["bn1"].momentum = 0.4
    assert one.step() == two.step()
    two.ready()
    one.step()
    same(one, two, 2)


def test_training_goes_on_alone_when_the_helper_is_killed(pair) -> None:
    one, two = pair()
    same(one, two)
    os.kill(two.pid, signal.SIGKILL)
    assert one.step() == two.step()
    same(one, two, together=False)


@pytest.mark.slow
def test_a_helper_that_is_killed_in_the_middle_of_a_step_leaves_no_trace_in_it(pair) -> None:
    one, two = pair()
    helper = two.plan._team.helper
    assert helper is not None
    ask, asked = helper.ask, []

    def ask_and_kill(job: int, count: int = 0) -> None:
        ask(job, count)
        asked.append(job)
        if len(asked) == 5:
            os.kill(helper.pid, signal.SIGKILL)

    helper.ask = ask_and_kill  # type: ignore[method-assign]
    assert one.step() == two.step()
    assert len(asked) == 5  # after that nobody was asked
    same(one, two, together=False)


@pytest.mark.slow
def test_a_helper_that_stands_still_is_given_up(pair, monkeypatch, alive) -> None:
    monkeypatch.setattr(helper_module, "PATIENCE", 0.2)
    one, two = pair()
    pid = two.pid
    os.kill(pid, SIGSTOP)
    assert one.step() == two.step()
    same(one, two, together=False)
    assert not alive(pid)


@pytest.mark.slow
def test_a_helper_that_is_killed_while_images_are_evaluated_is_not_missed(pair) -> None:
    one, two = pair()
    helper = two.plan._team.helper
    assert helper is not None
    os.kill(helper.pid, SIGSTOP)
    x = np.random.default_rng(0).standard_normal((1300, 1, 28, 28)).astype(np.float32)
    ask = helper.ask

    def ask_and_kill(job: int, count: int = 0) -> None:
        ask(job, count)
        os.kill(helper.pid, signal.SIGKILL)

    helper.ask = ask_and_kill  # type: ignore[method-assign]
    np.testing.assert_array_equal(one.plan.forward(x), two.plan.forward(x))


@pytest.mark.slow
def test_an_error_in_the_middle_of_a_step_leaves_both_in_step(pair) -> None:
    one, two = pair()
    chain = two.plan._team.shared
    assert chain is not None
    split = chain.training.splits[-1]
    kept = list(split.mine)

    def interrupt() -> None:
        raise KeyboardInterrupt

    split.mine[:] = [interrupt]
    with pytest.raises(KeyboardInterrupt):
        two.step()
    split.mine[:] = kept
    one.network.load_state_dict(two.network.state_dict())  # running statistics have followed the batch
    one.rng, two.rng = (np.random.default_rng(9) for _ in range(2))
    same(one, two)


@pytest.mark.slow
def test_closing_ends_the_process_and_the_plan_is_used_on(pair, alive) -> None:
    one, two = pair()
    pid = two.pid
    two.plan.close()
    assert not alive(pid)
    same(one, two, together=False)
    two.plan.close()


@pytest.mark.slow
def test_a_plan_that_nobody_holds_takes_its_helper_along(alive) -> None:
    run = Run(2)
    run.ready()
    pid = run.pid
    files = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    del run
    gc.collect()
    assert not alive(pid)
    if files:
        assert len(os.listdir("/proc/self/fd")) < files


@pytest.mark.slow
def test_the_helper_of_a_program_that_is_killed_ends_by_itself(tmp_path, alive) -> None:
    program = """
        import sys, time
        import numpy as np, core
        network = core.lenet5(rng=np.random.default_rng(0))
        plan = core.compile(network, 64, core.CrossEntropyLoss(), workers=2)
        optimizer = core.SGD(network.named_parameters(), lr=0.01)
        x, y = np.zeros((64, 1, 28, 28), np.float32), np.zeros(64, int)
        told = False
        while True:
            plan.step(x, y, optimizer)
            if not told and plan._team.is_ready:
                print(plan._team.helper.pid, flush=True)
                told = True
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    assert alive(pid)
    process.kill()
    process.wait()
    process.stdout.close()
    until(lambda: not alive(pid))


@pytest.mark.slow
@pytest.mark.alone
def test_an_idle_helper_uses_no_processor(pair) -> None:
    _, two = pair()
    two.step()

    def ticks() -> int:
        with open(f"/proc/{two.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    if not os.path.exists("/proc/self/stat"):
        pytest.skip("the system does not say")
    helper = two.plan._team.helper
    assert helper is not None
    until(lambda: bool(helper._control[helper_module.ASLEEP]))
    before = ticks()
    time.sleep(1.0)
    assert ticks() - before <= 2  # hundredths of a second
    same_again = two.step()
    assert np.isfinite(same_again)


def test_a_layer_of_the_users_own_is_trained_by_one() -> None:
    class Mine(core.ReLU):
        pass

    network = core.Sequential([("flatten", core.Flatten()), ("mine", Mine()), ("fc1", core.Linear(784, 10))])
    plan = core.compile(network, 512, core.CrossEntropyLoss(), workers=2)
    x, labels = np.ones((512, 1, 28, 28), np.float32), np.zeros(512, int)
    for _ in range(3):
        plan.step(x, labels, core.SGD(network.named_parameters(), lr=0.01))
    assert plan.workers == 1
    assert plan._team.helper is None


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", True])
def test_workers_are_a_whole_number_of_at_least_one(workers) -> None:
    with pytest.raises(ValueError, match="workers must be a whole number of at least 1"):
        core.compile(core.lenet5(), 8, core.CrossEntropyLoss(), workers=workers)


@pytest.mark.parametrize(
    ("together", "alone", "chosen"), [(0.5, 1.0, True), (1.0, 1.0, False), (3.0, 1.0, False)]
)
def test_the_faster_way_is_chosen_by_measurement(together, alone, chosen) -> None:
    choice = Choice()
    seen = []
    for _ in range(TURN * TURNS):
        seen.append(choice.next)
        choice.took(together if choice.next else alone)
    assert seen.count(True) == seen.count(False)
    assert choice.next is chosen
    assert choice.speedup == pytest.approx(alone / together)
    for _ in range(AGAIN - TURN * TURNS):
        assert choice.next is chosen
        choice.took(together if chosen else alone)
    seen = []
    for _ in range(TURN * TURNS):  # measured again
        seen.append(choice.next)
        choice.took(1.0 if choice.next else 0.1)
    assert seen.count(True) == seen.count(False)
    assert choice.next is False


def test_another_process_cuts_the_same_arrays_from_shared_memory() -> None:
    shared = SharedMemory()
    mine = [
        shared.zeros((3, 5), np.float32),
        shared.empty((9 << 20,), np.uint8),
        shared.zeros((2,), np.int64),
    ]
    other = AttachedMemory(shared.keys)
    theirs = [other.zeros((3, 5), np.float32), other.empty((9 << 20,), np.uint8), other.zeros((2,), np.int64)]
    for number, (a, b) in enumerate(zip(mine, theirs, strict=True), 1):
        a[...] = number
        np.testing.assert_array_equal(a, b)
    with pytest.raises(ValueError, match="expected a block of"):
        AttachedMemory(shared.keys[1:]).empty((3, 5), np.float32)
