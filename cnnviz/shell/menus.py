"""The menus: the table of commands, a menu for each kind of thing that is done.

They open from the button at the left; where the system shows a menu bar of its own, they are there as well.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from core.files.atomic import one_line

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

MENUS = (  # the title, and the groups of commands in it
    (QT_TRANSLATE_NOOP("menus", "File"), ("file", "quit")),
    (QT_TRANSLATE_NOOP("menus", "Train"), ("train", "time")),
    (QT_TRANSLATE_NOOP("menus", "Step through a batch"), ("step", "look")),
    (QT_TRANSLATE_NOOP("menus", "Draw and change"), ("draw", "play")),
    (QT_TRANSLATE_NOOP("menus", "Window"), ("window", "size")),
    (QT_TRANSLATE_NOOP("menus", "Help"), ("help",)),
)
GROUPS = tuple(group for _, groups in MENUS for group in groups)


def fill(menu: QMenu | QMenuBar, window: Shell) -> None:
    """Put a menu for each title of MENUS into a menu or a menu bar."""
    for title, groups in MENUS:
        made = menu.addMenu(translate("menus", title))
        made.setObjectName(f"menu_{groups[0]}")
        for group in groups:
            if not made.isEmpty():
                made.addSeparator()
            made.addActions(actions_of(window, group))
            if group == "file":
                _add_recent(made, window)


def actions_of(window: Shell, group: str) -> list[QAction]:
    """The window's actions of a group, in the table's order."""
    return [action for action in window.actions_by_id.values() if action.property("group") == group]


def titled(window: Shell) -> list[tuple[str, list[QAction]]]:
    """The actions of each menu with its title."""
    return [
        (translate("menus", title), [a for group in groups for a in actions_of(window, group)])
        for title, groups in MENUS
    ]


def _add_recent(menu: QMenu, window: Shell) -> None:
    """What was opened or saved lately."""
    files = window.recent_files()
    if not files:
        return
    recent = menu.addMenu(translate("menus", "Open recent"))
    recent.setObjectName("menu_recent")
    for path in files:
        action = recent.addAction(one_line(path.name).replace("&", "&&"))
        action.setStatusTip(one_line(str(path)))
        action.triggered.connect(partial(_open, window, str(path)))


def _open(window: Shell, path: str, _: bool = False) -> None:
    window.open_path(path)


def whole(window: Shell) -> QMenu:
    """A menu of everything that can be done; it goes when it is closed."""
    menu = QMenu(window)
    menu.setObjectName("menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addActions([window.action(name) for name in ("palette", "shortcuts")])
    menu.addSeparator()
    fill(menu, window)
    return menu


def show_bar(window: Shell) -> None:
    """Fill the system's own menu bar, where there is one; again whenever another file is remembered."""
    bar = QMenuBar()  # without a parent it goes at once where it isn't wanted
    if bar.isNativeMenuBar():
        fill(bar, window)
        window.setMenuBar(bar)
