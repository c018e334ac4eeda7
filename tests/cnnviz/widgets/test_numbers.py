"""Numbers as they are written in the window."""

from __future__ import annotations

from cnnviz.widgets.numbers import brief, epochs_so_far, hundredths, probability, unrounded


def test_a_brief_number_has_a_short_exponent() -> None:
    assert [brief(v) for v in (0.5, 12.0, 1e-5, 2.22e-5, 1e10)] == ["0.5", "12", "1e-5", "2.22e-5", "1e10"]


def test_only_all_of_it_is_one_or_a_hundred_per_cent() -> None:
    parts = (0.0, 2e-6, 0.5, 0.9949, 0.9951, 0.99951, 1 - 1e-7, 1.0)
    assert [probability(p) for p in parts] == [
        "0.000", "≈0", "0.500", "0.995", "0.995", "≈1", "≈1", "1.000"
    ]  # fmt: skip
    assert [hundredths(p) for p in parts] == [
        "0", "0.0002", "50", "99.5", "99.5", "> 99.9", "> 99.9", "100"
    ]  # fmt: skip


def test_an_epoch_has_come_only_with_its_last_batch() -> None:
    assert [epochs_so_far(n / 938) for n in (0, 1, 936, 937, 938, 1876)] == [0.0, 0.0, 0.99, 0.99, 1.0, 2.0]
    assert [epochs_so_far(n / 100) for n in (29, 57, 58, 115)] == [0.29, 0.57, 0.58, 1.15]


def test_a_number_that_is_taken_elsewhere_has_the_screen_s_power_of_ten_and_all_its_digits() -> None:
    assert [unrounded(number) for number in (-1.23456789e-6, 1234.56789, 2e12)] == [
        "-1.23456789e-6",
        "1234.56789",
        "2e12",
    ]
