"""The sheet for building a network: edited by mouse and by keyboard, checked while typing, and used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from cnnviz.features.builder import BuildSheet
from cnnviz.features.builder.layer_card import columns
from cnnviz.features.builder.network_page import NetworkPage
from cnnviz.features.builder.products import Products
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.number_grid import NumberGrid
from core import Sequential
from core.blueprint import fit
from core.layers import LAYERS
from core.models import lenet5


@pytest.fixture
def build(qtbot: Any) -> Iterator[BuildSheet]:
    """The sheet by itself, with LeNet-5, on a session without a network."""
    session = Session()
    holder = QWidget()
    holder.resize(1252, 648)
    panel = BuildSheet(session, holder)
    panel.resize(1252, 648)
    panel.network.blueprint.begin(lenet5().spec(), (1, 28, 28))
    panel.network.blueprint.forget()
    panel.show()
    holder.show()
    holder.activateWindow()
    yield panel
    holder.close()
    holder.deleteLater()
    session.close()


@pytest.fixture
def opened(window: Any) -> NetworkPage:
    """The page in the window, with its network."""
    window.resize(1280, 720)
    window.action("build").trigger()
    window.activateWindow()
    return window.panels["BuildSheet"].network


@pytest.fixture
def page(build: BuildSheet) -> NetworkPage:
    return build.network


def test_on_a_low_window_layers_and_arithmetic_scroll(qtbot: Any, build: BuildSheet) -> None:
    build.resize(825, 383)
    area = build.findChild(QScrollArea, "palette_area")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    buttons = build.network.palette_.buttons.values()
    assert all(button.height() >= 20 for button in buttons)
    assert max(button.geometry().bottom() for button in buttons) < build.network.palette_.height()
    build.show_page(1)
    page = build.convolution
    qtbot.waitUntil(lambda: page.products.height() >= 40 * page.products.shape()[0])
    assert page.height() >= page.minimumSizeHint().height()


def names(page: NetworkPage) -> list[str]:
    return [card.text.name for card in page.list.cards]


def index(page: NetworkPage, name: str) -> int:
    return names(page).index(name)


def type_into(page: NetworkPage, name: str, argument: str, text: str) -> Any:
    field = page.list.cards[index(page, name)].fields[argument]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


def test_it_opens_with_the_network_in_the_window_and_escape_closes(window: Any, opened: NetworkPage) -> None:
    assert opened.answer.spec() == window.session.snapshot.spec
    assert opened.answer.fine
    assert not opened.blueprint.done
    window.action("escape").trigger()
    assert window.stage.sheet is None


def test_every_number_of_a_card_is_the_networks_own(page: NetworkPage) -> None:
    network = Sequential.from_spec(page.answer.spec())
    shapes = network.shapes((1, 28, 28))
    for card in page.list.cards:
        shape, parameters, _ = card.text.figures
        assert shape == "×".join(map(str, shapes[card.text.name]))
        count = sum(p.data.size for p in network.layers[card.text.name].parameters().values())
        assert parameters == (f"{count:,}" if count else "–")
    total = sum(p.data.size for p in network.named_parameters().values())
    assert page.foot.totals.text().startswith(f"{total:,} parameters")


def test_shapes_follow_while_one_types_and_what_was_typed_is_one_edit(page: NetworkPage) -> None:
    type_into(page, "conv2", "out_channels", "24")
    assert page.list.cards[index(page, "conv2")].text.figures[0] == "24×10×10"
    assert page.list.cards[index(page, "bn2")].fields["num_features"].placeholderText() == "24"
    assert [stage.words for stage in page.blocks.stages][3] == "24×10×10"
    page.changes.undo()
    assert page.blueprint.items[4].arguments["out_channels"] == 16
    assert page.list.cards[4].fields["out_channels"].text() == "16"
    page.changes.redo()
    assert page.blueprint.items[4].arguments["out_channels"] == 24


def test_numbers_and_names_can_be_typed_character_by_character(page: NetworkPage) -> None:
    page.palette_.buttons["Dropout"].click()
    field = type_into(page, "dropout1", "p", "0.25")
    assert field.text() == "0.25"
    assert page.blueprint.items[1].arguments["p"] == 0.25
    field = type_into(page, "bn1", "eps", "1e-03")
    assert field.text() == "1e-03"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "0.001"
    name = page.list.cards[0].name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "my first layer ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert names(page)[0] == "my first layer"
    assert page.answer.rows[0].name == "my first layer"
    assert page.answer.fine


def test_wrong_input_is_answered_at_its_layer_and_the_button_says_why(page: NetworkPage) -> None:
    for text, words in (
        ("15", "doesn't fit into a map of 14×14"),
        ("0", "at least 1"),
        ("many", "whole number"),
        ("9999999999999", "at most 1,000,000,000"),
        ("-3", "at least 1"),
    ):
        field = type_into(page, "conv2", "kernel_size", text)
        card = page.list.cards[index(page, "conv2")]
        assert words in card.text.error
        assert field.property("wrong")
        assert page.list.cards[index(page, "pool2")].text.grey
        assert page.list.cards[index(page, "pool2")].text.error == ""
        assert not page.foot.use.isEnabled()
        assert words in page.foot.use.toolTip()
        assert words in page.foot.note.text()
        assert page.blocks.stages[-1].shape is None


def test_a_fix_is_one_click_and_one_undo(page: NetworkPage) -> None:
    type_into(page, "fc4", "in_features", "784")
    card = page.list.cards[index(page, "fc4")]
    assert card.text.error == "fc4 expects 784 numbers but gets 120: set in_features to 120"
    assert card.fix is not None
    QTest.mouseClick(card.fix, Qt.MouseButton.LeftButton)
    assert page.answer.fine
    page.changes.undo()
    assert not page.answer.fine


def test_a_layer_is_added_after_the_chosen_one_from_the_palette(page: NetworkPage) -> None:
    page.list.choose(page.blueprint.items[index(page, "pool1")].key)
    QTest.mouseClick(page.palette_.buttons["Dropout"], Qt.MouseButton.LeftButton)
    assert names(page)[1:4] == ["pool1", "dropout1", "bn1"]
    assert page.list.card(page.list.current).text.name == "dropout1"
    button = page.palette_.buttons["Conv2d"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert names(page)[3] == "conv6"


def test_a_layer_whose_name_or_field_is_clicked_is_the_chosen_one(page: NetworkPage) -> None:
    for name, argument in (("relu1", ""), ("conv1", "padding")):
        key = page.list.cards[index(page, name)].text.key
        card = page.list.card(key)
        assert card is not None
        QTest.mouseClick(card.fields[argument] if argument else card.name, Qt.MouseButton.LeftButton)
        assert page.list.current == key
        assert [each.text.key for each in page.list.cards if each.current] == [key]


def test_a_name_is_seen_whole(opened: NetworkPage) -> None:
    opened.list.choose(opened.list.cards[-1].text.key)
    QTest.mouseClick(opened.palette_.buttons["LogSoftmax"], Qt.MouseButton.LeftButton)
    field = opened.list.card(opened.list.current).name
    assert field.text() == "log_softmax5"
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
    assert field.fontMetrics().horizontalAdvance(field.text()) + 4 <= room  # two pixels on either side
    assert field.cursorPosition() == 0


def test_every_type_of_layer_can_be_added_and_has_a_sentence(page: NetworkPage) -> None:
    assert sorted(page.palette_.buttons) == sorted(kind.__name__ for kind in LAYERS)
    for kind, button in page.palette_.buttons.items():
        assert button.toolTip()
        button.click()
        assert page.list.card(page.list.current).text.kind == kind
        assert page.list.card(page.list.current).text.tip


@pytest.mark.slow
def test_delete_takes_a_layer_out_and_leaves_the_drawing_alone(window: Any, opened: NetworkPage) -> None:
    window.session.drawing.start()
    card = opened.list.cards[index(opened, "relu1")]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert "relu1" not in names(opened)
    assert opened.list.cards[3].text.name == "conv2"
    assert opened.list.cards[3].hasFocus()
    QTest.keyClick(opened.list.cards[3], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "relu1" in names(opened)
    window.session.drawing.stop()


def test_undo_is_the_networks_while_the_keyboard_is_in_the_sheet(
    qtbot: Any, window: Any, opened: NetworkPage
) -> None:
    control, undo = Qt.KeyboardModifier.ControlModifier, window.action("undo")
    field = type_into(opened, "conv2", "out_channels", "24")
    assert undo.text() == "Undo: edit of the network"
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    assert field.text() == "16"
    QTest.keyClick(field, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == "24"
    window.panels["BuildSheet"].pages.group.button(1).click()
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)
    window.panels["BuildSheet"].pages.group.button(0).click()
    assert undo.isEnabled()
    window.action("escape").trigger()
    assert not undo.isEnabled()


def test_arrows_walk_and_with_alt_they_move_the_layer(page: NetworkPage) -> None:
    card = page.list.cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Down)
    assert page.list.cards[1].hasFocus()
    QTest.keyClick(page.list.cards[1], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:3] == ["conv1", "bn1", "pool1"]
    assert page.list.cards[2].hasFocus()
    QTest.keyClick(page.list.cards[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:3] == ["conv1", "pool1", "bn1"]
    QTest.keyClick(page.list.cards[1], Qt.Key.Key_End)
    assert page.list.card(page.list.current).hasFocus()


def test_a_card_is_dragged_to_another_place(page: NetworkPage) -> None:
    card = page.list.cards[1]
    grip = QPoint(8, 20)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(card, grip + QPoint(0, 10))
    QTest.mouseMove(card, grip + QPoint(0, 40))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=grip)
    assert names(page)[:3] == ["conv1", "bn1", "pool1"]
    tops = [card.y() for card in page.list.cards]
    assert tops == sorted(tops)
    page.changes.undo()
    assert names(page)[:3] == ["conv1", "pool1", "bn1"]


def test_the_cross_of_a_card_takes_it_out(page: NetworkPage) -> None:
    card = page.list.cards[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 15, 23))
    assert names(page)[0] == "pool1"


@pytest.mark.slow
def test_every_network_to_begin_from_is_put_in_and_taken_back(page: NetworkPage) -> None:
    before = page.blueprint.items
    for row in range(1, page.start.count()):
        page.start.activated.emit(row)
        assert page.answer.fine or not page.list.cards
        page.changes.undo()
        assert page.blueprint.items == before


def test_an_empty_list_says_how_to_go_on(page: NetworkPage) -> None:
    page.start.activated.emit(page.start.count() - 1)
    assert page.list.cards == []
    assert "no layer yet" in page.foot.note.text()
    page.list.grab()


def test_a_built_network_is_confirmed_used_and_really_trains(
    window: Any, opened: NetworkPage, qtbot: Any
) -> None:
    opened.start.activated.emit(opened.start.count() - 1)
    for kind in ("Conv2d", "ELU", "AvgPool2d", "BatchNormPixel", "Dropout", "Flatten", "Linear"):
        opened.palette_.buttons[kind].click()
    assert opened.answer.fix is not None
    opened.list.cards[-1].fix.click()
    assert opened.answer.fine
    opened.foot.use.click()
    assert "from seed 0" in opened.foot.note.text()
    assert window.session.config.spec is None
    with qtbot.waitSignal(window.session.config_changed):
        opened.foot.begin.click()
    qtbot.waitUntil(lambda: window.stage.sheet is None)
    assert window.session.config.spec == opened.answer.spec()
    for _ in range(3):
        window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 3)
    assert set(window.session.snapshot.parameters) >= {"conv1.weight", "bn1.weight", "fc2.bias"}
    assert all(np.isfinite(array).all() for array in window.session.snapshot.parameters.values())


@pytest.mark.slow
def test_a_built_network_begins_with_the_rate_that_was_set_last(
    window: Any, opened: NetworkPage, qtbot: Any
) -> None:
    session = window.session
    session.set_base_lr(0.013)
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.013)
    assert session.config.lr != 0.013  # the run under way began with another
    assert opened.config().lr == 0.013
    run = session.snapshot.run
    session.reset(opened.config())
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    assert session.config.lr == session.snapshot.base_lr == 0.013


def test_a_presets_network_for_other_images_stays_the_presets(
    page: NetworkPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "image_shape", lambda: (3, 32, 32))
    monkeypatch.setattr(page, "classes", lambda: 2)
    page.blueprint.begin(fit(lenet5().spec(), (3, 32, 32), 2), (3, 32, 32))
    page.refresh()
    assert page.config().spec is None
    type_into(page, "conv2", "out_channels", "20")
    assert page.config().spec == page.answer.spec()


def test_escape_answers_the_question_before_it_closes_the_sheet(window: Any, opened: NetworkPage) -> None:
    opened.foot.use.click()
    assert opened.foot.asking
    QTest.keyClick(opened.foot.begin, Qt.Key.Key_Escape)
    assert not opened.foot.asking
    assert window.stage.sheet is not None


@pytest.mark.slow
def test_a_refusal_of_the_trainer_is_a_message_and_the_list_stays(
    window: Any, opened: NetworkPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise ValueError("no room")

    monkeypatch.setattr(window.session.engine, "reset", refuse)
    with qtbot.waitSignal(window.session.message) as heard:
        opened.foot.use.click()
        opened.foot.begin.click()
    assert heard.args == ["no room", "error"]
    assert window.stage.sheet is not None
    assert window.session.config.spec is None


@pytest.mark.slow
def test_the_settings_open_filled_with_the_network(window: Any, opened: NetworkPage) -> None:
    type_into(opened, "conv2", "out_channels", "20")
    opened.foot.settings.click()
    assert window.stage.sheet is None
    assert window.stage.drawer_open
    assert window.panels["SettingsDrawer"].wanted().spec == opened.answer.spec()


def test_figures_give_way_in_a_narrow_sheet_and_stand_in_a_wide_one(page: NetworkPage) -> None:
    assert len(columns(page.list.width())) == 3
    for width in (2000, 684, 600, 540):
        assert sum(columns(width)) <= max(width - 430, 92)


def test_a_click_into_the_picture_goes_to_the_layer(page: NetworkPage) -> None:
    places = page.blocks.places()
    QTest.mouseClick(page.blocks, Qt.MouseButton.LeftButton, pos=places[3].center().toPoint())
    assert page.list.card(page.list.current).text.name == "conv2"
    assert page.blocks.current == page.list.current


@pytest.mark.slow
def test_maps_are_drawn_to_one_scale_and_fit(page: NetworkPage) -> None:
    for row in range(1, 7):
        page.start.activated.emit(row)
        scale, places = page.blocks.scale(), page.blocks.places()
        assert places[-1].bottom() <= page.blocks.height()
        drawn = zip(page.blocks.stages, places, strict=True)
        maps = [(stage.shape, box) for stage, box in drawn if stage.shape and len(stage.shape) == 3]
        heights = {shape[1]: box.height() for shape, box in maps}
        for size, height in heights.items():
            assert height == pytest.approx(max(12, size * scale))


def test_both_themes_and_a_small_window_are_painted(build: BuildSheet) -> None:
    build.resize(790, 470)
    for name in ("light", "dark"):
        theme.use(name)
        build.setStyleSheet(theme.stylesheet())
        build.grab()
    assert not build.network.blocks.isVisible()


def test_every_control_of_both_pages_has_a_name_and_says_what_it_does(build: BuildSheet) -> None:
    build.show_page(1)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QSlider, NumberGrid, Products)
    controls = [one for kind in kinds for one in build.findChildren(kind)]
    assert len(controls) > 80
    for one in controls:
        parent = one.parent()
        if isinstance(parent, QComboBox) or one.objectName() in ("qt_spinbox_lineedit", "weight_editor"):
            continue
        assert one.objectName(), one
        assert one.accessibleName(), one.objectName()
        assert one.toolTip(), one.objectName()
