"""Faults 13 and 14: numbers that are none in every panel of the window, and settings that make no sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import core
from core.trace.recording import Trace
from core.training import ConfigError, Snapshot, StepRecord, TrainConfig, Trainer

NAN, INF = float("nan"), float("inf")


def filled(arrays: dict[str, np.ndarray], value: float, part: float) -> dict[str, np.ndarray]:
    """Copies with a part of the numbers replaced."""
    rng = np.random.default_rng(0)
    changed = {}
    for name, array in arrays.items():
        copy = array.astype(np.float32)
        copy[rng.random(array.shape) < part] = value
        copy.flags.writeable = False
        changed[name] = copy
    return changed


def spoilt(shot: Snapshot, value: float, part: float) -> Snapshot:
    """A snapshot whose every array holds `value` in places."""
    old = shot.probe
    probe = replace(
        old,
        outputs=filled(old.outputs, value, part),
        gradients=filled(old.gradients, value, part),
        logits=filled({"": old.logits}, value, part)[""],
        probabilities=filled({"": old.probabilities}, value, part)[""],
        loss=value,
    )
    parameters = filled(shot.parameters, value, part)
    gradients = filled(shot.gradients or shot.parameters, value, part)
    return replace(
        shot,
        step=shot.step + 1,
        probe=probe,
        parameters=parameters,
        gradients=gradients,
        train_loss=value,
        train_accuracy=value if np.isnan(value) else 0.0,
        lr=abs(value) if value == value else value,
    )


@pytest.mark.slow
@pytest.mark.fault(13)
@pytest.mark.parametrize("value", [NAN, INF, -INF, 0.0, 1.0, 1e38, -1e-42])
def test_fault_13_every_panel_shows_numbers_that_are_none_without_a_word(
    qtbot: QtBot, window: Any, value: float, capfd: pytest.CaptureFixture[str]
) -> None:
    session = window.session
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.state == "paused")
    shot, last = session.snapshot, session.history
    width = len(last.layers)
    for number, part in enumerate((0.3, 1.0), start=2):
        numbers = np.full(width, value, np.float32)
        record = StepRecord(number, 0.1, value, value, value, float(number), numbers, numbers, numbers)
        session.history.append(record._replace(run=session.history.run))
        session.engine.feed.put(spoilt(shot, value, part))
        session.live.take()
        session.history_changed.emit()
        QApplication.processEvents()
        assert not window.grab().isNull()
    assert capfd.readouterr().err == ""


def spoilt_trace(trace: Trace, value: float, part: float) -> Trace:
    """A recorded batch whose every number, or a part of them, is `value`; counts and places stay."""

    def change(old: Any) -> Any:
        if isinstance(old, Mapping):
            return {name: change(array) for name, array in old.items()}
        spoil = isinstance(old, np.ndarray) and old.dtype.kind == "f"
        return filled({"": old}, value, part)[""] if spoil else old

    def of(record: Any) -> Any:
        return replace(record, **{f.name: change(getattr(record, f.name)) for f in fields(record)})

    records = {name: of(record) for name, record in trace.records.items()}
    return Trace(records, of(trace.loss_record), trace.network, trace.optimizer, trace.step)


def look_at(window: Any, every: int) -> None:
    """Walks a recorded batch, alone in every layer and as a whole, with numbers selected on the way."""
    session, view = window.session, window.panels["CanvasPanel"].view
    trace = session.trace
    for name in trace.names[::every]:
        view.zoom_layer(name)
        for quantity, array in list(trace[name].quantities.items())[::every]:
            session.select(core.Cell(name, quantity, tuple(n // 2 for n in array.shape)))
            QApplication.processEvents()
        window.grab()
    view.zoom(None)
    for stop in range(0, len(trace.stops), every):
        session.set_cursor(stop)
        QApplication.processEvents()
        window.grab()
    window.action("ledger").trigger()
    QApplication.processEvents()
    assert not window.grab().isNull()


@pytest.mark.fault(13)
@pytest.mark.parametrize(
    ("value", "every"),
    [(INF, 8), *(pytest.param(v, 1, marks=pytest.mark.slow) for v in (NAN, INF, -INF, 0.0, 1e38, -1e-42))],
)
def test_fault_13_a_recorded_batch_of_numbers_that_are_none_is_walked_through(
    qtbot: QtBot, window: Any, value: float, every: int, capfd: pytest.CaptureFixture[str]
) -> None:
    session = window.session
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    whole = session.trace
    for part in (0.3,) if every > 1 else (0.3, 1.0):
        session.recorded.show_trace(spoilt_trace(whole, value, part))
        look_at(window, every)
    session.leave()
    assert capfd.readouterr().err == ""


KERNELS = st.fixed_dictionaries(
    {
        "kernel_size": st.integers(-1, 40),
        "stride": st.integers(-1, 9),
        "padding": st.one_of(st.integers(-1, 30), st.sampled_from(["same", "valid", "more"])),
    }
)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3))
LIKELY = st.one_of(st.integers(-2, 70_000), st.floats(-2, 2), ANYTHING)


@pytest.fixture(scope="module")
def digits_once() -> tuple[core.Dataset, core.Dataset]:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (20, 28, 28)).astype(np.uint8)
    made = core.Dataset(images, rng.integers(0, 10, 20).astype(np.uint8), "noise")
    return made, made


def check_settings(changes: dict[str, Any], kernel: dict[str, Any] | None, data: Any) -> None:
    """Whatever is asked for trains or is refused with the field's name; the run before stays as it was."""
    trainer = Trainer(TrainConfig(batch_size=5), *data)
    before = trainer.config, trainer.network.state_dict()["conv1.weight"].tobytes()
    if kernel is not None:
        layers = [{"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 1, **kernel}]
        layers += [{"name": "flatten", "type": "Flatten"}]
        changes = {**changes, "spec": {"layers": layers}}
    refusal: ConfigError | None = None
    try:
        trainer.reset(TrainConfig(**changes))
    except ConfigError as error:
        refusal = error
    if refusal is not None:
        assert refusal.field in TrainConfig().as_dict()
        assert len(str(refusal).splitlines()) == 1
        assert (trainer.config, trainer.network.state_dict()["conv1.weight"].tobytes()) == before


NAMES = sorted(set(TrainConfig().as_dict()) - {"spec"})
CHANGES = st.dictionaries(st.sampled_from(NAMES), LIKELY, min_size=1, max_size=3)
SHARED = [HealthCheck.function_scoped_fixture]


@pytest.mark.fault(14)
@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(changes=CHANGES, kernel=st.none() | KERNELS)
def test_fault_14_absurd_settings_are_refused_with_their_field(
    changes: dict[str, Any], kernel: dict[str, Any] | None, digits_once: Any
) -> None:
    check_settings(changes, kernel, digits_once)


@pytest.mark.slow
@pytest.mark.fault(14)
@settings(max_examples=1000, deadline=None, suppress_health_check=SHARED)
@given(changes=CHANGES, kernel=st.none() | KERNELS)
def test_fault_14_a_thousand_absurd_settings_are_refused_with_their_field(
    changes: dict[str, Any], kernel: dict[str, Any] | None, digits_once: Any
) -> None:
    check_settings(changes, kernel, digits_once)


@pytest.mark.fault(14)
@pytest.mark.parametrize(
    ("changes", "field"),
    [({"lr": -1}, "lr"), ({"batch_size": 0}, "batch_size"), ({"batch_size": 70_000}, "batch_size")],
)
def test_fault_14_the_field_at_fault_is_named(changes: dict[str, Any], field: str, digits_once: Any) -> None:
    with pytest.raises(ConfigError) as refused:
        Trainer(TrainConfig(**changes), *digits_once)
    assert refused.value.field == field


@pytest.mark.fault(14)
def test_fault_14_a_kernel_larger_than_the_map_is_named(digits_once: Any) -> None:
    layer = {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 1, "kernel_size": 40}
    with pytest.raises(ConfigError, match="conv1"):
        Trainer(TrainConfig(spec={"layers": [layer]}), *digits_once)
