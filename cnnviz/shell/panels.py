"""The panels of the window: the one list. A new panel is its feature's folder and a line here.

Each is a QWidget made with (session, parent). The window calls, if it has them,
`use_actions(actions)`, `use_library(library)`, and `end_work()` when it closes. SHEETS lie over the network
while they are open; they are made when first opened. Their modules are imported once the window stands, on a
thread, so that neither starting nor opening waits for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cnnviz import features, shell
from cnnviz.features.canvas import CanvasPanel
from cnnviz.features.curves import CurvesPanel
from cnnviz.features.health.in_column import HintsInColumn
from cnnviz.features.microscope import ColumnCards, MicroscopePanel
from cnnviz.features.timeline import TimeBar
from cnnviz.features.transport import TransportPanel
from cnnviz.session import Session
from cnnviz.shell.explainer import ExplainerPanel

if TYPE_CHECKING:
    from cnnviz.features.settings import SettingsDrawer


def _later(module: str, kind: str) -> Callable[..., QWidget]:
    """What makes a card, and imports its module only then."""
    return lambda *about: getattr(importlib.import_module(module), kind)(*about)


def _microscope(session: Session, parent: QWidget) -> MicroscopePanel:
    cards = ColumnCards(
        HintsInColumn,
        draw=_later("cnnviz.features.draw.draw_card", "DrawCard"),
        touch=_later("cnnviz.features.touch.touch_card", "TouchCard"),
        past=_later("cnnviz.features.timeline.past_card", "PastCard"),
        lab=_later("cnnviz.features.lab.lab_card", "LabCard"),
    )
    return MicroscopePanel(session, cards, parent)


def _named(name: str) -> Any:
    """A panel that is always there, to be read under a name of its own."""
    return property(itemgetter(name))


class Panels(dict[str, Any]):
    """A window's panels and sheets by the names of their classes; those that are always there by kind.

    `later` makes what isn't in sight at first, when it is first asked for.
    """

    def __init__(self, made: Mapping[str, QWidget]) -> None:
        super().__init__(made)
        self.later: dict[str, Callable[[], QWidget]] = {}

    def __missing__(self, name: str) -> QWidget:
        self[name] = made = self.later[name]()
        return made

    transport: TransportPanel = _named("TransportPanel")  # the row of controls at the top
    canvas: CanvasPanel = _named("CanvasPanel")  # the network in two lanes
    curves: CurvesPanel = _named("CurvesPanel")  # under the network
    time_bar: TimeBar = _named("TimeBar")  # of all steps
    explainer: ExplainerPanel = _named("ExplainerPanel")  # the strip at the bottom
    microscope: MicroscopePanel = _named("MicroscopePanel")  # the right column
    settings: SettingsDrawer = _named("SettingsDrawer")  # the drawer with the settings


PANELS: dict[str, Callable[[Session, QWidget], Any]] = {
    "TransportPanel": TransportPanel,
    "CanvasPanel": CanvasPanel,
    "TimeBar": TimeBar,
    "CurvesPanel": CurvesPanel,
    "ExplainerPanel": ExplainerPanel,
    "MicroscopePanel": _microscope,
}

# The id of the action that opens it -> module and class of a Sheet made with (session, parent).
SHEETS: dict[str, tuple[str, str]] = {
    "runs": ("cnnviz.features.runs.runs_sheet", "RunsSheet"),
    "build": ("cnnviz.features.builder", "BuildSheet"),
    "evaluate": ("cnnviz.features.evaluate", "EvaluateSheet"),
    "health": ("cnnviz.features.health.health_sheet", "HealthSheet"),
    "excite": ("cnnviz.features.channels", "ChannelsSheet"),
    "update": ("cnnviz.features.update", "UpdateSheet"),
    "images": ("cnnviz.features.images", "ImagesSheet"),
    "workshop": ("cnnviz.features.workshop", "WorkshopSheet"),
    "data": ("cnnviz.features.data", "DataSheet"),
}

# Sheets that ask about something that is under way: no action opens them.
ASKING: dict[str, tuple[str, str]] = {
    "weights": ("cnnviz.features.weights", "WeightsSheet"),
}


def modules() -> Iterator[str]:
    """Every module of the window, to be imported ahead of what is opened first."""
    yield "numpy.ma"  # which numpy itself imports when a median is first asked for
    for room in (features, shell):
        yield from (found.name for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
