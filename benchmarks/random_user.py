"""A user who does whatever comes to mind, from a seed, while training runs at full speed.

python -m benchmarks.random_user SEED [--seconds N] [--folder DIR]

Commands, clicks, keys, drags, texts, dialogs, files good and bad, sizes of the window; and every now and then
a look at what must always be so. The last line on stdout is the report as JSON: `findings` is empty when all
was well.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.protocol import ROOT
from benchmarks.random_deeds import RandomUser, make_files
from benchmarks.random_findings import Findings, Invariants, Report, watched
from benchmarks.table import Row, Settings, below

if TYPE_CHECKING:
    pass

GAP = 15  # milliseconds between two deeds
BEAT = 0.010  # seconds
LATE = 0.5  # seconds: a heartbeat later than that is counted
LOOK = 300  # milliseconds between two looks at the invariants
CLOSED_IN = 1.0  # seconds
PATIENCE = 120.0  # seconds beside three times its own that a user's process may take
<<<<<<< HEAD
GROWTH = 150.0  # MiB that the second half of the time may add
=======
GROWTH = 150.0  # MiB that the second half of the time may add, beside what a larger network needs
HARMLESS = ("This plugin does not support",)  # what the offscreen platform says of itself
NONSENSE = ("Traceback", "NoneType", "object has no", "list index", "could not be broadcast", "KeyError")
TEXTS = ("0", "1", "-1", "1e30", "nan", "0.01", "64", "100000", "conv", "0,5", "9" * 40, "", "1e-9", "inf")
SIZES = ((640, 360), (800, 570), (1280, 720), (1600, 1000), (1920, 1080))


@dataclass
class Report:
    """What came of one user: how much was done, what was amiss, and how the window felt."""

    seed: int
    deeds: int = 0
    findings: list[dict[str, str]] = field(default_factory=list)
    beat_p99_ms: float = 0.0
    beat_max_ms: float = 0.0
    beats_late: int = 0
    busy_max_ms: float = 0.0  # of processor between two beats: what the window's thread did in one go
    closed_s: float = 0.0
    memory_mib: tuple[float, float] = (0.0, 0.0)  # in the middle, and at the end
    step: int = 0


class Findings:
    """What was amiss, each with the deed before it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.last = "opening the window"

    def add(self, kind: str, what: object) -> None:
        self._report.findings.append({"kind": kind, "what": str(what)[-2000:], "after": self.last})


class LogFindings(logging.Handler):
    """Everything that is logged as an error, but for messages that the user is shown."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(logging.ERROR)
        self._findings = findings

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith("said:"):
            self._findings.add("logged", self.format(record))


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


class Invariants:
    """What must be so whenever the window is at rest."""

    def __init__(self, window: MainWindow, findings: Findings) -> None:
        self._window, self._findings = window, findings
        self._suspects: Counter[str] = Counter()
        self._told: set[str] = set()
        self._owed: dict[str, str] = {}  # runs that another took the place of, until they are among the runs
        before = window.session.run_before
        self._name, self._resting = str(before.about["id"]), before.resting
        window.session.live.run_began.connect(self._began)

    def look(self) -> None:
        """Looks; what is amiss three times in a row is a finding."""
        seen = set(self.amiss()) if self.at_rest else set()
        self._suspects = Counter({what: self._suspects[what] + 1 for what in seen})
        for what, times in self._suspects.items():
            if times >= TWICE and what not in self._told:
                self._told.add(what)
                self._findings.add("invariant", what)

    @property
    def at_rest(self) -> bool:
        """Whether everything that was asked has been answered and shown."""
        session = self._window.session
        engine = session.engine
        return (
            engine.state in ("paused", "diverged")
            and session.state not in ("training", "loading")
            and engine._mailbox._posted.empty()
            and engine.feed.wanted
            and not session.live.waiting
        )

    def amiss(self) -> Iterator[str]:
        session = self._window.session
        trainer, history, shot = session.engine.trainer, session.history, session.snapshot
        if trainer is None or shot is None:
            return
        if shot.version != trainer.version:
            yield f"the picture is of {shot.version}, the network of {trainer.version}"
        if history.run != trainer.run or history.layers != trainer.layers:
            yield f"the history is of run {history.run}, the network of run {trainer.run}"
        steps = history.steps
        if len(steps) and int(steps[-1]) != trainer.step_number:
            yield f"the history ends at step {steps[-1]}, the network stands at {trainer.step_number}"
        if np.any(np.diff(steps) != 1):
            yield "steps are missing from the history, or stand in it twice"
        for name, parameter in trainer.network.named_parameters().items():
            shown = shot.parameters.get(name)  # the picture may be of the network before, for a moment
            if shown is None or not np.array_equal(parameter.data, shown, equal_nan=True):
                yield f"{name} of the picture isn't the network's"
        if any(found.version.newer_than(trainer.version) for found in history.evaluations):
            yield "a test of another network stands in the history"
        yield from self._canvas()
        yield from self._page()
        yield from self._runs()

    def _began(self, _: object, history: Any) -> None:
        """Another run is under way: the one before has to be among the runs."""
        before = self._window.session.run_before
        if len(history) and not self._resting and before.about["id"] != self._name:
            self._owed[self._name] = f"{len(history)} steps, replaced after: {self._findings.last}"
        self._name, self._resting = str(before.about["id"]), before.resting

    def _runs(self) -> Iterator[str]:
        """Every run that was trained is under way, waits, can be gone back to, or stands in Runs."""
        from cnnviz.features.runs.library import DELETED
        from core.files.atomic import FileError
        from core.training.checkpoint import read_about

        before, library = self._window.session.run_before, self._window.library
        here = {before.about["id"], before._waiting and before._waiting[1]["id"]}
        owed = self._owed.keys() - here
        if not owed or library._writer._thread is not None:
            return
        for place in (*library.own.glob("*/*.safetensors"), *library.own.glob(f"{DELETED}/*/*.safetensors")):
            with contextlib.suppress(FileError):
                self._owed.pop(str(read_about(place).get("id")), None)
        for name in owed & self._owed.keys():
            yield f"a run isn't in Runs: {self._owed[name]}"

    def _page(self) -> Iterator[str]:
        """The page, the mark on the canvas and the image on show are of one number."""
        from cnnviz.features.canvas import cells

        session, panels = self._window.session, self._window.panels
        cell, trace, view = session.selection, session.trace, panels.canvas.view
        page = panels.microscope.inspector._shown
        if page != cell:
            yield f"the page is of {page}, selected is {cell}"
        found = cells.place_of(cell, trace) if cell is not None and trace is not None else None
        if found is None or cell is None or not view.isVisible():
            return
        place, image = found
        if image is not None and image != session.watched:
            yield f"the page is of image {image}, the canvas shows {session.watched}"
        if cells.stands(cell, view.scene) and view.cell != (place.lane, place.key, place.index):
            yield f"the page is of {cell}, the canvas marks {view.cell}"

    def _canvas(self) -> Iterator[str]:
        """The canvas and the page of the microscope are of one network, and of one number."""
        session = self._window.session
        picture, view = session.picture(), self._window.panels["CanvasPanel"].view
        if picture is None or view.scene is None or not view.isVisible():
            return
        shown = view.scene.outputs.get("input")
        if shown is not None and not np.array_equal(shown, picture.outputs["input"], equal_nan=True):
            yield "the canvas shows another image than the session's"
        layers = tuple(name for name in view.scene.outputs if name != "input" and "/" not in name)
        if layers != tuple(name for name in picture.names if name in view.scene.outputs):
            yield "the canvas shows the layers of another network"
        if session.trace is not None and session.selection is not None:
            try:
                session.trace.at(session.selection)
            except (KeyError, ValueError):
                yield f"{session.selection} is selected, which isn't in the recorded batch"


def named(widget: QWidget) -> str:
    """What to call a widget in a report."""
    return f"{type(widget).__name__} {widget.objectName()}".strip()
>>>>>>> 0f4ea6e (benchmarks: a larger network's memory is no leak)


def resident() -> float:
    """Resident memory in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


<<<<<<< HEAD
=======
def needed(window: MainWindow) -> float:
    """MiB that the run's network needs to be trained and recorded."""
    from core.blueprint.memory import estimate_of

    trainer = window.session.engine.trainer
    if trainer is None:
        return 0.0
    estimate = estimate_of(trainer.network.spec(), trainer.train.shape)
    return estimate.needs(trainer.batch_size).recording / 2**20


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


@contextlib.contextmanager
def watched(window: MainWindow, findings: Findings) -> Iterator[None]:
    """Errors, logged or caught, senseless messages, and words of Qt become findings."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    from cnnviz.shell import crash

    class Guard(crash.Guard):
        def _take(self, error: BaseException, trace: TracebackType | None) -> None:
            findings.add("exception", "".join(traceback.format_exception(type(error), error, trace)))
            super()._take(error, trace)

    def qt_said(kind: QtMsgType, _: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(HARMLESS):
            findings.add("Qt", text)

    def said(text: str, _: str) -> None:
        if any(word in text for word in NONSENSE):
            findings.add("message", text)

    guard, handler = Guard(window), LogFindings(findings)
    guard.install()
    qInstallMessageHandler(qt_said)
    logging.getLogger("cnnviz").addHandler(handler)
    window.session.message.connect(said)
    try:
        yield
    finally:
        logging.getLogger("cnnviz").removeHandler(handler)
        qInstallMessageHandler(None)
        guard.remove()


>>>>>>> 0f4ea6e (benchmarks: a larger network's memory is no leak)
def run(seed: int, seconds: float, folder: Path) -> Report:
    """Lets one user loose on a window for a while, and closes it."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from cnnviz.session import worker
    from cnnviz.shell import app as application

    report = Report(seed)
    findings = Findings(report)
    files = make_files(folder / "files")
    app, window = application.create(["cnnviz"])
    gc.freeze()
    beats: list[tuple[float, float]] = []  # by the clock, and by this thread's processor
    middle: list[tuple[float, float]] = []  # resident memory, and what the network needs of it
    user = RandomUser(window, seed, files, folder)
    invariants = Invariants(window, findings)
    ending = False

    def act() -> None:
        if ending:
            return
        QTimer.singleShot(GAP, act)  # a new one each time: it goes on in a dialog's own event loop
        for sheet in (one for one in app.topLevelWidgets() if type(one).__name__ == "Trouble"):
            sheet.close()
        report.deeds += 1
        try:
            findings.last = user.do()
        except RuntimeError as error:  # a widget that the deed itself has closed
            if "already deleted" not in str(error):
                raise

    def finish() -> None:
        nonlocal ending
        ending = True
        for _ in range(20):
            over = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if over is None:
                break
            over.close()
        window.session.train()
        QTimer.singleShot(1000, leave)

    def leave() -> None:
        heart.stop()
        eyes.stop()
        QGuiApplication.clipboard().clear()
        report.step = window.session.snapshot.step if window.session.snapshot is not None else 0
        report.closed_s = time.monotonic()
        window.close()

    with watched(window, findings):
        application.greet(window, [])
        window.quit = lambda: None  # type: ignore[method-assign]  # leaving comes at the end
        window.show()
        heart, eyes = QTimer(), QTimer()
        heart.setTimerType(Qt.TimerType.PreciseTimer)
        heart.setInterval(round(1000 * BEAT))
        heart.timeout.connect(lambda: beats.append((time.monotonic(), time.thread_time())))
        eyes.setInterval(LOOK)
        eyes.timeout.connect(invariants.look)
        heart.start()
        eyes.start()
        QTimer.singleShot(1000, act)
        QTimer.singleShot(round(1000 + 500 * seconds), lambda: middle.append((resident(), needed(window))))
        QTimer.singleShot(round(1000 + 1000 * seconds), finish)
        app.exec()
        before, needed_before = middle[0] if middle else (0.0, 0.0)
        report.memory_mib, larger = (before, resident()), max(0.0, needed(window) - needed_before)
        window.session.close()
        report.closed_s = time.monotonic() - report.closed_s
    if worker.unfinished:
        findings.add("closing", "a thread has not ended")
    if report.closed_s > CLOSED_IN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)):
        findings.add("closing", f"it took {report.closed_s:.2f} s")
    if report.memory_mib[1] - before > GROWTH + larger:
        sheets = sorted(name for name in window.panels if name.endswith("Panel"))
        of = (
            f"{window.session.config.preset}, {len(window.session.engine.trainer.images[0])} images, {sheets}"
        )
        findings.add("memory", f"from {before:.0f} to {report.memory_mib[1]:.0f} MiB with {of}")
    gaps = np.diff(beats, axis=0) if len(beats) > 1 else np.zeros((1, 2))
    late = 1000 * np.maximum(gaps[:, 0] - BEAT, 0.0)
    report.busy_max_ms = float(1000 * gaps[:, 1].max())
    report.beat_p99_ms, report.beat_max_ms = float(np.percentile(late, 99)), float(late.max())
    report.beats_late = int((late > 1000 * LATE).sum())
    return report


def alone(seed: int, seconds: float) -> Report:
    """One user in a process of its own; a process that dies or hangs is a finding too."""
    command = [sys.executable, "-X", "faulthandler", "-m", "benchmarks.random_user", str(seed)]
    try:
        done = subprocess.run(
            [*command, "--seconds", str(seconds)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE + 3 * seconds,
        )
    except subprocess.TimeoutExpired as error:
        return Report(seed, findings=[{"kind": "hangs", "what": str(error.stderr)[-2000:], "after": ""}])
    lines = done.stdout.splitlines()
    if done.returncode or not lines or not lines[-1].startswith("{"):
        what = f"status {done.returncode}: {done.stderr[-2000:]}"
        return Report(seed, findings=[{"kind": "dies", "what": what, "after": ""}])
    return Report(**json.loads(lines[-1]))


def rows(settings: Settings) -> Iterator[Row]:
    """Many users, one after the other: what was amiss, and how late the window's heart was beating."""
    reports = []
    for seed in range(settings.seeds):
        reports.append(alone(seed, settings.seconds))
        for finding in reports[-1].findings:
            print(f"seed {seed}: {json.dumps(finding)}", file=sys.stderr, flush=True)
    deeds, amiss = sum(one.deeds for one in reports), sum(len(one.findings) for one in reports)
    yield Row("random users: seeds, deeds", f"{len(reports)}, {deeds:,}")
    yield below("findings of random users", amiss, 0, form="{:.0f}")
    worst = max((one.beat_max_ms for one in reports), default=0.0)
    yield below("latest heartbeat under random users", worst, 1000 * LATE, form="{:.0f} ms")
    worst = max((one.busy_max_ms for one in reports), default=0.0)
    yield below("longest work of the window's thread in one go", worst, 1000 * LATE, form="{:.0f} ms")
    slowest = max((one.closed_s for one in reports), default=0.0)
    yield below("slowest closing under random users", slowest, CLOSED_IN, form="{:.2f} s")


def main() -> None:
    """One user, in this process; homes and settings are of a folder of their own."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.random_user", description=__doc__.split("\n")[0]
    )
    parser.add_argument("seed", type=int)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--folder", type=Path, help="where files are made; a temporary one by default")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cnnviz-", ignore_cleanup_errors=True) as made:
        folder = options.folder or Path(made)
        os.environ["HOME"] = str(folder / "home")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(folder / "home" / name.lower())
        report = run(options.seed, options.seconds, folder)
    print(json.dumps(asdict(report)), flush=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
