"""The curves under the network: what every step so far has left behind."""

from cnnviz.panels.curves.panel import CurvesPanel

__all__ = ["CurvesPanel"]
