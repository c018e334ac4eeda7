"""`cnnviz train`: one run in a terminal, with a progress bar, the same run that the window would make."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from threadpoolctl import threadpool_limits
from tqdm import tqdm

import core
from cnnviz.system.complaint import complain
from cnnviz.system.ending import ending_signals
from cnnviz.system.throttle import Throttle
from cnnviz.system.wording import worded
from cnnviz.terminal.data import chosen, open_with_progress, spoken
from cnnviz.terminal.evaluate import result
from core.files.atomic import SaveError, why, write_atomically
from core.training import (
    Checkpoint,
    ConfigError,
    DivergenceError,
    History,
    StepRecord,
    Timeline,
    TrainConfig,
    Trainer,
    load_checkpoint,
)
from core.training.recipe import dropped_words
from core.training.run_file import KEYFRAMES

PRESET = "lenet5-bn"  # where none is named
WEIGHTS, HISTORY, CHECKPOINT = "weights.safetensors", "history.csv", "checkpoint.safetensors"
KEEP = 60.0  # seconds between two checkpoints
EVERY = 100  # steps between two lines of --verbose
REFRESH = 0.2  # seconds between two changes of the progress bar's numbers


def train(options: argparse.Namespace) -> int:
    """Train as the options say; the last line on stdout is the test accuracy. Returns the exit status."""
    names = ("preset", "epochs", "batch_size", "lr", "seed", "limit")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.keep and options.out is None:
        raise ConfigError("keep", "needs a folder to keep the run in: --out DIR")
    if options.at is not None and options.resume is None:
        raise ConfigError("at", "needs the run that has that step: --resume RUN")
    lr = given.pop("lr", None) if options.at is not None else None
    resumed = None if options.resume is None else put_aside(Path(options.resume), given)
    if resumed is not None:
        config = resumed.config
    else:
        config = TrainConfig.from_preset(given.pop("preset", PRESET), **given).validate()
    out = None if options.out is None else prepare(Path(options.out))
    with (
        threadpool_limits(limits=options.threads, user_api="blas"),
        signals() as caught,
        closing(Trainer(config, *images(options, resumed), options.workers)) as trainer,
    ):
        timeline = followed(trainer, options, resumed)
        if timeline is not None and options.at is not None:
            go_to(trainer, timeline, options.at, lr)
        elif resumed is not None:
            trainer.resume(resumed)
        history = continued(trainer, resumed)
        if trainer.dropped:
            print(worded(f"{dropped_words(trainer.dropped)}."), file=sys.stderr)
        about = (
            {"data": os.path.abspath(options.data), "data_choices": options.data_choices}
            if options.data
            else {}
        )
        try:
            run(trainer, history, options.verbose, caught, out, about)
        except DivergenceError as error:
            save(trainer, history, out)
            keep_steps(timeline, options)
            complain(f"{worded(str(error))} {worded(kept_in(out))}")
            return 1
        if caught:
            total = config.epochs * trainer.steps_per_epoch
            save(trainer, history, out)
            keep(trainer, history, out, about)
            keep_steps(timeline, options)
            told = f"Stopped after step {trainer.step_number} of {total}."
            complain(f"{worded(told)} {worded(kept_in(out))}{worded(further(out))}")
            return 128 + caught[0]
        save(trainer, history, out)
        if options.keep:
            keep(trainer, history, out, about)
            keep_steps(timeline, options)
        elif out is not None:
            (out / CHECKPOINT).unlink(missing_ok=True)  # it was for a run that isn't finished
        if trainer.tested is None or trainer.tested.step != trainer.step_number:
            trainer.evaluate()
        assert trainer.tested is not None
        print(result(trainer.tested.accuracy, len(trainer.test)))
    return 0


def images(options: argparse.Namespace, resumed: Checkpoint | None) -> tuple[core.Dataset, core.Dataset]:
    """MNIST, or the images that are named, or those that a resumed run was trained on."""
    place, choices = options.data, chosen(options)
    if place is None and choices:
        raise ConfigError(next(iter(choices)), "says something about --data, which is missing")
    if place is None and resumed is not None and isinstance(resumed.about.get("data"), str):
        place = str(resumed.about["data"])
        kept = resumed.about.get("data_choices")
        choices = kept if isinstance(kept, dict) else {}
    options.data, options.data_choices = place, choices
    if place is None:
        return core.mnist()
    opened = open_with_progress(place, choices)
    print(spoken(opened.inspection))
    return opened.train, opened.test


def put_aside(path: Path, given: dict[str, Any]) -> Checkpoint:
    """The run in a checkpoint's file, which decides everything about itself."""
    for name in given:
        raise ConfigError(name, "a run that is resumed keeps its own")
    return load_checkpoint(path / CHECKPOINT if path.is_dir() else path)


def followed(trainer: Trainer, options: argparse.Namespace, resumed: Checkpoint | None) -> Timeline | None:
    """What keeps the run's keyframes, if they are wanted; with those of a run that is resumed."""
    kept = None if options.resume is None else Path(options.resume) / KEYFRAMES
    if not options.keep and options.at is None:
        return None
    timeline = Timeline(trainer, folder=None if options.out is None else Path(options.out))
    if kept is not None and (options.at is not None or kept.is_file()):
        timeline.open(kept, resumed)
    return timeline


def go_to(trainer: Trainer, timeline: Timeline, step: int, lr: float | None) -> None:
    """Begin a branch at a step of the run, with another learning rate if one is given."""
    steps = timeline.steps
    if step not in steps:
        raise ConfigError("at", f"the run has steps {steps.start:,} to {steps.stop - 1:,}, not {step:,}")
    exact = timeline.is_exact(step)
    trainer.resume(timeline.checkpoint(step).branch())
    if exact is False:
        complain(
            f"Step {step:,} could not be made again to the last bit (another machine, or other threads). "
            "The run goes on from it as it was made here."
        )
    if lr is not None:
        trainer.set_lr(lr)


def keep_steps(timeline: Timeline | None, options: argparse.Namespace) -> None:
    """Write the run's keyframes, if they are to be kept."""
    if timeline is not None and options.keep:
        timeline.save(Path(options.out) / KEYFRAMES)


def continued(trainer: Trainer, resumed: Checkpoint | None) -> History:
    """The history of the trainer's run, with the steps that were made before it was put aside."""
    if resumed is None or resumed.history is None:
        return History(trainer.layers, trainer.run)
    before = resumed.history
    tests = [found for found in before.evaluations if found.step <= trainer.step_number]
    return History.of(trainer.layers, trainer.run, before.tables(until=trainer.step_number), tests)


def run(
    trainer: Trainer,
    history: History,
    verbose: bool,
    caught: list[int],
    out: Path | None = None,
    about: dict[str, Any] | None = None,
) -> None:
    """All epochs of the config, each with its test, until a signal is caught."""
    epochs, images = trainer.config.epochs, len(trainer.train)
    with progress(epochs * images, done=trainer.step_number * trainer.batch_size) as bar:
        told, kept, trouble = Throttle(), Throttle(), ""
        kept.restart()
        while trainer.step_number < epochs * trainer.steps_per_epoch and not caught:
            record = trainer.step()
            history.append(record)
            epoch, position = divmod(record.step, trainer.steps_per_epoch)
            bar.update(epoch * images + position * trainer.batch_size - bar.n)
            if told.due(REFRESH):
                said = worded(f"loss {record.loss:.4f}, accuracy {record.accuracy:.3f}")
                bar.set_postfix_str(said, refresh=False)
            if verbose and record.step % EVERY == 0:
                bar.write(line(record), file=sys.stdout)
            if position == 0:
                found = trainer.evaluate()
                history.evaluations.append(found)
                said = worded(f"epoch {found.epoch:.0f}/{epochs}, test {found.accuracy:.2%}")
                bar.set_description_str(said)
            if history.trouble != trouble:
                trouble = history.trouble
                bar.write(worded(trouble), file=sys.stderr)
            if kept.due(KEEP):
                keep(trainer, history, out, about)
                kept.restart()


def line(record: StepRecord) -> str:
    """A step in a line."""
    return worded(
        f"epoch {record.epoch:7.3f}  step {record.step:6d}  "
        f"loss {record.loss:8.5f}  accuracy {record.accuracy:.4f}  lr {record.lr:.3g}"
    )


def progress(images: int, file: TextIO | None = None, done: int = 0) -> tqdm:
    """A progress bar on stderr, counting images, with their rate and the time left."""
    tqdm.monitor_interval = 0  # no thread beside the training
    return tqdm(
        total=images,
        initial=min(done, images),
        unit=worded(" images"),
        unit_scale=True,
        desc=worded("epoch 0"),
        file=file or Listener(sys.stderr),
        mininterval=0.1,
    )


class Listener:
    """A stream that may go away: what it refuses is lost, and the training that tells of itself goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def prepare(out: Path) -> Path:
    """Make the folder for the results and make sure that it can be written to, before any work is done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(out, *why(error)) from error
    trial = out / ".cnnviz-trial"
    write_atomically(trial, b"")
    trial.unlink(missing_ok=True)
    return out


def save(trainer: Trainer, history: History, out: Path | None) -> None:
    """Write weights and history, if a folder was named."""
    if out is not None:
        trainer.save(out / WEIGHTS)
        history.save_csv(out / HISTORY)


def keep(trainer: Trainer, history: History, out: Path | None, about: dict[str, Any] | None = None) -> None:
    """Put the run aside in the folder that was named, if one was; `about` says on which images."""
    if out is not None:
        checkpoint = trainer.checkpoint()
        replace(checkpoint, history=history, about={**checkpoint.about, **(about or {})}).save(
            out / CHECKPOINT
        )


def kept_in(out: Path | None) -> str:
    """Where an unfinished run's results are."""
    return "Nothing was saved (--out DIR does)." if out is None else f"Weights and history are in {out}."


def further(out: Path | None) -> str:
    """What makes an unfinished run go on."""
    return "" if out is None else f" To go on: cnnviz train --resume {out / CHECKPOINT} --out {out}"


@contextmanager
def signals() -> Iterator[list[int]]:
    """Ctrl+C, SIGTERM and SIGHUP end the run after the step under way, a second signal at once."""
    caught: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield caught
        return

    def remember(number: int, frame: object) -> None:
        if caught and number != getattr(signal, "SIGHUP", None):  # which may come twice
            raise KeyboardInterrupt
        caught.append(number)

    before = {number: signal.signal(number, remember) for number in ending_signals()}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
