from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.presets import PRESETS, preset
from core.training import ConfigError, TrainConfig

ABSURD = [
    ("lr", -1),
    ("lr", math.nan),
    ("lr", "fast"),
    ("batch_size", 0),
    ("batch_size", 70_000),
    ("batch_size", 2.5),
    ("epochs", 0),
    ("seed", -1),
    ("seed", True),
    ("momentum", 1.0),
    ("weight_decay", -1e-3),
    ("optimizer", "sgdm"),
    ("schedule", ""),
    ("preprocessing", "none"),
    ("limit", 0),
    ("step_epochs", 0),
    ("step_factor", 2.0),
    ("preset", "lenet6"),
]


@pytest.mark.fault(14)
@pytest.mark.parametrize(("field", "value"), ABSURD)
def test_an_absurd_setting_is_refused_and_named(field: str, value: object) -> None:
    with pytest.raises(ConfigError) as refused:
        TrainConfig(**{field: value}).validate()
    assert refused.value.field == field
    assert repr(value) in refused.value.message


def test_nesterov_needs_momentum() -> None:
    with pytest.raises(ConfigError, match="nesterov: needs a momentum above 0"):
        TrainConfig(nesterov=True, momentum=0.0).validate()


def test_the_defaults_are_the_default_presets_recipe() -> None:
    assert TrainConfig() == TrainConfig.from_preset("lenet5-bn")


@pytest.mark.parametrize("name", [each.name for each in PRESETS])
def test_every_preset_makes_a_valid_config_that_survives_json(name: str) -> None:
    config = TrainConfig.from_preset(name, seed=3).validate()
    assert config.preset == name
    assert config.seed == 3
    assert config.preprocessing == preset(name).preprocessing
    assert TrainConfig.from_dict(json.loads(json.dumps(config.as_dict()))) == config


def test_an_unknown_preset_or_setting_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match="no preset is called 'nope'"):
        TrainConfig.from_preset("nope")
    with pytest.raises(ConfigError, match="speed: no such setting"):
        TrainConfig.from_dict({"speed": 3})


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3))


@pytest.mark.slow
@pytest.mark.fault(14)
@given(st.dictionaries(st.sampled_from(sorted(TrainConfig().as_dict())), ANYTHING))
def test_whatever_is_asked_for_is_valid_or_refused(changes: dict[str, object]) -> None:
    try:
        config = TrainConfig(**changes).validate()
    except ConfigError:
        return
    assert 1 <= config.batch_size <= 10_000
    assert config.lr >= 0
