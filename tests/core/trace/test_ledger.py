"""The ledger's sums are the trace's: what arrives at a gate is what is stopped and what leaves."""

from __future__ import annotations

import numpy as np

import core


def test_relu_and_dropout_stop_what_meets_a_closed_gate():
    rng = np.random.default_rng(0)
    layers = [
        ("relu", core.ReLU()),
        ("dropout", core.Dropout(0.5, rng=rng)),
        ("out", core.Linear(6, 3, rng=rng)),
    ]
    x, labels = rng.normal(size=(4, 6)), np.array([0, 1, 2, 0])
    trace = core.record(core.Sequential(layers).astype(np.float64), core.CrossEntropyLoss(), x, labels)
    out, dropout, relu = core.ledger(trace)
    assert [entry.layer for entry in (out, dropout, relu)] == ["out", "dropout", "relu"]
    assert (out.gate, dropout.gate, relu.gate) == ("", "dropout", "relu")
    assert relu.stopped_cells == (x <= 0).sum()
    assert dropout.stopped_cells == (~trace["dropout"].intermediates["mask"]).sum()
    assert relu.arriving == dropout.leaving
    assert np.isclose(relu.arriving, relu.stopped + relu.leaving)
    assert np.isclose(2 * (dropout.arriving - dropout.stopped), dropout.leaving)


def test_max_pool_moves_its_winners_only_and_loses_no_gradient():
    x = np.random.default_rng(0).normal(size=(2, 3, 4, 4))
    network = core.Sequential([("pool", core.MaxPool2d(2))])
    (entry,) = core.ledger(core.record(network, core.MSELoss(), x, np.zeros((2, 3, 2, 2))))
    assert (entry.gate, entry.stopped_cells, entry.cells) == ("losers", 72, 96)
    assert np.isclose(entry.arriving, entry.leaving)
    assert entry.stopped == 0.0


def test_an_input_that_wins_several_windows_is_one_winner():
    x = np.zeros((1, 1, 3, 3))
    x[0, 0, 1, 1] = 1.0
    network = core.Sequential([("pool", core.MaxPool2d(2, stride=1))])
    (entry,) = core.ledger(core.record(network, core.MSELoss(), x, np.zeros((1, 1, 2, 2))))
    assert entry.stopped_cells == 8
