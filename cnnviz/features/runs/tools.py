"""The sheet's controls: what the curves are of, on which scale, and the buttons beside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QProcess,
    QProcessEnvironment,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cnnviz.features.runs.table import SETTINGS, RunTable
from cnnviz.plots import export
from cnnviz.system import paths
from cnnviz.system.translation import Count, translate
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.keys import ENTER, MOVE, KeyOwner
from core.experiments import GROUPS
from core.experiments.parallel import cores

ROW, FIELD = 24, 260  # pixels: a row's height, and the least width of a field in it
GAP = 2  # pixels between a button and its menu
OF_A_ROW = (Qt.Key.Key_F2, Qt.Key.Key_Delete, *ENTER)
KEYS = (Qt.Key.Key_Space, *OF_A_ROW, *MOVE)


def quantity(parent: QWidget) -> ComboBox:
    """What the curves are of."""
    items = (
        (translate("Runs", "test error"), "error"),
        (translate("Runs", "test accuracy"), "accuracy"),
        (translate("Runs", "training loss"), "loss"),
    )
    tip = translate("Runs", "What the curves are of.")
    return ComboBox("runs_quantity", parent, items, translate("Runs", "Quantity"), tip)


def scale(parent: QWidget) -> ComboBox:
    """Logarithmic or linear."""
    items = ((translate("Runs", "logarithmic"), True), (translate("Runs", "linear"), False))
    tip = translate("Runs", "Logarithmic tells small errors apart; linear shows differences as they are.")
    return ComboBox("runs_scale", parent, items, translate("Runs", "Scale"), tip)


def button(parent: QWidget, name: str, text: str, tip: str, do: Callable[[], object]) -> Button:
    """A button that says what it does."""
    made = Button(name, "raised", "", parent, text, clicked=do)
    tell(made, text.rstrip("."), tip)
    return made


class RoomyFields(QStyledItemDelegate):
    """Fields to type a name or a note in, wide enough also where the column is as narrow as its title; what
    is typed stays while its row is renewed.
    """

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().updateEditorGeometry(editor, option, index)
        place, within = editor.geometry(), editor.parentWidget()
        room = place.right() if within is None else within.width()
        place.setWidth(min(max(place.width(), FIELD), room))
        place.moveLeft(min(place.left(), room - place.width()))
        editor.setGeometry(place)


class RunView(KeyOwner, QTableView):
    """A table with keys of its own: Space ticks a run, Enter goes on, F2 renames, Delete deletes; all of
    them the chosen row's, whichever of its columns was clicked.
    """

    own_keys = KEYS

    ticked = Signal()
    opened = Signal()
    renamed = Signal()
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        signals = {
            Qt.Key.Key_Space: self.ticked,
            Qt.Key.Key_F2: self.renamed,
            Qt.Key.Key_Delete: self.deleted,
            **dict.fromkeys(ENTER, self.opened),
        }
        key = Qt.Key(event.key())
        if key not in signals or self.state() == QTableView.State.EditingState:
            super().keyPressEvent(event)  # what the field leaves over is no key of the table's
        else:
            signals[key].emit()


def table_view(parent: QWidget, model: RunTable) -> RunView:
    """The table of runs: whole rows, one chosen at a time."""
    view = RunView(parent)
    view.setObjectName("runs_table")
    view.setAccessibleName(translate("Runs", "Table of runs"))
    view.setFont(theme.font(theme.SECONDARY))
    view.setModel(model)
    view.setItemDelegate(RoomyFields(view))
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW)
    head = view.horizontalHeader()
    for widget in (head, head.viewport()):  # it is measured in the one's font and painted in the other's
        widget.setFont(theme.font(theme.FLOOR, theme.MEDIUM))
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(SETTINGS, QHeaderView.ResizeMode.Stretch)
    return view


def open_menu(menu: QMenu, button: QWidget) -> None:
    """Open a menu beneath a button, or above it where there is no room: never over it."""
    place = button.mapToGlobal(QPoint(0, button.height() + GAP))
    if place.y() + menu.sizeHint().height() > button.screen().availableGeometry().bottom():
        place.setY(button.mapToGlobal(QPoint(0, 0)).y() - GAP - menu.sizeHint().height())
    menu.popup(place)


def group_menu(parent: QWidget) -> QMenu:
    """The groups; an action's data is the group's name."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for each in GROUPS:
        words = translate("Runs", "{0}: {1} ({2} {2:run|runs})")
        count = Count(len(each.presets) * len(each.seeds))
        menu.addAction(words.format(each.name, worded(each.about), count)).setData(each.name)
    return menu


def run_menu(parent: QWidget, own: bool, pinned: bool) -> QMenu:
    """What can be done with the run; an action's data is "go_on", "title", "remark", "pin" or "delete"."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    unpin, pin = translate("Runs", "Let it go when room is needed"), translate("Runs", "Pin: keep it whole")
    rows = (
        ("go_on", translate("Runs", "Go on with this one"), "Return", True),
        ("title", translate("Runs", "Rename"), "F2", own),
        ("remark", translate("Runs", "Note"), "", own),
        ("pin", unpin if pinned else pin, "", own),
        ("delete", translate("Runs", "Delete"), "Del", own),
    )
    for name, text, key, possible in rows:
        action = menu.addAction(text)
        action.setData(name)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(possible)
    return menu


def export_menu(parent: QWidget) -> QMenu:
    """The kinds of files, and the clipboard; an action's data is one of export.FORMATS or "copy"."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for kind in export.FORMATS:
        menu.addAction(translate("Runs", "As {0}...").format(kind.upper())).setData(kind)
    menu.addAction(translate("Runs", "Copy")).setData("copy")
    return menu


EVERY = 1000  # milliseconds between two looks at the files
PATIENCE = 2000  # milliseconds for it to end


class GroupProcess(QObject):
    """One group at a time; `grown` comes every second while it runs, `ended` with what went wrong, or ""."""

    grown = Signal()
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name, self.out = "", Path()
        self._stopped = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.grown)

    @property
    def stopping(self) -> bool:
        """True once it has been asked to end, until it has."""
        return self.running and self._stopped

    @property
    def running(self) -> bool:
        """True while there are runs to wait for."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, name: str, *options: str) -> Path:
        """Make a group's runs, or go on with them; return the folder that they are in."""
        self.name, self.out, self._stopped = name, paths.data_folder() / "experiments" / name, False
        environment = QProcessEnvironment.systemEnvironment()
        root, known = str(Path(__file__).parents[3]), environment.value("PYTHONPATH")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, [root, known])))
        self._process.setProcessEnvironment(environment)
        jobs = str(max(1, cores() - 1))  # one core is the window's
        command = ["-m", "cnnviz", "experiments", name, "--out", str(self.out), "--jobs", jobs, *options]
        self._process.start(sys.executable, command)
        self._timer.start()
        return self.out

    def stop(self) -> None:
        """Ask it to end, and don't wait; the same group goes on later."""
        if self.running:
            self._stopped = True
            self._process.terminate()

    def close(self) -> None:
        """End it now, for the window is closing."""
        self.stop()
        if self.running and not self._process.waitForFinished(PATIENCE):
            self._process.kill()
            self._process.waitForFinished(PATIENCE)

    @Slot()
    def _finished(self) -> None:
        self._timer.stop()
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        lines = [line for line in said.replace("\r", "\n").splitlines() if line.startswith("cnnviz: ")]
        bad = self._process.exitCode() != 0 and not self._stopped
        self.grown.emit()
        self.ended.emit((lines[-1].removeprefix("cnnviz: ") if lines else said[-200:]) if bad else "")

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._timer.stop()
            self.ended.emit(self._process.errorString())
