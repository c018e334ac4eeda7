"""The curves under the network: what every step so far has left behind."""

from cnnviz.features.curves.curves_panel import CurvesPanel

__all__ = ["CurvesPanel"]
