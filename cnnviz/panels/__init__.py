"""The panels of the window: the one list. A new panel is its file and a line here.

Each is a QWidget made with (session, parent); the window calls its `theme_changed()`, and its
`use_actions(actions)` if it has one.
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
