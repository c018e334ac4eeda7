"""What is done not more often than so."""

from __future__ import annotations

import time

import pytest

from cnnviz.system.throttle import Throttle


def test_it_is_due_at_first_and_then_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [5.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    told, due = Throttle(), []
    for now[0] in (5.0, 5.5, 6.0, 6.5, 9.0):
        due.append(told.due(1.0))
    assert due == [True, False, True, False, True]
    now[0] = 9.25
    assert told.left(1.0) == 0.75
    told.restart(later=2.0)
    now[0] = 12.0
    assert not told.due(1.0)
