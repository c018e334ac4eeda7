"""The loop that trains: a step, or a part of an evaluation, then whatever has been asked, and again.

It owns the network: a posted call runs between two steps, or between two batches of an evaluation. What
there is to see goes into the feed, one snapshot at a time and only when it is wanted; `notify` hears of the
run's life, never of single steps. What can be asked is in engine.py.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from core.data.dataset import Dataset
from core.data.mnist import mnist
from core.training.config import TrainConfig
from core.training.diverged import DivergenceError
from core.training.history import Evaluation
from core.training.mailbox import Mailbox, clear
from core.training.news import Event, ReplacedRun, RunBegan, SnapshotFeed
from core.training.recipe import dropped_words
from core.training.replay import ReplayError
from core.training.run import RunMemory, TrainingRun
from core.training.timeline import Timeline
from core.training.trainer import Trainer

Data = Callable[[], tuple[Dataset, Dataset]]


class Loop:
    """Runs on one thread; only `post`, `feed`, `state` and `config` are for others.

    `state` is "loading", "paused", "training", "evaluating" (a test that training goes on after), "testing",
    "diverged" or "stopped". `data` is called on the loop's thread and returns the training and the test set.
    `threads` is the number of BLAS threads; one leaves the other cores to the window. `workers` is the number
    of processes that make a step. In `folder`, a file without a name takes the keyframes that are too many
    for memory.
    """

    def __init__(
        self,
        config: TrainConfig | None = None,
        data: Data | None = None,
        notify: Callable[[Event], object] | None = None,
        threads: int = 1,
        folder: Path | None = None,
        workers: int = 1,
    ) -> None:
        self.feed = SnapshotFeed()
        self.state = "loading"
        self.config = config or TrainConfig()
        self._held: TrainingRun | None = None
        self.first_data = data or mnist
        self._notify = notify or (lambda event: None)
        self._threads, self._workers = threads, workers
        self._folder = folder
        self._mailbox = Mailbox()
        self._stopping = False
        self._failure = "training has been closed"
        self._training = False
        self._evaluating = False
        self._diverged = False
        self._interval = 0.0  # seconds between steps
        self._next_step = 0.0
        self._seen: tuple[Any, ...] = ()  # what the last snapshot showed

    # from other threads

    def post(self, call: Callable[..., Any], *args: Any, **keywords: Any) -> Future[Any]:
        """Have `call(*args, **keywords)` run on the engine's thread once the step under way is done."""
        return self._mailbox.post(call, *args, **keywords)

    def run(self) -> None:
        """Load the data, then train and answer until told to stop. Returns only then; raises nothing."""
        try:
            # Numbers that run away are noticed by what they are; numpy's warnings would only reach stderr.
            with threadpool_limits(limits=self._threads, user_api="blas"), np.errstate(all="ignore"):
                if self._load_data():
                    self._loop()
        finally:
            self._stopping = True
            if self.trainer is not None:
                self.trainer.close()
            self._settle()
            self._mailbox.close(self._failure)

    # the loop

    def _load_data(self) -> bool:
        try:
            train, test = self.first_data()
            self._held = TrainingRun(Trainer(self.config, train, test, self._workers), self._folder)
        except Exception as raised:
            self._failure = self._tell_error(raised)
            return False
        self._settle()
        self._tell_began()
        self._publish()
        self._tell(
            "ready", f"{len(train):,} images to train on, {len(test):,} to test", run=self._run.trainer.run
        )
        return True

    def _loop(self) -> None:
        while not self._stopping:
            while not self._stopping and self._mailbox.answer(self._patience(), self._show):
                pass
            if self._stopping:
                return
            try:
                with contextlib.suppress(DivergenceError):  # told of already
                    self._work()
                if self.feed.wanted or not self._busy:
                    self._publish()
            except Exception as raised:
                self._halt()
                self._tell_error(raised, "Training stopped: ")
                self._show()  # that it is paused is to be seen

    @property
    def _busy(self) -> bool:
        return self._training or self._evaluating

    def _work(self) -> None:
        """One part of an evaluation, or one step if it is time for it."""
        if self._evaluating:
            self._advance_evaluation()
        elif self._training and time.monotonic() >= self._next_step:
            self._next_step = max(self._next_step + self._interval, time.monotonic())
            self._make_step(self._ready().step)

    def _patience(self) -> float | None:
        """How long to wait for a call: not at all while there is work, for ever when there is none."""
        if self._training and not self._evaluating and self._interval:
            return max(0.0, self._next_step - time.monotonic())
        return 0.0 if self._busy else None

    def _show(self) -> None:
        """After a call: what it changed is to be seen at once, unless steps follow anyway."""
        if self._training or self._stopping:
            return
        try:
            self._publish()
        except Exception as raised:
            self._tell_error(raised)

    # the parts of the commands

    @property
    def trainer(self) -> Trainer | None:
        """The trainer of the run in its place; None before the data are loaded."""
        return None if self._held is None else self._held.trainer

    @property
    def timeline(self) -> Timeline:
        """The keyframes of the run in its place."""
        return self._run.timeline

    @property
    def _run(self) -> TrainingRun:
        assert self._held is not None, "calls are answered once the data are loaded"
        return self._held

    def _ready(self) -> Trainer:
        return self._run.trainer

    def _go(self) -> None:
        self._training, self._diverged = True, False
        self._evaluating = self._run.evaluation is not None
        self._next_step = time.monotonic()
        self._settle()

    def _halt(self) -> None:
        self._training = self._evaluating = False
        self._settle()

    def _to_keep(self) -> ReplacedRun:
        """The run as it is before another one takes its place."""
        trainer = self._ready()
        made = trainer.step_number > 0 or trainer.touched
        return ReplacedRun(self._run.leave(), trainer.images, made)

    def _new_run(
        self,
        replaced: ReplacedRun | None = None,
        memory: RunMemory | None = None,
        looked: tuple[np.ndarray, int] | None = None,
        **told: Any,
    ) -> None:
        """After another run has begun: nothing of the one `replaced` goes on. `memory` is what is known of
        the new one, `looked` the grid that it shows and which image of that; `told` as in RunBegan.
        """
        self._diverged = False
        self.config = self._ready().config
        self._run.begin_anew()
        self._run.remember(memory)
        if looked is not None:
            self._run.watch.look_among(*looked)
        self._halt()
        self._tell_began(replaced=replaced, **told)

    def _tell_began(self, **told: Any) -> None:
        trainer = self._ready()
        began = RunBegan(trainer.version, trainer.layers, trainer.identity, trainer.step_number, **told)
        began = replace(began, weights_of=trainer.source, place=trainer.images[0].place)
        began = replace(began, adjusted=trainer.adjusted, forked_at=trainer.forked_at)
        others = tuple(branch.number for branch in self.timeline.branches if not branch.present)
        self.feed.add(replace(began, branches=others, kept=self.timeline.kept))

    def _make_step(self, step: Callable[[], Any]) -> Any:
        """Make one step and tell of it: its numbers, and the end of an epoch or of the numbers."""
        trainer = self._ready()
        trainer.clock.go()
        try:
            result = step()
        except DivergenceError as error:
            self._run.edits.failed()
            if error.undone:
                self._take_newest_out()
            self._diverged = True
            self._halt()
            news: dict[str, Any] = {"layer": error.layer, "loss": error.loss}
            if not error.by_hand:  # else no learning rate was at fault: the change is to be undone
                news["good_step"] = self._run.good.step
                news["lr"] = self._run.good.rate(error.lr)
            self._tell("diverged", str(error), **news)
            raise
        finally:
            self._set_clock()
        assert trainer.last is not None
        if self._diverged:
            self._diverged = False
            self._settle()
        self._run.good.see()
        self._run.edits.stepped()
        self.feed.add(trainer.last)
        if trainer.step_number % trainer.steps_per_epoch == 0:
            self._tell("epoch", f"Epoch {trainer.epoch:.0f} is done", epoch=trainer.epoch)
            if trainer.dropped and trainer.step_number == trainer.steps_per_epoch:
                self._tell("dropped", dropped_words(trainer.dropped), layer=trainer.dropped)
            self._begin_evaluation()
        elif self._run.until is not None and trainer.step_number >= self._run.until:
            self._halt()
        return result

    def _take_newest_out(self) -> None:
        """The weights are those from before the newest step: so is the run, which has that step no more.

        It is what it was to the last bit where it can be made again; else its optimiser remembers nothing.
        """
        trainer, run = self._ready(), self._run
        memory = RunMemory(run.edits.edits, run.good.moment, run.watch.indices)
        now, at = trainer.checkpoint(), trainer.step_number - 1
        last = trainer.last_but_one and trainer.last_but_one._replace(version=now.version)
        position = replace(now.position, step=at, optimizer_steps=now.position.optimizer_steps - 1)
        before = replace(now, position=position, last=last, gradients={}, before={})
        with contextlib.suppress(ReplayError, StopIteration):
            made = run.timeline.checkpoint(at)
            if all(np.array_equal(made.weights[name], array) for name, array in now.weights.items()):
                before = replace(before, state=made.state, before=made.before)
                if made.last is not None and made.last.step == at:
                    last = made.last._replace(version=now.version)
                    before = replace(before, last=last, gradients=made.gradients)
        trainer.resume(before)
        self._new_run(None, memory, continues=now.version)

    def _begin_evaluation(self) -> None:
        self._run.evaluation, self._evaluating = self._ready().evaluation(), True
        self._settle()

    def _finish_evaluation(self) -> None:
        while self._run.evaluation is not None:
            self._advance_evaluation()

    def _advance_evaluation(self) -> None:
        assert self._run.evaluation is not None
        try:
            next(self._run.evaluation)
        except StopIteration as done:
            found: Evaluation = done.value
            self._run.evaluation, self._evaluating = None, False
            self.feed.add(found)
            self._run.note_test(found)
            if self._run.until is not None and self._ready().step_number >= self._run.until:
                self._training = False
            text = f"Test accuracy {found.accuracy:.2%} after epoch {found.epoch:.4g}"
            self._tell("evaluated", text, **found._asdict())
            self._settle()
        except Exception:
            self._run.evaluation = None
            raise

    def _publish(self) -> None:
        """Put a snapshot into the feed, unless the last one shows the same."""
        key = (self._ready().step_number, self.state, *self._run.watch.key)
        if key != self._seen or not self.feed.wanted:
            self.feed.put(self._run.watch.snapshot(self.state))
            self._seen = key

    def _settle(self) -> None:
        """Work out the state, and tell if it is another one."""
        if self._stopping:
            state = "stopped"
        elif self._evaluating:
            state = "evaluating" if self._training else "testing"
        elif self._training:
            state = "training"
        else:
            state = "diverged" if self._diverged else "paused"
        self._set_clock()
        if state != self.state:
            self.state = state
            self._tell("state", state)

    def _set_clock(self) -> None:
        """The trainer's clock goes while there is work, and not in between."""
        if self.trainer is not None:
            (self.trainer.clock.go if self._busy else self.trainer.clock.pause)()

    def _tell_error(self, raised: Exception, front: str = "") -> str:
        """Tell of what was raised, in a sentence with `front` in front of it; returns that."""
        error = clear(raised)
        text = front + (str(error) or type(error).__name__)
        self._tell("error", text, error=error)
        return text

    def _tell(self, kind: str, text: str, **data: Any) -> None:
        step = self.trainer.step_number if self.trainer is not None else 0
        # Whoever listens may be gone already; training must not end for that.
        with contextlib.suppress(Exception):
            self._notify(Event(kind, text, step, data))
