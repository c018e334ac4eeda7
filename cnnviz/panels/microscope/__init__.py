"""The microscope: what is recorded and where we stand in it, the batch's images, one number's page."""

from cnnviz.panels.microscope.panel import RAIL, MicroscopePanel

__all__ = ["RAIL", "MicroscopePanel"]
