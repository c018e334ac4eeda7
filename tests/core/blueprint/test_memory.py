"""What a network needs, told before it is made: within 20 % of what is measured, and refused by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import Dataset, Sequential
from core.blueprint import MEMORY_LIMIT, Blueprint
from core.blueprint.memory import MemoryLimitError, bytes_text, check_testing, layers_of, needs
from core.layers import AvgPool2d, BatchNormPixel, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Tanh
from core.models import lenet5, lenet5_1998, mlp, vgg
from core.presets import PRESETS
from core.training import ConfigError, TrainConfig, Trainer

IMAGE = (1, 28, 28)
MEASURE = """
import json, resource, sys
import numpy as np
from core.data.dataset import Dataset
from core.training import TrainConfig, Trainer
spec, batch, recorded = json.loads(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "recording"
rng = np.random.default_rng(0)
images = rng.integers(0, 256, (2 * batch, 28, 28), np.uint8)
data = Dataset(images, rng.integers(0, 10, 2 * batch).astype(np.uint8))
small = [{"name": "flatten", "type": "Flatten"},
         {"name": "fc", "type": "Linear", "in_features": 784, "out_features": 10}]
first = Trainer(TrainConfig(spec={"layers": small}, batch_size=2), data[:4], data[:4])
first.step(), first.record(), first.evaluate()
del first
with open("/proc/self/statm") as file:
    before = int(file.read().split()[1]) * resource.getpagesize()
trainer = Trainer(TrainConfig(spec=spec, batch_size=batch, lr=1e-4), data, data[:batch])
trainer.step(), trainer.evaluate()
if recorded:
    trainer.record()
with open("/proc/self/status") as file:
    most = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
print(most - before)
"""


def pools() -> Sequential:
    """Layers that a plan has no kernel of its own for, or whose statistics are as large as the images."""
    rng = np.random.default_rng(0)
    return Sequential(
        [
            ("conv1", Conv2d(1, 16, 3, rng=rng)),
            ("relu1", ReLU()),
            ("pool1", MaxPool2d(3, 1)),
            ("bn1", BatchNormPixel((16, 24, 24))),
            ("tanh1", Tanh()),
            ("pool2", AvgPool2d(3, 2)),
            ("flatten", Flatten()),
            ("fc2", Linear(16 * 11 * 11, 10, rng=rng)),
        ]
    )


def measured(spec: dict[str, Any], batch: int, what: str) -> int:
    """The bytes of real memory that training takes, or recording, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, json.dumps(spec), str(batch), what],
        capture_output=True,
        text=True,
        check=True,
        env={name: text for name, text in os.environ.items() if name != "NUMPY_MADVISE_HUGEPAGE"},
    )
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory of the process in /proc")
@pytest.mark.parametrize(
    ("make", "batch"),
    [
        pytest.param(lenet5, 512, id="lenet5", marks=pytest.mark.slow),
        pytest.param(lambda: mlp((784, 8000, 10)), 256, id="mlp", marks=pytest.mark.slow),
        pytest.param(lenet5_1998, 512, id="lenet5_1998", marks=pytest.mark.slow),
        pytest.param(
            lambda: lenet5(dropout=0.5, activation="elu"), 512, id="dropout", marks=pytest.mark.slow
        ),
        pytest.param(lambda: vgg(width=16), 128, id="vgg", marks=pytest.mark.slow),
        pytest.param(pools, 512, id="pools", marks=pytest.mark.slow),
    ],
)
def test_the_estimate_is_within_a_fifth_of_what_is_measured(make: Any, batch: int) -> None:
    spec = make().spec()
    told = needs(spec, IMAGE, batch, tests=batch, state=1)
    assert told.training == pytest.approx(measured(spec, batch, "training"), rel=0.2)
    assert told.recording == pytest.approx(measured(spec, batch, "recording"), rel=0.2)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_is_far_from_the_limit_and_its_parameters_are_counted(preset: Any) -> None:
    spec = preset.spec()
    network = Sequential.from_spec(spec)
    told = needs(spec, IMAGE, 256)
    assert told.parameters == sum(p.data.size for p in network.named_parameters().values())
    assert told.training < MEMORY_LIMIT / 2


def test_a_thousand_layers_are_estimated() -> None:
    relus = [{"name": f"relu{i}", "type": "ReLU"} for i in range(998)]
    ends = [
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc", "type": "Linear", "in_features": 784, "out_features": 10},
    ]
    made = Blueprint()
    made.begin({"layers": relus + ends}, IMAGE)
    answer = made.check(IMAGE, 10, batch=64)
    assert answer.fine
    assert answer.memory == needs(answer.spec(), IMAGE, 64).training


def wide(outputs: int, padding: int = 0) -> dict[str, Any]:
    return {
        "layers": [
            {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": outputs, "kernel_size": 1,
             "padding": padding},
            {"name": "pool1", "type": "AvgPool2d", "kernel_size": 28 + 2 * padding},
            {"name": "flatten", "type": "Flatten"},
            {"name": "fc", "type": "Linear", "in_features": outputs, "out_features": 10},
        ]
    }  # fmt: skip


@pytest.fixture
def images() -> Dataset:
    rng = np.random.default_rng(0)
    return Dataset(
        rng.integers(0, 256, (300, 28, 28), np.uint8), rng.integers(0, 10, 300).astype(np.uint8), "noise"
    )


def test_a_trainer_refuses_with_the_figure_the_limit_and_what_to_change(images: Dataset) -> None:
    trainer = Trainer(TrainConfig(spec=wide(4), batch_size=8), images, images[:50])
    network, run = trainer.network, trainer.run
    with pytest.raises(ConfigError) as caught:
        trainer.reset(replace(trainer.config, spec=wide(4, padding=500), batch_size=64))
    assert caught.value.field == "batch_size"
    told = needs(wide(4, padding=500), IMAGE, 64, last=300 % 64, tests=50, state=1).training
    assert f"needs about {bytes_text(told)} of memory, and the limit is 2.1 GB" in str(caught.value)
    most = int(str(caught.value).split("at most ")[1].split(",")[0])
    assert needs(wide(4, padding=500), IMAGE, most, tests=50, state=1).training <= MEMORY_LIMIT
    with pytest.raises(ConfigError, match="take a smaller network") as caught:
        trainer.reset(replace(trainer.config, spec=wide(4, padding=40_000)))
    assert caught.value.field == "spec"
    assert (trainer.network, trainer.run) == (network, run)


def test_work_without_end_is_refused_as_memory_is(images: Dataset) -> None:
    layers = [
        {"name": f"fc{i}", "type": "Linear", "in_features": 784 if i == 0 else 5000, "out_features": 5000}
        for i in range(2)
    ]
    spec = {
        "layers": [
            {"name": "flatten", "type": "Flatten"},
            *layers,
            {"name": "last", "type": "Linear", "in_features": 5000, "out_features": 10},
        ]
    }
    many = Dataset(np.repeat(images.images, 30, axis=0), np.repeat(images.labels, 30), "many")
    with pytest.raises(ConfigError, match=r"multiply-adds for each step, and the limit is 200,000,000,000"):
        Trainer(TrainConfig(spec=spec, batch_size=9000), many, images)


def test_a_batch_too_large_to_be_recorded_is_refused_and_training_goes_on(images: Dataset) -> None:
    many = Dataset(np.repeat(images.images, 20, axis=0), np.repeat(images.labels, 20), "many")
    trainer = Trainer(TrainConfig(batch_size=6000), many, images)
    with pytest.raises(
        MemoryLimitError, match=r"Recording a batch of 6,000 images needs about .* at most"
    ) as error:
        trainer.record()
    assert trainer.step_number == 0
    most = int(str(error.value).split("at most ")[1].split(" ")[0].replace(",", ""))
    estimate = trainer.estimate
    assert (
        estimate.needs(most, state=1).recording <= MEMORY_LIMIT < estimate.needs(most + 1, state=1).recording
    )


def test_testing_alone_has_its_limit() -> None:
    check_testing(lenet5().spec(), IMAGE)
    with pytest.raises(MemoryLimitError, match="testing needs about"):
        check_testing(wide(4, padding=2000), IMAGE)


@pytest.mark.parametrize(
    "spec",
    [
        None,
        [],
        {},
        {"layers": []},
        {"layers": [1]},
        {"layers": [{"name": "a"}]},
        {"layers": [{"name": "a", "type": "NoSuch"}]},
        {"layers": [{"name": "a", "type": ["ReLU"]}]},
        {"layers": [{"name": "", "type": "ReLU"}]},
        {"layers": [{"name": "x" * 5000, "type": "ReLU"}]},
        {"layers": [{"name": "a\nb", "type": "ReLU"}]},
        {"layers": [{"name": "a/b", "type": "ReLU"}]},
        {"layers": [{"name": "a", "type": "ReLU", "slope": 1}]},
        {"layers": [{"name": f"relu{i}", "type": "ReLU"} for i in range(1001)]},
    ],
)
def test_what_is_no_list_of_layers_is_a_value_error(spec: Any) -> None:
    with pytest.raises(ValueError, match=r"expected|layer|argument|no name"):
        layers_of(spec)


@pytest.mark.parametrize(
    "change",
    [
        {"padding": 10**9},
        {"stride": 0},
        {"stride": True},
        {"kernel_size": [1, 2, 3]},
        {"kernel_size": 10**30},
    ],
    ids=str,
)
def test_sizes_beyond_reason_are_refused_without_a_crash(change: dict[str, Any], images: Dataset) -> None:
    spec = wide(4)
    spec["layers"][0] |= change
    with pytest.raises(ConfigError, match=r"conv1|fc|memory"):
        Trainer(TrainConfig(spec=spec), images, images)
