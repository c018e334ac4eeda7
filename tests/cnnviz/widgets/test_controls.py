"""The small parts: a form's numbers, the readouts' room, the pill, the grid of a batch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.microscope.batch import BatchGrid
from cnnviz.features.transport.readouts import Pill, Readout, Readouts
from cnnviz.widgets import icons
from cnnviz.widgets.banner import Banner
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.form import NumberField

ICONS = Path(__file__).parents[3] / "resources" / "icons"


@pytest.fixture
def grid(qtbot: QtBot) -> BatchGrid:
    made = BatchGrid()
    qtbot.addWidget(made)
    made.resize(320, 160)
    images = np.zeros((20, 28, 28), np.uint8)
    labels = np.arange(20) % 10
    predictions = labels.copy()
    predictions[[3, 7]] = 0
    predictions[9] = -1
    made.show_batch(images, labels, predictions)
    return made


def test_wrong_images_are_those_known_to_be_wrong(grid: BatchGrid) -> None:
    assert list(np.flatnonzero(grid.wrong())) == [3, 7]
    assert grid.tip(3) == "image 4, label 3, reads 0 ×"
    assert grid.tip(4) == "image 5, label 4, reads 4 ✓"
    assert grid.tip(9) == "image 10, label 9"


def test_every_cell_is_found_where_it_is_painted(grid: BatchGrid) -> None:
    for position in range(20):
        assert grid.cell_at(grid.place(position).center()) == position
    assert grid.cell_at(QPointF(319, 159)) == -1


def test_arrow_keys_choose_within_the_batch(qtbot: QtBot, grid: BatchGrid) -> None:
    chosen: list[int] = []
    grid.chosen.connect(chosen.append)
    grid.chosen.connect(grid.watch)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        qtbot.keyClick(grid, key)
    assert chosen == [1, 9, 17, 19]


def test_a_batch_of_any_size_is_painted(grid: BatchGrid) -> None:
    for count in (0, 1, 8, 256):
        images = np.full((count, 28, 28), 200, np.uint8)
        grid.show_batch(images, np.zeros(count, int), np.zeros(count, int))
        grid.grab()


def test_only_what_is_read_otherwise_is_painted_again(
    qtbot: QtBot, grid: BatchGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictions, painted, paint = np.arange(20) % 10, [], BatchGrid.paint_cell
    grid.show_batch(grid._images, predictions, predictions)
    with qtbot.waitExposed(grid):
        grid.show()
    QApplication.processEvents()

    def paint_cell(self: BatchGrid, painter: QPainter, number: int, place: QRectF) -> None:
        painted.append(number)
        paint(self, painter, number, place)

    monkeypatch.setattr(BatchGrid, "paint_cell", paint_cell)
    other = predictions.copy()
    other[5] = 0
    grid.show_batch(grid._images, predictions, other)
    qtbot.wait_until(lambda: bool(painted))
    assert painted == [5, 13]  # and what its frame reaches over to


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [("en_US", "0.05", 0.05), ("de_DE", "0,05", 0.05), ("de_DE", "0.05", 0.05), ("zh_CN", "1e-3", 1e-3)],
)
def test_a_number_is_read_as_the_user_writes_it(qtbot: QtBot, locale: str, text: str, value: float) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        field = NumberField("x")
        qtbot.addWidget(field)
        field.setText(text)
        assert field.value() == value
        field.show_value(value)
        assert field.value() == value
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(("whole", "text"), [(True, "1.5"), (True, "1,000"), (False, "1,5"), (False, "much")])
def test_what_is_no_number_is_refused_with_what_was_typed(qtbot: QtBot, whole: bool, text: str) -> None:
    field = NumberField("x", whole)
    qtbot.addWidget(field)
    field.setText(text)
    with pytest.raises(ValueError, match=text):
        field.value()


def test_readouts_leave_out_the_last_when_it_is_narrow(qtbot: QtBot) -> None:
    readouts = Readouts()
    qtbot.addWidget(readouts)
    readouts.show_items([Readout(name, "1", "1,000") for name in ("step", "epoch", "loss", "test acc")])
    assert readouts.fitting(readouts.room_for(4)) == 4
    assert readouts.fitting(readouts.room_for(4) - 1) == 3
    assert readouts.fitting(0) == 1


def test_the_pill_is_as_wide_for_a_moment_s_word(qtbot: QtBot) -> None:
    pill = Pill("TESTING")
    qtbot.addWidget(pill)
    widths = []
    for word in ("LIVE", "TESTING"):
        pill.show_state(word, "live")
        widths.append(pill.sizeHint().width())
    assert widths[0] == widths[1]


def test_readouts_are_not_painted_again_for_the_same_numbers(qtbot: QtBot) -> None:
    readouts = Readouts()
    qtbot.addWidget(readouts)
    readouts.show_items([Readout("step", "1", "1,000")])
    with qtbot.assertNotEmitted(readouts.resized):
        readouts.show_items([Readout("step", "2", "1,000")])


@pytest.mark.parametrize("name", sorted(file.stem for file in ICONS.iterdir()))
def test_every_icon_draws_something(qtbot: QtBot, name: str) -> None:
    image = icons.icon(name).pixmap(16, 16).toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(16) for y in range(16))


def test_news_goes_by_itself_and_errors_stay(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.widgets.banner.SECONDS", 0.05)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 400)
    banner = Banner(parent)
    banner.say("Saved", "info")
    assert banner.text == "Saved"
    qtbot.waitUntil(lambda: banner.text == "")
    banner.say("Saved", "info")
    banner.say("Failed", "error")
    banner.offer("Try again", lambda: None)
    with qtbot.assertNotEmitted(banner._timer.timeout, wait=80):
        pass
    assert banner.text == "Failed"


def test_news_with_a_button_stays_longer_and_while_it_is_used(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cnnviz.widgets.banner.LONGER", 0.05)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 400)
    banner = Banner(parent)
    banner.say("Deleted", "info")
    banner.offer("Bring it back", lambda: None)
    used = [True]
    monkeypatch.setattr(banner, "underMouse", lambda: used[0])
    with qtbot.waitSignals([banner._timer.timeout] * 2):
        pass
    assert banner.text == "Deleted"
    used[0] = False
    qtbot.waitUntil(lambda: banner.text == "")


def test_a_message_of_one_line_covers_nothing_but_the_line_at_the_foot(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 690)
    banner = Banner(parent)
    banner.place(24)
    with qtbot.waitSignal(banner.placed) as taken:
        banner.say("Step 262 was made and recorded, so that its numbers can be looked into.", "info")
    banner.offer("Undo the step", lambda: None)
    assert banner.geometry().top() == 690 - 24
    assert banner.geometry().bottom() == 689
    assert 0 < taken.args[0] < 1280 - banner.x()
    banner.say("A long message. " * 30, "error")
    assert parent.rect().contains(banner.geometry())
    assert banner.height() > 2 * 16


def test_a_choice_that_is_longer_than_its_place_loses_its_middle(qtbot: QtBot) -> None:
    box = ComboBox("box", items=[("a", 0), ("the beginning of a long name, and its end", 1)])
    qtbot.addWidget(box)
    box.resize(120, 32)
    for number, ends in ((0, ("a", "a")), (1, ("the", "end"))):
        box.choose(number)
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        assert option.currentText.startswith(ends[0])
        assert option.currentText.endswith(ends[1])
        assert box.fontMetrics().horizontalAdvance(option.currentText) < 120 - 20


def test_a_control_that_is_called_what_it_does_says_it_once(qtbot: QtBot) -> None:
    button = Button("a", "flat", "close")
    qtbot.addWidget(button)
    tell(button, "Close", "Close (Esc)")
    assert button.statusTip() == "Close\nClose (Esc)"
    tell(button, "Close the card", "Close the card")
    assert button.statusTip() == "Close the card"
