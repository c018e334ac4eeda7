"""A number in a field is the number that was meant, in whatever notation it is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.widgets.controls import Button
from cnnviz.widgets.form import Fields, FormDialog, NumberField
from cnnviz.widgets.layouts import STRETCH, fill
from cnnviz.widgets.plain import PlainLabel
from core.training import ConfigError

pytestmark = pytest.mark.fault(33)


@pytest.fixture(params=["C", "en_US", "de_DE", "zh_CN", "ar_EG", "fr_CH"])
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def field(qtbot: QtBot, whole: bool = False) -> NumberField:
    made = NumberField("number", whole)
    qtbot.addWidget(made)
    return made


def test_what_is_shown_is_read_back_bit_for_bit(qtbot: QtBot, locale: str) -> None:
    control = field(qtbot)

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def check(value: float) -> None:
        control.show_value(value)
        assert control.value() == value

    check()
    whole = field(qtbot, whole=True)
    for number in (0, 1, 60_000, 2**62):
        whole.show_value(number)
        assert whole.value() == number
    whole.show_value(None)
    assert whole.value() is None


def test_a_number_that_was_worked_out_shows_three_digits_and_stays_itself(qtbot: QtBot) -> None:
    control, other = field(qtbot), field(qtbot)
    control.show_value(0.013208407326181299)
    assert control.text() == "0.0132"
    other.show_edit(control.edit())
    assert (other.text(), other.value()) == ("0.0132", 0.013208407326181299)
    other.setText("0.0133")
    control.show_edit(other.edit())
    assert control.value() == 0.0133


def test_a_space_behind_a_number_makes_it_no_other_number(qtbot: QtBot) -> None:
    control = field(qtbot)
    control.show_value(0.013208407326181299)
    assert not control.another
    qtbot.keyClicks(control, " ")
    assert (control.text(), control.another) == ("0.0132 ", False)
    assert control.value() == 0.013208407326181299
    control.backspace()
    qtbot.keyClicks(control, "9")
    assert (control.value(), control.another) == (0.01329, True)


def test_a_decimal_point_is_read_in_every_country(qtbot: QtBot, locale: str) -> None:
    control = field(qtbot)
    for text, value in (("0.05", 0.05), (" 1e-3 ", 1e-3), ("-2", -2.0), (".5", 0.5), ("０．０５", 0.05)):
        control.setText(text)
        assert control.value() == value


@pytest.mark.parametrize(
    ("name", "text"), [("de_DE", "0,05"), ("fr_CH", "0,05"), ("ar_EG", "٠٫٠٥"), ("zh_CN", "０．０５")]
)
def test_the_users_own_notation_is_read(qtbot: QtBot, name: str, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(name))
    control = field(qtbot)
    control.setText(text)
    assert control.value() == 0.05
    QLocale.setDefault(before)


@pytest.mark.parametrize("text", ["1,000.5", "60,000", "1_000", "0x10", "1.2.3", "ten", "١٢x", "--1"])
def test_what_could_mean_two_numbers_or_none_is_refused(qtbot: QtBot, text: str) -> None:
    for whole in (False, True):
        control = field(qtbot, whole)
        control.setText(text)
        with pytest.raises(ValueError, match="must be a"):
            control.value()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the platform without a screen has no window manager
def test_a_message_of_a_dialog_has_room_of_its_own_and_moves_no_button(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    dialog = FormDialog("ask", "Title", 300, host)
    about = PlainLabel("words that take more than a line of what there is " * 3, dialog, wrap=True)
    fill(dialog.column, about)
    fields = Fields("ask", dialog.column, dialog)
    for name in "abc":
        fields.number(name, name, "")
    button = Button("ask_go", parent=dialog, text="Go")
    fill(dialog.column, STRETCH, button)

    def high(name: str) -> int:
        return fields[name].heightForWidth(fields[name].width())

    dialog.open()
    qtbot.waitExposed(dialog)
    before = button.geometry()
    assert fields.refuse(ConfigError("a", "must be a number"))
    qtbot.waitUntil(lambda: fields["a"].height() >= high("a") > high("b"))
    assert button.geometry() == before
    assert fields.refuse(ConfigError("b", "must be a number " * 20))
    qtbot.waitUntil(lambda: fields["b"].height() >= high("b") > high("a"))
    assert fields["a"].height() >= high("a")
    assert button.geometry().bottom() < dialog.height()
