"""The deeds of the random user, and the files that such a user may have lying about."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from cnnviz.shell.main_window import MainWindow

TEXTS = ("0", "1", "-1", "1e30", "nan", "0.01", "64", "100000", "conv", "0,5", "9" * 40, "", "1e-9", "inf")
SIZES = ((640, 360), (800, 570), (1280, 720), (1600, 1000), (1920, 1080))


class RandomUser:
    """Does one deed after the other on a window."""

    def __init__(self, window: MainWindow, seed: int, files: list[Path], folder: Path) -> None:
        from cnnviz.shell import commands as actions

        self.window, self.files, self.folder = window, files, folder
        self.random = random.Random(seed)
        self.commands = [row.id for row in actions.ROWS if row.id != "quit"]
        deeds: tuple[tuple[Callable[[], str], int], ...] = (
            (self.command, 20),
            (self.sheet, 8),
            (self.click, 25),
            (self.button, 15),
            (self.drag, 5),
            (self.move, 8),
            (self.key, 15),
            (self.type, 6),
            (self.wheel, 5),
            (self.choose, 4),
            (self.resize, 1),
            (self.paste, 1),
            (self.drop, 2),
            (self.train, 6),
            (self.at_once, 6),
        )
        self._deeds = [deed for deed, weight in deeds for _ in range(weight)]

    def do(self) -> str:
        """Does something, and says what."""
        from PySide6.QtWidgets import QApplication, QFileDialog

        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            return self.answer(dialog)
        return self.random.choice(self._deeds)()

    # where

    def target(self) -> QWidget:
        """What is in front: a menu, a dialog, the window."""
        from PySide6.QtWidgets import QApplication

        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def place(self) -> tuple[QWidget, QPoint]:
        """A widget under a random point of what is in front, and the point in it."""
        from PySide6.QtCore import QPoint

        over = self.target()
        at = QPoint(self.random.randrange(max(1, over.width())), self.random.randrange(max(1, over.height())))
        child = over.childAt(at)
        return (over, at) if child is None else (child, child.mapFrom(over, at))

    def one_of(self, kinds: Any) -> Any:
        """A widget of a kind that can be used now, None if there is none."""
        found = [one for kind in kinds for one in self.target().findChildren(kind)]
        found = [one for one in found if one.isVisible() and one.isEnabled()]
        return self.random.choice(found) if found else None

    # deeds

    def trigger(self, name: str) -> str:
        action = self.window.action(name)
        if action.isEnabled():
            action.trigger()
        return f"command {name}"

    def command(self) -> str:
        return self.trigger(self.random.choice(self.commands))

    def sheet(self) -> str:
        names = ("runs", "build", "evaluate", "images", "health", "touch", "draw", "settings", "record")
        names += ("excite", "update", "data", "workshop", "lab", "time_bar")
        return self.trigger(self.random.choice(names))

    def click(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        widget, at = self.place()
        told = f"click on {named(widget)} at {at.x()}, {at.y()}"
        button = self.random.choice([Qt.MouseButton.LeftButton] * 9 + [Qt.MouseButton.RightButton])
        modifier = self.modifier()
        act = QTest.mouseDClick if self.random.random() < 0.15 else QTest.mouseClick
        act(widget, button, modifier, at)
        return told

    def button(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QAbstractButton

        button = self.one_of((QAbstractButton,))
        if button is None:
            return self.click()
        told = f"button {named(button)} {button.text()!r}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return told

    def drag(self) -> str:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        widget, at = self.place()
        told, none = f"drag on {named(widget)}", Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, none, at)
        for _ in range(self.random.randrange(2, 8)):
            at += QPoint(self.random.randrange(-60, 60), self.random.randrange(-60, 60))
            QTest.mouseMove(widget, at)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, none, at)
        return told

    def move(self) -> str:
        from PySide6.QtTest import QTest

        widget, at = self.place()
        told = f"move over {named(widget)}"
        QTest.mouseMove(widget, at)
        return told

    def key(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        names = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "Left", "Right", "Up", "Down", "Tab", "Backtab"]
        names += ["Return", "Escape", "Space", "Home", "End", "PageUp", "PageDown", "Delete", "Backspace"]
        names += ["BracketLeft", "BracketRight", "Plus", "Minus", "Period", "Comma", "F1", "F10"]
        name, modifier = self.random.choice(names), self.modifier()
        if name == "Q":  # leaving comes at the end
            name = "W"
        widget = QApplication.focusWidget() or self.target()
        told = f"key {name} with {modifier.name} on {named(widget)}"
        QTest.keyClick(widget, getattr(Qt.Key, f"Key_{name}"), modifier)
        return told

    def type(self) -> str:
        from PySide6.QtCore import QCoreApplication, QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

        edit, text = self.one_of((QLineEdit, QAbstractSpinBox)), self.random.choice(TEXTS)
        if edit is None:
            return self.key()
        told = f"type {text!r} into {named(edit)}"
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        QTest.keyClick(edit, Qt.Key.Key_Return)
        return told

    def wheel(self) -> str:
        from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent

        widget, at = self.place()
        turn = QPoint(0, self.random.choice((-360, -120, 120, 360)))
        told = f"wheel over {named(widget)}"
        event = QWheelEvent(
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            self.modifier(),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(widget, event)
        return told

    def choose(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QComboBox

        box = self.one_of((QComboBox,))
        rows = [] if box is None else range(box.count())
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        rows = [row for row in rows if box.model().index(row, 0).flags() & usable == usable]  # no headings
        if not rows:
            return self.click()
        index = self.random.choice(rows)
        told = f"choose {box.itemText(index)!r} in {named(box)}"
        box.setCurrentIndex(index)
        box.activated.emit(index)
        return told

    def resize(self) -> str:
        size = self.random.choice(SIZES)
        self.window.resize(*size)
        return f"resize to {size}"

    def paste(self) -> str:
        from PySide6.QtCore import QMimeData, QUrl
        from PySide6.QtGui import QGuiApplication, QImage

        what, data = self.random.choice(("image", "text", "file")), QMimeData()
        if what == "image":
            picture = QImage(60, 90, QImage.Format.Format_RGB32)
            picture.fill(0xFFFFFF)
            for row in range(20, 70):
                picture.setPixel(30, row, 0)
            data.setImageData(picture)
        elif what == "text":
            data.setText("42")
        else:
            data.setUrls([QUrl.fromLocalFile(str(self.random.choice(self.files)))])
        QGuiApplication.clipboard().setMimeData(data)
        self.trigger("paste_picture")
        return f"paste {what}"

    def drop(self) -> str:
        from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
        from PySide6.QtGui import QDropEvent

        path, data = self.random.choice(self.files), QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(100, 100), Qt.DropAction.CopyAction, data, left, none)
        QCoreApplication.sendEvent(self.window, event)
        return f"drop {path.name}"

    def train(self) -> str:
        if not self.window.session.training:
            self.window.session.train()
        return "train"

    def at_once(self) -> str:
        """Two commands of the session, the second before the first one's answer."""
        session = self.window.session
        commands: dict[str, Callable[[], object]] = {
            "train": session.train,
            "pause": session.pause,
            "step": session.step_batch,
            "record": session.record,
            "undo": session.undo_step,
            "go back": lambda: session.go_back(0.01),
            "reset": session.reset,
            "trained": session.open_trained,
            "watch": lambda: session.watch_index(self.random.randrange(100)),
        }
        names = [self.random.choice(list(commands)) for _ in range(2)]
        for name in names:
            commands[name]()
        return f"at once: {', '.join(names)}"

    def answer(self, dialog: Any) -> str:
        """Chooses a file, or none."""
        from PySide6.QtWidgets import QFileDialog

        path = self.random.choice(self.files) if self.random.random() < 0.6 else None
        if path is not None:
            saves = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
            dialog.selectFile(str(self.folder / "saved.safetensors" if saves else path))
            dialog.accept()
        if dialog.isVisible():
            dialog.reject()
        return f"answer {dialog.windowTitle()!r} with {path}"

    def modifier(self) -> Any:
        from PySide6.QtCore import Qt

        kinds = Qt.KeyboardModifier
        return self.random.choice([kinds.NoModifier] * 6 + [kinds.ShiftModifier, kinds.ControlModifier])


def named(widget: QWidget) -> str:
    """What to call a widget in a report."""
    return f"{type(widget).__name__} {widget.objectName()}".strip()


def make_files(folder: Path) -> list[Path]:
    """What a user may have lying about: networks, runs, recorded batches, images, and files that are none."""
    import core
    from core.training import History, TrainConfig, Trainer

    folder.mkdir(parents=True, exist_ok=True)
    train, test = core.mnist()
    for name in ("lenet5", "lenet5-bn"):
        trainer = Trainer(replace(TrainConfig.from_preset(name), limit=640), train, test[:100])
        history = History(trainer.layers, trainer.run)
        history.append_all([trainer.step() for _ in range(12)])
        trainer.save(folder / f"{name}.safetensors")
        replace(trainer.checkpoint(), history=history).save(folder / f"{name}-run.safetensors")
        trainer.record().save(folder / f"{name}.trace")
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 255, (50, 28, 28)).astype(np.uint8)
    np.savez(folder / "digits.npz", images=train.images[:700], labels=train.labels[:700])
    np.savez(folder / "five.npz", images=noise, labels=(np.arange(50) % 5).astype(np.uint8))
    np.savez(folder / "objects.npz", images=np.array([{}], object), labels=np.zeros(1, np.uint8))
    (folder / "garbage.safetensors").write_bytes(rng.bytes(5000))
    (folder / "empty.trace").write_bytes(b"")
    return sorted(folder.iterdir())
