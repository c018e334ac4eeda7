"""The microscope's pages as a person uses them: clicks, keys, back and forward, proofs, ledger, lessons."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cnnviz.features.microscope.blocks.plots import LedgerFlow
from cnnviz.features.microscope.blocks.rows import BarRows
from cnnviz.features.microscope.blocks.text import Press
from cnnviz.features.microscope.page_view import EDGE, PageView, nearest
from cnnviz.features.microscope.pages.choose import page
from cnnviz.features.microscope.pages.loss import Account, ledger_account, ledger_page
from cnnviz.features.microscope.pages.subject import Pick
from cnnviz.widgets import theme
from core.trace.ledger import ledger
from core.trace.recording import Cell, Trace

GRADIENT = Cell("conv1", "weight.grad", (0, 0, 2, 2))


@pytest.fixture
def recorded(window: Any, qtbot: QtBot) -> Any:
    with qtbot.waitSignal(window.session.trace_changed):
        window.session.record()
    return window


@pytest.fixture
def seen(seen_window: Any, qtbot: QtBot) -> Any:
    """The window that lasts, with a recorded batch at its first stop and nothing selected."""
    session = seen_window.session
    if session.trace is None:
        with qtbot.waitSignal(session.trace_changed):
            session.record()
    while seen_window.stage.message:
        seen_window.up_one_level()
    session.select(None)
    session.set_cursor(0)
    return seen_window


def inspector(window: Any) -> Any:
    return window.panels["MicroscopePanel"].inspector


def place(view: PageView, found: Callable[[Any], bool]) -> QPoint:
    spot = next(spot for spot in view.opening() if found(spot.target))
    return spot.box.center().toPoint()


@pytest.mark.slow
def test_a_selected_number_takes_the_column_and_none_gives_it_back(seen: Any) -> None:
    panel = inspector(seen)
    assert panel.isHidden()
    seen.session.select(GRADIENT)
    assert not panel.isHidden()
    assert "conv1 > weight.grad" in panel.view.text()
    seen.action("escape").trigger()
    assert seen.session.selection is None
    assert seen.session.trace is not None
    assert panel.isHidden()


def test_a_click_on_a_number_opens_its_page_and_back_returns(recorded: Any, qtbot: QtBot) -> None:
    session, view = recorded.session, inspector(recorded).view
    first = Cell("fc5", "output", (0, 3))
    session.select(first)
    at = place(view, lambda target: isinstance(target, Cell) and target.quantity == "input")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    second = session.selection
    assert (second.layer, second.quantity) == ("relu4", "output")  # the page of what made it
    recorded.action("page_back").trigger()
    assert session.selection == first
    assert not recorded.action("page_back").isEnabled()
    recorded.action("page_forward").trigger()
    assert session.selection == second
    qtbot.mouseClick(view, Qt.MouseButton.BackButton)
    assert session.selection == first


def test_a_bar_is_looked_into_on_the_same_page(seen: Any, qtbot: QtBot) -> None:
    session, view = seen.session, inspector(seen).view
    cell = Cell("conv2", "output", (1, 4, 3, 3))
    session.select(cell)
    at = place(view, lambda target: target == Pick("group", 2))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    bars = next(block for block in view.blocks if isinstance(block, BarRows))
    assert session.selection == cell
    assert bars.chosen == 2


def test_the_whole_page_can_be_walked_by_keys(recorded: Any, qtbot: QtBot) -> None:
    session, view = recorded.session, inspector(recorded).view
    session.select(Cell("relu1", "grad_input", (0, 1, 4, 4)))
    recorded.action("arithmetic").trigger()
    seen = set()
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        seen.add(view.accessibleDescription())
    assert len(seen) > 4
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        if "grad_output" in view.accessibleDescription():
            break
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.selection == Cell("conv2", "grad_input", (0, 1, 4, 4))


def test_the_picture_shows_the_image_that_a_number_belongs_to(seen: Any) -> None:
    seen.session.select(Cell("fc5", "output", (7, 3)))
    assert seen.session.watched == 7


def test_the_page_is_copied_as_text(seen: Any) -> None:
    seen.session.select(GRADIENT)
    inspector(seen).copy()
    text = QGuiApplication.clipboard().text()
    assert "core/layers/conv.py" in text
    assert f"{seen.session.trace.at(GRADIENT):+.9g}" in text


def test_selected_text_is_copied_by_the_menu_and_the_page_has_the_keyboard(seen: Any, qtbot: QtBot) -> None:
    seen.session.select(GRADIENT)
    view = inspector(seen).view
    line = view.content.lines[0]
    ends = [line.box.topLeft().toPoint() + QPoint(0, 4), line.box.bottomRight().toPoint() - QPoint(0, 4)]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=ends[0])
    qtbot.mouseMove(view, ends[1])
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=ends[1])
    assert view.selected() == line.text
    assert seen.focusWidget() is view
    menu = inspector(seen).menu(None)
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == line.text


def test_a_nudge_proves_the_gradient_in_place(seen: Any, qtbot: QtBot) -> None:
    session, panel = seen.session, inspector(seen)
    session.select(GRADIENT)
    step = session.snapshot.step
    panel._chosen(Pick("prove", 1e-5))
    assert any(isinstance(block, Press) and block.busy for block in panel.view.blocks)
    qtbot.waitUntil(lambda: "They agree" in panel.view.text() or "kink" in panel.view.text())
    assert session.snapshot.step == step
    assert session.state == "recorded"


def test_the_menu_offers_a_proof_only_where_the_page_does(seen: Any) -> None:
    session, panel = seen.session, inspector(seen)
    session.select(Cell("conv2", "weight", (0, 0, 0, 0)))

    def offered() -> bool:
        menu = panel.menu(None)
        words = [action.text() for action in menu.actions()]
        menu.close()
        return "Prove it by a nudge" in words

    session.set_cursor(0)
    assert not offered()
    assert "Prove it" not in panel.view.text()
    session.set_cursor(len(session.trace.stops) - 1)
    assert offered()
    assert "Prove it" in panel.view.text()


def test_a_copied_page_has_the_signs_that_are_drawn(seen: Any) -> None:
    seen.session.select(Cell("conv1", "output", (0, 0, 2, 2)))
    text = inspector(seen).view.text()
    assert "  › window" in text
    assert "arrow" not in text


def test_a_bias_before_batch_norm_says_why_its_gradient_is_zero(seen: Any) -> None:
    seen.session.select(Cell("conv1", "bias", (0,)))
    assert "bn1 then takes off the mean" in inspector(seen).view.text()


def test_the_ledgers_key_says_what_it_needs_while_nothing_is_recorded(window: Any, qtbot: QtBot) -> None:
    assert window.session.trace is None
    said: list[str] = []
    window.session.message.connect(lambda text, _: said.append(text))
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert said == ["The gradient ledger is of a recorded batch. Record one first (R)."]


def test_the_ledger_opens_from_the_batch_and_escape_closes_it(seen: Any) -> None:
    session, panel = seen.session, inspector(seen)
    seen.action("ledger").trigger()
    assert not panel.isHidden()
    flow = next(block for block in panel.view.blocks if isinstance(block, LedgerFlow))
    assert [reach.name for reach in flow.reaches] == list(reversed(session.trace.names))
    seen.action("escape").trigger()
    assert panel.isHidden()
    assert session.trace is not None


def test_the_ledger_of_a_large_batch_is_counted_beside_the_window(
    recorded: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, panel, threads = recorded.session, inspector(recorded), []
    count = ledger_account

    def counted(trace: Trace) -> Account:
        threads.append(threading.current_thread() is threading.main_thread())
        return count(trace)

    monkeypatch.setattr("cnnviz.features.microscope.pages.loss.AT_ONCE", 0)
    monkeypatch.setattr("cnnviz.features.microscope.inspector.ledger_account", counted)
    recorded.action("ledger").trigger()
    assert "Counting the gradients" in panel.view.text()

    def flows() -> list[LedgerFlow]:
        return [block for block in panel.view.blocks if isinstance(block, LedgerFlow)]

    qtbot.waitUntil(lambda: bool(flows()))
    assert [reach.name for reach in flows()[0].reaches] == list(reversed(session.trace.names))
    recorded.action("escape").trigger()
    recorded.action("ledger").trigger()
    assert flows()  # it is counted once
    assert threads == [False]


def test_a_number_of_the_ledger_leads_to_where_most_was_stopped(trace: Trace, qtbot: QtBot) -> None:
    flow = next(block for block in ledger_page(trace) if isinstance(block, LedgerFlow))
    entries = {entry.layer: entry for entry in ledger(trace)}
    for reach in flow.reaches:
        assert reach.arriving.value == entries[reach.name].arriving
        assert reach.leaving.value == entries[reach.name].leaving
    relu = next(reach for reach in flow.reaches if reach.name == "relu2")
    record = trace["relu2"]
    stopped = np.abs(record.grad_output) * (record.input <= 0)
    assert record.grad_input[relu.target.index] == 0
    assert stopped[relu.target.index] == stopped.max()


@pytest.mark.slow
def test_a_trace_is_kept_and_opened_again_while_the_network_stays(
    recorded: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    session = recorded.session
    kept, step = session.trace, session.snapshot.step
    session.save_trace(tmp_path / "lesson.trace")
    qtbot.waitUntil(lambda: (tmp_path / "lesson.trace").exists())
    with qtbot.waitSignal(session.snapshot_changed):
        session.step_batch()
    qtbot.waitUntil(lambda: session.state == "stale")
    with qtbot.waitSignal(session.trace_changed):
        recorded.open_path(tmp_path / "lesson.trace")
    assert session.lesson == "lesson.trace"
    assert session.state == "recorded"
    assert session.snapshot.step == step + 1
    assert session.trace.step == kept.step
    assert np.array_equal(session.trace.logits, kept.logits)
    images, labels = session.batch()
    assert images.dtype == np.uint8
    assert np.array_equal(labels, kept.labels)
    session.select(GRADIENT)
    assert "conv1 > weight.grad" in inspector(recorded).view.text()
    session.leave()
    assert session.lesson == ""


def test_a_file_that_is_no_trace_is_refused_in_place(seen: Any, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "bad.trace").write_bytes(b"not a trace")
    with qtbot.waitSignal(seen.session.message) as said:
        seen.open_path(tmp_path / "bad.trace")
    assert said.args[1] == "error"
    assert "bad.trace" in said.args[0]
    assert seen.session.lesson == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("which", ["trace", "other"])
def test_every_page_is_painted_in_both_themes_and_within_its_width(
    which: str, name: str, cells: Callable[..., Iterator[Cell]], request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace, before = request.getfixturevalue(which), theme.current().name
    theme.load_fonts()
    theme.use(name)
    view = PageView()
    qtbot.addWidget(view)
    view.resize(320, 100)
    try:
        for cell in cells(trace):
            view.show_blocks(page(trace, cell))
            for spot in view.opening():
                assert spot.box.left() >= EDGE - 4, cell
                assert spot.box.right() <= 320 - EDGE + 4, cell
            assert not view.grab().isNull()
    finally:
        theme.use(before)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["trace", "other"])
def test_every_number_can_be_reached_by_the_arrow_keys(
    which: str, cells: Callable[..., Iterator[Cell]], request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace = request.getfixturevalue(which)
    view = PageView()
    qtbot.addWidget(view)
    view.resize(340, 100)
    arrows = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    for cell in cells(trace):
        view.show_blocks(page(trace, cell))
        places = view.reachable()
        seen, ahead = [places[0]], [places[0]]
        while ahead:
            here = ahead.pop()
            for arrow in arrows:
                found = nearest(here, places, arrow)
                if found is not None and found not in seen:
                    seen.append(found)
                    ahead.append(found)
        missed = [place.hint for place in places if place not in seen]
        assert not missed, (cell, missed)
