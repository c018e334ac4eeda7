"""The drawer with the settings of the run."""

from cnnviz.panels.settings_drawer.panel import SettingsDrawer

__all__ = ["SettingsDrawer"]
