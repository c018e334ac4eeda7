from __future__ import annotations

from typing import Any

import pytest

from cnnviz.features.health.checkup import Checkup
from core.health import Fact, Hint, HintFix


@pytest.fixture
def checkup(window: Any) -> Checkup:
    return Checkup.of(window.session)


@pytest.fixture
def high() -> Hint:
    """A rate that is too high, to be lowered at once."""
    facts = {
        "loss": Fact(1.5, 151, 200),
        "low": Fact(0.4, 126, 150),
        "ratio": Fact(0.05, 126, 150),
    }
    return Hint("rate-too-high", 200, facts, HintFix("lr", 0.02, 0.004, live=True))


@pytest.fixture
def dead(window: Any) -> Hint:
    """Dead units, to be avoided in a new run."""
    from dataclasses import replace

    config = replace(window.session.config, lr=0.005)
    fix = HintFix("lr", 0.02, 0.005, live=False, config=config, key="rate")
    words = {"dead": "4", "units": "6", "source": "conv1", "images": "512"}
    return Hint("dead-units", 200, {"share": Fact(4 / 6, 200, 200, share=True)}, fix, "relu1", words=words)
