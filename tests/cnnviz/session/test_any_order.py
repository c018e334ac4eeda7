"""Whatever order the window's commands come in, nothing hangs, no state contradicts another, no step is lost.

Hypothesis makes up the orders and, when one fails, shortens it to the few commands that matter.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from core import Cell
from core.data.dataset import Dataset
from core.training import TrainConfig

# Where each state may lead; a state that isn't here is none.
NEXT = {
    "loading": {"paused", "training"},
    "paused": {"training", "testing", "recorded", "stale", "diverged"},
    "training": {"paused", "testing", "recorded", "stale", "diverged"},
    "testing": {"paused", "training", "recorded", "stale", "diverged"},  # paused before a test had ended
    "recorded": {"paused", "testing", "stale", "training", "diverged"},
    "stale": {"paused", "testing", "recorded", "training", "diverged"},
    "diverged": {"paused", "testing", "training", "recorded", "stale"},
}
SPEC = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 2, "kernel_size": 3},
        {"name": "relu1", "type": "ReLU"},
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc2", "type": "Linear", "in_features": 72, "out_features": 4},
    ]
}
CONFIG = TrainConfig(spec=SPEC, batch_size=8, epochs=2, lr=0.02, seed=1)
PATIENCE = 60.0  # seconds, after which something hangs


def images(count: int) -> Dataset:
    rng = np.random.default_rng(count)
    labels = rng.integers(0, 4, count).astype(np.uint8)
    return Dataset(rng.integers(0, 255, (count, 8, 8)).astype(np.uint8), labels, "noise", tuple("abcd"))


class Commands(RuleBasedStateMachine):
    """A session without a window; each rule is something that a person can do."""

    data: ClassVar[tuple[Dataset, Dataset]] = images(40), images(16)
    made: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).made += 1
        self.folder = Path(tempfile.mkdtemp(prefix="cnnviz-"))
        self.states = ["loading"]
        self.session = Session(CONFIG, lambda: self.data)
        self.session.state_changed.connect(self.states.append)
        self.session.start()
        self.wait(lambda: self.session.ready)

    def wait(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"hangs in state {self.session.state}"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    def answered(self, call: Callable[..., Any] = int) -> None:
        """Waits until the engine has come to everything asked before."""
        heard: list[Any] = []
        self.session.ask(call, then=heard.append)
        self.wait(lambda: bool(heard))

    @rule(name=st.sampled_from(["train", "pause", "toggle", "step_batch", "step_epoch", "record", "leave"]))
    def command(self, name: str) -> None:
        getattr(self.session, name)()

    @rule(name=st.sampled_from(["step_forward", "step_back"]), times=st.integers(1, 4))
    def walk(self, name: str, times: int) -> None:
        for _ in range(times):
            getattr(self.session, name)()

    @rule(index=st.integers(-3, 30))
    def jump(self, index: int) -> None:
        self.session.set_cursor(index)

    @rule(batch_size=st.sampled_from([None, 4, 8, 0]))
    def reset(self, batch_size: int | None) -> None:
        self.session.reset(None if batch_size is None else replace(CONFIG, batch_size=batch_size))

    @rule(lr=st.sampled_from([0.0, 0.02, 1e6, -1.0, float("nan")]))
    def set_lr(self, lr: float) -> None:
        self.session.set_lr(lr)

    @rule(momentum=st.sampled_from([0.0, 0.9, 3.0]), speed=st.sampled_from([None, 300.0]))
    def set_others(self, momentum: float, speed: float | None) -> None:
        self.session.set_momentum(momentum)
        self.session.set_speed(speed)

    @rule(position=st.integers(-2, 12))
    def watch(self, position: int) -> None:
        self.session.watch(position)

    @rule(index=st.integers(-1, 40))
    def watch_index(self, index: int) -> None:
        self.session.watch_index(index)

    @rule(label=st.sampled_from([None, 0, 3, 4]), size=st.sampled_from([8, 8, 9]), leave=st.booleans())
    def exhibit(self, label: int | None, size: int, leave: bool) -> None:
        fits = size == 8 and label != 4
        assert self.session.exhibit.show(np.full((size, size), 99, np.uint8), label, "a grey square") == fits
        if leave:
            self.session.exhibit.leave()

    @rule(layer=st.sampled_from(["conv1", "relu1", "fc2"]), way=st.sampled_from([-1, 1]))
    def select(self, layer: str, way: int) -> None:
        if (
            self.session.trace is None
        ):  # no precondition: it would depend on what the thread was quick enough for
            return
        shape = self.session.trace[layer].output.shape
        self.session.select(Cell(layer, "output", (0,) * len(shape)))
        self.session.turn(way)

    @rule(name=st.sampled_from(["a", "b"]), save=st.booleans())
    def use_file(self, name: str, save: bool) -> None:
        path = self.folder / f"{name}.safetensors"
        (self.session.save_weights if save else self.session.load_weights)(path)

    @rule(content=st.binary(max_size=20))
    def open_nonsense(self, content: bytes) -> None:
        (self.folder / "bad").write_bytes(content)
        self.session.load_weights(self.folder / "bad")
        self.session.open_data(self.folder / "bad")

    @rule()
    def look(self) -> None:
        QCoreApplication.processEvents()

    @rule()
    def wait_for_answers(self) -> None:
        self.answered()

    @invariant()
    def nothing_contradicts(self) -> None:
        session = self.session
        for before, after in zip(self.states, self.states[1:], strict=False):
            assert after in NEXT[before], self.states
        del self.states[:-1]
        assert session.state == self.states[-1]
        assert (session.trace is not None) >= (session.state in ("recorded", "stale"))
        if session.trace is None:
            assert session.cursor == 0
            assert session.selection is None
        else:
            assert 0 <= session.cursor < len(session.trace.stops)
        assert 0 <= session.watched < session.image_count()
        assert session.recorded.guest is None or (session.trace is not None and not session.lesson)
        assert session.picture() is not None
        assert all(np.isfinite(array).all() for array in session.snapshot.parameters.values())

    def teardown(self) -> None:
        try:
            self.session.pause()
            self.answered()
            self.wait(lambda: self.session.state != "training")
            self.session.live.take()
            self.nothing_contradicts()
            steps = self.session.history.steps
            np.testing.assert_array_equal(steps, np.arange(1, len(steps) + 1))
            assert len(steps) == self.session.snapshot.step
        finally:
            assert self.session.close()
            self.session.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            shutil.rmtree(self.folder)


@pytest.mark.slow
@pytest.mark.fault(20)
def test_commands_in_any_order_never_hang_and_never_contradict_one_another(qtbot: QtBot) -> None:
    run_state_machine_as_test(
        Commands, settings=settings(max_examples=12, stateful_step_count=25, deadline=None, derandomize=True)
    )


@pytest.mark.fault(20)
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_thousand_orders_of_fifty_commands_leave_the_session_sound(qtbot: QtBot) -> None:
    # As many of the two thousand as fit into a time; CNNVIZ_SOAK gives it more, in seconds.
    end = time.monotonic() + float(os.environ.get("CNNVIZ_SOAK", "60"))
    before = Commands.made
    while time.monotonic() < end and Commands.made - before < 2000:
        run_state_machine_as_test(
            Commands,
            settings=settings(
                max_examples=50,
                stateful_step_count=50,
                deadline=None,
                database=None,
                phases=[Phase.generate],  # shortening takes minutes, and threads don't repeat themselves
                suppress_health_check=list(HealthCheck),
            ),
        )
    print(f"{Commands.made - before} orders")
    assert Commands.made - before >= 50
