"""What a step of the tour needs to be in sight: how to tell that it is, and how to bring it about.

Each is asked for once and then waited for; the session's signals tell when to look again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from cnnviz.features.canvas.network_picture import OVERVIEW
from cnnviz.shell.stage import WIDE
from cnnviz.system.paths import trained_network
from cnnviz.system.translation import QT_TRANSLATE_NOOP
from core.trace.explain import explain
from core.trace.recording import Cell
from core.training import TrainConfig

if TYPE_CHECKING:
    from cnnviz.features.canvas.network_view import NetworkView
    from cnnviz.features.microscope import MicroscopePanel
    from cnnviz.shell.shell import Shell

FIRST = "conv1"
HALF = 40  # steps that the network learns whose gradients are looked at


class Guided(QObject):
    """What a need asks of the tour, and does to it."""

    window: Shell
    view: NetworkView
    microscope: MicroscopePanel
    trained_run: int
    half_run: int
    fresh_run: int
    begun: bool
    has_drawn: bool

    look: Callable[[], None]  # soon, at what is there now
    failed: Callable[[object], None]  # something couldn't be brought about
    number: Callable[[], Cell | None]  # whose page is shown
    leaf: Callable[[], Cell | None]  # the pixel that the way from it leads to
    follow: Callable[[], None]  # go the way from the number to the pixel
    draw: Callable[[], None]  # open the pad and draw on it


Ask = Callable[[Guided], object]  # a question about the tour, or something done to it


@dataclass(frozen=True)
class Need:
    """`holds` says whether it is there, `bring` sees to it, `waiting` is said until it is.

    `gone` says that it was on its way, and that somebody has done something else since.
    """

    holds: Ask
    bring: Ask
    waiting: str = ""
    lasting: bool = True  # whether the step is spoilt when it goes
    gone: Ask = lambda guide: False


def _load(guide: Guided) -> None:
    session = guide.window.session

    def load() -> int:
        session.engine.load(trained_network())
        assert session.engine.trainer is not None
        return session.engine.trainer.run

    def loaded(run: int) -> None:
        guide.trained_run = run
        session.ask(session.engine.evaluate)
        guide.look()

    guide.trained_run = -1
    session.pause()
    session.ask(load, then=loaded, failed=guide.failed)


def _learn_a_little(guide: Guided) -> None:
    """A network that still learns: its gradients can be seen, and its update changes something."""
    session = guide.window.session

    def learn() -> int:
        session.engine.reset(TrainConfig())
        for _ in range(HALF):
            session.engine.step()
        assert session.engine.trainer is not None
        return session.engine.trainer.run

    def learnt(run: int) -> None:
        guide.half_run = run
        guide.look()

    guide.half_run = -1
    session.pause()
    session.ask(learn, then=learnt, failed=guide.failed)


def _renew(guide: Guided) -> None:
    session = guide.window.session

    def reset() -> int:
        session.engine.reset(TrainConfig())
        assert session.engine.trainer is not None
        return session.engine.trainer.run

    def renewed(run: int) -> None:
        guide.fresh_run = run
        guide.look()

    guide.fresh_run = -1
    session.ask(reset, then=renewed, failed=guide.failed)


def _run(guide: Guided) -> int:
    shot = guide.window.session.snapshot
    return -1 if shot is None else shot.run


def _live(guide: Guided) -> bool:
    session = guide.window.session
    return session.trace is None and not session.drawing.open and session.exhibit.shown is None


def _go_live(guide: Guided) -> None:
    session = guide.window.session
    session.leave()
    session.drawing.stop()
    session.exhibit.leave()


def _overview(guide: Guided) -> bool:
    stage = guide.window.stage
    return guide.view.level == OVERVIEW and stage.sheet is None and not stage.drawer_open


def _zoom_out(guide: Guided) -> None:
    guide.window.stage.close_sheet()
    guide.window.stage.close_drawer()
    guide.view.zoom(None)


def _roomy(guide: Guided) -> bool:
    """In a narrow window the network has the microscope's room."""
    return guide.microscope.folded or guide.window.stage.width() >= WIDE


def _recorded(guide: Guided) -> bool:
    session = guide.window.session
    return session.trace is not None and not session.lesson and session.recorded.guest is None


def _record(guide: Guided) -> None:
    _go_live(guide)
    guide.window.session.record()


def _gradient() -> Cell:
    return Cell(FIRST, "weight.grad", (0, 0, 0, 0))


def _backward(guide: Guided) -> bool:
    """The gradients are there, and not yet what the update makes of them."""
    session = guide.window.session
    if session.trace is None:
        return False
    stops = session.trace.stops
    return session.cursor >= session.stop_of(_gradient()) and stops[session.cursor].phase != "update"


def _go_backward(guide: Guided) -> None:
    session = guide.window.session
    assert session.trace is not None
    last = max(at for at, stop in enumerate(session.trace.stops) if stop.phase == "backward")
    session.set_cursor(min(max(session.cursor, session.stop_of(_gradient())), last))


def number(guide: Guided) -> Cell | None:
    """The first layer's largest number for the watched image."""
    session = guide.window.session
    if session.trace is None:
        return None
    output = session.trace[FIRST].output[session.watched]
    place = np.unravel_index(int(output.argmax()), output.shape)
    return Cell(FIRST, "output", (session.watched, *(int(i) for i in place)))


def leaf(guide: Guided) -> Cell | None:
    """The brightest pixel that this number is made of."""
    session, cell = guide.window.session, number(guide)
    if session.trace is None or cell is None:
        return None
    leaves = explain(session.trace, cell).leaves
    pixels = [(value, at) for at, value in leaves if at is not None and at.quantity == "input"]
    return max(pixels, key=lambda pair: pair[0])[1] if pixels else cell


def _drawn(guide: Guided) -> bool:
    return guide.window.session.drawing.open and guide.has_drawn


def _draw(guide: Guided) -> None:
    guide.window.session.leave()
    guide.draw()


NEEDS: dict[str, Need] = {
    "own": Need(lambda guide: guide.begun, lambda guide: None, QT_TRANSLATE_NOOP("tour", "One moment …")),
    "trained": Need(
        lambda guide: guide.trained_run == _run(guide),
        _load,
        QT_TRANSLATE_NOOP("tour", "Opening the trained network …"),
        gone=lambda guide: 0 <= guide.trained_run < _run(guide),
    ),
    "half": Need(
        lambda guide: guide.half_run == _run(guide),
        _learn_a_little,
        QT_TRANSLATE_NOOP("tour", "A new network learns from a few batches …"),
        gone=lambda guide: 0 <= guide.half_run < _run(guide),
    ),
    "fresh": Need(
        lambda guide: guide.fresh_run == _run(guide),
        _renew,
        QT_TRANSLATE_NOOP("tour", "Making a new network …"),
        gone=lambda guide: 0 <= guide.fresh_run < _run(guide),
    ),
    "live": Need(_live, _go_live),
    "overview": Need(_overview, _zoom_out),
    "recorded": Need(
        _recorded,
        _record,
        QT_TRANSLATE_NOOP("tour", "Recording the next batch …"),
        gone=lambda guide: not guide.window.session.recorded.waiting,
    ),
    "unselected": Need(
        lambda guide: guide.window.session.selection is None and not guide.window.session.ledger,
        lambda guide: guide.window.session.select(None),
        lasting=False,
    ),
    "backward": Need(_backward, _go_backward),
    "number": Need(
        lambda guide: guide.window.session.selection == guide.number(),
        lambda guide: guide.window.session.select(guide.number()),
        lasting=False,  # another number may be clicked
    ),
    "leaf": Need(
        lambda guide: guide.window.session.selection == guide.leaf(),
        lambda guide: guide.follow(),
        lasting=False,
    ),
    "page": Need(lambda guide: guide.window.session.selection is not None, lambda guide: None),
    "microscope": Need(
        lambda guide: not guide.microscope.folded,
        lambda guide: guide.microscope.fold(False),
    ),
    "drawn": Need(
        _drawn,
        _draw,
        QT_TRANSLATE_NOOP("tour", "Drawing a three, stroke by stroke …"),
        gone=lambda guide: not guide.window.session.drawing.open,
    ),
    "room": Need(_roomy, lambda guide: guide.microscope.fold(True), lasting=False),
    "curves": Need(
        lambda guide: not guide.window.panels.curves.isHidden(),
        lambda guide: guide.window.panels.curves.show(),
    ),
    "training": Need(
        lambda guide: (shot := guide.window.session.snapshot) is not None and shot.step > 0,
        lambda guide: guide.window.session.train(),
        QT_TRANSLATE_NOOP("tour", "Training begins …"),
        gone=lambda guide: not guide.window.session.live.going,
    ),
}
