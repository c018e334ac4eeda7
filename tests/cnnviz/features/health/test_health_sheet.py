"""None"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cnnviz.features.health.health_sheet import HealthSheet, HistogramBins, HistogramPlot
from cnnviz.features.health.layer_table import (
    HEAD,
    ROW,
    LayerTable,
    TableCell,
    TableColumn,
    TableRow,
    layer_row,
)
from core.health import Fact, Hint, HintFix, LayerFigures

LAYERS = ["conv1", "bn1", "conv2", "bn2", "conv3", "fc4", "fc5"]


def measured(window: Any, qtbot: Any) -> HealthSheet:
    """The sheet, open on a run of three steps."""
    window.resize(1600, 1000)
    while window.session.snapshot.step < 3:
        step = window.session.snapshot.step
        window.session.step_batch()
        qtbot.waitUntil(lambda step=step: window.session.snapshot.step > step)
    qtbot.waitUntil(lambda: len(window.session.history) == 3)
    panel = window.sheet("health")
    with qtbot.waitSignal(panel.checkup.units_changed):
        window.action("health").trigger()
    panel.look()
    return panel


@pytest.fixture
def health(window: Any, qtbot: Any) -> HealthSheet:
    return measured(window, qtbot)


@pytest.fixture
def seen(seen_window: Any, qtbot: Any) -> HealthSheet:
    """The sheet as it opens, in the window that lasts."""
    panel = seen_window.sheet("health")
    if not panel.checkup.units:
        measured(seen_window, qtbot)
    elif not panel.isVisible():
        seen_window.action("health").trigger()
        panel.look()
    panel.table.choose("conv1")
    return panel


def test_the_sheet_opens_with_a_key_and_closes_with_escape(seen_window: Any, seen: HealthSheet) -> None:
    assert seen_window.action("health").shortcut().toString() == "H"
    assert seen_window.stage.sheet is seen
    assert seen.table.hasFocus()
    seen_window.action("escape").trigger()
    assert not seen.isVisible()
    assert not seen.checkup._watched


def test_a_row_for_each_layer_with_the_numbers_of_now(seen_window: Any, seen: HealthSheet) -> None:
    session, table = seen_window.session, seen.table
    assert [row.name for row in table.rows] == LAYERS
    shot, units = session.snapshot, seen.checkup.units
    values = np.concatenate([shot.parameters["conv2.weight"].ravel(), shot.parameters["conv2.bias"]])
    texts = [cell.text for cell in table.rows[2].cells]
    assert texts[0] == "2,416"
    assert texts[1] == f"{np.sqrt(np.mean(values.astype(float) ** 2)):.3g}"
    assert texts[3] == f"{np.median(session.history.layer_column('grad_rms', 'conv2')):.3g}"
    assert texts[5] == f"{units['conv2'].rms:.3g}"
    assert texts[6] == f"{100 * units['relu2'].dead / 16:.3g} %"
    assert texts[7] == "–"
    assert not any(row.amiss for row in table.rows)


def test_the_note_names_the_step_of_every_number(seen: HealthSheet) -> None:
    assert "weights of step 3, start of step 0" in seen.note.text()
    assert "median of steps 1 to 3" in seen.note.text()
    assert "128 test images at step 3" in seen.note.text()


def test_the_note_tells_one_image_from_several_and_test_images_from_others(
    seen: HealthSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen.checkup, "images", 1)
    seen.look()
    assert "1 test image at step 3" in seen.note.text()
    monkeypatch.setattr(seen.checkup, "of_tests", False)
    seen.look()
    assert "1 training image at step 3" in seen.note.text()


@pytest.mark.slow
def test_the_histograms_count_the_chosen_layers_numbers(seen_window: Any, seen: HealthSheet) -> None:
    seen.table.choose("fc4")
    shown, shot = seen.spreads.weights.bars, seen_window.session.snapshot
    assert shown is not None
    assert shown.start is not None
    now = np.concatenate([shot.parameters["fc4.weight"].ravel(), shot.parameters["fc4.bias"]]).astype(float)
    by_hand = [((now >= a) & (now < b)).sum() for a, b in zip(shown.edges[:-1], shown.edges[1:], strict=True)]
    assert shown.now.tolist() == by_hand
    assert shown.now.sum() == shown.start.sum() == 84 * 121
    assert (shown.now_text, shown.start_text) == ("now, step 3", "at step 0")
    gradients = seen.spreads.gradients.bars
    assert gradients is not None
    assert gradients.now.sum() == 84 * 121
    assert seen.spreads.gradients.title == "fc4, gradients"


def test_a_layer_is_chosen_with_the_mouse_or_the_arrows(seen_window: Any, seen: HealthSheet) -> None:
    table = seen.table
    QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(60, 4 * ROW + 5))
    assert table.current == "conv3"
    assert seen.spreads.weights.title.startswith("conv3")
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.current == "bn2"
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current == "fc5"
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.current == "conv1"
    assert table.accessibleDescription().startswith("weight RMS")
    assert seen_window.session.state == "paused"
    assert seen_window.session.trace is None


def test_the_mouse_and_the_arrows_read_the_exact_count_of_a_bin(seen_window: Any, seen: HealthSheet) -> None:
    said: list[tuple[str, str]] = []
    seen_window.session.hint_changed.connect(lambda subject, sentence: said.append((subject, sentence)))
    plot = seen.spreads.weights
    bars, area = plot.bars, plot.area.shown().rect
    assert bars is not None
    QTest.mouseMove(plot.built().viewport(), area.center().toPoint())
    assert plot.at >= 0
    count = int(bars.now[plot.at])
    assert f": {count:,} at step 3" in said[-1][0]
    plot.setFocus()
    here = plot.at
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == here + 1
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.at == 0
    QTest.mouseMove(plot.built().viewport(), QPoint(2, 2))
    assert plot.at == -1
    plot.show_bars("", None)  # another run has begun: there is nothing under the mouse
    QTest.mouseMove(plot.built().viewport(), area.center().toPoint())
    assert plot.at == -1


def test_bins_over_now_and_log_counts_change_the_picture(seen: HealthSheet) -> None:
    plot = seen.spreads.gradients
    before, both = plot.grab().toImage(), plot.bars
    seen.counts.group.button(1).click()
    assert plot.log
    assert plot.grab().toImage() != before
    seen.fit.group.button(1).click()
    assert plot.bars is not None
    assert both is not None
    assert np.diff(plot.bars.edges)[0] <= np.diff(both.edges)[0]
    assert plot.bars.now.sum() == both.now.sum()
    seen.counts.group.button(0).click()
    seen.fit.group.button(0).click()


@pytest.mark.slow
def test_before_the_first_step_the_gradients_say_what_to_do(window: Any) -> None:
    window.action("health").trigger()
    panel = window.panels["HealthSheet"]
    assert panel.spreads.gradients.bars is None
    assert "Press Train" in panel.spreads.gradients.empty
    assert panel.spreads.weights.bars.start is None
    assert panel.table.rows[0].cells[3].text == "–"


def test_hovering_a_cell_explains_its_column(seen_window: Any, seen: HealthSheet) -> None:
    said: list[tuple[str, str]] = []
    seen_window.session.hint_changed.connect(lambda subject, sentence: said.append((subject, sentence)))
    place = seen.table.place(5).center()
    QTest.mouseMove(seen.table, QPoint(round(place.x()), 5))
    assert said[-1][0] == "conv1"
    assert "0.001 is usual" in said[-1][1]
    seen.table.leaveEvent(None)
    QTest.mouseMove(seen._table.head, QPoint(round(place.x()), 5))
    assert said[-1][0] == "update / weight"
    QTest.mouseMove(seen.table, QPoint(20, 5))
    assert "weight RMS" in said[-1][1]


@pytest.mark.slow
def test_all_hints_are_listed_with_their_fixes(window: Any, health: HealthSheet) -> None:
    assert not any(box.isVisible() for box in health._boxes)
    facts = {name: Fact(1.0, 1, 2) for name in ("loss", "low", "ratio", "earlier", "start")}
    fix = HintFix("lr", 0.1, 0.01, live=True)
    health.checkup.hints = [Hint("rate-too-high", 2, facts, fix), Hint("rate-too-low", 2, facts, fix)]
    health.checkup.hints_changed.emit()
    titles = [box._title.text() for box in health._boxes if box.isVisible()]
    assert titles == ["Learning rate too high", "Learning rate too low"]
    for box in health._boxes:  # one explanation at a time, and everything still has its room
        box.why_button.click()
    assert [box._why_text.isVisible() for box in health._boxes] == [False, True]
    window.resize(1280, 720)
    assert health.minimumSizeHint().height() <= health.height()
    health._boxes[1]._close.click()
    assert [box.isVisible() for box in health._boxes] == [True, False]


@pytest.mark.slow
def test_a_hidden_sheet_does_no_work(window: Any, health: HealthSheet, monkeypatch: Any, qtbot: Any) -> None:
    window.action("escape").trigger()
    looked: list[int] = []
    monkeypatch.setattr(health.spreads, "show_layer", lambda layer: looked.append(1))
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 4)
    assert looked == []


def test_what_is_out_of_the_ordinary_is_marked_and_said() -> None:
    trail = np.array([0.1, 0.01])
    sick = LayerFigures(
        "conv1", 156, 0.2, 0.1, 0.0, 0.05, trail, 1.0, "relu1", 0.5, None, None, ("dead", "ratio")
    )
    row = layer_row(sick)
    assert row.amiss
    assert [cell.amiss for cell in row.cells] == [False, False, False, False, True, False, True, False]
    assert "50 % of the units of relu1 dead" in row.sentence


@pytest.mark.slow
def test_both_themes_paint_everything_anew(window: Any, health: HealthSheet) -> None:
    dark = health.grab().toImage()
    window.action("theme").trigger()
    assert health.grab().toImage() != dark


@pytest.fixture
def table(qtbot: Any) -> Iterator[LayerTable]:
    """Seventeen rows, of which five and a half are in sight."""
    page = QWidget()
    qtbot.addWidget(page)
    made = LayerTable("table", (TableColumn("layer", 1, ""), TableColumn("rms", 1, "", True)), page)
    made.resize(300, HEAD + round(5.5 * ROW))
    made.rows.show_rows([TableRow(f"l{i}", (TableCell(f"{i}", part=i / 17),), f"row {i}") for i in range(17)])
    page.show()
    QApplication.processEvents()
    yield made
    page.close()


def test_the_arrows_bring_the_chosen_row_into_sight(table: LayerTable) -> None:
    rows = table.rows
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.current == "l16"
    assert rows.visibleRegion().contains(rows.place(rows.here()).toRect())
    assert not rows.visibleRegion().contains(rows.place(0).toRect())
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert rows.current == "l0"
    assert rows.visibleRegion().contains(rows.place(0).toRect())


def test_a_table_that_shrinks_to_fewer_rows_shows_them(table: LayerTable) -> None:
    QTest.keyClick(table.rows, Qt.Key.Key_End)
    table.rows.show_rows([TableRow("only", (TableCell("1"),))])
    QApplication.processEvents()
    assert table.rows.current == "only"
    assert table.rows.visibleRegion().contains(table.rows.place(0).toRect())


def counted_at(edges: np.ndarray, step: int, now: list[int], start: list[int] | None = None) -> HistogramBins:
    first = None if start is None else np.array(start)
    words = f"at step {step}", f"now, step {step}", "" if start is None else "at step 0"
    return HistogramBins(edges, np.array(now), first, *words)


def test_the_key_that_is_painted_names_the_step_of_the_bars(qtbot: Any) -> None:
    edges, counts = np.arange(-3, 4) * 0.5, [1, 2, 3, 4, 5, 6]
    pictures = []
    for steps in ((1, 516), (516,)):
        plot = HistogramPlot("plot")
        qtbot.addWidget(plot)
        plot.resize(400, 200)
        plot.show()
        plot.built()
        for step in steps:
            plot.show_bars("conv1, weights", counted_at(edges, step, counts, counts))
            pictures.append(plot.grab().toImage())
    assert pictures[1] == pictures[2]
    assert pictures[0] != pictures[1]


@pytest.mark.slow
def test_the_figures_of_the_table_are_up_to_the_step_of_its_weights(window: Any, health: HealthSheet) -> None:
    session, shot = window.session, window.session.snapshot
    last = session.history.last()._replace(grad_rms=np.full(len(LAYERS), 77.0))
    for step in range(shot.step + 1, shot.step + 9):  # steps that are heard of before their picture comes
        session.history.append(last._replace(step=step))
    health.look()
    assert f"median of steps 1 to {shot.step}" in health.note.text()
    assert all("77" not in row.cells[3].text for row in health.table.rows)


@pytest.mark.slow
def test_a_past_step_in_sight_is_not_called_now(window: Any, health: HealthSheet, qtbot: Any) -> None:
    time, bars = window.session.time, health.spreads.weights
    assert bars.bars is not None
    assert bars.bars.now_text == "now, step 3"
    time.go(2)
    qtbot.waitUntil(lambda: time.exact)
    health.look()
    assert bars.bars.now_text == "then, step 2"
    assert "at step 2, " in bars.bin_text(3)
    assert "weights of step 2" in health.note.text()


def test_the_bin_under_the_mouse_is_the_bar_that_is_painted_there(qtbot: Any) -> None:
    plot = HistogramPlot("plot")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    edges = np.arange(-3, 4) * 0.5
    plot.show_bars(
        "t",
        counted_at(edges, 20, [0, 2, 5, 9, 4, 1], [1, 1, 1, 1, 1, 1]),
    )
    plot.show()
    for number in range(6):
        middle = float(plot.area.shown().x((edges[number] + edges[number + 1]) / 2))
        QTest.mouseMove(plot.built().viewport(), QPoint(round(middle), 100))
        assert plot.at == number
    assert plot.bin_text(3) == "0 to 0.500: 9 at step 20, 1 at step 0"
    plot.show_bars("t", counted_at(edges * 2, 20, [0] * 6))
    assert plot.at == -1
    plot.show_bars("t", None, "nothing")
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at == -1
