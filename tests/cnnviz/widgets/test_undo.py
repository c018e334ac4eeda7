"""An undo stack of changes that are kept elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cnnviz.widgets.undo import KeptChanges
from core.blueprint import Blueprint


def test_the_stack_goes_along_with_what_is_kept_elsewhere(qapp: QObject) -> None:
    kept = Blueprint()
    turned: list[int] = []

    def follow() -> None:
        stack.follow(["edit"] * kept.done, ["edit"] * kept.undone)

    def turn(way: int) -> None:
        turned.append(way)
        (kept.undo if way < 0 else kept.redo)()
        follow()

    stack = KeptChanges(qapp, lambda: turn(-1), lambda: turn(1))
    for kind in ("ReLU", "Flatten", "ReLU"):
        kept.add(kind)
        follow()
    stack.undo()
    stack.undo()
    stack.redo()
    assert (turned, kept.done, stack.index(), stack.count()) == ([-1, -1, 1], 2, 2, 3)
    kept.add("Flatten")
    follow()
    assert not stack.canRedo()
    kept.forget()
    follow()
    assert not stack.canUndo()
    stack.undo()
    assert turned == [-1, -1, 1]


def test_a_change_that_could_not_be_taken_back_is_there_again(qapp: QObject) -> None:
    stack = KeptChanges(qapp, lambda: None)
    stack.follow(["scale", "noise"])
    stack.undo()
    assert (stack.undoText(), stack.redoText()) == ("scale", "noise")
    stack.follow(["scale", "noise"])
    assert (stack.undoText(), stack.canRedo()) == ("noise", False)
