"""A run is known by what it got when it began: timeline, history, files and what waits agree on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.dataset import Dataset
from core.training import Checkpoint, Engine, History, RunHistories, TrainConfig, load_checkpoint
from core.training.identity import RunIdentity

Data = tuple[Dataset, Dataset]


class Desk:
    """An engine without a thread, and the histories that its feed makes."""

    def __init__(self, config: TrainConfig, data: Data) -> None:
        self.engine = Engine(config, data=lambda: data)
        assert self.engine._load_data()
        self.made = RunHistories()

    @property
    def run(self) -> RunIdentity:
        assert self.engine.trainer is not None
        return self.engine.trainer.identity

    def step(self, count: int) -> None:
        for _ in range(count):
            self.engine.step()

    def history(self) -> History:
        """The run's, which all agree is this one."""
        self.made.take(self.engine.feed.take_all()[1])
        assert self.made.current.identity == self.run == self.engine.timeline._line.identity
        return self.made.current

    def kept(self) -> Checkpoint:
        return replace(self.engine.checkpoint(), history=self.history())

    def tree(self) -> list[tuple[str, int, int, int, bool]]:
        """The branches: which run each is, its parent, where it begins and ends, whether it is this one."""
        found = self.engine.timeline.branches
        return [(each.id, each.parent, each.start, each.end, each.present) for each in found]


@pytest.fixture
def desk(config: TrainConfig, data: Data) -> Desk:
    return Desk(config, data)


def test_steps_are_the_same_up_to_where_two_runs_part() -> None:
    one = RunIdentity()
    two = one.branch(4)
    three = two.branch(7)
    again = one.gone_on(5).gone_on(5)
    for other, last in ((two, 4), (three, 4), (again, 5), (one, 9), (RunIdentity(), -1)):
        assert one.shared(other, 9) == other.shared(one, 9) == last
    assert (two.shared(three, 9), three.shared(again, 9)) == (7, 4)
    assert len({one.id, two.id, three.id}) == 3
    assert again.id == one.id
    assert (two.parent, three.parent, again.parent) == (one.id, two.id, "")
    assert three.marks(7) == two.marks(7)
    assert three.marks(8) != two.marks(8)
    assert one.marks(0) == three.marks(0) != RunIdentity().marks(0)
    about = {"id": three.id, "marks": [list(mark) for mark in three.marks(8)]}
    assert RunIdentity.of(about, 8).marks(8) == three.marks(8)


def test_twins_in_one_state_are_told_apart_after_a_restart(
    desk: Desk, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    files, runs = (tmp_path / "one", tmp_path / "two"), list[RunIdentity]()
    desk.step(6)
    desk.kept().save(files[0])
    runs.append(desk.run)
    desk.engine.branch(3)  # with the same settings
    desk.step(3)
    desk.kept().save(files[1])
    runs.append(desk.run)
    later = Desk(config, data)
    for which in (0, 1, 0, 1):
        later.engine.resume(load_checkpoint(files[which]))
        assert later.tree() == [(runs[which].id, 0, 0, 6, True)]
        assert later.history().steps.tolist() == [1, 2, 3, 4, 5, 6]
        assert later.history().identity.shared(runs[1 - which], 6) == 3


@pytest.mark.parametrize("way", ["kept here", "file", "restart"])
def test_a_branch_of_a_branch_that_is_brought_back_is_that(
    desk: Desk, config: TrainConfig, data: Data, tmp_path: Path, way: str
) -> None:
    desk.step(6)
    one = desk.run
    desk.engine.branch(2)
    desk.step(4)
    two = desk.run
    desk.engine.branch(4)
    desk.step(2)
    three, kept = desk.run, desk.kept()
    kept.save(tmp_path / "run")
    desk.engine.reset()
    desk.step(1)
    here = Desk(config, data) if way == "restart" else desk
    here.engine.resume(kept if way == "kept here" else load_checkpoint(tmp_path / "run"))
    here.step(1)
    history = here.history()
    assert here.run.id == three.id
    assert history.steps.tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert (history.identity.shared(one, 9), history.identity.shared(two, 9)) == (2, 4)
    if way == "restart":
        assert here.tree() == [(three.id, 0, 0, 7, True)]
        assert here.engine.timeline.steps == range(6, 8)
        return
    assert here.tree() == [
        (one.id, 0, 0, 6, False),
        (two.id, 1, 2, 6, False),
        (three.id, 2, 4, 7, True),
    ]
    assert [each.identity.id for each in here.made.branches] == [one.id, two.id]
    assert [history.shared_with(each) for each in here.made.branches] == [2, 4]


def test_a_run_that_is_gone_back_to_from_another_is_the_same_and_goes_on(desk: Desk) -> None:
    left, runs = list[Checkpoint](), list[str]()
    for count in (5, 3):
        desk.step(count)
        left.append(desk.kept())
        runs.append(desk.run.id)
        desk.engine.reset()
    desk.step(1)
    for which, steps in ((1, 4), (0, 6)):
        desk.engine.resume(left[which])
        desk.step(1)
        assert desk.run.id == runs[which]
        assert desk.history().steps[-1] == steps
        assert desk.tree() == [(runs[which], 0, 0, steps, True)]


def test_a_run_that_gave_way_to_one_beside_it_has_its_past_when_it_is_brought_back(desk: Desk) -> None:
    desk.step(4)
    one = desk.run
    desk.engine.branch(2)
    desk.step(1)
    two, aside = desk.run, desk.engine.suspend()
    desk.history()
    desk.engine.start_other()
    desk.step(2)
    other = desk.run
    desk.history()
    history = desk.made.let_go(aside.copy.version.run)
    desk.engine.let_go(aside)
    desk.engine.resume(replace(aside.copy, history=history))
    assert desk.history().steps.tolist() == [1, 2, 3]
    assert desk.tree() == [(one.id, 0, 0, 4, False), (two.id, 1, 2, 3, True)]
    assert desk.engine.timeline.steps == range(4)
    assert other.id not in (one.id, two.id)


def test_a_run_gone_on_with_from_where_it_stood_earlier_is_another_one(desk: Desk, tmp_path: Path) -> None:
    desk.step(3)
    run = desk.run
    desk.kept().save(tmp_path / "run")
    desk.step(1)
    desk.engine.resume(load_checkpoint(tmp_path / "run"))  # no more than an undone step is left behind
    assert desk.run.id == run.id
    desk.step(3)
    desk.engine.resume(load_checkpoint(tmp_path / "run"))
    assert (desk.run.id != run.id, desk.run.parent) == (True, run.id)
    assert desk.tree() == [(run.id, 0, 0, 6, False), (desk.run.id, 1, 3, 3, True)]
    assert desk.history().steps.tolist() == [1, 2, 3]


def test_steps_that_another_window_made_of_a_run_are_not_taken_for_its_own(
    desk: Desk, config: TrainConfig, data: Data, tmp_path: Path
) -> None:
    desk.step(3)
    run = desk.run
    desk.kept().save(tmp_path / "run")
    other = Desk(config, data)
    other.engine.resume(load_checkpoint(tmp_path / "run"))
    other.engine.set_lr(0.3)
    other.step(2)
    other.kept().save(tmp_path / "run")
    desk.step(5)
    mine = desk.engine.timeline.state(5)
    desk.engine.resume(load_checkpoint(tmp_path / "run"))
    assert (desk.run.id != run.id, desk.run.parent) == (True, run.id)  # each keeps its own steps
    assert desk.tree() == [(desk.run.id, 0, 0, 5, True)]
    assert desk.engine.timeline.steps == range(5, 6)
    theirs = desk.engine.timeline.state(5)
    assert any(not np.array_equal(mine[name], theirs[name]) for name in mine)


def test_a_file_from_before_runs_had_marks_is_of_the_run_that_its_id_tells(
    desk: Desk, config: TrainConfig, data: Data
) -> None:
    run = RunIdentity.of({"id": "abc"}, 7)
    assert (run.id, run.marks(7)) == ("abc", (("abc", 7),))
    desk.step(2)
    kept = desk.kept()
    later = Desk(config, data)
    for name in ("one", "two", "one"):
        later.engine.resume(replace(kept, identity=RunIdentity.of({"id": name}, 2)))
        assert later.tree() == [(name, 0, 0, 2, True)]
    assert RunIdentity.of({}, 7).id


def test_a_run_whose_steps_count_otherwise_has_its_own_when_it_comes_back(desk: Desk) -> None:
    desk.step(4)
    one = desk.run
    desk.engine.branch(4, batch_size=8)
    desk.step(2)
    two, count = desk.run, desk.history().steps.tolist()
    assert two.parent == one.id
    aside = desk.engine.suspend()
    desk.engine.start_other()
    desk.step(1)
    desk.history()
    desk.engine.take_back(aside)
    assert desk.run.id == two.id
    assert desk.history().steps.tolist() == count
    assert desk.history().shared_with(desk.made.branches[0]) == 0
    assert [(each[0], each[4]) for each in desk.tree()] == [(one.id, False), (two.id, True)]


def test_a_file_tells_whether_its_run_is_in_another() -> None:
    begun = RunIdentity()

    def said(run: RunIdentity, step: int, touched: bool = False) -> dict[str, object]:
        return {"id": run.id, "marks": run.marks(step), "step": step, "touched": touched}

    one, other, edited = begun.gone_on(3), begun.gone_on(3), said(begun, 3, touched=True)
    assert RunIdentity.within(said(begun, 3), said(one, 5))
    assert RunIdentity.within(said(begun, 3), edited)
    assert not RunIdentity.within(edited, said(one, 5))
    assert not RunIdentity.within(said(one, 5), said(begun, 3))
    assert not RunIdentity.within(said(one, 4), said(other, 5))
    assert RunIdentity.last_shared(said(one, 4), said(other, 5)) == 3
    assert RunIdentity.last_shared(said(one, 4), said(RunIdentity(), 5)) == 0
