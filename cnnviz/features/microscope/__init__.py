"""The microscope: what is recorded and where we stand in it, the batch's images, one number's page."""

from cnnviz.features.microscope.microscope_panel import RAIL, ColumnCards, MicroscopePanel

__all__ = ["RAIL", "ColumnCards", "MicroscopePanel"]
