"""Every way into the window tells a file's kind in one place: from its bytes, whatever it is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from cnnviz.shell import app
from cnnviz.shell.main_window import MainWindow


def tensors(**metadata: str) -> bytes:
    text = json.dumps({"__metadata__": metadata}).encode()
    return len(text).to_bytes(8, "little") + text


def made(folder: Path) -> dict[str, tuple[Path, str]]:
    """A file of each kind under a name that says something else, and what opens it."""
    np.savez(folder / "weights.npz", W1=np.ones((3, 2)), b1=np.ones(3))
    np.savez(folder / "images.npz", x_train=np.ones((9, 8, 8)), y_train=np.arange(9))
    (folder / "run.npz").write_bytes(tensors(cnnviz_checkpoint="1"))
    (folder / "trace.safetensors").write_bytes(tensors(cnnviz_trace="1"))
    (folder / "theirs.png").write_bytes(tensors(format="pt"))
    (folder / "table.trace").write_bytes(b"label,pixel0,pixel1\n1,2,3\n")
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(folder / "picture.csv"), "png")
    (folder / "folder.safetensors").mkdir()
    opens = {
        "weights.npz": "weights",
        "images.npz": "images",
        "run.npz": "weights",
        "trace.safetensors": "trace",
        "theirs.png": "weights",
        "table.trace": "images",
        "picture.csv": "picture",
        "folder.safetensors": "images",
    }
    return {name: (folder / name, what) for name, what in opens.items()}


def of_file(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def drop(window: MainWindow, path: Path) -> None:
    copy, button, mime = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, of_file(path)
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, button, Qt.KeyboardModifier.NoModifier))


def paste(window: MainWindow, path: Path) -> None:
    QGuiApplication.clipboard().setMimeData(of_file(path))
    window.action("paste_picture").trigger()
    QGuiApplication.clipboard().clear()


ENTRANCES: dict[str, Callable[[MainWindow, Path], None]] = {
    "drop": drop,
    "paste": paste,
    "command line": lambda window, path: app.greet(window, [str(path)]),
    "Load weights": lambda window, path: window.action("load_weights").trigger(),
    "Open images": lambda window, path: window.action("open_data").trigger(),
    "Open a trace": lambda window, path: window.action("open_trace").trigger(),
    "Open a picture": lambda window, path: window.action("open_picture").trigger(),
}


def test_every_entrance_opens_every_kind_as_what_it_is(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(MainWindow, "load_weights", lambda self, path, then=None: opened.append("weights"))
    monkeypatch.setattr(window.session.own_images, "look", lambda paths: opened.append("images"))
    monkeypatch.setattr(window.session, "open_trace", lambda path: opened.append("trace"))
    monkeypatch.setattr(window.session.drawing, "read", lambda path: opened.append("picture"))
    expected, found = {}, {}
    for name, (path, what) in made(tmp_path).items():
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, chosen=path: (str(chosen), ""))
        for entrance, enter in ENTRANCES.items():
            opened.clear()
            enter(window, path)
            expected[entrance, name], found[entrance, name] = [what], opened.copy()
    assert found == expected


@pytest.mark.parametrize(
    ("place", "asks"), [("digits.csv", "file"), ("mine.npz", "file"), ("mine", "folder")]
)
def test_lost_images_are_asked_for_as_what_they_were(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, asks: str
) -> None:
    found: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("file", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "folder")
    window.dialogs.find_images(found.append, str(tmp_path / place))
    assert found == [asks]


def test_a_lesson_that_is_opened_over_a_sheet_takes_it_away(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(window.session, "open_trace", opened.append)
    path, _ = made(tmp_path)["trace.safetensors"]
    window.action("runs").trigger()
    window.open_path(path)
    assert (opened, window.stage.sheet) == ([path], None)


@pytest.mark.parametrize("names", [("weights.npz", "images.npz"), ("images.npz", "weights.npz")])
def test_weights_and_images_together_in_any_order(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]
) -> None:
    made(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(
        window.session, "open_data", lambda path, then: (opened.append(Path(path).name), then(""))
    )
    monkeypatch.setattr(
        MainWindow, "load_weights", lambda self, path, then=None: opened.append(Path(path).name)
    )
    app.greet(window, [str(tmp_path / name) for name in names])
    assert opened == ["images.npz", "weights.npz"]
