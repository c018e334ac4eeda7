"""The sheet of images, by mouse and keyboard; every number is computed again from the data."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from cnnviz.features.images import ImagesSheet
from cnnviz.features.images.page import ALL
from cnnviz.features.images.part import Query, read

LEFT = Qt.MouseButton.LeftButton
TEN = tuple("0123456789")


def opened(window: Any, qtbot: Any) -> ImagesSheet:
    window.resize(1280, 720)
    window.action("images").trigger()
    panel = window.panels["ImagesSheet"]
    qtbot.waitUntil(lambda: panel.set_card.summary is not None)
    return panel


@pytest.fixture
def images(window: Any, qtbot: Any) -> ImagesSheet:
    return opened(window, qtbot)


@pytest.fixture
def seen(seen_window: Any, qtbot: Any) -> ImagesSheet:
    """The sheet as it opens, in the window that lasts."""
    panel = seen_window.sheet("images")
    if not panel.isVisible():
        return opened(seen_window, qtbot)
    click_chip(panel, ALL)
    type_(panel, "")
    panel.wall.select(0)
    panel.wall.setFocus()
    return panel


def click(panel: ImagesSheet, number: int, double: bool = False) -> None:
    place = panel.wall.tile(number).center()
    (QTest.mouseDClick if double else QTest.mouseClick)(panel.wall.viewport(), LEFT, pos=place)


def type_(panel: ImagesSheet, text: str) -> str:
    panel.finder.field.clear()
    QTest.keyClicks(panel.finder.field, text)
    return panel.finder.answer.text()


def click_chip(panel: ImagesSheet, label: int) -> None:
    QTest.mouseClick(panel.chips, LEFT, pos=panel.chips.place(label + 1).center().toPoint())


@pytest.mark.slow
def test_the_sheet_opens_on_all_training_images_and_closes_again(
    window: Any, images: ImagesSheet, digits: Any
) -> None:
    assert window.stage.sheet is images
    assert images.numbers.tolist() == list(range(512))
    assert images.image_card.name.text() == f"Training image 0  ·  label {digits[0].labels[0]}"
    QTest.keyClick(images.wall, Qt.Key.Key_Escape)
    assert window.stage.sheet is None


@pytest.mark.slow
def test_the_test_images_are_a_click_away(images: ImagesSheet, digits: Any, qtbot: Any) -> None:
    images.finder.part.group.button(1).click()
    assert len(images.numbers) == 128
    qtbot.waitUntil(lambda: images.set_card.summary is not None)
    assert images.set_card.summary.count == 128
    assert images.set_card.name.text() == "All 128 test images"
    assert images.set_card.summary.mean == pytest.approx(digits[1].images.mean() / 255)


@pytest.mark.slow
def test_the_numbers_of_the_set_are_those_of_the_data(seen: ImagesSheet, digits: Any) -> None:
    x = digits[0].images / 255
    texts = [[label.text() for label in row] for row in seen.set_card.table.cells]
    assert texts == [["512", ""], [f"{x.mean():.4f}", ""], [f"{x.std():.4f}", ""]]
    assert seen.set_card.zeros.text() == f"Greys 1 to 255; {100 * (x == 0).mean():.1f} % are 0"
    for label in range(10):
        assert seen.chips.text(label) == (str(label), str((digits[0].labels == label).sum()))
        ink = digits[0].images[digits[0].labels == label].mean() / 255
        assert seen.set_card.ink.values[label] == pytest.approx(ink)


def test_a_click_on_classes_shows_them_alone_and_their_own_mean(seen: ImagesSheet, digits: Any) -> None:
    click_chip(seen, 3)
    click_chip(seen, 7)
    data = digits[0]
    wanted = np.flatnonzero(np.isin(data.labels, (3, 7)))
    assert seen.numbers.tolist() == wanted.tolist()
    assert seen.finder.answer.text() == f"{len(wanted)} images"
    x = data.images[wanted] / 255
    assert seen.set_card.summary.mean_image == pytest.approx(x.mean(axis=0))
    assert seen.set_card.summary.std_image == pytest.approx(x.std(axis=0))
    assert seen.set_card.name.text() == "Training images of 3, 7"
    assert seen.set_card.table.cells[0][1].text() == "512"
    click_chip(seen, 3)
    assert set(data.labels[seen.numbers].tolist()) == {7}
    click_chip(seen, ALL)
    assert len(seen.numbers) == 512


def test_chips_are_chosen_by_keyboard(seen: ImagesSheet, digits: Any) -> None:
    seen.chips.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(seen.chips, key)
    assert seen.chips.chosen == {2}
    assert (digits[0].labels[seen.numbers] == 2).all()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(seen.chips, key)
    assert not seen.chips.chosen


def test_keys_walk_through_the_wall(seen: ImagesSheet) -> None:
    wall, columns = seen.wall, seen.wall.columns
    walk = {
        Qt.Key.Key_Right: 1,
        Qt.Key.Key_Down: 1 + columns,
        Qt.Key.Key_Left: columns,
        Qt.Key.Key_Up: 0,
        Qt.Key.Key_End: 511,
    }
    for key, expected in walk.items():
        QTest.keyClick(wall, key)
        assert wall.selected == expected
        assert wall.viewport().rect().contains(wall.tile(expected))
    assert "Training image 511 " in seen.image_card.name.text()
    QTest.keyClick(wall, Qt.Key.Key_PageUp)
    assert 0 < wall.selected < 511
    QTest.keyClick(wall, Qt.Key.Key_PageDown)
    QTest.keyClick(wall, Qt.Key.Key_Home)
    assert wall.selected == 0


@pytest.mark.slow
def test_plus_and_minus_change_the_size_and_the_switch_follows(images: ImagesSheet) -> None:
    assert (images.wall.scale, images.wall.tile(0).width()) == (1, 28)
    QTest.keyClick(images.wall, Qt.Key.Key_Plus)
    assert (images.wall.scale, images.finder.size_choice.group.checkedId()) == (2, 1)
    images.finder.size_choice.group.button(2).click()
    assert images.wall.tile(0).width() == 84
    QTest.keyClick(images.wall, Qt.Key.Key_Minus)
    assert images.wall.scale == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", Query(frozenset({7}))),
        ("label 3", Query(frozenset({3}))),
        ("Label: 3, class 5", Query(frozenset({3, 5}))),
        ("3 5", Query(frozenset({3, 5}))),
        ("#247", Query(image=247)),
        ("247", Query(image=247)),
        ("# 7", Query(image=7)),
        ("1,000", Query(image=1000)),
        ("100-200", Query(first=100, last=200)),
        ("#200 - #100", Query(first=100, last=200)),
        ("1,000..90000", Query(first=1000, last=59_999)),
        ("标签 3、标签 5", Query(frozenset({3, 5}))),
        ("label 3 100-200", Query(frozenset({3}), 100, 200)),
        ("７", Query(frozenset({7}))),
        ("", Query()),
    ],
)
def test_what_is_typed_is_understood(text: str, expected: Query) -> None:
    assert read(text, TEN, 60_000) == expected


def test_names_of_classes_are_found_with_spaces_and_in_any_case() -> None:
    names = ("T-shirt/top", "ankle boot", "Bag")
    assert read("bag", names, 9).labels == {2}
    assert read("Ankle Boot, t-shirt/top", names, 9).labels == {0, 1}
    assert read("label ankle boot", names, 9).labels == {1}
    assert read("3", names, 9).image == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hello", '"hello" is no class and no number'),
        ("label 11", "There is no class 11. There are: 0, 1"),
        ("#60000", "There is no image 60000: they are numbered 0 to 59999."),
        ("70000-80000", "There is no image 70000"),
        ("-5", "no class and no number"),
        ("9" * 400, "There is no image"),
    ],
)
def test_what_is_not_understood_is_explained(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="no") as caught:
        read(text, TEN, 60_000)
    assert reason in str(caught.value)


def test_typing_finds_and_a_wrong_query_is_answered_beside_the_field(seen: ImagesSheet, digits: Any) -> None:
    assert type_(seen, "label 4 100-300").endswith("images")
    expected = [i for i in range(100, 301) if digits[0].labels[i] == 4]
    assert seen.numbers.tolist() == expected
    assert seen.chips.chosen == {4}
    assert "no class" in type_(seen, "seven")
    assert seen.finder.answer.property("role") == "wrong"
    type_(seen, "#247")
    assert seen.wall.selected == 247
    assert len(seen.numbers) == 512
    QTest.keyClick(seen.finder.field, Qt.Key.Key_Return)
    assert seen.wall.hasFocus()
    assert seen.finder.answer.property("role") == "dim"


@pytest.mark.slow
def test_an_image_that_the_chosen_classes_hide_is_found_all_the_same(
    images: ImagesSheet, digits: Any
) -> None:
    click_chip(images, int(digits[0].labels[5]))
    other = int(np.flatnonzero(digits[0].labels != digits[0].labels[5])[0])
    type_(images, f"#{other}")
    assert images.wall.selected == other


@pytest.mark.slow
def test_the_pixel_under_the_mouse_is_read_exactly(images: ImagesSheet, digits: Any) -> None:
    click(images, 40)
    card = images.image_card
    place = card.enlarged.cell(4, 9).center().toPoint()
    QTest.mouseMove(card.enlarged, place)
    card.enlarged.point(4, 9)
    assert card.pixel.text() == f"row 4, column 9: {digits[0].images[40, 4, 9]} of 255"
    card.enlarged.setFocus()
    QTest.keyClick(card.enlarged, Qt.Key.Key_Down)
    assert card.pixel.text() == f"row 5, column 9: {digits[0].images[40, 5, 9]} of 255"


@pytest.mark.slow
def test_pointing_at_the_mean_marks_the_same_pixel_of_the_spread(images: ImagesSheet, digits: Any) -> None:
    images.card_switch.group.button(1).click()
    card = images.set_card
    assert card.isVisible()
    assert not images.image_card.isVisible()
    card.mean.point(3, 5)
    assert card.spread.here == (3, 5)
    shown = [label.text() for label in card.findChildren(QLabel)]
    x = digits[0].images[:, 3, 5] / 255
    assert f"mean {x.mean():.3g}" in shown
    assert any(text.startswith(f"spread {x.std():.3g}"[:10]) for text in shown)


def test_greys_and_ink_are_told_in_the_strip(seen_window: Any, seen: ImagesSheet, digits: Any) -> None:
    seen.set_card.histogram.point(230)
    count = int((digits[0].images == 230).sum())
    strip = seen_window.panels["ExplainerPanel"]
    assert strip.text().startswith(f"Grey 230  {count:,} of {digits[0].images.size:,} pixels have it")
    seen.set_card.ink.point(2)
    ink = digits[0].images[digits[0].labels == 2].mean() / 255
    assert seen.set_card.ink_name.text().startswith(f"2: {ink:.3g}"[:6])


def test_pointing_at_an_image_names_it_in_the_strip(seen_window: Any, seen: ImagesSheet, digits: Any) -> None:
    QTest.mouseMove(seen.wall.viewport(), QPoint(1, 1))
    QTest.mouseMove(seen.wall.viewport(), seen.wall.tile(30).center())
    text = seen_window.panels["ExplainerPanel"].text()
    assert text.startswith(f"Training image 30  label {digits[0].labels[30]}.")


@pytest.mark.slow
def test_the_network_reads_the_selected_image(window: Any, images: ImagesSheet, qtbot: Any) -> None:
    click(images, 12)
    qtbot.waitUntil(lambda: "reads" in images.image_card.reads.text())
    trainer = window.session.engine.trainer
    x = trainer.preprocessing(trainer.train.images[12:13])
    read = int(trainer.network.eval().forward(x).argmax())
    assert images.image_card.reads.text().startswith(f"The network reads {read} ")


@pytest.mark.slow
def test_the_reading_follows_the_training(window: Any, images: ImagesSheet, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: "at step 0" in images.image_card.reads.text())
    with qtbot.waitSignal(images.reading.answered):
        window.session.step_batch()
    assert "at step 1" in images.image_card.reads.text()


@pytest.mark.slow
def test_a_training_image_goes_to_the_canvas_by_double_click_and_the_sheet_closes(
    window: Any, images: ImagesSheet, qtbot: Any
) -> None:
    click(images, 60, double=True)
    assert window.stage.sheet is None
    qtbot.waitUntil(lambda: window.session.snapshot.probe.index == 60)


@pytest.mark.slow
def test_a_test_image_goes_to_the_canvas_by_enter_and_the_sheet_closes(
    window: Any, images: ImagesSheet, digits: Any, qtbot: Any
) -> None:
    images.finder.part.group.button(1).click()
    images.wall.select(24)
    QTest.keyClick(images.wall, Qt.Key.Key_Return)
    assert window.stage.sheet is None
    qtbot.waitUntil(lambda: window.session.snapshot.probe.index < 0)
    probe = window.session.snapshot.probe
    assert np.array_equal(probe.image, digits[1].images[24])
    assert probe.label == digits[1].labels[24]


@pytest.mark.slow
def test_an_image_is_drawn_over_on_the_pad(window: Any, images: ImagesSheet, digits: Any) -> None:
    click(images, 33)
    images.image_card.draw_button.click()
    assert window.stage.sheet is None
    assert window.session.drawing.open
    assert np.array_equal(window.session.drawing.image, digits[0].images[33])


@pytest.mark.slow
def test_training_goes_on_while_the_sheet_is_open(window: Any, images: ImagesSheet, qtbot: Any) -> None:
    window.session.train()
    qtbot.waitUntil(lambda: window.session.snapshot.step > 3)
    assert images.isVisible()
    window.session.pause()


@pytest.mark.slow
def test_a_hidden_sheet_works_no_more(window: Any, images: ImagesSheet) -> None:
    images.finder.part.group.button(1).click()
    window.stage.close_sheet()
    assert not images.sums.background.running
    assert not images.reading._timer.isActive()
    images._run_changed()
    assert images.parts == ()


@pytest.mark.slow
def test_other_data_take_the_place_of_the_old_ones_in_the_open_sheet(
    window: Any, images: ImagesSheet, qtbot: Any, tmp_path: Any
) -> None:
    rng = np.random.default_rng(0)
    labels = (np.arange(70) % 14).astype(np.uint8)
    np.savez(tmp_path / "mine.npz", images=rng.integers(0, 255, (70, 28, 28)).astype(np.uint8), labels=labels)
    seen = []
    window.session.config_changed.connect(
        lambda: seen.append((images.parts, len(images.wall.numbers), images.set_card.summary))
    )
    window.open_data(tmp_path / "mine.npz")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [((), 0, None)]  # nothing of the old ones beside the new run
    qtbot.waitUntil(lambda: len(images.numbers) == 60 and images.set_card.summary is not None)
    assert len(images.chips.names) == 14
    assert images.finder.part.group.button(1).text() == "Test 10"
    assert images.isVisible()


@pytest.mark.slow
def test_other_images_are_chosen_in_their_own_sheet(window: Any, images: ImagesSheet) -> None:
    images.data_button.click()
    assert window.stage.sheet is window.panels["DataSheet"]


@pytest.mark.slow
def test_both_cards_are_seen_where_there_is_room(window: Any, images: ImagesSheet) -> None:
    assert not images.set_card.isVisible()
    window.resize(1600, 1000)
    assert images.set_card.isVisible()
    assert images.image_card.isVisible()
    assert not images.card_switch.isVisible()


@pytest.mark.slow
def test_a_narrow_window_keeps_every_class_and_every_word_in_sight(
    window: Any, images: ImagesSheet, qtbot: Any
) -> None:
    window.resize(820, 540)
    qtbot.waitUntil(lambda: images.chips.visibleRegion().contains(images.chips.place(10).toRect()))
    for segment in images.finder.part.group.buttons():
        assert segment.width() >= segment.sizeHint().width()


def test_the_strip_is_empty_of_the_sheet_s_words_once_it_is_closed(window: Any, images: ImagesSheet) -> None:
    images.image_card.enlarged.point(3, 3)
    assert window.panels["ExplainerPanel"].text().startswith("Pixel, row 3")
    window.action("images").trigger()
    assert "Pixel" not in window.panels["ExplainerPanel"].text()


@pytest.mark.slow
def test_every_control_has_a_name_and_can_be_reached_by_tab_from_top_to_bottom(images: ImagesSheet) -> None:
    controls = [
        each
        for each in images.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    for each in controls:
        assert each.objectName(), each
        assert each.accessibleName(), each.objectName()
    order = [images.finder.field, images.chips, images.wall, images.image_card.enlarged]
    order += [images.image_card.show_button, images.image_card.draw_button]
    order[0].setFocus()
    reached: list[QWidget | None] = []
    for _ in range(20):
        reached.append(images.window().focusWidget())
        images.focusNextChild()
    places = [reached.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.alone
def test_scrolling_paints_what_is_in_sight_in_a_moment(window: Any, images: ImagesSheet) -> None:
    images.wall.viewport().grab()
    start = time.process_time()
    for place in range(0, 2000, 100):
        images.wall.verticalScrollBar().setValue(place)
        images.wall.viewport().grab()
    assert (time.process_time() - start) / 20 < 0.05  # 2 ms on a quiet machine


@pytest.mark.slow
def test_ctrl_f_goes_to_the_field_and_escape_empties_it_before_it_closes_the_sheet(
    window: Any, images: ImagesSheet
) -> None:
    window.activateWindow()
    images.wall.setFocus()
    QTest.keyClick(images.wall, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert images.finder.field.hasFocus()
    type_(images, "label 3")
    assert images.chips.chosen == {3}
    QTest.keyClick(images.finder.field, Qt.Key.Key_Escape)
    assert (images.finder.field.text(), len(images.numbers)) == ("", 512)
    assert window.stage.sheet is images
    QTest.keyClick(images.finder.field, Qt.Key.Key_Escape)
    assert window.stage.sheet is None
