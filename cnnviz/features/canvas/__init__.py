"""The network canvas: its toolbar, and the painted network under it."""

from cnnviz.features.canvas.canvas_panel import CanvasPanel

__all__ = ["CanvasPanel"]
