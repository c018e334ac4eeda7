"""Values travel along the edges by themselves, or by hand; with reduced motion only by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.trace.recording import Cell


def test_values_set_out_arrive_and_are_moved_by_hand(qtbot: QtBot, window: Any) -> None:
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    window.session.set_cursor(len(window.session.trace.stops) - 1)
    view, flow = window.panels.canvas.view, window.panels.canvas.view.flow
    assert flow.still  # tests move nothing by themselves
    flow.still = False
    window.session.select(Cell("conv2", "output", (0, 1, 3, 4)))
    assert view.focus_ is not None
    assert flow.at < 1.0
    qtbot.waitUntil(lambda: flow.at == 1.0)
    arrived: QImage = view.grab().toImage()
    window.action("values_on").trigger()
    assert flow.at == 0.0  # anew
    for _ in range(5):
        window.action("values_on").trigger()
    assert 0.49 < flow.at < 0.51
    assert view.grab().toImage() != arrived
    window.action("values_back").trigger()
    assert flow.at < 0.41
    flow.still = True
    window.session.select(Cell("conv2", "output", (0, 1, 3, 5)))
    assert flow.at == 1.0
