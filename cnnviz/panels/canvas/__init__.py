"""The network canvas: its toolbar, and the painted network under it."""

from cnnviz.panels.canvas.panel import CanvasPanel

__all__ = ["CanvasPanel"]
