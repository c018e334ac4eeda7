from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cnnviz.features.health import checkup as module
from cnnviz.features.health.checkup import Beginning, Checkup
from core.health import Hint
from core.health.units import figures_of_copy
from core.training.identity import RunIdentity


def train(window: Any, qtbot: Any, steps: int) -> None:
    """So many steps, one by one, all of them seen by the window."""
    session = window.session
    wanted = session.snapshot.step + steps
    for _ in range(steps):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == wanted and len(session.history) == wanted)


def test_there_is_one_checkup_a_session(window: Any, checkup: Checkup) -> None:
    assert Checkup.of(window.session) is checkup
    assert window.panels["MicroscopePanel"].hints.checkup is checkup


def test_the_first_weights_and_gradients_are_kept(window: Any, checkup: Checkup, qtbot: Any) -> None:
    first = {name: array.copy() for name, array in window.session.snapshot.parameters.items()}
    train(window, qtbot, 3)
    assert checkup.beginning.start.step == 0
    assert all((checkup.beginning.start.parameters[name] == array).all() for name, array in first.items())
    assert 1 <= checkup.beginning.start.gradients_step <= 3
    assert checkup.beginning.start.gradients.keys() == first.keys()
    window.action("reset").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    assert checkup.beginning.run == window.session.snapshot.run
    assert checkup.beginning.start.gradients == {}


@pytest.mark.slow
def test_a_step_that_is_undone_keeps_the_beginning(window: Any, checkup: Checkup, qtbot: Any) -> None:
    train(window, qtbot, 3)
    kept = checkup.beginning.start.parameters
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    run = window.session.snapshot.run
    window.session.undo_step()
    qtbot.waitUntil(lambda: window.session.snapshot.run > run and len(window.session.history) == 3)
    assert window.session.snapshot.step == 3
    assert checkup.beginning.start.step == 0
    assert checkup.beginning.start.parameters is kept


@pytest.mark.slow
def test_a_run_that_is_brought_back_has_its_own_beginning(window: Any, checkup: Checkup, qtbot: Any) -> None:
    session = window.session
    train(window, qtbot, 3)
    kept = checkup.beginning.start.parameters
    window.action("reset").trigger()
    qtbot.waitUntil(lambda: session.snapshot.step == 0)
    assert checkup.beginning.start.parameters is not kept
    run = session.snapshot.run
    window.action("undo").trigger()
    qtbot.waitUntil(lambda: session.snapshot.run > run and len(session.history) == 3)
    assert session.snapshot.step == 3
    assert checkup.beginning.start.step == 0
    assert checkup.beginning.start.parameters is kept


def test_a_start_is_shared_only_up_to_where_two_runs_part(window: Any) -> None:
    """Run 1 is seen from step 2 on, run 2 parted from it after step 3."""
    one = RunIdentity()
    two = one.branch(3)
    beginning, shot = Beginning(), replace(window.session.snapshot, gradients={})

    def see(of: RunIdentity, step: int) -> int:
        beginning.see(replace(shot, run=beginning.run + 1, identity=of, step=step))
        return beginning.start.step

    assert see(one, 2) == 2
    assert see(two, 5) == 2
    gradients = {"fc": np.ones(1, np.float32)}
    beginning.see(replace(shot, run=beginning.run, identity=two, step=5, gradients=gradients))
    assert beginning.start.gradients_step == 5
    assert see(one.gone_on(6), 6) == 2
    assert not beginning.start.gradients  # the other's, from after they parted
    assert see(RunIdentity(), 1) == 1
    assert see(two.gone_on(5), 5) == 2
    assert beginning.start.gradients is gradients


@pytest.mark.slow
def test_the_units_are_looked_at_in_the_background(window: Any, checkup: Checkup, qtbot: Any) -> None:
    train(window, qtbot, 2)
    with qtbot.waitSignal(checkup.units_changed):
        checkup.watch(True)
    copied: list[Any] = []
    window.session.ask(window.session.engine.copy, then=copied.append)
    qtbot.waitUntil(lambda: bool(copied))
    assert checkup.units_step == 2
    assert checkup.images == 128
    assert checkup.units == figures_of_copy(copied[0], 512)
    assert checkup.first_units != checkup.units
    assert checkup.units["relu4"].dead is not None
    checkup.watch(False)


@pytest.mark.slow
def test_a_check_asks_the_rules_and_tells_of_what_is_new(
    window: Any, checkup: Checkup, high: Hint, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    asked: list[int] = []

    def rules(history: Any, *_: Any) -> list[Hint]:
        asked.append(len(history))
        return [high] if len(history) < 4 else []

    monkeypatch.setattr("core.health.hints", rules)
    monkeypatch.setattr(module, "EVERY", 0.0)
    with qtbot.waitSignal(checkup.hints_changed):
        train(window, qtbot, 2)
    assert checkup.hints == [high]
    told: list[int] = []
    checkup.hints_changed.connect(lambda: told.append(len(checkup.hints)))
    train(window, qtbot, module.KEPT + 2)
    qtbot.waitUntil(lambda: asked[-1] == module.KEPT + 4)
    assert told in ([], [0])  # it is gone once
    assert checkup.hints == []


@pytest.mark.slow
def test_a_hint_that_no_rule_gives_any_more_is_gone_once_the_run_rests(
    window: Any, checkup: Checkup, high: Hint, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    found = [high]
    monkeypatch.setattr("core.health.hints", lambda *_: found)
    window.session.train()
    qtbot.waitUntil(lambda: checkup.hints == [high])
    found.clear()
    window.session.pause()
    qtbot.waitUntil(lambda: not checkup.hints)


@pytest.mark.slow
def test_what_was_dismissed_is_said_no_more_in_this_run(
    window: Any, checkup: Checkup, high: Hint, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr("core.health.hints", lambda *_: [high])
    train(window, qtbot, 1)
    checkup._check()
    checkup.dismiss(high)
    checkup._checked_step = -1
    checkup._check()
    assert checkup.hints == []
    window.action("reset").trigger()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    train(window, qtbot, 1)
    checkup._check()
    assert checkup.hints == [high]


@pytest.mark.slow
def test_a_healthy_run_gets_no_hint_from_the_real_rules(window: Any, checkup: Checkup, qtbot: Any) -> None:
    window.session.train()
    qtbot.waitUntil(lambda: window.session.snapshot.step >= 110)
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.state == "paused")
    checkup._checked_step = -1
    checkup._check()
    assert checkup.hints == []
    assert np.isfinite(window.session.history.column("loss")).all()


@pytest.mark.slow
def test_checks_are_a_second_apart(window: Any, checkup: Checkup, monkeypatch: Any, qtbot: Any) -> None:
    asked: list[int] = []
    monkeypatch.setattr("core.health.hints", lambda history, *_: asked.append(len(history)) or [])
    monkeypatch.setattr("cnnviz.features.health.checkup.EVERY", 1000.0)  # a busy machine has slow seconds
    train(window, qtbot, 6)
    assert len(asked) <= 1
    assert checkup._timer.isActive()


@pytest.mark.slow
def test_what_is_being_done_about_is_silent_until_it_has_had_a_chance(
    window: Any, checkup: Checkup, high: Hint, dead: Hint, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    found = [high]
    monkeypatch.setattr("core.health.hints", lambda *_: list(found))

    def check() -> list[Hint]:
        checkup._checked_step = -1
        checkup._check()
        return checkup.hints

    train(window, qtbot, 1)
    assert check() == [high]
    checkup.fix(high)
    assert check() == []
    assert checkup.done is not None
    train(window, qtbot, 1)
    assert check() == [high]  # it didn't help
    assert checkup.done is None
    checkup.dismiss(high)
    found[:] = [high, dead]
    assert check() == [dead]
    checkup.fix(dead)
    train(window, qtbot, 1)
    assert check() == []  # the run goes on as it was: it is known
    checkup.forget_done()
    assert check() == [dead]


def test_after_a_divergence_with_a_mistake_only_the_notice_offers_a_remedy(
    window: Any, checkup: Checkup, high: Hint, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr("core.health.hints", lambda *_: [high])
    train(window, qtbot, 1)
    session, spec = window.session, deepcopy(window.session.snapshot.spec)
    spec["layers"][0]["mistake"] = "conv.db-mean"
    for state, mistaken, shown in (
        ("paused", spec, [high]),
        ("diverged", session.snapshot.spec, [high]),
        ("diverged", spec, []),
    ):
        session.live.engine_state = state
        checkup._ask_rules(mistaken)
        assert checkup.hints == shown
