"""Faults 22, 23 and 26: a window slower than training, a very long run, and buffers that are used again."""

from __future__ import annotations

import gc
import os
import threading
import time
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.session import Session
from cnnviz.session.background import Background
from core.training import History, SnapshotFeed, StepRecord, TrainConfig
from core.training.history import MAPPED_FROM
from core.training.probe import frozen
from core.training.snapshot import Snapshot


def resident() -> int:
    """Bytes of memory that are this process's own; pages of mapped files are not counted."""
    fields = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0]) * 1024


def handles() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.slow
@pytest.mark.fault(22)
def test_fault_22_a_window_that_paints_for_200_ms_has_no_backlog_and_loses_no_step(
    qtbot: QtBot, digits: tuple[Any, Any]
) -> None:
    gc.collect()
    earlier = {id(o) for o in snapshots()}  # of other tests
    session = Session(TrainConfig(batch_size=32, epochs=2, lr=0.02), lambda: digits)
    lags: list[int] = []

    def paint() -> None:
        with session.painting():
            time.sleep(0.2)
        assert session.engine.trainer is not None
        assert session.snapshot is not None
        session.engine.post(lambda: None).result()
        lags.append(session.engine.trainer.step_number - session.snapshot.step)

    session.start()
    try:
        qtbot.waitUntil(lambda: session.ready)
        session.snapshot_changed.connect(paint)
        session.train()
        qtbot.waitUntil(lambda: len(lags) >= 3)
        assert session.snapshot is not None
        held = [o for o in snapshots() if id(o) not in earlier]
        assert len(held) <= 3  # the one in sight, the one in the feed, and the one being handed over
        session.snapshot_changed.disconnect(paint)
        session.pause()
        qtbot.waitUntil(lambda: session.state == "paused" and len(session.history) == session.snapshot.step)
        np.testing.assert_array_equal(session.history.steps, np.arange(1, len(session.history) + 1))
    finally:
        assert session.close()


def snapshots() -> list[Snapshot]:
    return [o for o in gc.get_objects() if isinstance(o, Snapshot)]


def records(first: int, count: int, width: int) -> list[StepRecord]:
    numbers = np.full(width, 0.5, np.float32)
    return [
        StepRecord(step, step / 938, 0.5, 0.9, 0.1, step * 0.002, numbers, numbers, numbers, 0)
        for step in range(first, first + count)
    ]


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.fault(23)
@pytest.mark.timeout(1800)
def test_fault_23_a_very_long_run_costs_no_memory_beyond_its_mapped_file() -> None:
    steps = int(os.environ.get("CNNVIZ_STEPS", 2_000_000))
    history = History(tuple("abcdefg"))
    part, before, open_before = 20_000, 0, 0
    for first in range(1, steps, part):
        history.append_all(records(first, part, 7))
        if before == 0 and len(history) > MAPPED_FROM + part:
            gc.collect()
            before, open_before = resident(), handles()
    gc.collect()
    assert len(history) >= steps
    grown = resident() - before
    print(f"{len(history):,} steps: {grown / 2**20:+.1f} MiB, {handles() - open_before:+d} handles")
    assert grown <= 8 << 20
    assert handles() <= open_before


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.fault(23)
def test_fault_23_a_fast_trainer_leaves_no_more_behind_than_its_numbers(qtbot: QtBot, window: Any) -> None:
    """In the whole window: fifty thousand steps arrive within a few seconds."""
    session = window.session
    width, run = len(session.history.layers), session.history.run
    QApplication.processEvents()

    def arrive(first: int, count: int) -> None:
        for record in records(first, count, width):
            session.engine.feed.add(record._replace(run=run))
        session.live.take()
        session.history_changed.emit()
        QApplication.processEvents()

    arrive(1, 20_000)
    gc.collect()
    before, open_before, rows = resident(), handles(), session.history._rows
    tracemalloc.start()
    for turn in range(1, 6):
        arrive(20_000 * turn + 1, 6_000)
    qtbot.waitUntil(lambda: not any(work.running for work in session.findChildren(Background)))
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    if session.history._rows is not rows:  # the numbers themselves
        grown -= session.history._rows.nbytes
    assert grown <= 16 << 20  # the records alone would be 20
    # Roughly, for what isn't Python's: after thousands of tests the heap has holes that no trim gives back
    assert resident() - before <= 64 << 20
    assert handles() <= open_before


def check_torn(count: int) -> None:
    """A worker fills one buffer again and again; what reaches the other side is always of one piece."""
    feed: Any = SnapshotFeed()
    buffer = np.zeros(2000, np.float32)
    torn: list[float] = []
    seen = 0

    def work() -> None:
        number = 0
        while number < count or not seen:  # a busy machine may not let the reader in at once
            buffer[...] = number
            feed.put(frozen(buffer))
            number += 1
        feed.put(None)

    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive():
        array, _ = feed.take()
        if array is not None:
            seen += 1
            assert not array.flags.writeable
            if (array != array[0]).any():
                torn.append(float(array[0]))
    worker.join()
    assert torn == []
    assert seen > 0


@pytest.mark.fault(26)
def test_fault_26_a_displayed_array_is_never_torn() -> None:
    check_torn(5_000)


@pytest.mark.slow
@pytest.mark.fault(26)
def test_fault_26_of_a_hundred_thousand_displayed_arrays_none_is_torn() -> None:
    check_torn(100_000)
