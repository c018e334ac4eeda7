"""Schedules: torch's learning rates step by step, and a closed formula for any step."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.layers.base import Parameter

# Made with torch.optim.lr_scheduler on SGD(lr=0.1): the rate before the first step, after one call, ...
FACTS = [
    ("StepLR", {"step_size": 3, "gamma": 0.1}, [0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.001, 0.001, 0.001]),
    (
        "CosineAnnealingLR",
        {"T_max": 8, "eta_min": 0.01},
        [
            0.1,
            0.0965745789630079,
            0.08681980515339463,
            0.07222075445642905,
            0.055,
            0.03777924554357096,
            0.023180194846605363,
            0.013425421036992097,
            0.01,
            0.013425421036992097,
        ],
    ),
    (
        "OneCycleLR",
        {"max_lr": 0.5, "total_steps": 8},
        [
            0.02,
            0.409637552446096,
            0.4859708886937616,
            0.4058728269748815,
            0.2779920070613508,
            0.14153049910434962,
            0.0383207969171282,
            2e-06,
        ],
    ),
    (
        "OneCycleLR",
        {"max_lr": 0.5, "total_steps": 8, "three_phase": True, "anneal_strategy": "linear"},
        [
            0.02,
            0.3628571428571429,
            0.29428571428571426,
            0.019047714285714286,
            0.014286285714285713,
            0.009524857142857142,
            0.004763428571428571,
            2e-06,
        ],
    ),
]


def sgd(lr: float = 0.1) -> core.SGD:
    return core.SGD({"w": Parameter(np.zeros(1))}, lr=lr)


@pytest.mark.parametrize(("name", "settings", "rates"), FACTS)
def test_every_call_gives_the_rate_that_torch_gives(name, settings, rates):
    optimizer = sgd()
    schedule = getattr(core, name)(optimizer, **settings)
    seen = [optimizer.lr]
    for _ in rates[1:]:
        schedule.step()
        seen.append(optimizer.lr)
    assert seen == pytest.approx(rates, rel=1e-11)
    assert [schedule.lr_at(t) for t in range(len(rates))] == pytest.approx(rates, rel=1e-11)


def test_one_cycle_moves_the_momentum_the_other_way():
    optimizer = sgd()
    schedule = core.OneCycleLR(optimizer, max_lr=0.5, total_steps=8)
    momenta = [optimizer.momentum]
    for _ in range(7):
        schedule.step()
        momenta.append(optimizer.momentum)
    assert momenta == pytest.approx(
        [
            0.95,
            0.8688255099070633,
            0.8528058334845816,
            0.8688255099070633,
            0.8944017761948346,
            0.9216941869558779,
            0.9423362099614142,
            0.95,
        ]
    )


def test_one_cycle_moves_the_first_beta_of_adam():
    optimizer = core.Adam({"w": Parameter(np.zeros(1))})
    core.OneCycleLR(optimizer, max_lr=0.5, total_steps=8).step()
    assert optimizer.betas == pytest.approx((0.8688255099070633, 0.999))


def test_one_cycle_refuses_steps_beyond_its_length_and_holds_its_last_rate():
    schedule = core.OneCycleLR(sgd(), max_lr=0.5, total_steps=3)
    for _ in range(3):
        schedule.step()
    with pytest.raises(ValueError, match="all 3 steps of the schedule are taken"):
        schedule.step()
    assert schedule.lr_at(100) == schedule.lr_at(2)


def test_a_new_base_rate_counts_at_once_and_scales_the_rest():
    optimizer = sgd()
    schedule = core.CosineAnnealingLR(optimizer, T_max=10)
    for _ in range(5):
        schedule.step()
    schedule.base_lr = 0.2
    assert optimizer.lr == pytest.approx(0.1)
    assert schedule.lr_at(10) == pytest.approx(0.0)


def test_one_cycle_may_be_measured_in_epochs():
    optimizer = sgd()
    schedule = core.OneCycleLR(optimizer, max_lr=0.5, epochs=4, steps_per_epoch=2)
    assert schedule.total_steps == 8
    assert schedule.get_last_lr() == [optimizer.lr] == pytest.approx([0.02])
    with pytest.raises(ValueError, match="give total_steps, or epochs and steps_per_epoch"):
        core.OneCycleLR(sgd(), max_lr=0.5, epochs=4)


def test_a_schedule_can_be_resumed_anywhere():
    optimizer = sgd()
    schedule = core.StepLR(optimizer, step_size=2, gamma=0.5)
    schedule.seek(4)
    assert optimizer.lr == pytest.approx(0.025)
    schedule.step()
    assert schedule.last_epoch == 5


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("StepLR", {"step_size": 0}, "StepLR: step_size must be at least 1, got 0"),
        ("CosineAnnealingLR", {"T_max": 0}, "CosineAnnealingLR: T_max must be at least 1, got 0"),
        (
            "OneCycleLR",
            {"max_lr": 1.0, "total_steps": 0},
            "OneCycleLR: total_steps must be at least 1, got 0",
        ),
        (
            "OneCycleLR",
            {"max_lr": 1.0, "total_steps": 9, "pct_start": 2},
            "OneCycleLR: pct_start lies in 0..1",
        ),
        (
            "OneCycleLR",
            {"max_lr": 1.0, "total_steps": 9, "anneal_strategy": "x"},
            "'cos' or 'linear', got 'x'",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(name, settings, message):
    with pytest.raises(ValueError, match=message):
        getattr(core, name)(sgd(), **settings)


def test_one_cycle_without_a_momentum_to_cycle_says_what_to_do():
    with pytest.raises(ValueError, match="Adagrad has no momentum to cycle; pass cycle_momentum=False"):
        core.OneCycleLR(core.Adagrad({"w": Parameter(np.zeros(1))}), max_lr=0.5, total_steps=8)
