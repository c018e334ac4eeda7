"""Many small matrix products instead of a large one.

BLAS copies the operands of a large product into an order of its own first, which costs more than it brings
when one of them has only 6 or 16 rows. Small products OpenBLAS does on the numbers as they lie, on machines
with AVX-512; elsewhere they cost no more than a large one.
"""

from __future__ import annotations

import numpy as np

from core.plan.layout import Layout, view
from core.plan.tape import Tape

SMALL = 1_000_000  # multiplications in a product that is still done without copying
NARROWEST = 16  # images: a vector register full, less than which no product should be split into


def small_products(tape: Tape, matrix: np.ndarray, places: np.ndarray, out: np.ndarray) -> None:
    """Add the call matrix @ what lies at each place: (M, K) @ (oH, oW, K, N) -> (oH, oW, M, N)."""
    part = small_part(matrix.size, places.shape[-1])
    tape.do(np.matmul, matrix, in_parts(places, part), in_parts(out, part))


def small_part(size: int, n: int) -> int:
    """How many of `n` images to multiply at once with a matrix of `size` numbers."""
    part = n
    while size * part > SMALL and part % 2 == 0 and part > NARROWEST:
        part //= 2
    return part


def in_parts(x: np.ndarray, part: int) -> np.ndarray:
    """The batch cut into parts, a view: (.., K, N) -> (.., N/part, K, part)."""
    *places, rows, n = x.shape
    if part == n:
        return x
    return view(x, *places, rows, n // part, part).swapaxes(-2, -3)


def sum_places(tape: Tape, x: np.ndarray, layout: Layout, out: np.ndarray) -> None:
    """Add the products with ones that sum over all places and images, (H, W, C, N) -> (C, N) -> (C,)."""
    H, W, C, N = x.shape
    row = layout.empty((C * N,))
    tape.do(np.matmul, layout.full(H * W), view(x, H * W, C * N), row)
    tape.do(np.matmul, view(row, C, N), layout.full(N), out)
