"""Where files are asked for: the ending, the folder, and no file replaced unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.widgets import file_dialogs


@pytest.fixture
def parent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    monkeypatch.setattr(file_dialogs.last, "path", "")
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def answers(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[QFileDialog]:
    """Have the dialog answered with names one after the other, then cancelled."""
    asked: list[QFileDialog] = []

    def choose(dialog: QFileDialog) -> int:
        asked.append(dialog)
        if len(asked) > len(names):
            return 0
        dialog.selectFile(names[len(asked) - 1])
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)
    return asked


@pytest.mark.parametrize(("name", "saved"), [("a", "a.png"), ("a.PNG", "a.PNG"), ("a.svg", "a.svg.png")])
def test_a_name_gets_the_ending_of_what_is_saved(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, saved: str
) -> None:
    answers(monkeypatch, str(tmp_path / name))
    assert file_dialogs.to_save(parent, "Save", "picture.png", "*.png") == tmp_path / saved


def test_the_ending_is_added_before_the_dialog_asks_whether_to_replace(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, str(tmp_path / "a"))
    file_dialogs.to_save(parent, "Save", "picture.png", "*.png")
    assert asked[0].selectedFiles() == [str(tmp_path / "a.png")]
    assert not asked[0].testOption(QFileDialog.Option.DontConfirmOverwrite)


def test_a_file_that_another_ending_leads_to_is_not_replaced_unasked(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.svg.png").write_bytes(b"mine")
    asked = answers(monkeypatch, str(tmp_path / "a.svg"))
    assert file_dialogs.to_save(parent, "Save", "picture.png", "*.png") is None
    assert len(asked) == 2


def to_open(parent: QWidget) -> Path | None:
    return file_dialogs.to_open(parent, "Open")


def folder_to_open(parent: QWidget) -> Path | None:
    return file_dialogs.folder_to_open(parent, "Open")


def to_save(parent: QWidget) -> Path | None:
    return file_dialogs.to_save(parent, "Save", "picture.png", "*.png")


@pytest.mark.parametrize("ask", [to_open, folder_to_open, to_save])
def test_each_dialog_opens_where_the_last_one_was_used(
    qtbot: QtBot,
    parent: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[QWidget], Path | None],
) -> None:
    asked = answers(monkeypatch, str(tmp_path / "a.png"))
    begun: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *at: (begun.append(at[2]), (str(tmp_path / "b"), ""))[1]
    )
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *at: (begun.append(at[2]), str(tmp_path / "c"))[1]
    )
    with qtbot.waitSignal(file_dialogs.last.used) as told:
        assert ask(parent) is not None
    assert told.args == [str(tmp_path)]
    to_open(parent)
    to_save(parent)
    assert begun[-1] == str(tmp_path)
    assert asked[-1].directory().absolutePath() == str(tmp_path)
