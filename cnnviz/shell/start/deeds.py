"""What the start page's choices do, and what there is to go on with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cnnviz.system.translation import translate
from core.files.atomic import one_line

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

Row = tuple[str, str, str, Callable[[], None]]  # icon, text, tip, what it does


def train(window: Shell) -> None:
    """Have a network that knows nothing learn until paused; the run of one that knows something is kept."""
    session = window.session
    if untaught(window):
        if not session.training:
            session.train()
    else:
        session.reset(then=session.train)


def draw(window: Shell) -> None:
    """Open the pad; a network that knows nothing yet gives way to the trained one first."""
    session = window.session
    if session.drawing.open:
        return
    if session.snapshot is None:
        once = Qt.ConnectionType.SingleShotConnection
        session.config_changed.connect(lambda: draw(window), once)
    elif untaught(window):
        session.open_trained(then=lambda: None if session.drawing.open else window.action("draw").trigger())
    else:
        window.action("draw").trigger()


def tour(window: Shell) -> None:
    """Begin the guided tour."""
    from cnnviz.shell.tour import begin

    begin(window)


def untaught(window: Shell) -> bool:
    """Whether the network is as its seed made it: no step, no test, and no file that it came from."""
    shot = window.session.snapshot
    if shot is None or shot.step or shot.test_accuracy is not None:
        return shot is None
    return not window.session.history.weights_of


# what there is to go on with


def to_go_on_with(window: Shell) -> list[Row]:
    """The last run if there is one, then files opened or saved lately."""
    rows: list[Row] = []
    kept = window.autosave
    found = kept.found if kept is not None else None
    if found is not None:
        text = translate("StartPage", "Continue {0}, at step {1}").format(found.name, f"{found.run.step:,}")
        rows.append(
            (
                "play",
                text,
                translate("StartPage", "Weights, optimiser and curves as they were; paused."),
                found.resume,
            )
        )
    runs = window.session.run_before
    before, other = runs.kept, runs.going or (found.run if found is not None else None)
    if before is not None and before is other:  # on its way back, or offered already
        before = runs.newest_made(but=before)
    if before is not None:
        name = runs.called(before.about)
        text = translate("StartPage", "Go back to {0}, at step {1}")
        if runs.later:
            text = translate("StartPage", "Go forth again to {0}, at step {1}")
        text = text.format(name, f"{before.step:,}")
        tip = translate(
            "StartPage", "Weights, optimiser and curves as they were; paused. The run in its place is kept."
        )
        rows.append(("undo", text, tip, partial(window.session.files.go_to, before)))
    if window.session.data_path is not None:
        tip = translate(
            "StartPage", "A new run on the handwritten digits that come with cnnviz; this one is kept."
        )
        rows.append(("batch", translate("StartPage", "Use MNIST again"), tip, window.session.use_mnist))
    for path in window.recent_files():
        icon, words = _kind(path)
        text = words.format(one_line(path.name))
        rows.append((icon, text, str(path), partial(window.open_path, path)))
    return rows


def _kind(path: Path) -> tuple[str, str]:
    if path.suffix == ".safetensors":
        return "network", translate("StartPage", "{0}, a network")
    if path.suffix == ".trace":
        return "record", translate("StartPage", "{0}, a recorded batch")
    return "batch", translate("StartPage", "{0}, images: a new run on them")
