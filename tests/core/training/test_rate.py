"""The rate of each step: the schedule's own formula, and what a hand makes of it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from core.layers import Linear
from core.network import Sequential
from core.optim import SGD
from core.training import TrainConfig
from core.training.recipe import Rate

STEPS = 10  # an epoch


def rate_of(schedule: str, epochs: int = 3) -> Rate:
    config = TrainConfig(lr=0.2, epochs=epochs, schedule=schedule)
    return Rate(config, SGD(Sequential([("fc1", Linear(2, 2))]).named_parameters(), 0.2), STEPS)


def test_a_cosine_falls_to_a_hundredth_with_the_last_step_and_stays_there() -> None:
    rate = rate_of("cosine")
    low = 0.01 * 0.2
    found = [rate.seek(done) for done in range(35)]
    expected = [low + (0.2 - low) * (1 + math.cos(math.pi * min(t, 29) / 29)) / 2 for t in range(35)]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize("schedule", ["constant", "step", "cosine", "onecycle"])
def test_a_rate_set_by_hand_is_exactly_that_of_the_next_step(schedule: str) -> None:
    rate = rate_of(schedule)
    rate.set(0.3, 7)
    assert rate.seek(7) == 0.3


@pytest.mark.parametrize("schedule", ["step", "cosine"])
def test_the_rest_of_the_schedule_is_scaled_with_it(schedule: str) -> None:
    plain, changed = rate_of(schedule), rate_of(schedule)
    factor = 0.05 / plain.seek(7)
    changed.set(0.05, 7)
    for done in range(8, 30):
        np.testing.assert_allclose(changed.seek(done), factor * plain.seek(done), rtol=1e-12)


@pytest.mark.parametrize("schedule", ["constant", "step", "cosine", "onecycle"])
@pytest.mark.parametrize("done", [2, 20])  # of one cycle: on the way up, and down again
def test_another_base_scales_every_rate_of_the_schedule(schedule: str, done: int) -> None:
    plain, changed = rate_of(schedule), rate_of(schedule)
    plain.seek(done)
    changed.scale(0.1, done)  # half of the config's
    for later in range(done, 35):
        np.testing.assert_allclose(changed.seek(later), plain.seek(later) / 2, rtol=1e-12)
    assert changed.base == 0.1


def test_another_base_scales_what_was_set_by_hand_before_the_same_step() -> None:
    rate = rate_of("step")
    rate.set(0.3, 7)
    rate.scale(0.1, 7)
    assert rate.seek(7) == 0.1


def test_a_rate_set_by_hand_rises_no_more() -> None:
    rate = rate_of("onecycle")
    rate.set(0.01, 2)  # on the way up
    later = [rate.seek(done) for done in range(2, 30)]
    assert all(after <= before + 1e-15 for before, after in itertools.pairwise(later))


def test_a_rate_set_on_the_way_up_is_held_up_to_the_step_that_it_says() -> None:
    rate = rate_of("onecycle")
    assert rate.held_until(2) == 0
    rate.set(0.01, 2)
    until = rate.held_until(2)
    assert until > 3
    assert {rate.seek(step - 1) for step in range(4, until + 1)} == {rate.base}
    assert rate.seek(until) < rate.base
    assert rate.held_until(until) == 0


@pytest.mark.parametrize("schedule", ["constant", "step", "cosine", "onecycle"])
def test_a_branchs_rate_scales_all_that_follow_whichever_way_they_go(schedule: str) -> None:
    plain, changed = rate_of(schedule), rate_of(schedule)
    factor = 0.05 / plain.seek(2)
    changed.set(0.05, 2, rises=True)
    assert changed.seek(2) == 0.05
    assert changed.held_until(2) == 0
    for done in range(3, 30):
        np.testing.assert_allclose(changed.seek(done), factor * plain.seek(done), rtol=1e-12)


def test_it_goes_on_elsewhere_with_what_it_remembers() -> None:
    one, other = rate_of("onecycle"), rate_of("onecycle")
    one.set(0.07, 12)
    other.base, other.by_hand, other.earliest = one.base, one.by_hand, one.earliest
    assert [one.seek(done) for done in range(12, 30)] == [other.seek(done) for done in range(12, 30)]
