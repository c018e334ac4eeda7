"""A trial's right numbers are explained: what the arithmetic comes to is what the telling says."""

from __future__ import annotations

import numpy as np
import pytest

from core.mistakes import KINDS
from core.mistakes.catalogue import RIGHT, complete, results
from core.mistakes.kinds import Kind
from core.trace.trials import explain_trial

explained = [kind for kind in KINDS if kind.style != "function"]
COUNTED = ("arguments", "kept", "masks")  # no arithmetic makes these


@pytest.mark.parametrize("kind", explained, ids=lambda kind: kind.name)
def test_the_arithmetic_of_a_trial_comes_to_its_right_number(kind: Kind):
    for trial in kind.trials:
        case = complete(kind, trial.case)
        for quantity, right in results(kind, RIGHT, case).items():
            if quantity in COUNTED:
                continue
            at = tuple(int(i) for i in np.unravel_index(right.size // 2, right.shape))
            told = explain_trial(kind, case, quantity, at)
            assert told is not None, (trial.name, quantity)
            assert told.value == pytest.approx(right[at], rel=1e-9, abs=1e-9), (trial.name, quantity)
            assert abs(told.total - told.value) <= 1e-9 * max(told.scale, 1), (trial.name, quantity)


def test_what_has_no_formula_has_no_arithmetic():
    kind = next(kind for kind in KINDS if kind.name == "fans")
    assert explain_trial(kind, kind.trials[0].case, "fans", (0,)) is None
