"""The rules on real runs: those that do well get no hint, those that are made ill get the right one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.data.mnist import mnist
from core.health import Hint, hints
from core.health.units import figures_of_copy
from core.models import mlp
from core.presets import PRESETS
from core.training import DivergenceError, History, TrainConfig, Trainer
from core.training.network_copy import NetworkCopy

LIMIT = 2000  # images to train on: 32 steps of 64 to an epoch


@pytest.fixture(scope="module")
def images() -> tuple[Any, Any]:
    train, test = mnist()
    return train[:LIMIT], test[:1000]


def found(config: TrainConfig, images: tuple[Any, Any], steps: int, every: int = 0) -> list[list[Hint]]:
    """The hints at the end of so many steps, and, if asked, every so many before; units of 256 images."""
    trainer = Trainer(replace(config, limit=LIMIT), *images)
    history = History(trainer.layers, trainer.run)
    spec = trainer.network.spec()
    first, made = figures_of_copy(NetworkCopy.of(trainer), 256), []
    for step in range(1, steps + 1):
        try:
            history.append(trainer.step())
        except DivergenceError:
            return made
        if step % trainer.steps_per_epoch == 0:
            history.evaluations.append(trainer.evaluate())
        if step == steps or (every and step % every == 0 and step >= 20):
            units = figures_of_copy(NetworkCopy.of(trainer), 256)
            made.append(hints(history, config, spec, units, step, first))
    return made


def first_kind(made: list[list[Hint]]) -> str:
    return made[-1][0].kind if made and made[-1] else ""


def test_a_run_that_does_well_gets_no_hint(images: tuple[Any, Any]) -> None:
    assert found(TrainConfig.from_preset("lenet5"), images, 160, every=80) == [[]] * 2


@pytest.mark.slow
def test_thirty_times_the_rate_is_too_high(images: tuple[Any, Any]) -> None:
    assert first_kind(found(TrainConfig.from_preset("lenet5", lr=0.9), images, 130)) == "rate-too-high"


@pytest.mark.slow
def test_a_thousandth_of_the_rate_is_too_low(images: tuple[Any, Any]) -> None:
    config = TrainConfig.from_preset("lenet5-1998", lr=0.03 / 1000)
    [[hint]] = found(config, images, 160)
    assert hint.kind == "rate-too-low"
    assert 1e-3 <= hint.fix.after <= 0.05


def test_six_sigmoid_layers_let_the_gradient_vanish(images: tuple[Any, Any]) -> None:
    spec = mlp((784, 64, 64, 64, 64, 64, 10)).spec()
    [[hint]] = found(TrainConfig.from_preset("published-mlp", spec=spec), images, 200)
    assert hint.kind == "vanishing"
    assert hint.layer == "fc1"


def test_weights_that_are_all_zero_leave_every_unit_dead(images: tuple[Any, Any]) -> None:
    [[hint]] = found(TrainConfig.from_preset("initialisation-zeros"), images, 40)
    assert hint.kind == "dead-units"
    assert hint.fix.key == "start"


@pytest.mark.slow
@pytest.mark.parametrize("preset", [preset.name for preset in PRESETS])
def test_no_preset_gets_a_hint_that_it_does_not_deserve(preset: str, images: tuple[Any, Any]) -> None:
    deserved = {"initialisation-zeros": {"dead-units"}, "learning-rate-1": {"rate-too-high", "dead-units"}}
    made = found(TrainConfig.from_preset(preset), images, 400, every=50)
    assert {hint.kind for some in made for hint in some} <= deserved.get(preset, set())


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["lenet5-bn", "lenet5", "lenet5-1998", "published-conv"])
def test_too_high_a_rate_is_told_whatever_it_spoils(preset: str, images: tuple[Any, Any]) -> None:
    config = TrainConfig.from_preset(preset)
    made = found(replace(config, lr=30 * config.lr), images, 400, every=50)
    assert not made or any(
        some and (some[0].kind == "rate-too-high" or some[0].fix.key == "rate") for some in made
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "preset", ["lenet5", "lenet5-1998", "published-mlp", "published-conv", "optimiser-adam"]
)
def test_a_thousandth_of_any_rate_is_too_low_in_the_end(preset: str, images: tuple[Any, Any]) -> None:
    config = TrainConfig.from_preset(preset)
    made = found(replace(config, lr=config.lr / 1000), images, 500, every=50)
    assert any(some and some[0].kind == "rate-too-low" for some in made)


@pytest.mark.slow
def test_a_thousand_images_and_a_large_network_are_learnt_by_heart(images: tuple[Any, Any]) -> None:
    config = TrainConfig.from_preset("lenet5", lr=0.03, weight_decay=0.0, schedule="constant")
    made = found(config, images, 1200, every=200)
    assert first_kind(made) == "overfitting"
