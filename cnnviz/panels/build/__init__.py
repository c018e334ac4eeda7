"""The sheet for building a network, and for seeing what one convolution does."""

from cnnviz.panels.build.panel import BuildPanel

__all__ = ["BuildPanel"]
