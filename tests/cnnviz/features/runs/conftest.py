"""The window with its sheet of runs open."""

from __future__ import annotations

from typing import Any

import pytest

from cnnviz.features.runs.runs_sheet import RunsSheet


@pytest.fixture
def runs(window: Any) -> RunsSheet:
    window.action("runs").trigger()
    return window.panels["RunsSheet"]


@pytest.fixture
def kept_window(qtbot: Any, window: Any, runs: RunsSheet) -> Any:
    """The window with its sheet of runs open, and its runs kept."""
    runs.library.keep = True
    return window
