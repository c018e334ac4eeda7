"""`cnnviz inspect PATH`: how somebody's images are understood, in five lines or as JSON."""

from __future__ import annotations

import argparse
import json

from cnnviz.terminal.data import chosen, open_with_progress, spoken


def inspect(options: argparse.Namespace) -> int:
    """Print what was found and assumed about the images at a path."""
    found = open_with_progress(options.path, chosen(options)).inspection
    print(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if options.json else spoken(found))
    return 0
