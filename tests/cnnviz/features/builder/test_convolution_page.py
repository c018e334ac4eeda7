"""The page of one convolution: what is pointed at is written out, and all of it is the layer's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder import BuildSheet
from cnnviz.features.builder.convolution_page import ConvolutionPage
from cnnviz.session import Session
from cnnviz.widgets import theme
from core import AvgPool2d, Conv2d, MaxPool2d


@pytest.fixture
def page(qtbot: Any) -> Iterator[ConvolutionPage]:
    """The page by itself, on a session without a network."""
    session = Session()
    holder = QWidget()
    holder.resize(1252, 648)
    panel = BuildSheet(session, holder)
    panel.resize(1252, 648)
    panel.show_page(1)
    panel.show()
    holder.show()
    holder.activateWindow()
    assert panel.convolution is not None
    yield panel.convolution
    holder.close()
    holder.deleteLater()
    session.close()


@pytest.fixture
def own(window: Any) -> ConvolutionPage:
    """The page in the window, with a network."""
    window.resize(1280, 720)
    window.action("build").trigger()
    window.activateWindow()
    panel = window.panels["BuildSheet"]
    panel.pages.group.button(1).click()
    assert panel.convolution is not None
    return panel.convolution


def type_into(page: ConvolutionPage, name: str, text: str) -> Any:
    field = page.form.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


def point(grid: Any, row: int, column: int) -> None:
    QTest.mouseMove(grid, QPoint(1, 1))  # a move to where the mouse is already would be no move
    QTest.mouseMove(grid, grid.box(grid.inner(row, column)).center().toPoint())


def test_pointing_at_an_output_outlines_its_window_and_writes_its_products(page: ConvolutionPage) -> None:
    point(page.output, 2, 3)
    assert page.input.seen == ((2, 3, 3, 3),)
    assert page.output.marked == ((2, 3, 1, 1),)
    layer = Conv2d(1, 1, 3, bias=False)
    layer.weight.data = page.material.kernel[None, None]
    own = layer.forward(page.material.image()[None, None])[0, 0]
    np.testing.assert_array_equal(page.output.values, own)
    assert page.total.text() == str(int(own[2, 3]))
    assert "✓ equal to Conv2d's own number" in page.proof.text()
    assert page.products.cells[0][0].first == str(int(page.material.image()[2, 3]))
    assert page.formula.text().endswith("floor((8 + 2·0 - 3) / 1) + 1 = 6")


def test_pointing_at_an_input_shows_the_outputs_that_its_gradient_comes_from(page: ConvolutionPage) -> None:
    point(page.input, 0, 1)
    assert len(page.output.seen) == 2
    assert "read by 2 of the outputs" in page.sentence.text()
    assert page.products.cells[0][0].first == "dy[0,1]"
    assert page.products.cells[0][1].first == "dy[0,0]"
    assert page.products.cells[2][2].first == "–"
    layer = Conv2d(1, 1, 3, bias=False)
    layer.weight.data = page.material.kernel[None, None]
    layer.forward(page.material.image()[None, None])
    assert float(page.total.text()) == layer.backward(np.ones((1, 1, 6, 6)))[0, 0, 0, 1]
    assert "✓ equal to Conv2d's own backward" in page.proof.text()


def test_arrows_move_through_the_output_and_the_input(page: ConvolutionPage) -> None:
    page.output.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(page.output, key)
    assert page.place == (1, 2)
    QTest.keyClick(page.output, Qt.Key.Key_End)
    assert page.place == (5, 5)
    QTest.keyClick(page.output, Qt.Key.Key_Home)
    assert page.place == (0, 0)
    page.input.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.input, Qt.Key.Key_Down)
    assert page.cell == (1, 0)


def test_what_makes_no_sense_is_said_in_place_and_framed(page: ConvolutionPage) -> None:
    for name, text, words in (
        ("kernel_size", "9", "doesn't fit into a map of 8×8"),
        ("stride", "0", "at least 1"),
        ("stride", "two", "whole number"),
        ("padding", "99999999999", "at most 1,000,000,000"),
        ("padding", "500", "at most 6 cells"),
        ("size", "100000", "from 1 to 32"),
        ("size", "a", "from 1 to 32"),
        ("kernel_size", "3, 5", "type one number"),
        ("padding", "some", 'must be "same"'),
    ):
        field = type_into(page, name, text)
        assert words in page.formula.text()
        assert field.property("wrong")
        assert page.output.faded
        page.player.toggle()
        type_into(page, name, {"size": "8", "kernel_size": "3", "stride": "1", "padding": "0"}[name])
        assert not page.error
        assert not page.output.faded
        page.player.pause()


def test_a_field_that_is_emptied_says_what_is_missing(page: ConvolutionPage) -> None:
    field = page.form.fields["stride"]
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert "type a number" in page.error


def test_padding_is_hatched_and_told_and_same_keeps_the_size(page: ConvolutionPage) -> None:
    type_into(page, "padding", "same")
    assert page.input.pads == ((1, 1), (1, 1))
    assert page.captions[2].text() == "output 8×8"
    page.go((0, 0))
    assert page.products.cells[0][0].first == "pad 0"
    assert "5 of these places lie on the border" in page.sentence.text()


def test_cells_that_no_window_reads_are_crossed_out_and_told(page: ConvolutionPage) -> None:
    type_into(page, "stride", "2")
    assert page.input.unread is not None
    assert page.input.unread.sum() == 15
    assert "15 cells of the input are never read" in page.sentence.text()
    point(page.input, 7, 7)
    assert "its gradient is 0" in page.sentence.text()


@pytest.mark.parametrize(("button", "layer"), [(1, MaxPool2d(2)), (2, AvgPool2d(2))])
def test_pooling_slides_likewise(page: ConvolutionPage, button: int, layer: Any) -> None:
    page.form.kinds.group.button(button).click()
    own = layer.forward(page.material.image()[None, None])[0, 0]
    np.testing.assert_array_equal(page.output.values, own)
    page.go((1, 1))
    assert "✓" in page.proof.text()
    assert not page.products.editable
    assert not page.form.preset.isVisible()
    point(page.input, 2, 2)
    assert "read by 1 of the outputs" in page.sentence.text()


def test_a_weight_is_typed_by_mouse_and_by_keyboard(page: ConvolutionPage) -> None:
    box = page.products.box(1, 1).center().toPoint()
    QTest.mouseClick(page.products, Qt.MouseButton.LeftButton, pos=box)
    assert page.products.editor.isVisible()
    page.products.editor.selectAll()
    QTest.keyClicks(page.products.editor, "2.5")
    QTest.keyClick(page.products.editor, Qt.Key.Key_Return)
    assert page.material.kernel[1, 1] == 2.5
    assert page.form.preset.currentData() == "typed"
    QTest.keyClick(page.products, Qt.Key.Key_Right)
    QTest.keyClick(page.products, Qt.Key.Key_1)
    assert page.products.editor.text() == "1"
    QTest.keyClicks(page.products.editor, "0")
    QTest.keyClick(page.products.editor, Qt.Key.Key_Return)
    assert page.material.kernel[1, 2] == 10
    QTest.keyClick(page.products, Qt.Key.Key_Return)
    QTest.keyClick(page.products.editor, Qt.Key.Key_Escape)
    assert page.material.kernel[1, 2] == 10
    assert page.isVisible()


def test_a_kernel_that_shrinks_under_the_typing_ends_it(page: ConvolutionPage) -> None:
    page.products.open(2, 2, "5")
    page.form.put("kernel_size", 2)
    page.refresh()
    assert page.products.editor.isHidden()
    page._weight_typed(2, 2, "5")
    assert page.material.kernel.shape == (2, 2)
    page.products.open(1, 1, "5")
    page.go((3, 3))
    assert page.products.editor.isVisible()


def test_a_weight_that_is_no_number_is_refused_in_place(page: ConvolutionPage) -> None:
    before = page.material.kernel
    for text in ("much", "", "1, 2", "nan", "inf", "1e99"):
        page.products.open(0, 0, text)
        QTest.keyClick(page.products.editor, Qt.Key.Key_Return)
        assert "a weight is a number" in page.proof.text()
    assert page.material.kernel is before


def test_the_networks_own_kernel_on_the_watched_image_makes_the_networks_own_map(
    window: Any, own: ConvolutionPage
) -> None:
    own.form.source.setCurrentIndex(own.form.source.findData("watched"))
    own.form.source.activated.emit(own.form.source.currentIndex())
    own.form.preset.setCurrentIndex(own.form.preset.findData("conv1/3"))
    own.form.preset.activated.emit(own.form.preset.currentIndex())
    type_into(own, "padding", "2")
    shot = window.session.snapshot
    bias = shot.parameters["conv1.bias"][3]
    np.testing.assert_allclose(own.output.values + bias, shot.probe.outputs["conv1"][3], atol=1e-5)
    assert "conv1, kernel 3, step 0" in own.form.preset.currentText()


@pytest.mark.slow
def test_another_watched_image_comes_into_the_sandbox(window: Any, own: ConvolutionPage, qtbot: Any) -> None:
    own.form.source.setCurrentIndex(own.form.source.findData("watched"))
    own.form.source.activated.emit(own.form.source.currentIndex())
    before = own.input.values
    window.session.watch(5)
    qtbot.waitUntil(lambda: not np.array_equal(own.input.values, before))
    np.testing.assert_allclose(own.input.values, window.session.snapshot.probe.outputs["input"][0])


@pytest.mark.slow
def test_a_part_of_the_image_is_cropped_and_a_larger_one_refused(own: ConvolutionPage) -> None:
    own.form.source.setCurrentIndex(own.form.source.findData("watched"))
    own.form.source.activated.emit(own.form.source.currentIndex())
    type_into(own, "size", "10")
    assert own.input.values.shape == (10, 10)
    type_into(own, "size", "30")
    assert "the watched image is 28×28" in own.error


def test_a_kernel_grows_with_its_field_and_keeps_what_was_typed(page: ConvolutionPage) -> None:
    type_into(page, "kernel_size", "5")
    assert page.material.kernel.shape == (5, 5)
    assert page.form.preset.currentData() == "upright edges"
    page._weight_typed(2, 2, "7")
    type_into(page, "kernel_size", "7")
    assert page.material.kernel[3, 3] == 7
    assert page.material.kernel[0].sum() == 0
    assert page.form.preset.currentData() == "typed"


def test_play_goes_on_by_the_clock_and_with_reduced_motion_by_steps(
    page: ConvolutionPage, qtbot: Any
) -> None:
    page.player.still = True
    page.player.play.click()
    assert page.place == (0, 1)
    assert not page.player.playing
    page.player.still = False
    page.player.speed.setCurrentIndex(3)
    page.player.play.click()
    qtbot.waitUntil(lambda: page.place != (0, 1))
    page.player.scrub.setValue(35)
    assert page.place == (5, 5)
    assert not page.player.playing


@pytest.mark.slow
def test_nothing_plays_on_under_a_closed_sheet(window: Any, own: ConvolutionPage) -> None:
    assert own.player.still
    own.player.still = False
    own.player.play.click()
    assert own.player.playing
    window.action("build").trigger()
    assert not own.player.playing


def test_both_themes_and_every_size_are_painted(page: ConvolutionPage) -> None:
    for size, padding in ((1, 0), (2, 6), (32, 6)):
        page.form.put("kernel_size", 1)
        page.form.put("size", size)
        page.form.put("padding", padding)
        page.refresh()
        for name in ("light", "dark"):
            theme.use(name)
            page.setStyleSheet(theme.stylesheet())
            page.grab()
        assert not page.error
    theme.use("dark")
