"""Training for real: an epoch of 60,000 digits, and the way to 99 % from nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.table import Row, Settings, below
from core.data.mnist import mnist
from core.threads import set_threads
from core.training import TrainConfig, Trainer

SEEDS = range(5)


def rows(settings: Settings) -> Iterator[Row]:
    """Seconds of training, evaluation not counted, with one thread; medians over seeds, each one draw."""
    set_threads(1)
    for workers, told in ((1, "one worker"), (2, "two workers")):
        runs = [train("lenet5-bn", epochs=2, workers=workers, seed=seed) for seed in SEEDS]
        seconds, cpu, accuracy = (median(values) for values in zip(*runs, strict=True))
        figure = f"99.0 % on MNIST from nothing, preset lenet5-bn, 2 epochs, {told}: seconds of training"
        row = below(figure, seconds, 6, 4)
        accuracies = ", ".join(f"{run[2]:.2%}" for run in runs)
        measured = f"{row.measured} ({cpu:.2f} of the program's processor time) for {accuracies}"
        yield Row(row.figure, measured, row.reach, row.aim, row.met and accuracy >= 0.99)
    seconds, cpu, accuracy = train("lenet5-bn", epochs=1)
    told = f"{seconds:.2f} s ({cpu:.2f} of the processor's), {accuracy:.2%}"
    yield Row("one epoch of LeNet-5 + BN, batch 64", told)


def train(preset: str, epochs: int, workers: int = 1, seed: int = 0) -> tuple[float, float, float]:
    """Seconds of training, of the program's processor time too, and the test accuracy after it."""
    trainer = Trainer(TrainConfig.from_preset(preset, epochs=epochs, seed=seed), *mnist(), workers)
    began, began_cpu = time.perf_counter(), time.process_time()
    for _ in range(epochs * trainer.steps_per_epoch):
        trainer.step()
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    accuracy = trainer.evaluate().accuracy
    trainer.close()
    return seconds, cpu, accuracy
