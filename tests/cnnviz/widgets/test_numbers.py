"""Numbers as they are written in the window."""

from cnnviz.widgets.numbers import brief


def test_a_brief_number_has_a_short_exponent():
    assert [brief(v) for v in (0.5, 12.0, 1e-5, 2.22e-5, 1e10)] == ["0.5", "12", "1e-5", "2.22e-5", "1e10"]
