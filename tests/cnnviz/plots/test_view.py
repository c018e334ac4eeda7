"""The mouse on a plot: what is read off is what lies under it, also after it has moved the curves."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.plots.curve_model import Curves, Line
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.widgets import theme

NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)


@pytest.fixture
def plot(qtbot: QtBot) -> CurvePlot:
    """A plot of 1000 steps."""
    theme.load_fonts()
    made = CurvePlot("loss", Curves("Loss", lines=[Line("train", noisy=True)]))
    qtbot.addWidget(made)
    made.resize(310, 134)
    made.show()
    made.curves.columns.extend(np.linspace(2, 1, 1000, dtype=np.float32)[:, None])
    made.refresh()
    made.grab()
    return made


def mouse(plot: CurvePlot, kind: QEvent.Type, x: float, held: Qt.MouseButton = LEFT) -> None:
    button = NONE if kind == MOVE else LEFT
    place, held = QPointF(x, 60), NONE if kind == RELEASE else held
    event = QMouseEvent(kind, place, plot.mapToGlobal(place), button, held, PLAIN)
    QApplication.sendEvent(plot.built().viewport(), event)


def under(plot: CurvePlot, x: float) -> int:
    assert plot.area is not None
    return round(min(max(plot.area.shown().step(x), 1), 1000))


def test_after_the_curves_were_dragged_what_is_under_the_mouse_is_read(plot: CurvePlot, qtbot: QtBot) -> None:
    plot.set_span(100, 600)
    mouse(plot, MOVE, 150, NONE)
    assert plot.curves.cross == under(plot, 150)
    mouse(plot, PRESS, 150)
    for x in (180, 230, 290):
        qtbot.wait(15)  # pyqtgraph leaves out moves that come faster
        mouse(plot, MOVE, x)
    mouse(plot, RELEASE, 290)
    assert plot.curves.span[0] == 0  # the end was reached on the way
    assert plot.curves.cross == under(plot, 290)


def test_while_a_step_is_dragged_to_it_is_read(plot: CurvePlot) -> None:
    plot.playhead.wanted = True
    steps: list[int] = []
    plot.playhead.dragged.connect(steps.append)
    mouse(plot, MOVE, 150, NONE)
    mouse(plot, PRESS, 150)
    mouse(plot, MOVE, 220)
    assert steps == [plot.curves.cross] == [under(plot, 220)]
    mouse(plot, RELEASE, 220)
    assert plot.curves.cross == under(plot, 220)


def test_after_the_wheel_what_is_under_the_mouse_is_read(plot: CurvePlot) -> None:
    plot.set_span(500, 900)
    mouse(plot, MOVE, 250, NONE)
    place = QPointF(250, 60)
    turned = QPoint(0, -240)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, plot.mapToGlobal(place), QPoint(), turned, NONE, PLAIN, phase, False)
    QApplication.sendEvent(plot.built().viewport(), event)
    assert plot.curves.cross == under(plot, 250)
