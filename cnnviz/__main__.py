"""`python -m cnnviz`, and what the command `cnnviz` calls."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line's request; the exit status."""
    from cnnviz.terminal.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
