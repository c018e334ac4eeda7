"""`cnnviz presets`: the recipes, as a table."""

from __future__ import annotations

import argparse
from itertools import groupby

from cnnviz.system.wording import COLON, listed, worded
from core.presets import PRESETS


def presets(_: argparse.Namespace) -> int:
    """Print every preset: its name, what it is, where it comes from."""
    width = max(len(preset.name) for preset in PRESETS)
    for group, members in groupby(PRESETS, key=lambda preset: preset.group):
        if group:
            print(f"\n{group}")
        for preset in members:
            title = worded(preset.title)
            source = f" [{preset.source}]" if preset.source else ""
            print(f"{preset.name:{width}}  {listed((title, worded(preset.about)), COLON)}{source}")
    return 0
