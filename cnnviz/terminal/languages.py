"""`cnnviz languages`: the languages that there are, and how complete each is."""

from __future__ import annotations

import argparse

from cnnviz.system import language


def languages(_: argparse.Namespace) -> int:
    """Print a line a language: its code, its own name, and how many of the texts it has."""
    for code in language.codes():
        done, total = language.completeness(code)
        share = 100 * done // total if total else 100  # 100 % is all of them, no rounding up
        print(f"{code:6} {share:3d} %  {done:5,} of {total:5,}  {language.name(code)}")
    return 0
