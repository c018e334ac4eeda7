"""The bar at the top: buttons, speed, preset, the state and the live numbers."""

from cnnviz.panels.transport.panel import TransportPanel

__all__ = ["TransportPanel"]
