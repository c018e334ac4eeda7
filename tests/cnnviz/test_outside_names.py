"""Names from files and folders, and texts of others, are shown letter for letter wherever they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

import core
from cnnviz.shell import app
from cnnviz.shell.panels import SHEETS
from cnnviz.system import settings
from cnnviz.widgets import plain
from cnnviz.widgets.plain import PlainLabel, caption, set_tip, show_tip
from core.experiments import RunRecord
from core.training import Evaluation, TrainConfig

ROOT = Path(__file__).resolve().parents[2]
MARKUP = "<img src=/dev/zero><b>bold</b>"
NAMES = (
    MARKUP,
    "<b>b</b>",
    "&x & <i>y</i>",
    "two\nlines <u>u</u>",
    "x" * 10_000,
    "a\u202eb<p>",
    "é" * 300 + "<s>",
    "&lt;b&gt;",
    "\udcff<b>",
    "9",
)


def read_back(text: str) -> str:
    """What a tooltip with this text shows."""
    if not QtText.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@pytest.mark.parametrize("name", [*NAMES[:4], *NAMES[5:8]])
def test_labels_and_tooltips_show_every_letter(
    qtbot: QtBot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for label in (PlainLabel(name), PlainLabel(None)):
        qtbot.addWidget(label)
        label.setText(name)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == name
        set_tip(label, name)
        assert read_back(label.toolTip()) == name
    shown: list[str] = []
    monkeypatch.setattr(plain.QToolTip, "showText", lambda _, text, __: shown.append(text))
    show_tip(QPoint(), name, label)
    assert read_back(shown[0]) == name
    assert caption(name).replace("&&", "&") == " ".join(name.split())[:80] or len(caption(name)) >= 80


def test_a_tooltip_of_ten_thousand_letters_is_cut(qtbot: QtBot) -> None:
    label = PlainLabel("")
    qtbot.addWidget(label)
    set_tip(label, "x" * 10_000)
    assert len(label.toolTip()) == plain.LONGEST_TIP


def test_no_label_and_no_tooltip_is_made_in_another_way() -> None:
    found = []
    for path in sorted((ROOT / "cnnviz").rglob("*.py")):
        if path.name != "plain.py":
            text = path.read_text(encoding="utf-8")
            found += [
                f"{path.relative_to(ROOT)}: {line.strip()}"
                for line in text.splitlines()
                if re.search(r"\bQLabel\(|QToolTip\.showText|setHtml|QMessageBox|RichText|QTextBrowser", line)
                or (re.search(r"\.setToolTip\(", line) and "plain as it is" not in line)
            ]
    assert found == []


@pytest.fixture
def hostile(qtbot: QtBot, tmp_path: Path) -> Iterator[Any]:
    """A window whose images, classes, runs and notes have names of the worst kind."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (60, 28, 28)).astype(np.uint8)
    made = core.Dataset(images, np.arange(60, dtype=np.uint8) % 10, MARKUP, NAMES)
    config = TrainConfig(batch_size=10, epochs=1, lr=0.01)
    _, window = app.create(
        ["cnnviz"], config, lambda: (made, made), settings.Settings(reduced_motion=True, recent=NAMES[:3])
    )
    window.show()
    qtbot.waitUntil(lambda: window.session.ready)
    for number, name in enumerate(NAMES):
        place = tmp_path / "runs" / f"run{number}"
        place.mkdir(parents=True)
        tests = (Evaluation(10, 1.0, 0.5, 0.6),)
        RunRecord(one(name), config, "done", 10, 10, 1.0, tests, 9, 1.0, 1.0, one(name), one(name)).save(
            place
        )
    window.library.open(tmp_path / "runs")
    yield window
    window.close()
    window.deleteLater()


def one(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def rich(text: str) -> bool:
    """Whether a tooltip's text is laid out as HTML with tags that come from a name."""
    return QtText.mightBeRichText(text) and bool(re.search(r"<(img|b|i|u|s)\b", text))


def check_everything(widgets: list[QWidget]) -> None:
    for widget in widgets:
        who = f"{type(widget).__name__} {widget.objectName()}"
        if type(widget).__module__.startswith("cnnviz") or widget.objectName():
            if isinstance(widget, QLabel):
                assert widget.textFormat() == Qt.TextFormat.PlainText, who
            if isinstance(widget, QAbstractButton):
                assert not re.search(r"(?<!&)&(?!&)\w", widget.text()), who
        for text in (widget.toolTip(), widget.whatsThis()):
            assert not rich(text), who
        assert widget.minimumSizeHint().width() < 4000, who
        model = getattr(widget, "model", None)
        if callable(model) and isinstance(model(), QAbstractItemModel):
            check_model(model(), who)


def check_model(model: QAbstractItemModel, who: str) -> None:
    for row in range(min(model.rowCount(), 20)):
        for column in range(model.columnCount()):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            assert tip is None or not rich(str(tip)), who


@pytest.mark.slow
@pytest.mark.fault(38)
def test_fault_38_hostile_names_are_plain_text_in_every_part_of_the_window(
    qtbot: QtBot, hostile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, tips = hostile.session, []
    monkeypatch.setattr(plain.QToolTip, "showText", lambda _, text, __: tips.append(text))
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1 and session.state == "paused")
    for text in NAMES[:-2]:
        session.message.emit(text, "error")
        session.explain(text, text)
    for name in SHEETS:
        hostile.toggle_sheet(name)
        QApplication.processEvents()
        assert not hostile.grab().isNull()
    with qtbot.waitSignal(session.trace_changed):
        session.record()
    for _ in range(3):
        session.step_forward()
    session.select(core.Cell("loss", "value", ()))
    QApplication.processEvents()
    assert not hostile.grab().isNull()
    check_everything([hostile, *hostile.findChildren(QWidget)])
    assert QToolTip.text() == ""
    assert not any(map(rich, tips))
