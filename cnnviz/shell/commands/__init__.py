"""Everything the window can be told to do: tables of id, text, keys and handler, a module a menu.

The menu, the buttons and the tests all follow from them. Handlers take the main window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from cnnviz.shell.availability import with_keys
from cnnviz.shell.commands import draw, file, step, train, windows
from cnnviz.shell.commands.command import Command
from cnnviz.system.translation import translate
from cnnviz.widgets.plain import set_tip

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow

REPEATED = (  # while their keys are held down
    *("step_forward", "step_back", "previous_image", "next_image"),
    *("values_on", "values_back"),
    *("time_back", "time_forth", "time_keyframe_back", "time_keyframe_forth"),
)
ROWS: tuple[Command, ...] = (
    *train.TRAIN,
    *step.STEP,
    *step.LOOK,
    *draw.DRAW,
    *draw.PLAY,
    *windows.WINDOW,
    *file.FILE,
    *train.TIME,
    *windows.OTHERS,
    *windows.SIZE,
    *file.HELP,
    *file.QUIT,
)


def build(window: MainWindow) -> dict[str, QAction]:
    """The window's actions by id, with their keys live in the whole window."""
    made = {row.id: _action(row, window) for row in ROWS}
    for action in made.values():
        window.addAction(action)
    return made


def _action(row: Command, window: MainWindow) -> QAction:
    tip = translate("actions", row.tip)
    action = QAction(translate("actions", row.text), window)
    action.setObjectName(row.id)
    action.setIconText(translate("actions", row.short or row.text))
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setProperty("icon_name", row.icon)
    action.setProperty("group", row.group)
    # What it is called in texts and talks, whatever language is spoken.
    action.setProperty("english", f"{row.text}\n{row.short}\n{row.tip}")
    action.setProperty("words", row.words and translate("actions", row.words) + f", {row.words}")
    action.setStatusTip(tip)
    set_tip(action, with_keys(tip, action))
    # Holding a key down walks through a recorded batch, but must not train and pause by turns.
    action.setAutoRepeat(row.id in REPEATED)
    action.triggered.connect(lambda: _do(row, window))
    return action


def _do(row: Command, window: MainWindow) -> None:
    sheet = window.stage.sheet
    if row.on_network and not (sheet is not None and sheet.shows(row.id)):
        window.stage.show_network()
    row.handler(window)
