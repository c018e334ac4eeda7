"""A network that has made a few steps, and the sheet that evaluates it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.evaluate import EvaluateSheet
from cnnviz.session import Session


@pytest.fixture
def session(begun: Callable[..., Session]) -> Session:
    """After a few steps: the network reads some images wrongly."""
    return begun(3)


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
