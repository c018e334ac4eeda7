from __future__ import annotations

import threading
from typing import Any

import pytest

from core.training import SnapshotFeed


def test_only_the_newest_snapshot_is_kept_and_every_record() -> None:
    feed: Any = SnapshotFeed()
    assert feed.wanted
    feed.put("old")
    feed.add("first")
    feed.put("new")
    feed.add("second")
    assert not feed.wanted
    assert feed.take_all() == ("new", ["first", "second"])
    assert feed.wanted
    assert feed.take_all() == (None, [])


@pytest.mark.fault(22)
def test_no_record_is_lost_between_two_threads() -> None:
    feed: Any = SnapshotFeed()
    done = threading.Event()

    def fill() -> None:
        for number in range(20_000):
            feed.add(number)
        done.set()

    thread = threading.Thread(target=fill)
    thread.start()
    taken: list[int] = []
    while not done.is_set():
        taken += feed.take_all()[1]
    thread.join()
    taken += feed.take_all()[1]
    assert taken == list(range(20_000))
