"""What all steps of a run say together, against the same worked out while it is made."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.training import Engine, TrainConfig, Trainer
from core.training.acts import AddNoise
from core.training.news import RunHistories
from core.training.run_line import NEVER, count_forgotten

Data = tuple[Dataset, Dataset]


class Witness:
    """A trainer's run, written down while it is made: every weight after every step, every image's visits."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self.weights = [self.now()]
        self.seen: dict[int, list[tuple[int, bool]]] = {}

    def now(self) -> dict[str, np.ndarray]:
        return {name: p.data.copy() for name, p in self.trainer.network.named_parameters().items()}

    def step(self) -> None:
        trainer = self.trainer
        indices, _, labels = trainer.batch(trainer.step_number + 1)
        trainer.step()
        assert trainer.plan.logits is not None
        read = trainer.plan.logits.argmax(axis=1)
        for image, was, label in zip(indices.tolist(), read.tolist(), labels.tolist(), strict=True):
            self.seen.setdefault(image, []).append((trainer.step_number, was == label))
        self.weights.append(self.now())


@pytest.fixture
def run(config: TrainConfig, data: Data) -> Witness:
    """Three epochs and a half, with the rate changed and a weight set by hand in between."""
    trainer = Trainer(replace(config, lr=0.1), *data)
    run = Witness(trainer)
    run.timeline = core.Timeline(trainer, spacing=8)  # type: ignore[attr-defined]
    for step in range(1, 7 * trainer.steps_per_epoch // 2):
        if step == 11:
            trainer.set_lr(0.02)
        if step == 14:
            next(iter(trainer.network.named_parameters().values())).data.flat[0] = 0.5
            trainer.touch()
        run.step()
    return run


def test_a_weight_s_life_is_its_value_after_every_step(run: Witness) -> None:
    timeline: core.Timeline = run.timeline  # type: ignore[attr-defined]
    for name, parameter in run.trainer.network.named_parameters().items():
        steps, values = timeline.life(name, steps=range(len(run.weights)))
        assert steps.tolist() == list(range(len(run.weights)))
        np.testing.assert_array_equal(values, [weights[name] for weights in run.weights])
        index = tuple(size // 2 for size in parameter.data.shape)
        at, values = timeline.life(name, index)
        assert set(at.tolist()) >= {0, 7, 15}
        np.testing.assert_array_equal(values, [run.weights[step][name][index] for step in at])
    with pytest.raises(ValueError, match="no parameter nothing"):
        timeline.life("nothing.weight")


@pytest.mark.parametrize("until", [0, 1, 13, None])
def test_forgetting_events_are_those_of_every_visit(run: Witness, until: int | None) -> None:
    timeline: core.Timeline = run.timeline  # type: ignore[attr-defined]
    found = timeline.forgetting(until)
    last = len(run.weights) - 1 if until is None else until
    for image in range(len(run.trainer.train)):
        looks = [(step, right) for step, right in run.seen.get(image, []) if step <= last]
        rights = [right for _, right in looks]
        assert found.visits[image] == len(looks)
        assert found.forgotten[image] == sum(a and not b for a, b in pairwise(rights))
        assert found.learnt[image] == next((step for step, right in looks if right), NEVER)
        assert found.right[image] == (bool(rights) and rights[-1])
    assert found.forgotten.sum() > 0 or last < 20
    assert found.since == 0


def test_what_images_were_read_as_is_what_each_step_s_network_says(run: Witness, data: Data) -> None:
    timeline: core.Timeline = run.timeline  # type: ignore[attr-defined]
    images, labels = data[1].images, data[1].labels
    steps, read = timeline.answers(images, [3, 8, 15, 20])
    for step, each in zip(steps.tolist(), read, strict=True):
        network = timeline.copy(step).network()
        expected = network.forward(run.trainer.preprocessing(images)).argmax(axis=1)
        assert (each == expected).mean() > 0.99  # the plan may round a tie otherwise
    rights = read == labels
    assert count_forgotten(rights).tolist() == [
        sum(bool(a) and not b for a, b in pairwise(column)) for column in rights.T
    ]
    assert timeline.answers(images)[0].tolist() == list(timeline.keyframes)


def test_visits_follow_branches(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(replace(config, lr=0.1), *data)
    timeline, run = core.Timeline(trainer, spacing=8), Witness(trainer)
    for _ in range(20):
        run.step()
    trainer.resume(timeline.checkpoint(9))
    run.seen = {image: [look for look in looks if look[0] <= 9] for image, looks in run.seen.items()}
    trainer.set_lr(0.01)
    for _ in range(12):
        run.step()
    found = timeline.forgetting()
    for image, looks in run.seen.items():
        assert found.visits[image] == len(looks)
        rights = [right for _, right in looks]
        assert found.forgotten[image] == sum(a and not b for a, b in pairwise(rights))


def test_every_branch_of_a_run_has_a_name_of_its_own(config: TrainConfig, data: Data) -> None:
    trainer = Trainer(config, *data)
    timeline = core.Timeline(trainer)
    for _ in range(6):
        trainer.step()
    early = timeline.checkpoint(2)
    trainer.resume(early)
    for _ in range(4):
        trainer.step()
    left = trainer.checkpoint()
    trainer.reset(config)  # another tree, with names of its own
    trainer.step()
    assert [branch.name for branch in timeline.branches] == [1]
    trainer.resume(left)
    trainer.resume(early)
    trainer.step()
    assert [(branch.name, branch.parent) for branch in timeline.branches] == [(1, 0), (2, 1), (3, 1)]


def test_branches_are_gone_back_to_and_nothing_is_rewritten(config: TrainConfig, data: Data) -> None:
    engine = Engine(config, lambda: data)
    assert engine._load_data()
    trainer = engine._ready()
    states = {0: trainer.network.state_dict()}

    def steps(count: int) -> None:
        for _ in range(count):
            engine.step()
            states[trainer.step_number] = trainer.network.state_dict()

    steps(12)
    first, tip = dict(states), trainer.network.state_dict()
    engine.branch(5, optimizer="adam", lr=0.001)
    assert trainer.config.optimizer == "adam"
    assert trainer.lr == 0.001
    steps(4)
    second = trainer.network.state_dict()
    one, two = engine.timeline.branches
    assert (one.name, one.parent, one.end, one.present) == (1, 0, 12, False)
    assert (two.name, two.parent, two.start, two.end, two.present) == (2, 1, 5, 9, True)
    engine.take_up(one.number)
    one, two = engine.timeline.branches  # it is the same run again, not a third one
    assert (one.end, one.present, two.present) == (12, True, False)
    assert trainer.last is not None
    assert trainer.last.step == 12
    for name, array in trainer.network.state_dict().items():
        np.testing.assert_array_equal(array, tip[name])
    for step, state in first.items():
        for name, array in engine.timeline.state(step).items():
            np.testing.assert_array_equal(array, state[name])
    engine.take_up(two.number)
    for name, array in trainer.network.state_dict().items():
        np.testing.assert_array_equal(array, second[name])
    with pytest.raises(ValueError, match="run 99 is not kept"):
        engine.take_up(99)
    engine.timeline.close()


def test_a_branch_of_another_batch_size_counts_its_steps_anew(config: TrainConfig, data: Data) -> None:
    engine = Engine(config, lambda: data)
    assert engine._load_data()
    trainer, histories = engine._ready(), RunHistories()
    size, length = trainer.batch_size, trainer.steps_per_epoch
    for _ in range(length + 6):
        engine.step()
    step = length + 4
    there, tip = engine.timeline.state(step), trainer.network.state_dict()
    engine.branch(step, batch_size=2 * size, nesterov=True)
    assert trainer.config.nesterov
    assert trainer.batch_size == 2 * size
    half = trainer.steps_per_epoch
    assert trainer.step_number == half + 2  # as many images have been seen
    for name, array in trainer.network.state_dict().items():
        np.testing.assert_array_equal(array, there[name])
    assert engine.timeline.steps == range(half + 2, half + 3)
    states = {}
    for _ in range(5):
        engine.step()
        states[trainer.step_number] = trainer.network.state_dict()
    for at, state in states.items():
        for name, array in engine.timeline.state(at).items():
            np.testing.assert_array_equal(array, state[name])
    one, two = engine.timeline.branches
    assert (one.name, one.parent, one.end, one.present) == (1, 0, length + 6, False)
    assert (two.name, two.parent, two.start, two.end, two.present) == (2, 1, step, half + 7, True)
    histories.take(engine.feed.take_all()[1])
    assert histories.current.steps.tolist() == [half + n for n in range(3, 8)]  # none of the run it left
    assert [len(branch) for branch in histories.branches] == [length + 6]
    engine.take_up(one.number)
    for name, array in trainer.network.state_dict().items():
        np.testing.assert_array_equal(array, tip[name])
    histories.take(engine.feed.take_all()[1])
    assert len(histories.current) == length + 6
    assert [len(branch) for branch in histories.branches] == [5]
    assert engine.timeline.steps == range(length + 7)
    engine.timeline.close()


def test_what_tells_whether_steps_are_exact_stays_when_room_is_made(config: TrainConfig, data: Data) -> None:
    """Before weights were written to, and at the end of a branch, no later keyframe could tell."""
    engine = Engine(config, data=lambda: data)
    engine._load_data()
    for _ in range(5):
        engine.step()
    engine.touch(AddNoise(None, 0.01))
    for _ in range(5):
        engine.step()
    engine.branch(8, lr=0.01)  # the newest two steps are left
    engine.step()
    timeline = engine.timeline
    while timeline.spacing < 1 << 10:
        timeline._thin()
    assert [timeline.is_exact(step) for step in range(9)] == [True] * 9
    assert timeline.is_exact(9) is None
    timeline.mark()
    assert timeline.is_exact(9) is True
    timeline.close()
