"""The layers' own tests are tested: with any mistake of the catalogue in a layer, one of them has to fail.

Each mistake runs all tests of its layer, so only two kinds of layer are gone through by default;
`CNNVIZ_CATALOGUE=all` takes every kind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.mistakes import KINDS

SCRIPT = Path(__file__).with_name("catalogue_run.py")
ROOT = SCRIPT.parents[2]
EVERY = tuple(k.name for k in KINDS if k.passes is not None)
TRIED = EVERY if os.environ.get("CNNVIZ_CATALOGUE") == "all" else ("ReLU", "Tanh")


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", TRIED)
def test_a_mistake_in_a_layer_fails_one_of_its_tests(kind: str):
    done = subprocess.run(
        [sys.executable, str(SCRIPT), kind],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (_, left_out), *caught = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(caught) > 3
    # A mistaken layer's gradients have its parameters' precision, core's their input's.
    needed = [test for test in left_out if "slope" in test or "gradient" in test]
    assert not [test for test in needed if not test.endswith("keep_the_inputs_precision")], left_out
    assert not [key for key, failed in caught if not failed]
