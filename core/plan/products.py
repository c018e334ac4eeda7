"""Many small matrix products instead of a large one.

BLAS copies the operands of a large product into an order of its own first, which costs more than it brings
when one of them has only 6 or 16 rows. Small products OpenBLAS does on the numbers as they lie, on machines
with AVX-512; elsewhere they cost no more than a large one.
"""

from __future__ import annotations

import numpy as np

SMALL = 1_000_000  # multiplications in a product that is still done without copying
NARROWEST = 16  # images: a vector register full, less than which no product should be split into


def small_products(matrix: np.ndarray, places: np.ndarray, out: np.ndarray) -> None:
    """matrix @ what lies at each place: (M, K) @ (oH, oW, K, N) -> (oH, oW, M, N), in small products."""
    part = small_part(matrix.size, places.shape[-1])
    np.matmul(matrix, in_parts(places, part), out=in_parts(out, part))


def small_part(size: int, n: int) -> int:
    """How many of `n` images to multiply at once with a matrix of `size` numbers."""
    part = n
    while size * part > SMALL and part % 2 == 0 and part > NARROWEST:
        part //= 2
    return part


def in_parts(x: np.ndarray, part: int) -> np.ndarray:
    """The batch cut into parts, a view: (.., K, N) -> (.., N/part, K, part)."""
    *places, rows, n = x.shape
    return x.reshape(*places, rows, n // part, part).swapaxes(-2, -3)
