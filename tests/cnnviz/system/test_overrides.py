"""What a method of ours raises while Qt calls it is told, and answered for; the binding never sees it."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    QStringListModel,
    Qt,
    QThread,
    QTranslator,
    QTransposeProxyModel,
)
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsSceneResizeEvent,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionGraphicsItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import cnnviz
from cnnviz.system import overrides


def index() -> None:
    [][1]


def divide() -> None:
    1 // 0  # noqa: B018


def whole() -> None:
    int(float("nan"))


def shapes() -> None:
    np.zeros(3) + np.zeros(4)


def runtime() -> None:
    raise RuntimeError("a mistake")


def key() -> None:
    {}["missing"]


RAISE = {
    "IndexError": index,
    "ZeroDivisionError": divide,
    "ValueError of int": whole,
    "ValueError of numpy": shapes,
    "RuntimeError": runtime,
    "KeyError": key,
}
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NOT_VIRTUAL = {"setText", "text", "drawText"}  # of QLabel and QPainter: Qt never calls ours
HERE = QPointF(5, 5)


class Told:
    """Every error that reached `sys.excepthook`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.errors: list[BaseException] = []
        monkeypatch.setattr(sys, "excepthook", self._take)

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.errors.append(error)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Told:
    return Told(monkeypatch)


def classes() -> list[type]:
    """Every class of the package that Qt calls methods of."""
    for module in pkgutil.walk_packages(cnnviz.__path__, "cnnviz."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {
        kind: None
        for kind in overrides._subclasses(overrides.BINDING)
        if kind.__module__.startswith("cnnviz.") and any(overrides.overrides(kind))
    }
    return list(found)


def mouse(kind: QEvent.Type) -> QMouseEvent:
    return QMouseEvent(kind, HERE, HERE, LEFT, LEFT, NO_KEYS)


EVENTS: dict[str, Callable[[], QEvent]] = {
    "event": lambda: QEvent(QEvent.Type.User),
    "keyPressEvent": lambda: QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NO_KEYS, "a"),
    "mousePressEvent": lambda: mouse(QEvent.Type.MouseButtonPress),
    "mouseReleaseEvent": lambda: mouse(QEvent.Type.MouseButtonRelease),
    "mouseMoveEvent": lambda: mouse(QEvent.Type.MouseMove),
    "mouseDoubleClickEvent": lambda: mouse(QEvent.Type.MouseButtonDblClick),
    "wheelEvent": lambda: QWheelEvent(
        HERE, HERE, QPoint(0, 9), QPoint(0, 120), LEFT, NO_KEYS, Qt.ScrollPhase.NoScrollPhase, False
    ),
    "focusInEvent": lambda: QFocusEvent(QEvent.Type.FocusIn),
    "focusOutEvent": lambda: QFocusEvent(QEvent.Type.FocusOut),
    "enterEvent": lambda: QEnterEvent(HERE, HERE, HERE),
    "leaveEvent": lambda: QEvent(QEvent.Type.Leave),
    "resizeEvent": lambda: QResizeEvent(QSize(50, 40), QSize(40, 40)),
    "showEvent": QShowEvent,
    "hideEvent": QHideEvent,
    "changeEvent": lambda: QEvent(QEvent.Type.FontChange),
    "closeEvent": QCloseEvent,
    "paintEvent": lambda: QPaintEvent(QRect(0, 0, 9, 9)),
    "contextMenuEvent": lambda: QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, HERE.toPoint(), HERE.toPoint()
    ),
}
OF_VIEWPORT = ("mouse", "wheel", "drag", "drop", "paint", "resize", "viewport", "contextMenu")


def drop(kind: type) -> tuple[QMimeData, QEvent]:
    data = QMimeData()
    data.setText("text")
    where = HERE.toPoint() if kind is QDragEnterEvent else HERE
    return data, kind(where, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)


def call(made: Any, name: str) -> None:
    """Have Qt call a virtual method of an object."""
    if isinstance(made, QGraphicsItem):
        call_of_item(made, name)
        return
    area = isinstance(made, QAbstractScrollArea)
    target = made.viewport() if area and name.startswith(OF_VIEWPORT) else made
    if name in ("paintEvent", "initStyleOption"):
        target.grab()
    elif name in EVENTS:
        QCoreApplication.sendEvent(target, EVENTS[name]())
    elif name == "viewportEvent":
        QCoreApplication.sendEvent(target, QEvent(QEvent.Type.ToolTip))
    elif name in ("dragEnterEvent", "dropEvent"):
        target.setAcceptDrops(True)
        _data, event = drop(QDragEnterEvent if name == "dragEnterEvent" else QDropEvent)
        QWidget.event(target, event)  # as a drag would come to it, which only a mouse can begin
    elif name == "eventFilter":
        other = QObject()
        other.installEventFilter(made)
        QCoreApplication.sendEvent(other, QEvent(QEvent.Type.User))
    elif name in ("sizeHint", "minimumSizeHint", "heightForWidth"):
        policy = made.sizePolicy()
        policy.setHeightForWidth(name == "heightForWidth")
        made.setSizePolicy(policy)
        host = QWidget()
        row = QVBoxLayout(host)
        row.addWidget(made)
        row.sizeHint()
        row.minimumSize()
        row.heightForWidth(100)
        made.setParent(None)
    elif name == "scrollContentsBy":
        bar = made.verticalScrollBar()
        bar.setRange(0, 100)
        bar.setValue(50)
    elif name == "focusNextPrevChild":
        QCoreApplication.sendEvent(made, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, NO_KEYS))
    elif name == "reject":
        QCoreApplication.sendEvent(made, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NO_KEYS))
    elif name == "accept":
        button = QPushButton(made)
        button.clicked.connect(made.accept)
        button.click()
    elif name == "hitButton":
        assert isinstance(made, QAbstractButton)
        QCoreApplication.sendEvent(made, mouse(QEvent.Type.MouseButtonPress))
    elif name in ("updateEditorGeometry", "setEditorData"):
        table = QTableWidget(1, 1)
        table.setItem(0, 0, QTableWidgetItem("x"))
        table.setItemDelegate(made)
        table.openPersistentEditor(table.item(0, 0))
    elif isinstance(made, QTranslator):
        QCoreApplication.installTranslator(made)
        QCoreApplication.translate("Here", "a text")
        QCoreApplication.removeTranslator(made)
    elif name == "run":
        assert isinstance(made, QThread)
        made.start()
        assert made.wait(60_000)
    else:
        call_of_model(made, name)


def call_of_item(made: Any, name: str) -> None:
    scene, image = QGraphicsScene(), QImage(40, 40, QImage.Format.Format_RGB32)
    if name == "boundingRect":
        made.sceneBoundingRect()
    elif name == "paint":
        painter = QPainter(image)
        scene.addItem(made)
        made.paint(painter, QStyleOptionGraphicsItem(), None)
        scene.removeItem(made)
        painter.end()
    elif name == "resizeEvent":
        made.resize(QSizeF(30, 20))
        QCoreApplication.sendEvent(made, QGraphicsSceneResizeEvent())
    else:
        raise AssertionError(f"tell this test how Qt comes to call {name}")


def call_of_model(made: Any, name: str) -> None:
    assert isinstance(made, QAbstractItemModel), f"tell this test how Qt comes to call {name}"
    cell = made.createIndex(0, 0)
    if name in ("rowCount", "columnCount"):
        QAbstractTableModel.index(made, 0, 0)
    elif name == "data":
        cell.data()
    elif name == "flags":
        cell.flags()
    elif name == "setData":
        QAbstractTableModel.setItemData(made, cell, {0: "x"})
    elif name in ("filterAcceptsRow", "lessThan"):
        source = QStringListModel(["b", "a"])
        made.setSourceModel(source)
        made.sort(0)
        made.rowCount()
        made.setSourceModel(None)
    elif name == "headerData":
        turned = QTransposeProxyModel()
        turned.setSourceModel(made)
        turned.headerData(0, Qt.Orientation.Vertical)
    else:
        raise AssertionError(f"tell this test how Qt comes to call {name}")


def qts(kind: type) -> type:
    return next(base for base in kind.__mro__ if overrides._is_qt(base))


def bare(kind: type) -> Any:
    """An object of a class with only Qt's part of it made."""
    made = kind.__new__(kind)
    qts(kind).__init__(made)  # type: ignore[misc]
    return made


def of_base(kind: type, name: str) -> Callable[..., Any]:
    """What Qt itself does; where it does nothing, the little that lets a caller come on."""
    if name in ("rowCount", "columnCount"):
        return lambda *_: 1
    if name in ("data", "paint"):
        return lambda *_: None
    if name == "boundingRect":
        return lambda *_: QRectF()
    if name == "isEmpty":
        return lambda *_: False
    base = next(base for base in kind.__mro__ if overrides._is_qt(base) and name in vars(base))
    return lambda self, *arguments: vars(base)[name](self, *arguments)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Callable[[type, str, Callable[[], None]], None]:
    """Has one override of a class raise, and its others do what Qt does."""

    def plant(kind: type, name: str, wrong: Callable[[], None]) -> None:
        for part in kind.__mro__:
            if overrides._is_qt(part):
                break
            for other, method in vars(part).items():
                if overrides.is_guarded(method):
                    doing = (lambda *_: wrong()) if other == name else of_base(kind, other)
                    monkeypatch.setattr(method, "__wrapped__", doing)

    return plant


def test_every_override_of_the_package_is_guarded(qapp: object) -> None:
    found = classes()
    assert len(found) > 60
    for kind in found:
        for name in overrides.overrides(kind):
            assert overrides.is_guarded(getattr(kind, name)), f"{kind.__module__}.{kind.__name__}.{name}"


@pytest.mark.slow
@pytest.mark.fault(36)
@pytest.mark.parametrize("kind_of_error", RAISE)
def test_fault_36_an_error_in_any_override_of_any_class_is_told_and_survived(
    told: Told, planted: Callable[..., None], kind_of_error: str
) -> None:
    wrong, kind_wanted = RAISE[kind_of_error], kind_of_error.split()[0]
    missed = []
    for kind in classes():
        for name in sorted(set(overrides.overrides(kind)) - NOT_VIRTUAL):
            planted(kind, name, wrong)
            made = bare(kind)
            told.errors.clear()  # Qt asks for some things while it makes an object
            call(made, name)
            if kind_wanted not in {type(error).__name__ for error in told.errors}:
                missed.append(f"{kind.__module__}.{kind.__name__}.{name}")
            if isinstance(made, QWidget):
                assert not made.paintingActive()
            made.deleteLater()
    assert missed == []


class Half(QWidget):
    """Raises in the middle of painting, below an `event` of its own."""

    wrong = staticmethod(index)

    def event(self, event: QEvent) -> bool:
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.save()
        painter.fillRect(self.rect(), QColor("red"))
        self.wrong()


@pytest.mark.no_qt_log  # Qt says that the painter ended with a saved state, which is so
def test_a_part_that_cannot_be_drawn_says_so_in_its_place(qtbot: QtBot, told: Told) -> None:
    made = Half()
    qtbot.addWidget(made)
    made.resize(300, 60)
    picture = made.grab().toImage()
    assert [type(error) for error in told.errors] == [IndexError]
    assert not made.paintingActive()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 300, 2) for y in range(0, 60, 2)}
    assert "#ff0000" not in colours
    assert len(colours) > 1  # a background and letters
    assert all(not frame.f_locals for frame in frames(told.errors[0]) if frame.f_code.co_name == "paintEvent")


def frames(error: BaseException) -> Iterator[Any]:
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def test_a_method_put_into_a_class_later_is_guarded_too(
    qtbot: QtBot, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Half, "paintEvent", lambda *_: divide())
    made = Half()
    qtbot.addWidget(made)
    made.grab()
    assert {type(error) for error in told.errors} == {ZeroDivisionError}


@pytest.mark.parametrize("kind_of_error", RAISE)
def test_an_error_in_a_delegate_leaves_the_table(qtbot: QtBot, told: Told, kind_of_error: str) -> None:
    class Delegate(QStyledItemDelegate):
        def paint(self, *_: Any) -> None:
            RAISE[kind_of_error]()

    table = QTableWidget(2, 2)
    qtbot.addWidget(table)
    delegate = Delegate(table)
    table.setItemDelegate(delegate)
    assert not table.grab().isNull()
    assert {type(error).__name__ for error in told.errors} == {kind_of_error.split()[0]}


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from cnnviz.shell import app, crash
from cnnviz.features.transport.readouts import Readouts

guards, on = [], []
init, create, paint = crash.Guard.__init__, app.create, Readouts.paintEvent
def remember(self, window):
    init(self, window)
    guards.append(self)
crash.Guard.__init__ = remember
def painting(self, event):
    painter = QPainter(self)
    if on:
        [][1]
    painter.end()
    paint(self, event)
Readouts.paintEvent = painting
Readouts.mousePressEvent = lambda self, event: 1 // 0
def slot():
    int(float("nan"))
def made(*arguments, **keywords):
    application, window = create(*arguments, **keywords)
    readouts = window.panels["TransportPanel"].readouts
    def spoil():
        on.append(1)
        readouts.update()
        QTimer.singleShot(0, slot)
        window.session.message.connect(slot)
        QTest.mouseClick(readouts, Qt.MouseButton.LeftButton)
    def report():
        names = sorted(name for name in ("IndexError", "ZeroDivisionError", "ValueError")
                       if guards[0].trouble and name + ":" in guards[0].trouble.report)
        if len(names) < 3:
            QTimer.singleShot(50, report)
            return
        print("reports:", names, flush=True)
        guards[0].trouble.accept()
        window.close()
    QTimer.singleShot(500, spoil)
    QTimer.singleShot(600, report)
    return application, window
app.create = made
sys.exit(app.main())
"""


@pytest.mark.slow
def test_the_program_survives_errors_in_painting_in_handlers_and_in_slots() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.stdout == "reports: ['IndexError', 'ValueError', 'ZeroDivisionError']\n", done.stderr
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
