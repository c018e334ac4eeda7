"""How the command line says that something went wrong."""

from __future__ import annotations

import contextlib
import sys

from cnnviz.system.wording import worded


def complain(message: str, program: str = "cnnviz") -> None:
    """One line on stderr, if anybody is there to read it: a terminal that was closed refuses it."""
    with contextlib.suppress(OSError):
        print(f"{program}: {worded(' '.join(message.split()))}", file=sys.stderr)
