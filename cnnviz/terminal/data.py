"""Images of one's own in a terminal: the options that say what they are, and a progress bar."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from tqdm import tqdm

import core
from cnnviz.system.wording import SEMICOLON, listed, worded
from core.data.choices import FITS, TURNS, DataChoices
from core.data.inspection import Inspection, OpenedData
from core.training import ConfigError

OPTIONS = (
    "invert",
    "turn",
    "range",
    "colour",
    "size",
    "fit",
    "classes",
    "test",
    "pair",
    "label",
    "leave_out",
)
PATIENCE = 1.0  # seconds of reading without a progress bar


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say about images what would be guessed otherwise."""
    group = parser.add_argument_group("what the images are, where the guess is another")
    yes_or_no = argparse.BooleanOptionalAction
    group.add_argument("--invert", action=yes_or_no, help="dark ink on light paper, to be inverted")
    group.add_argument("--turn", choices=TURNS, help="transpose (as EMNIST), or degrees clockwise")
    group.add_argument("--range", metavar="LOW,HIGH", help="the stored values that are black and white")
    group.add_argument("--colour", "--color", action="store_true", default=None, help="three channels")
    group.add_argument("--grey", "--gray", dest="colour", action="store_false", help="one channel")
    group.add_argument("--size", metavar="HxW", help="pixels, 8 to 64 a side")
    group.add_argument("--fit", choices=FITS, help="other sizes: centred as MNIST's digits, or scaled")
    group.add_argument("--classes", metavar="A,B,...", help="the classes to keep, or new names for all")
    group.add_argument("--test-share", dest="test", metavar="X", help="the share for testing, if it has none")
    group.add_argument("--pair", metavar="NAME", help="which images and labels, where there are several")
    group.add_argument("--label", metavar="COLUMN", help="a table's column of labels")
    group.add_argument(
        "--leave-out", action="store_true", default=None, help="go on without the pictures that can't be read"
    )


def chosen(options: argparse.Namespace) -> dict[str, Any]:
    """The options that were given, as choices. Raises ConfigError for what makes no sense."""
    given = {name: getattr(options, name, None) for name in OPTIONS}
    given = {name: value for name, value in given.items() if value is not None}
    try:
        return DataChoices.of(**given).as_dict()
    except ValueError as error:
        field, _, message = str(error).partition(": ")
        raise ConfigError("test_share" if field == "test" else field, message) from error


def spoken(inspection: Inspection) -> str:
    """What is known of images, line by line in the language that is spoken."""
    *lines, _ = inspection.lines()
    out = [*map(str, inspection.left_out)] or ["nothing"]
    last = listed(map(worded, (f"left out: {out[0]}", *out[1:], *inspection.notes)), SEMICOLON)
    return "\n".join((*map(worded, lines), last))


def open_with_progress(path: str, choices: dict[str, Any]) -> OpenedData:
    """The images at a path; reading that takes long shows how far it is."""
    start, bar = time.monotonic(), None

    def report(done: float) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - start > PATIENCE:
            tqdm.monitor_interval = 0  # no thread beside the reading
            bar = tqdm(
                total=100,
                desc=worded("reading the images"),
                unit=" %",
                file=sys.stderr,
                leave=False,
                mininterval=0.2,
            )
        if bar is not None:
            bar.update(100 * done - bar.n)

    try:
        return core.open_data(path, report=report, **choices)
    finally:
        if bar is not None:
            bar.close()


def inspect(options: argparse.Namespace) -> int:
    """`cnnviz inspect PATH`: print what was found and assumed about the images there."""
    found = open_with_progress(options.path, chosen(options)).inspection
    print(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if options.json else spoken(found))
    return 0
