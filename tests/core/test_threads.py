"""The number of threads of the matrix products."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.threads import set_threads, threads


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = threads()
    yield
    set_threads(before)


def test_the_number_of_threads_can_be_set_and_read() -> None:
    for n in (2, 1):
        set_threads(n)
        assert threads() == n


def test_less_than_one_thread_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0"):
        set_threads(0)
