"""The developer's front door finds the tests that an area's name means."""

from __future__ import annotations

import pytest

from tasks import ROOT, area


@pytest.mark.parametrize(
    ("word", "folder"),
    [
        ("core/plan", "tests/core/plan"),
        ("core", "tests/core"),
        ("evaluate", "tests/cnnviz/features/evaluate"),
        ("tests/core/plan", "tests/core/plan"),
    ],
)
def test_an_area_is_a_folder_of_tests(word: str, folder: str) -> None:
    paths, rest = area((word, "-k", "name"))
    assert folder in paths
    assert rest == ["-k", "name"]
    assert all((ROOT / path).exists() and path.startswith("tests/") for path in paths)
