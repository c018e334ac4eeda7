"""`cnnviz presets` and `cnnviz languages`: what there is to choose from, as tables."""

from __future__ import annotations

import argparse
from itertools import groupby

from cnnviz.system import language
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


def languages(_: argparse.Namespace) -> int:
    """Print a line a language: its code, its own name, and how many of the texts it has."""
    for code in language.codes():
        done, total = language.completeness(code)
        share = 100 * done // total if total else 100  # 100 % is all of them, no rounding up
        print(f"{code:6} {share:3d} %  {done:5,} of {total:5,}  {language.name(code)}")
    return 0
