from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.health import layer_figures
from core.health.units import UnitFigures, figures_of_copy
from core.models import mlp
from core.training import History, TrainConfig, Trainer
from core.training.network_copy import NetworkCopy


def test_a_row_holds_what_the_arrays_and_the_history_say(digits: Any) -> None:
    trainer = Trainer(TrainConfig(preset="lenet5", batch_size=32, lr=0.02, schedule="constant"), *digits)
    start = {name: p.data.copy() for name, p in trainer.network.named_parameters().items()}
    history = History(trainer.layers, trainer.run)
    for _ in range(12):
        history.append(trainer.step())
    now = {name: p.data for name, p in trainer.network.named_parameters().items()}
    units = figures_of_copy(NetworkCopy.of(trainer), 64)
    found = layer_figures(now, start, history, units, trainer.network.spec())
    assert [row.layer for row in found] == ["conv1", "conv2", "conv3", "fc4", "fc5"]
    row = found[3]
    values = np.concatenate([now["fc4.weight"].ravel(), now["fc4.bias"]]).astype(float)
    assert row.parameters == 84 * 121
    assert row.weight_rms == pytest.approx(np.sqrt((values**2).mean()))
    assert row.ratio == pytest.approx(np.median(history.layer_column("update_ratio", "fc4")))
    assert row.grad_rms == pytest.approx(np.median(history.layer_column("grad_rms", "fc4")))
    assert row.activation == "relu4"
    assert row.dead == units["relu4"].dead_share
    assert row.output_rms == units["fc4"].rms
    assert found[4].dead is None
    assert found[4].concerns == ()


def test_before_the_first_step_there_is_nothing_to_judge(digits: Any) -> None:
    trainer = Trainer(TrainConfig(batch_size=32), *digits)
    now = {name: p.data for name, p in trainer.network.named_parameters().items()}
    found = layer_figures(now, now, History(trainer.layers, 1), {}, trainer.network.spec())
    assert all(np.isnan(row.ratio) and row.concerns == () for row in found)


def test_what_is_out_of_the_ordinary_is_named() -> None:
    spec = mlp((16, 8, 8, 10), activation="relu").spec()
    parameters = {f"fc{i}.weight": np.ones((8, 8), np.float32) for i in (1, 2, 3)}
    tables = {name: np.ones(60) for name in ("epoch", "loss", "accuracy", "lr", "time")}
    tables["step"] = np.arange(1, 61)
    tables["grad_norm"] = tables["grad_rms"] = np.tile([1e-5, 0.0, 1e-2], (60, 1))
    tables["update_ratio"] = np.tile([1e-3, 1e-3, 5e-2], (60, 1))
    history = History.of(("fc1", "fc2", "fc3"), 1, tables)
    units = {"relu1": UnitFigures("relu1", "ReLU", "fc1", 8, 100, 0.0, 0.0, 5)}
    found = layer_figures(parameters, parameters, history, units, spec)
    assert [row.concerns for row in found] == [("gradient", "dead"), ("gradient",), ("ratio",)]
    few = {"relu1": replace(units["relu1"], images=99)}  # "for every image" says nothing of a handful
    found = layer_figures(parameters, parameters, history, few, spec)
    assert [row.concerns for row in found] == [("gradient",), ("gradient",), ("ratio",)]
