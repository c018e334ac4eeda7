"""What is said of a change is true of the network it was made to; cells of a grid are the numbers around."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from cnnviz.features.touch import words
from cnnviz.features.touch.channels import columns, in_channel, index_of, silent, slab
from cnnviz.session.weight_edits import step_of
from cnnviz.system import language
from cnnviz.widgets.numbers import at_step
from core.data.dataset import Dataset
from core.training import TrainConfig, Trainer
from core.training.acts import Act, AddNoise, Prune, ResetLayer, Scale, SetValue, SwitchOff, SwitchOn
from core.training.touch import Touches

Data = tuple[Dataset, Dataset]


def told(trainer: Trainer, *acts: Act) -> tuple[str, str]:
    """The short line and the lesson of the last of some acts."""
    touches = Touches(trainer)
    for act in acts:
        touch = touches.do(act)
    network = trainer.network
    parameters = {name: p.data for name, p in network.named_parameters().items()}
    facts = words.Facts(network.spec(), parameters, network.shapes((1, 28, 28)))
    return words.short(touch), words.lesson(touch, facts)


@pytest.fixture
def trainer(digits: Data) -> Trainer:
    return Trainer(TrainConfig(batch_size=8), digits[0][:16], digits[1][:8])


@pytest.mark.parametrize(
    ("acts", "line", "lesson"),
    [
        (
            [SetValue("conv2", "weight", (3, 1, 0, 4), 2.0)],
            "conv2 weight [3, 1, 0, 4]: ",
            "100 numbers of map 3",
        ),
        ([SetValue("conv1", "bias", (2,), -1.0)], "→ -1.00", "all 784 numbers of map 2"),
        ([SetValue("fc4", "weight", (7, 100), 0.5)], "fc4 weight [7, 100]", "number 7 of fc4"),
        ([SetValue("fc4", "bias", (7,), 0.5)], "fc4 bias [7]: 0", "number 7 of fc4"),
        ([SetValue("bn1", "weight", (3,), 4.0)], "bn1 weight [3]: +1.00 → +4.00", "stretches"),
        ([SetValue("bn1", "bias", (3,), 4.0)], "bn1 bias [3]", "where channel 3 has its mean"),
        ([SwitchOff("conv2", 9)], "conv2 channel 9: off", "150 weights and the bias, and bn2's weight"),
        ([SwitchOff("fc5", 9)], "fc5 channel 9: off", "Its logit is 0"),
        ([SwitchOff("conv1", 1), SwitchOn("conv1", 1)], "conv1 channel 1: on", "bit for bit"),
        ([Scale("conv1", 2.0)], "conv1: × 2", "batch-norm would undo"),
        ([Scale("fc5", 0.5)], "fc5: × 0.5", "the order of the classes stays"),
        ([Scale("fc4", 3.0)], "fc4: × 3", "All that fc4 gives is 3 times"),
        ([Scale(None, 3.0)], "all layers: × 3", "all layers"),
        ([AddNoise("conv1", 0.2)], "conv1: noise of 0.2 RMS", "150 weights were shaken"),
        ([Prune("conv1", 0.5)], "conv1: the smallest 50 % to zero", "75 of 150 weights"),
        ([Prune(None, 0.9)], "all layers: the smallest 90 %", "55,323 of 61,470 weights"),
        ([Scale("conv1", 2.0), ResetLayer("conv1")], "conv1: as it was", "before the first change"),
    ],
)
def test_every_act_has_a_line_and_a_lesson(trainer: Trainer, acts: list[Act], line: str, lesson: str) -> None:
    found = told(trainer, *acts)
    assert line in found[0]
    assert lesson in found[1]


def test_scaling_the_logits_keeps_the_order_as_it_is_said(trainer: Trainer, digits: Data) -> None:
    x = trainer.preprocessing(digits[1].images[:8])
    before = trainer.network.eval().forward(x).argsort(axis=1)
    Touches(trainer).do(Scale("fc5", 0.5))
    np.testing.assert_array_equal(trainer.network.forward(x).argsort(axis=1), before)


def test_a_sigmoid_hands_on_a_half(digits: Data) -> None:
    config = TrainConfig.from_preset("published-mlp", batch_size=8, limit=None)
    trainer = Trainer(config, digits[0][:16], digits[1][:8])
    assert "is 0.500 everywhere" in told(trainer, SwitchOff("fc1", 4))[1]


def test_a_change_is_told_in_chinese_without_broken_phrases(
    trainer: Trainer, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: language.use("en", qapp))
    language.use("zh_CN", qapp)
    assert "它的 150 个权重和偏置，以及" in told(trainer, SwitchOff("conv2", 9))[1]
    assert at_step("第 {0} 步的网络", 1881, edited=True) == "第 1,881 步的网络，已手动修改"


@pytest.mark.parametrize(
    "shape", [(6, 1, 5, 5), (16, 6, 3, 3), (10, 84), (84, 120), (512, 784), (6,), (120,), (3, 4, 5), (4, 3)]
)
def test_each_cell_of_the_grid_is_the_number_that_it_shows(shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    index = tuple(size - 1 for size in shape)
    here = slab(array, index)
    assert here.values[here.place] == array[index]
    rows, cols = here.values.shape
    assert (rows - 1) * cols < here.size <= rows * cols
    for cell in range(here.size):
        place = divmod(cell, cols)
        assert here.values[place] == array[index_of(array, index, *place)]
    moved = in_channel(array, index, 1)
    assert moved == (1, *index[1:])


def test_the_weights_of_an_image_are_folded_as_the_image_is() -> None:
    assert columns(784) == 28
    assert columns(64) == 8
    assert columns(5) == 5


def test_a_channel_is_silent_when_nothing_of_it_is_left(trainer: Trainer) -> None:
    network = trainer.network
    Touches(trainer).do(SwitchOff("conv2", 3))
    parameters = {name: p.data for name, p in network.named_parameters().items()}
    assert list(np.flatnonzero(silent(network.spec(), parameters, "conv2"))) == [3]
    parameters["bn2.bias"][3] = 0.1
    assert not silent(network.spec(), parameters, "conv2").any()


@pytest.mark.parametrize(("rms", "step"), [(1.0, 0.2), (0.1, 0.02), (0.3, 0.05), (4.9, 0.5), (0.0, 0.01)])
def test_a_step_is_a_round_part_of_the_weights_size(rms: float, step: float) -> None:
    assert step_of(np.full(10, rms, np.float32)) == pytest.approx(step)
