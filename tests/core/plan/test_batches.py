"""Batches of any size, one plan: the last batch of an epoch, evaluation, a single image."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.plan.plan import CHAINS_KEPT


def small_plan(batch_size: int = 8) -> tuple[core.Plan, core.SGD]:
    network = core.lenet5(rng=np.random.default_rng(0))
    return core.compile(network, batch_size, core.CrossEntropyLoss()), core.SGD(
        network.named_parameters(), lr=0.01
    )


def test_the_last_smaller_batch_of_an_epoch_takes_the_same_step(twins, batch) -> None:
    both = twins(lambda rng: core.lenet5(rng=rng))
    for seed, n in enumerate((8, 8, 3, 8)):
        assert both.step(*batch(n, seed=seed)) < 1e-10
    assert both.weight_difference() < 1e-10


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 130])
def test_any_number_of_images_is_evaluated(twins, batch, n) -> None:
    both = twins(lambda rng: core.lenet5(batch_norm=False, rng=rng))
    x, _ = batch(n)
    outputs = both.plan.forward(x)
    assert outputs.shape == (n, 10)
    np.testing.assert_allclose(outputs, both.clear.eval().forward(x), atol=1e-12)


def test_evaluation_changes_nothing(batch) -> None:
    plan, optimizer = small_plan()
    x, labels = batch()
    plan.step(x.astype(np.float32), labels, optimizer)
    before = plan.network.state_dict()
    gradients = {name: p.grad.copy() for name, p in plan.network.named_parameters().items()}
    plan.forward(x.astype(np.float32))
    assert all(np.array_equal(a, plan.network.state_dict()[name]) for name, a in before.items())
    assert all(np.array_equal(p.grad, gradients[name]) for name, p in plan.network.named_parameters().items())


def test_buffers_are_kept_for_a_few_batch_sizes_only(batch) -> None:
    plan, _ = small_plan()
    for n in range(1, 12):
        plan.forward(batch(n)[0].astype(np.float32))
    assert len(plan._chains) == CHAINS_KEPT


def test_images_and_labels_are_left_as_they_are(batch) -> None:
    plan, optimizer = small_plan()
    x, labels = batch()
    x = x.astype(np.float32)
    x.flags.writeable = labels.flags.writeable = False
    plan.step(x, labels, optimizer)
    plan.forward(x)


def test_the_logits_of_a_step_stay_when_the_next_one_comes(batch) -> None:
    plan, optimizer = small_plan()
    x, labels = batch()
    plan.step(x.astype(np.float32), labels, optimizer)
    logits = plan.logits
    assert logits is not None
    kept = logits.copy()
    plan.step(-x.astype(np.float32), labels, optimizer)
    np.testing.assert_array_equal(logits, kept)


def test_wrong_shapes_labels_and_sizes_are_refused_by_name(batch) -> None:
    plan, optimizer = small_plan()
    x, labels = batch()
    with pytest.raises(ValueError, match=r"conv1: expected \(1, H, W\), got \(3, 28, 28\)"):
        plan.step(np.zeros((2, 3, 28, 28), np.float32), labels[:2], optimizer)
    with pytest.raises(ValueError, match=r"labels \(8,\)"):
        plan.step(x.astype(np.float32), labels[:5], optimizer)
    with pytest.raises(ValueError, match=r"labels 0\.\.9, got 1\d"):
        plan.step(x.astype(np.float32), labels + 10 - labels.min(), optimizer)
    with pytest.raises(ValueError, match="at least one image"):
        plan.step(np.zeros((0, 1, 28, 28), np.float32), labels[:0], optimizer)
    with pytest.raises(ValueError, match="bn"):
        core.compile(norm_network(), 1, core.CrossEntropyLoss()).step(
            np.zeros((1, 3), np.float32), labels[:1], optimizer
        )
    with pytest.raises(ValueError, match="batch_size must be at least 1"):
        core.compile(plan.network, 0, core.CrossEntropyLoss())


def norm_network() -> core.Sequential:
    return core.Sequential([("bn", core.BatchNorm1d(3))])
