"""Commands posted before the first answers: every step stands once, in order, in its own run.

What the window's history should be is kept beside it, on the training thread, from the steps that the trainer
makes and the moments that it goes back to; neither the feed nor the session is asked.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from core.data.dataset import Dataset
from core.training import Checkpoint, StepRecord, TrainConfig, Trainer, load_checkpoint
from core.training.acts import Scale
from core.training.run import SuspendedRun

PATIENCE = 60.0  # seconds, after which something hangs


def spec(classes: int, width: int) -> dict[str, Any]:
    return {
        "layers": [
            {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": width, "kernel_size": 3},
            {"name": "relu1", "type": "ReLU"},
            {"name": "flatten", "type": "Flatten"},
            {"name": "fc2", "type": "Linear", "in_features": 36 * width, "out_features": classes},
        ]
    }


def deeper(classes: int) -> dict[str, Any]:
    layers = spec(classes, 2)["layers"]
    norm = {"name": "bn1", "type": "BatchNorm2d", "num_features": 2}
    return {"layers": [layers[0], norm, *layers[1:]]}


def images(count: int) -> Dataset:
    rng = np.random.default_rng(count)
    labels = rng.integers(0, 4, count).astype(np.uint8)
    return Dataset(rng.integers(0, 255, (count, 8, 8)).astype(np.uint8), labels, "noise", tuple("abcd"))


CONFIG = TrainConfig(spec=spec(4, 2), batch_size=8, epochs=2, lr=0.02, seed=1)
OTHER = replace(CONFIG, spec=deeper(4), seed=2)  # other layers: its rows have another width


class Witness:
    """What the trainer itself did: the losses of the run it is in, step by step."""

    def __init__(self) -> None:
        self.losses: list[float] = []
        self.first = 1
        self._runs: dict[tuple[int, int], list[float]] = {}  # run and weights -> losses up to there

    def watch(self, trainer: Trainer) -> None:
        """Looks over a trainer's shoulder from now on."""
        begin, resume, step = trainer._begin, trainer.resume, trainer._step

        def began(*args: Any) -> None:
            begin(*args)
            self.losses = []
            self.keep(trainer)

        def resumed(checkpoint: Checkpoint) -> None:
            kept = self._runs.get((checkpoint.version.run, checkpoint.version.weights))
            if checkpoint.history is not None:
                kept = [float(loss) for loss in checkpoint.history.column("loss")]
            resume(checkpoint)
            assert kept is not None
            self.losses = kept[: checkpoint.step]
            self.keep(trainer)

        def stepped(images: np.ndarray, labels: np.ndarray) -> StepRecord:
            record = step(images, labels)
            self.losses = [*self.losses, record.loss]
            self.keep(trainer)
            return record

        trainer._begin, trainer.resume, trainer._step = began, resumed, stepped  # type: ignore[method-assign]
        self.keep(trainer)

    def keep(self, trainer: Trainer) -> None:
        self._runs[trainer.version.run, trainer.version.weights] = self.losses

    def kept(self, trainer: Trainer) -> None:
        """The losses of a trainer that comes back, or whose weights were changed by hand."""
        self.keep(trainer)


class Posted:
    """A session without a window, and everything that can be posted to it at once."""

    data: ClassVar[tuple[Dataset, Dataset]] = images(40), images(16)

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cnnviz-"))
        self.said: list[str] = []
        self.session = Session(CONFIG, lambda: self.data)
        self.session.message.connect(lambda text, kind: self.said.append(text) if kind == "error" else None)
        self.witness = Witness()
        self.aside: tuple[SuspendedRun, list[float]] | None = None
        self.session.start()
        self.wait(lambda: self.session.ready)
        self.session.ask(lambda: self.witness.watch(self.trainer))
        self.session.ask(self.trainer.save, self.folder / "weights.safetensors")
        self.settle()

    @property
    def trainer(self) -> Trainer:
        assert self.session.engine.trainer is not None
        return self.session.engine.trainer

    def wait(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"hangs in state {self.session.state}"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    def answered(self) -> None:
        heard: list[Any] = []
        self.session.ask(int, then=heard.append)
        self.wait(lambda: bool(heard))

    def settle(self) -> None:
        """Pauses, and waits until everything has been answered and shown."""
        self.session.pause()
        self.answered()
        self.wait(lambda: self.session.state != "training")
        self.session.live.take()

    # what can be posted

    def few_steps(self) -> None:
        for _ in range(3):
            self.session.step_batch()

    def continue_file(self) -> None:
        path = self.folder / "run.safetensors"
        if path.exists():
            self.session.continue_run(path)

    def keep_file(self) -> None:
        """Keeps the run as it stands in a file, with the history that the window has of it."""
        self.settle()
        engine = self.session.engine
        checkpoint = engine.post(engine.checkpoint).result(timeout=PATIENCE)
        replace(checkpoint, history=self.session.history).save(self.folder / "run.safetensors")
        assert load_checkpoint(self.folder / "run.safetensors").history is not None

    def edit(self) -> None:
        self._by_hand(lambda: self.session.engine.touch(Scale("fc2", 1.01)))

    def undo_edit(self) -> None:
        self._by_hand(self.session.engine.undo_touch)

    def put_back(self) -> None:
        self._by_hand(self.session.engine.put_back)

    def _by_hand(self, change: Callable[[], Any]) -> None:
        def changed() -> None:
            change()
            self.witness.keep(self.trainer)

        self.session.ask(changed)

    def evaluate(self) -> None:
        self.session.ask(self.session.engine.evaluate)

    def go_back(self) -> None:
        self.session.go_back(0.01)

    def run_away(self) -> None:
        self._by_hand(lambda: self.session.engine.touch(Scale("fc2", 1e30)))
        self.session.step_batch()

    def reset_other(self) -> None:
        self.session.reset(OTHER)

    def reset_same(self) -> None:
        self.session.reset(CONFIG)

    def load(self) -> None:
        self.session.load_weights(self.folder / "weights.safetensors")

    def other_images(self) -> None:
        self.session.ask(self.session.engine.use_data, lambda: (images(48), self.data[1]))

    def same_images(self) -> None:
        self.session.ask(self.session.engine.use_data, lambda: self.data)

    def set_apart(self) -> None:
        """As the tour does: puts the run aside, and begins another beside it."""

        def apart() -> None:
            if self.aside is None:
                engine = self.session.engine
                self.aside = engine.suspend(), self.witness.losses
                engine.start_other(OTHER)
                self.witness.losses = []
                self.witness.watch(self.trainer)

        self.session.ask(apart)

    def bring_back(self) -> None:
        def back() -> None:
            if self.aside is not None:
                (aside, losses), self.aside = self.aside, None
                self.session.engine.take_back(aside)
                self.witness.losses = losses
                self.witness.keep(self.trainer)

        self.session.ask(back)

    def post(self, name: str) -> None:
        (getattr(self, name, None) or getattr(self.session, name))()

    # what must be so

    def check(self) -> None:
        """The window's history is the trainer's own, and so are picture, config and tests."""
        session, trainer = self.session, self.trainer
        history, shot = session.history, session.snapshot
        assert shot is not None
        assert shot.version == trainer.version
        assert history.run == shot.run == trainer.run
        assert history.identity == shot.identity == trainer.identity
        assert session.run_before.about["id"] == trainer.identity.id
        assert history.layers == trainer.layers
        assert session.config == trainer.config
        steps = history.steps.tolist()
        assert steps == list(range(trainer.step_number - len(steps) + 1, trainer.step_number + 1))
        assert len(steps) == trainer.step_number
        np.testing.assert_array_equal(history.column("loss"), np.float32(self.witness.losses))
        assert np.all(np.diff(history.column("time")) >= 0)
        for found in history.evaluations:
            assert found.step <= trainer.step_number
            assert found.version.weights <= trainer.version.weights
        if trainer.tested is not None and trainer.tested.version.run == trainer.run:
            assert history.evaluations[-1] == trainer.tested
        assert (shot.train_loss is None) == (not steps)
        if steps:
            assert np.float32(shot.train_loss) == history.column("loss")[-1]
        assert not [text for text in self.said if "broadcast" in text or "NoneType" in text], self.said

    def close(self) -> None:
        assert self.session.close()
        self.session.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shutil.rmtree(self.folder)


COMMANDS = (
    "train", "pause", "step_batch", "few_steps", "step_epoch", "record", "undo_step", "reset_same",
    "reset_other", "load", "keep_file", "continue_file", "go_back", "run_away", "other_images", "same_images",
    "edit", "undo_edit", "put_back", "evaluate", "set_apart", "bring_back",
)  # fmt: skip


class Orders(RuleBasedStateMachine):
    """Commands in pairs and triples, posted at once; then everything is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.posted = Posted()

    @rule(names=st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=3), busy=st.booleans())
    def together(self, names: list[str], busy: bool) -> None:
        for name in names:
            self.posted.post(name)
        if busy:  # the window paints, and hears nothing of the answers
            self.posted.session.engine.post(int).result(timeout=PATIENCE)
        else:
            QCoreApplication.processEvents()

    @rule()
    def look(self) -> None:
        self.posted.settle()
        self.posted.check()

    def teardown(self) -> None:
        try:
            self.posted.settle()
            self.posted.check()
        finally:
            self.posted.close()


@pytest.fixture
def posted(qtbot: QtBot) -> Iterator[Posted]:
    made = Posted()
    yield made
    made.close()


BEGINNINGS = ("undo_step", "reset_other", "load", "continue_file", "go_back", "put_back", "set_apart")
FOLLOWERS = ("train", "reset_other", "undo_step", "go_back", "few_steps", "bring_back", "continue_file")


@pytest.mark.slow
@pytest.mark.fault(43)
def test_what_follows_at_once_on_a_new_run_stands_in_that_run(posted: Posted) -> None:
    posted.few_steps()
    posted.keep_file()
    for first, second in itertools.product(BEGINNINGS, FOLLOWERS):
        posted.few_steps()
        posted.edit()
        posted.session.record()
        posted.settle()
        posted.post(first)
        posted.post(second)
        posted.session.engine.post(int).result(timeout=PATIENCE)  # nothing of it is heard meanwhile
        if second == "train":
            posted.wait(lambda: posted.session.training or posted.trainer.step_number > 0)
        posted.settle()
        posted.check()


@pytest.mark.fault(43)
def test_pairs_and_triples_leave_whole_histories(qtbot: QtBot) -> None:
    run_state_machine_as_test(
        Orders, settings=settings(max_examples=8, stateful_step_count=12, deadline=None, derandomize=True)
    )


@pytest.mark.slow
@pytest.mark.fault(43)
@pytest.mark.timeout(3600)
def test_many_pairs_and_triples_leave_whole_histories(qtbot: QtBot) -> None:
    run_state_machine_as_test(
        Orders,
        settings=settings(
            max_examples=150,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
