"""A blueprint says what `Sequential` would say, in plain words and without building anything."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import CrossEntropyLoss, Sequential
from core.blueprint import AUTOMATIC, GROUPS, Blueprint, Checked, parse, told
from core.layers import LAYERS, LogSoftmax
from core.models import vgg
from core.presets import PRESETS
from core.training import TrainConfig
from core.training.trainer import Trainer

IMAGES, CLASSES = (1, 28, 28), 10


def drawn(*layers: tuple[str, dict[str, Any]]) -> Blueprint:
    made = Blueprint()
    for kind, arguments in layers:
        made.add(kind, None, arguments)
    return made


def checked(*layers: tuple[str, dict[str, Any]]) -> Checked:
    return drawn(*layers).check(IMAGES, CLASSES)


FLATTEN: tuple[str, dict[str, Any]] = ("Flatten", {})


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_is_fine_and_comes_out_as_it_went_in(preset: Any) -> None:
    made = Blueprint()
    made.begin(preset.spec(), IMAGES)
    answer = made.check(IMAGES, CLASSES)
    assert answer.fine
    assert answer.spec() == preset.spec()


def test_a_layer_that_expects_other_numbers_is_told_what_it_gets_and_put_right_with_one_click() -> None:
    made = drawn(FLATTEN, ("Linear", {"in_features": 120, "out_features": 10}))
    answer = made.check(IMAGES, CLASSES)
    row = answer.rows[1]
    assert row.error == "fc1 expects 120 numbers but gets 784: set in_features to 784"
    assert row.argument == "in_features"
    assert row.fix is not None
    assert row.fix.words == "Set in_features to 784"
    made.apply(row.fix)
    assert made.check(IMAGES, CLASSES).fine
    made.undo()
    assert made.items[1].arguments["in_features"] == 120


def test_what_follows_an_error_is_unknown_not_wrong() -> None:
    answer = checked(("Conv2d", {"out_channels": 6, "kernel_size": 30}), ("ReLU", {}), FLATTEN)
    assert answer.rows[0].error.startswith("conv1: a 30×30 window doesn't fit into a map of 28×28")
    assert [row.grey for row in answer.rows] == [False, True, True]
    assert [row.error for row in answer.rows[1:]] == ["", ""]


def test_sizes_follow_from_the_layer_before_until_they_are_set() -> None:
    made = drawn(("Conv2d", {"out_channels": 6, "kernel_size": 5}), ("BatchNorm2d", {}), FLATTEN)
    made.add("Linear", None, {"out_features": 10})
    assert made.check(IMAGES, CLASSES).rows[3].arguments["in_features"] == 6 * 24 * 24
    made.set(0, "out_channels", 7)
    answer = made.check(IMAGES, CLASSES)
    assert answer.rows[1].arguments["num_features"] == 7
    assert answer.rows[3].arguments["in_features"] == 7 * 24 * 24
    made.set(1, "num_features", 6)
    assert "expects 6 channels but gets 7" in made.check(IMAGES, CLASSES).error


@pytest.mark.parametrize(
    ("layers", "words", "fixed"),
    [
        ([("Linear", {"out_features": 10})], "put a Flatten before it", True),
        ([FLATTEN, ("Conv2d", {"out_channels": 6, "kernel_size": 3})], "needs maps but gets 784", False),
        ([FLATTEN, ("BatchNorm2d", {}), ("Linear", {"out_features": 10})], "BatchNorm1d", True),
        ([("BatchNorm1d", {}), FLATTEN, ("Linear", {"out_features": 10})], "BatchNorm2d", True),
        ([FLATTEN, ("Linear", {"out_features": 12}), ("ReLU", {})], "ends in 12", True),
        ([("Conv2d", {"out_channels": 6, "kernel_size": 3})], "ends in 6 maps of 26×26", True),
        ([FLATTEN, ("Linear", {})], "needs out_features", False),
        ([FLATTEN, ("Linear", {"out_features": "ten"})], "whole number", False),
        ([("MaxPool2d", {"kernel_size": 2, "stride": 0})], "stride must be a whole number", False),
        ([("MaxPool2d", {"kernel_size": 2, "padding": 2})], "at most half", False),
        ([("Conv2d", {"out_channels": 6, "kernel_size": 3, "stride": 2, "padding": "same"})], "same", False),
        ([("Conv2d", {"out_channels": 6, "kernel_size": 3, "padding": "some"})], 'must be "same"', False),
        ([("Dropout", {"p": 1.5})], "p must be at least 0 and at most 1", False),
        ([("BatchNormPixel", {"shape": (1, 14, 14)})], "shape must be 1, 28, 28", False),
        ([("Softmax", {"dim": 7})], "dim must be at most 3", False),
        ([("ReLU", {})], "ends in 1 map of 28×28", False),
        ([], "no layer yet", False),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_what_to_do(layers: list[Any], words: str, fixed: bool) -> None:
    made = drawn(*layers)
    answer = made.check(IMAGES, CLASSES)
    assert words in answer.error
    if answer.rows:
        assert sum(bool(row.error) for row in answer.rows) == 1
    if fixed:
        assert answer.fix is not None
        made.apply(answer.fix)
        assert made.check(IMAGES, CLASSES).fine


def test_a_network_that_ends_in_numbers_but_has_nothing_to_learn_is_refused() -> None:
    made = drawn(FLATTEN)
    answer = made.check((1, 2, 5), 10)
    assert "Nothing can be learnt" in answer.error
    assert answer.fix is not None
    made.apply(answer.fix)
    assert made.check((1, 2, 5), 10).fine


def test_names_that_a_network_refuses_are_refused_with_another_one() -> None:
    for name in ("", "a.b", "input", "fc1"):
        made = drawn(FLATTEN, ("Linear", {"out_features": 10}), ("ReLU", {}))
        made.rename(2, name)
        answer = made.check(IMAGES, CLASSES)
        assert answer.rows[2].argument == "name"
        assert answer.fix is not None
        made.apply(answer.fix)
        assert made.check(IMAGES, CLASSES).fine


def test_a_layer_of_a_thousand_million_weights_is_answered_at_once_with_the_memory_it_needs() -> None:
    made = drawn(FLATTEN, ("Linear", {"out_features": 10**9}), ("Linear", {"out_features": 10}))
    tracemalloc.start()
    answer = made.check(IMAGES, CLASSES)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 1 << 20  # nothing of that size was made to find out
    assert "785,000,000,000 parameters" in answer.error
    assert "GB" in answer.error
    made.set(1, "out_features", 10**5000)
    assert "at most 1,000,000,000" in made.check(IMAGES, CLASSES).error


def test_a_batch_of_one_image_is_too_small_for_batch_norm_of_numbers() -> None:
    made = drawn(FLATTEN, ("BatchNorm1d", {}), ("Linear", {"out_features": 10}))
    assert made.check(IMAGES, CLASSES, batch=2).fine
    assert "larger batch" in made.check(IMAGES, CLASSES, batch=1).error


def test_a_softmax_at_the_end_works_and_is_advised_against() -> None:
    answer = checked(FLATTEN, ("Linear", {"out_features": 10}), ("Softmax", {}))
    assert answer.fine
    assert "loss takes the softmax itself" in answer.rows[2].note


def test_a_log_softmax_at_the_end_changes_nothing_and_that_is_said() -> None:
    answer = checked(FLATTEN, ("Linear", {"out_features": 10}), ("LogSoftmax", {}))
    assert answer.rows[2].note.endswith("a second one changes nothing")
    scores = np.random.default_rng(0).normal(0, 4, (5, 10))
    once = LogSoftmax()(scores)
    np.testing.assert_allclose(LogSoftmax()(once), once, rtol=1e-12)


def test_every_layer_there_is_stands_in_the_palette_once() -> None:
    offered = [kind for _, kinds in GROUPS for kind in kinds]
    assert sorted(offered) == sorted(kind.__name__ for kind in LAYERS)


def test_totals_are_those_of_the_network_itself() -> None:
    network = vgg(rng=np.random.default_rng(0))
    made = Blueprint()
    made.begin(network.spec(), IMAGES)
    answer = made.check(IMAGES, CLASSES)
    lines = network.summary(IMAGES).splitlines()
    assert lines[-1].split()[1:] == [f"{answer.parameters:,}", f"{answer.multiply_adds:,}"]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    parse(text)


@pytest.mark.parametrize("value", [3, 0.5, 1e-05, (3, 5), "same", None, True])
def test_a_value_is_read_back_as_it_was_told(value: Any) -> None:
    assert parse(told(value)) == (value if value is not True else "True")


small = st.integers(1, 6)
either = st.one_of(small, st.tuples(small, small))
layer = st.one_of(
    st.tuples(
        st.just("Conv2d"),
        st.fixed_dictionaries(
            {"out_channels": small, "kernel_size": either},
            optional={
                "stride": either,
                "padding": st.one_of(st.integers(0, 3), st.sampled_from(["same", "valid"])),
                "bias": st.booleans(),
                "in_channels": small,
            },
        ),
    ),
    st.tuples(
        st.sampled_from(["MaxPool2d", "AvgPool2d"]),
        st.fixed_dictionaries({"kernel_size": either}, optional={"stride": either, "padding": small}),
    ),
    st.tuples(st.just("Linear"), st.fixed_dictionaries({"out_features": st.integers(1, 20)})),
    st.tuples(
        st.sampled_from(["BatchNorm2d", "BatchNorm1d", "BatchNormPixel", "Flatten", "ELU", "Softmax"]),
        st.just({}),
    ),
    st.tuples(st.just("Dropout"), st.fixed_dictionaries({"p": st.sampled_from([0.0, 0.3, 1.0])})),
)  # fmt: skip
size = st.integers(1, 12)


@settings(max_examples=100, deadline=None)
@given(st.lists(layer, max_size=6), st.tuples(st.integers(1, 3), size, size), st.booleans())
def test_the_answer_agrees_with_the_network_itself(
    layers: list[Any], shape: tuple[int, int, int], ended: bool
) -> None:
    made = drawn(*layers)
    if ended:
        made.add("Flatten")
        made.add("Linear", None, {"out_features": CLASSES})
    answer = made.check(shape, CLASSES)
    good = [row for row in answer.rows if row.output is not None]
    spec = {"layers": [{"name": row.name, "type": row.kind, **row.arguments} for row in good]}
    network = Sequential.from_spec(spec, rng=np.random.default_rng(0))
    assert network.shapes(shape) == {row.name: row.output for row in good}
    assert network.spec() == spec
    arriving = (shape, *(row.output for row in good))
    for row, before in zip(good, arriving, strict=False):
        owned = network.layers[row.name]
        assert row.multiply_adds == owned.multiply_adds(before)
        assert row.parameters == sum(p.data.size for p in owned.parameters().values())
    wrong = next((row for row in answer.rows if row.error and row.output is None), None)
    if wrong is not None and good == list(answer.rows[: answer.rows.index(wrong)]):
        told_ = dict(made.items[answer.rows.index(wrong)].arguments)
        assert wrong.input is not None
        follows = AUTOMATIC.get(wrong.kind)
        if follows:
            told_.setdefault(follows, wrong.input if follows == "shape" else wrong.input[0])
        last = {"name": wrong.name, "type": wrong.kind, **told_}
        with pytest.raises((ValueError, TypeError)):
            Sequential.from_spec({"layers": [*spec["layers"], last]}).shapes(shape)
    if answer.fine:
        assert Sequential.from_spec(answer.spec()).shapes(shape)[answer.rows[-1].name] == (CLASSES,)


@settings(max_examples=40, deadline=None)
@given(st.lists(layer, max_size=4), st.integers(0, 5))
def test_a_network_found_fine_makes_a_pass_forward_and_backward(layers: list[Any], seed: int) -> None:
    made = drawn(*layers)
    made.add("Flatten")
    made.add("Linear", None, {"out_features": CLASSES})
    answer = made.check((2, 7, 9), CLASSES, batch=3)
    if not answer.fine:
        return
    rng = np.random.default_rng(seed)
    network = Sequential.from_spec(answer.spec(), rng=rng).astype(np.float32)
    loss = CrossEntropyLoss()
    logits = network.forward(rng.normal(size=(3, 2, 7, 9)).astype(np.float32))
    assert np.isfinite(loss.forward(logits, rng.integers(0, CLASSES, 3)))
    assert network.backward(loss.backward()).shape == (3, 2, 7, 9)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(layer, max_size=6))
def test_whatever_is_found_fine_is_trained_by_the_trainer(digits: Any, layers: list[Any]) -> None:
    made = drawn(*layers)
    made.add("Flatten")
    made.add("Linear", None, {"out_features": CLASSES})
    answer = made.check(IMAGES, CLASSES, batch=16)
    if not answer.fine:
        return
    trainer = Trainer(TrainConfig(spec=answer.spec(), batch_size=16, lr=1e-4), *digits)
    for _ in range(2):
        trainer.step()
    assert trainer.network.spec() == answer.spec()
