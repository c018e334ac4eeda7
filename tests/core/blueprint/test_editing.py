"""Edits of a blueprint: any of them, in any order, and back again exactly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.blueprint import Blueprint
from core.layers import LAYERS
from core.models import lenet5

IMAGES = (1, 28, 28)
LAYER_NAMES = [kind.__name__ for kind in LAYERS]
ARGUMENTS = ["in_channels", "out_channels", "kernel_size", "stride", "padding", "p", "shape", "bias", "dim"]
anything = st.one_of(
    st.none(), st.integers(), st.floats(), st.text(max_size=4), st.booleans(), st.tuples(st.integers(-1, 9))
)
edit = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(LAYER_NAMES), st.integers(-1, 8)),
    st.tuples(st.just("remove"), st.integers(-1, 8)),
    st.tuples(st.just("move"), st.integers(-1, 8), st.integers(-1, 8)),
    st.tuples(st.just("set"), st.integers(-1, 8), st.sampled_from(ARGUMENTS), anything),
    st.tuples(st.just("rename"), st.integers(-1, 8), st.text(max_size=4)),
    st.tuples(st.just("retype"), st.integers(-1, 8), st.sampled_from(LAYER_NAMES)),
    st.tuples(st.just("fix")),
)


def lenet() -> Blueprint:
    made = Blueprint()
    made.begin(lenet5().spec(), IMAGES)
    return made


def do(made: Blueprint, wanted: tuple[Any, ...]) -> None:
    name, *rest = wanted
    if name == "fix":
        fix = made.check(IMAGES, 10).fix
        if fix is not None:
            made.apply(fix)
        return
    try:
        getattr(made, name)(*rest)
    except ValueError:
        return  # there is no such place or argument


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(edit, max_size=15), st.booleans())
def test_random_edits_are_always_answered_and_undone_exactly(edits: list[Any], begun: bool) -> None:
    made = lenet() if begun else Blueprint()
    states = [made.items]
    for wanted in edits:
        do(made, wanted)
        if made.items != states[-1]:
            states.append(made.items)
        answer = made.check(IMAGES, 10)
        assert len(answer.rows) == len(made.items)
        assert answer.fine == (not answer.error)
    start = made.items
    for state in reversed(states[:-1]):
        made.undo()
        assert made.items == state
    for _ in states[1:]:
        made.redo()
    assert made.items == start


def test_layers_are_named_as_the_literature_counts() -> None:
    made = Blueprint()
    kinds = ["Conv2d", "MaxPool2d", "BatchNorm2d", "ReLU", "Conv2d", "ReLU", "ReLU", "Flatten", "Linear"]
    names = [made.add(kind).name for kind in kinds]
    assert names == ["conv1", "pool1", "bn1", "relu1", "conv2", "relu2", "relu3", "flatten", "fc3"]
    assert made.add("Conv2d", 4).name == "conv4"
    assert made.add("Flatten").name == "flatten2"


def test_what_is_typed_into_one_field_is_one_edit() -> None:
    made = lenet()
    for value in (1, 12, 120):
        made.set(0, "out_channels", value, typing=True)
    assert made.items[0].arguments["out_channels"] == 120
    made.undo()
    assert made.items[0].arguments["out_channels"] == 6
    made.redo()
    made.set(0, "out_channels", 5, typing=True)
    made.seal()
    made.set(0, "out_channels", 4, typing=True)
    made.undo()
    assert made.items[0].arguments["out_channels"] == 5


def test_a_layer_keeps_its_key_through_every_edit() -> None:
    made = lenet()
    key = made.items[4].key
    made.move(4, 0)
    made.set(0, "stride", 2)
    made.rename(0, "first")
    assert made.items[0].key == key
    assert made.index(key) == 0
    made.remove(0)
    with pytest.raises(ValueError, match="no layer"):
        made.index(key)


def test_another_type_keeps_the_arguments_that_both_have() -> None:
    made = Blueprint()
    made.add("MaxPool2d", None, {"kernel_size": 3, "stride": 2})
    made.retype(0, "AvgPool2d")
    assert made.items[0].arguments == {"kernel_size": 3, "stride": 2}


@pytest.mark.parametrize(
    "spec",
    [{}, {"layers": 1}, {"layers": [1]}, {"layers": [{"name": "a", "type": "Nothing"}]},
     {"layers": [{"name": "a", "type": ["Conv2d"]}]}, {"layers": [{"name": "a", "type": "ReLU", "b": 1}]}],
)  # fmt: skip
def test_what_is_no_spec_is_refused_and_changes_nothing(spec: Any) -> None:
    made = lenet()
    before = made.items
    with pytest.raises(ValueError):
        made.begin(spec, IMAGES)
    assert made.items == before
    assert not made.undone
