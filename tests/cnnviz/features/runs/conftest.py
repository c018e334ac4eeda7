"""The window with its sheet of runs open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cnnviz.features.runs.runs_sheet import RunsSheet
from core.training import TrainConfig


@pytest.fixture
def runs(window: Any) -> RunsSheet:
    window.action("runs").trigger()
    return window.panels["RunsSheet"]


@pytest.fixture
def kept_window(qtbot: Any, window: Any, runs: RunsSheet) -> Any:
    """The window with its sheet of runs open, and its runs kept."""
    runs.library.keep = True
    return window


@pytest.fixture
def another(qtbot: Any, window: Any) -> Callable[[TrainConfig], None]:
    """Has another run take the place of the one under way, and waits until it is there."""

    def begin(config: TrainConfig) -> None:
        run = window.session.snapshot.run
        window.session.reset(config)
        qtbot.waitUntil(lambda: window.session.snapshot.run == window.session.history.run > run)

    return begin
