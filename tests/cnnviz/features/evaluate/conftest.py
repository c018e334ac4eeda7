"""A network that has made a few steps, and the sheet that evaluates it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate import EvaluateSheet
from cnnviz.session import Session
from core.data.dataset import Dataset
from core.training import TrainConfig


@pytest.fixture
def session(qtbot: QtBot, digits: tuple[Dataset, Dataset]) -> Iterator[Session]:
    """After a few steps: the network reads some images wrongly."""
    made = Session(TrainConfig(batch_size=32, epochs=2, lr=0.02), lambda: digits)
    made.start()
    qtbot.waitUntil(lambda: made.ready and made.state == "paused")
    for _ in range(3):
        made.step_batch()
    qtbot.waitUntil(lambda: made.snapshot is not None and made.snapshot.step == 3)
    yield made
    assert made.close()


@pytest.fixture
def sheet(qtbot: QtBot, session: Session) -> Iterator[EvaluateSheet]:
    """The sheet alone, open, with a result."""
    stage = QWidget()
    qtbot.addWidget(stage)
    made = EvaluateSheet(session, stage)
    stage.resize(1252, 640)
    made.resize(1252, 640)
    made.closing.connect(made.hide)
    made.show()
    stage.show()
    qtbot.waitUntil(lambda: made.evaluation.result is not None and not made.evaluation.running)
    yield made
    made.end_work()
