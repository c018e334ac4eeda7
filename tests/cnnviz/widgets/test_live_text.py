"""A line that is too long: names lose their middle, nothing that is said of them goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.widgets import live_text, theme
from cnnviz.widgets.live_text import LiveText, Span

LONG, OTHER = "zebra_with_a_really_long_class_name_here", "antelope_with_another_long_class_name_00"


def test_names_give_way_and_the_tip_has_them_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.load_fonts()
    line = LiveText("line", "image 88888   label 88  reads 88", Qt.AlignmentFlag.AlignHCenter)
    qtbot.addWidget(line)
    spans = (
        Span("image 1 / 26"),
        Span(f"   label {LONG}", name=LONG),
        Span(f"  reads {OTHER} ×", "wrong", True, OTHER),
    )
    line.set_spans(*spans)
    tips: list[str] = []
    monkeypatch.setattr(live_text, "show_tip", lambda _, text, __: tips.append(text))
    asked = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(3, 3), QPoint(3, 3))
    for width in (900, 420, 280, line.minimumSizeHint().width()):
        line.resize(width, 24)
        line.grab()
        shown = line._shown
        assert shown.startswith("image 1 / 26   label zeb" if width > 260 else "image 1 / 26   label ")
        assert shown.endswith(" ×")
        assert "  reads " in shown
        assert (shown == line.text) == (width == 900)
        QApplication.sendEvent(line, asked)
    assert tips == [line.text] * 3
    line.set_spans(Span("image 1 / 26"), Span("   label a", name="a"), Span(f"  reads {LONG} ✓", name=LONG))
    line.resize(280, 24)
    line.grab()
    assert "label a  reads zeb" in line._shown, "only the long one is cut"


def test_a_path_without_room_keeps_the_layer_and_the_place_and_loses_what_is_between(qtbot: QtBot) -> None:
    theme.load_fonts()
    line = LiveText("line")
    qtbot.addWidget(line)
    words = ("LeNet-5", "conv1", "weight.after", "[0, 0, 3, 3]")
    line.set_spans(*[span for word in words for span in (Span("  ›  ", "faint"), Span(word))][1:])
    shown = set()
    for width in range(330, 130, -1):
        line.resize(width, 24)
        line.grab()
        shown.add(line._shown)
    assert shown == {
        "LeNet-5  ›  conv1  ›  weight.after  ›  [0, 0, 3, 3]",
        "conv1  ›  weight.after  ›  [0, 0, 3, 3]",
        "conv1  ›  …  ›  [0, 0, 3, 3]",
        "[0, 0, 3, 3]",
    }
