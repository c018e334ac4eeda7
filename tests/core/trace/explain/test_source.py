"""Every formula has its line of code, and the line named is the one that computes it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

import core
from core.trace.explain.source import SOURCES, source

ROOT = Path(core.__file__).parents[1]


@pytest.mark.parametrize("rule", SOURCES)
def test_the_hot_line_is_the_one_that_the_rule_names(rule: str):
    method, text = SOURCES[rule]
    lines = inspect.getsource(method).splitlines()
    assert sum(text in line for line in lines) >= 1, f"{rule}: {text!r} is not in {method.__qualname__}"
    found = source(rule)
    assert found is not None
    assert text.strip() in found.lines[found.hot]
    assert (ROOT / found.file).read_text().splitlines()[found.hot_number - 1].strip() == found.lines[
        found.hot
    ].strip()


def test_whatever_was_computed_has_a_source(make_trace: Callable[..., core.Trace]):
    without = {
        "input",
        "grad_output",
        "pixel",
        "parameter",
        "buffer",
        "state",
        "unused",
        "update.untouched",
        "loss.labels",
        "loss.target",
        "loss.logits",
        "loss.log_probabilities",
        "loss.prediction",
    }
    for seed in range(40):
        trace = make_trace(seed)
        for name in (*trace.names, "loss"):
            for quantity, array in trace[name].quantities.items():
                rule = core.explain(trace, (name, quantity, (0,) * array.ndim)).rule
                assert rule in without or source(rule) is not None, rule
