from __future__ import annotations

import json

import numpy as np
import pytest

from core.network import Sequential
from core.presets import PRESETS, Preset, preset

EVERY = pytest.mark.parametrize("each", PRESETS, ids=lambda each: each.name)


def test_names_are_unique_and_begin_with_the_default() -> None:
    names = [each.name for each in PRESETS]
    assert len(set(names)) == len(names)
    assert names[0] == "lenet5-bn"


def test_the_published_experiments_name_their_source() -> None:
    published = [each for each in PRESETS if each.group == "published"]
    assert len(published) == 5
    assert all(each.source for each in published)


@EVERY
def test_every_preset_can_be_read_and_saved_as_data(each: Preset) -> None:
    assert each.title
    assert each.about
    assert json.loads(json.dumps(dict(each.recipe))) == dict(each.recipe)
    assert Sequential.from_spec(json.loads(json.dumps(each.spec()))).spec() == each.spec()


@EVERY
def test_every_network_takes_digits_and_gives_ten_numbers(each: Preset) -> None:
    network = Sequential.from_spec(each.spec())
    assert list(network.shapes((1, 28, 28)).values())[-1] == (10,)


@EVERY
def test_weights_follow_from_the_generator_alone(each: Preset) -> None:
    first, second = (each.network(np.random.default_rng(7)).state_dict() for _ in range(2))
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


@pytest.mark.parametrize(
    "group", sorted({each.group for each in PRESETS} - {"", "published", "published-he"})
)
def test_a_group_changes_one_thing(group: str) -> None:
    members = [each for each in PRESETS if each.group == group]
    assert len(members) >= 2
    recipes = {json.dumps(dict(each.recipe), sort_keys=True) for each in members}
    starts = {
        b"".join(array.tobytes() for array in each.network(np.random.default_rng(0)).state_dict().values())
        + json.dumps(each.spec()).encode()
        for each in members
    }
    assert len(recipes) == 1 or len(starts) == 1
    assert max(len(recipes), len(starts)) == len(members)


def test_the_published_start_is_as_wide_as_it_was() -> None:
    network = preset("published-bn").network(np.random.default_rng(0))
    parameters = network.named_parameters()
    assert parameters["conv3.weight"].data.std() == pytest.approx((2 / 400) ** 0.5, rel=0.02)
    assert parameters["fc4.weight"].data.std() == pytest.approx(2 / 120**0.5, rel=0.02)
    assert parameters["conv3.bias"].data.std() == pytest.approx(1, rel=0.2)


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    assert preset("best").name == "best"
    with pytest.raises(ValueError, match="no preset is called 'bets'; there are lenet5-bn, lenet5, "):
        preset("bets")
