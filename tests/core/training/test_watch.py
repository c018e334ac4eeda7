from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

import core
from core.data.dataset import Dataset
from core.training import Guest, Snapshot, TrainConfig, Trainer
from core.training.watch import Watch

Data = tuple[Dataset, Dataset]


def arrays_in(thing: Any) -> list[np.ndarray]:
    """Every array in a dataclass, its dataclasses and its dicts."""
    if isinstance(thing, np.ndarray):
        return [thing]
    if isinstance(thing, dict):
        return [array for value in thing.values() for array in arrays_in(value)]
    if hasattr(thing, "__dataclass_fields__"):
        return [array for field in fields(thing) for array in arrays_in(getattr(thing, field.name))]
    return []


@pytest.fixture
def trainer(begun: Trainer) -> Trainer:
    return begun


@pytest.fixture
def watch(trainer: Trainer) -> Watch:
    return Watch(trainer)


def test_the_first_batch_of_the_run_is_watched_first(trainer: Trainer) -> None:
    watched = Watch(trainer).snapshot("paused").watched
    np.testing.assert_array_equal(watched.indices, trainer.batch(1)[0])
    np.testing.assert_array_equal(watched.images, trainer.train.images[watched.indices])
    np.testing.assert_array_equal(watched.labels, trainer.train.labels[watched.indices])


def test_images_that_a_run_has_not_are_not_looked_at(watch: Watch, trainer: Trainer) -> None:
    own = watch.indices
    watch.show_again(np.array([0, len(trainer.train)]), 1, None)
    np.testing.assert_array_equal(watch.indices, own)
    assert watch.position == 1


def test_the_probe_is_the_network_in_use_on_one_image(watch: Watch, trainer: Trainer) -> None:
    watch.look_at_position(3)
    probe = watch.probe()
    twin = core.Sequential.from_spec(trainer.network.spec())
    twin.load_state_dict(trainer.network.state_dict())
    twin.eval()
    loss = core.CrossEntropyLoss()
    x = trainer.preprocessing(trainer.train.images[[probe.index]])
    logits = twin.forward(x)
    assert probe.loss == pytest.approx(loss.forward(logits, np.array([probe.label])))
    np.testing.assert_allclose(probe.logits, logits[0], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(probe.gradients["input"], twin.backward(loss.backward())[0], atol=1e-6)
    np.testing.assert_allclose(probe.probabilities, loss.probabilities[0], rtol=1e-5, atol=1e-6)
    assert list(probe.outputs) == list(probe.gradients) == ["input", *twin.layers]
    assert all(probe.gradients[name].shape == output.shape for name, output in probe.outputs.items())
    onehot = np.eye(4)[probe.label]
    np.testing.assert_allclose(probe.gradients["fc2"], probe.probabilities - onehot, atol=1e-6)
    assert probe.prediction == probe.logits.argmax()


def test_looking_leaves_the_training_as_it_was(config: TrainConfig, data: Data) -> None:
    seen, unseen = Trainer(config, *data), Trainer(config, *data)
    watch = Watch(seen)
    for _ in range(10):
        seen.step()
        grads = {name: p.grad.copy() for name, p in seen.network.named_parameters().items()}
        watch.snapshot("paused")
        for name, parameter in seen.network.named_parameters().items():
            np.testing.assert_array_equal(parameter.grad, grads[name])
        unseen.step()
    for name, array in seen.network.state_dict().items():
        assert array.tobytes() == unseen.network.state_dict()[name].tobytes()


@pytest.mark.fault(26)
def test_a_snapshot_is_frozen_and_owns_its_memory(trainer: Trainer) -> None:
    snapshot = Watch(trainer).snapshot("paused")
    arrays = arrays_in(snapshot)
    assert len(arrays) > 20
    for array in arrays:
        assert array.flags.owndata
        assert not array.flags.writeable
    before = {name: array.copy() for name, array in snapshot.parameters.items()}
    trainer.step()
    for name, array in snapshot.parameters.items():
        np.testing.assert_array_equal(array, before[name])


def test_a_snapshot_says_where_the_run_stands(watch: Watch, trainer: Trainer) -> None:
    found = trainer.evaluate()
    snapshot = watch.snapshot("paused")
    assert isinstance(snapshot, Snapshot)
    assert trainer.last is not None
    assert (snapshot.step, snapshot.run, snapshot.state) == (3, 1, "paused")
    assert snapshot.epoch == pytest.approx(3 / 7)
    assert (snapshot.train_loss, snapshot.train_accuracy) == (trainer.last.loss, trainer.last.accuracy)
    assert (snapshot.test_accuracy, snapshot.test_step) == (found.accuracy, 3)
    assert snapshot.layers == trainer.layers
    assert list(snapshot.parameters) == list(snapshot.gradients) == list(trainer.network.named_parameters())
    assert (snapshot.lr, snapshot.momentum) == (trainer.lr, 0.9)
    assert snapshot.config is trainer.config


def test_before_the_first_step_there_are_no_gradients_and_no_losses(config: TrainConfig, data: Data) -> None:
    snapshot = Watch(Trainer(config, *data)).snapshot("paused")
    assert snapshot.step == 0
    assert snapshot.gradients == {}
    assert (
        snapshot.train_loss is snapshot.train_accuracy is snapshot.test_accuracy is snapshot.test_step is None
    )


def test_predictions_are_of_the_networks_use_and_of_this_step_when_paused(
    watch: Watch, trainer: Trainer
) -> None:
    first = watch.snapshot("training").watched
    trainer.step()
    assert watch.snapshot("training").watched is first  # a quarter of a second has not passed
    settled = watch.snapshot("paused").watched
    assert (first.step, settled.step) == (3, 4)
    expected = trainer.plan.forward(trainer.preprocessing(settled.images)).argmax(axis=1)
    np.testing.assert_array_equal(settled.predictions, expected)


def test_predictions_are_of_the_weights_there_are_though_the_step_is_the_same(
    watch: Watch, trainer: Trainer
) -> None:
    before = watch.snapshot("paused").watched
    for parameter in trainer.network.named_parameters().values():
        parameter.data *= -1
    trainer.touch()
    after = watch.snapshot("paused").watched
    assert (before.step, after.step) == (3, 3)
    assert after.version == trainer.version
    assert not np.array_equal(after.predictions, before.predictions)


def test_an_image_outside_the_grid_brings_its_neighbours_with_it(watch: Watch, trainer: Trainer) -> None:
    inside = int(trainer.batch(1)[0][5])
    watch.look_at(inside)
    assert (watch.probe().index, watch.position) == (inside, 5)
    outside = int(trainer.batch(2)[0][0])
    watch.look_at(outside)
    assert (watch.probe().index, watch.position) == (outside, 0)
    assert watch.snapshot("paused").watched.indices.tolist() == [(outside + i) % 100 for i in range(16)]
    with pytest.raises(ValueError, match="there is no image 100; the training set has 0 to 99"):
        watch.look_at(100)
    with pytest.raises(ValueError, match="there is no image 16 in the grid of 16"):
        watch.look_at_position(16)


def test_a_large_batch_shows_its_first_images(config: TrainConfig, data: Data) -> None:
    many = data[0][np.arange(1000) % 100]
    watched = Watch(Trainer(replace(config, batch_size=600), many, data[1])).snapshot("paused").watched
    assert len(watched.indices) == 256


def test_another_run_is_followed_and_the_position_kept(
    watch: Watch, trainer: Trainer, config: TrainConfig
) -> None:
    watch.look_at_position(9)
    trainer.reset(replace(config, seed=77))
    watch.follow()
    assert watch.position == 9
    np.testing.assert_array_equal(watch.snapshot("paused").watched.indices, trainer.batch(1)[0])


def test_a_guest_takes_the_place_of_the_datasets(watch: Watch) -> None:
    watch.look_at_position(4)
    image = np.full((8, 8), 7, np.uint8)
    watch.receive(Guest(image))
    probe = watch.probe()
    assert probe.drawn
    assert (probe.index, probe.position, probe.label) == (-1, 4, probe.prediction)
    np.testing.assert_array_equal(probe.image, image)
    np.testing.assert_allclose(
        probe.gradients["fc2"], probe.probabilities - np.eye(4)[probe.prediction], atol=1e-6
    )
    watch.receive(None)
    assert not watch.probe().drawn
    assert watch.probe().position == 4


def test_the_gradient_of_a_drawing_is_for_the_target_class(watch: Watch) -> None:
    for target in range(4):
        watch.receive(Guest(np.eye(8, dtype=np.uint8) * 255, target=target))
        probe = watch.probe()
        assert probe.label == target
        np.testing.assert_allclose(probe.gradients["fc2"], probe.probabilities - np.eye(4)[target], atol=1e-6)


def test_a_guest_that_does_not_fit_is_refused(watch: Watch) -> None:
    with pytest.raises(ValueError, match=r"expected an image uint8 \(8, 8\), got uint8 \(28, 28\)"):
        watch.receive(Guest(np.zeros((28, 28), np.uint8)))
    with pytest.raises(ValueError, match="there is no class 4; there are 4"):
        watch.receive(Guest(np.zeros((8, 8), np.uint8), 4))
    assert not watch.probe().drawn


def test_picking_an_image_of_the_set_lets_the_guest_go(watch: Watch) -> None:
    for look in (lambda: watch.look_at_position(2), lambda: watch.look_at(3)):
        watch.receive(Guest(np.zeros((8, 8), np.uint8)))
        look()
        assert not watch.probe().drawn


def test_another_guest_makes_another_picture(watch: Watch) -> None:
    keys = {watch.key}
    for value in (0, 1):
        watch.receive(Guest(np.full((8, 8), value, np.uint8)))
        keys.add(watch.key)
    assert len(keys) == 3


def test_a_recorded_guest_is_what_the_probe_shows_and_changes_nothing(watch: Watch, trainer: Trainer) -> None:
    before = {name: array.tobytes() for name, array in trainer.network.state_dict().items()}
    image = np.arange(64, dtype=np.uint8).reshape(8, 8)
    trace = watch.record(Guest(image, target=3))
    probe = watch.probe()
    assert (trace.step, trace.labels.tolist(), trace.optimizer) == (3, [3], None)
    for name in trace.names:
        np.testing.assert_allclose(trace[name].output[0], probe.outputs[name], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(trace[name].grad_output[0], probe.gradients[name], rtol=1e-5, atol=1e-6)
    assert before == {name: array.tobytes() for name, array in trainer.network.state_dict().items()}
    assert watch.record(Guest(image)).labels.tolist() == [probe.prediction]


def test_a_guest_with_a_label_is_judged_by_it(watch: Watch) -> None:
    image = np.eye(8, dtype=np.uint8) * 255
    watch.receive(Guest(image, 3, name="test image 4"))
    probe = watch.probe()
    assert (probe.index, probe.label, probe.drawn) == (-1, 3, False)
    assert probe.guest is not None
    assert probe.guest.name == "test image 4"
    np.testing.assert_allclose(probe.gradients["fc2"], probe.probabilities - np.eye(4)[3], atol=1e-6)
    np.testing.assert_allclose(probe.loss, -np.log(probe.probabilities[3]), rtol=1e-5)


def test_a_guest_cannot_be_changed_from_outside() -> None:
    image = np.zeros((8, 8), np.uint8)
    guest = Guest(image)
    image[0, 0] = 9
    assert guest.image[0, 0] == 0
    assert not guest.image.flags.writeable


def test_other_images_send_a_labelled_guest_away_and_keep_a_drawing(watch: Watch, trainer: Trainer) -> None:
    images, test = trainer.images
    for label, stays in ((1, False), (None, True)):
        watch.receive(Guest(np.zeros((8, 8), np.uint8), label))
        trainer.reset()
        watch.follow()
        assert watch.probe().guest is not None  # the same images: it goes on being answered
        trainer.replace_data(replace(images, name="others"), test)
        watch.follow()
        assert (watch.probe().guest is not None) == stays
