"""The catalogue: every mistake is told, shows in a trial and differs from every other.

With nothing switched on a telling is the core's own layer.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import core
from core.mistakes import CATALOGUE, KINDS, kind_of, mistake, mistakes_of
from core.mistakes.catalogue import PLACES, RIGHT, affects, complete, equal, results
from core.mistakes.diagnosis import diagnose
from core.mistakes.kinds import Kind

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
in_core = [kind for kind in KINDS if hasattr(core, kind.name) and kind.style != "function"]
PACKAGE = Path(core.__file__).parent / "mistakes"


def test_there_are_at_least_a_hundred_mistakes_each_with_words_and_hints():
    assert len(CATALOGUE) >= 100
    assert len({found.id for found in CATALOGUE}) == len(CATALOGUE)
    for found in CATALOGUE:
        assert found.place in PLACES
        assert 0 < len(found.title) <= 44, found.id
        assert found.says, found.id
        assert found.lesson, found.id
        assert found.right, found.id
        assert len(found.hints) == 3, found.id
        assert all(found.hints), found.id
        assert found.layer in {kind.name for kind in KINDS}


def test_every_mistake_of_the_texts_is_told_in_the_code_and_the_other_way_round():
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    told = set(re.findall(r'"([a-z-]+\.[a-zA-Z0-9-]+)"', code))
    shared = set(re.findall(r'\{prefix\}\.([a-z-]+)"', code))
    texts = {found.id for found in CATALOGUE}
    untold = {key for key in texts - told if key.partition(".")[2] not in shared}
    assert untold <= {key for key in texts if ".writes-" in key}
    layers = {key.partition(".")[0] for key in texts}
    assert {key for key in told if key.partition(".")[0] in layers} <= texts


def test_an_unknown_mistake_is_refused():
    with pytest.raises(ValueError, match=r"there is no mistake 'conv\.dx-upside'"):
        mistake("conv.dx-upside")
    with pytest.raises(ValueError, match="there is no kind 'Conv9d'"):
        kind_of("Conv9d")


@every_kind
def test_each_mistake_shows_in_a_trial(kind: Kind):
    without_effect = {key for key, quantities in affects(kind).items() if not quantities}
    elsewhere = {  # mistakes of one form of batch-norm or Adam that another form can't make
        "BatchNorm2d": {"bn.pixel-shared"},
        "BatchNormPixel": {"bn.y-places", "bn.dx-count", "bn.dx-var-images"},
        "BatchNorm1d": {
            *("bn.y-places", "bn.y-image", "bn.pixel-shared"),
            *("bn.dx-image", "bn.dx-count", "bn.dx-var-images"),
        },
        "Adam": {"adam.adamw-as-adam", "adam.decay-unscaled"},
        "AdamW": {"adam.decoupled"},
    }
    assert without_effect == elsewhere.get(kind.name, set())


def test_each_mistake_of_the_catalogue_shows_in_some_kind():
    shown = {key for kind in KINDS for key, quantities in affects(kind).items() if quantities}
    assert shown == {found.id for found in CATALOGUE}


@pytest.mark.slow
@every_kind
def test_every_two_mistakes_differ_in_some_trial(kind: Kind):
    cases = [complete(kind, trial.case) for trial in kind.trials]
    keys = [key for key, quantities in affects(kind).items() if quantities]
    told = {key: [results(kind, frozenset([key]), case) for case in cases] for key in keys}
    for one, other in combinations(keys, 2):
        same = all(
            set(a) == set(b) and all(equal(a[q], b[q]) for q in a)
            for a, b in zip(told[one], told[other], strict=True)
        )
        assert not same, f"{one} and {other} can't be told apart"


@pytest.mark.parametrize("kind", in_core, ids=lambda kind: kind.name)
def test_with_nothing_switched_on_a_telling_is_the_layer_of_the_core(kind: Kind):
    if kind.style == "optimizer":
        return  # test_the_core_s_own_optimisers_are_right
    report = diagnose(getattr(core, kind.name), kind)
    assert report.ok, report


def test_the_core_s_own_optimisers_are_right():
    def made(kind, *names):
        def make(c, params):
            known = {"weight_decay": "decay"} | {
                n: n for n in ("momentum", "nesterov", "betas", "eps", "alpha")
            }
            return kind(params, lr=0.1, **{name: c[known[name]] for name in names if known[name] in c})

        return make

    for name, arguments in (
        ("SGD", ("momentum", "nesterov", "weight_decay")),
        ("Adam", ("betas", "eps", "weight_decay")),
        ("AdamW", ("betas", "eps", "weight_decay")),
        ("RMSprop", ("alpha", "eps")),
        ("Adagrad", ("eps",)),
    ):
        report = diagnose(made(getattr(core, name), *arguments), name)
        assert report.ok, report
        assert len(report.notes) == 0, report


@every_kind
def test_a_telling_writes_to_none_of_its_arguments(kind: Kind):
    for trial in kind.trials:
        case = complete(kind, trial.case)
        for array in case.values():
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
        for on in (RIGHT, *(frozenset([found.id]) for found in mistakes_of(kind))):
            results(kind, on, case)
        for array in case.values():
            if isinstance(array, np.ndarray) and array.flags.owndata:
                array.setflags(write=True)
