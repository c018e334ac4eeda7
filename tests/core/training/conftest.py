"""A network and a set of digits small enough that a whole training takes a blink, and an engine on a
thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import Engine, Event, TrainConfig, Trainer

SPEC = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 3, "kernel_size": 5},
        {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2},
        {"name": "bn1", "type": "BatchNorm2d", "num_features": 3},
        {"name": "relu1", "type": "ReLU"},
        {"name": "flatten", "type": "Flatten"},
        {"name": "dropout", "type": "Dropout", "p": 0.25},
        {"name": "fc2", "type": "Linear", "in_features": 12, "out_features": 4},
    ]
}


def digits(count: int, seed: int) -> Dataset:
    """Images of 8x8 with a bright quarter: which one is the label; noise on all of it."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, count).astype(np.uint8)
    images = rng.integers(0, 120, (count, 8, 8)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        row, column = divmod(int(label), 2)
        image[4 * row : 4 * row + 4, 4 * column : 4 * column + 4] += 100
    return Dataset(images, labels, "quarters", ("a", "b", "c", "d"))


@pytest.fixture(scope="session")
def data() -> tuple[Dataset, Dataset]:
    """100 images to train on, so that the last batch of an epoch is a smaller one, and 30 to test."""
    return digits(100, 1), digits(30, 2)


@pytest.fixture
def config() -> TrainConfig:
    """Seven steps an epoch, with batch-norm, dropout and augmentation: all there is to keep in step."""
    return TrainConfig(
        spec=SPEC,
        batch_size=16,
        epochs=3,
        lr=0.05,
        schedule="cosine",
        augmentation={"shift": 1, "shear": 0.1},
        seed=5,
    )


@pytest.fixture
def trainer(config: TrainConfig, data: tuple[Dataset, Dataset]) -> Trainer:
    """The run of the config, before its first step."""
    return Trainer(config, *data)


@pytest.fixture
def begun(trainer: Trainer) -> Trainer:
    """Three steps into a run with batch-norm, dropout, momentum and augmentation."""
    for _ in range(3):
        trainer.step()
    return trainer


@pytest.fixture
def engine(config: TrainConfig, data: tuple[Dataset, Dataset]) -> Engine:
    """An engine without a thread: its commands are called one after the other."""
    made = Engine(config, data=lambda: data)
    assert made._load_data()
    return made


class Watcher:
    """Collects an engine's events and waits for one of a kind."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._news = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]

    def wait(self, kind: str, count: int = 1, text: str | None = None) -> Event:
        """Wait until there have been `count` events of that kind (and text); the last of them."""

        def found() -> list[Event]:
            return [event for event in self.of(kind) if text is None or event.text == text]

        with self._news:
            assert self._news.wait_for(lambda: len(found()) >= count, timeout=60), f"no {kind}: {self.events}"
            return found()[count - 1]


@pytest.fixture
def start(data: tuple[Dataset, Dataset]) -> Iterator[Callable[..., tuple[Engine, Watcher]]]:
    """Starts engines on threads of their own; all have ended when the test has."""
    running: list[tuple[Engine, threading.Thread]] = []

    def start_engine(config: TrainConfig, **options: Any) -> tuple[Engine, Watcher]:
        watcher = Watcher()
        engine = Engine(config, **{"data": lambda: data, "notify": watcher, **options})
        thread = threading.Thread(target=engine.run, name="engine under test")
        thread.start()
        running.append((engine, thread))
        return engine, watcher

    yield start_engine
    for engine, thread in running:
        engine.post(engine.stop)
        thread.join(timeout=60)
        assert not thread.is_alive()
