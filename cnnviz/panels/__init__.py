"""The panels of the window: the one list. A new panel is its file and a line here.

Each is a QWidget made with (session, parent). The window calls its `theme_changed()` and, if it has them,
`use_actions(actions)`, `use_library(library)`, and `end_work()` when it closes. SHEETS lie over the network
while they are open; they are imported and made when first opened, so that starting doesn't wait for them.
"""

from typing import Any

from cnnviz.panels.canvas import CanvasPanel
from cnnviz.panels.curves import CurvesPanel
from cnnviz.panels.explainer import ExplainerPanel
from cnnviz.panels.microscope import MicroscopePanel
from cnnviz.panels.settings_drawer import SettingsDrawer
from cnnviz.panels.transport import TransportPanel

PANELS: tuple[type[Any], ...] = (
    TransportPanel,
    CanvasPanel,
    CurvesPanel,
    ExplainerPanel,
    MicroscopePanel,
    SettingsDrawer,
)

# The id of the action that opens it -> module and class of a views.sheet.Sheet made with (session, parent).
SHEETS: dict[str, tuple[str, str]] = {
    "runs": ("cnnviz.panels.runs", "RunsPanel"),
    "build": ("cnnviz.panels.build", "BuildPanel"),
    "evaluate": ("cnnviz.panels.evaluate", "EvaluatePanel"),
    "health": ("cnnviz.panels.health", "HealthPanel"),
    "images": ("cnnviz.panels.images", "ImagesPanel"),
}
