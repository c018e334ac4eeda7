"""Buffers that are cut from large blocks."""

import numpy as np

from core.plan.layout import Layout
from core.plan.memory import BLOCK, FIRST, LINE, Memory


def test_every_buffer_begins_on_a_cache_line() -> None:
    memory = Memory()
    for shape, dtype in (((3,), np.float32), ((5, 7), bool), ((2, 2, 2), np.float64), ((), np.float32)):
        array = memory.empty(shape, dtype)
        assert array.ctypes.data % LINE == 0
        assert array.shape == shape
        assert array.dtype == dtype


def test_buffers_do_not_overlap() -> None:
    memory = Memory()
    arrays = [memory.zeros((size,), np.float32) for size in (1, 15, 16, 17, 1000)]
    for number, array in enumerate(arrays):
        array[...] = number
    assert [set(array.tolist()) for array in arrays] == [{float(number)} for number in range(5)]


def test_a_buffer_larger_than_a_block_gets_one_of_its_own() -> None:
    memory = Memory()
    before = memory.zeros((4,), np.float32)
    large = memory.empty((BLOCK + 1,), np.uint8)
    assert large.size == BLOCK + 1
    assert not np.shares_memory(before, large)


def test_zeros_are_zero_where_other_numbers_were() -> None:
    memory = Memory()
    memory.empty((64,), np.uint8)[...] = 7
    assert not memory.zeros((64,), np.uint8).any()


def test_layouts_made_of_one_another_share_their_memory() -> None:
    takes = Layout((2, 4, 4), 8, np.float32)
    assert takes.of((3, 2, 2)).memory is takes.memory
    assert takes.of((3, 2, 2)) == Layout((3, 2, 2), 8, np.float32)


def test_what_is_small_takes_a_small_block():
    memory, sizes = Memory(), []
    memory._block = lambda size: (sizes.append(size), np.empty(size, np.uint8))[1]
    for _ in range(3):
        memory.empty((FIRST // 2,), np.uint8)
    assert sizes == [FIRST, BLOCK]
