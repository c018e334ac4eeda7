"""The command palette: every command of the table, found by typing a few letters of what it does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QTreeView, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.plain import PlainLabel

SIZE = 560, 420
ACTION = Qt.ItemDataRole.UserRole
WORDS = Qt.ItemDataRole.UserRole + 1
NAMES = Qt.ItemDataRole.UserRole + 2
PASSED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def keys_of(action: QAction) -> str:
    """An action's keys as the system writes them."""
    return ", ".join(map(native, action.shortcuts()))


def native(keys: QKeySequence) -> str:
    """Keys as the system writes them."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


class Words(QSortFilterProxyModel):
    """Keeps what has every word that was typed: in its names, its sentence or its keys, spoken or English."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed: list[str] = []

    def look_for(self, text: str) -> None:
        """Keep what has all these words."""
        self._typed = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # type: ignore[override]
        words = str(self.sourceModel().index(row, 0, parent).data(WORDS))
        return all(word in words for word in self._typed)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:  # type: ignore[override]
        """What has a name that begins with what was typed stands first; else the table's order holds."""
        ranks = self._rank(left), self._rank(right)
        return ranks[0] < ranks[1] if ranks[0] != ranks[1] else left.row() < right.row()

    def _rank(self, index: QModelIndex) -> int:
        """0 where what the command is called begins so, 1 where a word in that, or for it, does, else 2."""
        typed, (called, others) = " ".join(self._typed), index.data(NAMES)
        if any(name.startswith(typed) for name in called):
            return 0
        within = any(f" {typed}" in name for name in called)
        return 1 if within or any(word.startswith(typed) for word in others) else 2


class CommandPalette(QDialog):
    """A field and the commands beneath; Enter does the chosen one."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Commands"))
        self.setAccessibleName(self.tr("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(QSize(*SIZE).boundedTo(parent.size()))
        self._model = QStandardItemModel(0, 2, self)
        for name, action in actions.items():
            if name not in ("palette", "escape", "menu"):
                self._add(action)
        self._found = Words(self)
        self._found.setSourceModel(self._model)
        self._found.sort(0)
        self.field = QLineEdit(self, placeholderText=self.tr("What do you want to do?"))
        self.field.setObjectName("palette_field")
        self.field.setAccessibleName(self.tr("What do you want to do?"))
        self.field.setFont(theme.font(theme.READOUT))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.do)
        self.field.installEventFilter(self)
        self.list = QTreeView(self, rootIsDecorated=False, headerHidden=True, uniformRowHeights=True)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self._found)
        self.list.setColumnWidth(0, SIZE[0] - 190)
        self.list.clicked.connect(self.do)
        self.nothing = PlainLabel(self, role="dim", wrap=True, name="palette_nothing")
        column = fill(vbox(self, 8, (12, 12, 12, 12)), self.field, self.nothing, (self.list, 1))
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._typed("")

    def _add(self, action: QAction) -> None:
        name, keys = QStandardItem(action.text()), QStandardItem(keys_of(action))
        name.setData(action, ACTION)
        english, others = str(action.property("english")), str(action.property("words"))
        portable = QKeySequence.listToString(action.shortcuts())  # "Space", whatever the system calls it
        said = f"{action.text()} {action.statusTip()} {keys.text()} {english} {others} {portable}"
        name.setData(said.casefold(), WORDS)
        called = f"{action.text()}\n{english}".casefold().split("\n")[:2]
        name.setData((called, re.split(r"[,，、]\s*", others.casefold())), NAMES)
        for item in (name, keys):
            item.setEnabled(action.isEnabled())
            item.setToolTip(action.toolTip())  # plain as it is
        self._model.appendRow([name, keys])

    @property
    def names(self) -> list[str]:
        """The commands in sight, from the top."""
        return [str(self._found.index(row, 0).data()) for row in range(self._found.rowCount())]

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._found.look_for(text)
        self.list.setCurrentIndex(self._found.index(0, 0))
        none = not self._found.rowCount()
        self.nothing.setText(
            self.tr("No command has all of these words. Try fewer, or others.") if none else ""
        )
        self.nothing.setVisible(none)
        self.field.setAccessibleDescription(self.nothing.text())

    @Slot()
    def do(self) -> None:
        """Close, and do the chosen command if it can be done now."""
        action = self.list.currentIndex().siblingAtColumn(0).data(ACTION)
        if action is None:
            return
        self.close()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose in the list, wherever the typing is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in PASSED_ON:
            self.list.keyPressEvent(event)
            return True
        return False
