"""How the command line says that something went wrong."""

from __future__ import annotations

import sys


def complain(message: str, program: str = "cnnviz") -> None:
    """One line on stderr."""
    print(f"{program}: {' '.join(message.split())}", file=sys.stderr)
