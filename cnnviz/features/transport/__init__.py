"""The bar at the top: buttons, speed, preset, the state and the live numbers."""

from cnnviz.features.transport.transport_bar import TransportPanel

__all__ = ["TransportPanel"]
