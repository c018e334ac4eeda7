"""Some of MNIST's digits, and how many of them the trained network reads right."""

import numpy as np
import pytest

import core
from cnnviz.system.paths import trained_network

COUNT = 120


@pytest.fixture(scope="module")
def digits():
    test = core.mnist()[1][:COUNT]
    return test.images, test.labels


@pytest.fixture(scope="module")
def right(digits):
    """How many of some images, in any order, the trained network reads as their label."""
    network, about = core.load_weights(trained_network())
    preprocessing = core.Preprocessing.from_dict(about["preprocessing"])
    plan = core.compile(network.eval(), 50, core.CrossEntropyLoss())

    def share(opened):
        both = [opened.train, opened.test] if opened.inspection.test else [opened.train]
        found = 0
        for part in both:
            logits = plan.forward(preprocessing(part.images))
            names = np.array([int(name) for name in part.classes])
            found += int((logits.argmax(axis=1) == names[part.labels]).sum())
        return found / COUNT

    return share
