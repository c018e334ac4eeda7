import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.plots.end_labels import fitting, spread


@given(st.lists(st.floats(-50, 200), max_size=8))
def test_labels_never_overlap_keep_their_order_and_stay_inside(wanted):
    placed = spread(wanted, 12, 10, 130)
    in_order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for one, other in itertools.pairwise(in_order):
        assert placed[other] - placed[one] >= 12 - 1e-9
    assert all(16 - 1e-9 <= place <= 124 + 1e-9 for place in placed)


def test_labels_with_room_stand_where_they_belong():
    assert spread([100.0, 30.0], 12, 0, 120) == [100.0, 30.0]


def test_two_that_collide_share_the_way():
    assert spread([50.0, 50.0], 12, 0, 120) == [44.0, 56.0]


def test_more_labels_than_room_are_spaced_evenly():
    placed = spread([1.0, 2.0, 3.0], 12, 0, 24)
    assert placed == pytest.approx([6, 12, 18])


def test_the_highest_ranks_keep_their_names():
    assert fitting([1, 0.5, 1, 0.5, 3], 12, 36) == [0, 2, 4]
