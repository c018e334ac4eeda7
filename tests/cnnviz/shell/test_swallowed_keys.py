"""A key that the control with the focus has no use for does what it does anywhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import core
from cnnviz.features.curves.curves_panel import SmallButton
from cnnviz.shell.dialogs import Dialogs
from cnnviz.shell.main_window import MainWindow

pytestmark = pytest.mark.slow

ALT = Qt.KeyboardModifier.AltModifier
CONTROLS = QAbstractButton, QAbstractSlider, QComboBox


@pytest.fixture
def roomy(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.resize(1600, 1000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def controls(within: QWidget) -> Iterator[QWidget]:
    """Each control in sight that Tab leads to, with the keyboard in it."""
    for kind in CONTROLS:
        for each in within.findChildren(kind):
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                each.setFocus(Qt.FocusReason.TabFocusReason)
                assert each.hasFocus()
                yield each


def test_plus_and_minus_change_the_weight_from_everywhere_in_the_card(
    qtbot: QtBot, roomy: MainWindow
) -> None:
    roomy.action("touch").trigger()
    card = roomy.panels.microscope._touch_card
    names = []
    for control in controls(card):
        before, stepped = card.touching.wanted, []
        card.editor.grid.stepped.connect(lambda by, _, stepped=stepped: stepped.append(by))
        QTest.keyClick(control, Qt.Key.Key_Plus)
        QTest.keyClick(control, Qt.Key.Key_Minus)
        assert stepped == [1.0, -1.0], control.objectName()
        assert card.touching.wanted == pytest.approx(before)
        names.append(control.objectName())
    assert {"weight_more", "weight_less", "weight_zero", "touch_amount", "touch_close"} <= {*names}


def test_after_a_click_on_more_plus_goes_on(qtbot: QtBot, roomy: MainWindow) -> None:
    roomy.action("touch").trigger()
    card = roomy.panels.microscope._touch_card
    roomy.panels.canvas.view.setFocus()
    button = card.findChild(QAbstractButton, "weight_more")
    before, step = card.touching.wanted, card.touching.step
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    focus = roomy.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Plus)
    assert card.touching.wanted == pytest.approx(before + 2 * step)


def test_plus_and_minus_change_the_size_of_images_from_everywhere_in_the_sheet(
    qtbot: QtBot, roomy: MainWindow
) -> None:
    roomy.toggle_sheet("images")
    sheet = roomy.sheet("images")
    qtbot.waitUntil(lambda: bool(sheet.parts))
    sizes = set()
    for control in controls(sheet):
        if control.objectName().startswith("images_sizes"):
            continue
        sheet.wall.use_size(0)
        QTest.keyClick(control, Qt.Key.Key_Plus)
        assert sheet.wall.size_number == 1, control.objectName()
        QTest.keyClick(control, Qt.Key.Key_Minus)
        assert sheet.wall.size_number == 0
        sizes.add(control.objectName())
    assert "images_data" in sizes


def test_keys_of_the_canvas_work_from_its_toolbar_and_from_the_bar_at_the_top(
    qtbot: QtBot, roomy: MainWindow
) -> None:
    roomy.action("record").trigger()
    qtbot.waitUntil(lambda: roomy.session.trace is not None)
    last, view = len(roomy.session.trace.stops) - 1, roomy.panels.canvas.view
    cell = core.Cell("conv1", "output", (0, 1, 5, 5))
    tried = 0
    for panel in (roomy.panels.canvas.toolbar, roomy.panels.transport):
        for control in controls(panel):
            roomy.session.set_cursor(last)
            roomy.session.select(cell)
            control.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(control, Qt.Key.Key_G)
            assert roomy.session.selection.quantity.startswith("grad"), control.objectName()
            QTest.keyClick(control, Qt.Key.Key_G)
            QTest.keyClick(control, Qt.Key.Key_Right, ALT)
            assert roomy.session.selection.index == (0, 1, 5, 6), control.objectName()
            assert control.hasFocus()
            tried += 1
    assert tried > 8
    assert view.cell is not None


def test_arrows_turn_the_pages_of_the_evaluation_from_its_buttons(qtbot: QtBot, roomy: MainWindow) -> None:
    roomy.toggle_sheet("evaluate")
    sheet = roomy.sheet("evaluate")
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None)
    for button in (sheet.again_button, sheet.repeat):
        sheet.open_page("classes")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Right)
        assert sheet.page_name == "mistakes"


def test_space_is_for_the_box_or_the_button_that_has_the_focus(qtbot: QtBot, roomy: MainWindow) -> None:
    roomy.toggle_sheet("evaluate")
    sheet = roomy.sheet("evaluate")
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None)
    roomy.stage.close_sheet()
    boxes = roomy.findChildren(QCheckBox) + roomy.findChildren(SmallButton)
    assert len(boxes) >= 4
    clicked: list[str] = []
    for box in boxes:
        box.clicked.connect(lambda _, box=box: clicked.append(box.objectName()))
    for name in ("", "evaluate"):
        if name:
            roomy.toggle_sheet(name)
        for box in boxes:
            if not box.isVisible() or not box.isEnabled() or roomy.stage.covers(box):
                continue
            box.setFocus(Qt.FocusReason.TabFocusReason)
            clicked.clear()
            QTest.keyClick(box, Qt.Key.Key_Space)
            assert clicked == [box.objectName()]
            assert not roomy.session.training


def test_keys_of_the_map_work_from_everywhere_in_the_sheet(qtbot: QtBot, roomy: MainWindow) -> None:
    roomy.toggle_sheet("evaluate")
    sheet = roomy.sheet("evaluate")
    qtbot.waitUntil(lambda: sheet.evaluation.result is not None)
    sheet.open_page("map")
    page = sheet.page("map")
    qtbot.waitUntil(lambda: page.mapping is not None and page.mapping.complete)
    for control in (sheet, sheet.again_button, page.side.wrong, page.legend):
        page.legend.switch(3)
        page.scatter.zoom(0.5)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert page.scatter.viewpoint().zoomed > 1.5
        QTest.keyClick(control, Qt.Key.Key_A)
        QTest.keyClick(control, Qt.Key.Key_Home)
        assert page.legend.hidden == frozenset()
        assert page.scatter.viewpoint().zoomed == pytest.approx(1)


def test_enter_in_a_field_takes_what_is_typed_and_does_nothing_else(
    qtbot: QtBot, roomy: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, asked = roomy.session, list[bool]()
    monkeypatch.setattr(Dialogs, "go_on", lambda self: asked.append(True))
    for _ in range(3):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 3)
    session.time.go(1)
    qtbot.waitUntil(lambda: session.time.shown is not None and roomy.action("time_go_on").isEnabled())
    field = roomy.findChild(QLineEdit, "life_which")
    qtbot.waitUntil(field.isVisible)
    for key, place in ((Qt.Key.Key_Return, (0, 0, 1, 2)), (Qt.Key.Key_Enter, (0, 0, 2, 2))):
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, f"conv1.weight{list(place)}")
        QTest.keyClick(field, key)
        assert session.time.weight == ("conv1.weight", place)
        assert asked == []
        assert session.selection is None  # Enter is also the network's
    roomy.panels.canvas.view.setFocus()
    QTest.keyClick(roomy.panels.canvas.view, Qt.Key.Key_Return)
    assert asked == [True]
