"""How many threads the matrix products use.

One is the default of everything that trains here: small networks gain little from more, and a second core is
better left to the window. The number is part of what makes a run repeatable: the same seed and the same
number of threads give bitwise the same weights.
"""

from __future__ import annotations

from threadpoolctl import threadpool_info, threadpool_limits

DEFAULT = 1


def set_threads(n: int = DEFAULT) -> None:
    """Let the matrix products of this process use `n` threads; ValueError unless n is at least 1."""
    if n < 1:
        raise ValueError(f"threads must be at least 1, got {n}")
    threadpool_limits(n, user_api="blas")


def threads() -> int:
    """How many threads the matrix products use now."""
    return max((pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"), default=1)
