from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

import core
from cnnviz.features.curves import CurvesPanel
from cnnviz.plots import names
from cnnviz.plots.curve_model import Line
from cnnviz.plots.names import LineEnd
from cnnviz.session import Session
from cnnviz.widgets import theme
from core.trace.recording import Stop
from core.training import Evaluation, History, StepRecord

LAYERS = ("conv1", "bn1", "fc5")


def records(first: int, last: int) -> list[StepRecord]:
    def row(step: int) -> StepRecord:
        per_layer = np.array([0.1, 0.01, 0.001], np.float32) / step
        return StepRecord(step, step / 938, 2.3 / step, 1 - 1 / step, 0.1, step / 200, *[per_layer] * 3)

    return [row(step) for step in range(first, last + 1)]


@pytest.fixture
def window(qtbot):
    theme.load_fonts()
    made = QWidget()
    qtbot.addWidget(made)
    made.session = Session(data=lambda: (None, None))
    made.session.live.history = History(LAYERS)
    made.panel = CurvesPanel(made.session, made)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSizeConstraint(
        QVBoxLayout.SizeConstraint.SetNoConstraint
    )  # the offscreen screen knows no limits
    column.addWidget(made.panel)
    column.addStretch(1)
    made.resize(1260, 1000)
    made.show()
    yield made
    made.session.close()


@pytest.fixture
def panel(window):
    return window.panel


def grow(panel: CurvesPanel, last: int) -> None:
    panel.session.history.append_all(records(len(panel.session.history) + 1, last))
    panel.session.history_changed.emit()


def test_an_empty_panel_names_the_next_action(panel):
    assert "Train" in panel.plots["loss"].curves.empty_text
    assert all(plot.curves.empty_text for plot in panel.plots.values())
    assert panel.plots["loss"].curves.steps == 0


def test_every_step_of_the_history_reaches_the_plots(panel):
    grow(panel, 300)
    grow(panel, 700)
    assert {plot.curves.steps for plot in panel.plots.values()} == {700}
    assert panel.plots["loss"].curves.value_at("train", 500) == np.float32(2.3 / 500)
    assert panel.plots["gradient"].curves.value_at("fc5", 10) == pytest.approx(0.0001)
    assert [line.name for line in panel.plots["update"].curves.lines] == list(LAYERS)


def test_a_new_run_starts_the_curves_anew(panel):
    grow(panel, 500)
    panel.session.live.history = History(("conv1", "fc2"), run=1)
    panel.session.history_changed.emit()
    assert panel.plots["loss"].curves.steps == 0
    assert [line.name for line in panel.plots["gradient"].curves.lines] == ["conv1", "fc2"]


def test_a_run_that_comes_back_has_its_axes_again(panel):
    begun, steps = panel.session.history, (20, 100, 200)
    for last in steps:
        grow(panel, last)
        panel.grab()
    plots = panel.plots.values()
    axes = [plot.curves.limits for plot in plots]
    for identity, last in ((None, 5), (begun.identity, steps[-1])):
        panel.session.live.history = History(LAYERS, identity=identity)
        grow(panel, last)
        panel.grab()
    assert [plot.curves.limits for plot in plots] == axes


def test_tests_on_unseen_images_are_marked(panel):
    grow(panel, 100)
    panel.session.history.evaluations.append(Evaluation(94, 0.1, 0.97, 0.08))
    panel.session.history_changed.emit()
    assert panel.plots["accuracy"].curves.points.values.tolist() == [0.97]
    assert panel.plots["loss"].curves.points.values.tolist() == [0.08]
    assert panel.plots["loss"].curves.points.steps.tolist() == [94]


def test_the_norm_stands_in_for_the_rms_on_request(panel, qtbot):
    grow(panel, 50)
    panel.session.live.history = History(LAYERS, run=2)
    row = records(1, 1)[0]
    panel.session.history.append_all([row._replace(run=2, grad_norm=np.array([9.0, 8.0, 7.0], np.float32))])
    panel.session.history_changed.emit()
    qtbot.mouseClick(panel.norm_button, Qt.MouseButton.LeftButton)
    assert panel.plots["gradient"].curves.value_at("bn1", 1) == 8.0
    assert "L2" in panel.plots["gradient"].curves.title
    qtbot.mouseClick(panel.norm_button, Qt.MouseButton.LeftButton)
    assert panel.plots["gradient"].curves.value_at("bn1", 1) == pytest.approx(0.01)


@pytest.mark.parametrize(("height", "expected"), [(1000, 140), (900, 140), (899, 96), (720, 96)])
def test_the_height_follows_the_windows(window, height, expected):
    window.resize(1252, height)
    QGuiApplication.processEvents()
    assert window.panel.height() == expected


def test_beside_the_time_bar_a_low_window_names_five_layers_and_counts_the_others(window, qtbot, monkeypatch):
    window.resize(1252, 690)
    window.panel.give(28)
    QGuiApplication.processEvents()
    plot, named = window.panel.plots["gradient"], []
    ends = [LineEnd(f"conv{i}", "#ffffff", 200, 30 + i) for i in range(5)]
    monkeypatch.setattr(names, "_draw_name", lambda *given: named.append((given[2], given[1].center().y())))
    monkeypatch.setattr(plot, "_ends", ends)
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    monkeypatch.setattr(plot, "exporting", True)  # names as texts
    lines = [Line(end.name) for end in ends] + [Line("bn1", rank=0.5)] * 2
    monkeypatch.setattr(plot.curves, "lines", lines)
    area = plot.curves.measure(plot.width(), plot.height())
    assert len(plot.curves.drawn) == 5
    assert len(plot.x_ticks(area)) >= 2
    plot._paint_names(painter, area)
    painter.end()
    named = [*named[1:], named[0]]
    assert [name for name, _ in named] == [*(end.name for end in ends), "+2 more"]
    heights = [y for _, y in named]
    assert all(round(below) - round(above) >= 10 for above, below in pairwise(heights))  # a name has 9 rows
    assert heights[0] - 5 > window.panel.norm_button.geometry().bottom()
    assert heights[-1] <= plot.height() - 4


def test_curves_opened_under_the_mouse_say_so(window, qtbot, monkeypatch):
    panel = window.panel
    window.resize(960, 720)
    panel.crowd(True)
    assert panel.folded
    monkeypatch.setattr(panel, "underMouse", lambda: True)
    with qtbot.waitSignal(panel.under_mouse) as told:
        panel.open_button.click()
    assert told.args == [True]


def test_a_recorded_batch_on_a_low_screen_leaves_a_strip(window, qtbot):
    panel, session = window.panel, window.session
    grow(panel, 421)
    window.resize(960, 720)
    names = ("conv1", "relu1", "fc5")
    session.recorded.trace = SimpleNamespace(step=421, names=names, stops=(Stop("forward", "fc5", 1, 1),))
    session.trace_changed.emit()
    QGuiApplication.processEvents()
    assert panel.height() == 28
    assert "fc5 gradient RMS" in panel.strip.text()
    assert panel.strip.text().startswith("step 421, loss 0.00546")
    qtbot.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    QGuiApplication.processEvents()
    assert panel.height() == 96
    assert panel.plots["loss"].curves.marked == 421
    qtbot.mouseClick(panel.fold_button, Qt.MouseButton.LeftButton)
    QGuiApplication.processEvents()
    assert panel.height() == 28
    session.recorded.trace = None
    session.trace_changed.emit()
    QGuiApplication.processEvents()
    assert panel.height() == 96


def test_the_selected_layer_is_drawn_in_the_accent(panel):
    grow(panel, 200)
    panel.session.recorded.trace = SimpleNamespace(step=200, stops=(Stop("forward", "bn1", 1, 1),))
    panel.session.cursor_changed.emit(0)
    assert panel.plots["gradient"].curves.selected == "bn1"
    panel.session.recorded.trace.stops = (Stop("update", "bn1", 1, 1),)
    panel.session.cursor_changed.emit(0)
    assert panel.plots["gradient"].curves.selected == ""  # it is all layers'
    panel.session.recorded.selection = core.Cell("conv1", "weight", ())
    panel.session.selection_changed.emit()
    assert panel.plots["update"].curves.selected == "conv1"
    assert panel.plots["loss"].curves.selected == ""


def test_pointing_at_one_plot_points_at_all_and_explains(panel):
    grow(panel, 1000)
    for plot in panel.plots.values():
        plot.grab()
    told = []
    panel.session.hint_changed.connect(lambda *hint: told.append(hint))
    loss = panel.plots["loss"]
    loss.point_at(QPointF(150, 60))
    step = loss.curves.cross
    assert step > 0
    assert {plot.curves.cross for plot in panel.plots.values()} == {step}
    assert f"{step:,}" in told[-1][0]
    assert loss.curves.text_of(2.3 / step) in told[-1][1]
    loss.point_to("", 0)
    assert told[-1] == ("", "")


def test_zooming_one_plot_zooms_all(panel):
    grow(panel, 1000)
    panel.plots["update"].zoom(0.5)
    assert {plot.curves.span for plot in panel.plots.values()} == {(250.0, 750.0)}
    panel.plots["loss"].view_all()
    assert {plot.curves.span for plot in panel.plots.values()} == {(0.0, 1000.0)}


def test_a_hidden_panel_draws_nothing_and_catches_up(panel):
    panel.hide()
    grow(panel, 400)
    QGuiApplication.processEvents()
    assert panel.plots["loss"]._steps == 0
    assert panel.plots["loss"].curves.steps == 0
    panel.show()
    assert panel.plots["loss"].curves.steps == 400


def test_a_curve_is_copied_as_a_picture_and_as_numbers(panel):
    grow(panel, 100)
    QGuiApplication.clipboard().clear()
    panel.plots["loss"].copy()
    assert QGuiApplication.clipboard().image().width() == 2 * panel.plots["loss"].width()
    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows[0].split("\t") == ["step", "train", "test"]
    assert len(rows) == 101
    QGuiApplication.clipboard().clear()


def test_the_learning_rate_is_a_fifth_plot_on_request(panel, qtbot):
    grow(panel, 100)
    assert panel.plots["learning_rate"].isHidden()
    qtbot.mouseClick(panel.rate_button, Qt.MouseButton.LeftButton)
    plot = panel.plots["learning_rate"]
    assert plot.isVisible()
    assert plot.curves.value_at(plot.curves.lines[0].name, 100) == np.float32(0.1)
    grow(panel, 150)
    assert plot.curves.steps == 150
    qtbot.mouseClick(panel.rate_button, Qt.MouseButton.LeftButton)
    assert plot.isHidden()


def test_those_who_cannot_see_the_plots_are_told_their_newest_values(panel, qtbot):
    grow(panel, 250)
    panel.session.history.evaluations.append(Evaluation(94, 0.1, 0.97, 0.08))
    panel.session.history_changed.emit()
    told = "step 250: train 99.6 %, test 97.0 %"
    qtbot.waitUntil(lambda: panel.plots["accuracy"].accessibleDescription() == told)
    said = panel.plots["gradient"].accessibleDescription()
    assert said == "step 250: conv1 4.00e-4, bn1 4.00e-5, fc5 4.00e-6"


def test_at_a_layer_without_weights_the_strip_shows_the_one_before_it(window):
    panel, session = window.panel, window.session
    grow(panel, 421)
    window.resize(960, 720)
    names = ("conv1", "relu1", "fc5")
    session.recorded.trace = SimpleNamespace(step=421, names=names, stops=(Stop("forward", "relu1", 1, 1),))
    session.trace_changed.emit()
    QGuiApplication.processEvents()
    assert "conv1 gradient RMS" in panel.strip.text()


def test_before_its_first_step_a_strip_shows_no_number(window):
    panel, session = window.panel, window.session
    window.resize(960, 720)
    session.recorded.trace = SimpleNamespace(step=0, stops=(Stop("forward", "fc5", 1, 1),))
    session.trace_changed.emit()
    assert "NaN" not in panel.strip.text()
    assert panel.strip.text().startswith("step 0, loss –")
    grow(panel, 3)
    session.trace.step = 500  # weights from a file, of a step that this run hasn't made
    session.trace_changed.emit()
    assert "NaN" not in panel.strip.text()


def test_without_a_recording_the_strip_shows_the_newest_numbers(window):
    panel = window.panel
    grow(panel, 3)
    window.resize(960, 720)
    panel.crowd(True)
    assert panel.folded
    told = []
    panel.under_mouse.connect(told.append)
    panel.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert told == [False]  # the time bar would push the network up
    assert not panel.open_button.icon().isNull()
    assert panel.strip.step == 3
    assert "–" not in panel.strip.text()


@pytest.mark.parametrize("folded", [True, False])
def test_the_curves_are_of_the_step_that_the_bar_at_the_top_tells(window, folded):
    panel, live = window.panel, window.session.live
    grow(panel, 3)
    window.resize(960, 720)
    panel.crowd(folded)
    live.history.append_all(records(4, 9))  # the engine is further than the picture
    live.history.evaluations.append(Evaluation(9, 0.01, 0.5, 1.0))
    for step, loss, tests in ((8, "0.287", 0), (9, "0.256", 1)):
        live.snapshot = SimpleNamespace(step=step, run=live.history.run, spec={"layers": []})
        live.history_changed.emit()
        curves = panel.plots["loss"].curves
        assert (curves.steps, len(curves.points.steps)) == (step, tests)
        assert not folded or panel.strip.text().startswith(f"step {step}, loss {loss}")


def test_a_layer_has_one_colour_in_every_plot(panel):
    grow(panel, 20)
    plots = panel.plots["gradient"], panel.plots["update"]
    for layer in range(len(LAYERS)):
        first, second = (plot.colour_of(plot.curves.lines[layer]).name() for plot in plots)
        assert first == second
    assert len({plots[0].colour_of(line).name() for line in plots[0].curves.lines}) == len(LAYERS)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_both_themes_paint(panel, name):
    before = theme.current().name
    grow(panel, 100)
    theme.use(name)
    panel.setStyleSheet(theme.stylesheet())
    image = panel.grab().toImage()
    theme.use(before)
    assert image.pixelColor(2, 60).name() == theme.THEMES[name].background
    assert image.pixelColor(20, 132).name() == theme.THEMES[name].panel


def test_dragging_leads_back_in_time_only_where_steps_are_kept(panel):
    grow(panel, 100)  # as of a run whose steps were not kept
    assert len(panel.session.time.steps) < 2
    for plot in panel.plots.values():
        assert plot.toolTip().startswith("Drag: move what is zoomed")
        assert "double click: enlarge or put back; Esc: put back, or all steps" in plot.toolTip()
        assert not plot.playhead.wanted


def test_everything_has_a_name_and_says_what_it_does(panel):
    for widget in [*panel.plots.values(), panel.norm_button, panel.fold_button, panel.open_button]:
        assert widget.objectName()
        assert widget.accessibleName()
        assert widget.toolTip()


def test_a_step_that_the_history_has_not_is_a_dash_in_the_strip(window):
    # A lesson of step 23 beside weights that were just opened, at step 0.
    panel = window.panel
    panel.session.live.history = History(LAYERS)
    panel.session.history_changed.emit()
    window.resize(960, 720)
    panel.session.recorded.trace = SimpleNamespace(step=23, stops=(Stop("forward", "fc5", 1, 1),))
    panel.session.trace_changed.emit()
    QGuiApplication.processEvents()
    assert "loss –" in panel.strip.text()
    assert "NaN" not in panel.strip.text()
