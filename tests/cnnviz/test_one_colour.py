"""A number has one colour: where the microscope shows an array of the canvas, it is at the canvas's limit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cnnviz.features.microscope.blocks.pictures import ArrayPicture, Flow, PictureRow
from cnnviz.features.microscope.pages.choose import page
from cnnviz.features.microscope.pages.subject import Colours, PageSubject, colours
from core.trace.recording import Cell

LANES = {
    "output": ("a", "{}"),
    "weight": ("a", "{}.weight"),
    "grad_output": ("b", "{}"),
    "weight.grad": ("b", "{}.weight"),
}


@pytest.fixture
def recorded(window: Any, qtbot: Any) -> Any:
    session = window.session
    for step in range(3):
        session.step_batch()
        qtbot.waitUntil(lambda step=step: len(session.history) == step + 1)
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    session.watch(3)
    session.set_cursor(
        len(session.trace.stops) - 2
    )  # all is there, and the weights are those before the step
    return window


def colours_of(trace: Any, cell: Cell) -> Colours:
    return colours(PageSubject(trace, cell), cell)


def limits(window: Any) -> dict[tuple[str, str], float]:
    """The canvas's limits by lane and array, of every layer that it can show."""
    view, found = window.panels["CanvasPanel"].view, {}
    for number, block in enumerate(view.blocks):
        for layer in block.shown:
            view.show_layer(number, layer.name)
            for column in view.layout_.columns:
                for lane in column.lanes:
                    shade = view.shades.get((lane, column.ident))
                    if shade is not None:
                        found[lane, column.key] = shade.ends[1]
    return found


def test_the_page_and_the_canvas_paint_an_array_alike(recorded: Any) -> None:
    shown, trace = limits(recorded), recorded.session.trace
    compared = 0
    for layer in trace.names:
        for quantity, (lane, name) in LANES.items():
            if (lane, name.format(layer)) in shown and quantity in trace[layer].quantities:
                place = (3, *[0] * (np.ndim(trace[layer][quantity]) - 1))
                limit = colours_of(trace, Cell(layer, quantity, place)).limit
                assert limit == shown[lane, name.format(layer)], (layer, quantity)
                compared += 1
    assert compared > 24
    assert colours_of(trace, Cell(trace.names[0], "input", (3, 0, 0, 0))).grey is not None


def test_every_picture_of_an_array_on_a_page_has_these_colours(recorded: Any) -> None:
    trace = recorded.session.trace
    for cell in (
        Cell("conv1", "output", (3, 2, 9, 9)),
        Cell("pool1", "output", (3, 2, 4, 4)),
        Cell("pool1", "grad_input", (3, 2, 9, 9)),
        Cell("conv2", "output", (3, 2, 4, 4)),
        Cell("conv2", "grad_input", (3, 2, 4, 4)),
        Cell("conv2", "weight", (1, 2, 0, 0)),
        Cell("conv2", "weight.grad", (1, 2, 0, 0)),
        Cell("conv2", "bias.grad", (1,)),
        Cell("fc4", "output", (3, 7)),
    ):
        compared = 0
        for picture in pictures(page(trace, cell)):
            target = None if picture.opens is None else picture.opens(0, 0)[0]
            if isinstance(target, Cell):
                found = colours_of(trace, target)
                assert (picture.limit, picture.grey) == (found.limit, found.grey), (cell, picture.caption)
                compared += 1
        assert compared, cell


def pictures(blocks: Any) -> list[ArrayPicture]:
    rows = [picture for block in blocks if isinstance(block, PictureRow) for picture in block.items]
    return rows + [block.picture for block in blocks if isinstance(block, Flow)]
