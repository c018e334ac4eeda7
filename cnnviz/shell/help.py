"""What there is to know about the window itself: the list of its keys, and what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import PySide6
from PySide6.QtCore import QSize, Qt, Slot, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHeaderView,
    QLabel,
    QLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cnnviz.features.microscope.page_view import PageView
from cnnviz.features.transport.readouts import Readouts
from cnnviz.shell.palette import keys_of, native
from cnnviz.system.report import version_of
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets import glossary, theme
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.plain import PlainLabel

MARGIN = 4  # pixels beside the text of a tree's row
CANVAS = (  # keys of the canvas, which are no commands
    ("Tab", QT_TRANSLATE_NOOP("help", "from map to map")),
    ("Up, Down", QT_TRANSLATE_NOOP("help", "another layer of the block")),
    ("PgUp, PgDown", QT_TRANSLATE_NOOP("help", "other channels; with Shift, other kernels")),
    ("Return", QT_TRANSLATE_NOOP("help", "the number in the middle of the selected map")),
    (
        "Alt+Left, Alt+Right, Alt+Up, Alt+Down",
        QT_TRANSLATE_NOOP("help", "the number beside the selected one"),
    ),
    ("G", QT_TRANSLATE_NOOP("help", "from a number to its gradient and back")),
    ("+", QT_TRANSLATE_NOOP("help", "more of what the selected number was made of")),
)


def _two_columns(dialog: QDialog, title: str, heads: tuple[str, str], wide: int) -> QTreeWidget:
    """Lay a list out in a dialog, which goes when it is closed; the column `wide` takes the room there is."""
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    tree = QTreeWidget(dialog)
    tree.setAccessibleName(title)
    tree.setHeaderLabels(heads)
    tree.setRootIsDecorated(False)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    column = fill(vbox(dialog, margins=(12, 12, 12, 12)), tree)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    return tree


def _heading(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
    top = QTreeWidgetItem(tree, [title])
    top.setFont(0, theme.font(theme.BODY, theme.BOLD))
    return top


class KeyList(QDialog):
    """Every key, menu by menu."""

    def __init__(self, menus: Iterable[tuple[str, list[QAction]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.resize(QSize(640, 640).boundedTo(parent.size()))
        self.tree = _two_columns(self, self.tr("Keys"), (self.tr("what it does"), self.tr("key")), 0)
        self.tree.setObjectName("shortcut_list")
        self.tree.setUniformRowHeights(True)
        for title, actions in menus:
            rows = [(action.text(), keys_of(action)) for action in actions if action.shortcuts()]
            self._add(title, rows)
        rows = [(translate("help", what), native(QKeySequence(keys))) for keys, what in CANVAS]
        self._add(self.tr("On the canvas"), rows)
        self.tree.expandAll()

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        top = _heading(self.tree, title)
        for what, keys in rows:
            QTreeWidgetItem(top, [what, keys])


class WordList(QDialog):
    """What the words in sight mean, and then all others."""

    def __init__(self, texts: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("words")
        self.resize(QSize(640, 560).boundedTo(parent.size()))
        self.tree = _two_columns(self, self.tr("Words"), (self.tr("word"), self.tr("what it means")), 1)
        self.tree.setObjectName("word_list")
        self.tree.setWordWrap(True)
        self._rows: list[QTreeWidgetItem] = []
        here = glossary.met(texts)
        for title, rows in (
            (self.tr("In sight"), here),
            (self.tr("Others"), [row for row in glossary.words() if row not in here]),
        ):
            _heading(self.tree, title).addChildren([self._row(*row) for row in rows])
        self.tree.expandAll()
        self.tree.header().sectionResized.connect(self._fit)

    def _row(self, word: str, meaning: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([word, meaning])
        for column in (0, 1):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        self._rows.append(row)
        return row

    @Slot(int, int, int)
    def _fit(self, column: int, _: int, width: int) -> None:
        """Make each row as high as its meaning is when it is broken: a tree's own rows have one line."""
        if column != 1:
            return
        wrap, room = int(Qt.TextFlag.TextWordWrap), width - 2 * MARGIN
        for row in self._rows:
            box = self.tree.fontMetrics().boundingRect(0, 0, room, 1000, wrap, row.text(1))
            row.setSizeHint(1, QSize(room, box.height() + 6))


def texts_in_sight(window: QWidget) -> list[str]:
    """The texts of all that is in sight in a window: labels, buttons, pages, what is said of pictures."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [widget.accessibleName(), widget.accessibleDescription()]
            if isinstance(widget, QLabel | QAbstractButton | PageView):
                found.append(widget.text())
            elif isinstance(widget, Readouts):
                found.append(widget.words())
    return found


class About(QDialog):
    """What the program is, and of which version its parts are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About cnnviz"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(460, 260)
        name = PlainLabel("cnnviz", self, size=theme.VALUE, weight=theme.BOLD)
        said = self.tr(
            "A convolutional network in plain numpy, and a window that looks into every number of it while it"
            " learns to read handwritten digits."
        )
        python = ".".join(map(str, sys.version_info[:3]))
        versions = version_of("cnnviz"), python, qVersion(), PySide6.__version__
        words = self.tr("cnnviz {0}, Python {1}, Qt {2}, PySide6 {3}, numpy {4}, pyqtgraph {5}")
        parts = words.format(*versions, version_of("numpy"), version_of("pyqtgraph"))
        fonts = self.tr(
            "Its fonts are Inter and JetBrains Mono (SIL Open Font License); Qt is used under the LGPL."
        )
        column = fill(vbox(self, 10, (24, 20, 24, 20)), name)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for text in (said, parts, fonts):
            label = PlainLabel(text, self, size=theme.BODY, wrap=True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            column.addWidget(label)
