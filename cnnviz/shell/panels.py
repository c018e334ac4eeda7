"""The panels of the window: the one list. A new panel is its feature's folder and a line here.

Each is a QWidget made with (session, parent). The window calls, if it has them,
`use_actions(actions)`, `use_library(library)`, and `end_work()` when it closes. SHEETS lie over the network
while they are open; they are imported and made when first opened, so that starting doesn't wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

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


def _draw_card(*about: Any) -> QWidget:
    from cnnviz.features.draw.card import DrawCard

    return DrawCard(*about)


def _touch_card(*about: Any) -> QWidget:
    from cnnviz.features.touch.card import TouchCard

    return TouchCard(*about)


def _lab_card(*about: Any) -> QWidget:
    from cnnviz.features.lab.card import LabCard

    return LabCard(*about)


def _past_card(*about: Any) -> QWidget:
    from cnnviz.features.timeline.past_card import PastCard

    return PastCard(*about)


def _microscope(session: Session, parent: QWidget) -> MicroscopePanel:
    cards = ColumnCards(HintsInColumn, _draw_card, _touch_card, _past_card, _lab_card)
    return MicroscopePanel(session, cards, parent)


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

    @property
    def transport(self) -> TransportPanel:
        """The row of controls at the top."""
        panel: TransportPanel = self["TransportPanel"]
        return panel

    @property
    def canvas(self) -> CanvasPanel:
        """The network in two lanes."""
        panel: CanvasPanel = self["CanvasPanel"]
        return panel

    @property
    def curves(self) -> CurvesPanel:
        """The curves under the network."""
        panel: CurvesPanel = self["CurvesPanel"]
        return panel

    @property
    def time_bar(self) -> TimeBar:
        """The bar of all steps."""
        panel: TimeBar = self["TimeBar"]
        return panel

    @property
    def explainer(self) -> ExplainerPanel:
        """The strip at the bottom."""
        panel: ExplainerPanel = self["ExplainerPanel"]
        return panel

    @property
    def microscope(self) -> MicroscopePanel:
        """The right column."""
        panel: MicroscopePanel = self["MicroscopePanel"]
        return panel

    @property
    def settings(self) -> SettingsDrawer:
        """The drawer with the settings."""
        panel: SettingsDrawer = self["SettingsDrawer"]
        return panel


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
