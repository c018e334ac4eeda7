"""One row of the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.shell.main_window import MainWindow


@dataclass(frozen=True)
class Command:
    """One action: `text` in menus, `short` on buttons, `tip` says what changes.

    `words` are what else people call it, or look for in it; they find it, and are shown nowhere.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    handler: Callable[[MainWindow], None]
    tip: str
    words: str = ""
    short: str = ""
    icon: str = ""
    group: str = ""  # of the menu; "" is not in the menu
    on_network: bool = False  # whether only the network in the window shows what it does


def in_group(group: str, *commands: Command) -> tuple[Command, ...]:
    """Commands that stand together in a menu."""
    return tuple(replace(command, group=group) for command in commands)
