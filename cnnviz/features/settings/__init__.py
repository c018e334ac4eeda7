"""The drawer with the settings of the run."""

from cnnviz.features.settings.settings_drawer import SettingsDrawer

__all__ = ["SettingsDrawer"]
