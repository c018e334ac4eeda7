"""A run with a mistake beside its twin: what is misled, and what may be said of how both learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import AvgPool2d, BatchNorm2d, Conv2d, Flatten, Linear, ReLU, Sequential
from core.data.dataset import Dataset
from core.mistakes import CATALOGUE
from core.trace.explain import explain
from core.trace.recording import Cell
from core.training import NetworkCopy, TrainConfig, Trainer
from core.training.history import Adjustment
from core.training.twins import (
    AS_RIGHT,
    RightTwin,
    _numbers,
    alignments,
    changed_cell,
    hide_one,
    offered,
    verdict,
    with_mistake,
    without_mistakes,
)

Data = tuple[Dataset, Dataset]
RNG = np.random.default_rng(0)
SPEC = Sequential(
    {
        "conv1": Conv2d(1, 3, 5, padding=2, rng=RNG),
        "relu1": ReLU(),
        "pool1": AvgPool2d(2),
        "conv2": Conv2d(3, 4, 3, rng=RNG),
        "relu2": ReLU(),
        "flatten": Flatten(),
        "fc3": Linear(16, 4, rng=RNG),
    }
).spec()
POOLED = {
    "layers": [
        {"name": "pool1", "type": "MaxPool2d", "kernel_size": 2} if item["name"] == "pool1" else item
        for item in SPEC["layers"]
        if item["name"] != "relu1"  # what is pooled is of either sign
    ]
}
SHAPE = (1, 8, 8)
LOSSES = 2.0 + 0.1 * np.random.default_rng(1).standard_normal(60)


@pytest.fixture
def broken(config: TrainConfig, data: Data) -> Trainer:
    return Trainer(replace(config, spec=with_mistake(SPEC, "conv2", "conv.dx-unturned")), *data)


def test_only_what_lies_before_a_wrong_gradient_is_misled(broken: Trainer) -> None:
    broken.step()
    found = alignments(NetworkCopy.of(broken))
    assert list(found) == ["conv1", "conv2", "fc3"]
    assert found["conv1"] < 0.99
    assert found["conv2"] == pytest.approx(1, abs=1e-6)
    assert found["fc3"] == pytest.approx(1, abs=1e-6)


def test_the_twin_is_the_run_without_the_mistake(broken: Trainer, config: TrainConfig, data: Data) -> None:
    twin = RightTwin(broken.config, broken.network.spec(), data)
    right = Trainer(replace(config, spec=SPEC), *data)
    twin.advance(5, lambda fraction: None)
    assert twin.losses == [float(right.step().loss) for _ in range(5)]
    assert twin.losses[0] == float(broken.step().loss)  # forward is right: it begins alike


def test_a_twin_that_runs_away_stays_at_its_last_good_step(config: TrainConfig, data: Data) -> None:
    twin = RightTwin(replace(config, lr=1e6), SPEC, data)
    for _ in range(2):
        twin.advance(50, lambda fraction: None)
    assert twin.ran_away
    assert twin.trainer.step_number == len(twin.losses) < 50


def test_a_spec_has_one_mistake_or_none() -> None:
    one = with_mistake(with_mistake(SPEC, "conv1", "conv.y-nobias"), "conv2", "conv.dx-unturned")
    assert [item.get("mistake") for item in one["layers"]] == [None, None, None, "conv.dx-unturned"] + 3 * [
        None
    ]
    assert without_mistakes(one) == SPEC
    with pytest.raises(ValueError, match="there is no layer 'conv9'"):
        with_mistake(SPEC, "conv9", "conv.y-nobias")


def test_what_is_hidden_can_be_found_and_trained_with() -> None:
    drawn = [hide_one(SPEC, SHAPE, seed) for seed in range(30)]
    assert len(set(drawn)) > 10
    for layer, key in drawn:
        fitting = {mistake.id: mistake for mistake in offered(SPEC)[layer]}
        assert fitting[key].findable
        Sequential.from_spec(with_mistake(SPEC, layer, key), rng=RNG)
    assert drawn == [hide_one(SPEC, SHAPE, seed) for seed in range(30)]


@pytest.mark.slow
def test_what_is_hidden_changes_numbers_of_this_very_network() -> None:
    """A stride, or padding, that the network has not is no mistake in it: nobody could find it."""
    drawn = {hide_one(SPEC, SHAPE, seed) for seed in range(400)}
    assert not {key for _, key in drawn} & {"conv.stride-ignored", "conv.stride-unused", "conv.dx-stride"}
    # These show although every bias is 0 at first, and nothing comes before the layer.
    assert {key for _, key in drawn} >= {"conv.y-nobias", "conv.dx-mirror"}


def test_a_convolution_is_offered_what_its_channels_padding_stride_and_bias_give_an_effect() -> None:
    for channels, padding, stride in ((1, 1, 2), (2, 0, 2), (2, 1, 1), (2, "valid", 2)):
        bias = padding != 0
        layer = Conv2d(channels, 3, 3, padding=padding, stride=stride, bias=bias, rng=RNG)
        size = layer.output_shape((channels, 7, 7))
        spec = Sequential(
            {"conv1": layer, "flatten": Flatten(), "fc2": Linear(int(np.prod(size)), 4, rng=RNG)}
        ).spec()
        right, given = _numbers(spec, (4, channels, 7, 7)), {m.id for m in offered(spec)["conv1"]}
        for mistake in CATALOGUE:
            if mistake.needs and mistake.layer == "Conv2d" and mistake.trains:
                wrong = _numbers(with_mistake(spec, "conv1", mistake.id), (4, channels, 7, 7))
                same = all(np.allclose(a, b, rtol=1e-3, atol=1e-6) for a, b in zip(wrong, right, strict=True))
                assert (mistake.id in given) == (not same), (mistake.id, channels, padding, stride)


def test_no_layer_is_offered_a_mistake_of_a_bias_or_scale_that_it_has_not() -> None:
    for bias in (False, True):
        network = {
            "conv1": Conv2d(1, 2, 3, bias=bias, rng=RNG),
            "bn1": BatchNorm2d(2, affine=bias),
            "flatten": Flatten(),
            "fc2": Linear(2, 4, bias=bias, rng=RNG),
        }
        given = {m.id for mistakes in offered(Sequential(network).spec()).values() for m in mistakes}
        for key in ("conv.y-nobias", "conv.db-mean", "bn.dgamma-x", "linear.y-nobias", "linear.db-ones"):
            assert (key in given) == bias, key


def test_a_linear_layer_is_offered_transposed_weights_only_where_they_are_square() -> None:
    transposed = {"linear.y-transposed", "linear.dx-transposed"}
    for outputs, given in ((16, transposed), (4, set())):
        spec = Sequential({"flatten": Flatten(), "fc1": Linear(16, outputs, rng=RNG)}).spec()
        assert transposed & {mistake.id for mistake in offered(spec)["fc1"]} == given


@pytest.mark.slow
@pytest.mark.parametrize(("batch", "passed_over"), [(64, False), (4, True)])
def test_small_batches_are_passed_over_only_where_batches_are_small(batch: int, passed_over: bool) -> None:
    spec = Sequential({"bn1": BatchNorm2d(1), "flatten": Flatten()}).spec()
    drawn = {hide_one(spec, (1, 2, 2), seed, batch) for seed in range(300)}
    assert (("bn1", "bn.small-batch") in drawn) == passed_over


def test_a_gradient_that_piles_up_is_told_with_what_the_step_was_made_with(
    config: TrainConfig, data: Data
) -> None:
    broken = Trainer(replace(config, spec=with_mistake(SPEC, "fc3", "linear.dw-piles"), momentum=0.9), *data)
    for _ in range(3):
        broken.step()
    trace = broken.record()
    record = trace["fc3"]
    np.testing.assert_allclose(
        record["weight.grad"], broken.network.layers["fc3"].weight.grad, rtol=1e-4, atol=1e-6
    )
    told = explain(trace, Cell("fc3", "weight.momentum_buffer.after", (1, 2)))
    rounding = sum(group.subtotal for group in told.groups if group.name == "rounding")
    assert abs(rounding) <= 1e-4 * np.abs(record["weight.grad"]).max()
    cell = changed_cell(trace, "fc3")
    assert cell is not None
    assert cell[:2] == ("fc3", "weight.grad")
    assert alignments(NetworkCopy.of(broken))["fc3"] < AS_RIGHT


@pytest.mark.parametrize(
    ("layer", "key", "quantity"),
    [
        ("conv1", "conv.y-nobias", "output"),
        ("conv2", "conv.dx-unturned", "grad_input"),
        ("fc3", "linear.db-mean", "bias.grad"),
        ("pool1", "pool.dx-abs", "grad_input"),
    ],
)
def test_the_number_that_is_opened_is_one_that_the_mistake_has_changed(
    layer: str, key: str, quantity: str, config: TrainConfig, data: Data
) -> None:
    broken = Trainer(replace(config, spec=with_mistake(POOLED, layer, key)), *data)
    broken.step()
    trace = broken.record()
    cell = changed_cell(trace, layer)
    assert cell is not None
    assert cell[:2] == (layer, quantity)
    told = explain(trace, cell)
    assert abs(told.total - told.value) > 1e-4 * told.scale
    assert changed_cell(Trainer(replace(config, spec=POOLED), *data).record(), layer) is None


@pytest.mark.parametrize(
    ("broken_losses", "learning"),
    [
        (LOSSES, "same"),
        (LOSSES + 0.01, "as well"),
        (LOSSES + 1.5, "worse"),
        (LOSSES - 1.5, "better"),
        (LOSSES + 20, "away"),
        (np.where(np.arange(60) > 50, np.nan, LOSSES), "away"),
        (LOSSES[:20] + 0.1, "early"),
    ],
)
def test_the_verdict_says_no_more_than_the_losses_do(broken_losses: np.ndarray, learning: str) -> None:
    said = verdict(broken_losses, list(LOSSES), {"conv1": 0.4, "fc": 1.0, "odd": float("nan")})
    assert said.learning == learning
    assert said.misled == ("conv1",)  # what has no direction can't be compared


def test_the_twin_is_given_the_settings_that_were_changed_by_hand(
    broken: Trainer, config: TrainConfig, data: Data
) -> None:
    twin, right = (
        RightTwin(broken.config, broken.network.spec(), data),
        Trainer(replace(config, spec=SPEC), *data),
    )
    changes = [Adjustment(2, "lr", 0.5), Adjustment(2, "momentum", 0.1), Adjustment(4, "base_lr", 0.02)]
    losses = []
    for step in range(6):
        for _, setting, value in [change for change in changes if change.step == step]:
            getattr(right, f"set_{setting}")(value)
        losses.append(float(right.step().loss))
    for step in (1, 2, 5, 6):
        twin.advance(step, lambda fraction: None, changes)
    assert twin.losses == losses
