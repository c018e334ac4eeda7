"""The themes' colours are readable, the map's stops in order, the fonts there with figures of one width."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF

from cnnviz.widgets import theme


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    red, green, blue = (linear(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("role", ["text", "dim", "faint", "accent", "right", "wrong"])
@pytest.mark.parametrize("ground", ["panel", "canvas"])
def test_every_text_colour_stands_out_from_panel_and_canvas(name: str, role: str, ground: str) -> None:
    shown = theme.THEMES[name]
    assert contrast(getattr(shown, role), getattr(shown, ground)) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_ink_on_the_accent_is_readable(name: str) -> None:
    shown = theme.THEMES[name]
    assert contrast(shown.on_accent, shown.accent) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_both_halves_of_the_map_begin_at_one_colour_and_rise_to_the_limit(name: str) -> None:
    shown = theme.THEMES[name]
    for stops in (shown.cool, shown.warm):
        places = [place for place, _ in stops]
        assert places == sorted(places)
        assert (places[0], places[-1]) == (0.0, 1.0)
    assert shown.cool[0] == shown.warm[0]


def test_the_shipped_fonts_are_found_in_all_weights(qapp: object) -> None:
    theme.load_fonts()
    for mono, family in ((False, "Inter"), (True, "JetBrains Mono")):
        for weight in (theme.REGULAR, theme.MEDIUM, theme.SEMIBOLD, theme.BOLD):
            found = QFontInfo(theme.font(13, weight, mono))
            assert found.family() == family
            assert found.weight() == weight


def test_figures_have_one_width(qapp: object) -> None:
    theme.load_fonts()
    metrics = QFontMetricsF(theme.font(13))
    assert {metrics.horizontalAdvance(figure * 8) for figure in "0123456789"} == {
        metrics.horizontalAdvance("00000000")
    }


def test_a_font_that_is_changed_does_not_change_the_next_one(qapp: object) -> None:
    theme.font(13).setPixelSize(40)
    assert theme.font(13).pixelSize() == 13


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_style_sheet_names_no_role_that_is_no_colour(name: str) -> None:
    theme.use(name)
    sheet = theme.stylesheet().split("*/", 1)[1]
    theme.use("dark")
    assert "@" not in sheet
